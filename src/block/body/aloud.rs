//! A body for screen readers, while it appears bit by bit.

use std::cmp::Reverse;
use std::ops::Range;

use super::Unit;
use super::flow::{Laid, lay_out};
use super::said::{meaning_of, meaning_of_list};
use crate::block::{AnyKind, Block, Context, Takes};
use crate::markdown::{List, Node};
use crate::page::{Drawing, Item, Page, Role, Target};
use crate::prose::{Passage, Prose};

/// What units show at step `into` and did not show at step `before`; everything if there is no step before. Units that appear bit by bit give the
/// text that is drawn of them.
pub fn prose_between<'a>(
    units: impl IntoIterator<Item = Unit<'a>>,
    context: &Context,
    width: u16,
    (after, until): (Option<u16>, u16),
    prose: &mut Prose,
) {
    for Laid { unit, page, from } in lay_out(units, context, width, 1) {
        let Some(into) = until.checked_sub(from) else { continue };
        let before = after.and_then(|after| after.checked_sub(from));
        // Everything in it was shown before.
        if before.is_some_and(|before| before >= page.last_step()) {
            continue;
        }
        unit.prose_between(context, &page, (before, into), prose);
    }
}

impl Unit<'_> {
    fn prose_between(self, context: &Context, page: &Page, (before, into): (Option<u16>, u16), prose: &mut Prose) {
        let whole = into >= page.last_step();
        match self {
            Self::Node(Node::List(list)) => {
                let items = items_between(list, page, before, into);
                if !items.is_empty() {
                    prose.0.push(passage_of_items(list, items, context));
                }
            }
            Self::Node(Node::Fence(block)) => Unit::Block(block).prose_between(context, page, (before, into), prose),
            Self::Block(block) if asks(block) => {
                let answered = whole.then(|| prose_of_block(block, context));
                let all = answered.unwrap_or_else(|| prose_of_question(block));
                let known = before.map(|_| prose_of_question(block)).unwrap_or_default();
                prose.0.extend(all.without(&known).0);
            }
            Self::Node(node) if whole && before.is_none() => meaning_of(node, context, 0).prose(prose),
            Self::Block(block) if whole && before.is_none() => block.prose(context, prose),
            Self::Node(_) => say_drawn(page, before, into, prose),
            Self::Block(block) => {
                block.alt.iter().filter(|_| before.is_none()).for_each(|alt| prose.remark(alt));
                if let Some(items) = items_of_block(block, context, page, before, into) {
                    prose.0.extend(items.0);
                    return;
                }
                say_drawn(page, before, into, prose);
                // What leads where can only be said once all lines are shown.
                if whole && matches!(block.kind, AnyKind::Diagram(_)) {
                    block.kind.meaning(context).prose(prose);
                }
            }
        }
    }
}

fn say_drawn(page: &Page, before: Option<u16>, into: u16, prose: &mut Prose) {
    drawn_between(page, before, into).into_iter().for_each(|line| prose.paragraph(line));
}

/// The items that a block shows at one step and not at an earlier one, if it is a list that appears part by part.
fn items_of_block(block: &Block, context: &Context, page: &Page, before: Option<u16>, into: u16) -> Option<Prose> {
    let mut all = Prose::default();
    block.kind.meaning(context).prose(&mut all);
    let [Passage::List(list)] = all.0.as_mut_slice() else { return None };
    let steps = parts(page);
    if steps.len() != list.items.len() || steps.is_empty() {
        return None;
    }
    let mut steps = steps.into_iter();
    let comes = |step: u16| step <= into && before.is_none_or(|before| step > before);
    list.items.retain(|_| steps.next().is_some_and(comes));
    Some(if list.items.is_empty() { Prose::default() } else { all })
}

/// The steps at which the parts of a page appear, from top to bottom, without parts inside others.
fn parts(page: &Page) -> Vec<u16> {
    let mut parts: Vec<&Item> =
        page.items.iter().filter(|it| matches!(it.drawing, Drawing::Target { target: Target::Part, .. })).collect();
    parts.sort_by_key(|it| (it.y, it.x, Reverse(it.height()), Reverse(it.width())));
    let mut steps = Vec::new();
    // The parts that reach down to this row: never more than are side by side.
    let mut around: Vec<&Item> = Vec::new();
    for part in parts {
        around.retain(|it| it.y + it.height() > part.y);
        let end = part.x + part.width();
        if !around
            .iter()
            .any(|it| it.x <= part.x && end <= it.x + it.width() && part.y + part.height() <= it.y + it.height())
        {
            steps.push(part.shown.from);
            around.push(part);
        }
    }
    steps
}

/// Whether a block first shows a question and later its answers.
fn asks(block: &Block) -> bool {
    block.asks().is_some_and(|question| matches!(question.takes, Takes::Hands { .. }))
}

fn prose_of_block(block: &Block, context: &Context) -> Prose {
    let mut prose = Prose::default();
    block.prose(context, &mut prose);
    prose
}

/// Some items of a list as text, by index.
fn passage_of_items(list: &List<Block>, items: Range<usize>, context: &Context) -> Passage {
    let mut list = meaning_of_list(list, context, 0);
    list.items.truncate(items.end);
    list.items.drain(..items.start.min(list.items.len()));
    list.passage()
}

/// A question without its answers.
fn prose_of_question(block: &Block) -> Prose {
    let mut prose = Prose::default();
    if let Some(question) = block.asks() {
        prose.paragraph(question.wording);
        let choices = (question.first..).zip(question.choices);
        choices.for_each(|(digit, choice)| prose.item(format!("{digit}."), choice));
    }
    prose
}

/// The items of a list that are shown at one step and not at an earlier one.
fn items_between(list: &List<Block>, page: &Page, before: Option<u16>, into: u16) -> Range<usize> {
    // Each item is a part that appears with it. Parts inside an item are indented.
    let is_item = |it: &&Item| it.x == 0 && matches!(it.drawing, Drawing::Target { target: Target::Part, .. });
    let steps: Vec<u16> = page.items.iter().filter(is_item).map(|item| item.shown.from).collect();
    let shown = |step: u16| steps.iter().filter(|from| **from <= step).count().min(list.items.len());
    before.map_or(0, shown)..shown(into)
}

/// The words drawn at one step and not at an earlier one, row by row, without lines, bars and faded text.
fn drawn_between(page: &Page, before: Option<u16>, into: u16) -> Vec<String> {
    let is_new = |it: &&Item| it.shown.at(into) && before.is_none_or(|before| it.shown.from > before);
    let mut words: Vec<(u32, u16, String)> = page
        .items
        .iter()
        .filter(is_new)
        .filter_map(|item| match &item.drawing {
            Drawing::Text { text, ink } if ink.style.role != Role::Faded => Some((item.y, item.x, spoken(text))),
            _ => None,
        })
        .filter(|(.., text)| !text.is_empty())
        .collect();
    words.sort_unstable();
    let rows = words.chunk_by(|one, other| one.0 == other.0);
    rows.map(|row| row.iter().map(|(.., text)| text.as_str()).collect::<Vec<_>>().join(" ")).collect()
}

/// The words on a page at a step, in one line.
pub fn drawn(page: &Page, step: u16) -> String {
    drawn_between(page, None, step).join(" ")
}

/// A text without characters that only draw: boxes, bars, arrowheads.
fn spoken(text: &str) -> String {
    let words = text
        .split(|char: char| char.is_whitespace() || matches!(char, '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
