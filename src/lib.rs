//! Pupitre: a terminal presenter for training decks written in TOML.
//!
//! The steps of a deck through the program:
//!
//! 1. [`deck::read`] turns its text ([`source`]) into a [`deck::Deck`], and reports everything that is wrong with it ([`diagnostic`]). It never
//!    fails: what cannot be read is replaced by a broken block.
//! 2. [`layout::slide`] turns a slide and a size into a [`page::Page`], text at fixed cells, for all steps at once. Every block can also be read as
//!    text, by its [`prose`].
//! 3. [`show`] is the state of a running show: keys and ticks come in with their time, and become events.
//! 4. [`view`] turns that state into the page of the whole screen, and [`raster`] paints a page on cells.
//! 5. [`export`] writes the same cells, and the same prose, into files.
//! 6. [`import`] turns the decks of other programs into the text of one of ours.
//! 7. The edges do the rest: clocks, files, the terminal, the command line.
//!
//! The modules form floors, from the ground up: each imports only from those above it in this list, which `tests/it/house.rs` checks.

// Places and findings.
pub mod text;
pub mod lang;
pub mod source;
pub mod diagnostic;
pub mod table;
pub mod duration;

// Drawing.
pub mod picture;
pub mod page;
pub mod big;
pub mod prose;
pub mod theme;
pub mod raster;
pub mod highlight;

// The deck.
pub mod markdown;
pub mod assets;
pub mod answers;
pub mod circles;
pub mod block;
pub mod deck;
pub mod layout;
pub mod plan;
pub mod search;

// Checking.
pub mod canonical;
pub mod lint;

// Importing.
pub mod import;

// Presenting.
pub mod keys;
pub mod text_field;
pub mod lectern;
pub mod screen;
pub mod show;
pub mod settings;
pub mod record;
pub mod report;
pub mod progress;
pub mod replay;
pub mod view;
pub mod playback;

// Exporting.
pub mod fonts;
pub mod export;

// The edges: only these use clocks, files, the environment and the terminal.
pub mod workers;
pub mod terminal;
pub mod files;
pub mod watch;
pub mod journal;
pub mod recording;
pub mod storage;
pub mod link;
pub mod review;
pub mod lsp;
pub mod cli;
