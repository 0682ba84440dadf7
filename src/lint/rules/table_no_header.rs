//! `table-no-header`: a table column without a name.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("table-no-header", "A011", look)
    .about(noun!("a table column without a name"))
    .why(noun!("A screen reader says the name of the column with each cell; on a narrow terminal the names stand before the cells."))
    .evidence(noun!("PowerPoint’s accessibility checker (error), WCAG 1.3.1, RGAA 5.6. The first cell may be empty where the first column names the rows"))
    .help(noun!("name the columns in the first row"))
    .wrong("| | |\n|---|---|\n| a | b |")
    .right("| Clé | Valeur |\n|---|---|\n| a | b |");

fn look(checker: &Checker, findings: &mut Findings) {
    for table in checker.tables() {
        let named = table.head.iter().filter(|cell| !cell.is_empty).count();
        let names_rows = table.head.len() > 1 && table.rows.iter().all(|row| !row.begins_empty);
        let empty = table.head.iter().enumerate().filter(|(_, cell)| cell.is_empty);
        let mut wrong = empty.filter(|(index, _)| *index > 0 || named == 0 || !names_rows).map(|(_, cell)| cell);
        if let Some(cell) = wrong.next() {
            let message = if named == 0 {
                say!("this table has no names for its columns")
            } else {
                say!("a column of this table has no name")
            };
            findings.add(cell.span, message, say!("empty"));
        }
    }
}
