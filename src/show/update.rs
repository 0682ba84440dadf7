//! What each input does.

use crate::keys::{Mode, OnStage};
use crate::page::Target;
use crate::search::LONGEST_QUERY;
use crate::show::listening::is_late;
pub(super) use crate::show::turn::Turn;
use crate::show::{Effect, Event, Front, Input, Key, Notes, Now, Outcome, Prompt, Request, Show};
use crate::text_field::TextField;

/// The longest slide number, in characters.
pub(super) const LONGEST_NUMBER: usize = 6;

impl Show {
    /// Handles an input that came in at `now`.
    pub fn update(&mut self, input: Input, now: Now) -> Outcome {
        match input {
            // It changes only what consoles are sent.
            Input::Request(_, Request::Sign) => {
                self.consoles.asked += 1;
                Outcome::default()
            }
            Input::Request(at, _) if is_late(at, now.monotonic) => Outcome::default(),
            input => {
                let mut outcome = self.take(input, now);
                self.hold_requests(&mut outcome, now);
                outcome
            }
        }
    }

    fn take(&mut self, input: Input, now: Now) -> Outcome {
        let mut turn = Turn { now, outcome: Outcome::default() };
        // These are not caused by the presenter, so they do not end a transition.
        if !matches!(input, Input::Tick | Input::Colored { .. } | Input::Pictured(_) | Input::LookedInto { .. }) {
            self.motion.end();
        }
        let only_moves = matches!(input, Input::Key(_) | Input::Wheel { .. } | Input::Tick);
        match input {
            input if !self.is_heeded(&input) => {}
            Input::Key(key) if self.console.following.is_some() => self.key_at_console(key, &mut turn),
            Input::Key(_) | Input::Click(_) if self.thaws() => {}
            Input::Key(key) => self.key(key, &mut turn),
            Input::Wheel { down } => self.wheel(down, &mut turn),
            Input::Click(target) if self.console.following.is_some() => self.click_at_console(target, &mut turn),
            Input::Click(target) => self.click(target, &mut turn),
            Input::Resize(size) => {
                self.size = size;
                self.lay_out();
            }
            Input::Pasted(text) => self.paste(&text),
            Input::Tick => self.listen_to_stage(&mut turn),
            Input::Edited(_) | Input::Room(_) => {}
            Input::Colored { key, lines } => {
                if self.supplies.take_colors(key, lines) {
                    self.lay_out();
                }
            }
            Input::Pictured(picture) => {
                if self.supplies.take_picture(picture) {
                    self.lay_out();
                }
            }
            Input::LookedInto { mistakes, index } => {
                // A console gets its mistakes from its stage.
                if self.console.following.is_none() {
                    self.mistakes = mistakes;
                }
                self.index = index;
                self.search_again();
            }
            Input::LookedOver(remarks) => self.take_remarks(remarks),
            Input::Reloaded { deck, assets, mistakes, first } => self.reload(deck, assets, mistakes, first, &mut turn),
            Input::NotReloaded(word) | Input::Notice(word) => self.notice = Some(word),
            Input::NotLarge(why) => self.notice = Some(why.in_words(self.words)),
            Input::Consoles(count) => self.count_consoles(count),
            Input::Request(_, request) => {
                self.grant(request, &mut turn);
                // A request from a console is answered at the console: the room need not know.
                self.consoles.aside = self.notice.take();
            }
            Input::Follow { deck, assets } => self.follow_deck(deck, assets),
            Input::Mirror(Some(snapshot)) => self.mirror(*snapshot, now.monotonic),
            Input::Mirror(None) => self.lose_stage(),
            Input::Ended => self.end_following(),
        }
        if !only_moves || !matches!(self.front, Front::Overview { .. }) {
            self.small_pages.forget();
        }
        self.settle(turn.outcome, now)
    }

    pub(super) fn key(&mut self, key: Key, turn: &mut Turn) {
        (self.notice, self.consoles.aside) = (None, None);
        match key.folded() {
            Key::Ctrl('z') => return turn.outcome.effects.push(Effect::Suspend),
            Key::Ctrl('c') if self.front != Front::Stage && self.front != Front::Prompt(Prompt::Quit) => {
                self.front = Front::Stage
            }
            _ => {}
        }
        self.front_key(key, turn);
    }

    pub(super) fn stage_key(&mut self, key: Key, turn: &mut Turn) {
        if self.answer_key(key, turn) {
            return;
        }
        if let Some(action) = self.keys.action(key).filter(|_| self.console.open) {
            return self.act_at_console(action);
        }
        if let Key::Char(digit @ '1'..='9') = self.keys.acting(key) {
            self.front = Front::Go { typed: TextField::line(LONGEST_NUMBER).with(&digit.to_string()), azerty: false };
            return;
        }
        if let Some(action) = self.keys.action(key) {
            self.act(action, turn);
        }
    }

    pub(super) fn act(&mut self, action: OnStage, turn: &mut Turn) {
        match action {
            OnStage::Next => self.next(turn),
            OnStage::Previous => self.previous(turn),
            OnStage::Forward => self.scroll_or(true, turn),
            OnStage::Backward => self.scroll_or(false, turn),
            OnStage::NextSection => self.next_section(turn),
            OnStage::PreviousSection => self.previous_section(turn),
            OnStage::Sections => {
                self.front = Front::Sections { chosen: self.slide().section_index, typed: String::new() };
            }
            OnStage::Go => self.front = Front::Go { typed: TextField::line(LONGEST_NUMBER), azerty: true },
            OnStage::Back => match self.talk.back.is_empty() {
                true => self.notice = Some(self.words.no_way_back.to_owned()),
                false => self.happen(Event::CameBack, turn),
            },
            OnStage::Search => self.type_query(TextField::line(LONGEST_QUERY), true),
            OnStage::Overview => self.front = Front::Overview { chosen: self.talk.place.slide, typed: String::new() },
            OnStage::Shorter => self.take_offer(turn),
            OnStage::First => {
                self.jump((0..self.deck.slide_count()).find(|slide| self.stays(*slide)).unwrap_or(0), turn)
            }
            OnStage::Last => self.jump(self.last_planned(), turn),
            OnStage::Notes | OnStage::Console if self.consoles.count > 0 && !self.shows_notes() => {
                self.notice = Some(self.words.notes_are_there.to_owned());
            }
            OnStage::Notes => self.turn_notes(),
            OnStage::Console => self.turn_console(),
            OnStage::Freeze => self.freeze(),
            OnStage::Clock => self.front = Front::Clock,
            OnStage::Black => self.front = Front::Blank { white: false },
            OnStage::Marker => match self.parts().is_empty() {
                true => self.notice = Some(self.words.nothing_to_mark.to_owned()),
                false => self.front = Front::Marker { part: self.first_part_in_view() },
            },
            OnStage::Room => self.change_room(),
            OnStage::Large => {
                self.font_key = None;
                turn.outcome.effects.push(Effect::Enlarge);
            }
            OnStage::Reload => turn.outcome.effects.push(Effect::Reload),
            OnStage::Findings => self.list_findings(),
            OnStage::Help => self.front = Front::Help { of: Mode::Stage, scroll: 0 },
            OnStage::Quit if self.talk.clock.started().is_some() || self.is_not_recorded => {
                self.front = Front::Prompt(Prompt::Quit)
            }
            OnStage::Quit => turn.outcome.effects.push(Effect::Quit),
        }
    }

    /// Lets an event happen: changes the lasting state and the layout that depends on it. A console asks its stage instead, which sends back the
    /// result.
    pub(super) fn happen(&mut self, event: Event, turn: &mut Turn) {
        if self.asks_stage(&event, turn) {
            return self.say_silent();
        }
        let before = self.talk.place;
        self.talk.apply(&event, turn.now.monotonic);
        let answered = matches!(event, Event::Answered(_));
        if let Event::LeftOut(_) | Event::Cut(_) = event {
            self.plan_again();
        }
        turn.outcome.events.push(event);
        if answered {
            self.lay_out();
        }
        if self.talk.place.slide != before.slide {
            self.motion.begin(turn.now.monotonic);
            if let Notes::Shown(_) = self.notes {
                self.notes = Notes::Shown(0);
            }
            self.turn_over();
        }
        if self.talk.place != before {
            self.bring_into_view(before);
            self.follow_notes(before);
        }
    }

    /// The wheel moves what is in front: a list, the help, or the slide.
    fn wheel(&mut self, down: bool, turn: &mut Turn) {
        let key = if down { Key::Down } else { Key::Up };
        match &self.front {
            Front::Stage if self.at_console() => self.scroll_notes(down),
            Front::Stage => self.scroll_or(down, turn),
            front if front.is_list() => self.key(key, turn),
            _ => {}
        }
    }

    /// Handles a click. On the stage only links and choices of an open question react, so that no accidental click turns the page.
    fn click(&mut self, target: Option<Target>, turn: &mut Turn) {
        match (&self.front, target) {
            (Front::Blank { .. }, _) => self.front = Front::Stage,
            (_, Some(Target::Section(section))) => self.enter_section(section, turn),
            (_, Some(Target::Slide(slide))) => {
                self.front = Front::Stage;
                self.jump(slide, turn);
            }
            (Front::Stage, Some(Target::Choice { of, choice })) => self.click_choice(&of, &choice, turn),
            (Front::Stage, Some(Target::Named(id))) => {
                self.deck.place_of(&id).into_iter().for_each(|slide| self.jump(slide, turn));
            }
            (Front::Stage, Some(Target::Link(link))) => turn.outcome.effects.push(Effect::Open(link)),
            (front, _) if front.is_list() => self.front = Front::Stage,
            _ => {}
        }
    }
}
