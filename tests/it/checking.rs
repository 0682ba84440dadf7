//! What lies around the rules of `pupitre check`: settings, ignores, mending, reports for machines, watching.

mod fixes;
mod formats;
mod ignores;
mod settings;
#[cfg(unix)]
mod watching;
