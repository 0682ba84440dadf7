//! A question for a person reading alone: they choose, see the result, and may try again.
//!
//! ```text
//! Le cloud dispense-t-il de sauvegarder ?
//!
//! ✗ 1 ◉ Oui
//!   2 ○ Non
//!
//! ✗ Pas tout à fait. Réessayez.
//! ▸ Voir la réponse
//! ```

use std::sync::Arc;

use super::{Ask, Choice, Columns, key, run};
use crate::answers::Own;
use crate::block::layout_note;
use crate::lang::Words;
use crate::page::{Deed, Ink, Page, Role, Target};
use crate::text::Run;

/// The cells before the words of a choice: the result of a try, the digit, the sign of the chosen one, a gap.
const INDENT: u16 = 6;

/// The end of a question after it was answered.
pub enum Ending {
    /// For a question with right answers: why the answer is right or wrong.
    Right(Page),
    /// For one without: what the room has answered, if that is known.
    Room(Page),
}

/// What the marks of the choices show.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    /// That the last try was wrong. If several choices are right, only all of them together are right or wrong.
    Missed,
    /// Which choices are right.
    Answer,
}

impl Ask<'_> {
    /// The question for a person who has given this answer so far.
    pub fn layout_alone(&self, own: &Own, words: &Words, width: u16, first: u16, ending: Ending) -> Page {
        let is_quiz = matches!(ending, Ending::Right(_));
        let is_over = if is_quiz { own.is_settled() } else { own.is_given() };
        let mut page = self.head(width);
        let columns = self.columns(words, width, INDENT);
        let told = match (is_quiz, is_over) {
            (true, true) => Told::Answer,
            (true, false) if own.is_missed() && !self.several => Told::Missed,
            _ => Told::Nothing,
        };
        self.draw_choices(&mut page, |at, choice, page, y| {
            if let Some(key) = key(first, at) {
                page.text_to(INDENT - 3, y, &key, Role::Muted);
            }
            let label = self.draw_own(choice, own, told, &columns, page, y);
            if is_over && !is_quiz && self.has_hands() {
                self.draw_bars(at, &columns, words, page, (y, label));
            }
            let rows = label.max(page.height.saturating_sub(y));
            if !is_over {
                page.target(0, y, width, rows, self.target(choice));
            }
            rows
        });
        let asked = page.height;
        page.stack(self.outcome(own, words, width, ending), 0, 1);
        let mut asks = Page::new(width);
        asks.target(0, 0, width, asked, Target::Asks(Arc::from(self.id)));
        if is_quiz && !is_over {
            // What follows may give the answer away, so it appears a step later, as it does for a room.
            page.put(asks.only(0..1), 0, 0);
            let mut later = Page::new(width);
            later.text(0, 0, "", Role::Text);
            page.put(later.only(1..u16::MAX), 0, 0);
        } else {
            page.put(asks, 0, 0);
        }
        page
    }

    /// The answers of the room: how many, and `more`. Empty if it was not asked.
    pub fn room(&self, words: &Words, width: u16, more: Vec<Vec<Run<Ink>>>) -> Page {
        match self.has_hands() {
            true => {
                let mut rows = vec![vec![run(&(words.replay.in_the_room)(self.tally.n()), Role::Muted)]];
                rows.extend(more);
                let mut page = Page::new(width);
                for row in rows {
                    let y = page.height;
                    page.wrapped(0, y, &row, width);
                }
                page
            }
            false => Page::new(width),
        }
    }

    /// Draws the sign of a choice, its words, and the result of the last try. Returns the number of rows.
    fn draw_own(&self, choice: &Choice, own: &Own, told: Told, columns: &Columns, page: &mut Page, y: u32) -> u32 {
        let chosen = own.chosen.contains(&choice.known_as);
        let taken = own.draft.contains(&choice.known_as) || chosen && own.draft.is_empty();
        let sign = match (self.several, taken) {
            (true, true) => "☑",
            (true, false) => "☐",
            (false, true) => "◉",
            (false, false) => "○",
        };
        let (mark, role) = match (told, chosen) {
            (Told::Answer, _) if choice.right => ("✓", Role::Good),
            (Told::Answer | Told::Missed, true) => ("✗", Role::Bad),
            _ => ("", Role::Text),
        };
        page.text(0, y, mark, role);
        page.text(INDENT - 2, y, sign, if taken { Role::Strong } else { Role::Accent });
        let role = if told == Told::Answer && choice.right { Role::Good } else { Role::Text };
        page.wrapped(INDENT, y, &[run(&choice.label, role)], columns.label)
    }

    /// Below the choices: the result of the last try, why, and what can be done.
    fn outcome(&self, own: &Own, words: &Words, width: u16, ending: Ending) -> Page {
        let mut page = Page::new(width);
        let said = &words.replay;
        let mut tell = |text: &str, role: Role| page.stack(layout_note(text, role, width), 0, 0);
        if let Some(before) = &self.own_before {
            tell(&(said.you_said_before)(before), Role::Muted);
        }
        match ending {
            Ending::Right(why) if own.is_settled() => {
                match own.right_at {
                    Some(at) if !own.shown => tell(&format!("✓ {}", (said.right_at)(at)), Role::Good),
                    _ => tell(said.answer_was_shown, Role::Muted),
                }
                if why.height > 0 {
                    page.stack(why, 0, 1);
                }
                self.button(Deed::Again, said.answer_again, 1, &mut page);
            }
            Ending::Room(room) if own.is_given() => {
                page.stack(room, 0, 0);
                self.button(Deed::Again, said.change_answer, 0, &mut page);
            }
            Ending::Right(why) if own.is_missed() => {
                tell(&format!("✗ {}", said.not_this_one), Role::Bad);
                if why.height > 0 {
                    page.stack(why, 0, 0);
                }
                if self.several {
                    self.button(Deed::Confirm, said.confirm_answer, 0, &mut page);
                }
                self.button(Deed::Show, said.show_answer, 0, &mut page);
            }
            Ending::Right(_) | Ending::Room(_) if self.several => {
                tell(said.several_answers, Role::Muted);
                self.button(Deed::Confirm, said.confirm_answer, 0, &mut page);
            }
            Ending::Right(_) | Ending::Room(_) => {}
        }
        page
    }

    fn button(&self, what: Deed, text: &str, gap: u32, page: &mut Page) {
        page.stack(button(self.id, what, text, page.width), 0, gap);
    }
}

/// A row that does something with the answer to a question.
pub fn button(id: &str, what: Deed, text: &str, width: u16) -> Page {
    let mut page = layout_note(&format!("▸ {text}"), Role::Link, width);
    page.target(0, 0, width, page.height, Target::Own { of: Arc::from(id), what });
    page
}

#[cfg(test)]
mod tests {
    use crate::answers::Alone;
    use crate::assets::Assets;
    use crate::block::tests::deck;
    use crate::block::{Colors, Context, flow};
    use expect_test::expect;

    const QUIZ: &str = "[[section.slide.block]]\nkind = \"quiz\"\nid = \"q\"\nquestion = \"Vrai ?\"\nchoices = [\"Oui\", \"Non\"]\nanswer = [2]\nwhy = 'Parce que.'\n[[section.slide.block]]\nkind = \"text\"\ntext = 'Après.'";

    /// The slide as a person reads it alone, after `done`, at the given step.
    fn picture(slide: &str, done: impl FnOnce(&mut Alone), step: u16) -> String {
        let (deck, found) = deck(slide);
        assert_eq!(found, []);
        let (assets, colors, mut alone) = (Assets::default(), Colors::AtOnce, Alone::default());
        done(&mut alone);
        let context = Context { alone: Some(&alone), ..deck.context(&assets, &colors) };
        flow(deck.slide(0).unwrap().slide.units(), &context, 44, 1).picture(step)
    }

    #[test]
    fn a_wrong_answer_is_explained() {
        let each = QUIZ.replace("'Parce que.'", "['Oui oublie tout.', 'Parce que.']");
        let missed = |alone: &mut Alone| alone.attempt("q", "", &["Oui".to_owned()], Some(false));
        expect![[r#"
            Vrai ?

            ✗ 1 ◉ Oui
              2 ○ Non

            ✗ Not quite. Try again.
            Oui oublie tout.
            ▸ Show the answer


        "#]]
        .assert_eq(&picture(&each, missed, 0));
        let right = |alone: &mut Alone| alone.attempt("q", "", &["Non".to_owned()], Some(true));
        expect![[r#"
            Vrai ?

              1 ○ Oui
            ✓ 2 ◉ Non

            ✓ Right, at the first try.

            Parce que.

             1  Oui oublie tout.

            ▸ Answer again

            Après.
        "#]]
        .assert_eq(&picture(&each, right, 0));
    }

    #[test]
    fn right_answers_are_explained_only_when_all_are_found() {
        let several = QUIZ.replace("answer = [2]", "answer = [1, 2]").replace("'Parce que.'", "['Un.', 'Deux.']");
        let missed = |alone: &mut Alone| alone.attempt("q", "", &["Oui".to_owned()], Some(false));
        assert!(!picture(&several, missed, 0).contains("Un."));
    }

    #[test]
    fn a_quiz_is_answered_missed_and_answered_again() {
        expect![[r#"
            Vrai ?

              1 ○ Oui
              2 ○ Non



        "#]]
        .assert_eq(&picture(QUIZ, |_| (), 0));
        let missed = |alone: &mut Alone| alone.attempt("q", "", &["Oui".to_owned()], Some(false));
        expect![[r#"
            Vrai ?

            ✗ 1 ◉ Oui
              2 ○ Non

            ✗ Not quite. Try again.
            ▸ Show the answer


        "#]]
        .assert_eq(&picture(QUIZ, missed, 0));
        let right = |alone: &mut Alone| {
            missed(alone);
            alone.attempt("q", "", &["Non".to_owned()], Some(true));
        };
        expect![[r#"
            Vrai ?

              1 ○ Oui
            ✓ 2 ◉ Non

            ✓ Right, at the 2nd try.

            Parce que.

            ▸ Answer again

            Après.
        "#]]
        .assert_eq(&picture(QUIZ, right, 0));
    }
}
