//! Whether the stage that a console follows still answers. A stage that was stopped, or hangs, takes no keys and does not say so.

use std::time::Duration;

use crate::show::request::Request;
use crate::show::{Effect, Now, Outcome, Show};

/// A stage that has been silent for this long is asked for a sign of life.
pub const ASKS_AFTER: Duration = Duration::from_secs(1);

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_millis(2500);

/// After this long, requests wait at the console, so that none is on its way to a stage that is reported as not answering.
const HOLDS_AFTER: Duration = Duration::from_millis(500);

/// A request older than this is dropped by the stage: by then the console has said that the stage does not answer.
const LATE: Duration = Duration::from_secs(2);

/// When a console last heard from its stage; times are monotonic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listening {
    heard: Duration,
    /// Since when it has been waiting for a sign of life.
    asked: Option<Duration>,
    /// When this was last checked.
    looked: Duration,
    /// The requests that wait for the sign of life.
    held: Vec<Effect>,
}

/// What to do about a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Nothing,
    Ask,
    GiveUp,
}

impl Listening {
    /// Notes that the stage said something.
    pub fn hear(&mut self, now: Duration) {
        (self.heard, self.asked, self.looked) = (now, None, now);
    }

    /// Drops the waiting requests: the stage is gone, or given up.
    pub fn forget_requests(&mut self) {
        self.held.clear();
    }

    fn waits(&self, now: Duration) -> bool {
        self.asked.is_some_and(|since| now.saturating_sub(since) >= HOLDS_AFTER)
    }

    /// What to do now.
    pub fn next(&mut self, now: Duration) -> Next {
        // A console that was itself stopped did not listen.
        let slept = now.saturating_sub(std::mem::replace(&mut self.looked, now)) >= PATIENCE;
        match self.asked {
            Some(_) if slept => {
                self.asked = Some(now);
                self.held.clear();
                Next::Nothing
            }
            Some(since) if now.saturating_sub(since) >= PATIENCE => Next::GiveUp,
            None if now.saturating_sub(self.heard) >= ASKS_AFTER => {
                self.asked = Some(now);
                Next::Ask
            }
            _ => Next::Nothing,
        }
    }
}

impl Show {
    /// Holds back a console's requests while it waits for a sign of life, and sends them once one came.
    pub(super) fn hold_requests(&mut self, outcome: &mut Outcome, now: Now) {
        let Some(following) = &mut self.console.following else { return };
        let watch = &mut following.watch;
        if watch.waits(now.monotonic) {
            let waits = |effect: &mut Effect| matches!(effect, Effect::Request(request) if *request != Request::Sign);
            watch.held.extend(outcome.effects.extract_if(.., waits));
        } else if !watch.held.is_empty() {
            outcome.effects.splice(0..0, std::mem::take(&mut watch.held));
        }
    }
}

/// Whether a request arrives too late to be done.
pub fn is_late(at: Duration, now: Duration) -> bool {
    now.saturating_sub(at) > LATE
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(tenths: u64) -> Duration {
        Duration::from_millis(100_000 + 100 * tenths)
    }

    fn heard_at(tenths: u64) -> Listening {
        let mut listening = Listening::default();
        listening.hear(at(tenths));
        listening
    }

    use Next::{Ask, GiveUp, Nothing};

    #[test]
    fn a_silent_stage_is_asked_once_and_then_given_up() {
        let mut listening = heard_at(0);
        let looks = [5, 9, 10, 15, 25, 34, 35, 45].map(|tenths| listening.next(at(tenths)));
        assert_eq!(looks, [Nothing, Nothing, Ask, Nothing, Nothing, Nothing, GiveUp, GiveUp]);
        listening.hear(at(45));
        assert_eq!(listening.next(at(50)), Nothing, "it was heard again");
    }

    #[test]
    fn a_console_that_was_stopped_itself_does_not_give_up_its_stage() {
        let mut listening = heard_at(0);
        assert_eq!(listening.next(at(10)), Next::Ask);
        assert_eq!(listening.next(at(9000)), Next::Nothing);
        assert_eq!(listening.next(at(9010)), Next::Nothing);
        assert_eq!(listening.next(at(9020)), Next::Nothing);
        assert_eq!(listening.next(at(9025)), Next::GiveUp);
    }

    #[test]
    fn a_request_is_done_soon_or_not_at_all() {
        assert!(!is_late(at(0), at(20)) && is_late(at(0), at(30)));
        assert!(!is_late(at(30), at(0)), "clocks of two processes may differ a little");
    }
}
