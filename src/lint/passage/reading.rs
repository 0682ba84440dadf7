//! Turns strings of Markdown into passages and tables.

use std::ops::Range;

use crate::block::{Block, Content, content_of, nature_of};
use crate::lint::language::is_english;
use crate::lint::passage::{Cell, Field, Grid, Link, OTHER, Passage, Row, Shape, Text, Walk, Words};
use crate::markdown::{Event, Leads, Part, events, first_word};
use crate::source::{Map, Span};
use crate::table::{Nature, Shape as _};

/// The passages and tables of the texts meant for people. Code is left out; a fence that is another kind of block is included.
pub fn words(texts: &[Text]) -> Words {
    let mut words = Words::default();
    texts.iter().for_each(|text| read(text, &mut words));
    words
}

fn read(text: &Text, into: &mut Words) {
    let mut reading =
        Reading { text, into, open: Vec::new(), current: None, lists: Vec::new(), item: false, fence: None };
    match text.nature {
        Nature::Markdown => events(&text.text).for_each(|(event, range)| reading.take(event, range)),
        Nature::Words => reading.words(&text.text, 0),
        _ => {}
    }
    reading.finish();
}

struct Reading<'t, 'w> {
    text: &'t Text,
    into: &'w mut Words,
    /// The open links; each ends, for now, where it starts.
    open: Vec<Link>,
    current: Option<Draft>,
    /// The enclosing lists.
    lists: Vec<Span>,
    /// Whether an item has started without a passage yet.
    item: bool,
    fence: Option<Fence>,
}

/// A passage that is being read.
struct Draft {
    shape: Shape,
    words: String,
    links: Vec<Link>,
    /// Pieces of the words: where each starts in the passage and in the text.
    pieces: Vec<(usize, usize)>,
}

/// A fence that is being read: its kind of block, the nature of its text, the text, and the places of its pieces.
struct Fence {
    kind: String,
    content: Content,
    text: String,
    pieces: Vec<(usize, usize)>,
}

impl Reading<'_, '_> {
    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(part) => self.start(&part, range),
            Event::End(part) => self.end(&part),
            Event::Text(words) => match &mut self.fence {
                Some(fence) => {
                    fence.pieces.push((fence.text.len(), range.start));
                    fence.text.push_str(&words);
                }
                None => self.words(&words, range.start),
            },
            Event::Break { .. } => self.piece("\n", "\n", range.start),
            Event::Code(words) => self.piece(OTHER.encode_utf8(&mut [0; 4]), &words, range.start),
            Event::Math(words) => self.piece(OTHER.encode_utf8(&mut [0; 4]), words, range.start),
            Event::Note(_) | Event::Html { .. } => self.piece(OTHER.encode_utf8(&mut [0; 4]), "", range.start),
            Event::Rule | Event::Task(_) => {}
        }
    }

    fn start(&mut self, part: &Part, range: Range<usize>) {
        match part {
            Part::Code(info) => {
                self.finish();
                let kind = first_word(info).to_owned();
                let content = content_of(&kind).unwrap_or(Content::Code);
                self.fence = Some(Fence { kind, content, text: String::new(), pieces: Vec::new() });
            }
            Part::List(_) => {
                self.finish();
                self.lists.push(self.text.map.span(range));
            }
            Part::Item => {
                self.finish();
                self.item = true;
            }
            Part::Heading(level) => self.begin(Shape::Heading(*level)),
            Part::Table(_) => {
                let Text { field, slide, .. } = self.text;
                self.into.tables.push(Grid { field: *field, slide: *slide, head: Vec::new(), rows: Vec::new() });
            }
            Part::Row => self.row(range),
            Part::Cell => self.cell(range),
            Part::Link(Leads { target, .. }) => {
                let at = self.draft().words.len();
                self.open.push(Link { range: at..at, label: String::new(), target: target.to_string() });
            }
            Part::Paragraph | Part::Quote | Part::Callout(_) | Part::Note(_) | Part::Term | Part::Meaning => {
                self.finish()
            }
            _ => {}
        }
    }

    fn end(&mut self, part: &Part) {
        match part {
            Part::Code(_) => {
                if let Some(fence) = self.fence.take() {
                    self.fenced(fence);
                }
            }
            Part::List(_) => {
                self.finish();
                self.lists.pop();
            }
            Part::Link(_) => self.close_link(),
            Part::Paragraph | Part::Item | Part::Heading(_) | Part::Cell | Part::Quote => self.finish(),
            Part::Callout(_) | Part::Note(_) | Part::Term | Part::Meaning => self.finish(),
            _ => {}
        }
    }

    /// Adds what people read in a fence that is a block.
    fn fenced(&mut self, fence: Fence) {
        let map = Map::of_lines(fence.pieces.into_iter()).through(&self.text.map);
        match fence.content {
            Content::Field(field) => {
                let nature = nature_of(&fence.kind).of(field, None).unwrap_or(Nature::Data);
                let Text { slide, span, .. } = *self.text;
                let text = Text { field: Field::Block, nature, text: fence.text, map, slide, span };
                read(&text, self.into);
            }
            Content::Toml => {
                let path = ["section", "slide", "block"];
                let walk = Walk { slide: self.text.slide, kind: Some(&fence.kind), ..Walk::new(&fence.text, &map) };
                walk.over(Block::NATURE, &path).texts.iter().for_each(|text| read(text, self.into));
            }
            Content::Code => {}
        }
    }

    fn row(&mut self, range: Range<usize>) {
        let written = self.text.text[range.clone()].trim_end();
        let span = self.text.map.span(range.start..range.start + written.len());
        let (cells, begins_empty) = cells(written);
        let row = Row { span, cells, begins_empty };
        self.into.tables.last_mut().expect("a row stands in a table").rows.push(row);
    }

    fn cell(&mut self, range: Range<usize>) {
        let grid = self.into.tables.last_mut().expect("a cell stands in a table");
        if grid.rows.is_empty() {
            let is_empty = self.text.text[range.clone()].trim_matches(['|', ' ', '\t']).is_empty();
            grid.head.push(Cell { span: self.text.map.span(range), is_empty });
        }
        self.begin(Shape::Cell);
    }

    fn close_link(&mut self) {
        let Some(mut link) = self.open.pop() else { return };
        let draft = self.draft();
        let end = draft.words.len();
        link.range = link.range.start.min(end)..end;
        draft.links.push(link);
    }

    fn draft(&mut self) -> &mut Draft {
        let depth = self.lists.len();
        let shape = if depth > 0 { Shape::Item(depth) } else { Shape::Paragraph };
        self.current.get_or_insert_with(|| Draft { shape, words: String::new(), links: Vec::new(), pieces: Vec::new() })
    }

    fn begin(&mut self, shape: Shape) {
        self.finish();
        self.draft().shape = shape;
    }

    /// Adds words that start at `at` in the text, without web addresses.
    fn words(&mut self, words: &str, at: usize) {
        let other = OTHER.encode_utf8(&mut [0; 4]).to_owned();
        if self.text.text.get(at..at + words.len()) != Some(words) {
            self.piece(&other, words, at);
            return;
        }
        // Most pieces contain no address and stay whole.
        if !words.contains("://") && !words.contains("www.") && !words.contains("mailto:") {
            self.piece(words, words, at);
            return;
        }
        let mut from = 0;
        for token in words.split_inclusive(char::is_whitespace) {
            let word = token.trim_end();
            if word.contains("://") || word.starts_with("www.") || word.starts_with("mailto:") {
                let end = word.trim_end_matches(['.', ',', ';', ':', ')', '»', '!', '?']).len();
                self.piece(&other, &word[..end], at + from);
                self.piece(&token[end..], &token[end..], at + from + end);
            } else {
                self.piece(token, token, at + from);
            }
            from += token.len();
        }
    }

    /// Adds a piece to the passage, and what is shown of it to the open links.
    fn piece(&mut self, words: &str, shown: &str, at: usize) {
        self.open.iter_mut().for_each(|link| link.label.push_str(shown));
        let draft = self.draft();
        draft.pieces.push((draft.words.len(), at));
        draft.words.push_str(words);
    }

    fn finish(&mut self) {
        let Some(draft) = self.current.take() else { return };
        if draft.words.trim().is_empty() {
            return;
        }
        let Text { field, slide, map, .. } = self.text;
        self.into.passages.push(Passage {
            field: *field,
            slide: *slide,
            shape: draft.shape,
            list: self.lists.last().copied(),
            begins_item: std::mem::take(&mut self.item),
            is_english: is_english(&draft.words),
            text: draft.words,
            links: draft.links,
            is_markdown: matches!(self.text.nature, Nature::Markdown),
            map: Map::of_lines(draft.pieces.into_iter()).through(map),
        });
    }
}

/// How many cells a row of a table has in the text, and whether the first is empty. (GitHub Flavored Markdown, "Tables": a `|` separates
/// cells, even in code, unless it follows a `\`.)
fn cells(row: &str) -> (usize, bool) {
    let row = row.trim();
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(inner);
    let bars = inner.char_indices().filter(|(at, char)| *char == '|' && !inner[..*at].ends_with('\\'));
    (bars.count() + 1, inner.split('|').next().is_none_or(|cell| cell.trim().is_empty()))
}
