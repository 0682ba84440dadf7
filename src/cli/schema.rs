//! `pupitre schema`: the deck format as a JSON Schema, for completion in editors.

use std::process::ExitCode;

use crate::cli::Failure;
use crate::deck;
use crate::terminal;

/// Write the JSON Schema of the deck format
#[derive(clap::Args)]
pub struct Arguments {}

pub fn run(_: &Arguments) -> Result<ExitCode, Failure> {
    terminal::print(&text())?;
    Ok(ExitCode::SUCCESS)
}

/// The schema, as a file.
pub fn text() -> String {
    format!("{:#}\n", deck::schema())
}
