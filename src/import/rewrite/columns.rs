//! Names for table columns. Markdown requires a header row, so people leave it empty. We name each column, because a screen reader says the name
//! with each cell.

use std::ops::Range;

use crate::import::rewrite::{Events, Pass};
use crate::lang::say;
use crate::markdown::{Event, Part};

impl Pass<'_, '_, '_> {
    /// Names the columns without a name by their numbers. The first may stay without one if it contains row names. `events` follow the start of the
    /// header.
    pub fn name_columns(&mut self, events: &Events, head: Range<usize>) {
        let end = events.iter().position(|(event, _)| *event == Event::End(Part::Head)).unwrap_or(events.len());
        let cells = empty_cells(&events[..end]);
        let rows = &events[end..];
        let mut is_numbered = false;
        for (index, place) in cells.iter().enumerate() {
            let Some(place) = place else { continue };
            if index == 0 && cells.len() > 1 && names_rows(rows) {
                continue;
            }
            let all = self.text.text();
            let blanks = |text: &str| text.len() - text.trim_end_matches([' ', '\t']).len();
            let start = place - blanks(&all[..*place]);
            let end = place + all[*place..].find(|char| !matches!(char, ' ' | '\t')).unwrap_or(0);
            self.edits.push((start..end, format!(" {} ", index + 1)));
            is_numbered = true;
        }
        if is_numbered {
            self.with.losses.changed(say!("table columns without a name got their number"), self.span(&head));
        }
    }
}

/// For each cell without text, the place where its text would be.
fn empty_cells(events: &Events) -> Vec<Option<usize>> {
    let mut cells = Vec::new();
    for (at, (event, range)) in events.iter().enumerate() {
        if *event == Event::Start(Part::Cell) {
            let is_empty = events.get(at + 1).is_some_and(|(next, _)| *next == Event::End(Part::Cell));
            cells.push(is_empty.then_some(range.start));
        }
    }
    cells
}

/// Whether each row of the table starts with text.
fn names_rows(events: &Events) -> bool {
    let end = events.iter().position(|(event, _)| matches!(event, Event::End(Part::Table(_)))).unwrap_or(events.len());
    !events[..end].windows(3).any(|it| {
        it[0].0 == Event::Start(Part::Row)
            && it[1].0 == Event::Start(Part::Cell)
            && matches!(it[2].0, Event::End(Part::Cell))
    })
}
