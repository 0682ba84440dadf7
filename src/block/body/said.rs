//! The meaning of a body, part by part, with the steps at which the parts are drawn.

use super::{Unit, begins, inside, mark, without_pauses};
use crate::block::meaning::{self, Meaning, Part, What};
use crate::block::{Block, Context, Reveal, Steps, grid, tone};
use crate::markdown::{Item, List, Node, Note, Term};
use crate::prose::Phrase;

/// The meaning of a part of a text, from the context's step on.
pub fn meaning_of(node: &Node<Block>, context: &Context, depth: usize) -> Part {
    let inner = context.inside();
    let what = match node {
        Node::Fence(block) => return block.meaning(context),
        Node::Paragraph(rich) => What::Paragraph(Phrase(rich.clone())),
        Node::Heading { level, text } => What::Heading { level: level.saturating_add(3), text: Phrase(text.clone()) },
        Node::List(list) => What::List(meaning_of_list(list, context, depth)),
        Node::Quote(nodes) => What::Quote(meaning::Quote { inside: meaning_of_all(nodes, &inner), who: None }),
        Node::Callout { tone, nodes } => tone::meaning(*tone, None, meaning_of_all(nodes, &inner), context),
        Node::Terms(terms) => {
            let term = |Term { word, meanings }: &Term<Block>| meaning::Term {
                word: Phrase(word.clone()),
                meanings: meanings.iter().map(|meaning| meaning_of_all(meaning, &inner)).collect(),
            };
            What::Terms(terms.iter().map(term).collect())
        }
        Node::Notes(notes) => {
            let note = |Note { number, nodes }: &Note<Block>| meaning::Note {
                number: *number,
                inside: meaning_of_all(nodes, &inner),
            };
            What::Notes(notes.iter().map(note).collect())
        }
        Node::Table(table) => What::Table(grid::meaning(table, context.step, context.words)),
        Node::Rule => What::Rule,
        Node::Pause => What::Group(Meaning(Vec::new())),
    };
    Part { step: context.step, alt: None, what }
}

fn meaning_of_all(nodes: &[Node<Block>], context: &Context) -> Meaning {
    flow_meaning(nodes.iter().map(Unit::Node), context)
}

/// The meaning of units, each from the step at which it appears.
pub fn flow_meaning<'a>(units: impl IntoIterator<Item = Unit<'a>>, context: &Context) -> Meaning {
    let inner = inside(context);
    let mut steps = Steps::from(context.step);
    let mean = |(index, (waits, unit)): (usize, (bool, Unit<'a>))| {
        let begins = waits || index > 0 && begins(context.reveal, unit.begins_with_items());
        let from = match unit.step() {
            Some(own) => context.step.saturating_add(own),
            None => steps.begin(begins),
        };
        let part = unit.meaning(&inner.at_step(from));
        steps.end(part.last_step());
        part
    };
    Meaning(without_pauses(units).into_iter().enumerate().map(mean).collect())
}

pub fn meaning_of_list(list: &List<Block>, context: &Context, depth: usize) -> meaning::List {
    let inner = context.inside();
    let mut steps = Steps::from(context.step);
    let item = |(index, item): (usize, &Item<Block>)| {
        let step = steps.begin(index > 0 && context.reveal == Reveal::Items);
        let mut last = step;
        let mean = |(waits, unit): (bool, Unit)| {
            let at = last.saturating_add(waits.into());
            let part = match unit {
                Unit::Node(node) => meaning_of(node, &inner.at_step(at), depth + 1),
                Unit::Block(block) => block.meaning(&inner.at_step(at)),
            };
            last = at.max(part.last_step());
            part
        };
        let inside = Meaning(without_pauses(item.nodes.iter().map(Unit::Node)).into_iter().map(mean).collect());
        steps.end(last);
        meaning::Item { step, mark: mark(list, index, item, depth), task: item.task, inside }
    };
    meaning::List { start: list.start, tight: list.tight, items: list.items.iter().enumerate().map(item).collect() }
}
