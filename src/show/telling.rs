//! What can be said about the time: elapsed, left, the pace, what could be left out. As text, with a role for its color.

use std::time::Duration;

use crate::duration;
use crate::page::Role;
use crate::plan::Pace;
use crate::show::{Display, Now, Offer, Show, clock};

/// The pace as text with a sign. The color only repeats what the sign says.
pub fn pace(show: &Show, now: Now) -> Option<(String, Role)> {
    Some(match show.pace(now)? {
        Pace::OnTime => (format!("= {}", show.options.pacing.on_time(show.words)), Role::Good),
        Pace::Ahead(time) => {
            (format!("▲ {}", show.options.pacing.ahead(&clock::minutes(time), show.words)), Role::Accent)
        }
        Pace::Behind(time) => {
            let role = if time >= show.options.pacing.warn { Role::Warning } else { Role::Text };
            (format!("▼ {}", show.options.pacing.behind(&clock::minutes(time), show.words)), role)
        }
    })
}

/// The time in the form that the presenter chose.
pub fn time(show: &Show, now: Now) -> String {
    let (clock, words) = (&show.talk.clock, show.words);
    let elapsed = clock.elapsed(now.monotonic);
    let (left, over) = left_and_over(show, now);
    let time = match show.options.display {
        Display::Elapsed => format!("{} / {}", duration::clock(elapsed), duration::clock(show.whole())),
        Display::Remaining if over > Duration::ZERO => format!("{} {}", duration::clock(over), words.over),
        Display::Remaining => format!("{} {}", duration::clock(left), words.remaining),
        Display::TimeOfDay => clock::wall(now.wall.time),
    };
    if clock.is_paused() { format!("‖ {time} ({})", words.paused) } else { time }
}

/// How long until the end of the show, or of its plan; and how long it has run past that.
fn left_and_over(show: &Show, now: Now) -> (Duration, Duration) {
    let of_plan = || (show.whole(), show.talk.clock.elapsed(now.monotonic));
    let (end, gone) = show.talk.end.map_or_else(of_plan, |end| (end, now.monotonic));
    (end.saturating_sub(gone), gone.saturating_sub(end))
}

/// What `y` would do. `None` if it would only undo the last cut.
pub fn offered(show: &Show, offer: &Offer) -> Option<String> {
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

/// Everything that can be said about the time.
pub fn times(show: &Show, now: Now) -> Vec<String> {
    let mut all = facts(show, now);
    if show.console_places().agenda.height >= 6 {
        all.extend(parts(show, now));
    }
    all.into_iter().map(|(fact, _)| fact).collect()
}

/// What can be said about the time, the most important first; the agenda says the rest.
pub fn facts(show: &Show, now: Now) -> Vec<(String, Role)> {
    let words = show.words;
    let elapsed = show.talk.clock.elapsed(now.monotonic);
    let total = show.whole();
    let mut facts = vec![(clock::wall(now.wall.time), Role::Strong)];
    let gone = format!("{} / {}", duration::clock(elapsed), duration::clock(total));
    match show.talk.clock.is_paused() {
        true => facts.push((format!("‖ {gone} ({})", words.paused), Role::Warning)),
        false => facts.push((gone, Role::Panel)),
    }
    let (left, over) = left_and_over(show, now);
    facts.push(left_or_over(show, left, over, ""));
    facts.extend(pace(show, now));
    facts.extend(show.ends_at(now).into_iter().chain(show.must_end(now)).map(|fact| (fact, Role::Panel)));
    if show.talk.clock.started().is_none() {
        facts.push((words.not_started.to_owned(), Role::Muted));
    }
    if show.console_places().agenda.height < 6 {
        facts.extend(parts(show, now));
    }
    facts
}

/// How long a section is meant to take, and how long it has taken.
pub fn times_of(show: &Show, section: usize, now: Now) -> (Duration, Duration) {
    let slides = show.deck.slides_of(section);
    let planned = slides.clone().filter_map(|slide| show.plan.slot(slide)).map(|slot| slot.duration).sum();
    (planned, slides.map(|slide| show.talk.spent(slide, now.monotonic)).sum())
}

/// How much time the section and the slide have left.
pub fn parts(show: &Show, now: Now) -> Vec<(String, Role)> {
    let here = show.talk.place.slide;
    let Some(slot) = show.plan.slot(here) else { return Vec::new() };
    let (planned, of_section) = times_of(show, show.slide().section_index, now);
    let part = |planned: Duration, gone: Duration, name: &str| {
        left_or_over(show, planned.saturating_sub(gone), gone.saturating_sub(planned), name)
    };
    vec![
        part(slot.duration, show.talk.spent(here, now.monotonic), show.words.of_slide),
        part(planned, of_section, show.words.of_section),
    ]
}

/// "slide 0:40 left", "section 0:20 over".
fn left_or_over(show: &Show, left: Duration, over: Duration, of: &str) -> (String, Role) {
    let of = if of.is_empty() { String::new() } else { format!("{of} ") };
    match over.as_secs() {
        0 => (format!("{of}{}", (show.words.left_of)(&duration::clock(left))), Role::Panel),
        _ => (format!("{of}+{} {}", duration::clock(over), show.words.over), Role::Warning),
    }
}
