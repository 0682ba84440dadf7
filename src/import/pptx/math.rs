//! Formulas (ISO/IEC 29500-1, 22.1) on one line, as they would be typed: `(a+b)/(c)`, `x^2`, `√(n)`.

use crate::import::pptx::xml::{Look, Node};

/// How deep formulas may be nested.
const DEEPEST: usize = 40;

/// A formula as text.
pub fn on_one_line(formula: Node) -> String {
    inside(formula, 0).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn inside(node: Node, depth: usize) -> String {
    if depth > DEEPEST {
        return node.words();
    }
    node.children().filter(Node::is_element).map(|it| one(it, depth + 1)).collect()
}

fn one(node: Node, depth: usize) -> String {
    let part = |name: &str| node.child(name).map(|it| inside(it, depth)).unwrap_or_default();
    let sign = |about: &str, name: &str, usual: &str| {
        let value = node.path(&[about, name]).and_then(|it| it.attributes().next());
        value.map_or(usual.to_owned(), |it| it.value().to_owned())
    };
    match node.tag_name().name() {
        "t" => node.words(),
        "f" => format!("{}/{}", grouped(&part("num")), grouped(&part("den"))),
        "sSup" => format!("{}^{}", part("e"), grouped(&part("sup"))),
        "sSub" => format!("{}_{}", part("e"), grouped(&part("sub"))),
        "sSubSup" => format!("{}_{}^{}", part("e"), grouped(&part("sub")), grouped(&part("sup"))),
        "rad" => match part("deg") {
            degree if degree.is_empty() => format!("√({})", part("e")),
            degree => format!("√[{degree}]({})", part("e")),
        },
        "nary" => {
            let bounds = [("_", part("sub")), ("^", part("sup"))];
            let bounds =
                bounds.iter().filter(|(_, it)| !it.is_empty()).map(|(sign, it)| sign.to_string() + &grouped(it));
            format!("{}{} {}", sign("naryPr", "chr", "∫"), bounds.collect::<String>(), part("e"))
        }
        "d" => {
            let all: Vec<String> = node.children_of("e").map(|it| inside(it, depth)).collect();
            format!("{}{}{}", sign("dPr", "begChr", "("), all.join(", "), sign("dPr", "endChr", ")"))
        }
        "func" => format!("{} {}", part("fName"), part("e")),
        "mr" => node.children_of("e").map(|it| inside(it, depth)).collect::<Vec<_>>().join(" ") + "; ",
        name if name.ends_with("Pr") => String::new(),
        _ => inside(node, depth),
    }
}

/// A part of a formula, in parentheses if it is more than one character or number.
fn grouped(part: &str) -> String {
    if part.chars().all(char::is_alphanumeric) { part.to_owned() } else { format!("({part})") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pptx::xml::parse;

    #[test]
    fn formulas_are_as_they_are_typed() {
        let xml = "<oMath><f><num><r><t>a+b</t></r></num><den><r><t>2</t></r></den></f><r><t>=</t></r>\
            <sSup><e><r><t>x</t></r></e><sup><r><t>2</t></r></sup></sSup><r><t>+</t></r>\
            <rad><radPr/><deg/><e><r><t>n</t></r></e></rad></oMath>";
        let document = parse(xml, "x").unwrap();
        assert_eq!(on_one_line(document.root_element()), "(a+b)/2=x^2+√(n)");
    }
}
