//! A Markdown table on cells: as wide as its text, with wrapped cells if the slide is narrower.

use std::ops::Range;

use crate::block::meaning::{self, Meaning};
use crate::lang::Words;
use crate::markdown::{Align, Rich, Table, plain};
use crate::page::{Ink, Page, Role, Target, cells};
use crate::prose::Phrase;
use crate::text::{self, Run};

/// The separator between two columns.
const BETWEEN: &str = " │ ";

/// A table whose columns would have to split words of this many cells is shown row by row instead. Nearly all words of French and English
/// are shorter.
const LONGEST_WORD: usize = 15;

/// The table, with `gap` empty rows between its rows.
pub fn layout(table: &Table, width: u16, gap: u32) -> Page {
    let Some(widths) = widths(table, usize::from(width)) else { return layout_rows(table, width) };
    let mut page = Page::new(width);
    let mut head = row(&table.head, &widths, table);
    head.recolor(Role::Text, Role::Strong);
    page.stack(head, 0, 0);
    let rule: Vec<String> = widths.iter().map(|wide| "─".repeat(*wide)).collect();
    page.text(0, page.height, &rule.join("─┼─"), Role::Border);
    let head = page.height;
    for (index, cells) in table.rows.iter().enumerate() {
        let mut row = row(cells, &widths, table);
        row.target(0, 0, width, row.height, Target::Part);
        if index > 0 && gap > 0 {
            lines(&widths, page.height..page.height + gap, &mut page);
        }
        page.stack(row, 0, 0);
    }
    page.target(0, 0, width, head, Target::Head { rows: page.height });
    page
}

/// The table as a value, with everything at one step.
pub fn meaning(table: &Table, step: u16, words: &Words) -> meaning::Table {
    let cell = |cell: &Rich| Meaning::paragraph(step, Phrase(cell.clone()));
    let row = |row: &Vec<Rich>| meaning::Row { step, cells: row.iter().map(cell).collect(), apart: false };
    meaning::Table {
        head: table.head.iter().map(|cell| Phrase(cell.clone())).collect(),
        align: table.align.clone(),
        names_rows: false,
        rows: table.rows.iter().map(row).collect(),
        signs: words.signs,
    }
}

/// One row, with each cell in its column.
fn row(row: &[Rich], widths: &[usize], table: &Table) -> Page {
    let mut page = Page::default();
    let mut x = 0;
    for (index, wide) in widths.iter().enumerate() {
        let lines = page.lines(row.get(index).map_or(&[][..], Vec::as_slice), *wide);
        for (y, line) in (0..).zip(&lines) {
            let spare = wide.saturating_sub(line.iter().map(|run| text::width(&run.text)).sum());
            let shift = match table.align.get(index) {
                Some(Align::Center) => spare / 2,
                Some(Align::Right) => spare,
                _ => 0,
            };
            page.runs(cells(x + shift), y, line);
        }
        x += wide + text::width(BETWEEN);
    }
    let rows = 0..page.height;
    lines(widths, rows, &mut page);
    page
}

/// The lines between columns, along some rows.
fn lines(widths: &[usize], rows: Range<u32>, page: &mut Page) {
    let mut edge = 0;
    for wide in widths.iter().take(widths.len().saturating_sub(1)) {
        edge += wide;
        page.upright(cells(edge), rows.clone(), BETWEEN, Role::Border);
        edge += text::width(BETWEEN);
    }
}

/// The width of each column: what it needs, or less if there is not enough room. `None` if there is far too little.
fn widths(table: &Table, width: usize) -> Option<Vec<usize>> {
    let columns = table.head.len();
    let room = width.checked_sub(text::width(BETWEEN) * columns.saturating_sub(1))?;
    let widest = |column: usize, measure: &dyn Fn(&Rich) -> usize| {
        let rows = std::iter::once(&table.head).chain(&table.rows);
        rows.filter_map(|row| row.get(column)).map(measure).max().unwrap_or(0).max(1)
    };
    let mut wanted: Vec<usize> =
        (0..columns).map(|column| widest(column, &|cell| text::width(&plain(cell))).min(room)).collect();
    let least: Vec<usize> = (0..columns).map(|column| widest(column, &longest_word).min(LONGEST_WORD)).collect();
    while wanted.iter().sum::<usize>() > room {
        let (widest, _) = (0..columns)
            .filter(|column| wanted[*column] > least[*column])
            .map(|column| (column, wanted[column]))
            .max_by_key(|it| it.1)?;
        wanted[widest] -= 1;
    }
    Some(wanted)
}

fn longest_word(cell: &Rich) -> usize {
    plain(cell).split(' ').map(text::width).max().unwrap_or(0)
}

/// Each row as a small list, with the column's name before each cell.
fn layout_rows(table: &Table, width: u16) -> Page {
    let mut page = Page::new(width);
    page.target(0, 0, 0, 0, Target::Head { rows: 0 });
    for (index, cells) in table.rows.iter().enumerate() {
        if index > 0 {
            page.height += 1;
        }
        for (head, cell) in table.head.iter().zip(cells) {
            let name = plain(head);
            let mut runs = Rich::new();
            if !name.is_empty() {
                runs.push(Run { text: format!("{name} "), style: Ink::from(Role::Muted) });
            }
            runs.extend(cell.iter().cloned());
            page.wrapped(0, page.height, &runs, width);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{pictures, read_aloud};
    use expect_test::expect;

    const TABLE: &str = "body = '''\n| Nom | Ce que cela fait | Nombre |\n|:--|:-:|--:|\n| Pi | héberge les applications de l’État | 12 |\n| Nubo | héberge aussi | 1 |\n'''";

    #[test]
    fn a_table_is_as_wide_as_its_words() {
        expect![[r#"
            Nom  │          Ce que cela fait          │ Nombre
            ─────┼────────────────────────────────────┼───────
            Pi   │ héberge les applications de l’État │     12
            Nubo │           héberge aussi            │      1
        "#]]
        .assert_eq(&pictures(TABLE, 72));
    }

    #[test]
    fn a_table_that_has_no_room_wraps_inside_its_cells() {
        expect![[r#"
            Nom  │   Ce que cela fait   │ Nombre
            ─────┼──────────────────────┼───────
            Pi   │     héberge les      │     12
                 │   applications de    │
                 │        l’État        │
            Nubo │    héberge aussi     │      1
        "#]]
        .assert_eq(&pictures(TABLE, 36));
    }

    #[test]
    fn a_table_that_has_no_room_at_all_is_shown_row_by_row() {
        expect![[r#"
            Nom Pi
            Ce que cela fait
            héberge les
            applications de
            l’État
            Nombre 12

            Nom Nubo
            Ce que cela fait
            héberge aussi
            Nombre 1
        "#]]
        .assert_eq(&pictures(TABLE, 18));
    }

    #[test]
    fn a_table_is_read_with_its_header() {
        expect![[r#"
            Nom  | Ce que cela fait                   | Nombre
            -----+------------------------------------+-------
            Pi   | héberge les applications de l’État | 12
            Nubo | héberge aussi                      | 1
        "#]]
        .assert_eq(&read_aloud(TABLE));
    }
}
