//! The sections with their planned and actual minutes, and what is left of the current section and slide.

use std::time::Duration;

use crate::duration;
use crate::page::{Page, Role};
use crate::show::{Area, Now, Show, parts, times_of};
use crate::text;
use crate::view::console::heading;

/// The width of a column of minutes, with the gap before it, in cells.
const MINUTES: u16 = 8;

pub fn draw(show: &Show, now: Now, area: Area, page: &mut Page) {
    if area.height < 3 {
        return;
    }
    heading(show.words.agenda_title, &[], Area { width: area.width.saturating_sub(2 * MINUTES + 1), ..area }, page);
    let right = area.x + area.width;
    for (end, name) in [(right - MINUTES, show.words.planned), (right, show.words.actual)] {
        page.text_to(end, area.y.into(), name, Role::Muted);
    }
    let below = if area.height >= 6 { parts(show, now) } else { Vec::new() };
    let rows = usize::from(area.height) - 1 - if below.is_empty() { 0 } else { below.len() + 1 };
    let here = show.slide().section_index;
    let sections: Vec<usize> =
        (0..show.deck.sections.len()).filter(|it| !show.deck.sections[*it].appendix || *it == here).collect();
    let at = sections.iter().position(|it| *it == here).unwrap_or(0);
    let from = (at + rows.div_ceil(2)).saturating_sub(rows).min(sections.len().saturating_sub(rows));
    let mut y = u32::from(area.y) + 1;
    for section in sections.iter().skip(from).take(rows) {
        draw_section(show, now, *section, (area, y), page);
        y += 1;
    }
    y += 1;
    for (fact, role) in below {
        page.text(area.x + 2, y, &text::shorten(&fact, usize::from(area.width.saturating_sub(2))), role);
        y += 1;
    }
}

/// A section: how far the show is in it, its title, its minutes.
fn draw_section(show: &Show, now: Now, section: usize, (area, y): (Area, u32), page: &mut Page) {
    let here = show.slide().section_index;
    let (planned, actual) = times_of(show, section, now);
    let (sign, role) = match section {
        section if section == here => ("▸", Role::Strong),
        section if section < here => ("✓", Role::Muted),
        _ => ("·", Role::Panel),
    };
    page.text(area.x, y, sign, Role::Accent);
    let title = show.section_title(section);
    let room = usize::from(area.width.saturating_sub(2 * MINUTES + 3));
    page.text(area.x + 2, y, &text::shorten(title, room), role);
    let right = area.x + area.width;
    page.text_to(right - MINUTES, y, &duration::clock(planned), Role::Muted);
    if actual >= Duration::from_secs(1) {
        let over = actual > planned + Duration::from_secs(1);
        let written = if over { format!("▼ {}", duration::clock(actual)) } else { duration::clock(actual) };
        page.text_to(right, y, &written, if over { Role::Warning } else { Role::Panel });
    }
}
