//! Names of what is declared elsewhere, each with its place: whoever knows what there is can say which of them is wrong.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::source::Span;
use crate::table::{Reader, Schemas, Shape, Value};
use crate::text;

/// A name with its place. Two that say the same are equal wherever they stand.
#[derive(Clone, Debug, Default)]
pub struct Word {
    pub text: String,
    pub span: Span,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Shape for Word {
    const WHAT: &'static str = "a string";

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = String::read(value, reader)?;
        Some(Self { text, span: reader.span(value.span()) })
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "string" })
    }
}

/// A table whose keys are such names.
#[derive(Clone, Debug, PartialEq)]
pub struct ByName<T>(pub Vec<(Word, T)>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByName<T> {
    /// What the table says of a name.
    pub fn of(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(word, _)| word.text == name).map(|(_, value)| value)
    }
}

impl<T: Shape> Shape for ByName<T> {
    const WHAT: &'static str = "a table";

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.wrong_type(value, Self::WHAT);
            return None;
        };
        let mut named = Vec::new();
        for (key, value) in table {
            let word = Word { text: text::clean(key.get_ref()).into_owned(), span: reader.span(key.span()) };
            named.extend(T::read(value, reader).map(|value| (word, value)));
        }
        Some(Self(named))
    }

    fn schema(schemas: &mut Schemas) -> Json {
        json!({ "type": "object", "additionalProperties": T::schema(schemas) })
    }
}
