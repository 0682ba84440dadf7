//! Syntax within a line: bare addresses, marked and colored words, and links that are safe for a terminal.

use std::ops::Range;
use std::sync::Arc;

use linkify::{LinkFinder, LinkKind};

use crate::markdown::Rich;
use crate::markdown::colored::{colored, is_words};
use crate::page::{Ink, Link, Role};
use crate::text::Run;

/// The delimiter of marked words.
const MARK: &str = "==";

/// Text with its addresses as links, and with marked and colored words.
pub fn finished(rich: Rich) -> Rich {
    let has = |signs: &[&str]| rich.iter().any(|run| is_words(run) && signs.iter().any(|sign| run.text.contains(sign)));
    let (addresses, marks) = (has(&["://", "www.", "@"]), has(&[MARK]));
    let rich = if addresses { rich.into_iter().flat_map(linked).collect() } else { rich };
    let rich = if marks { marked(rich) } else { rich };
    colored(rich)
}

/// Turns the addresses in a run into links. (GitHub Flavored Markdown, "Autolinks (extension)": words that start with `www.`, `http://` or
/// `https://`, and mail addresses.)
fn linked(run: Run<Ink>) -> Rich {
    if !is_words(&run) {
        return vec![run];
    }
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let mut runs = Rich::new();
    for span in finder.spans(&run.text) {
        let words = span.as_str();
        let target = match span.kind() {
            Some(LinkKind::Email) => Some(format!("mailto:{words}")),
            Some(LinkKind::Url) if words.contains("://") => Some(words.to_owned()),
            Some(LinkKind::Url) if words.starts_with("www.") => Some(format!("https://{words}")),
            _ => None,
        };
        let style = match target.and_then(|target| safe_link(&target)) {
            Some(address) => {
                let mut ink = run.style.clone();
                ink.style.role = Role::Link;
                Ink { link: Some(Link::from(address)), ..ink }
            }
            None => run.style.clone(),
        };
        match runs.last_mut() {
            Some(last) if last.style == style => last.text.push_str(words),
            _ => runs.push(Run { text: words.to_owned(), style }),
        }
    }
    runs
}

/// Highlights the text between two `==`, as with a marker pen.
fn marked(rich: Rich) -> Rich {
    let all = pairs(&rich);
    let mut pairs = all.as_slice();
    let mut runs = Rich::new();
    let mut at = 0;
    for run in rich {
        let mut rest = at..at + run.text.len();
        at = rest.end;
        while !rest.is_empty() {
            while pairs.first().is_some_and(|(_, close)| close + MARK.len() <= rest.start) {
                pairs = &pairs[1..];
            }
            let (part, pen) = next_part(&rest, pairs.first());
            let text = &run.text[part.start + run.text.len() - at..part.end + run.text.len() - at];
            rest.start = part.end;
            match pen {
                Pen::Sign => continue,
                Pen::Off => runs.push(Run { text: text.to_owned(), style: run.style.clone() }),
                Pen::On => {
                    let mut style = run.style.clone();
                    style.style.role = Role::Selected;
                    runs.push(Run { text: text.to_owned(), style });
                }
            }
        }
    }
    runs
}

/// What happens to a part of a text.
enum Pen {
    Off,
    On,
    /// The delimiter, which is not shown.
    Sign,
}

/// The next part of the rest that is treated alike, given the next pair of delimiters.
fn next_part(rest: &Range<usize>, pair: Option<&(usize, usize)>) -> (Range<usize>, Pen) {
    let to = |end: usize| rest.start..end.min(rest.end);
    let Some((open, close)) = pair else { return (rest.clone(), Pen::Off) };
    match rest.start {
        start if start < *open => (to(*open), Pen::Off),
        start if start < open + MARK.len() => (to(open + MARK.len()), Pen::Sign),
        start if start < *close => (to(*close), Pen::On),
        _ => (to(close + MARK.len()), Pen::Sign),
    }
}

/// Where the delimiters are that belong together: one before a word, one after a word, never inside one.
fn pairs(rich: &[Run<Ink>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut open = None;
    let mut at = 0;
    for run in rich {
        for (here, _) in run.text.match_indices(MARK).filter(|_| is_words(run)) {
            let before = run.text[..here].chars().next_back();
            let after = run.text[here + MARK.len()..].chars().next();
            let ends = |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric() && char != '=');
            let touches = |char: Option<char>| char.is_none_or(|char| !char.is_whitespace() && char != '=');
            match open {
                Some(start) if touches(before) && ends(after) && at + here > start + MARK.len() => {
                    pairs.push((start, at + here));
                    open = None;
                }
                None if touches(after) && ends(before) => open = Some(at + here),
                _ => {}
            }
        }
        at += run.text.len();
    }
    pairs
}

/// The text without its styles.
pub fn plain(rich: &[Run<Ink>]) -> String {
    rich.iter().map(|run| run.text.as_str()).collect()
}

/// A link that is safe for a terminal: with a known scheme, in printable ASCII, otherwise percent-encoded.
pub fn safe_link(target: &str) -> Option<Arc<str>> {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    if !matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") {
        return None;
    }
    let mut link = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte {
            b'!'..=b'~' if !b"\"<>\\^`{|}".contains(&byte) => link.push(char::from(byte)),
            byte => link.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(link.into())
}

/// Text escaped so that Markdown leaves it as it is. A line feed is a hard break.
pub fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for char in words.chars() {
        match char {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '&' => out.extend(['\\', char]),
            '\n' => out.push_str("\\\n"),
            char => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Run<Ink> {
        Run { text: text.to_owned(), style: Ink::default() }
    }

    fn links(text: &str) -> Vec<(String, String)> {
        let runs = finished(vec![run(text)]);
        assert_eq!(plain(&runs), text);
        let linked =
            runs.iter().filter_map(|run| Some((run.text.clone(), run.style.link.as_ref()?.address()?.to_string())));
        linked.collect()
    }

    #[test]
    fn links_are_encoded() {
        assert_eq!(safe_link("https://é.fr/\u{1b}]").as_deref(), Some("https://%C3%A9.fr/%1B]"));
        assert_eq!(safe_link("file:///etc/passwd"), None);
    }

    #[test]
    fn bare_addresses_are_links() {
        let own = |address: &str| vec![(address.to_owned(), address.to_owned())];
        assert_eq!(links("Voir https://a.fr/b_c(d), puis."), own("https://a.fr/b_c(d)"));
        assert_eq!(links("(www.a.fr)."), [("www.a.fr".to_owned(), "https://www.a.fr".to_owned())]);
        assert_eq!(links("à me@a.fr."), [("me@a.fr".to_owned(), "mailto:me@a.fr".to_owned())]);
        assert_eq!(links("main.rs, javascript://a.fr, 10:30, @vous, a@b"), []);
    }

    /// The words, with brackets around those that are marked.
    fn pen(text: &str) -> String {
        let runs = finished(vec![run(text)]);
        let word = |run: &Run<Ink>| match run.style.style.role {
            Role::Selected => format!("[{}]", run.text),
            _ => run.text.clone(),
        };
        runs.iter().map(word).collect()
    }

    #[test]
    fn words_between_two_signs_are_marked_and_others_are_not() {
        assert_eq!(pen("un ==mot marqué== et ==deux==."), "un [mot marqué] et [deux].");
        for same in ["a == b == c", "x==y et z==w", "==seul", "====", "== a ==", "si a==b, c==d"] {
            assert_eq!(pen(same), same);
        }
    }

    #[test]
    fn a_mark_goes_over_styles() {
        let strong = Run { text: "fort".to_owned(), style: Role::Strong.into() };
        let runs = finished(vec![run("==un "), strong, run(" mot== là")]);
        assert_eq!(plain(&runs), "un fort mot là");
        let roles: Vec<Role> = runs.iter().map(|run| run.style.style.role).collect();
        assert_eq!(roles, [Role::Selected, Role::Selected, Role::Selected, Role::Text]);
    }
}
