//! Slides as small pages: the one that the room sees, and what comes next.

use crate::deck::Size;
use crate::layout::{self, SMALLEST, Sheet};
use crate::page::{Page, Role};
use crate::screen::arrows;
use crate::show::{Area, Now, Place, Show};
use crate::text;
use crate::view::console::heading;
use crate::view::stage;

/// A slide to be drawn as a small page.
struct Small {
    /// The name of its pane, and the details in its heading.
    name: &'static str,
    about: Vec<String>,
    place: Place,
    /// How far it is scrolled on the stage, and how far it could be.
    scrolled: (u32, u32),
    /// Whether it is the one that the room sees.
    is_now: bool,
}

/// What the room sees.
pub fn draw_now(show: &Show, now: Now, place: Place, area: Area, page: &mut Page) {
    let mut about = vec![number(show, place.slide)];
    about.extend(step(show, place));
    if show.talk.left_out.contains(&place.slide) {
        about.push(format!("– {}", show.words.left_out));
    }
    let scrolled = match &show.console.following {
        Some(following) => following.scroll,
        None => (show.window().scroll, show.sheet().last_scroll()),
    };
    draw(show, now, &Small { name: show.words.now_title, about, place, scrolled, is_now: true }, area, page);
}

/// The next step, else the next slide.
pub fn draw_next(show: &Show, now: Now, here: Place, area: Area, page: &mut Page) {
    let name = show.words.next_title;
    let small = |about: Vec<String>, place: Place| Small { name, about, place, scrolled: (0, 0), is_now: false };
    let next = if here.step < show.last_step() {
        let place = Place { step: here.step + 1, ..here };
        Some(small(step(show, place).into_iter().collect(), place))
    } else {
        show.following(here.slide).map(|slide| small(vec![number(show, slide)], Place { slide, step: 0 }))
    };
    match next {
        Some(next) => draw(show, now, &next, area, page),
        None if area.height > 0 => heading(name, &[show.words.end_of_show.to_owned()], area, page),
        None => {}
    }
}

fn number(show: &Show, slide: usize) -> String {
    show.deck.slide(slide).map_or_else(String::new, |placed| show.deck.of_all(placed.number))
}

/// The current step of the slide. `None` if it has only one.
fn step(show: &Show, place: Place) -> Option<String> {
    let last = show.last_step();
    (last > 0).then(|| (show.words.step)(place.step, last))
}

/// A slide in a pane, or only its title if there is no room for more.
fn draw(show: &Show, now: Now, small: &Small, area: Area, page: &mut Page) {
    let room = Size { width: area.width, height: area.height.saturating_sub(1) };
    if room.width < SMALLEST.width || room.height < SMALLEST.height - 1 {
        return draw_title(show, small, area, page);
    }
    let place = small.place;
    heading(small.name, &small.about, area, page);
    let exact = stage_in(show, room);
    let size = exact.unwrap_or(room);
    let Some(sheet) = show.sheet_in(place.slide, size) else { return };
    let mut pane = Page::of_size(size.width, size.height.into());
    pane.wear(sheet.look);
    pane.ground(0, 0, size.width, size.height.into(), Role::Text);
    let title = sheet.title.window(place.step, 0, sheet.title.height.min(size.height.into()));
    pane.put(title, sheet.left, sheet.title_y.into());
    let step = place.step.min(sheet.last_step());
    let from = match exact {
        Some(_) if small.is_now => small.scrolled.0.min(sheet.last_scroll()),
        _ => scroll(&sheet, step, small.scrolled),
    };
    let mut body = sheet.body.window(step, from, sheet.room.into());
    if small.is_now {
        stage::count_down(show.countdown.as_ref(), now, &mut body);
    }
    pane.put(body, sheet.left, sheet.body_y.into());
    arrows(&mut pane, size.width - 1, sheet.body_y.into(), sheet.room.into(), from..sheet.last_scroll());
    page.put(pane.window(0, 0, size.height.min(room.height).into()), area.x, u32::from(area.y) + 1);
}

/// The size of the stage, if all its rows except the bottom one fit: then the small page is exactly the slide.
fn stage_in(show: &Show, room: Size) -> Option<Size> {
    let size = show.console.following.as_ref()?.size?;
    Some(size).filter(|it| layout::has_room(size) && it.width <= room.width && it.height <= room.height + 1)
}

/// How far the small page is scrolled: as far as the stage, and so that what its step has added is visible.
fn scroll(sheet: &Sheet, step: u16, (from, last): (u32, u32)) -> u32 {
    // A stage may send any number.
    let same = (u64::from(sheet.last_scroll()) * u64::from(from)).checked_div(last.into()).unwrap_or(0);
    let same = u32::try_from(same).unwrap_or(u32::MAX);
    let added = sheet.body.items.iter().filter(|item| item.shown.at(step) && step > 0 && item.shown.from == step);
    let end = added.map(|item| item.y + item.height()).max().unwrap_or(0);
    same.max(end.saturating_sub(sheet.room.into())).min(sheet.last_scroll())
}

/// A line for a slide: its kind, its title, the rest.
fn draw_title(show: &Show, small: &Small, area: Area, page: &mut Page) {
    if area.height == 0 {
        return;
    }
    let room = usize::from(area.width);
    let title = show.deck.slide(small.place.slide).and_then(|it| it.slide.title.clone()).unwrap_or_default();
    let y = area.y.into();
    let mut x = area.x + page.text(area.x, y, text::fit(small.name, room), Role::Accent) + 2;
    for more in &small.about {
        x += page.text(x, y, more, Role::Muted) + 2;
    }
    let left = usize::from((area.x + area.width).saturating_sub(x));
    page.text(x, y, &text::shorten(&title, left), Role::Strong);
}
