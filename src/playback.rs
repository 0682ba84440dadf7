//! Plays a recorded show: the slides of its deck, at the speaker's pace or another.
//!
//! Time is an argument: at each input, everything that is due happens. The played show runs on the time of the recording, so its clocks are right
//! at every speed. Going to another time folds the events up to it again.

mod cues;
mod keys;
mod row;
mod speed;
mod transcript;

use std::time::Duration;

pub use speed::Speed;
pub use transcript::transcript;

use cues::{Cue, cues};

use crate::keys::InPlayback;
use crate::record::Recording;
use crate::show::{Effect, Front, Input, Now, Room, Show, Talk};

/// How long the hint about the important keys is shown at the start, if no key is pressed.
const START: Duration = Duration::from_secs(10);

/// How long the first slide is shown if the recording starts when it is left: it is unknown how long the room had seen it.
const LEAD: Duration = Duration::from_secs(3);

/// A recording that is being played.
pub struct Playback {
    show: Show,
    /// What happens, in order. The first is the start.
    cues: Vec<Cue>,
    /// The length of the recording.
    end: Duration,
    /// How many of the cues have happened; at least one.
    done: usize,
    /// The time of the recording at the monotonic time `since`, when it started to run; `since` is `None` before the first input.
    at: Duration,
    since: Option<Duration>,
    is_playing: bool,
    speed: Speed,
    /// Whether it stops when a question opens.
    stops: bool,
    notice: Option<String>,
    /// The time of the first input.
    begun: Option<Duration>,
    /// Whether a key was pressed, so that the hint is not needed.
    is_known: bool,
    /// Effects that were not returned to the edge yet.
    effects: Vec<Effect>,
}

impl Playback {
    /// Plays a recording from the start, with a show of its deck.
    pub fn new(recording: &Recording, mut show: Show) -> Self {
        let cues = cues(recording, &show.deck);
        show.options.room = Room::Time;
        let mut playback = Self {
            show,
            cues,
            end: recording.duration(),
            done: 0,
            at: Duration::ZERO,
            since: None,
            is_playing: true,
            speed: Speed::default(),
            stops: false,
            notice: None,
            begun: None,
            is_known: false,
            effects: Vec::new(),
        };
        playback.effects = playback.fold(1, Duration::ZERO);
        playback
    }

    /// Plays at another speed.
    pub fn at_speed(self, speed: Speed) -> Self {
        Self { speed, ..self }
    }

    /// Stops whenever a question opens.
    pub fn stopping_at_questions(self) -> Self {
        Self { stops: true, ..self }
    }

    /// The show at the current time of the recording.
    pub fn show(&self) -> &Show {
        &self.show
    }

    /// Does what nobody waits for, once the page is painted. Returns what the edge has to do.
    pub fn rest(&mut self) -> Vec<Effect> {
        self.show.rest()
    }

    pub fn is_playing(&self) -> bool {
        self.is_playing
    }

    pub fn speed(&self) -> Speed {
        self.speed
    }

    /// The length of the recording.
    pub fn end(&self) -> Duration {
        self.end
    }

    /// The time of the recording at a monotonic time.
    pub fn position(&self, now: Duration) -> Duration {
        let gone = self.since.filter(|_| self.is_playing).map(|since| now.saturating_sub(since));
        (self.at + self.speed.played(gone.unwrap_or_default())).min(self.end)
    }

    /// A notice to the viewer: the slide is no longer in the deck, or the end was reached.
    pub fn notice(&self) -> Option<String> {
        let gone = self.cues[..self.done].last().and_then(|cue| cue.gone.as_ref());
        self.notice.clone().or_else(|| gone.map(|title| (self.show.words.playback.gone)(title)))
    }

    /// Handles an input that came in at `now`. Returns what the edge has to do.
    pub fn take(&mut self, input: Input, now: Now) -> Vec<Effect> {
        if self.begun.is_none() {
            self.begun = Some(now.monotonic);
            self.go_from(Duration::ZERO, now.monotonic);
        }
        let mut effects = std::mem::take(&mut self.effects);
        effects.extend(self.go_on(now.monotonic));
        effects.extend(match input {
            Input::Key(key) => self.key(key, now.monotonic),
            Input::Click(target) => self.click(target, now.monotonic),
            Input::Wheel { down } => self.wheel(down),
            Input::Tick | Input::Resize(_) | Input::Colored { .. } | Input::Pictured(_) => {
                let then = then(self.position(now.monotonic));
                self.show.update(input, then).effects
            }
            Input::NotLarge(why) => {
                self.notice = Some(why.in_words(self.show.words));
                Vec::new()
            }
            // The deck does not change while playing, and there are no consoles.
            _ => Vec::new(),
        });
        effects
    }

    /// How long until something changes by itself; `painted` is when the page on the screen was made. `None`: it does not change.
    pub fn next_change(&self, painted: Duration, now: Duration) -> Option<Duration> {
        let shown = self.position(painted);
        let next_second = Duration::from_secs(shown.as_secs() + 1).min(self.end);
        let countdown = self.show.countdown.filter(|countdown| countdown.runs());
        let counted = countdown.map(|_| shown + self.show.to_next_second(shown));
        let next = counted.into_iter().chain([next_second]).min().unwrap_or(next_second);
        let until = self.lead(now) + self.speed.takes(next.saturating_sub(self.position(now)));
        self.next_event(now).map(|event| event.min(until))
    }

    /// How long until the next event or the end. `None` while it is paused.
    pub fn next_event(&self, now: Duration) -> Option<Duration> {
        let next = self.cues.get(self.done).map_or(self.end, |cue| cue.at);
        self.is_playing.then(|| self.lead(now) + self.speed.takes(next.saturating_sub(self.position(now))))
    }

    /// How long until it starts to run.
    fn lead(&self, now: Duration) -> Duration {
        self.since.unwrap_or_default().saturating_sub(now)
    }

    /// Runs from a time of the recording.
    fn go_from(&mut self, at: Duration, now: Duration) {
        let leads = self.done == 1 && self.cues.get(1).is_some_and(|cue| cue.at.is_zero());
        (self.at, self.since) = (at, Some(if leads { now + LEAD } else { now }));
    }

    /// Lets everything happen that is due.
    fn go_on(&mut self, now: Duration) -> Vec<Effect> {
        let goal = self.position(now);
        let mut effects = Vec::new();
        let goes = self.lead(now).is_zero();
        while goes && self.is_playing && self.cues.get(self.done).is_some_and(|cue| cue.at <= goal) {
            let asked = self.question();
            let cue = &self.cues[self.done];
            let at = cue.at;
            if cue.moves {
                self.notice = None;
            }
            if let Some(event) = cue.event.clone() {
                effects.extend(self.show.play(event, then(at)));
            }
            self.done += 1;
            self.stop_at_question(asked, at, now);
        }
        if self.is_playing && goal >= self.end {
            self.halt(self.end, now);
            self.notice = Some(self.show.words.playback.ended.to_owned());
        }
        effects
    }

    /// Stops if a question has just opened and that is wanted.
    fn stop_at_question(&mut self, before: Option<String>, at: Duration, now: Duration) {
        let asked = self.question().filter(|_| self.stops);
        if asked.is_some() && asked != before {
            self.halt(at, now);
            self.notice = Some((self.show.words.playback.question)(&self.key_name(InPlayback::Pause)));
        }
    }

    /// The id of the open question.
    fn question(&self) -> Option<String> {
        self.show.open_question().map(|question| question.id)
    }

    /// Stops at a time of the recording.
    fn halt(&mut self, at: Duration, now: Duration) {
        (self.at, self.since, self.is_playing) = (at, Some(now), false);
    }

    /// Goes to a time of the recording.
    fn seek(&mut self, to: Duration, now: Duration) -> Vec<Effect> {
        self.stand_after(self.cues.partition_point(|cue| cue.at <= to), to, now)
    }

    /// Goes to the start of the show.
    fn seek_beginning(&mut self, now: Duration) -> Vec<Effect> {
        self.stand_after(1, Duration::ZERO, now)
    }

    fn stand_after(&mut self, done: usize, to: Duration, now: Duration) -> Vec<Effect> {
        let asked = self.question();
        let effects = self.fold(done, to);
        self.notice = None;
        self.go_from(to, now);
        self.stop_at_question(asked, to, now);
        effects
    }

    /// Folds the first `done` cues into the state at a time of the recording.
    fn fold(&mut self, done: usize, to: Duration) -> Vec<Effect> {
        self.done = done;
        let mut talk = Talk::at(self.cues[0].place.slide);
        let happened = &self.cues[..self.done];
        happened.iter().for_each(|cue| cue.event.iter().for_each(|event| talk.apply(event, cue.at)));
        let arrived = happened.iter().rfind(|cue| cue.moves).map_or(Duration::ZERO, |cue| cue.at);
        self.show.front = Front::Stage;
        self.show.stand(talk, then(arrived), then(to))
    }
}

/// A time of the recording as the time of the played show.
fn then(at: Duration) -> Now {
    Now { monotonic: at, ..Now::default() }
}
