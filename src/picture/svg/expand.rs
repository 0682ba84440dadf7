//! The size of a drawing once its references are resolved: a mask of masks of masks, each used twice, takes few bytes and grows without
//! end.
//!
//! This is an upper bound. It does not find out which of two declarations wins, or what is visible in the end.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use resvg::usvg::roxmltree::{Document, Node, NodeId};

use crate::lang::noun;
use crate::picture::Fault;
use crate::picture::svg::scan::DEEPEST;

/// The most bytes of a drawing with its references resolved.
const MOST_BYTES: u64 = 8 << 20;

/// What an element counts besides its attribute values, in bytes.
const ELEMENT: u64 = 100;

/// The most comparisons between elements and the rules of style sheets, including what the rules declare.
const MOST_STYLED: u64 = 5_000_000;

/// The most declarations in a style attribute or a rule: each is compared with the earlier ones.
const MOST_DECLARED: usize = 1000;

const ENDLESS: Fault = Fault::TooMuch(noun!("it refers to itself"));
const NESTED: Fault = Fault::TooMuch(noun!("its references are nested more than 100 levels deep"));
const LARGE: Fault = Fault::TooMuch(noun!("its references expand to more than 8 MiB of shapes"));
const STYLED: Fault = Fault::TooMuch(noun!("its styles have too many rules for so many elements"));

/// An element with everything that it contains and refers to.
#[derive(Clone, Copy, Default)]
struct Total {
    bytes: u64,
    elements: u64,
    /// Levels, including its own.
    depth: usize,
}

impl Total {
    fn add(&mut self, other: Self, times: u64) -> Result<(), Fault> {
        self.bytes = self.bytes.saturating_add(other.bytes.saturating_mul(times));
        self.elements = self.elements.saturating_add(other.elements.saturating_mul(times));
        self.depth = self.depth.max(other.depth + 1);
        if self.bytes > MOST_BYTES { Err(LARGE) } else { Ok(()) }
    }
}

/// What kind of reference it is, which decides how often it counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Property {
    /// A fill, a stroke, or an arrow at an end: inherited, counts once per shape.
    Paint,
    /// An arrow at each point of a shape: inherited.
    Points,
    /// A mask, a clip path or a filter: counts once, where it is used.
    Own,
}

impl Property {
    fn named(name: &str) -> Self {
        match name.trim() {
            "fill" | "stroke" | "marker-start" | "marker-end" => Self::Paint,
            "marker" | "marker-mid" => Self::Points,
            _ => Self::Own,
        }
    }
}

/// A style sheet rule with references.
struct Rule<'a> {
    selectors: Vec<&'a str>,
    references: Vec<(Property, &'a str)>,
}

/// Checks that a drawing stays small enough when its references are resolved.
///
/// # Errors
/// Why it does not.
pub fn check(document: &Document) -> Result<(), Fault> {
    let elements = document.descendants().filter(Node::is_element);
    let sheets = elements.clone().filter(|it| it.tag_name().name() == "style").filter_map(|it| it.text());
    let sheets: Vec<&str> = sheets.collect();
    let styles =
        elements.clone().filter_map(|it| it.attribute("style")).chain(sheets.iter().flat_map(|it| it.split('}')));
    if styles.into_iter().any(|it| it.matches(';').count() > MOST_DECLARED) {
        return Err(STYLED);
    }
    let count = sheets.iter().map(|it| it.matches(['{', ';']).count()).sum::<usize>() as u64;
    if count.saturating_mul(elements.clone().count() as u64) > MOST_STYLED {
        return Err(STYLED);
    }
    let mut ids = HashMap::new();
    for element in elements {
        if let Some(id) = element.attribute("id") {
            ids.entry(id).or_insert(element);
        }
    }
    let rules = sheets.into_iter().flat_map(rules).collect();
    let mut all = Expansion { ids, rules, known: HashMap::new(), declared: HashMap::new(), open: HashSet::new() };
    let total = all.total(document.root_element(), 1)?;
    if total.elements.saturating_mul(count) > MOST_STYLED { Err(STYLED) } else { Ok(()) }
}

/// The references of an element.
type References<'a, 'input> = Rc<[(Property, Node<'a, 'input>)]>;

struct Expansion<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    rules: Vec<Rule<'a>>,
    known: HashMap<NodeId, Total>,
    declared: HashMap<NodeId, References<'a, 'input>>,
    /// The enclosing elements.
    open: HashSet<NodeId>,
}

impl<'a, 'input> Expansion<'a, 'input> {
    fn total(&mut self, element: Node<'a, 'input>, level: usize) -> Result<Total, Fault> {
        let known = self.known.get(&element.id()).copied();
        if level + known.map_or(0, |it| it.depth) > DEEPEST {
            return Err(NESTED);
        }
        if let Some(known) = known {
            return Ok(known);
        }
        if !self.open.insert(element.id()) {
            return Err(ENDLESS);
        }
        let bytes = element.attributes().map(|it| weight(it.value())).sum::<u64>() + ELEMENT;
        let mut total = Total { bytes, elements: 1, depth: 1 };
        for child in element.children().filter(Node::is_element) {
            total.add(self.total(child, level + 1)?, 1)?;
        }
        let mut copies = 1;
        for target in self.links(element) {
            let there = self.total(target, level + 1)?;
            copies += there.elements;
            total.add(there, 1)?;
        }
        self.add_references(element, level, copies, &mut total)?;
        self.open.remove(&element.id());
        self.known.insert(element.id(), total);
        Ok(total)
    }

    /// Adds the paint, masks, clip paths and filters of an element and of the copies that it draws.
    fn add_references(
        &mut self,
        element: Node<'a, 'input>,
        level: usize,
        copies: u64,
        total: &mut Total,
    ) -> Result<(), Fault> {
        let from = if is_painted(element) { usize::MAX } else { 1 };
        for (index, above) in element.ancestors().take(from).enumerate() {
            for (property, target) in self.declared(above).iter() {
                let times = match property {
                    Property::Own if index == 0 => 1,
                    Property::Paint if is_painted(element) => copies,
                    Property::Points if is_painted(element) => copies.saturating_mul(points(element).max(1)),
                    _ => continue,
                };
                total.add(self.total(*target, level + 1)?, times)?;
            }
        }
        Ok(())
    }

    /// The elements that this element copies. A link to click is not a copy.
    fn links(&self, element: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
        let links = element.attributes().filter(|it| it.name() == "href" && element.tag_name().name() != "a");
        links.filter_map(|it| self.ids.get(it.value().trim().strip_prefix('#')?).copied()).collect()
    }

    /// The references of an element itself, from its attributes and from style sheets, each once.
    fn declared(&mut self, element: Node<'a, 'input>) -> References<'a, 'input> {
        if let Some(known) = self.declared.get(&element.id()) {
            return Rc::clone(known);
        }
        let mut found = Vec::new();
        for attribute in element.attributes() {
            match attribute.name() {
                "style" => declarations(attribute.value(), &mut found),
                name => found.extend(addresses(attribute.value()).map(|id| (Property::named(name), id))),
            }
        }
        for rule in self.rules.iter().filter(|rule| rule.selectors.iter().any(|it| may_select(it, element))) {
            found.extend(rule.references.iter().copied());
        }
        let mut told = HashSet::new();
        found.retain(|it| told.insert(*it));
        let found = found.into_iter().filter_map(|(property, id)| Some((property, *self.ids.get(id)?)));
        let found: References = found.collect();
        self.declared.insert(element.id(), Rc::clone(&found));
        found
    }
}

/// Whether an element is drawn with its own fill and stroke, or draws copies that inherit them.
fn is_painted(element: Node<'_, '_>) -> bool {
    matches!(
        element.tag_name().name(),
        "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "text" | "tspan" | "use"
    )
}

/// What the value of an attribute counts. Embedded pictures are not copied with their elements.
fn weight(value: &str) -> u64 {
    let bytes = value.len() as u64;
    if value.trim_start().starts_with("data:") { bytes / 16 } else { bytes }
}

/// The most points that the outline of a shape can have.
fn points(element: Node<'_, '_>) -> u64 {
    let length = |name| element.attribute(name).map_or(0, |it: &str| it.len() as u64);
    (length("d") + length("points")) / 2
}

/// The ids in `url(#id)`.
fn addresses(value: &str) -> impl Iterator<Item = &str> {
    value.match_indices("url(").filter_map(|(at, it)| {
        let inside = value[at + it.len()..].trim_start().trim_start_matches(['"', '\'']);
        inside.strip_prefix('#')?.split([')', '"', '\'']).next().map(str::trim)
    })
}

/// The references in the declarations of a style.
fn declarations<'a>(style: &'a str, found: &mut Vec<(Property, &'a str)>) {
    for declaration in style.split(';').filter(|it| it.contains("url(")) {
        let name = declaration.split(':').next().unwrap_or_default();
        let name = name.rsplit("*/").next().unwrap_or_default();
        found.extend(addresses(declaration).map(|id| (Property::named(name), id)));
    }
}

/// The rules of a style sheet that contain references.
fn rules(sheet: &str) -> Vec<Rule<'_>> {
    let blocks = sheet.split('}').filter(|it| it.contains("url("));
    let rule = |block| {
        let (selectors, body): (&str, &str) = str::rsplit_once(block, '{')?;
        // Inside `@media` a selector follows another bracket.
        let selectors = selectors.rsplit('{').next().unwrap_or_default();
        let mut references = Vec::new();
        declarations(body, &mut references);
        Some(Rule { selectors: selectors.split(',').collect(), references })
    };
    blocks.filter_map(rule).collect()
}

/// Whether a selector may match an element, judged by its last part.
fn may_select(selector: &str, element: Node<'_, '_>) -> bool {
    let selector = selector.rsplit("*/").next().unwrap_or_default().trim();
    let last = selector.rsplit([' ', '\t', '\n', '\r', '>', '+', '~']).next().unwrap_or_default();
    let last = last.split([':', '[']).next().unwrap_or_default();
    if let Some((_, class)) = last.rsplit_once('.') {
        return element.attribute("class").is_some_and(|it| it.split_whitespace().any(|it| it == class));
    }
    if let Some((_, id)) = last.rsplit_once('#') {
        return element.attribute("id") == Some(id);
    }
    last.is_empty() || last.contains(['*', ']', ')']) || element.tag_name().name() == last
}
