//! `cards`: thoughts of the same weight, each in a frame.

use crate::block::meaning::{self, What};
use crate::block::{Body, Context, Kind};
use crate::lang::say;
use crate::page::{Page, Role, Target, cells};
use crate::source::Span;
use crate::table::{Reader, table};

/// The least width of a card beside another, in cells.
const NARROWEST: u16 = 22;

/// The space between two cards, in cells.
const GAP: u16 = 2;

/// A card narrower than this, in cells, has no frame: its words need the room.
const FRAMED: u16 = 24;

/// The space between a frame and its words, in cells.
const INSIDE: u16 = 2;

/// The most cells that are added to that when there is room.
const MOST_AIR: u16 = 2;

table! {
    /// Thoughts of the same weight, each in a frame.
    pub struct Cards as "cards" {
        /// The cards, in order.
        cards ("card"): Vec<Card>,
    }

    /// A thought in a frame.
    pub struct Card as "a card" {
        /// What it is about, in a few words, in Markdown.
        head: Body,
        /// More about it, in Markdown.
        text: Body = Body::default(),
    }
}

impl Card {
    /// Its words, without a frame, with `gap` empty rows between the head and the text.
    fn words(&self, context: &Context, width: u16, gap: u32) -> Page {
        let mut page = self.head.layout(context, width);
        page.recolor(Role::Text, Role::Strong);
        if !self.text.is_empty() {
            page.stack(self.text.layout(context, width), 0, gap);
        }
        page
    }
}

/// Words in a frame of this width, with `above` empty rows above and below them.
fn framed(words: Page, width: u16, height: u32, left: u16, above: u32) -> Page {
    let mut page = Page::of_size(width, height + 2 * above);
    page.frame(Role::Border);
    page.put(words, left, above);
    page
}

/// How many cards are side by side: as many as fit, in rows that are as even as possible.
fn abreast(count: usize, width: u16) -> usize {
    let most = usize::from((width + GAP) / (NARROWEST + GAP)).max(1);
    count.div_ceil(count.div_ceil(most).max(1)).max(1)
}

impl Kind for Cards {
    fn is_idea(&self) -> bool {
        false
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let inner = context.inside();
        let abreast = abreast(self.cards.len(), width);
        let wide = (width + GAP) / cells(abreast) - GAP;
        let air = context.air.min(MOST_AIR);
        let left = if width < FRAMED { 0 } else { INSIDE + air };
        let frame = 2 * left;
        let mut page = Page::new(width);
        for (row, cards) in self.cards.chunks(abreast).enumerate() {
            let words: Vec<Page> =
                cards.iter().map(|card| card.words(&inner, wide.saturating_sub(frame).max(1), air.into())).collect();
            let height = words.iter().map(|words| words.height).max().unwrap_or(0);
            let y = page.height + u32::from(row > 0 && frame == 0);
            for (column, words) in words.into_iter().enumerate() {
                let mut card = if frame == 0 { words } else { framed(words, wide, height, left, 1 + u32::from(air)) };
                card.target(0, 0, wide, card.height, Target::Part);
                page.put_from(card, cells(column) * (wide + GAP), y, context.step_of(row * abreast + column));
            }
        }
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let inner = context.inside();
        let card = |(at, card): (usize, &Card)| {
            let context = inner.at_step(context.step_of(at));
            meaning::Card { step: context.step, head: card.head.meaning(&context), text: card.text.meaning(&context) }
        };
        What::Cards(self.cards.iter().enumerate().map(card).collect())
    }

    fn check(&self, at: Span, reader: &mut Reader) {
        if self.cards.is_empty() {
            let help = say!("write `[[section.slide.block.card]]` with `head` and `text`");
            reader.wrong(at, say!("there is no card"), say!("nothing to show"), help);
        }
    }

    fn begins_with_items(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::abreast;
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    fn cards(more: &str) -> String {
        let card = |head: &str, text: &str| {
            format!("[[section.slide.block.card]]\nhead = \"{head}\"\ntext = '''\n{text}\n'''\n")
        };
        let cards = [
            card("Portable", "Le même conteneur, **partout**"),
            card("Prouvé", "- testé\n- signé"),
            card("Réversible", "On change d’hébergeur sans tout réécrire"),
        ];
        format!("{more}[[section.slide.block]]\nkind = \"cards\"\n{}", cards.concat())
    }

    #[test]
    fn cards_stand_side_by_side_and_are_of_one_height() {
        expect![[r#"
            ╭────────────────────╮  ╭────────────────────╮  ╭────────────────────╮
            │ Portable           │  │ Prouvé             │  │ Réversible         │
            │ Le même conteneur, │  │ • testé            │  │ On change          │
            │ partout            │  │ • signé            │  │ d’hébergeur sans   │
            │                    │  │                    │  │ tout réécrire      │
            ╰────────────────────╯  ╰────────────────────╯  ╰────────────────────╯
        "#]]
        .assert_eq(&pictures(&cards(""), 72));
    }

    #[test]
    fn cards_stand_in_even_rows() {
        assert_eq!([1, 2, 3, 4, 5, 6].map(|count| abreast(count, 72)), [1, 2, 3, 2, 3, 3]);
        assert_eq!([4, 8].map(|count| abreast(count, 104)), [4, 4]);
        assert_eq!([0, 3].map(|count| abreast(count, 20)), [1, 1]);
    }

    #[test]
    fn narrow_cards_stand_one_below_the_other() {
        expect![[r#"
            ╭──────────────────────────────────╮
            │ Portable                         │
            │ Le même conteneur, partout       │
            ╰──────────────────────────────────╯
            ╭──────────────────────────────────╮
            │ Prouvé                           │
            │ • testé                          │
            │ • signé                          │
            ╰──────────────────────────────────╯
            ╭──────────────────────────────────╮
            │ Réversible                       │
            │ On change d’hébergeur sans tout  │
            │ réécrire                         │
            ╰──────────────────────────────────╯
        "#]]
        .assert_eq(&pictures(&cards(""), 36));
    }

    #[test]
    fn the_narrowest_cards_have_no_frame() {
        expect![[r#"
            Portable
            Le même conteneur,
            partout

            Prouvé
            • testé
            • signé

            Réversible
            On change
            d’hébergeur sans
            tout réécrire
        "#]]
        .assert_eq(&pictures(&cards(""), 18));
    }

    #[test]
    fn cards_come_one_by_one() {
        expect![[r#"
            ╭────────────────────╮
            │ Portable           │
            │ Le même conteneur, │
            │ partout            │
            │                    │
            ╰────────────────────╯
            ~~~
            ╭────────────────────╮  ╭────────────────────╮
            │ Portable           │  │ Prouvé             │
            │ Le même conteneur, │  │ • testé            │
            │ partout            │  │ • signé            │
            │                    │  │                    │
            ╰────────────────────╯  ╰────────────────────╯
            ~~~
            ╭────────────────────╮  ╭────────────────────╮  ╭────────────────────╮
            │ Portable           │  │ Prouvé             │  │ Réversible         │
            │ Le même conteneur, │  │ • testé            │  │ On change          │
            │ partout            │  │ • signé            │  │ d’hébergeur sans   │
            │                    │  │                    │  │ tout réécrire      │
            ╰────────────────────╯  ╰────────────────────╯  ╰────────────────────╯
        "#]]
        .assert_eq(&pictures(&cards("reveal = \"items\"\n"), 72));
    }

    #[test]
    fn cards_are_read_as_a_list() {
        expect![[r#"
            • Portable — Le même conteneur, partout
            • Prouvé
              • testé
              • signé
            • Réversible — On change d’hébergeur sans tout réécrire
        "#]]
        .assert_eq(&read_aloud(&cards("")));
    }

    #[test]
    fn cards_have_a_card_and_a_card_has_a_head() {
        let block = |fields: &str| findings(&format!("[[section.slide.block]]\nkind = \"cards\"\n{fields}"));
        assert_eq!(block("card = []"), ["there is no card"]);
        assert_eq!(block("card = [{ text = \"x\" }]"), ["`head` is missing"]);
    }
}
