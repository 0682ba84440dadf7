//! The command line: the list of commands, and what they share.
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
mod help;
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
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::cli::asked::Loaded;
use crate::cli::language::{Language, own_words, words};
use crate::cli::origin::Origin;
use crate::diagnostic::{Diagnostic, full};
use crate::files;
use crate::fonts::Lacking;
use crate::lang::{Message, say};
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

/// Why a request failed: sentences that say what to do, and findings to print before them.
pub struct Failure {
    message: Message,
    findings: Option<Box<(Source, Vec<Diagnostic>)>>,
}

impl Failure {
    fn new(message: impl Into<Message>) -> Self {
        Self { message: message.into(), findings: None }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(say!("the output cannot be written: {error}.", error))
    }
}

/// The parsed command line. Help and errors are in color if everything else is.
fn arguments() -> Result<Pupitre, ExitCode> {
    if let Some(parsed) = briefly(std::env::args_os()) {
        return Ok(parsed);
    }
    let color = if depth() == Depth::None { clap::ColorChoice::Never } else { clap::ColorChoice::Auto };
    let parse = |given: &mut dyn Iterator<Item = OsString>| {
        // Taking all commands apart again would take as long as reading a small deck.
        let mut command = ManuallyDrop::new(help::command().color(color));
        let matches = command.try_get_matches_from_mut(given)?;
        Pupitre::from_arg_matches(&matches)
    };
    parse(&mut std::env::args_os()).map_err(|error| {
        if let Some(failure) = error.use_stderr().then(mistyped_command).flatten() {
            say_failed(&failure.message);
            return ExitCode::from(2);
        }
        // Quoted words are cleaned before clap colors them. If nothing is wrong, the program gets the words as they are.
        let mut shown = std::env::args_os().map(|word| text::clean(&word.to_string_lossy()).into_owned().into());
        match parse(&mut shown) {
            Err(error) => answer(&error, color != clap::ColorChoice::Never),
            Ok(_) => answer(&error, false),
        }
    })
}

/// A command line that presents or replays a deck. To parse it, only that command is described to clap: describing all of them takes longer than
/// reading a small deck. `None` if it may mean something else or is wrong: the whole description then says what.
fn briefly(words: impl Iterator<Item = OsString>) -> Option<Pupitre> {
    let mut words = words.peekable();
    let program = words.next()?;
    let first = words.peek().map(|word| word.to_string_lossy().into_owned());
    let none = present::Arguments::default();
    match first.as_deref() {
        Some("replay") => {
            let replay = alone(words)?;
            Some(Pupitre { command: Some(Command::Replay(replay)), present: none })
        }
        // No command is called like a file.
        Some(word) if word.starts_with('-') || !word.contains(['.', '/', '\\']) => None,
        _ => Some(Pupitre { command: None, present: alone(std::iter::once(program).chain(words))? }),
    }
}

/// The arguments of one command, after its name.
fn alone<A: clap::Args>(words: impl Iterator<Item = OsString>) -> Option<A> {
    let mut command = ManuallyDrop::new(A::augment_args(clap::Command::new("pupitre")));
    A::from_arg_matches(&command.try_get_matches_from_mut(words).ok()?).ok()
}

/// The error for a first word that was probably meant as a command. `None` if it may be something else, such as a deck.
fn mistyped_command() -> Option<Failure> {
    let word = std::env::args_os().nth(1)?.into_string().ok()?;
    let word = Some(word).filter(|word| !word.starts_with('-') && !Path::new(word).exists())?;
    let command = Pupitre::command();
    let near = text::nearest(&word, command.get_subcommands().map(clap::Command::get_name)).filter(|it| *it != word)?;
    Some(Failure::new(say!("there is no command `{word}`. Did you mean `pupitre {near}`?", word, near)))
}

/// Prints help or an error. Returns the exit code.
fn answer(error: &clap::Error, color: bool) -> ExitCode {
    let words = own_words();
    if error.use_stderr() && !words.help_texts.texts.is_empty() {
        terminal::warn(&help::mistake(error, words));
        return u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from);
    }
    let (plain, colored) = (error.to_string(), error.render().ansi().to_string());
    match error.use_stderr() {
        true if color && io::stderr().is_terminal() => terminal::warn_styled(&colored),
        true => terminal::warn(&plain),
        false if color && io::stdout().is_terminal() => drop(terminal::print_styled(&colored)),
        false => drop(terminal::print(&plain)),
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Runs the program. Returns its exit code: 0 fine, 1 findings, 2 a wrong request.
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
        say_failed(&failure.message);
        ExitCode::from(2)
    })
}

/// Prints to standard error why something failed, in a line or two.
fn say_failed(why: &Message) {
    let words = own_words();
    terminal::warn(&format!("{}\n", text::clean(&(words.error_of)(&why.in_words(words)))));
}

/// The same in one line, whatever the text contains.
fn say_failed_in_line(why: &Message) {
    let words = own_words();
    let line = (words.error_of)(&why.in_words(words));
    terminal::warn(&format!("{}\n", text::clean(&line).replace('\n', " ")));
}

/// A sentence in the user's language, ready to print.
fn told(message: &Message) -> String {
    text::clean(&message.in_words(own_words())).into_owned()
}

/// Whether a word is the name of a command.
fn is_command(word: &str) -> bool {
    Pupitre::command().find_subcommand(word).is_some()
}

/// Warns about characters that could not be drawn.
fn warn_of_missing_glyphs(lacking: &Lacking) {
    let list = lacking.named();
    if !list.is_empty() {
        let (count, list) = (list.len(), list.join(", "));
        let warning = say!(
            "warning: the fonts of this program do not have {count?this sign|these signs}, drawn as {sign} or left out: {list}",
            count,
            sign = '\u{fffd}',
            list
        );
        terminal::warn(&format!("{}\n", told(&warning)));
    }
}

/// Reads the requested deck; `whole` also checks its Markdown.
fn load(asked: Option<&Path>, whole: bool) -> Result<Loaded, Failure> {
    Origin::of(asked).load(whole)
}

/// "Did you mean …?" with the nearest known name, else the other help.
fn meant(name: &str, known: &[&str], otherwise: Message) -> Message {
    match text::nearest(name, known.iter().copied()) {
        Some(near) => say!("Did you mean \"{near}\"?", near),
        None => otherwise,
    }
}

/// The existing names in a sentence.
fn there_are(names: &[&str], none: Message) -> Message {
    match names {
        [] => none,
        [only] => say!("Available: {only}.", only),
        names => say!("Available: {names}.", names = names.join(", ")),
    }
}

/// Writes the result of a command to a file, or to standard output for `-`. Never overwrites another file unless forced. `read` are the
/// files that the command reads; `print` prints this kind of text.
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

/// Writes files. Only overwrites files that this command has written, which have its mark.
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
        return Err(Failure::new(say!(
            "\"{name}\" already exists, and `{command}` did not write it like this. Add `--force` to replace it.",
            name,
            command
        )));
    }
    files::write_outputs(outputs, read).map_err(Failure::new)
}

/// Prints findings to standard error, and their number for each file.
fn print_findings(findings: &[Diagnostic], source: &Source) {
    let (own, included): (Vec<Diagnostic>, Vec<_>) =
        findings.iter().cloned().partition(|it| source.part_at(it.span().start).is_none());
    let own: Vec<Diagnostic> = own.into_iter().map(|it| it.in_its_file(source)).collect();
    print_findings_in(&own, source);
    for part in source.parts() {
        let is_there = |it: &&Diagnostic| source.part_at(it.span().start).is_some_and(|at| at.start == part.start);
        let there = included.iter().filter(is_there).map(|it| it.clone().in_its_file(source));
        print_findings_in(&there.collect::<Vec<_>>(), &part.source);
    }
}

/// The same for the findings of one file.
fn print_findings_in(findings: &[Diagnostic], source: &Source) {
    let color = io::stderr().is_terminal() && depth() != Depth::None;
    for finding in findings {
        terminal::warn_styled(&format!("{}\n", full::render(finding, source, own_words(), color)));
    }
    let errors = findings.iter().filter(|it| it.is_error()).count();
    if errors > 0 {
        let count = (own_words().mistakes)(errors);
        let line = say!("{name}: {count}", name = source.shown_name(own_words()), count);
        terminal::warn(&format!("{}\n", told(&line)));
    }
}

/// How many colors the terminal has, according to the environment.
fn depth() -> Depth {
    Depth::from_environment(|name| std::env::var(name).ok())
}

/// Whether the terminal only takes lines, according to the environment.
fn is_dumb() -> bool {
    std::env::var("TERM").is_ok_and(|term| term == "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> impl Iterator<Item = OsString> {
        line.split(' ').map(OsString::from)
    }

    fn told(parsed: &Pupitre) -> String {
        match &parsed.command {
            None => format!("present {:?}", parsed.present),
            Some(Command::Present(arguments)) => format!("present {arguments:?}"),
            Some(Command::Replay(arguments)) => format!("replay {arguments:?}"),
            Some(_) => "another command".to_owned(),
        }
    }

    #[test]
    fn a_command_line_that_is_parsed_briefly_means_the_same() {
        for line in [
            "pupitre",
            "pupitre talk.toml",
            "pupitre ./talk --rehearse --for 10min --large --lang fr",
            "pupitre talks/mine.toml --large=never --people 12 --at Paris",
            "pupitre replay",
            "pupitre replay tour",
            "pupitre replay talk.toml --speed 2 --stop-at-polls --export-notes a.md",
        ] {
            let parsed = briefly(words(line)).unwrap_or_else(|| panic!("{line}"));
            let whole = Pupitre::try_parse_from(words(line)).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(told(&parsed), told(&whole), "{line}");
        }
    }

    #[test]
    fn what_may_be_another_command_or_is_wrong_is_parsed_whole() {
        for line in [
            "pupitre check a.toml",
            "pupitre tour",
            "pupitre -",
            "pupitre --plain",
            "pupitre --version",
            "pupitre a.toml b.toml",
            "pupitre a.toml --no-such-thing",
            "pupitre a.toml --help",
            "pupitre replay --help",
            "pupitre replay a.toml --speed 7",
        ] {
            assert!(briefly(words(line)).is_none(), "{line}");
        }
    }
}
