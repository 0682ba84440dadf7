//! Whether text can be read: its contrast to what is behind it, and looks that stay readable over any theme.

use crate::page::Role;
use crate::theme::{Color, Looks, Rgb, Shade, Theme, contrast};

/// A role whose text is too faint.
pub struct Faint {
    pub role: Role,
    /// Its contrast.
    pub found: f64,
    /// The contrast that it needs.
    pub least: f64,
    /// The nearest color with enough contrast.
    pub better: Option<Rgb>,
}

impl Theme {
    /// The theme with some looks overridden, like [`Theme::with`], as far as everything can be read: they may have been chosen for another ground.
    pub fn with_legible(&self, overrides: &Looks) -> Theme {
        let with = self.with(overrides);
        // The colors of a terminal are not known.
        let becomes_faint = |theme: &Theme| {
            let is_faint = |role: &Role| faint(theme, *role).is_some() && faint(self, *role).is_none();
            Role::ALL.iter().copied().filter(is_faint).collect::<Vec<_>>()
        };
        let roles = if self.shade == Shade::Terminal { Vec::new() } else { becomes_faint(&with) };
        if roles.is_empty() {
            return with;
        }
        let with = self.with(&overrides.without_colors(&roles));
        // A ground may be behind the text of other roles.
        if becomes_faint(&with).is_empty() { with } else { self.with(&overrides.without_colors(Role::ALL)) }
    }
}

/// Whether the text of a role has too little contrast to one of the backgrounds it stands on (WCAG 2.2, 1.4.3 and 1.4.11).
pub fn faint(theme: &Theme, role: Role) -> Option<Faint> {
    let least = if role == Role::Border { 3.0 } else { 4.5 };
    let letters = shades(theme.look(role.into()).fg);
    let grounds = theme.grounds(role);
    let on = |letters: Rgb| grounds.iter().map(|ground| contrast(letters, *ground)).fold(f64::INFINITY, f64::min);
    let found = letters.iter().map(|letters| on(*letters)).fold(f64::INFINITY, f64::min);
    (found < least).then(|| Faint { role, found, least, better: nearest(letters[0], |it| on(it) >= least) })
}

/// The nearest shade of a color, towards black or white, that passes `is_right`.
fn nearest(color: Rgb, is_right: impl Fn(Rgb) -> bool) -> Option<Rgb> {
    let mixed = |percent: u16, end: u16| {
        let mix = |channel: u8| ((u16::from(channel) * (100 - percent) + end * percent) / 100) as u8;
        (mix(color.0), mix(color.1), mix(color.2))
    };
    (0..=100).flat_map(|percent| [mixed(percent, 0), mixed(percent, 255)]).find(|it| is_right(*it))
}

/// The RGB values that a color may have on a screen.
fn shades(color: Color) -> Vec<Rgb> {
    match color {
        Color::Rgb(red, green, blue) => vec![(red, green, blue)],
        Color::Ansi(index) => PALETTES.iter().map(|palette| rgb(palette[usize::from(index) % 16])).collect(),
        // The user's text color, on a background that is not the user's.
        Color::Default => vec![(0, 0, 0), (255, 255, 255)],
    }
}

fn rgb(hex: u32) -> Rgb {
    let [_, red, green, blue] = hex.to_be_bytes();
    (red, green, blue)
}

/// The sixteen colors of xterm, VGA, Windows Terminal (Campbell) and the Terminal of macOS.
const PALETTES: [[u32; 16]; 4] = [
    [
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00,
        0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ],
    [
        0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa, 0x555555, 0xff5555, 0x55ff55,
        0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
    ],
    [
        0x0c0c0c, 0xc50f1f, 0x13a10e, 0xc19c00, 0x0037da, 0x881798, 0x3a96dd, 0xcccccc, 0x767676, 0xe74856, 0x16c60c,
        0xf9f1a5, 0x3b78ff, 0xb4009e, 0x61d6d6, 0xf2f2f2,
    ],
    [
        0x000000, 0xc23621, 0x25bc24, 0xadad27, 0x492ee1, 0xd338d3, 0x33bbc8, 0xcbcccd, 0x818383, 0xfc391f, 0x31e722,
        0xeaec23, 0x5833ff, 0xf935f8, 0x14f0f0, 0xe9ebeb,
    ],
];
