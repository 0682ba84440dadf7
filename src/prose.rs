//! A slide as it is read: headings, paragraphs, items, tables, in order.
//!
//! What is drawn can also be read: this is what plain text, exports, search, the linear mode and word counts come from.

use std::fmt::{self, Write as _};

use crate::page::Ink;
use crate::text::{self, Run};

/// Words with their styles, and where they lead; a line feed in them ends a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase(pub Vec<Run<Ink>>);

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// A heading; 1 is the deck, 2 a section, 3 a slide, more inside one.
    Heading {
        level: u8,
        text: Phrase,
    },
    Paragraph(Phrase),
    /// An item of a list: how deep (from 0), its mark (`•`, `2.`, `[x]`), its text.
    Item {
        depth: usize,
        mark: String,
        text: Phrase,
    },
    Quote(Phrase),
    Code {
        lang: String,
        text: String,
    },
    /// A table: the first row is the header.
    Table(Vec<Vec<Phrase>>),
    /// What is said of the block that follows: an alternative text, a caption, a mistake.
    Remark(Phrase),
    Rule,
}

impl<T: Into<String>> From<T> for Phrase {
    fn from(text: T) -> Self {
        Self(vec![Run { text: text.into(), style: Ink::default() }])
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.iter().try_for_each(|run| f.write_str(&run.text))
    }
}

/// Columns of what is read to those who hear it.
pub const ALOUD: usize = 80;

/// Passages in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(pub Vec<Passage>);

impl Prose {
    /// What `read` reads, in lines for those who hear them.
    pub fn aloud(read: impl FnOnce(&mut Self)) -> String {
        let mut prose = Self::default();
        read(&mut prose);
        prose.plain(ALOUD)
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

    pub fn item(&mut self, depth: usize, mark: impl Into<String>, text: impl Into<Phrase>) {
        self.0.push(Passage::Item { depth, mark: mark.into(), text: text.into() });
    }

    /// All words with their styles, one passage a line, without marks: for what is read in one piece.
    pub fn phrase(&self) -> Phrase {
        let mut phrase = Phrase::default();
        for (index, passage) in self.0.iter().enumerate() {
            if index > 0 {
                phrase.0.push(Run { text: "\n".to_owned(), style: Ink::default() });
            }
            match passage {
                Passage::Heading { text, .. }
                | Passage::Paragraph(text)
                | Passage::Item { text, .. }
                | Passage::Quote(text)
                | Passage::Remark(text) => phrase.0.extend(text.0.iter().cloned()),
                Passage::Code { text, .. } => phrase.0.extend(Phrase::from(text.trim_end()).0),
                Passage::Table(rows) => rows.iter().flatten().for_each(|cell| {
                    phrase.0.extend(cell.0.iter().cloned());
                    phrase.0.extend(Phrase::from(" ").0);
                }),
                Passage::Rule => {}
            }
        }
        phrase
    }

    /// All words, one passage a line, without marks: for searching and counting.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for passage in &self.0 {
            let _ = match passage {
                Passage::Heading { text, .. }
                | Passage::Paragraph(text)
                | Passage::Item { text, .. }
                | Passage::Quote(text)
                | Passage::Remark(text) => write!(words, "{text}"),
                Passage::Code { text, .. } => write!(words, "{text}"),
                Passage::Table(rows) => rows.iter().flatten().try_for_each(|cell| write!(words, "{cell} ")),
                Passage::Rule => continue,
            };
            words.push('\n');
        }
        // Its parts are clean each for itself; joined they may be a flood of marks.
        text::clean(&words).into_owned()
    }

    /// Plain text in lines of at most `width` cells (code and tables keep theirs where they are narrow enough).
    pub fn plain(&self, width: usize) -> String {
        let mut out = String::new();
        let mut in_list = false;
        for passage in &self.0 {
            let item = matches!(passage, Passage::Item { .. });
            if !(out.is_empty() || item && in_list) {
                out.push('\n');
            }
            in_list = item;
            write_passage(&mut out, passage, width);
        }
        text::clean(&out).into_owned()
    }
}

fn write_passage(out: &mut String, passage: &Passage, width: usize) {
    match passage {
        Passage::Heading { level, text } => {
            let sign = match level {
                1 => "=",
                2 => "-",
                _ => "",
            };
            let text = text.to_string();
            write_wrapped(out, "", "", &text, width);
            if !sign.is_empty() {
                let _ = writeln!(out, "{}", sign.repeat(text::width(&text::clean(&text)).min(width)));
            }
        }
        Passage::Paragraph(text) => write_wrapped(out, "", "", &text.to_string(), width),
        Passage::Item { depth, mark, text } => {
            let indent = "  ".repeat(*depth);
            let rest = format!("{indent}{} ", " ".repeat(text::width(mark)));
            write_wrapped(out, &format!("{indent}{mark} "), &rest, &text.to_string(), width);
        }
        Passage::Quote(text) => write_wrapped(out, "> ", "> ", &text.to_string(), width),
        Passage::Code { text, .. } => text.lines().for_each(|line| {
            let _ = writeln!(out, "    {line}");
        }),
        Passage::Table(rows) => {
            let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(Phrase::to_string).collect()).collect();
            write_table(out, &rows, width);
        }
        Passage::Remark(text) => write_wrapped(out, "[", " ", &format!("{text}]"), width),
        Passage::Rule => out.push_str("* * *\n"),
    }
}

fn write_wrapped(out: &mut String, first: &str, rest: &str, text: &str, width: usize) {
    let runs = [Run { text: text::clean(text).into_owned(), style: () }];
    let lines = text::wrap(&runs, width.saturating_sub(text::width(first)).max(10));
    for (index, line) in lines.iter().enumerate() {
        let lead = if index == 0 { first } else { rest };
        let line: String = line.iter().map(|run| run.text.as_str()).collect();
        let _ = writeln!(out, "{}", format!("{lead}{line}").trim_end());
    }
}

/// Columns side by side where they fit, else each row as a small list with the header's words.
fn write_table(out: &mut String, rows: &[Vec<String>], width: usize) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| text::width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(wide).collect();
    if widths.iter().sum::<usize>() + 3 * columns.saturating_sub(1) <= width {
        for (index, row) in rows.iter().enumerate() {
            let cells = widths.iter().enumerate().map(|(at, wide)| pad(row.get(at).map_or("", String::as_str), *wide));
            let _ = writeln!(out, "{}", cells.collect::<Vec<_>>().join(" | ").trim_end());
            if index == 0 {
                let _ =
                    writeln!(out, "{}", widths.iter().map(|wide| "-".repeat(*wide)).collect::<Vec<_>>().join("-+-"));
            }
        }
        return;
    }
    let Some((head, rows)) = rows.split_first() else { return };
    for row in rows {
        // An empty cell says nothing; the first one still begins the row.
        for (index, cell) in row.iter().enumerate().filter(|(index, cell)| *index == 0 || !cell.is_empty()) {
            let name = head.get(index).filter(|name| !name.is_empty());
            let lead = if index == 0 { "• " } else { "  " };
            let cell = name.map_or_else(|| cell.clone(), |name| format!("{name}: {cell}"));
            write_wrapped(out, lead, "    ", &cell, width);
        }
    }
}

fn pad(cell: &str, width: usize) -> String {
    format!("{cell}{}", " ".repeat(width.saturating_sub(text::width(cell))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Prose {
        let row = |cells: [&str; 2]| cells.map(Phrase::from).to_vec();
        Prose(vec![Passage::Table(vec![row(["Nom", "Rôle"]), row(["Pi", "héberge les applications"])])])
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
        let item = |text: &str| Passage::Item { depth: 0, mark: "•".into(), text: text.into() };
        let prose = Prose(vec![Passage::Paragraph("Trois :".into()), item("un mot puis un autre"), item("deux")]);
        assert_eq!(prose.plain(14), "Trois :\n\n• un mot puis\n  un autre\n• deux\n");
    }
}
