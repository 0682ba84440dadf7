//! Lays out a slide at a size: the places of its title and its body.
//!
//! One rule balances all slides. Free rows become empty rows between items and blocks, and larger figures, bars and boxes, as long as the
//! body stays within two thirds of its room. A third of the rows that are still free is then left between title and body; a body that takes less
//! than two fifths of its room stands close to its title instead, and both a fifth further down. At 80x24 no rows are free.

pub mod logo;
mod opener;

use crate::answers;
use crate::block::{Body, Context, LONGEST_LINE, Unit, flow, flow_with};
use crate::deck::{Arrangement, Deck, Placed, Size, Slide};
use crate::page::{Drawing, Page, Role, Target, cells};
use crate::text::{self, Run};

/// On a smaller screen, in cells, no slide can be shown.
pub const SMALLEST: Size = Size { width: 20, height: 6 };

/// On wider screens, a sixth of the additional columns is margin on each side.
const USUAL_WIDTH: u16 = 80;

/// On higher screens, a sixth of the additional rows is left above the title.
const USUAL_HEIGHT: u16 = 18;

/// The least rows of room for a body with one, two and three levels of air.
const AIRY: [u16; 3] = [22, 32, 42];

/// The places on a screen, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The columns left of the text.
    pub left: u16,
    pub width: u16,
    /// The rows above the title.
    pub top: u16,
    /// The rows for the title and the body together.
    pub height: u16,
    /// How many rows the title can move up if the body needs them.
    pub spare: u16,
}

/// A slide that is laid out. Its title stays while the body scrolls.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub title: Page,
    pub body: Page,
    /// How many rows the screen has for the body.
    pub room: u16,
    /// The rows of the screen above the title, and above the body.
    pub title_y: u16,
    pub body_y: u16,
    /// The columns of the screen left of the text.
    pub left: u16,
    /// The number of the slide's own look. 0 is the look of all others.
    pub look: u16,
}

impl Sheet {
    /// A body below a title.
    pub fn below(title: &str, body: Page, size: Size) -> Self {
        let frame = frame(size);
        let title = heading(title, size);
        let above = above(&title, frame, size);
        let (title_y, body_y) = (frame.top, frame.top + above);
        Self { title, body, room: frame.height - above, title_y, body_y, left: frame.left, look: 0 }
    }

    /// Whether the body is higher than its room.
    pub fn overflows(&self) -> bool {
        self.body.height > u32::from(self.room)
    }

    /// The furthest that the body can be scrolled, in rows.
    pub fn last_scroll(&self) -> u32 {
        self.body.height.saturating_sub(u32::from(self.room))
    }

    /// The last step of the slide.
    pub fn last_step(&self) -> u16 {
        self.body.last_step()
    }

    /// Whether a line of code is wrapped.
    pub fn wraps_code(&self) -> bool {
        self.count_texts(Role::Faded, |text| text.starts_with('↪')) > 0
    }

    /// How many texts in a role pass `is` in the body.
    pub fn count_texts(&self, role: Role, is: impl Fn(&str) -> bool) -> usize {
        let text =
            |drawing: &Drawing| matches!(drawing, Drawing::Text { text, ink } if ink.style.role == role && is(text));
        self.body.items.iter().filter(|item| text(&item.drawing)).count()
    }
}

/// Whether a slide can be shown on a screen of this size.
pub fn has_room(size: Size) -> bool {
    size.width >= SMALLEST.width && size.height >= SMALLEST.height
}

/// The places on a screen. Its last row is the bottom row.
pub fn frame(size: Size) -> Frame {
    let margin = match size.width {
        0..40 => 1,
        40..70 => 2,
        width => 4 + width.saturating_sub(USUAL_WIDTH) / 6,
    };
    let width = size.width.saturating_sub(2 * margin).max(1);
    let highest = size.height / 16;
    let top = highest.max(size.height.saturating_sub(USUAL_HEIGHT) / 6);
    let bottom = if size.height >= 16 { 2 } else { 1 };
    Frame {
        left: size.width.saturating_sub(width) / 2,
        width,
        top,
        height: size.height.saturating_sub(top + bottom).max(1),
        spare: top - highest,
    }
}

/// Lays a slide of a deck out for a screen.
pub fn slide(deck: &Deck, placed: &Placed, context: &Context, size: Size) -> Sheet {
    let context = deck.context_on(placed.slide, context).revealing(placed.slide.reveal);
    let sheet = match placed.slide.layout {
        Arrangement::Top => top(placed.slide, &context, size),
        Arrangement::Center => center(placed.slide, &context, size),
        Arrangement::Title => opener::deck(deck, placed, &context, size),
        Arrangement::Section => opener::section(deck, placed, &context, size),
    };
    Sheet { look: placed.slide.look_number(), ..sheet }
}

/// The title at the top, the body below it.
fn top(slide: &Slide, context: &Context, size: Size) -> Sheet {
    let frame = frame(size);
    let title = title(slide.title.as_deref().unwrap_or_default(), frame, size);
    let above = above(&title, frame, size);
    let room = frame.height - above;
    let Balanced { body, height } = balanced(slide, context, room, frame.width, |_, _| ());
    if body.height == 0 {
        let title_y = frame.top + frame.height.saturating_sub(cells(title.height as usize)) * 2 / 5;
        return Sheet { title, body, room: 0, title_y, body_y: title_y, left: frame.left, look: 0 };
    }
    // If there is not enough room, the title moves up.
    let missing = height.saturating_sub(room).min(frame.spare);
    let Lowered { title: lower, between } =
        if size.height < AIRY[0] + 8 { Lowered::default() } else { lowered(height, room) };
    let title_y = frame.top - missing + lower;
    Sheet {
        title,
        body,
        room: room + missing - lower - between,
        title_y,
        body_y: title_y + above + between,
        left: frame.left,
        look: 0,
    }
}

/// Rows that are left above a title, and more between it and its body.
#[derive(Default)]
struct Lowered {
    title: u16,
    between: u16,
}

/// How a title and a body of a height are lowered in their room.
///
/// Far from a low body, a title does not look like a part of it. Titles have only two rows on a screen: from slide to slide, small moves would disturb.
fn lowered(height: u16, room: u16) -> Lowered {
    if height * 5 < room * 2 {
        Lowered { title: room / 5, between: room / 16 }
    } else {
        Lowered { title: 0, between: room.saturating_sub(height) / 3 }
    }
}

/// Title and body in the middle of the screen. Text is centered line by line, everything else as a block.
fn center(slide: &Slide, context: &Context, size: Size) -> Sheet {
    let frame = frame(size);
    let mut title = title(slide.title.as_deref().unwrap_or_default(), frame, size);
    title.center_rows();
    let above = above(&title, frame, size);
    let room = frame.height - above;
    let middle = |unit: Unit, page: &mut Page| if unit.is_text() { page.center_rows() } else { page.center() };
    let Balanced { body, height } = balanced(slide, context, room, frame.width, middle);
    let missing = height.saturating_sub(room).min(frame.spare);
    // Centered together, or as near to the middle as they fit.
    let title_y = match missing {
        0 => (size.height.saturating_sub(above + height) / 2).clamp(frame.top, frame.top + frame.height - 1),
        missing => frame.top - missing,
    };
    let body_y = title_y + above;
    let room = if body.height == 0 { 0 } else { (frame.top + frame.height).saturating_sub(body_y) };
    Sheet { title, body, room, title_y, body_y, left: frame.left, look: 0 }
}

/// A body with its air, and the height by which it is placed.
struct Balanced {
    body: Page,
    /// Its height before anyone has answered, so that nothing moves when answers arrive.
    height: u16,
}

/// The body with as much air as keeps it within two thirds of its room.
fn balanced<'a>(
    slide: &'a Slide,
    context: &Context,
    room: u16,
    width: u16,
    place: impl Fn(Unit<'a>, &mut Page) + Copy,
) -> Balanced {
    // As if nobody had answered yet.
    let calm =
        Context { answers: &answers::NONE, alone: context.alone.map(|_| &answers::NOTHING), ..context.within(room) };
    let lay = |context: Context| flow_with(slide.units(), &context, width, 1, place);
    let fits = |page: &Page| page.height * 3 <= u32::from(room) * 2;
    let without = lay(calm);
    // A body that fills its room needs no air, and one that is too high without air has no room for any.
    let most = AIRY.iter().filter(|least| **least <= room && fits(&without) && !slide.units().any(Unit::fills)).count();
    let airy = (1..=cells(most)).rev().map(|air| (air, lay(calm.airy(air)))).find(|(_, page)| fits(page));
    let (air, page) = airy.unwrap_or((0, without));
    let height = cells(page.height as usize);
    let asks = page.items.iter().any(|item| matches!(item.drawing, Drawing::Target { target: Target::Asks(_), .. }));
    Balanced { body: if asks { lay(context.within(room).airy(air)) } else { page }, height }
}

/// The rows above a body: its title, and an empty row if there is room.
fn above(title: &Page, frame: Frame, size: Size) -> u16 {
    let above = cells(title.height as usize) + u16::from(size.height >= 12 && title.height > 0);
    above.min(frame.height.saturating_sub(1))
}

/// A title as it looks above a body.
pub fn heading(text: &str, size: Size) -> Page {
    title(text, frame(size), size)
}

/// The title with the bar under it.
fn title(title: &str, frame: Frame, size: Size) -> Page {
    let mut page = wrapped_title(title, frame);
    if page.height > 0 && size.height >= 14 {
        page.rule(0, page.height, 6.min(frame.width), "━", Role::Accent);
    }
    page
}

/// The title, limited to half of the screen.
fn wrapped_title(title: &str, frame: Frame) -> Page {
    let mut page = Page::new(frame.width);
    if title.trim().is_empty() {
        return page;
    }
    let runs = [Run { text: text::clean(title).replace('\n', " "), style: Role::Title.into() }];
    let lines = page.lines(&runs, usize::from(frame.width));
    for line in lines.iter().take(usize::from(frame.height / 2).max(1)) {
        page.runs(0, page.height, line);
    }
    page
}

/// The body of a slide in `width` cells, without the title.
pub fn body(slide: &Slide, context: &Context, width: u16) -> Page {
    flow(slide.units(), context, width, 0)
}

/// Notes or a lesson in `width` cells.
pub fn text(body: &Body, context: &Context, width: u16) -> Page {
    body.layout(context, width.min(LONGEST_LINE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::block::{Colors, Reveal};
    use crate::deck::Section;
    use expect_test::expect;

    fn sheet(body: &str, reveal: Reveal, size: Size) -> Sheet {
        laid_out(Slide { title: Some("Un titre".into()), body: Body::of(body), reveal, ..Slide::default() }, size)
    }

    /// Lays out the slide as the only one of the second of three sections.
    fn laid_out(it: Slide, size: Size) -> Sheet {
        let sections = vec![Section::default(), Section { slides: vec![it], ..Section::default() }, Section::default()];
        let deck = Deck { subtitle: Some("En trente minutes".into()), sections: sections.into(), ..Deck::default() };
        let (assets, colors) = (Assets::default(), Colors::AtOnce);
        slide(&deck, &deck.slide(0).unwrap(), &Context::of(&assets, &colors), size)
    }

    const SMALL: Size = Size { width: 40, height: 12 };

    #[test]
    fn overflow_is_detected_by_height() {
        let long = "un\n\n".repeat(30);
        assert!(sheet(&long, Reveal::None, SMALL).overflows());
        assert!(!sheet("un", Reveal::None, SMALL).overflows());
    }

    #[test]
    fn steps_follow_what_is_revealed() {
        let body = "Avant\n\n- un\n- deux\n\nAprès\n\n```rust highlight=\"1,2\"\na\nb\n```";
        assert_eq!(sheet(body, Reveal::None, SMALL).last_step(), 1);
        assert_eq!(sheet(body, Reveal::Items, SMALL).last_step(), 3);
        assert_eq!(sheet(body, Reveal::Blocks, SMALL).last_step(), 4);
    }

    #[test]
    fn nothing_moves_when_a_step_appears() {
        let sheet = sheet("Avant\n\n- un\n- deux\n\nAprès", Reveal::Items, SMALL);
        let last = sheet.body.rows(sheet.last_step());
        for step in 0..sheet.last_step() {
            for (early, late) in sheet.body.rows(step).iter().zip(&last) {
                assert!(early.is_empty() || early == late, "{early:?} became {late:?}");
            }
        }
    }

    /// The screen for a slide with this layout, in a frame.
    fn screen(layout: Arrangement, title: &str, body: &str, size: Size) -> String {
        let it = Slide { title: Some(title.into()), body: Body::of(body), layout, ..Slide::default() };
        let sheet = laid_out(it, size);
        assert!(!sheet.overflows());
        let mut page = Page::of_size(size.width, size.height.into());
        page.put(sheet.title.clone(), sheet.left, sheet.title_y.into());
        page.put(sheet.body.clone(), sheet.left, sheet.body_y.into());
        page.rows(sheet.last_step()).iter().map(|row| format!("|{row}\n")).collect()
    }

    const MIDDLE: Size = Size { width: 80, height: 24 };

    #[test]
    fn a_title_slide_has_the_title_in_big_letters_the_subtitle_and_the_body() {
        expect![[r#"
            |
            |
            |    ▄                 ▄               ▄
            |    █     ▄▄      ▄▄▄ █   ▄▄  ▄  ▄  ▄▄█
            |    █    █▄▄█    █    █  █  █ █  █ █  █
            |    █▄▄▄ ▀▄▄▄    ▀▄▄▄ ▀▄ ▀▄▄▀ ▀▄▄█ ▀▄▄█
            |
            |                        ▄▀
            |       ▄         ▄   ▄ ▄▄▄▄  ▄        ▄
            |     ▄▄█  ▄▄     █  ▄▀ █    ▄█▄  ▄▄  ▄█▄
            |    █  █ █▄▄█    █     █▀▀   █   ▄▄█  █
            |    ▀▄▄█ ▀▄▄▄    ▀▄    █▄▄▄  █▄ ▀▄▄█  █▄
            |
            |    ━━━━━━
            |
            |    En trente minutes
            |
            |
            |    Un mot.
            |
            |
            |
            |
            |
        "#]]
        .assert_eq(&screen(Arrangement::Title, "Le cloud de l’État", "Un mot.", MIDDLE));
    }

    #[test]
    fn an_opener_says_where_its_section_stands() {
        expect![[r#"
            |
            |
            |
            |
            |    2 / 3  ━━━━ ━━━━ ────
            |
            |    ▄▄▄                              ▀▄
            |    █  █  ▄▄   ▄▄▄  ▄▄▄  ▄▄  ▄ ▄     ▄▄
            |    █▀▀   ▄▄█ ▀▄▄  ▀▄▄  █▄▄█ █▀      ▄▄█
            |    █    ▀▄▄█ ▄▄▄▀ ▄▄▄▀ ▀▄▄▄ █      ▀▄▄█
            |
            |    ▄   ▄  ▄▀       ▄         ▄  ▄
            |    █  ▄▀  ▄▄   ▄▄▄ █▄▄   ▄▄  █  █   ▄▄
            |    █     █▄▄█ █    █  █ █▄▄█ █  █  █▄▄█
            |    ▀▄    ▀▄▄▄ ▀▄▄▄ █  █ ▀▄▄▄ ▀▄ ▀▄ ▀▄▄▄
            |
            |    ━━━━━━
            |
            |
            |
            |
            |
            |
            |
        "#]]
        .assert_eq(&screen(Arrangement::Section, "Passer à l’échelle", "", MIDDLE));
    }

    #[test]
    fn a_title_that_has_no_room_for_big_letters_has_the_usual_ones() {
        expect![[r#"
            |
            |
            |  Le cloud de l’État
            |  En trente minutes
            |
            |  Un mot.
            |
            |
            |
            |
            |
            |
        "#]]
        .assert_eq(&screen(Arrangement::Title, "Le cloud de l’État", "Un mot.", SMALL));
        let long = "- un point de plus\n".repeat(12);
        assert!(!screen(Arrangement::Section, "Le cloud", &long, MIDDLE).contains('█'), "the body has to fit");
        assert!(!screen(Arrangement::Section, "国家云", "", MIDDLE).contains('█'));
    }

    #[test]
    fn a_body_stands_in_the_middle() {
        let body = "Une phrase courte\\\net une autre, plus longue\n\n- un\n- deux points";
        expect![[r#"
            |
            |
            |                Un titre
            |
            |           Une phrase courte
            |       et une autre, plus longue
            |
            |             • un
            |             • deux points
            |
            |
            |
        "#]]
        .assert_eq(&screen(Arrangement::Center, "Un titre", body, SMALL));
    }

    #[test]
    fn a_silence_stands_in_the_middle_row_by_row() {
        let body = "Pensez-y.\n\n```silence duration=\"20s\"\nÉcrivez un chiffre.\n```";
        expect![[r#"
            |
            |
            |
            |
            |
            |
            |
            |
            |                                    Un titre
            |                                     ━━━━━━
            |
            |                                   Pensez-y.
            |
            |                              Écrivez un chiffre.
            |
            |       ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  0:20
            |
            |
            |
            |
            |
            |
            |
            |
        "#]]
        .assert_eq(&screen(Arrangement::Center, "Un titre", body, MIDDLE));
    }

    #[test]
    fn a_slide_with_a_title_alone_stands_in_the_middle() {
        let sheet = sheet("", Reveal::None, SMALL);
        assert!(sheet.title_y > 2, "{}", sheet.title_y);
    }
}
