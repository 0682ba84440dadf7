//! The look of a single slide: another theme, or other looks over whatever theme is chosen.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::lang::noun;
use crate::table::{Name, Reader, Schemas, See, Shape, Value};
use crate::theme::{Looks, Theme, names, unknown};

/// The look of a single slide.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnLook {
    pub says: Says,
    /// Its number among the looks of the deck, from 1. Equal looks have the same number.
    pub number: u16,
}

/// What a slide says of its look.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// A built-in theme.
    Theme(Name),
    /// How single roles look, over the theme of the deck.
    Roles(Looks),
}

impl OwnLook {
    /// The looks of single roles. `None` if it names a theme.
    pub fn roles(&self) -> Option<&Looks> {
        match &self.says {
            Says::Theme(_) => None,
            Says::Roles(looks) => Some(looks),
        }
    }

    /// The theme of such a slide, in a deck with this theme; `with` lays looks of single roles over a theme.
    pub fn over(&self, theme: &Theme, with: fn(&Theme, &Looks) -> Theme) -> Theme {
        match &self.says {
            Says::Theme(name) => Theme::built_in(name).unwrap_or_else(|| theme.clone()),
            Says::Roles(looks) => with(theme, looks),
        }
    }
}

impl Shape for OwnLook {
    const WHAT: &'static str = noun!("the name of a theme or a table of roles");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let says = match value.get_ref() {
            DeValue::String(_) => {
                let name = Name::read(value, reader)?;
                if !Theme::is_built_in(&name.text) {
                    reader.report(unknown(&name.text, name.span));
                    return None;
                }
                Says::Theme(name)
            }
            DeValue::Table(_) => Says::Roles(Looks::read(value, reader)?),
            _ => {
                reader.wrong_line(value, Self::WHAT, "look = \"nuit\"");
                return None;
            }
        };
        Some(Self { says, number: 0 })
    }

    fn schema(schemas: &mut Schemas) -> Json {
        let mut schema = Looks::schema(schemas);
        schema["type"] = json!(["string", "object"]);
        schema["pattern"] = json!(format!("^({})$", names().collect::<Vec<_>>().join("|")));
        schema["examples"] = json!(["nuit"]);
        schema
    }

    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        see(self);
    }
}
