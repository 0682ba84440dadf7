//! The cells of a page as a theme colours them: what a terminal with all colours shows.

use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use crate::page::{Drawing, Image, Ink, Page, Role, Squares};
use crate::text;
use crate::theme::{Color, Look, Rgb, Theme};

/// One cell of a screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// The letters in it; nothing in the further cells of a wide sign.
    pub text: &'a str,
    /// How many cells they take; 0 in the further ones.
    pub wide: usize,
    look: Look,
    pub link: Option<&'a Arc<str>>,
}

/// Letters and ground of a terminal that nobody has configured.
const OWN: (Rgb, Rgb) = ((0x1c, 0x1c, 0x1c), (0xff, 0xff, 0xff));

/// Its sixteen colours, dark enough to be read on that ground. A picture cannot ask for the user's.
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

impl<'a> Cell<'a> {
    fn blank(look: Look) -> Self {
        Self { text: " ", wide: 1, look, link: None }
    }

    /// The colour of the letters.
    pub fn ink(&self) -> Rgb {
        if self.look.reverse { self.own_ground() } else { self.own_ink() }
    }

    pub fn ground(&self) -> Rgb {
        if self.look.reverse { self.own_ink() } else { self.own_ground() }
    }

    fn own_ink(&self) -> Rgb {
        rgb(self.look.fg, OWN.0)
    }

    fn own_ground(&self) -> Rgb {
        rgb(self.look.bg.unwrap_or_default(), OWN.1)
    }

    pub fn is_bold(&self) -> bool {
        self.look.bold
    }

    pub fn is_italic(&self) -> bool {
        self.look.italic
    }

    pub fn is_underlined(&self) -> bool {
        self.look.underline
    }

    pub fn is_struck(&self) -> bool {
        self.look.strike
    }
}

fn rgb(color: Color, own: Rgb) -> Rgb {
    match color {
        Color::Default => own,
        Color::Ansi(index) => SIXTEEN[usize::from(index) % SIXTEEN.len()],
        Color::Rgb(red, green, blue) => (red, green, blue),
    }
}

/// The cells of a page that shows at every step, row by row.
pub fn cells<'a>(page: &'a Page, theme: &Theme) -> Vec<Vec<Cell<'a>>> {
    let width = usize::from(page.width);
    let mut rows = vec![vec![Cell::blank(Look::default()); width]; page.height as usize];
    for item in &page.items {
        let x = usize::from(item.x).min(width);
        match &item.drawing {
            Drawing::Text { text, ink } => {
                let Some(row) = rows.get_mut(item.y as usize) else { continue };
                write(row, x, text, ink, theme);
            }
            Drawing::Ground { width: columns, height, role } => {
                let blank = Cell::blank(theme.look((*role).into()));
                let end = (x + usize::from(*columns)).min(width);
                let below = rows.iter_mut().skip(item.y as usize).take(*height as usize);
                below.for_each(|row| row[x..end].fill(blank.clone()));
            }
            Drawing::Flood { white } => {
                let ground = if *white { (0xff, 0xff, 0xff) } else { (0, 0, 0) };
                let look = Look { bg: Some(Color::Rgb(ground.0, ground.1, ground.2)), ..Look::default() };
                rows.iter_mut().for_each(|row| row.fill(Cell::blank(look)));
            }
            Drawing::Image(image) => draw_image(&mut rows, (x, item.y as usize), image, theme),
            Drawing::Squares(squares) => draw_squares(&mut rows, (x, item.y as usize), squares),
            Drawing::Target { .. } => {}
        }
    }
    rows
}

/// Writes text into a row; where it says nothing of the ground the one that is there stays.
fn write<'a>(row: &mut [Cell<'a>], mut x: usize, text: &'a str, ink: &'a Ink, theme: &Theme) {
    let look = theme.look(ink.style);
    for cluster in text.graphemes(true) {
        let wide = text::width(cluster);
        if x + wide > row.len() {
            return;
        }
        if wide == 0 {
            continue;
        }
        let look = Look { bg: look.bg.or(row[x].look.bg), ..look };
        row[x] = Cell { text: cluster, wide, look, link: ink.link.as_ref() };
        row[x + 1..x + wide].fill(Cell { text: "", wide: 0, look, link: None });
        x += wide;
    }
}

/// The cells of a rectangle that are on the page, each with its place in the rectangle.
fn inside<'a, 'b>(
    rows: &'b mut [Vec<Cell<'a>>],
    (x, y): (usize, usize),
    width: u16,
    height: u32,
) -> impl Iterator<Item = (u16, u32, &'b mut Cell<'a>)> {
    let seen = (0..height).zip(rows.iter_mut().skip(y));
    seen.flat_map(move |(down, row)| {
        (0..width).zip(row.iter_mut().skip(x)).map(move |(across, cell)| (across, down, cell))
    })
}

fn draw_image(rows: &mut [Vec<Cell>], at: (usize, usize), image: &Image, theme: &Theme) {
    let (halves, ground) = (image.halves(), theme.grounds(Role::Text).first().copied());
    for (x, y, cell) in inside(rows, at, image.width, image.height()) {
        let [upper, lower] = halves.cell(x, y, ground);
        put(cell, upper, lower);
    }
}

fn draw_squares(rows: &mut [Vec<Cell>], at: (usize, usize), squares: &Squares) {
    let color = |dark: bool| Some(if dark { (0, 0, 0) } else { (0xff, 0xff, 0xff) });
    for (x, y, cell) in inside(rows, at, squares.width, squares.height()) {
        let (upper, lower) = squares.cell(x, y);
        put(cell, color(upper), color(lower));
    }
}

/// Draws the halves of a cell in two colours; where there is none the ground shows.
fn put(cell: &mut Cell, upper: Option<Rgb>, lower: Option<Rgb>) {
    let color = |(red, green, blue): Rgb| Color::Rgb(red, green, blue);
    let under = Look { bg: cell.look.bg, ..Look::default() };
    let (text, look) = match (upper.map(color), lower.map(color)) {
        (None, None) => (" ", under),
        (Some(upper), None) => ("▀", Look { fg: upper, ..under }),
        (None, Some(lower)) => ("▄", Look { fg: lower, ..under }),
        (Some(upper), Some(lower)) if upper == lower => (" ", Look { bg: Some(lower), ..under }),
        (Some(upper), Some(lower)) => ("▀", Look { fg: upper, bg: Some(lower), ..under }),
    };
    *cell = Cell { text, ..Cell::blank(look) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{built_in, with_job};
    use crate::picture::{Fit, Picture, Pixels};
    use crate::terminal::{Depth, Painter};
    use crate::theme;
    use std::num::NonZero;

    /// Compares the cells with what a terminal makes of the page that is painted on it.
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
        for (y, row) in (0..).zip(cells(page, theme)) {
            for (x, cell) in (0..).zip(row).filter(|(_, cell)| cell.wide > 0) {
                let seen = terminal.screen().cell(y, x).unwrap();
                let (fg, bg) = (rgb(seen.fgcolor(), OWN.0), rgb(seen.bgcolor(), OWN.1));
                let (ink, ground) = if seen.inverse() { (bg, fg) } else { (fg, bg) };
                let text = if seen.contents().is_empty() { " ".to_owned() } else { seen.contents().to_owned() };
                let shape = (seen.bold(), seen.italic(), seen.underline());
                let here = format!("{what}, column {x}, row {y}");
                assert_eq!((cell.text, cell.ground()), (text.as_str(), ground), "{here}");
                assert_eq!((cell.is_bold(), cell.is_italic(), cell.is_underlined()), shape, "{here}");
                assert!(cell.ink() == ink || text == " ", "{here}: {:?} is {ink:?}", cell.ink());
            }
        }
    }

    #[test]
    fn the_cells_are_those_that_a_terminal_shows() {
        for name in theme::names() {
            with_job(&built_in("tour"), name, (80, 24), |job| {
                for screen in job.screens() {
                    assert_as_painted(&screen.page, job.theme, &format!("{name}, slide {}", screen.placed.number));
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
        assert_eq!(cells(&page, &Theme::default())[1][6].ground(), (0xff, 0xff, 0xff));
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
            let cells = cells(&page, &theme);
            assert_eq!((cells[0][0].text, cells[0][0].ground()), (" ", (200, 0, 0)), "{name}");
            assert_eq!((cells[2][4].text, cells[2][4].ink(), cells[2][4].ground()), ("▀", (0, 0, 0), (255, 255, 255)));
        }
    }
}
