//! Everything around the rules of `pupitre check`: settings, ignores, fixes, reports for programs, watching.

mod fixes;
mod formats;
mod ignores;
mod settings;
#[cfg(unix)]
mod watching;
