//! JSON Schemas (draft 7) of tables and choices.

use serde_json::{Map as JsonMap, Value as Json, json};

use crate::table::Schemas;

/// One field of a table, for the schema.
pub struct Field {
    pub key: &'static str,
    pub about: &'static str,
    pub schema: Json,
    pub required: bool,
}

/// Adds a table's schema to the named ones. Returns a reference to it.
pub fn table_schema(
    schemas: &mut Schemas,
    name: &str,
    about: &str,
    fields: impl FnOnce(&mut Schemas) -> Vec<Field>,
) -> Json {
    if !schemas.contains_key(name) {
        schemas.insert(name.to_owned(), Json::Null);
        let fields = fields(schemas);
        let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.key).collect();
        let properties: JsonMap<String, Json> =
            fields.iter().map(|field| (field.key.to_owned(), described(field))).collect();
        let schema = json!({
            "type": "object", "description": tidy(about), "properties": properties, "required": required, "additionalProperties": false,
        });
        schemas.insert(name.to_owned(), schema);
    }
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// A field's schema with its description. Beside a `$ref`, draft 7 ignores every other key.
fn described(field: &Field) -> Json {
    match &field.schema {
        Json::Object(schema) if schema.contains_key("$ref") => {
            json!({ "description": tidy(field.about), "allOf": [field.schema] })
        }
        Json::Object(schema) => {
            let mut schema = schema.clone();
            schema.insert("description".to_owned(), Json::String(tidy(field.about)));
            Json::Object(schema)
        }
        other => other.clone(),
    }
}

pub fn choice_schema(names: &[(&str, &str)]) -> Json {
    let one = |(name, about): &(&str, &str)| json!({ "const": name, "description": tidy(about) });
    json!({ "oneOf": names.iter().map(one).collect::<Vec<_>>() })
}

/// A docstring as one paragraph.
fn tidy(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}
