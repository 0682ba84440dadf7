//! What holds for every plan: the shares add up to the second, and a cut keeps what it has to keep.

use std::time::Duration;

use proptest::prelude::*;
use pupitre::deck::{self, Deck, Priority};
use pupitre::duration;
use pupitre::plan::{Cut, Plan};

use super::{read, tried};

/// A slide: its priority if set, its seconds if set, and whether it names the profile.
type Slide = (u8, Option<u64>, bool);

/// A section: its seconds if set, whether it is the appendix, its slides.
type Section = (Option<u64>, bool, Vec<Slide>);

fn sections() -> impl Strategy<Value = Vec<Section>> {
    let slide = (0..4u8, prop::option::of(0..400u64), any::<bool>());
    let section = (prop::option::of(0..2000u64), prop::bool::weighted(0.1), prop::collection::vec(slide, 0..12));
    prop::collection::vec(section, 0..8)
}

fn deck(whole: Option<u64>, sections: &[Section]) -> Deck {
    let time = |seconds: &Option<u64>| {
        let written = seconds.map(|it| duration::show(Duration::from_secs(it)));
        written.map_or_else(String::new, |it| format!("duration = \"{it}\"\n"))
    };
    let mut text = format!("format = 1\ntitle = \"t\"\n{}[[profile]]\nid = \"p\"\n", time(&whole));
    for (seconds, appendix, slides) in sections {
        text += &format!("[[section]]\ntitle = \"s\"\nappendix = {appendix}\n{}", time(seconds));
        for (priority, seconds, names) in slides {
            let priority = ["must", "should", "could"].get(usize::from(*priority));
            let priority = priority.map_or_else(String::new, |it| format!("priority = \"{it}\"\n"));
            let profiles = if *names { "[\"p\"]" } else { "[]" };
            text += &format!("[[section.slide]]\n{priority}profiles = {profiles}\n{}", time(seconds));
        }
    }
    read(&text)
}

/// The seconds of some slides in a plan.
fn seconds(plan: &Plan, slides: impl Iterator<Item = usize>) -> u64 {
    slides.filter_map(|slide| plan.slot(slide)).map(|slot| slot.duration.as_secs()).sum()
}

/// Sections that a cut drops completely although it could keep a slide: the shortest slide of each, and the slides that sections keeping five could
/// give up for it and still keep two.
fn lost_beside(deck: &Deck, plan: &Plan, cut: &Cut, keeps: impl Fn(&deck::Slide) -> bool) -> Vec<(u64, Vec<u64>)> {
    let slides_of = |section: usize| deck.slides_of(section).filter(|slide| plan.slot(*slide).is_some());
    let of = |slide: usize| deck.slide(slide).expect("a slide of the deck").slide;
    let kept = |section: usize| slides_of(section).filter(|slide| !cut.left_out.contains(slide)).collect::<Vec<_>>();
    let mut givers = Vec::new();
    for section in (0..deck.sections.len()).filter(|section| kept(*section).len() >= 5) {
        // A slide without a priority may be part of the ending, which stays.
        let stays = |slide: &deck::Slide| slide.priority == Priority::Must || slide.at.lacks("priority");
        let may_go = kept(section).into_iter().filter(|slide| !stays(of(*slide)));
        let mut times: Vec<u64> = may_go.map(|slide| seconds(plan, std::iter::once(slide))).collect();
        times.sort_unstable();
        // The shortest slides, as many as can go with two left: at least those could be given up.
        times.truncate(kept(section).len() - 2);
        givers.extend(times);
    }
    let lost = (0..deck.sections.len()).filter(|section| kept(*section).is_empty());
    let shortest = lost.filter_map(|section| {
        let could = slides_of(section).filter(|slide| keeps(of(*slide)));
        could.map(|slide| seconds(plan, std::iter::once(slide))).min()
    });
    shortest.map(|time| (time, givers.clone())).collect()
}

proptest! {
    #![proptest_config(tried(400))]

    #[test]
    fn shares_add_up_to_the_second(whole in prop::option::of(0..9000u64), sections in sections()) {
        let deck = deck(whole, &sections);
        let plan = Plan::of(&deck);
        let mut first = 0;
        let (mut timed, mut shares) = (0, false);
        for (meant, appendix, slides) in &sections {
            let places = first..first + slides.len();
            first = places.end;
            if *appendix {
                prop_assert!(places.clone().all(|slide| plan.slot(slide).is_none()));
                continue;
            }
            let own: u64 = slides.iter().filter_map(|slide| slide.1).sum();
            let untimed = slides.iter().any(|slide| slide.1.is_none());
            if let Some(meant) = meant.filter(|_| untimed) {
                prop_assert_eq!(seconds(&plan, places.clone()), meant.max(own));
            }
            shares |= untimed && meant.is_none();
            timed += if meant.is_none() { own } else { seconds(&plan, places) };
        }
        if let Some(whole) = whole.filter(|_| shares) {
            prop_assert_eq!(plan.total().as_secs(), whole.max(timed));
        }
        prop_assert_eq!(plan.total().as_secs(), seconds(&plan, 0..deck.slide_count()));
    }

    #[test]
    fn a_cut_keeps_every_must_and_the_time_wherever_they_allow_it(
        whole in prop::option::of(0..9000u64),
        sections in sections(),
        asked in 0..4000u64,
        profile in any::<bool>(),
    ) {
        let deck = deck(whole, &sections);
        let plan = Plan::of(&deck);
        let profile = profile.then(|| &deck.profiles[0]);
        let cut = plan.cut_for(&deck, profile, Some(Duration::from_secs(asked)));
        let shorter = plan.without(&cut.left_out);
        let keeps = |slide: &deck::Slide| profile.is_none_or(|profile| profile.keeps(slide));
        let mut musts = 0;
        for (index, placed) in deck.slides().enumerate() {
            let left_out = cut.left_out.contains(&index);
            if placed.section.appendix {
                prop_assert!(!left_out);
            } else if !keeps(placed.slide) {
                prop_assert!(left_out);
            } else if placed.slide.priority == Priority::Must {
                prop_assert!(!left_out);
                musts += seconds(&plan, std::iter::once(index));
            } else if left_out {
                // There is no time for what was left out next to everything that stays.
                prop_assert!(shorter.total().as_secs() + seconds(&plan, std::iter::once(index)) > asked);
            }
        }
        for (lost, keeping) in lost_beside(&deck, &plan, &cut, keeps) {
            // Slides that every cut keeps give no time, and the others not enough.
            let room: u64 = keeping.iter().sum::<u64>() + asked.saturating_sub(shorter.total().as_secs());
            prop_assert!(lost > room, "a section with a slide of {lost} s is lost, for which there would be {room} s");
        }
        prop_assert!(shorter.total().as_secs() <= asked.max(musts));
        prop_assert_eq!(cut.over.as_secs(), musts.saturating_sub(asked));
    }
}
