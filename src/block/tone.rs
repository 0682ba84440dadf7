//! How words that call for attention look, in callouts and alerts alike.

use crate::block::Context;
use crate::block::meaning::{Callout, Meaning, What};
use crate::block::note::{layout_barred, layout_note};
use crate::markdown::Tone;
use crate::page::{Page, Role, Style};

/// The width of the bar, in cells.
const BAR: u16 = 2;

/// The title, and below it what `words` lays out in a given width, beside a bar in the color of the tone.
pub fn layout(tone: Tone, title: Option<&str>, context: &Context, width: u16, words: &dyn Fn(u16) -> Page) -> Page {
    let inner = width.saturating_sub(BAR).max(1);
    let role = role(tone);
    let title = title.unwrap_or(context.words.tones[tone as usize]);
    let mut page = Page::new(inner);
    page.stack(layout_note(title, role, inner), 0, 0);
    page.restyle(|style| Style { bold: true, ..style });
    page.stack(words(inner), 0, 0);
    layout_barred(page, role, width)
}

/// The content of a callout as a value.
pub fn meaning(tone: Tone, title: Option<&str>, inside: Meaning, context: &Context) -> What {
    let label = title.unwrap_or(context.words.tones[tone as usize]);
    What::Callout(Callout { tone, title: label.to_owned(), is_own: title.is_some(), inside })
}

fn role(tone: Tone) -> Role {
    match tone {
        Tone::Note | Tone::Important => Role::Accent,
        Tone::Tip => Role::Good,
        Tone::Warning => Role::Warning,
        Tone::Caution => Role::Bad,
    }
}
