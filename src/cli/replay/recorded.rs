//! Plays a recording: on the screen, as lines, or as a transcript if there is no terminal.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use super::Arguments;
use crate::cli::aloud::{HEARD, Plain, Telling};
use crate::cli::asked::Loaded;
use crate::cli::origin::Origin;
use crate::cli::{Failure, is_dumb, settings};
use crate::deck::{self, Deck, Size};
use crate::files;
use crate::keys::{AtConsole, InPlayback};
use crate::lang::say;
use crate::lectern::{Obstacle, WideSigns};
use crate::page::Page;
use crate::playback::{Playback, Speed, transcript};
use crate::record::{Recording, deck_id};
use crate::show::{Effect, Front, Input, Key, Now, Show};
use crate::source::Source;
use crate::terminal::{self, Scene, Spoken, Surroundings, Typing};

pub fn run(arguments: &Arguments, path: &Path, recording: &Recording) -> Result<ExitCode, Failure> {
    let own = settings::own();
    let on_terminal = io::stdout().is_terminal();
    let plain = arguments.interface.plain || on_terminal && (own.settings.plain || is_dumb());
    if !plain && !on_terminal {
        terminal::print(&transcript(recording, arguments.interface.words(None)))?;
        return Ok(ExitCode::SUCCESS);
    }
    let origin = deck_of(recording, path, arguments.deck.as_deref())?;
    let Loaded { source, deck, assets, origin, .. } = origin.load(false)?;
    let around = arguments.interface.around(&own.settings, &deck, origin.folder())?;
    let words = arguments.interface.words(Some(&deck));
    let size = if plain { HEARD } else { terminal::size() };
    let mut show = Show::new(deck, assets, words, size);
    (show.keys, show.options.pacing) = (own.settings.keys.keymap(), own.settings.pace.clone());
    let playback = Playback::new(recording, show).at_speed(arguments.speed);
    let playback = if arguments.stop_at_polls { playback.stopping_at_questions() } else { playback };
    let mut played = Played { playback, plain: Plain::new(Telling::Played), said: Said::default() };
    if plain {
        terminal::speak(&mut played, Typing::here(is_dumb()), Box::new(|_| ()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let around = Surroundings { pictures: origin.pictures(), ..around };
    terminal::present(&mut played, around)
        .map_err(|error| Failure::new(say!("\"{name}\" cannot be shown: {error}.", name = source.name, error)))?;
    Ok(ExitCode::SUCCESS)
}

/// The deck that was shown: the one requested, or the one found.
fn deck_of(recording: &Recording, path: &Path, asked: Option<&Path>) -> Result<Origin, Failure> {
    if asked.is_some() {
        return Ok(Origin::of(asked));
    }
    deck_beside(recording, path).ok_or_else(|| {
        let title = &recording.deck().title;
        Failure::new(say!(
            "the deck \"{title}\" is neither beside the recording nor here. Name it: `--deck FILE`.",
            title
        ))
    })
}

/// The deck that was shown: built in, beside the recording, or in the current folder.
pub(in crate::cli) fn deck_beside(recording: &Recording, path: &Path) -> Option<Origin> {
    let id = &recording.deck().id;
    let is_it = |source: &Source| deck_id(&deck::read_surface(source).0) == *id;
    if let Some(built_in) = Origin::all_built_in().find(|it| it.read().is_ok_and(|source| is_it(&source))) {
        return Some(built_in);
    }
    let beside = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folders = beside.into_iter().chain([Path::new(".")]);
    let found = folders
        .flat_map(|folder| files::ending_in(folder, &["toml"]))
        .find(|path| files::read_source(path).is_ok_and(|source| is_it(&source)));
    found.map(Origin::File)
}

/// A recording that is being played, on the screen or as lines.
struct Played {
    playback: Playback,
    plain: Plain,
    said: Said,
}

/// What was said last about playing.
#[derive(Default)]
struct Said {
    notice: Option<String>,
    stands: bool,
    speed: Speed,
}

impl Scene for Played {
    fn take(&mut self, input: Input, now: Now) -> Vec<Effect> {
        self.playback.take(input, now)
    }

    fn page(&self, now: Now) -> Option<Page> {
        Some(self.playback.page(now))
    }

    fn rest(&mut self) -> Vec<Effect> {
        self.playback.rest()
    }

    fn next_change(&self, painted: Duration, now: Duration) -> Option<Duration> {
        self.playback.next_change(painted, now)
    }

    fn deck(&self) -> &Deck {
        &self.playback.show().deck
    }

    fn obstacle(&self, size: Size, wide_signs: WideSigns) -> Option<Obstacle> {
        self.playback.show().obstacle(size, wide_signs)
    }
}

impl Spoken for Played {
    fn asked(&mut self, key: Key, now: Now) -> Option<Vec<String>> {
        let show = self.playback.show();
        if show.front != Front::Stage {
            return None;
        }
        // The key that scrolls the notes on a screen reads the slide.
        if show.keys.action(key) == Some(AtConsole::NotesDown) {
            return Some(vec![show.shown_aloud()]);
        }
        match show.keys.action(key)? {
            InPlayback::Clock => Some(vec![self.playback.time(now.monotonic)]),
            InPlayback::Help => Some(vec![keys(show)]),
            _ => None,
        }
    }

    fn changed(&mut self, now: Now) -> Vec<String> {
        let words = self.playback.show().words;
        let mut lines = self.plain.changed(self.playback.show(), now);
        let now =
            Said { notice: self.playback.notice(), stands: !self.playback.is_playing(), speed: self.playback.speed() };
        let before = std::mem::replace(&mut self.said, now);
        let Said { notice, stands, speed } = &self.said;
        if *speed != before.speed {
            lines.push(speed.name(words.decimal_sign));
        }
        match notice {
            Some(notice) if before.notice.as_ref() != Some(notice) => lines.push(notice.clone()),
            // If there is a notice, it says why playing has stopped.
            _ if *stands != before.stands => {
                lines.push(if *stands { words.paused } else { words.playback.goes_on }.to_owned());
            }
            _ => {}
        }
        lines
    }

    fn takes_text(&self) -> bool {
        false
    }

    fn next_said(&self, now: Duration) -> Option<Duration> {
        self.playback.next_event(now)
    }
}

/// The important keys, with a word each.
fn keys(show: &Show) -> String {
    let actions = [InPlayback::Pause, InPlayback::Next, InPlayback::Clock, InPlayback::Quit];
    let keys = actions.map(|action| show.keys.name(action, show.words));
    (show.words.playback.plain_keys)(keys.each_ref().map(String::as_str))
}
