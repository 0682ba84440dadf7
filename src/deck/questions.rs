//! The questions of a deck taken together: names that are used twice, and those that repeat an earlier one.

use std::collections::HashMap;

use crate::block::{AnyKind, Block, Body, Question};
use crate::deck::{Deck, read};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::table::{At, Reader};
use crate::text;

/// The kinds that take answers, by the names of their fences.
const ASKING: [&str; 5] = ["checklist", "open", "poll", "quiz", "rating"];

/// Fills in what polls and ratings leave to the one that they repeat; reports names that are used twice or that lead nowhere.
pub fn settle(deck: &mut Deck, reader: &mut Reader) {
    let mut known: HashMap<String, AnyKind> = HashMap::new();
    let mut ids: Vec<(String, Span)> = Vec::new();
    let mut found = Vec::new();
    let mut settle_block = |block: &mut Block| {
        let Some((id, at)) = named(&block.kind) else { return };
        ids.push((id.to_owned(), at.value("id")));
        found.extend(repeat(&mut block.kind, &known));
        if let Some((id, _)) = named(&block.kind) {
            known.entry(id.to_owned()).or_insert_with(|| block.kind.clone());
        }
    };
    for slide in deck.sections.iter_mut().flat_map(|section| &mut section.slides) {
        if may_ask(&slide.body) {
            slide.body.visit_mut(&mut settle_block);
        }
        slide.blocks.iter_mut().for_each(|block| block.visit_mut(&mut settle_block));
    }
    read::unique(reader, "block", ids);
    found.into_iter().for_each(|diagnostic| reader.report(diagnostic));
}

impl Deck {
    /// What its slides ask, in order, each with the place of its slide in the file.
    pub fn questions(&self) -> Vec<(usize, Question)> {
        let mut questions = Vec::new();
        for (index, placed) in self.slides().enumerate() {
            let mut ask = |block: &Block| questions.extend(block.asks().map(|question| (index, question)));
            if may_ask(&placed.slide.body) {
                placed.slide.body.visit(&mut ask);
            }
            placed.slide.blocks.iter().for_each(|block| block.visit(&mut ask));
        }
        questions
    }
}

/// Whether a body may have a question among its fences. What has none need not be read before it is shown.
fn may_ask(body: &Body) -> bool {
    let text = &body.excerpt.text;
    (text.contains("```") || text.contains("~~~")) && ASKING.iter().any(|kind| text.contains(kind))
}

/// The id of a block that takes answers, and where it stands.
fn named(kind: &AnyKind) -> Option<(&str, &At)> {
    match kind {
        AnyKind::Checklist(it) => Some((&it.id, &it.at)),
        AnyKind::Open(it) => Some((&it.id, &it.at)),
        AnyKind::Poll(it) => Some((&it.id, &it.at)),
        AnyKind::Quiz(it) => Some((&it.id, &it.at)),
        AnyKind::Rating(it) => Some((&it.id, &it.at)),
        _ => None,
    }
}

/// Fills in what a question leaves to an earlier one; says so where there is none of its kind.
fn repeat(kind: &mut AnyKind, known: &HashMap<String, AnyKind>) -> Option<Diagnostic> {
    let (what, id, at) = match kind {
        AnyKind::Poll(poll) => ("poll", poll.repeat.clone()?, &poll.at),
        AnyKind::Rating(rating) => ("rating", rating.repeat.clone()?, &rating.at),
        _ => return None,
    };
    let span = at.value("repeat");
    match (kind, known.get(&id)) {
        (AnyKind::Poll(poll), Some(AnyKind::Poll(earlier))) => poll.take_from(earlier),
        (AnyKind::Rating(rating), Some(AnyKind::Rating(earlier))) => rating.take_from(earlier),
        _ => {
            let same = |kind: &&AnyKind| match what {
                "poll" => matches!(kind, AnyKind::Poll(_)),
                _ => matches!(kind, AnyKind::Rating(_)),
            };
            let mut names: Vec<&str> = known.values().filter(same).filter_map(named).map(|(id, _)| id).collect();
            names.sort_unstable();
            let help = match (text::nearest(&id, names.iter().copied()), names.first()) {
                (Some(near), _) => format!("did you mean \"{near}\"?"),
                (None, Some(first)) => format!("write the id of a {what} above this one, such as \"{first}\""),
                (None, None) => format!("there is no {what} above this one: leave `repeat` out"),
            };
            let message = format!("there is no earlier {what} called \"{}\"", text::shorten(&id, 40));
            return Some(Diagnostic::error("broken-jump", span, message, format!("no such {what}")).help(help));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::deck;
    use crate::diagnostic::Diagnostic;
    use crate::source::Source;

    const POLL: &str = "kind = 'poll'\nid = 'a'\nquestion = 'Un projet ?'\nchoices = ['Oui', 'Non']";

    /// A deck with a slide for each block, and what is wrong with it: the word underlined, the message, the help.
    fn read(blocks: &[&str]) -> (deck::Deck, Vec<[String; 3]>) {
        let slides = blocks.iter().map(|block| match block.strip_prefix("```") {
            Some(fence) => format!("[[section.slide]]\nbody = \"\"\"\n```{fence}\n```\n\"\"\"\n"),
            None => format!("[[section.slide]]\n[[section.slide.block]]\n{block}\n"),
        });
        let text = format!("format = 1\ntitle = 't'\n[[section]]\ntitle = 's'\n{}", slides.collect::<String>());
        let source = Source::new("test", &text);
        let (deck, found) = deck::read(&source);
        let told = |it: Diagnostic| {
            let word = source.text[it.span().start..it.span().end].to_owned();
            [word, it.message, it.help.unwrap_or_default()]
        };
        (deck, found.into_iter().map(told).collect())
    }

    fn choices(deck: &deck::Deck, slide: usize) -> Vec<String> {
        let mut choices = Vec::new();
        let slide = deck.slide(slide).unwrap().slide;
        slide.visit(&mut |block| choices.extend(block.asks().into_iter().flat_map(|question| question.choices)));
        choices
    }

    #[test]
    fn a_repeated_question_has_the_choices_of_the_first_wherever_they_stand() {
        let fence = "```poll\nid = 'b'\nrepeat = 'a'";
        let inside = "kind = 'columns'\ncolumns = [\"\"\"\n```poll\nid = 'c'\nrepeat = 'b'\n```\n\"\"\", 'x']";
        let (deck, found) = read(&[POLL, fence, inside]);
        assert_eq!(found, [[""; 3]; 0]);
        assert_eq!((choices(&deck, 1), choices(&deck, 2)), (choices(&deck, 0), choices(&deck, 0)));
        let own = "kind = 'poll'\nid = 'b'\nrepeat = 'a'\nchoices = ['Oui', 'Jamais']";
        assert_eq!(choices(&read(&[POLL, own]).0, 1), ["Oui", "Jamais"]);
    }

    #[test]
    fn what_is_repeated_comes_before_and_is_of_the_same_kind() {
        let repeat = |id: &str| format!("kind = 'poll'\nid = 'b'\nrepeat = '{id}'");
        let found = |blocks: &[&str]| read(blocks).1.concat();
        let one = "there is no earlier poll called \"aa\"";
        assert_eq!(found(&[POLL, &repeat("aa")]), ["'aa'", one, "did you mean \"a\"?"]);
        let later = found(&[&repeat("a"), POLL]);
        assert_eq!(later[2], "there is no poll above this one: leave `repeat` out");
        let rating = "kind = 'rating'\nid = 'note'\nquestion = 'Combien ?'";
        let other = found(&[POLL, rating, &repeat("note")]);
        assert_eq!(other[2], "write the id of a poll above this one, such as \"a\"");
    }

    #[test]
    fn two_blocks_that_take_answers_have_two_names() {
        let list = "kind = 'checklist'\nid = 'a'\nitems = ['x']";
        let found = read(&[POLL, list]).1;
        assert_eq!(found[0][..2], ["'a'", "two blocks are called \"a\""]);
    }
}
