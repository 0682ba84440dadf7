//! The marker on a part of the slide.

use crate::keys::AtMarker;
use crate::page::{Drawing, Page, Target};
use crate::show::update::Turn;
use crate::show::{Front, Key, Show};

/// Highlights the rows of a part of the body.
pub fn mark(show: &Show, part: usize, body: &mut Page) {
    let Some((y, height)) = show.parts().get(part).copied() else { return };
    let (from, to) = (y.saturating_sub(show.window().scroll), (y + height).saturating_sub(show.window().scroll));
    body.select(from, to);
}

impl Show {
    /// The parts of the slide that the marker can point at, from top to bottom: the first row of each and its number of rows.
    pub fn parts(&self) -> Vec<(u32, u32)> {
        let step = self.step();
        let items = self.sheet().body.items.iter().filter(|item| item.shown.at(step));
        let mut parts: Vec<(u32, u32)> = items
            .filter_map(|item| match item.drawing {
                Drawing::Target { height, target: Target::Part, .. } => Some((item.y, height)),
                _ => None,
            })
            .collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    pub(in crate::show) fn first_part_in_view(&self) -> usize {
        self.parts().iter().position(|(y, _)| *y >= self.window().scroll).unwrap_or(0)
    }

    /// Up and down move the marker. Any other key removes it and does what it does on the stage.
    pub(in crate::show) fn marker_key(&mut self, key: Key, part: usize, turn: &mut Turn) {
        let parts = self.parts();
        let moved = match key.folded() {
            Key::Down => (part + 1).min(parts.len().saturating_sub(1)),
            Key::Up => part.saturating_sub(1),
            key => {
                self.front = Front::Stage;
                if self.keys.action(key) != Some(AtMarker::Close) {
                    self.stage_key(key, turn);
                }
                return;
            }
        };
        if let Some((y, height)) = parts.get(moved) {
            self.window_mut().bring(*y, *height);
        }
        self.front = Front::Marker { part: moved };
    }
}
