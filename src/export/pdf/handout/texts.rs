//! Text on sheets: paragraphs, lists, tables, code, one below another, continuing on the next sheet.

use hypher::Lang;
use krilla::tagging::{ListNumbering, TableHeaderScope, Tag};

use super::lines::{Line, Written, hyphenation, lines};
use super::{Shown, THIN, Thing};
use crate::block::Reference;
use crate::block::meaning::Chart;
use crate::export::pdf::parts::{Branch, group, heading, list_of};
use crate::fonts::{Family, Hand};
use crate::markdown::safe_link;
use crate::page::{Ink, Link, Role, Style};
use crate::prose::{Definition, Item, Passage, Phrase, Prose, Table};
use crate::text::{Align, Run};
use crate::theme::Rgb;

const BLACK: Rgb = (0x1c, 0x1c, 0x1c);
pub const MUTED: Rgb = (0x5c, 0x5c, 0x5c);
const LINK: Rgb = (0x0a, 0x4f, 0xb0);
const TITLE: Rgb = (0x22, 0x2a, 0x5c);
const RULE: Rgb = (0xb0, 0xb0, 0xb0);

/// From one line to the next, and from a paragraph to what follows, in font sizes.
const LEADING: f32 = 1.38;
const BELOW: f32 = 0.55;

/// The indent of items, quotes and definitions, in points.
const INDENT: f32 = 14.0;

/// The share of the width for the labels of bars. Next, the height of a bar, in font sizes.
const LABELS: f32 = 0.36;
const BAR: f32 = 0.8;

/// The color of the bars of the first series. Those of other series are hollow.
const FULL: Rgb = (0x4a, 0x5a, 0xb0);
const HOLLOW: Rgb = (0xc4, 0xcb, 0xea);

/// The gap between table columns.
const GAP: f32 = 8.0;

/// The style of a text.
#[derive(Clone, Copy)]
pub struct Look {
    pub family: Family,
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
    pub color: Rgb,
}

impl Look {
    pub fn text() -> Self {
        Self { family: Family::Sans, size: 9.5, bold: false, italic: false, color: BLACK }
    }

    pub fn heading(size: f32) -> Self {
        Self { size, bold: true, color: TITLE, ..Self::text() }
    }

    /// The style of a run of a phrase.
    fn of(self, ink: &Ink) -> Self {
        let Style { role, bold, italic, .. } = ink.style;
        let color = if ink.link.as_ref().is_some_and(|it| !matches!(it, Link::Note(_))) { LINK } else { self.color };
        Self {
            family: if matches!(role, Role::Code | Role::Inline) { Family::Mono } else { self.family },
            // Monospaced text looks larger.
            size: if matches!(role, Role::Code | Role::Inline) { self.size * 0.9 } else { self.size },
            bold: self.bold || bold || role == Role::Strong,
            italic: self.italic || italic || role == Role::Emphasis,
            color,
        }
    }

    fn written(self, text: &str) -> Written<'_> {
        Written { text, family: self.family, hand: Hand { bold: self.bold, italic: self.italic }, size: self.size }
    }

    pub fn width(self, text: &str) -> f32 {
        self.written(text).width()
    }

    /// Words at a place.
    pub fn words(self, x: f32, y: f32, text: String, link: Option<Link>) -> Shown {
        let (width, hand) = (self.width(&text), Hand { bold: self.bold, italic: self.italic });
        Shown::Words { x, y, family: self.family, hand, size: self.size, color: self.color, text, width, link }
    }
}

/// Sheets that are filled from the top.
pub struct Texts {
    paper: (f32, f32),
    margin: f32,
    lang: Option<Lang>,
    pub things: Vec<Thing>,
    /// How many leaves there are.
    pub leaves: usize,
    /// Where the next text starts.
    pub sheet: usize,
    pub y: f32,
    pub left: f32,
    right: f32,
}

impl Texts {
    pub fn new(paper: (f32, f32), margin: f32, lang: &str) -> Self {
        let (left, right) = (margin, paper.0 - margin);
        let things = Vec::new();
        Self { paper, margin, lang: hyphenation(lang), things, leaves: 0, sheet: 0, y: margin, left, right }
    }

    /// Sets the language of what follows, by whose rules words are hyphenated.
    pub fn speak(&mut self, lang: &str) {
        self.lang = hyphenation(lang);
    }

    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    pub fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    pub fn space(&mut self, points: f32) {
        if self.y > self.margin {
            self.y += points;
        }
    }

    /// Starts a new sheet if there is less room than this.
    pub fn need(&mut self, points: f32) {
        if self.y > self.margin && self.y + points > self.paper.1 - self.margin {
            self.sheet += 1;
            self.y = self.margin;
        }
    }

    pub fn indent(&mut self, points: f32) {
        self.left += points;
    }

    pub fn outdent(&mut self, points: f32) {
        self.left -= points;
    }

    /// A leaf for words at a place on a line of their own, with room for others beside them.
    fn label(&mut self, text: &str, look: Look) -> Branch {
        let leaf = self.leaf();
        self.need(look.size * LEADING);
        let what = look.words(self.left, self.y + look.size, text.to_owned(), None);
        self.things.push(Thing { sheet: self.sheet, leaf: Some(leaf), what });
        Branch::Leaf(leaf)
    }

    /// A leaf for words in lines.
    fn words(&mut self, phrase: &Phrase, look: Look) -> Branch {
        let leaf = self.leaf();
        let runs: Vec<(Look, &Run<Ink>)> = phrase.0.iter().map(|run| (look.of(&run.style), run)).collect();
        let written: Vec<Written> = runs.iter().map(|(look, run)| look.written(&run.text)).collect();
        let all = lines(&written, self.width(), self.lang);
        for (index, line) in all.iter().enumerate() {
            self.need(look.size * LEADING);
            self.line(leaf, line, &runs, index + 1 < all.len());
            self.y += look.size * LEADING;
        }
        Branch::Leaf(leaf)
    }

    /// Writes one line of runs. If `more` lines follow, the text continues after a space.
    fn line(&mut self, leaf: usize, line: &Line, runs: &[(Look, &Run<Ink>)], more: bool) {
        let (mut x, mut from) = (self.left, 0);
        for (look, run) in runs {
            let range = from..from + run.text.len();
            from = range.end;
            let (start, end) = (range.start.max(line.range.start), range.end.min(line.range.end));
            if start >= end {
                continue;
            }
            let mut text = run.text[start - range.start..end - range.start].to_owned();
            if end == line.range.end {
                text.push_str(if line.is_parted {
                    "\u{ad}"
                } else if more {
                    " "
                } else {
                    ""
                });
            }
            let link = run.style.link.clone();
            let what = look.words(x, self.y + look.size, text, link);
            x += match &what {
                Shown::Words { width, .. } => *width,
                _ => 0.0,
            };
            self.things.push(Thing { sheet: self.sheet, leaf: Some(leaf), what });
        }
    }

    pub fn heading(&mut self, level: u16, title: &str, look: Look) -> Branch {
        self.need(look.size * 4.0);
        let words = self.words(&title.into(), look);
        self.y += look.size * 0.35;
        group(heading(level, title), vec![words])
    }

    pub fn paragraph(&mut self, phrase: &Phrase, look: Look) -> Branch {
        let words = self.words(phrase, look);
        self.y += look.size * BELOW;
        group(Tag::P, vec![words])
    }

    pub fn prose(&mut self, prose: &Prose, look: Look) -> Vec<Branch> {
        prose.0.iter().flat_map(|passage| self.passage(passage, look)).collect()
    }

    fn passage(&mut self, passage: &Passage, look: Look) -> Vec<Branch> {
        match passage {
            Passage::Heading { text, .. } => {
                vec![self.heading(4, &text.to_string(), Look { size: look.size + 1.0, ..Look::heading(0.0) })]
            }
            Passage::Paragraph(text) => vec![self.paragraph(text, look)],
            Passage::Remark(text) => vec![self.paragraph(text, Look { color: MUTED, italic: true, ..look })],
            Passage::List(list) => vec![self.list(&list.items, look)],
            Passage::Quote(inside) => {
                vec![group(Tag::BlockQuote, self.inside(inside, Look { italic: true, ..look }))]
            }
            Passage::Callout { title, inside, .. } => {
                let title = self.paragraph(&title.into(), Look { bold: true, ..look });
                vec![group(Tag::Div, [vec![title], self.inside(inside, look)].concat())]
            }
            Passage::Definitions(definitions) => vec![self.definitions(definitions, look)],
            Passage::Notes(notes) => {
                let note = |(number, note): &(usize, Prose)| self.item(&format!("{number}."), note, look);
                vec![list_of(ListNumbering::Decimal, notes.iter().map(note).collect())]
            }
            Passage::Code { text, .. } => vec![self.code(text, look)],
            Passage::Table(table) => self.table(table, look),
            Passage::Picture { file, alt, caption } => {
                let words = if alt.is_empty() { file } else { alt };
                let words = self.paragraph(&words.into(), Look { color: MUTED, italic: true, ..look });
                let caption = caption.iter().map(|caption| self.paragraph(&caption.into(), look));
                [vec![words], caption.collect()].concat()
            }
            Passage::Rule => {
                self.rule();
                Vec::new()
            }
        }
    }

    /// Indented content.
    fn inside(&mut self, prose: &Prose, look: Look) -> Vec<Branch> {
        self.indent(INDENT);
        let branches = self.prose(prose, look);
        self.outdent(INDENT);
        branches
    }

    fn list(&mut self, items: &[Item], look: Look) -> Branch {
        let is_numbered = items.first().is_some_and(|it| it.mark.trim().starts_with(|it: char| it.is_ascii_digit()));
        let numbering = if is_numbered { ListNumbering::Decimal } else { ListNumbering::Disc };
        list_of(numbering, items.iter().map(|it| self.item(it.mark.trim(), &it.inside, look)).collect())
    }

    /// An item with its mark beside the first line.
    fn item(&mut self, mark: &str, inside: &Prose, look: Look) -> Branch {
        let label = self.label(mark, look);
        let indent = INDENT.max(look.width(mark) + look.size * 0.4);
        self.indent(indent);
        let y = self.y;
        let body = self.prose(inside, look);
        self.outdent(indent);
        if body.is_empty() {
            self.y = y + look.size * (LEADING + BELOW);
        }
        group(Tag::LI, vec![group(Tag::Lbl, vec![label]), group(Tag::LBody, body)])
    }

    fn definitions(&mut self, definitions: &[Definition], look: Look) -> Branch {
        let definition = |Definition { word, meanings }: &Definition| {
            self.need(look.size * LEADING * 2.0);
            let word = self.words(word, Look { bold: true, ..look });
            let inside = meanings.iter().flat_map(|meaning| self.inside(meaning, look)).collect();
            group(Tag::LI, vec![group(Tag::Lbl, vec![word]), group(Tag::LBody, inside)])
        };
        list_of(ListNumbering::None, definitions.iter().map(definition).collect())
    }

    /// The glossary.
    pub fn terms(&mut self, terms: Vec<(Phrase, Phrase)>) -> Branch {
        let definition =
            |(word, text): (Phrase, Phrase)| Definition { word, meanings: vec![Prose(vec![Passage::Paragraph(text)])] };
        let definitions: Vec<Definition> = terms.into_iter().map(definition).collect();
        self.definitions(&definitions, Look::text())
    }

    /// A numbered list.
    pub fn numbered(&mut self, phrases: Vec<Phrase>) -> Branch {
        let item = |(number, phrase): (usize, Phrase)| {
            self.item(&format!("{number}."), &Prose(vec![Passage::Paragraph(phrase)]), Look::text())
        };
        list_of(ListNumbering::Decimal, (1..).zip(phrases).map(item).collect())
    }

    fn code(&mut self, text: &str, look: Look) -> Branch {
        let look = Look { family: Family::Mono, size: look.size * 0.85, ..look };
        let lines: Vec<Branch> = text
            .trim_end()
            .lines()
            .map(|line| {
                // An empty line has the same height. Blanks at the start of a line are part of it.
                self.words(&if line.is_empty() { " ".into() } else { line.into() }, look)
            })
            .collect();
        self.y += look.size * BELOW;
        group(Tag::P, vec![group(Tag::Code, lines)])
    }

    fn rule(&mut self) {
        let what = Shown::Rule { x: self.left, y: self.y, width: self.width(), height: 0.5, color: RULE };
        self.things.push(Thing { sheet: self.sheet, leaf: None, what });
        self.y += 6.0;
    }

    /// A table whose columns are as wide as their content, if there is room.
    fn table(&mut self, table: &Table, look: Look) -> Vec<Branch> {
        let look = Look { size: look.size * 0.92, ..look };
        let widths = self.widths(table, look);
        let mut rows = table.rows.iter();
        let columns: Vec<(f32, Align)> = widths
            .iter()
            .enumerate()
            .map(|(at, width)| (*width, table.align.get(at).copied().unwrap_or_default()))
            .collect();
        let head = rows.next().map(|row| self.row(row, &columns, Look { bold: true, ..look }, true));
        self.rule();
        let body: Vec<Branch> = rows.map(|row| self.row(row, &columns, look, false)).collect();
        self.y += look.size * BELOW;
        let head = head.into_iter().map(|row| group(Tag::THead, vec![row]));
        vec![group(Tag::Table, head.chain([group(Tag::TBody, body)]).collect())]
    }

    /// Bars, with a label before and a value after each; read as `alt`.
    pub fn bars(&mut self, chart: &Chart, alt: String, look: Look) -> Branch {
        let leaf = self.leaf();
        let rows = chart.rows();
        let values = || rows.iter().flat_map(|(_, values)| values);
        let most = values().map(|(_, value, _)| *value).chain(chart.max).fold(f64::MIN_POSITIVE, f64::max);
        let widest = values().map(|(.., written)| look.width(written)).fold(0.0, f32::max);
        let labels = self.width() * LABELS;
        let room = (self.width() - labels - widest - GAP * 2.0).max(1.0);
        if chart.series.len() > 1 {
            self.legend(chart, leaf, look);
        }
        for (label, values) in &rows {
            let lines = lines(&[look.written(label)], labels, self.lang);
            self.need(look.size * LEADING * lines.len().max(values.len()) as f32);
            for (at, line) in lines.iter().enumerate() {
                let text = label[line.range.clone()].to_owned() + if line.is_parted { "-" } else { "" };
                let y = self.y + look.size * (1.0 + LEADING * at as f32);
                self.show(leaf, look.words(self.left, y, text, None));
            }
            for (at, (series, value, written)) in values.iter().enumerate() {
                let (x, y) = (self.left + labels + GAP, self.y + look.size * LEADING * at as f32);
                let width = (value.max(0.0) / most) as f32 * room;
                self.bar(leaf, (x, y + look.size * 0.3, width, look.size * BAR), *series > 0);
                self.show(leaf, look.words(x + width + GAP / 2.0, y + look.size, (*written).to_owned(), None));
            }
            self.y += look.size * (LEADING * lines.len().max(values.len()) as f32 + 0.25);
        }
        self.y += look.size * BELOW;
        group(Tag::Figure(Some(alt)), vec![Branch::Leaf(leaf)])
    }

    /// The legend of a chart.
    fn legend(&mut self, chart: &Chart, leaf: usize, look: Look) {
        self.need(look.size * LEADING * 3.0);
        let mut x = self.left;
        for (at, series) in chart.series.iter().enumerate() {
            let side = look.size * BAR;
            self.bar(leaf, (x, self.y + look.size * 0.3, side * 2.0, side), at > 0);
            x += side * 2.0 + GAP / 2.0;
            self.show(leaf, look.words(x, self.y + look.size, series.name.clone(), None));
            x += look.width(&series.name) + GAP * 2.0;
        }
        self.y += look.size * (LEADING + BELOW);
    }

    fn bar(&mut self, leaf: usize, (x, y, width, height): (f32, f32, f32, f32), is_hollow: bool) {
        let color = if is_hollow { HOLLOW } else { FULL };
        self.show(leaf, Shown::Rule { x, y, width, height, color });
        if is_hollow {
            for y in [y, y + height - THIN] {
                self.show(leaf, Shown::Rule { x, y, width, height: THIN, color: FULL });
            }
        }
    }

    fn show(&mut self, leaf: usize, what: Shown) {
        self.things.push(Thing { sheet: self.sheet, leaf: Some(leaf), what });
    }

    fn widths(&self, table: &Table, look: Look) -> Vec<f32> {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let room = (self.width() - GAP * (columns - 1) as f32).max(columns as f32);
        let wish = |column: usize| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|cell| Look { bold: true, ..look }.width(&cell.to_string())).fold(12.0, f32::max);
            // What just fits must not be broken because of rounding.
            let widest = widest + 0.1;
            // A long text must leave room for the other columns.
            widest.min(room * 0.7)
        };
        let wishes: Vec<f32> = (0..columns).map(wish).collect();
        let share = (room / wishes.iter().sum::<f32>()).min(1.0);
        wishes.iter().map(|wish| wish * share).collect()
    }

    /// The width of a phrase on one line.
    fn wide(phrase: &Phrase, look: Look) -> f32 {
        phrase.0.iter().map(|run| look.of(&run.style).width(&run.text)).sum()
    }

    fn row(&mut self, row: &[Phrase], columns: &[(f32, Align)], look: Look, is_head: bool) -> Branch {
        self.need(look.size * LEADING * 2.0);
        let (left, right, top, sheet) = (self.left, self.right, self.y, self.sheet);
        let mut end = (sheet, top);
        let mut cells = Vec::new();
        for (cell, (width, align)) in row.iter().zip(columns) {
            (self.sheet, self.y, self.right) = (sheet, top, self.left + width);
            // A cell of one line is aligned with its column.
            let spare = (width - 0.1 - Self::wide(cell, look)).max(0.0);
            let aside = match align {
                Align::Left => 0.0,
                Align::Center => spare / 2.0,
                Align::Right => spare,
            };
            self.left += aside;
            let words = self.words(cell, look);
            self.left -= aside;
            cells.push(match is_head {
                true => group(Tag::TH(TableHeaderScope::Column), vec![words]),
                false => group(Tag::TD, vec![words]),
            });
            end = if (self.sheet, self.y) > end { (self.sheet, self.y) } else { end };
            self.left += width + GAP;
        }
        (self.left, self.right) = (left, right);
        (self.sheet, self.y) = end;
        self.y += look.size * 0.2;
        group(Tag::TR, cells)
    }
}

/// A source as it is listed: title, publisher, date and address.
pub fn source(source: &Reference) -> Phrase {
    let date = source.date.map(|date| date.year.to_string());
    let parts = [Some(source.title.to_string()), source.publisher.as_ref().map(|it| it.to_string()), date];
    let mut phrase = Phrase::from(parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
    if let Some(url) = &source.url {
        phrase.0.extend(Phrase::from(". ").0);
        let link = safe_link(&url.text).map(Link::from);
        phrase.0.push(Run { text: url.text.clone(), style: Ink { style: Style::default(), link } });
    }
    phrase
}
