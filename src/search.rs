//! Finds slides by words in their titles, texts and notes.

use crate::assets::Assets;
use crate::block::Colors;
use crate::deck::Deck;
use crate::prose::Prose;

/// The most hits that are worth listing.
const MOST_HITS: usize = 50;

/// The longest query, in characters.
pub const LONGEST_QUERY: usize = 60;

/// The words of a deck, folded: in lower case and without accents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index(Vec<Entry>);

#[derive(Clone, Debug, PartialEq)]
struct Entry {
    title: String,
    text: String,
    notes: String,
}

/// Where words were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    Title,
    Text,
    Notes,
}

/// A slide that contains all words of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its index in the file, from 0.
    pub slide: usize,
    /// The best place where the first word was found. Notes stand for everything besides the slides.
    pub found: Where,
}

/// Which texts are searched besides the slides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Besides {
    /// The speaker's notes.
    Notes,
    /// The reader's texts: lessons, and the notes if the deck shows them.
    Lessons,
}

/// Whether a text contains all words of a query, each at the start of a word.
pub fn matches(text: &str, query: &str) -> bool {
    let (text, query) = (fold(text), fold(query));
    let mut words = query.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| fit(&text, word).is_some_and(|fit| fit > 1))
}

impl Index {
    pub fn of(deck: &Deck, assets: &Assets, besides: Besides) -> Self {
        let colors = Colors::default();
        let context = deck.context(assets, &colors);
        let words = |write: &dyn Fn(&mut Prose)| {
            let mut prose = Prose::default();
            write(&mut prose);
            fold(&prose.words())
        };
        let entries = deck.slides().map(|placed| {
            // A copy, so that its parsed Markdown is not kept.
            let slide = placed.slide.clone();
            Entry {
                title: fold(slide.title.as_deref().unwrap_or_default()),
                text: words(&|prose| slide.prose(&context, prose)),
                notes: words(&|prose| {
                    if besides == Besides::Lessons {
                        slide.lesson.prose(&context, prose);
                    }
                    if besides == Besides::Notes || deck.replay.notes {
                        slide.notes.prose(&context, prose);
                    }
                }),
            }
        });
        Self(entries.collect())
    }

    /// The slides that contain all words of the query, best first. A word of the query may be the start of a longer one.
    pub fn find(&self, query: &str) -> Vec<Hit> {
        let folded = fold(query);
        let words: Vec<&str> = folded.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<(u32, Hit)> = Vec::new();
        for (slide, entry) in self.0.iter().enumerate() {
            let scores: Option<Vec<(u32, Where)>> = words.iter().map(|word| entry.score(word)).collect();
            let Some(scores) = scores else { continue };
            let found = scores[0].1;
            hits.push((scores.iter().map(|(score, _)| score).sum(), Hit { slide, found }));
        }
        hits.sort_by_key(|(score, hit)| (std::cmp::Reverse(*score), hit.slide));
        hits.truncate(MOST_HITS);
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}

impl Entry {
    /// How well a folded word matches, and where it matches best. `None` if it is not found.
    fn score(&self, word: &str) -> Option<(u32, Where)> {
        let places = [(&self.title, 100, Where::Title), (&self.text, 10, Where::Text), (&self.notes, 3, Where::Notes)];
        let fits = places.into_iter().filter_map(|(text, weight, found)| Some((weight * fit(text, word)?, found)));
        fits.max_by_key(|(score, _)| *score)
    }
}

/// 3 for a whole word, 2 for the start of a word, 1 inside a word.
fn fit(text: &str, word: &str) -> Option<u32> {
    let letter = |char: char| char.is_alphanumeric();
    let fits = text.match_indices(word).map(|(at, _)| {
        let begins = !text[..at].chars().next_back().is_some_and(letter);
        let ends = !text[at + word.len()..].chars().next().is_some_and(letter);
        1 + u32::from(begins) + u32::from(begins && ends)
    });
    fits.max()
}

/// Lower case without accents, so that "etat" finds "État".
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for char in text.chars().flat_map(char::to_lowercase) {
        match plain(char) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(char),
        }
    }
    folded
}

/// The letters without an accent or ligature, for languages in Latin script. `None` for other characters.
fn plain(char: char) -> Option<&'static str> {
    Some(match char {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        '’' => "'",
        '\u{a0}' | '\u{202f}' => " ",
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck;
    use crate::source::Source;

    fn found(query: &str) -> Vec<(usize, Where)> {
        let text = "format = 1\ntitle = \"t\"\n[[section]]\ntitle = \"s\"\n\
            [[section.slide]]\ntitle = \"La doctrine\"\nbody = \"L’État et le **cloud**\"\n\
            [[section.slide]]\ntitle = \"Nuages\"\nbody = \"les doctrines\"\nnotes = \"Le cœur : la doctrine\"\n\
            [[section.slide]]\ntitle = \"Cloud\"\n";
        let (deck, _) = deck::read(&Source::new("t", text));
        Index::of(&deck, &Assets::default(), Besides::Notes)
            .find(query)
            .into_iter()
            .map(|hit| (hit.slide, hit.found))
            .collect()
    }

    #[test]
    fn titles_come_before_texts_and_texts_before_notes() {
        assert_eq!(found("cloud"), [(2, Where::Title), (0, Where::Text)]);
        assert_eq!(found("doctrine"), [(0, Where::Title), (1, Where::Text)]);
        assert_eq!(found("coeur"), [(1, Where::Notes)]);
    }

    #[test]
    fn accents_capitals_and_typographic_signs_do_not_matter() {
        assert_eq!(found("l'ETAT"), [(0, Where::Text)]);
    }

    #[test]
    fn all_words_must_be_there_and_may_be_half_typed() {
        assert_eq!(found("doct clou"), [(0, Where::Title)]);
        assert_eq!(found("doctrine pluie"), []);
        assert_eq!(found("  "), []);
    }
}
