//! `pupitre check`: what would go wrong in the meeting, found before it.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use crate::assets::Assets;
use crate::cli::{self, Failure, beside, depth};
use crate::deck::{self, Deck, LARGEST};
use crate::diagnostic::Severity;
use crate::files;
use crate::lint::format::{Format, Report};
use crate::lint::{self, Checker, Finding, Wanted, rules};
use crate::source::Source;
use crate::terminal::{self, Depth};
use crate::text;

/// Look decks over for what would go wrong in the meeting
#[derive(clap::Args)]
pub struct Arguments {
    /// Decks, and folders with decks below them; `-` for standard input; this folder where none is named
    paths: Vec<PathBuf>,
    /// How the findings are written
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = clap::builder::PossibleValuesParser::new(Format::NAMES))]
    format: String,
    /// Only these rules, by name or by the beginning of their codes
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// What makes the check fail
    #[arg(long, value_enum, default_value = "warning")]
    fail_on: FailOn,
    /// The deck is about to be used: an open `todo` is an error
    #[arg(long)]
    release: bool,
    /// How often each rule has found something, instead of the findings
    #[arg(long)]
    statistics: bool,
}

/// The least severity that makes the check fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
}

/// A deck that was looked over.
struct Checked {
    source: Source,
    deck: Deck,
    findings: Vec<Finding>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    known(arguments.select.iter().chain(&arguments.ignore))?;
    let wanted = Wanted {
        select: arguments.select.clone(),
        ignore: arguments.ignore.clone(),
        release: arguments.release,
        ..Wanted::default()
    };
    let (decks, skipped, unreadable) = decks(&arguments.paths)?;
    let checked: Vec<Checked> = decks.into_iter().map(|(source, path)| look_over(source, &path, &wanted)).collect();
    let reports: Vec<Report> =
        checked.iter().map(|it| Report { source: &it.source, deck: &it.deck, findings: &it.findings }).collect();
    let format = Format::named(&arguments.format).expect("the command line knows the formats");
    let colour = io::stdout().is_terminal() && depth() != Depth::None;
    match arguments.statistics {
        true => terminal::print(&statistics(&checked))?,
        false => terminal::print(&format.write(&reports, colour))?,
    }
    let mut err = io::stderr().lock();
    unreadable.iter().for_each(|why| drop(writeln!(err, "error: {}", text::clean(why).replace('\n', " "))));
    let _ = writeln!(err, "{}", summary(&checked, skipped, unreadable.len()));
    Ok(match () {
        () if !unreadable.is_empty() => ExitCode::from(2),
        () if checked
            .iter()
            .flat_map(|it| &it.findings)
            .any(|it| it.diagnostic.severity >= least(arguments.fail_on)) =>
        {
            ExitCode::from(1)
        }
        () => ExitCode::SUCCESS,
    })
}

fn least(fail_on: FailOn) -> Severity {
    match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
    }
}

/// Refuses names that no rule has: a check that looks for nothing must not pass.
fn known<'a>(names: impl Iterator<Item = &'a String>) -> Result<(), Failure> {
    for name in names {
        let known = |it: &str, code: &str| it == name || !name.is_empty() && code.starts_with(name.as_str());
        if rules::ALL.iter().any(|rule| known(rule.name, rule.code))
            || deck::READING_RULES.iter().any(|it| known(it, "E"))
        {
            continue;
        }
        let names = rules::ALL.iter().map(|rule| rule.name).chain(deck::READING_RULES.iter().copied());
        let help = match text::nearest(name, names) {
            Some(near) => format!("Did you mean \"{near}\"?"),
            None => "See `pupitre rule` for the rules.".to_owned(),
        };
        return Err(Failure::new(format!("there is no rule called \"{name}\". {help}")));
    }
    Ok(())
}

fn look_over(source: Source, path: &Path, wanted: &Wanted) -> Checked {
    let (deck, mut read) = deck::read(&source);
    // Beyond the limits nothing was read: rules would speak of an empty deck.
    let over = read.iter().any(|it| it.rule == "limit-exceeded");
    let assets = if over {
        Assets::default()
    } else {
        beside::assets(Some(path), &deck, path.parent().unwrap_or(Path::new("")))
    };
    read.extend(deck.file_troubles(&assets));
    let findings = lint::check(&Checker::new(&source, &deck, &assets), read, wanted);
    Checked { source, deck, findings }
}

/// The decks of the paths with where they are, how many other TOML files were passed over, and what could not be read.
type Found = (Vec<(Source, PathBuf)>, usize, Vec<String>);

fn decks(paths: &[PathBuf]) -> Result<Found, Failure> {
    let here = [PathBuf::from(".")];
    let (mut decks, mut skipped, mut unreadable) = (Vec::new(), 0, Vec::new());
    for path in if paths.is_empty() { &here } else { paths } {
        if path.as_os_str() == "-" {
            decks.push((standard_input()?, path.clone()));
            continue;
        }
        let folder = path.is_dir();
        let files = if folder { files::toml_files(path) } else { vec![path.clone()] };
        for file in files {
            match cli::source(Some(&file)) {
                // Below a folder a deck is known by its format; a file that is named is always read.
                Ok(source) if folder && !deck::is_deck(&source) => skipped += 1,
                Ok(source) => decks.push((source, file)),
                Err(failure) => unreadable.push(failure.message),
            }
        }
    }
    Ok((decks, skipped, unreadable))
}

fn standard_input() -> Result<Source, Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Source::from_bytes("<standard input>", &bytes)
        .map_err(|_| Failure::new("standard input is not UTF-8. Save the deck again as UTF-8."))
}

fn statistics(checked: &[Checked]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    checked.iter().flat_map(|it| &it.findings).for_each(|it| *counts.entry(it.diagnostic.rule).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
    counts.iter().map(|(rule, count)| format!("{count:>6}  {rule}\n")).collect()
}

/// "3 decks: 1 error, 2 warnings, 5 infos; 2 other TOML files skipped".
fn summary(checked: &[Checked], skipped: usize, unreadable: usize) -> String {
    let count =
        |severity| checked.iter().flat_map(|it| &it.findings).filter(|it| it.diagnostic.severity == severity).count();
    let some = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let mut summary = format!(
        "{}: {}, {}, {}",
        some(checked.len(), "deck", "decks"),
        some(count(Severity::Error), "error", "errors"),
        some(count(Severity::Warning), "warning", "warnings"),
        some(count(Severity::Info), "info", "infos"),
    );
    if skipped > 0 {
        summary.push_str(&format!("; {} skipped", some(skipped, "other TOML file", "other TOML files")));
    }
    if unreadable > 0 {
        summary.push_str(&format!("; {} not read", some(unreadable, "file", "files")));
    }
    summary
}
