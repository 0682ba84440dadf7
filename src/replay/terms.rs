//! Glossary terms in the text of a page: underlined, and leading to their definitions.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::deck::Term;
use crate::page::{Drawing, Ink, Item, Page, Role, Target, cells};
use crate::text;

/// A character of a page and where it is. The space that joins two lines is nowhere.
struct Letter {
    char: char,
    /// The item, and the bytes in its text.
    place: Option<(usize, Range<usize>)>,
}

/// Underlines the glossary terms on a page that shows every step, and makes them targets.
pub fn mark(page: &mut Page, terms: &[Term]) {
    if terms.is_empty() {
        return;
    }
    let names = Names::of(terms);
    let mut found: Vec<(usize, Range<usize>, &str)> = Vec::new();
    let asked: Vec<(Range<u16>, Range<u32>)> = page.items.iter().filter_map(asked).collect();
    for letters in texts(page) {
        find(&letters, &names, &mut found);
    }
    // Inside a question only the answers can be chosen.
    let is_asked =
        |item: &Item| asked.iter().any(|(columns, rows)| columns.contains(&item.x) && rows.contains(&item.y));
    found.retain(|(item, ..)| !is_asked(&page.items[*item]));
    found.sort_by_key(|(item, range, _)| (*item, range.start));
    let mut found = found.into_iter().peekable();
    let items = std::mem::take(&mut page.items);
    page.items.reserve(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let mut words = Vec::new();
        while let Some((_, range, name)) = found.next_if(|(of, ..)| *of == index) {
            words.push((range, name));
        }
        if words.is_empty() {
            page.items.push(item);
        } else {
            split(&item, &words, &mut page.items);
        }
    }
}

/// The glossary terms, normalized and ready to be looked up.
pub struct Names<'t> {
    terms: HashMap<Vec<char>, &'t str>,
    /// The lengths of the terms in characters, each once, longest first.
    lengths: Vec<usize>,
}

impl<'t> Names<'t> {
    pub fn of(terms: &'t [Term]) -> Self {
        let terms: HashMap<Vec<char>, &str> =
            terms.iter().map(|term| (folded(&term.name), term.name.as_str())).filter(|it| !it.0.is_empty()).collect();
        let mut lengths: Vec<usize> = terms.keys().map(Vec::len).collect();
        lengths.sort_unstable_by_key(|length| std::cmp::Reverse(*length));
        lengths.dedup();
        Self { terms, lengths }
    }

    /// The longest term at the start of these characters that is a whole word: its length in characters, and the term.
    fn longest(&self, letters: &[char]) -> Option<(usize, &'t str)> {
        self.lengths.iter().find_map(|length| {
            let (name, rest) = letters.split_at_checked(*length)?;
            let term = self.terms.get(name)?;
            is_end(rest).then_some((*length, *term))
        })
    }
}

/// The terms in a text outside a page: their bytes, and the name of each.
pub fn in_words<'t>(words: &str, names: &Names<'t>) -> Vec<(Range<usize>, &'t str)> {
    let letters = words.char_indices();
    let letters = letters.map(|(at, char)| Letter { char, place: Some((0, at..at + char.len_utf8())) });
    let mut found = Vec::new();
    find(&letters.collect::<Vec<_>>(), names, &mut found);
    found.into_iter().map(|(_, range, term)| (range, term)).collect()
}

/// The columns and rows of a question.
fn asked(item: &Item) -> Option<(Range<u16>, Range<u32>)> {
    match item.drawing {
        Drawing::Target { width, height, target: Target::Asks(_) } => {
            Some((item.x..item.x.saturating_add(width), item.y..item.y + height))
        }
        _ => None,
    }
}

/// The running texts of a page, line by line. Lines that start in the same column of consecutive rows form one text.
fn texts(page: &Page) -> Vec<Vec<Letter>> {
    let mut texts: Vec<Vec<Letter>> = Vec::new();
    // The column where the line started, and where its last item ends.
    let mut last: Option<(u16, u16, u32)> = None;
    for (index, item) in page.items.iter().enumerate() {
        let Drawing::Text { text, ink } = &item.drawing else { continue };
        if ink.link.is_some() || matches!(ink.style.role, Role::Code | Role::Inline) || ink.style.role == Role::Title {
            last = None;
            continue;
        }
        let end = item.x.saturating_add(cells(text::width(text)));
        let letters = text.char_indices();
        let letters = letters.map(|(at, char)| Letter { char, place: Some((index, at..at + char.len_utf8())) });
        match (last, texts.last_mut()) {
            (Some((begin, before, y)), Some(line)) if y == item.y && before == item.x => {
                line.extend(letters);
                last = Some((begin, end, y));
            }
            (Some((begin, _, y)), Some(line)) if y + 1 == item.y && begin == item.x => {
                line.push(Letter { char: ' ', place: None });
                line.extend(letters);
                last = Some((item.x, end, item.y));
            }
            _ => {
                texts.push(letters.collect());
                last = Some((item.x, end, item.y));
            }
        }
    }
    texts
}

/// The text of a term normalized for comparison: lower case, one kind of space, one kind of apostrophe.
fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

fn fold(char: char) -> char {
    match char {
        '\u{a0}' | '\u{202f}' => ' ',
        '\'' => '’',
        char => char.to_lowercase().next().unwrap_or(char),
    }
}

/// Finds the terms in a text. If two start at the same character, the longer one counts.
fn find<'t>(letters: &[Letter], names: &Names<'t>, found: &mut Vec<(usize, Range<usize>, &'t str)>) {
    let folded: Vec<char> = letters.iter().map(|letter| fold(letter.char)).collect();
    let mut at = 0;
    while at < folded.len() {
        let begins = folded[at].is_alphanumeric() && (at == 0 || !folded[at - 1].is_alphanumeric());
        let Some((length, term)) = Some(()).filter(|()| begins).and_then(|()| names.longest(&folded[at..])) else {
            at += 1;
            continue;
        };
        for letter in &letters[at..at + length] {
            let Some((item, range)) = letter.place.clone() else { continue };
            match found.last_mut() {
                Some((last, known, same)) if *last == item && known.end == range.start && *same == term => {
                    known.end = range.end;
                }
                _ => found.push((item, range, term)),
            }
        }
        at += length;
    }
}

/// Whether a word ends here; a plural ending may follow.
fn is_end(rest: &[char]) -> bool {
    let is_letter = |at: usize| rest.get(at).is_some_and(|char| char.is_alphanumeric());
    !is_letter(0) || matches!(rest[0], 's' | 'x') && !is_letter(1)
}

/// Underlines words of an item, given by their bytes in text order. The words, with their targets, and the text between them become
/// separate items.
fn split(item: &Item, words: &[(Range<usize>, &str)], into: &mut Vec<Item>) {
    let Drawing::Text { text, ink } = &item.drawing else { return into.push(item.clone()) };
    let mut underlined = ink.clone();
    underlined.style.underline = true;
    let mut x = item.x;
    let mut put = |part: &str, ink: &Ink, term: Option<&str>| {
        if part.is_empty() {
            return;
        }
        let width = cells(text::width(part));
        into.push(Item { x, drawing: Drawing::Text { text: Cow::Owned(part.to_owned()), ink: ink.clone() }, ..*item });
        if let Some(term) = term {
            let drawing = Drawing::Target { width, height: 1, target: Target::Term(Arc::from(term)) };
            into.push(Item { x, drawing, ..*item });
        }
        x = x.saturating_add(width);
    };
    let mut from = 0;
    for (range, term) in words {
        put(&text[from..range.start], ink, None);
        put(&text[range.clone()], &underlined, Some(term));
        from = range.end;
    }
    put(&text[from..], ink, None);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Run;

    fn terms(names: &[&str]) -> Vec<Term> {
        names.iter().map(|name| Term { name: (*name).to_owned(), ..Term::default() }).collect()
    }

    /// The underlined words in a text laid out at this width, each with its term.
    fn marked(text: &str, width: usize, names: &[&str]) -> Vec<String> {
        let mut page = Page::new(cells(width));
        let runs = [Run { text: text.to_owned(), style: Role::Text.into() }];
        for (y, line) in (0..).zip(crate::text::wrap(&runs, width)) {
            page.runs(0, y, &line);
        }
        let before = page.picture(0);
        mark(&mut page, &terms(names));
        assert_eq!(page.picture(0), before, "no letter moves");
        let words = page.items.iter().filter_map(|item| match &item.drawing {
            Drawing::Text { text, ink } if ink.style.underline => Some(text.to_string()),
            _ => None,
        });
        words.collect()
    }

    #[test]
    fn terms_are_found_as_whole_words_whatever_their_case_and_number() {
        assert_eq!(marked("Des conteneurs, un Conteneur.", 40, &["conteneur"]), ["conteneur", "Conteneur"]);
        assert_eq!(marked("surconteneur conteneurisé", 40, &["conteneur"]), [""; 0]);
    }

    #[test]
    fn the_longer_of_two_terms_is_meant() {
        assert_eq!(marked("le cloud native", 40, &["cloud", "cloud native"]), ["cloud native"]);
    }

    #[test]
    fn a_term_may_wrap_to_the_next_line() {
        assert_eq!(marked("la doctrine cloud au centre", 18, &["cloud au centre"]), ["cloud", "au centre"]);
    }
}
