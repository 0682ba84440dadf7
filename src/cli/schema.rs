//! `pupitre schema`: writes JSON Schemas of what is read and written, for completion in editors and for programs that read findings.

use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::{Value as Json, json};

use crate::cli::Failure;
use crate::deck::{self, CourseFile, Deck};
use crate::lint::{format, settings};
use crate::table::{Schemas, Shape};
use crate::terminal;

/// Write the JSON Schema of the deck format, or of another file
#[derive(clap::Args)]
pub struct Arguments {
    /// Of what
    #[arg(long, value_enum, value_name = "WHAT", default_value = "deck")]
    of: Of,
}

/// The files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// A deck
    Deck,
    /// A course: several decks, in order
    Course,
    /// A `pupitre.toml`
    Settings,
    /// What `check --format json` writes
    Findings,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let schema = match arguments.of {
        Of::Deck => text(),
        Of::Course => written(of::<CourseFile>("CourseFile", "A course for Pupitre")),
        Of::Settings => written(of::<settings::Settings>("Settings", "The settings of Pupitre")),
        Of::Findings => written(format::findings_schema()),
    };
    terminal::print(&schema)?;
    Ok(ExitCode::SUCCESS)
}

/// The schema of decks as a file.
pub fn text() -> String {
    written(of::<Deck>("Deck", "A deck for Pupitre"))
}

/// The schema of a table with this name, with all that it refers to.
pub fn of<T: Shape>(name: &str, title: &str) -> Json {
    let mut definitions = Schemas::new();
    T::schema(&mut definitions);
    let mut schema = definitions.remove(name).expect("the schema of a table has its name");
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(title);
    schema["definitions"] = json!(definitions);
    settings::complete(&mut schema);
    deck::complete_schema(&mut schema);
    schema
}

pub fn written(schema: Json) -> String {
    format!("{schema:#}\n")
}
