//! A fence in a body: the block it is named after, or code.

use std::ops::Range;

use toml::de::{DeString, DeTable, DeValue};

use crate::block::{AnyKind, Block, Content};
use crate::diagnostic::Diagnostic;
use crate::markdown::Fence;
use crate::source::Map;
use crate::table::{self, Reader, Value};

/// Reads a fence of `markdown`, which stands in the file where `map` says.
pub fn read(fence: &Fence, markdown: &str, map: &Map, reader: &mut Reader) -> Block {
    let written = Written::of(fence, markdown);
    let text = written.toml(fence);
    let region_map = Map::straight(fence.range.start).through(map);
    let (mut table, errors) = table::parse(&text, &region_map);
    if let Some(error) = errors.first() {
        let help = "write what follows the name as `key=\"value\"`, with spaces between";
        let message = "the attributes of this fence cannot be read";
        reader.report(Diagnostic::error("bad-value", error.span(), message, "here").help(help));
    }
    let mut inner = Reader::new(&text, region_map);
    if let (Some(field), end) = (written.field, text.len()) {
        let start = fence.lines.first().map_or(end, |line| line.start - fence.range.start);
        inner.verbatim = Some((start..end, text_map(fence, map)));
        add(table.get_mut(), field, &fence.text, start..end);
    }
    if let Some(lang) = written.lang {
        add(table.get_mut(), "lang", lang, written.name.clone());
    }
    let value = Value::new(0..text.len(), DeValue::Table(table.into_inner()));
    let block = Block::read_kind(written.kind, &value, &mut inner);
    reader.diagnostics.append(&mut inner.diagnostics);
    reader.sources.append(&mut inner.sources);
    block
}

fn add(table: &mut DeTable, key: &'static str, text: &str, range: Range<usize>) {
    let key = toml::Spanned::new(range.clone(), DeString::from(key));
    table.insert(key, Value::new(range, DeValue::String(text.to_owned().into())));
}

/// How a fence is written. Places are bytes from its start.
struct Written<'a> {
    /// The fence, from its first to its last sign.
    region: &'a str,
    kind: &'a str,
    /// The language, where it is code.
    lang: Option<&'a str>,
    /// The field that the text between the fences is; nothing where the text is the fields themselves.
    field: Option<&'static str>,
    /// Where its name stands.
    name: Range<usize>,
    /// Where the attributes behind the name stand.
    attributes: Range<usize>,
}

impl<'a> Written<'a> {
    fn of(fence: &'a Fence, markdown: &'a str) -> Self {
        let region = &markdown[fence.range.clone()];
        let line = region.find('\n').unwrap_or(region.len());
        let word = fence.info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
        let start = region[..line].find(&fence.info).filter(|_| !word.is_empty()).unwrap_or(line);
        let name = start..(start + word.len()).min(line);
        let attributes = name.end..line;
        let code = Self { region, kind: "code", lang: None, field: Some("code"), name, attributes };
        match AnyKind::content(word) {
            Some(Content::Field(field)) => Self { kind: word, field: Some(field), ..code },
            Some(Content::Toml) => Self { kind: word, field: None, ..code },
            Some(Content::Code) | None => Self { lang: Some(word).filter(|word| !word.is_empty()), ..code },
        }
    }

    /// The attributes as lines of TOML, and the text between the fences where that is TOML. Everything stands where it
    /// stood, among spaces, so that mistakes are found in their place.
    fn toml(&self, fence: &Fence) -> String {
        let source = self.region.as_bytes();
        let mut toml = vec![b' '; source.len()];
        toml[self.attributes.clone()].copy_from_slice(&one_a_line(&source[self.attributes.clone()]));
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

/// Attributes, one a line: the spaces between them become line ends.
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

/// From the text of a fence, whose lines may be indented in the Markdown, to the file.
fn text_map(fence: &Fence, map: &Map) -> Map {
    let mut at = 0;
    let lines = fence.lines.iter().map(|line| {
        let pair = (at, line.start);
        at += line.len();
        pair
    });
    Map::of_lines(lines).through(map)
}
