//! Questions that the bottom row asks the presenter: who answers with the wrong key has changed nothing.

use crate::duration;
use crate::keys::OnStage;
use crate::show::update::Turn;
use crate::show::{Beginning, BrokenOff, Effect, Event, Front, Keeping, Key, Notes, Now, Show};

/// What is asked; nothing where nothing is.
pub fn question(front: &Front, show: &Show, now: Now) -> Option<String> {
    let words = show.words;
    let question = match front {
        Front::AskNotes | Front::AskConsole => words.ask_notes,
        Front::AskKeeping => words.ask_keeping,
        Front::AskQuit => words.ask_quit,
        Front::AskReset => words.ask_reset,
        Front::AskGoOn => {
            let Beginning::Asked(BrokenOff { talk, when, .. }) = &show.beginning else { return None };
            return Some((words.ask_go_on)(when, &duration::clock(talk.clock.elapsed(now.monotonic))));
        }
        _ => return None,
    };
    Some(question.to_owned())
}

impl Show {
    pub(in crate::show) fn answer_quit(&mut self, key: Key, turn: &mut Turn) {
        let quits = matches!(key.folded(), Key::Char('q') | Key::Enter | Key::Ctrl('c'));
        match quits || self.keys.action(key) == Some(OnStage::Quit) {
            true => turn.outcome.effects.push(Effect::Quit),
            false => self.front = Front::Stage,
        }
    }

    pub(in crate::show) fn answer_reset(&mut self, key: Key, turn: &mut Turn) {
        if matches!(key.folded(), Key::Char('r') | Key::Enter) {
            self.happen(Event::Reset, turn);
        }
        self.front = Front::Stage;
    }

    pub(in crate::show) fn answer_notes(&mut self, key: Key) {
        let console = std::mem::take(&mut self.front) == Front::AskConsole;
        if key == Key::Enter && console {
            self.open_desk();
        } else if key == Key::Enter {
            self.notes = Notes::Shown(0);
            self.lay_out();
        }
    }

    /// Goes on with what was broken off, or lets it be: then the key does what it always does.
    pub(in crate::show) fn answer_go_on(&mut self, key: Key, turn: &mut Turn) {
        self.front = Front::Stage;
        let beginning = std::mem::take(&mut self.beginning);
        let Beginning::Asked(BrokenOff { talk, places, .. }) = beginning else { return };
        if key != Key::Enter {
            return self.key(key, turn);
        }
        self.talk = *talk;
        self.beginning = Beginning::Resumed;
        self.follow_places(places, turn);
        self.plan_again();
        self.window.scroll = 0;
        self.lay_out();
        self.talk.place.step = self.step();
    }

    /// The answer to whether words are recorded; then somebody's can be typed.
    pub(in crate::show) fn answer_keeping(&mut self, key: Key, turn: &mut Turn) {
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
