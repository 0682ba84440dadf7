//! A slide as text: headings, paragraphs, lists, tables, in order and nested.
//!
//! Everything that is drawn also has a text form. It is used for plain text, exports, search, line mode and word counts.

mod phrase;

use std::fmt::Write as _;

use crate::text::{self, Align, Run};

pub use phrase::Phrase;

/// A passage of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// A heading. Level 1 is the deck, 2 a section, 3 a slide, and more is inside a slide.
    Heading {
        level: u8,
        text: Phrase,
    },
    Paragraph(Phrase),
    List(List),
    Quote(Prose),
    /// Words that call for attention.
    Callout {
        /// The tone, by its name in a deck.
        tone: &'static str,
        title: String,
        /// Whether the author wrote the title. Otherwise it is the word for the tone.
        is_own: bool,
        inside: Prose,
    },
    Definitions(Vec<Definition>),
    /// Footnotes, with their numbers.
    Notes(Vec<(usize, Prose)>),
    Code {
        lang: String,
        text: String,
    },
    Table(Table),
    /// A remark on the block that follows: a description, a caption, a mistake.
    Remark(Phrase),
    /// A picture from a file, and its description.
    Picture {
        file: String,
        alt: String,
        /// The caption below it.
        caption: Option<String>,
    },
    Rule,
}

/// Items, one below another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Whether there are no empty lines between them.
    pub tight: bool,
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The mark before it: `•`, `2.`, `[x]`.
    pub mark: String,
    pub inside: Prose,
}

/// A term and its definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    pub word: Phrase,
    pub meanings: Vec<Prose>,
}

/// Rows of cells; the first is the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The alignment of each column. Missing ones are aligned left.
    pub align: Vec<Align>,
    pub rows: Vec<Vec<Phrase>>,
}

/// The line width of text for screen readers, in columns.
pub const ALOUD: usize = 80;

/// Passages in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(pub Vec<Passage>);

impl Prose {
    /// The prose that `read` adds, as lines for screen readers.
    pub fn aloud(read: impl FnOnce(&mut Self)) -> String {
        let mut prose = Self::default();
        read(&mut prose);
        prose.plain(ALOUD)
    }

    /// Calls `change` with each passage, also with those inside others.
    pub fn each_passage(&mut self, change: &mut dyn FnMut(&mut Passage)) {
        for passage in &mut self.0 {
            change(passage);
            match passage {
                Passage::List(list) => list.items.iter_mut().for_each(|item| item.inside.each_passage(change)),
                Passage::Quote(inside) | Passage::Callout { inside, .. } => inside.each_passage(change),
                Passage::Definitions(definitions) => {
                    let meanings = definitions.iter_mut().flat_map(|it| &mut it.meanings);
                    meanings.for_each(|meaning| meaning.each_passage(change));
                }
                Passage::Notes(notes) => notes.iter_mut().for_each(|(_, note)| note.each_passage(change)),
                Passage::Heading { .. } | Passage::Paragraph(_) | Passage::Remark(_) | Passage::Table(_) => {}
                Passage::Code { .. } | Passage::Picture { .. } | Passage::Rule => {}
            }
        }
    }

    /// Calls `change` with each phrase.
    pub fn each_phrase(&mut self, change: &mut dyn FnMut(&mut Phrase)) {
        self.each_passage(&mut |passage| match passage {
            Passage::Heading { text, .. } | Passage::Paragraph(text) | Passage::Remark(text) => change(text),
            Passage::Definitions(definitions) => definitions.iter_mut().for_each(|it| change(&mut it.word)),
            Passage::Table(table) => table.rows.iter_mut().flatten().for_each(&mut *change),
            Passage::List(_) | Passage::Quote(_) | Passage::Callout { .. } | Passage::Notes(_) => {}
            Passage::Code { .. } | Passage::Picture { .. } | Passage::Rule => {}
        });
    }

    pub fn heading(&mut self, level: u8, text: impl Into<Phrase>) {
        self.0.push(Passage::Heading { level, text: text.into() });
    }

    pub fn paragraph(&mut self, text: impl Into<Phrase>) {
        self.0.push(Passage::Paragraph(text.into()));
    }

    pub fn remark(&mut self, text: impl Into<Phrase>) {
        self.0.push(Passage::Remark(text.into()));
    }

    /// Adds an item of one paragraph: to the list at the end, or as the first item of a new list.
    pub fn item(&mut self, mark: impl Into<String>, text: impl Into<Phrase>) {
        self.item_of(mark, Self(vec![Passage::Paragraph(text.into())]));
    }

    /// Adds an item: to the list at the end, or as the first item of a new list.
    pub fn item_of(&mut self, mark: impl Into<String>, inside: Self) {
        let item = Item { mark: mark.into(), inside };
        match self.0.last_mut() {
            Some(Passage::List(list)) => list.items.push(item),
            _ => self.0.push(Passage::List(List { tight: true, items: vec![item] })),
        }
    }

    /// Puts words before it: before its first paragraph and a dash, or as a paragraph of their own.
    pub fn led_by(mut self, words: impl Into<Phrase>) -> Self {
        let mut first = words.into();
        match self.0.first_mut() {
            Some(Passage::Paragraph(text)) => {
                first.0.extend(Phrase::from(" — ").0);
                first.0.append(&mut text.0);
                *text = first;
            }
            _ => self.0.insert(0, Passage::Paragraph(first)),
        }
        self
    }

    /// The passages and list items that other prose does not contain.
    pub fn without(self, known: &Self) -> Self {
        let items: Vec<&Item> = known.0.iter().flat_map(Passage::items).collect();
        let left = self.0.into_iter().filter_map(|passage| match passage {
            Passage::List(list) => {
                let left: Vec<Item> = list.items.into_iter().filter(|item| !items.contains(&item)).collect();
                (!left.is_empty()).then_some(Passage::List(List { items: left, ..list }))
            }
            passage => (!known.0.contains(&passage)).then_some(passage),
        });
        Self(left.collect())
    }

    /// All text with its styles, one passage per line, without marks.
    pub fn phrase(&self) -> Phrase {
        let mut phrase = Phrase::default();
        self.each_line(&mut |words| {
            if !phrase.0.is_empty() {
                phrase.0.extend(Phrase::from("\n").0);
            }
            phrase.0.extend(words.0);
        });
        phrase
    }

    /// All text, one passage per line, without marks, for searching and counting.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.each_line(&mut |line| {
            let _ = writeln!(words, "{line}");
        });
        // Each part is clean by itself, but together they may have too many marks.
        text::clean(&words).into_owned()
    }

    /// Calls `line` for each passage, without marks, and for those inside it.
    fn each_line(&self, line: &mut dyn FnMut(Phrase)) {
        for passage in &self.0 {
            match passage {
                Passage::Heading { text, .. } | Passage::Paragraph(text) | Passage::Remark(text) => line(text.clone()),
                Passage::List(list) => list.items.iter().for_each(|item| item.inside.each_line(line)),
                Passage::Quote(inside) => inside.each_line(line),
                Passage::Callout { title, inside, .. } => {
                    line(title.into());
                    inside.each_line(line);
                }
                Passage::Definitions(definitions) => definitions.iter().for_each(|Definition { word, meanings }| {
                    line(word.clone());
                    meanings.iter().for_each(|meaning| meaning.each_line(line));
                }),
                Passage::Notes(notes) => notes.iter().for_each(|(_, note)| note.each_line(line)),
                Passage::Code { text, .. } => line(text.trim_end().into()),
                Passage::Picture { file, alt, caption } => {
                    line(if alt.is_empty() { file.into() } else { alt.into() });
                    caption.iter().for_each(|caption| line(caption.into()));
                }
                Passage::Table(table) => table.rows.iter().for_each(|row| {
                    let cells = row.iter().flat_map(|cell| cell.0.iter().cloned().chain(Phrase::from(" ").0));
                    line(Phrase(cells.collect()));
                }),
                Passage::Rule => {}
            }
        }
    }

    /// Plain text in lines of at most `width` cells. Code and tables keep their lines if these are narrow enough.
    pub fn plain(&self, width: usize) -> String {
        let mut lines = self.lines(width, false);
        lines.push(String::new());
        text::clean(&lines.join("\n")).into_owned()
    }

    /// Lines of plain text, with an empty line between passages, except inside an item of a `tight` list.
    fn lines(&self, width: usize, tight: bool) -> Vec<String> {
        let mut lines = Vec::new();
        for (index, passage) in self.0.iter().enumerate() {
            if index > 0 && !(tight && matches!(passage, Passage::List(list) if list.tight)) {
                lines.push(String::new());
            }
            lines.extend(passage.lines(width));
        }
        lines
    }
}

impl Passage {
    /// Plain text in lines of at most `width` cells.
    pub fn plain(&self, width: usize) -> String {
        text::clean(&self.lines(width).join("\n")).into_owned()
    }

    /// The items of a list. Empty for other passages.
    fn items(&self) -> &[Item] {
        match self {
            Self::List(list) => &list.items,
            _ => &[],
        }
    }

    fn lines(&self, width: usize) -> Vec<String> {
        match self {
            Self::Heading { level, text } => {
                let text = text.spelled();
                let mut lines = wrapped(&text, width);
                let wide = text::width(&text::clean(&text)).min(width);
                let sign = ["", "=", "-"].get(usize::from(*level)).filter(|sign| !sign.is_empty());
                lines.extend(sign.map(|sign| sign.repeat(wide)));
                lines
            }
            Self::Paragraph(text) => wrapped(&text.spelled(), width),
            Self::List(list) => list.lines(width),
            Self::Quote(inside) => indented(inside.lines(narrower(width, 2), false), "> ", "> "),
            Self::Callout { title, inside, .. } => {
                let mut all = Prose(vec![Self::Paragraph(title.into())]);
                all.0.extend(inside.0.iter().cloned());
                Self::Quote(all).lines(width)
            }
            Self::Definitions(definitions) => definitions.iter().flat_map(|it| it.lines(width)).collect(),
            Self::Notes(notes) => {
                let item = |(number, note): &(usize, Prose)| Item { mark: format!("[{number}]"), inside: note.clone() };
                List { tight: true, items: notes.iter().map(item).collect() }.lines(width)
            }
            Self::Code { text, .. } => text.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect(),
            Self::Table(table) => table.lines(width),
            Self::Remark(text) => indented(wrapped(&format!("{}]", text.spelled()), narrower(width, 1)), "[", " "),
            Self::Picture { file, alt, caption } => {
                let words = if alt.is_empty() { file } else { alt };
                let mut prose = Prose(vec![Self::Remark(words.into())]);
                caption.iter().for_each(|caption| prose.paragraph(caption));
                prose.lines(width, false)
            }
            Self::Rule => vec!["* * *".to_owned()],
        }
    }
}

impl List {
    fn lines(&self, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            if index > 0 && !self.tight {
                lines.push(String::new());
            }
            let first = format!("{} ", item.mark);
            let rest = " ".repeat(text::width(&first));
            let mut inside = item.inside.lines(narrower(width, rest.len()), self.tight);
            if inside.is_empty() {
                inside.push(String::new());
            }
            lines.extend(indented(inside, &first, &rest));
        }
        lines
    }
}

impl Definition {
    fn lines(&self, width: usize) -> Vec<String> {
        let meanings =
            self.meanings.iter().flat_map(|meaning| indented(meaning.lines(narrower(width, 4), false), "    ", "    "));
        wrapped(&self.word.spelled(), width).into_iter().chain(meanings).collect()
    }
}

impl Table {
    /// Columns side by side if they fit, else each row as a small list with the names of the columns.
    fn lines(&self, width: usize) -> Vec<String> {
        let rows: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(|cell| cell.spelled().replace('\n', " ")).collect()).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let wide = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| text::width(cell)).max();
        let widths: Vec<usize> = (0..columns).map(|column| wide(column).unwrap_or(0)).collect();
        match widths.iter().sum::<usize>() + 3 * columns.saturating_sub(1) <= width {
            true => in_columns(&rows, &widths),
            false => in_records(&rows, width),
        }
    }
}

fn in_columns(rows: &[Vec<String>], widths: &[usize]) -> Vec<String> {
    let row = |row: &Vec<String>| {
        let cells =
            widths.iter().enumerate().map(|(at, wide)| text::pad(row.get(at).map_or("", String::as_str), *wide));
        cells.collect::<Vec<_>>().join(" | ").trim_end().to_owned()
    };
    let rule = widths.iter().map(|wide| "-".repeat(*wide)).collect::<Vec<_>>().join("-+-");
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    lines.insert(lines.len().min(1), rule);
    lines
}

fn in_records(rows: &[Vec<String>], width: usize) -> Vec<String> {
    let Some((head, rows)) = rows.split_first() else { return Vec::new() };
    let mut lines = Vec::new();
    for row in rows {
        // An empty cell is skipped, except the first, which starts the row.
        for (index, cell) in row.iter().enumerate().filter(|(index, cell)| *index == 0 || !cell.is_empty()) {
            let name = head.get(index).filter(|name| !name.is_empty());
            let lead = if index == 0 { "• " } else { "  " };
            let cell = name.map_or_else(|| cell.clone(), |name| format!("{name}: {cell}"));
            lines.extend(indented(wrapped(&cell, narrower(width, 2)), lead, "    "));
        }
    }
    lines
}

/// The width that remains beside a lead, but at least enough for short words.
fn narrower(width: usize, lead: usize) -> usize {
    width.saturating_sub(lead).max(10)
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let runs = [Run { text: text::clean(text).into_owned(), style: () }];
    let line = |line: &[Run<()>]| line.iter().map(|run| run.text.as_str()).collect::<String>();
    text::wrap(&runs, width.max(10)).iter().map(|it| line(it.as_slice()).trim_end().to_owned()).collect()
}

/// Adds a prefix to lines: `first` to the first one, `rest` to the others.
fn indented(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let lead = |index| if index == 0 { first } else { rest };
    lines.into_iter().enumerate().map(|(index, line)| format!("{}{line}", lead(index)).trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Ink, Link};

    fn table() -> Prose {
        let row = |cells: [&str; 2]| cells.map(Phrase::from).to_vec();
        let rows = vec![row(["Nom", "Rôle"]), row(["Pi", "héberge les applications"])];
        Prose(vec![Passage::Table(Table { rows, ..Table::default() })])
    }

    #[test]
    fn a_table_stands_in_columns_where_it_fits() {
        assert_eq!(table().plain(60), "Nom | Rôle\n----+-------------------------\nPi  | héberge les applications\n");
    }

    #[test]
    fn a_wide_table_is_read_row_by_row() {
        assert_eq!(table().plain(20), "• Nom: Pi\n  Rôle: héberge les\n    applications\n");
    }

    #[test]
    fn items_stand_close_and_hang() {
        let mut prose = Prose::default();
        prose.paragraph("Trois :");
        prose.item("•", "un mot puis un autre");
        prose.item("•", "deux");
        assert_eq!(prose.plain(14), "Trois :\n\n• un mot puis\n  un autre\n• deux\n");
    }

    #[test]
    fn what_lies_in_an_item_hangs_below_its_words() {
        let mut inside = Prose::default();
        inside.paragraph("un");
        inside.0.push(Passage::Code { lang: "sh".into(), text: "ls\n".into() });
        inside.item("–", "dedans");
        let mut prose = Prose::default();
        prose.item_of("10.", inside);
        prose.item("11.", "deux");
        assert_eq!(prose.plain(40), "10. un\n\n        ls\n    – dedans\n11. deux\n");
    }

    #[test]
    fn struck_words_and_addresses_are_marked_in_plain_text() {
        let run = |text: &str, ink: Ink| Run { text: text.into(), style: ink };
        let link = |address: &str| Ink { link: Some(Link::from(address)), ..Ink::default() };
        let struck = Ink::from(crate::page::Style { strike: true, ..Default::default() });
        let words = Phrase(vec![
            run("100 €", struck),
            run(" 80 €, ", Ink::default()),
            run("voir", link("https://a.fr/b")),
            run(" ou ", Ink::default()),
            run("a.fr", link("https://a.fr/")),
        ]);
        assert_eq!(words.spelled(), "~~100 €~~ 80 €, voir (https://a.fr/b) ou a.fr");
    }

    #[test]
    fn repeated_passages_are_not_told_again() {
        let said = |items: &[&str]| {
            let mut prose = Prose::default();
            prose.paragraph("Laquelle ?");
            items.iter().for_each(|item| prose.item("•", *item));
            prose
        };
        let mut new = Prose::default();
        new.item("•", "deux — 3");
        assert_eq!(said(&["un", "deux — 3"]).without(&said(&["un", "deux"])), new);
        assert_eq!(said(&["un"]).without(&said(&["un"])), Prose::default());
    }
}
