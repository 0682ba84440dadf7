//! Diagrams as SVG: boxes and lines at the places of the layout, in one version for a screen and one for a phone.

use std::fmt::Write as _;

use crate::block::graph::{Direction, Form, Stroke, Tip};
use crate::block::meaning::{Area, Diagram, Drawn, Framed, Head, Label};
use crate::export::html::element::{Attribute, Html};
use crate::export::html::parts::Writer;
use crate::text;

/// Width and height of a cell, in the units of a drawing.
const CELL: (f32, f32) = (10.0, 20.0);

/// The font size, in units of the drawing, as in `page.css`.
const LETTERS: f32 = 15.5;

/// From the middle of a row to its baseline.
const BELOW: f32 = 5.5;

impl Writer<'_> {
    pub fn diagram(&mut self, diagram: &Diagram, alt: &str, step: u16, html: &mut Html) {
        self.tag("figure", &[("class", "diagram flow")], step, html, |it, html| {
            for (class, drawn) in ["wide", "narrow"].into_iter().zip(&diagram.drawn) {
                match drawn.nodes.is_empty() {
                    true => sentences(diagram, class, html),
                    false => it.drawing(diagram, drawn, class, alt, html),
                }
            }
            if diagram.drawn.iter().any(|drawn| !drawn.nodes.is_empty()) {
                html.tag("details", &[("class", "words")], |html| {
                    html.line("summary", &[], it.words.diagram_in_words);
                    sentences(diagram, "flow", html);
                });
            }
        });
    }

    fn drawing(&mut self, diagram: &Diagram, drawn: &Drawn, class: &'static str, alt: &str, html: &mut Html) {
        let (left, right) = drawn.page.extent().unwrap_or((0, drawn.width));
        let [width, height] = [f32::from(right - left) * CELL.0, drawn.page.height as f32 * CELL.1];
        let view = format!("{} 0 {width} {height}", f32::from(left) * CELL.0);
        // Its text is as large as the text around it, or smaller if there is not enough room.
        let size = [width, height].map(|side| format!("{:.2}em", side / LETTERS));
        let attributes = [
            ("class", class),
            ("viewBox", &*view),
            ("width", &*size[0]),
            ("height", &*size[1]),
            ("role", "img"),
            ("aria-label", alt),
        ];
        html.tag("svg", &attributes, |html| {
            for (group, framed) in diagram.groups.iter().zip(&drawn.groups) {
                let Some(framed) = framed else { continue };
                self.tag("g", &[("class", "group")], group.step, html, |_, html| frame(framed, html));
            }
            for edge in 0..diagram.edges.len() {
                self.edge(diagram, drawn, edge, html);
            }
            for (node, (it, area)) in diagram.nodes.iter().zip(&drawn.nodes).enumerate() {
                let class = match (it.form, it.lit) {
                    (Form::Note, _) => "node note",
                    (_, true) => "node lit",
                    (_, false) => "node",
                };
                self.tag("g", &[("class", class)], it.step, html, |_, html| {
                    node_box(it.form, area, &drawn.words[node], html)
                });
            }
        });
    }

    fn edge(&mut self, diagram: &Diagram, drawn: &Drawn, edge: usize, html: &mut Html) {
        let it = &diagram.edges[edge];
        let class = match (it.stroke, it.is_quiet) {
            (Stroke::Thick, true) => "edge life thick",
            (_, true) => "edge life",
            (Stroke::Plain, false) => "edge",
            (Stroke::Dotted, false) => "edge dotted",
            (Stroke::Thick, false) => "edge thick",
        };
        let mut path = String::new();
        for stretch in drawn.stretches.iter().filter(|it| it.edge == edge) {
            let [(x, y), (to_x, to_y)] = stretch.ends.map(|(x, y)| middle(x, y));
            let _ = write!(path, "M{x} {y}L{to_x} {to_y}");
        }
        self.tag("g", &[("class", class)], it.step, html, |_, html| {
            if !path.is_empty() {
                html.tag("path", &[("d", &path)], |_| {});
            }
            for head in drawn.heads.iter().filter(|it| it.edge == edge) {
                let (class, path) = match it.tip {
                    Tip::Filled => ("head", triangle(head) + "z"),
                    Tip::Open => ("tip", triangle(head)),
                    Tip::Cross => ("tip", cross(head)),
                };
                html.tag("path", &[("class", class), ("d", &path)], |_| {});
            }
            for label in drawn.labels.iter().filter(|it| it.edge == edge) {
                words_of_edge(label, html);
            }
        });
    }
}

/// The diagram as a list of sentences.
fn sentences(diagram: &Diagram, class: &'static str, html: &mut Html) {
    html.tag("ul", &[("class", class)], |html| diagram.sentences.iter().for_each(|it| html.line("li", &[], it)));
}

fn middle(x: u16, y: u32) -> (f32, f32) {
    ((f32::from(x) + 0.5) * CELL.0, (y as f32 + 0.5) * CELL.1)
}

/// The border of an area, through the middle of its outermost cells.
fn rectangle(area: &Area, class: &'static str, round: &str, html: &mut Html) {
    let (x, y) = middle(area.x, area.y);
    let [width, height] = [f32::from(area.width - 1) * CELL.0, (area.height - 1) as f32 * CELL.1];
    let [x, y, width, height] = [x, y, width, height].map(|it| it.to_string());
    let place = [("x", &*x), ("y", &*y), ("width", &*width), ("height", &*height), ("rx", round), ("class", class)];
    html.tag("rect", &place, |_| {});
}

fn frame(framed: &Framed, html: &mut Html) {
    rectangle(&framed.area, "around", "8", html);
    let (x, y) = middle(framed.area.x, framed.area.y);
    for (row, title) in framed.title.iter().enumerate() {
        let y = y + row as f32 * CELL.1;
        let width = (text::width(title) as f32 + 1.0) * CELL.0 * 0.86;
        if row == 0 {
            let cover = format!("M{} {}h{width}v2h-{width}z", x + CELL.0, y - 1.0);
            html.tag("path", &[("class", "gap"), ("d", &cover)], |_| {});
        }
        line(title, x + CELL.0 * 1.5, y + BELOW, &[("class", "title")], html);
    }
}

fn node_box(form: Form, area: &Area, words: &[String], html: &mut Html) {
    let (x, y) = middle(area.x, area.y);
    let [width, height] = [f32::from(area.width - 1) * CELL.0, (area.height - 1) as f32 * CELL.1];
    match form {
        Form::Square => rectangle(area, "box", "3", html),
        Form::Round => rectangle(area, "box", "9", html),
        Form::Pill => rectangle(area, "box", &(height / 2.0).to_string(), html),
        Form::Diamond => {
            // A hexagon pointed left and right, which has more room for text than a diamond.
            let (tip, half) = (CELL.0, height / 2.0);
            let path = format!("M{x} {y}h{width}l{tip} {half}l-{tip} {half}h-{width}l-{tip} -{half}z");
            html.tag("path", &[("class", "box"), ("d", &path)], |_| {});
        }
        Form::Note => {
            // A sheet with a folded corner.
            let fold = CELL.0;
            let (across, down) = (width - fold, height - fold);
            let path = format!("M{x} {y}h{across}l{fold} {fold}v{down}h-{width}zm{across} 0v{fold}h{fold}");
            html.tag("path", &[("class", "box"), ("d", &path)], |_| {});
        }
    }
    let top = y + height / 2.0 - (words.len() as f32 - 1.0) * CELL.1 / 2.0;
    for (row, words) in words.iter().enumerate() {
        line(words, x + width / 2.0, top + row as f32 * CELL.1 + BELOW, &[("text-anchor", "middle")], html);
    }
}

fn words_of_edge(label: &Label, html: &mut Html) {
    let (x, y) = (f32::from(label.area.x) * CELL.0, label.area.y as f32 * CELL.1);
    let center = x + f32::from(label.area.width) * CELL.0 / 2.0;
    for (row, words) in label.lines.iter().enumerate() {
        let y = y + (row as f32 + 0.5) * CELL.1 + BELOW;
        line(words, center, y, &[("text-anchor", "middle"), ("class", "said")], html);
    }
}

fn line(words: &str, x: f32, y: f32, attributes: &[Attribute], html: &mut Html) {
    let [x, y] = [x, y].map(|it| it.to_string());
    html.line("text", &[&[("x", &*x), ("y", &*y)], attributes].concat(), words);
}

/// An arrowhead that touches the box in front of it.
fn triangle(head: &Head) -> String {
    let (x, y) = middle(head.x, head.y);
    let (long, half) = (11.0, 5.5);
    match head.to {
        Direction::Right => format!("M{} {}l{long} {half}l-{long} {half}", x + CELL.0 - long, y - half),
        Direction::Left => format!("M{} {}l-{long} {half}l{long} {half}", x - CELL.0 + long, y - half),
        Direction::Down => format!("M{} {}l{half} {long}l{half} -{long}", x - half, y + CELL.1 - long),
        Direction::Up => format!("M{} {}l{half} -{long}l{half} {long}", x - half, y - CELL.1 + long),
    }
}

/// The cross at the end of a line that does not arrive.
fn cross(head: &Head) -> String {
    let ((x, y), half) = (middle(head.x, head.y), 5.0);
    let (left, top, wide) = (x - half, y - half, 2.0 * half);
    format!("M{left} {top}l{wide} {wide}m0 -{wide}l-{wide} {wide}")
}
