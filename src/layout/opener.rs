//! Slides that open the deck, with its title and subtitle, or a section, with its position among the others.

use crate::big::{self, Scale};
use crate::block::Context;
use crate::deck::{Deck, Placed, Size};
use crate::layout::{Balanced, Frame, Sheet, balanced, frame, logo, wrapped_title};
use crate::page::{Page, Role, cells};
use crate::text::{self, Run};

/// The most lines of a title in large letters.
const MOST_LINES: usize = 3;

/// On a screen lower than this, in rows, there are no empty rows.
const AIRY: u16 = 20;

/// From this width on, in cells, a title may have letters twice as large, if it then takes at most two thirds of the screen.
const LARGE: u16 = 120;

/// The length of the bar of a section, and the space between two bars, in cells.
const BAR: u16 = 4;
const BETWEEN: u16 = 1;

/// A line below the title, if there is one, and its role.
type Below = (Option<String>, Role);

/// Lays out the title slide of a deck.
pub fn deck(deck: &Deck, placed: &Placed, context: &Context, size: Size) -> Sheet {
    let below = [(deck.subtitle.clone(), Role::Strong), (deck.byline(), Role::Muted)];
    let sheet = lay_out(placed, context, size, Page::default(), &below);
    logo::in_corner(sheet, deck, context, size, frame(size))
}

/// Lays out the slide that opens a section.
pub fn section(deck: &Deck, placed: &Placed, context: &Context, size: Size) -> Sheet {
    lay_out(placed, context, size, place(deck, placed, frame(size).width), &[])
}

/// Lays out what is above the title, the title in the largest letters that leave room for the body, and what is below it.
fn lay_out(placed: &Placed, context: &Context, size: Size, above: Page, below: &[Below]) -> Sheet {
    let frame = frame(size);
    let air = u16::from(size.height >= AIRY);
    let plain = placed.slide.title.as_deref().unwrap_or_default();
    let head = |letters: Page| head(letters, frame, size, &above, below);
    let high = |page: &Page| cells(page.height as usize);
    let small = head(wrapped_title(plain, frame));
    // A body that fills all the room it gets leaves normal letters for the title.
    let room = frame.height.saturating_sub(high(&small) + 1 + air).max(1);
    let Balanced { body, height } = balanced(placed.slide, context, room, frame.width, |_, _| ());
    let gap = if body.height > 0 { u32::from(1 + air) } else { 0 };
    let fits = |title: &Page| title.height + gap + body.height <= u32::from(frame.height);
    let big = |scale: Scale| big::text(plain, frame.width, MOST_LINES, scale, Role::Title).map(head).filter(fits);
    let is_large = |title: &Page| title.height * 3 <= u32::from(frame.height) * 2;
    let double = big(Scale::Double).filter(|title| size.width >= LARGE && is_large(title));
    let title = double.or_else(|| big(Scale::Usual)).unwrap_or(small);
    let spare = frame.height.saturating_sub(high(&title) + cells(gap as usize) + height);
    let title_y = frame.top + spare * 2 / 5;
    let body_y = (title_y + high(&title) + cells(gap as usize)).min(frame.top + frame.height - 1);
    let room = if body.height == 0 { 0 } else { frame.top + frame.height - body_y };
    Sheet { title, body, room, title_y, body_y, left: frame.left, look: 0 }
}

/// The title with what is around it.
fn head(letters: Page, frame: Frame, size: Size, above: &Page, below: &[Below]) -> Page {
    let air = u32::from(size.height >= AIRY);
    let mut page = Page::new(frame.width);
    if above.height > 0 {
        page.put(above.clone(), 0, 0);
        page.height += air;
    }
    let y = page.height;
    page.put(letters, 0, y);
    if size.height >= 14 {
        page.height += air;
        page.rule(0, page.height, 6.min(frame.width), "━", Role::Accent);
    }
    let lines = below.iter().filter_map(|(line, role)| Some((line.as_deref()?, role)));
    for (line, role) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        page.height += air;
        let runs = [Run { text: text::clean(line).replace('\n', " "), style: (*role).into() }];
        // On the smallest screens it ends where the bottom row begins, or a body above that.
        let room = u32::from(frame.height - 1).saturating_sub(page.height);
        for line in page.lines(&runs, usize::from(frame.width)).iter().take(room as usize) {
            page.runs(0, page.height, line);
        }
    }
    page
}

/// "2 / 5" and a bar for each section, heavy up to this one. Empty in the appendix.
fn place(deck: &Deck, placed: &Placed, width: u16) -> Page {
    let mut page = Page::new(width);
    let of = deck.sections.iter().filter(|section| !section.appendix).count();
    if placed.section.appendix || of < 2 {
        return page;
    }
    let before = deck.sections.iter().take(placed.section_index).filter(|section| !section.appendix).count();
    let x = page.text(0, 0, &format!("{}\u{a0}/\u{a0}{of}", before + 1), Role::Muted) + 2;
    if usize::from(x) + of * usize::from(BAR + BETWEEN) > usize::from(width) {
        return page;
    }
    for section in 0..of {
        let (sign, role) = if section <= before { ("━", Role::Accent) } else { ("─", Role::Border) };
        page.rule(x + cells(section) * (BAR + BETWEEN), 0, BAR, sign, role);
    }
    page
}
