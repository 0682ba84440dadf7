//! Rows of lists, and of pages without a slide.

use std::sync::Arc;

use crate::page::{Page, Role, Target, cells};
use crate::text::{self, Run};

/// Rows of lists, and of pages without a slide.
pub struct Rows(pub Page);

impl Rows {
    pub fn new(width: u16) -> Self {
        Self(Page::new(width))
    }

    /// An empty row.
    pub fn gap(&mut self) {
        self.0.height += u32::from(self.0.height > 0);
    }

    /// A heading, below an empty row.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.text(text, Role::Accent);
    }

    /// Wrapped text.
    pub fn text(&mut self, text: &str, role: Role) {
        self.indented("", text, role);
    }

    /// Wrapped text after a sign.
    pub fn indented(&mut self, sign: &str, text: &str, role: Role) {
        let page = self.hanging(sign, role, text, role);
        self.put(page, None);
    }

    /// A row with a sign that can be chosen. Details are on the right, if there is room.
    pub fn row(&mut self, (sign, role): (&str, Role), text: &str, aside: &str, target: Target) {
        let aside_width = cells(text::width(aside));
        let room = self.0.width.saturating_sub(aside_width + u16::from(aside_width > 0) * 2);
        let mut page = match room > self.0.width / 2 {
            true => {
                let mut page = Self(Page::new(room)).hanging(sign, role, text, Role::Text);
                page.width = self.0.width;
                page.text_to(self.0.width, 0, aside, Role::Muted);
                page
            }
            false => {
                let mut page = self.hanging(sign, role, text, Role::Text);
                let mut below =
                    Self(Page::new(self.0.width)).hanging(&" ".repeat(text::width(sign)), role, aside, Role::Muted);
                below.width = page.width;
                page.stack(below, 0, 0);
                page
            }
        };
        page.height = page.height.max(1);
        self.put(page, Some(target));
    }

    /// A row that does something.
    pub fn button(&mut self, text: &str, target: Target) {
        self.row(("▸", Role::Accent), text, "", target);
    }

    fn put(&mut self, page: Page, target: Option<Target>) {
        let (y, height, width) = (self.0.height, page.height, self.0.width);
        self.0.put(page, 0, y);
        self.0.height = y + height;
        if let Some(target) = target {
            self.0.target(0, y, width, height, target);
        }
    }

    /// A sign, and text with a hanging indent after it.
    fn hanging(&self, sign: &str, sign_role: Role, text: &str, role: Role) -> Page {
        let indent = if sign.is_empty() { 0 } else { cells(text::width(sign)) + 1 };
        let mut page = Page::new(self.0.width);
        page.text(0, 0, sign, sign_role);
        for (at, part) in text::clean(text).split('\n').enumerate() {
            // Lines below the first are details.
            let role = if at == 0 { role } else { Role::Muted };
            let runs = [Run { text: part.to_owned(), style: role.into() }];
            for line in text::wrap(&runs, usize::from(self.0.width.saturating_sub(indent).max(1))) {
                let y = if page.items.len() == 1 { 0 } else { page.height };
                page.runs(indent, y, &line);
            }
        }
        page
    }
}

/// The link of a source, if it is safe to follow.
pub fn link(url: Option<&str>) -> Option<Target> {
    let safe: Arc<str> = crate::markdown::safe_link(url?)?;
    Some(Target::Link(safe))
}
