//! `pupitre plan`: the minutes planned for each slide, and what a shorter show leaves out.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use crate::cli::asked::Loaded;
use crate::cli::origin::Origin;
use crate::cli::{Failure, Language, load, meant, print_findings, report, there_are, words};
use crate::deck::{Deck, Profile, Section, retimed};
use crate::duration;
use crate::files;
use crate::lang::{Words, say};
use crate::plan::{Basis, Cut, Grounds, Plan};
use crate::record::Summary;
use crate::report::{Runs, Session, Set, comparison, durations, measured, rounded, rounded_to_total};
use crate::source::{Edit, Source, apply, diff};
use crate::terminal;
use crate::text;

/// Show the minutes planned for each slide, and what a shorter show leaves out
#[derive(clap::Args)]
pub struct Arguments {
    /// The deck: a TOML file, or one of `pupitre decks`; by default, a built-in one in your language
    deck: Option<PathBuf>,
    #[command(flatten)]
    shorter: Shorter,
    /// Compare the plan with what these recordings have taken: files, or folders of them
    #[arg(long, value_name = "RECORDING", num_args = 1..)]
    from: Vec<PathBuf>,
    /// With several recordings, take the latest instead of the mean
    #[arg(long, requires = "from")]
    latest: bool,
    /// Scale the measured times so that the total stays the same
    #[arg(long, requires = "from")]
    keep_total: bool,
    /// Write the measured times, in steps of 5 seconds, into the deck; nothing else in it changes
    #[arg(long, requires = "from", conflicts_with = "diff")]
    write: bool,
    /// Show the lines that `--write` would change
    #[arg(long, requires = "from")]
    diff: bool,
    /// The language of the output
    #[arg(long)]
    lang: Option<Language>,
}

/// Arguments that select a part of a deck.
#[derive(clap::Args, Debug, Default)]
pub struct Shorter {
    /// Only the slides of this profile, cut to its time
    #[arg(long, value_name = "ID")]
    profile: Option<String>,
    /// Only what fits this time, by priority: "10min"
    #[arg(long = "for", value_name = "TIME", value_parser = duration::parse)]
    time: Option<Duration>,
}

impl Shorter {
    /// Whether only a part is requested.
    pub fn is_asked(&self) -> bool {
        self.profile.is_some() || self.time.is_some()
    }

    /// What the plan of a deck leaves out.
    ///
    /// # Errors
    /// If the deck has no such profile.
    pub fn cut(&self, deck: &Deck, plan: &Plan) -> Result<Cut, Failure> {
        Ok(plan.cut_for(deck, self.profile_of(deck)?, self.time))
    }

    fn profile_of<'a>(&self, deck: &'a Deck) -> Result<Option<&'a Profile>, Failure> {
        let Some(id) = &self.profile else { return Ok(None) };
        if let Some(profile) = deck.profiles.iter().find(|it| it.id == *id) {
            return Ok(Some(profile));
        }
        let ids: Vec<&str> = deck.profiles.iter().map(|it| it.id.as_str()).collect();
        let help = meant(id, &ids, there_are(&ids, say!("This deck has none.")));
        Err(Failure::new(say!("no profile is called \"{id}\". {help}", id, help)))
    }
}

/// The section with this id, number from 1, or title.
///
/// # Errors
/// If there is none. The message lists those that exist.
pub fn section_called(name: &str, deck: &Deck) -> Result<usize, Failure> {
    let sections = &deck.sections;
    let by_id = || sections.iter().position(|section| section.id.as_deref() == Some(name));
    let number = name.parse().ok().and_then(|number: usize| number.checked_sub(1));
    let by_number = || number.filter(|at| *at < sections.len());
    let by_title = || sections.iter().position(|section| section.title.to_lowercase() == name.to_lowercase());
    by_id().or_else(by_number).or_else(by_title).ok_or_else(|| no_such_section(name, deck))
}

/// The error that no section has this name, with the names that exist.
fn no_such_section(name: &str, deck: &Deck) -> Failure {
    let called = |(index, section): (usize, &Section)| match &section.id {
        Some(id) => id.to_string(),
        None => format!("{} \"{}\"", index + 1, section.title),
    };
    let all: Vec<String> = deck.sections.iter().enumerate().map(called).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let titles = deck.sections.iter().map(|section| section.title.as_str());
    let names: Vec<&str> = deck.sections.iter().filter_map(|section| section.id.as_deref()).chain(titles).collect();
    let help = meant(name, &names, there_are(&all, say!("This deck has no sections.")));
    Failure::new(say!("no section is called \"{name}\". {help}", name, help))
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Loaded { source, deck, findings, origin, .. } = load(arguments.deck.as_deref(), true)?;
    print_findings(&findings, &source);
    let plan = Plan::of(&deck);
    if !arguments.from.is_empty() {
        return rehearsed(arguments, &origin, &source, &deck, &plan);
    }
    let cut = arguments.shorter.cut(&deck, &plan)?;
    terminal::print(&text::clean(&table(&deck, &plan, &cut, words(arguments.lang, Some(&deck)))))?;
    Ok(ExitCode::SUCCESS)
}

/// Compares the plan with recorded shows, and writes their times into the deck if requested.
fn rehearsed(
    arguments: &Arguments,
    origin: &Origin,
    source: &Source,
    deck: &Deck,
    plan: &Plan,
) -> Result<ExitCode, Failure> {
    let words = words(arguments.lang, Some(deck));
    let summary = Summary::of(deck, plan);
    let sessions = report::sessions(&arguments.from, &mut Set::new())?;
    let mut runs: Vec<&Session> = sessions.iter().collect();
    runs.sort_by_key(|run| run.order());
    let which = if arguments.latest { Runs::Latest } else { Runs::Mean };
    let measured = measured(&summary, &runs, which);
    if measured.iter().all(Option::is_none) {
        let title = &runs[0].deck.title;
        return Err(Failure::new(say!(
            "no slide of this deck is in the recording of \"{title}\". Is it of another deck?",
            title
        )));
    }
    let planned: Vec<Option<u64>> = summary.slides.iter().map(|slide| slide.seconds).collect();
    let times = if arguments.keep_total { rounded_to_total } else { rounded }(&planned, &measured);
    let edits = retimed(source, deck, &durations(&times));
    if arguments.diff {
        let after = apply(&source.text, &edits);
        terminal::print(&text::clean(&diff(&source.name, &source.text, &after, 0)))?;
    } else if arguments.write {
        write(origin, source, &edits)?;
        let told = if edits.is_empty() {
            words.report.nothing_to_write.to_owned()
        } else {
            (words.report.written)(edits.len(), &source.name)
        };
        terminal::print(&text::clean(&format!("{told}\n")))?;
    } else {
        terminal::print(&comparison(&summary, &runs, &times, words))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Changes the file of a deck, if its text is still the one that was read.
fn write(origin: &Origin, source: &Source, edits: &[Edit]) -> Result<(), Failure> {
    let Some(path) = origin.file() else {
        let how = say!("Write your own with `pupitre new`.");
        return Err(Failure::new(say!("\"{name}\" is built in and cannot be changed. {how}", name = source.name, how)));
    };
    if source.original().is_some() {
        let how = say!("Convert it first: pupitre import {path}", path = path.display());
        return Err(Failure::new(say!(
            "\"{name}\" is not a TOML deck and is left as it is. {how}",
            name = source.name,
            how
        )));
    }
    let raw = files::read_text(path).map_err(Failure::new)?;
    if Source::new(source.name.as_str(), &raw).text != source.text {
        return Err(Failure::new(say!(
            "\"{path}\" has changed since it was read and is left as it is. Run the command again.",
            path = path.display()
        )));
    }
    if edits.is_empty() {
        return Ok(());
    }
    files::rewrite(path, &raw, &apply(&raw, edits)).map_err(Failure::new)
}

/// One line per slide: its minutes, when it starts and ends, and where its minutes come from; `–` marks slides that are left out.
fn table(deck: &Deck, whole: &Plan, cut: &Cut, words: &Words) -> String {
    let plan = whole.without(&cut.left_out);
    let times = plan.of_sections(deck);
    let mut out = format!("{}\n", deck.title);
    let mut section = None;
    for (index, placed) in deck.slides().enumerate() {
        let Some(meant) = whole.slot(index) else { continue };
        if section != Some(placed.section_index) {
            section = Some(placed.section_index);
            let minutes = duration::clock(times[placed.section_index]);
            let _ = writeln!(out, "\n{}", row("", &placed.section.title, &minutes, "", ""));
        }
        let title = placed.slide.title.as_deref().unwrap_or_default();
        let name = format!("{:>4}  {title}", placed.number.to_string());
        let (minutes, basis) = (duration::clock(meant.duration), basis(meant.basis, words));
        let line = match plan.slot(index) {
            Some(slot) => {
                let when = format!("{}–{}", duration::clock(slot.start), duration::clock(slot.end()));
                row("", &name, &minutes, &when, basis)
            }
            None => row("–", &name, &minutes, words.left_out, ""),
        };
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out, "\n{}", summary(deck, whole, &plan, cut, words));
    out
}

/// "Total 10:00, 12 slides", with what is left out, and how much the slides that always stay are too long.
pub fn summary(deck: &Deck, whole: &Plan, plan: &Plan, cut: &Cut, words: &Words) -> String {
    let kept = deck.planned_count() - cut.left_out.len();
    let mut out = format!("{} {}, {}", words.total, exact(plan.total()), (words.slides)(kept));
    if !cut.left_out.is_empty() {
        let less = whole.total().saturating_sub(plan.total());
        let _ = write!(out, "\n{} {}, {}", words.left_out_before, (words.slides)(cut.left_out.len()), exact(less));
    }
    if !cut.over.is_zero() {
        let _ = write!(out, "\n{}", (words.musts_too_long)(&exact(cut.over)));
    }
    if !cut.left_out.is_empty() {
        let _ = write!(out, "\n{}", grounds(cut, words));
    }
    out
}

/// How a cut was chosen, in a sentence or two.
pub fn grounds(cut: &Cut, words: &Words) -> &'static str {
    match cut.grounds {
        Grounds::Priorities => words.cut_by_priority,
        Grounds::Places => words.cut_by_place,
        Grounds::SomePlaces => words.cut_by_some_places,
    }
}

fn basis(basis: Basis, words: &Words) -> &'static str {
    match basis {
        Basis::Slide => "",
        Basis::Section => words.share_of_section,
        Basis::Deck => words.share_of_deck,
        Basis::Usual => words.usual_minute,
    }
}

/// A mark, a name, the minutes and more, each in its column.
fn row(mark: &str, name: &str, minutes: &str, when: &str, basis: &str) -> String {
    const NAME: usize = 46;
    let (mark, name) = (text::pad(mark, 1), text::pad(&text::shorten(name, NAME), NAME));
    format!("{mark}{name} {minutes:>6}  {}  {basis}", text::pad(when, 13)).trim_end().to_owned()
}

/// "30 min 00 s".
pub fn exact(time: Duration) -> String {
    format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
}
