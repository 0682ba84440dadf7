//! Questions that the bottom row asks the presenter: who answers with the wrong key has changed nothing.

use crate::duration;
use crate::keys::OnStage;
use crate::show::update::Turn;
use crate::show::{Beginning, BrokenOff, Effect, Event, Front, Keeping, Key, Notes, Now, Show};

/// Something that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// Whether to show the notes where the room may see them.
    Notes,
    /// The same for the console.
    Console,
    /// Whether answers in words go into the recording.
    Keeping,
    Quit,
    Reset,
    /// Whether to go on with a show that was broken off.
    GoOn,
}

/// What is asked, in words; nothing where there is nothing to go on with.
pub fn question(asked: Prompt, show: &Show, now: Now) -> Option<String> {
    let words = show.words;
    let question = match asked {
        Prompt::Notes | Prompt::Console => words.ask_notes,
        Prompt::Keeping => words.ask_keeping,
        Prompt::Quit => words.ask_quit,
        Prompt::Reset => words.ask_reset,
        Prompt::GoOn => {
            let Beginning::Asked(BrokenOff { talk, when, .. }) = &show.beginning else { return None };
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
            Prompt::GoOn => self.answer_go_on(key, turn),
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

    /// Goes on with what was broken off, or lets it be: then the key does what it always does.
    fn answer_go_on(&mut self, key: Key, turn: &mut Turn) {
        // With that a clicker starts a show: whether this one continues is still to be said.
        if key == Key::Other {
            return;
        }
        self.front = Front::Stage;
        let beginning = std::mem::take(&mut self.beginning);
        let Beginning::Asked(BrokenOff { talk, places, .. }) = beginning else { return };
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
        self.window.scroll = 0;
        self.lay_out();
        self.talk.place.step = self.step();
        // What was asked for now holds, not what was asked for when it began.
        for event in settled.into_iter().filter(|event| *event != Event::Cut(self.talk.cut.clone())).collect::<Vec<_>>()
        {
            self.happen(event, turn);
        }
    }

    /// The answer to whether words are recorded; then somebody's can be typed.
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
