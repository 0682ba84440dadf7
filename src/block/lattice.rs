//! Named rows and named columns of equal width, for drawing `compare` and `matrix`.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::block::meaning::{self, Meaning};
use crate::block::{Body, Context, layout_note};
use crate::lang::{Message, noun, say};
use crate::page::{Page, Role, Target, cells};
use crate::source::Span;
use crate::table::{Nature, Reader, Schemas, See, Shape, Value};
use crate::text;

/// The space between two columns, in cells.
const GAP: u16 = 3;

/// The indent of cells below the name of their row, in cells.
const INDENT: u16 = 2;

/// The width of columns of marks, in cells, if there is room.
const USUAL_MARKS: u16 = 9;

/// A mark wider than this, in cells, is not put before what it marks.
const LONGEST_MARK: u16 = 5;

/// The most columns, and the most rows: nobody can take in more, and drawing them would slow each key down.
const MOST: usize = 100;

/// Rows and columns.
pub struct Lattice<'a> {
    columns: &'a [String],
    rows: Vec<Row<'a>>,
    cells: Cells,
}

/// A row.
pub struct Row<'a> {
    /// Empty if the row has no name.
    pub name: &'a str,
    pub cells: &'a [Body],
    /// Whether a line separates the row from those above.
    pub apart: bool,
}

/// What kind of content the cells have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    /// Sentences: columns take the whole width.
    Texts,
    /// Signs and single words: columns are only as wide as needed, and cells are centered.
    Marks,
}

/// The cells of a row as they are written. Those that cannot be read are empty, so that the others keep their columns.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub cells: Vec<Body>,
    /// The place of the list. `None` if there is none.
    list: Option<Span>,
}

/// The greatest width of a mark, in cells: "●", "R / A".
const WIDEST_MARK: usize = 5;

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        self.cells == other.cells
    }
}

impl Shape for Line {
    const WHAT: &'static str = noun!("a list of cells");
    const NATURE: Nature = Body::NATURE;

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

    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        self.cells.visit(see);
    }
}

impl Line {
    /// Reports a row whose cells do not match the columns.
    pub fn check(&self, columns: usize, reader: &mut Reader) {
        let count = self.cells.len();
        let Some(span) = self.list.filter(|list| count != columns && !reader.has_found_in(*list)) else { return };
        let message = say!("{count} {count?cell|cells} for {columns} {columns?column|columns}", count, columns);
        let help = say!("write {columns} of them; \"\" is an empty one", columns);
        reader.wrong(span, message, say!("one cell for each column"), help);
    }
}

/// The widths of a layout. Names are beside the cells, or above them if their width is 0.
struct Widths {
    names: u16,
    column: u16,
}

/// What is the same for all rows. It depends on all cells, so it is computed once.
struct Measured {
    /// `None` if columns side by side would be too narrow.
    widths: Option<Widths>,
    /// Whether cells are centered: marks are, text is aligned left.
    centered: bool,
    /// The width of the widest column name.
    widest_column: u16,
    /// The width of the widest cell, if all cells are marks that are short enough to be put before what they mark.
    marks: Option<u16>,
}

/// Reports more columns or rows than are shown; `what` names them in the plural.
pub fn check_count(count: usize, what: &'static str, span: Span, reader: &mut Reader) {
    if count > MOST {
        let message = say!("{count} {what}, the limit is {most}", count, what = Message::noun(what), most = MOST);
        let help = say!("show the part that matters, or divide it over several slides");
        reader.wrong(span, message, say!("the rest are not shown"), help);
    }
}

impl<'a> Lattice<'a> {
    /// As much of it as can be shown.
    pub fn new(columns: &'a [String], rows: impl Iterator<Item = Row<'a>>, cells: Cells) -> Self {
        let columns = &columns[..columns.len().min(MOST)];
        let shown = |row: Row<'a>| Row { cells: &row.cells[..row.cells.len().min(columns.len())], ..row };
        Self { columns, rows: rows.take(MOST).map(shown).collect(), cells }
    }
}

impl Lattice<'_> {
    pub fn layout(&self, context: &Context, width: u16) -> Page {
        let inner = context.inside();
        let measured = self.measured(&inner, width);
        let widths = &measured.widths;
        let mut page = Page::new(width);
        if let Some(widths) = widths {
            let head = self.head(widths, measured.centered);
            let used = head.width;
            page.put(head, 0, 0);
            page.rule(0, page.height, used, "─", Role::Border);
        }
        let part = |row: &Row| match widths {
            Some(widths) => self.row(row, &inner, widths, measured.centered),
            None => self.stacked(row, &inner, width, &measured),
        };
        let parts: Vec<Page> = self.rows.iter().map(part).collect();
        // Rows of a single line need no empty rows between them.
        let gap = u32::from(widths.is_none() || parts.iter().any(|part| part.height > 1)).max(context.between_items());
        for (index, (row, mut part)) in self.rows.iter().zip(parts).enumerate() {
            let step = context.step_of(index);
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

    pub fn meaning(&self, context: &Context) -> meaning::Table {
        let inner = context.inside();
        let names_rows = self.rows.iter().any(|row| !row.name.is_empty());
        let corner = names_rows.then(String::new).into_iter();
        let row = |(index, row): (usize, &Row)| {
            let step = context.step_of(index);
            let name = names_rows.then(|| Meaning::paragraph(step, row.name.into())).into_iter();
            let cells = row.cells.iter().map(|cell| cell.meaning(&inner.at_step(step)));
            meaning::Row { step, cells: name.chain(cells).collect(), apart: row.apart && index > 0 }
        };
        meaning::Table {
            head: corner.chain(self.columns.iter().cloned()).map(Into::into).collect(),
            align: Vec::new(),
            names_rows,
            rows: self.rows.iter().enumerate().map(row).collect(),
            signs: context.words.signs,
        }
    }

    fn measured(&self, context: &Context, width: u16) -> Measured {
        let words: Vec<String> = match self.cells {
            Cells::Texts => Vec::new(),
            Cells::Marks => self.all_cells().map(|cell| cell.words(context)).collect(),
        };
        let marks = words.iter().map(|words| cells(text::width(words))).max();
        Measured {
            widths: match self.cells {
                Cells::Texts => self.widths_of_texts(width),
                Cells::Marks => self.widths_of_marks(&words, width),
            },
            centered: self.is_centered(),
            widest_column: cells(self.columns.iter().map(|name| text::width(name)).max().unwrap_or(0)),
            marks: marks.filter(|wide| *wide <= LONGEST_MARK),
        }
    }

    fn all_cells(&self) -> impl Iterator<Item = &Body> {
        self.rows.iter().flat_map(|row| row.cells)
    }

    /// The width of a column, beside names of this width.
    fn share(&self, width: u16, names: u16) -> Option<u16> {
        let count = self.column_count();
        let gaps = GAP.saturating_mul(count - u16::from(names == 0));
        width.checked_sub(names)?.checked_sub(gaps)?.checked_div(count)
    }

    fn column_count(&self) -> u16 {
        cells(self.columns.len().max(1))
    }

    fn widest_name(&self) -> u16 {
        cells(self.rows.iter().map(|row| text::width(row.name)).max().unwrap_or(0))
    }

    fn widths_of_texts(&self, width: u16) -> Option<Widths> {
        let names = self.widest_name().min(width / 4);
        let wide =
            |names| self.share(width, names).filter(|column| *column >= 14).map(|column| Widths { names, column });
        // Sentences need twice the width of words. If there is less, the names are above them.
        wide(names).filter(|it| it.column >= 20 || names == 0).or_else(|| wide(0))
    }

    fn widths_of_marks(&self, words: &[String], width: u16) -> Option<Widths> {
        let longest = |words: &str| cells(words.split(' ').map(text::width).max().unwrap_or(0));
        let (least, wanted) =
            words.iter().chain(self.columns).fold((0, USUAL_MARKS), |(least, wanted): (u16, u16), it| {
                (least.max(longest(it)), wanted.max(cells(text::width(it))))
            });
        let spare = width.saturating_sub(self.column_count().saturating_mul(wanted.saturating_add(GAP)));
        let names = self.widest_name().min(spare.max(width / 3));
        let column = self.share(width, names)?.min(wanted);
        (column >= least).then_some(Widths { names, column })
    }

    fn is_centered(&self) -> bool {
        let is_short = |cell: &Body| text::width(cell.excerpt.text.replace('*', "").trim()) <= WIDEST_MARK;
        self.cells == Cells::Marks && self.all_cells().all(is_short)
    }

    /// The names of the columns, aligned at the bottom if some are wrapped.
    fn head(&self, widths: &Widths, centered: bool) -> Page {
        let names: Vec<Page> = self
            .columns
            .iter()
            .map(|name| {
                let mut name = layout_note(name, Role::Strong, widths.column);
                if centered {
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
    fn row(&self, row: &Row, context: &Context, widths: &Widths, centered: bool) -> Page {
        let mut page = Page::new(widths.left(self.columns.len()).saturating_sub(GAP));
        let (room, above) = if widths.names > 0 { (widths.names, false) } else { (page.width, true) };
        if !row.name.is_empty() {
            let role = if self.cells == Cells::Marks { Role::Text } else { Role::Strong };
            page.put(layout_note(row.name, role, room), 0, 0);
        }
        let y = if above { page.height } else { 0 };
        for (index, cell) in row.cells.iter().enumerate() {
            page.put(self.cell(cell, context, widths.column, centered), widths.left(index), y);
        }
        page.height = page.height.max(1);
        page
    }

    fn cell(&self, cell: &Body, context: &Context, width: u16, centered: bool) -> Page {
        let mut page = cell.layout(context, width);
        if centered {
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

    /// A row with its cells one below another, each after the name of its column.
    fn stacked(&self, row: &Row, context: &Context, width: u16, measured: &Measured) -> Page {
        let mut page = Page::new(width);
        let left = if row.name.is_empty() { 0 } else { INDENT };
        if !row.name.is_empty() {
            page.put(layout_note(row.name, Role::Strong, width), 0, 0);
        }
        let names = measured.widest_column;
        let beside = names.saturating_add(left + 2);
        for (name, cell) in self.columns.iter().zip(row.cells).filter(|(_, cell)| !cell.is_empty()) {
            let mut part = Page::new(width);
            if let Some(marks) = measured.marks {
                let behind = left + marks + 1;
                part.put(self.cell(cell, context, marks, measured.centered), left, 0);
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
    /// The first cell of a column.
    fn left(&self, index: usize) -> u16 {
        let names = if self.names > 0 { self.names + GAP } else { 0 };
        names.saturating_add(cells(index).saturating_mul(self.column + GAP))
    }
}
