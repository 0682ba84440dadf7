//! Further parts of Mermaid's language: shapes of boxes, styling, other kinds of diagrams.

use crate::block::graph::Form;
use crate::lang::noun;

/// The shapes of boxes: the brackets, the form drawn, and whether it only approximates the one meant. Longer brackets come first.
pub const FORMS: &[(&str, &str, Form, bool)] = &[
    ("(((", ")))", Form::Pill, true),
    ("([", "])", Form::Pill, false),
    ("((", "))", Form::Pill, false),
    ("[[", "]]", Form::Square, true),
    ("[(", ")]", Form::Round, true),
    ("[/", "]", Form::Square, true),
    ("[\\", "]", Form::Square, true),
    ("{{", "}}", Form::Diamond, true),
    ("[", "]", Form::Square, false),
    ("(", ")", Form::Round, false),
    ("{", "}", Form::Diamond, false),
    (">", "]", Form::Square, true),
];

/// The forms for `@{ shape: … }` that are not rectangles, by their names in Mermaid's documentation ("Flowcharts", new shapes in 11.3).
pub const SHAPES: &[(&[&str], Form)] = &[
    (
        &["rounded", "event", "cyl", "database", "db", "cylinder", "das", "lin-cyl", "disk", "h-cyl", "bow-rect"],
        Form::Round,
    ),
    (
        &["stadium", "pill", "terminal", "circle", "circ", "sm-circ", "start", "dbl-circ", "fr-circ", "stop", "f-circ"],
        Form::Pill,
    ),
    (&["diamond", "diam", "decision", "question", "hex", "hexagon", "prepare"], Form::Diamond),
];

/// Mermaid's other kinds of diagrams, and what to write instead.
pub const OTHER_KINDS: &[(&str, &str)] = &[
    ("classDiagram", noun!("draw it as a flowchart, a node for each class")),
    ("stateDiagram", noun!("draw it as a flowchart, a node for each state")),
    ("erDiagram", noun!("draw it as a flowchart, a node for each entity")),
    ("gantt", noun!("write a `timeline` block")),
    ("timeline", noun!("write a `timeline` block")),
    ("journey", noun!("write a `timeline` block")),
    ("pie", noun!("write a `chart` block of type \"pie\"")),
    ("xychart", noun!("write a `chart` block")),
    ("sankey", noun!("write a `chart` block")),
    ("quadrantChart", noun!("write a `matrix` block")),
    ("mindmap", noun!("write nested lists, or a flowchart")),
    ("gitGraph", noun!("draw it as a flowchart, a node for each commit")),
    ("requirement", noun!("draw it as a flowchart")),
    ("C4", noun!("draw it as a flowchart")),
    ("block", noun!("draw it as a flowchart")),
    ("packet", noun!("write a table")),
    ("kanban", noun!("write a `columns` block")),
    ("architecture", noun!("draw it as a flowchart")),
    ("zenuml", noun!("draw it as a flowchart")),
    ("radar", noun!("write a `chart` block")),
    ("treemap", noun!("write a `chart` block")),
    ("treeView", noun!("write nested lists, or a flowchart")),
    ("venn", noun!("draw it as a flowchart")),
    ("ishikawa", noun!("draw it as a flowchart")),
    ("swimlane", noun!("draw it as a flowchart, with a `subgraph` for each lane")),
];

/// Mermaid's statements for styling and clicks.
pub const LOOKS: &[&str] =
    &["style", "classDef", "class", "linkStyle", "click", "accTitle:", "accTitle", "accDescr:", "accDescr"];

/// What to write instead of another kind of diagram.
pub fn other_kind(statement: &str) -> Option<&'static str> {
    let word = statement.split_whitespace().next()?;
    let known = OTHER_KINDS.iter().find(|(name, _)| word.starts_with(name)).map(|(_, help)| *help);
    // Mermaid marks new kinds like this for a while.
    known.or_else(|| word.ends_with("-beta").then_some(noun!("draw it as a flowchart")))
}
