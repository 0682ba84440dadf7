//! Leaving slides out to end on time, and bringing them back.

use std::time::Duration;

use crate::deck::Priority;
use crate::plan::{Cut, Grounds, Pace, Plan};
use crate::show::update::Turn;
use crate::show::{Event, Now, Show, clock};

/// What would get a show back on time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// These slides can be left out; how much is still too long after that.
    LeaveOut(Cut),
    /// There is time again for these slides, which were left out.
    TakeBack(Vec<usize>),
    /// The last slides that were left out can be brought back.
    Undo(Vec<usize>),
}

impl Show {
    /// Starts without some slides, given by their index in the file. The plan covers the others.
    pub fn begin_without(&mut self, slides: Vec<usize>) {
        let (place, event) = (self.talk.place, Event::Cut(slides));
        self.talk.apply(&event, Duration::ZERO);
        self.plan_again();
        if self.talk.left_out.contains(&place.slide)
            && let Some(slide) = self.beside(place.slide, true)
        {
            self.talk.place.slide = slide;
            self.lay_out();
        }
    }

    /// Makes a new plan of the slides that stay.
    pub(super) fn plan_again(&mut self) {
        let whole = Plan::of(&self.deck);
        self.meant = whole.without(&self.talk.cut).total();
        self.plan = whole.without(&self.talk.left_out);
    }

    /// The elapsed time on the scale of the plan: moved so that the plan starts where the show started and ends when the show must end.
    pub(super) fn elapsed_in_plan(&self, now: Now) -> Duration {
        let total = self.plan.total();
        match self.talk.end {
            Some(end) => total.saturating_sub(end.saturating_sub(now.monotonic)) + now.monotonic.saturating_sub(end),
            None => {
                let elapsed = self.plan.start(self.talk.first) + self.talk.clock.elapsed(now.monotonic);
                (total + elapsed).saturating_sub(self.meant)
            }
        }
    }

    /// How long the whole show is meant to take, from its first slide on.
    pub fn whole(&self) -> Duration {
        self.plan.total().saturating_sub(self.plan.start(self.talk.first))
    }

    /// What is left of the time meant for the first slide. The clock starts only when that slide is left.
    pub(super) fn spare(&self, now: Now) -> Duration {
        let first = self.talk.first;
        let meant = self.plan.slot(first).map_or(Duration::ZERO, |slot| slot.duration);
        meant.saturating_sub(self.talk.spent(first, now.monotonic))
    }

    /// How long the show will still take if it follows the plan from here: the rest of this slide and all slides after it. `None` outside the plan.
    pub fn left(&self, now: Now) -> Option<Duration> {
        let here = self.talk.place.slide;
        let slot = self.plan.slot(here)?;
        let here = slot.duration.saturating_sub(self.talk.spent(here, now.monotonic));
        Some(here + self.plan.total().saturating_sub(slot.end()))
    }

    /// The time of day at which the show ends if it follows the plan from here, as text. `None` outside the plan.
    pub fn ends_at(&self, now: Now) -> Option<String> {
        let left = self.left(now)?;
        Some((self.words.ends_at)(&clock::time_of_day(now.wall.after(left))))
    }

    /// When the show must end, as text, if the presenter set an end.
    pub fn must_end(&self, now: Now) -> Option<String> {
        let end = self.talk.end?;
        let time = match end.checked_sub(now.monotonic) {
            Some(left) => now.wall.after(left),
            None => (now.wall.time + clock::DAY).saturating_sub(now.monotonic.saturating_sub(end)),
        };
        Some((self.words.must_end)(&clock::time_of_day(time)))
    }

    /// What would get the show back on time. `None` while it is on time, and before it has started.
    pub fn offer(&self, now: Now) -> Option<Offer> {
        let here = self.talk.place.slide;
        let offer = match self.pace(now)? {
            Pace::OnTime => None,
            Pace::Behind(late) => {
                let after = self.plan.total().saturating_sub(self.plan.slot(here)?.end());
                // Within the tolerance the show is on time.
                let late = late.saturating_sub(self.options.pacing.tolerance);
                let cut = self.plan.cut(&self.deck, after.saturating_sub(late), here + 1, |_| true);
                // Leaving out slides cannot save more time than the remaining slides take.
                let over = cut.over + late.saturating_sub(after);
                Some(Offer::LeaveOut(Cut { over, ..cut })).filter(|_| !after.is_zero())
            }
            Pace::Ahead(early) => Some(self.that_fit(early)).filter(|it| !it.is_empty()).map(Offer::TakeBack),
        };
        let nothing = |offer: &Offer| matches!(offer, Offer::LeaveOut(cut) if cut.left_out.is_empty());
        match (&offer, &self.talk.left_out_before) {
            (None, Some(before)) => Some(Offer::Undo(before.clone())),
            (Some(offer), Some(before)) if nothing(offer) => Some(Offer::Undo(before.clone())),
            _ => offer,
        }
    }

    /// The left-out slides ahead that fit into a time: the most important first, then in the order of the file.
    fn that_fit(&self, time: Duration) -> Vec<usize> {
        let whole = Plan::of(&self.deck);
        let again = self.deck.askings_again();
        let (mut left, mut fitting) = (time, Vec::new());
        for wanted in [Priority::Must, Priority::Should, Priority::Could] {
            for slide in self.talk.left_out.iter().filter(|slide| **slide > self.talk.place.slide) {
                let is_wanted = self.deck.slide(*slide).is_some_and(|placed| placed.slide.priority == wanted);
                let is_out = |first: &usize| self.talk.left_out.contains(first) && !fitting.contains(first);
                // A question can be asked again only if the slide that first asks it is shown.
                let is_wanted = is_wanted && !again.iter().any(|(it, first)| it == slide && is_out(first));
                let takes = whole.slot(*slide).filter(|_| is_wanted).map(|slot| slot.duration);
                if let Some(rest) = takes.and_then(|takes| left.checked_sub(takes)) {
                    left = rest;
                    fitting.push(*slide);
                }
            }
        }
        fitting.sort_unstable();
        fitting
    }

    /// Does what is offered, if anything, and says what was done.
    pub(super) fn take_offer(&mut self, turn: &mut Turn) {
        let words = self.words;
        let before = self.talk.left_out.clone();
        let mut by_places = false;
        let next: Vec<usize> = match self.offer(turn.now) {
            Some(Offer::LeaveOut(cut)) if cut.left_out.is_empty() => {
                self.notice = Some((words.musts_too_long)(&clock::minutes(cut.over)));
                return;
            }
            Some(Offer::LeaveOut(cut)) => {
                by_places = cut.grounds != Grounds::Priorities;
                before.iter().copied().chain(cut.left_out).collect()
            }
            Some(Offer::TakeBack(slides)) => before.iter().copied().filter(|it| !slides.contains(it)).collect(),
            Some(Offer::Undo(slides)) => slides,
            None => {
                self.notice = Some(words.nothing_to_leave_out.to_owned());
                return;
            }
        };
        self.happen(Event::LeftOut(next), turn);
        let (was, is) = (before.len(), self.talk.left_out.len());
        let mut done = if is > was { (words.slides_left_out)(is - was) } else { (words.slides_back)(was - is) };
        if is > was && by_places {
            done.push_str(words.by_places);
        }
        let ends = self.ends_at(turn.now);
        self.notice = Some(std::iter::once(done).chain(ends).collect::<Vec<_>>().join(", "));
    }
}
