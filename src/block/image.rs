//! `image`: a picture from a file beside the deck, with a description.

use std::sync::Arc;

use crate::assets::Trouble;
use crate::block::meaning::{self, What};
use crate::block::{Context, Kind, layout_note, layout_trouble};
use crate::lang::{self, say};
use crate::page::{self, Page, Role, cells};
use crate::picture::{Fault, Fit, Measures};
use crate::source::Span;
use crate::table::{PictureFile, Reader, Words, table};
use crate::text::{self, Run};

/// The least rows that a caption leaves to its picture, if there are that many.
const LEAST_ROWS: u16 = 4;

table! {
    /// A picture from a file beside the deck: PNG, JPEG, WebP, GIF (its first frame), SVG (without letters).
    pub struct Image as "an image" {
        /// The name of the file, relative to the deck's folder.
        file: PictureFile,
        /// How much of the slide's width it may take, in percent.
        width: Option<u16> = None,
        /// How it is fitted into its place.
        fit: Fit = Fit::default(),
        /// A line below the picture.
        caption: Option<Words> = None,
        /// Whether it only decorates: then it needs no `alt`.
        decorative: bool = false,
    }
}

impl Image {
    /// The size of the picture in columns and rows, within `width` and the available room.
    pub fn size(&self, measures: Measures, width: u16, room: u16) -> (u16, u16) {
        let share = u32::from(self.width.unwrap_or(100).clamp(1, 100));
        let wide = (u32::from(width) * share / 100).max(1);
        let room = u32::from(room.max(1));
        if self.fit == Fit::Cover {
            return (cells(wide as usize), cells(room as usize));
        }
        // A cell counts as twice as high as it is wide. More cells than pixels would only show the pixels.
        let wide = if measures.drawing { wide } else { wide.min(measures.width) };
        let (across, down) = (f64::from(measures.width), 2.0 * f64::from(measures.height));
        let rows = (f64::from(wide) * down / across / 4.0).round() as u32;
        match rows > room {
            true => (
                cells(((f64::from(room) * 4.0 * across / down).round() as usize).clamp(1, wide as usize)),
                cells(room as usize),
            ),
            false => (cells(wide as usize), cells(rows.max(1) as usize)),
        }
    }

    /// The description of the picture, or its file name if there is none.
    fn words<'a>(&'a self, alt: Option<&'a str>) -> &'a str {
        alt.filter(|alt| !alt.trim().is_empty()).unwrap_or(&self.file)
    }

    /// Replaces a picture whose size is unknown: the reason, and its description.
    fn layout_missing(&self, trouble: &Trouble, context: &Context, width: u16) -> Page {
        let mut page = layout_trouble(trouble, &self.file, context.words, width);
        let alt = context.alt.filter(|_| !self.decorative);
        for words in [alt, self.caption.as_deref()].into_iter().flatten() {
            page.stack(layout_note(words, Role::Muted, width), 0, 0);
        }
        page
    }

    /// Replaces the picture until it is decoded, or if it cannot be drawn: a frame with its description, and the reason.
    fn stand_in(&self, alt: Option<&str>, why: Option<&str>, width: u16, height: u16) -> Page {
        let mut page = Page::of_size(width, height.into());
        if self.decorative {
            return page;
        }
        let framed = width >= 16 && height >= 3;
        let (inner, rows) = if framed { (width - 4, height - 2) } else { (width, height) };
        if framed {
            page.frame(Role::Border);
        }
        let run = |words: &str| [Run { text: text::clean(words).replace('\n', " "), style: Role::Muted.into() }];
        let mut lines = text::wrap(&run(self.words(alt)), usize::from(inner));
        lines.extend(why.into_iter().flat_map(|why| text::wrap(&run(&format!("({why})")), usize::from(inner))));
        if lines.len() > usize::from(rows) {
            lines.truncate(rows.into());
            if let Some(run) = lines.last_mut().and_then(|line| line.last_mut()) {
                run.text = format!("{}…", text::fit(run.text.trim_end(), usize::from(inner).saturating_sub(1)));
            }
        }
        let top = u32::from(framed) + u32::from(rows - cells(lines.len())) / 2;
        for (y, line) in (top..).zip(&lines) {
            let wide: usize = line.iter().map(|run| text::width(&run.text)).sum();
            page.runs((width - cells(wide).min(width)) / 2, y, line);
        }
        page
    }
}

/// Why a picture is not drawn, for people in the room.
fn reason(fault: &Fault, words: &'static lang::Words) -> &'static str {
    match fault {
        Fault::TooMuch(_) | Fault::TooSlow => words.picture_too_complex,
        _ => words.picture_damaged,
    }
}

impl Kind for Image {
    fn layout(&self, context: &Context, width: u16) -> Page {
        let measures = match context.assets.measures(&self.file) {
            Ok(measures) => measures,
            Err(trouble) => return self.layout_missing(&trouble, context, width),
        };
        let caption = self.caption.as_ref().map_or_else(Page::default, |it| layout_note(it, Role::Muted, width));
        let room = context.room.saturating_sub(cells(caption.height as usize)).max(context.room.min(LEAST_ROWS));
        let (wide, high) = self.size(measures, width, room);
        let left = (width - wide) / 2;
        let mut page = Page::new(width);
        let picture = context.picture(&self.file);
        let why = picture.and_then(|it| it.missing()).map(|fault| reason(fault, context.interface));
        page.put(self.stand_in(context.alt, why, wide, high), left, 0);
        if let Some(picture) = picture.filter(|_| why.is_none()) {
            page.image(left, 0, page::Image::new(Arc::clone(picture), wide, high, self.fit));
        }
        // Below the picture, starting at its left edge; centered if the caption is wider.
        let words = caption.rows(0).iter().map(|row| text::width(row)).max().map_or(0, cells);
        let x = left.saturating_sub(words.saturating_sub(wide) / 2).min(width.saturating_sub(words));
        page.put(caption, x, high.into());
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let measures = context.assets.measures(&self.file);
        What::Image(meaning::Image {
            file: self.file.to_string(),
            width: self.width.unwrap_or(100).clamp(1, 100),
            size: measures.as_ref().ok().map(|it| (it.width, it.height)),
            caption: self.caption.clone(),
            decorative: self.decorative,
            trouble: measures.err().map(|trouble| trouble.message(&self.file).in_words(context.words).into()),
        })
    }

    fn fills(&self) -> bool {
        true
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        if self.width.is_some_and(|width| !(1..=100).contains(&width)) {
            let message = say!("the width of an image is in percent");
            reader.wrong(
                self.at.value("width"),
                message,
                say!("not from 1 to 100"),
                say!("write a number from 1 to 100"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::{Assets, Header};
    use crate::block::tests::{findings, read_aloud};
    use crate::block::{AnyKind, Block, Colors};
    use crate::page::Drawing;
    use crate::picture::Picture;
    use expect_test::expect;

    fn image(caption: Option<&str>) -> Image {
        Image { file: "a.png".into(), caption: caption.map(str::to_owned), ..Image::default() }
    }

    fn assets(header: Result<(u32, u32), Trouble>) -> Assets {
        let header = header.map(|(width, height)| Header {
            measures: Measures { width, height, drawing: false, letters: false },
            key: 7,
        });
        Assets { pictures: [("a.png".to_owned(), header)].into(), ..Assets::default() }
    }

    /// An image of this many pixels on a page, with its description.
    fn page(image: Image, alt: &str, header: Result<(u32, u32), Trouble>, width: u16, room: u16) -> Page {
        let (assets, colors) = (assets(header), Colors::default());
        let block = Block::new(AnyKind::Image(image), Some(alt.to_owned()), None);
        let pictures = assets.blank_pictures();
        block.layout(&Context::of(&assets, &colors).within(room).picturing(&pictures), width)
    }

    /// A page as text with a bar at its left edge, because its first column may be empty.
    fn framed(page: &Page) -> String {
        page.rows(0).iter().map(|row| format!("|{row}\n")).collect()
    }

    const WORDS: &str = "Deux flèches vers la production";

    #[test]
    fn its_words_stand_in_its_place_at_its_size() {
        let picture = |width, room| framed(&page(image(Some("La chaîne")), WORDS, Ok((320, 160)), width, room));
        expect![[r#"
            |    ╭──────────────────────────────╮
            |    │                              │
            |    │                              │
            |    │     Deux flèches vers la     │
            |    │          production          │
            |    │                              │
            |    │                              │
            |    ╰──────────────────────────────╯
            |    La chaîne
        "#]]
        .assert_eq(&picture(40, 9));
        expect![[r#"
            | Deux flèches
            |   vers la
            |  production
            |
            |La chaîne
        "#]]
        .assert_eq(&picture(14, 18));
        expect![[r#"
            |              Deux flèches
            |                vers la
            |               production
            |              La chaîne
        "#]]
        .assert_eq(&picture(40, 3));
    }

    #[test]
    fn a_caption_wider_than_its_picture_stands_in_the_middle_below() {
        let picture = framed(&page(image(Some("Une légende plus large que l’image")), WORDS, Ok((100, 100)), 60, 6));
        expect![[r#"
            |                            Deux
            |                          flèches
            |                          vers la
            |                         production
            |
            |             Une légende plus large que l’image
        "#]]
        .assert_eq(&picture);
    }

    /// Columns and rows of the picture itself.
    fn cells_of(image: Image, pixels: (u32, u32), width: u16, room: u16) -> (u16, u16) {
        let page = page(image, WORDS, Ok(pixels), width, room);
        let drawn = page.items.iter().find_map(|item| match &item.drawing {
            Drawing::Image(it) => Some((it.width, it.height)),
            _ => None,
        });
        drawn.expect("an image is drawn")
    }

    #[test]
    fn a_picture_keeps_its_proportions_within_its_room() {
        let plain = || image(None);
        assert_eq!(cells_of(plain(), (800, 400), 72, 18), (72, 18));
        assert_eq!(cells_of(plain(), (800, 400), 72, 10), (40, 10));
        assert_eq!(cells_of(plain(), (800, 800), 30, 18), (30, 15));
        assert_eq!(cells_of(plain(), (8, 8), 72, 18), (8, 4), "no larger than its pixels");
        assert_eq!(cells_of(plain(), (8000, 1), 72, 18), (72, 1));
        assert_eq!(cells_of(plain(), (1, 8000), 72, 18), (1, 18));
        assert_eq!(cells_of(Image { width: Some(50), ..plain() }, (800, 400), 72, 18), (36, 9));
        assert_eq!(cells_of(Image { fit: Fit::Cover, ..plain() }, (800, 800), 72, 18), (72, 18));
    }

    #[test]
    fn nothing_moves_when_the_picture_comes() {
        let (assets, colors) = (assets(Ok((320, 160))), Colors::default());
        let context = Context::of(&assets, &colors);
        let pictures = assets.blank_pictures();
        let rows = |context: &Context| image(Some("La chaîne")).layout(context, 40).rows(0);
        assert_eq!(rows(&context), rows(&context.picturing(&pictures)));
    }

    #[test]
    fn a_picture_that_cannot_be_decoded_leaves_its_words_and_why() {
        let assets = assets(Ok((320, 160)));
        let colors = Colors::default();
        let with = |fault: Fault, width: u16, decorative: bool| {
            let pictures = [(7, Arc::new(Picture::failed(7, fault)))].into();
            let context = Context { alt: Some(WORDS), ..Context::of(&assets, &colors) };
            Image { decorative, ..image(None) }.layout(&context.within(9).picturing(&pictures), width)
        };
        let page = with(Fault::TooSlow, 50, false);
        assert!(
            page.picture(0).contains(WORDS) && page.picture(0).contains("(too complex to draw)"),
            "{}",
            page.picture(0)
        );
        assert!(!page.items.iter().any(|item| matches!(item.drawing, Drawing::Image(_))));
        assert!(with(Fault::Broken("x".into()), 50, false).picture(0).contains("(damaged picture)"));
        assert_eq!(with(Fault::TooSlow, 50, true).picture(0).trim(), "");
        assert!(with(Fault::Cut, 50, false).items.iter().any(|item| matches!(item.drawing, Drawing::Image(_))));
        for width in 1..30 {
            with(Fault::TooSlow, width, false);
        }
    }

    #[test]
    fn decorative_pictures_have_no_description() {
        let picture = page(Image { decorative: true, ..image(None) }, "", Ok((320, 160)), 20, 5).picture(0);
        assert_eq!(picture.trim(), "");
    }

    #[test]
    fn a_file_that_is_no_picture_is_told_in_its_place() {
        let told = |trouble: Trouble| page(image(None), WORDS, Err(trouble), 100, 9).picture(0);
        assert!(told(Trouble::Missing).contains("the file \"a.png\" does not exist"));
        assert!(told(Trouble::Missing).contains(WORDS));
        assert!(told(Trouble::Picture(Fault::Unknown)).contains("is not a PNG, JPEG, WebP, GIF or SVG"));
        let large = Trouble::Picture(Fault::TooLarge { width: 30_000, height: 30_000, most: 64 << 20 });
        assert!(told(large).contains("30000 × 30000 pixels; the limit for its kind"));
    }

    #[test]
    fn an_image_is_read_by_its_words_and_its_caption() {
        let slide = "body = '''\n```image file=\"a.png\" alt=\"Deux flèches\" caption=\"La chaîne\"\n```\n'''";
        expect![[r#"
            [Deux flèches]

            La chaîne
        "#]]
        .assert_eq(&read_aloud(slide));
        assert_eq!(findings(slide), [""; 0]);
        assert_eq!(findings(&slide.replace("alt=", "width=120 alt=")), ["the width of an image is in percent"]);
    }
}
