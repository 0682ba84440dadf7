//! The command line: what the commands share, and their list.
//!
//! To add a command, write `cli/NAME.rs` with its arguments and `run`, and name it in the list below.

mod aloud;
mod asked;
mod beside;
mod bring;
mod check;
mod completions;
mod config;
mod console;
mod courses;
mod decks;
mod export;
mod fmt;
mod import;
mod guide;
mod interface;
mod keys;
mod language;
mod lsp;
mod man;
mod new;
mod origin;
mod outline;
mod own;
mod plan;
mod present;
mod replay;
mod report;
mod rule;
mod schema;
mod settings;
mod theme;
mod themes;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::cli::asked::Loaded;
use crate::cli::language::{Language, words};
use crate::cli::origin::Origin;
use crate::diagnostic::{Diagnostic, full};
use crate::files;
use crate::fonts::Lacking;
use crate::lang;
use crate::source::Source;
use crate::terminal::{self, Depth};
use crate::text;

/// A terminal presenter for training decks written in TOML.
///
/// Without a command it presents: the deck named, a file or one of `pupitre decks`; or, without a name, the built-in
/// one in your language.
#[derive(Parser)]
#[command(name = "pupitre", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Pupitre {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    present: present::Arguments,
}

macro_rules! commands {
    ($($Name:ident = $module:ident,)*) => {
        #[derive(Subcommand)]
        enum Command { $($Name($module::Arguments),)* }

        impl Command {
            fn run(self) -> Result<ExitCode, Failure> {
                match self { $(Self::$Name(arguments) => $module::run(&arguments),)* }
            }
        }
    };
}

commands! {
    Present = present,
    Console = console,
    Replay = replay,
    New = new,
    Check = check,
    Export = export,
    Rule = rule,
    Import = import,
    Fmt = fmt,
    Lsp = lsp,
    Outline = outline,
    Report = report,
    Plan = plan,
    Decks = decks,
    Themes = themes,
    Keys = keys,
    Guide = guide,
    Config = config,
    Schema = schema,
    Completions = completions,
    Man = man,
}

/// Why a request could not be done: sentences that say what to do, and findings to print before them.
pub struct Failure {
    message: String,
    findings: Option<Box<(Source, Vec<Diagnostic>)>>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), findings: None }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(format!("the output cannot be written: {error}."))
    }
}

/// What was asked for on the command line. Help and mistakes are in colour where everything else is.
fn arguments() -> Result<Pupitre, ExitCode> {
    let colour = if depth() == Depth::None { clap::ColorChoice::Never } else { clap::ColorChoice::Auto };
    let parse = |given: &mut dyn Iterator<Item = OsString>| {
        let matches = Pupitre::command().color(colour).try_get_matches_from(given)?;
        Pupitre::from_arg_matches(&matches)
    };
    parse(&mut std::env::args_os()).map_err(|error| {
        if let Some(failure) = error.use_stderr().then(mistyped_command).flatten() {
            terminal::warn(&format!("error: {}\n", text::clean(&failure.message)));
            return ExitCode::from(2);
        }
        // Words that are quoted are cleaned before they are colored; those that are not wrong reach the program as they are.
        let mut shown = std::env::args_os().map(|word| text::clean(&word.to_string_lossy()).into_owned().into());
        match parse(&mut shown) {
            Err(error) => answer(&error, colour != clap::ColorChoice::Never),
            Ok(_) => answer(&error, false),
        }
    })
}

/// That the first word is no command and was probably meant as one; None where it may be anything else, such as a deck.
fn mistyped_command() -> Option<Failure> {
    let word = std::env::args_os().nth(1)?.into_string().ok()?;
    let word = Some(word).filter(|word| !word.starts_with('-') && !Path::new(word).exists())?;
    let command = Pupitre::command();
    let near = text::nearest(&word, command.get_subcommands().map(clap::Command::get_name)).filter(|it| *it != word)?;
    Some(Failure::new(format!("there is no command `{word}`. Did you mean `pupitre {near}`?")))
}

/// Writes help, or what is wrong on the command line; gives the exit code.
fn answer(error: &clap::Error, colour: bool) -> ExitCode {
    let (plain, colored) = (error.to_string(), error.render().ansi().to_string());
    match error.use_stderr() {
        true if colour && io::stderr().is_terminal() => terminal::warn_styled(&colored),
        true => terminal::warn(&plain),
        false if colour && io::stdout().is_terminal() => drop(terminal::print_styled(&colored)),
        false => drop(terminal::print(&plain)),
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Runs the program and gives its exit code: 0 fine, 1 findings, 2 the request itself is wrong.
pub fn main() -> ExitCode {
    terminal::warn_of_panics();
    terminal::outlive_large_files();
    let Pupitre { command, present } = match arguments() {
        Ok(asked) => asked,
        Err(code) => return code,
    };
    let result = match command {
        Some(command) => command.run(),
        None => present::run(&present),
    };
    result.unwrap_or_else(|failure| {
        if let Some((source, findings)) = failure.findings.as_deref() {
            print_findings(findings, source);
        }
        terminal::warn(&format!("error: {}\n", text::clean(&failure.message)));
        ExitCode::from(2)
    })
}

/// Whether a word is the name of a command.
fn is_command(word: &str) -> bool {
    Pupitre::command().find_subcommand(word).is_some()
}

/// Says which signs could not be drawn.
fn warn_of_lacking(lacking: &Lacking) {
    let list = lacking.named();
    if !list.is_empty() {
        let signs = if list.len() == 1 { "this sign" } else { "these signs" };
        let list = text::clean(&list.join(", ")).into_owned();
        terminal::warn(&format!("warning: the fonts of this program do not have {signs}, drawn as \u{fffd}: {list}\n"));
    }
}

/// Reads the deck asked for; `whole` looks into its Markdown too.
fn load(asked: Option<&Path>, whole: bool) -> Result<Loaded, Failure> {
    Origin::of(asked).load(whole)
}

/// The name that was probably meant, in a question; else what helps otherwise.
fn meant(name: &str, known: &[&str], otherwise: &str) -> String {
    match text::nearest(name, known.iter().copied()) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => otherwise.to_owned(),
    }
}

/// The names that there are, in a sentence.
fn there_are(names: &[&str], none: &str) -> String {
    match names {
        [] => none.to_owned(),
        [only] => format!("There is only {only}."),
        names => format!("There are {}.", names.join(", ")),
    }
}

/// "1 deck", "2 decks".
fn some(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Writes what a command was asked for into a file, never over another unless that is forced, or to standard output where that is
/// called `-`; `read` are the files that the command reads, `print` is how such text is printed.
fn write_out(
    (output, text): (&Path, &str),
    (command, force): (&str, bool),
    read: &[PathBuf],
    print: fn(&str) -> io::Result<()>,
) -> Result<(), Failure> {
    match output.as_os_str() == "-" {
        true => Ok(print(text)?),
        false => write_own(&[(output, text.as_bytes())], (None, command), force, read),
    }
}

/// Writes files, none of them over what something else than this command has written: what has not its mark.
fn write_own(
    outputs: &[(&Path, &[u8])],
    (mark, command): (Option<&str>, &str),
    force: bool,
    read: &[PathBuf],
) -> Result<(), Failure> {
    let foreign = outputs.iter().find(|(path, bytes)| !files::is_own(path, bytes, mark));
    if let Some((path, _)) = foreign.filter(|_| !force) {
        files::refuse_read([*path], read).map_err(Failure::new)?;
        let name = path.display();
        return Err(Failure::new(format!(
            "\"{name}\" is there already, and `{command}` did not write it so. Add `--force` to replace it."
        )));
    }
    files::write_outputs(outputs, read).map_err(Failure::new)
}

/// Prints findings on standard error, and how many there are.
fn print_findings(findings: &[Diagnostic], source: &Source) {
    let colour = io::stderr().is_terminal() && depth() != Depth::None;
    for finding in findings {
        terminal::warn_styled(&format!("{}\n", full::render(finding, source, colour)));
    }
    if !findings.is_empty() {
        let count = lang::choose([Some("en")]).mistakes;
        terminal::warn(&format!("{}: {}\n", text::clean(&source.name), count(findings.len())));
    }
}

/// How many colours the terminal has, as its environment says.
fn depth() -> Depth {
    Depth::from_environment(|name| std::env::var(name).ok())
}

/// Whether the terminal takes lines and nothing else, as its environment says.
fn is_dumb() -> bool {
    std::env::var("TERM").is_ok_and(|term| term == "dumb")
}
