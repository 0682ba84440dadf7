//! `pupitre check`: finds before a meeting what would go wrong in it.

mod files;
mod mending;
mod outputs;
mod summary;
mod watching;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use crate::cli::check::files::{File, Files};
use crate::cli::check::mending::Mending;
use crate::cli::check::outputs::{Color, Outputs, Reports};
use crate::cli::courses::LoadedCourse;
use crate::cli::{Failure, own_words};
use crate::deck::{self, Deck, Size};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files::Unread;
use crate::lang::{Message, say};
use crate::lint::fix::Which;
use crate::lint::format::Report;
use crate::lint::{Finding, Wanted, rules};
use crate::review::{Reviewed, review_wanted};
use crate::source::{Source, Span};
use crate::terminal;
use crate::text;
use crate::theme::{self, Theme};

/// Check decks for what would go wrong in the meeting
///
/// `[check]` in the deck and in the nearest `pupitre.toml` above it chooses the rules and how strict they are; `pupitre rule` lists
/// them. A comment `# allow(rule): reason` ignores a rule for the line or the table that follows.
///
/// Exits with 0 if nothing was found that counts, 1 if something was, 2 if the request was wrong or a file could not be read.
#[derive(clap::Args)]
pub struct Arguments {
    /// Decks, courses, themes, and folders with decks below them; `-` for standard input; by default, this folder
    paths: Vec<PathBuf>,
    #[command(flatten)]
    outputs: Outputs,
    /// Whether findings are in color
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Only these rules, by name or by the start of their code
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// All but these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The terminal sizes every slide must fit, whatever the decks say: 80x24
    #[arg(long = "size", value_name = "SIZES", value_delimiter = ',')]
    sizes: Vec<Size>,
    /// What makes the check fail
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "warning")]
    fail_on: FailOn,
    /// The deck is about to be used: an open `todo` is an error
    #[arg(long)]
    release: bool,
    /// Fix what can be fixed without changing a word; `-` is written to standard output
    #[arg(long)]
    fix: bool,
    /// Also apply fixes that the author should look at afterwards
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what would be fixed, and write nothing
    #[arg(long)]
    diff: bool,
    /// Count findings by rule instead of listing them
    #[arg(long)]
    statistics: bool,
    /// Check again whenever a file is saved
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff"])]
    watch: bool,
}

/// The least severity that makes the check fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
}

/// The kind of a checked file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Deck,
    Course,
    Theme,
    Settings,
    /// A deck that another one includes. Only the included slides are checked.
    Included,
}

/// A checked file.
struct Checked {
    kind: Kind,
    source: Source,
    /// Has no slides if it is not a deck.
    deck: Deck,
    findings: Vec<Finding>,
    /// The file. `None` for standard input.
    path: Option<PathBuf>,
    /// The files that it names.
    shown: Vec<PathBuf>,
    /// The result of fixing, if that was requested.
    mending: Option<Mending>,
}

/// The results of one check.
#[derive(Default)]
struct Looked {
    files: Vec<Checked>,
    /// The fixed text of standard input, if that was requested.
    input: Option<String>,
    /// How many TOML files in folders are not ours.
    skipped: usize,
    /// The files that were read or should have been: only fixes may overwrite them.
    read: Vec<PathBuf>,
    /// Those that could not be read, by name, with the reason.
    unread: Vec<(String, Unread)>,
    /// Why some fixed files could not be written.
    unwritten: Vec<Message>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    known(arguments.select.iter().chain(&arguments.ignore))?;
    if arguments.watch {
        return watching::run(arguments);
    }
    let files = Files::of(&arguments.paths);
    files.say_how_to_keep();
    let mut looked = look_over_all(files, arguments);
    arguments.outputs.refuse_read(&looked.read)?;
    match arguments.diff {
        true => looked.files.iter_mut().for_each(mending::take_back),
        false => looked.unwritten = mending::write(&mut looked.files),
    }
    report(&looked, arguments)
}

impl Arguments {
    /// Which fixes were requested.
    fn mends(&self) -> Option<Which> {
        match () {
            () if self.unsafe_fixes => Some(Which::All),
            () if self.fix || self.diff => Some(Which::Safe),
            () => None,
        }
    }

    fn fails_on(&self) -> Severity {
        match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        }
    }
}

fn reports(files: &[Checked]) -> Vec<Report<'_>> {
    files
        .iter()
        .map(|it| Report { source: &it.source, deck: &it.deck, findings: &it.findings, words: own_words() })
        .collect()
}

/// Writes the findings. Returns the exit code.
fn report(looked: &Looked, arguments: &Arguments) -> Result<ExitCode, Failure> {
    let (files, outputs) = (&looked.files, &arguments.outputs);
    let unread = looked.unread.iter().map(|(name, why)| Checked::unread(name, why)).collect::<Vec<_>>();
    let reports = Reports { read: reports(files), unread: reports(&unread) };
    outputs.write_files(&reports, &looked.read)?;
    let findings = match arguments.statistics {
        true => Some(summary::statistics(files)),
        false => outputs.standard(&reports, arguments.color),
    };
    let mut told = findings.unwrap_or_default();
    if arguments.diff {
        told = mending::diff(files);
    } else if let Some(text) = &looked.input {
        // Standard output has the fixed text, so the findings go to standard error.
        outputs.warn(&told);
        terminal::print(mending::mended(files).unwrap_or(text))?;
        told = String::new();
    }
    outputs.print(&told)?;
    let unread = looked.unread.iter().map(|(_, why)| Message::from(why.clone()));
    for why in unread.chain(looked.unwritten.iter().cloned()) {
        let words = own_words();
        let why = (words.error_of)(&why.in_words(words));
        terminal::warn(&format!("{}\n", outputs::harmless(&text::clean(&why).replace('\n', " "))));
    }
    terminal::warn(&format!("{}{}", mending::summary(files, arguments.diff), summary::of(looked)));
    let counts = |finding: &Finding| finding.diagnostic.severity >= arguments.fails_on();
    Ok(match () {
        () if !(looked.unread.is_empty() && looked.unwritten.is_empty()) => ExitCode::from(2),
        () if files.iter().flat_map(|it| &it.findings).any(counts) => ExitCode::from(1),
        () => ExitCode::SUCCESS,
    })
}

/// Refuses unknown rule names: a check that looks for nothing must not pass.
fn known<'a>(mut names: impl Iterator<Item = &'a String>) -> Result<(), Failure> {
    let Some(name) = names.find(|name| !rules::is_known(name)) else { return Ok(()) };
    let help = match rules::nearest(name) {
        Some(near) => say!("Did you mean \"{near}\"?", near),
        None => say!("See `pupitre rule` for the rules."),
    };
    Err(Failure::new(say!("there is no rule called \"{name}\". {help}", name, help)))
}

fn look_over_all(files: Files, arguments: &Arguments) -> Looked {
    let asked = Wanted {
        select: arguments.select.clone(),
        ignore: arguments.ignore.clone(),
        sizes: arguments.sizes.clone(),
        release: arguments.release,
        ..Wanted::default()
    };
    let below = |settings: &files::FolderSettings| Wanted { settings: settings.check.clone(), ..asked.clone() };
    let read = arguments.paths.iter().cloned().chain(files.paths()).collect();
    let input = arguments.mends().and_then(|_| files.input());
    let wanted: Vec<Wanted> = files.settings.iter().map(below).collect();
    let results = files::each(&files.files, |file| {
        look_over(file, file.settings.map_or(&asked, |index| &wanted[index]), arguments.mends())
    });
    let of_settings = files
        .settings
        .into_iter()
        .map(|it| Checked::other(Kind::Settings, it.source, it.findings, Some(it.path), &asked));
    let mut looked = Looked { files: of_settings.collect(), read, input, unread: files.unread, ..Looked::default() };
    let mut themes = HashSet::new();
    for (result, file) in results.into_iter().zip(&files.files) {
        match result {
            Ok(checked) => looked.files.extend(checked.into_iter().filter(|it| match (it.kind, &it.path) {
                // Many decks may share one theme.
                (Kind::Theme, Some(path)) => themes.insert(std::path::absolute(path).unwrap_or(path.clone())),
                _ => true,
            })),
            Err(Some(why)) => looked.unread.push((file.name(), why)),
            Err(None) => looked.skipped += 1,
        }
    }
    join_included(&mut looked.files);
    let beside = looked.files.iter().flat_map(|it| it.shown.iter().cloned());
    looked.read.extend(beside);
    looked
}

/// Joins the findings of a file that several decks include, or that is also checked itself.
fn join_included(files: &mut Vec<Checked>) {
    let whole = |it: &Checked| it.path.as_ref().and_then(|path| std::path::absolute(path).ok());
    let (included, others) = std::mem::take(files).into_iter().partition(|it| it.kind == Kind::Included);
    *files = others;
    for mut it in included {
        match files.iter_mut().find(|other| whole(other) == whole(&it)) {
            // The positions are those in the text before it was fixed.
            Some(other) if other.mending.as_ref().is_some_and(Mending::has_changed) => {}
            Some(other) => {
                let same = |one: &Finding, other: &Finding| {
                    let (one, other) = (&one.diagnostic, &other.diagnostic);
                    (one.rule, one.span(), &one.message) == (other.rule, other.span(), &other.message)
                };
                it.findings.retain(|it| !other.findings.iter().any(|known| same(known, it)));
                other.source = it.source;
                if let Some(mending) = &mut other.mending {
                    mending.add_left(&it.findings);
                }
                other.findings.append(&mut it.findings);
                other.findings.sort_by_key(|it| it.diagnostic.span().start);
            }
            None => files.push(it),
        }
    }
}

/// Checks a file, and the theme that it names. `Err(None)` if it is not ours, else why it cannot be read.
fn look_over(file: &File, wanted: &Wanted, mends: Option<Which>) -> Result<Vec<Checked>, Option<Unread>> {
    let (source, text) = file.read().map_err(Some)?;
    if theme::is_theme(&source) {
        let (_, findings) = Theme::read(&source);
        return Ok(vec![Checked::other(Kind::Theme, source, findings, file.path.clone(), wanted)]);
    }
    if deck::is_course(&source) {
        return Ok(vec![look_into_course(source, file, wanted)]);
    }
    // In a folder, a deck is recognized by its format. A file named by the user is assumed to be one.
    if file.found && !deck::is_deck(&source) {
        return Err(None);
    }
    let Some((which, text)) = mends.zip(text) else { return Ok(look_into(source, file, wanted)) };
    let (name, mut last) = (source.name.clone(), Vec::new());
    let mending = Mending::of(text, which, |text| {
        last = look_into(Source::new(name.as_str(), text), file, wanted);
        last[0].findings.clone()
    });
    let mut last = if mending.after.is_ok() { last } else { look_into(source, file, wanted) };
    last[0].mending = Some(mending);
    Ok(last)
}

/// A course, and whether the decks that it lists exist.
fn look_into_course(source: Source, file: &File, wanted: &Wanted) -> Checked {
    let course = LoadedCourse::of(file.origin(), source);
    let (shown, found) = (course.files(), course.findings());
    Checked { shown, ..Checked::other(Kind::Course, course.source, found, file.path.clone(), wanted) }
}

/// A deck and, if it is a file, its theme.
fn look_into(source: Source, file: &File, wanted: &Wanted) -> Vec<Checked> {
    let folder = file.folder();
    let beside = |deck: &Deck| file.origin().looked_over(deck);
    let Reviewed { deck, findings, included, assets, .. } = review_wanted(&source, folder, wanted, beside);
    let theme = look_into_theme(&deck, folder, wanted);
    let shown = assets.names().chain(deck.theme_file()).map(|name| folder.join(name)).collect();
    // Nothing will be shown of a deck without findings, so it need not stay in memory: there may be thousands.
    let (source, deck) =
        if findings.is_empty() { (Source::new(source.name, ""), Deck::default()) } else { (source, deck) };
    let deck = Checked { kind: Kind::Deck, source, deck, findings, path: file.path.clone(), shown, mending: None };
    let included = included.into_iter().map(|(source, findings)| {
        let (deck, path) = (Deck::default(), Some(PathBuf::from(&source.name)));
        let findings = findings.into_iter().map(|it| Finding { slide: None, ..it }).collect();
        Checked { kind: Kind::Included, source, deck, findings, path, shown: Vec::new(), mending: None }
    });
    std::iter::once(deck).chain(included).chain(theme).collect()
}

/// The theme that a deck names, if its file can be read.
fn look_into_theme(deck: &Deck, folder: &Path, wanted: &Wanted) -> Option<Checked> {
    let name = deck.theme_file()?;
    let text = crate::files::read_asset(name, folder).ok()?;
    let path = folder.join(name);
    let source = Source::new(path.display().to_string(), &text);
    let (_, findings) = Theme::read(&source);
    Some(Checked::other(Kind::Theme, source, findings, Some(path), wanted))
}

impl Checked {
    /// A file that is not a deck.
    fn other(kind: Kind, source: Source, found: Vec<Diagnostic>, path: Option<PathBuf>, wanted: &Wanted) -> Self {
        let deck = Deck::default();
        let found = found.into_iter().filter_map(wanted.judge(&deck));
        let findings = found.map(|diagnostic| Finding { diagnostic, slide: None }).collect();
        Self { kind, source, deck, findings, path, shown: Vec::new(), mending: None }
    }

    /// A file that cannot be read, with a finding at the end of its readable text. This finding cannot be switched off.
    fn unread(name: &str, why: &Unread) -> Self {
        let source = Source::new(name, &why.good);
        let end = source.text.len();
        let mut diagnostic = Diagnostic::error(
            "unreadable-file",
            Span::new(end, end),
            why.what.clone(),
            say!("cannot be read from here"),
        );
        diagnostic.help = Some(why.help.clone()).filter(|help| !help.is_empty());
        let findings = vec![Finding { diagnostic, slide: None }];
        let deck = Deck::default();
        Self { kind: Kind::Deck, source, deck, findings, path: None, shown: Vec::new(), mending: None }
    }
}
