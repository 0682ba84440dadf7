//! What each input changes.

use crate::deck::Number;
use crate::show::clock::until_end;
use crate::show::{Action, Colours, Effect, Event, Front, Input, Key, Notes, Now, Outcome, Place, Room, Screen, Show};

impl Show {
    /// Takes an input that came at a time.
    pub fn update(&mut self, input: Input, now: Now) -> Outcome {
        let mut outcome = Outcome::default();
        match input {
            Input::Key(key) => self.key(key, now, &mut outcome),
            Input::Resize(size) => {
                self.size = size;
                self.lay_out();
            }
            Input::Tick => {}
            Input::Coloured { key, lines } => {
                if let Colours::Known(known) = &mut self.colours {
                    known.insert(key, lines.into());
                    self.lay_out();
                }
            }
            Input::Mistakes(count) => self.mistakes = count,
        }
        self.ask_for_colours(&mut outcome);
        outcome
    }

    fn key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        self.notice = None;
        match key.folded() {
            Key::Ctrl('z') => return outcome.effects.push(Effect::Suspend),
            Key::Ctrl('c') if self.front != Front::Stage && self.front != Front::AskQuit => self.front = Front::Stage,
            _ => {}
        }
        match self.front.clone() {
            Front::Stage => self.stage_key(key, now, outcome),
            Front::Sections { chosen, typed } => self.sections_key(key, chosen, typed, now, outcome),
            Front::Help { of, scroll } => self.help_key(key, of, scroll),
            Front::Clock => self.clock_key(key, now, outcome),
            Front::Go { typed, azerty } => self.go_key(key, typed, azerty, now, outcome),
            Front::End { typed } => self.end_key(key, typed, now, outcome),
            Front::AskNotes => self.answer_notes(key),
            Front::AskQuit => match key.folded() {
                Key::Char('q') | Key::Enter | Key::Ctrl('c') => outcome.effects.push(Effect::Quit),
                _ => self.front = Front::Stage,
            },
            Front::AskReset => {
                if matches!(key.folded(), Key::Char('r') | Key::Enter) {
                    self.happen(Event::Reset, now, outcome);
                }
                self.front = Front::Stage;
            }
        }
    }

    fn stage_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        if let Key::Char(digit @ '1'..='9') = key {
            self.front = Front::Go { typed: digit.to_string(), azerty: false };
            return;
        }
        if let Some(action) = Action::of(Screen::Stage, key) {
            self.act(action, now, outcome);
        }
    }

    fn act(&mut self, action: Action, now: Now, outcome: &mut Outcome) {
        match action {
            Action::Next => self.next(now, outcome),
            Action::Previous => self.previous(now, outcome),
            Action::Forward => self.scroll_or(true, now, outcome),
            Action::Backward => self.scroll_or(false, now, outcome),
            Action::NextSection => self.next_section(now, outcome),
            Action::PreviousSection => self.previous_section(now, outcome),
            Action::Sections => {
                self.front = Front::Sections { chosen: self.slide().section_index, typed: String::new() }
            }
            Action::Go => self.front = Front::Go { typed: String::new(), azerty: true },
            Action::Back => match self.talk.back.is_empty() {
                true => self.notice = Some(self.words.no_way_back.to_owned()),
                false => self.happen(Event::CameBack, now, outcome),
            },
            Action::First => self.jump(0, now, outcome),
            Action::Last => self.jump(self.last_planned(), now, outcome),
            Action::Notes => self.turn_notes(),
            Action::Clock => self.front = Front::Clock,
            Action::Room => self.change_room(),
            Action::Help => self.front = Front::Help { of: Screen::Stage, scroll: 0 },
            Action::Quit if self.talk.clock.started().is_some() => self.front = Front::AskQuit,
            Action::Quit => outcome.effects.push(Effect::Quit),
            Action::Choose | Action::Confirm | Action::CloseSections | Action::SectionsHelp => {}
            Action::Display | Action::Pause | Action::Reset | Action::SetEnd | Action::CloseClock => {}
        }
    }

    /// Lets an event happen: changes what lasts, and what is laid out for it.
    fn happen(&mut self, event: Event, now: Now, outcome: &mut Outcome) {
        let before = self.talk.place;
        self.talk.apply(&event, now.monotonic);
        outcome.events.push(event);
        if self.talk.place.slide != before.slide {
            self.scroll = 0;
            if let Notes::Shown(_) = self.notes {
                self.notes = Notes::Shown(0);
            }
            self.lay_out();
        }
        if self.talk.place != before {
            self.bring_into_view(before);
        }
    }

    /// Scrolls so that what a step has just added can be seen.
    fn bring_into_view(&mut self, before: Place) {
        let (step, sheet) = (self.step(), self.sheet());
        let added = sheet.body.items.iter().filter(|item| {
            item.shown.at(step)
                && (before.slide == self.talk.place.slide && !item.shown.at(before.step)
                    || step > 0 && item.shown.from == step)
        });
        if let Some(end) = added.map(|item| item.y + item.height()).max() {
            self.scroll = self.scroll.max(end.saturating_sub(u32::from(sheet.room)));
        }
    }

    /// How far down the body goes at the step shown, in rows.
    fn shown_height(&self) -> u32 {
        let step = self.step();
        let items = self.sheet().body.items.iter().filter(|item| item.shown.at(step));
        items.map(|item| item.y + item.height()).max().unwrap_or(0)
    }

    fn scroll_or(&mut self, forward: bool, now: Now, outcome: &mut Outcome) {
        let room = u32::from(self.sheet().room);
        let page = room.saturating_sub(2).max(1);
        let last = self.shown_height().saturating_sub(room);
        match forward {
            true if self.scroll < last => self.scroll = (self.scroll + page).min(last),
            false if self.scroll > 0 => self.scroll = self.scroll.saturating_sub(page),
            true => self.next(now, outcome),
            false => self.previous(now, outcome),
        }
    }

    fn next(&mut self, now: Now, outcome: &mut Outcome) {
        let Place { slide, .. } = self.talk.place;
        if self.step() < self.sheet().last_step() {
            let place = Place { slide, step: self.step() + 1 };
            return self.happen(Event::Moved(place), now, outcome);
        }
        match self.beside(slide, true) {
            Some(slide) => self.happen(Event::Moved(Place { slide, step: 0 }), now, outcome),
            None => self.notice = Some(self.words.last_slide.to_owned()),
        }
    }

    fn previous(&mut self, now: Now, outcome: &mut Outcome) {
        let Place { slide, .. } = self.talk.place;
        if self.step() > 0 {
            let place = Place { slide, step: self.step() - 1 };
            return self.happen(Event::Moved(place), now, outcome);
        }
        match self.beside(slide, false) {
            Some(slide) => {
                let step = self.sheet_of(slide).last_step();
                self.happen(Event::Moved(Place { slide, step }), now, outcome);
                self.scroll = self.sheet().last_scroll();
            }
            None => self.notice = Some(self.words.first_slide.to_owned()),
        }
    }

    /// The next or previous slide of the same kind: the appendix is not reached by going on.
    fn beside(&self, slide: usize, next: bool) -> Option<usize> {
        let appendix = self.deck.slide(slide)?.section.appendix;
        let same = |index: &usize| self.deck.slide(*index).is_some_and(|placed| placed.section.appendix == appendix);
        match next {
            true => (slide + 1..self.deck.slide_count()).find(same),
            false => (0..slide).rev().find(same),
        }
    }

    fn last_planned(&self) -> usize {
        let planned = (0..self.deck.slide_count())
            .rev()
            .find(|index| self.deck.slide(*index).is_some_and(|it| !it.section.appendix));
        planned.unwrap_or(0)
    }

    fn jump(&mut self, slide: usize, now: Now, outcome: &mut Outcome) {
        if slide != self.talk.place.slide || self.talk.place.step != 0 {
            self.happen(Event::Jumped(Place { slide, step: 0 }), now, outcome);
        }
        self.scroll = 0;
    }

    fn next_section(&mut self, now: Now, outcome: &mut Outcome) {
        let here = self.slide().section_index;
        let next = (here + 1..self.deck.sections.len()).find_map(|section| self.deck.first_of_section(section));
        match next {
            Some(slide) => self.jump(slide, now, outcome),
            None => self.notice = Some(self.words.last_slide.to_owned()),
        }
    }

    /// To the start of this section; from there to the start of the one before.
    fn previous_section(&mut self, now: Now, outcome: &mut Outcome) {
        let (here, slide) = (self.slide().section_index, self.talk.place.slide);
        let start =
            (0..=here).rev().filter_map(|section| self.deck.first_of_section(section)).find(|first| *first < slide);
        match start {
            Some(slide) => self.jump(slide, now, outcome),
            None => self.notice = Some(self.words.first_slide.to_owned()),
        }
    }

    fn change_room(&mut self) {
        let (room, notice) = match self.room {
            Room::Place => (Room::Time, self.words.room_time),
            Room::Time => (Room::Nothing, self.words.room_nothing),
            Room::Nothing => (Room::Place, self.words.room_place),
        };
        self.room = room;
        self.notice = Some(notice.to_owned());
    }

    /// Shows the notes, turns them over, hides them at their end.
    fn turn_notes(&mut self) {
        self.notes = match self.notes {
            Notes::Unasked => {
                self.front = Front::AskNotes;
                Notes::Unasked
            }
            Notes::Hidden => Notes::Shown(0),
            Notes::Shown(from) => {
                let next = from + u32::from(self.notes_rows()).saturating_sub(1).max(1);
                if next < self.notes_page().height { Notes::Shown(next) } else { Notes::Hidden }
            }
        };
        self.lay_out();
    }

    fn answer_notes(&mut self, key: Key) {
        self.front = Front::Stage;
        if key == Key::Enter {
            self.notes = Notes::Shown(0);
            self.lay_out();
        }
    }

    fn sections_key(&mut self, key: Key, chosen: usize, mut typed: String, now: Now, outcome: &mut Outcome) {
        let count = self.deck.sections.len();
        if let Some(section) = self.section_of_key(key) {
            return self.enter_section(section, now, outcome);
        }
        if let Some(digit) = key.digit() {
            typed.push(char::from(b'0' + digit));
            let number: usize = typed.parse().unwrap_or(0);
            if number == 0 || number > count {
                self.front = Front::Sections { chosen, typed: String::new() };
            } else if number * 10 > count {
                self.enter_section(number - 1, now, outcome);
            } else {
                self.front = Front::Sections { chosen: number - 1, typed };
            }
            return;
        }
        let last = count.saturating_sub(1);
        let chosen = match (Action::of(Screen::Sections, key), key) {
            (Some(Action::Choose), Key::Up) => chosen.checked_sub(1).unwrap_or(last),
            (Some(Action::Choose), _) => {
                if chosen >= last {
                    0
                } else {
                    chosen + 1
                }
            }
            (Some(Action::Confirm), _) => return self.enter_section(chosen, now, outcome),
            (Some(Action::SectionsHelp), _) => return self.front = Front::Help { of: Screen::Sections, scroll: 0 },
            (Some(_), _) => return self.front = Front::Stage,
            (None, _) => chosen,
        };
        self.front = Front::Sections { chosen, typed: String::new() };
    }

    fn section_of_key(&self, key: Key) -> Option<usize> {
        let Key::Char(letter) = key.folded() else { return None };
        let letter = letter.to_string();
        self.deck
            .sections
            .iter()
            .position(|section| section.key.as_ref().is_some_and(|key| key.to_lowercase() == letter))
    }

    fn enter_section(&mut self, section: usize, now: Now, outcome: &mut Outcome) {
        self.front = Front::Stage;
        if let Some(slide) = self.deck.first_of_section(section) {
            self.jump(slide, now, outcome);
        }
    }

    fn help_key(&mut self, key: Key, of: Screen, scroll: u32) {
        self.front = match key.folded() {
            Key::Down | Key::PageDown | Key::Char(' ' | 'j') => {
                Front::Help { of, scroll: scroll.saturating_add(if key == Key::Down { 1 } else { 5 }) }
            }
            Key::Up | Key::PageUp | Key::Char('k') => {
                Front::Help { of, scroll: scroll.saturating_sub(if key == Key::Up { 1 } else { 5 }) }
            }
            _ if of == Screen::Sections => Front::Sections { chosen: self.slide().section_index, typed: String::new() },
            _ => Front::Stage,
        };
    }

    fn clock_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        self.front = Front::Stage;
        match Action::of(Screen::Clock, key) {
            Some(Action::Display) => {
                self.display = self.display.next();
                self.front = Front::Clock;
            }
            Some(Action::Pause) if self.talk.clock.is_paused() => self.happen(Event::Resumed, now, outcome),
            Some(Action::Pause) => self.happen(Event::Paused, now, outcome),
            Some(Action::Reset) => self.front = Front::AskReset,
            Some(Action::SetEnd) => self.front = Front::End { typed: String::new() },
            _ => {}
        }
    }

    fn end_key(&mut self, key: Key, mut typed: String, now: Now, outcome: &mut Outcome) {
        match key {
            Key::Enter if typed.trim().is_empty() => self.happen(Event::Ends(None), now, outcome),
            Key::Enter => match until_end(&typed, now.wall) {
                Some(left) => self.happen(Event::Ends(Some(now.monotonic + left)), now, outcome),
                None => {
                    self.notice = Some(self.words.bad_end.to_owned());
                    return;
                }
            },
            Key::Backspace => {
                typed.pop();
                return self.front = Front::End { typed };
            }
            Key::Char(char) if typed.len() < 12 => {
                typed.push(char);
                return self.front = Front::End { typed };
            }
            Key::Char(_) => return,
            _ => {}
        }
        self.front = Front::Stage;
    }

    fn go_key(&mut self, key: Key, mut typed: String, azerty: bool, now: Now, outcome: &mut Outcome) {
        self.front = Front::Stage;
        let digit = if azerty { key.digit() } else { key.digit().filter(|_| matches!(key, Key::Char('0'..='9'))) };
        match (key.folded(), digit) {
            (_, Some(digit)) if typed.len() < 6 => {
                typed.push(char::from(b'0' + digit));
                self.front = Front::Go { typed, azerty };
            }
            (Key::Char('a'), _) if typed.is_empty() => self.front = Front::Go { typed: "a".to_owned(), azerty: true },
            (Key::Char('g'), _) if typed.is_empty() => self.act(Action::First, now, outcome),
            (Key::Char('e'), _) if typed.is_empty() => self.act(Action::Last, now, outcome),
            (Key::Backspace, _) if typed.pop().is_some() => self.front = Front::Go { typed, azerty },
            (Key::Enter, _) if !typed.is_empty() => self.go_to(&typed, now, outcome),
            _ => {}
        }
    }

    fn go_to(&mut self, typed: &str, now: Now, outcome: &mut Outcome) {
        let number = match typed.strip_prefix('a') {
            Some(number) => number.parse().map(Number::Appendix),
            None => typed.parse().map(Number::Slide),
        };
        match number.ok().and_then(|number| self.find(number)) {
            Some(slide) => self.jump(slide, now, outcome),
            None => self.notice = Some((self.words.no_slide)(&typed.to_uppercase())),
        }
    }
}
