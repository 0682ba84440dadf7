//! The JSON Schema of the format, against decks: what the program reads as a deck, an editor accepts too.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::common::{Folder, pupitre};
use onig::Regex;
use pupitre::deck::{self, CourseFile};
use pupitre::source::Source;
use serde_json::{Value as Json, json};

/// The keywords that the schema may use. The validator below knows no others (JSON Schema, draft 7).
const KEYWORDS: &[&str] = &[
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "definitions",
    "description",
    "enum",
    "examples",
    "format",
    "items",
    "maximum",
    "minimum",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "title",
    "type",
];

#[test]
fn the_schema_says_what_a_fence_of_each_kind_takes() {
    let kinds = schema().to_string();
    for (kind, what) in [
        ("quote", "As a fence, its `text` stands between the lines ```quote and ```."),
        ("qr", "As a fence, its `link` stands between the lines ```qr and ```."),
        ("chart", "As a fence, its keys stand between the lines ```chart and ```, in TOML."),
        ("code", "A fence of any other name is code, and the name its language."),
    ] {
        let said = json!({ "const": kind, "description": what }).to_string();
        assert!(kinds.contains(&said), "{said}");
    }
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for kind in pupitre::block::KINDS {
        let row =
            readme.lines().filter(|line| line.starts_with("  | ")).any(|line| line.contains(&format!("`{kind}`")));
        assert!(row, "the README's table of fences does not have {kind}");
    }
}

/// The schemas of decks and courses, as the program writes them.
fn schema() -> &'static Json {
    static SCHEMA: LazyLock<Json> = LazyLock::new(|| written("deck"));
    &SCHEMA
}

fn course_schema() -> &'static Json {
    static SCHEMA: LazyLock<Json> = LazyLock::new(|| written("course"));
    &SCHEMA
}

fn written(of: &str) -> Json {
    let output = pupitre(&["schema", "--of", of]).output().expect("the program runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// What is wrong with a value; `None` if the schema allows it.
fn fault(rule: &Json, value: &Json) -> Option<String> {
    if let Some(name) = rule["$ref"].as_str() {
        let pointer = name.strip_prefix('#').expect("a reference inside");
        let definition = schema().pointer(pointer).or_else(|| course_schema().pointer(pointer)).expect("a definition");
        return fault(definition, value);
    }
    let list = |name: &str| rule[name].as_array().cloned().unwrap_or_default();
    let fits = match rule["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some(other) => panic!("{other} is no type that is known here"),
        None => true,
    };
    let number = |name: &str, default: f64| rule[name].as_f64().unwrap_or(default);
    let size =
        value.as_f64().is_none_or(|it| (number("minimum", f64::MIN)..=number("maximum", f64::MAX)).contains(&it));
    let is = rule.get("const").is_none_or(|constant| constant == value);
    let (text, one_of) = (value.as_str().unwrap_or_default(), list("oneOf"));
    let one = one_of.is_empty() || one_of.iter().filter(|it| fault(it, value).is_none()).count() == 1;
    let any_of = list("anyOf");
    let any = any_of.is_empty() || any_of.iter().any(|it| fault(it, value).is_none());
    let is = is && any && rule.get("enum").and_then(Json::as_array).is_none_or(|all| all.contains(value));
    if !(fits && size && is && one && text_fits(rule, text)) {
        return Some(format!("{value} is not {}", rule["description"]));
    }
    let of_all = list("allOf").iter().find_map(|it| fault(it, value));
    let of_items = value.as_array().and_then(|items| items.iter().find_map(|item| fault(&rule["items"], item)));
    of_all.or(of_items).or_else(|| value.as_object().and_then(|_| fault_of_table(rule, value)))
}

fn text_fits(schema: &Json, text: &str) -> bool {
    let matches = |pattern: &str| Regex::new(pattern).expect("a pattern that can be read").is_match(text);
    let is_date = |text: &str| Regex::new(r"\A\d{4}-\d\d-\d\d\z").expect("a pattern").is_match(text);
    assert!(["date", ""].contains(&schema["format"].as_str().unwrap_or_default()), "{}", schema["format"]);
    schema["pattern"].as_str().is_none_or(matches) && (schema.get("format").is_none() || is_date(text))
}

fn fault_of_table(schema: &Json, value: &Json) -> Option<String> {
    let table = value.as_object()?;
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str);
    let missing = required.into_iter().find(|key| !table.contains_key(*key));
    if let Some(key) = missing {
        return Some(format!("`{key}` is missing"));
    }
    table.iter().find_map(|(key, value)| match schema["properties"].get(key) {
        Some(schema) => fault(schema, value),
        None => match &schema["additionalProperties"] {
            Json::Bool(false) => Some(format!("`{key}` is unknown")),
            Json::Null => None,
            others => fault(others, value),
        },
    })
}

/// TOML as editors pass it to a validator: dates are strings.
fn as_json(value: &toml::Value) -> Json {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(values) => values.iter().map(as_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect(),
    }
}

fn fault_of_deck(text: &str) -> Option<String> {
    fault(schema(), &as_json(&toml::Value::Table(toml::from_str(text).expect("TOML"))))
}

fn fault_of_course(text: &str) -> Option<String> {
    fault(course_schema(), &as_json(&toml::Value::Table(toml::from_str(text).expect("TOML"))))
}

fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { in_folder(&path) } else { vec![path] }).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    files
}

#[test]
fn the_schema_allows_every_deck_that_reading_allows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = [in_folder(&root.join("decks")), in_folder(&root.join("tests/check"))].concat();
    let mut allowed = 0;
    for file in &files {
        let text = fs::read_to_string(file).expect("a deck");
        let (_, found) = deck::read(&Source::new("deck.toml", &text));
        if found.is_empty() {
            assert_eq!(fault_of_deck(&text), None, "{}", file.display());
            allowed += 1;
        }
    }
    assert!(allowed > 50, "only {allowed} decks were tried");
}

#[test]
fn a_new_deck_names_a_schema_beside_it_that_allows_it() {
    let folder = Folder::new();
    for lang in ["en", "fr"] {
        let path = folder.name(lang);
        assert!(pupitre(&["new", &path, "--lang", lang]).output().expect("the program runs").status.success());
        let text = fs::read_to_string(format!("{path}.toml")).expect("the new deck");
        let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).expect("a directive");
        let beside: Json =
            serde_json::from_str(&fs::read_to_string(folder.name(named)).expect("a schema")).expect("JSON");
        assert_eq!(&beside, schema());
        assert_eq!(fault_of_deck(&text), None, "{lang}");
    }
}

#[test]
fn the_schema_refuses_what_reading_refuses() {
    let deck = |head: &str, slide: &str| {
        format!("format = 1\ntitle = \"A\"\n{head}\n[[section]]\ntitle = \"S\"\n[[section.slide]]\n{slide}\n")
    };
    assert_eq!(fault_of_deck(&deck("", "title = \"x\"")), None);
    for (head, slide) in [
        ("titel = \"x\"", ""),
        ("duration = \"soon\"", ""),
        ("sizes = [\"80\"]", ""),
        ("sizes = \"80x24\"", ""),
        ("lang = 1", ""),
        ("[course]\nstep = 1", ""),
        ("[course]\nfile = \"course.toml\"\nstep = 1", ""),
        ("[[source]]\nid = \"a\"\ntitle = \"b\"\ndate = \"yesterday\"", ""),
        ("look.title.fgg = \"red\"", ""),
        ("", "priority = \"high\""),
        ("", "reveal = true"),
        ("", "body = [\"x\"]"),
        ("", "[[section.slide.block]]\ntext = \"x\""),
        ("", "[[section.slide.block]]\nkind = \"qoute\"\ntext = \"x\""),
        ("", "[[section.slide.block]]\nkind = \"quote\"\nby = \"A\""),
        ("", "[[section.slide.block]]\nkind = \"quote\"\ntext = \"x\"\nbye = \"A\""),
        ("", "[[section.slide.block]]\nkind = \"quote\"\ntext = \"x\"\nstep = 100"),
    ] {
        let text = deck(head, slide);
        assert!(!deck::read(&Source::new("deck.toml", &text)).1.is_empty(), "{text}");
        assert!(fault_of_deck(&text).is_some(), "{text}");
    }
}

#[test]
fn the_schema_of_courses_refuses_what_reading_refuses() {
    let built_in = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/decks/course.toml")).expect("a course");
    assert_eq!(fault_of_course(&built_in), None);
    for (from, to) in [
        ("course = 1", "course = \"1\""),
        ("name = ", "nom = "),
        ("deck = ", "dek = "),
        ("id = \"preparer\"", ""),
        ("title = \"Passer en production\"", ""),
        ("needs = [\"mvp\"]", "needs = \"mvp\""),
    ] {
        assert!(built_in.contains(from), "{from}");
        let text = built_in.replacen(from, to, 1);
        assert!(!CourseFile::read(&Source::new("course.toml", &text)).1.is_empty(), "{text}");
        assert!(fault_of_course(&text).is_some(), "{text}");
    }
}

/// Calls `visit` with each keyword of a schema.
fn keywords<'a>(schema: &'a Json, visit: &mut dyn FnMut(&'a str, &'a Json)) {
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        visit(keyword, value);
        match (keyword.as_str(), value) {
            ("properties" | "definitions", Json::Object(named)) => named.values().for_each(|it| keywords(it, visit)),
            ("const" | "enum" | "examples", _) => {}
            (_, Json::Array(all)) => all.iter().for_each(|it| keywords(it, visit)),
            (_, value) => keywords(value, visit),
        }
    }
}

#[test]
fn the_schema_uses_only_tested_keywords() {
    for schema in [schema(), course_schema()] {
        keywords(schema, &mut |keyword, _| assert!(KEYWORDS.contains(&keyword), "{keyword}"));
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    }
}

#[test]
fn every_key_is_described() {
    let mut described = |keyword: &str, value: &Json| {
        if keyword == "properties" {
            for (key, schema) in value.as_object().expect("a table") {
                let described = schema["description"].as_str().is_some_and(|about| !about.trim().is_empty());
                assert!(described || schema.get("const").is_some(), "{key}: {schema}");
            }
        }
    };
    keywords(schema(), &mut described);
    keywords(course_schema(), &mut described);
}
