//! The times, in the order in which a speaker looks for them, on as many rows as there are.

use std::time::Duration;

use crate::duration;
use crate::page::{Page, Role, cells};
use crate::show::{Area, Now, Show, clock};
use crate::text;
use crate::view::bottom;

/// Cells between two times.
const GAP: u16 = 3;

pub fn draw(show: &Show, now: Now, area: Area, page: &mut Page) {
    let (mut x, mut y) = (0, 0);
    for (fact, role) in facts(show, now) {
        let width = cells(text::width(&fact));
        if x > 0 && x + width > area.width {
            (x, y) = (0, y + 1);
        }
        if y == area.height {
            return;
        }
        page.text(area.x + x, u32::from(area.y + y), &text::shorten(&fact, usize::from(area.width - x)), role);
        x += width + GAP;
    }
}

/// All that there is to say, in words.
pub fn all(show: &Show, now: Now) -> Vec<String> {
    let mut all = facts(show, now);
    if show.desk_places().agenda.height >= 6 {
        all.extend(parts(show, now));
    }
    all.into_iter().map(|(fact, _)| fact).collect()
}

/// What there is to say of time, the most important first; the agenda says the rest.
fn facts(show: &Show, now: Now) -> Vec<(String, Role)> {
    let words = show.words;
    let elapsed = show.talk.clock.elapsed(now.monotonic);
    let total = show.plan.total();
    let mut facts = vec![(clock::wall(now.wall), Role::Strong)];
    let gone = format!("{} / {}", duration::clock(elapsed), duration::clock(total));
    match show.talk.clock.is_paused() {
        true => facts.push((format!("‖ {gone} ({})", words.paused), Role::Warning)),
        false => facts.push((gone, Role::Panel)),
    }
    let end = show.talk.end.map(|end| (end.saturating_sub(now.monotonic), now.monotonic.saturating_sub(end)));
    let (left, over) = end.unwrap_or((total.saturating_sub(elapsed), elapsed.saturating_sub(total)));
    facts.push(left_or_over(show, left, over, ""));
    facts.extend(bottom::pace(show, now));
    if let Some(left) = show.left(now) {
        facts.push(((words.ends_at)(&clock::time_of_day(now.wall + left)), Role::Panel));
    }
    if show.talk.clock.started().is_none() {
        facts.push((words.not_started.to_owned(), Role::Muted));
    }
    if show.desk_places().agenda.height < 6 {
        facts.extend(parts(show, now));
    }
    facts
}

/// What is left of the section and of the slide that is shown.
pub fn parts(show: &Show, now: Now) -> Vec<(String, Role)> {
    let here = show.talk.place.slide;
    let Some(slot) = show.plan.slot(here) else { return Vec::new() };
    let spent = |slide: usize| show.talk.spent(slide, now.monotonic);
    let section = show.slide().section_index;
    let slides =
        || show.deck.slides().enumerate().filter(|(_, it)| it.section_index == section).map(|(slide, _)| slide);
    let of_section: Duration = slides().map(spent).sum();
    let planned: Duration = slides().filter_map(|slide| show.plan.slot(slide)).map(|slot| slot.duration).sum();
    let part = |planned: Duration, gone: Duration, name: &str| {
        left_or_over(show, planned.saturating_sub(gone), gone.saturating_sub(planned), name)
    };
    vec![part(slot.duration, spent(here), show.words.of_slide), part(planned, of_section, show.words.of_section)]
}

/// "slide 0:40 left", "section 0:20 over".
fn left_or_over(show: &Show, left: Duration, over: Duration, of: &str) -> (String, Role) {
    let of = if of.is_empty() { String::new() } else { format!("{of} ") };
    match over.as_secs() {
        0 => (format!("{of}{}", (show.words.left_of)(&duration::clock(left))), Role::Panel),
        _ => (format!("{of}+{} {}", duration::clock(over), show.words.over), Role::Warning),
    }
}
