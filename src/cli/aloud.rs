//! A show as lines: one for each change, and those that are asked for. Nothing repaints itself.

use crate::lang::Words;
use crate::show::{Action, Front, Key, Now, Place, Screen, Seen, Show};
use crate::view;

/// What was said last, so that only what is new is said.
#[derive(Default)]
pub struct Plain {
    place: Option<Place>,
    section: Option<usize>,
    front: Front,
    room: Option<Seen>,
    gone: bool,
    notice: Option<String>,
}

impl Plain {
    /// What a key only asks for: words, where nothing lies in front. Else the show takes it.
    pub fn asked(&mut self, show: &Show, key: Key, now: Now) -> Option<Vec<String>> {
        let is_free = match show.front {
            Front::Stage => true,
            // The time was asked for; what is not for the clock is for the show.
            Front::Clock => show.keys.action(Screen::Clock, key).is_none(),
            _ => false,
        };
        if !is_free {
            return None;
        }
        // There are no panes to turn over: what turns notes over on the screen reads the slide.
        if show.keys.action(Screen::Console, key) == Some(Action::NotesDown) {
            return Some(vec![show.slide_aloud()]);
        }
        match show.keys.action(Screen::Stage, key)? {
            Action::Notes => Some(vec![or(show.notes_aloud(), show.words.no_notes)]),
            Action::Help => Some(vec![keys(show)]),
            Action::Clock => Some(vec![view::times(show, now).join(", ")]),
            _ => None,
        }
    }

    /// What has changed since the last call.
    pub fn changed(&mut self, show: &Show, now: Now) -> Vec<String> {
        let words = show.words;
        let mut lines = Vec::new();
        if let Some(following) = &show.desk.following {
            if following.gone != self.gone {
                self.gone = following.gone;
                lines.extend(following.gone.then(|| match following.room {
                    Seen::Ended => words.show_ended.to_owned(),
                    _ => format!("{}. {}", words.stage_gone, words.stage_gone_help),
                }));
                self.place = self.place.filter(|_| following.gone);
            }
            let tells = !following.gone && following.room != Seen::Ended;
            if tells && self.room.as_ref() != Some(&following.room) {
                let again = || self.room.is_some().then(|| words.room_sees_slide.to_owned());
                lines.extend(view::room_in_words(words, &following.room).or_else(again));
                self.room = Some(following.room.clone());
            }
        }
        if !self.gone {
            lines.extend(self.place(show));
        }
        if show.front != self.front {
            self.front = show.front.clone();
            lines.extend(front(show, now));
        }
        if show.notice != self.notice {
            self.notice.clone_from(&show.notice);
            lines.extend(show.notice.clone());
        }
        lines
    }
}

impl Plain {
    /// Where the show is, where that has changed: the section, the slide, the step with what it adds.
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
            let added = show.step_aloud();
            return vec![format!("{}. {added}", step.unwrap_or_default())];
        }
        let mut lines = Vec::new();
        if self.section.replace(placed.section_index) != Some(placed.section_index) {
            lines.push(section(show, placed.section_index));
        }
        let title = placed.slide.title.as_deref().unwrap_or_default();
        let slide = (words.announce)(&placed.number.to_string(), show.deck.planned_count(), title);
        lines.push(step.map_or(slide.clone(), |step| format!("{slide}, {step}")));
        lines
    }
}

/// The keys that matter here, in a word each.
fn keys(show: &Show) -> String {
    let keys = [
        (Screen::Stage, Action::Clock),
        (Screen::Stage, Action::Notes),
        (Screen::Console, Action::NotesDown),
        (Screen::Stage, Action::Help),
        (Screen::Stage, Action::Quit),
    ];
    let keys = keys.map(|(screen, action)| show.keys.name(screen, action, show.words).unwrap_or_default());
    (show.words.plain_keys)(keys.each_ref().map(String::as_str))
}

/// A section, by its place from 0.
fn section(show: &Show, section: usize) -> String {
    let title = show.deck.sections.get(section).map_or("", |it| &it.title);
    (show.words.announce_section)(section + 1, show.deck.sections.len(), title)
}

/// What lies in front of the speaker, in a line.
fn front(show: &Show, now: Now) -> Option<String> {
    let title = |slide: usize| {
        let placed = show.deck.slide(slide)?;
        Some(format!("{} {}", placed.number, placed.slide.title.as_deref().unwrap_or_default()))
    };
    match &show.front {
        Front::Stage | Front::Clock | Front::Help { .. } => None,
        Front::Sections { chosen, .. } => Some(section(show, *chosen)),
        Front::Overview { chosen, .. } => title(*chosen),
        Front::Search { typed, hits, chosen } => {
            let hit = hits.get(*chosen).and_then(|hit| title(hit.slide));
            let hit = hit.unwrap_or_else(|| nothing(typed, show.words).to_owned());
            Some(format!("{} {typed}. {hit}", show.words.search_for))
        }
        _ => {
            let page = view::view(show, now);
            Some(page.window(0, page.height - 1, 1).picture(0).trim().to_owned())
        }
    }
}

fn nothing(typed: &str, words: &'static Words) -> &'static str {
    if typed.is_empty() { "" } else { words.nothing_found }
}

fn or(text: String, otherwise: &str) -> String {
    if text.trim().is_empty() { otherwise.to_owned() } else { text }
}
