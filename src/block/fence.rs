//! Reads a fence in a body: as the block that it names, or as code.

use std::ops::Range;

use toml::de::{DeString, DeValue};

use crate::block::info::{Info, Meant, Ours};
use crate::block::{Block, Content, Facts, content_of, nature_of};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lang::{Message, say};
use crate::markdown::{Fence, first_word};
use crate::source::Map;
use crate::table::{self, KeyPlace, Nature, Reader, Schemas, Shape as _, Value};

/// What the fences and pictures of a text may contain. Found without parsing the Markdown, so it may contain too much, but never too little.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fences(u8);

/// What a fence may contain, each with its bit in the set.
const HELD: [Nature; 6] = [Nature::Data, Nature::Words, Nature::Markdown, Nature::Id, Nature::Reference, Nature::File];

/// A line with more fences than this is not a real text, and each fence might extend to its end.
const MOST_IN_LINE: usize = 16;

impl Fences {
    const ALL: Self = Self(u8::MAX);

    /// The bit that tells that there is a fence at all.
    const SOME: u8 = 1 << HELD.len();

    /// Whether there are none, and no pictures.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What the fences of a text contain, including fences in their Markdown, which are part of the text too.
    pub fn of(markdown: &str) -> Self {
        let mut fences = Self::default();
        let bytes = markdown.as_bytes();
        let (mut at, mut line, mut in_line) = (0, 0, 0);
        while let Some(mark) = memchr::memchr3(b'`', b'~', b'!', &bytes[at..]).map(|it| at + it) {
            let sign = bytes[mark];
            let signs = bytes[mark..].iter().take_while(|byte| **byte == sign).count();
            at = mark + signs;
            // A picture in a text is an image block.
            if sign == b'!' {
                if bytes.get(at) == Some(&b'[') {
                    fences.hold(nature_of("image"));
                }
            } else if signs >= 3 {
                in_line = if bytes[line..mark].contains(&b'\n') { 1 } else { in_line + 1 };
                line = at;
                if in_line > MOST_IN_LINE {
                    return Self::ALL;
                }
                fences.add(markdown[at..].lines().next().unwrap_or_default().trim_start());
            }
        }
        // An escape in a TOML string may hide the marks of a fence.
        let inside = fences.may_hold(|nature| matches!(nature, Nature::Markdown)) && markdown.contains('\\');
        if inside { Self::ALL } else { fences }
    }

    /// Adds what a fence that starts like this contains.
    fn add(&mut self, info: &str) {
        let name = first_word(info);
        // The meaning of an escape is unknown before the text is parsed.
        if info.contains(['&', '\\']) {
            *self = Self::ALL;
        }
        let name = own_name(name);
        let (kind, field) = match content_of(name) {
            Some(Content::Toml) => return self.hold(nature_of(name)),
            Some(Content::Field(field)) => (name, field),
            Some(Content::Code) | None => ("code", "code"),
        };
        let nature = nature_of(kind);
        self.hold(nature.of(field, None).unwrap_or(Nature::Data));
        for (at, _) in info.match_indices('=') {
            let key = info[..at].trim_end().rsplit([' ', '\t']).next().unwrap_or_default();
            self.hold(nature.of(key.trim_matches(['"', '\'']), None).unwrap_or(Nature::Data));
        }
    }

    fn hold(&mut self, nature: Nature) {
        self.0 |= Self::SOME;
        for (at, held) in HELD.iter().enumerate() {
            let same = |it: Nature| std::mem::discriminant(&it) == std::mem::discriminant(held);
            self.0 |= u8::from(nature.may_hold(&same)) << at;
        }
    }

    /// Whether they may contain something that passes `is`.
    pub fn may_hold(self, is: fn(Nature) -> bool) -> bool {
        HELD.iter().enumerate().any(|(at, held)| self.0 & (1 << at) != 0 && is(*held))
    }
}

/// Maps names in other programs to our kinds.
fn own_name(name: &str) -> &str {
    if name == "mermaid" { "diagram" } else { name }
}

/// Reads a fence of `markdown`, whose place in the file is given by `map`.
pub fn read(fence: &Fence, markdown: &str, map: &Map, reader: &mut Reader) -> Block {
    let written = Written::of(fence, markdown);
    let region_map = Map::straight(fence.range.start).through(map);
    let info = written.info();
    let text = written.toml(fence, info.as_ref());
    let (mut value, errors) = table::parse(&text, &region_map);
    info.into_iter().for_each(|info| take_in(info, &written, &mut value, &region_map, reader));
    if let Some(error) = errors.first() {
        let is_behind_name = error.span().start <= region_map.offset(written.attributes.end);
        match is_behind_name {
            true => {
                let help = say!("write what follows the name as `key=\"value\"`, with spaces between");
                reader.wrong(error.span(), say!("the attributes of this fence cannot be read"), say!("here"), help);
            }
            false => {
                let message = say!("the lines of this fence are not TOML");
                reader.wrong(error.span(), message, say!("here"), lines_of(written.kind));
            }
        }
    }
    let mut inner = Reader::new(&text, region_map.clone());
    (inner.whole, inner.keeps) = (reader.whole, reader.keeps);
    inner.place = if written.field.is_some() { KeyPlace::Attributes } else { KeyPlace::Fence };
    if let (Some(field), end) = (written.field, text.len()) {
        let start = fence.lines.first().map_or(end, |line| line.start - fence.range.start);
        inner.verbatim = Some((start..end, text_map(fence, map)));
        let given = key_of(&value, field);
        if let Some(key) = given.clone().filter(|_| !fence.text.trim().is_empty()) {
            let message = say!("`{field}` is written twice: here and in the fence", field);
            let span = region_map.span(key);
            let help = say!("keep one of them; the content of the fence is shown");
            reader.wrong(span, message, say!("not shown"), help);
        }
        if given.is_none() || !fence.text.trim().is_empty() {
            add(&mut value, field, &fence.text, start..end);
        }
        if let Some(line) = fence.lines.first().filter(|_| has_keys(&fence.text, written.kind)) {
            let message = say!("the fence contains the `{field}`, not keys", field);
            let span = map.span(line.start..line.start + fence.text.find('\n').unwrap_or(fence.text.len()));
            let mut keys = Diagnostic::error("bad-value", span, message, say!("shown as it is written"));
            keys.severity = Severity::Warning;
            let help = say!(
                "write the keys after the name: ```{kind} key=\"value\"; only the `{field}` goes in the fence",
                kind = written.kind,
                field
            );
            reader.report(keys.help(help));
        }
    }
    if let Some(lang) = written.lang {
        add(&mut value, "lang", lang, written.name.clone());
    }
    let block = Block::read_kind(written.kind, &value, &mut inner);
    reader.diagnostics.append(&mut inner.diagnostics);
    reader.references.append(&mut inner.references);
    reader.courses.append(&mut inner.courses);
    block
}

/// An example of the text for a fence whose text is keys.
fn lines_of(kind: &str) -> Message {
    let lines =
        Facts::of(kind).map(|facts| table::needed_lines(&(facts.schema)(&mut Schemas::new()))).unwrap_or_default();
    let lines: Vec<String> = lines.iter().map(|line| format!("`{line}`")).collect();
    // If no key is required, one that every kind has.
    let lines = if lines.is_empty() { "`step = 1`".to_owned() } else { lines.join(", ") };
    say!("write a key on each line: {lines}", lines)
}

/// Whether a text is TOML with a key of this kind. Never for code and graphs, whose lines may look like that.
fn has_keys(text: &str, kind: &str) -> bool {
    if matches!(kind, "code" | "diagram") || !text.contains('=') {
        return false;
    }
    let (value, errors) = table::parse(text, &Map::default());
    let DeValue::Table(table) = value.get_ref() else { return false };
    errors.is_empty()
        && !table.is_empty()
        && table.keys().any(|key| Block::NATURE.of(key.get_ref(), Some(kind)).is_some())
}

/// Adds what attributes of other programs mean to a code block, and reports those without meaning.
fn take_in(info: Info, written: &Written, value: &mut Value, map: &Map, reader: &mut Reader) {
    let place = |range: &Range<usize>| written.attributes.start + range.start..written.attributes.start + range.end;
    for (field, meant, range) in info.meant {
        if key_of(value, field).is_some() {
            continue;
        }
        match meant {
            Meant::Text(text) => add(value, field, &text, place(&range)),
            Meant::True => insert(value, field, DeValue::Boolean(true), place(&range)),
        }
    }
    if let Some(range) = info.unread.first() {
        let message = say!("this attribute has no effect on a code block");
        let mut unread = Diagnostic::error("unknown-key", map.span(place(range)), message, say!("not read"));
        unread.severity = Severity::Warning;
        let keys = "`highlight=\"1,3-4\"`, `numbers=true`, `caption=\"…\"`";
        reader.report(unread.help(say!("leave it out, or write one of {keys}", keys)));
    }
}

/// The place of the key for a field, if the attributes have it.
fn key_of(value: &Value, field: &str) -> Option<Range<usize>> {
    let DeValue::Table(table) = value.get_ref() else { return None };
    table.iter().find(|(key, _)| key.get_ref() == field).map(|(key, _)| key.span())
}

/// Adds a field with this text, which is at `range`.
pub fn add(table: &mut Value, key: &'static str, text: &str, range: Range<usize>) {
    insert(table, key, DeValue::String(text.to_owned().into()), range);
}

fn insert(table: &mut Value, key: &'static str, value: DeValue<'static>, range: Range<usize>) {
    if let DeValue::Table(table) = table.get_mut() {
        let key = toml::Spanned::new(range.clone(), DeString::from(key));
        table.insert(key, Value::new(range, value));
    }
}

/// A fence as it is written. Places are bytes from its start.
struct Written<'a> {
    /// The fence, from its first to its last character.
    region: &'a str,
    kind: &'a str,
    /// The language if it is code.
    lang: Option<&'a str>,
    /// The field whose value is the text between the fences. `None` if the text consists of fields.
    field: Option<&'static str>,
    /// The place of its name.
    name: Range<usize>,
    /// The place of the attributes after the name.
    attributes: Range<usize>,
}

impl<'a> Written<'a> {
    fn of(fence: &'a Fence, markdown: &'a str) -> Self {
        let region = &markdown[fence.range.clone()];
        let line = region.find('\n').unwrap_or(region.len());
        let word = own_name(first_word(&fence.info));
        let start = region[..line].find(&fence.info).filter(|_| !word.is_empty()).unwrap_or(line);
        let name = start..(start + first_word(&fence.info).len()).min(line);
        let attributes = name.end..line;
        let code = Self { region, kind: "code", lang: None, field: Some("code"), name, attributes };
        match content_of(word) {
            Some(Content::Field(field)) => Self { kind: word, field: Some(field), ..code },
            Some(Content::Toml) => Self { kind: word, field: None, ..code },
            Some(Content::Code) | None => Self { lang: Some(word).filter(|word| !word.is_empty()), ..code },
        }
    }

    /// The attributes of a code block. `None` for other kinds, whose attributes are fields.
    fn info(&self) -> Option<Info> {
        let is_ours = |key: &str| match Block::NATURE.of(key, Some("code")) {
            Some(_) => Ours::Yes,
            None if Block::NATURE.nearest(key, Some("code")).is_some() => Ours::Nearly,
            None => Ours::No,
        };
        (self.kind == "code").then(|| Info::of(&self.region[self.attributes.clone()], is_ours))
    }

    /// The attributes as lines of TOML, and the text between the fences if it is TOML. Everything else is replaced by spaces, so that mistakes are
    /// reported at their real place.
    fn toml(&self, fence: &Fence, info: Option<&Info>) -> String {
        let source = self.region.as_bytes();
        let mut toml = vec![b' '; source.len()];
        let whole = 0..self.attributes.len();
        for range in info.map_or(std::slice::from_ref(&whole), |info| &info.ours) {
            let range = self.attributes.start + range.start..self.attributes.start + range.end;
            toml[range.clone()].copy_from_slice(&one_a_line(&source[range.clone()]));
            if let Some(end) = toml.get_mut(range.end).filter(|_| info.is_some()) {
                *end = b'\n';
            }
        }
        if let Some(end) = toml.get_mut(self.attributes.end) {
            *end = b'\n';
        }
        if self.field.is_none() {
            for line in &fence.lines {
                let line = line.start - fence.range.start..line.end - fence.range.start;
                toml[line.clone()].copy_from_slice(&source[line]);
            }
        }
        String::from_utf8(toml).expect("only whole characters were copied")
    }
}

/// Attributes, one per line: the spaces between them become line ends.
fn one_a_line(attributes: &[u8]) -> Vec<u8> {
    let mut quoted = None;
    let mut lines = attributes.to_vec();
    for byte in &mut lines {
        match (quoted, *byte) {
            (None, b' ' | b'\t') => *byte = b'\n',
            (None, b'"' | b'\'') => quoted = Some(*byte),
            (Some(open), byte) if open == byte => quoted = None,
            _ => {}
        }
    }
    lines
}

/// Maps the text of a fence, whose lines may be indented in the Markdown, to the file.
fn text_map(fence: &Fence, map: &Map) -> Map {
    let mut at = 0;
    let lines = fence.lines.iter().map(|line| {
        let pair = (at, line.start);
        at += line.len();
        pair
    });
    Map::of_lines(lines).through(map)
}

#[cfg(test)]
mod tests {
    use crate::block::tests::deck;

    /// The help of each mistake in a fence, or the message if there is no help.
    fn help(fence: &str) -> Vec<String> {
        let (_, found) = deck(&format!("body = '''\n{fence}\n'''"));
        found.into_iter().map(|it| it.help.unwrap_or(it.message).into()).collect()
    }

    #[test]
    fn what_is_missing_is_shown_as_it_is_written_there() {
        assert_eq!(help("```mermaid\ngraph LR\nA --> B\n```"), ["add `alt=\"…\"` after the name of the fence"]);
        assert_eq!(
            help("```quiz\n```"),
            [
                "add the line `id = \"…\"` between the fences",
                "add the line `question = \"…\"` between the fences",
                "add the line `choices = [\"…\", \"…\"]` between the fences",
            ]
        );
        let block = |kind: &str| deck(&format!("[[section.slide.block]]\nkind = \"{kind}\"")).1.remove(0).help;
        assert_eq!(block("image").as_deref(), Some("add `file = \"…\"`"));
        assert_eq!(block("number").as_deref(), Some("add `value = \"…\"`"));
    }

    #[test]
    fn lines_that_are_no_toml_are_told_from_attributes() {
        let found = help("```image\nphoto.png\n```");
        assert!(found.contains(&"write a key on each line: `file = \"…\"`".to_owned()), "{found:?}");
        let found = help("```image file=photo\n```");
        assert!(
            found.contains(&"write what follows the name as `key=\"value\"`, with spaces between".to_owned()),
            "{found:?}"
        );
    }

    #[test]
    fn keys_where_a_value_stands_are_told() {
        let found = help("```number\nvalue = 70\nlabel = \"years\"\n```");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("```number key=\"value\""), "{found:?}");
        for fence in ["```number\n70\n```", "```text\nx = 1\n```", "```number unit=\"%\"\nvalue\n```"] {
            assert_eq!(help(fence), [""; 0], "{fence}");
        }
    }
}
