//! Diagrams as movable boxes and lines. The lines are connected to the boxes.

use crate::block::graph::{Direction, Form, Heads, Stroke, Tip};
use crate::block::meaning::{Area as Cells, Diagram, Drawn, Edge, Framed, Head};
use crate::export::pptx::pen::Sizes;
use crate::export::pptx::shape::{Area, Named, emu};
use crate::export::pptx::sheet::{Sheet, geometry};
use crate::export::pptx::text::{Paragraph, height};
use crate::export::pptx::wire::{Cell, Side, Wire, wire};
use crate::export::pptx::xml::{Attribute, Xml, attribute};
use crate::page::Role;

/// A cell is this many times as high as it is wide.
const HIGH: f32 = 2.0;

/// The font size in a box, as a share of the height of a cell.
const LETTERS: f32 = 0.72;

/// How much smaller than the surrounding text a diagram may be.
const LEAST: f32 = 0.55;

/// A diagram placed on a slide: which of its drawings, and where.
struct Plot<'a> {
    diagram: &'a Diagram,
    drawn: &'a Drawn,
    /// The top left of its first cell, and the width of its cells, in points.
    x: f32,
    y: f32,
    wide: f32,
    /// The column of its first cell.
    left: u16,
}

/// The drawing of a diagram that is largest in a place, and the width of its cells.
fn best(diagram: &Diagram, width: f32, height: f32, size: f32) -> Option<(&Drawn, f32)> {
    let most = size / (LETTERS * HIGH);
    let fits = |drawn: &'_ Drawn| {
        let columns = columns(drawn).1.max(1);
        let rows = drawn.page.height.max(1) as f32;
        (width / f32::from(columns)).min(height / rows / HIGH).min(most)
    };
    let all = diagram.drawn.iter().filter(|drawn| !drawn.nodes.is_empty()).map(|drawn| (drawn, fits(drawn)));
    // If two are equally large, the lower one.
    all.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.page.height.cmp(&one.0.page.height)))
}

/// The first column of a drawing, and the number of columns.
fn columns(drawn: &Drawn) -> (u16, u16) {
    let (left, right) = drawn.page.extent().unwrap_or((0, drawn.width));
    (left, right.saturating_sub(left))
}

/// The least and the greatest height of a diagram at this width, in points.
pub fn heights(diagram: &Diagram, width: f32, size: f32) -> (f32, f32) {
    let most = best(diagram, width, f32::INFINITY, size);
    let most = most.map_or(0.0, |(drawn, wide)| drawn.page.height as f32 * wide * HIGH);
    (most * LEAST, most)
}

impl Sheet<'_> {
    /// Writes a diagram as a group.
    pub fn diagram(&mut self, diagram: &Diagram, alt: &str, area: Area, (size, step): (f32, u16), xml: &mut Xml) {
        let Some((drawn, wide)) = best(diagram, area.width, area.height, size) else { return };
        let (left, count) = columns(drawn);
        let area = area.middle(f32::from(count) * wide, drawn.page.height as f32 * wide * HIGH);
        let plot = Plot { diagram, drawn, x: area.x, y: area.y, wide, left };
        let group = self.id();
        let boxes: Vec<u32> = drawn.nodes.iter().map(|_| self.id()).collect();
        xml.tag("p:grpSp", &[], |xml| {
            xml.tag("p:nvGrpSpPr", &[], |xml| {
                Named::showing("Diagram", alt).write(group, xml);
                xml.raw("<p:cNvGrpSpPr/><p:nvPr/>");
            });
            xml.tag("p:grpSpPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| {
                    area.place(xml);
                    let [x, y, width, height] = area.units();
                    xml.void("a:chOff", &[("x", &x), ("y", &y)]);
                    xml.void("a:chExt", &[("cx", &width), ("cy", &height)]);
                });
            });
            drawn.groups.iter().flatten().for_each(|framed| self.frame(&plot, framed, xml));
            for edge in 0..diagram.edges.len() {
                self.edge(&plot, edge, &boxes, xml);
            }
            for (node, id) in boxes.iter().enumerate() {
                self.node(&plot, node, *id, xml);
            }
            for label in &drawn.labels {
                let words = label.lines.join(" ");
                let area = plot.cells(&label.area);
                self.words(&plot, &words, area, xml);
            }
        });
        self.appears(group, step, false);
    }

    fn node(&mut self, plot: &Plot, node: usize, id: u32, xml: &mut Xml) {
        let it = &plot.diagram.nodes[node];
        let form = match it.form {
            Form::Square => "rect",
            Form::Round | Form::Pill => "roundRect",
            Form::Diamond => "flowChartPreparation",
            Form::Note => "foldedCorner",
        };
        let area = plot.outline(&plot.drawn.nodes[node]);
        let text = plot.drawn.words[node].join(" ");
        let paragraph = Paragraph::of(text, Role::Text, 0).centered();
        let paragraph = if it.lit { paragraph.bold() } else { paragraph };
        let room = if it.form == Form::Diamond { area.width * 0.8 } else { area.width - 2.0 };
        let size = self.fitting(&paragraph, room, area.height, plot.wide * HIGH * LETTERS);
        let book = self.book();
        xml.tag("p:sp", &[], |xml| {
            xml.tag("p:nvSpPr", &[], |xml| {
                Named::new("Box").write(id, xml);
                xml.raw("<p:cNvSpPr/><p:nvPr/>");
            });
            xml.tag("p:spPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| area.place(xml));
                match it.form {
                    Form::Pill => geometry(500, xml),
                    Form::Round => geometry(200, xml),
                    _ => xml.tag("a:prstGeom", &[("prst", &form)], |xml| xml.void("a:avLst", &[])),
                }
                book.palette.ground(Role::Code, xml);
                let (role, thick) = if it.lit { (Role::Accent, 2.5) } else { (Role::Border, 1.0) };
                book.palette.outline(role, thick, xml);
            });
            self.centered(&paragraph, size, xml);
        });
    }

    /// The largest font size, up to `size`, at which text fits into a box.
    fn fitting(&self, paragraph: &Paragraph, width: f32, high: f32, size: f32) -> f32 {
        let measure = &self.book().measure;
        let fits = |size: &f32| {
            let is_whole = paragraph.measured(measure).longest() * size <= width;
            is_whole && height(std::slice::from_ref(paragraph), measure, width, *size) <= high
        };
        (0..12).map(|step| size * (1.0 - 0.06 * step as f32)).find(fits).unwrap_or(size * 0.3)
    }

    fn centered(&mut self, paragraph: &Paragraph, size: f32, xml: &mut Xml) {
        xml.tag("p:txBody", &[], |xml| {
            xml.raw("<a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" rtlCol=\"0\" anchor=\"ctr\"/><a:lstStyle/>");
            self.pen.paragraphs(std::slice::from_ref(paragraph), size, Sizes::OfRuns, xml);
        });
    }

    /// The text on an edge, on the background of the slide, so that the line does not cross it.
    fn words(&mut self, plot: &Plot, words: &str, area: Area, xml: &mut Xml) {
        let paragraph = Paragraph::of(words, Role::Text, 0).centered();
        let size = self.fitting(&paragraph, area.width, area.height.max(1.0), plot.wide * HIGH * 0.6);
        let id = self.id();
        let book = self.book();
        xml.tag("p:sp", &[], |xml| {
            xml.tag("p:nvSpPr", &[], |xml| {
                Named::new("Label").write(id, xml);
                xml.raw("<p:cNvSpPr txBox=\"1\"/><p:nvPr/>");
            });
            xml.tag("p:spPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| area.place(xml));
                geometry(0, xml);
                book.palette.ground(Role::Text, xml);
            });
            self.centered(&paragraph, size, xml);
        });
    }

    /// The frame of a group, with its title on the top line.
    fn frame(&mut self, plot: &Plot, framed: &Framed, xml: &mut Xml) {
        let (id, area) = (self.id(), plot.outline(&framed.area));
        let book = self.book();
        xml.tag("p:sp", &[], |xml| {
            xml.tag("p:nvSpPr", &[], |xml| {
                Named::decoration("Frame").write(id, xml);
                xml.raw("<p:cNvSpPr/><p:nvPr/>");
            });
            xml.tag("p:spPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| area.place(xml));
                geometry(30, xml);
                xml.raw("<a:noFill/>");
                xml.tag("a:ln", &[("w", &emu(1.0))], |xml| {
                    book.palette.fill(Role::Border, xml);
                    xml.raw("<a:prstDash val=\"dash\"/>");
                });
            });
        });
        let (high, wide) = (plot.wide * HIGH, plot.wide);
        for (row, title) in framed.title.iter().enumerate() {
            let paragraph = Paragraph::of(title.as_str(), Role::Muted, 0);
            let long = paragraph.measured(&book.measure).width() * high * 0.6 + wide;
            let long = long.min(area.width - 2.0 * wide);
            let top = area.y + (row as f32 - 0.5) * high;
            self.words(plot, title, Area::new(area.x + wide, top, long, high * 0.9), xml);
        }
    }

    fn edge(&mut self, plot: &Plot, edge: usize, boxes: &[u32], xml: &mut Xml) {
        let it = &plot.diagram.edges[edge];
        let stretches: Vec<[Cell; 2]> =
            plot.drawn.stretches.iter().filter(|it| it.edge == edge).map(|it| it.ends).collect();
        let heads = plot.drawn.heads.iter().filter(|it| it.edge == edge);
        let (Some(from), Some(to)) = (it.from, it.to) else {
            return self.free(plot, it, &stretches, heads, boxes, xml);
        };
        match wire(&stretches, &plot.drawn.nodes[from], &plot.drawn.nodes[to]) {
            Some(wire) => self.wire(plot, it, &wire, [from, to].map(|node| boxes[node]), xml),
            None => {
                for [one, other] in stretches {
                    self.drawn_line(plot, it, &[one, other], Heads::None, xml);
                }
                for head in heads {
                    self.drawn_line(plot, it, &pointing(head, (head.x, head.y)), Heads::End, xml);
                }
            }
        }
    }

    /// A line that does not connect two boxes: a connector for each straight part, or one drawing if it bends. A line from the lower side of a box
    /// is attached to it.
    fn free<'h>(
        &mut self,
        plot: &Plot,
        edge: &Edge,
        stretches: &[[Cell; 2]],
        heads: impl Iterator<Item = &'h Head>,
        boxes: &[u32],
        xml: &mut Xml,
    ) {
        let seen = if edge.tip == Tip::Cross { Heads::None } else { edge.heads };
        if stretches.windows(2).any(|pair| pair[0][1] == pair[1][0]) {
            let corners: Vec<Cell> = stretches.iter().flatten().copied().collect();
            self.drawn_line(plot, edge, &corners, seen, xml);
        } else {
            for [one, other] in stretches {
                let below = |node: &usize| {
                    let area = &plot.drawn.nodes[*node];
                    one.1 + 1 == area.y + area.height
                };
                let hold = edge.from.filter(below).map(|node| boxes[node]);
                let Some(bent) = Bent::of(&[plot.middle(*one), plot.middle(*other)]) else { continue };
                let holds = [hold.map(|id| (id, Side::Bottom)), None];
                self.connector(edge, &bent, holds, seen, xml);
            }
        }
        if edge.tip == Tip::Cross {
            heads.for_each(|head| self.cross(plot, head, xml));
        }
    }

    /// The cross of a message that does not arrive.
    fn cross(&mut self, plot: &Plot, head: &Head, xml: &mut Xml) {
        let (id, (x, y)) = (self.id(), plot.middle((head.x, head.y)));
        let half = plot.wide;
        let area = Area::new(x - half, y - half, 2.0 * half, 2.0 * half);
        let book = self.book();
        xml.tag("p:sp", &[], |xml| {
            xml.tag("p:nvSpPr", &[], |xml| {
                Named::decoration("Cross").write(id, xml);
                xml.raw("<p:cNvSpPr/><p:nvPr/>");
            });
            xml.tag("p:spPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| area.place(xml));
                xml.raw("<a:prstGeom prst=\"mathMultiply\"><a:avLst/></a:prstGeom>");
                book.palette.fill(Role::Muted, xml);
            });
        });
    }

    /// A connector between boxes, or a freeform line if it has more corners than connectors can have.
    fn wire(&mut self, plot: &Plot, edge: &Edge, wire: &Wire, boxes: [u32; 2], xml: &mut Xml) {
        let corners: Vec<(f32, f32)> = wire.corners.iter().map(|cell| plot.middle(*cell)).collect();
        let Some(bent) = Bent::of(&corners) else {
            return self.drawn_line(plot, edge, &wire.corners, edge.heads, xml);
        };
        let holds = [0, 1].map(|end| Some((boxes[end], wire.sides[end])));
        self.connector(edge, &bent, holds, edge.heads, xml);
    }

    /// A connector. `holds` tells, for each end, the box it is attached to and the side.
    fn connector(&mut self, edge: &Edge, bent: &Bent, holds: [Option<(u32, Side)>; 2], heads: Heads, xml: &mut Xml) {
        let id = self.id();
        xml.tag("p:cxnSp", &[], |xml| {
            xml.tag("p:nvCxnSpPr", &[], |xml| {
                Named::new("Arrow").write(id, xml);
                xml.tag("p:cNvCxnSpPr", &[], |xml| {
                    for (name, hold) in ["a:stCxn", "a:endCxn"].into_iter().zip(holds) {
                        if let Some((id, side)) = hold {
                            xml.void(name, &[("id", &id), ("idx", &(side as u8))]);
                        }
                    }
                });
                xml.raw("<p:nvPr/>");
            });
            xml.tag("p:spPr", &[], |xml| {
                bent.place(xml);
                self.stroke(edge, heads, xml);
            });
        });
    }

    /// A freeform line through corners.
    fn drawn_line(&mut self, plot: &Plot, edge: &Edge, corners: &[Cell], heads: Heads, xml: &mut Xml) {
        let points: Vec<(f32, f32)> = corners.iter().map(|cell| plot.middle(*cell)).collect();
        let ends = |of: fn(&(f32, f32)) -> f32| {
            points.iter().map(of).fold((f32::MAX, f32::MIN), |(low, high), it| (low.min(it), high.max(it)))
        };
        let ((left, right), (top, bottom)) = (ends(|it| it.0), ends(|it| it.1));
        let area = Area::new(left, top, right - left, bottom - top);
        let id = self.id();
        xml.tag("p:sp", &[], |xml| {
            xml.tag("p:nvSpPr", &[], |xml| {
                Named::decoration("Line").write(id, xml);
                xml.raw("<p:cNvSpPr/><p:nvPr/>");
            });
            xml.tag("p:spPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| area.place(xml));
                xml.tag("a:custGeom", &[], |xml| {
                    xml.raw("<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l=\"0\" t=\"0\" r=\"r\" b=\"b\"/>");
                    xml.tag("a:pathLst", &[], |xml| {
                        let [.., width, height] = area.units();
                        xml.tag("a:path", &[("w", &width), ("h", &height), ("fill", &"none")], |xml| {
                            for (at, (x, y)) in points.iter().enumerate() {
                                let (x, y) = (emu(x - left), emu(y - top));
                                xml.tag(if at == 0 { "a:moveTo" } else { "a:lnTo" }, &[], |xml| {
                                    xml.void("a:pt", &[("x", &x), ("y", &y)]);
                                });
                            }
                        });
                    });
                });
                xml.raw("<a:noFill/>");
                self.stroke(edge, heads, xml);
            });
        });
    }

    fn stroke(&self, edge: &Edge, heads: Heads, xml: &mut Xml) {
        let (role, width) = match (edge.is_quiet, edge.stroke) {
            (true, Stroke::Thick) => (Role::Muted, 5.0),
            (true, _) => (Role::Border, 1.0),
            (false, Stroke::Thick) => (Role::Muted, 3.0),
            (false, _) => (Role::Muted, 1.5),
        };
        let kind = if edge.tip == Tip::Open { "arrow" } else { "triangle" };
        xml.tag("a:ln", &[("w", &emu(width))], |xml| {
            self.book().palette.fill(role, xml);
            if edge.stroke == Stroke::Dotted {
                xml.raw("<a:prstDash val=\"sysDash\"/>");
            }
            xml.raw("<a:round/>");
            if heads == Heads::Both {
                xml.void("a:headEnd", &[("type", &kind)]);
            }
            if heads != Heads::None {
                xml.void("a:tailEnd", &[("type", &kind)]);
            }
        });
    }
}

/// The cells from an arrowhead to the border of its box.
fn pointing(head: &Head, (x, y): Cell) -> [Cell; 2] {
    let to = match head.to {
        Direction::Right => (x + 1, y),
        Direction::Left => (x.saturating_sub(1), y),
        Direction::Down => (x, y + 1),
        Direction::Up => (x, y.saturating_sub(1)),
    };
    [(x, y), to]
}

impl Plot<'_> {
    /// The middle of a cell.
    fn middle(&self, (x, y): Cell) -> (f32, f32) {
        let column = f32::from(x) - f32::from(self.left) + 0.5;
        (self.x + column * self.wide, self.y + (y as f32 + 0.5) * self.wide * HIGH)
    }

    /// The border of an area, through the middle of its outermost cells.
    fn outline(&self, cells: &Cells) -> Area {
        let (x, y) = self.middle((cells.x, cells.y));
        let [width, height] = [f32::from(cells.width - 1) * self.wide, (cells.height - 1) as f32 * self.wide * HIGH];
        Area::new(x, y, width, height)
    }

    /// The whole area of the cells.
    fn cells(&self, cells: &Cells) -> Area {
        let (x, y) = self.middle((cells.x, cells.y));
        let high = self.wide * HIGH;
        let [width, height] = [f32::from(cells.width) * self.wide, cells.height as f32 * high];
        Area::new(x - self.wide / 2.0, y - high / 2.0, width, height)
    }
}

/// A line with at most two corners as a connector: its shape, rotation, flips, and the place of its corner.
struct Bent {
    form: &'static str,
    turn: Option<u32>,
    flips: [bool; 2],
    /// Left, top, width and height before rotation.
    place: [f32; 4],
    /// The place of the middle part, in units of 1/100,000 of the length.
    corner: Option<i32>,
}

impl Bent {
    fn of(corners: &[(f32, f32)]) -> Option<Self> {
        let ((x, y), (to_x, to_y)) = (*corners.first()?, *corners.last()?);
        let (across, down) = (to_x - x, to_y - y);
        let is_level = |at: usize| (corners[at].1 - corners[at + 1].1).abs() < 0.01;
        let level = is_level(0);
        let (form, corner) = match corners.len() {
            2 => ("straightConnector1", None),
            3 => ("bentConnector2", None),
            4 => {
                let share = if level { (corners[1].0 - x) / across } else { (corners[1].1 - y) / down };
                ("bentConnector3", (0.0..=1.0).contains(&share).then_some((share * 100_000.0).round() as i32))
            }
            _ => return None,
        };
        if corners.len() == 4 && (corner.is_none() || is_level(2) != level) {
            return None;
        }
        let (wide, high) = (across.abs(), down.abs());
        let (left, top) = (x.min(to_x), y.min(to_y));
        if level || corners.len() == 2 {
            let flips = [across < -0.01, down < -0.01];
            return Some(Self { form, turn: None, flips, place: [left, top, wide, high], corner });
        }
        // A connector starts horizontally. One that starts vertically is rotated.
        let (turn, flips) = match (across >= 0.0, down >= 0.0) {
            (true, true) => (16_200_000, [true, false]),
            (false, true) => (5_400_000, [false, false]),
            (true, false) => (5_400_000, [true, true]),
            (false, false) => (16_200_000, [false, true]),
        };
        let place = [left + (wide - high) / 2.0, top + (high - wide) / 2.0, high, wide];
        Some(Self { form, turn: Some(turn), flips, place, corner })
    }

    fn place(&self, xml: &mut Xml) {
        let mut attributes: Vec<Attribute> = self.turn.iter().map(|turn| attribute("rot", turn)).collect();
        let names = ["flipH", "flipV"];
        attributes.extend(names.into_iter().zip(self.flips).filter(|(_, is)| *is).map(|(name, _)| attribute(name, &1)));
        let [x, y, width, height] = self.place.map(emu);
        xml.tag("a:xfrm", &attributes, |xml| {
            xml.void("a:off", &[("x", &x), ("y", &y)]);
            xml.void("a:ext", &[("cx", &width), ("cy", &height)]);
        });
        xml.tag("a:prstGeom", &[("prst", &self.form)], |xml| {
            xml.tag("a:avLst", &[], |xml| {
                if let Some(corner) = self.corner {
                    xml.void("a:gd", &[("name", &"adj1"), ("fmla", &format!("val {corner}"))]);
                }
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_connectors_where_those_have_their_form() {
        let bent =
            |corners: &[(f32, f32)]| Bent::of(corners).map(|it| (it.form, it.turn, it.flips, it.place, it.corner));
        let straight = bent(&[(0.0, 5.0), (30.0, 5.0)]);
        assert_eq!(straight, Some(("straightConnector1", None, [false; 2], [0.0, 5.0, 30.0, 0.0], None)));
        let down = bent(&[(20.0, 0.0), (20.0, 10.0), (0.0, 10.0), (0.0, 40.0)]);
        let wanted = ("bentConnector3", Some(5_400_000), [false; 2], [-10.0, 10.0, 40.0, 20.0], Some(25_000));
        assert_eq!(down, Some(wanted));
        assert!(bent(&[(0.0, 0.0), (0.0, 9.0), (9.0, 9.0), (9.0, -5.0)]).is_none(), "it turns back");
        assert!(bent(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 20.0)]).is_none());
    }
}
