//! Progress as statements of the Experience API (xAPI 1.0.3, IEEE 9274.1.1) for a learning record store: each answer, how many questions are known,
//! and whether everything was read.
//!
//! A deck and its questions are identified by URNs made of their names, and a statement by a hash of its content, so that importing the same
//! progress twice adds nothing.

use serde_json::{Value as Json, json};

use crate::block::{Asks, Question, Takes};
use crate::deck::Deck;
use crate::progress::{Change, Log, Progress, ProgressLine, slide_names};
use crate::record::{deck_id, hash, wording};

/// The home page of reader names. There is none, because they are only what people write on their certificates (RFC 2606: `.invalid`).
const HOME_PAGE: &str = "https://pupitre.invalid";

/// The name of a reader who has given none.
const NOBODY: &str = "reader";

/// The longest part of a name in a URN, in characters.
const LONGEST: usize = 200;

/// What is needed to make statements.
struct Teller<'a> {
    deck: &'a Deck,
    questions: Vec<Question>,
    actor: Json,
    lang: &'a str,
    /// Formats a time, given in milliseconds since 1970, in ISO 8601.
    written: &'a dyn Fn(u64) -> String,
}

/// Progress in a deck as a JSON list of statements; `written` formats a time, given in milliseconds since 1970, in ISO 8601.
pub fn statements(log: &Log, deck: &Deck, written: &dyn Fn(u64) -> String) -> String {
    let name = log.progress().name.unwrap_or_else(|| NOBODY.to_owned());
    let actor = json!({
        "objectType": "Agent", "name": name, "account": { "homePage": HOME_PAGE, "name": name },
    });
    let questions = deck.questions().into_iter().map(|(_, question)| question).collect();
    let lang = deck.lang.as_deref().filter(|lang| !lang.is_empty()).unwrap_or("und");
    let teller = Teller { deck, questions, actor, lang, written };
    let mut progress = Progress::default();
    let (mut all, mut completed, mut last) = (Vec::new(), false, None);
    for ProgressLine { when, change } in log.lines() {
        progress.apply(change, *when);
        if let Some(statement) = teller.answered(change, *when) {
            all.push(statement);
            last = Some(*when);
        }
        if !completed && teller.is_completed(&progress) {
            completed = true;
            all.push(teller.about_deck("completed", json!({ "completion": true }), *when));
        }
    }
    all.extend(last.and_then(|when| teller.scored(&progress, when)));
    serde_json::to_string_pretty(&all).map_or_else(|_| String::new(), |text| text + "\n")
}

impl Teller<'_> {
    /// An answer as a statement. `None` if the change is not an answer, or the question has another wording now.
    fn answered(&self, change: &Change, when: u64) -> Option<Json> {
        let (id, worded, response, right) = match change {
            Change::Tried { question, wording, chosen, right } => (question, Some(wording), Ok(chosen), *right),
            Change::Recalled { question, wording, chosen, right } => {
                (question, Some(wording), Ok(chosen), Some(*right))
            }
            Change::Said { question, words } if !words.is_empty() => (question, None, Err(words), None),
            _ => return None,
        };
        let question = self.questions.iter().find(|question| question.id == *id)?;
        if worded.is_some_and(|worded| *worded != format!("{:016x}", wording(question))) {
            return None;
        }
        let mut result = json!({ "response": response.map_or_else(Clone::clone, |chosen| places(question, chosen)) });
        if let Some(right) = right {
            result["success"] = json!(right);
        }
        let object = json!({
            "objectType": "Activity", "id": self.urn(&question.id), "definition": self.interaction(question),
        });
        let context = json!({ "contextActivities": { "parent": [self.deck_activity()] } });
        Some(self.statement("answered", object, result, Some(context), when))
    }

    /// A question as an interaction, as SCORM defines it.
    fn interaction(&self, question: &Question) -> Json {
        let kind = match question.takes {
            Takes::Hands { .. } | Takes::Ticks => "choice",
            Takes::Words { .. } => "long-fill-in",
        };
        let name = if question.wording.is_empty() { &question.id } else { &question.wording };
        let mut definition = json!({
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "name": { (self.lang): name }, "interactionType": kind,
        });
        if kind == "choice" {
            let choices = question
                .choices
                .iter()
                .zip(1..)
                .map(|(choice, at)| json!({ "id": at.to_string(), "description": { (self.lang): choice } }));
            definition["choices"] = choices.collect();
        }
        if let Asks::Quiz(right) = &question.kind {
            let right: Vec<String> = right.iter().map(|place| (place + 1).to_string()).collect();
            definition["correctResponsesPattern"] = json!([right.join("[,]")]);
        }
        definition
    }

    /// Whether all slides of the plan were seen, and their quizzes are answered.
    fn is_completed(&self, progress: &Progress) -> bool {
        let names = slide_names(self.deck);
        let planned = self.deck.slides().zip(names).filter(|(placed, _)| !placed.section.appendix);
        let (mut count, mut seen) = (0, 0);
        for (_, name) in planned {
            count += 1;
            seen += usize::from(progress.seen.contains(&name));
        }
        let is_settled = |it: &Question| progress.answers.of(&it.id).is_some_and(|own| own.is_settled());
        count > 0 && count == seen && self.quizzes().all(is_settled)
    }

    fn quizzes(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|it| matches!(&it.kind, Asks::Quiz(right) if !right.is_empty()))
    }

    /// How many questions are known: answered right at the first try, or when asked again.
    fn scored(&self, progress: &Progress, when: u64) -> Option<Json> {
        let all = self.quizzes().count();
        let known = self.quizzes().filter(|it| progress.memory(&it.id).is_some_and(|memory| !memory.missed)).count();
        let scaled = known as f64 / all as f64;
        let score = json!({ "score": { "scaled": scaled, "raw": known, "min": 0, "max": all } });
        (all > 0).then(|| self.about_deck("scored", score, when))
    }

    fn about_deck(&self, verb: &str, result: Json, when: u64) -> Json {
        self.statement(verb, self.deck_activity(), result, None, when)
    }

    fn deck_activity(&self) -> Json {
        json!({
            "objectType": "Activity", "id": self.urn(""),
            "definition": { "type": "http://adlnet.gov/expapi/activities/course", "name": { (self.lang): self.deck.title } },
        })
    }

    fn statement(&self, verb: &str, object: Json, result: Json, context: Option<Json>, when: u64) -> Json {
        let mut statement = json!({
            "actor": self.actor,
            "verb": { "id": format!("http://adlnet.gov/expapi/verbs/{verb}"), "display": { "en": verb } },
            "object": object, "result": result, "timestamp": (self.written)(when),
        });
        if let Some(context) = context {
            statement["context"] = context;
        }
        statement["id"] = json!(number_of(&statement.to_string()));
        statement
    }

    /// The URN of the deck, or of one of its questions.
    fn urn(&self, question: &str) -> String {
        let (deck, question) = (part(&deck_id(self.deck)), part(question));
        let between = if question.is_empty() { "" } else { ":" };
        format!("urn:pupitre:{deck}{between}{question}")
    }
}

/// The numbers of the selected choices, in order.
fn places(question: &Question, chosen: &[String]) -> String {
    let places = (1..).zip(&question.choices).filter(|(_, choice)| chosen.contains(choice));
    places.map(|(at, _)| at.to_string()).collect::<Vec<_>>().join("[,]")
}

/// A name as a part of a URN, percent-encoded where needed (RFC 8141, 2).
fn part(name: &str) -> String {
    let bytes = name.chars().take(LONGEST).collect::<String>().into_bytes();
    let sign = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    bytes.into_iter().map(sign).collect()
}

/// A UUID made from a hash of a text: version 8 (RFC 9562, 5.8).
fn number_of(text: &str) -> String {
    let (one, other) = (hash(text.bytes()), hash(text.bytes().rev()));
    format!(
        "{:08x}-{:04x}-8{:03x}-{:x}{:03x}-{:012x}",
        one >> 32,
        one >> 16 & 0xffff,
        one & 0xfff,
        8 + (other >> 62),
        other >> 48 & 0xfff,
        other & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck;
    use crate::progress::Header;
    use crate::source::Source;

    const DECK: &str = "format = 1\ntitle = 'Un deck : 2'\nlang = 'fr'\n[[section]]\ntitle = 's'\n[[section.slide]]\nid = 'a'\n\
        [[section.slide.block]]\nkind = 'quiz'\nid = 'q'\nquestion = 'Lequel ?'\nchoices = ['un', 'deux', 'trois']\nanswer = [1, 3]\n\
        [[section.slide.block]]\nkind = 'open'\nid = 'o'\nquestion = 'Et ?'";

    fn told(changes: &[Change]) -> Vec<Json> {
        let deck = deck::read(&Source::new("t", DECK)).0;
        let lines: String =
            (1..).zip(changes).map(|(when, change)| ProgressLine { when, change: change.clone() }.line()).collect();
        let log = Log::parse(&(Log::new(Header::of(&deck)).text() + &lines)).unwrap();
        serde_json::from_str(&statements(&log, &deck, &|when| format!("2026-11-29T08:00:0{when}Z"))).unwrap()
    }

    fn tried(chosen: &[&str], right: bool) -> Change {
        let deck = deck::read(&Source::new("t", DECK)).0;
        let wording = format!("{:016x}", wording(&deck.questions()[0].1));
        let chosen = chosen.iter().map(|it| (*it).to_owned()).collect();
        Change::Tried { question: "q".into(), wording, chosen, right: Some(right) }
    }

    fn verbs(all: &[Json]) -> Vec<&str> {
        all.iter().filter_map(|it| it["verb"]["id"].as_str()?.rsplit('/').next()).collect()
    }

    #[test]
    fn answers_completion_and_score_are_told() {
        let said = Change::Said { question: "o".into(), words: "rien".into() };
        let named = Change::Named("Ada".into());
        let all =
            told(&[tried(&["deux"], false), tried(&["trois", "un"], true), Change::Seen("#a".into()), said, named]);
        assert_eq!(verbs(&all), ["answered", "answered", "completed", "answered", "scored"]);
        assert_eq!(all[0]["result"], json!({ "response": "2", "success": false }));
        assert_eq!(all[1]["result"], json!({ "response": "1[,]3", "success": true }));
        assert_eq!(all[1]["object"]["id"], "urn:pupitre:un-deck-2:q");
        assert_eq!(all[1]["object"]["definition"]["correctResponsesPattern"], json!(["1[,]3"]));
        assert_eq!(all[1]["actor"]["account"]["name"], "Ada");
        assert_eq!(all[1]["timestamp"], "2026-11-29T08:00:02Z");
        assert_eq!(all[3]["result"], json!({ "response": "rien" }));
        assert_eq!(
            all[4]["result"]["score"],
            json!({ "scaled": 0.0, "raw": 0, "min": 0, "max": 1 }),
            "it was missed first"
        );
    }

    #[test]
    fn the_same_progress_gives_the_same_unique_ids() {
        let changes = [tried(&["deux"], false), tried(&["un", "trois"], true)];
        let (one, other) = (told(&changes), told(&changes));
        assert_eq!(one, other);
        assert_ne!(one[0]["id"], one[1]["id"]);
        assert!(one.iter().all(|it| it["id"].as_str().unwrap().len() == 36));
    }

    #[test]
    fn an_answer_to_other_words_is_left_out() {
        let other = Change::Tried { question: "q".into(), wording: "x".into(), chosen: vec![], right: Some(true) };
        assert_eq!(told(&[other, Change::At("#a".into())]), [] as [Json; 0]);
    }
}
