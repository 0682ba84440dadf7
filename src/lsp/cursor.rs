//! What is at the cursor in a text that is being typed: the table, its keys, the current line.

use std::borrow::Cow;

use toml_parser::parser::{self, Event, EventKind, RecursionGuard};
use toml_parser::{Source, Span};

use crate::deck::Keys;

/// How deep values may be nested.
const DEEPEST: u32 = 80;

/// What is known about the cursor's place.
#[derive(Debug, Default)]
pub struct Cursor {
    /// The start of the last header or key at or before the cursor. The start of the text if there is none.
    pub start: usize,
    /// The key on the cursor's line; of a dotted key the first part. `None` on a header or an empty line.
    pub key: Option<String>,
    /// Whether the cursor is after the `=` of the key.
    pub in_value: bool,
    /// Whether it is in a comment, or in a multi-line string.
    pub in_words: bool,
    /// The names in the header of the enclosing table.
    table: Vec<String>,
    /// The keys of that table, before and after the cursor.
    pub siblings: Vec<String>,
    kind: Option<String>,
}

/// The starts of all headers, and of all keys on lines of their own: the possible values of [`Cursor::start`].
pub fn starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    walk(text, usize::MAX, |cursor| {
        if starts.last() != Some(&cursor.start) {
            starts.push(cursor.start);
        }
    });
    starts
}

/// Walks through a text up to a place, calling `look` after each step.
fn walk(text: &str, offset: usize, mut look: impl FnMut(&Cursor)) -> Cursor {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    parser::parse_document(&tokens, &mut RecursionGuard::new(&mut events, DEEPEST), &mut ());
    let mut cursor = Cursor::default();
    let mut walk = Walk { source, offset, depth: 0, in_header: false, begins: true, key: None };
    for event in events {
        if !walk.step(event, &mut cursor) {
            break;
        }
        look(&cursor);
    }
    cursor
}

impl Cursor {
    pub fn new(text: &str, offset: usize) -> Self {
        walk(text, offset, |_| ())
    }

    /// The possible keys of the enclosing table, if the format knows the table.
    pub fn keys(&self) -> Option<Keys> {
        if self.table.is_empty() {
            return Some(Keys::of_deck());
        }
        let (outer, last) = self.header()?;
        outer.inside(last, self.kind.as_deref())
    }

    /// The name in the current header, or the header above, with the keys among which it is.
    pub fn header(&self) -> Option<(Keys, &str)> {
        let (last, above) = self.table.split_last()?;
        let outer = above.iter().try_fold(Keys::of_deck(), |keys, name| keys.inside(name, None))?;
        Some((outer, last))
    }
}

/// A walk through the events of a text.
struct Walk<'a> {
    source: Source<'a>,
    offset: usize,
    depth: usize,
    in_header: bool,
    /// Whether the next key starts a line of its own.
    begins: bool,
    /// The key whose value comes next.
    key: Option<String>,
}

impl Walk<'_> {
    /// Handles the next event. Returns whether to continue: the table after the cursor's ends the walk.
    fn step(&mut self, event: Event, cursor: &mut Cursor) -> bool {
        let span = event.span();
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen if span.start() > self.offset => return false,
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                *cursor = Cursor { start: span.start(), ..Cursor::default() };
                self.in_header = true;
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => self.in_header = false,
            EventKind::ArrayOpen | EventKind::InlineTableOpen => self.depth += 1,
            EventKind::ArrayClose | EventKind::InlineTableClose => self.depth = self.depth.saturating_sub(1),
            EventKind::SimpleKey if self.in_header => cursor.table.push(self.name(event)),
            EventKind::SimpleKey if self.depth == 0 => self.begin(event, cursor),
            EventKind::KeySep if self.depth == 0 && !self.in_header => self.key = None,
            EventKind::KeyValSep if self.depth == 0 && span.end() <= self.offset => cursor.in_value = true,
            EventKind::Scalar => self.scalar(event, cursor),
            EventKind::Comment => cursor.in_words |= self.is_in(span),
            EventKind::Newline if self.depth == 0 => {
                self.begins = true;
                if span.end() <= self.offset {
                    (cursor.key, cursor.in_value, cursor.in_words) = (None, false, false);
                }
            }
            _ => {}
        }
        true
    }

    fn begin(&mut self, event: Event, cursor: &mut Cursor) {
        if !std::mem::take(&mut self.begins) {
            return;
        }
        let name = self.name(event);
        self.key = Some(name.clone());
        if event.span().start() <= self.offset {
            cursor.start = event.span().start();
            cursor.key = Some(name.clone());
            (cursor.in_value, cursor.in_words) = (false, false);
        }
        // The word that is being typed is not a key yet.
        if !(event.span().start()..=event.span().end()).contains(&self.offset) {
            cursor.siblings.push(name);
        }
    }

    fn scalar(&mut self, event: Event, cursor: &mut Cursor) {
        let raw = self.source.get(event).map_or("", |raw| raw.as_str());
        cursor.in_words |= self.is_in(event.span()) && raw.contains('\n');
        if self.depth == 0 && self.key.as_deref() == Some("kind") {
            let mut text = Cow::Borrowed("");
            if let Some(raw) = self.source.get(event) {
                let _ = raw.decode_scalar(&mut text, &mut ());
            }
            cursor.kind = Some(text.into_owned());
        }
    }

    /// Whether the cursor is after the start of a range, and not after its end.
    fn is_in(&self, span: Span) -> bool {
        span.start() < self.offset && self.offset <= span.end()
    }

    fn name(&self, event: Event) -> String {
        let mut name = Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut name, &mut ());
        }
        name.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cursor at `|`.
    fn cursor(text: &str) -> Cursor {
        let at = text.find('|').unwrap();
        Cursor::new(&text.replacen('|', "", 1), at)
    }

    #[test]
    fn the_table_and_its_keys_are_known_while_one_types() {
        let it = cursor(
            "format = 1\n[[section]]\n[[section.slide.block]]\ntext = 'a'\nb|\nkind = \"quote\"\n[[section]]\nid = 's'\n",
        );
        assert_eq!((it.key.as_deref(), it.in_value, it.in_words), (Some("b"), false, false));
        assert_eq!(it.siblings, ["text", "kind"]);
        assert_eq!(it.keys().unwrap().about("by"), Some("Who said or wrote them."));
        let it = cursor("format = 1\nti|");
        assert!(it.keys().unwrap().about("title").is_some());
        assert_eq!(it.siblings, ["format"]);
    }

    #[test]
    fn values_and_words_are_told_apart() {
        let it = cursor("[[section.slide]]\nreveal = \"|");
        assert_eq!((it.key.as_deref(), it.in_value, it.in_words), (Some("reveal"), true, false));
        let it = cursor("[[section.slide]]\nbody = '''\nun |mot\n'''\n");
        assert_eq!((it.start, it.in_words), (18, true));
        let it = cursor("a = 1\nbody = [\n  \"\"\"\nx|\"\"\"]\n");
        assert_eq!((it.start, it.in_words), (6, true));
        assert!(cursor("a = 1 # wo|rds").in_words);
        assert!(!cursor("a = 1 # words\n|").in_words);
        let it = cursor("a = 1\n[[section|]]\ntitle = 'x'");
        assert_eq!((it.start, it.key), (6, None));
    }
}
