//! Reads a block from TOML: its kind, and the keys that every kind has.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::block::{AnyKind, Block, Broken, Content, FACTS, Facts, KINDS, nature_of};
use crate::diagnostic::Diagnostic;
use crate::lang::{Message, noun, say};
use crate::table::{self, Nature, Reader, Schemas, See, Shape, TextFile, Value, Words};
use crate::text as words;

/// The last step that an author may set for a block: each step is a key to press.
const LAST_STEP: u16 = 99;

/// The keys that every block may have, besides those of its kind.
const COMMON: &[&str] = &["kind", "alt", "step"];

/// The natures of their values.
const COMMON_NATURES: &[(&str, Nature)] =
    &[("kind", Nature::Data), ("alt", <Words as Shape>::NATURE), ("step", <u16 as Shape>::NATURE)];

impl Block {
    /// Replaces what could not be read, with the reason.
    pub fn broken(why: Message) -> Self {
        Self::new(AnyKind::Broken(Broken::Because(why)), None, None)
    }

    /// Replaces what a file should provide that cannot be read.
    pub fn without_file(file: TextFile) -> Self {
        Self::new(AnyKind::Broken(Broken::Without(file)), None, None)
    }

    /// Reads the fields of a block of this kind.
    pub(super) fn read_kind(name: &str, value: &Value, reader: &mut Reader) -> Self {
        let at = reader.span(value.span());
        let before = reader.diagnostics.len();
        let noted = reader.references.len();
        let outer = std::mem::replace(&mut reader.broken, false);
        reader.also = COMMON;
        let kind = Facts::of(name).and_then(|it| (it.read)(value, reader));
        let broken = std::mem::replace(&mut reader.broken, outer);
        let Some(kind) = kind.filter(|_| !broken) else {
            reader.references.truncate(noted);
            let why =
                reader.diagnostics.get(before).map_or(say!("this block cannot be read"), |first| first.message.clone());
            return Self::broken(say!("{name}: {why}", name, why));
        };
        kind.check(at, reader);
        let common = |key: &str| value.get_ref().get(key);
        let alt = common("alt").and_then(|alt| String::read(alt, reader));
        let step = common("step").and_then(|step| read_step(step, reader));
        Self::new(kind, alt, step)
    }
}

/// What a fence of a kind contains, for the schema.
fn fence_of(name: &str, content: Content) -> String {
    match content {
        Content::Field(field) => format!("As a fence, its `{field}` stands between the lines ```{name} and ```."),
        Content::Toml => format!("As a fence, its keys stand between the lines ```{name} and ```, in TOML."),
        Content::Code => "A fence of any other name is code, and the name its language.".to_owned(),
    }
}

/// The finding for a key that was probably meant to be `kind`.
fn misspelled_kind(value: &Value, reader: &Reader) -> Option<Diagnostic> {
    let DeValue::Table(table) = value.get_ref() else { return None };
    let is_near = |key: &str| words::nearest(key, ["kind"]).is_some() || key == "type";
    // A key of some kind, such as `min`, may be as near.
    let is_known = |key: &str| FACTS.iter().any(|it| it.nature.of(key, None).is_some());
    let (key, _) = table.iter().find(|(key, value)| {
        let is_kind = value.get_ref().as_str().is_some_and(|name| KINDS.contains(&name));
        is_near(key.get_ref()) && (is_kind || !is_known(key.get_ref()))
    })?;
    let (span, what) = (reader.span(key.span()), Message::noun(Block::WHAT));
    let shown = words::shorten(key.get_ref(), 40);
    let label = say!("not a key of {what}", what = what.clone());
    let unknown = Diagnostic::error("unknown-key", span, say!("unknown key `{shown}` in {what}", shown, what), label);
    let near = "kind";
    Some(unknown.help(say!("it is called `{near}` here", near)).fix(say!("write `{near}`", near), span, near))
}

fn read_step(value: &Value, reader: &mut Reader) -> Option<u16> {
    let step = u16::read(value, reader)?;
    if step > LAST_STEP {
        reader.bad_value(
            value,
            say!("a slide has no step {step}", step),
            say!("write a step from 0 to {last}", last = LAST_STEP),
        );
    }
    (step <= LAST_STEP).then_some(step)
}

impl Shape for Block {
    const WHAT: &'static str = noun!("a block");
    const NATURE: Nature = Nature::Block { common: COMMON_NATURES, kind: nature_of };

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        if !value.get_ref().is_table() {
            reader.table(value, Self::WHAT, COMMON);
            return Some(Self::broken(say!("a block is a table")));
        }
        let names = KINDS.join(", ");
        let Some(kind) = value.get_ref().get("kind") else {
            let at = reader.span(value.span());
            let missing = say!("`kind` is missing");
            reader.report(match misspelled_kind(value, reader) {
                Some(unknown) => unknown,
                None => {
                    let label = say!("which kind of block is it?");
                    let help = say!("add `kind = \"…\"`, one of {names}", names);
                    Diagnostic::error("type-or-missing", at, missing.clone(), label).help(help)
                }
            });
            return Some(Self::broken(missing));
        };
        let Some(name) = reader.string(kind, noun!("a string")) else {
            return Some(Self::broken(say!("`kind` is not a string")));
        };
        if !KINDS.contains(&name) {
            table::not_a_choice(reader, kind, name, noun!("a kind of block"), KINDS);
            return Some(Self::broken(say!(
                "there is no kind of block called \"{name}\"",
                name = words::shorten(name, 40)
            )));
        }
        Some(Self::read_kind(name, value, reader))
    }

    fn schema(schemas: &mut Schemas) -> Json {
        let common = [
            (
                "alt",
                json!({ "type": "string", "description": "What the block shows, in words, for those who cannot see it." }),
            ),
            (
                "step",
                json!({ "type": "integer", "minimum": 0, "maximum": LAST_STEP, "description": "The step of the slide at which the block appears." }),
            ),
        ];
        let kinds = FACTS.iter().map(|it| {
            let mut schema = (it.schema)(schemas);
            let kind =
                ("kind".to_owned(), json!({ "const": it.name, "description": fence_of(it.name, (it.content)()) }));
            let fields = schema["properties"].as_object_mut().map(std::mem::take).unwrap_or_default();
            let common = common.iter().map(|(key, about)| ((*key).to_owned(), about.clone()));
            schema["properties"] = std::iter::once(kind).chain(fields).chain(common).collect();
            let required = schema["required"].as_array_mut().expect("a table's schema has a list of required keys");
            required.insert(0, Json::from("kind"));
            schema
        });
        json!({ "oneOf": kinds.collect::<Vec<_>>() })
    }

    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        if see(self) {
            self.kind.visit(see);
            self.alt.visit(see);
        }
    }
}
