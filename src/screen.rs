//! A page on the whole screen: its layout, how far it is scrolled, and what is chosen on it.
//!
//! A [`Window`] is a sheet that scrolls; the stage has one. A [`Screen`] is a window with spots that can be chosen: answers, glossary terms, links,
//! rows of a list.

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

/// How many rows an arrow key or the wheel scrolls.
pub const LINES: u32 = 3;

/// How many rows stay in view when scrolling by a page.
const KEPT: u32 = 2;

/// A sheet, and which part of it is in view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    pub sheet: Sheet,
    /// How many rows of the body are scrolled away.
    pub scroll: u32,
}

impl Window {
    /// Replaces the sheet. The scroll position stays if possible.
    pub fn lay(&mut self, sheet: Sheet) {
        self.scroll = self.scroll.min(sheet.last_scroll());
        self.sheet = sheet;
    }

    /// How many rows of the body are in view.
    pub fn room(&self) -> u32 {
        self.sheet.room.into()
    }

    /// Scrolls by a page, at most to row `last`. Returns whether anything moved.
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

    /// Scrolls until some rows are in view. If they do not fit, keeps what is visible of them, or shows their start.
    pub fn bring(&mut self, y: u32, height: u32) {
        let end = (y + height).saturating_sub(self.room());
        self.scroll = self.scroll.clamp(y.min(end), y.max(end)).min(self.sheet.last_scroll());
    }

    /// Whether any of these rows is in view.
    fn shows(&self, y: u32, height: u32) -> bool {
        y + height > self.scroll && y < self.scroll + self.room()
    }

    /// The header of the table that starts above the view and continues in it.
    fn head(&self, step: u16) -> Option<&Item> {
        let goes_on = |item: &&Item| match item.drawing {
            Drawing::Target { height, target: Target::Head { rows }, .. } => {
                item.y < self.scroll && self.scroll + height < item.y + rows && self.room() > 2 * height
            }
            _ => false,
        };
        self.sheet.body.items.iter().filter(|item| item.shown.at(step)).find(goes_on)
    }

    /// Draws a header over the first visible rows.
    fn draw_head(&self, head: &Item, step: u16, page: &mut Page) {
        let Drawing::Target { width, height, .. } = head.drawing else { return };
        let (left, y) = (self.sheet.left, u32::from(self.sheet.body_y));
        let mut rows = self.sheet.body.window(step, head.y, height);
        // What is beside the table does not belong to its header.
        let columns = head.x..head.x.saturating_add(width);
        rows.items.retain(|item| columns.contains(&item.x));
        page.ground(left + head.x, y, width, height, Role::Text);
        page.put(rows, left, y);
    }

    /// How many of the visible rows the header of a table covers.
    fn covered(&self) -> u32 {
        self.head(u16::MAX).map_or(0, |head| if let Drawing::Target { height, .. } = head.drawing { height } else { 0 })
    }

    /// Draws the sheet at its place on the screen, with the body at a step, after `touch` has changed it.
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

/// Draws arrows in column `x` if there is more above or below some rows, which start at `y`. `more` goes from the current first row to the last
/// possible one.
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

/// A page with spots that can be chosen; `what` tells which page it is.
#[derive(Clone, Debug)]
pub struct Screen<W> {
    pub what: W,
    pub window: Window,
    pub spots: Vec<Spot>,
    /// What is typed on it, if anything.
    pub field: TextField,
    /// The chosen spot or, after all of those, a hint of the bottom row.
    pub focus: Option<usize>,
    /// The last chosen spot, if none is chosen now. Down continues after it.
    passed: Option<usize>,
}

impl<W> Screen<W> {
    /// A page at its start, without a chosen spot.
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

    /// Replaces the layout of the same page. The chosen spot stays.
    pub fn lay(&mut self, sheet: Sheet) {
        self.spots = spots(&sheet.body);
        self.focus = self.focus.filter(|at| *at < self.spots.len());
        self.window.lay(sheet);
    }

    /// The spot that is chosen.
    pub fn chosen(&self) -> Option<&Spot> {
        self.spots.get(self.focus?)
    }

    /// The first spot with this target.
    pub fn spot_of(&self, target: &Target) -> Option<usize> {
        self.spots.iter().position(|spot| spot.target == *target)
    }

    /// Removes the focus. Moving continues after the spot that was chosen.
    pub fn pass(&mut self) {
        self.passed = self.focus.take();
    }

    /// Moves the focus to the next or previous spot in view, or scrolls if there is none. After the last spot come the `hints` of the bottom row;
    /// `awaited` is the spot that Down leads to first.
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
            // Enter must not act on something invisible.
            self.focus = None;
        }
    }

    /// The next or previous spot, if it is in view after scrolling by an arrow key.
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

    /// Moves the focus to the next or previous spot, wherever it is.
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

    /// Goes to the start or the end of the page. The first or last spot gets the focus if it is there.
    pub fn to_end(&mut self, last: bool) {
        self.window.scroll = if last { self.window.sheet.last_scroll() } else { 0 };
        let spots = self.spots.len();
        self.focus = if last { spots.checked_sub(1) } else { (spots > 0).then_some(0) };
        // The end of the page has priority, even if the last spot is above it.
        if self.chosen().is_some_and(|spot| !self.window.shows(spot.y, spot.height)) {
            self.focus = None;
        }
    }

    /// Scrolls by a page. Returns whether anything moved.
    pub fn turn(&mut self, down: bool) -> bool {
        let moved = self.window.turn(down, self.window.sheet.last_scroll());
        if moved {
            // The key for reading on must not act on something out of view.
            self.focus = None;
        }
        moved
    }

    /// Scrolls until the focus is visible.
    pub fn keep_in_view(&mut self) {
        if let Some(Spot { y, height, .. }) = self.chosen() {
            let (y, height) = (*y, *height);
            self.window.bring(y, height);
            let below = self.window.scroll + self.window.covered();
            self.window.scroll = self.window.scroll.saturating_sub(below.saturating_sub(y));
        }
    }
}

/// The spots on a body that shows every step, from top to bottom. Of several with the same target, only the first counts.
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
                // A link that continues in another style.
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
