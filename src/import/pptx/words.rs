//! Text as Markdown. Characters are escaped only where they would have a meaning.

use crate::markdown::{Event, Part, events};

/// Characters that can have a meaning within a line.
const SIGNS: &str = "\\`*_[]<>|~$!{}=";

/// Escaped text. A manual line break (`\u{b}`) is kept.
pub fn escaped(words: &str) -> String {
    let plain = with_breaks(words);
    if is_safe(words) && says(&plain, words) { plain } else { with_breaks(&guarded(words, true)) }
}

/// The same on one line, for a title or a cell.
pub fn on_one_line(words: &str) -> String {
    escaped(&words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a Markdown text is at most one paragraph that consists of just these words.
pub fn says(markdown: &str, words: &str) -> bool {
    let mut said = String::new();
    let mut paragraphs = 0;
    for (event, _) in events(markdown) {
        match event {
            Event::Start(Part::Paragraph) => paragraphs += 1,
            Event::Text(text) | Event::Code(text) => said.push_str(&text),
            Event::Break { .. } => said.push(' '),
            Event::Start(Part::Strong | Part::Emphasis | Part::Strike | Part::Link(_)) | Event::End(_) => {}
            _ => return false,
        }
    }
    paragraphs <= 1 && said.split_whitespace().eq(words.split_whitespace())
}

/// Whether a text needs no escaping that depends on the context: in items, in titles, or for the import itself.
pub fn is_safe(words: &str) -> bool {
    let bare = words.trim_start();
    let has_signs = ["==", "![", "]:"].iter().any(|sign| words.contains(sign));
    let is_task = ["[ ]", "[x]", "[X]"].iter().any(|sign| bare.starts_with(sign));
    !(has_signs || is_task || bare.starts_with(':') || words.trim_end().ends_with('}'))
}

/// Manual line breaks as Markdown writes them.
pub fn with_breaks(words: &str) -> String {
    let lines = words.split('\u{b}').map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\\\n")
}

/// Text with characters escaped that can have a meaning; `begins` tells that it starts a line.
pub fn guarded(words: &str, mut begins: bool) -> String {
    let mut out = String::new();
    let mut before = ' ';
    let mut rest = words.chars().peekable();
    while let Some(char) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let is_inside_word = char == '_' && before.is_alphanumeric() && next.is_alphanumeric();
        let ends_number = matches!(char, '.' | ')') && next.is_whitespace() && is_number(&out);
        match char {
            '&' if next.is_ascii_alphabetic() || next == '#' => out.push_str("&amp;"),
            '&' => out.push('&'),
            _ if is_inside_word => out.push(char),
            _ if SIGNS.contains(char) || ends_number || begins && "#+->:".contains(char) => out.extend(['\\', char]),
            _ => out.push(char),
        }
        begins = char == '\u{b}' || begins && char == ' ';
        before = char;
    }
    out
}

/// Whether the last line is just a number.
fn is_number(line: &str) -> bool {
    let last = line.rsplit('\u{b}').next().unwrap_or_default().trim_start();
    !last.is_empty() && last.len() < 10 && last.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_only_where_they_mean_something() {
        for (words, markdown) in [
            ("2 * 3 * 4 < 5 & snake_case", "2 * 3 * 4 < 5 & snake_case"),
            ("C# and F#, a [x] b", "C# and F#, a [x] b"),
            ("*stars*", "\\*stars\\*"),
            ("Vec<T>", "Vec\\<T\\>"),
            ("# 1", "\\# 1"),
            ("1. one", "1\\. one"),
            ("- no item", "\\- no item"),
            ("R&amp;D", "R&amp;amp;D"),
            ("$a$ and $b$", "\\$a\\$ and \\$b\\$"),
            ("one\u{b}two", "one\\\ntwo"),
            ("one\u{b}===", "one\\\n\\=\\=\\="),
            ("Set {#id}", "Set \\{#id\\}"),
            ("[^1]: x", "\\[^1\\]: x"),
            ("==lit==", "\\=\\=lit\\=\\="),
            ("", ""),
        ] {
            assert_eq!(escaped(words), markdown);
            assert!(says(markdown, words), "{words}");
        }
    }
}
