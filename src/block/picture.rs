//! A picture in a text, `![description](file "caption")`: another way to write an `image` block.

use toml::de::{DeTable, DeValue};

use crate::block::Block;
use crate::block::fence::add;
use crate::markdown::Picture;
use crate::source::Map;
use crate::table::{Excerpt, KeyPlace, Reader, Value};
use crate::text;

/// Reads a picture as an image block, and reports mistakes at their place.
pub fn read(picture: &Picture, excerpt: &Excerpt, reader: &mut Reader) -> Block {
    let written = &excerpt.text[picture.range.clone()];
    let place = |words: &str, from: usize| match written.get(from..).and_then(|rest| rest.find(words)) {
        Some(at) if !words.is_empty() => from + at..from + at + words.len(),
        _ => 0..written.len(),
    };
    let alt = place(&picture.alt, 2);
    let file = place(&picture.target, if alt == (0..written.len()) { 2 } else { alt.end });
    let title = place(&picture.title, file.end.min(written.len()));
    let mut value = Value::new(0..written.len(), DeValue::Table(DeTable::new()));
    add(&mut value, "file", &decoded(&picture.target), file);
    if !picture.alt.trim().is_empty() {
        add(&mut value, "alt", &picture.alt, alt);
    }
    if !picture.title.trim().is_empty() {
        add(&mut value, "caption", &picture.title, title);
    }
    let map = Map::straight(picture.range.start).through(&excerpt.map);
    let mut inner = Reader::new(written, map);
    (inner.whole, inner.keeps) = (reader.whole, reader.keeps);
    inner.place = KeyPlace::Picture;
    let block = Block::read_kind("image", &value, &mut inner);
    reader.diagnostics.append(&mut inner.diagnostics);
    reader.references.append(&mut inner.references);
    block
}

/// The name of a file on disk, relative to the deck's folder. In Markdown a space in it is written `%20`.
fn decoded(target: &str) -> String {
    let target = target.strip_prefix("./").unwrap_or(target);
    text::without_percent_signs(target).unwrap_or_else(|| target.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::assets::{Assets, Trouble};
    use crate::block::tests::{deck, file, findings, read_aloud};
    use crate::block::{AnyKind, Image};

    fn images(slide: &str) -> Vec<(Image, Option<String>)> {
        let (deck, _) = deck(slide);
        let mut images = Vec::new();
        deck.slide(0).unwrap().slide.visit(&mut |block| {
            if let AnyKind::Image(image) = &block.kind {
                images.push((image.clone(), block.alt.clone()));
            }
        });
        images
    }

    #[test]
    fn a_picture_in_a_text_is_the_image_block() {
        let slide = "body = '''\nAvant ![La *chaîne*](ma%20cha%C3%AEne.png \"De bout en bout\") après.\n'''";
        let [(image, alt)] = images(slide).try_into().expect("one picture");
        assert_eq!((&*image.file, alt.as_deref()), ("ma chaîne.png", Some("La chaîne")));
        assert_eq!(image.caption.as_deref(), Some("De bout en bout"));
        assert_eq!(read_aloud(slide), "Avant\n\n[La chaîne]\n\nDe bout en bout\n\naprès.\n");
        assert_eq!(findings(slide), [""; 0]);
    }

    #[test]
    fn what_is_wrong_with_it_is_found_in_its_place() {
        let slide = "body = '''\n- ![x](./loin.png)\n'''";
        let (mut deck, _) = deck(slide);
        let missing = [("loin.png".to_owned(), Err(Trouble::Missing))].into();
        let found = deck.complete("test.toml", &Assets { pictures: missing, ..Assets::default() });
        let file = file(slide);
        let told: Vec<&str> = found.iter().map(|it| &file[it.span().start..it.span().end]).collect();
        assert_eq!(told, ["./loin.png"], "{found:?}");
    }

    #[test]
    fn a_picture_among_words_leaves_its_words() {
        let slide = "body = '''\n| a | b |\n|---|---|\n| ![Oui](oui.png) | 1 |\n'''";
        assert!(pictures_of(slide).contains("Oui │ 1"));
        assert_eq!(findings(slide), ["a picture cannot stand in a heading, a cell or a link"]);
        assert_eq!(findings("body = '[![Oui](oui.png)](https://a.fr)'").len(), 1);
    }

    fn pictures_of(slide: &str) -> String {
        let (deck, _) = deck(slide);
        let (assets, colors) = (Assets::default(), crate::block::Colors::AtOnce);
        let context = deck.context(&assets, &colors);
        crate::block::flow(deck.slide(0).unwrap().slide.units(), &context, 40, 1).picture(0)
    }
}
