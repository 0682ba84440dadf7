//! `pupitre schema`: the deck format as a JSON Schema, for completion in editors.

use std::process::ExitCode;

use serde_json::json;

use crate::cli::Failure;
use crate::deck::Deck;
use crate::table::{Schemas, Shape};
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
    let mut definitions = Schemas::new();
    Deck::schema(&mut definitions);
    let mut schema = definitions.remove("Deck").expect("the schema of a deck is named so");
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("A deck for Pupitre");
    schema["definitions"] = json!(definitions);
    format!("{schema:#}\n")
}
