//! The logo of a deck, in cells: in a corner of its title slides, in the bottom row. Where it has no room it is left out.

use std::sync::Arc;

use crate::assets::Assets;
use crate::block::{Context, Image, Pictures};
use crate::deck::{Deck, Size};
use crate::layout::{Frame, Sheet};
use crate::page::{self, Page, Role, cells};
use crate::picture::Fit;
use crate::text::{self, Run};

/// It is no higher than this part of a screen, and no wider than that part of what is written there.
const HIGH: u16 = 5;
const WIDE: u16 = 3;

/// The fewest rows in which a logo is recognized on a title slide.
const LEAST: u16 = 2;

/// The columns and rows that it takes within so many of them; nothing where its file cannot be shown.
fn size(deck: &Deck, assets: &Assets, width: u16, rows: u16) -> Option<(u16, u16)> {
    let measures = assets.measures(&deck.logo.as_ref()?.file).ok()?;
    Some(Image::default().size(measures, width, rows))
}

/// The picture within so many columns and rows, once it is there.
pub fn image(deck: &Deck, assets: &Assets, pictures: &Pictures, (width, rows): (u16, u16)) -> Option<page::Image> {
    let (key, _) = deck.logo_picture(assets)?;
    let picture = pictures.get(&key).filter(|it| it.missing().is_none())?;
    let (wide, high) = size(deck, assets, width, rows)?;
    Some(page::Image::new(Arc::clone(picture), wide, high, Fit::default()))
}

/// A title slide with the logo in the upper right corner, above all that is on it.
pub(super) fn in_corner(sheet: Sheet, deck: &Deck, context: &Context, screen: Size, frame: Frame) -> Sheet {
    let above = sheet.title_y.saturating_sub(frame.top);
    // An empty row sets it apart.
    let rows = above.saturating_sub(1).min(screen.height / HIGH);
    let logo =
        Some(rows).filter(|rows| *rows >= LEAST).and_then(|rows| corner(deck, context, frame.width / WIDE, rows));
    let Some(logo) = logo else { return sheet };
    let mut title = Page::new(frame.width);
    let x = frame.width - logo.width;
    title.put(logo, x, 0);
    title.put(sheet.title, 0, above.into());
    Sheet { title, title_y: frame.top, ..sheet }
}

/// The logo over its words, which are seen where it cannot be drawn.
fn corner(deck: &Deck, context: &Context, width: u16, rows: u16) -> Option<Page> {
    let (wide, high) = size(deck, context.assets, width, rows)?;
    let mut page = Page::of_size(wide, high.into());
    let alt = deck.logo.as_ref()?.alt.replace('\n', " ");
    let mut is_whole = true;
    let lines = text::wrap_and_tell(&[Run { text: alt, style: Role::Muted.into() }], wide.into(), |_| is_whole = false);
    if is_whole && lines.len() <= usize::from(high) {
        for (y, line) in (0..).zip(&lines) {
            let used: usize = line.iter().map(|run| text::width(run.text.trim_end())).sum();
            page.runs(wide.saturating_sub(cells(used)), y, line);
        }
    }
    if let Some(image) = context.pictures.and_then(|known| image(deck, context.assets, known, (width, rows))) {
        page.image(0, 0, image);
    }
    Some(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::{Header, Trouble};
    use crate::block::Colors;
    use crate::deck;
    use crate::layout;
    use crate::page::{Drawing, Item};
    use crate::picture::Measures;
    use crate::source::Source;

    const LOGO: &str = "logo = { file = \"l.png\", alt = \"Ministère\" }\n";

    fn text(logo: &str) -> String {
        format!(
            "format = 1\ntitle = \"t\"\nsubtitle = \"Sous-titre\"\n{logo}[[section]]\ntitle = \"s\"\n[[section.slide]]\n\
             layout = \"title\"\ntitle = \"Une présentation\"\nbody = \"Bonjour à toutes et à tous\"\n"
        )
    }

    fn assets(header: Result<(u32, u32), Trouble>) -> Assets {
        let header = header.map(|(width, height)| Header {
            measures: Measures { width, height, drawing: true, letters: false },
            key: 7,
        });
        Assets { pictures: [("l.png".to_owned(), header)].into(), ..Assets::default() }
    }

    /// What is drawn on the first slide, at its place on the screen.
    fn items(logo: &str, assets: &Assets, pictures: &Pictures, screen: Size) -> Vec<Item> {
        let (deck, _) = deck::read(&Source::new("test.toml", &text(logo)));
        let colors = Colors::default();
        let context = deck.context(assets, &colors).picturing(pictures);
        let sheet = layout::slide(&deck, &deck.slide(0).unwrap(), &context, screen);
        let place = |item: Item, y: u16| Item { y: item.y + u32::from(y), ..item };
        let title = sheet.title.items.into_iter().map(|item| place(item, sheet.title_y));
        title.chain(sheet.body.items.into_iter().map(|item| place(item, sheet.body_y))).collect()
    }

    fn is_image(item: &&Item) -> bool {
        matches!(item.drawing, Drawing::Image(_))
    }

    #[test]
    fn it_stands_in_the_upper_right_corner_and_nothing_moves_or_is_hidden_for_it() {
        for (pixels, width, height) in [(400, 100), (100, 100), (60, 400)].into_iter().flat_map(|pixels| {
            let widths = [20_u16, 40, 80, 120, 200];
            widths.into_iter().flat_map(move |width| [6_u16, 12, 24, 36, 60].map(|height| (pixels, width, height)))
        }) {
            let assets = assets(Ok(pixels));
            let (screen, known) = (Size { width, height }, assets.blank_pictures());
            let with = items(LOGO, &assets, &known, screen);
            let without = items("", &assets, &known, screen);
            assert!(without.iter().all(|item| with.contains(item)), "{pixels:?} {screen:?}");
            let first = without.iter().map(|item| item.y).min().unwrap();
            let Some(image) = with.iter().find(is_image) else {
                let free = first - u32::from(layout::frame(screen).top);
                assert!((free < 3 || height < 10) && with.len() == without.len(), "{pixels:?} {screen:?}");
                continue;
            };
            assert!(image.y + image.height() < first, "{pixels:?} {screen:?}");
            assert_eq!(image.x + image.width(), layout::frame(screen).width, "{pixels:?} {screen:?}");
        }
    }

    #[test]
    fn without_its_picture_its_words_are_there_and_without_its_file_nothing() {
        let screen = Size { width: 80, height: 24 };
        let said = |items: &[Item]| {
            items.iter().any(|item| matches!(&item.drawing, Drawing::Text { text, .. } if text == "Ministère"))
        };
        let there = items(LOGO, &assets(Ok((400, 100))), &Pictures::new(), screen);
        assert!(said(&there) && !there.iter().any(|item| is_image(&item)));
        assert!(!said(&items(LOGO, &assets(Err(Trouble::Missing)), &Pictures::new(), screen)));
    }
}
