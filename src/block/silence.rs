//! `silence`: a countdown on the stage, so that everyone can think or write.

use std::time::Duration;

use crate::block::{Content, Context, Kind};
use crate::diagnostic::Diagnostic;
use crate::duration;
use crate::page::{Page, Role, Target, cells};
use crate::prose::Prose;
use crate::source::Span;
use crate::table::{Reader, table};
use crate::text;

/// The longest that the line of a countdown gets, in cells.
const LONGEST: u16 = 60;

/// The longest silence: an hour is a break.
const MOST: Duration = Duration::from_secs(3600);

table! {
    /// A countdown on the stage.
    pub struct Silence as "a silence" {
        /// How long it lasts: `"20s"`.
        duration: Duration,
        /// What to do meanwhile.
        text: Option<String> = None,
    }
}

/// Draws a countdown: a line that becomes shorter, and the time that is left.
pub fn draw_countdown(page: &mut Page, x: u16, y: u32, width: u16, whole: Duration, left: Duration) {
    let time = duration::clock(left);
    // The time keeps its place while its digits become fewer.
    let wide = cells(text::width(&duration::clock(whole)));
    let line = width.saturating_sub(wide + 2).min(LONGEST);
    let part = left.as_secs_f64() / whole.as_secs_f64().max(1.0);
    let rest = cells((part.clamp(0.0, 1.0) * f64::from(line)).round() as usize);
    page.rule(x, y, rest, "━", Role::Accent);
    page.rule(x + rest, y, line - rest, "─", Role::Border);
    let role = if left.is_zero() { Role::Muted } else { Role::Strong };
    page.text_to(x + line + 2 + wide, y, &time, role);
}

impl Kind for Silence {
    const CONTENT: Content = Content::Field("text");

    fn layout(&self, _: &Context, width: u16) -> Page {
        let mut page = Page::new(width);
        if let Some(text) = &self.text {
            page.stack(super::layout_note(text, Role::Strong, width), 0, 0);
        }
        let mut countdown = Page::new(width);
        draw_countdown(&mut countdown, 0, 0, width, self.duration, self.duration);
        countdown.target(0, 0, width, 1, Target::Countdown(self.duration));
        page.stack(countdown, 0, 1);
        page
    }

    fn prose(&self, context: &Context, prose: &mut Prose) {
        self.text.iter().for_each(|text| prose.paragraph(text));
        prose.remark((context.words.silence)(&duration::show(self.duration)));
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        if !(Duration::from_secs(1)..=MOST).contains(&self.duration) {
            let span = self.at.value("duration");
            let message = format!("a silence of {}", duration::show(self.duration));
            let diagnostic = Diagnostic::error("bad-value", span, message, "not such a silence");
            reader.report(diagnostic.help("write a second to an hour, such as \"20s\""));
        }
    }
}
