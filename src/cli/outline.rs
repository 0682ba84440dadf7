//! `pupitre outline`: lists sections, slides and minutes.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::plan::{Shorter, exact, grounds};
use crate::cli::{Failure, Language, Loaded, load, print_findings, words};
use crate::deck::Deck;
use crate::duration;
use crate::lang::Words;
use crate::plan::{Cut, Plan};
use crate::terminal;
use crate::text;

/// The width of a line, in columns.
const WIDTH: usize = 80;

/// List the sections and slides of a deck, with their minutes
#[derive(clap::Args)]
pub struct Arguments {
    /// The deck: a TOML file, or one of `pupitre decks`; by default, a built-in one in your language
    deck: Option<PathBuf>,
    #[command(flatten)]
    shorter: Shorter,
    /// The language of the output
    #[arg(long)]
    lang: Option<Language>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Loaded { source, deck, findings, .. } = load(arguments.deck.as_deref(), true)?;
    print_findings(&findings, &source);
    let plan = Plan::of(&deck);
    let cut = arguments.shorter.cut(&deck, &plan)?;
    terminal::print(&text::clean(&outline(&deck, &plan, &cut, words(arguments.lang, Some(&deck)))))?;
    Ok(ExitCode::SUCCESS)
}

fn outline(deck: &Deck, whole: &Plan, cut: &Cut, words: &Words) -> String {
    let plan = whole.without(&cut.left_out);
    let mut out = format!("{}\n", deck.title);
    let mut section = None;
    let left_out: HashSet<usize> = cut.left_out.iter().copied().collect();
    let times = plan.of_sections(deck);
    for (index, placed) in deck.slides().enumerate().filter(|(index, _)| !left_out.contains(index)) {
        if section != Some(placed.section_index) {
            section = Some(placed.section_index);
            let name = &placed.section.title;
            let name = placed.section.id.as_ref().map_or_else(|| name.clone(), |id| format!("{name}  [{id}]"));
            let name = placed.section.key.as_ref().map_or_else(|| name.clone(), |key| format!("{name}  ({key})"));
            let minutes = match placed.section.appendix {
                true => words.outside_plan.to_owned(),
                false => duration::clock(times[placed.section_index]),
            };
            let _ = writeln!(out, "\n{}", line(&name, &minutes, ""));
        }
        let title = placed.slide.title.as_deref().unwrap_or_default();
        let slot = plan.slot(index);
        let minutes = slot.map_or_else(String::new, |slot| duration::clock(slot.duration));
        let start = slot.map_or_else(String::new, |slot| duration::clock(slot.start));
        let _ = writeln!(out, "{}", line(&format!("{:>4}  {title}", placed.number.to_string()), &minutes, &start));
    }
    let total = format!("{}, {}", (words.slides)(deck.planned_count() - cut.left_out.len()), exact(plan.total()));
    if !cut.left_out.is_empty() {
        let less = exact(whole.total().saturating_sub(plan.total()));
        let less = format!("{}, {less}", (words.slides)(cut.left_out.len()));
        let _ = writeln!(out, "\n{}", line(words.left_out_before, "", &less));
    }
    if !cut.over.is_zero() {
        let _ = writeln!(out, "\n{}", (words.musts_too_long)(&exact(cut.over)));
    }
    if !cut.left_out.is_empty() {
        let _ = writeln!(out, "{}", grounds(cut, words));
    }
    let _ = writeln!(out, "\n{}", line(words.total, "", &total));
    out
}

/// The words on the left, the minutes in a column, the start on the right.
fn line(words: &str, minutes: &str, start: &str) -> String {
    let right = if start.is_empty() { format!("{minutes:>8}{:9}", "") } else { format!("{minutes:>8} {start:>8}") };
    let room = WIDTH.saturating_sub(right.len().max(17) + 1);
    let words = text::shorten(words, room);
    format!("{} {right}", text::pad(&words, room)).trim_end().to_owned()
}
