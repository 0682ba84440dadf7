//! Questions to the presenter in the bottom row. A wrong key changes nothing.

use crate::duration;
use crate::keys::OnStage;
use crate::show::update::Turn;
use crate::show::{Beginning, Effect, Event, Front, Interrupted, Keeping, Key, Notes, Now, Show};

/// A question to the presenter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// Whether to show the notes, though the room may see them.
    Notes,
    /// The same for the console.
    Console,
    /// Whether free-text answers go into the recording.
    Keeping,
    Quit,
    Reset,
    /// Whether to resume an interrupted show.
    GoOn,
}

/// The question as text. `None` if there is nothing to resume.
pub fn question(asked: Prompt, show: &Show, now: Now) -> Option<String> {
    let words = show.words;
    let question = match asked {
        Prompt::Notes | Prompt::Console => words.ask_notes,
        Prompt::Keeping => words.ask_keeping,
        Prompt::Quit => match &show.why_not_recorded {
            Some(why) => return Some((words.ask_quit_unrecorded)(why)),
            None => words.ask_quit,
        },
        Prompt::Reset => words.ask_reset,
        Prompt::GoOn => {
            let Beginning::Asked(Interrupted { talk, when, .. }) = &show.beginning else { return None };
            return Some((words.ask_go_on)(when, &duration::clock(talk.clock.elapsed(now.monotonic))));
        }
    };
    Some(question.to_owned())
}

impl Show {
    pub(in crate::show) fn answer_to(&mut self, asked: Prompt, key: Key, turn: &mut Turn) {
        match asked {
            Prompt::Notes | Prompt::Console => self.answer_notes(asked, key),
            Prompt::Keeping => self.answer_keeping(key, turn),
            Prompt::Quit => self.answer_quit(key, turn),
            Prompt::Reset => self.answer_reset(key, turn),
            Prompt::GoOn => self.answer_resume(key, turn),
        }
    }

    fn answer_quit(&mut self, key: Key, turn: &mut Turn) {
        let quits = matches!(self.keys.acting(key), Key::Char('q') | Key::Enter | Key::Ctrl('c'));
        match quits || self.keys.action(key) == Some(OnStage::Quit) {
            true => turn.outcome.effects.push(Effect::Quit),
            false => self.front = Front::Stage,
        }
    }

    fn answer_reset(&mut self, key: Key, turn: &mut Turn) {
        if matches!(self.keys.acting(key), Key::Char('r') | Key::Enter) {
            self.happen(Event::Reset, turn);
        }
        self.front = Front::Stage;
    }

    fn answer_notes(&mut self, asked: Prompt, key: Key) {
        self.front = Front::Stage;
        if key == Key::Enter && asked == Prompt::Console {
            self.open_console();
        } else if key == Key::Enter {
            self.notes = Notes::Shown(0);
            self.lay_out();
        }
    }

    /// Resumes the interrupted show, or drops it: then the key does what it usually does.
    fn answer_resume(&mut self, key: Key, turn: &mut Turn) {
        // A clicker may send such a key to start a show, which does not answer the question.
        if key == Key::Other {
            return;
        }
        self.front = Front::Stage;
        let beginning = std::mem::take(&mut self.beginning);
        let Beginning::Asked(Interrupted { talk, places, .. }) = beginning else { return };
        let then = std::mem::take(&mut self.asks_then);
        if key != Key::Enter {
            self.key(key, turn);
            if self.front == Front::Stage {
                self.front = then;
            }
            return;
        }
        self.front = then;
        let settled = self.settled();
        self.talk = *talk;
        self.beginning = Beginning::Resumed;
        self.follow_places(places, turn);
        self.plan_again();
        self.scroll_to_top();
        self.lay_out();
        self.talk.place.step = self.step();
        // What this start asks for wins over what the interrupted show had asked for.
        for event in settled.into_iter().filter(|event| *event != Event::Cut(self.talk.cut.clone())).collect::<Vec<_>>()
        {
            self.happen(event, turn);
        }
    }

    /// The answer to whether words are recorded. After it an answer can be typed.
    fn answer_keeping(&mut self, key: Key, turn: &mut Turn) {
        self.type_words();
        match key {
            Key::Escape => self.front = Front::Stage,
            Key::Enter => self.keeping = Keeping::Yes,
            _ => self.keeping = Keeping::No,
        }
        if key != Key::Escape {
            self.tell_keeping(turn);
        }
    }
}
