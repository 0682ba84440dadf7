//! The pages of a replay: one a file, with its keys, what it shows and how it is heard.
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

/// What is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The modules of the course.
    Course,
    /// What comes before the first slide.
    Start,
    Slide,
    /// What comes after the last slide.
    End,
    Contents,
    /// What was found. While nothing is typed any more it is a list.
    Search {
        hits: Vec<Found>,
    },
    /// What keys do.
    Help,
    /// The sources of the slide, or of the whole deck.
    Sources {
        all: bool,
    },
    /// One's own marks and notes.
    Own,
    /// What a word of the glossary means, by its name.
    Term(String),
    /// What to forget: the sections that were begun.
    Forget,
    /// Whether to forget what was seen: of a section, by its place; else of all.
    AskForget(Option<usize>),
    /// A question that is asked apart from its slide, by its place among those that are, and whether it was answered; behind the last
    /// one what has become of all.
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

/// What a text that is written is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The slide, by its place in the file.
    Slide(usize),
    /// An open question, by its id.
    Question(String),
}

/// What a search has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Slide(Hit),
    /// A word of the glossary, by its place.
    Term(usize),
}

impl What {
    /// Keeps to what it is about where that is now, once the deck was read again: `place` tells it of a slide. Whether it is still about
    /// anything.
    pub(super) fn follow(&mut self, place: impl Fn(usize) -> Option<usize>) -> bool {
        match self {
            // What was found in the old state may lead nowhere, and a section be another.
            Self::Search { .. } | Self::Term(_) | Self::AskForget(_) | Self::Recall { .. } => false,
            Self::Write { about: About::Slide(slide) } => place(*slide).map(|there| *slide = there).is_some(),
            _ => true,
        }
    }
}

impl Replay {
    /// A page with what is typed on it, laid out for the screen.
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

    /// The spot that is chosen on a page when it is opened: on lists the one that one comes from, else the first.
    pub(super) fn first_focus(&self, screen: &Screen<What>) -> Option<usize> {
        let from = match &screen.what {
            What::Slide | What::Write { .. } | What::Name => return None,
            // Who only continues has not answered.
            What::Recall { at, .. } if self.recalled(*at).is_some() => return None,
            // Who hears a list has not seen what is chosen on it.
            _ if self.reader.in_lines => return None,
            What::Contents => screen.spot_of(&Target::Slide(self.slide)),
            What::Course => self.current_module().and_then(|module| screen.spot_of(&Target::Section(module))),
            _ => None,
        };
        from.or((!screen.spots.is_empty()).then_some(0))
    }

    /// What the bottom row says of a page that has keys of its own.
    pub(super) fn own_hints(&self) -> Option<Vec<Hint>> {
        match &self.screen().what {
            What::Write { about } => Some(self.write_hints(about)),
            What::Name => Some(self.name_hints()),
            _ => None,
        }
    }

    /// Takes a key: where text is typed that of its page, else what the keymap says.
    pub(super) fn page_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        match self.screen().what {
            What::Write { .. } => self.write_key(key, now, outcome),
            What::Name => self.name_key(key, now, outcome),
            What::Search { .. } if self.takes_text() => self.search_key(key, now, outcome),
            _ => self.command_key(key, now, outcome),
        }
    }

    /// Takes a key that types on the page that is seen.
    fn type_key(&mut self, key: Key, now: Now) {
        let changed = self.screen_mut().field.take(key);
        self.typed(changed, now);
    }

    /// Types a text that was pasted, where one is typed.
    pub(super) fn paste(&mut self, text: &str, now: Now) {
        if !self.takes_text() {
            return;
        }
        let text = match &self.screen().what {
            // An answer is one line.
            What::Write { about: About::Question(_) } => &text.trim_end_matches('\n').replace('\n', " "),
            _ => text,
        };
        if let What::Write { .. } = self.screen().what {
            self.tell_of_cut(self.screen().field.len() + text.len());
        }
        self.screen_mut().field.paste(text);
        self.typed(true, now);
    }

    /// Shows what is typed on the page that is seen; whether the text was changed, or only where one writes in it.
    fn typed(&mut self, changed: bool, now: Now) {
        match self.screen().what {
            What::Write { .. } => self.show_written(changed, now),
            What::Search { .. } if changed => self.search_for(),
            _ => self.lay_out(),
        }
    }

    /// Whether text is being typed, which ends with Enter.
    pub fn takes_text(&self) -> bool {
        self.screen().field.takes_text()
    }

    /// The page as it is heard, but for the slide.
    pub(super) fn page_aloud(&self) -> Vec<String> {
        let screen = self.screen();
        match &screen.what {
            What::Write { about } => self.written_aloud(about),
            _ if self.takes_text() => vec![screen.title_aloud().trim_end_matches('▏').trim().to_owned()],
            _ => self.list_aloud(),
        }
    }

    /// Goes where a section on the page that is seen leads; on the page of the course these are modules.
    pub(super) fn follow_section(&mut self, section: usize, outcome: &mut Outcome) {
        match self.screen().what {
            What::Course => self.open_module(section, outcome),
            What::Forget => self.open(What::AskForget(Some(section))),
            _ => self.deck.first_of_section(section).into_iter().for_each(|slide| self.go_to(slide)),
        }
    }

    /// What a row does, by its name, where that is no action of the keymap.
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
