//! A slide and its notes as text to be read aloud: for people who follow a show line by line, with a screen reader.

use crate::block::{Question, Takes, drawn, prose_between};
use crate::layout;
use crate::prose::{ALOUD, Prose};
use crate::show::Show;

impl Show {
    /// The notes of the slide as text.
    pub fn notes_aloud(&self) -> String {
        Prose::aloud(|prose| self.slide().slide.notes.prose(&self.context(), prose))
    }

    /// The whole slide as text.
    pub fn slide_aloud(&self) -> String {
        Prose::aloud(|prose| {
            self.below_title(prose);
            self.slide().slide.prose(&self.context(), prose);
        })
    }

    /// What stands below the title of a title slide.
    fn below_title(&self, prose: &mut Prose) {
        self.deck.below(self.slide().slide).iter().for_each(|line| prose.paragraph(line));
    }

    /// What the slide shows at the current step, as text.
    pub fn shown_aloud(&self) -> String {
        self.between(None).plain(ALOUD)
    }

    /// What the current step has added, one line for each thing.
    pub fn step_aloud(&self) -> String {
        self.step().checked_sub(1).map_or_else(String::new, |before| self.between(Some(before)).words())
    }

    /// The part of the slide under the marker, as text.
    pub fn part_aloud(&self, part: usize) -> Option<String> {
        let (y, height) = self.parts().get(part).copied()?;
        let step = self.step();
        Some(drawn(&self.sheet().body.window(step, y, height), step))
    }

    /// How often the open question was answered: its id, and a sentence.
    pub fn answered_aloud(&self) -> Option<(String, String)> {
        let Question { id, choices, takes, .. } = self.open_question()?;
        let (answers, words) = (&self.talk.answers, self.words);
        let said = match takes {
            Takes::Hands { .. } => (words.answers)(answers.tally(&id, &choices).n()),
            Takes::Words { .. } => (words.answers)(answers.words(&id).len().try_into().unwrap_or(u32::MAX)),
            Takes::Ticks => {
                let done = choices.iter().filter(|item| answers.is_ticked(&id, item)).count();
                (words.items_done)(done, choices.len())
            }
        };
        Some((id, said))
    }

    /// What the slide shows now and did not show at the earlier step `after`.
    fn between(&self, after: Option<u16>) -> Prose {
        let slide = self.slide().slide;
        let context = self.context().revealing(slide.reveal).within(self.sheet().room);
        let mut prose = Prose::default();
        if after.is_none() {
            self.below_title(&mut prose);
        }
        let width = layout::frame(self.stage_size()).width;
        prose_between(slide.units(), &context, width, (after, self.step()), &mut prose);
        prose
    }
}
