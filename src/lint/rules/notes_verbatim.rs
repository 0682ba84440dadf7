//! `notes-verbatim`: notes that repeat the slide.

use crate::lang::{noun, say};
use crate::lint::passage::{Field, Passage};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("notes-verbatim", "D006", look)
    .about(noun!("notes that repeat the slide"))
    .why(noun!("A slide that is read aloud is read faster by the room than by the speaker, and nobody listens meanwhile."))
    .evidence(noun!("Medium: the redundancy principle (Mayer), the other way round for people who learn in a second language. Pairs of words that stand in both, of all pairs: four fifths; only where the slide has 25 words or more"))
    .help(noun!("say in the notes what the slide does not: an example, a question, what to do"))
    .wrong("body  = '''… thirty words …'''\nnotes = '''… the same thirty words …'''")
    .right("body  = '''… ten words …'''\nnotes = '''… an example, a question to the room …'''");

/// A slide with fewer words than this is easily repeated by chance.
const LEAST: usize = 25;

/// The share of word pairs that both must contain.
const SAME: f64 = 0.8;

fn look(checker: &Checker, findings: &mut Findings) {
    let mut slides: Vec<[Vec<&Passage>; 2]> = vec![Default::default(); checker.deck.slide_count()];
    for passage in checker.passages() {
        let Some([body, notes]) = passage.slide.and_then(|slide| slides.get_mut(slide)) else { continue };
        match passage.field {
            Field::Body | Field::Block => body.push(passage),
            Field::Notes => notes.push(passage),
            _ => {}
        }
    }
    for (placed, [body, notes]) in checker.slides().zip(&slides) {
        if notes.is_empty() || body.iter().flat_map(|passage| passage.words()).count() < LEAST {
            continue;
        }
        let [body, notes] = [body, notes].map(|passages| {
            let words = passages.iter().flat_map(|passage| passage.words());
            words.map(|(_, word)| known_by(word)).collect::<Vec<u64>>()
        });
        let same = similarity(&body, &notes);
        if same >= SAME {
            let message = say!(
                "the notes repeat the slide: {same} % of their word pairs are the same",
                same = format!("{:.0}", same * 100.0)
            );
            findings.add(placed.slide.at.key("notes"), message, say!("the same again"));
        }
    }
}

/// A hash of a word without punctuation, ignoring case (FNV-1a, 64 bits).
fn known_by(word: &str) -> u64 {
    let add = |hash: u64, char: char| (hash ^ u64::from(char)).wrapping_mul(0x0100_0000_01b3);
    let word = word.trim_matches(|char: char| !char.is_alphanumeric());
    if word.is_ascii() {
        return word.chars().map(|char| char.to_ascii_lowercase()).fold(0xcbf2_9ce4_8422_2325, add);
    }
    word.chars().flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, add)
}

/// The share of pairs of neighboring words that two texts have in common, from 0 to 1 (Jaccard index).
fn similarity(one: &[u64], other: &[u64]) -> f64 {
    let pairs = |words: &[u64]| {
        let mut pairs: Vec<(u64, u64)> = words.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let common = one.iter().filter(|pair| other.binary_search(pair).is_ok()).count();
    common as f64 / (one.len() + other.len() - common).max(1) as f64
}
