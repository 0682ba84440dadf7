//! The colors of cells as RGB values, as a true-color terminal shows them.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::theme::{self, Rgb};

/// Text and background colors of an unconfigured terminal.
const OWN: (Rgb, Rgb) = ((0x1c, 0x1c, 0x1c), (0xff, 0xff, 0xff));

/// Its sixteen colors, dark enough to be readable on that background. A picture cannot use the user's palette.
const SIXTEEN: [Rgb; 16] = [
    (0x00, 0x00, 0x00),
    (0xb3, 0x12, 0x1d),
    (0x00, 0x6b, 0x2d),
    (0x7a, 0x52, 0x00),
    (0x0a, 0x4f, 0xb0),
    (0x8e, 0x24, 0x90),
    (0x00, 0x61, 0x6e),
    (0x5c, 0x5c, 0x5c),
    (0x44, 0x44, 0x44),
    (0xc4, 0x1a, 0x27),
    (0x0b, 0x78, 0x38),
    (0x86, 0x5a, 0x00),
    (0x1e, 0x5f, 0xc4),
    (0x9c, 0x32, 0xa4),
    (0x07, 0x72, 0x80),
    (0xff, 0xff, 0xff),
];

/// The text color.
pub fn ink(cell: &Cell) -> Rgb {
    if cell.modifier.contains(Modifier::REVERSED) { rgb(cell.bg, OWN.1) } else { rgb(cell.fg, OWN.0) }
}

/// The background color.
pub fn ground(cell: &Cell) -> Rgb {
    if cell.modifier.contains(Modifier::REVERSED) { rgb(cell.fg, OWN.0) } else { rgb(cell.bg, OWN.1) }
}

/// A color of a theme. `None` for the terminal's own.
pub fn of(color: theme::Color) -> Option<Rgb> {
    match color {
        theme::Color::Default => None,
        theme::Color::Ansi(index) => Some(SIXTEEN[usize::from(index) % SIXTEEN.len()]),
        theme::Color::Rgb(red, green, blue) => Some((red, green, blue)),
    }
}

/// Text and background colors where a theme leaves them to the terminal.
pub fn own(dark: bool) -> (Rgb, Rgb) {
    if dark { (OWN.1, OWN.0) } else { OWN }
}

fn rgb(color: Color, own: Rgb) -> Rgb {
    match color {
        Color::Indexed(index) => SIXTEEN[usize::from(index) % SIXTEEN.len()],
        Color::Rgb(red, green, blue) => (red, green, blue),
        // Cells contain no other kinds of colors.
        _ => own,
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;
    use std::sync::Arc;

    use super::*;
    use crate::export::tests::{built_in, with_job};
    use crate::page::{Image, Page, Role, Squares};
    use crate::picture::{Fit, Picture, Pixels};
    use crate::raster::{Depth, Raster, Scheme};
    use crate::show::Now;
    use crate::terminal::Painter;
    use crate::theme::Theme;
    use crate::view::view;

    fn painted(page: &Page, theme: &Theme) -> Raster {
        Raster::of(page, &mut Scheme::new(theme, Depth::True))
    }

    /// Compares the cells with what a terminal shows after painting the page.
    fn assert_as_painted(page: &Page, theme: &Theme, what: &str) {
        let mut painter = Painter::new(theme, Depth::True);
        let size = [page.height as u16, page.width].map(|it| NonZero::new(it).unwrap());
        let mut terminal = vt100::Parser::new(size[0], size[1], 0);
        terminal.process(painter.bytes_of(page, "").as_bytes());
        let rgb = |color: vt100::Color, own: Rgb| match color {
            vt100::Color::Default => own,
            vt100::Color::Idx(index) => SIXTEEN[usize::from(index)],
            vt100::Color::Rgb(red, green, blue) => (red, green, blue),
        };
        let raster = painted(page, theme);
        for y in 0..raster.cells.area.height {
            for (x, _, cell) in raster.row(y) {
                let seen = terminal.screen().cell(y, x).unwrap();
                let (fg, bg) = (rgb(seen.fgcolor(), OWN.0), rgb(seen.bgcolor(), OWN.1));
                let (its_ink, its_ground) = if seen.inverse() { (bg, fg) } else { (fg, bg) };
                let text = if seen.contents().is_empty() { " ".to_owned() } else { seen.contents().to_owned() };
                let shape = [seen.bold(), seen.italic(), seen.underline()];
                let here = format!("{what}, column {x}, row {y}");
                assert_eq!((cell.symbol(), ground(cell)), (text.as_str(), its_ground), "{here}");
                let wanted = [Modifier::BOLD, Modifier::ITALIC, Modifier::UNDERLINED];
                assert_eq!(wanted.map(|it| cell.modifier.contains(it)), shape, "{here}");
                assert!(ink(cell) == its_ink || text == " ", "{here}: {:?} is {its_ink:?}", ink(cell));
            }
        }
    }

    #[test]
    fn the_cells_are_those_that_a_terminal_shows() {
        for name in theme::names() {
            with_job(&built_in("tour"), name, (80, 24), |job| {
                let mut show = job.show();
                for slide in &job.slides {
                    job.go(&mut show, *slide);
                    assert_as_painted(&view(&show, Now::default()), job.theme, &format!("{name}, place {slide}"));
                }
            });
        }
    }

    #[test]
    fn grounds_lie_under_words_that_have_none_and_nothing_leaves_the_page() {
        let mut page = Page::of_size(8, 2);
        page.ground(0, 0, 8, 2, Role::Text);
        page.ground(1, 0, 20, 1, Role::Panel);
        page.text(2, 0, "ab", Role::Accent);
        page.text(4, 0, "cd", Role::Code);
        page.text(7, 1, "漢", Role::Text);
        page.text(6, 1, "xyz", Role::Bad);
        page.text(30, 1, "out", Role::Bad);
        for name in theme::names() {
            assert_as_painted(&page, &Theme::built_in(name).unwrap(), name);
        }
        page.flood(true);
        assert_eq!(ground(&painted(&page, &Theme::default()).cells[(6, 1)]), (0xff, 0xff, 0xff));
    }

    #[test]
    fn pictures_and_squares_are_drawn_as_a_terminal_draws_them_in_half_blocks() {
        let pixel = |cover: u8| [[200, 0, 0, 255], [0, 0, 200, cover], [0, 90, 0, 0]].concat();
        let bytes = [255, 100, 0, 100].map(pixel).concat();
        let pixels = Pixels { width: 3, height: 4, channels: 4, bytes };
        let picture = Picture { key: 1, small: pixels.clone(), pixels, fault: None };
        let mut page = Page::of_size(8, 4);
        page.ground(0, 0, 8, 4, Role::Text);
        page.text(0, 0, "the words", Role::Strong);
        page.image(0, 0, Image::new(Arc::new(picture), 3, 2, Fit::Contain));
        page.squares(4, 2, Squares::new(6, [true, false, false, true, true].repeat(6)));
        for name in theme::names() {
            let theme = Theme::built_in(name).unwrap();
            assert_as_painted(&page, &theme, name);
            let cells = painted(&page, &theme).cells;
            let (picture, square) = (&cells[(0, 0)], &cells[(4, 2)]);
            assert_eq!((picture.symbol(), ground(picture)), (" ", (200, 0, 0)), "{name}");
            assert_eq!((square.symbol(), ink(square), ground(square)), ("▀", (0, 0, 0), (255, 255, 255)));
        }
    }
}
