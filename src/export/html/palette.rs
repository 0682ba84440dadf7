//! The colors of a theme as CSS variables, for light and dark mode, chosen by the system or the reader.

use std::fmt::Write as _;

use crate::export::colors;
use crate::page::Role;
use crate::theme::{Rgb, Shade, Theme};

/// The themes for the other mode, because a deck's own theme is for only one of them.
const BY_DAY: &str = "aube";
const BY_NIGHT: &str = "nuit";

/// The variables, and the classes of code.
pub fn variables(theme: &Theme) -> String {
    let built_in = |name| Theme::built_in(name).unwrap_or_default();
    let (day, night) = match theme.shade {
        Shade::Light => (theme.clone(), built_in(BY_NIGHT)),
        Shade::Dark => (built_in(BY_DAY), theme.clone()),
        Shade::Terminal => (built_in(BY_DAY), built_in(BY_NIGHT)),
    };
    let (day, night) = (colors(&day), colors(&night));
    let mut css = format!("\n:root {{ color-scheme: light; {day}}}\n");
    let _ = writeln!(
        css,
        "@media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {{ color-scheme: dark; {night}}} }}"
    );
    let _ = writeln!(css, "@media screen {{ :root[data-theme=dark] {{ color-scheme: dark; {night}}} }}");
    for (number, theme) in (1_u16..).zip(theme.of_slides()) {
        of_slide(number, theme, &mut css);
    }
    for role in CODE {
        let name = role.name();
        let _ = writeln!(css, ".code .{name} {{ color: var(--{name}); }}");
    }
    for role in TONES {
        let name = role.name();
        let _ = writeln!(css, ".{name} {{ color: var(--{name}); }}");
    }
    css
}

/// The variables of slides with a look of their own, in light and dark mode. Only on screens, because paper stays white.
fn of_slide(number: u16, theme: &Theme, css: &mut String) {
    let scheme = if theme.shade == Shade::Dark { "dark" } else { "light" };
    let colors = colors(theme);
    let look =
        format!(".look-{number} {{ color-scheme: {scheme}; {colors}background: var(--text-bg); color: var(--text); }}");
    let _ = writeln!(css, "@media screen {{ {look} }}");
}

/// The roles of the parts of code. Some block classes have the same names, so these only apply inside code.
const CODE: [Role; 9] = [
    Role::Keyword,
    Role::String,
    Role::Number,
    Role::Comment,
    Role::Function,
    Role::Type,
    Role::Constant,
    Role::Variable,
    Role::Punctuation,
];

/// The roles that words may have anywhere.
const TONES: [Role; 3] = [Role::Good, Role::Bad, Role::Faded];

fn colors(theme: &Theme) -> String {
    let mut css = String::new();
    for role in Role::ALL {
        let look = theme.look((*role).into());
        let (fg, bg) = if look.reverse { (look.bg.unwrap_or_default(), Some(look.fg)) } else { (look.fg, look.bg) };
        let name = role.name();
        let is_text = *role == Role::Text;
        let (own_fg, own_bg) = colors::own(theme.shade == Shade::Dark);
        let fg = colors::of(fg).or(is_text.then_some(own_fg)).map_or_else(|| "var(--text)".to_owned(), hex);
        let _ = write!(css, "--{name}: {fg}; ");
        if matches!(role, Role::Text | Role::Panel | Role::Code | Role::Inline | Role::Selected) {
            let bg = bg.and_then(colors::of).or(is_text.then_some(own_bg));
            let _ = write!(css, "--{name}-bg: {}; ", bg.map_or_else(|| "var(--text-bg)".to_owned(), hex));
        }
    }
    css
}

fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
