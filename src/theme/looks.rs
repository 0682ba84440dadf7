//! The looks of roles in a theme or a deck: colors by name, and looks that override others.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::diagnostic::Diagnostic;
use crate::lang::{Message, noun, say};
use crate::page::Role;
use crate::source::Span;
use crate::table::{At, Reader, Schemas, Shape, Value, table};
use crate::text;
use crate::theme::{ANSI, Color, Theme, color};

table! {
    /// What is said about the look of one role; the rest comes from the theme below.
    pub struct LookTable as "a look" {
        /// The color of the letters: a name of the theme's palette, `#rrggbb`, `default`, or one of the sixteen (`red`, `bright-blue`).
        fg: Option<String> = None,
        /// The ground.
        bg: Option<String> = None,
        /// Bold letters.
        bold: Option<bool> = None,
        /// Slanted letters.
        italic: Option<bool> = None,
        /// A line below.
        underline: Option<bool> = None,
        /// Letters and ground change places.
        reverse: Option<bool> = None,
    }
}

/// The looks of roles, in the order of [`Role::ALL`]. `None` for roles without one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks {
    roles: Vec<Option<LookTable>>,
    /// Where they are in the file.
    pub at: At,
    /// The themes of slides with a look of their own.
    pub(super) of_slides: Vec<Theme>,
}

impl Looks {
    /// The look of a role.
    pub fn of(&self, role: Role) -> Option<&LookTable> {
        self.roles.get(role as usize)?.as_ref()
    }

    /// These looks, completed by those below.
    pub fn over(&self, below: &Looks) -> Looks {
        let one = |role: &Role| match (self.of(*role), below.of(*role)) {
            (Some(look), Some(below)) => Some(look.over(below)),
            (look, below) => look.or(below).cloned(),
        };
        Looks { roles: Role::ALL.iter().map(one).collect(), at: self.at.clone(), of_slides: Vec::new() }
    }

    /// The same without colors that the palette does not know, so that the looks below apply.
    pub fn known_to(&self, palette: &Palette) -> Looks {
        let mut looks = self.clone();
        for look in looks.roles.iter_mut().flatten() {
            for name in [&mut look.fg, &mut look.bg] {
                name.take_if(|name| palette.color(name).is_none());
            }
        }
        looks
    }

    /// The same without the colors of some roles.
    pub fn without_colors(&self, roles: &[Role]) -> Looks {
        let mut looks = self.clone();
        for role in roles {
            if let Some(Some(look)) = looks.roles.get_mut(*role as usize) {
                (look.fg, look.bg) = (None, None);
            }
        }
        looks
    }

    /// The roles without a text color, which a theme must set if it extends no other.
    pub fn missing(&self) -> impl Iterator<Item = Diagnostic> {
        let one = |role: &Role| match self.of(*role) {
            Some(look) => {
                look.at.lacks("fg").then(|| look.at.missing("fg", noun!("a look that extends none"), String::WHAT))
            }
            None => {
                let missing = || self.at.missing(role.name(), noun!("a theme that extends none"), LookTable::WHAT);
                self.at.lacks(role.name()).then(missing)
            }
        };
        // By default, inline code looks like code in a block.
        Role::ALL.iter().filter(|role| **role != Role::Inline).filter_map(one)
    }

    /// The colors that do not exist. Without a palette, only those that no palette can have.
    pub fn unknown_colors(&self, palette: Option<&Palette>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for look in self.roles.iter().flatten() {
            for (key, name) in [("fg", &look.fg), ("bg", &look.bg)] {
                let Some(name) = name else { continue };
                let known = match palette {
                    Some(palette) => palette.color(name).is_some(),
                    None => !name.starts_with('#') || color(name).is_some(),
                };
                if !known {
                    found.push(no_color(name, look.at.value(key), palette));
                }
            }
        }
        found
    }
}

impl LookTable {
    /// This look, completed by the one below.
    fn over(&self, below: &Self) -> Self {
        Self {
            fg: self.fg.clone().or_else(|| below.fg.clone()),
            bg: self.bg.clone().or_else(|| below.bg.clone()),
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            underline: self.underline.or(below.underline),
            reverse: self.reverse.or(below.reverse),
            at: self.at.clone(),
        }
    }
}

fn no_color(name: &str, span: Span, palette: Option<&Palette>) -> Diagnostic {
    let own = palette.into_iter().flat_map(|palette| palette.0.iter().map(|(name, _)| name.as_str()));
    let otherwise = say!("write a name of the theme's palette, \"#rrggbb\", \"default\" or one of the sixteen colors");
    let help = Message::did_you_mean(name, own.chain(ANSI).chain(["default"])).unwrap_or(otherwise);
    let message = say!("\"{value}\" is not a color", value = text::shorten(name, 40));
    Diagnostic::error("bad-value", span, message, say!("no such color")).help(help)
}

impl Shape for Looks {
    const WHAT: &'static str = noun!("a table of roles");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        if !value.get_ref().is_table() {
            let theme = value.get_ref().as_str().filter(|name| Theme::is_built_in(name));
            let meant = theme.map(|name| format!("theme = \"{name}\""));
            reader.wrong_line(value, Self::WHAT, meant.as_deref().unwrap_or("look = { title = { fg = \"…\" } }"));
            return None;
        }
        let table = reader.table(value, noun!("the roles"), &ROLES)?;
        let roles = ROLES.iter().map(|role| table.optional(reader, role)).collect();
        reader.close();
        Some(Self { roles, at: table.at(), of_slides: Vec::new() })
    }

    fn schema(schemas: &mut Schemas) -> Json {
        let look = LookTable::schema(schemas);
        let one = |role: &Role| (role.name().to_owned(), json!({ "description": role.about(), "allOf": [look] }));
        let properties: Schemas = Role::ALL.iter().map(one).collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}

/// The names of the roles, as keys.
const ROLES: [&str; Role::ALL.len()] = {
    let mut names = [""; Role::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Role::ALL[at].name();
        at += 1;
    }
    names
};

/// A theme's own names for colors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette(Vec<(String, Color)>);

impl Palette {
    /// The color with this name, from the palette or a general one.
    pub fn color(&self, name: &str) -> Option<Color> {
        let named = self.0.iter().find(|(known, _)| known == name).map(|(_, color)| *color);
        named.or_else(|| color(name))
    }

    /// Adds the names of another palette. Names that exist stay.
    pub fn extend(&mut self, below: &Palette) {
        self.0.extend(below.0.iter().cloned());
    }
}

impl Shape for Palette {
    const WHAT: &'static str = noun!("a table of colors");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.bad_value(
                value,
                say!("a palette is a table"),
                say!("write `[palette]` with lines like `ink = \"#2e2d47\"`"),
            );
            return None;
        };
        let mut palette = Vec::new();
        for (key, value) in table {
            let Some(name) = reader.string(value, noun!("a string")) else { continue };
            match color(name) {
                Some(color) => palette.push((text::clean(key.get_ref()).into_owned(), color)),
                None => reader.bad_value(
                    value,
                    say!("\"{value}\" is not a color", value = text::shorten(name, 40)),
                    say!("write it as \"#rrggbb\""),
                ),
            }
        }
        Some(Self(palette))
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "object", "additionalProperties": { "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" } })
    }
}
