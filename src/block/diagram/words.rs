//! The text of nodes and edges as it is drawn.

use crate::text;

/// Text as it is drawn: clean, without tags and Markdown, with `<br>` and `\n` as line ends, and with entities replaced.
pub fn label(words: &str) -> String {
    let words = unquoted(words);
    let markdown = words.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    let lines = without_entities(&without_tags(&markdown.unwrap_or(words).replace("\\n", "\n")));
    let lines = without_icons(&without_strong(&lines));
    let lines = if markdown.is_some() { without_emphasis(&lines) } else { lines };
    let lines: Vec<&str> = lines.split('\n').map(str::trim).collect();
    text::clean(lines.join("\n").trim()).into_owned()
}

/// Text without the quotes around it.
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(text)
}

/// The text in HTML: `<br>` is a line end, other tags are dropped.
fn without_tags(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(start) = rest.find('<') {
        let inside = &rest[start + 1..];
        let is_tag = inside.starts_with(|char: char| char.is_ascii_alphabetic() || char == '/');
        let Some(end) = inside.find('>').filter(|_| is_tag) else {
            out.push_str(&rest[..=start]);
            rest = inside;
            continue;
        };
        out.push_str(&rest[..start]);
        let name = inside[..end].trim_matches('/').trim().to_ascii_lowercase();
        out.push_str(if name == "br" { "\n" } else { "" });
        rest = &inside[end + 1..];
    }
    out + rest
}

/// Replaces `&amp;`, and Mermaid's own spelling `#amp;`, also by number.
fn without_entities(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(start) = rest.find(['&', '#']) {
        let name = rest[start..].trim_start_matches(['&', '#']);
        let signs = rest.len() - start - name.len();
        let end = name
            .find(';')
            .filter(|end| (1..=8).contains(end) && name[..*end].bytes().all(|it| it.is_ascii_alphanumeric()));
        match end.and_then(|end| Some((entity(&name[..end])?, end))) {
            Some((sign, end)) => {
                out.push_str(&rest[..start]);
                out.push(sign);
                rest = &name[end + 1..];
            }
            None => {
                out.push_str(&rest[..start + signs]);
                rest = name;
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    let number = |name: &str| match name.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => name.parse().ok(),
    };
    Some(match name {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "hearts" => '♥',
        "larr" => '←',
        "rarr" => '→',
        "uarr" => '↑',
        "darr" => '↓',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "copy" => '©',
        "reg" => '®',
        "euro" => '€',
        "times" => '×',
        "deg" => '°',
        "semi" => ';',
        "colon" => ':',
        "num" => '#',
        name => char::from_u32(number(name)?)?,
    })
}

/// `*emphasis*` and `_emphasis_` as plain text. Only around whole words, because names may contain `_` or start with it.
fn without_emphasis(words: &str) -> String {
    ['*', '_'].into_iter().fold(words.to_owned(), |words, sign| {
        let bare = || words.split([' ', '\n']).filter(|word| word.len() > 1);
        let (begun, ended) = (bare().filter(|it| it.starts_with(sign)), bare().filter(|it| it.ends_with(sign)));
        if begun.count() != ended.count() {
            return words;
        }
        let without = |word: &str| if word.len() > 1 { word.trim_matches(sign).to_owned() } else { word.to_owned() };
        let line = |line: &str| line.split(' ').map(without).collect::<Vec<_>>().join(" ");
        words.split('\n').map(line).collect::<Vec<_>>().join("\n")
    })
}

/// `**strong**` and `__strong__` as plain text.
fn without_strong(words: &str) -> String {
    ["**", "__"].iter().fold(words.to_owned(), |words, sign| without_pairs(&words, sign))
}

/// Removes pairs of marks around words. A mark without a partner stays.
fn without_pairs(words: &str, sign: &str) -> String {
    let parts: Vec<&str> = words.split(sign).collect();
    let mut out = String::with_capacity(words.len());
    for (index, part) in parts.iter().enumerate() {
        // Odd parts are between two marks.
        let is_inside = index % 2 == 1 && index + 1 < parts.len() && !part.is_empty();
        let was_inside = index > 0 && index % 2 == 0 && !parts[index - 1].is_empty();
        if index > 0 && !is_inside && !was_inside {
            out.push_str(sign);
        }
        out.push_str(part);
    }
    out
}

/// Removes the names of icons from fonts: `fa:fa-car`.
fn without_icons(words: &str) -> String {
    let is_icon = |word: &str| {
        let sets = ["fa:fa-", "fab:fa-", "fas:fa-", "far:fa-", "fal:fa-", "mdi:mdi-", "mdi:"];
        sets.iter().any(|set| word.starts_with(set))
    };
    let line = |line: &str| line.split(' ').filter(|word| !is_icon(word)).collect::<Vec<_>>().join(" ");
    words.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_drawn_without_what_only_browsers_read() {
        for (written, drawn) in [
            ("un<br>deux<BR/>trois", "un\ndeux\ntrois"),
            ("\"Release\\n(user-defined)\"", "Release\n(user-defined)"),
            ("<b>Hello</b> <i class=\"x\">you</i>", "Hello you"),
            ("**B** et __C__", "B et C"),
            ("\"`The **cat** in the hat`\"", "The cat in the hat"),
            ("\"`The *fat cat* in _the_ a_hat * 2`\"", "The fat cat in the a_hat * 2"),
            ("\"`Call _this from *here*`\"", "Call _this from here"),
            ("The *cat*", "The *cat*"),
            ("A &quot; &#9829; #quot; #35; R&D a < b > c", "A \" ♥ \" # R&D a < b > c"),
            ("fa:fa-car Car", "Car"),
            ("&unknown; #1a2; 5 * 3 ** 2", "&unknown; #1a2; 5 * 3 ** 2"),
        ] {
            assert_eq!(label(written), drawn, "{written}");
        }
    }
}
