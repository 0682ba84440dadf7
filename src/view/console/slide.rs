//! Slides in small: the one that the room sees, and what comes next.

use crate::deck::Size;
use crate::layout::{SMALLEST, Sheet};
use crate::page::{Page, Role};
use crate::show::{Area, Place, Show};
use crate::text;
use crate::view::console::heading;

/// What the room sees.
pub fn draw_now(show: &Show, place: Place, area: Area, page: &mut Page) {
    let mut about = vec![number(show, place.slide)];
    about.extend(step(show, place));
    if show.talk.left_out.contains(&place.slide) {
        about.push(format!("– {}", show.words.left_out));
    }
    let scrolled = match &show.desk.following {
        Some(following) => following.scroll,
        None => (show.scroll, show.sheet().last_scroll()),
    };
    draw(show, show.words.now_title, &about, place, scrolled, area, page);
}

/// The next step, else the next slide.
pub fn draw_next(show: &Show, here: Place, area: Area, page: &mut Page) {
    let words = show.words;
    if here.step < show.sheet().last_step() {
        let next = Place { step: here.step + 1, ..here };
        let about: Vec<String> = step(show, next).into_iter().collect();
        return draw(show, words.next_title, &about, next, (0, 0), area, page);
    }
    match show.following(here.slide) {
        Some(slide) => {
            let about = [number(show, slide)];
            draw(show, words.next_title, &about, Place { slide, step: 0 }, (0, 0), area, page);
        }
        None if area.height > 0 => heading(words.next_title, &[words.end_of_show.to_owned()], area, page),
        None => {}
    }
}

fn number(show: &Show, slide: usize) -> String {
    let Some(placed) = show.deck.slide(slide) else { return String::new() };
    match placed.number {
        crate::deck::Number::Slide(number) => format!("{number}/{}", show.deck.planned_count()),
        number => number.to_string(),
    }
}

/// The step of a slide on the screen; nothing where it has only one.
fn step(show: &Show, place: Place) -> Option<String> {
    let last = show.sheet().last_step();
    (last > 0).then(|| (show.words.step)(place.step, last))
}

/// A slide in a pane; its title alone where there is no room for more.
fn draw(show: &Show, name: &str, about: &[String], place: Place, scrolled: (u32, u32), area: Area, page: &mut Page) {
    let size = Size { width: area.width, height: area.height.saturating_sub(1) };
    if size.width < SMALLEST.width || size.height < SMALLEST.height - 1 {
        return draw_title(show, name, about, place, area, page);
    }
    heading(name, about, area, page);
    let Some(sheet) = show.sheet_in(place.slide, size) else { return };
    let mut pane = Page::of_size(size.width, size.height.into());
    pane.ground(0, 0, size.width, size.height.into(), Role::Text);
    let title = sheet.title.window(place.step, 0, sheet.title.height.min(size.height.into()));
    pane.put(title, sheet.left, sheet.title_y.into());
    let step = place.step.min(sheet.last_step());
    let from = scroll(&sheet, step, scrolled);
    pane.put(sheet.body.window(step, from, sheet.room.into()), sheet.left, sheet.body_y.into());
    if from > 0 {
        pane.text(size.width - 1, sheet.body_y.into(), "▲", Role::Accent);
    }
    if from < sheet.last_scroll() {
        let y = u32::from(sheet.body_y) + u32::from(sheet.room.saturating_sub(1));
        pane.text(size.width - 1, y, "▼", Role::Accent);
    }
    pane.items.retain(|item| item.y < u32::from(size.height));
    pane.height = size.height.into();
    page.put(pane, area.x, u32::from(area.y) + 1);
}

/// How far the small slide is scrolled: as far as the stage is, and so that what its step has added is seen.
fn scroll(sheet: &Sheet, step: u16, (from, last): (u32, u32)) -> u32 {
    let same = (sheet.last_scroll() * from).checked_div(last).unwrap_or(0);
    let added = sheet.body.items.iter().filter(|item| item.shown.at(step) && step > 0 && item.shown.from == step);
    let end = added.map(|item| item.y + item.height()).max().unwrap_or(0);
    same.max(end.saturating_sub(sheet.room.into())).min(sheet.last_scroll())
}

/// A line for a slide: what it is, its title, the rest.
fn draw_title(show: &Show, name: &str, about: &[String], place: Place, area: Area, page: &mut Page) {
    if area.height == 0 {
        return;
    }
    let room = usize::from(area.width);
    let title = show.deck.slide(place.slide).and_then(|it| it.slide.title.clone()).unwrap_or_default();
    let y = area.y.into();
    let mut x = area.x + page.text(area.x, y, text::fit(name, room), Role::Accent) + 2;
    for more in about {
        x += page.text(x, y, more, Role::Muted) + 2;
    }
    let left = usize::from((area.x + area.width).saturating_sub(x));
    page.text(x, y, &text::shorten(&title, left), Role::Strong);
}
