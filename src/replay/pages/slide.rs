//! The slide as it is read: its body, with its lesson beside or below it.

use crate::block::{Body, layout_note};
use crate::deck::{Arrangement, Size};
use crate::layout;
use crate::layout::Sheet;
use crate::page::{Page, Role, cells};
use crate::replay::{Replay, terms};

/// The screen width from which the lesson is beside the slide, in cells.
const WIDE: u16 = 130;

/// Cells between the slide and a lesson beside it.
const BETWEEN: u16 = 4;

/// The least rows that a large title leaves for the lesson below. A title in normal letters may leave fewer.
const LEAST_ROOM: u16 = 4;

/// The current slide with all its steps, without the answers to open questions.
pub fn sheet(replay: &Replay) -> Sheet {
    let placed = replay.placed();
    let context = replay.context();
    let size = replay.slide_size();
    let mut sheet = layout::slide(&replay.deck, &placed, &context, size);
    // A title as large as the screen allows would leave no room for the lesson.
    let left = replay.floor().saturating_sub(sheet.title_y.saturating_add(cells(sheet.title.height as usize)));
    if left < LEAST_ROOM && !replay.is_wide() && replay.lessons().next().is_some() {
        let title = placed.slide.title.as_deref().unwrap_or_default();
        sheet = Sheet { look: sheet.look, ..Sheet::below(title, sheet.body, size) };
    }
    let step = sheet.body.last_step_unanswered();
    let mut body = sheet.body.window(step, 0, sheet.body.height);
    let lesson = replay.lesson(if replay.is_wide() { replay.lesson_width() } else { body.width.max(1) });
    let has_lesson = lesson.height > 0;
    // Without a lesson, a title is shown lower on the screen.
    let top = layout::frame(size).top;
    let title_y = if has_lesson && sheet.body.height == 0 { top } else { sheet.title_y };
    // A slide that is centered, or fills the screen, makes room for its lesson.
    let (body_y, room) = match has_lesson && !replay.is_wide() || placed.slide.layout == Arrangement::Top {
        true => {
            let below = title_y + u16::try_from(sheet.title.height).unwrap_or(u16::MAX);
            let body_y = (below + u16::from(replay.size.height >= 12 && sheet.title.height > 0)).min(sheet.body_y);
            let body_y = if sheet.body.height == 0 { below + 1 } else { body_y };
            (body_y, replay.floor().saturating_sub(body_y))
        }
        false => (sheet.body_y, replay.floor().saturating_sub(sheet.body_y)),
    };
    if replay.is_wide() {
        let x = size.width - sheet.left;
        body.width = x + lesson.width;
        body.put(lesson, x, 0);
    } else if has_lesson {
        body.stack(lesson, 0, 1);
    }
    terms::mark(&mut body, &replay.deck.terms);
    Sheet { title: sheet.title, body, room, title_y, body_y, left: sheet.left, look: sheet.look }
}

impl Replay {
    /// The first row below the text: the bottom row, or the one above it.
    fn floor(&self) -> u16 {
        let frame = layout::frame(self.size);
        frame.top + frame.height
    }

    fn is_wide(&self) -> bool {
        self.size.width >= WIDE && !self.placed().slide.lesson.is_empty()
    }

    /// The part of the screen for the slide.
    fn slide_size(&self) -> Size {
        let width = if self.is_wide() { self.size.width * 11 / 20 } else { self.size.width };
        Size { width, ..self.size }
    }

    fn lesson_width(&self) -> u16 {
        (self.size.width - self.slide_size().width).saturating_sub(BETWEEN).max(1)
    }

    /// The lesson of the slide, and the speaker's notes if the deck shows them.
    fn lesson(&self, width: u16) -> Page {
        if self.open_quizzes(self.slide) > 0 && !self.placed().slide.lesson.is_empty() {
            // The lesson may contain the right answers.
            return layout_note(self.words.replay.lesson_later, Role::Muted, width);
        }
        let mut page = Page::new(width);
        for (title, text) in self.lessons() {
            let mut heading = Page::new(width);
            heading.rule(0, 0, width, "─", Role::Border);
            heading.text(0, 0, &format!("{title} "), Role::Accent);
            page.stack(heading, 0, 1);
            let text = layout::text(text, &self.context(), width);
            let last = text.last_step();
            page.stack(text.window(last, 0, text.height), 0, 0);
        }
        page
    }

    /// The lesson, and the speaker's notes if the deck shows them, each with its title, if not empty.
    pub(in crate::replay) fn lessons(&self) -> impl Iterator<Item = (&'static str, &Body)> {
        let (slide, words) = (self.placed().slide, self.words);
        let notes = (words.notes_title, &slide.notes, self.deck.replay.notes);
        let parts = [(words.lesson_title, &slide.lesson, true), notes].into_iter();
        parts.filter(|(_, text, wanted)| *wanted && !text.is_empty()).map(|(title, text, _)| (title, text))
    }

    /// How many quiz questions of a slide are not answered yet.
    pub(in crate::replay) fn open_quizzes(&self, slide: usize) -> usize {
        self.quizzes_of(slide)
            .filter(|question| !self.progress.answers.of(&question.id).is_some_and(|own| own.is_settled()))
            .count()
    }
}
