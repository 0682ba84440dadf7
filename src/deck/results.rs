//! Results by which a training is measured: targets, and the questions of the deck that measure them.

use serde_json::{Value as Json, json};

use crate::block::{Asks, Question};
use crate::deck::{Deck, Objective};
use crate::diagnostic::Diagnostic;
use crate::lang::{Message, noun, say};
use crate::source::Span;
use crate::table::{Id, Name, Nature, Reader, Ref, Schemas, Shape, Value, Words, Written, table};
use crate::text;

table! {
    /// A result by which the training is measured.
    pub struct KeyResult as "a result" {
        /// The name that reports and `--set` use for it: `"KR1"`.
        id: Id<KeyResult>,
        /// What is to be reached, in words.
        name: Words,
        /// The id of the objective that it belongs to.
        objective: Option<Ref<Objective>> = None,
        /// How it is measured, in words.
        measure: Option<Words> = None,
        /// What is to be reached: a number at least, `60` or `"60 %"`; at most with a sign, `"≤ 5"`.
        target: Target,
        /// The id of the question that measures it; nothing for a result that no show measures.
        question: Option<Name> = None,
        /// The choices whose part of the answers is measured, of a poll.
        choices: Vec<Words> = Vec::new(),
    }
}

/// The target of a result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// As it is written.
    pub text: String,
    /// The number in it.
    pub number: Option<f64>,
    /// Whether more would be worse.
    pub at_most: bool,
}

impl Target {
    pub fn new(text: &str) -> Self {
        let bare = text.trim();
        let at_most = bare.starts_with(['≤', '<']);
        Self { text: bare.to_owned(), number: number(bare.trim_start_matches(['≤', '<', '≥', '>', '='])), at_most }
    }

    /// Whether a number reaches it. `None` if the target has no number.
    pub fn is_reached(&self, value: f64) -> Option<bool> {
        let number = self.number?;
        Some(if self.at_most { value <= number } else { value >= number })
    }
}

/// The number at the start of a text, as people write it: "4,2", "−5", "60 %".
pub fn number(text: &str) -> Option<f64> {
    let plain: String = text.trim().chars().filter(|char| !matches!(char, '\u{202f}' | '\u{a0}' | '+')).collect();
    let plain = plain.replace(',', ".").replace('−', "-");
    let end = plain.find(|char: char| !char.is_ascii_digit() && !matches!(char, '.' | '-')).unwrap_or(plain.len());
    plain[..end].parse().ok()
}

impl Shape for Target {
    const WHAT: &'static str = noun!("a number or what is to be reached in words");
    const NATURE: Nature = Written::NATURE;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        Written::read(value, reader).map(|written| Self::new(&written.0))
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": ["string", "number"], "examples": [60, "60 %", "≤ 5"] })
    }
}

/// Reports results that are measured by a question or choice that the deck does not have.
pub fn check(deck: &Deck, questions: &[(usize, Question)], reader: &mut Reader) {
    for result in &deck.results {
        let Some(id) = &result.question else {
            if let Some(choice) = result.choices.first() {
                let span = reader.within(result.at.value("choices"), choice);
                let wrong = Diagnostic::error(
                    "broken-jump",
                    span,
                    say!("`choices` needs a `question`"),
                    say!("of which poll?"),
                );
                reader.report(wrong.help(say!("add `question = \"…\"`, the id of a poll")));
            }
            continue;
        };
        match questions.iter().find(|(_, question)| question.id == **id) {
            Some((_, question)) => check_choices(result, question, reader),
            None => {
                let ids = questions.iter().map(|(_, question)| question.id.as_str());
                broken(
                    reader,
                    id.span,
                    say!("there is no question called \"{name}\"", name = text::shorten(id, 40)),
                    id,
                    ids,
                );
            }
        }
    }
}

fn check_choices(result: &KeyResult, question: &Question, reader: &mut Reader) {
    for choice in result.choices.iter().filter(|it| !question.choices.contains(it)) {
        let span = reader.within(result.at.value("choices"), choice);
        broken(
            reader,
            span,
            say!("there is no choice of this question called \"{name}\"", name = text::shorten(choice, 40)),
            choice,
            question.choices.iter().map(String::as_str),
        );
    }
    if question.kind == Asks::Poll && result.choices.is_empty() {
        let span = result.at.value("question");
        let wrong = Diagnostic::error(
            "type-or-missing",
            span,
            say!("`choices` is missing"),
            say!("which answers to this poll?"),
        );
        reader.report(wrong.help(say!("add `choices = [\"…\"]`, the answers that count")));
    }
}

fn broken<'a>(
    reader: &mut Reader,
    span: Span,
    message: Message,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) {
    let help = match (text::nearest(name, known.clone()), known.clone().next()) {
        (Some(near), _) => say!("did you mean \"{near}\"?", near),
        (None, Some(first)) => say!("write one that exists, such as \"{first}\"", first),
        (None, None) => say!("the deck asks nothing: leave it out"),
    };
    reader.report(Diagnostic::error("broken-jump", span, message, say!("no such")).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck;
    use crate::source::Source;

    #[test]
    fn a_target_is_a_number_to_reach_or_to_stay_below() {
        let reached = |target: &str, value: f64| Target::new(target).is_reached(value);
        assert_eq!(
            [reached("60 %", 60.0), reached("≥ 60", 59.9), reached("4,2", 4.3)],
            [Some(true), Some(false), Some(true)]
        );
        assert_eq!(
            [reached("≤ 5", 5.0), reached("<= 5", 6.0), reached("-10", -5.0)],
            [Some(true), Some(false), Some(true)]
        );
        assert_eq!(reached("une feuille de route", 1.0), None);
    }

    /// What is wrong with a result: the underlined words and the help.
    fn found(result: &str) -> Vec<(String, String)> {
        let poll = "kind = 'poll'\nid = 'apres'\nquestion = 'Un projet ?'\nchoices = ['Oui', 'Non']";
        let slide = format!("[[section]]\ntitle = 's'\n[[section.slide]]\n[[section.slide.block]]\n{poll}");
        let text = format!("format = 1\ntitle = 't'\n[[result]]\nid = 'KR1'\nname = 'Des projets'\n{result}\n{slide}");
        let source = Source::new("test", &text);
        let told = |it: Diagnostic| {
            (source.text[it.span().start..it.span().end].to_owned(), it.help.unwrap_or_default().into())
        };
        deck::read(&source).1.into_iter().map(told).collect()
    }

    #[test]
    fn what_measures_a_result_is_in_the_deck() {
        assert_eq!(found("target = 60\nquestion = 'apres'\nchoices = ['Oui']"), []);
        assert_eq!(found("target = 'trois demandes'"), []);
        assert_eq!(found("target = 60\nquestion = 'aprs'"), [("'aprs'".into(), "did you mean \"apres\"?".into())]);
        let choice = found("target = 60\nquestion = 'apres'\nchoices = ['Ouii']");
        assert_eq!(choice, [("Ouii".into(), "did you mean \"Oui\"?".into())]);
        assert_eq!(found("target = 60\nquestion = 'apres'")[0].0, "'apres'");
        assert_eq!(found("target = 60\nchoices = ['Oui']")[0].0, "Oui");
        assert_eq!(found("target = 60\nobjective = 'x'")[0].0, "x");
    }
}
