//! A stage and the consoles that follow it: what a stage sends, what consoles ask for, and how each takes the other's messages.
//!
//! A console runs a show of its own that follows the stage. What only the presenter sees (lists, search, the clock's bar) it does by
//! itself. What the room should see it asks of the stage, and then shows what the stage sends back.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::assets::Assets;
use crate::deck::{Deck, Size};
use crate::keys::{AtConsole, OnStage};
use crate::page::Target;
use crate::show::answering::Answer;
use crate::show::listening::{Listening, Next};
use crate::show::request::Request;
use crate::show::update::Turn;
use crate::show::{Effect, Event, Front, Keeping, Key, Place, Show, Talk};

/// The state of a stage: all that a console needs besides the deck.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub talk: Talk,
    pub room: Seen,
    /// Columns and rows of the stage's screen, without its notes.
    pub size: (u16, u16),
    /// How many rows of the slide's body are scrolled away, and the most that can be.
    pub scroll: (u32, u32),
    /// The notice to the presenter in the stage's bottom row.
    pub notice: Option<String>,
    pub mistakes: usize,
    pub keeping: Keeping,
    /// Whether something should have been recorded and was not.
    #[serde(default)]
    pub is_not_recorded: bool,
    /// How often the stage was asked for a sign of life.
    #[serde(default)]
    pub asked: u64,
}

/// What the room sees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    #[default]
    Slide,
    Black,
    White,
    /// The slide that was shown when the screen was frozen.
    Frozen,
    /// The slide with a marker.
    Marker,
    /// Something that covers the slide, and what its bottom row says.
    Other(String),
    /// Nothing: the show was quit.
    Ended,
}

/// What a console knows of the stage that it follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    /// The stage is gone.
    pub gone: bool,
    /// The stage is connected and does not answer: its program was stopped, or hangs.
    pub silent: bool,
    pub(super) watch: Listening,
    pub room: Seen,
    /// The size of its screen.
    pub size: Option<Size>,
    pub scroll: (u32, u32),
    /// What its bottom row last said to the presenter.
    notice: Option<String>,
}

impl Following {
    /// Whether a request made now is done now.
    pub fn hears(&self) -> bool {
        !self.gone && !self.silent
    }
}

impl Show {
    /// What consoles are sent about this show; `row` gives the text of its bottom row.
    pub fn snapshot(&self, row: impl FnOnce() -> String) -> Snapshot {
        let about_consoles =
            |notice: &String| [self.words.console_here, self.words.console_gone].contains(&notice.as_str());
        let room = match &self.front {
            _ if self.frozen => Seen::Frozen,
            Front::Stage => Seen::Slide,
            Front::Blank { white: false } => Seen::Black,
            Front::Blank { white: true } => Seen::White,
            Front::Marker { .. } => Seen::Marker,
            _ => Seen::Other(row().trim().to_owned()),
        };
        Snapshot {
            talk: self.talk.clone(),
            room,
            size: (self.stage_size().width, self.stage_size().height),
            scroll: (self.window().scroll, self.sheet().last_scroll()),
            // Consoles need not be told that there are consoles.
            notice: self.consoles.aside.clone().or_else(|| self.notice.clone().filter(|it| !about_consoles(it))),
            mistakes: self.mistakes,
            keeping: self.keeping,
            is_not_recorded: self.is_not_recorded,
            asked: self.consoles.asked,
        }
    }

    /// Does what a console asks for. A console may send anything: places outside the deck are ignored.
    pub(super) fn grant(&mut self, request: Request, turn: &mut Turn) {
        let does = match &request {
            Request::Key(key) => self.keys.action::<OnStage>(*key),
            _ => None,
        };
        match request {
            Request::Key(Key::Ctrl('z' | 'c')) => {}
            Request::Key(_) if self.frozen && does == Some(OnStage::Freeze) => {
                self.frozen = false;
            }
            // A show is ended on the stage, where the room sees it. Findings are for the author's own screen.
            Request::Key(_)
                if self.front == Front::Stage && matches!(does, Some(OnStage::Quit | OnStage::Findings)) => {}
            Request::Key(key) => self.key(key, turn),
            // If the command line or the settings say that nothing is kept, the console is not asked.
            Request::Keep(keeping) if self.keeping == Keeping::Unasked => self.keeping = keeping,
            Request::Keep(_) => {}
            Request::Go(slide) => {
                (self.notice, self.front) = (None, Front::Stage);
                self.jump(slide, turn);
            }
            Request::Event(
                event @ (Event::Paused | Event::Resumed | Event::Reset | Event::Ends(_) | Event::Answered(_)),
            ) => {
                self.happen(event, turn);
            }
            Request::Event(_) | Request::Sign => {}
        }
    }

    /// Sets how many consoles follow this show.
    pub(super) fn count_consoles(&mut self, consoles: usize) {
        let fewer = consoles < self.consoles.count;
        self.consoles.count = consoles;
        self.notice = Some(if fewer { self.words.console_gone } else { self.words.console_here }.to_owned());
    }

    /// `f`: the room keeps seeing this slide while the speaker moves on. Needs a console, else nobody would see where the speaker is.
    pub(super) fn freeze(&mut self) {
        match self.consoles.count {
            0 => self.notice = Some(self.words.freeze_needs_console.to_owned()),
            _ => self.frozen = true,
        }
    }

    /// Releases a frozen screen, so that the room sees the current slide. Returns whether it was frozen.
    pub(super) fn thaws(&mut self) -> bool {
        std::mem::take(&mut self.frozen)
    }

    /// Makes this the show of a console that follows a stage in this state.
    pub fn follow(&mut self, snapshot: Snapshot) {
        self.console.following = Some(Box::default());
        self.mirror(snapshot, Duration::ZERO);
    }

    /// Takes another deck, or another version of it. The stage's next message says which slide is shown.
    pub(super) fn follow_deck(&mut self, deck: Arc<Deck>, assets: Arc<Assets>) {
        if deck.slide_count() == 0 {
            return;
        }
        self.lectern.put(deck, assets);
        (self.talk, self.front) = (Talk::at(self.deck.first_planned()), Front::Stage);
        (self.notice, self.countdown) = (None, None);
        self.scroll_to_top();
        self.plan_again();
        self.lay_out();
    }

    /// Takes a message of the stage. What does not fit the known deck is ignored; the next message will fit.
    pub(super) fn mirror(&mut self, snapshot: Snapshot, now: Duration) {
        let Snapshot { talk, room, size, scroll, notice, mistakes, keeping, is_not_recorded, .. } = snapshot;
        if talk.place.slide >= self.deck.slide_count() {
            return;
        }
        let before = std::mem::replace(&mut self.talk, talk.within_reason());
        if (&before.cut, &before.left_out) != (&self.talk.cut, &self.talk.left_out) {
            self.plan_again();
        }
        if (before.place.slide, &before.answers) != (self.talk.place.slide, &self.talk.answers) {
            self.lay_out();
        }
        let before = before.place;
        self.follow_notes(before);
        let size = Some(Size { width: size.0, height: size.1 });
        // The console's own notice stays until the next key, or until the stage says something else.
        self.end_silence();
        let told = self.console.following.as_ref().and_then(|it| it.notice.as_ref());
        if told != notice.as_ref() || before != self.talk.place {
            self.notice.clone_from(&notice);
        }
        (self.mistakes, self.keeping, self.is_not_recorded) = (mistakes, keeping, is_not_recorded);
        let mut watch = self.console.following.take().map_or_else(Listening::default, |it| it.watch);
        watch.hear(now);
        self.console.following =
            Some(Box::new(Following { gone: false, silent: false, watch, room, size, scroll, notice }));
    }

    /// The show on the stage was quit.
    pub(super) fn end_following(&mut self) {
        self.end_silence();
        if let Some(following) = &mut self.console.following {
            following.room = Seen::Ended;
        }
    }

    /// The stage stopped answering. What it last showed stays.
    pub(super) fn lose_stage(&mut self) {
        self.end_silence();
        if let Some(following) = &mut self.console.following {
            following.gone = true;
            following.watch.forget_requests();
        }
    }

    /// Removes the notice that the stage does not answer.
    fn end_silence(&mut self) {
        let following = self.console.following.as_mut();
        if following.is_some_and(|it| std::mem::take(&mut it.silent)) {
            self.notice = None;
        }
    }

    /// Handles a key at a console that follows a stage.
    pub(super) fn key_at_console(&mut self, key: Key, turn: &mut Turn) {
        let Some(following) = &self.console.following else { return };
        let (gone, room) = (!following.hears(), following.room.clone());
        self.notice = None;
        if self.front != Front::Stage {
            return self.key(key, turn);
        }
        let in_front = !gone && matches!(room, Seen::Black | Seen::White | Seen::Marker | Seen::Other(_));
        match self.keys.action::<AtConsole>(key) {
            Some(action) if !matches!(room, Seen::Other(_)) || gone => return self.act_at_console(action),
            _ => {}
        }
        let action = self.keys.action::<OnStage>(key);
        match (self.keys.acting(key), action) {
            (Key::Ctrl('z'), _) => turn.outcome.effects.push(Effect::Suspend),
            (Key::Ctrl('c'), _) => turn.outcome.effects.push(Effect::Quit),
            (_, Some(OnStage::Quit)) if !in_front => turn.outcome.effects.push(Effect::Quit),
            _ if in_front => turn.request(Request::Key(key)),
            _ if let Some(answer) = self.open_question().and_then(|question| self.answer(&question, key)) => {
                match answer {
                    Answer::Counts | Answer::Words => self.key(key, turn),
                    Answer::Choice | Answer::TakeBack if gone => self.say_silent(),
                    Answer::Choice | Answer::TakeBack => turn.request(Request::Key(key)),
                }
            }
            (Key::Char('1'..='9'), _) => self.key(key, turn),
            (
                _,
                Some(
                    OnStage::Sections
                    | OnStage::Go
                    | OnStage::Search
                    | OnStage::Overview
                    | OnStage::Clock
                    | OnStage::Help,
                ),
            ) => self.key(key, turn),
            (_, Some(OnStage::Notes | OnStage::Console)) => self.notice = Some(self.words.notes_are_here.to_owned()),
            // Findings are shown to the author on the stage.
            (_, Some(OnStage::Findings)) => {}
            (_, Some(_)) if !gone => turn.request(Request::Key(key)),
            (_, Some(_)) => self.say_silent(),
            (_, None) => {}
        }
    }

    /// At a console, asks the stage to let the event happen. Returns whether this show follows a stage.
    pub(super) fn asks_stage(&self, event: &Event, turn: &mut Turn) -> bool {
        let Some(following) = &self.console.following else { return false };
        if following.hears() {
            turn.request(match event {
                Event::Moved(Place { slide, .. }) | Event::Jumped(Place { slide, .. }) => Request::Go(*slide),
                event => Request::Event(event.clone()),
            });
        }
        true
    }

    /// Tells the stage, if there is one, whether words may be recorded.
    pub(super) fn tell_keeping(&self, turn: &mut Turn) {
        if self.console.following.as_ref().is_some_and(|it| it.hears()) {
            turn.request(Request::Keep(self.keeping));
        }
    }

    /// A click at a console.
    pub(super) fn click_at_console(&mut self, target: Option<Target>, turn: &mut Turn) {
        let list = self.front != Front::Stage;
        self.front = Front::Stage;
        let slide = match target {
            Some(Target::Slide(slide)) => Some(slide),
            Some(Target::Section(section)) => self.deck.first_of_section(section),
            // Links and choices on the small slide are ignored: too easy to hit by mistake.
            _ => None,
        };
        let hears = self.console.following.as_ref().is_some_and(|it| it.hears());
        if let (Some(slide), true) = (slide, list && hears) {
            turn.request(Request::Go(slide));
        }
    }

    /// At a console: asks a silent stage for a sign of life, and notices when it does not answer.
    pub(super) fn listen_to_stage(&mut self, turn: &mut Turn) {
        let Some(following) = &mut self.console.following else { return };
        if following.gone || following.room == Seen::Ended {
            return;
        }
        match following.watch.next(turn.now.monotonic) {
            Next::Nothing => {}
            Next::Ask => turn.request(Request::Sign),
            Next::GiveUp => {
                following.silent = true;
                following.watch.forget_requests();
            }
        }
    }

    /// Says that the stage does not answer, so that this key does nothing, now or later.
    pub(super) fn say_silent(&mut self) {
        if self.console.following.as_ref().is_some_and(|it| it.silent && !it.gone) {
            self.notice = Some(self.words.stage_does_not_answer.to_owned());
        }
    }
}
