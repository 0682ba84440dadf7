//! The shapes of a slide: their kinds and places.

use crate::import::pptx::frame::{Frame, Group};
use crate::import::pptx::package::Relations;
use crate::import::pptx::sheet::{Holder, Levels, Sheet};
use crate::import::pptx::table;
use crate::import::pptx::text::{Paragraph, leads_to, paragraphs, plain};
use crate::import::pptx::xml::{Look, Node};
use crate::lang::noun;

/// The kind of a shape.
#[derive(Debug)]
pub enum Thing {
    Title(Vec<Paragraph>),
    Text(Vec<Paragraph>),
    /// A table, in Markdown.
    Table(String),
    /// A picture, by its relationship id.
    Picture {
        relation: String,
        alt: String,
        decorative: bool,
    },
    Chart {
        relation: String,
        alt: String,
    },
    /// SmartArt, by the relationship id of its data.
    SmartArt {
        relation: String,
        alt: String,
    },
    /// A video or audio: its address, if it is on the web.
    Film {
        address: Option<String>,
    },
    Arrow(Arrow),
    /// An object of another program, by that program's name for it.
    Object(String),
}

/// A line between two shapes, given by their ids.
#[derive(Debug)]
pub struct Arrow {
    pub ends: Option<(String, String)>,
    /// Whether its start and its end have arrowheads.
    pub heads: (bool, bool),
}

#[derive(Debug)]
pub struct Shape {
    pub id: String,
    pub frame: Option<Frame>,
    /// Whether it was added to this slide, rather than coming from the layout.
    pub is_free: bool,
    /// Its outline: `rect`, `diamond`. Empty if it has none.
    pub outline: String,
    pub thing: Thing,
}

/// The shapes found on a slide.
#[derive(Debug, Default)]
pub struct Found {
    pub shapes: Vec<Shape>,
    /// What is lost, in words.
    pub lost: Vec<&'static str>,
    /// What is changed, in words.
    pub changed: Vec<&'static str>,
}

/// How deep groups may be nested.
const DEEPEST: usize = 12;

/// The most shapes of a slide.
const MOST_SHAPES: usize = 2_000;

/// Finds the shapes in the tree of a slide.
pub fn shapes(tree: Node, sheet: &Sheet, relations: &Relations) -> Found {
    let mut search = Search { sheet, relations, found: Found::default() };
    search.look_into(tree, None, 0);
    search.found
}

struct Search<'a> {
    sheet: &'a Sheet,
    relations: &'a Relations,
    found: Found,
}

impl Search<'_> {
    fn look_into(&mut self, tree: Node, group: Option<Group>, depth: usize) {
        for node in tree.children().filter(Node::is_element) {
            if self.found.shapes.len() >= MOST_SHAPES {
                return self.found.lost.push(noun!("shapes beyond the first 2,000 of a slide"));
            }
            match node.tag_name().name() {
                "grpSp" if depth < DEEPEST => {
                    let inner = node.path(&["grpSpPr", "xfrm"]).and_then(|it| Group::of(it, group));
                    self.look_into(node, inner.or(group), depth + 1);
                }
                "AlternateContent" if depth < DEEPEST => self.alternatives(node, group, depth + 1),
                "contentPart" => self.found.lost.push(noun!("ink")),
                "sp" | "pic" | "graphicFrame" | "cxnSp" => self.shape(node, group),
                _ => {}
            }
        }
    }

    /// Alternatives with the same meaning: takes the first that is understood.
    fn alternatives(&mut self, node: Node, group: Option<Group>, depth: usize) {
        let before = self.found.shapes.len();
        for choice in node.children().filter(Node::is_element) {
            self.look_into(choice, group, depth);
            let is_known = |shape: &Shape| !matches!(shape.thing, Thing::Object(_));
            if self.found.shapes[before..].iter().any(is_known) {
                return;
            }
            if choice.is("Choice") && node.has("Fallback") {
                self.found.shapes.truncate(before);
            }
        }
    }

    fn shape(&mut self, node: Node, group: Option<Group>) {
        let Some(about) = own(node) else {
            return;
        };
        if about.switch("hidden") == Some(true) {
            return self.found.lost.push(noun!("hidden shapes"));
        }
        let holder = Holder::of(node);
        let place = node.path(&["spPr", "xfrm"]).or(node.child("xfrm")).and_then(Frame::of);
        let place = place.map(|it| group.map_or(it, |group| group.place(it)));
        let frame = place.or_else(|| self.sheet.frame(holder.as_ref()?));
        let Some(thing) = self.thing(node, about, holder.as_ref()) else { return };
        let outline = node.path(&["spPr", "prstGeom"]).and_then(|it| it.get("prst")).unwrap_or_default().to_owned();
        let id = about.get("id").unwrap_or_default().to_owned();
        self.found.shapes.push(Shape { id, frame, is_free: holder.is_none(), outline, thing });
    }

    fn thing(&mut self, node: Node, about: Node, holder: Option<&Holder>) -> Option<Thing> {
        match node.tag_name().name() {
            "sp" => self.text(node, about, holder),
            "pic" => self.picture(node, about),
            "graphicFrame" => self.frame(node, about),
            _ => Some(Thing::Arrow(arrow(node))),
        }
    }

    fn text(&mut self, node: Node, about: Node, holder: Option<&Holder>) -> Option<Thing> {
        let levels = holder.map_or(Levels::default(), |it| self.sheet.levels(it));
        let body = node.child("txBody");
        let mut all = body.map(|it| paragraphs(it, &levels, self.relations)).unwrap_or_default();
        if plain(&all).is_empty() {
            let fill = node.path(&["spPr", "blipFill"])?;
            return self.filled(fill, about);
        }
        if holder.is_some_and(Holder::is_edge) {
            if holder.is_some_and(|it| it.kind != "sldNum") {
                self.found.lost.push(noun!("footers and dates: the bottom row has the number and the section"));
            }
            return None;
        }
        if let Some(link) = about.child("hlinkClick").and_then(|it| leads_to(it, self.relations)) {
            all.iter_mut().flat_map(|it| &mut it.runs).for_each(|it| it.style.link_to(&link));
        }
        Some(if holder.is_some_and(Holder::is_title) { Thing::Title(all) } else { Thing::Text(all) })
    }

    fn picture(&mut self, node: Node, about: Node) -> Option<Thing> {
        let media = ["videoFile", "audioFile", "wavAudioFile", "quickTimeFile"];
        if let Some(film) = node.child("nvPicPr")?.descendants().find(|it| media.iter().any(|name| it.is(name))) {
            let target = film.relation("link").and_then(|id| self.relations.by_id(id)).filter(|it| it.is_external);
            let address = target.map(|it| it.target.clone()).filter(|it| it.starts_with("http"));
            self.found.shapes.push(Shape {
                id: String::new(),
                frame: None,
                is_free: true,
                outline: String::new(),
                thing: Thing::Film { address },
            });
        }
        self.filled(node.child("blipFill")?, about)
    }

    /// A picture, or a shape filled with one.
    fn filled(&mut self, fill: Node, about: Node) -> Option<Thing> {
        let crop = fill.child("srcRect");
        if crop.is_some_and(|it| it.attributes().any(|it| it.value() != "0")) {
            self.found.changed.push(noun!("cropped pictures are shown whole"));
        }
        let blip = fill.child("blip")?;
        let Some(relation) = blip.relation("embed").filter(|it| !it.is_empty()) else {
            self.found.lost.push(noun!("pictures that are not in the file"));
            return None;
        };
        let decorative = about.all("decorative").any(|it| it.switch("val") == Some(true));
        Some(Thing::Picture { relation: relation.to_owned(), alt: description(about), decorative })
    }

    fn frame(&mut self, node: Node, about: Node) -> Option<Thing> {
        let data = node.path(&["graphic", "graphicData"])?;
        let alt = description(about);
        if let Some(table) = data.child("tbl") {
            if table.all("tc").any(|it| it.get("gridSpan").or(it.get("rowSpan")).is_some()) {
                self.found.changed.push(noun!("merged table cells: their text is in the first cell"));
            }
            let (table, is_numbered) = table::markdown(table, self.relations)?;
            if is_numbered {
                self.found.changed.push(noun!("table columns without a name got their number"));
            }
            return Some(Thing::Table(table));
        }
        let child = data.children().find(Node::is_element)?;
        let relation = |name: &str| child.relation(name).unwrap_or_default().to_owned();
        match (child.tag_name().name(), data.get("uri").unwrap_or_default()) {
            ("chart", uri) if uri.ends_with("/chart") => Some(Thing::Chart { relation: relation("id"), alt }),
            ("relIds", _) => Some(Thing::SmartArt { relation: relation("dm"), alt }),
            ("oleObj" | "AlternateContent", _) => {
                let object = data.all("oleObj").next();
                if let Some(Thing::Picture { relation, .. }) =
                    data.all("pic").next().and_then(|it| self.filled(it.child("blipFill")?, about))
                {
                    let (alt, decorative) = (description(about), false);
                    self.found.changed.push(noun!("objects of other programs became pictures"));
                    return Some(Thing::Picture { relation, alt, decorative });
                }
                let name = object.and_then(|it| it.get("progId").or(it.get("name"))).unwrap_or("another program");
                Some(Thing::Object(name.split('.').next().unwrap_or_default().to_owned()))
            }
            (name, _) => Some(Thing::Object(if name == "chart" { "chart of a new kind" } else { name }.to_owned())),
        }
    }
}

/// The description of a shape, by its author or a program.
fn description(about: Node) -> String {
    let given = about.get("descr").filter(|it| !it.trim().is_empty()).or(about.get("title"));
    given.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn arrow(node: Node) -> Arrow {
    let about = node.path(&["nvCxnSpPr", "cNvCxnSpPr"]);
    let end = |name: &str| Some(about?.child(name)?.get("id")?.to_owned());
    let line = node.path(&["spPr", "ln"]);
    let head = |name: &str| line.and_then(|it| it.child(name)?.get("type")).is_some_and(|it| it != "none");
    Arrow { ends: end("stCxn").zip(end("endCxn")), heads: (head("headEnd"), head("tailEnd")) }
}

/// The own properties of a shape: id, description, whether it is hidden.
fn own(node: Node) -> Option<Node> {
    node.children().find(|it| it.is_element() && it.tag_name().name().starts_with("nv"))?.child("cNvPr")
}
