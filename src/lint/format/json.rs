//! One JSON document: its version, and all findings. [`schema`] describes it; each line of `jsonl` is one of its findings.

use serde_json::{Value as Json, json};

use crate::deck::READING_RULES;
use crate::lint::format::{Report, escaped};
use crate::lint::rules;

/// The version of the document. It increases when a key changes its meaning.
const VERSION: u32 = 1;

pub fn write(reports: &[Report], _: bool) -> String {
    let findings: Vec<Json> =
        reports.iter().flat_map(|report| report.findings.iter().map(|it| report.object(it))).collect();
    escaped(&json!({ "version": VERSION, "findings": findings })) + "\n"
}

/// The JSON Schema (draft 7) of the document.
pub fn schema() -> Json {
    let text = |about: &str| json!({ "type": "string", "description": about });
    let count = |about: &str| json!({ "type": "integer", "minimum": 1, "description": about });
    let maybe = |what: Json, about: &str| json!({ "anyOf": [what, { "type": "null" }], "description": about });
    let string = || json!({ "type": "string" });
    let names: Vec<&str> = READING_RULES.iter().copied().chain(rules::ALL.iter().map(|rule| rule.name)).collect();
    let place = [
        ("line", count("The line where it begins, from 1.")),
        ("column", count("The column where it begins, from 1, in characters.")),
        ("end_line", count("The line where it ends.")),
        ("end_column", count("The column behind its last character.")),
    ];
    let slide = object(&[
        ("number", text("How people call it: \"12\", in the appendix \"A1\".")),
        ("id", maybe(string(), "Its id.")),
        ("title", maybe(string(), "Its title.")),
    ]);
    let mut fix =
        vec![("title", text("What is changed, as an order.")), ("text", text("What stands there afterwards."))];
    fix.extend(place.clone());
    fix.push((
        "safe",
        json!({ "type": "boolean", "description": "Whether it changes nothing that the author meant." }),
    ));
    let mut finding = vec![
        ("rule", json!({ "type": "string", "examples": names, "description": "The rule's name." })),
        ("code", text("The letter of its group and a number; the group alone for what is found while reading.")),
        ("severity", json!({ "enum": ["error", "warning", "info"], "description": "How bad it is." })),
        ("message", text("What is wrong: a phrase.")),
        ("path", text("The file.")),
    ];
    finding.extend(place);
    finding.push(("slide", maybe(slide, "The slide that it is on; null for what belongs to none.")));
    finding.push(("help", maybe(string(), "What to write instead.")));
    finding.push(("fix", maybe(object(&fix), "The change that mends it.")));
    let findings = json!({ "type": "array", "items": object(&finding), "description": "In the order of the files." });
    let mut schema = object(&[
        ("version", json!({ "const": VERSION, "description": "Another one where a key has changed its meaning." })),
        ("findings", findings),
    ]);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("What `pupitre check --format json` writes");
    schema
}

/// The schema of an object that has all these keys. Later versions may have more.
fn object(keys: &[(&str, Json)]) -> Json {
    let properties: serde_json::Map<String, Json> =
        keys.iter().map(|(key, it)| ((*key).to_owned(), it.clone())).collect();
    let names: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
    json!({ "type": "object", "properties": properties, "required": names })
}
