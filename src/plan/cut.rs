//! Making a plan shorter: which slides stay.

use std::collections::HashSet;
use std::time::Duration;

use crate::deck::{Deck, Placed, Priority, Profile};
use crate::plan::Plan;

/// What a shorter show leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The slides to leave out, by their places in the file.
    pub left_out: Vec<usize>,
    /// By how much the slides that every cut keeps are too long.
    pub over: Duration,
}

impl Plan {
    /// What to leave out of the slides for which `asked` says yes so that they take no longer than `time`. Every `must` stays; then each `should`
    /// that still fits, in the order of the file; then each `could`.
    pub fn cut(&self, deck: &Deck, time: Duration, asked: impl Fn(usize) -> bool) -> Cut {
        let slides: Vec<(usize, Priority, Duration)> = deck
            .slides()
            .enumerate()
            .filter(|(index, _)| asked(*index))
            .filter_map(|(index, placed)| Some((index, placed.slide.priority, self.slot(index)?.duration)))
            .collect();
        let musts: Duration = slides.iter().filter(|it| it.1 == Priority::Must).map(|it| it.2).sum();
        let mut left = time.saturating_sub(musts);
        let mut cut = Cut { left_out: Vec::new(), over: musts.saturating_sub(time) };
        for wanted in [Priority::Should, Priority::Could] {
            for (index, _, duration) in slides.iter().filter(|it| it.1 == wanted) {
                match left.checked_sub(*duration) {
                    Some(rest) => left = rest,
                    None => cut.left_out.push(*index),
                }
            }
        }
        cut.left_out.sort_unstable();
        cut
    }

    /// The cut of a profile, or of all slides where there is none, that takes no longer than `time`, else than the profile says.
    pub fn cut_for(&self, deck: &Deck, profile: Option<&Profile>, time: Option<Duration>) -> Cut {
        let keeps = |placed: &Placed| profile.is_none_or(|it| it.keeps(placed.slide));
        let kept: Vec<bool> = deck.slides().map(|placed| keeps(&placed)).collect();
        let mut cut = match time.or(profile.and_then(|it| it.duration)) {
            Some(time) => self.cut(deck, time, |index| kept[index]),
            None => Cut::default(),
        };
        cut.left_out.extend((0..kept.len()).filter(|index| !kept[*index] && self.slot(*index).is_some()));
        cut.left_out.sort_unstable();
        cut
    }

    /// The same plan without some slides: those behind them come sooner.
    pub fn without(&self, left_out: &[usize]) -> Self {
        let left_out: HashSet<usize> = left_out.iter().copied().collect();
        let stays = |index: &usize| !left_out.contains(index);
        let slots = self.slots.iter().enumerate();
        let durations: Vec<_> =
            slots.map(|(index, slot)| slot.filter(|_| stays(&index)).map(|it| (it.duration, it.basis))).collect();
        Self::from_durations(&durations)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck;
    use crate::source::Source;

    fn deck(slides: &[(&str, u64, &str)]) -> Deck {
        let slide = |(priority, seconds, profiles): &(&str, u64, &str)| {
            format!(
                "[[section.slide]]\npriority = \"{priority}\"\nduration = \"{seconds}s\"\nprofiles = [{profiles}]\n"
            )
        };
        let slides: String = slides.iter().map(slide).collect();
        let profile = "[[profile]]\nid = \"court\"\nduration = \"100s\"\n";
        let text = format!("format = 1\ntitle = \"t\"\n{profile}[[section]]\ntitle = \"s\"\n{slides}");
        let (deck, found) = deck::read(&Source::new("test", &text));
        assert_eq!(found, []);
        deck
    }

    fn cut(slides: &[(&str, u64, &str)], seconds: u64) -> (Vec<usize>, u64, u64) {
        let deck = deck(slides);
        let plan = Plan::of(&deck);
        let cut = plan.cut_for(&deck, None, Some(Duration::from_secs(seconds)));
        (cut.left_out.clone(), cut.over.as_secs(), plan.without(&cut.left_out).total().as_secs())
    }

    #[test]
    fn musts_stay_then_what_fits_by_priority_then_by_place() {
        let slides = [("could", 10, ""), ("should", 40, ""), ("must", 30, ""), ("should", 20, ""), ("should", 30, "")];
        assert_eq!(cut(&slides, 130), (vec![], 0, 130));
        assert_eq!(cut(&slides, 120), (vec![0], 0, 120));
        assert_eq!(cut(&slides, 100), (vec![4], 0, 100));
        assert_eq!(cut(&slides, 81), (vec![3, 4], 0, 80));
        assert_eq!(cut(&slides, 75), (vec![0, 3, 4], 0, 70));
        assert_eq!(cut(&slides, 20), (vec![0, 1, 3, 4], 10, 30));
    }

    #[test]
    fn a_profile_keeps_the_slides_that_name_it_and_those_that_name_none() {
        let deck = deck(&[("must", 30, ""), ("should", 40, "\"court\""), ("should", 40, ""), ("could", 5, "")]);
        let plan = Plan::of(&deck);
        let profile = &deck.profiles[0];
        let left_out = |time: Option<u64>| plan.cut_for(&deck, Some(profile), time.map(Duration::from_secs)).left_out;
        assert_eq!(left_out(None), [2]);
        assert_eq!(left_out(Some(200)), Vec::<usize>::new());
        assert_eq!(left_out(Some(75)), [2]);
    }

    #[test]
    fn the_slides_behind_one_that_is_left_out_come_sooner() {
        let deck = deck(&[("must", 30, ""), ("could", 40, ""), ("must", 20, "")]);
        let plan = Plan::of(&deck).without(&[1]);
        assert_eq!(plan.slot(1), None);
        assert_eq!(plan.slot(2).map(|slot| slot.start.as_secs()), Some(30));
        assert_eq!(plan.total().as_secs(), 50);
    }
}
