//! The data of a chart as a workbook, which opens when the chart is edited.

use crate::export::pptx::xml::{Attribute, Xml};
use crate::export::pptx::zip::Zip;

/// Series of values, and their labels.
pub struct Figures {
    pub labels: Vec<String>,
    /// The names of the series with their values. `None` for a missing value.
    pub series: Vec<(String, Vec<Option<f64>>)>,
}

/// The name of the only sheet.
pub const SHEET: &str = "Figures";

impl Figures {
    /// The cells of a column from one row to another, both from 1, as formulas refer to them.
    pub fn cells(column: usize, from: usize, to: usize) -> String {
        let name = letters(column);
        match from == to {
            true => format!("{SHEET}!${name}${from}"),
            false => format!("{SHEET}!${name}${from}:${name}${to}"),
        }
    }

    /// The workbook: labels in the first column, a column for each series.
    pub fn workbook(&self) -> Vec<u8> {
        let mut zip = Zip::default();
        let mut add = |name: &str, text: &str| {
            let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
            zip.deflate(name, format!("{head}{text}").as_bytes());
        };
        add("[Content_Types].xml", include_str!("parts/workbook-types.xml"));
        add("_rels/.rels", include_str!("parts/workbook-root.xml"));
        add("xl/workbook.xml", &include_str!("parts/workbook.xml").replace("NAME", SHEET));
        add("xl/_rels/workbook.xml.rels", include_str!("parts/workbook-relations.xml"));
        zip.deflate("xl/worksheets/sheet1.xml", &self.sheet());
        zip.finish()
    }

    fn sheet(&self) -> Vec<u8> {
        let mut xml = Xml::default();
        let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        xml.tag("worksheet", &[("xmlns", &namespace)], |xml| {
            xml.tag("sheetData", &[], |xml| {
                xml.tag("row", &[("r", &1)], |xml| {
                    for (column, (name, _)) in (1..).zip(&self.series) {
                        words(column, 1, name, xml);
                    }
                });
                for (at, label) in self.labels.iter().enumerate() {
                    let row = at + 2;
                    xml.tag("row", &[("r", &row)], |xml| {
                        words(0, row, label, xml);
                        for (column, (_, values)) in (1..).zip(&self.series) {
                            if let Some(value) = values.get(at).copied().flatten() {
                                let place = format!("{}{row}", letters(column));
                                xml.tag("c", &[("r", &place)], |xml| xml.line("v", &[], &value.to_string()));
                            }
                        }
                    });
                }
            });
        });
        xml.file()
    }
}

fn words(column: usize, row: usize, text: &str, xml: &mut Xml) {
    let place = format!("{}{row}", letters(column));
    let attributes: [Attribute; 2] = [("r", &place), ("t", &"inlineStr")];
    xml.tag("c", &attributes, |xml| xml.tag("is", &[], |xml| xml.line("t", &[], text)));
}

/// The name of a column, by its index from 0: A to Z, then AA.
fn letters(column: usize) -> String {
    let (mut column, mut name) = (column + 1, Vec::new());
    while column > 0 {
        name.push(char::from(b'A' + ((column - 1) % 26) as u8));
        column = (column - 1) / 26;
    }
    name.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_in_every_sheet() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
        assert_eq!(Figures::cells(1, 2, 4), "Figures!$B$2:$B$4");
    }
}
