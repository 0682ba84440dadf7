//! Pixel pictures: a PNG file for each slide, exact to the cell, with the program's own fonts.

mod canvas;
mod letters;

use ratatui::layout::Rect as Cells;

use crate::export::boxes::{self, HEIGHT, WIDTH};
use crate::export::colors;
use crate::export::png::canvas::{Canvas, MARK};
use crate::export::png::letters::Letters;
use crate::export::shapes::{Shapes, commonest_ground, is_blank};
use crate::export::{Drawn, Files, Format, Job, Screenshot};
use crate::raster::{Overlay, Raster};

pub const FORMAT: Format = Format {
    name: "png",
    about: "a picture of the screen in pixels for each slide",
    has_text: false,
    is_of_screen: true,
    has_scale: true,
    pictures: Drawn::Whole,
    mark: Some(MARK),
    files: Files::PerSlide(picture),
};

/// The default scale, at which a cell is 18 by 36 pixels.
pub const USUAL_SCALE: u32 = 2;

/// The largest scale: a cell of 72 by 144 pixels.
pub const LARGEST_SCALE: u32 = 8;

fn picture(job: &Job, Screenshot { raster, .. }: &Screenshot) -> Vec<u8> {
    let scale = job.scale as f32 / USUAL_SCALE as f32;
    let area = raster.cells.area;
    let [width, height] = [(area.width, WIDTH), (area.height, HEIGHT)].map(|(cells, units)| u32::from(cells) * units);
    let ground = commonest_ground(raster);
    let [width, height] = [width, height].map(|units| units * job.scale / USUAL_SCALE);
    let mut canvas = Canvas::new(width, height, ground);
    let shapes = Shapes::of(raster, ground, |_, _| true);
    shapes.areas().for_each(|(fill, rects)| rects.iter().for_each(|rect| canvas.fill(*rect, scale, fill)));
    for (color, lines) in &shapes.lines {
        lines.iter().for_each(|(cell, line)| canvas.line(*cell, line, scale, *color));
    }
    raster.overlays.iter().for_each(|overlay| draw(overlay, job.scale, &mut canvas));
    write(raster, job, &mut canvas);
    canvas.into_png()
}

/// Draws a picture over its cells.
fn draw(Overlay { area, image }: &Overlay, scale: u32, canvas: &mut Canvas) {
    let Cells { x, y, width, height } = *area;
    let across = |cells: u16| u32::from(cells) * WIDTH * scale / USUAL_SCALE;
    let down = |cells: u16| u32::from(cells) * HEIGHT * scale / USUAL_SCALE;
    let pixels = image.picture.pixels.fitted(image.fit, across(width), down(height));
    canvas.picture(&pixels, across(x), down(y));
}

/// Draws the text in its cells.
fn write(raster: &Raster, job: &Job, canvas: &mut Canvas) {
    let mut letters = Letters::new(job.scale, job.lacking);
    for y in 0..raster.cells.area.height {
        for (x, wide, cell) in raster.row(y) {
            if !is_blank(cell) && boxes::shapes(cell.symbol()).is_none() {
                letters.write(cell, (x, y, wide), colors::ink(cell), canvas);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::export::tests::{deck_of, with_job};
    use crate::page::{Image, Page, Role};
    use crate::picture::{Fit, Picture, Pixels};
    use crate::raster::{Depth, Scheme};
    use crate::theme::{Rgb, Theme};

    /// Reads a PNG file: its color type, its width and its pixels.
    fn read(file: &[u8]) -> (png::ColorType, usize, Vec<Rgb>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        let kind = decoder.read_header_info().unwrap().color_type;
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        (kind, info.width as usize, bytes.chunks(3).map(|it| (it[0], it[1], it[2])).collect())
    }

    /// The pixels of a cell at scale 1.
    fn cell(pixels: &[Rgb], width: usize, (x, y): (u16, u16)) -> Vec<Rgb> {
        let (x, y) = (usize::from(x) * 9, usize::from(y) * 18);
        (y..y + 18).flat_map(|row| &pixels[row * width + x..row * width + x + 9]).copied().collect()
    }

    const BODY: &str =
        "**Un** [lien](https://a.fr) à ~~rien~~, *penché*\n\n> cité ▌ █ ░\n\n```rust\nlet a = \"b\";\n```";

    #[test]
    fn each_letter_is_seen_in_its_cell_and_nothing_where_none_is() {
        for theme in ["aube", "nuit"] {
            with_job(&deck_of(&[BODY]), theme, (40, 14), |job| {
                let job = Job { scale: 1, ..job };
                let shot = job.screenshots(Depth::True, Drawn::Whole).next().unwrap();
                let (kind, width, pixels) = read(&picture(&job, &shot));
                assert_eq!((kind, width, pixels.len()), (png::ColorType::Indexed, 360, 360 * 252));
                let row = |y: u16| shot.raster.row(y).collect::<Vec<_>>();
                for (y, (x, _, it)) in (0..14).flat_map(|y| row(y).into_iter().map(move |cell| (y, cell))) {
                    let ground = colors::ground(it);
                    let changed = cell(&pixels, width, (x, y)).iter().filter(|pixel| **pixel != ground).count();
                    let lined = it.modifier.intersects(ratatui::style::Modifier::CROSSED_OUT);
                    match is_blank(it) {
                        // Slanted characters, and those with marks, may extend into a neighboring cell.
                        true => assert!(lined || changed < 12, "{theme}, {x}, {y}: {changed}"),
                        false => assert!(changed > 2, "{theme}, {x}, {y}: {:?}", it.symbol()),
                    }
                }
            });
        }
    }

    #[test]
    fn a_picture_is_as_large_as_its_scale_says_and_the_same_when_it_is_drawn_again() {
        with_job(&deck_of(&[BODY]), "aube", (40, 14), |job| {
            for scale in [1, 2, 3] {
                let job = Job { scale, slides: vec![0], ..job };
                let draw = || picture(&job, &job.screenshots(Depth::True, Drawn::Whole).next().unwrap());
                let (file, again) = (draw(), draw());
                assert_eq!(read(&file).1, 40 * 9 * scale as usize);
                assert_eq!(file, again);
            }
        });
    }

    #[test]
    fn a_photograph_is_drawn_with_its_pixels_and_words_stay_around_it() {
        let bytes: Vec<u8> = (0..96_u32 * 96).flat_map(|at| [(at % 96) as u8 * 2, (at / 96) as u8 * 2, 200]).collect();
        let pixels = Pixels { width: 96, height: 96, channels: 3, bytes };
        let photograph = Picture { key: 1, small: pixels.clone(), pixels, fault: None };
        let mut page = Page::of_size(12, 6);
        page.ground(0, 0, 12, 6, Role::Text);
        page.image(2, 1, Image::new(Arc::new(photograph), 8, 4, Fit::Contain));
        let painted = |page: &Page| {
            let mut raster = Raster::default();
            raster.paint(page, 0, 0..6, &mut Scheme::new(&Theme::default(), Depth::True), &mut |_| true);
            raster
        };
        let deck = deck_of(&["un"]);
        with_job(&deck, "aube", (20, 6), |job| {
            let job = Job { scale: 2, ..job };
            let placed = deck.slide(0).unwrap();
            let raster = painted(&page);
            let (kind, width, pixels) = read(&picture(&job, &Screenshot { placed, raster }));
            assert_eq!((kind, width), (png::ColorType::Rgb, 12 * 18));
            let at = |x: usize, y: usize| pixels[y * width + x];
            // 96 by 96 pixels scaled to 144 by 144: the corners of the picture are at the corners of its cells.
            assert_eq!((at(36, 36), at(35, 36)), ((0, 0, 200), at(0, 0)));
            assert_eq!(at(36 + 143, 36 + 143), (190, 190, 200));
        });
    }

    #[test]
    fn a_sign_that_no_font_has_is_told_and_drawn_as_another() {
        with_job(&deck_of(&["漢 et ⚠"]), "aube", (20, 6), |job| {
            picture(&job, &job.screenshots(Depth::True, Drawn::Whole).next().unwrap());
            assert_eq!(job.lacking.signs(), ['漢']);
        });
    }
}
