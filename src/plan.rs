//! The plan: the minutes meant for each slide. And the pace: how far a show is from its plan.

mod cut;

use std::time::Duration;

pub use cut::{Cut, Grounds};

use crate::deck::{Deck, Placed};

/// The time for a slide if neither it nor the deck sets any (Naegle 2021, PLoS Comput Biol 17(12), rule 1).
const MINUTE: Duration = Duration::from_secs(60);

/// Within this a show is on time: less would not be noticed, and could not be made up.
pub const TOLERANCE: Duration = Duration::from_secs(30);

/// When a slide should start, and how long it should take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    pub start: Duration,
    pub duration: Duration,
    pub basis: Basis,
}

/// Where the time of a slide comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// From the slide.
    #[default]
    Slide,
    /// A share of what is left of its section's time.
    Section,
    /// A share of what is left of the deck's time.
    Deck,
    /// The usual minute, because no time is set.
    Usual,
}

impl Slot {
    pub fn end(self) -> Duration {
        self.start + self.duration
    }
}

/// One slot for each slide of the deck, in file order. Slides of the appendix have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    slots: Vec<Option<Slot>>,
    total: Duration,
}

/// How far a show is from its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    OnTime,
    Ahead(Duration),
    Behind(Duration),
}

impl Plan {
    /// The plan of a deck: each slide's own duration, else a fair share of what is left of its section's time, else of the deck's. All in whole
    /// seconds; the shares add up exactly.
    pub fn of(deck: &Deck) -> Self {
        let mut durations: Vec<Option<(Duration, Basis)>> = Vec::new();
        let mut sharing: Vec<usize> = Vec::new();
        for section in &deck.sections {
            let first = durations.len();
            let own = |duration: Option<Duration>| duration.filter(|_| !section.appendix).map(|it| (it, Basis::Slide));
            durations.extend(section.slides.iter().map(|slide| own(slide.duration)));
            let untimed: Vec<usize> = (first..durations.len())
                .filter(|_| !section.appendix)
                .filter(|index| durations[*index].is_none())
                .collect();
            match section.duration {
                Some(whole) => {
                    let left = whole.saturating_sub(sum(&durations[first..]));
                    share(left, Basis::Section, &untimed, &mut durations);
                }
                None => sharing.extend(untimed),
            }
        }
        let (left, basis) = match deck.duration {
            Some(whole) => (whole.saturating_sub(sum(&durations)), Basis::Deck),
            None => (MINUTE * u32::try_from(sharing.len()).unwrap_or(0), Basis::Usual),
        };
        share(left, basis, &sharing, &mut durations);
        Self::from_durations(&durations)
    }

    fn from_durations(durations: &[Option<(Duration, Basis)>]) -> Self {
        let mut total = Duration::ZERO;
        let slot = |slide: &Option<(Duration, Basis)>| {
            let (duration, basis) = (*slide)?;
            let slot = Slot { start: total, duration, basis };
            total += slot.duration;
            Some(slot)
        };
        let slots = durations.iter().map(slot).collect();
        Self { slots, total }
    }

    /// The slot of the slide with this index. `None` for one of the appendix.
    pub fn slot(&self, slide: usize) -> Option<Slot> {
        self.slots.get(slide).copied().flatten()
    }

    /// The total time.
    pub fn total(&self) -> Duration {
        self.total
    }

    /// The time of the slides that pass `wanted`.
    pub fn sum(&self, deck: &Deck, wanted: impl Fn(&Placed) -> bool) -> Duration {
        let slides = deck.slides().enumerate().filter(|(_, placed)| wanted(placed));
        slides.filter_map(|(index, _)| self.slot(index)).map(|slot| slot.duration).sum()
    }

    /// The time of each section of the deck.
    pub fn of_sections(&self, deck: &Deck) -> Vec<Duration> {
        let mut times = vec![Duration::ZERO; deck.sections.len()];
        for (index, placed) in deck.slides().enumerate() {
            times[placed.section_index] += self.slot(index).map_or(Duration::ZERO, |slot| slot.duration);
        }
        times
    }

    /// When a slide should start. For a slide outside the plan, when the next one should.
    pub fn start(&self, slide: usize) -> Duration {
        let before = self.slots.iter().take(slide).rev().find_map(|slot| *slot);
        self.slot(slide).map_or_else(|| before.map_or(Duration::ZERO, Slot::end), |slot| slot.start)
    }

    /// The pace of a show that has taken `elapsed` and shows this slide. While a slide is shown, the plan moves on too: the show is on time
    /// anywhere within the slide's slot, or within `tolerance` of it. With time to `spare`, it is ahead only by more than that.
    pub fn pace(&self, slide: usize, elapsed: Duration, spare: Duration, tolerance: Duration) -> Option<Pace> {
        let slot = self.slot(slide)?;
        let (behind, ahead) = (elapsed.saturating_sub(slot.end()), slot.start.saturating_sub(elapsed + spare));
        Some(match () {
            () if behind > Duration::ZERO && behind >= tolerance => Pace::Behind(behind),
            () if ahead > Duration::ZERO && ahead >= tolerance => Pace::Ahead(ahead),
            () => Pace::OnTime,
        })
    }
}

fn sum(durations: &[Option<(Duration, Basis)>]) -> Duration {
    durations.iter().flatten().map(|(duration, _)| *duration).sum()
}

/// Shares whole seconds among slides. The first ones get the remainder.
fn share(whole: Duration, basis: Basis, among: &[usize], durations: &mut [Option<(Duration, Basis)>]) {
    let count = among.len() as u64;
    for (position, index) in (0..).zip(among) {
        let seconds = whole.as_secs() / count + u64::from(position < whole.as_secs() % count);
        durations[*index] = Some((Duration::from_secs(seconds), basis));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck;
    use crate::source::Source;

    fn plan(text: &str) -> Plan {
        let (deck, found) = deck::read(&Source::new("test", &format!("format = 1\ntitle = \"t\"\n{text}")));
        assert_eq!(found, []);
        Plan::of(&deck)
    }

    fn seconds(plan: &Plan) -> Vec<u64> {
        plan.slots.iter().map(|slot| slot.map_or(0, |slot| slot.duration.as_secs())).collect()
    }

    const SECTION: &str = "[[section]]\ntitle = \"s\"\n";
    const SLIDE: &str = "[[section.slide]]\n";

    #[test]
    fn slides_without_a_time_share_what_their_section_leaves() {
        let section = format!("{SECTION}duration = \"100s\"\n{SLIDE}duration = \"30s\"\n{SLIDE}{SLIDE}{SLIDE}");
        assert_eq!(seconds(&plan(&section)), [30, 24, 23, 23]);
    }

    #[test]
    fn sections_without_a_time_share_what_the_deck_leaves() {
        let text = format!("duration = \"5min\"\n{SECTION}duration = \"1min\"\n{SLIDE}{SECTION}{SLIDE}{SLIDE}");
        assert_eq!(seconds(&plan(&text)), [60, 120, 120]);
    }

    #[test]
    fn the_appendix_has_no_time() {
        let plan = plan(&format!("duration = \"1min\"\n{SECTION}{SLIDE}{SECTION}appendix = true\n{SLIDE}"));
        assert_eq!((seconds(&plan), plan.slot(1), plan.total().as_secs()), (vec![60, 0], None, 60));
    }

    #[test]
    fn a_deck_without_times_takes_a_minute_a_slide() {
        assert_eq!(seconds(&plan(&format!("{SECTION}{SLIDE}{SLIDE}"))), [60, 60]);
    }

    #[test]
    fn the_plan_moves_on_inside_a_slide() {
        let plan = plan(&format!("duration = \"10min\"\n{SECTION}{SLIDE}{SLIDE}"));
        let spared =
            |elapsed, spare| plan.pace(1, Duration::from_secs(elapsed), Duration::from_secs(spare), TOLERANCE).unwrap();
        let pace = |elapsed| spared(elapsed, 0);
        assert_eq!(pace(200), Pace::Ahead(Duration::from_secs(100)));
        assert_eq!(spared(200, 60), Pace::Ahead(Duration::from_secs(40)));
        assert_eq!((spared(0, 300), spared(660, 300)), (Pace::OnTime, Pace::Behind(Duration::from_secs(60))));
        assert_eq!(pace(299), Pace::OnTime);
        assert_eq!(pace(600), Pace::OnTime);
        assert_eq!(pace(720), Pace::Behind(Duration::from_secs(120)));
    }
}
