//! Draws a sequence with its places, and describes its boxes, lines and frames for exports.

use std::ops::Range;

use crate::block::diagram::boxes::widest;
use crate::block::diagram::canvas::{Canvas, Pen, Turn};
use crate::block::diagram::sequence::rows::{Laid, Placed};
use crate::block::diagram::sequence::{Event, Message, Sequence, area};
use crate::block::graph::{Direction, Form, Heads, Stroke, Tip};
use crate::block::meaning::{Drawn, Edge, Framed, Group, Head, Label, Node, Stretch};
use crate::lang::Words;
use crate::page::{Harm, Page, Role, Target, cells};
use crate::text;

/// How the sequence is shown: what is emphasized, and when things appear.
#[derive(Clone, Debug)]
pub struct Emphasis {
    /// Whether each participant is emphasized.
    pub lit: Vec<bool>,
    /// The steps at which the participants and the events appear.
    pub actors: Vec<u16>,
    pub events: Vec<u16>,
    /// Whether lifelines grow with the events.
    pub grows: bool,
}

impl Emphasis {
    /// From the step of each participant. An event gets its own step, or that of its participants.
    pub fn new(sequence: &Sequence, lit: Vec<bool>, actors: Vec<u16>, grows: bool) -> Self {
        let (mut count, mut events) = (0_u16, Vec::new());
        for index in 0..sequence.events.len() {
            let step = sequence.touched(index).map(|(from, to)| {
                count = count.saturating_add(1);
                let there = [from, to].map(|actor| actors[actor]).into_iter().max().unwrap_or(0);
                if grows { count } else { there }
            });
            let own = match sequence.events[index] {
                Event::Begins(actor) | Event::Ends(actor) => Some(if grows { count } else { actors[actor] }),
                _ => step,
            };
            events.push(own);
        }
        // A frame, or a part of one, appears with the first event inside, and closes with the last.
        let events =
            (0..events.len()).map(|index| events[index].unwrap_or_else(|| step_of_frame(sequence, &events, index)));
        Self { lit, actors, events: events.collect(), grows }
    }
}

fn step_of_frame(sequence: &Sequence, steps: &[Option<u16>], index: usize) -> u16 {
    let closes = matches!(sequence.events[index], Event::Close(_));
    let others: Vec<usize> = if closes { (0..index).rev().collect() } else { (index + 1..steps.len()).collect() };
    let mut depth = 0;
    let mut inside = Vec::new();
    for other in others {
        match (&sequence.events[other], closes) {
            (Event::Open(..), false) | (Event::Close(_), true) => depth += 1,
            (Event::Close(_), false) | (Event::Open(..), true) if depth == 0 => break,
            (Event::Close(_), false) | (Event::Open(..), true) => depth -= 1,
            (Event::Divide(..), false) if depth == 0 => break,
            _ => inside.extend(steps[other].filter(|_| sequence.touched(other).is_some())),
        }
    }
    let step = if closes { inside.iter().max() } else { inside.iter().min() };
    // An empty one appears with what is before it.
    step.copied().or_else(|| steps[..index].iter().rev().find_map(|step| *step)).unwrap_or(0)
}

/// The times when participants are active: who, from which event, and until which event if that is given.
fn works(sequence: &Sequence) -> Vec<(usize, usize, Option<usize>)> {
    let mut works: Vec<(usize, usize, Option<usize>)> = Vec::new();
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); sequence.actors.len()];
    for (index, event) in sequence.events.iter().enumerate() {
        match event {
            Event::Begins(actor) => {
                open[*actor].push(works.len());
                works.push((*actor, index, None));
            }
            Event::Ends(actor) => {
                if let Some(work) = open[*actor].pop() {
                    works[work].2 = Some(index);
                }
            }
            _ => {}
        }
    }
    works
}

/// The boxes: first participants, then notes.
pub fn nodes(sequence: &Sequence, emphasis: &Emphasis) -> Vec<Node> {
    let actors = sequence.actors.iter().enumerate().map(|(index, actor)| Node {
        label: actor.label.clone(),
        form: if actor.is_person { Form::Round } else { Form::Square },
        lit: emphasis.lit[index],
        step: emphasis.actors[index],
    });
    let notes = sequence.events.iter().zip(&emphasis.events).filter_map(|(event, step)| match event {
        Event::Note { text, .. } => Some(Node { label: text.clone(), form: Form::Note, lit: false, step: *step }),
        _ => None,
    });
    actors.chain(notes).collect()
}

/// The lines: first lifelines, then activity, then messages.
pub fn edges(sequence: &Sequence, emphasis: &Emphasis) -> Vec<Edge> {
    let lifeline = |actor: usize, stroke: Stroke, step: u16| Edge {
        from: Some(actor).filter(|_| stroke == Stroke::Plain),
        to: None,
        label: None,
        stroke,
        heads: Heads::None,
        tip: Tip::Filled,
        is_quiet: true,
        step,
    };
    let lifelines = emphasis.actors.iter().enumerate().map(|(actor, step)| lifeline(actor, Stroke::Plain, *step));
    let works =
        works(sequence).into_iter().map(|(actor, begin, _)| lifeline(actor, Stroke::Thick, emphasis.events[begin]));
    let messages = messages(sequence).map(|(index, message)| Edge {
        from: None,
        to: None,
        label: Some(message.text.clone()).filter(|text| !text.is_empty()),
        stroke: if message.is_dotted { Stroke::Dotted } else { Stroke::Plain },
        heads: message.heads,
        tip: message.tip,
        is_quiet: false,
        step: emphasis.events[index],
    });
    lifelines.chain(works).chain(messages).collect()
}

/// The parts of all frames.
pub fn groups(sequence: &Sequence, emphasis: &Emphasis, words: &Words) -> Vec<Group> {
    let group = |(index, event): (usize, &Event)| {
        let title = match event {
            Event::Open(fold, title) => fold.title(title, true, words),
            Event::Divide(fold, title) => fold.title(title, false, words),
            _ => return None,
        };
        Some(Group { title, step: emphasis.events[index] })
    };
    sequence.events.iter().enumerate().filter_map(group).collect()
}

fn messages(sequence: &Sequence) -> impl Iterator<Item = (usize, &Message)> {
    sequence.events.iter().enumerate().filter_map(|(index, event)| match event {
        Event::Message(message) => Some((index, message)),
        _ => None,
    })
}

/// Draws it in the width of its layout.
pub fn draw(laid: Laid, emphasis: &Emphasis) -> Drawn {
    let canvas = Canvas::new(Turn { direction: Direction::Down, length: laid.height });
    let mut plot =
        Plot { laid: &laid, emphasis, canvas, stretches: Vec::new(), heads: Vec::new(), covered: Vec::new() };
    let groups = plot.frames();
    let boxes = plot.boxes();
    let labels = plot.messages();
    plot.lifelines();
    let Plot { canvas, stretches, heads, .. } = plot;
    let wide = cells(laid.columns.width);
    let mut page = canvas.page(wide);
    page.height = page.height.max(laid.height as u32);
    for (placed, step) in laid.events.iter().zip(&emphasis.events).filter(|(it, _)| it.to > it.from) {
        let mut part = Page::new(wide);
        part.target(0, placed.from as u32, wide, (placed.to - placed.from) as u32, Target::Part);
        page.put(part.only(*step..u16::MAX), 0, 0);
    }
    page.harmed.extend(laid.broken.into_iter().map(Harm::Broken));
    let (nodes, words) = boxes.into_iter().unzip();
    Drawn { width: wide, page, nodes, words, groups, stretches, heads, labels }
}

struct Plot<'a> {
    laid: &'a Laid<'a>,
    emphasis: &'a Emphasis,
    canvas: Canvas,
    stretches: Vec<Stretch>,
    heads: Vec<Head>,
    /// Where lifelines are hidden.
    covered: Vec<Cover>,
}

/// Something that covers lifelines.
struct Cover {
    rows: Range<usize>,
    columns: Range<usize>,
    /// Whether it has a border, which lifelines touch.
    is_box: bool,
}

type Boxed = (crate::block::meaning::Area, Vec<String>);

impl Plot<'_> {
    fn pen(&self, net: usize, step: u16, role: Role) -> Pen {
        Pen { net, edge: None, stroke: Stroke::Plain, role, step, round: false, under: false }
    }

    fn cover(&mut self, (x, y): (usize, usize), (width, height): (usize, usize), is_box: bool) {
        self.covered.push(Cover { rows: y..y + height, columns: x..x + width, is_box });
    }

    /// The index of an event's net on the canvas. Those of the participants are before it.
    fn net(&self, event: usize) -> usize {
        self.laid.sequence.actors.len() + event
    }

    fn frames(&mut self) -> Vec<Option<Framed>> {
        let (mut groups, mut open) = (Vec::new(), Vec::new());
        for (index, event) in self.laid.sequence.events.iter().enumerate() {
            let row = self.laid.events[index].from;
            match event {
                Event::Open(..) => open.push((index, index, groups.len())),
                Event::Divide(..) | Event::Close(_) => {
                    let Some((begin, part, group)) = open.pop() else { continue };
                    let framed = self.frame(begin, part, row, matches!(event, Event::Close(_)));
                    groups[group] = Some(framed);
                    if matches!(event, Event::Divide(..)) {
                        open.push((begin, index, groups.len()));
                    }
                }
                _ => {}
            }
            if matches!(event, Event::Open(..) | Event::Divide(..)) {
                groups.push(None);
            }
        }
        groups
    }

    /// Draws a part of the frame that opens at the event `begin`: from the event `part` down to a row.
    fn frame(&mut self, begin: usize, part: usize, to: usize, is_last: bool) -> Framed {
        let reach = self.laid.columns.frames.get(&begin).copied().unwrap_or_default();
        let (left, right) = self.laid.sides(&reach);
        let Placed { from, words, size, .. } = &self.laid.events[part];
        let step = self.emphasis.events[part];
        let pen = Pen { under: true, ..self.pen(self.net(begin), step, Role::Border) };
        let (wide, high) = (right - left + 1, to - from + 1);
        self.canvas.across(*from, (left, right), pen);
        [left, right].into_iter().for_each(|x| self.canvas.along(x, (*from, to), pen));
        // If another part follows, its title draws this line.
        if is_last {
            self.canvas.across(to, (left, right), pen);
        }
        for (row, line) in words.iter().enumerate() {
            let line = if row == 0 { format!(" {line} ") } else { format!(" {line}") };
            self.canvas.words(left + 1, from + row, &line, Role::Muted, step);
        }
        self.cover((left + 1, *from), (size.0 + 2, size.1), false);
        Framed { area: area((left, *from), (wide, high)), title: words.clone() }
    }

    /// Draws participants and notes.
    fn boxes(&mut self) -> Vec<Boxed> {
        let mut boxes = Vec::new();
        for (actor, words) in self.laid.columns.heads.iter().enumerate() {
            let wide = self.laid.columns.boxes[actor];
            let (step, is_lit) = (self.emphasis.actors[actor], self.emphasis.lit[actor]);
            let pen = self.pen(actor, step, if is_lit { Role::Accent } else { Role::Border });
            let stroke = if is_lit { Stroke::Thick } else { Stroke::Plain };
            let pen = Pen { stroke, round: self.laid.sequence.actors[actor].is_person, ..pen };
            let place = (self.laid.center(actor) - (wide - 1) / 2, 0);
            boxes.push(self.node(
                place,
                (wide, self.laid.head),
                words,
                pen,
                if is_lit { Role::Strong } else { Role::Text },
            ));
        }
        for (index, event) in self.laid.sequence.events.iter().enumerate() {
            let Event::Note { .. } = event else { continue };
            let Placed { place, size, words, .. } = &self.laid.events[index];
            let pen = self.pen(self.net(index), self.emphasis.events[index], Role::Muted);
            self.cover(*place, *size, true);
            boxes.push(self.node(*place, *size, words, pen, Role::Emphasis));
        }
        boxes
    }

    fn node(&mut self, place: (usize, usize), size: (usize, usize), words: &[String], pen: Pen, role: Role) -> Boxed {
        let ((x, y), (wide, high)) = (place, size);
        self.canvas.sides((y, x), (high, wide), pen);
        let top = y + (high - words.len()) / 2;
        for (row, line) in words.iter().enumerate() {
            self.canvas.words(x + (wide - text::width(line)) / 2, top + row, line, role, pen.step);
        }
        (area(place, size), words.to_vec())
    }

    fn messages(&mut self) -> Vec<Label> {
        let first = self.laid.sequence.actors.len() + works(self.laid.sequence).len();
        let mut labels = Vec::new();
        let sequence = self.laid.sequence;
        for (edge, (index, message)) in (first..).zip(messages(sequence)) {
            let step = self.emphasis.events[index];
            let stroke = if message.is_dotted { Stroke::Dotted } else { Stroke::Plain };
            let pen = Pen { stroke, round: true, ..self.pen(self.net(index), step, Role::Muted) };
            match message.from == message.to {
                true => self.around(message, index, edge, pen),
                false => self.across(message, index, edge, pen),
            }
            let Placed { place: (x, y), size, words, .. } = &self.laid.events[index];
            if size.0 == 0 {
                continue;
            }
            for (row, line) in words.iter().enumerate() {
                if message.from == message.to {
                    self.canvas.words(*x, y + row, line, Role::Emphasis, step);
                    continue;
                }
                let left = x + (size.0 - text::width(line)) / 2;
                // The blanks keep lines away from the text.
                self.canvas.words(left - 1, y + row, &format!(" {line} "), Role::Emphasis, step);
            }
            self.cover((x - 1, *y), (size.0 + 2, size.1), false);
            labels.push(Label { edge, area: area((*x, *y), (widest(words), size.1)), lines: words.clone() });
        }
        labels
    }

    /// Draws a message from one participant to another.
    fn across(&mut self, message: &Message, index: usize, edge: usize, pen: Pen) {
        let (from, to) = (self.laid.center(message.from), self.laid.center(message.to));
        let (left, right) = (from.min(to), from.max(to));
        let y = self.laid.events[index].line;
        self.canvas.across(y, (left + 1, right - 1), pen);
        self.stretch(edge, (from, y), (to, y));
        let goes_right = from < to;
        let ends = match message.heads {
            Heads::None => vec![],
            Heads::End => vec![goes_right],
            Heads::Both => vec![false, true],
        };
        for to_the_right in ends {
            let x = if to_the_right { right - 1 } else { left + 1 };
            self.head(edge, (x, y), to_the_right, message.tip, pen);
        }
    }

    /// Draws a message from a participant to itself.
    fn around(&mut self, message: &Message, index: usize, edge: usize, pen: Pen) {
        let Placed { from: top, to, .. } = self.laid.events[index];
        let (x, bottom) = (self.laid.center(message.from), to - 1);
        self.canvas.across(top, (x + 1, x + 3), pen);
        self.canvas.along(x + 3, (top, bottom), pen);
        self.canvas.across(bottom, (x + 1, x + 3), pen);
        self.stretch(edge, (x, top), (x + 3, top));
        self.stretch(edge, (x + 3, top), (x + 3, bottom));
        self.stretch(edge, (x + 3, bottom), (x, bottom));
        if message.heads != Heads::None {
            self.head(edge, (x + 1, bottom), false, message.tip, pen);
        }
    }

    fn stretch(&mut self, edge: usize, one: (usize, usize), other: (usize, usize)) {
        let ends = [one, other].map(|(x, y)| (cells(x), y as u32));
        self.stretches.push(Stretch { edge, ends });
    }

    fn head(&mut self, edge: usize, (x, y): (usize, usize), to_the_right: bool, tip: Tip, pen: Pen) {
        let sign = match (tip, to_the_right) {
            (Tip::Filled, true) => '▶',
            (Tip::Filled, false) => '◀',
            (Tip::Open, true) => '▷',
            (Tip::Open, false) => '◁',
            (Tip::Cross, _) => '╳',
        };
        self.canvas.sign((y, x), sign, pen);
        let to = if to_the_right { Direction::Right } else { Direction::Left };
        self.heads.push(Head { edge, x: cells(x), y: y as u32, to });
    }

    /// Draws the lifelines, except where something covers them.
    fn lifelines(&mut self) {
        let laid = self.laid;
        let rows = self.steps_of_rows();
        let works = works(laid.sequence);
        for actor in 0..laid.sequence.actors.len() {
            let x = laid.center(actor);
            let mut is_free = vec![true; laid.height];
            // The borders of boxes are drawn over its ends.
            let mut is_line = vec![true; laid.height];
            for cover in self.covered.iter().filter(|it| it.columns.contains(&x)) {
                is_free[cover.rows.clone()].fill(false);
                let edge = usize::from(cover.is_box);
                is_line[cover.rows.start + edge..cover.rows.end - edge].fill(false);
            }
            let mut is_working = vec![false; laid.height];
            for (work, (_, begin, end)) in works.iter().enumerate().filter(|(_, (who, ..))| *who == actor) {
                let rows = laid.events[*begin].line..end.map_or(laid.height, |end| laid.events[end].line + 1);
                is_working[rows.clone()].fill(true);
                let edge = laid.sequence.actors.len() + work;
                self.runs(edge, x, rows.start, &is_line[..rows.end]);
            }
            let own = self.emphasis.actors[actor];
            let pen = self.pen(actor, own, Role::Border);
            self.canvas.along(x, (laid.head - 1, laid.head), Pen { step: own.max(rows[laid.head]), ..pen });
            for row in (laid.head..laid.height).filter(|row| is_free[*row]) {
                let (sign, role) = if is_working[row] { ('┃', Role::Muted) } else { ('│', Role::Border) };
                self.canvas.sign((row, x), sign, Pen { role, step: own.max(rows[row]), ..pen });
            }
            self.runs(actor, x, laid.head - 1, &is_line);
        }
    }

    /// Draws the visible stretches of a line down a column, from a row on.
    fn runs(&mut self, edge: usize, x: usize, from: usize, is_free: &[bool]) {
        let mut start = None;
        for row in from..=is_free.len() {
            match (start, is_free.get(row) == Some(&true)) {
                (None, true) => start = Some(row),
                (Some(first), false) => {
                    if first + 1 < row {
                        self.stretch(edge, (x, first), (x, row - 1));
                    }
                    start = None;
                }
                _ => {}
            }
        }
    }

    /// The step at which lifelines reach each row.
    fn steps_of_rows(&self) -> Vec<u16> {
        let mut steps = vec![0; self.laid.height];
        let (mut row, mut step) = (0, 0);
        if self.emphasis.grows {
            for (placed, of_event) in self.laid.events.iter().zip(&self.emphasis.events) {
                if placed.to > placed.from {
                    step = *of_event;
                    steps[row..placed.to].fill(step);
                    row = placed.to;
                }
            }
            steps[row..].fill(step);
        }
        steps
    }
}
