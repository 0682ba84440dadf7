//! A show driven by keys, for tests: without a terminal and without real time.

use std::sync::Arc;
use std::time::Duration;

use pupitre::deck::{self, Size};
use pupitre::lang;
use pupitre::page::Page;
use pupitre::show::{Effect, Event, Input, Key, Now, Show};
use pupitre::source::Source;
use pupitre::view::view;

pub const DECK: &str = r#"
format = 1
title = "Essai"
lang = "fr"
duration = "10min"

[[section]]
id = "un"
key = "u"
title = "Le début"

[[section.slide]]
title = "Bonjour"
body = "Un mot."
notes = "Saluer la salle."

[[section.slide]]
title = "Trois choses"
reveal = "items"
body = """
- une
- deux
- trois
"""

[[section]]
id = "deux"
key = "d"
title = "La suite"

[[section.slide]]
title = "Beaucoup"
body = """
1. un
2. deux
3. trois
4. quatre
5. cinq
6. six
7. sept
8. huit
9. neuf
"""

[[section]]
title = "Annexes"
appendix = true

[[section.slide]]
title = "En plus"
body = "Une annexe."
"#;

/// A running show. Keys arrive one second apart; the time of day is ten o'clock at first.
pub struct Played {
    pub show: Show,
    pub seconds: u64,
    pub events: Vec<Event>,
    pub effects: Vec<Effect>,
}

impl Played {
    pub fn now(&self) -> Now {
        let seconds = Duration::from_secs(self.seconds);
        Now { monotonic: seconds, wall: (Duration::from_secs(10 * 3600) + seconds).into() }
    }

    pub fn press(mut self, keys: &str) -> Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            if let Some(wait) = key.strip_prefix('+') {
                self.seconds += wait.parse::<u64>().unwrap();
                continue;
            }
            self.seconds += 1;
            let outcome = self.show.update(Input::Key(named(key)), self.now());
            self.events.extend(outcome.events);
            self.effects.extend(outcome.effects);
        }
        self
    }

    pub fn page(&self) -> Page {
        view(&self.show, self.now())
    }

    /// Passes any input, not only keys, to the show.
    pub fn take(mut self, input: Input) -> Self {
        let outcome = self.show.update(input, self.now());
        self.events.extend(outcome.events);
        self.effects.extend(outcome.effects);
        self
    }

    /// A click on the first cell of the screen that shows this text.
    pub fn click(self, text: &str) -> Self {
        let rows = self.page().rows(0);
        let (y, row) = rows.iter().enumerate().find(|(_, row)| row.contains(text)).expect("the text is on the screen");
        let x = row[..row.find(text).unwrap()].chars().count();
        let target = self.page().target_at(x.try_into().unwrap(), y.try_into().unwrap());
        self.take(Input::Click(target))
    }

    /// The screen with a border at its left, so that no indentation is trimmed.
    pub fn framed(&self) -> String {
        self.picture().lines().map(|row| format!("|{row}\n")).collect()
    }

    pub fn picture(&self) -> String {
        view(&self.show, self.now()).picture(0)
    }

    pub fn bottom(&self) -> String {
        self.picture().lines().last().unwrap().trim().to_owned()
    }

    /// The first row that is not empty.
    pub fn title(&self) -> String {
        self.picture().lines().map(str::trim).find(|line| !line.is_empty()).unwrap().to_owned()
    }
}

pub fn named(key: &str) -> Key {
    match key {
        "Right" => Key::Right,
        "Left" => Key::Left,
        "Down" => Key::Down,
        "Up" => Key::Up,
        "Space" => Key::Char(' '),
        "Enter" => Key::Enter,
        "Esc" => Key::Escape,
        "Tab" => Key::Tab,
        "BackTab" => Key::BackTab,
        "Back" => Key::Backspace,
        "End" => Key::End,
        "Home" => Key::Home,
        "C-c" => Key::Ctrl('c'),
        "C-o" => Key::Ctrl('o'),
        "C-z" => Key::Ctrl('z'),
        key => Key::Char(key.chars().next().unwrap()),
    }
}

pub fn play_at(width: u16, height: u16, keys: &str) -> Played {
    play_deck(DECK, width, height, keys)
}

/// The same with the test's own deck.
pub fn play_deck(deck: &str, width: u16, height: u16, keys: &str) -> Played {
    let (deck, found) = deck::read(&Source::new("essai.toml", deck));
    assert_eq!(found, []);
    let words = lang::choose([deck.lang.as_deref()]);
    let show = Show::new(Arc::new(deck), Arc::default(), words, Size { width, height });
    // The search index comes later; a search before that finds the same.
    Played { show, seconds: 0, events: Vec::new(), effects: Vec::new() }.press(keys)
}

pub fn play(keys: &str) -> Played {
    play_at(60, 14, keys)
}
