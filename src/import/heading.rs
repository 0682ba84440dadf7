//! Finds headings in lines, and takes the title of a slide from its text.

use std::ops::Range;

use crate::import::scan::{Line, lines};
use crate::markdown::{self, Event, Part};
use crate::source::Traced;

/// A heading in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub level: u8,
    pub is_underlined: bool,
    /// The place of its text.
    pub words: Range<usize>,
    /// The whole heading with its line ends.
    pub range: Range<usize>,
}

/// Level and text of a heading with marks: `## words ##`.
pub fn marked(line: &str) -> Option<(u8, Range<usize>)> {
    let bare = line.trim_start_matches(' ');
    let level = bare.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &bare[level..];
    if line.len() - bare.len() > 3 || !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let end = rest.trim_end();
    let closed = end.trim_end_matches('#');
    let words = if closed.ends_with([' ', '\t']) || closed.is_empty() { closed.trim() } else { end.trim() };
    let start = if words.is_empty() { line.len() } else { words.as_ptr() as usize - line.as_ptr() as usize };
    Some((level as u8, start..start + words.len()))
}

/// The heading level that an underline gives to the line above: `===`, `---`.
pub fn underline(line: &str) -> Option<u8> {
    let words = line.trim();
    let indent = line.len() - line.trim_start_matches(' ').len();
    let sign = words.bytes().next().filter(|_| indent < 4)?;
    match (words.bytes().all(|byte| byte == sign), sign) {
        (true, b'=') => Some(1),
        (true, b'-') => Some(2),
        _ => None,
    }
}

/// Whether a line can be the text above an underline.
fn is_paragraph(line: &Line) -> bool {
    let bare = line.trimmed();
    !bare.is_empty()
        && !bare.starts_with(['>', '|', '<', '#'])
        && !crate::import::scan::is_item(bare)
        && !line.text.starts_with("    ")
        && !is_rule(bare)
        && !bare.starts_with(":::")
}

/// Whether a line is a rule: `---`, `* * *`, `___`.
pub fn is_rule(line: &str) -> bool {
    let bare = line.trim();
    let sign = bare.chars().next().filter(|sign| "-*_".contains(*sign));
    sign.is_some_and(|sign| {
        bare.chars().all(|char| char == sign || char == ' ' || char == '\t') && bare.matches(sign).count() >= 3
    })
}

/// The headings in some lines, in order, with places in the same text.
pub fn headings(lines: &[Line]) -> Vec<Heading> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.is_text()) {
        if let Some((level, words)) = marked(line.text) {
            let words = line.at + words.start..line.at + words.end;
            found.push(Heading { level, is_underlined: false, words, range: line.at..line.end() + 1 });
            continue;
        }
        let Some(above) = index.checked_sub(1).map(|above| &lines[above]) else { continue };
        // Only a single line of text: most programs take several for a paragraph with a rule below.
        let is_first = index < 2 || !is_paragraph(&lines[index - 2]) || marked(lines[index - 2].text).is_some();
        if let Some(level) = underline(line.text).filter(|_| is_paragraph(above) && is_first) {
            let start = above.at + above.text.len() - above.text.trim_start().len();
            let words = start..start + above.text.trim().len();
            found.push(Heading { level, is_underlined: true, words, range: above.at..line.end() + 1 });
        }
    }
    found
}

/// Removes and returns the title of a text: an underlined heading anywhere if `underlined`, else the first heading.
pub fn take_title(text: &mut Traced, underlined: bool) -> Option<(u8, Traced)> {
    if !text.text().contains(['#', '=', '-']) {
        return None;
    }
    let lines = lines(text.text(), 0);
    let all = headings(&lines);
    let wanted = all.iter().find(|it| underlined && it.is_underlined).or(all.first())?;
    let title = text.part(wanted.words.clone());
    let end = wanted.range.end.min(text.text().len());
    let level = wanted.level;
    *text = text.edited(&[(wanted.range.start..end, String::new())]);
    Some((level, title))
}

/// The text without its Markdown, on one line.
pub fn plain(text: &str) -> String {
    let mut words = String::new();
    // The parser does not know the delimiters of marked text, so they are dropped here.
    for (event, _) in markdown::events(&text.replace("==", "")) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::Math(text) => words.push_str(text.trim_matches('$')),
            Event::Break { .. } | Event::End(Part::Paragraph | Part::Item) => words.push(' '),
            Event::Html { text, .. } if !text.starts_with('<') => words.push_str(&text),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title of a picture or a slide, shortened.
pub fn short(words: &str) -> String {
    crate::text::shorten(words, 120).into_owned()
}

/// Attributes in braces after a heading or a picture: `{#id .class width=50%}`. Returns the text before them, and the attributes.
pub fn attributes(text: &str) -> Option<(&str, &str)> {
    let open = text.trim_end().strip_suffix('}')?.rfind('{')?;
    if text[..open].ends_with('\\') {
        return None;
    }
    let inside = &text.trim_end()[open + 1..text.trim_end().len() - 1];
    let is_attribute = |word: &str| word.starts_with(['#', '.']) || word == "-" || word.contains('=');
    let is_whole = !inside.trim().is_empty() && inside.split_whitespace().all(is_attribute);
    is_whole.then(|| (text[..open].trim_end(), inside.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_taken_out_and_their_words_stay() {
        for (text, underlined, title, rest) in [
            ("# One ##\n\ntext\n", false, "One", "\ntext\n"),
            ("text\n\nTwo\n===\n\nmore", true, "Two", "text\n\n\nmore"),
            ("# A\n\nB\n---\n", true, "B", "# A\n\n"),
            ("# A\n\nB\n---\n", false, "A", "\nB\n---\n"),
            ("```\n# no\n```\n## yes", false, "yes", "```\n# no\n```\n"),
        ] {
            let mut traced = Traced::as_it_is(text, 0);
            assert_eq!(take_title(&mut traced, underlined).unwrap().1.text(), title);
            assert_eq!(traced.text(), rest, "{text:?}");
        }
        let mut none = Traced::as_it_is("- a\n---\n#no\n", 0);
        assert_eq!(take_title(&mut none, true), None);
    }

    #[test]
    fn words_lose_their_markdown() {
        assert_eq!(plain("A _small_ **`x`** [link](https://a.b) &amp; ==more=="), "A small x link & more");
        assert_eq!(attributes("Springs {#springs .plain}"), Some(("Springs", "#springs .plain")));
        assert_eq!((attributes("a set {x}"), attributes("escaped \\{#x\\}")), (None, None));
    }
}
