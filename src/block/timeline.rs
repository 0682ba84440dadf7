//! `timeline`: events along a line.

use crate::block::meaning::{self, What};
use crate::block::{Body, Context, Kind};
use crate::lang::say;
use crate::page::{Page, Role, Target, cells};
use crate::source::Span;
use crate::table::{Reader, When, table};
use crate::text;

/// The least width of an event on a horizontal line, in cells.
const NARROWEST: u16 = 14;

/// The space between the texts of two events on such a line, in cells.
const GAP: u16 = 3;

/// If narrower than this, in cells, dates are above their texts.
const NARROW: u16 = 32;

/// A vertical line with at most this many events has empty rows between them.
const AIRY: usize = 5;

table! {
    /// What happened when, along a line.
    pub struct Timeline as "a timeline" {
        /// The events, the earliest first.
        events ("event"): Vec<Event>,
    }

    /// Something that happened, or will.
    pub struct Event as "an event" {
        /// When: `2021`, `"mai 2023"`, `"T3"`.
        date: When,
        /// What, in Markdown.
        text: Body,
        /// More about it, smaller, in Markdown.
        detail: Body = Body::default(),
    }
}

impl Event {
    fn layout(&self, context: &Context, width: u16) -> Page {
        let mut page = self.text.layout(context, width);
        if !self.detail.is_empty() {
            let mut detail = self.detail.layout(context, width);
            detail.recolor(Role::Text, Role::Muted);
            page.stack(detail, 0, 0);
        }
        page
    }
}

impl Timeline {
    fn widest_date(&self, context: &Context) -> u16 {
        cells(self.events.iter().map(|event| text::width(&event.date.said(context.words))).max().unwrap_or(0))
    }

    /// The width of each event on a horizontal line, in cells. `None` if that is too little.
    fn share(&self, context: &Context, width: u16) -> Option<u16> {
        let count = cells(self.events.len());
        let share = width.saturating_add(GAP).checked_div(count)?.checked_sub(GAP)?;
        (count > 1 && share >= NARROWEST && self.widest_date(context) <= share).then_some(share)
    }

    /// An event on a horizontal line, with the line to the next one.
    fn layout_across(&self, index: usize, context: &Context, share: u16) -> Page {
        let event = &self.events[index];
        let mut page = Page::new(share);
        page.text(0, 0, &event.date.said(context.words), Role::Strong);
        page.text(0, 1, "●", Role::Accent);
        if index + 1 < self.events.len() {
            page.rule(2, 1, share + GAP - 3, "─", Role::Border);
        }
        page.stack(event.layout(&context.inside(), share), 0, context.between_items());
        page
    }

    /// An event on a vertical line; `dates` is the width of the dates in cells, `None` if they are above the text.
    fn layout_down(&self, index: usize, context: &Context, width: u16, dates: Option<u16>) -> Page {
        let event = &self.events[index];
        let mark = dates.map_or(0, |dates| dates + 2);
        let left = mark + if dates.is_some() { 3 } else { 2 };
        let mut page = Page::new(width);
        let mut words = Page::new(width.saturating_sub(left).max(1));
        match dates {
            Some(_) => _ = page.text(0, 0, &event.date.said(context.words), Role::Strong),
            None => words.stack(super::layout_note(&event.date.said(context.words), Role::Strong, words.width), 0, 0),
        }
        words.stack(event.layout(&context.inside(), words.width), 0, 0);
        page.text(mark, 0, "●", Role::Accent);
        let last = index + 1 == self.events.len();
        page.put(words, left, 0);
        let gap = u32::from(dates.is_none() || self.events.len() <= AIRY).max(context.between_items());
        page.height += if last { 0 } else { gap };
        page.upright(mark, 1..if last { 1 } else { page.height }, "│", Role::Border);
        page
    }
}

impl Kind for Timeline {
    fn layout(&self, context: &Context, width: u16) -> Page {
        let share = self.share(context, width);
        let dates = Some(self.widest_date(context)).filter(|dates| width >= NARROW && *dates <= width / 3);
        let mut page = Page::new(width);
        for index in 0..self.events.len() {
            let mut event = match share {
                Some(share) => self.layout_across(index, context, share),
                None => self.layout_down(index, context, width, dates),
            };
            if share.is_none() {
                // Events side by side share their rows, and are pointed at together.
                event.target(0, 0, width, event.height, Target::Part);
            }
            let (x, y) = share.map_or((0, page.height), |share| (cells(index).saturating_mul(share + GAP), 0));
            page.put_from(event, x, y, context.step_of(index));
        }
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let inner = context.inside();
        let event = |(at, event): (usize, &Event)| {
            let context = inner.at_step(context.step_of(at));
            meaning::Event {
                step: context.step,
                date: event.date.said(context.words).into_owned(),
                text: event.text.meaning(&context),
                detail: event.detail.meaning(&context),
            }
        };
        What::Timeline(self.events.iter().enumerate().map(event).collect())
    }

    fn check(&self, at: Span, reader: &mut Reader) {
        if self.events.is_empty() {
            let help = say!("write `[[section.slide.block.event]]` with `date` and `text`");
            reader.wrong(at, say!("there is no event"), say!("nothing to show"), help);
        }
    }

    fn begins_with_items(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    fn timeline(more: &str) -> String {
        let event = |date: &str, text: &str, detail: &str| {
            format!("[[section.slide.block.event]]\ndate = {date}\ntext = \"{text}\"\n{detail}\n")
        };
        let events = [
            event("2018", "Doctrine", "detail = \"Le cloud pour tous, en trois cercles\""),
            event("2021", "**Cloud au centre**", ""),
            event("\"mai 2023\"", "Mise à jour", "detail = \"Circulaire 6404/SG\""),
        ];
        format!("{more}[[section.slide.block]]\nkind = \"timeline\"\n{}", events.concat())
    }

    #[test]
    fn events_stand_along_a_line_from_left_to_right() {
        expect![[r#"
            2018                     2021                     mai 2023
            ● ────────────────────── ● ────────────────────── ●
            Doctrine                 Cloud au centre          Mise à jour
            Le cloud pour tous, en                            Circulaire 6404/SG
            trois cercles
        "#]]
        .assert_eq(&pictures(&timeline(""), 72));
    }

    #[test]
    fn a_narrower_line_goes_down() {
        expect![[r#"
            2018      ●  Doctrine
                      │  Le cloud pour tous, en
                      │  trois cercles
                      │
            2021      ●  Cloud au centre
                      │
            mai 2023  ●  Mise à jour
                         Circulaire 6404/SG
        "#]]
        .assert_eq(&pictures(&timeline(""), 36));
    }

    #[test]
    fn on_the_narrowest_line_dates_stand_above() {
        expect![[r#"
            ● 2018
            │ Doctrine
            │ Le cloud pour
            │ tous, en trois
            │ cercles
            │
            ● 2021
            │ Cloud au centre
            │
            ● mai 2023
              Mise à jour
              Circulaire 6404/
              SG
        "#]]
        .assert_eq(&pictures(&timeline(""), 18));
    }

    #[test]
    fn events_come_one_by_one() {
        expect![[r#"
            2018
            ● ──────────────────────
            Doctrine
            Le cloud pour tous, en
            trois cercles
            ~~~
            2018                     2021
            ● ────────────────────── ● ──────────────────────
            Doctrine                 Cloud au centre
            Le cloud pour tous, en
            trois cercles
            ~~~
            2018                     2021                     mai 2023
            ● ────────────────────── ● ────────────────────── ●
            Doctrine                 Cloud au centre          Mise à jour
            Le cloud pour tous, en                            Circulaire 6404/SG
            trois cercles
        "#]]
        .assert_eq(&pictures(&timeline("reveal = \"items\"\n"), 72));
    }

    #[test]
    fn events_are_read_behind_their_dates() {
        expect![[r#"
            • 2018 — Doctrine. Le cloud pour tous, en trois cercles
            • 2021 — Cloud au centre
            • mai 2023 — Mise à jour. Circulaire 6404/SG
        "#]]
        .assert_eq(&read_aloud(&timeline("")));
    }

    #[test]
    fn a_timeline_has_events_and_each_has_a_date_and_a_text() {
        let block = |fields: &str| findings(&format!("[[section.slide.block]]\nkind = \"timeline\"\n{fields}"));
        assert_eq!(block("event = []"), ["there is no event"]);
        assert_eq!(block("event = [{ date = 2021 }]"), ["`text` is missing"]);
        assert_eq!(
            block("event = [{ date = true, text = \"x\" }]"),
            ["expected a string or a number, found true or false"]
        );
    }
}
