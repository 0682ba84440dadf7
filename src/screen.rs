//! A page on the whole screen: what is laid out, how far it is scrolled, and what on it is chosen.
//!
//! A [`Window`] is a sheet that is scrolled; the stage has one. A [`Screen`] is a window with spots that can be chosen: answers, words of
//! the glossary, links, rows of a list.

pub mod panel;
pub mod rows;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use crate::layout::Sheet;
use crate::page::{Drawing, Item, Page, Role, Target, cells};
use crate::text;
use crate::text_field::TextField;

/// Rows that an arrow or the wheel scrolls.
pub const LINES: u32 = 3;

/// Rows of a page that stay in view when it is turned over.
const KEPT: u32 = 2;

/// A sheet as far as it is in view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    pub sheet: Sheet,
    /// The rows of the body that are scrolled away.
    pub scroll: u32,
}

impl Window {
    /// Shows a sheet in the place of this one, scrolled as far if it goes that far.
    pub fn lay(&mut self, sheet: Sheet) {
        self.scroll = self.scroll.min(sheet.last_scroll());
        self.sheet = sheet;
    }

    /// How many rows of the body are in view.
    pub fn room(&self) -> u32 {
        self.sheet.room.into()
    }

    /// Turns a page over, as far as row `last` begins one; whether anything moved.
    pub fn turn(&mut self, down: bool, last: u32) -> bool {
        let page = self.room().saturating_sub(KEPT).max(1);
        let before = self.scroll;
        self.scroll = match down {
            true => (before + page).min(last.max(before)),
            false => before.saturating_sub(page),
        };
        self.scroll != before
    }

    /// Scrolls by a few rows, as the wheel does.
    pub fn roll(&mut self, down: bool) {
        let last = self.sheet.last_scroll();
        self.scroll = if down { (self.scroll + LINES).min(last) } else { self.scroll.saturating_sub(LINES) };
    }

    /// Scrolls so that some rows are in view; of what is higher than the screen, as much as is there already, else its beginning.
    pub fn bring(&mut self, y: u32, height: u32) {
        let end = (y + height).saturating_sub(self.room());
        self.scroll = self.scroll.clamp(y.min(end), y.max(end)).min(self.sheet.last_scroll());
    }

    /// Whether any of some rows is in view.
    fn shows(&self, y: u32, height: u32) -> bool {
        y + height > self.scroll && y < self.scroll + self.room()
    }

    /// The head of the table whose rows go on above what is in view: what marks it.
    fn head(&self, step: u16) -> Option<&Item> {
        let goes_on = |item: &&Item| match item.drawing {
            Drawing::Target { height, target: Target::Head { rows }, .. } => {
                item.y < self.scroll && self.scroll + height < item.y + rows && self.room() > 2 * height
            }
            _ => false,
        };
        self.sheet.body.items.iter().filter(|item| item.shown.at(step)).find(goes_on)
    }

    /// Draws a head over the first rows that are in view.
    fn draw_head(&self, head: &Item, step: u16, page: &mut Page) {
        let Drawing::Target { width, height, .. } = head.drawing else { return };
        let (left, y) = (self.sheet.left, u32::from(self.sheet.body_y));
        let mut rows = self.sheet.body.window(step, head.y, height);
        // What stands beside the table is not a part of its head.
        let columns = head.x..head.x.saturating_add(width);
        rows.items.retain(|item| columns.contains(&item.x));
        page.ground(left + head.x, y, width, height, Role::Text);
        page.put(rows, left, y);
    }

    /// How many of the rows in view the head of a table lies over.
    fn covered(&self) -> u32 {
        self.head(u16::MAX).map_or(0, |head| if let Drawing::Target { height, .. } = head.drawing { height } else { 0 })
    }

    /// Draws it where it stands on the screen: the body as it is at a step, once `touch` has changed it.
    pub fn draw(&self, page: &mut Page, step: u16, touch: impl FnOnce(&mut Page)) {
        let Sheet { title, body, left, .. } = &self.sheet;
        page.put(title.window(step, 0, title.height), *left, self.sheet.title_y.into());
        let mut seen = body.window(step, self.scroll, self.room());
        touch(&mut seen);
        page.put(seen, *left, self.sheet.body_y.into());
        if let Some(head) = self.head(step) {
            self.draw_head(head, step, page);
        }
        let x = (left + title.width.max(body.width)).min(page.width - 1);
        arrows(page, x, self.sheet.body_y.into(), self.room(), self.scroll..self.sheet.last_scroll());
    }
}

/// Says at column `x` of some rows, from `y` on, that there is more above them, and below: `more` goes from the row that is the first of
/// them to the last that could be.
pub fn arrows(page: &mut Page, x: u16, y: u32, rows: u32, more: Range<u32>) {
    if more.start > 0 {
        page.text(x, y, "▲", Role::Accent);
    }
    if more.start < more.end {
        page.text(x, y + rows.saturating_sub(1), "▼", Role::Accent);
    }
}

/// Something on a body that can be chosen, in cells of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub x: u16,
    pub y: u32,
    pub width: u16,
    pub height: u32,
    pub target: Target,
}

/// A page with what can be chosen on it; `what` says which page it is.
#[derive(Clone, Debug)]
pub struct Screen<W> {
    pub what: W,
    pub window: Window,
    pub spots: Vec<Spot>,
    /// What is typed on it, where anything is.
    pub field: TextField,
    /// The spot that is chosen, or, behind all of those, one of the bottom row.
    pub focus: Option<usize>,
    /// The spot that was chosen last, where none is now: down goes on behind it.
    passed: Option<usize>,
}

impl<W> Screen<W> {
    /// A page at its beginning, on which nothing is chosen.
    pub fn new(what: W, sheet: Sheet) -> Self {
        let spots = spots(&sheet.body);
        Self {
            what,
            window: Window { sheet, scroll: 0 },
            spots,
            field: TextField::default(),
            focus: None,
            passed: None,
        }
    }

    /// Lays the same page out anew: what was chosen stays chosen.
    pub fn lay(&mut self, sheet: Sheet) {
        self.spots = spots(&sheet.body);
        self.focus = self.focus.filter(|at| *at < self.spots.len());
        self.window.lay(sheet);
    }

    /// The spot that is chosen.
    pub fn chosen(&self) -> Option<&Spot> {
        self.spots.get(self.focus?)
    }

    /// The first spot that leads there.
    pub fn spot_of(&self, target: &Target) -> Option<usize> {
        self.spots.iter().position(|spot| spot.target == *target)
    }

    /// Chooses nothing; who goes on, goes on behind what was chosen.
    pub fn pass(&mut self) {
        self.passed = self.focus.take();
    }

    /// Moves what is chosen to the next or previous spot in view; scrolls where there is none. Behind the last spot come those of the
    /// bottom row that are in `hints`; `awaited` is the spot that down leads to first.
    pub fn step(&mut self, down: bool, hints: Range<usize>, awaited: Option<usize>) {
        let next = self.spot_beside(down, awaited);
        let (last, count, scroll) = (self.window.sheet.last_scroll(), self.spots.len(), self.window.scroll);
        match next {
            Some(spot) => self.focus = Some(spot),
            None if down && scroll < last => self.window.roll(true),
            None if !down && scroll > 0 && self.focus.is_none_or(|at| at < count) => self.window.roll(false),
            // At the end of the page the bottom row is next.
            None if down && !hints.is_empty() => {
                let at = self.focus.map_or(0, |at| (at + 1).saturating_sub(count));
                self.focus = Some(count + at.clamp(hints.start, hints.end - 1));
            }
            None if down => {}
            None => self.focus = self.focus.filter(|at| *at > count + hints.start).map(|at| at - 1),
        }
        if next.is_some() {
            self.keep_in_view();
        } else if self.chosen().is_some_and(|spot| !self.window.shows(spot.y, spot.height)) {
            // Enter does nothing that is not seen.
            self.focus = None;
        }
    }

    /// The next spot below or above what is chosen, as far as it is in view once the page is scrolled by an arrow.
    fn spot_beside(&self, down: bool, awaited: Option<usize>) -> Option<usize> {
        let (scroll, room) = (self.window.scroll, self.window.room());
        let (from, to) = (scroll.saturating_sub(LINES), scroll + room + LINES);
        let in_view = |at: &usize| {
            let spot = &self.spots[*at];
            spot.y + spot.height > from && spot.y < to
        };
        let count = self.spots.len();
        match (self.focus, down) {
            (Some(at), true) => Some(at + 1).filter(|at| *at < count).filter(in_view),
            (Some(at), false) => at.min(count).checked_sub(1).filter(in_view),
            (None, true) if self.passed.is_none() && awaited.is_some() => awaited,
            (None, true) => {
                let from = self.passed.map_or(0, |passed| passed + 1).min(count);
                (from..count).find(|at| self.spots[*at].y >= scroll).filter(in_view)
            }
            (None, false) if scroll == 0 => None,
            (None, false) => (0..count).rev().find(|at| self.spots[*at].y < scroll + room).filter(in_view),
        }
    }

    /// Chooses the next or previous spot wherever it is.
    pub fn jump(&mut self, down: bool) {
        let count = self.spots.len();
        let below = self.spots.iter().position(|spot| spot.y >= self.window.scroll);
        self.focus = match (self.focus, down) {
            _ if count == 0 => None,
            (Some(at), true) => Some((at + 1) % count),
            (Some(at), false) => Some((at.min(count) + count - 1) % count),
            (None, true) => Some(below.unwrap_or(0)),
            (None, false) => Some(count - 1),
        };
        self.keep_in_view();
    }

    /// To the beginning or the end of the page; the first or the last spot is chosen where it stands there.
    pub fn to_end(&mut self, last: bool) {
        self.window.scroll = if last { self.window.sheet.last_scroll() } else { 0 };
        let spots = self.spots.len();
        self.focus = if last { spots.checked_sub(1) } else { (spots > 0).then_some(0) };
        // The end of the page is meant, though what can be chosen stands above it.
        if self.chosen().is_some_and(|spot| !self.window.shows(spot.y, spot.height)) {
            self.focus = None;
        }
    }

    /// Turns the page over, as far as it goes; whether it was moved.
    pub fn turn(&mut self, down: bool) -> bool {
        let moved = self.window.turn(down, self.window.sheet.last_scroll());
        if moved {
            // What is out of view is not chosen by a key that one presses to read on.
            self.focus = None;
        }
        moved
    }

    /// Scrolls so that what is chosen is seen.
    pub fn keep_in_view(&mut self) {
        if let Some(Spot { y, height, .. }) = self.chosen() {
            let (y, height) = (*y, *height);
            self.window.bring(y, height);
            let below = self.window.scroll + self.window.covered();
            self.window.scroll = self.window.scroll.saturating_sub(below.saturating_sub(y));
        }
    }
}

/// What can be chosen on a body that shows at every step, from top to bottom; what leads to the same place is chosen at its first
/// words.
pub fn spots(body: &Page) -> Vec<Spot> {
    let mut found: Vec<Spot> = body.items.iter().filter_map(spot).collect();
    found.sort_by_key(|spot| (spot.y, spot.x));
    let mut spots: Vec<Spot> = Vec::new();
    let mut known: HashMap<(u8, Arc<str>), usize> = HashMap::new();
    for spot in found {
        let leads_to = match &spot.target {
            Target::Link(link) => Some((0, link.clone())),
            Target::Named(slide) => Some((2, slide.clone())),
            Target::Term(term) => Some((1, term.clone())),
            _ => None,
        };
        match leads_to.map(|target| known.entry(target)) {
            Some(Entry::Occupied(first)) => {
                let first = &mut spots[*first.get()];
                // A link whose words go on in the next style.
                if first.y == spot.y && first.x + first.width == spot.x {
                    first.width += spot.width;
                }
                continue;
            }
            Some(Entry::Vacant(new)) => drop(new.insert(spots.len())),
            None => {}
        }
        spots.push(spot);
    }
    spots
}

fn spot(item: &Item) -> Option<Spot> {
    let (width, height, target) = match &item.drawing {
        Drawing::Target {
            target: Target::Part | Target::Asks(_) | Target::Countdown(_) | Target::Head { .. }, ..
        } => return None,
        Drawing::Target { width, height, target } => (*width, *height, target.clone()),
        Drawing::Text { text, ink } => (cells(text::width(text)), 1, ink.link.as_ref()?.target()?),
        _ => return None,
    };
    Some(Spot { x: item.x, y: item.y, width, height, target })
}
