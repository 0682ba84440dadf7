//! What can cover the stage and gets the keys first. Each screen is a file with its keys, its drawing and its text for screen readers.
//!
//! To add one, write `front/NAME.rs`, name it in the list of modules and in [`Front`], and follow the compiler through this file.

mod ask;
mod blank;
mod clock;
mod count;
mod findings;
mod go;
mod help;
mod marker;
mod note;
mod overview;
mod search;
mod sections;

use crate::block::layout_note;
use crate::keys::Mode;
use crate::page::{Page, Role};
use crate::search::Hit;
use crate::show::update::Turn;
use crate::show::{Key, Now, Show, telling};
use crate::text;
use crate::text_field::TextField;

pub use ask::Prompt;
pub use findings::mark as mark_of;
pub use marker::mark;

/// What covers the stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Front {
    /// Nothing: the slide.
    #[default]
    Stage,
    /// The list of sections: the chosen one, from 0, and the digits typed so far.
    Sections { chosen: usize, typed: String },
    /// Search: what is typed, what was found, the chosen hit.
    Search { typed: TextField, hits: Vec<Hit>, chosen: usize },
    /// All slides as small pages: the chosen one, the letters of a jump code typed so far.
    Overview { chosen: usize, typed: String },
    /// The findings in the deck: the chosen one, from 0.
    Findings { chosen: usize },
    /// A black or white screen.
    Blank { white: bool },
    /// The marker, on a part of the slide, from 0.
    Marker { part: usize },
    /// The keys of a screen, scrolled to this row.
    Help { of: Mode, scroll: u32 },
    /// The clock's bar.
    Clock,
    /// A slide number is being typed. `azerty` tells whether the unshifted top row of AZERTY counts as digits.
    Go { typed: TextField, azerty: bool },
    /// All counts of an open question are being typed.
    Count { typed: TextField },
    /// An answer to an open question is being typed.
    Note { typed: TextField },
    /// The end of the show is being typed. `passed` is a time of day earlier today that the presenter was asked to confirm.
    End { typed: TextField, passed: Option<String> },
    /// A question in the bottom row.
    Prompt(Prompt),
}

impl Front {
    /// Whether text is being typed, which Enter ends.
    pub fn takes_text(&self) -> bool {
        matches!(
            self,
            Self::Search { .. } | Self::Count { .. } | Self::Note { .. } | Self::Go { .. } | Self::End { .. }
        )
    }

    /// Whether it is a list in a box. Notes are not shown beside it.
    pub fn is_box(&self) -> bool {
        matches!(self, Self::Sections { .. } | Self::Search { .. } | Self::Findings { .. } | Self::Help { .. })
    }

    /// Whether it is a list: the wheel moves through it, a click outside closes it.
    pub(super) fn is_list(&self) -> bool {
        self.is_box() || matches!(self, Self::Overview { .. })
    }

    /// Draws it over the stage.
    pub fn draw(&self, show: &Show, page: &mut Page) {
        match self {
            Self::Sections { chosen, typed } => sections::draw(show, *chosen, typed, page),
            Self::Search { typed, hits, chosen } => search::draw(show, typed, hits, *chosen, page),
            Self::Overview { chosen, typed } => overview::draw(show, *chosen, typed, page),
            Self::Findings { chosen } => findings::draw(show, *chosen, page),
            Self::Help { of, scroll } => help::draw(show, *of, *scroll, page),
            Self::Blank { white } => page.flood(*white),
            Self::Stage | Self::Marker { .. } | Self::Clock | Self::Go { .. } => {}
            Self::Count { .. } | Self::Note { .. } | Self::End { .. } => {}
            Self::Prompt(_) => {}
        }
    }

    /// What it says in the bottom row of a screen of this size, on as many rows as needed. `None` leaves the usual row.
    pub fn row(&self, show: &Show, now: Now, width: u16, high: u32) -> Option<Page> {
        let mut row = Page::of_size(width, 1);
        match self {
            Self::Go { typed, .. } => ask_in(&mut row, &(show.words.go_to)(&typed.with_cursor().to_uppercase())),
            Self::End { typed, passed } => clock::end_row(show, typed, passed.as_ref(), &mut row),
            Self::Count { typed } => count::row(show, typed, &mut row),
            Self::Note { typed } => note::row(show, typed, &mut row),
            Self::Clock => clock::bar(show, now, &mut row),
            Self::Blank { .. } => {}
            Self::Prompt(asked) => ask_whole(&mut row, &ask::question(*asked, show, now)?, high),
            Self::Stage | Self::Sections { .. } | Self::Search { .. } | Self::Overview { .. } => return None,
            Self::Findings { .. } | Self::Marker { .. } | Self::Help { .. } => return None,
        }
        Some(row)
    }

    /// A line that describes it, for screen readers.
    pub fn said(&self, show: &Show, now: Now) -> Option<String> {
        match self {
            Self::Stage | Self::Help { .. } => None,
            Self::Clock => Some(telling::times(show, now).join(", ")),
            Self::Blank { white: true } => Some(show.words.room_sees_white.to_owned()),
            Self::Blank { white: false } => Some(show.words.room_sees_black.to_owned()),
            Self::Marker { part } => show.part_aloud(*part),
            Self::Findings { chosen } => findings::said(show, *chosen),
            Self::Sections { chosen, .. } => Some(sections::said(show, *chosen)),
            Self::Overview { chosen, .. } => show.name_of(*chosen),
            Self::Search { typed, hits, chosen } => Some(search::said(show, typed, hits, *chosen)),
            Self::Count { .. } | Self::Note { .. } | Self::Go { .. } | Self::End { .. } | Self::Prompt(_) => {
                Some(in_a_line(&self.row(show, now, show.size.width, show.size.height.into())?))
            }
        }
    }
}

/// The text of a bottom row, in one line.
pub fn in_a_line(row: &Page) -> String {
    row.picture(0).split_whitespace().collect::<Vec<_>>().join(" ").replace('▏', "")
}

/// Writes a question or a notice to the presenter, in a color that differs from the usual row.
pub fn ask_in(row: &mut Page, question: &str) {
    row.text(1, 0, &text::shorten(question, usize::from(row.width).saturating_sub(2)), Role::Accent);
}

/// The same on as many rows as it needs, over the end of the slide, because people must read what a key does before they press it. If
/// that would cover more than half of the screen, one row with what fits.
pub fn ask_whole(row: &mut Page, question: &str, high: u32) {
    let lines = in_full(question, row.width.saturating_sub(2), high);
    row.ground(0, 0, row.width, lines.height, Role::Text);
    row.put(lines, 1, 0);
}

/// Only the text of such rows, on a screen that is so high.
pub fn in_full(question: &str, width: u16, high: u32) -> Page {
    let lines = layout_note(question, Role::Accent, width);
    if lines.height <= (high / 2).max(1) {
        return lines;
    }
    let mut row = Page::of_size(width, 1);
    row.text(0, 0, &text::shorten(question, usize::from(width)), Role::Accent);
    row
}

impl Show {
    /// Handles a key for what covers the stage.
    pub(super) fn front_key(&mut self, key: Key, turn: &mut Turn) {
        match self.front.clone() {
            Front::Stage => self.stage_key(key, turn),
            Front::Sections { .. } => self.sections_key(key, turn),
            Front::Search { typed, chosen, .. } => self.search_key(key, typed, chosen, turn),
            Front::Overview { chosen, typed } => self.overview_key(key, chosen, typed, turn),
            Front::Findings { chosen } => self.findings_key(key, chosen, turn),
            Front::Help { of, scroll } => self.help_key(key, of, scroll),
            Front::Clock => self.clock_key(key, turn),
            Front::Count { typed } => self.count_key(key, typed, turn),
            Front::Note { typed } => self.note_key(key, typed, turn),
            Front::Go { typed, azerty } => self.go_key(key, typed, azerty, turn),
            Front::End { typed, passed } => self.end_key(key, typed, passed, turn),
            Front::Blank { white } => self.blank_key(key, white),
            Front::Marker { part } => self.marker_key(key, part, turn),
            Front::Prompt(asked) => self.answer_to(asked, key, turn),
        }
    }

    /// Inserts pasted text where text is being typed, and ignores it elsewhere.
    pub(super) fn paste(&mut self, text: &str) {
        if self.front.takes_text() {
            self.notice = None;
        }
        match &mut self.front {
            Front::Search { typed, .. } => {
                let typed = typed.clone().with(text);
                self.type_query(typed, true);
            }
            Front::Count { typed } => typed.paste(&count::pasted(text)),
            Front::Go { typed, .. } => typed.paste(text.trim()),
            Front::End { typed, .. } | Front::Note { typed } => typed.paste(text),
            _ => {}
        }
    }
}
