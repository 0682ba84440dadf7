//! Footnotes and link targets, which a file defines once for all its slides. In our decks each text has its own.

use std::collections::{HashMap, HashSet};

use crate::import::scan::{Inside, lines};
use crate::source::{Span, Traced};

/// The definitions in a file, by label: each with the number of its slide.
#[derive(Debug, Default)]
pub struct Definitions {
    all: HashMap<String, Vec<(usize, Traced)>>,
}

/// The label of a definition that starts on this line: `[^1]: …`, `[name]: …`.
fn label(line: &str) -> Option<String> {
    let bare = line.trim_start_matches(' ');
    let rest = bare.strip_prefix('[').filter(|_| line.len() - bare.len() < 4)?;
    let (label, rest) = rest.split_once("]:")?;
    let is_note = label.starts_with('^');
    let is_whole = !label.trim().is_empty() && !label.contains(['[', ']']) && label.len() < 200;
    // After an address follows a quoted title, or nothing.
    let mut words = rest.split_whitespace();
    let leads = is_note || words.next().is_some() && words.next().is_none_or(|word| word.starts_with(['"', '\'', '(']));
    (is_whole && leads).then(|| label.to_lowercase())
}

impl Definitions {
    /// Removes the definitions from a text of a slide.
    pub fn take_out(&mut self, text: &mut Traced, slide: usize) {
        let all = text.text();
        if !all.contains("]:") {
            return;
        }
        let mut edits = Vec::new();
        let mut open: Option<(String, std::ops::Range<usize>)> = None;
        for line in lines(all, 0) {
            let end = (line.end() + 1).min(all.len());
            let begins = if line.inside == Inside::Text { label(line.text) } else { None };
            let continues = line.text.starts_with("    ") || line.text.starts_with('\t');
            match (&mut open, begins) {
                (_, Some(label)) => {
                    edits.extend(open.replace((label, line.at..end)));
                }
                (Some((label, range)), None) if label.starts_with('^') && continues => range.end = end,
                (Some((label, range)), None)
                    if label.starts_with('^')
                        && !line.text.trim().is_empty()
                        && range.end == line.at
                        && line.is_text() =>
                {
                    range.end = end;
                }
                (Some(_), None) if line.text.trim().is_empty() => {}
                _ => edits.extend(open.take()),
            }
        }
        edits.extend(open);
        for (label, range) in &edits {
            self.all.entry(label.clone()).or_default().push((slide, text.part(range.clone()).trimmed()));
        }
        let edits: Vec<_> = edits.into_iter().map(|(_, range)| (range, String::new())).collect();
        if !edits.is_empty() {
            *text = text.edited(&edits);
        }
    }

    /// Adds the definitions that a text of a slide refers to, preferring those of its own slide.
    pub fn add_to(&self, text: &mut Traced, slide: usize) {
        if self.all.is_empty() || !text.text().contains('[') {
            return;
        }
        let mut known = HashSet::new();
        let mut from = 0;
        // A footnote may refer to another one.
        while from < text.text().len() {
            let to = text.text().len();
            let wanted: Vec<String> =
                labels(&text.text()[from..to]).filter(|label| self.all.contains_key(label)).collect();
            for label in wanted {
                if known.insert(label.clone()) {
                    let is_first = known.len() == 1;
                    text.add(if text.text().ends_with('\n') { "" } else { "\n" });
                    text.add(if is_first { "\n" } else { "" });
                    let all = &self.all[&label];
                    let own = all.iter().find(|(of, _)| *of == slide).or(all.first());
                    own.iter().for_each(|(_, definition)| text.append(definition));
                    text.add("\n");
                }
            }
            from = to;
        }
    }

    /// The definitions that no text refers to, by their place.
    pub fn unused<'a>(&'a self, texts: impl Iterator<Item = &'a str>) -> Vec<Span> {
        let used: HashSet<String> = texts.flat_map(labels).collect();
        let notes = self.all.iter().filter(|(label, _)| label.starts_with('^') && !used.contains(*label));
        let mut unused: Vec<Span> = notes.flat_map(|(_, all)| all.iter().map(|(_, text)| text.whole())).collect();
        unused.sort();
        unused
    }
}

/// The labels in brackets in a text.
fn labels(text: &str) -> impl Iterator<Item = String> {
    text.match_indices('[').filter_map(|(at, _)| {
        let inside = &text[at + 1..crate::text::floor(text, at + 200)];
        let end = inside.find([']', '['])?;
        inside[end..].starts_with(']').then(|| inside[..end].to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_go_to_the_texts_that_refer_to_them() {
        let mut definitions = Definitions::default();
        let file = "a[^1] and [b]\n\n[^1]: one\n    more\n\n[B]: https://b.example\n\nlast\n";
        let mut text = Traced::as_it_is(file, 0);
        definitions.take_out(&mut text, 0);
        assert_eq!(text.text(), "a[^1] and [b]\n\n\n\nlast\n");
        definitions.add_to(&mut text, 1);
        assert_eq!(text.text(), "a[^1] and [b]\n\n\n\nlast\n\n[^1]: one\n    more\n[B]: https://b.example\n");
        assert!(definitions.unused(["a[^1]"].into_iter()).is_empty());
        assert_eq!(definitions.unused(["[b]"].into_iter()).len(), 1);
    }
}
