//! What is chosen on a page: drawn so, and read.

use crate::page::{Drawing, Item, Page, Role, Shown};

impl Page {
    /// Draws the rows `from..to` as chosen.
    pub fn select(&mut self, from: u32, to: u32) {
        self.choose(0, from, self.width, to.saturating_sub(from));
    }

    /// Draws an area as chosen: on the ground of what is selected, all words that begin in it in its colour. The page shows at every step.
    pub fn choose(&mut self, x: u16, y: u32, width: u16, height: u32) {
        let inside = |item: &Item| (y..y + height).contains(&item.y) && (x..x.saturating_add(width)).contains(&item.x);
        let words = |item: &Item| matches!(item.drawing, Drawing::Text { .. });
        let first = self.items.iter().position(|item| inside(item) && words(item)).unwrap_or(self.items.len());
        for item in self.items.iter_mut().filter(|item| inside(item)) {
            if let Drawing::Text { ink, .. } = &mut item.drawing {
                ink.style.role = Role::Selected;
            }
        }
        let drawing = Drawing::Ground { width, height, role: Role::Selected };
        self.items.insert(first, Item { x, y, shown: Shown::ALWAYS, drawing });
    }

    /// The words in an area of a page that shows at every step, row after row.
    pub fn words_in(&self, x: u16, y: u32, width: u16, height: u32) -> String {
        let area = x..x.saturating_add(width);
        let mut words: Vec<(u32, u16, &str)> = self
            .items
            .iter()
            .filter(|item| (y..y + height).contains(&item.y) && area.contains(&item.x))
            .filter_map(|item| match &item.drawing {
                Drawing::Text { text, .. } => Some((item.y, item.x, text.trim())),
                _ => None,
            })
            .filter(|(.., text)| !text.is_empty())
            .collect();
        words.sort_unstable();
        words.iter().map(|(.., text)| *text).collect::<Vec<_>>().join(" ")
    }
}
