//! The extent of what is drawn on a page, and centering it.

use crate::page::{Drawing, Item, Page, Target};

impl Page {
    /// Draws everything that follows in the look of a slide, by its number. 0 is the look of all others.
    pub fn wear(&mut self, look: u16) {
        let worn = self.items.iter().any(|it| matches!(it.drawing, Drawing::Target { target: Target::Look(_), .. }));
        if look > 0 || worn {
            self.target(0, 0, self.width, self.height, Target::Look(look));
        }
    }

    /// The drawn columns, from the first to the one after the last. `None` for an empty page.
    pub fn extent(&self) -> Option<(u16, u16)> {
        let drawn = self.items.iter().filter(|item| !matches!(item.drawing, Drawing::Target { .. }));
        drawn.fold(None, |extent, item| {
            let (from, to) = (item.x, item.x.saturating_add(item.width()));
            let (left, right) = extent.unwrap_or((from, to));
            Some((left.min(from), right.max(to)))
        })
    }

    /// Centers everything on the page as one block.
    pub fn center(&mut self) {
        let Some((left, right)) = self.extent() else { return };
        let to = self.width.saturating_sub(right - left) / 2;
        self.shift(left, to, |_| true);
    }

    /// Centers each row of text.
    pub fn center_rows(&mut self) {
        for y in 0..self.height {
            let row = Page {
                items: self.items.iter().filter(|item| item.y == y).cloned().collect(),
                ..Page::new(self.width)
            };
            let Some((left, right)) = row.extent() else { continue };
            let to = self.width.saturating_sub(right - left) / 2;
            self.shift(left, to, |at| at == y);
        }
    }

    /// Moves what is drawn on some rows from one column to another. Moves the place of a countdown, which is drawn later, but not other
    /// targets.
    fn shift(&mut self, from: u16, to: u16, rows: impl Fn(u32) -> bool) {
        let drawn = |drawing: &Drawing| match drawing {
            Drawing::Target { target, .. } => matches!(target, Target::Countdown(_)),
            _ => true,
        };
        for item in self.items.iter_mut().filter(|item| rows(item.y) && drawn(&item.drawing)) {
            item.x = (item.x - from).saturating_add(to);
        }
    }
}

impl Item {
    /// Whether it covers a part of another item.
    pub fn covers_part_of(&self, other: &Item) -> bool {
        let across = self.x < other.x.saturating_add(other.width()) && other.x < self.x.saturating_add(self.width());
        let down = self.y < other.y + other.height() && other.y < self.y + self.height();
        match self.drawing {
            Drawing::Target { .. } => false,
            Drawing::Flood { .. } => true,
            _ => across && down,
        }
    }

    /// Whether it takes a cell.
    pub fn covers(&self, x: u16, y: u32) -> bool {
        (self.x..self.x.saturating_add(self.width())).contains(&x) && (self.y..self.y + self.height()).contains(&y)
    }
}

#[cfg(test)]
mod tests {
    use crate::page::{Page, Role, Target};

    fn page() -> Page {
        let mut page = Page::new(11);
        page.text(1, 0, "un", Role::Text);
        page.text(3, 0, " mot", Role::Strong);
        page.text(1, 1, "a", Role::Text);
        page.target(0, 0, 11, 2, Target::Part);
        page
    }

    #[test]
    fn rows_stand_in_the_middle_together_or_each_for_itself() {
        let (mut whole, mut rows) = (page(), page());
        assert_eq!(whole.extent(), Some((1, 7)), "what can be pointed at is not drawn");
        whole.center();
        assert_eq!(whole.rows(0), ["  un mot", "  a"]);
        rows.center_rows();
        assert_eq!(rows.rows(0), ["  un mot", "     a"]);
    }

    #[test]
    fn a_countdown_goes_where_its_line_goes() {
        let mut page = Page::new(11);
        page.text(0, 0, "━━━", Role::Accent);
        page.target(0, 0, 3, 1, Target::Countdown(std::time::Duration::from_secs(3)));
        page.center();
        assert_eq!(page.items.iter().map(|item| item.x).collect::<Vec<_>>(), [4, 4]);
    }
}
