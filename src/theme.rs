//! Themes: how each role of a page looks.
//!
//! To add a theme, write `themes/NAME.toml` and name it in [`BUILT_IN`].

mod background;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

pub use background::{contrast, default_for, from_colorfgbg};

use crate::diagnostic::Diagnostic;
use crate::page::{Role, Style};
use crate::source::{Map, Source};
use crate::table::{self, Reader, Schemas, Shape, Value, choice, table};
use crate::text;

/// The themes that come with the program: name and text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("aube", include_str!("../themes/aube.toml")),
    ("nuit", include_str!("../themes/nuit.toml")),
    ("contraste", include_str!("../themes/contraste.toml")),
    ("terminal", include_str!("../themes/terminal.toml")),
];

/// The theme of a deck that names none.
pub const DEFAULT: &str = "aube";

/// A colour as terminals know them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Color {
    /// The terminal's own.
    #[default]
    Default,
    /// One of the sixteen that the user chose, 0 to 15.
    Ansi(u8),
    Rgb(u8, u8, u8),
}

/// Red, green and blue.
pub type Rgb = (u8, u8, u8);

/// The sixteen colours in their order.
pub const ANSI: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

choice! {
    /// What light a theme is made for.
    pub enum Shade as "a shade" {
        /// Dark letters on a light ground.
        #[default]
        Light = "light",
        /// Light letters on a dark ground.
        Dark = "dark",
        /// The terminal's own colours, whatever they are.
        Terminal = "terminal",
    }
}

/// How a role looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    pub fg: Color,
    /// Nothing: the ground that is there.
    pub bg: Option<Color>,
    pub bold: bool,
    pub italic: bool,
    pub underline: bool,
    pub reverse: bool,
    pub strike: bool,
}

table! {
    /// A theme.
    pub struct Theme as "a theme" {
        /// Its name as people read it.
        title: String,
        /// What light it is made for.
        shade: Shade = Shade::Light,
        /// One line about it.
        about: String = String::new(),
        /// The theme's own names for its colours, `name = "#rrggbb"`.
        palette: Palette = Palette::default(),
        /// How each role looks.
        looks ("role"): Looks,
    }

    /// How one role looks, as a theme file writes it.
    pub struct LookTable as "a look" {
        /// The colour of the letters: a name of the palette, `#rrggbb`, `default`, or one of the sixteen (`red`, `bright-blue`).
        fg: String,
        /// The ground.
        bg: Option<String> = None,
        /// Bold letters.
        bold: bool = false,
        /// Slanted letters.
        italic: bool = false,
        /// A line below.
        underline: bool = false,
        /// Letters and ground change places.
        reverse: bool = false,
    }
}

/// The theme's own names for its colours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette(Vec<(String, Color)>);

/// One look for each role, in the order of [`Role::ALL`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks(Vec<LookTable>);

impl Theme {
    /// Reads a theme; with it all that is wrong with it.
    pub fn read(source: &Source) -> (Theme, Vec<Diagnostic>) {
        let (toml, mut diagnostics) = table::parse(&source.text, &Map::default());
        let mut reader = Reader::new(&source.text, Map::default());
        let value = Value::new(toml.span(), DeValue::Table(toml.into_inner()));
        let theme = Theme::read_value(&value, &mut reader);
        if diagnostics.is_empty() {
            diagnostics = reader.diagnostics;
            diagnostics.extend(theme.unknown_colors());
        }
        (theme, diagnostics)
    }

    fn read_value(value: &Value, reader: &mut Reader) -> Theme {
        <Theme as Shape>::read(value, reader).unwrap_or_default()
    }

    /// A theme that comes with the program.
    pub fn built_in(name: &str) -> Option<Theme> {
        let (name, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Some(Self::read(&Source::new(format!("themes/{name}.toml"), text)).0)
    }

    /// The look of a style: its role's, with what the style lays on top.
    pub fn look(&self, style: Style) -> Look {
        let look = self.role(style.role);
        Look {
            bold: look.bold || style.bold,
            italic: look.italic || style.italic,
            underline: look.underline || style.underline,
            strike: style.strike,
            ..look
        }
    }

    fn role(&self, role: Role) -> Look {
        let Some(table) = self.looks.0.get(role as usize) else { return Look::default() };
        Look {
            fg: self.color(&table.fg).unwrap_or_default(),
            bg: table.bg.as_deref().and_then(|name| self.color(name)),
            bold: table.bold,
            italic: table.italic,
            underline: table.underline,
            reverse: table.reverse,
            strike: false,
        }
    }

    fn color(&self, name: &str) -> Option<Color> {
        let named = self.palette.0.iter().find(|(known, _)| known == name).map(|(_, color)| *color);
        named.or_else(|| color(name))
    }

    fn unknown_colors(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for look in &self.looks.0 {
            for (key, name) in [("fg", Some(&look.fg)), ("bg", look.bg.as_ref())] {
                let Some(name) = name.filter(|name| !name.is_empty() && self.color(name).is_none()) else { continue };
                let names = self.palette.0.iter().map(|(name, _)| name.as_str()).chain(ANSI).chain(["default"]);
                let help = match text::nearest(name, names) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => {
                        "write a name of the palette, \"#rrggbb\", \"default\" or one of the sixteen colours".to_owned()
                    }
                };
                let message = format!("\"{}\" is no colour", text::shorten(name, 40));
                found.push(Diagnostic::error("bad-value", look.at.value(key), message, "no such colour").help(help));
            }
        }
        found
    }
}

fn color(name: &str) -> Option<Color> {
    if name == "default" {
        return Some(Color::Default);
    }
    if let Some(index) = ANSI.iter().position(|known| *known == name) {
        return Some(Color::Ansi(index as u8));
    }
    let hex = name.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some(Color::Rgb(channel(0)?, channel(2)?, channel(4)?))
}

impl Shape for Palette {
    const WHAT: &'static str = "a table of colours";

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.bad_value(value, "a palette is a table", "write `[palette]` with lines like `ink = \"#2e2d47\"`");
            return None;
        };
        let mut palette = Vec::new();
        for (key, value) in table {
            let Some(name) = reader.string(value, "a string") else { continue };
            match color(name) {
                Some(color) => palette.push((text::clean(key.get_ref()).into_owned(), color)),
                None => reader.bad_value(
                    value,
                    format!("\"{}\" is no colour", text::shorten(name, 40)),
                    "write it as \"#rrggbb\"",
                ),
            }
        }
        Some(Self(palette))
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "object", "additionalProperties": { "type": "string", "pattern": "^#[0-9a-fA-F]{6}$" } })
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

impl Shape for Looks {
    const WHAT: &'static str = "a table of roles";

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let table = reader.table(value, "the roles", &ROLES)?;
        let looks = ROLES.iter().map(|role| table.required::<LookTable>(reader, role).unwrap_or_default()).collect();
        reader.close();
        Some(Self(looks))
    }

    fn schema(schemas: &mut Schemas) -> Json {
        let look = LookTable::schema(schemas);
        let one = |role: &Role| (role.name().to_owned(), json!({ "description": role.about(), "allOf": [look] }));
        let properties: Schemas = Role::ALL.iter().map(one).collect();
        json!({ "type": "object", "properties": properties, "required": ROLES, "additionalProperties": false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(color: Color) -> (u8, u8, u8) {
        match color {
            Color::Rgb(red, green, blue) => (red, green, blue),
            other => panic!("{other:?} is the terminal's, its contrast cannot be known"),
        }
    }

    /// The roles whose ground a role is drawn on.
    fn grounds(role: Role) -> &'static [Role] {
        match role {
            Role::Faded
            | Role::Keyword
            | Role::String
            | Role::Number
            | Role::Comment
            | Role::Function
            | Role::Type
            | Role::Constant
            | Role::Variable
            | Role::Punctuation
            | Role::Code => &[Role::Code],
            Role::Panel => &[Role::Panel],
            Role::Selected => &[Role::Selected],
            Role::Text
            | Role::Title
            | Role::Strong
            | Role::Emphasis
            | Role::Muted
            | Role::Accent
            | Role::Link
            | Role::Quote
            | Role::Border
            | Role::Good
            | Role::Warning
            | Role::Bad => &[Role::Text, Role::Panel],
        }
    }

    #[test]
    fn every_text_stands_out_from_every_ground_it_is_drawn_on() {
        for (name, _) in BUILT_IN {
            let theme = Theme::built_in(name).unwrap();
            let least = match *name {
                "contraste" => 7.0,
                _ => 4.5,
            };
            for role in Role::ALL.iter().filter(|_| theme.shade != Shade::Terminal) {
                for ground in grounds(*role) {
                    let (fg, bg) = (rgb(theme.role(*role).fg), rgb(theme.role(*ground).bg.expect("a ground")));
                    let least = if *role == Role::Border { 3.0 } else { least };
                    assert!(
                        contrast(fg, bg) >= least,
                        "{name}: {} on {}: {:.2}",
                        role.name(),
                        ground.name(),
                        contrast(fg, bg)
                    );
                }
            }
        }
    }

    #[test]
    fn the_terminal_theme_writes_running_text_in_the_users_own_colour() {
        let theme = Theme::built_in("terminal").unwrap();
        for role in Role::ALL {
            let fg = theme.role(*role).fg;
            let marks = matches!(role, Role::Accent | Role::Border | Role::Good | Role::Warning | Role::Bad);
            assert!(fg == Color::Default || marks && matches!(fg, Color::Ansi(_)), "{}", role.name());
        }
    }

    #[test]
    fn the_built_in_themes_are_without_fault_and_all_listed() {
        for (name, text) in BUILT_IN {
            assert_eq!(Theme::read(&Source::new(*name, text)).1, [], "{name}");
        }
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/themes")).unwrap();
        for file in folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
            assert!(BUILT_IN.iter().any(|(name, _)| file == format!("{name}.toml")), "themes/{file} is not listed");
        }
    }

    #[test]
    fn a_missing_role_and_an_unknown_colour_are_found_by_name() {
        let text = BUILT_IN[0].1.replace("faded ", "fadde ").replace("fg = \"moss\"", "fg = \"mos\"");
        let (_, found) = Theme::read(&Source::new("mine.toml", &text));
        let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
        assert!(messages.contains(&"unknown key `fadde` in the roles"), "{messages:?}");
        assert!(messages.contains(&"\"mos\" is no colour"), "{messages:?}");
    }
}
