//! Tables in Markdown, with one line per row.

use crate::import::pptx::package::Relations;
use crate::import::pptx::sheet::Levels;
use crate::import::pptx::text::{inline, paragraphs};
use crate::import::pptx::xml::{Look, Node};

/// The most rows of a table, and the most cells of a row.
const MOST: usize = 500;

/// A table, and whether it has columns without names, which are then named by number. `None` if it is empty.
pub fn markdown(table: Node, relations: &Relations) -> Option<(String, bool)> {
    let cells = |row: Node| row.children_of("tc").take(MOST).map(|it| cell(it, relations)).collect::<Vec<_>>();
    let is_blank = |row: &Node| row.children_of("tc").all(|it| it.words().trim().is_empty());
    let shown: Vec<Node> = table.children_of("tr").skip_while(is_blank).take(MOST).collect();
    let mut rows: Vec<Vec<String>> = shown.iter().map(|row| cells(*row)).collect();
    let names_rows = rows.iter().skip(1).all(|row| row.first().is_some_and(|it| !it.is_empty()));
    let merged: Vec<bool> = shown.first()?.children_of("tc").map(|it| it.switch("hMerge") == Some(true)).collect();
    let mut is_numbered = false;
    let head = rows.first_mut()?;
    for index in 0..head.len() {
        if !head[index].is_empty() || index == 0 && names_rows && head.len() > 1 {
            continue;
        }
        let is_merged = index > 0 && merged.get(index) == Some(&true);
        is_numbered |= !is_merged;
        head[index] = if is_merged { head[index - 1].clone() } else { (index + 1).to_string() };
    }
    of_rows(&rows).map(|it| (it, is_numbered))
}

/// A table of cells in Markdown. `None` if all are empty.
pub fn of_rows(rows: &[Vec<String>]) -> Option<String> {
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    if rows.iter().flatten().all(|it| it.trim().is_empty()) {
        return None;
    }
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cells = (0..widest).map(|at| row.get(at).map_or("", String::as_str));
        out += &format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "));
        if index == 0 {
            out += &format!("|{}\n", "---|".repeat(widest));
        }
    }
    Some(out)
}

/// The text of a cell on one line, with bars escaped.
pub fn escaped(markdown: &str) -> String {
    markdown.replace("\\\n", " ").replace('\n', " ").replace("\\|", "|").replace('|', "\\|")
}

fn cell(cell: Node, relations: &Relations) -> String {
    let Some(body) = cell.child("txBody") else { return String::new() };
    let all = paragraphs(body, &Levels::default(), relations);
    let lines = all.iter().map(|it| escaped(&inline(&it.runs))).filter(|it| !it.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}
