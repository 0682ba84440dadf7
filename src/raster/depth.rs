//! Color depth, and how a theme keeps its contrast with fewer colors.

use ratatui::style::Color as CellColor;

use crate::page::Role;
use crate::theme::{Color, Rgb, Theme, contrast};

/// The number of colors of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    None,
    Sixteen,
    TwoHundredFiftySix,
    True,
}

impl Depth {
    /// The theme to draw with. Sixteen colors are too few to approximate others, and the user may have changed them. So a theme with exact colors
    /// is replaced by the `terminal` theme, which also works without colors.
    pub fn theme(self, theme: &Theme) -> Theme {
        match self {
            Self::None | Self::Sixteen if theme.is_exact() => {
                Theme::built_in("terminal").expect("the terminal theme is built in")
            }
            _ => theme.clone(),
        }
    }

    /// The text color of a role, and its background color if it has one.
    pub fn colors(self, theme: &Theme, role: Role) -> (CellColor, Option<CellColor>) {
        let look = theme.look(role.into());
        let fg = match (self, look.fg) {
            (Self::TwoHundredFiftySix, Color::Rgb(red, green, blue)) => {
                CellColor::Indexed(letters((red, green, blue), &theme.grounds(role)))
            }
            (_, fg) => self.nearest(fg),
        };
        (fg, look.bg.map(|bg| self.nearest(bg)))
    }

    /// The color of a dark or a light square. `None` without colors.
    pub fn square(self, dark: bool) -> Option<CellColor> {
        match (self, dark) {
            (Self::None, _) => None,
            (Self::Sixteen, true) => Some(CellColor::Indexed(0)),
            (Self::Sixteen, false) => Some(CellColor::Indexed(15)),
            (_, true) => Some(self.nearest(Color::Rgb(0, 0, 0))),
            (_, false) => Some(self.nearest(Color::Rgb(255, 255, 255))),
        }
    }

    /// The color of a pixel of a picture. `None` if there are too few colors for pictures.
    pub fn exact(self, (red, green, blue): Rgb) -> Option<CellColor> {
        match self {
            Self::None | Self::Sixteen => None,
            Self::TwoHundredFiftySix | Self::True => Some(self.nearest(Color::Rgb(red, green, blue))),
        }
    }

    /// The nearest color that the terminal has.
    fn nearest(self, color: Color) -> CellColor {
        match (self, color) {
            (Self::None, _) | (_, Color::Default) => CellColor::Reset,
            (_, Color::Ansi(index)) => CellColor::Indexed(index),
            (Self::True, Color::Rgb(red, green, blue)) => CellColor::Rgb(red, green, blue),
            (Self::TwoHundredFiftySix, Color::Rgb(red, green, blue)) => CellColor::Indexed(of_256((red, green, blue))),
            // Never drawn: `theme` gives no exact colors here.
            (Self::Sixteen, Color::Rgb(..)) => CellColor::Reset,
        }
    }
}

/// The contrast ratios that WCAG 2.2 requires for text and for lines. Its 7:1 cannot be kept: the 256 colors contain hardly any dark colors except
/// grays, so good and bad would look the same.
const THRESHOLDS: [f64; 2] = [4.5, 3.0];

/// Of the 256 colors, the nearest to an exact text color that keeps, on each background, the contrast threshold that the exact colors reach.
fn letters(exact: Rgb, grounds: &[Rgb]) -> u8 {
    let least = |ground: Rgb| THRESHOLDS.into_iter().find(|least| contrast(exact, ground) >= *least);
    let wanted: Vec<(Rgb, f64)> =
        grounds.iter().filter_map(|ground| Some((rgb(of_256(*ground)), least(*ground)?))).collect();
    let keeps = |index: u8| wanted.iter().all(|(ground, least)| contrast(rgb(index), *ground) >= *least);
    let nearest = of_256(exact);
    if keeps(nearest) {
        return nearest;
    }
    let kept = (FIRST..=u8::MAX).filter(|index| keeps(*index));
    kept.min_by_key(|index| distance(exact, rgb(*index))).unwrap_or(nearest)
}

/// The first of xterm's 256 colors that are the same everywhere: the color cube (16 to 231), then the grays.
const FIRST: u8 = 16;

/// The first gray.
const GREY: u8 = 232;

/// The six levels of the color cube.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The distance between two colors.
fn distance(a: Rgb, b: Rgb) -> u32 {
    let part = |a: u8, b: u8, weight: u32| u32::from(a.abs_diff(b)).pow(2) * weight;
    // The eye is most sensitive to green and least to blue.
    part(a.0, b.0, 2) + part(a.1, b.1, 4) + part(a.2, b.2, 1)
}

/// The nearest color of the cube and the grays.
fn of_256(color: Rgb) -> u8 {
    let level = |part: u8| (0..6).min_by_key(|level| LEVELS[usize::from(*level)].abs_diff(part)).unwrap_or(0);
    let in_cube = FIRST + 36 * level(color.0) + 6 * level(color.1) + level(color.2);
    let greys = GREY..=u8::MAX;
    std::iter::once(in_cube).chain(greys).min_by_key(|index| distance(color, rgb(*index))).unwrap_or(FIRST)
}

/// The RGB value of a color of the cube or a gray, as in xterm.
fn rgb(index: u8) -> Rgb {
    if index >= GREY {
        let shade = 8 + 10 * (index - GREY);
        return (shade, shade, shade);
    }
    let level = |step: u8| LEVELS[usize::from((index - FIRST) / step % 6)];
    (level(36), level(6), level(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{self, Shade};

    #[test]
    fn colors_go_down_to_the_nearest_that_the_terminal_has() {
        assert_eq!(of_256((255, 0, 0)), 196);
        assert_eq!(of_256((8, 8, 8)), 232);
        assert_eq!(
            (rgb(16), rgb(110), rgb(231), rgb(255)),
            ((0, 0, 0), (135, 175, 215), (255, 255, 255), (238, 238, 238))
        );
    }

    #[test]
    fn in_256_colors_every_text_stands_out_from_every_ground_it_is_drawn_on() {
        for name in theme::names() {
            let theme = Theme::built_in(name).unwrap();
            for role in Role::ALL.iter().filter(|_| theme.shade != Shade::Terminal) {
                let least = if *role == Role::Border { 3.0 } else { 4.5 };
                let CellColor::Indexed(fg) = Depth::TwoHundredFiftySix.colors(&theme, *role).0 else { panic!() };
                let grounds = theme.grounds(*role);
                assert!(!grounds.is_empty());
                for ground in grounds {
                    let found = contrast(rgb(fg), rgb(of_256(ground)));
                    assert!(found >= least, "{name}: {}: {found:.2}", role.name());
                }
            }
        }
    }

    #[test]
    fn in_256_colors_letters_keep_the_contrast_that_their_exact_colors_have() {
        let steps = || (0..=255).step_by(17);
        let mut moved = 0;
        for exact in steps().flat_map(|red| steps().map(move |green| (red, green, 160))) {
            for ground in [(0xfc, 0xf7, 0xee), (0x0d, 0x12, 0x1f), (0x3f, 0x3c, 0xb1)] {
                let index = letters(exact, &[ground]);
                let (found, before) = (contrast(rgb(index), rgb(of_256(ground))), contrast(exact, ground));
                assert!(
                    found >= 4.5 || before < 4.5 && found >= 3.0 || before < 3.0,
                    "{exact:?} on {ground:?}: {found:.2}"
                );
                moved += usize::from(index != of_256(exact));
            }
        }
        assert!(moved > 0, "the nearest color is not always good enough");
    }

    #[test]
    fn in_sixteen_colors_text_has_the_terminals_own_color() {
        for name in theme::names() {
            let theme = Depth::Sixteen.theme(&Theme::built_in(name).unwrap());
            assert_eq!(Depth::Sixteen.colors(&theme, Role::Text), (CellColor::Reset, Some(CellColor::Reset)), "{name}");
            for role in Role::ALL {
                let ground = Depth::Sixteen.colors(&theme, *role).1;
                assert!(matches!(ground, None | Some(CellColor::Reset)), "{name}: {} has a ground", role.name());
            }
        }
    }

    #[test]
    fn a_theme_of_the_sixteen_colors_stays_itself_on_them() {
        let mine = "title = \"Mine\"\nextends = \"terminal\"\n[role]\ntitle = { fg = \"cyan\" }";
        let (mine, found) = Theme::read(&crate::source::Source::new("mine.toml", mine));
        assert_eq!(found, []);
        assert_eq!(Depth::Sixteen.theme(&mine), mine);
        assert_eq!(Depth::Sixteen.colors(&mine, Role::Title).0, CellColor::Indexed(6));
    }
}
