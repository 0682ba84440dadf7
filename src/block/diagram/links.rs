//! Reads edges: `-->`, `---`, `-.->`, `==>`, with text on them.

use crate::block::diagram::words::{label, unquoted};
use crate::block::graph::{Edge, Heads, Stroke};
use crate::lang::{Message, noun, say};
use crate::text;

/// An edge as it is written.
pub struct Link {
    /// Its length in bytes, including text.
    pub length: usize,
    stroke: Stroke,
    heads: Heads,
    label: Option<String>,
    /// A part of it that is not drawn, and what to write instead.
    pub odd: Option<(&'static str, Message)>,
    /// Whether it is invisible and only keeps nodes apart.
    pub hidden: bool,
}

impl Link {
    pub fn edge(&self, from: usize, to: usize) -> Edge {
        Edge { from, to, label: self.label.clone(), stroke: self.stroke, heads: self.heads }
    }
}

/// A mistake: from which byte to which, the message, the help.
type Wrong = (usize, usize, Message, Message);

/// Whether a text starts with an edge.
pub fn begins(text: &str) -> bool {
    ["--", "==", "-.", "~~~", "<--", "<==", "<-."].iter().any(|sign| text.starts_with(sign))
}

/// Reads the edge at the start of a text.
pub fn read(text: &str) -> Result<Link, Wrong> {
    if text.starts_with("~~~") {
        let length = text.len() - text.trim_start_matches('~').len();
        let (stroke, heads) = (Stroke::Plain, Heads::None);
        return Ok(Link { length, stroke, heads, label: None, odd: None, hidden: true });
    }
    // `x--x` and `o--o` have marks at both ends.
    let other = text.starts_with(['x', 'o']) && text[1..].starts_with(['-', '=']);
    let both = text.starts_with('<') || other;
    let rest = &text[usize::from(both)..];
    let (stroke, fill, close) = match rest.as_bytes() {
        [b'-', b'-', ..] => (Stroke::Plain, '-', "--"),
        [b'-', b'.', ..] => (Stroke::Dotted, '.', ".-"),
        [b'=', b'=', ..] => (Stroke::Thick, '=', "=="),
        _ => return Err(no_link(text)),
    };
    let line = line_length(rest, stroke, fill);
    let mut link = Link { length: 0, stroke, heads: Heads::None, label: None, odd: None, hidden: false };
    let mut at = usize::from(both);
    match line.filter(|line| is_whole(rest, *line, stroke)) {
        Some(line) => at += line,
        None => {
            // `-- text -->`: the line continues after its text.
            let inside = &rest[2..];
            let skip = inside.trim_start().strip_prefix('"').and_then(|it| it.find('"')).map_or(0, |quote| quote + 2);
            let skip = if skip == 0 { 0 } else { skip + inside.len() - inside.trim_start().len() };
            let Some(length) = inside[skip..].find(close).map(|length| length + skip) else { return Err(no_end(text)) };
            link.label = Some(label(unquoted(&inside[..length])));
            let tail = &inside[length..];
            at += 2 + length + tail.len() - tail.trim_start_matches(['-', '.', '=']).len();
        }
    }
    at += head(&text[at..], both, &mut link);
    if other {
        link.odd = Some((noun!("a sign at the beginning of an edge"), say!("write `<-->`")));
    }
    at += words_between_bars(&text[at..], &mut link).ok_or_else(|| {
        let help = say!("write them between two bars: `-->|words|`");
        (0, text.len(), say!("the label of this edge is not closed"), help)
    })?;
    link.label = link.label.filter(|label| !label.is_empty());
    link.length = at;
    Ok(link)
}

/// The length of `---`, `-.-` or `===` in bytes. `None` if the line is incomplete.
fn line_length(rest: &str, stroke: Stroke, fill: char) -> Option<usize> {
    match stroke {
        Stroke::Plain | Stroke::Thick => Some(rest.len() - rest.trim_start_matches(fill).len()),
        Stroke::Dotted => {
            let dots = &rest[1..];
            let length = 1 + dots.len() - dots.trim_start_matches('.').len();
            rest[length..].starts_with('-').then_some(length + 1)
        }
    }
}

/// Whether an edge is complete after its line. Two characters without an arrowhead start text.
fn is_whole(rest: &str, line: usize, stroke: Stroke) -> bool {
    let behind = &rest[line..];
    line > 2 || stroke == Stroke::Dotted || behind.starts_with('>') || odd_head(behind).is_some()
}

/// `x` or `o` at the end of an edge.
fn odd_head(behind: &str) -> Option<&'static str> {
    let sign = [("x", noun!("a cross at the end of an edge")), ("o", noun!("a circle at the end of an edge"))]
        .into_iter()
        .find(|(sign, _)| behind.starts_with(sign))?;
    let ends = behind[1..].is_empty() || behind[1..].starts_with([' ', '|']);
    ends.then_some(sign.1)
}

/// Reads the arrowhead after a line. Returns its length in bytes.
fn head(behind: &str, both: bool, link: &mut Link) -> usize {
    link.odd = odd_head(behind).map(|sign| (sign, say!("write `-->`")));
    let arrow = behind.starts_with('>') || link.odd.is_some();
    link.heads = match (both, arrow) {
        (true, true) => Heads::Both,
        (false, true) => Heads::End,
        (false, false) => Heads::None,
        (true, false) => {
            link.odd =
                Some((noun!("a head at the beginning alone"), say!("write the nodes the other way round, or `<-->`")));
            Heads::Both
        }
    };
    usize::from(arrow)
}

/// Reads `|text|` after an edge. Returns its length in bytes, or `None` if it is not closed.
fn words_between_bars(behind: &str, link: &mut Link) -> Option<usize> {
    let spaces = behind.len() - behind.trim_start().len();
    let Some(inside) = behind[spaces..].strip_prefix('|') else { return Some(0) };
    let length = inside.find('|')?;
    link.label = Some(label(unquoted(&inside[..length])));
    Some(spaces + length + 2)
}

fn no_end(text: &str) -> Wrong {
    let message = say!("this edge does not end");
    (
        0,
        text.len(),
        message,
        say!("write `A --> B` for an arrow, `A --- B` for a line, `A -- words --> B` for words on it"),
    )
}

fn no_link(text: &str) -> Wrong {
    let word = text.split_whitespace().next().unwrap_or_default();
    let shown = text::shorten(word, 40);
    let help = say!("write `A --> B` for an arrow, `A --- B` for a line; a name has no spaces: `a[Several words]`");
    (0, word.len(), say!("\"{shown}\" is not an edge", shown), help)
}
