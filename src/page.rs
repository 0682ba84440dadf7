//! A page: text and backgrounds at fixed cells, as a value.
//!
//! Everything that is shown, slides and screens alike, is first a page. So overflow is a comparison of heights, a test is a picture, each
//! exporter is one `match`, and all text reaches a terminal through [`Page::text`], which cleans it.
//!
//! A page is laid out once for all its steps: each item has the range of steps at which it is shown. So nothing can move when a step
//! appears.

mod chosen;
mod harm;
mod image;
mod link;
mod place;
mod squares;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

pub use harm::Harm;
pub use image::{Halves, Image};
pub use link::Link;
pub use squares::Squares;

use crate::text::{self, Run};

/// The list of roles: the name in a theme, and what is drawn in it.
macro_rules! roles {
    ($($(#[doc = $doc:literal])* $Role:ident = $name:literal,)*) => {
        /// The role of a piece of a page. A theme defines how each role looks.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Role { #[default] $($(#[doc = $doc])* $Role,)* }

        impl Role {
            pub const ALL: &'static [Role] = &[$(Role::$Role,)*];

            /// The name in a theme's `[role]` table.
            pub const fn name(self) -> &'static str {
                match self { $(Role::$Role => $name,)* }
            }

            /// What is drawn with it.
            pub fn about(self) -> &'static str {
                match self { $(Role::$Role => concat!($($doc),*).trim_ascii_start(),)* }
            }
        }
    };
}

roles! {
    /// Running text; its ground is the screen.
    Text = "text",
    /// The title of a slide.
    Title = "title",
    /// What is put strongly.
    Strong = "strong",
    /// What is put with emphasis.
    Emphasis = "emphasis",
    /// What may be overlooked: the bottom row, captions, sources.
    Muted = "muted",
    /// Marks that lead the eye: bullets, the bar under a title, keys in the help.
    Accent = "accent",
    /// Links.
    Link = "link",
    /// Quoted words.
    Quote = "quote",
    /// Lines: of tables, of frames.
    Border = "border",
    /// What is well.
    Good = "good",
    /// What wants attention.
    Warning = "warning",
    /// What is wrong.
    Bad = "bad",
    /// Code in a block, with its ground.
    Code = "code",
    /// Code among words, with a ground that sets it apart.
    Inline = "inline",
    /// Lines of code that are not the ones spoken of.
    Faded = "faded",
    /// Keywords of a programming language.
    Keyword = "keyword",
    /// Strings in code.
    String = "string",
    /// Numbers in code.
    Number = "number",
    /// Comments in code.
    Comment = "comment",
    /// Names of functions in code.
    Function = "function",
    /// Names of types and tags in code.
    Type = "type",
    /// Constants and keys in code.
    Constant = "constant",
    /// Variables in code.
    Variable = "variable",
    /// Punctuation in code.
    Punctuation = "punctuation",
    /// What lies over a slide, with its ground: lists, help, notes.
    Panel = "panel",
    /// The chosen row of a list, with its ground.
    Selected = "selected",
}

/// How a piece of text is drawn: its role, and modifiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    pub role: Role,
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
    pub strike: bool,
}

impl From<Role> for Style {
    fn from(role: Role) -> Self {
        Self { role, ..Self::default() }
    }
}

/// A style, and the target of a click.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    pub style: Style,
    pub link: Option<Link>,
}

impl From<Role> for Ink {
    fn from(role: Role) -> Self {
        Style::from(role).into()
    }
}

impl From<Style> for Ink {
    fn from(style: Style) -> Self {
        Self { style, link: None }
    }
}

/// The range of steps at which an item is shown, without the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    pub from: u16,
    pub until: u16,
}

impl Shown {
    pub const ALWAYS: Self = Self { from: 0, until: u16::MAX };

    pub fn from(step: u16) -> Self {
        Self { from: step, ..Self::ALWAYS }
    }

    pub fn at(self, step: u16) -> bool {
        self.from <= step && (step < self.until || self.until == u16::MAX)
    }

    /// The same range, `steps` later. A range without end stays so.
    fn later(self, steps: u16) -> Self {
        let until = if self.until == u16::MAX { u16::MAX } else { self.until.saturating_add(steps) };
        Self { from: self.from.saturating_add(steps), until }
    }

    fn and(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), until: self.until.min(other.until) }
    }
}

/// One thing at its place, in cells from the top left of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub x: u16,
    pub y: u32,
    pub shown: Shown,
    pub drawing: Drawing,
}

/// What an item draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// One line of clean text.
    Text { text: Cow<'static, str>, ink: Ink },
    /// A background in the color of a role, under what is drawn later; in cells.
    Ground { width: u16, height: u32, role: Role },
    /// A picture, over its description, which shows where it cannot be drawn.
    Image(Image),
    /// Dark and light squares, in the same colors in every theme.
    Squares(Squares),
    /// Pure black or white over everything.
    Flood { white: bool },
    /// Invisible: cells that can be pointed at, and their target.
    Target { width: u16, height: u32, target: Target },
}

/// What a marker or the mouse can point at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A part of a slide that can be talked about: an item, a line of code, a table row.
    Part,
    /// A section of the deck, by its index from 0.
    Section(usize),
    /// A slide of the deck, by its index from 0.
    Slide(usize),
    /// A slide of the deck, by its id.
    Named(Arc<str>),
    /// A link.
    Link(Arc<str>),
    /// A block with this id, whose answers are accepted at the steps at which this is shown.
    Asks(Arc<str>),
    /// A choice or an item of such a block: the block's id, its own text.
    Choice { of: Arc<str>, choice: Arc<str> },
    /// The place of a countdown of this length.
    Countdown(Duration),
    /// The header of a table with this many rows. It stays in view while the rows below are scrolled. A table that is too wide, and shown
    /// row by row, has none.
    Head { rows: u32 },
    /// Something that a person reading alone can do with an answer: the block's id.
    Own { of: Arc<str>, what: Deed },
    /// A glossary term, by its name.
    Term(Arc<str>),
    /// An action, by its name in the keymap.
    Act(&'static str),
    /// What is drawn after this has the look of a slide, by its number.
    Look(u16),
}

/// What a person reading alone can do with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Submit the ticked answer.
    Confirm,
    /// See the right answer.
    Show,
    /// Answer again.
    Again,
    /// Answer in words.
    Write,
}

/// Items on a rectangle of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub width: u16,
    pub height: u32,
    pub items: Vec<Item>,
    /// What is not shown as written.
    pub harmed: Vec<Harm>,
}

impl Page {
    pub fn new(width: u16) -> Self {
        Self { width, ..Self::default() }
    }

    pub fn of_size(width: u16, height: u32) -> Self {
        Self { width, height, ..Self::default() }
    }

    /// Draws one line of text. Returns its width in cells.
    pub fn text(&mut self, x: u16, y: u32, text: &str, ink: impl Into<Ink>) -> u16 {
        let clean = text::clean(text).replace('\n', " ");
        let width = cells(text::width(&clean));
        self.height = self.height.max(y + 1);
        let drawing = Drawing::Text { text: Cow::Owned(clean), ink: ink.into() };
        self.items.push(Item { x, y, shown: Shown::ALWAYS, drawing });
        width
    }

    /// Draws runs one after another. Returns their width.
    pub fn runs(&mut self, x: u16, y: u32, runs: &[Run<Ink>]) -> u16 {
        let mut used = 0;
        for run in runs {
            used += self.text(x.saturating_add(used), y, &run.text, run.style.clone());
        }
        used
    }

    /// Draws runs in lines of at most `width` cells. Returns the number of lines.
    pub fn wrapped(&mut self, x: u16, y: u32, runs: &[Run<Ink>], width: u16) -> u32 {
        let lines = self.lines(runs, usize::from(width.max(1)));
        for (y, line) in (y..).zip(&lines) {
            self.runs(x, y, line);
        }
        lines.len() as u32
    }

    /// Draws text that ends before column `right`, starting at column 0 at the earliest.
    pub fn text_to(&mut self, right: u16, y: u32, text: &str, ink: impl Into<Ink>) {
        let width = cells(text::width(&text::clean(text)));
        self.text(right.saturating_sub(width), y, text, ink);
    }

    /// Draws a vertical line along some rows.
    pub fn upright(&mut self, x: u16, rows: Range<u32>, sign: &str, role: Role) {
        for y in rows {
            self.text(x, y, sign, role);
        }
    }

    /// Draws a frame along the edges of the page, which must be at least two cells wide and two rows high.
    pub fn frame(&mut self, role: Role) {
        let (right, bottom) = (self.width - 1, self.height - 1);
        let line = "─".repeat(usize::from(right - 1));
        self.text(0, 0, &format!("╭{line}╮"), role);
        self.text(0, bottom, &format!("╰{line}╯"), role);
        [0, right].into_iter().for_each(|x| self.upright(x, 1..bottom, "│", role));
    }

    /// Draws a horizontal line of `width` cells.
    pub fn rule(&mut self, x: u16, y: u32, width: u16, sign: &str, role: Role) {
        self.text(x, y, &sign.repeat(usize::from(width)), role);
    }

    pub fn ground(&mut self, x: u16, y: u32, width: u16, height: u32, role: Role) {
        self.height = self.height.max(y + height);
        let drawing = Drawing::Ground { width, height, role };
        self.items.push(Item { x, y, shown: Shown::ALWAYS, drawing });
    }

    /// Draws a picture.
    pub fn image(&mut self, x: u16, y: u32, image: Image) {
        self.height = self.height.max(y + image.height());
        self.items.push(Item { x, y, shown: Shown::ALWAYS, drawing: Drawing::Image(image) });
    }

    /// Draws dark and light squares.
    pub fn squares(&mut self, x: u16, y: u32, squares: Squares) {
        self.height = self.height.max(y + squares.height());
        self.items.push(Item { x, y, shown: Shown::ALWAYS, drawing: Drawing::Squares(squares) });
    }

    /// Covers everything with black or white.
    pub fn flood(&mut self, white: bool) {
        self.items.push(Item { x: 0, y: 0, shown: Shown::ALWAYS, drawing: Drawing::Flood { white } });
    }

    /// Makes cells a target.
    pub fn target(&mut self, x: u16, y: u32, width: u16, height: u32, target: Target) {
        let drawing = Drawing::Target { width, height, target };
        self.items.push(Item { x, y, shown: Shown::ALWAYS, drawing });
    }

    /// Whether it has any targets.
    pub fn has_targets(&self) -> bool {
        self.items.iter().any(|item| matches!(item.drawing, Drawing::Target { .. }))
    }

    /// The topmost target or link on a cell of a page that shows every step.
    pub fn target_at(&self, x: u16, y: u32) -> Option<Target> {
        self.items.iter().rev().filter(|item| item.covers(x, y)).find_map(|item| match &item.drawing {
            // These mark a part of the page; a link inside them still works.
            Drawing::Target {
                target: Target::Part | Target::Asks(_) | Target::Countdown(_) | Target::Head { .. } | Target::Look(_),
                ..
            } => None,
            Drawing::Target { target, .. } => Some(target.clone()),
            Drawing::Text { ink, .. } => ink.link.as_ref().and_then(Link::target),
            Drawing::Ground { .. } | Drawing::Flood { .. } => None,
            Drawing::Image(_) | Drawing::Squares(_) => None,
        })
    }

    /// Puts another page on this one.
    pub fn put(&mut self, page: Page, x: u16, y: u32) {
        self.put_from(page, x, y, 0);
    }

    /// Puts another page on this one, shown from `step` on. Its own steps follow after that.
    pub fn put_from(&mut self, page: Page, x: u16, y: u32, step: u16) {
        self.height = self.height.max(y + page.height);
        self.harmed.extend(page.harmed);
        self.items.extend(page.items.into_iter().map(|item| Item {
            x: item.x.saturating_add(x),
            y: item.y + y,
            shown: item.shown.later(step),
            ..item
        }));
    }

    /// Puts another page below this one, after `gap` empty rows.
    pub fn stack(&mut self, page: Page, x: u16, gap: u32) {
        let y = if self.height == 0 { 0 } else { self.height + gap };
        self.put(page, x, y);
    }

    /// The same page, shown only at these steps.
    pub fn only(mut self, steps: Range<u16>) -> Self {
        let shown = Shown { from: steps.start, until: steps.end };
        self.items.iter_mut().for_each(|item| item.shown = item.shown.and(shown));
        self
    }

    /// Replaces one role by another.
    pub fn recolor(&mut self, from: Role, to: Role) {
        for item in &mut self.items {
            if let Drawing::Text { ink, .. } = &mut item.drawing
                && ink.style.role == from
            {
                ink.style.role = to;
            }
        }
    }

    /// Changes the style of all text on the page.
    pub fn restyle(&mut self, change: impl Fn(Style) -> Style) {
        for item in &mut self.items {
            if let Drawing::Text { ink, .. } = &mut item.drawing {
                ink.style = change(ink.style);
            }
        }
    }

    /// What is shown at one step in the rows `from..from + height`, as a page of its own that shows every step.
    pub fn window(&self, step: u16, from: u32, height: u32) -> Page {
        let mut window = Page::of_size(self.width, height);
        for item in self.items.iter().filter(|item| item.shown.at(step)) {
            let full = item.height();
            let end = item.y + full;
            if end <= from || item.y >= from + height {
                continue;
            }
            let mut item = Item { shown: Shown::ALWAYS, y: item.y.max(from) - from, ..item.clone() };
            let rows = (end - from).min(height) - item.y;
            item.drawing.cut(from.saturating_sub(end - full), rows);
            window.items.push(item);
        }
        window
    }

    /// The last step at which something changes. 0 if everything is shown at once.
    pub fn last_step(&self) -> u16 {
        self.items.iter().map(|item| item.shown.from).max().unwrap_or(0)
    }

    /// The last step before the results of a question or the answers of a quiz.
    pub fn last_step_unanswered(&self) -> u16 {
        let asks = |item: &&Item| matches!(item.drawing, Drawing::Target { target: Target::Asks(_), .. });
        let closes = self.items.iter().filter(asks).filter(|item| item.shown.until < u16::MAX);
        closes.map(|item| item.shown.from).min().unwrap_or_else(|| self.last_step())
    }
}

impl Drawing {
    /// Keeps `rows` rows of it, after skipping the first `above`.
    fn cut(&mut self, above: u32, rows: u32) {
        match self {
            Self::Ground { height, .. } | Self::Target { height, .. } => *height = rows,
            Self::Image(Image { rows: seen, .. }) | Self::Squares(Squares { rows: seen, .. }) => {
                *seen = seen.start + above..seen.start + above + rows;
            }
            Self::Text { .. } | Self::Flood { .. } => {}
        }
    }
}

impl Item {
    /// Its height in rows.
    pub fn height(&self) -> u32 {
        match self.drawing {
            Drawing::Text { .. } | Drawing::Flood { .. } => 1,
            Drawing::Ground { height, .. } | Drawing::Target { height, .. } => height,
            Drawing::Image(ref image) => image.height(),
            Drawing::Squares(ref squares) => squares.height(),
        }
    }

    /// Its width in columns.
    pub fn width(&self) -> u16 {
        match &self.drawing {
            Drawing::Text { text, .. } => cells(text::width(text)),
            Drawing::Ground { width, .. } | Drawing::Target { width, .. } => *width,
            Drawing::Image(image) => image.width,
            Drawing::Squares(squares) => squares.width,
            Drawing::Flood { .. } => u16::MAX,
        }
    }
}

/// A count of cells, limited to the greatest width of a page.
pub fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
