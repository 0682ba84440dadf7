//! Styled text, and its plain form for when nothing can be drawn.

use std::fmt::{self, Write as _};

use crate::page::{Ink, Link};
use crate::text::Run;

/// Styled text with links. A line feed ends a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase(pub Vec<Run<Ink>>);

impl<T: Into<String>> From<T> for Phrase {
    fn from(text: T) -> Self {
        Self(vec![Run { text: text.into(), style: Ink::default() }])
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.iter().try_for_each(|run| f.write_str(&run.text))
    }
}

impl Phrase {
    /// The same with words for the signs at its start and end: "✓ (yes)", "▲ (up) 20 %", "●●○ (2 × full, empty)".
    pub fn with_signs_in_words(mut self, known: &[(&str, &str)]) -> Self {
        let whole = self.to_string();
        let said: Vec<Option<String>> = whole.split_whitespace().map(|piece| in_words(piece, known)).collect();
        if let Some(all) = said.iter().cloned().collect::<Option<Vec<String>>>().filter(|all| !all.is_empty()) {
            self.0.push(words(format!(" ({})", all.join(", "))));
            return self;
        }
        if let Some(Some(last)) = said.last() {
            self.0.push(words(format!(" ({last})")));
        }
        if let Some(Some(first)) = said.first()
            && let Some(run) = self.0.first_mut()
        {
            let start = run.text.len() - run.text.trim_start().len();
            let end = start + run.text[start..].find(char::is_whitespace).unwrap_or(run.text.len() - start);
            run.text.insert_str(end, &format!(" ({first})"));
        }
        self
    }

    /// The plain text: a link is followed by its address, and struck text is put between `~~`.
    pub(super) fn spelled(&self) -> String {
        let mut out = String::new();
        for runs in self.0.chunk_by(|one, other| one.style.link == other.style.link) {
            let shown = out.len();
            for struck in runs.chunk_by(|one, other| one.style.style.strike == other.style.style.strike) {
                let words: String = struck.iter().map(|run| run.text.as_str()).collect();
                let sign = if struck[0].style.style.strike { "~~" } else { "" };
                out.extend([sign, &words, sign]);
            }
            match &runs[0].style.link {
                Some(Link::Web { address, .. }) if !says(&out[shown..], address) => {
                    let _ = write!(out, " ({})", address.strip_prefix("mailto:").unwrap_or(address));
                }
                Some(Link::Note(number)) => out.replace_range(shown.., &format!("[{number}]")),
                _ => {}
            }
        }
        out
    }
}

/// Text without a style.
fn words(text: String) -> Run<Ink> {
    Run { text, style: Ink::default() }
}

/// The words for a piece that consists only of signs: equal signs in a row are counted.
fn in_words(piece: &str, known: &[(&str, &str)]) -> Option<String> {
    let word = |sign: char| known.iter().find(|(same, _)| same.contains(sign)).map(|(_, word)| *word);
    // A variation selector may follow a sign.
    let signs = piece.chars().filter(|char| *char != '\u{fe0f}').map(word).collect::<Option<Vec<&str>>>()?;
    let groups = signs.chunk_by(|one, other| one == other).map(|group| match group.len() {
        1 => group[0].to_owned(),
        count => format!("{count} × {}", group[0]),
    });
    Some(groups.collect::<Vec<_>>().join(", ")).filter(|words| !words.is_empty())
}

/// Whether the text of a link is its address.
fn says(words: &str, link: &str) -> bool {
    let bare = |address: &str| {
        let address = ["https://", "http://", "mailto:", "tel:"]
            .iter()
            .find_map(|scheme| address.strip_prefix(scheme))
            .unwrap_or(address);
        address.trim_end_matches('/').to_owned()
    };
    bare(words.trim()) == bare(link)
}
