//! `pupitre decks`: the built-in decks and the user's own.

mod add;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::asked::Asked;
use crate::cli::beside::COURSE;
use crate::cli::courses::LoadedCourse;
use crate::cli::origin::Origin;
use crate::cli::{Failure, Language, own, words};
use crate::deck::{self, Deck};
use crate::files;
use crate::lang::Words;
use crate::plan::Plan;
use crate::report::{Column, Piece, Row, Table, plain};
use crate::terminal;
use crate::text;

/// The greatest width of a title in the list, in cells.
const WIDEST: usize = 50;

/// List the named decks, or add one
///
/// They are the built-in decks and those that you added. Every command finds them by name.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// The language of the output
    #[arg(long)]
    lang: Option<Language>,
}

#[derive(clap::Subcommand)]
enum Command {
    Add(add::Arguments),
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let words = words(arguments.lang, None);
    match &arguments.command {
        Some(Command::Add(arguments)) => add::run(arguments),
        None => {
            terminal::print(&text::clean(&list(words)))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// A deck of the list: its name and its file. `None` for built-in ones.
struct Listed {
    name: String,
    path: Option<PathBuf>,
    deck: Deck,
}

/// The decks that have a name: the built-in ones, then the user's own.
fn listed() -> Vec<Listed> {
    let read = |source| deck::read_surface(&source).0;
    let built_in = Origin::all_built_in().filter_map(|it| {
        let deck = read(it.read().ok()?);
        Some(Listed { name: it.name(), path: None, deck })
    });
    let own = own::decks().into_iter().filter_map(|path| {
        let deck = read(files::read_source(&path).ok()?);
        Some(Listed { name: own::name(&path), path: Some(path), deck })
    });
    built_in.chain(own).collect()
}

/// The courses that have a name: the built-in one, then the user's own.
fn listed_courses() -> Vec<(String, LoadedCourse)> {
    let built_in = (COURSE.0.to_owned(), Origin::BuiltIn(COURSE.0, COURSE.1));
    let own = own::courses().into_iter().filter_map(|(folder, file)| {
        let name = folder.file_name()?.to_string_lossy().into_owned();
        Some((name, Origin::File(file)))
    });
    let open = |(name, origin): (String, Origin)| match origin.open() {
        Ok(Asked::Course(course)) => Some((name, course)),
        _ => None,
    };
    std::iter::once(built_in).chain(own).filter_map(open).collect()
}

fn list(words: &Words) -> String {
    let decks = listed();
    let place = |path: Option<&Path>| path.map_or_else(|| words.built_in.to_owned(), |it| it.display().to_string());
    let title = |title: &str| text::shorten(title, WIDEST).into_owned();
    let first = Origin::of(None).name();
    let of_deck = |it: &Listed| {
        let minutes = format!("{} min", Plan::of(&it.deck).total().as_secs().div_ceil(60));
        let star = if it.path.is_none() && it.name == first { "*" } else { " " };
        let slides = (words.slides)(it.deck.planned_count());
        [format!("{star} {}", it.name), title(&it.deck.title), minutes, slides, place(it.path.as_deref())]
    };
    let mut out = table(decks.iter().map(of_deck).collect());
    out.push_str(&format!("\n{}\n", words.default_deck));
    let of_course = |(name, it): &(String, LoadedCourse)| {
        let modules = (words.modules)(it.course.modules.len());
        [format!("  {name}"), title(&it.course.name), modules, place(it.origin.file()), String::new()]
    };
    let courses: Vec<_> = listed_courses().iter().map(of_course).collect();
    if !courses.is_empty() {
        out.push_str(&format!("\n{}\n{}", words.courses, table(courses)));
    }
    out
}

/// Rows in columns. The third is a number, aligned to the right.
fn table(rows: Vec<[String; 5]>) -> String {
    let words = Column::words("", usize::MAX);
    let numbers = Column { is_number: true, ..words.clone() };
    let columns = vec![words.clone(), words.clone(), numbers, words.clone(), words];
    plain(&[Piece::Table(Table { columns, rows: rows.into_iter().map(Row::new).collect() })])
}
