//! A canvas of cells with lines that join where they meet.

use std::collections::BTreeMap;

use crate::block::graph::{Direction, Stroke};
use crate::block::meaning::{Head, Stretch};
use crate::page::{Harm, Page, Role, cells};
use crate::text;

/// Unicode's box-drawing lines by their arms: up, right, down, left; each none, light or heavy.
const JOINTS: &str = " ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋";

/// Maps the cells of a graph to the screen. "Along" is the direction of the graph, "across" the other axis.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    pub direction: Direction,
    /// The length of the whole graph.
    pub length: usize,
}

impl Turn {
    /// The top left column and row of a rectangle, and its width and height.
    pub fn rectangle(
        self,
        (along, across): (usize, usize),
        (length, breadth): (usize, usize),
    ) -> (usize, usize, usize, usize) {
        let along = if self.direction.is_back() { self.length - along - length } else { along };
        match self.direction.is_across() {
            true => (along, across, length, breadth),
            false => (across, along, breadth, length),
        }
    }

    /// Arms on the screen (up, right, down, left), from arms in the graph: along forward, across forward, along backward, across backward.
    fn arms(self, [on, beyond, back, before]: [u8; 4]) -> [u8; 4] {
        match self.direction {
            Direction::Right => [before, on, beyond, back],
            Direction::Left => [before, back, beyond, on],
            Direction::Down => [back, beyond, on, before],
            Direction::Up => [on, beyond, back, before],
        }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    /// Lines of the same net join; lines of different nets cross.
    pub net: usize,
    /// The edge that it draws. `None` if it draws a box.
    pub edge: Option<usize>,
    pub stroke: Stroke,
    pub role: Role,
    pub step: u16,
    /// Whether its corners are round.
    pub round: bool,
    /// Whether it is drawn under all other lines.
    pub under: bool,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    arms: [u8; 4],
    sign: Option<char>,
    pen: Pen,
}

/// Cells with lines and words.
pub struct Canvas {
    turn: Turn,
    marks: BTreeMap<(usize, usize), Vec<Mark>>,
    words: Vec<(usize, usize, String, Role, u16)>,
    /// Words that are not drawn as they are written.
    pub harmed: Vec<Harm>,
    /// The straight parts of edges, and where they point.
    pub stretches: Vec<Stretch>,
    pub heads: Vec<Head>,
}

impl Canvas {
    pub fn new(turn: Turn) -> Self {
        let (words, harmed) = (Vec::new(), Vec::new());
        Self { turn, marks: BTreeMap::new(), words, harmed, stretches: Vec::new(), heads: Vec::new() }
    }

    pub fn turn(&self) -> Turn {
        self.turn
    }

    /// Column and row of a cell.
    fn place(&self, at: (usize, usize)) -> (u16, u32) {
        let (x, y, ..) = self.turn.rectangle(at, (1, 1));
        (cells(x), y as u32)
    }

    fn mark(&mut self, (along, across): (usize, usize), arms: [u8; 4], sign: Option<char>, pen: Pen) {
        let (x, y, ..) = self.turn.rectangle((along, across), (1, 1));
        let mark = Mark { arms: self.turn.arms(arms), sign, pen };
        self.marks.entry((y, x)).or_default().push(mark);
    }

    /// Draws a line from the middle of one cell to the middle of another, along the graph.
    pub fn along(&mut self, across: usize, ends: (usize, usize), pen: Pen) {
        self.line(ends, pen, |at, on, back| ((at, across), [on, 0, back, 0]));
    }

    /// The same across the graph.
    pub fn across(&mut self, along: usize, ends: (usize, usize), pen: Pen) {
        self.line(ends, pen, |at, on, back| ((along, at), [0, on, 0, back]));
    }

    fn line(
        &mut self,
        (from, to): (usize, usize),
        pen: Pen,
        cell: impl Fn(usize, u8, u8) -> ((usize, usize), [u8; 4]),
    ) {
        let (from, to) = (from.min(to), from.max(to));
        if let Some(edge) = pen.edge.filter(|_| from < to) {
            let ends = [from, to].map(|at| self.place(cell(at, 0, 0).0));
            self.stretches.push(Stretch { edge, ends });
        }
        let weight = if pen.stroke == Stroke::Thick { 2 } else { 1 };
        for at in (from..=to).filter(|_| from < to) {
            let (place, arms) = cell(at, u8::from(at < to) * weight, u8::from(at > from) * weight);
            self.mark(place, arms, None, pen);
        }
    }

    /// Draws the four sides of a rectangle.
    pub fn sides(&mut self, (along, across): (usize, usize), (length, breadth): (usize, usize), pen: Pen) {
        let (end, far) = (along + length - 1, across + breadth - 1);
        self.along(across, (along, end), pen);
        self.along(far, (along, end), pen);
        self.across(along, (across, far), pen);
        self.across(end, (across, far), pen);
    }

    /// Draws a character over any lines.
    pub fn sign(&mut self, at: (usize, usize), sign: char, pen: Pen) {
        self.mark(at, [0; 4], Some(sign), pen);
    }

    fn head(&mut self, at: (usize, usize), to: Direction, pen: Pen) {
        let sign = match to {
            Direction::Right => '▶',
            Direction::Left => '◀',
            Direction::Down => '▼',
            Direction::Up => '▲',
        };
        if let Some(edge) = pen.edge {
            let (x, y) = self.place(at);
            self.heads.push(Head { edge, x, y, to });
        }
        self.sign(at, sign, pen);
    }

    /// An arrowhead that points along the graph, forward or backward.
    pub fn head_along(&mut self, at: (usize, usize), forward: bool, pen: Pen) {
        let to = match (self.turn.direction, forward) {
            (Direction::Right, true) | (Direction::Left, false) => Direction::Right,
            (Direction::Right, false) | (Direction::Left, true) => Direction::Left,
            (Direction::Down, true) | (Direction::Up, false) => Direction::Down,
            (Direction::Down, false) | (Direction::Up, true) => Direction::Up,
        };
        self.head(at, to, pen);
    }

    /// An arrowhead that points backward across the graph, at a box.
    pub fn head_across(&mut self, at: (usize, usize), pen: Pen) {
        self.head(at, if self.turn.direction.is_across() { Direction::Up } else { Direction::Left }, pen);
    }

    /// Writes words at a place on the screen.
    pub fn words(&mut self, x: usize, y: usize, words: &str, role: Role, step: u16) {
        self.words.push((x, y, words.to_owned(), role, step));
    }

    /// The canvas as a page of this width.
    pub fn page(self, width: u16) -> Page {
        type Line = (usize, usize, String, Role);
        let mut parts: BTreeMap<u16, Vec<Line>> = BTreeMap::new();
        for ((y, x), marks) in &self.marks {
            let (from, sign, role) = shown(&marks.iter().collect::<Vec<_>>());
            let part = parts.entry(from).or_default();
            match part.last_mut() {
                Some((left, row, line, same)) if row == y && *same == role && *left + text::width(line) == *x => {
                    line.push(sign);
                }
                _ => part.push((*x, *y, sign.to_string(), role)),
            }
        }
        // Words are over all lines, whatever the order.
        let words = self.words.into_iter().map(|(x, y, words, role, step)| (step, vec![(x, y, words, role)]));
        let mut page = Page { harmed: self.harmed, ..Page::new(width) };
        for (from, lines) in parts.into_iter().chain(words) {
            let mut part = Page::new(width);
            for (x, y, line, role) in lines {
                part.text(cells(x), y as u32, &line, role);
            }
            page.put(part.only(from..u16::MAX), 0, 0);
        }
        page
    }
}

/// What a cell shows, and from which step on. The character of a cell never changes, so that a step only adds things. If lines will join later, the
/// joint is shown with the first of them.
fn shown(marks: &[&Mark]) -> (u16, char, Role) {
    let first = marks.iter().map(|mark| mark.pen.step).min().unwrap_or(0);
    let begun: Vec<&Mark> = marks.iter().filter(|mark| mark.pen.step == first).copied().collect();
    let over: Vec<&Mark> = marks.iter().filter(|mark| !mark.pen.under).copied().collect();
    // A line under others leaves its cell free for what will cover it.
    if begun.iter().all(|mark| mark.pen.under) && !over.is_empty() {
        return shown(&over);
    }
    // A later line passes under the lines that it crosses.
    let (sign, role) = if is_crossing(&nets(&over)) { sign_of(&begun) } else { sign_of(marks) };
    (first, sign, role)
}

/// The arms of each net.
fn nets(marks: &[&Mark]) -> BTreeMap<usize, [u8; 4]> {
    let mut nets: BTreeMap<usize, [u8; 4]> = BTreeMap::new();
    for mark in marks {
        let arms = nets.entry(mark.pen.net).or_default();
        (0..4).for_each(|arm| arms[arm] = arms[arm].max(mark.arms[arm]));
    }
    nets
}

fn is_upright(arms: &[u8; 4]) -> bool {
    arms[0] > 0 && arms[2] > 0 && arms[1] + arms[3] == 0
}

/// Whether lines only cross: then one passes over the other, because a joint would mean that they meet.
fn is_crossing(nets: &BTreeMap<usize, [u8; 4]>) -> bool {
    let is_flat = |arms: &[u8; 4]| arms[1] > 0 && arms[3] > 0 && arms[0] + arms[2] == 0;
    nets.values().all(|arms| is_upright(arms) || is_flat(arms))
        && nets.values().any(is_upright)
        && nets.values().any(is_flat)
}

fn sign_of(marks: &[&Mark]) -> (char, Role) {
    if let Some(mark) = marks.iter().rev().find(|mark| mark.sign.is_some()) {
        return (mark.sign.unwrap_or(' '), mark.pen.role);
    }
    let over: Vec<&Mark> = marks.iter().filter(|mark| !mark.pen.under).copied().collect();
    let marks = if over.is_empty() { marks.to_vec() } else { over };
    let nets = nets(&marks);
    // If two appear together, the vertical one is on top.
    let is_crossing = is_crossing(&nets);
    let mut arms = [0; 4];
    for each in nets.values().filter(|arms| !is_crossing || is_upright(arms)) {
        (0..4).for_each(|arm| arms[arm] = arms[arm].max(each[arm]));
    }
    let drawn = marks.iter().filter(|mark| !is_crossing || is_upright(&mark.arms));
    let first = drawn.clone().next().map_or(marks[0].pen, |mark| mark.pen);
    let all_round = drawn.clone().all(|mark| mark.pen.round);
    let all_dotted = drawn.clone().all(|mark| mark.pen.stroke == Stroke::Dotted);
    (line(arms, all_round, all_dotted, first.under), first.role)
}

fn line(arms: [u8; 4], round: bool, dotted: bool, under: bool) -> char {
    // A line that ends at words extends to the edge of its cell.
    let arms = match arms {
        [0, on, 0, 0] | [0, 0, 0, on] => [0, on, 0, on],
        [on, 0, 0, 0] | [0, 0, on, 0] => [on, 0, on, 0],
        arms => arms,
    };
    match arms {
        [0, 1, 0, 1] if under => '╌',
        [1, 0, 1, 0] if under => '╎',
        [0, 1, 0, 1] if dotted => '┄',
        [1, 0, 1, 0] if dotted => '┆',
        [0, 1, 1, 0] if round => '╭',
        [0, 0, 1, 1] if round => '╮',
        [1, 1, 0, 0] if round => '╰',
        [1, 0, 0, 1] if round => '╯',
        arms => {
            let index = arms.iter().fold(0, |index, arm| index * 3 + usize::from(*arm));
            JOINTS.chars().nth(index).expect("there are 3⁴ joints")
        }
    }
}
