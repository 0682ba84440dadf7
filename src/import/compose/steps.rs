//! Assigns steps to the parts of a slide.

use crate::assets::Assets;
use crate::block::{Body, Colors, Context, Reveal};
use crate::import::draft::{Part, Slide, When};
use crate::import::scan::{lines, marker};
use crate::import::write::Block;
use crate::source::Traced;

/// The width at which a text is laid out to count its steps, in cells. Any width would do.
const WIDE: u16 = 80;

/// Assigns steps to blocks that appear later: one more than the last step above them.
pub fn number(body: &Traced, blocks: &mut [Block], whens: &[When], items: bool) {
    if !whens.iter().any(|when| *when != When::Same) {
        return;
    }
    let reveal = if items { Reveal::Items } else { Reveal::None };
    let mut last = last_step(body.text(), reveal);
    let mut is_first = body.is_blank();
    for (block, when) in blocks.iter_mut().zip(whens) {
        let begins = !is_first && items && block.first_text().is_some_and(begins_with_items);
        is_first = false;
        let start = match when {
            When::Same => last + u16::from(begins),
            When::Next => last + 1,
            When::Start => 0,
            When::At(step) => *step,
        };
        if *when != When::Same {
            block.set_step(start);
        }
        let inside: u16 = match block {
            Block::Text { text, .. } => last_step(text.text(), reveal),
            Block::Columns { columns, .. } => {
                let later =
                    |(index, text): (usize, &Traced)| u16::from(index > 0 && items && begins_with_items(text.text()));
                columns.iter().map(|text| last_step(text.text(), reveal)).sum::<u16>()
                    + columns.iter().enumerate().map(later).sum::<u16>()
            }
            Block::File(file) => file.highlight.as_ref().map_or(0, |it| it.matches(',').count() as u16),
        };
        last = last.max(start.saturating_add(inside));
    }
}

/// The last step of a text by itself.
fn last_step(markdown: &str, reveal: Reveal) -> u16 {
    let (assets, colors) = (Assets::default(), Colors::default());
    let context = Context::of(&assets, &colors).revealing(reveal);
    Body::of(markdown).layout(&context, WIDE).last_step()
}

fn begins_with_items(markdown: &str) -> bool {
    Body::of(markdown).begins_with_items()
}

/// Whether there is a list that could appear item by item.
pub fn has_list(body: &Traced, blocks: &[Block]) -> bool {
    let has = |text: &Traced| lines(text.text(), 0).iter().any(|line| line.is_text() && marker(line.text).is_some());
    has(body)
        || blocks.iter().any(|block| match block {
            Block::Text { text, .. } => has(text),
            Block::Columns { columns, .. } => columns.iter().any(has),
            Block::File(_) => false,
        })
}

/// How many items start at the left edge of a text, and whether it contains nothing else.
fn items(text: &Traced) -> (usize, bool) {
    let lines = lines(text.text(), 0);
    let shown = || lines.iter().filter(|line| !line.text.trim().is_empty());
    let is_item = |line: &&crate::import::scan::Line| line.is_text() && marker(line.text).is_some();
    let is_inside =
        |line: &crate::import::scan::Line| line.text.starts_with(' ') || line.text.starts_with('\t') || !line.is_text();
    let count = shown().filter(is_item).count();
    let only =
        shown().all(|line| is_item(&line) || is_inside(line)) && shown().next().is_some_and(|line| is_item(&line));
    (count, only)
}

/// Whether a text ends with an item.
fn ends_with_item(text: &Traced) -> bool {
    let lines = lines(text.text(), 0);
    let last = lines.iter().rev().find(|line| !line.text.trim().is_empty() && !line.text.starts_with([' ', '\t']));
    last.is_some_and(|line| line.is_text() && marker(line.text).is_some())
}

/// Joins items with a pause before each into one list that appears item by item.
pub fn join_items(slide: &mut Slide) {
    if !slide.parts.iter().any(|part| matches!(part, Part::Text(_, When::Next))) || slide.items {
        return;
    }
    let Some((Part::Text(first, When::Same), rest)) = slide.parts.split_first() else { return };
    let is_item = |part: &&Part| matches!(part, Part::Text(text, When::Next) if items(text) == (1, true));
    let count = rest.iter().take_while(is_item).count();
    let is_list = |part: &Part| match part {
        Part::Text(text, _) => items(text).0 > 0,
        Part::Columns { columns, .. } => columns.iter().any(|it| items(it).0 > 0),
        Part::File(_) => false,
    };
    if count == 0 || items(first).0 != 1 || !ends_with_item(first) || rest[count..].iter().any(is_list) {
        return;
    }
    let mut list = first.clone().trimmed();
    for part in rest[..count].iter() {
        if let Part::Text(text, _) = part {
            list.add("\n");
            list.append(&text.trimmed());
        }
    }
    list.add("\n");
    slide.parts.splice(..=count, [Part::Text(list, When::Same)]);
    slide.items = true;
}
