//! The questions of a deck, and those that repeat an earlier one.

use std::collections::HashMap;

use crate::block::{self, Block, Question};
use crate::deck::Deck;
use crate::diagnostic::Diagnostic;
use crate::lang::say;
use crate::table::{Nature, Reader};
use crate::text;

/// Only blocks with an id take answers.
fn has_id(nature: Nature) -> bool {
    matches!(nature, Nature::Id)
}

/// Completes blocks from the earlier ones that they repeat. Reports those whose earlier one does not exist.
pub fn settle(deck: &Deck, reader: &mut Reader) {
    let mut known: HashMap<String, &Block> = HashMap::new();
    block::each(deck, has_id, |block: &Block| {
        repeat(block, &known).into_iter().for_each(|it| reader.report(it));
        if let Some(id) = block.id() {
            known.entry(id.name.text.clone()).or_insert(block);
        }
    });
}

impl Deck {
    /// The questions on its slides, in order, each with the index of its slide.
    pub fn questions(&self) -> Vec<(usize, Question)> {
        let mut questions = Vec::new();
        for (index, placed) in self.slides().enumerate() {
            let mut ask = |block: &Block| questions.extend(block.asks().map(|question| (index, question)));
            block::each(&placed.slide.body, has_id, &mut ask);
            block::each(&placed.slide.blocks, has_id, &mut ask);
        }
        questions
    }

    /// The slides that repeat a question, each with the slide that first asks it.
    pub fn askings_again(&self) -> Vec<(usize, usize)> {
        let questions = self.questions();
        let first_of = |id: &str| questions.iter().find(|(_, question)| question.id == id).map(|(slide, _)| *slide);
        let again =
            questions.iter().filter_map(|(slide, question)| Some((*slide, first_of(question.repeat.as_ref()?)?)));
        again.filter(|(slide, first)| slide != first).collect()
    }
}

/// Completes a block from the earlier one. Returns a finding if there is none of its kind.
fn repeat(block: &Block, known: &HashMap<String, &Block>) -> Option<Diagnostic> {
    let id = block.kind.repeats()?;
    if known.get(&**id).is_some_and(|earlier| block.complete(earlier)) {
        return None;
    }
    let what = block.name();
    let mut names: Vec<&str> = known.iter().filter(|(_, it)| it.name() == what).map(|(id, _)| id.as_str()).collect();
    names.sort_unstable();
    let help = match (text::nearest(id, names.iter().copied()), names.first()) {
        (Some(near), _) => say!("did you mean \"{near}\"?", near),
        (None, Some(first)) => say!("write the id of a {what} above this one, such as \"{first}\"", what, first),
        (None, None) => say!("there is no {what} above this one: leave `repeat` out", what),
    };
    let message = say!("there is no earlier {what} called \"{id}\"", what, id = text::shorten(id, 40));
    Some(Diagnostic::error("broken-jump", id.span, message, say!("no such {what}", what)).help(help))
}

#[cfg(test)]
mod tests {
    use super::has_id;
    use crate::block;
    use crate::deck;
    use crate::diagnostic::Diagnostic;
    use crate::source::Source;

    const POLL: &str = "kind = 'poll'\nid = 'a'\nquestion = 'Un projet ?'\nchoices = ['Oui', 'Non']";

    /// A deck with a slide for each block, and what is wrong with it: the underlined words, the message, the help.
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
            [word, it.message.into(), it.help.unwrap_or_default().into()]
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

    /// A poll as a fence, in each text of each kind of block that contains Markdown.
    const HOLDERS: [&str; 8] = [
        "kind = 'cards'\n[[section.slide.block.card]]\nhead = 'x'\ntext = ",
        "kind = 'compare'\ncolumns = ['x', 'y']\n[[section.slide.block.row]]\ncells = ['x', ",
        "kind = 'matrix'\ncolumns = ['x']\nrows = ['y']\ncells = [[",
        "kind = 'number'\nvalue = 1\ncaption = ",
        "kind = 'timeline'\n[[section.slide.block.event]]\ndate = 1\ntext = 'x'\ndetail = ",
        "kind = 'definition'\nterm = 'x'\ntext = ",
        "kind = 'quiz'\nid = 'q'\nquestion = 'x'\nchoices = ['x']\nwhy = ",
        "kind = 'quote'\ntext = ",
    ];

    fn held(holder: &str, poll: &str) -> String {
        let open = holder.rsplit('\n').next().unwrap();
        let close = "]".repeat(open.matches('[').count() - open.matches(']').count());
        format!("{holder}\"\"\"\n```poll\n{poll}\n```\n\"\"\"{close}")
    }

    #[test]
    fn a_question_in_any_text_of_a_block_is_settled() {
        for holder in HOLDERS {
            let (deck, found) = read(&[POLL, &held(holder, "id = 'b'\nrepeat = 'a'")]);
            assert_eq!(found, [[""; 3]; 0], "{holder}");
            assert!(choices(&deck, 1).ends_with(&choices(&deck, 0)), "{holder}: {:?}", choices(&deck, 1));
            let twice = read(&[POLL, &held(holder, "id = 'a'\nquestion = 'x'\nchoices = ['y']")]).1;
            assert_eq!(twice[0][..2], ["'a'", "two blocks are called \"a\""], "{holder}");
        }
    }

    #[test]
    fn questions_in_notes_and_lessons_are_settled_too() {
        let lesson = "lesson = \"\"\"\n```poll\nid = 'b'\nrepeat = 'a'\n```\n\"\"\"\n";
        let slides = format!("[[section.slide]]\n[[section.slide.block]]\n{POLL}\n[[section.slide]]\n{lesson}");
        let text = format!("format = 1\ntitle = 't'\n[[section]]\ntitle = 's'\n{slides}");
        let (deck, found) = deck::read_surface(&Source::new("test", &text));
        assert_eq!(found, []);
        let mut asked = Vec::new();
        block::each_block(&deck.slide(1).unwrap().slide.lesson, &mut |it| asked.extend(it.asks()));
        assert_eq!(asked[0].choices, ["Oui", "Non"]);
    }

    #[test]
    fn only_markdown_with_a_fence_that_asks_is_read_before_it_is_shown() {
        let asks = |markdown: &str| block::Body::of(markdown).may_hold(has_id);
        let inner = "````columns\ncolumns = ['''\n```rating\n```\n''']\n````";
        assert!(asks("```poll\n```") && asks("> - ~~~ quiz a=1") && asks(inner));
        assert!(asks("```p&#111;ll") && asks("```columns\ncolumns = [\"\\u0060``poll\"]\n```"));
        assert!(!asks("```rust poll='x'\nlet poll = 1;\n```") && asks("```poll id='x'\n```"));
        assert!(!asks("poll `poll` ```rust\nlet poll = \"\\n\";\n```\n```polls\n```\n    ```"));
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
