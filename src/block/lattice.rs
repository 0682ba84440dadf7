//! Named rows under named columns, all columns of one width: what `compare` and `matrix` are drawn from.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::block::{Body, Context, Reveal, layout_note};
use crate::diagnostic::Diagnostic;
use crate::page::{Page, Role, Target, cells};
use crate::prose::Passage;
use crate::source::Span;
use crate::table::{Reader, Schemas, Shape, Value};
use crate::text;

/// Empty cells between two columns.
const GAP: u16 = 3;

/// From a row's name to its cells where they stand below it.
const INDENT: u16 = 2;

/// Columns of marks are as wide as this, in cells, where there is room.
const USUAL_MARKS: u16 = 9;

/// A mark of more cells than this does not stand before what it marks.
const LONGEST_MARK: u16 = 5;

/// Rows under columns.
pub struct Lattice<'a> {
    pub columns: &'a [String],
    pub rows: Vec<Row<'a>>,
    pub cells: Cells,
}

/// One row.
pub struct Row<'a> {
    /// Empty where the row has no name.
    pub name: &'a str,
    pub cells: &'a [Body],
    /// Whether a line stands between the row and those above.
    pub apart: bool,
}

/// What the cells hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    /// Sentences: columns take all the width that there is.
    Texts,
    /// Signs and single words: columns are as wide as they must be, and their cells stand in the middle.
    Marks,
}

/// The cells of a row as they are written: those that cannot be read are empty, so that the others keep their columns.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub cells: Vec<Body>,
    /// Where the list stands; nothing where it is none.
    list: Option<Span>,
}

/// The most cells that a mark takes: "●", "R / A".
const WIDEST_MARK: usize = 5;

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        self.cells == other.cells
    }
}

impl Shape for Line {
    const WHAT: &'static str = "a list of cells";

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let DeValue::Array(values) = value.get_ref() else {
            reader.wrong_type(value, Self::WHAT);
            return Some(Self::default());
        };
        let cells = values.iter().map(|value| Body::read(value, reader).unwrap_or_default()).collect();
        Some(Self { cells, list: Some(reader.span(value.span())) })
    }

    fn schema(schemas: &mut Schemas) -> Json {
        json!({ "type": "array", "items": Body::schema(schemas) })
    }
}

impl Line {
    /// Says that there is not a cell for each column.
    pub fn check(&self, columns: usize, reader: &mut Reader) {
        let count = self.cells.len();
        let Some(span) = self.list.filter(|_| count != columns) else { return };
        let (cells, of) = (if count == 1 { "cell" } else { "cells" }, if columns == 1 { "column" } else { "columns" });
        let message = format!("{count} {cells} for {columns} {of}");
        let wrong = Diagnostic::error("bad-value", span, message, "one cell for each column");
        reader.report(wrong.help(format!("write {columns} of them; \"\" is an empty one")));
    }
}

/// How wide things are; the names stand beside the cells, or above them where they have no cells of their own.
struct Widths {
    names: u16,
    column: u16,
}

impl Lattice<'_> {
    pub fn layout(&self, context: &Context, width: u16) -> Page {
        let inner = context.revealing(Reveal::None);
        let widths = self.widths(&inner, width);
        let mut page = Page::new(width);
        if let Some(widths) = &widths {
            let head = self.head(widths);
            let used = head.width;
            page.put(head, 0, 0);
            page.rule(0, page.height, used, "─", Role::Border);
        }
        let part = |row: &Row| match &widths {
            Some(widths) => self.row(row, &inner, widths),
            None => self.stacked(row, &inner, width),
        };
        let parts: Vec<Page> = self.rows.iter().map(part).collect();
        // Rows of one line each need no air between them.
        let gap = u32::from(widths.is_none() || parts.iter().any(|part| part.height > 1));
        for (index, (row, mut part)) in self.rows.iter().zip(parts).enumerate() {
            let step = if context.reveal == Reveal::Items { cells(index) } else { 0 };
            let apart = row.apart && index > 0;
            if apart {
                let mut line = Page::new(part.width);
                line.rule(0, 0, part.width, "┄", Role::Border);
                page.put_from(line, 0, page.height, step);
            }
            part.target(0, 0, part.width, part.height, Target::Part);
            let y = page.height + if index == 0 || apart { 0 } else { gap };
            page.put_from(part, 0, y, step);
        }
        page
    }

    pub fn prose(&self, context: &Context) -> Passage {
        let named = self.rows.iter().any(|row| !row.name.is_empty());
        let name = |name: &str| named.then(|| name.to_owned());
        let head = name("").into_iter().chain(self.columns.iter().cloned()).map(Into::into).collect();
        let rows = self.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| cell.words(context));
            name(row.name).into_iter().chain(cells).map(Into::into).collect()
        });
        Passage::Table(std::iter::once(head).chain(rows).collect())
    }

    /// Nothing where columns would be too narrow to stand side by side.
    fn widths(&self, context: &Context, width: u16) -> Option<Widths> {
        let count = cells(self.columns.len().max(1));
        let widest_name = cells(self.rows.iter().map(|row| text::width(row.name)).max().unwrap_or(0));
        let longest = |words: &str| cells(words.split(' ').map(text::width).max().unwrap_or(0));
        let share = |names: u16| {
            let gaps = GAP.saturating_mul(count - u16::from(names == 0));
            width.checked_sub(names)?.checked_sub(gaps)?.checked_div(count)
        };
        match self.cells {
            Cells::Texts => {
                let names = widest_name.min(width / 4);
                let wide = |names| share(names).filter(|column| *column >= 14).map(|column| Widths { names, column });
                // Sentences want twice the room of words; without it the names stand above them.
                wide(names).filter(|it| it.column >= 20 || names == 0).or_else(|| wide(0))
            }
            Cells::Marks => {
                let all = self.rows.iter().flat_map(|row| row.cells);
                let words = all.map(|cell| cell.words(context)).chain(self.columns.iter().cloned());
                let (least, wanted) = words.fold((0, USUAL_MARKS), |(least, wanted): (u16, u16), it| {
                    (least.max(longest(&it)), wanted.max(cells(text::width(&it))))
                });
                let spare = width.saturating_sub(count.saturating_mul(wanted.saturating_add(GAP)));
                let names = widest_name.min(spare.max(width / 3));
                let column = share(names)?.min(wanted);
                (column >= least).then_some(Widths { names, column })
            }
        }
    }

    /// Whether its cells stand in the middle of their columns: marks do, words are read from the left.
    fn is_centered(&self) -> bool {
        let mut cells = self.rows.iter().flat_map(|row| row.cells);
        self.cells == Cells::Marks
            && cells.all(|cell| text::width(cell.excerpt.text.replace('*', "").trim()) <= WIDEST_MARK)
    }

    /// The names of the columns; where they wrap they end on one row.
    fn head(&self, widths: &Widths) -> Page {
        let names: Vec<Page> = self
            .columns
            .iter()
            .map(|name| {
                let mut name = layout_note(name, Role::Strong, widths.column);
                if self.is_centered() {
                    name.center_rows();
                }
                name
            })
            .collect();
        let height = names.iter().map(|name| name.height).max().unwrap_or(0);
        let mut head = Page::default();
        for (index, name) in names.into_iter().enumerate() {
            let x = widths.left(index);
            head.width = x + widths.column;
            let y = height - name.height;
            head.put(name, x, y);
        }
        head
    }

    /// A row with its cells side by side.
    fn row(&self, row: &Row, context: &Context, widths: &Widths) -> Page {
        let mut page = Page::new(widths.left(self.columns.len()).saturating_sub(GAP));
        let (room, above) = if widths.names > 0 { (widths.names, false) } else { (page.width, true) };
        if !row.name.is_empty() {
            let role = if self.cells == Cells::Marks { Role::Text } else { Role::Strong };
            page.put(layout_note(row.name, role, room), 0, 0);
        }
        let y = if above { page.height } else { 0 };
        for (index, cell) in row.cells.iter().take(self.columns.len()).enumerate() {
            page.put(self.cell(cell, context, widths.column), widths.left(index), y);
        }
        page.height = page.height.max(1);
        page
    }

    fn cell(&self, cell: &Body, context: &Context, width: u16) -> Page {
        let mut page = cell.layout(context, width);
        if self.is_centered() {
            page.center_rows();
        }
        if self.cells == Cells::Marks {
            match cell.excerpt.text.trim() {
                "●" | "■" | "◆" | "✓" | "✔" => page.recolor(Role::Text, Role::Accent),
                "○" | "□" | "◇" | "·" | "-" | "–" | "—" => page.recolor(Role::Text, Role::Muted),
                _ => {}
            }
        }
        page
    }

    /// A row with its cells one below the other, each behind the name of its column.
    fn stacked(&self, row: &Row, context: &Context, width: u16) -> Page {
        let mut page = Page::new(width);
        let left = if row.name.is_empty() { 0 } else { INDENT };
        if !row.name.is_empty() {
            page.put(layout_note(row.name, Role::Strong, width), 0, 0);
        }
        let names = cells(self.columns.iter().map(|name| text::width(name)).max().unwrap_or(0));
        let beside = left + names + 2;
        let marks =
            self.rows.iter().flat_map(|row| row.cells).map(|cell| cells(text::width(&cell.words(context)))).max();
        let marks = marks.filter(|wide| self.cells == Cells::Marks && *wide <= LONGEST_MARK);
        for (name, cell) in self.columns.iter().zip(row.cells).filter(|(_, cell)| !cell.is_empty()) {
            let mut part = Page::new(width);
            if let Some(marks) = marks {
                let behind = left + marks + 1;
                part.put(self.cell(cell, context, marks), left, 0);
                part.put(layout_note(name, Role::Text, width.saturating_sub(behind).max(1)), behind, 0);
            } else if beside <= width / 2 {
                part.put(layout_note(name, Role::Muted, names), left, 0);
                part.put(cell.layout(context, width - beside), beside, 0);
            } else {
                part.put(layout_note(name, Role::Muted, width.saturating_sub(left).max(1)), left, 0);
                part.stack(cell.layout(context, width.saturating_sub(left).max(1)), left, 0);
            }
            page.stack(part, 0, 0);
        }
        page
    }
}

impl Widths {
    /// Where a column begins.
    fn left(&self, index: usize) -> u16 {
        let names = if self.names > 0 { self.names + GAP } else { 0 };
        names.saturating_add(cells(index).saturating_mul(self.column + GAP))
    }
}
