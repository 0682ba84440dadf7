//! Themes: how each role of a page looks.
//!
//! To add a theme, write `themes/NAME.toml` and name it in [`BUILT_IN`].

mod background;
mod legible;
mod looks;
mod own;

pub use background::{contrast, default_for, from_colorfgbg};
pub use legible::{Faint, faint};
pub use looks::{LookTable, Looks, Palette};
pub use own::{OwnLook, Says};

use std::sync::OnceLock;

use crate::diagnostic::Diagnostic;
use crate::lang::{Message, noun, say};
use crate::page::{Role, Style};
use crate::source::{Source, Span};
use crate::table::{self, Shape, choice, table};
use crate::text;

/// The built-in themes: name and text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("aube", include_str!("../themes/aube.toml")),
    ("nuit", include_str!("../themes/nuit.toml")),
    ("papier", include_str!("../themes/papier.toml")),
    ("ardoise", include_str!("../themes/ardoise.toml")),
    ("contraste", include_str!("../themes/contraste.toml")),
    ("terminal", include_str!("../themes/terminal.toml")),
];

/// The theme of a deck that names none.
pub const DEFAULT: &str = "aube";

/// A color as terminals know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Color {
    /// The terminal's default color.
    #[default]
    Default,
    /// One of the terminal's sixteen colors, 0 to 15.
    Ansi(u8),
    Rgb(u8, u8, u8),
}

/// Red, green and blue.
pub type Rgb = (u8, u8, u8);

/// The names of the sixteen colors, in order.
pub const ANSI: [&str; 16] = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black", "bright-red",
    "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
];

choice! {
    /// What light a theme is made for.
    pub enum Shade as "a shade" {
        /// Dark letters on a light ground.
        #[default]
        Light = "light",
        /// Light letters on a dark ground.
        Dark = "dark",
        /// The terminal's own colors, whatever they are.
        Terminal = "terminal",
    }
}

/// How a role looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    pub fg: Color,
    /// `None`: the background that is there.
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
        /// The built-in theme that says what this one does not: `"aube"`.
        extends: Option<String> = None,
        /// What light it is made for.
        shade: Shade = Shade::Light,
        /// One line about it.
        about: String = String::new(),
        /// The theme's own names for its colors, `name = "#rrggbb"`.
        palette: Palette = Palette::default(),
        /// How each role looks; all of them, with the color of their letters, unless the theme extends another.
        looks ("role"): Looks = Looks::default(),
    }
}

/// Whether a text is meant to be a theme: it has a title, and looks of roles or a theme that it extends.
pub fn is_theme(source: &Source) -> bool {
    let has = |name: &str| table::top_keys(&source.text).any(|key| key == name);
    has("title") && (has("role") || has("extends")) && !has("format")
}

impl Theme {
    /// Reads a theme. Also returns everything that is wrong with it.
    pub fn read(source: &Source) -> (Theme, Vec<Diagnostic>) {
        let (theme, reader, mut diagnostics) = table::read::<Theme>(&source.text);
        let mut theme = theme.unwrap_or_default();
        let incomplete = theme.complete();
        if diagnostics.is_empty() {
            diagnostics = reader.diagnostics;
            diagnostics.extend(incomplete);
        }
        (theme, diagnostics)
    }

    /// Completes the theme from the one that it extends. Returns what is then wrong.
    fn complete(&mut self) -> Vec<Diagnostic> {
        let Some(name) = &self.extends else {
            let mut found = self.looks.unknown_colors(Some(&self.palette));
            match self.at.lacks("role") {
                true => found.push(self.at.missing("role", noun!("a theme that extends none"), Looks::WHAT)),
                // If `extends` could not be read, that is reported already.
                false if self.at.lacks("extends") => found.extend(self.looks.missing()),
                false => {}
            }
            return found;
        };
        let Some(below) = Theme::built_in(name) else {
            let mut found = vec![unknown(name, self.at.value("extends"))];
            found.extend(self.looks.unknown_colors(None));
            return found;
        };
        self.palette.extend(&below.palette);
        let found = self.looks.unknown_colors(Some(&self.palette));
        self.looks = self.looks.over(&below.looks);
        if self.at.lacks("shade") {
            self.shade = below.shade;
        }
        found
    }

    /// The theme with some looks overridden. An unknown color is ignored, so that text never gets the color of its background by mistake.
    pub fn with(&self, overrides: &Looks) -> Theme {
        Theme { looks: overrides.known_to(&self.palette).over(&self.looks), ..self.clone() }
    }

    /// This theme with the themes of slides that have a look of their own, in the order of their numbers.
    pub fn with_slides(mut self, of_slides: Vec<Theme>) -> Theme {
        self.looks.of_slides = of_slides;
        self
    }

    /// The theme of the slides with a look of their own, by its number. 0 is the theme of all others.
    pub fn on_slide(&self, look: u16) -> &Theme {
        self.of_slides().get(usize::from(look).wrapping_sub(1)).unwrap_or(self)
    }

    /// The themes of slides with a look of their own, in the order of their numbers.
    pub fn of_slides(&self) -> &[Theme] {
        &self.looks.of_slides
    }

    /// Whether there is a built-in theme with this name.
    pub fn is_built_in(name: &str) -> bool {
        BUILT_IN.iter().any(|(known, _)| *known == name)
    }

    /// A built-in theme. Each is parsed only once.
    pub fn built_in(name: &str) -> Option<Theme> {
        static READ: [OnceLock<Theme>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
        let (read, (name, text)) = READ.iter().zip(BUILT_IN).find(|(_, (known, _))| *known == name)?;
        Some(read.get_or_init(|| Self::read(&Source::new(format!("themes/{name}.toml"), text)).0).clone())
    }

    /// The look of a style: that of its role, with the style's modifiers.
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

    /// Whether it uses colors other than the sixteen.
    pub fn is_exact(&self) -> bool {
        let exact = |color: Color| matches!(color, Color::Rgb(..));
        Role::ALL.iter().map(|role| self.role(*role)).any(|look| exact(look.fg) || look.bg.is_some_and(exact))
    }

    /// The known background colors on which a role is drawn: its own, else those below it.
    pub fn grounds(&self, role: Role) -> Vec<Rgb> {
        let own = [role];
        let roles = if self.role(role).bg.is_some() { &own } else { drawn_on(role) };
        let rgb = |role: &Role| match self.role(*role).bg {
            Some(Color::Rgb(red, green, blue)) => Some((red, green, blue)),
            _ => None,
        };
        roles.iter().filter_map(rgb).collect()
    }

    fn role(&self, role: Role) -> Look {
        // Older themes had one look for both.
        let own = self.looks.of(role).or_else(|| self.looks.of(Role::Code).filter(|_| role == Role::Inline));
        let Some(table) = own else { return Look::default() };
        let color = |name: &Option<String>| self.palette.color(name.as_deref()?);
        Look {
            fg: color(&table.fg).unwrap_or_default(),
            bg: color(&table.bg),
            bold: table.bold.unwrap_or_default(),
            italic: table.italic.unwrap_or_default(),
            underline: table.underline.unwrap_or_default(),
            reverse: table.reverse.unwrap_or_default(),
            strike: false,
        }
    }
}

/// The roles on whose background a role is drawn, if it has none of its own.
fn drawn_on(role: Role) -> &'static [Role] {
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
        Role::Inline => &[Role::Inline, Role::Code],
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

/// The names of the built-in themes.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// The finding that no built-in theme has this name.
pub fn unknown(name: &str, span: Span) -> Diagnostic {
    let message = say!("there is no theme called \"{value}\"", value = text::shorten(name, 40));
    let all = || names().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let help = Message::did_you_mean(name, names()).unwrap_or_else(|| say!("available: {all}", all = all()));
    Diagnostic::error("bad-value", span, message, say!("no such theme")).help(help)
}

/// A color that needs no palette: `default`, one of the sixteen, `#rrggbb`.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(color: Color) -> Rgb {
        match color {
            Color::Rgb(red, green, blue) => (red, green, blue),
            other => panic!("{other:?} is the terminal's, its contrast cannot be known"),
        }
    }

    #[test]
    fn every_text_stands_out_from_every_ground_it_is_drawn_on() {
        for (name, _) in BUILT_IN {
            let theme = Theme::built_in(name).unwrap();
            let least = match *name {
                "contraste" => 7.0,
                "papier" => 6.0,
                _ => 4.5,
            };
            for role in Role::ALL.iter().filter(|_| theme.shade != Shade::Terminal) {
                let least = if *role == Role::Border { 3.0 } else { least };
                let grounds = drawn_on(*role).iter().map(|ground| rgb(theme.role(*ground).bg.expect("a ground")));
                for ground in grounds.chain(theme.grounds(*role)) {
                    let found = contrast(rgb(theme.role(*role).fg), ground);
                    assert!(found >= least, "{name}: {} on {ground:?}: {found:.2}", role.name());
                }
            }
        }
    }

    #[test]
    fn the_terminal_theme_uses_the_users_own_text_color() {
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
    fn a_missing_role_and_an_unknown_color_are_found_by_name() {
        let text = BUILT_IN[0].1.replace("faded ", "fadde ").replace("fg = \"moss\"", "fg = \"mos\"");
        let (_, found) = Theme::read(&Source::new("mine.toml", &text));
        let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
        assert!(messages.contains(&"unknown key `fadde` in the roles"), "{messages:?}");
        assert!(messages.contains(&"\"mos\" is not a color"), "{messages:?}");
    }
    /// A theme with these lines after its title, and what is wrong with it.
    fn theme(lines: &str) -> (Theme, Vec<String>) {
        let (theme, found) = Theme::read(&Source::new("mine.toml", &format!("title = \"Mine\"\n{lines}")));
        (theme, found.into_iter().map(|it| format!("{}: {}", it.message, it.help.unwrap_or_default())).collect())
    }

    /// Looks as a deck contains them.
    fn looks(lines: &str) -> Looks {
        theme(&format!("extends = \"aube\"\n[role]\n{lines}")).0.looks
    }

    #[test]
    fn a_theme_that_extends_another_says_only_what_differs() {
        let lines = "extends = \"nuit\"\n[palette]\nlamp = \"#ffffff\"\nmine = \"#010203\"\n\
            [role]\nquote = { bold = true }\ngood = { fg = \"mine\", bold = false }\nlink = { fg = \"sky\" }";
        let ((mine, found), nuit) = (theme(lines), Theme::built_in("nuit").unwrap());
        assert_eq!(found, [""; 0]);
        assert_eq!((mine.title.as_str(), mine.shade), ("Mine", Shade::Dark));
        assert_eq!(mine.role(Role::Text), nuit.role(Role::Text));
        assert_eq!(mine.role(Role::Quote), Look { bold: true, ..nuit.role(Role::Quote) });
        assert_eq!(mine.role(Role::Good), Look { fg: Color::Rgb(1, 2, 3), ..Look::default() });
        assert!(mine.role(Role::Link).underline);
        assert_eq!(mine.role(Role::Title).fg, Color::Rgb(255, 255, 255), "the palette's new lamp lights the base too");
    }

    #[test]
    fn a_theme_that_extends_none_needs_every_role_with_its_letters() {
        let (_, found) = theme("[role]\ntitle = { bold = true }");
        // Inline code looks like code if it has no look of its own.
        assert_eq!(found.len(), Role::ALL.len() - 1);
        assert!(found.contains(&"`fg` is missing: add `fg = \"…\"`".to_owned()), "{found:?}");
        assert!(found.contains(&"`text` is missing: add `text = …`, a look".to_owned()), "{found:?}");
        assert_eq!(theme("").1, ["`role` is missing: add `role = …`, a table of roles"]);
    }

    #[test]
    fn for_an_unknown_base_theme_the_nearest_is_suggested() {
        let found = theme("extends = \"abue\"\n[role]\ntitle = { fg = \"indigo\" }").1;
        assert_eq!(found, ["there is no theme called \"abue\": did you mean \"aube\"?"]);
        assert_eq!(theme("extends = 3\n[role]").1.len(), 1);
    }

    #[test]
    fn looks_override_any_theme_and_unknown_colors_are_ignored() {
        let own = looks(
            "title = { fg = \"#a21026\" }\nlink = { fg = \"indigo\", underline = false }\nquote = { bg = \"red\" }",
        );
        for name in names() {
            let plain = Theme::built_in(name).unwrap();
            let theme = plain.with(&own);
            assert_eq!(theme.look(Role::Text.into()), plain.look(Role::Text.into()));
            let title = theme.role(Role::Title);
            assert_eq!((title.fg, title.bold), (Color::Rgb(0xa2, 0x10, 0x26), true), "{name}");
            let link = Look { underline: false, ..plain.role(Role::Link) };
            assert_eq!(theme.role(Role::Link), link, "only aube knows indigo, and has it there already");
            assert_eq!(theme.role(Role::Quote).bg, Some(Color::Ansi(1)));
        }
    }
}
