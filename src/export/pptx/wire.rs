//! The path of an edge of a diagram, as one line from box to box.

use crate::block::meaning::Area;

/// A cell, by column and row.
pub type Cell = (u16, u32);

/// The sides of a box, as connectors number them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Top = 0,
    Left = 1,
    Bottom = 2,
    Right = 3,
}

/// A line from one box to another: its corners, including its ends, and the sides where it meets the boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    pub corners: Vec<Cell>,
    pub sides: [Side; 2],
}

/// Joins straight parts into one line. `None` if they branch, or do not end at the boxes.
pub fn wire(stretches: &[[Cell; 2]], from: &Area, to: &Area) -> Option<Wire> {
    let count = |cell: &Cell| stretches.iter().flatten().filter(|it| *it == cell).count();
    let ends: Vec<Cell> = stretches.iter().flatten().filter(|cell| count(cell) == 1).copied().collect();
    let [one, other] = ends.as_slice() else { return None };
    let (one_meets, other_meets) = (meeting(*one, from), meeting(*other, to));
    let (start, first, last) = match (one_meets, other_meets) {
        (Some(first), Some(last)) => (*one, first, last),
        _ => (*other, meeting(*other, from)?, meeting(*one, to)?),
    };
    let mut left = stretches.to_vec();
    let mut corners = vec![start];
    while let Some(at) = corners.last().and_then(|here| left.iter().position(|it| it.contains(here))) {
        let [one, other] = left.swap_remove(at);
        corners.push(if corners.last() == Some(&one) { other } else { one });
    }
    if !left.is_empty() {
        return None;
    }
    corners.insert(0, first.0);
    corners.push(last.0);
    corners.dedup();
    let mut straight: Vec<Cell> = Vec::new();
    for (at, corner) in corners.iter().enumerate() {
        let is_between = straight.last().zip(corners.get(at + 1)).is_some_and(|(before, after)| {
            before.0 == corner.0 && corner.0 == after.0 || before.1 == corner.1 && corner.1 == after.1
        });
        if !is_between {
            straight.push(*corner);
        }
    }
    (straight.len() > 1).then_some(Wire { corners: straight, sides: [first.1, last.1] })
}

/// The place and side at which a line that ends at a box, or next to it, meets the box.
fn meeting(cell: Cell, area: &Area) -> Option<(Cell, Side)> {
    let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
    let (x, y) = cell;
    let within_rows = (area.y..=bottom).contains(&y);
    let within_columns = (area.x..=right).contains(&x);
    match () {
        () if within_rows && (x == area.x || x + 1 == area.x) => Some(((area.x, y), Side::Left)),
        () if within_rows && (x == right || x == right + 1) => Some(((right, y), Side::Right)),
        () if within_columns && (y == area.y || y + 1 == area.y) => Some(((x, area.y), Side::Top)),
        () if within_columns && (y == bottom || y == bottom + 1) => Some(((x, bottom), Side::Bottom)),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: Area = Area { x: 0, y: 0, width: 5, height: 3 };
    const TO: Area = Area { x: 20, y: 10, width: 5, height: 3 };

    #[test]
    fn stretches_in_any_order_are_one_line_from_side_to_side() {
        let stretches = [[(10, 1), (10, 11)], [(4, 1), (10, 1)], [(10, 11), (19, 11)]];
        let wire = wire(&stretches, &FROM, &TO).unwrap();
        assert_eq!(wire.corners, [(4, 1), (10, 1), (10, 11), (20, 11)]);
        assert_eq!(wire.sides, [Side::Right, Side::Left]);
    }

    #[test]
    fn branching_or_disconnected_stretches_are_no_line() {
        assert_eq!(wire(&[[(4, 1), (10, 1)]], &FROM, &TO), None);
        let branches = [[(4, 1), (10, 1)], [(10, 1), (19, 11)], [(10, 1), (10, 5)]];
        assert_eq!(wire(&branches, &FROM, &TO), None);
    }
}
