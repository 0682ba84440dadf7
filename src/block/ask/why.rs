//! The explanation of an answer: one text for the question, or one for each of its choices.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::block::Body;
use crate::lang::{noun, say};
use crate::source::Span;
use crate::table::{Nature, Reader, Schemas, See, Shape, Value};

/// The `why` of a quiz, in Markdown.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Why the right answer is right.
    Answer(Body),
    /// For each choice, in order, why it is right or wrong.
    Choices(Vec<Body>),
}

impl Default for Why {
    fn default() -> Self {
        Self::Answer(Body::default())
    }
}

impl Shape for Why {
    const WHAT: &'static str = noun!("a string, or a list with one for each choice");
    const NATURE: Nature = Nature::Markdown;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        match value.get_ref() {
            DeValue::Array(_) => Vec::read(value, reader).map(Self::Choices),
            DeValue::String(_) => Body::read(value, reader).map(Self::Answer),
            _ => {
                reader.wrong_type(value, Self::WHAT);
                None
            }
        }
    }

    fn schema(schemas: &mut Schemas) -> Json {
        json!({ "anyOf": [Body::schema(schemas), Vec::<Body>::schema(schemas)] })
    }

    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        match self {
            Self::Answer(text) => text.visit(see),
            Self::Choices(texts) => texts.visit(see),
        }
    }
}

impl Why {
    /// The texts that explain the right choices, given by index.
    pub fn of_right(&self, right: &[usize]) -> Vec<&Body> {
        match self {
            Self::Answer(text) => Vec::from_iter(Some(text).filter(|text| !text.is_empty())),
            Self::Choices(_) => right.iter().filter_map(|place| self.of(*place)).collect(),
        }
    }

    /// The explanation of one choice, by its index. `None` if one text explains everything.
    pub fn of(&self, place: usize) -> Option<&Body> {
        match self {
            Self::Answer(_) => None,
            Self::Choices(texts) => texts.get(place).filter(|text| !text.is_empty()),
        }
    }

    /// Reports that there are not as many texts as choices.
    pub fn check(&self, choices: usize, span: Span, reader: &mut Reader) {
        let Self::Choices(texts) = self else { return };
        if texts.len() != choices {
            let message = say!(
                "a list in `why` has a text for each of the {choices} choices, this has {found}",
                choices,
                found = texts.len()
            );
            let help =
                say!("write as many texts as there are choices, in their order; or a single string for the answer");
            reader.wrong(span, message, say!("not one for each choice"), help);
        }
    }
}
