//! Parses a TOML text into a tree that keeps everything except white space: tables, keys, values as they are written, comments.

use std::borrow::Cow;

use toml_parser::parser::{self, Event, EventKind, RecursionGuard};
use toml_parser::{ParseError, Source};

/// How deep values may be nested: not enough to overflow the stack, but more than any deck needs.
const DEEPEST: u32 = 80;

/// A comment, or `None` for an empty line.
pub type LeadLine<'a> = Option<&'a str>;

/// A part from one header to the next. The first has no header.
#[derive(Debug, Default)]
pub struct Part<'a> {
    /// The comments and empty lines above the header; at the start of the text, above the first key.
    pub lead: Vec<LeadLine<'a>>,
    pub header: Option<Header<'a>>,
    pub entries: Vec<Entry<'a>>,
    /// The comments after the last key.
    pub tail: Vec<&'a str>,
}

#[derive(Debug)]
pub struct Header<'a> {
    /// Whether it opens another table of a list.
    pub list: bool,
    pub keys: Vec<Key<'a>>,
    pub comment: Option<&'a str>,
}

/// A part of a dotted key.
#[derive(Debug)]
pub struct Key<'a> {
    pub raw: &'a str,
    pub name: Cow<'a, str>,
}

/// A key with its value, or an element of a list, which has no key.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The comments above it.
    pub lead: Vec<&'a str>,
    pub keys: Vec<Key<'a>>,
    pub value: Value<'a>,
    /// The comment after it on the same line.
    pub comment: Option<&'a str>,
}

#[derive(Debug)]
pub enum Value<'a> {
    /// A number, date or keyword.
    Plain(&'a str),
    /// A string, as it is written and decoded.
    Text {
        raw: &'a str,
        text: Cow<'a, str>,
    },
    List {
        items: Vec<Entry<'a>>,
        /// The comments after the last element.
        tail: Vec<&'a str>,
        /// Whether it is written on several lines.
        over_lines: bool,
    },
    Table {
        entries: Vec<Entry<'a>>,
    },
    /// An inline table with comments in it, as it is written.
    Commented(&'a str),
}

/// A whole text.
#[derive(Debug, Default)]
pub struct Document<'a> {
    pub parts: Vec<Part<'a>>,
    /// The comments at the end, below an empty line.
    pub end: Vec<LeadLine<'a>>,
}

/// Parses a text. `None` if it is not TOML.
pub fn parse(text: &str) -> Option<Document<'_>> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    let mut errors: Vec<ParseError> = Vec::new();
    parser::parse_document(&tokens, &mut RecursionGuard::new(&mut events, DEEPEST), &mut errors);
    events.retain(|event| event.kind() != EventKind::Whitespace);
    let mut reader = Reader { source, events: &events, at: 0, errors };
    let document = reader.document()?;
    reader.errors.is_empty().then_some(document)
}

struct Reader<'a, 'e> {
    source: Source<'a>,
    events: &'e [Event],
    at: usize,
    errors: Vec<ParseError>,
}

impl<'a> Reader<'a, '_> {
    fn peek(&self) -> Option<EventKind> {
        self.events.get(self.at).map(Event::kind)
    }

    fn next(&mut self) -> Option<Event> {
        self.at += 1;
        self.events.get(self.at - 1).copied()
    }

    /// Skips the next event if it is of this kind.
    fn skip(&mut self, kind: EventKind) -> bool {
        let is = self.peek() == Some(kind);
        self.at += usize::from(is);
        is
    }

    fn raw(&self, event: Event) -> &'a str {
        self.source.get(event).map_or("", |raw| raw.as_str())
    }

    /// The next event if it is a comment.
    fn comment(&mut self) -> Option<&'a str> {
        let event = *self.events.get(self.at).filter(|event| event.kind() == EventKind::Comment)?;
        self.at += 1;
        Some(self.raw(event).trim_end())
    }

    fn document(&mut self) -> Option<Document<'a>> {
        let (mut parts, mut part) = (Vec::new(), Part::default());
        let mut above: Vec<LeadLine> = Vec::new();
        while let Some(kind) = self.peek() {
            match kind {
                EventKind::Newline => {
                    self.at += 1;
                    above.push(None);
                }
                EventKind::Comment => {
                    above.push(self.comment());
                    self.skip(EventKind::Newline);
                }
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    part.tail = own_tail(&part, &mut above);
                    let lead = tidied(std::mem::take(&mut above));
                    let header = Some(self.header()?);
                    parts.push(std::mem::replace(&mut part, Part { lead, header, ..Part::default() }));
                }
                EventKind::SimpleKey => {
                    let mut entry = self.entry()?;
                    if part.header.is_none() && part.entries.is_empty() {
                        part.lead = head(&mut above);
                    }
                    entry.lead = above.drain(..).flatten().collect();
                    entry.comment = self.comment();
                    self.skip(EventKind::Newline);
                    part.entries.push(entry);
                }
                _ => return None,
            }
        }
        above.push(None);
        part.tail = own_tail(&part, &mut above);
        parts.push(part);
        let mut end = tidied(above);
        end.pop_if(|line| line.is_none());
        Some(Document { parts, end })
    }

    fn header(&mut self) -> Option<Header<'a>> {
        let list = self.next()?.kind() == EventKind::ArrayTableOpen;
        let keys = self.keys()?;
        let closed = [EventKind::StdTableClose, EventKind::ArrayTableClose][usize::from(list)];
        if !self.skip(closed) {
            return None;
        }
        let comment = self.comment();
        self.skip(EventKind::Newline);
        Some(Header { list, keys, comment })
    }

    fn keys(&mut self) -> Option<Vec<Key<'a>>> {
        let mut keys = Vec::new();
        loop {
            let event = self.next().filter(|event| event.kind() == EventKind::SimpleKey)?;
            let mut name = Cow::Borrowed("");
            self.source.get(event)?.decode_key(&mut name, &mut self.errors);
            keys.push(Key { raw: self.raw(event), name });
            if !self.skip(EventKind::KeySep) {
                return Some(keys);
            }
        }
    }

    fn entry(&mut self) -> Option<Entry<'a>> {
        let keys = self.keys()?;
        if !self.skip(EventKind::KeyValSep) {
            return None;
        }
        Some(Entry { lead: Vec::new(), keys, value: self.value()?, comment: None })
    }

    fn value(&mut self) -> Option<Value<'a>> {
        let event = self.next()?;
        match event.kind() {
            EventKind::Scalar => {
                let mut text = Cow::Borrowed("");
                let raw = self.source.get(event)?;
                let _ = raw.decode_scalar(&mut text, &mut self.errors);
                Some(match event.encoding() {
                    Some(_) => Value::Text { raw: raw.as_str(), text },
                    None => Value::Plain(raw.as_str()),
                })
            }
            EventKind::ArrayOpen => self.list(),
            EventKind::InlineTableOpen => self.table(event),
            _ => None,
        }
    }

    fn list(&mut self) -> Option<Value<'a>> {
        let (mut items, mut above, mut over_lines) = (Vec::<Entry>::new(), Vec::new(), false);
        // Whether the next element is on the line of the last one.
        let mut beside = false;
        loop {
            match self.peek()? {
                EventKind::ArrayClose => break self.at += 1,
                EventKind::Newline => {
                    (over_lines, beside) = (true, false);
                    self.at += 1;
                }
                EventKind::Comment => {
                    let comment = self.comment();
                    match items.last_mut().filter(|item| beside && item.comment.is_none()) {
                        Some(item) => item.comment = comment,
                        None => above.extend(comment),
                    }
                }
                EventKind::ValueSep => self.at += 1,
                _ => {
                    let lead = std::mem::take(&mut above);
                    items.push(Entry { lead, keys: Vec::new(), value: self.value()?, comment: None });
                    beside = true;
                }
            }
        }
        Some(Value::List { items, tail: above, over_lines })
    }

    fn table(&mut self, open: Event) -> Option<Value<'a>> {
        let (mut entries, mut commented) = (Vec::new(), false);
        loop {
            match self.peek()? {
                EventKind::InlineTableClose => break,
                EventKind::Newline | EventKind::ValueSep => self.at += 1,
                EventKind::Comment => {
                    commented = true;
                    self.at += 1;
                }
                _ => entries.push(self.entry()?),
            }
        }
        let close = self.next()?;
        let whole = self.source.input().get(open.span().start()..close.span().end())?;
        Some(if commented { Value::Commented(whole) } else { Value::Table { entries } })
    }
}

/// Takes the comments at the start of the text, except those right above the first key. A directive (`#:schema …`) stays first, with the lines
/// below it.
fn head<'a>(above: &mut Vec<LeadLine<'a>>) -> Vec<LeadLine<'a>> {
    let last = above.iter().rposition(Option::is_none).map_or(0, |at| at + 1);
    let directive = above.get(last).copied().flatten().is_some_and(|line| line.starts_with("#:"));
    tidied(above.drain(..if directive { above.len() } else { last }).collect())
}

/// Takes the comments right below the last key and above an empty line: they belong to the table that ends there.
fn own_tail<'a>(part: &Part<'a>, above: &mut Vec<LeadLine<'a>>) -> Vec<&'a str> {
    if part.header.is_none() && part.entries.is_empty() {
        return Vec::new();
    }
    match above.iter().position(Option::is_none) {
        Some(end) => above.drain(..end).flatten().collect(),
        None => Vec::new(),
    }
}

/// Lines without empty ones at the start, and without two in a row.
fn tidied(lines: Vec<LeadLine>) -> Vec<LeadLine> {
    let mut tidy: Vec<LeadLine> = Vec::new();
    for line in lines {
        if line.is_some() || tidy.last().is_some_and(Option::is_some) {
            tidy.push(line);
        }
    }
    tidy
}
