//! The command line: what the commands share, and their list.
//!
//! To add a command, write `cli/NAME.rs` with its arguments and `run`, and name it in the list below.

mod aloud;
mod beside;
mod check;
mod completions;
mod config;
mod console;
mod courses;
mod decks;
mod export;
mod fmt;
mod keys;
mod lsp;
mod man;
mod new;
mod outline;
mod own;
mod plan;
mod present;
mod replay;
mod report;
mod rule;
mod schema;
mod themes;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::assets::Assets;
use crate::cli::courses::LoadedCourse;
use crate::deck::{self, Deck};
use crate::diagnostic::{Diagnostic, full};
use crate::files;
use crate::lang::{self, Words};
use crate::source::Source;
use crate::terminal::{self, Depth};
use crate::text;
use crate::theme::{self, Theme};

/// The decks that come with the program: the name that people call each by, and its text. Without a name the first is meant.
const BUILT_IN: &[(&str, &str)] = &[
    ("sensibilisation", include_str!("../decks/sensibilisation.toml")),
    ("tour", include_str!("../decks/tour.toml")),
    ("preparer", include_str!("../decks/preparer.toml")),
];

/// A terminal presenter for training decks written in TOML.
///
/// Without a command it presents: the deck named, a file or one of `pupitre decks`; or, without a name, the built-in
/// "Sensibilisation Cloud Pi Native".
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
    Fmt = fmt,
    Lsp = lsp,
    Outline = outline,
    Report = report,
    Plan = plan,
    Decks = decks,
    Themes = themes,
    Keys = keys,
    Config = config,
    Schema = schema,
    Completions = completions,
    Man = man,
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    En,
    Fr,
}

impl Language {
    fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// Why a request could not be done: sentences that say what to do, and findings to print before them.
pub struct Failure {
    message: String,
    findings: Option<(Source, Vec<Diagnostic>)>,
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
fn arguments() -> Pupitre {
    let colour = if depth() == Depth::None { clap::ColorChoice::Never } else { clap::ColorChoice::Auto };
    let matches = Pupitre::command().color(colour).get_matches();
    Pupitre::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// Runs the program and gives its exit code: 0 fine, 1 findings, 2 the request itself is wrong.
pub fn main() -> ExitCode {
    terminal::outlive_large_files();
    let Pupitre { command, present } = arguments();
    let result = match command {
        Some(command) => command.run(),
        None => present::run(&present),
    };
    result.unwrap_or_else(|failure| {
        if let Some((source, findings)) = &failure.findings {
            print_findings(findings, source);
        }
        let _ = writeln!(io::stderr(), "error: {}", text::clean(&failure.message));
        ExitCode::from(2)
    })
}

/// A deck that was asked for, read.
struct Loaded {
    source: Source,
    deck: Deck,
    /// What is wrong with it, as far as it was looked into.
    findings: Vec<Diagnostic>,
    assets: Assets,
    folder: PathBuf,
}

/// A built-in deck, as it is read.
fn built_in((name, text): (&str, &str)) -> Source {
    Source::new(format!("decks/{name}.toml"), text)
}

/// The text of the deck asked for: a file, else the built-in deck of that name, else one of the user's own; the first of those built in
/// where none is named.
fn source(asked: Option<&Path>) -> Result<Source, Failure> {
    let Some(path) = asked else { return Ok(built_in(BUILT_IN[0])) };
    if let Some(deck) = built_in_named(path) {
        return Ok(built_in(deck));
    }
    let path = &own::located(path);
    let name = path.display().to_string();
    if let Ok(false) = path.try_exists() {
        let help = help_with_name(&name);
        return Err(Failure::new(format!("there is no file \"{name}\". {help}")));
    }
    files::read_source(path).map_err(Failure::new)
}

/// The built-in deck of a name. A file that somebody wrote comes before a deck that they may not know of.
fn built_in_named(path: &Path) -> Option<(&'static str, &'static str)> {
    BUILT_IN.iter().find(|(known, _)| path.as_os_str() == *known && !path.is_file()).copied()
}

/// What was probably meant by a name that no file has.
fn help_with_name(name: &str) -> String {
    let with_ending = format!("{name}.toml");
    if Path::new(&with_ending).is_file() {
        return format!("Did you mean \"{with_ending}\"?");
    }
    let stem = name.trim_end_matches(".toml");
    if let Some(near) = text::nearest(stem, BUILT_IN.iter().map(|(name, _)| *name)) {
        return format!("Did you mean the built-in deck \"{near}\"?");
    }
    let own: Vec<String> = own::decks().iter().map(|deck| own::name(deck)).collect();
    if let Some(near) = text::nearest(stem, own.iter().map(String::as_str)) {
        return format!("Did you mean your deck \"{near}\"?");
    }
    let command = Pupitre::command();
    match text::nearest(name, command.get_subcommands().map(clap::Command::get_name)) {
        Some(near) => format!("Did you mean the command `pupitre {near}`?"),
        None => "Check the name, or see `pupitre decks` for those that there are.".to_owned(),
    }
}

/// Whether a word is the name of a command.
fn is_command(word: &str) -> bool {
    Pupitre::command().find_subcommand(word).is_some()
}

/// Reads the deck asked for; `whole` looks into its Markdown too.
fn load(path: Option<&Path>, whole: bool) -> Result<Loaded, Failure> {
    let located = path.map(own::located);
    let path = located.as_deref();
    let is_name = |path: &&Path| !path.is_file() && built_in_named(path).is_none();
    if let Some(course) = path.filter(is_name).and_then(courses::open) {
        return Err(names_its_decks(course?));
    }
    let source = source(path)?;
    let name = source.name.clone();
    if source.text.trim().is_empty() {
        return Err(Failure::new(format!("\"{name}\" is empty. A deck begins with `format = 1` and `title = \"…\"`.")));
    }
    if let Some(course) = path.filter(|_| deck::is_course(&source)).and_then(courses::open) {
        return Err(names_its_decks(course?));
    }
    let (mut deck, mut findings) = if whole { deck::read(&source) } else { deck::read_surface(&source) };
    if findings.iter().any(|it| it.rule == "limit-exceeded") {
        findings.retain(|it| it.rule == "limit-exceeded");
        return Err(Failure {
            message: format!("\"{name}\" is over a limit of Pupitre."),
            findings: Some((source, findings)),
        });
    }
    if deck.slide_count() == 0 {
        let message =
            format!("\"{name}\" has no slide. Add `[[section]]` with a `title`, and below it `[[section.slide]]`.");
        return Err(Failure { message, findings: Some((source, findings)) });
    }
    let folder = path.and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    let assets = beside::assets(path, &deck, &folder);
    findings.extend(deck.complete(&name, &assets));
    Ok(Loaded { source, deck, findings, assets, folder })
}

/// A course cannot be shown; its decks can.
fn names_its_decks(course: LoadedCourse) -> Failure {
    let named = |module| Some(format!("\"{}\" ({})", course.path_of(module)?.display(), course.title(module)?));
    let decks: Vec<String> = (0..course.course.modules.len()).filter_map(named).collect();
    let help = match decks.is_empty() {
        true => "None of its decks is there yet.".to_owned(),
        false => format!("Name one of its decks: {}.", decks.join(", ")),
    };
    let message = format!("\"{}\" is a course. {help}", course.source.name);
    Failure { message, findings: Some((course.source, course.findings)) }
}

/// Prints findings on standard error, and how many there are.
fn print_findings(findings: &[Diagnostic], source: &Source) {
    let mut err = io::stderr().lock();
    let colour = err.is_terminal() && depth() != Depth::None;
    for finding in findings {
        let _ = writeln!(err, "{}", full::render(finding, source, colour));
    }
    if !findings.is_empty() {
        let count = lang::choose([Some("en")]).mistakes;
        let _ = writeln!(err, "{}: {}", text::clean(&source.name), count(findings.len()));
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

/// The words of the interface: of the language asked for, else of the user's own, else of the deck's, else of the locale's.
fn words(asked: Option<Language>, deck: Option<&Deck>) -> &'static Words {
    let locale = sys_locale::get_locale();
    let own = if asked.is_none() { config::own().settings.lang } else { None };
    lang::choose([
        asked.map(Language::code),
        own.as_deref(),
        deck.and_then(|deck| deck.lang.as_deref()),
        locale.as_deref(),
    ])
}

/// The theme asked for, else the deck's, else the user's own, else the one that suits the terminal; over it the deck's own looks. What is wrong with
/// a deck's own choice never stops a show.
fn theme(asked: Option<&str>, deck: &Deck, folder: &Path) -> Result<Theme, Failure> {
    // Some terminals tell their ground without being asked.
    let ground = std::env::var("COLORFGBG").ok().and_then(|value| theme::from_colorfgbg(&value));
    let default = theme::default_for(ground.filter(|_| deck.theme.is_none()));
    let own = config::own().settings.theme.filter(|_| asked.is_none() && deck.theme.is_none());
    // A mistake in one's own settings never stops a show.
    match own.and_then(|name| named_theme(&name).ok()) {
        Some(theme) => Ok(theme.with(&deck.look)),
        None => theme_or(default, asked, deck, folder),
    }
}

/// The same where there is no terminal to suit: what is written is the same everywhere.
fn export_theme(asked: Option<&str>, deck: &Deck, folder: &Path) -> Result<Theme, Failure> {
    theme_or(theme::DEFAULT, asked, deck, folder)
}

fn theme_or(default: &str, asked: Option<&str>, deck: &Deck, folder: &Path) -> Result<Theme, Failure> {
    let theme = match (asked, deck.theme.as_deref()) {
        (Some(name), _) => Some(named_theme(name)?),
        (None, Some(name)) if name.ends_with(".toml") => theme_beside(name, folder).ok(),
        (None, Some(name)) => Theme::built_in(name),
        (None, None) => None,
    };
    let theme = theme.or_else(|| Theme::built_in(default)).expect("the default themes are built in");
    Ok(theme.with(&deck.look))
}

/// The theme in a file beside the deck; else how many mistakes it has.
fn theme_beside(name: &str, folder: &Path) -> Result<Theme, usize> {
    let text = files::read_asset(name, folder).map_err(|_| 1_usize)?;
    let (theme, findings) = Theme::read(&Source::new(name, &text));
    if findings.is_empty() { Ok(theme) } else { Err(findings.len()) }
}

/// How many mistakes are in the theme file of a show.
fn theme_mistakes(asked: Option<&str>, deck: &Deck, folder: &Path) -> usize {
    match (asked, deck.theme.as_deref()) {
        (Some(name), _) => {
            named_theme(name).err().map_or(0, |failure| failure.findings.map_or(1, |(_, found)| found.len()))
        }
        (None, Some(name)) if name.ends_with(".toml") => theme_beside(name, folder).err().unwrap_or(0),
        (None, _) => 0,
    }
}

fn named_theme(name: &str) -> Result<Theme, Failure> {
    if let Some(theme) = Theme::built_in(name) {
        return Ok(theme);
    }
    if !name.contains(['/', '\\']) && !name.ends_with(".toml") {
        let names = theme::BUILT_IN.iter().map(|(name, _)| *name);
        let help = match text::nearest(name, names.clone()) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => format!("There are {}; a file of your own ends in .toml.", names.collect::<Vec<_>>().join(", ")),
        };
        return Err(Failure::new(format!("there is no theme called \"{name}\". {help}")));
    }
    let source = files::read_source(Path::new(name)).map_err(Failure::new)?;
    let (theme, findings) = Theme::read(&source);
    match findings.is_empty() {
        true => Ok(theme),
        false => {
            Err(Failure { message: format!("the theme \"{name}\" has mistakes."), findings: Some((source, findings)) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deck_of_the_folder_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "course.toml")
            .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
            .collect();
        files.sort();
        let mut listed: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        listed.sort_unstable();
        assert_eq!(listed, files);
    }
}
