//! SmartArt (ISO/IEC 29500-1, 21.4): its text as a diagram if it is a process, a cycle or a tree, else as a list.

use std::collections::{HashMap, HashSet};

use crate::import::pptx::graph::Graph;
use crate::import::pptx::package::Relations;
use crate::import::pptx::sheet::Levels;
use crate::import::pptx::table::escaped;
use crate::import::pptx::text::{inline, paragraphs, plain};
use crate::import::pptx::xml::{Look, Node};

/// SmartArt that was read.
pub struct Art {
    pub markdown: String,
    pub is_list: bool,
}

/// How deep its tree may be.
const DEEPEST: usize = 12;

/// The most boxes that are readable in a terminal.
const MOST_BOXES: usize = 12;

/// A point, and the points below it.
struct Point {
    /// Its text in Markdown, and as plain text.
    words: (String, String),
    below: Vec<Point>,
}

/// Reads the data of SmartArt. `None` if it contains no text.
pub fn read(root: Node, relations: &Relations) -> Option<Art> {
    let mut words: HashMap<&str, (String, String)> = HashMap::new();
    let (mut top, mut kind) = (None, "");
    for point in root.path(&["ptLst"])?.children_of("pt") {
        let id = point.get("modelId")?;
        match point.get("type") {
            Some("doc") => {
                top = Some(id);
                kind = point.child("prSet").and_then(|it| it.get("loCatId")).unwrap_or_default();
            }
            None | Some("node" | "asst") => drop(words.insert(id, words_of(point, relations))),
            _ => {}
        }
    }
    let mut below: HashMap<&str, Vec<(u32, &str)>> = HashMap::new();
    for it in root.child("cxnLst").into_iter().flat_map(|list| list.children_of("cxn")) {
        if let (None | Some("parOf"), Some(from), Some(to)) = (it.get("type"), it.get("srcId"), it.get("destId")) {
            let order = it.get("srcOrd").and_then(|it| it.parse().ok()).unwrap_or(0);
            below.entry(from).or_default().push((order, to));
        }
    }
    below.values_mut().for_each(|all| all.sort_unstable());
    let mut seen = HashSet::new();
    let tree = points(top?, &below, &mut words, &mut seen, 0);
    let mut drawing = drawn(&tree, kind);
    if drawing.is_none() {
        let mut list = String::new();
        write_list(&tree, 0, &mut list);
        drawing = Some(Art { markdown: list, is_list: true }).filter(|it| !it.markdown.is_empty());
    }
    drawing
}

fn words_of(point: Node, relations: &Relations) -> (String, String) {
    let is_example = point.child("prSet").is_some_and(|it| it.switch("phldr") == Some(true));
    let Some(body) = point.child("t").filter(|_| !is_example) else { return Default::default() };
    let all = paragraphs(body, &Levels::default(), relations);
    let lines: Vec<String> =
        all.iter().map(|it| inline(&it.runs).replace("\\\n", " ")).filter(|it| !it.is_empty()).collect();
    (lines.join(" "), plain(&all))
}

type Below<'a> = HashMap<&'a str, Vec<(u32, &'a str)>>;

/// The points below one. Each belongs to one place only.
fn points<'a>(
    of: &'a str,
    below: &Below<'a>,
    words: &mut HashMap<&'a str, (String, String)>,
    seen: &mut HashSet<&'a str>,
    depth: usize,
) -> Vec<Point> {
    let mut found = Vec::new();
    for (_, id) in below.get(of).into_iter().flatten().filter(|_| depth < DEEPEST) {
        if !seen.insert(*id) {
            continue;
        }
        let words_here = words.remove(id);
        let inside = points(id, below, words, seen, depth + 1);
        match words_here.filter(|(markdown, _)| !markdown.is_empty()) {
            Some(words) => found.push(Point { words, below: inside }),
            None => found.extend(inside),
        }
    }
    found
}

/// The drawing of a tree of points, if its kind can be drawn.
fn drawn(tree: &[Point], kind: &str) -> Option<Art> {
    let is_flat = tree.iter().all(|it| it.below.is_empty());
    let mut graph = Graph { goes_down: kind == "hierarchy", ..Graph::default() };
    match kind {
        "process" | "cycle" if is_flat && (2..=MOST_BOXES).contains(&tree.len()) => {
            graph.nodes = tree.iter().map(|it| (it.words.1.clone(), String::new())).collect();
            graph.edges = (1..tree.len()).map(|to| (to - 1, to, "-->")).collect();
            if kind == "cycle" && tree.len() > 2 {
                graph.edges.push((tree.len() - 1, 0, "-->"));
            }
        }
        "hierarchy" if !is_flat => tree.iter().for_each(|it| grow(it, None, &mut graph)),
        _ => return None,
    }
    if graph.nodes.len() > MOST_BOXES {
        return None;
    }
    graph.fence().map(|markdown| Art { markdown, is_list: false })
}

fn grow(point: &Point, above: Option<usize>, graph: &mut Graph) {
    let index = graph.nodes.len();
    graph.nodes.push((point.words.1.clone(), String::new()));
    graph.edges.extend(above.map(|above| (above, index, "---")));
    point.below.iter().for_each(|it| grow(it, Some(index), graph));
}

fn write_list(points: &[Point], depth: usize, out: &mut String) {
    for point in points {
        *out += &format!("{}- {}\n", "  ".repeat(depth), escaped(&point.words.0));
        write_list(&point.below, depth + 1, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pptx::xml::parse;

    fn art(kind: &str, connections: &[(&str, &str)]) -> String {
        let points: String = ["a", "b", "c"]
            .iter()
            .map(|id| format!("<pt modelId='{id}'><t><p><r><t>Box {id}</t></r></p></t></pt>"))
            .collect();
        let connections: String = connections
            .iter()
            .enumerate()
            .map(|(order, (from, to))| format!("<cxn srcId='{from}' destId='{to}' srcOrd='{order}'/>"))
            .collect();
        let xml = format!(
            "<dataModel><ptLst><pt modelId='d' type='doc'><prSet loCatId='{kind}'/></pt>{points}</ptLst>\
             <cxnLst>{connections}</cxnLst></dataModel>"
        );
        let document = parse(&xml, "x").unwrap();
        read(document.root_element(), &Relations::default()).unwrap().markdown
    }

    #[test]
    fn steps_circles_and_trees_are_drawn_and_all_else_is_a_list() {
        let flat = [("d", "a"), ("d", "b"), ("d", "c")];
        let tree = [("d", "a"), ("a", "b"), ("a", "c")];
        let boxes = "  n1[\"Box a\"]\n  n2[\"Box b\"]\n  n3[\"Box c\"]\n";
        assert_eq!(art("process", &flat), format!("```mermaid\ngraph LR\n{boxes}  n1 --> n2\n  n2 --> n3\n```\n"));
        assert!(art("cycle", &flat).ends_with("  n2 --> n3\n  n3 --> n1\n```\n"));
        assert_eq!(art("hierarchy", &tree), format!("```mermaid\ngraph TD\n{boxes}  n1 --- n2\n  n1 --- n3\n```\n"));
        assert_eq!(art("list", &tree), "- Box a\n  - Box b\n  - Box c\n");
        assert_eq!(art("list", &[("d", "a"), ("a", "b"), ("b", "a")]), "- Box a\n  - Box b\n", "a circle ends");
    }
}
