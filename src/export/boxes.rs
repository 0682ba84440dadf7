//! Characters that must join from cell to cell, as shapes: frame lines, blocks, dots. A font whose cells differ from ours would draw them with
//! gaps.

/// The width of a cell in the units of a picture. At the usual scale two units are a pixel, so that lines and halves start and end between pixels.
pub const WIDTH: u32 = 18;
pub const HEIGHT: u32 = 36;

/// Where lines cross. It is slightly below the middle, because a cell has an even number of pixels and a thin line takes one.
const MIDDLE: (f32, f32) = (9.0, 19.0);

/// A shape of a character, in units from the top left of its cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// From the left, from the top, width, height, and the opacity in percent.
    Rect { x: f32, y: f32, width: f32, height: f32, covers: u8 },
    /// A thin line: its start, and its segments.
    Line(Line),
}

/// A thin line, in units from the top left of its cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub x: u32,
    pub y: u32,
    pub stretches: &'static [Stretch],
}

/// A segment of a line, in units from its current end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stretch {
    Straight([i32; 2]),
    /// Around a corner: the corner, and the new end.
    Round([i32; 2], [i32; 2]),
}

/// The thickness of a thin line.
pub const THIN: f32 = 2.0;

/// Half the thickness of no line, of a light and of a heavy one.
const HALF: [f32; 3] = [0.0, 1.0, 3.0];

/// How far the lines of a double line are from the middle, and how far from it they end where they meet others.
const APART: f32 = 4.0;
const OUTER: f32 = 5.0;
const INNER: f32 = 3.0;

/// The arms of the characters from U+2500 to U+257F, from their Unicode names: up, right, down, left; 0 none, 1 light, 2 heavy, 3 double. Arcs and
/// diagonals have none.
const ARMS: &str = "\
    0101 0202 1010 2020 0101 0202 1010 2020 0101 0202 1010 2020 0110 0210 0120 0220 \
    0011 0012 0021 0022 1100 1200 2100 2200 1001 1002 2001 2002 1110 1210 2110 1120 \
    2120 2210 1220 2220 1011 1012 2011 1021 2021 2012 1022 2022 0111 0112 0211 0212 \
    0121 0122 0221 0222 1101 1102 1201 1202 2101 2102 2201 2202 1111 1112 1211 1212 \
    2111 1121 2121 2112 2211 1122 1221 2212 1222 2122 2221 2222 0101 0202 1010 2020 \
    0303 3030 0310 0130 0330 0013 0031 0033 1300 3100 3300 1003 3001 3003 1310 3130 \
    3330 1013 3031 3033 0313 0131 0333 1303 3101 3303 1313 3131 3333 0000 0000 0000 \
    0000 0000 0000 0000 0001 1000 0100 0010 0002 2000 0200 0020 0201 1020 0102 2010";

const RISING: Shape = line(0, 36, &[Stretch::Straight([18, -36])]);
const FALLING: Shape = line(0, 0, &[Stretch::Straight([18, 36])]);

const fn line(x: u32, y: u32, stretches: &'static [Stretch]) -> Shape {
    Shape::Line(Line { x, y, stretches })
}

/// The rounded corners: from the top or bottom edge to the left or right edge.
const ROUND: [Shape; 4] = [
    line(9, 36, &[Stretch::Straight([0, -8]), Stretch::Round([0, -9], [9, -9])]),
    line(9, 36, &[Stretch::Straight([0, -8]), Stretch::Round([0, -9], [-9, -9])]),
    line(9, 0, &[Stretch::Straight([0, 10]), Stretch::Round([0, 9], [-9, 9])]),
    line(9, 0, &[Stretch::Straight([0, 10]), Stretch::Round([0, 9], [9, 9])]),
];

/// The shapes of a character. `None` if a font draws it well.
pub fn shapes(sign: &str) -> Option<Vec<Shape>> {
    let mut chars = sign.chars();
    let (char, None) = (chars.next()?, chars.next()) else { return None };
    match char {
        '╭'..='╰' => Some(vec![ROUND[char as usize - '╭' as usize].clone()]),
        '╱' => Some(vec![RISING]),
        '╲' => Some(vec![FALLING]),
        '╳' => Some(vec![RISING, FALLING]),
        '─'..='╿' => Some(lines(char)),
        '▀'..='▟' => Some(blocks(char)),
        '\u{2801}'..='\u{28ff}' => Some(dots(char as u32 - 0x2800)),
        '\u{1fb00}'..='\u{1fb3b}' => Some(sextants(char as u32 - 0x1fb00)),
        _ => None,
    }
}

fn rect(x: f32, y: f32, width: f32, height: f32) -> Shape {
    Shape::Rect { x, y, width, height, covers: 100 }
}

/// A rectangle along an arm, `from..to` units from the middle, and `at` units beside it.
fn along(direction: usize, from: f32, to: f32, at: f32, half: f32) -> Shape {
    let (middle_x, middle_y) = MIDDLE;
    let (length, thick) = (to - from, 2.0 * half);
    match direction {
        0 => rect(middle_x + at - half, middle_y - to, thick, length),
        1 => rect(middle_x + from, middle_y + at - half, length, thick),
        2 => rect(middle_x + at - half, middle_y + from, thick, length),
        _ => rect(middle_x - to, middle_y + at - half, length, thick),
    }
}

fn lines(char: char) -> Vec<Shape> {
    let arms = ARMS.split(' ').nth(char as usize - 0x2500).unwrap_or_default();
    let arms: Vec<usize> = arms.bytes().map(|arm| usize::from(arm - b'0')).collect();
    let parts = match char {
        '┄' | '┅' | '┆' | '┇' => 3,
        '┈' | '┉' | '┊' | '┋' => 4,
        '╌' | '╍' | '╎' | '╏' => 2,
        _ => return (0..4).flat_map(|direction| arm(&arms, direction)).collect(),
    };
    // A dashed line goes straight through the cell, with gaps as long as its dashes.
    let direction = if arms[1] > 0 { 1 } else { 2 };
    let length = if direction == 1 { WIDTH as f32 } else { HEIGHT as f32 };
    let (part, half) = (length / parts as f32, HALF[arms[direction]]);
    let before = if direction == 1 { MIDDLE.0 } else { MIDDLE.1 };
    let start = |index: i32| index as f32 * part + part / 4.0 - before;
    (0..parts).map(|index| along(direction, start(index), start(index) + part / 2.0, 0.0, half)).collect()
}

/// One arm of a character, from where it meets the others to the edge of the cell.
fn arm(arms: &[usize], direction: usize) -> Vec<Shape> {
    let edge = [MIDDLE.1, WIDTH as f32 - MIDDLE.0, HEIGHT as f32 - MIDDLE.1, MIDDLE.0][direction];
    let opposite = arms[(direction + 2) % 4] > 0;
    // The arms on both sides: above and below, or left and right.
    let (before, behind) = if direction % 2 == 1 { (arms[0], arms[2]) } else { (arms[3], arms[1]) };
    let thickest = before.max(behind);
    let start = match (thickest, before.min(behind)) {
        _ if opposite => 0.0,
        (3, 3) => INNER,
        (3, _) => -OUTER,
        (single, _) => -HALF[single],
    };
    let one = |at: f32, near: usize, far: usize| {
        let start = match (near, far) {
            (3, _) => INNER,
            _ if opposite => 0.0,
            (0, 3) => -OUTER,
            (near, far) => -HALF[near.max(far).min(2)],
        };
        along(direction, start, edge, at, HALF[1])
    };
    match arms[direction] {
        0 => Vec::new(),
        3 => vec![one(-APART, before, behind), one(APART, behind, before)],
        weight => vec![along(direction, start, edge, 0.0, HALF[weight])],
    }
}

fn blocks(char: char) -> Vec<Shape> {
    let (width, height) = (WIDTH as f32, HEIGHT as f32);
    let shade = |covers| vec![Shape::Rect { x: 0.0, y: 0.0, width, height, covers }];
    match char as u32 - 0x2580 {
        0x00 => vec![rect(0.0, 0.0, width, height / 2.0)],
        eighths @ 0x01..=0x08 => {
            let part = height * eighths as f32 / 8.0;
            vec![rect(0.0, height - part, width, part)]
        }
        code @ 0x09..=0x0f => vec![rect(0.0, 0.0, width * (0x10 - code) as f32 / 8.0, height)],
        0x10 => vec![rect(width / 2.0, 0.0, width / 2.0, height)],
        0x11 => shade(25),
        0x12 => shade(50),
        0x13 => shade(75),
        0x14 => vec![rect(0.0, 0.0, width, height / 8.0)],
        0x15 => vec![rect(width * 7.0 / 8.0, 0.0, width / 8.0, height)],
        // The quarters of each character: top left, top right, bottom left, bottom right.
        code => {
            let quarters = [0b0100, 0b1000, 0b0001, 0b1101, 0b1001, 0b0111, 0b1011, 0b0010, 0b0110, 0b1110];
            pieces(quarters[code as usize - 0x16], &[0.0, 18.0, 36.0])
        }
    }
}

/// The sextants: all ways to fill two columns of three, except none, all, and the two halves, which are blocks already.
fn sextants(index: u32) -> Vec<Shape> {
    let filled = index + 1 + u32::from(index >= 20) + u32::from(index >= 40);
    pieces(filled, &[0.0, 12.0, 24.0, 36.0])
}

/// Two columns of rectangles between these rows. The bits tell which are filled, left to right, then down.
fn pieces(filled: u32, rows: &[f32]) -> Vec<Shape> {
    let half = WIDTH as f32 / 2.0;
    let all =
        rows.windows(2).enumerate().flat_map(|(row, edges)| [0, 1].map(|column| (row * 2 + column, column, edges)));
    let filled = all.filter(|(bit, ..)| filled >> bit & 1 == 1);
    filled.map(|(_, column, edges)| rect(half * column as f32, edges[0], half, edges[1] - edges[0])).collect()
}

/// Braille dots. The bits count down the left column, down the right one, then along the lowest row (Unicode, "Braille Patterns").
fn dots(bits: u32) -> Vec<Shape> {
    const PLACES: [(u8, u8); 8] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
    let set = PLACES.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
    set.map(|(_, (column, row))| rect(2.5 + 9.0 * f32::from(*column), 2.5 + 9.0 * f32::from(*row), 4.0, 4.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    /// The cell of a character as text. Each character is one unit wide and two high.
    fn picture(sign: char) -> Vec<String> {
        let mut rows = vec![vec!['.'; WIDTH as usize]; HEIGHT as usize / 2];
        for shape in shapes(&sign.to_string()).expect("a sign that is drawn") {
            let Shape::Rect { x, y, width, height, .. } = shape else { panic!("{sign} is no rectangle") };
            for (at_y, row) in rows.iter_mut().enumerate() {
                for (at_x, letter) in row.iter_mut().enumerate() {
                    let (at_x, at_y) = (at_x as f32 + 0.5, at_y as f32 * 2.0 + 1.0);
                    if (x..x + width).contains(&at_x) && (y..y + height).contains(&at_y) {
                        *letter = '#';
                    }
                }
            }
        }
        rows.into_iter().map(|row| row.into_iter().collect()).collect()
    }

    fn side_by_side(signs: &str) -> String {
        let pictures: Vec<Vec<String>> = signs.chars().map(picture).collect();
        let row = |at: usize| pictures.iter().map(|it| it[at].as_str()).collect::<Vec<_>>().join(" ") + "\n";
        (0..HEIGHT as usize / 2).map(row).collect()
    }

    #[test]
    fn double_lines_turn_and_cross_without_filling_their_middle() {
        expect![[r#"
            .................. ....##......##.... ....##......##.... .................. ........##........
            .................. ....##......##.... ....##......##.... .................. ........##........
            .................. ....##......##.... ....##......##.... .................. ........##........
            .................. ....##......##.... ....##......##.... .................. ........##........
            .................. ....##......##.... ....##......##.... .................. ........##........
            .................. ....##......##.... ....##......##.... .................. ........##........
            .................. ....##......##.... ....##......##.... .................. ........##........
            ....############## ######......###### ....##......##.... .................. ##################
            ....##............ .................. ....##......##.... .................. ........##........
            ....##............ .................. ....##......###### ....############## ........##........
            ....##............ .................. ....##......##.... ....##......##.... ........##........
            ....##......###### ######......###### ....##......##.... ....##......##.... ##################
            ....##......##.... ....##......##.... ....##......##.... ....##......##.... ........##........
            ....##......##.... ....##......##.... ....##......##.... ....##......##.... ........##........
            ....##......##.... ....##......##.... ....##......##.... ....##......##.... ........##........
            ....##......##.... ....##......##.... ....##......##.... ....##......##.... ........##........
            ....##......##.... ....##......##.... ....##......##.... ....##......##.... ........##........
            ....##......##.... ....##......##.... ....##......##.... ....##......##.... ........##........
        "#]]
        .assert_eq(&side_by_side("╔╬╟╓╪"));
    }

    #[test]
    fn light_and_heavy_lines_fill_their_corners() {
        expect![[r#"
            .................. .................. .................. .................. ..................
            .................. .................. .................. .................. ........##........
            .................. .................. .................. .................. ........##........
            .................. .................. .................. .................. ........##........
            .................. .................. .................. .................. ..................
            .................. .................. .................. .................. ..................
            .................. .................. .................. .................. ..................
            .................. .................. .................. .................. ........##........
            .................. ......############ ......############ .........######### ........##........
            ........########## ......############ ################## ################## ........##........
            ........##........ ......############ ......############ .........######### ..................
            ........##........ ......######...... ......######...... .................. ..................
            ........##........ ......######...... ......######...... .................. ..................
            ........##........ ......######...... ......######...... .................. ........##........
            ........##........ ......######...... ......######...... .................. ........##........
            ........##........ ......######...... ......######...... .................. ........##........
            ........##........ ......######...... ......######...... .................. ..................
            ........##........ ......######...... ......######...... .................. ..................
        "#]]
        .assert_eq(&side_by_side("┌┏┲╼┆"));
    }

    #[test]
    fn blocks_and_dots_fill_their_part_of_the_cell() {
        expect![[r#"
            #########......... .................. #########......... #########......... ..................
            #########......... .................. #########......... #########......... ..####............
            #########......... .................. #########......... #########......... ..####............
            #########......... .................. #########......... #########......... ..................
            #########......... .................. #########......... #########......... ..................
            #########......... .................. #########......... #########......... ..................
            #########......... .................. #########......... .................. ..####............
            #########......... .................. #########......... .................. ..####............
            #########......... .................. #########......... .................. ..................
            #########......... .................. .........######### .................. ..................
            #########......... .................. .........######### .................. ..####............
            #########......... .................. .........######### .................. ..####............
            #########......... .................. .........######### .................. ..................
            #########......... ################## .........######### .................. ..................
            #########......... ################## .........######### .................. ..................
            #########......... ################## .........######### .................. ..####............
            #########......... ################## .........######### .................. ..####............
            #########......... ################## .........######### .................. ..................
        "#]]
        .assert_eq(&side_by_side("▌▂▚\u{1fb00}⡇"));
    }

    #[test]
    fn every_line_reaches_the_edges_that_its_arms_lead_to() {
        for (sign, arms) in
            ('─'..='╿').zip(ARMS.split(' ')).filter(|(sign, arms)| *arms != "0000" && !"┄┅┆┇┈┉┊┋╌╍╎╏".contains(*sign))
        {
            let rows = picture(sign);
            let last = rows.len() - 1;
            let edges = [
                rows[0].contains('#'),
                rows.iter().any(|row| row.ends_with('#')),
                rows[last].contains('#'),
                rows.iter().any(|row| row.starts_with('#')),
            ];
            let wanted: Vec<bool> = arms.bytes().map(|arm| arm != b'0').collect();
            assert_eq!(edges.as_slice(), wanted, "{sign}");
        }
    }

    #[test]
    fn the_sextants_are_all_different_and_none_is_another_block() {
        let mut seen: Vec<Vec<Shape>> =
            ('\u{1fb00}'..='\u{1fb3b}').map(|it| shapes(&it.to_string()).unwrap()).collect();
        assert_eq!(seen.len(), 60);
        assert!(seen.iter().all(|shapes| (1..6).contains(&shapes.len())));
        seen.dedup();
        assert_eq!(seen.len(), 60);
        assert_eq!(shapes("é"), None);
        assert_eq!(shapes("ab"), None);
    }
}
