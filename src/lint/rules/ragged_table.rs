//! `ragged-table`: a row of a table with more or fewer cells than it has columns.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("ragged-table", "A012", look)
    .about(noun!("a row of a table with more or fewer cells than it has columns"))
    .why(noun!("Markdown silently drops extra cells and leaves missing ones empty. Often a `|` in a cell was meant as a character: write `\\|`."))
    .evidence(noun!("GitHub Flavored Markdown, “Tables”; markdownlint MD056"))
    .wrong("| a | b |\n|---|---|\n| 1 | 2 | 3 |")
    .right("| a | b |\n|---|---|\n| 1 | 2 |");

fn look(checker: &Checker, findings: &mut Findings) {
    for table in checker.tables() {
        let columns = table.head.len();
        for row in table.rows.iter().filter(|row| row.cells != columns) {
            let message = say!(
                "{cells} {cells?cell|cells} in a table of {columns} {columns?column|columns}",
                cells = row.cells,
                columns
            );
            let (label, help) = match row.cells > columns {
                true => (say!("the last are not shown"), say!("remove cells, or write `\\|` for the sign")),
                false => (say!("the last stay empty"), say!("add the missing cells, empty ones too")),
            };
            findings.add(row.span, message, label);
            findings.help(help);
        }
    }
}
