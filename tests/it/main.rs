//! The tests of the whole program, in one binary because linking takes longer than compiling.
//!
//! `cargo test --test it console::` runs the tests of one file. To add a file, write `it/NAME.rs` and add it to the list below.

mod added;
mod advice;
#[cfg(unix)]
mod alone;
mod asking;
mod author;
mod balance;
#[cfg(target_os = "linux")]
mod calls;
mod cases;
mod check;
mod check_command;
mod checking;
mod commands;
mod common;
mod console;
#[cfg(unix)]
mod consoles;
mod counts;
mod courses;
mod decks;
#[cfg(unix)]
mod endings;
mod export_command;
mod finding;
mod fmt_command;
#[cfg(unix)]
mod gate;
mod growth;
#[cfg(unix)]
mod hours;
mod house;
mod import;
mod included;
mod included_language;
mod import_hostile;
mod import_pptx;
#[cfg(unix)]
mod kept;
#[cfg(unix)]
mod keyboard;
#[cfg(unix)]
mod killed;
#[cfg(unix)]
mod large;
#[cfg(unix)]
mod learning;
mod live;
mod logo;
mod languages;
mod looks;
mod lsp;
mod mermaid;
mod motion;
#[cfg(unix)]
mod odd;
mod payloads;
#[cfg(unix)]
mod pictures;
#[cfg(unix)]
mod plain;
mod play;
mod playback;
mod precision;
mod properties;
#[cfg(unix)]
mod recorded;
mod rehearsed;
mod replay;
#[cfg(unix)]
mod replayed;
mod reports;
mod schema;
mod screens;
mod sent;
mod settings;
mod shorter;
mod signs;
mod start;
#[cfg(unix)]
mod steady;
mod supplies;
mod talk;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod trust;
#[cfg(unix)]
mod unwritten;
mod written;
