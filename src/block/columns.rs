//! `columns`: texts side by side.

use crate::block::meaning::{Column, What};
use crate::block::{Body, Context, Kind, Steps};
use crate::lang::say;
use crate::page::{Page, cells};
use crate::source::Span;
use crate::table::{Reader, table};

/// The space between two columns, in cells.
const GAP: u16 = 4;

/// The least width of a column, in cells. If there is less, the texts are one below another.
const NARROWEST: u16 = 14;

table! {
    /// Texts side by side.
    pub struct Columns as "columns" {
        /// The texts, in Markdown, from left to right.
        columns: Vec<Body>,
        /// How wide they are, in shares: `[1, 2]` makes the second twice as wide.
        widths: Vec<u16> = Vec::new(),
    }
}

impl Columns {
    /// The width of each column, in cells. `None` if they would be too narrow.
    fn shares(&self, width: u16) -> Option<Vec<u16>> {
        let count = self.columns.len();
        let gaps = GAP.checked_mul(cells(count.saturating_sub(1)))?;
        let room = u32::from(width.checked_sub(gaps)?);
        let share = |index: usize| u32::from(self.widths.get(index).copied().unwrap_or(1).max(1));
        let all: u32 = (0..count).map(share).sum();
        let edge = |index: usize| (0..index).map(share).sum::<u32>() * room / all.max(1);
        let widths: Vec<u16> = (0..count).map(|index| cells((edge(index + 1) - edge(index)) as usize)).collect();
        widths.iter().all(|width| *width >= NARROWEST).then_some(widths)
    }
}

impl Kind for Columns {
    fn is_idea(&self) -> bool {
        false
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let widths = self.shares(width);
        let mut page = Page::new(width);
        let (mut x, mut steps) = (0_u16, Steps::from(0));
        for (index, column) in self.columns.iter().enumerate() {
            let wide = widths.as_ref().map_or(width, |widths| widths[index]);
            let text = column.layout(context, wide);
            let step = steps.begin(index > 0 && super::begins(context.reveal, column.begins_with_items()));
            steps.end(step.saturating_add(text.last_step()));
            let y = if widths.is_none() && page.height > 0 { page.height + 1 } else { 0 };
            page.put_from(text, if widths.is_some() { x } else { 0 }, y, step);
            x = x.saturating_add(wide + GAP);
        }
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let mut steps = Steps::from(context.step);
        let column = |(index, column): (usize, &Body)| {
            let begins = index > 0 && super::begins(context.reveal, column.begins_with_items());
            let inside = column.meaning(&context.at_step(steps.begin(begins)));
            steps.end(inside.last_step());
            Column { share: self.widths.get(index).copied().unwrap_or(1).max(1), inside }
        };
        What::Columns(self.columns.iter().enumerate().map(column).collect())
    }

    fn check(&self, at: Span, reader: &mut Reader) {
        let (columns, widths) = (self.columns.len(), self.widths.len());
        if widths != 0 && widths != columns && !reader.has_found_in(self.at.value("widths")) {
            let (message, help) = (
                say!("{widths} widths for {columns} columns", widths, columns),
                say!("write {columns} numbers", columns),
            );
            reader.wrong(self.at.value("widths"), message, say!("one number for each column"), help);
        }
        if columns == 0 {
            let help = say!("write `columns = ['''…''', '''…''']`");
            reader.wrong(at, say!("there is no column"), say!("nothing to show"), help);
        }
    }

    fn begins_with_items(&self) -> bool {
        self.columns.first().is_some_and(Body::begins_with_items)
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    fn columns(more: &str) -> String {
        format!("{more}[[section.slide.block]]\nkind = \"columns\"\nwidths = [1, 2]\ncolumns = ['- un\n- deux', '''\n- trois\n- quatre\n''']").replace("'- un\n- deux'", "'''\n- un\n- deux\n'''")
    }

    #[test]
    fn columns_stand_side_by_side_in_their_shares() {
        expect![[r#"
            • un                  • trois
            • deux                • quatre
        "#]]
        .assert_eq(&pictures(&columns(""), 60));
    }

    #[test]
    fn columns_that_would_be_too_narrow_stand_one_below_the_other() {
        expect![[r#"
            • un
            • deux

            • trois
            • quatre
        "#]]
        .assert_eq(&pictures(&columns(""), 30));
    }

    #[test]
    fn items_are_revealed_column_by_column() {
        expect![[r#"
            • un

            ~~~
            • un
            • deux
            ~~~
            • un                  • trois
            • deux
            ~~~
            • un                  • trois
            • deux                • quatre
        "#]]
        .assert_eq(&pictures(&columns("reveal = \"items\"\n"), 60));
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        expect![[r#"
            • un
            • deux

            • trois
            • quatre
        "#]]
        .assert_eq(&read_aloud(&columns("")));
    }

    #[test]
    fn there_is_a_width_for_each_column() {
        assert_eq!(
            findings("[[section.slide.block]]\nkind = \"columns\"\nwidths = [1]\ncolumns = ['a', 'b']"),
            ["1 widths for 2 columns"]
        );
        // A number that cannot be read is written all the same.
        assert_eq!(
            findings("[[section.slide.block]]\nkind = \"columns\"\nwidths = [1, \"2\"]\ncolumns = ['a', 'b']").len(),
            1
        );
    }
}
