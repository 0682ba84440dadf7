//! A page of a replay: its title, which stays, its body, which is scrolled, and the spots on it that can be chosen.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::deck::Size;
use crate::layout;
use crate::page::{Drawing, Item, Page, Role, Target, cells};
use crate::text::{self, Run};

/// A page with what can be chosen on it.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub title: Page,
    pub body: Page,
    /// How many rows the screen has for the body.
    pub room: u16,
    /// From the upper edge of the screen to the title and to the body, in rows; from the left edge to the text.
    pub title_y: u16,
    pub body_y: u16,
    pub left: u16,
    pub spots: Vec<Spot>,
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

impl Sheet {
    /// A body below a title, on a screen.
    pub fn of(title: &str, body: Page, size: Size) -> Self {
        let frame = layout::frame(size);
        let title = layout::heading(title, size);
        let above = cells(title.height as usize) + u16::from(size.height >= 12 && title.height > 0);
        let above = above.min(frame.height.saturating_sub(1));
        let spots = spots(&body);
        Self {
            title,
            body,
            room: frame.height - above,
            title_y: frame.top,
            body_y: frame.top + above,
            left: frame.left,
            spots,
        }
    }

    /// The farthest that the body can be scrolled, in rows.
    pub fn last_scroll(&self) -> u32 {
        self.body.height.saturating_sub(u32::from(self.room))
    }

    /// The first spot that leads there.
    pub fn spot_of(&self, target: &Target) -> Option<usize> {
        self.spots.iter().position(|spot| spot.target == *target)
    }
}

/// What can be chosen on a body that shows at every step, from top to bottom; what leads to the same place is chosen at its first
/// words.
pub fn spots(body: &Page) -> Vec<Spot> {
    let mut found: Vec<Spot> = body.items.iter().filter_map(spot).collect();
    found.sort_by_key(|spot| (spot.y, spot.x));
    let mut spots: Vec<Spot> = Vec::new();
    let mut known: HashMap<(bool, Arc<str>), usize> = HashMap::new();
    for spot in found {
        let leads_to = match &spot.target {
            Target::Link(link) => Some((true, link.clone())),
            Target::Term(term) => Some((false, term.clone())),
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
        Drawing::Target { target: Target::Part | Target::Asks(_) | Target::Countdown(_), .. } => return None,
        Drawing::Target { width, height, target } => (*width, *height, target.clone()),
        Drawing::Text { text, ink } => (cells(text::width(text)), 1, Target::Link(ink.link.clone()?)),
        _ => return None,
    };
    Some(Spot { x: item.x, y: item.y, width, height, target })
}

/// Rows one below the other: what lists and pages without a slide are made of.
pub struct Rows(pub Page);

impl Rows {
    pub fn new(width: u16) -> Self {
        Self(Page::new(width))
    }

    /// An empty row.
    pub fn gap(&mut self) {
        self.0.height += u32::from(self.0.height > 0);
    }

    /// A heading, below an empty row.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.text(text, Role::Accent);
    }

    /// Wrapped text.
    pub fn text(&mut self, text: &str, role: Role) {
        self.indented("", text, role);
    }

    /// Wrapped text behind a sign.
    pub fn indented(&mut self, sign: &str, text: &str, role: Role) {
        let page = self.hanging(sign, role, text, role);
        self.put(page, None);
    }

    /// A row behind a sign that can be chosen; at the right what more there is to say, where there is room.
    pub fn row(&mut self, (sign, role): (&str, Role), text: &str, aside: &str, target: Target) {
        let aside_width = cells(text::width(aside));
        let room = self.0.width.saturating_sub(aside_width + u16::from(aside_width > 0) * 2);
        let mut page = match room > self.0.width / 2 {
            true => {
                let mut page = Self(Page::new(room)).hanging(sign, role, text, Role::Text);
                page.width = self.0.width;
                page.text_to(self.0.width, 0, aside, Role::Muted);
                page
            }
            false => {
                let mut page = self.hanging(sign, role, text, Role::Text);
                let mut below =
                    Self(Page::new(self.0.width)).hanging(&" ".repeat(text::width(sign)), role, aside, Role::Muted);
                below.width = page.width;
                page.stack(below, 0, 0);
                page
            }
        };
        page.height = page.height.max(1);
        self.put(page, Some(target));
    }

    /// A row that does something.
    pub fn button(&mut self, text: &str, target: Target) {
        self.row(("▸", Role::Accent), text, "", target);
    }

    fn put(&mut self, page: Page, target: Option<Target>) {
        let (y, height, width) = (self.0.height, page.height, self.0.width);
        self.0.put(page, 0, y);
        self.0.height = y + height;
        if let Some(target) = target {
            self.0.target(0, y, width, height, target);
        }
    }

    /// A sign, and text that hangs behind it.
    fn hanging(&self, sign: &str, sign_role: Role, text: &str, role: Role) -> Page {
        let indent = if sign.is_empty() { 0 } else { cells(text::width(sign)) + 1 };
        let mut page = Page::new(self.0.width);
        page.text(0, 0, sign, sign_role);
        for (at, part) in text::clean(text).split('\n').enumerate() {
            // What stands below the first line says more about it.
            let role = if at == 0 { role } else { Role::Muted };
            let runs = [Run { text: part.to_owned(), style: role.into() }];
            for line in text::wrap(&runs, usize::from(self.0.width.saturating_sub(indent).max(1))) {
                let y = if page.items.len() == 1 { 0 } else { page.height };
                page.runs(indent, y, &line);
            }
        }
        page
    }
}

/// A link of a source, where it is one that may be followed.
pub fn link(url: Option<&str>) -> Option<Target> {
    let safe: Arc<str> = crate::markdown::safe_link(url?)?;
    Some(Target::Link(safe))
}
