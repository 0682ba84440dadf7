//! A recording as lines of text: the time, the slide, what was done.

use std::fmt::Write as _;

use crate::answers::Change;
use crate::duration;
use crate::lang::Words;
use crate::record::{Recording, Summary, What};
use crate::show::{Event, Place, Talk};
use crate::text;

/// What happened in a show, one line each: "0:12  2  Title". Does not need the deck.
pub fn transcript(recording: &Recording, words: &Words) -> String {
    let (mut summary, mut talk) = (&recording.header.deck, Talk::at(recording.first().slide));
    let mut out = format!("{}  {}\n\n", recording.header.when, summary.title);
    let mut last = None;
    let end = duration::clock(recording.duration());
    let mut say = |at: &str, what: &str| {
        let _ = writeln!(out, "{at:>width$}  {what}", width = text::width(&end).max(4));
    };
    say(&duration::clock(std::time::Duration::ZERO), &slide(summary, talk.place, &mut last, words).unwrap_or_default());
    for line in &recording.lines {
        let at = duration::clock(line.since());
        match &line.what {
            What::Event(event) => {
                talk.apply(event, line.since());
                let moved = matches!(event, Event::Moved(_) | Event::Jumped(_) | Event::CameBack);
                let what = if moved { slide(summary, talk.place, &mut last, words) } else { other(event, words) };
                what.iter().for_each(|what| say(&at, what));
            }
            What::Deck(deck) => {
                summary = deck;
                last = last.map(|_: Place| talk.place);
            }
            What::Ended => say(&at, words.playback.ended),
            What::WentOn => say(&at, words.playback.goes_on),
        }
    }
    text::clean(&out).into_owned()
}

/// The slide, or only the step if the slide was shown already.
fn slide(summary: &Summary, place: Place, last: &mut Option<Place>, words: &Words) -> Option<String> {
    let before = last.replace(place);
    let it = summary.slides.get(place.slide)?;
    let step = (words.playback.step)(place.step);
    match before {
        Some(before) if before.slide == place.slide => Some(format!("{:>3}  {step}", it.number)),
        _ if place.step > 0 => Some(format!("{:>3}  {}, {step}", it.number, it.title)),
        _ => Some(format!("{:>3}  {}", it.number, it.title)),
    }
}

/// Other events as text. `None` for those that only concern the plan.
fn other(event: &Event, words: &Words) -> Option<String> {
    let what = match event {
        Event::Paused => words.playback.speaker_pauses.to_owned(),
        Event::Resumed => words.playback.speaker_goes_on.to_owned(),
        Event::Answered(change) => answered(change)?,
        Event::Moved(_) | Event::Jumped(_) | Event::CameBack | Event::Renumbered { .. } => return None,
        Event::Reset | Event::Ends(_) | Event::Cut(_) | Event::LeftOut(_) => return None,
    };
    Some(format!("     {what}"))
}

fn answered(change: &Change) -> Option<String> {
    Some(match change {
        Change::Hand { choice, .. } => format!("+1 {choice}"),
        Change::Counted { counts, .. } => {
            counts.iter().map(|(choice, count)| format!("{choice} {count}")).collect::<Vec<_>>().join(", ")
        }
        Change::Said { words, .. } if words.is_empty() => return None,
        Change::Said { words, .. } => words.clone(),
        Change::TakenBack { .. } => "−1".to_owned(),
        Change::Mended { .. } => return None,
        Change::Ticked { item, done, .. } => format!("[{}] {item}", if *done { "x" } else { " " }),
    })
}
