//! Shortens a plan: chooses the slides that stay.

mod choosing;

use std::collections::HashSet;
use std::time::Duration;

use choosing::Choosing;

use crate::deck::{Deck, Placed, Profile};
use crate::plan::Plan;

/// What a shorter show leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The slides to leave out, by index in the file.
    pub left_out: Vec<usize>,
    /// How much the slides that every cut keeps are too long.
    pub over: Duration,
    /// How it was chosen.
    pub grounds: Grounds,
}

/// How a cut was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grounds {
    /// By the priorities of the slides.
    #[default]
    Priorities,
    /// By their positions, because no slide has a priority: the opening, the ending and a part of each section stay.
    Places,
    /// The same, but there is no time for all of these.
    SomePlaces,
}

impl Grounds {
    fn of(deck: &Deck) -> Self {
        match deck.slides().all(|placed| placed.slide.at.lacks("priority")) {
            true => Self::Places,
            false => Self::Priorities,
        }
    }
}

impl Plan {
    /// What to leave out of the slides that pass `asked`, so that the rest takes no longer than `time`. Every `must` stays; then each `should` that
    /// still fits, one per section in turn; then each `could`. A question that is repeated stays with its first asking. Without a priority of their
    /// own, the ending and then the opening come before other slides. No section is lost completely while another one keeps five slides that could make
    /// room. Slides before `from` have been shown and are not considered.
    pub fn cut(&self, deck: &Deck, time: Duration, from: usize, asked: impl Fn(usize) -> bool) -> Cut {
        let mut choosing = Choosing::of(self, deck, from, asked);
        let over = choosing.keep_musts(time);
        let grounds = Grounds::of(deck);
        choosing.keep_ends(deck, grounds);
        choosing.keep_in_turn();
        // Each time one section fewer is lost.
        while choosing.mend_lost_sections() {
            choosing.keep_in_turn();
        }
        let grounds = if grounds == Grounds::Places && choosing.lacks_places() { Grounds::SomePlaces } else { grounds };
        Cut { left_out: choosing.left_out(), over, grounds }
    }

    /// The cut for a profile, or for all slides if there is none, that takes no longer than `time`, else than the profile's duration.
    pub fn cut_for(&self, deck: &Deck, profile: Option<&Profile>, time: Option<Duration>) -> Cut {
        let keeps = |placed: &Placed| profile.is_none_or(|it| it.keeps(placed.slide));
        let kept: Vec<bool> = deck.slides().map(|placed| keeps(&placed)).collect();
        let mut cut = match time.or(profile.and_then(|it| it.duration)) {
            Some(time) => self.cut(deck, time, 0, |index| kept[index]),
            None => Cut::default(),
        };
        cut.left_out.extend((0..kept.len()).filter(|index| !kept[*index] && self.slot(*index).is_some()));
        cut.left_out.sort_unstable();
        cut
    }

    /// The same plan without some slides. Those after them come earlier.
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

    /// A deck whose sections have slides of one minute, one for each letter of a word. A capital is a slide with a question, a lower-case letter is
    /// a slide without a priority, and `!` after it makes it a `must`.
    fn lettered(sections: &[&str], questions: &[(char, &str)]) -> Deck {
        let mut text = "format = 1\ntitle = \"t\"\n".to_owned();
        for section in sections {
            text += &format!("[[section]]\ntitle = \"{section}\"\n");
            for letter in section.chars().filter(|letter| *letter != '!') {
                text += &format!("[[section.slide]]\ntitle = \"{letter}\"\nduration = \"1min\"\n");
                if section.contains(&format!("{letter}!")) {
                    text += "priority = \"must\"\n";
                }
                let asks = questions.iter().find(|(of, _)| *of == letter);
                text += &asks.map_or_else(String::new, |(_, body)| format!("body = \"\"\"\n{body}\n\"\"\"\n"));
            }
        }
        let (deck, found) = deck::read(&Source::new("test", &text));
        assert_eq!(found, []);
        deck
    }

    /// The letters of the slides that stay in this many minutes.
    fn stay(deck: &Deck, minutes: u64) -> String {
        let cut = Plan::of(deck).cut_for(deck, None, Some(Duration::from_secs(minutes * 60)));
        let slides = deck.slides().enumerate().filter(|(index, _)| !cut.left_out.contains(index));
        slides.filter_map(|(_, placed)| placed.slide.title.clone()).collect()
    }

    const POLL: &str = "```poll\nid = 'a'\nquestion = '?'\nchoices = ['y', 'n']\n```";
    const AGAIN: &str = "```poll\nid = 'b'\nrepeat = 'a'\n```";
    const OTHER: &str = "```poll\nid = 'c'\nquestion = '!'\nchoices = ['y', 'n']\n```";

    #[test]
    fn without_priorities_the_opening_and_the_ending_stay() {
        let deck = lettered(&["abcdef", "ghij", "klmnop"], &[('m', OTHER), ('n', "[Write](mailto:a@example.org)")]);
        assert_eq!(stay(&deck, 1), "p", "the ending before the opening");
        assert_eq!(stay(&deck, 2), "ap");
        assert_eq!(stay(&deck, 3), "amp", "the last question");
        assert_eq!(stay(&deck, 4), "amnp", "the contact");
        assert_eq!(stay(&deck, 5), "amnop");
        assert_eq!(stay(&deck, 8), "abghmnop");
        let grounds =
            |minutes: u64| Plan::of(&deck).cut_for(&deck, None, Some(Duration::from_secs(minutes * 60))).grounds;
        assert_eq!([8, 5, 1].map(grounds), [Grounds::Places, Grounds::SomePlaces, Grounds::SomePlaces]);
    }

    #[test]
    fn with_some_priorities_the_ending_stays_unless_it_has_one() {
        let deck = lettered(&["ab!cd", "efgh"], &[('f', OTHER)]);
        assert_eq!((stay(&deck, 3).as_str(), stay(&deck, 4).as_str()), ("abh", "abfh"));
        let slide = |priority: &str| format!("[[section.slide]]\nduration = \"1min\"\n{priority}");
        let slides = [slide(""), slide(""), slide("priority = \"could\"\n")].concat();
        let text = format!("format = 1\ntitle = \"t\"\n[[section]]\ntitle = \"s\"\n{slides}");
        let (deck, _) = deck::read(&Source::new("test", &text));
        let cut = Plan::of(&deck).cut_for(&deck, None, Some(Duration::from_secs(120)));
        assert_eq!((cut.left_out, cut.grounds), (vec![2], Grounds::Priorities));
    }

    #[test]
    fn a_repeated_question_keeps_its_first_slide() {
        let questions = [('b', POLL), ('f', AGAIN)];
        let deck = lettered(&["abcd", "ef"], &questions);
        assert_eq!(stay(&deck, 3), "abf", "both, or none");
        assert_eq!(stay(&deck, 2), "bf", "the ending, and what it needs");
        assert_eq!(stay(&deck, 1), "a", "for both there is no time");
        let deck = lettered(&["a!bcd", "ef!"], &questions);
        assert_eq!(stay(&deck, 3), "abf");
        let cut = Plan::of(&deck).cut_for(&deck, None, Some(Duration::from_secs(120)));
        assert_eq!((cut.over.as_secs(), cut.grounds), (60, Grounds::Priorities), "who must ask again must ask");
    }

    #[test]
    fn no_section_is_lost_as_a_whole_while_another_keeps_five_slides() {
        let deck = lettered(&["a!b!c!d!efg", "hi", "jk"], &[]);
        assert_eq!(stay(&deck, 6), "abcdhk");
        assert_eq!(stay(&deck, 4), "abcd", "musts are musts");
        // The only slide of the last section takes two minutes, and comes when all time is used.
        let slide = |minutes, priority: &str| {
            format!("[[section.slide]]\nduration = \"{minutes}min\"\npriority = \"{priority}\"\n")
        };
        let should = slide(1, "should").repeat(6);
        let text = format!(
            "format = 1\ntitle = \"t\"\n[[section]]\ntitle = \"s\"\n{should}[[section]]\ntitle = \"s\"\n{}",
            slide(2, "could")
        );
        let (deck, _) = deck::read(&Source::new("test", &text));
        let cut = Plan::of(&deck).cut_for(&deck, None, Some(Duration::from_secs(360)));
        assert_eq!(cut.left_out, [4, 5]);
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
    fn slides_after_a_left_out_one_start_earlier() {
        let deck = deck(&[("must", 30, ""), ("could", 40, ""), ("must", 20, "")]);
        let plan = Plan::of(&deck).without(&[1]);
        assert_eq!(plan.slot(1), None);
        assert_eq!(plan.slot(2).map(|slot| slot.start.as_secs()), Some(30));
        assert_eq!(plan.total().as_secs(), 50);
    }
}
