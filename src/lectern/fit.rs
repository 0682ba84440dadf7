//! Checks whether all slides look the same on a smaller screen: twice as large text leaves half of the columns and rows.

use unicode_segmentation::UnicodeSegmentation;

use crate::block::Context;
use crate::deck::{Number, Size};
use crate::lang::Words;
use crate::layout::{self, Sheet};
use crate::lectern::Lectern;
use crate::page::{Drawing, Page, Target};
use crate::raster::is_narrow;

/// Why text cannot be twice as large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The program runs inside tmux or screen, which cannot show large text.
    Multiplexer,
    /// The terminal does not report that it can.
    Terminal,
    /// The screen has fewer columns or rows than this.
    Screen(Size),
    /// This slide does not fit.
    Slide(Number),
    /// This slide has characters of two cells, which crash some terminals on double-height lines.
    Wide(Number),
}

impl Obstacle {
    /// The notice for the speaker or the reader.
    pub fn in_words(self, words: &Words) -> String {
        match self {
            Self::Multiplexer => words.large_in_multiplexer.to_owned(),
            Self::Terminal => words.large_unknown.to_owned(),
            Self::Screen(size) => (words.large_on_small_screen)(&size.to_string()),
            Self::Slide(number) => (words.large_slide)(&number.to_string()),
            Self::Wide(number) => (words.large_wide)(&number.to_string()),
        }
    }
}

/// Whether characters of two cells can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WideSigns {
    Shown,
    NotShown,
}

impl Lectern {
    /// What prevents showing the slides on a screen of this size: the first slide that would scroll, or look different.
    pub fn obstacle(&self, context: &Context, size: Size, wide_signs: WideSigns) -> Option<Obstacle> {
        self.deck.slides().find_map(|placed| {
            let sheet = layout::slide(&self.deck, &placed, context, size);
            let shows_wide_signs = || [&sheet.title, &sheet.body].into_iter().any(has_wide_signs);
            match wide_signs {
                WideSigns::NotShown if shows_wide_signs() => Some(Obstacle::Wide(placed.number)),
                _ if sheet.overflows() || sheet.wraps_code() || loses_table(&sheet) => {
                    Some(Obstacle::Slide(placed.number))
                }
                _ => None,
            }
        })
    }
}

/// Whether a table is so wide that it is shown row by row.
fn loses_table(sheet: &Sheet) -> bool {
    let is_lost = |drawing: &Drawing| matches!(drawing, Drawing::Target { target: Target::Head { rows: 0 }, .. });
    sheet.body.items.iter().any(|item| is_lost(&item.drawing))
}

fn has_wide_signs(page: &Page) -> bool {
    let is_wide = |text: &str| !text.is_ascii() && text.graphemes(true).any(|cluster| !is_narrow(cluster));
    page.items.iter().any(|item| matches!(&item.drawing, Drawing::Text { text, .. } if is_wide(text)))
}
