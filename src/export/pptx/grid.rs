//! Tables: column widths, row heights, and the table itself.

use crate::export::pptx::measure::Measure;
use crate::export::pptx::pen::Sizes;
use crate::export::pptx::pieces::Grid;
use crate::export::pptx::shape::{Area, Named, emu};
use crate::export::pptx::sheet::Sheet;
use crate::export::pptx::text::{Paragraph, height};
use crate::export::pptx::xml::Xml;
use crate::page::Role;

/// The font size of a table, as a share of the text's.
const SHARE: f32 = 0.85;

/// The horizontal margins of a cell. Next, the vertical ones; in ems.
const BESIDE: f32 = 0.4;
const ABOVE: f32 = 0.28;

/// Names of rows and columns are bold, and thus slightly wider than measured.
const BOLD: f32 = 1.1;

/// How much a table that needs less than the full width may grow.
const GROWTH: f32 = 1.5;

/// A table laid out at a width.
pub struct Laid {
    pub size: f32,
    columns: Vec<f32>,
    rows: Vec<f32>,
}

impl Laid {
    pub fn height(&self) -> f32 {
        self.rows.iter().sum()
    }
}

impl Grid {
    fn all_rows(&self) -> impl Iterator<Item = &Vec<Vec<Paragraph>>> {
        self.head.iter().chain(self.rows.iter().map(|(row, _)| row))
    }

    /// Lays it out at a width, beside text of this size, both in points.
    pub fn laid(&self, measure: &Measure, width: f32, size: f32) -> Laid {
        let size = size * SHARE;
        let columns = self.widths(measure, width, size);
        let row = |row: &Vec<Vec<Paragraph>>| {
            let cell = |(at, cell): (usize, &Vec<Paragraph>)| {
                let room = columns.get(at).map_or(width, |it| it - 2.0 * BESIDE * size) / BOLD;
                height(cell, measure, room, size)
            };
            let highest = row.iter().enumerate().map(cell).fold(1.2 * size, f32::max);
            highest + 2.0 * ABOVE * size
        };
        let rows = self.all_rows().map(row).collect();
        Laid { size, columns, rows }
    }

    fn widths(&self, measure: &Measure, width: f32, size: f32) -> Vec<f32> {
        let padding = 2.0 * BESIDE * size;
        let wanted = |column: usize, wide: &dyn Fn(&Paragraph) -> f32| {
            let cells = self.all_rows().filter_map(|row| row.get(column)).flatten();
            cells.map(|it| wide(it) * BOLD * size).fold(size, f32::max) + padding
        };
        let count = self.columns();
        let all: Vec<f32> = (0..count).map(|at| wanted(at, &|it| it.measured(measure).width())).collect();
        let least: Vec<f32> = (0..count).map(|at| wanted(at, &|it| it.measured(measure).longest())).collect();
        let (sum, sum_of_least) = (all.iter().sum::<f32>(), least.iter().sum::<f32>());
        if sum <= width {
            let growth = (width / sum).min(GROWTH);
            return all.into_iter().map(|it| it * growth).collect();
        }
        if sum_of_least >= width {
            return least.into_iter().map(|it| it * width / sum_of_least).collect();
        }
        let share = (width - sum_of_least) / (sum - sum_of_least);
        all.into_iter().zip(least).map(|(all, least)| least + (all - least) * share).collect()
    }
}

impl Sheet<'_> {
    /// Writes a table.
    pub fn table(&mut self, grid: &Grid, laid: &Laid, named: Named, area: Area, step: u16, xml: &mut Xml) {
        let width = laid.columns.iter().sum::<f32>().min(area.width);
        let area = Area { width, height: laid.height().min(area.height), ..area };
        self.graphic(named, area, step, xml, |it, xml| {
            let kind = "http://schemas.openxmlformats.org/drawingml/2006/table";
            xml.tag("a:graphicData", &[("uri", &kind)], |xml| {
                xml.tag("a:tbl", &[], |xml| {
                    let (head, names) = (u8::from(grid.head.is_some()), u8::from(grid.names_rows));
                    xml.void("a:tblPr", &[("firstRow", &head), ("firstCol", &names)]);
                    xml.tag("a:tblGrid", &[], |xml| {
                        laid.columns.iter().for_each(|wide| xml.void("a:gridCol", &[("w", &emu(*wide))]));
                    });
                    let head = grid.head.iter().map(|cells| (cells, Line::Strong));
                    let rows = grid.rows.iter().enumerate().map(|(at, (cells, _))| {
                        let is_apart = grid.rows.get(at + 1).is_some_and(|(_, apart)| *apart);
                        (cells, if is_apart { Line::Strong } else { Line::Thin })
                    });
                    for ((cells, line), high) in head.chain(rows).zip(&laid.rows) {
                        let line = if grid.is_ruled { line } else { Line::None };
                        it.row((grid, cells, line), *high, laid.size, xml);
                    }
                });
            });
        });
    }

    fn row(&mut self, (grid, cells, line): (&Grid, &[Vec<Paragraph>], Line), high: f32, size: f32, xml: &mut Xml) {
        let is_head = grid.head.as_deref().is_some_and(|head| std::ptr::eq(head, cells));
        xml.tag("a:tr", &[("h", &emu(high))], |xml| {
            // Each row must have as many cells as there are columns.
            for at in 0..grid.columns() {
                let is_name = is_head || grid.names_rows && at == 0;
                let cell: Vec<Paragraph> = cells.get(at).cloned().unwrap_or_default();
                let cell = if is_name { cell.into_iter().map(Paragraph::bold).collect() } else { cell };
                xml.tag("a:tc", &[], |xml| {
                    xml.tag("a:txBody", &[], |xml| {
                        xml.raw("<a:bodyPr/><a:lstStyle/>");
                        self.pen.paragraphs(&cell, size, Sizes::OfRuns, xml);
                    });
                    let (beside, above) = (emu(BESIDE * size), emu(ABOVE * size));
                    let margins: [super::xml::Attribute; 5] = [
                        ("marL", &beside),
                        ("marR", &beside),
                        ("marT", &above),
                        ("marB", &above),
                        ("anchor", &if grid.is_ruled { "ctr" } else { "t" }),
                    ];
                    xml.tag("a:tcPr", &margins, |xml| self.lines(line, xml));
                });
            }
        });
    }

    /// The borders of a cell: only the one below it.
    fn lines(&self, line: Line, xml: &mut Xml) {
        xml.raw(
            "<a:lnL w=\"0\"><a:noFill/></a:lnL><a:lnR w=\"0\"><a:noFill/></a:lnR><a:lnT w=\"0\"><a:noFill/></a:lnT>",
        );
        let width = match line {
            Line::None => return xml.raw("<a:lnB w=\"0\"><a:noFill/></a:lnB><a:noFill/>"),
            Line::Thin => emu(0.5),
            Line::Strong => emu(1.5),
        };
        xml.tag("a:lnB", &[("w", &width)], |xml| self.book().palette.fill(Role::Border, xml));
        xml.void("a:noFill", &[]);
    }
}

/// The line below a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    None,
    Thin,
    Strong,
}
