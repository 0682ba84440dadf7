//! `ragged-table`: a row of a table with more or fewer cells than it has columns.

use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("ragged-table", "A012", look)
    .about("a row of a table with more or fewer cells than it has columns")
    .why("Markdown drops what is too much and leaves empty what is missing, without a word. Often a `|` in a cell was meant as a sign: write `\\|`.")
    .evidence("GitHub Flavored Markdown, “Tables”; markdownlint MD056")
    .wrong("| a | b |\n|---|---|\n| 1 | 2 | 3 |")
    .right("| a | b |\n|---|---|\n| 1 | 2 |");

fn look(checker: &Checker, findings: &mut Findings) {
    for table in checker.tables() {
        let columns = table.head.len();
        for row in table.rows.iter().filter(|row| row.cells != columns) {
            let some = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
            let message = format!("{} in a table of {}", some(row.cells, "cell"), some(columns, "column"));
            let (label, help) = match row.cells > columns {
                true => ("the last are not shown", "take cells away, or write `\\|` for the sign"),
                false => ("the last stay empty", "add the missing cells, empty ones too"),
            };
            findings.add(row.span, message, label);
            findings.help(help);
        }
    }
}
