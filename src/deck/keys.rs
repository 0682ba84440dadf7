//! The keys of the format, from the schema of a deck (JSON Schema, draft 7), found by table and key.

use std::sync::LazyLock;

use serde_json::{Map as JsonMap, Value as Json, json};

use crate::deck::Deck;
use crate::table::{Schemas, Shape};

static SCHEMA: LazyLock<Json> = LazyLock::new(|| {
    let mut definitions = Schemas::new();
    Deck::schema(&mut definitions);
    let mut schema = definitions.remove("Deck").expect("the schema of a deck is named so");
    schema["definitions"] = json!(definitions);
    schema
});

/// The keys of one table of the format.
#[derive(Clone, Copy, Debug)]
pub struct Keys(&'static Json);

impl Keys {
    /// The keys of the deck itself.
    pub fn of_deck() -> Self {
        Self(&SCHEMA)
    }

    /// The keys of the table, or list of tables, that a key contains; `kind` is the kind of block if it is one.
    pub fn inside(self, key: &str, kind: Option<&str>) -> Option<Self> {
        let inside = Self(resolved(self.properties()?.get(key)?));
        let chosen = inside.kinds().find(|it| kind.is_some() && kind == it["properties"]["kind"]["const"].as_str());
        let keys = chosen.map_or(inside, Self);
        (!keys.names().is_empty()).then_some(keys)
    }

    /// Their names, in the order of their declaration. If the kind of block is unknown, those that all kinds have.
    pub fn names(self) -> Vec<&'static str> {
        if let Some(properties) = self.properties() {
            return properties.keys().map(String::as_str).collect();
        }
        let kinds: Vec<_> = self.kinds().filter_map(|kind| kind["properties"].as_object()).collect();
        let Some((first, others)) = kinds.split_first() else { return Vec::new() };
        first.keys().map(String::as_str).filter(|key| others.iter().all(|kind| kind.contains_key(*key))).collect()
    }

    /// What a key is for.
    pub fn about(self, key: &str) -> Option<&'static str> {
        self.schema_of(key)?["description"].as_str()
    }

    /// The possible names for a value, each with its meaning. Empty if it is not a choice.
    pub fn choices(self, key: &str) -> Vec<(&'static str, &'static str)> {
        let named =
            |one: &'static Json| Some((one["const"].as_str()?, one["description"].as_str().unwrap_or_default()));
        if key == "kind" && self.properties().is_none() {
            let kinds = self.kinds();
            let kind = |kind: &'static Json| {
                Some((kind["properties"]["kind"]["const"].as_str()?, kind["description"].as_str()?))
            };
            return kinds.filter_map(kind).collect();
        }
        let choices = self.schema_of(key).map(resolved).and_then(|schema| schema["oneOf"].as_array());
        choices.into_iter().flatten().filter_map(named).collect()
    }

    fn properties(self) -> Option<&'static JsonMap<String, Json>> {
        self.0["properties"].as_object()
    }

    /// The kinds of blocks that it may be.
    fn kinds(self) -> impl Iterator<Item = &'static Json> {
        self.0["oneOf"].as_array().into_iter().flatten()
    }

    fn schema_of(self, key: &str) -> Option<&'static Json> {
        match self.properties() {
            Some(properties) => properties.get(key),
            None => self.kinds().find_map(|kind| kind["properties"].get(key)),
        }
    }
}

/// The schema that another refers to, or that of the elements of a list.
fn resolved(schema: &'static Json) -> &'static Json {
    if let Some(name) = schema["$ref"].as_str().and_then(|it| it.strip_prefix("#/definitions/")) {
        return resolved(&SCHEMA["definitions"][name]);
    }
    match (schema["allOf"].as_array(), schema.get("items")) {
        (Some(all), _) if !all.is_empty() => resolved(&all[0]),
        (_, Some(items)) => resolved(items),
        _ => schema,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_asked_by_the_tables_they_stand_in() {
        let slide = Keys::of_deck().inside("section", None).and_then(|it| it.inside("slide", None)).unwrap();
        assert_eq!(slide.about("todo"), Some("What the authors still have to confirm."));
        assert_eq!(
            slide.choices("priority").iter().map(|(name, _)| *name).collect::<Vec<_>>(),
            ["must", "should", "could"]
        );
        assert!(["title", "reveal", "sources"].iter().all(|key| slide.inside(key, None).is_none()));
        assert_eq!(slide.inside("block", None).unwrap().names(), ["kind", "alt", "step"]);
        assert_eq!(slide.inside("block", Some("quote")).unwrap().names()[..2], ["kind", "text"]);
        assert!(slide.inside("block", None).unwrap().choices("kind").iter().any(|(name, _)| *name == "quote"));
        let look = Keys::of_deck().inside("look", None).and_then(|it| it.inside("title", None)).unwrap();
        assert_eq!(look.names()[..2], ["fg", "bg"]);
    }
}
