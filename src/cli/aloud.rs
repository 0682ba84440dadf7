//! A show as lines of text: one for each change, and those that are asked for. Nothing is repainted.

use crate::deck::Size;
use crate::keys::{Action, AtClock, AtConsole, OnStage};
use crate::show::{Front, Key, Notes, Now, Place, Seen, Show, telling};
use crate::view;

/// The screen of a show that is only read aloud: so high that nothing scrolls.
pub const HEARD: Size = Size { width: 80, height: 200 };

/// What is said when another slide is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Telling {
    /// Where it is and its title. For someone who follows a stage and has the notes.
    #[default]
    Title,
    /// Also its text, as far as it is shown.
    Text,
    /// The same for a recorded show, whose clock is not the wall clock.
    Played,
}

/// What was said last, so that only news is said.
#[derive(Default)]
pub struct Plain {
    telling: Telling,
    place: Option<Place>,
    section: Option<usize>,
    front: Front,
    room: Option<Seen>,
    gone: bool,
    silent: bool,
    frozen: bool,
    paused: bool,
    notes: bool,
    answered: Option<(String, String)>,
    notice: Option<String>,
    mistakes: usize,
    is_not_recorded: bool,
}

impl Plain {
    pub fn new(telling: Telling) -> Self {
        Self { telling, ..Self::default() }
    }

    /// The lines to say if the key only asks for them and nothing covers the stage. Otherwise `None`, and the show takes the key.
    pub fn asked(&mut self, show: &mut Show, key: Key, now: Now) -> Option<Vec<String>> {
        if show.front == Front::Clock {
            match show.keys.action(key) {
                // The time was said. Keys that are not for the clock are for the show.
                None => show.front = Front::Stage,
                Some(AtClock::Display) => return Some(vec![times(show, now)]),
                Some(_) => return None,
            }
        }
        if show.front != Front::Stage || show.frozen {
            return None;
        }
        // There are no panes to scroll: the key that scrolls the notes on a screen reads the slide.
        if show.keys.action(key) == Some(AtConsole::NotesDown) {
            return Some(vec![match self.telling {
                Telling::Title => show.slide_aloud(),
                Telling::Text | Telling::Played => show.shown_aloud(),
            }]);
        }
        match show.keys.action(key)? {
            // On a stage the first use asks for confirmation, because others may see the output.
            OnStage::Notes if self.telling == Telling::Title || self.notes => Some(vec![notes(show)]),
            OnStage::Help => Some(vec![keys(show)]),
            _ => None,
        }
    }

    /// The lines that tell what has changed since the last call.
    pub fn changed(&mut self, show: &Show, now: Now) -> Vec<String> {
        let mut lines = self.stage(show);
        if !self.gone {
            lines.extend(self.place(show));
        }
        lines.extend(self.answers(show));
        if show.front != self.front {
            let blank = matches!(self.front, Front::Blank { .. }) && show.front == Front::Stage;
            self.front = show.front.clone();
            lines.extend(blank.then(|| show.words.room_sees_slide.to_owned()));
            lines.extend(show.front.said(show, now));
        }
        if std::mem::replace(&mut self.frozen, show.frozen) != show.frozen {
            lines.push(if show.frozen { show.words.room_is_frozen } else { show.words.room_sees_slide }.to_owned());
        }
        let paused = show.talk.clock.is_paused();
        if std::mem::replace(&mut self.paused, paused) != paused {
            lines.push(match self.telling {
                Telling::Played if paused => show.words.playback.speaker_pauses.to_owned(),
                Telling::Played => show.words.playback.speaker_goes_on.to_owned(),
                Telling::Title | Telling::Text => times(show, now),
            });
        }
        if matches!(show.notes, Notes::Shown(_)) && !std::mem::replace(&mut self.notes, true) {
            lines.push(notes(show));
        }
        if show.notice != self.notice {
            self.notice.clone_from(&show.notice);
            lines.extend(show.notice.clone());
        }
        lines.extend(self.recorded(show));
        if std::mem::replace(&mut self.mistakes, show.mistakes) != show.mistakes && show.notice.is_none() {
            lines.push((show.words.mistakes)(show.mistakes));
        }
        lines
    }
}

impl Plain {
    /// At a console: what has changed about its stage.
    fn stage(&mut self, show: &Show) -> Vec<String> {
        let (words, mut lines) = (show.words, Vec::new());
        let Some(following) = &show.console.following else { return lines };
        if following.gone != self.gone {
            self.gone = following.gone;
            lines.extend(following.gone.then(|| match following.room {
                Seen::Ended => words.show_ended.to_owned(),
                _ => format!("{}. {}", words.stage_gone, words.stage_gone_help),
            }));
            self.place = self.place.filter(|_| following.gone);
        }
        if std::mem::replace(&mut self.silent, following.silent) != following.silent {
            lines.extend(
                following.silent.then(|| format!("{} {}", words.stage_does_not_answer, words.stage_silent_help)),
            );
            lines.extend((!following.silent && !following.gone).then(|| words.stage_answers.to_owned()));
        }
        let tells = !following.gone && following.room != Seen::Ended;
        if tells && self.room.as_ref() != Some(&following.room) {
            let again = || self.room.is_some().then(|| words.room_sees_slide.to_owned());
            lines.extend(view::room_in_words(words, &following.room).or_else(again));
            self.room = Some(following.room.clone());
        }
        lines
    }

    /// A line if recording has stopped or works again.
    fn recorded(&mut self, show: &Show) -> Option<String> {
        let changed = std::mem::replace(&mut self.is_not_recorded, show.is_not_recorded) != show.is_not_recorded;
        changed.then(|| match show.is_not_recorded {
            true => format!("⚠ {}", show.words.not_recorded_sign),
            false => show.words.recorded_again.to_owned(),
        })
    }

    /// Where the show is, if that has changed: the section, the slide, the step with what it adds.
    fn place(&mut self, show: &Show) -> Vec<String> {
        let here = Place { slide: show.talk.place.slide, step: show.step() };
        let before = self.place.replace(here);
        if before == Some(here) {
            return Vec::new();
        }
        let (placed, words) = (show.slide(), show.words);
        let last = show.sheet().last_step();
        let step = (last > 0).then(|| (words.step)(here.step, last));
        if before.is_some_and(|before| before.slide == here.slide) {
            let step = step.unwrap_or_default();
            return match show.step_aloud().trim_end() {
                added if added.contains('\n') => vec![format!("{step}."), added.to_owned()],
                added => vec![format!("{step}. {added}").trim_end().to_owned()],
            };
        }
        let mut lines = Vec::new();
        if self.section.replace(placed.section_index) != Some(placed.section_index) {
            lines.push(section(show, placed.section_index));
        }
        let title = placed.slide.title.as_deref().unwrap_or_default();
        let slide = (words.announce)(&placed.number.to_string(), show.deck.planned_count(), title);
        lines.push(step.map_or(slide.clone(), |step| format!("{slide}, {step}")));
        lines.extend((self.telling != Telling::Title).then(|| show.shown_aloud()));
        lines
    }

    /// The counts of the open question, if they have changed while it was open.
    fn answers(&mut self, show: &Show) -> Option<String> {
        let now = show.answered_aloud();
        let before = std::mem::replace(&mut self.answered, now);
        let (id, said) = self.answered.as_ref()?;
        before.filter(|(of, before)| of == id && before != said).map(|_| said.clone())
    }
}

fn notes(show: &Show) -> String {
    or(show.notes_aloud(), show.words.no_notes)
}

fn times(show: &Show, now: Now) -> String {
    telling::times(show, now).join(", ")
}

/// The important keys, with a word each.
fn keys(show: &Show) -> String {
    let actions: [Action; 5] = [
        OnStage::Clock.into(),
        OnStage::Notes.into(),
        AtConsole::NotesDown.into(),
        OnStage::Help.into(),
        OnStage::Quit.into(),
    ];
    let keys = actions.map(|action| show.keys.name(action, show.words));
    (show.words.plain_keys)(keys.each_ref().map(String::as_str))
}

/// A section, by its index from 0.
fn section(show: &Show, section: usize) -> String {
    let title = show.deck.sections.get(section).map_or("", |it| &it.title);
    (show.words.announce_section)(section + 1, show.deck.sections.len(), title)
}

fn or(text: String, otherwise: &str) -> String {
    if text.trim().is_empty() { otherwise.to_owned() } else { text }
}
