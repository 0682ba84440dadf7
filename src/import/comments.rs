//! Splits a text at its comments. What a comment means depends on the dialect.

use crate::import::scan::{Bit, bits};
use crate::source::{Span, Traced};

/// A piece of a text: plain text, or a comment.
pub enum Met {
    Text(Traced),
    Comment(Comment),
}

pub struct Comment {
    /// What is between its delimiters.
    pub inner: Traced,
    /// The whole comment.
    pub whole: Span,
    /// Whether only spaces follow it.
    pub is_last: bool,
}

impl Comment {
    pub fn words(&self) -> &str {
        self.inner.text().trim()
    }
}

/// Splits a text at its comments. A comment that is alone on its line is removed with the line.
pub fn split(text: &Traced) -> Vec<Met> {
    let all = text.text();
    if !all.contains("<!--") {
        return vec![Met::Text(text.clone())];
    }
    let mut met = Vec::new();
    let mut from = 0;
    for (range, _) in bits(all).into_iter().filter(|(_, bit)| *bit == Bit::Comment) {
        let line = all[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let before = all[line..range.start].trim().is_empty() && line >= from;
        let rest = &all[range.end..];
        let line_end = rest.find('\n').unwrap_or(rest.len());
        let after = rest[..line_end].trim().is_empty();
        let end = if before { line } else { range.start };
        let end = if after { from + all[from..end.max(from)].trim_end_matches([' ', '\t']).len() } else { end };
        met.push(Met::Text(text.part(from..end.max(from))));
        met.push(Met::Comment(Comment {
            inner: text.part(range.start + 4..(range.end - 3).max(range.start + 4)),
            whole: text.span(range.clone()),
            is_last: rest.trim().is_empty(),
        }));
        from = if before && after { (range.end + line_end + 1).min(all.len()) } else { range.end };
    }
    met.push(Met::Text(text.part(from..all.len())));
    met
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_around_comments_stays() {
        let text = "a <!-- one -->\n<!-- two: 2 -->\n`<!-- no -->` b\n\n<!--\nthree\n-->\n";
        let met: Vec<String> = split(&Traced::as_it_is(text, 0))
            .iter()
            .map(|met| match met {
                Met::Text(text) => text.text().to_owned(),
                Met::Comment(it) => format!("<{} {}>", it.words(), it.is_last),
            })
            .collect();
        assert_eq!(
            met.concat(),
            "a<one false>
<two: 2 false>`<!-- no -->` b

<three true>"
        );
    }
}
