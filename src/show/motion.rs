//! The optional transition between slides. How far it has come depends only on the time.

use std::time::Duration;

use crate::show::Show;

/// How long each of its frames is shown.
pub const FRAME: Duration = Duration::from_millis(30);

/// How many frames it takes until the whole slide is shown.
pub const FRAMES: u32 = 4;

/// Someone who changes slides faster than this wants to see slides, not motion.
const CALM: Duration = Duration::from_millis(500);

/// Whether slides have a transition, and since when one runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Motion {
    wanted: bool,
    /// When the transition of the current slide began. `None`: the slide is shown whole.
    begun: Option<Duration>,
    /// When the slide last changed.
    changed: Option<Duration>,
}

impl Motion {
    /// Turns transitions on.
    pub fn want(&mut self) {
        self.wanted = true;
    }

    /// Starts a transition: the slide has changed.
    pub(super) fn begin(&mut self, now: Duration) {
        let calm = self.changed.is_none_or(|changed| now.saturating_sub(changed) >= CALM);
        self.begun = (self.wanted && calm).then_some(now);
        self.changed = Some(now);
    }

    /// Ends the transition at once, because the presenter did something.
    pub(super) fn end(&mut self) {
        self.begun = None;
    }

    /// The frame to show, from 0. `None`: the whole slide.
    pub fn frame(&self, now: Duration) -> Option<u32> {
        let frame = now.saturating_sub(self.begun?).as_millis() / FRAME.as_millis();
        u32::try_from(frame).ok().filter(|frame| *frame < FRAMES)
    }

    /// How long until the next frame. `None`: the whole slide is shown.
    pub fn next(&self, now: Duration) -> Option<Duration> {
        let frame = self.frame(now)?;
        Some((self.begun? + FRAME * (frame + 1)).saturating_sub(now))
    }
}

impl Show {
    /// How long until the page changes by itself: at the next second while a time is shown, at the next frame during a transition. `painted` is when
    /// the page on the screen was made. `None`: it does not change.
    pub fn next_change(&self, painted: Duration, now: Duration) -> Option<Duration> {
        let to_next_second = self.wants_ticks().then(|| self.to_next_second(now));
        // Counted from the page on the screen: a frame that has ended since then still needs the next one.
        let to_next_frame = self.motion.next(painted).map(|left| (painted + left).saturating_sub(now));
        to_next_second.into_iter().chain(to_next_frame).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Duration {
        Duration::from_secs(1000) + Duration::from_millis(millis)
    }

    fn begun() -> Motion {
        let mut motion = Motion::default();
        motion.want();
        motion.begin(at(0));
        motion
    }

    #[test]
    fn frames_follow_the_time_and_end() {
        let frames = [0, 29, 30, 60, 119, 120, 9000].map(|millis| begun().frame(at(millis)));
        assert_eq!(frames, [Some(0), Some(0), Some(1), Some(2), Some(3), None, None]);
        let next = [0, 29, 30, 119, 120].map(|millis| begun().next(at(millis)).map(|it| it.as_millis()));
        assert_eq!(next, [Some(30), Some(1), Some(30), Some(1), None]);
    }

    #[test]
    fn nothing_moves_without_the_setting_or_during_fast_paging() {
        let mut motion = Motion::default();
        motion.begin(at(0));
        assert_eq!((motion.frame(at(0)), motion.next(at(0))), (None, None));
        let mut motion = begun();
        for millis in [100, 400, 800] {
            motion.begin(at(millis));
            assert_eq!(motion.frame(at(millis)), None, "{millis}");
        }
        motion.begin(at(1300));
        assert_eq!(motion.frame(at(1300)), Some(0));
    }
}
