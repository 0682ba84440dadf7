//! Reports for programs: JSON and CSV.

use serde_json::{Value as Json, json};

use crate::block::Asks;
use crate::record::Planned;
use crate::report::sums::{Measured, Reached, Sum, reached, sums};
use crate::report::{Session, Set, by_deck, counted};

/// Each deck with its sessions, the sums of their answers, and what was reached.
pub fn json(sessions: &[Session], set: &Set) -> String {
    let decks: Vec<Json> = by_deck(sessions)
        .iter()
        .map(|all| {
            let (counted, aside) = counted(all);
            let sums = sums(&counted);
            let results: Vec<Json> = reached(&counted, &sums, set).iter().map(result).collect();
            json!({
                "deck": counted[0].deck.id,
                "title": counted[counted.len() - 1].deck.title,
                "rehearsals_left_aside": aside,
                "sessions": counted.iter().map(|it| session(it)).collect::<Vec<_>>(),
                "questions": sums.iter().map(question).collect::<Vec<_>>(),
                "results": results,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "report": 1, "decks": decks }))
}

fn session(session: &Session) -> Json {
    let slides = session.deck.slides.iter().zip(&session.seconds).enumerate().map(|(at, (slide, seconds))| {
        let (section, left_out) = (session.deck.sections.get(slide.section), session.is_left_out(at));
        let Planned { number, title, seconds: planned, .. } = slide;
        json!({
            "number": number, "title": title, "section": section, "planned": planned, "actual": seconds,
            "left_out": left_out,
        })
    });
    json!({
        "day": session.day, "when": session.when, "place": session.place, "people": session.people,
        "rehearsal": session.rehearsal, "slides": slides.collect::<Vec<_>>(), "answers": session.tallies,
    })
}

fn question(sum: &Sum) -> Json {
    let counts = sum.asked.choices.iter().zip(&sum.tally.counts);
    let counts: Vec<Json> = counts.map(|(choice, count)| json!({ "choice": choice, "count": count })).collect();
    json!({
        "id": sum.id, "question": sum.asked.question, "wording": sum.asked.wording, "repeats": sum.asked.repeat,
        "sessions": sum.sessions, "asked_otherwise": sum.otherwise, "n": sum.n(), "counts": counts,
        "nps": if sum.asked.kind == Asks::Nps { sum.tally.nps() } else { None },
        "mean": sum.mean_in_tenths().map(|tenths| tenths as f64 / 10.0),
    })
}

fn result(reached: &Reached) -> Json {
    let (value, n) = match &reached.value {
        None => (Json::Null, None),
        Some(Measured::Percent(value, n)) => (json!((value * 10.0).floor() / 10.0), Some(*n)),
        Some(Measured::Nps(nps, n)) => (json!(nps), Some(*n)),
        Some(Measured::Mean(tenths, n)) => (json!(*tenths as f64 / 10.0), Some(*n)),
        Some(Measured::Given(text)) => (json!(text), None),
    };
    let wanted = reached.wanted;
    json!({
        "id": wanted.id, "name": wanted.name, "measure": wanted.measure, "target": wanted.target,
        "value": value, "n": n, "reached": reached.is_reached,
    })
}

/// A line for each number of each session, for spreadsheets.
pub fn csv(sessions: &[Session], set: &Set) -> String {
    let mut out = line(&["deck", "session", "place", "rehearsal", "what", "id", "name", "planned", "value"]);
    for all in by_deck(sessions) {
        for session in &all {
            let of = |what: &str, id: &str, name: &str, planned: &str, value: &str| {
                let when = session.when.as_deref().unwrap_or(&session.day);
                let place = session.place.as_deref().unwrap_or_default();
                let rehearsal = if session.rehearsal { "yes" } else { "no" };
                line(&[&session.deck.id, when, place, rehearsal, what, id, name, planned, value])
            };
            if let Some(people) = session.people {
                out.push_str(&of("people", "", "", "", &people.to_string()));
            }
            for (at, (slide, seconds)) in session.deck.slides.iter().zip(&session.seconds).enumerate() {
                let planned = slide.seconds.map_or_else(String::new, |it| it.to_string());
                out.push_str(&of("seconds", &slide.number, &slide.title, &planned, &seconds.to_string()));
                if session.is_left_out(at) {
                    out.push_str(&of("left out", &slide.number, &slide.title, &planned, "1"));
                }
            }
            for (id, tally) in &session.tallies {
                let asked = session.deck.questions.get(id);
                let choices = asked.map_or(&[][..], |asked| &asked.choices);
                for (at, count) in tally.counts.iter().enumerate() {
                    let name = choices.get(at).map_or("", String::as_str);
                    out.push_str(&of("answers", id, name, "", &count.to_string()));
                }
                if let Some(people) = tally.people {
                    out.push_str(&of("answering", id, "", "", &people.to_string()));
                }
            }
        }
        let (counted, _) = counted(&all);
        for it in reached(&counted, &sums(&counted), set) {
            let value = match result(&it)["value"].clone() {
                Json::Null => String::new(),
                Json::String(text) => text,
                number => number.to_string(),
            };
            let wanted = it.wanted;
            out.push_str(&line(&[
                &counted[0].deck.id, "", "", "", "result", &wanted.id, &wanted.name, &wanted.target, &value,
            ]));
        }
    }
    out
}

/// A line of CSV (RFC 4180). A text that a spreadsheet would take for a formula is changed so that it is not one.
fn line(cells: &[&str]) -> String {
    let cell = |cell: &&str| {
        let cell = crate::text::clean(cell);
        let is_number = cell.trim_end_matches(" %").parse::<f64>().is_ok();
        let formula = cell.starts_with(['=', '+', '-', '@', '\t']) && !is_number;
        let cell = if formula { format!("'{cell}") } else { cell.into_owned() };
        match cell.contains([',', '"', '\n', '\r', ';']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell,
        }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}
