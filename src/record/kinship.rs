//! Whether a recording belongs to a deck. Its title alone does not tell.

use std::collections::BTreeMap;

use crate::record::{Header, Planned, Summary};

/// How a recording belongs to a deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kinship {
    /// Most of the slides are the same: the file was moved or copied, and the deck renamed.
    Slides,
    /// The title is the same too.
    Title,
    /// The file is the same.
    File,
}

impl Header {
    /// How surely two shows belong to one deck: by the same file, or by mostly the same slides. `None` if they do not, whatever their titles.
    pub fn kinship(&self, other: &Self) -> Option<Kinship> {
        let shared = self.deck.shared_with(&other.deck);
        if self.file.is_some() && self.file == other.file && (shared > 0 || self.deck.id == other.deck.id) {
            return Some(Kinship::File);
        }
        let most = shared * 2 > self.deck.slides.len().max(other.deck.slides.len());
        most.then_some(if self.deck.id == other.deck.id { Kinship::Title } else { Kinship::Slides })
    }

    /// Whether two shows are of one file or, without a file, of decks with one title.
    pub fn is_of_file_of(&self, other: &Self) -> bool {
        self.file == other.file && (self.file.is_some() || self.deck.id == other.deck.id)
    }
}

impl Summary {
    /// How many of its slides are also in another deck, by title. A slide without a title does not count.
    fn shared_with(&self, other: &Self) -> usize {
        let mut theirs: BTreeMap<&str, usize> = BTreeMap::new();
        for slide in other.slides.iter().filter(|slide| !slide.title.is_empty()) {
            *theirs.entry(&slide.title).or_default() += 1;
        }
        let mut takes = |slide: &&Planned| match theirs.get_mut(slide.title.as_str()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        };
        self.slides.iter().filter(|slide| takes(slide)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_show_is_of_a_deck_by_its_file_or_by_most_of_its_slides_and_never_by_its_title() {
        let of = |file: &str, slides: &[&str]| {
            let planned =
                |title: &&str| Planned { number: "1".into(), title: (*title).into(), section: 0, seconds: None };
            let slides = slides.iter().map(planned).collect();
            let deck = Summary { id: "formation".into(), title: "Formation".into(), slides, ..Summary::default() };
            let file = Some(file.to_owned()).filter(|file| !file.is_empty());
            Header { file, ..Header::new(1, "2026-11-29 09:00".into(), deck) }
        };
        let kinship = |one: Header, other: &Header| one.kinship(other);
        let deck = of("a", &["Bonjour", "Un", "Deux", "Merci"]);
        assert_eq!(kinship(of("a", &["Bonjour", "Autre", "Autre chose", "Fin"]), &deck), Some(Kinship::File));
        assert_eq!(kinship(of("b", &["Bonjour", "Trois", "Quatre", "Merci"]), &deck), None, "half is not most");
        assert_eq!(kinship(of("b", &["Bonjour", "Un", "Quatre", "Merci"]), &deck), Some(Kinship::Title));
        assert_eq!(kinship(of("", &["Bonjour", "Un", "Deux"]), &deck), Some(Kinship::Title), "of an older program");
        let mut renamed = of("b", &["Bonjour", "Un", "Deux", "Merci"]);
        renamed.deck.id = "atelier".into();
        assert_eq!(kinship(renamed, &deck), Some(Kinship::Slides));
        assert_eq!(kinship(of("b", &["Un", "Un", "Un", "Un"]), &deck), None, "one slide is one");
        let untitled = of("a", &["", "", ""]);
        assert_eq!(kinship(of("b", &["", "", ""]), &untitled), None);
        assert_eq!(kinship(of("a", &["", "", ""]), &untitled), Some(Kinship::File));
    }
}
