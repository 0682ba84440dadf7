//! The pages of a replay. Each is a file with its keys, its drawing and its text for screen readers.
//!
//! To add one, write `pages/NAME.rs`, name it in the list of modules and in [`What`], and follow the compiler through this file.

mod certificate;
mod contents;
mod course;
mod end;
mod forget;
mod help;
mod name;
mod own;
mod recall;
mod search;
mod slide;
mod sources;
mod start;
mod term;
mod write;

use std::borrow::Cow;

use crate::layout::Sheet;
use crate::page::Target;
use crate::replay::{Hint, Outcome, Replay};
use crate::screen::Screen;
use crate::screen::rows::Rows;
use crate::search::Hit;
use crate::show::{Key, Now};
use crate::text_field::TextField;

/// Which page is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The modules of the course.
    Course,
    /// The page before the first slide.
    Start,
    Slide,
    /// The page after the last slide.
    End,
    Contents,
    /// The search. Once nothing is typed, its hits are a list.
    Search {
        hits: Vec<Found>,
    },
    /// What keys do.
    Help,
    /// The sources of the slide, or of the whole deck.
    Sources {
        all: bool,
    },
    /// The reader's marks and notes.
    Own,
    /// The definition of a glossary term, by the term's name.
    Term(String),
    /// What to forget: the sections that were started.
    Forget,
    /// Whether to forget a section, given by its index, or everything.
    AskForget(Option<usize>),
    /// A question asked apart from its slide: its index among those asked now, and whether it was answered. After the last one, the
    /// results.
    Recall {
        at: usize,
        answered: bool,
    },
    /// A text is being written.
    Write {
        about: About,
    },
    /// The name for the certificate is being typed.
    Name,
    Certificate,
}

/// What a text is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A slide, by its index in the file.
    Slide(usize),
    /// An open question, by its id.
    Question(String),
}

/// A search result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Slide(Hit),
    /// A glossary term, by its index.
    Term(usize),
}

impl What {
    /// Updates its slide after the deck was read again: `place` maps old indexes to new ones. Returns whether the page still makes sense.
    pub(super) fn follow(&mut self, place: impl Fn(usize) -> Option<usize>) -> bool {
        match self {
            // Search results, sections and questions may have changed.
            Self::Search { .. } | Self::Term(_) | Self::AskForget(_) | Self::Recall { .. } => false,
            Self::Write { about: About::Slide(slide) } => place(*slide).map(|there| *slide = there).is_some(),
            _ => true,
        }
    }
}

impl Replay {
    /// A page with the text typed on it, laid out for the screen.
    pub(super) fn sheet(&self, what: &What, field: &TextField) -> Sheet {
        let mut rows = Rows::new(self.list_width());
        let title: Cow<str> = match what {
            What::Slide => return slide::sheet(self),
            What::Course => course::fill(self, &mut rows).into(),
            What::Start => start::fill(self, &mut rows).into(),
            What::End => end::fill(self, &mut rows).into(),
            What::Contents => contents::fill(self, &mut rows).into(),
            What::Search { hits } => search::fill(self, field, hits, &mut rows).into(),
            What::Help => help::fill(self, &mut rows).into(),
            What::Sources { all } => sources::fill(self, *all, &mut rows).into(),
            What::Own => own::fill(self, &mut rows).into(),
            What::Term(name) => term::fill(self, name, &mut rows).into(),
            What::Forget => forget::fill(self, &mut rows).into(),
            What::AskForget(section) => forget::ask(self, *section, &mut rows).into(),
            What::Recall { at, answered } => recall::fill(self, *at, *answered, &mut rows).into(),
            What::Write { about } => write::fill(self, about, field, &mut rows).into(),
            What::Name => name::fill(self, field, &mut rows).into(),
            What::Certificate => certificate::fill(self, &mut rows).into(),
        };
        Sheet::below(&title, rows.0, self.size)
    }

    /// The spot that is in focus when a page is opened: in lists the one for the previous page, else the first.
    pub(super) fn first_focus(&self, screen: &Screen<What>) -> Option<usize> {
        let from = match &screen.what {
            What::Slide | What::Write { .. } | What::Name => return None,
            // Reading on is not an answer.
            What::Recall { at, .. } if self.recalled(*at).is_some() => return None,
            // People who listen have not seen the focus.
            _ if self.reader.in_lines => return None,
            What::Contents => screen.spot_of(&Target::Slide(self.slide)),
            What::Course => self.current_module().and_then(|module| screen.spot_of(&Target::Section(module))),
            _ => None,
        };
        from.or((!screen.spots.is_empty()).then_some(0))
    }

    /// The hints of pages that have their own keys.
    pub(super) fn own_hints(&self) -> Option<Vec<Hint>> {
        match &self.screen().what {
            What::Write { about } => Some(self.write_hints(about)),
            What::Name => Some(self.name_hints()),
            _ => None,
        }
    }

    /// Handles a key: on a page where text is typed by that page, else by the keymap.
    pub(super) fn page_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        match self.screen().what {
            What::Write { .. } => self.write_key(key, now, outcome),
            What::Name => self.name_key(key, now, outcome),
            What::Search { .. } if self.takes_text() => self.search_key(key, now, outcome),
            _ => self.command_key(key, now, outcome),
        }
    }

    /// Handles a key that types on the current page.
    fn type_key(&mut self, key: Key, now: Now) {
        let changed = self.screen_mut().field.take(key);
        self.typed(changed, now);
    }

    /// Inserts pasted text if text is being typed.
    pub(super) fn paste(&mut self, text: &str, now: Now) {
        if !self.takes_text() {
            return;
        }
        let text = match &self.screen().what {
            // An answer is a single line.
            What::Write { about: About::Question(_) } => &text.trim_end_matches('\n').replace('\n', " "),
            _ => text,
        };
        if let What::Write { .. } = self.screen().what {
            self.tell_of_cut(self.screen().field.len() + text.len());
        }
        self.screen_mut().field.paste(text);
        self.typed(true, now);
    }

    /// Shows the typed text on the current page. `changed` tells whether it is more than a move of the cursor.
    fn typed(&mut self, changed: bool, now: Now) {
        match self.screen().what {
            What::Write { .. } => self.show_written(changed, now),
            What::Search { .. } if changed => self.search_for(),
            _ => self.lay_out(),
        }
    }

    /// Whether text is being typed, which Enter ends.
    pub fn takes_text(&self) -> bool {
        self.screen().field.takes_text()
    }

    /// The page as text, except for the slide.
    pub(super) fn page_aloud(&self) -> Vec<String> {
        let screen = self.screen();
        match &screen.what {
            What::Write { about } => self.written_aloud(about),
            _ if self.takes_text() => vec![screen.title_aloud().trim_end_matches('▏').trim().to_owned()],
            _ => self.list_aloud(),
        }
    }

    /// Goes to a section on the current page. On the page of the course these are modules.
    pub(super) fn follow_section(&mut self, section: usize, outcome: &mut Outcome) {
        match self.screen().what {
            What::Course => self.open_module(section, outcome),
            What::Forget => self.open(What::AskForget(Some(section))),
            _ => self.deck.first_of_section(section).into_iter().for_each(|slide| self.go_to(slide)),
        }
    }

    /// Does what a row stands for, by its name, if it is not an action of the keymap.
    pub(super) fn act_of_row(&mut self, name: &str, outcome: &mut Outcome) {
        match name {
            "begin" => self.go_to(self.slide),
            "recall" => self.begin_recall(),
            "give-up" => self.give_up_writing(outcome),
            "guess" => self.begin_guessing(),
            "next-question" => self.next_recalled(),
            "skip-known" => self.skip_known(outcome),
            "first" => self.go_to(self.deck.first_planned()),
            "forget-all" => self.open(What::AskForget(None)),
            "forget-some" => self.open(What::Forget),
            "forget" => self.forget(outcome),
            "all-sources" => self.open(What::Sources { all: true }),
            "certificate" if self.progress.name.is_some() => self.open(What::Certificate),
            "certificate" | "other-name" => self.ask_name(),
            "write-certificate" => self.write_certificate(outcome),
            act if own::FORMS.iter().any(|(name, ..)| *name == act) => self.write_own(act, outcome),
            "next-module" => self.open_next_module(outcome),
            _ => {}
        }
    }
}
