//! `pupitre fmt`: writes decks in their canonical form.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::canonical;
use crate::cli::{Failure, own_words, print_findings, say_failed_in_line, told};
use crate::deck;
use crate::files;
use crate::lang::{Message, say};
use crate::source::{Map, STANDARD_INPUT, Source};
use crate::table;
use crate::terminal;
use crate::text;

/// Write decks in their canonical form
///
/// Data and comments stay. Keys are put in the order of the format, with one empty line between tables, and a text of several lines
/// becomes a literal string. Line ends and a byte order mark stay as they are.
#[derive(clap::Args)]
pub struct Arguments {
    /// Decks, and folders with decks below them; `-` for standard input to standard output; by default, this folder
    paths: Vec<PathBuf>,
    /// Write nothing; name the decks that are not in their form, and end with 1 where there are any
    #[arg(long)]
    check: bool,
}

/// The result for all decks.
#[derive(Default)]
struct Done {
    /// The names of those that are not, or were not, in canonical form.
    changed: Vec<String>,
    as_they_were: usize,
    /// How many files in folders are not decks.
    skipped: usize,
    /// Why some could not be formatted.
    failed: Vec<Message>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let here = [PathBuf::from(".")];
    let mut done = Done::default();
    let mut input = None;
    for path in if arguments.paths.is_empty() { &here } else { &arguments.paths[..] } {
        match path {
            // Standard input can be read only once.
            path if path.as_os_str() == "-" && input.is_some() => {}
            path if path.as_os_str() == "-" => input = Some(standard_input(arguments.check, &mut done)),
            path if path.is_dir() => {
                files::toml_files(path).iter().for_each(|file| one(file, true, arguments.check, &mut done));
            }
            path => one(path, false, arguments.check, &mut done),
        }
    }
    let names: String = done.changed.iter().map(|name| format!("{}\n", text::clean(name).replace('\n', " "))).collect();
    terminal::print(&input.unwrap_or_default())?;
    terminal::print(&names)?;
    done.failed.iter().for_each(say_failed_in_line);
    if arguments.paths.iter().any(|path| path.as_os_str() != "-") || arguments.paths.is_empty() {
        terminal::warn(&format!("{}\n", told(&summary(&done, arguments.check))));
    }
    Ok(match () {
        () if !done.failed.is_empty() => ExitCode::from(2),
        () if arguments.check && !done.changed.is_empty() => ExitCode::from(1),
        () => ExitCode::SUCCESS,
    })
}

/// Formats one file. In a folder, files that are not decks are skipped.
fn one(path: &Path, in_folder: bool, check: bool, done: &mut Done) {
    let text = match files::read_text(path) {
        Ok(text) => text,
        Err(why) => return done.failed.push(why.into()),
    };
    let source = Source::new(path.display().to_string(), &text);
    if in_folder && !deck::is_deck(&source) {
        return done.skipped += 1;
    }
    match form(&source, &text) {
        Err(why) => done.failed.push(why),
        Ok(form) if form == text => done.as_they_were += 1,
        Ok(form) => match if check { Ok(()) } else { files::rewrite(path, &text, &form) } {
            Ok(()) => done.changed.push(source.name),
            Err(why) => done.failed.push(why),
        },
    }
}

/// Standard input in canonical form, for standard output. Empty if it is only checked, or has no such form.
fn standard_input(check: bool, done: &mut Done) -> String {
    let formed = files::read_standard_input().map_err(Message::from).and_then(|text| {
        let source = Source::new(STANDARD_INPUT, &text);
        Ok((form(&source, &text)?, text, source.shown_name(own_words()).to_owned()))
    });
    match formed {
        Err(why) => done.failed.push(why),
        Ok((form, ..)) if !check => return form,
        Ok((form, text, name)) if form != text => done.changed.push(name),
        Ok(_) => {}
    }
    String::new()
}

/// The canonical form of a deck with the file's line ends. If it has none, prints its mistakes and says so.
fn form(source: &Source, text: &str) -> Result<String, Message> {
    let (_, mistakes) = table::parse(&source.text, &Map::default());
    print_findings(&mistakes, source);
    match canonical::form_of_file(text) {
        None => Err(say!(
            "\"{name}\" cannot be read as TOML and is left as it is. Fix it first.",
            name = source.shown_name(own_words())
        )),
        Some(_) if !deck::is_deck(source) => Err(say!(
            "\"{name}\" is not a deck: it has no top-level `format`. It is left as it is.",
            name = source.shown_name(own_words())
        )),
        Some(form) => Ok(form),
    }
}

/// "3 decks: 1 written, 2 as they were; 2 other TOML files skipped".
fn summary(done: &Done, check: bool) -> Message {
    let (changed, same) = (done.changed.len(), done.as_they_were);
    let count = changed + same;
    let mut parts = vec![match check {
        true => {
            say!("{count} {count?deck|decks}: {changed} would be written, {same} already in form", count, changed, same)
        }
        false => say!("{count} {count?deck|decks}: {changed} written, {same} already in form", count, changed, same),
    }];
    if done.skipped > 0 {
        parts.push(say!("; {count} {count?other TOML file|other TOML files} skipped", count = done.skipped));
    }
    if !done.failed.is_empty() {
        parts.push(say!("; {count} {count?file|files} left as they were", count = done.failed.len()));
    }
    Message::joined(parts, "")
}
