//! The slide as it is read: its body, and beside or below it its lesson.

use crate::block::{Asks, layout_note};
use crate::deck::{Arrangement, Size};
use crate::layout;
use crate::layout::Sheet;
use crate::page::{Drawing, Page, Role, Target};
use crate::replay::{Replay, terms};

/// From this width on, in cells, the lesson stands beside the slide.
const WIDE: u16 = 130;

/// Cells between the slide and a lesson beside it.
const BETWEEN: u16 = 4;

impl Replay {
    /// The slide that is read, with all that it reveals but the answers to what is still to be answered.
    pub(super) fn slide_sheet(&self) -> Sheet {
        let placed = self.placed();
        let context = self.context();
        let size = self.slide_size();
        let sheet = layout::slide(&self.deck, &placed, &context, size);
        let step = step(&sheet.body);
        let mut body = sheet.body.window(step, 0, sheet.body.height);
        let lesson = self.lesson(if self.is_wide() { self.lesson_width() } else { body.width.max(1) });
        let has_lesson = lesson.height > 0;
        // A title alone stands lower on a stage than above a lesson.
        let top = layout::frame(size).top;
        let title_y = if has_lesson && sheet.body.height == 0 { top } else { sheet.title_y };
        // A slide that stands in the middle, or fills the screen, makes room for its lesson.
        let (body_y, room) = match has_lesson && !self.is_wide() || placed.slide.layout == Arrangement::Top {
            true => {
                let below = title_y + u16::try_from(sheet.title.height).unwrap_or(u16::MAX);
                let body_y = (below + u16::from(self.size.height >= 12 && sheet.title.height > 0)).min(sheet.body_y);
                let body_y = if sheet.body.height == 0 { below + 1 } else { body_y };
                (body_y, self.floor().saturating_sub(body_y))
            }
            false => (sheet.body_y, self.floor().saturating_sub(sheet.body_y)),
        };
        if self.is_wide() {
            let x = size.width - sheet.left;
            body.width = x + lesson.width;
            body.put(lesson, x, 0);
        } else if has_lesson {
            body.stack(lesson, 0, 1);
        }
        terms::mark(&mut body, &self.deck.terms);
        Sheet { title: sheet.title, body, room, title_y, body_y, left: sheet.left }
    }

    /// The first row below what is read: that of the bottom row, or one more.
    fn floor(&self) -> u16 {
        let frame = layout::frame(self.size);
        frame.top + frame.height
    }

    fn is_wide(&self) -> bool {
        self.size.width >= WIDE && !self.placed().slide.lesson.is_empty()
    }

    /// The part of the screen that the slide has.
    fn slide_size(&self) -> Size {
        let width = if self.is_wide() { self.size.width * 11 / 20 } else { self.size.width };
        Size { width, ..self.size }
    }

    fn lesson_width(&self) -> u16 {
        (self.size.width - self.slide_size().width).saturating_sub(BETWEEN).max(1)
    }

    /// The course text of the slide, and the speaker's notes where the deck says so.
    fn lesson(&self, width: u16) -> Page {
        let (slide, said) = (self.placed().slide, self.words);
        let mut page = Page::new(width);
        let notes = (said.notes_title, &slide.notes, self.deck.replay.notes);
        if self.open_quizzes(self.slide) > 0 && !slide.lesson.is_empty() {
            // It may say what is right.
            return layout_note(said.replay.lesson_later, Role::Muted, width);
        }
        for (title, text, _) in [(said.lesson_title, &slide.lesson, true), notes].into_iter().filter(|it| it.2) {
            if text.is_empty() {
                continue;
            }
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

    /// How many questions with right answers of a slide are still to be answered.
    pub(super) fn open_quizzes(&self, slide: usize) -> usize {
        let open = self.questions_of(slide).filter(|question| matches!(question.kind, Asks::Quiz(_)));
        open.filter(|question| !self.progress.answers.of(&question.id).is_some_and(|own| own.is_settled())).count()
    }
}

/// The step at which a slide is read: its last, but no answers to a question that is still to be answered.
fn step(body: &Page) -> u16 {
    let asks = body.items.iter().filter(|item| matches!(item.drawing, Drawing::Target { target: Target::Asks(_), .. }));
    let closes = asks.filter(|item| item.shown.until < u16::MAX).map(|item| item.shown.from).min();
    closes.unwrap_or_else(|| body.last_step())
}
