//! Pictures and squares in cells: two pieces of them in each, one above the other.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Positions, Rect};
use ratatui::style::{Color as CellColor, Modifier};

use crate::page::{Image, Squares};
use crate::terminal::Depth;
use crate::theme::Rgb;

/// Draws a picture over a ground, and gives its cells. Where there are too few colours for it, the words that stand for it stay.
pub fn draw_image(
    image: &Image,
    (x, y): (u16, u16),
    depth: Depth,
    ground: Option<Rgb>,
    buffer: &mut Buffer,
) -> Positions {
    if depth.exact((0, 0, 0)).is_none() {
        return Rect::ZERO.positions();
    }
    let halves = image.halves();
    let area = Rect::new(x, y, image.width, rows(image.height())).intersection(buffer.area);
    for at in area.positions() {
        let [upper, lower] = halves.cell(at.x - x, u32::from(at.y - y), ground).map(|half| depth.exact(half?));
        put(&mut buffer[(at.x, at.y)], upper, lower);
    }
    area.positions()
}

/// Draws squares, and gives their cells. Without colours letters are taken for light and the ground for dark.
pub fn draw_squares(squares: &Squares, (x, y): (u16, u16), depth: Depth, buffer: &mut Buffer) -> Positions {
    let area = Rect::new(x, y, squares.width, rows(squares.height())).intersection(buffer.area);
    for at in area.positions() {
        let (across, down) = (at.x - x, u32::from(at.y - y));
        let (upper, lower) = squares.cell(across, down);
        let cell = &mut buffer[(at.x, at.y)];
        match (depth.square(upper), depth.square(lower)) {
            (Some(upper), Some(lower)) => put(cell, Some(upper), Some(lower)),
            _ => {
                blank(cell);
                cell.set_symbol(squares.letter(across, down));
            }
        }
    }
    area.positions()
}

/// Leaves nothing in a cell but its ground.
pub fn blank(cell: &mut Cell) {
    cell.set_symbol(" ").set_fg(CellColor::Reset);
    cell.modifier = Modifier::empty();
}

fn rows(count: u32) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Draws the halves of a cell in two colours; where there is none the ground shows.
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

    use super::*;
    use crate::picture::{Fit, Picture, Pixels};
    use expect_test::expect;

    /// A red square beside a blue one, and one beside them that is clear above.
    fn image(width: u16, height: u16) -> Image {
        let (red, blue, clear) = ([200, 0, 0, 255], [0, 0, 200, 255], [0, 0, 0, 0]);
        let row = |last: [u8; 4]| [[red; 4], [blue; 4], [last; 4]].concat().concat();
        let bytes = [row(clear).repeat(2), row(red).repeat(2)].concat();
        let pixels = Pixels { width: 12, height: 4, channels: 4, bytes };
        let picture = Picture { key: 1, small: pixels.clone(), pixels, fault: None };
        Image::new(Arc::new(picture), width, height, Fit::Contain)
    }

    /// The halves of each cell by their colours: R red, B blue, v what is between them, a point where the ground shows.
    fn drawn(image: &Image, depth: Depth) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, image.width, image.height));
        draw_image(image, (0, 0), depth, None, &mut buffer);
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
    fn with_too_few_colours_nothing_is_drawn() {
        assert!(drawn(&image(6, 1), Depth::Sixteen).chars().all(|it| matches!(it, '.' | '\n')));
        assert!(drawn(&image(6, 1), Depth::None).chars().all(|it| matches!(it, '.' | '\n')));
    }

    #[test]
    fn squares_are_dark_on_light_in_every_depth() {
        let squares = Squares::new(2, vec![true, false, false, false]);
        let colours = |depth: Depth| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 2, 1));
            draw_squares(&squares, (0, 0), depth, &mut buffer);
            let cell = &buffer[(0, 0)];
            (cell.symbol().to_owned(), cell.fg, cell.bg, buffer[(1, 0)].bg)
        };
        let (black, white) = (CellColor::Rgb(0, 0, 0), CellColor::Rgb(255, 255, 255));
        assert_eq!(colours(Depth::True), ("▀".into(), black, white, white));
        let [black, white] = [0, 15].map(CellColor::Indexed);
        assert_eq!(colours(Depth::Sixteen), ("▀".into(), black, white, white));
        assert_eq!(colours(Depth::None), ("▄".into(), CellColor::Reset, CellColor::Reset, CellColor::Reset));
    }
}
