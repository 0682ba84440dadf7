//! The mark at the end of a bottom row that something is not recorded or saved, shown as long as that is so.

use crate::page::{Page, Role, cells};
use crate::text;

/// A bottom row drawn by `draw` in the width that remains, with the mark, if there is one, at its right end. If the mark would take more than a
/// third of the row, only its sign is shown.
pub fn beside(mark: Option<&str>, width: u16, draw: impl FnOnce(u16) -> Page) -> Page {
    let Some(mark) = mark else { return draw(width) };
    let mark = format!("⚠ {mark}");
    let mark = if text::width(&mark) * 3 <= usize::from(width) { mark.as_str() } else { "⚠" };
    let said = draw(width.saturating_sub(cells(text::width(mark)) + 2).max(1));
    let mut row = Page::of_size(width, said.height);
    if said.height > 1 {
        row.ground(0, 0, width, said.height, Role::Text);
    }
    let last = said.height.saturating_sub(1);
    row.put(said, 0, 0);
    row.text_to(width.saturating_sub(1), last, mark, Role::Warning);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(mark: Option<&str>, width: u16) -> String {
        let draw = |width: u16| {
            let mut row = Page::of_size(width, 1);
            row.text_to(width - 1, 0, "3/9", Role::Muted);
            row
        };
        beside(mark, width, draw).picture(0)
    }

    #[test]
    fn the_mark_is_at_the_right_end_and_short_on_small_screens() {
        assert_eq!(row(None, 12).trim_end(), "        3/9");
        assert_eq!(row(Some("not kept"), 32).trim_end(), "                3/9  ⚠ not kept");
        assert_eq!(row(Some("not kept"), 12).trim_end(), "     3/9  ⚠");
    }
}
