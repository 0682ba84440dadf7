//! `pupitre decks`: the decks that come with the program.

use std::fmt::Write as _;
use std::process::ExitCode;

use crate::cli::{BUILT_IN, Failure, Language, built_in, words};
use crate::deck;
use crate::lang::Words;
use crate::plan::Plan;
use crate::terminal;
use crate::text;

/// List the built-in decks
#[derive(clap::Args)]
pub struct Arguments {
    /// The language of the output
    #[arg(long)]
    lang: Option<Language>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    terminal::print(&table(words(arguments.lang, None)))?;
    Ok(ExitCode::SUCCESS)
}

fn table(words: &Words) -> String {
    let rows: Vec<[String; 4]> = BUILT_IN
        .iter()
        .map(|listed| {
            let (deck, _) = deck::read_surface(&built_in(*listed));
            let minutes = format!("{} min", Plan::of(&deck).total().as_secs().div_ceil(60));
            [listed.0.to_owned(), deck.title.clone(), minutes, (words.slides)(deck.planned_count())]
        })
        .collect();
    let wide = |column: usize| rows.iter().map(|row| text::width(&row[column])).max().unwrap_or(0);
    let spaces = |column: usize, cell: &str| " ".repeat(wide(column) - text::width(cell));
    let mut out = String::new();
    for (index, [name, title, minutes, slides]) in rows.iter().enumerate() {
        let star = if index == 0 { "*" } else { " " };
        let (after_name, after_title, before) = (spaces(0, name), spaces(1, title), spaces(2, minutes));
        let _ = writeln!(out, "{star} {name}{after_name}  {title}{after_title}  {before}{minutes}  {slides}");
    }
    let _ = writeln!(out, "\n{}", words.default_deck);
    out
}
