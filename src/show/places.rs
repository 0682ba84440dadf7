//! Finds the slides of one version of a deck in the next.

use std::collections::HashMap;

use crate::deck::{Deck, Slide};

/// What a slide is recognized by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its id, else its title and how many slides before it have the same title. `None` if it has neither.
    name: Option<(String, usize)>,
    /// Its index in the file.
    at: usize,
}

/// The slides of a deck, in their order.
pub fn known(deck: &Deck) -> Vec<Known> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let name = |slide: &Slide| match (&slide.id, &slide.title) {
        (Some(id), _) => Some((format!("#{id}"), 0)),
        (None, Some(title)) => {
            let count = counts.entry(title.to_string()).or_default();
            *count += 1;
            Some((title.to_string(), *count))
        }
        (None, None) => None,
    };
    let names: Vec<_> = deck.slides().map(|placed| placed.slide).map(name).collect();
    names.into_iter().enumerate().map(|(at, name)| Known { name, at }).collect()
}

/// Where each slide is among `others`. A slide is found by its name. If its title was changed or it has none, it is the one that follows
/// the slide before it, or the one with the same index. `None`: it is gone. `lost` went missing earlier and are found by name only.
pub fn places(slides: &[Known], lost: &[Known], others: &[Known]) -> Vec<Option<usize>> {
    let named: HashMap<_, usize> = others.iter().filter_map(|it| Some((it.name.as_ref()?, it.at))).collect();
    let by_name = |slide: &Known| slide.name.as_ref().and_then(|name| named.get(name).copied());
    let mut places: Vec<Option<usize>> = slides.iter().chain(lost).map(by_name).collect();
    let mut taken: Vec<bool> = vec![false; others.len()];
    places.iter().flatten().for_each(|place| taken[*place] = true);
    for at in 0..slides.len() {
        let follows = match at.checked_sub(1) {
            None => Some(0),
            Some(before) => places[before].map(|place| place + 1),
        };
        let is_free = |place: &usize| taken.get(*place) == Some(&false);
        if places[at].is_none()
            && let Some(place) = follows.filter(is_free).or(Some(slides[at].at).filter(is_free))
        {
            (places[at], taken[place]) = (Some(place), true);
        }
    }
    // A slide without a name is found again by its index.
    for (at, slide) in (slides.len()..).zip(lost) {
        if slide.name.is_none() && taken.get(slide.at) == Some(&false) {
            (places[at], taken[slide.at]) = (Some(slide.at), true);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slides with the letters of a text as titles; a dot is a slide without a title.
    fn deck(titles: &str) -> Vec<Known> {
        let mut known: Vec<Known> = Vec::new();
        for (at, char) in titles.chars().enumerate() {
            let same = titles[..titles.char_indices().nth(at).map_or(0, |it| it.0)].matches(char).count();
            known.push(Known { name: (char != '.').then(|| (char.to_string(), same + 1)), at });
        }
        known
    }

    fn found(before: &str, after: &str) -> Vec<Option<usize>> {
        places(&deck(before), &[], &deck(after))
    }

    #[test]
    fn slides_are_found_by_name_wherever_they_are() {
        assert_eq!(found("abc", "cab"), [Some(1), Some(2), Some(0)]);
        assert_eq!(found("aab", "xaab"), [Some(1), Some(2), Some(3)]);
        assert_eq!(found("abc", "ac"), [Some(0), None, Some(1)]);
    }

    #[test]
    fn a_slide_with_a_corrected_title_is_found_by_its_neighbor() {
        assert_eq!(found("abc", "aBc"), [Some(0), Some(1), Some(2)]);
        assert_eq!(found("abc", "xaBc"), [Some(1), Some(2), Some(3)]);
        assert_eq!(found("a..b", "xa..b"), [Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(found("abc", "Abc"), [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn what_was_lost_is_found_again() {
        let (whole, broken) = (deck("abcd."), deck("ab"));
        let there = places(&whole, &[], &broken);
        assert_eq!(there, [Some(0), Some(1), None, None, None]);
        let lost: Vec<Known> = whole[2..].to_vec();
        assert_eq!(places(&broken, &lost, &whole), [Some(0), Some(1), Some(2), Some(3), Some(4)]);
    }
}
