//! The pieces of a report (headings, tables, remarks), as plain text and as Markdown.

use crate::text;

/// A piece of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A heading with its depth, from 1.
    Heading(usize, String),
    Table(Table),
    /// A chart made of characters, for monospaced output, and its legend.
    Cells(String, Table),
    /// Figures for a bar chart, for formats that draw.
    Bars(Bars),
    Remark(String),
    /// An item of a list.
    Item(String),
}

/// Labels, with a bar for each series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    pub unit: String,
    pub labels: Vec<String>,
    /// The series: the name of each, and a value for each label.
    pub series: Vec<(String, Vec<f64>)>,
}

/// Rows of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The name in the header.
    pub name: String,
    /// Whether it contains numbers, which are aligned right.
    pub is_number: bool,
    /// Its greatest width, in cells.
    pub widest: usize,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub cells: Vec<String>,
    /// Whether it is a sum, which is separated from the row above.
    pub is_sum: bool,
}

impl Column {
    pub fn words(name: &str, widest: usize) -> Self {
        Self { name: name.to_owned(), is_number: false, widest }
    }

    pub fn numbers(name: &str) -> Self {
        Self { name: name.to_owned(), is_number: true, widest: 24 }
    }
}

impl Row {
    pub fn new(cells: impl IntoIterator<Item = String>) -> Self {
        Self { cells: cells.into_iter().collect(), is_sum: false }
    }

    pub fn sum(cells: impl IntoIterator<Item = String>) -> Self {
        Self { is_sum: true, ..Self::new(cells) }
    }
}

/// The report for a terminal, or other monospaced output.
pub fn plain(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Cells(legend, table) => out.push_str(&format!("\n{legend}\n{}", plain_table(table))),
            Piece::Bars(_) => {}
            Piece::Heading(depth, heading) => {
                let gap = if out.is_empty() { "" } else { "\n" };
                let rule = match depth {
                    1 => "═".repeat(text::width(heading)) + "\n",
                    2 => "─".repeat(text::width(heading)) + "\n",
                    _ => String::new(),
                };
                out.push_str(&format!("{gap}{heading}\n{rule}"));
            }
            Piece::Table(table) => out.push_str(&plain_table(table)),
            Piece::Remark(remark) => out.push_str(&format!("{remark}\n")),
            Piece::Item(item) => out.push_str(&format!("• {item}\n")),
        }
    }
    text::clean(&out).into_owned()
}

fn plain_table(table: &Table) -> String {
    let shortened = |row: &[String]| -> Vec<String> {
        let cells = row.iter().zip(&table.columns);
        cells.map(|(cell, column)| text::shorten(cell, column.widest).into_owned()).collect()
    };
    let head = shortened(&table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| shortened(&row.cells)).collect();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|at| rows.iter().chain([&head]).map(|row| row.get(at).map_or(0, |it| text::width(it))).max().unwrap_or(0))
        .collect();
    let line = |row: &[String]| {
        let cells = row.iter().zip(&widths).zip(&table.columns).map(|((cell, width), column)| {
            if column.is_number { text::pad_before(cell, *width) } else { text::pad(cell, *width) }
        });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    let mut out = if head.iter().all(String::is_empty) { String::new() } else { line(&head) };
    for (at, row) in table.rows.iter().enumerate() {
        if row.is_sum && !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&line(&rows[at]));
    }
    out
}

/// The report as plain Markdown: charts are made of characters.
pub fn markdown(pieces: &[Piece]) -> String {
    written(pieces.iter().filter(|piece| !matches!(piece, Piece::Bars(_))))
}

/// The report as the Markdown of a deck, for a document: charts are drawn.
pub fn document(pieces: &[Piece]) -> String {
    written(pieces.iter().filter(|piece| !matches!(piece, Piece::Cells(..))))
}

fn written<'a>(pieces: impl Iterator<Item = &'a Piece>) -> String {
    let mut out = String::new();
    for piece in pieces {
        let goes_on = matches!(piece, Piece::Item(_)) && out.lines().last().is_some_and(|line| line.starts_with("- "));
        if !out.is_empty() && !goes_on {
            out.push('\n');
        }
        match piece {
            Piece::Heading(depth, heading) => out.push_str(&format!("{} {}\n", "#".repeat(*depth), safe(heading))),
            Piece::Table(table) => out.push_str(&markdown_table(table)),
            Piece::Cells(legend, table) => {
                out.push_str(&format!("### {}\n\n{}", safe(legend), markdown_table(table)));
            }
            Piece::Bars(bars) => out.push_str(&chart(bars)),
            Piece::Remark(remark) => out.push_str(&format!("{}\n", safe(remark))),
            Piece::Item(item) => out.push_str(&format!("- {}\n", safe(item))),
        }
    }
    text::clean(&out).into_owned()
}

/// A chart as a block of a deck. Only its fields start a line, so no text in it can end the fence.
fn chart(bars: &Bars) -> String {
    let labels: Vec<String> = bars.labels.iter().map(|label| text::basic_string(label)).collect();
    let mut out = format!("```chart\nlabels = [{}]\nunit = {}\n", labels.join(", "), text::basic_string(&bars.unit));
    for (name, values) in &bars.series {
        let values: Vec<String> = values.iter().map(|value| format!("{value:.1}")).collect();
        out.push_str(&format!("[[series]]\nname = {}\nvalues = [{}]\n", text::basic_string(name), values.join(", ")));
    }
    out + "```\n"
}

fn markdown_table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(table.columns.iter().map(|column| safe(&column.name)).collect());
    out.push_str(&line(table.columns.iter().map(|it| if it.is_number { "--:" } else { "---" }.to_owned()).collect()));
    for row in &table.rows {
        let mut cells = row.cells.clone();
        cells.resize(table.columns.len(), String::new());
        let cell = |cell: &String| match (row.is_sum, safe(cell.trim())) {
            (true, cell) if !cell.is_empty() => format!("**{cell}**"),
            (_, cell) => cell,
        };
        out.push_str(&line(cells.iter().map(cell).collect()));
    }
    out
}

/// Text of a deck with Markdown escaped.
fn safe(words: &str) -> String {
    let mut out = String::new();
    for char in words.chars() {
        match char {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => out.extend(['\\', char]),
            '\n' => out.push(' '),
            char => out.push(char),
        }
    }
    out
}
