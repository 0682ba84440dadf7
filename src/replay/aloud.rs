//! A replay as lines of text for screen readers: each change is said once, in a natural order. Nothing is repainted.

use crate::answers::Own;
use crate::block::{Asks, Body, Question, meaning};
use crate::keys::{InReplay, Key};
use crate::page::Target;
use crate::prose::{ALOUD, Passage, Prose};
use crate::replay::{Replay, What};
use crate::screen::{Screen, Spot};

/// What was said last, so that only news is said.
#[derive(Default)]
pub struct Said {
    /// The page, whether text is typed on it, the slide, and how many pages are open.
    page: Option<(What, bool, usize, usize)>,
    section: Option<usize>,
    /// The slide that was last read aloud.
    slide: Option<usize>,
    focus: Option<usize>,
    /// The answers to the questions of the slide.
    answers: Vec<(String, Option<Own>)>,
    notice: Option<String>,
    is_not_kept: bool,
    greeted: bool,
}

impl Said {
    /// The lines to say if the key only asks for them. Otherwise `None`.
    pub fn asked(&mut self, replay: &Replay, key: Key) -> Option<Vec<String>> {
        let reads = !replay.takes_text() && replay.keys.action(key) == Some(InReplay::Reload);
        reads.then(|| {
            self.slide = None;
            self.page(replay)
        })
    }

    /// The lines that tell what has changed since the last call.
    pub fn changed(&mut self, replay: &Replay) -> Vec<String> {
        let screen = replay.screen();
        let mut lines = Vec::new();
        let page = (page_of(&screen.what), replay.takes_text(), replay.slide, replay.screens.len());
        let answers = replay.own_answers();
        if self.page.as_ref() != Some(&page) {
            lines.extend(self.page(replay));
            self.page = Some(page);
        } else if self.answers != answers {
            lines.extend(self.outcomes(replay, &answers));
        } else if self.focus != screen.focus && !replay.is_typing_number() {
            lines.extend(replay.chosen_aloud());
        }
        (self.answers, self.focus) = (answers, screen.focus);
        if self.notice != replay.notice {
            self.notice.clone_from(&replay.notice);
            lines.extend(replay.notice.clone());
        }
        if std::mem::replace(&mut self.is_not_kept, replay.is_not_kept) != replay.is_not_kept {
            lines.push(match replay.is_not_kept {
                true => format!("⚠ {}", replay.words.replay.not_kept_sign),
                false => replay.words.replay.kept_again.to_owned(),
            });
        }
        if !std::mem::replace(&mut self.greeted, true) {
            lines.push(replay.keys_aloud());
        }
        lines
    }

    /// The whole page.
    fn page(&mut self, replay: &Replay) -> Vec<String> {
        match replay.screen().what {
            What::Slide => self.slide(replay),
            _ => replay.page_aloud(),
        }
    }

    fn slide(&mut self, replay: &Replay) -> Vec<String> {
        let (placed, words) = (replay.placed(), replay.words);
        let mut lines = Vec::new();
        if self.section.replace(placed.section_index) != Some(placed.section_index) {
            let count = replay.deck.sections.len();
            lines.push((words.announce_section)(placed.section_index + 1, count, &placed.section.title));
        }
        let title = placed.slide.title.as_deref().unwrap_or_default();
        lines.push((words.announce)(&placed.number.to_string(), replay.deck.planned_count(), title));
        if self.slide.replace(replay.slide) == Some(replay.slide) {
            // A page on top of it was closed. It was read aloud before.
            return lines;
        }
        lines.push(Prose::aloud(|prose| {
            replay.deck.below(placed.slide).iter().for_each(|line| prose.paragraph(line));
            placed.slide.prose(&replay.context(), prose);
        }));
        // A lesson may contain the right answers.
        if replay.open_quizzes(replay.slide) == 0 {
            lines.extend(replay.lesson_aloud());
        }
        lines.extend(replay.question_aloud());
        lines
    }

    /// The result of each answer that has changed.
    fn outcomes(&self, replay: &Replay, answers: &[(String, Option<Own>)]) -> Vec<String> {
        let mut lines = Vec::new();
        let is_open = |answers: &[(String, Option<Own>)]| {
            let quizzes = answers.iter().filter(|(id, _)| replay.is_quiz(id));
            quizzes.filter(|(_, own)| !own.as_ref().is_some_and(Own::is_settled)).count() > 0
        };
        for (id, own) in answers {
            let before = self.answers.iter().find(|(known, _)| known == id).and_then(|(_, own)| own.as_ref());
            if before != own.as_ref() {
                let none = Own::default();
                let (before, own) = (before.unwrap_or(&none), own.as_ref().unwrap_or(&none));
                lines.extend(replay.outcome_aloud(id, before, own));
            }
        }
        if is_open(&self.answers) && !is_open(answers) {
            lines.extend(replay.lesson_aloud());
        }
        lines.extend(replay.question_aloud());
        lines
    }
}

/// Which page this is, ignoring what was found for the text typed on it.
fn page_of(what: &What) -> What {
    match what {
        What::Search { .. } => What::Search { hits: Vec::new() },
        what => what.clone(),
    }
}

/// A row without the number it has on the screen, because the list is read with numbers.
fn without_number(row: &str) -> &str {
    match row.split_once(". ") {
        Some((number, rest)) if number.trim_start_matches('A').parse::<u16>().is_ok() => rest,
        _ => row,
    }
}

/// Whether a row is only a drawn line.
fn is_line(row: &str) -> bool {
    row.trim().chars().all(|char| matches!(char, '─' | '━'))
}

impl Screen<What> {
    /// The title of the slide, in one line.
    pub(super) fn title_aloud(&self) -> String {
        let rows = self.window.sheet.title.rows(0).into_iter().filter(|row| !row.trim().is_empty() && !is_line(row));
        rows.map(|row| row.trim().to_owned()).collect::<Vec<_>>().join(" ")
    }
}

impl Replay {
    /// The current answers to the questions of the slide.
    fn own_answers(&self) -> Vec<(String, Option<Own>)> {
        let own = |question: &Question| (question.id.clone(), self.progress.answers.of(&question.id).cloned());
        self.questions_of(self.slide).map(own).collect()
    }

    /// The lesson, and the speaker's notes if the deck shows them.
    fn lesson_aloud(&self) -> Vec<String> {
        let read = |(title, body): (&str, &Body)| {
            format!("{title}\n{}", Prose::aloud(|prose| body.prose(&self.context(), prose)))
        };
        self.lessons().map(read).collect()
    }

    fn is_quiz(&self, id: &str) -> bool {
        self.questions_of(self.slide).any(|it| it.id == id && matches!(it.kind, Asks::Quiz(_)))
    }

    /// Whether a row number is being typed, which is said once it is complete.
    fn is_typing_number(&self) -> bool {
        self.number > 0 && self.screen().what != What::Slide
    }

    /// A list: its title, its rows, and how to continue.
    pub(super) fn list_aloud(&self) -> Vec<String> {
        let said = &self.words.replay;
        let mut lines = vec![self.screen().title_aloud()];
        lines.extend(self.rows_aloud(self.screen()));
        lines.push(if self.screens.len() == 1 { said.page_keys } else { said.list_keys }.to_owned());
        lines
    }

    /// The rows of a list. Those that can be chosen start with their numbers.
    fn rows_aloud(&self, screen: &Screen<What>) -> Vec<String> {
        let body = &screen.window.sheet.body;
        let all = body.rows(0);
        let mut lines = Vec::new();
        let mut y = 0;
        while y < body.height {
            match screen.spots.iter().position(|spot| spot.y == y) {
                Some(at) => {
                    let spot = &screen.spots[at];
                    // Before a choice are its number and its sign.
                    let x = if matches!(spot.target, Target::Choice { .. }) { spot.x + 6 } else { spot.x };
                    let words = body.words_in(x, spot.y, spot.width, spot.height);
                    let words = self.without_sign(&words);
                    lines.push(match self.choices_in_lines(screen).position(|it| it == at) {
                        Some(number) => format!("{}) {}", number + 1, without_number(&words)),
                        None => words,
                    });
                    y += spot.height.max(1);
                }
                None => {
                    let row = all.get(y as usize).map(|row| row.trim()).unwrap_or_default();
                    lines.extend((!row.is_empty() && !is_line(row)).then(|| self.without_sign(row)));
                    y += 1;
                }
            }
        }
        lines
    }

    /// The spots of a list that get a number when read aloud. A section leads to its first slide, which has a number of its own.
    pub(super) fn choices_in_lines(&self, screen: &Screen<What>) -> impl Iterator<Item = usize> + use<> {
        let is_contents = screen.what == What::Contents;
        let is_choice = |spot: &Spot| !(is_contents && matches!(spot.target, Target::Section(_)));
        let spots = screen.spots.iter().enumerate();
        let choices: Vec<usize> = spots.filter(|(_, spot)| is_choice(spot)).map(|(at, _)| at).collect();
        choices.into_iter()
    }

    /// A row with its sign as a word.
    fn without_sign(&self, row: &str) -> String {
        let said = &self.words.replay;
        let signs = [
            ("✓", said.sign_done),
            ("◐", said.sign_begun),
            ("○", said.sign_to_do),
            // A slide to review already says so.
            ("↻", ""),
            ("⚑", said.marked_here),
            ("▸", ""),
            ("•", ""),
        ];
        let found = signs.iter().find_map(|(sign, word)| Some((row.strip_prefix(sign)?.trim(), *word)));
        let (row, word) = found.unwrap_or((row, ""));
        let row = row.replace('⚑', said.marked_here);
        // An objective already says how well it is known.
        let has_state =
            [said.seen, said.known, said.to_review].iter().any(|state| row.trim_end().ends_with(&format!("({state})")));
        if word.is_empty() || has_state { row } else { format!("{row} ({word})") }
    }

    /// How to answer the question that is waiting for an answer.
    fn question_aloud(&self) -> Option<String> {
        let of = match &self.awaited()?.target {
            Target::Choice { of, .. } => of,
            _ => return Some(self.words.replay.write_with.to_owned()),
        };
        let spots = &self.screen().spots;
        let of_question = |target: &Target| matches!(target, Target::Choice { of: other, .. } if other == of);
        let count = spots.iter().filter(|spot| of_question(&spot.target)).count();
        let question = self.questions_of(self.slide).find(|question| question.id == **of)?;
        let first = if question.kind == Asks::Nps { 0 } else { question.first };
        let last = usize::from(first) + count.saturating_sub(1);
        Some((self.words.replay.answer_with)(&format!("{first}–{last}")))
    }

    /// The current choice.
    fn chosen_aloud(&self) -> Option<String> {
        let Some(spot) = self.chosen() else {
            let hint = self.hints().into_iter().nth(self.screen().focus?.checked_sub(self.screen().spots.len())?)?;
            return Some(format!("{} {}", hint.key, hint.does));
        };
        match &spot.target {
            Target::Choice { of, choice } => {
                let own = self.progress.answers.of(of);
                let ticked = own.is_some_and(|own| own.draft.contains(&**choice) || own.chosen.contains(&**choice));
                let words = self.screen().window.sheet.body.words_in(spot.x + 6, spot.y, spot.width, spot.height);
                let label = if words.is_empty() { choice.to_string() } else { words };
                let several = self.takes_several(of);
                Some(match (several, ticked) {
                    (true, true) => format!("[x] {label}"),
                    (true, false) => format!("[ ] {label}"),
                    (false, _) => label,
                })
            }
            _ => Some(self.screen().window.sheet.body.words_in(spot.x, spot.y, spot.width, spot.height)),
        }
    }

    /// The result of an answer.
    fn outcome_aloud(&self, id: &str, before: &Own, own: &Own) -> Vec<String> {
        let said = &self.words.replay;
        let is_quiz = self.is_quiz(id);
        if before.draft != own.draft && before.tries == own.tries || self.is_checklist(id) {
            return self.chosen_aloud().into_iter().collect();
        }
        let mut lines = Vec::new();
        match is_quiz {
            true if own.is_settled() => {
                lines.push(own.right_at.filter(|_| !own.shown).map_or(said.answer_was_shown.to_owned(), said.right_at));
            }
            true if own.is_missed() => {
                lines.push(said.not_this_one.to_owned());
                lines.extend(self.explanation_aloud(id));
            }
            _ if own.again => lines.push(said.answer_again.to_owned()),
            _ if own.words != before.words => lines.push((said.you_wrote)(&own.words)),
            _ => {}
        }
        let is_over = if is_quiz { own.is_settled() } else { own.is_given() };
        if is_over {
            let mut prose = self.block_aloud(id);
            // The question was read aloud before, and so were the choices of a quiz.
            prose.0.retain(|passage| !(is_quiz && matches!(passage, Passage::List(_))));
            prose.0.remove(0);
            lines.push(prose.plain(ALOUD));
        }
        lines
    }

    /// The explanation of the wrong choice that was tried.
    fn explanation_aloud(&self, id: &str) -> Option<String> {
        let meaning::What::Question(question) = self.block_of(self.slide, id)?.meaning(&self.context()).what else {
            return None;
        };
        let why = question.choices.into_iter().map(|choice| choice.why).find(|why| !why.0.is_empty())?;
        Some(Prose::aloud(|prose| why.prose(prose)))
    }

    /// The block that asks a question, as text.
    fn block_aloud(&self, id: &str) -> Prose {
        let mut prose = Prose::default();
        if let Some(block) = self.block_of(self.slide, id) {
            block.prose(&self.context(), &mut prose);
        }
        if prose.0.is_empty() {
            prose.paragraph("");
        }
        prose
    }

    /// The important keys, in one line.
    fn keys_aloud(&self) -> String {
        let actions =
            [InReplay::Next, InReplay::Previous, InReplay::Sections, InReplay::Clock, InReplay::Help, InReplay::Quit];
        let keys = actions.map(|action| self.keys.name(action, self.words));
        (self.words.replay.plain_keys)(keys.each_ref().map(String::as_str))
    }
}
