//! A stage and the consoles that follow it: what a stage tells them, what they wish, and how each takes the other's word.
//!
//! A console has a show of its own deck that follows the one on the stage. What only looks (lists, search, the clock's bar) it
//! does by itself; what the room is to see it wishes of the stage, and it shows what the stage tells it then.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::assets::Assets;
use crate::deck::{Deck, Size};
use crate::keys::{AtConsole, OnStage};
use crate::page::Target;
use crate::show::answering::Answer;
use crate::show::listening::{Listening, Next};
use crate::show::update::Turn;
use crate::show::wish::Wish;
use crate::show::{Effect, Event, Front, Keeping, Key, Place, Show, Talk};

/// How a stage stands: all that a console has to know besides the deck.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub talk: Talk,
    pub room: Seen,
    /// Columns and rows of the screen of the stage, without its notes.
    pub size: (u16, u16),
    /// The rows of the slide's body that are scrolled away, and the most that could be.
    pub scroll: (u32, u32),
    /// The word to the presenter in the stage's bottom row.
    pub notice: Option<String>,
    pub mistakes: usize,
    pub keeping: Keeping,
    /// Whether something is not recorded, though it should be.
    #[serde(default)]
    pub is_not_recorded: bool,
    /// How often the stage was asked whether it is there.
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
    /// Something that lies over the slide, and what its bottom row says.
    Other(String),
    /// Nothing any more: the show was quit.
    Ended,
}

/// What a console knows of the stage that it follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    /// The stage is gone.
    pub gone: bool,
    /// The stage is there and does not answer: its program was stopped, or hangs.
    pub silent: bool,
    pub(super) watch: Listening,
    pub room: Seen,
    /// That of its screen.
    pub size: Option<Size>,
    pub scroll: (u32, u32),
    /// What its bottom row said last to the presenter.
    notice: Option<String>,
}

impl Following {
    /// Whether what is wished now is done now.
    pub fn hears(&self) -> bool {
        !self.gone && !self.silent
    }
}

impl Show {
    /// What consoles are told of this show; `row` gives what its bottom row says.
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
            scroll: (self.window.scroll, self.sheet().last_scroll()),
            // That there are consoles is no news to them.
            notice: self.consoles.aside.clone().or_else(|| self.notice.clone().filter(|it| !about_consoles(it))),
            mistakes: self.mistakes,
            keeping: self.keeping,
            is_not_recorded: self.is_not_recorded,
            asked: self.consoles.asked,
        }
    }

    /// Takes what a console wishes. It may be anything: what leads out of the deck is no wish.
    pub(super) fn grant(&mut self, wish: Wish, turn: &mut Turn) {
        let does = match &wish {
            Wish::Key(key) => self.keys.action::<OnStage>(*key),
            _ => None,
        };
        match wish {
            Wish::Key(Key::Ctrl('z' | 'c')) => {}
            Wish::Key(_) if self.frozen && does == Some(OnStage::Freeze) => {
                self.frozen = false;
            }
            // Whoever ends a show does it where the room sees it; what is found in a deck is for the author's own screen.
            Wish::Key(_) if self.front == Front::Stage && matches!(does, Some(OnStage::Quit | OnStage::Findings)) => {}
            Wish::Key(key) => self.key(key, turn),
            // Who said on the command line, or in the settings, that nothing is kept is not asked.
            Wish::Keep(keeping) if self.keeping == Keeping::Unasked => self.keeping = keeping,
            Wish::Keep(_) => {}
            Wish::Go(slide) => {
                (self.notice, self.front) = (None, Front::Stage);
                self.jump(slide, turn);
            }
            Wish::Event(
                event @ (Event::Paused | Event::Resumed | Event::Reset | Event::Ends(_) | Event::Answered(_)),
            ) => {
                self.happen(event, turn);
            }
            Wish::Event(_) | Wish::Sign => {}
        }
    }

    /// So many consoles follow this show now.
    pub(super) fn count_consoles(&mut self, consoles: usize) {
        let fewer = consoles < self.consoles.count;
        self.consoles.count = consoles;
        self.notice = Some(if fewer { self.words.console_gone } else { self.words.console_here }.to_owned());
    }

    /// `f`: the room keeps what it sees while the speaker goes on elsewhere. Without a console nobody would see where.
    pub(super) fn freeze(&mut self) {
        match self.consoles.count {
            0 => self.notice = Some(self.words.freeze_needs_console.to_owned()),
            _ => self.frozen = true,
        }
    }

    /// Lets a frozen screen go; whether it was one. What the room then sees is where the speaker is.
    pub(super) fn thaws(&mut self) -> bool {
        std::mem::take(&mut self.frozen)
    }

    /// Follows a stage that stands so, from now on: this show is a console's.
    pub fn follow(&mut self, snapshot: Snapshot) {
        self.console.following = Some(Box::default());
        self.mirror(snapshot, Duration::ZERO);
    }

    /// Takes another deck, or another state of it; where its show stands the next word of the stage says.
    pub(super) fn follow_deck(&mut self, deck: Arc<Deck>, assets: Arc<Assets>) {
        if deck.slide_count() == 0 {
            return;
        }
        self.lectern.put(deck, assets);
        (self.talk, self.front) = (Talk::at(self.deck.first_planned()), Front::Stage);
        (self.notice, self.countdown, self.window.scroll) = (None, None, 0);
        self.plan_again();
        self.lay_out();
    }

    /// Takes what the stage tells; what does not fit to the deck that is known is left out, the next will.
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
        // What the console itself says is said until the next key, or until the stage says something else.
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

    /// The show that is followed was quit.
    pub(super) fn end_following(&mut self) {
        self.end_silence();
        if let Some(following) = &mut self.console.following {
            following.room = Seen::Ended;
        }
    }

    /// The stage does not answer any more: what it showed last stays.
    pub(super) fn lose_stage(&mut self) {
        self.end_silence();
        if let Some(following) = &mut self.console.following {
            following.gone = true;
            following.watch.forget_wishes();
        }
    }

    /// What was said about a stage that did not answer is true no more.
    fn end_silence(&mut self) {
        let following = self.console.following.as_mut();
        if following.is_some_and(|it| std::mem::take(&mut it.silent)) {
            self.notice = None;
        }
    }

    /// A key at a console that follows a stage.
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
            _ if in_front => turn.wish(Wish::Key(key)),
            _ if let Some(answer) = self.open_question().and_then(|question| self.answer(&question, key)) => {
                match answer {
                    Answer::Counts | Answer::Words => self.key(key, turn),
                    Answer::Choice | Answer::TakeBack if gone => self.say_silent(),
                    Answer::Choice | Answer::TakeBack => turn.wish(Wish::Key(key)),
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
            // The stage's author is told on the stage.
            (_, Some(OnStage::Findings)) => {}
            (_, Some(_)) if !gone => turn.wish(Wish::Key(key)),
            (_, Some(_)) => self.say_silent(),
            (_, None) => {}
        }
    }

    /// Asks the stage for what would happen here; whether this show follows one.
    pub(super) fn asks_stage(&self, event: &Event, turn: &mut Turn) -> bool {
        let Some(following) = &self.console.following else { return false };
        if following.hears() {
            turn.wish(match event {
                Event::Moved(Place { slide, .. }) | Event::Jumped(Place { slide, .. }) => Wish::Go(*slide),
                event => Wish::Event(event.clone()),
            });
        }
        true
    }

    /// Tells the stage that is followed, where one is, what was answered about recording words.
    pub(super) fn tell_keeping(&self, turn: &mut Turn) {
        if self.console.following.as_ref().is_some_and(|it| it.hears()) {
            turn.wish(Wish::Keep(self.keeping));
        }
    }

    /// A click at a console.
    pub(super) fn click_at_console(&mut self, target: Option<Target>, turn: &mut Turn) {
        let list = self.front != Front::Stage;
        self.front = Front::Stage;
        let slide = match target {
            Some(Target::Slide(slide)) => Some(slide),
            Some(Target::Section(section)) => self.deck.first_of_section(section),
            // Links and choices on the small slide are not for a slip of the hand.
            _ => None,
        };
        let hears = self.console.following.as_ref().is_some_and(|it| it.hears());
        if let (Some(slide), true) = (slide, list && hears) {
            turn.wish(Wish::Go(slide));
        }
    }

    /// At a console: asks a stage that says nothing whether it is there, and notices when it does not answer.
    pub(super) fn listen_to_stage(&mut self, turn: &mut Turn) {
        let Some(following) = &mut self.console.following else { return };
        if following.gone || following.room == Seen::Ended {
            return;
        }
        match following.watch.next(turn.now.monotonic) {
            Next::Nothing => {}
            Next::Ask => turn.wish(Wish::Sign),
            Next::GiveUp => {
                following.silent = true;
                following.watch.forget_wishes();
            }
        }
    }

    /// A key for a stage that does not answer is for nobody, now and later: says so.
    pub(super) fn say_silent(&mut self) {
        if self.console.following.as_ref().is_some_and(|it| it.silent && !it.gone) {
            self.notice = Some(self.words.stage_does_not_answer.to_owned());
        }
    }
}
