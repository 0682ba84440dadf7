//! Pictures and squares in cells: two pixels or squares in each, one above the other.

use ratatui::buffer::Cell;
use ratatui::style::{Color as CellColor, Modifier};

use crate::page::{Halves, Squares};
use crate::raster::Scheme;

/// Draws two pixels of a picture into a cell, which is counted from the picture's top left.
pub fn piece(cell: &mut Cell, pieces: &Halves, (x, y): (u16, u32), scheme: &Scheme) {
    let [upper, lower] = pieces.cell(x, y, scheme.ground()).map(|half| scheme.depth().exact(half?));
    put(cell, upper, lower);
}

/// Draws two squares into a cell, which is counted from the first. Without colors, text is assumed to be light, and the background dark.
pub fn square(cell: &mut Cell, squares: &Squares, (x, y): (u16, u32), scheme: &Scheme) {
    let (upper, lower) = squares.cell(x, y);
    match (scheme.square(upper), scheme.square(lower)) {
        (Some(upper), Some(lower)) => put(cell, Some(upper), Some(lower)),
        _ => {
            blank(cell);
            cell.set_symbol(squares.letter(x, y));
        }
    }
}

/// Leaves only the background of a cell.
pub fn blank(cell: &mut Cell) {
    cell.set_symbol(" ").set_fg(CellColor::Reset);
    cell.modifier = Modifier::empty();
}

/// Draws the halves of a cell in two colors. `None` shows the background.
fn put(cell: &mut Cell, upper: Option<CellColor>, lower: Option<CellColor>) {
    blank(cell);
    match (upper, lower) {
        (None, None) => {}
        (Some(upper), None) => {
            cell.set_symbol("▀").set_fg(upper);
        }
        (None, Some(lower)) => {
            cell.set_symbol("▄").set_fg(lower);
        }
        (Some(upper), Some(lower)) if upper == lower => {
            cell.set_bg(lower);
        }
        (Some(upper), Some(lower)) => {
            cell.set_symbol("▀").set_fg(upper).set_bg(lower);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::buffer::Buffer;

    use super::*;
    use crate::page::{Image, Page};
    use crate::picture::{Fit, Picture, Pixels};
    use crate::raster::{Depth, Raster};
    use crate::theme::Theme;
    use expect_test::expect;

    /// A red square beside a blue one, and one beside them whose upper half is transparent.
    fn image(width: u16, height: u16) -> Image {
        let (red, blue, clear) = ([200, 0, 0, 255], [0, 0, 200, 255], [0, 0, 0, 0]);
        let row = |last: [u8; 4]| [[red; 4], [blue; 4], [last; 4]].concat().concat();
        let bytes = [row(clear).repeat(2), row(red).repeat(2)].concat();
        let pixels = Pixels { width: 12, height: 4, channels: 4, bytes };
        let picture = Picture { key: 1, small: pixels.clone(), pixels, fault: None };
        Image::new(Arc::new(picture), width, height, Fit::Contain)
    }

    fn on_cells(page: &Page, depth: Depth) -> Buffer {
        Raster::of(page, &mut Scheme::new(&Theme::default(), depth)).cells
    }

    /// The halves of each cell by color: R red, B blue, v a mixture, a dot for the background.
    fn drawn(image: &Image, depth: Depth) -> String {
        let mut page = Page::of_size(image.width, image.height.into());
        page.image(0, 0, image.clone());
        let buffer = on_cells(&page, depth);
        let letter = |color: CellColor| match color {
            CellColor::Rgb(150.., _, ..50) | CellColor::Indexed(160) => 'R',
            CellColor::Rgb(..50, _, 150..) | CellColor::Indexed(20) => 'B',
            CellColor::Reset => '.',
            _ => 'v',
        };
        let halves = |cell: &Cell| match cell.symbol() {
            "▀" => [letter(cell.fg), letter(cell.bg)],
            "▄" => [letter(cell.bg), letter(cell.fg)],
            _ => [letter(cell.bg); 2],
        };
        let row = |y: u16, half: usize| (0..image.width).map(move |x| (x, y, half));
        let mut text = String::new();
        for y in 0..image.height {
            for half in 0..2 {
                text.extend(row(y, half).map(|(x, y, half)| halves(&buffer[(x, y)])[half]));
                text.push('\n');
            }
        }
        text
    }

    #[test]
    fn a_picture_is_drawn_in_halves_of_cells_at_any_width() {
        expect![[r#"
            RRRRBBBB....
            RRRRBBBB....
            RRRRBBBBRRRR
            RRRRBBBBRRRR
        "#]]
        .assert_eq(&drawn(&image(12, 2), Depth::True));
        expect![[r#"
            RRBB..
            RRBBRR
        "#]]
        .assert_eq(&drawn(&image(6, 1), Depth::TwoHundredFiftySix));
        expect![[r#"
            RvBB.
            RvBvR
        "#]]
        .assert_eq(&drawn(&image(5, 1), Depth::True));
    }

    #[test]
    fn with_too_few_colors_nothing_is_drawn() {
        assert!(drawn(&image(6, 1), Depth::Sixteen).chars().all(|it| matches!(it, '.' | '\n')));
        assert!(drawn(&image(6, 1), Depth::None).chars().all(|it| matches!(it, '.' | '\n')));
    }

    #[test]
    fn squares_are_dark_on_light_in_every_depth() {
        let squares = Squares::new(2, vec![true, false, false, false]);
        let colors = |depth: Depth| {
            let mut page = Page::of_size(2, 1);
            page.squares(0, 0, squares.clone());
            let buffer = on_cells(&page, depth);
            let cell = &buffer[(0, 0)];
            (cell.symbol().to_owned(), cell.fg, cell.bg, buffer[(1, 0)].bg)
        };
        let (black, white) = (CellColor::Rgb(0, 0, 0), CellColor::Rgb(255, 255, 255));
        assert_eq!(colors(Depth::True), ("▀".into(), black, white, white));
        let [black, white] = [0, 15].map(CellColor::Indexed);
        assert_eq!(colors(Depth::Sixteen), ("▀".into(), black, white, white));
        assert_eq!(colors(Depth::None), ("▄".into(), CellColor::Reset, CellColor::Reset, CellColor::Reset));
    }
}
