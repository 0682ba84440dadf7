//! An open element, and the Markdown for its text when it is closed.

use crate::import::draft::share;
use crate::import::html::role::Role;
use crate::import::html::tag::{Tag, decoded};
use crate::source::{Span, Traced};

/// An open element.
pub struct Frame {
    pub name: String,
    pub role: Role,
    /// Its text so far, if it keeps it.
    pub text: Option<Traced>,
    /// Its items or columns, each with its width.
    pub parts: Vec<(Traced, Option<u16>)>,
    pub rows: Vec<Vec<Traced>>,
    /// The target of a link, or the language of code.
    pub note: Option<String>,
    pub width: Option<u16>,
    /// The widths of its columns.
    pub widths: Option<Vec<u16>>,
    pub at: Span,
    /// Whether it appears a step later.
    pub later: bool,
}

impl Frame {
    pub fn of(tag: &Tag, role: Role, at: Span, later: bool) -> Self {
        let style = tag.get("style").unwrap_or_default();
        let property = |name: &str| {
            style
                .split(';')
                .filter_map(|it| it.split_once(':'))
                .find(|(key, _)| key.trim() == name)
                .map(|(_, value)| value)
        };
        let shares = property("grid-template-columns").map(|value| {
            let shares = value.split_ascii_whitespace().map(|it| it.trim_end_matches("fr"));
            shares.filter_map(|it| share(it.trim_end_matches("px"))).collect::<Vec<u16>>()
        });
        let width = tag.get("width").or(property("width")).or(property("flex")).filter(|it| it.trim().ends_with('%'));
        let target = tag.get("href").or(tag.get("to")).map(str::trim).filter(|it| !it.is_empty());
        Self {
            name: tag.name.clone(),
            text: role.keeps_text().then(Traced::default),
            note: target.filter(|_| role == Role::Link).map(str::to_owned),
            width: width.and_then(share),
            widths: shares.filter(|it| it.len() > 1),
            parts: Vec::new(),
            rows: Vec::new(),
            role,
            at,
            later,
        }
    }

    /// Adds a cell to the open row.
    pub fn cell(&mut self, text: Traced) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(text);
        }
    }
}

/// A text between two delimiters, which must touch its words.
pub fn pair(text: &Traced, open: &str, close: &str, at: Span) -> Traced {
    let all = text.text();
    let (start, end) = (all.len() - all.trim_start().len(), all.trim_end().len());
    if start >= end || all[start..end].contains("\n\n") {
        return text.clone();
    }
    let mut out = text.part(0..start);
    out.write(open, at);
    out.append(&text.part(start..end));
    out.write(close, at);
    out.append(&text.part(end..all.len()));
    out
}

/// A text on one line.
fn on_one_line(text: &Traced) -> Traced {
    let trimmed = text.trimmed();
    let all = trimmed.text();
    let start = all.len() - all.trim_start().len();
    let ends: Vec<_> = all.match_indices('\n').map(|(at, _)| (at..at + 1, " ".to_owned())).collect();
    let out = trimmed.edited(&ends);
    out.part(start..out.text().len())
}

pub fn heading(text: &Traced, level: u8, at: Span) -> Traced {
    let mut out = Traced::instead("\n\n", at);
    if !text.is_blank() {
        out.write(&format!("{} ", "#".repeat(usize::from(level))), at);
        out.append(&on_one_line(text));
        out.add("\n\n");
    }
    out
}

/// A fence that no line of the text can close.
pub fn fence(text: &Traced, lang: Option<&str>, at: Span) -> Traced {
    let code = decoded(text.text());
    let code = code.trim_matches('\n');
    let longest = code.split(|char| char != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest.max(2) + 1);
    let from = if text.is_blank() { at } else { text.whole() };
    Traced::instead(&format!("\n\n{marks}{}\n{code}\n{marks}\n\n", lang.unwrap_or_default()), from)
}

/// A list: the first line of each item after its marker, the others indented.
pub fn items(items: &[(Traced, Option<u16>)], is_numbered: bool, at: Span) -> Traced {
    let mut out = Traced::instead("\n\n", at);
    for (index, (text, _)) in items.iter().enumerate().filter(|(_, (text, _))| !text.is_blank()) {
        let mark = if is_numbered { format!("{}. ", index + 1) } else { "- ".to_owned() };
        out.write(&mark, text.span(0..1));
        let text = without_empty_lines(text);
        let all = text.text();
        let start = all.len() - all.trim_start().len();
        let mut at = start;
        for (number, line) in all[start..].split('\n').enumerate() {
            if number > 0 {
                out.add("\n");
                out.add(if line.is_empty() { "" } else { &"   "[..mark.len().min(3)] });
            }
            out.append(&text.part(at..at + line.len()));
            at += line.len() + 1;
        }
        out.add("\n");
    }
    out.add("\n");
    out
}

/// Joins consecutive empty lines, and removes them at the ends.
fn without_empty_lines(text: &Traced) -> Traced {
    let trimmed = text.trimmed();
    let all = trimmed.text();
    let mut edits = Vec::new();
    let mut empty = None;
    let mut at = 0;
    for line in all.split('\n') {
        if line.trim().is_empty() {
            empty.get_or_insert(at);
        } else {
            // No empty line is needed between the text of an item and a list in it.
            edits.extend(empty.take().map(|start| (start..at, String::new())));
        }
        at += line.len() + 1;
    }
    trimmed.edited(&edits)
}

/// A table; `beside` is text in it outside of cells.
pub fn table(rows: &[Vec<Traced>], beside: &Traced, at: Span) -> Traced {
    let rows: Vec<&Vec<Traced>> = rows.iter().filter(|row| !row.is_empty()).collect();
    let mut out = beside.trimmed();
    out.add("\n\n");
    let widest = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    for (index, row) in rows.iter().enumerate() {
        out.write("|", at);
        for cell in (0..widest).map(|index| row.get(index)) {
            out.add(" ");
            if let Some(cell) = cell {
                let cell = on_one_line(cell);
                let bars: Vec<_> =
                    cell.text().match_indices('|').map(|(at, _)| (at..at + 1, "\\|".to_owned())).collect();
                out.append(&cell.edited(&bars));
            }
            out.add(" |");
        }
        out.add("\n");
        if index == 0 {
            out.add(&format!("|{}\n", "---|".repeat(widest)));
        }
    }
    out.add("\n");
    out
}

/// Removes the common indentation of lines. It means nothing in HTML, but would be code in Markdown.
pub fn moved_out(text: &Traced) -> Traced {
    let all = text.text();
    let lines = || {
        all.match_indices('\n')
            .map(|(at, _)| at + 1)
            .filter(|at| !all[*at..].trim_start_matches([' ', '\t']).starts_with('\n'))
    };
    let blanks = |at: usize| all[at..].len() - all[at..].trim_start_matches([' ', '\t']).len();
    let Some(least) = lines().filter(|at| *at + blanks(*at) < all.len()).map(blanks).min() else { return text.clone() };
    // A fence starts with its own first line.
    let first =
        if crate::import::scan::opening(all.split('\n').next().unwrap_or_default()).is_some() { blanks(0) } else { 0 };
    let least = if first > 0 { first.min(least) } else { least };
    if least == 0 {
        return text.clone();
    }
    let mut edits: Vec<_> = (first > 0).then(|| (0..least, String::new())).into_iter().collect();
    edits.extend(lines().map(|at| (at..at + blanks(at).min(least), String::new())));
    text.edited(&edits)
}
