//! `missing-language`: a deck that does not name its language.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule, language};
use crate::source::Span;
use crate::text;

pub const RULE: Rule = Rule::warning("missing-language", "A009", look)
    .about(noun!("a deck that does not name its language"))
    .why(noun!("A screen reader needs it to pronounce the words, and so do exports. The interface follows it too, and the rules of typography depend on it."))
    .evidence(noun!("WCAG 3.1.1, RGAA 8.3 and 8.4; names of languages as in BCP 47 (RFC 5646)"))
    .wrong("format = 1\ntitle = \"La doctrine\"")
    .right("format = 1\ntitle = \"La doctrine\"\nlang = \"fr\"");

/// Names of languages that people write instead of codes.
const NAMES: [(&str, &str); 9] = [
    ("français", "fr"),
    ("francais", "fr"),
    ("french", "fr"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("english", "en"),
    ("anglais", "en"),
    ("eng", "en"),
    ("deutsch", "de"),
];

fn look(checker: &Checker, findings: &mut Findings) {
    let at = &checker.deck.at;
    let Some(lang) = &checker.deck.lang else {
        // A language that could not be read is reported elsewhere.
        if at.lacks("lang") {
            findings.add(
                at.key("title"),
                say!("the deck does not say in which language it is"),
                say!("no `lang` beside it"),
            );
            findings.help(match checker.source.about() {
                Some(_) => say!(
                    "write `lang: fr` or `lang: en` in its front matter, or keep the deck: `pupitre import --lang fr FILE`"
                ),
                None => say!("add `lang = \"…\"` below the title: \"fr\", \"en\""),
            });
            if let Some(lang) = guess(checker).filter(|_| !at.lacks("title")) {
                let end = at.value("title").end;
                let lang = format!("lang = \"{lang}\"");
                findings.suggest(&say!("add {line}", line = &lang), Some(Span::new(end, end)), format!("\n{lang}"));
            }
        }
        return;
    };
    if is_tag(lang) {
        return;
    }
    let span = at.value("lang");
    let message = say!("\"{lang}\" is not a language code", lang = text::shorten(lang, 40));
    findings.add(span, message, say!("not as in BCP 47"));
    findings.help(say!("write its code, and after a `-` its country: \"fr\", \"fr-CA\""));
    let lower = lang.trim().to_lowercase();
    let named = NAMES.iter().find(|(name, _)| *name == lower).map(|(_, code)| (*code).to_owned());
    let dashed = Some(lang.trim().replace('_', "-")).filter(|it| is_tag(it));
    if let Some(code) = named.or(dashed) {
        findings.suggest(&say!("write \"{code}\"", code), Some(span), format!("\"{code}\""));
    }
}

/// Whether a word has the form of a BCP 47 language tag: two or three letters, then parts of up to eight.
fn is_tag(lang: &str) -> bool {
    let mut parts = lang.split('-');
    let primary = parts.next().unwrap_or_default();
    let named = NAMES.iter().any(|(name, _)| *name == primary);
    !named
        && (2..=3).contains(&primary.len())
        && primary.chars().all(|char| char.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|char| char.is_ascii_alphanumeric()))
}

/// French or English, by the short words of the deck. `None` if they do not decide.
fn guess(checker: &Checker) -> Option<&'static str> {
    let scores = checker.passages().iter().map(|passage| language::score(&passage.text));
    let (english, french) = scores.fold((0, 0), |(english, french), it| (english + it.0, french + it.1));
    match () {
        () if french > english * 2 && french >= 3 => Some("fr"),
        () if english > french * 2 && english >= 3 => Some("en"),
        () => None,
    }
}
