//! The bottom row: where we are, and what the presenter wants the room to know; questions and half typed numbers too.

use std::time::Duration;

use crate::block::{Question, Takes, layout_note};
use crate::deck::Number;
use crate::diagnostic::Severity;
use crate::duration;
use crate::page::{Page, Role, cells};
use crate::plan::Pace;
use crate::show::{Action, BrokenOff, Display, Front, Now, Offer, Remarks, Room, Screen, Show, clock};
use crate::text;
use crate::view::findings::mark;
use crate::view::unwritten;

pub fn draw(show: &Show, now: Now, page: &mut Page) {
    let row = row(show, now, page.width, page.height);
    let y = page.height - row.height;
    page.put(row, 0, y);
}

/// What it says, in one line.
pub fn in_words(show: &Show, now: Now) -> String {
    let row = row(show, now, show.size.width, show.size.height.into());
    row.picture(0).split_whitespace().collect::<Vec<_>>().join(" ").replace('▏', "")
}

/// The row, on a screen of this width and height, with the mark that something is not recorded.
fn row(show: &Show, now: Now, width: u16, high: u32) -> Page {
    unwritten::beside(mark_of(show), width, |width| said(show, now, width, high))
}

/// The words of the mark that something is not recorded, where that is so.
pub(super) fn mark_of(show: &Show) -> Option<&'static str> {
    show.is_not_recorded.then_some(show.words.not_recorded_sign)
}

/// What the row says; more of them where what it asks needs that.
fn said(show: &Show, now: Now, width: u16, high: u32) -> Page {
    let mut row = Page::of_size(width, 1);
    let words = show.words;
    match &show.front {
        Front::Go { typed, .. } => ask(&mut row, &(words.go_to)(&format!("{}▏", typed.to_uppercase()))),
        Front::End { typed } => {
            ask(&mut row, &format!("{} {typed}▏  {}", words.ask_end, show.notice.as_deref().unwrap_or_default()))
        }
        Front::Count { typed } => ask_counts(show, typed, &mut row),
        Front::Note { typed } => ask_words(show, typed, &mut row),
        Front::AskNotes | Front::AskConsole => ask_whole(&mut row, words.ask_notes, high),
        Front::AskKeeping => ask_whole(&mut row, words.ask_keeping, high),
        Front::AskQuit => ask_whole(&mut row, words.ask_quit, high),
        Front::AskReset => ask_whole(&mut row, words.ask_reset, high),
        Front::AskGoOn => {
            if let Some(BrokenOff { talk, when, .. }) = &show.broken_off {
                let gone = duration::clock(talk.clock.elapsed(now.monotonic));
                ask_whole(&mut row, &(words.ask_go_on)(when, &gone), high);
            }
        }
        Front::Clock => clock_bar(show, now, &mut row),
        Front::Blank { .. } => {}
        Front::Stage
        | Front::Sections { .. }
        | Front::Search { .. }
        | Front::Overview { .. }
        | Front::Findings { .. }
        | Front::Marker { .. }
        | Front::Help { .. } => match &show.notice {
            Some(notice) => ask_whole(&mut row, notice, high),
            None => place(show, now, &mut row),
        },
    }
    row
}

/// A question or a word to the presenter; it stands out from what the row usually says.
fn ask(row: &mut Page, question: &str) {
    row.text(1, 0, &text::shorten(question, usize::from(row.width).saturating_sub(2)), Role::Accent);
}

/// The same on as many rows as it takes, over the end of the slide: what a key does has to be read before it is pressed.
/// Where that would be more than half of the screen, as much as one row holds.
fn ask_whole(row: &mut Page, question: &str, high: u32) {
    let lines = layout_note(question, Role::Accent, row.width.saturating_sub(2));
    if lines.height > (high / 2).max(1) {
        return ask(row, question);
    }
    row.ground(0, 0, row.width, lines.height, Role::Text);
    row.put(lines, 1, 0);
}

/// The counts as they are typed, behind the choices that they are for; behind their numbers where the names have no room.
fn ask_counts(show: &Show, typed: &str, row: &mut Page) {
    let question = show.open_question();
    let room = usize::from(row.width / 2);
    let names = question.as_ref().map(|it| it.choices.join(" · ")).unwrap_or_default();
    let numbers =
        question.into_iter().flat_map(|it| (it.first..).take(it.choices.len()).map(|number| number.to_string()));
    let choices = if text::width(&names) <= room { names } else { numbers.collect::<Vec<_>>().join(" · ") };
    let choices = text::shorten(&choices, room);
    let wrong = show.notice.as_ref().map(|notice| format!("  {notice}")).unwrap_or_default();
    ask(row, &format!("{} {typed}▏{wrong}", (show.words.ask_counts)(&choices)));
}

/// An answer as it is typed; of a long one the end.
fn ask_words(show: &Show, typed: &str, row: &mut Page) {
    let said = show.notice.as_deref().unwrap_or(show.words.ask_words);
    let room = usize::from(row.width).saturating_sub(4 + text::width(said));
    let hidden = text::width(typed).saturating_sub(room);
    let typed = &typed[text::fit(typed, hidden).len()..];
    ask(row, &format!("{said} {typed}▏"));
}

/// The keys of an open question, in a word each, as far as there is room for them.
pub(super) fn question_keys(show: &Show, question: &Question, row: &mut Page, right: u16) {
    let words = show.words;
    let key = |action: Action| show.keys.name(question.screen(), action, words).unwrap_or_default();
    let keys = match question.takes {
        Takes::Hands { .. } => vec![
            (question.digits(), words.short_hand),
            (key(Action::TakeBack), words.short_take_back),
            (key(Action::Count), words.short_counts),
        ],
        Takes::Words { .. } => {
            vec![(key(Action::Note), words.short_note), (key(Action::TakeBack), words.short_take_back)]
        }
        Takes::Ticks => vec![(question.digits(), words.short_tick)],
    };
    let mut x = 1;
    for (key, about) in keys {
        let dot = if x > 1 { " · " } else { "" };
        if usize::from(x) + text::width(dot) + text::width(&key) + 1 + text::width(about) > usize::from(right) {
            break;
        }
        x += row.text(x, 0, dot, Role::Muted);
        x += row.text(x, 0, &key, Role::Accent) + 1;
        x += row.text(x, 0, about, Role::Muted);
    }
}

/// Section, n/N, the markers; time and pace where the presenter wants them there.
fn place(show: &Show, now: Now, row: &mut Page) {
    let placed = show.slide();
    let running = show.talk.clock.started().is_some();
    let author = show.remarks != Remarks::Unwanted;
    if !author && !running && show.mistakes > 0 {
        row.text(1, 0, &format!("⚠ {}", (show.words.mistakes)(show.mistakes)), Role::Warning);
    }
    if show.room == Room::Nothing {
        return found(show, row, row.width);
    }
    let number = match placed.number {
        Number::Slide(number) => format!("{number}/{}", show.deck.planned_count()),
        number => number.to_string(),
    };
    let number = if show.talk.clock.is_paused() && show.room == Room::Place { format!("‖ {number}") } else { number };
    let right = row.width.saturating_sub(1);
    row.text_to(right, 0, &number, Role::Muted);
    let mut right = right.saturating_sub(cells(text::width(&number)) + 2);
    if show.room == Room::Time {
        right = time_and_pace(show, now, row, right);
    }
    let start_row = start_row(show);
    let start = !author && !running && show.talk.place.slide == 0 && show.mistakes == 0;
    if !start || usize::from(right) > text::width(&start_row) + 30 {
        right = track(show, now, row, right);
    }
    let asks = show.open_question().filter(|_| matches!(show.front, Front::Stage | Front::Marker { .. }));
    if let Some(question) = asks.filter(|_| running || show.mistakes == 0) {
        question_keys(show, &question, row, right);
    } else if author {
        found(show, row, right);
    } else if start {
        row.text(1, 0, &text::shorten(&start_row, usize::from(right).saturating_sub(2)), Role::Muted);
    } else if running || show.mistakes == 0 {
        row.text(1, 0, &text::shorten(&placed.section.title, usize::from(right).saturating_sub(2)), Role::Muted);
    }
}

/// How much is found in the deck, for its author, left of column `right`: in words where they have the room.
fn found(show: &Show, row: &mut Page, right: u16) {
    let Remarks::Known(remarks) = &show.remarks else { return };
    let words = show.words;
    let all = [(Severity::Error, words.errors), (Severity::Warning, words.warnings), (Severity::Info, words.infos)];
    let count = |severity| remarks.iter().filter(|it| it.severity == severity).count();
    let counts: Vec<_> = all.iter().map(|(it, told)| (mark(*it), count(*it), told)).filter(|it| it.1 > 0).collect();
    if counts.is_empty() {
        row.text(
            1,
            0,
            &format!("✓ {}", text::shorten(words.nothing_found, usize::from(right).saturating_sub(4))),
            Role::Good,
        );
        return;
    }
    let long =
        |((sign, role), count, told): &(_, usize, &fn(usize) -> String)| (format!("{sign} {}", told(*count)), *role);
    let short = |((sign, role), count, _): &(_, usize, &fn(usize) -> String)| (format!("{sign} {count}"), *role);
    let key = [("e".to_owned(), Role::Accent), (words.list.to_owned(), Role::Muted)];
    let pieces: Vec<(String, Role)> = counts.iter().map(long).chain(key.clone()).collect();
    let wide: usize = pieces.iter().map(|(piece, _)| text::width(piece) + 2).sum();
    let pieces = if wide < usize::from(right) { pieces } else { counts.iter().map(short).chain(key).collect() };
    let mut x = 1;
    for (piece, role) in pieces {
        // The key says nothing without its word.
        let is_key = role == Role::Accent;
        let wide = cells(text::width(&piece));
        let behind = if is_key { 1 + cells(text::width(words.list)) } else { 0 };
        if x + wide + behind > right {
            break;
        }
        row.text(x, 0, &piece, role);
        x += wide + if is_key { 1 } else { 2 };
    }
}

/// How to begin, to find the keys, to quit.
fn start_row(show: &Show) -> String {
    let key = |action: Action| show.keys.name(Screen::Stage, action, show.words).unwrap_or_default();
    (show.words.start_row)(&key(Action::Next), &key(Action::Help), &key(Action::Quit))
}

/// Time and pace, ending at column `right`; gives where they begin.
fn time_and_pace(show: &Show, now: Now, row: &mut Page, right: u16) -> u16 {
    let mut right = right;
    if let Some((pace, role)) = pace(show, now) {
        row.text_to(right, 0, &pace, role);
        right = right.saturating_sub(cells(text::width(&pace)) + 2);
    }
    let time = time(show, now);
    row.text_to(right, 0, &time, Role::Muted);
    right.saturating_sub(cells(text::width(&time)) + 2)
}

/// The pace in words and a sign; the colour only repeats them.
pub(super) fn pace(show: &Show, now: Now) -> Option<(String, Role)> {
    Some(match show.pace(now)? {
        Pace::OnTime => (format!("= {}", show.pacing.on_time(show.words)), Role::Good),
        Pace::Ahead(time) => (format!("▲ {}", show.pacing.ahead(&clock::minutes(time), show.words)), Role::Accent),
        Pace::Behind(time) => {
            let role = if time >= show.pacing.warn { Role::Warning } else { Role::Text };
            (format!("▼ {}", show.pacing.behind(&clock::minutes(time), show.words)), role)
        }
    })
}

/// The time as the presenter wants it shown.
fn time(show: &Show, now: Now) -> String {
    let (clock, words) = (&show.talk.clock, show.words);
    let elapsed = clock.elapsed(now.monotonic);
    let left = match show.talk.end {
        Some(end) => (end.saturating_sub(now.monotonic), now.monotonic.saturating_sub(end)),
        None => (show.plan.total().saturating_sub(elapsed), elapsed.saturating_sub(show.plan.total())),
    };
    let time = match show.display {
        Display::Elapsed => format!("{} / {}", duration::clock(elapsed), duration::clock(show.plan.total())),
        Display::Remaining if left.1 > Duration::ZERO => format!("{} {}", duration::clock(left.1), words.over),
        Display::Remaining => format!("{} {}", duration::clock(left.0), words.remaining),
        Display::TimeOfDay => clock::time_of_day(now.wall),
    };
    if clock.is_paused() { format!("‖ {time} ({})", words.paused) } else { time }
}

/// What `y` would do about the time; nothing where it only gives back what was left out.
pub(super) fn offered(show: &Show, offer: &Offer) -> Option<String> {
    let numbers = |slides: &[usize]| {
        let numbers = slides.iter().filter_map(|slide| show.deck.slide(*slide)).map(|placed| placed.number.to_string());
        numbers.collect::<Vec<_>>().join(", ")
    };
    match offer {
        Offer::LeaveOut(cut) if cut.left_out.is_empty() => Some((show.words.musts_too_long)(&clock::minutes(cut.over))),
        Offer::LeaveOut(cut) => Some((show.words.could_leave_out)(&numbers(&cut.left_out))),
        Offer::TakeBack(slides) => Some((show.words.could_come_back)(&numbers(slides))),
        Offer::Undo(_) => None,
    }
}

/// Two markers on a line: slides done and time gone. Gives where it begins.
fn track(show: &Show, now: Now, row: &mut Page, right: u16) -> u16 {
    let width = match row.width {
        0..60 => return right,
        // Where the time is told in figures, the section's title needs the room more.
        60..100 if show.room == Room::Time => return right,
        60..100 => 16,
        _ => 24,
    };
    if width + 20 > right {
        return right;
    }
    let total = show.plan.total();
    let at = |part: f64| cells((part.clamp(0.0, 1.0) * f64::from(width - 1)).round() as usize);
    let x = right - width;
    row.rule(x, 0, width, "─", Role::Border);
    let slide = match show.slide().number {
        Number::Slide(number) => {
            Some(at((number - 1) as f64 / show.deck.planned_count().saturating_sub(1).max(1) as f64))
        }
        Number::Appendix(_) => None,
    };
    let elapsed = show.talk.clock.elapsed(now.monotonic);
    let time = (!total.is_zero()).then(|| at(elapsed.as_secs_f64() / total.as_secs_f64()));
    match (slide, time) {
        (Some(slide), Some(time)) if slide == time => {
            row.text(x + slide, 0, "◉", Role::Accent);
        }
        (slide, time) => {
            for (at, sign) in [(time, "○"), (slide, "●")] {
                at.map(|at| row.text(x + at, 0, sign, Role::Accent));
            }
        }
    }
    x.saturating_sub(2)
}

/// The clock's bar: the time, the pace, and what the next key does.
fn clock_bar(show: &Show, now: Now, row: &mut Page) {
    let words = show.words;
    let mut bar = match show.talk.clock.started() {
        Some(_) => time(show, now),
        None => format!("{} ({})", time(show, now), words.not_started),
    };
    if let Some((pace, _)) = pace(show, now) {
        bar.push_str(&format!("  {pace}"));
    }
    if let Some(end) = show.talk.end {
        let wall = now.wall + end.saturating_sub(now.monotonic);
        bar.push_str(&format!("  {}", (words.ends_at)(&clock::time_of_day(wall))));
    }
    if let Some(offer) = show.offer(now).and_then(|offer| offered(show, &offer)) {
        bar.push_str(&format!("  {offer}"));
    }
    let actions = [Action::Display, Action::Pause, Action::Reset, Action::SetEnd];
    let keys = actions.map(|action| show.keys.name(Screen::Clock, action, words).unwrap_or_default());
    let keys = keys.iter().zip(words.clock_keys);
    let mut x = 3 + row.text(1, 0, &text::shorten(&bar, usize::from(row.width) - 2), Role::Strong);
    for (key, about) in keys {
        let wide = cells(text::width(key) + text::width(about)) + 3;
        if x + wide > row.width {
            break;
        }
        row.text(x, 0, key, Role::Accent);
        row.text(x + cells(text::width(key)) + 1, 0, about, Role::Muted);
        x += wide;
    }
}
