//! The console: what the speaker sees besides the slide, in the stage's terminal or in another one.
//!
//! This file has its state, the places of its panes, and its own keys; `view/console.rs` draws it.

use crate::deck::Size;
use crate::keys::AtConsole;
use crate::page::{Drawing, Page, Target};
use crate::show::mirror::Following;
use crate::show::{Front, Notes, Place, Prompt, Show};

/// Rows that stay in view when the notes are turned by a page.
const KEPT: u32 = 1;

/// How the panes of the console are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panes {
    /// In two columns: slide and notes, next and agenda.
    Wide,
    /// One below another.
    Tall,
    /// The notes, and a few lines for everything else.
    Narrow,
}

/// How much of the console the notes take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Share {
    Less,
    #[default]
    Usual,
    More,
}

/// The state of the console.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Console {
    /// Whether it covers the stage.
    pub open: bool,
    /// The arrangement that the presenter chose. `None` chooses by the size.
    pub panes: Option<Panes>,
    pub share: Share,
    /// The first row of the notes to show, if the presenter scrolled. `None` follows the step.
    pub scroll: Option<u32>,
    /// The stage that this console follows, if it runs in a terminal of its own.
    pub following: Option<Box<Following>>,
}

/// A rectangle of the screen, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

/// Where the panes are. A pane of height 0 is not shown. A pane of several rows starts with its heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    pub time: Area,
    pub now: Area,
    pub next: Area,
    pub notes: Area,
    pub agenda: Area,
}

impl Panes {
    /// The best arrangement for a screen of this size.
    fn best(size: Size) -> Self {
        match size {
            Size { width: 76.., height: 20.. } => Self::Wide,
            Size { height: 24.., .. } => Self::Tall,
            _ => Self::Narrow,
        }
    }

    /// Whether the screen has room for this arrangement.
    fn fits(self, size: Size) -> bool {
        match self {
            Self::Wide => size.width >= 60 && size.height >= 18,
            Self::Tall => size.width >= 30 && size.height >= 22,
            Self::Narrow => true,
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Wide => Self::Tall,
            Self::Tall => Self::Narrow,
            Self::Narrow => Self::Wide,
        }
    }
}

impl Share {
    fn next(self) -> Self {
        match self {
            Self::Less => Self::Usual,
            Self::Usual => Self::More,
            Self::More => Self::Less,
        }
    }

    /// In hundredths: the width of the notes column, the height of the notes pane.
    fn hundredths(self) -> (u32, u32) {
        match self {
            Self::Less => (50, 32),
            Self::Usual => (58, 45),
            Self::More => (72, 62),
        }
    }
}

/// A part of a number of cells, in hundredths.
fn part(cells: u16, hundredths: u32) -> u16 {
    u16::try_from(u32::from(cells) * hundredths / 100).unwrap_or(cells)
}

/// The panes in two columns below a row of times.
fn wide(size: Size, share: Share) -> Places {
    let (margin, air) = (if size.width >= 100 { 2 } else { 1 }, u16::from(size.height >= 30));
    let width = size.width.saturating_sub(2 * margin);
    let gap = 1 + margin;
    let (columns, rows) = share.hundredths();
    let left = part(width, columns);
    let top = 2 + air;
    let height = size.height.saturating_sub(top + 1 + air);
    let below = part(height, rows);
    let above = height.saturating_sub(below + 1);
    let (x, right) = (margin + left + gap, width.saturating_sub(left + gap));
    let y = top + above + 1;
    Places {
        time: Area { x: margin, y: air, width, height: 1 },
        now: Area { x: margin, y: top, width: left, height: above },
        notes: Area { x: margin, y, width: left, height: below },
        next: Area { x, y: top, width: right, height: above },
        agenda: Area { x, y, width: right, height: below },
    }
}

/// The panes one below another; the agenda would like `agenda` rows.
fn tall(size: Size, share: Share, agenda: u16) -> Places {
    let margin = if size.width >= 60 { 2 } else { 1 };
    let width = size.width.saturating_sub(2 * margin);
    let agenda = if size.height >= 34 { agenda.min(size.height / 4) } else { 0 };
    let times = if agenda > 0 { 2 } else { 3 };
    let rest = size.height.saturating_sub(times + 2 + agenda + u16::from(agenda > 0));
    let notes = part(rest, share.hundredths().1);
    let next = if rest >= 28 { ((rest - notes) * 2 / 5).max(6) } else { 1 };
    let now = rest.saturating_sub(notes + next + 2);
    let at = |y: u16, height: u16| Area { x: margin, y, width, height };
    Places {
        time: at(0, times),
        now: at(times + 1, now),
        next: at(times + 2 + now, next),
        notes: at(times + 3 + now + next, notes),
        agenda: at(times + 4 + now + next + notes, agenda),
    }
}

/// The notes, below a few lines for everything else.
fn narrow(size: Size) -> Places {
    let margin = if size.width >= 60 { 2 } else { 1 };
    let times = if size.height >= 10 { 2 } else { 1 };
    let at = |y: u16, height: u16| Area { x: margin, y, width: size.width - 2 * margin, height };
    let notes = size.height.saturating_sub(times + 3);
    Places {
        time: at(0, times),
        now: at(times, 1),
        next: at(times + 1, 1),
        notes: at(times + 2, notes),
        agenda: Area::default(),
    }
}

impl Show {
    /// Whether this terminal shows the console.
    pub fn at_console(&self) -> bool {
        self.console.open || self.console.following.is_some()
    }

    /// Whether notes can be seen in this terminal.
    pub(super) fn shows_notes(&self) -> bool {
        self.at_console() || matches!(self.notes, Notes::Shown(_))
    }

    /// The current arrangement of the panes.
    pub fn panes(&self) -> Panes {
        self.console.panes.filter(|panes| panes.fits(self.size)).unwrap_or_else(|| Panes::best(self.size))
    }

    /// Where the panes are now.
    pub fn console_places(&self) -> Places {
        let sections = u16::try_from(self.deck.sections.len()).unwrap_or(u16::MAX);
        match self.panes() {
            Panes::Wide => wide(self.size, self.console.share),
            Panes::Tall => tall(self.size, self.console.share, sections.saturating_add(4)),
            Panes::Narrow => narrow(self.size),
        }
    }

    /// The notes of the slide, as wide as their pane.
    pub fn console_notes(&self) -> Page {
        self.notes_in(self.console_places().notes.width.saturating_sub(2).max(1))
    }

    /// The rows of the notes that belong to the current step, if the notes have as many parts as the slide has steps.
    pub fn console_part(&self, notes: &Page) -> Option<(u32, u32)> {
        let parts: Vec<(u32, u32)> = notes
            .items
            .iter()
            .filter_map(|item| match item.drawing {
                Drawing::Target { height, target: Target::Part, .. } => Some((item.y, height)),
                _ => None,
            })
            .collect();
        let last = self.last_step();
        let matches = last > 0 && parts.len() == usize::from(last) + 1;
        parts.get(usize::from(self.step())).copied().filter(|_| matches)
    }

    /// The first row of the notes to show.
    pub fn console_scroll(&self, notes: &Page) -> u32 {
        let room = u32::from(self.console_places().notes.height).saturating_sub(1);
        let last = notes.height.saturating_sub(room);
        let own = || {
            let (y, height) = self.console_part(notes)?;
            // The part that was just spoken stays in view above it.
            Some(if y + height <= room { 0 } else { y.saturating_sub(2) })
        };
        self.console.scroll.or_else(own).unwrap_or(0).min(last)
    }

    /// Does what the console's own keys do.
    pub(super) fn act_at_console(&mut self, action: AtConsole) {
        match action {
            AtConsole::NotesDown => self.scroll_notes(true),
            AtConsole::NotesUp => self.scroll_notes(false),
            AtConsole::NotesWidth => {
                self.console.share = self.console.share.next();
                self.console.scroll = None;
            }
            AtConsole::Panes => {
                let mut next = self.panes().next();
                while !next.fits(self.size) {
                    next = next.next();
                }
                self.console.panes = Some(next);
            }
        }
    }

    pub(super) fn scroll_notes(&mut self, down: bool) {
        let notes = self.console_notes();
        let room = u32::from(self.console_places().notes.height).saturating_sub(1);
        let (from, page) = (self.console_scroll(&notes), room.saturating_sub(KEPT).max(1));
        let to = if down { from + page } else { from.saturating_sub(page) };
        self.console.scroll = Some(to.min(notes.height.saturating_sub(room)));
    }

    /// Opens the console in the stage's terminal, or closes it. Asks first the first time, because the room may see it.
    pub(super) fn turn_console(&mut self) {
        match (self.notes, self.console.open) {
            (_, true) => self.console.open = false,
            (Notes::Unasked, false) => self.front = Front::Prompt(Prompt::Console),
            (_, false) => self.open_console(),
        }
        self.lay_out();
    }

    pub(super) fn open_console(&mut self) {
        self.notes = Notes::Hidden;
        self.console.open = true;
        self.lay_out();
    }

    /// Scrolls the notes along when the slide or the step has changed.
    pub(super) fn follow_notes(&mut self, before: Place) {
        if self.talk.place != before {
            self.console.scroll = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_stay_on_the_screen_and_apart_at_every_size() {
        for (width, height) in (20..160).flat_map(|width| (6..60).map(move |height| (width, height))) {
            let size = Size { width, height };
            for share in [Share::Less, Share::Usual, Share::More] {
                let mut all = vec![narrow(size)];
                all.extend(Panes::Wide.fits(size).then(|| wide(size, share)));
                all.extend(Panes::Tall.fits(size).then(|| tall(size, share, 9)));
                for places in all {
                    let panes = [places.time, places.now, places.next, places.notes, places.agenda];
                    let cells =
                        |area: Area| (area.y..area.y + area.height).map(move |y| (area.x, area.x + area.width, y));
                    let rows: Vec<_> = panes.into_iter().flat_map(cells).collect();
                    for (index, (from, to, y)) in rows.iter().enumerate() {
                        assert!(*to <= width && *y < height - 1, "{size} {share:?} {places:?}");
                        let apart = |other: &(u16, u16, u16)| other.2 != *y || other.0 >= *to || other.1 <= *from;
                        assert!(rows[index + 1..].iter().all(apart), "{size} {share:?} {places:?}");
                    }
                    assert!(places.notes.height > 1 || height < 8, "{size} {places:?}");
                }
            }
        }
    }
}
