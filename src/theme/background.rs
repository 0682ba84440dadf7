//! Light and dark: the contrast of colors, and the theme for the terminal's background.

use crate::theme::{DEFAULT, Rgb};

/// The contrast of two colors, from 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of a color, from 0 to 1 (WCAG 2.2, "relative luminance").
fn luminance((red, green, blue): Rgb) -> f64 {
    let linear = |channel: u8| match f64::from(channel) / 255.0 {
        it if it <= 0.04045 => it / 12.92,
        it => ((it + 0.055) / 1.055).powf(2.4),
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// The theme for a deck that names none, on a terminal with this background: dark stays dark, so that nobody is dazzled.
pub fn default_for(background: Option<Rgb>) -> &'static str {
    const BLACK: Rgb = (0, 0, 0);
    const WHITE: Rgb = (255, 255, 255);
    match background {
        Some(ground) if contrast(WHITE, ground) > contrast(BLACK, ground) => "nuit",
        Some(_) => "aube",
        None => DEFAULT,
    }
}

/// The terminal's background color in the variable `COLORFGBG`: "15;0", or "15;default;0" from rxvt.
///
/// It names one of sixteen colors, which the user may have changed, so it only tells dark or light: the result is black or white. 0 to 6 and 8
/// count as dark, as in Vim, because schemes such as Solarized use 8 as the background.
pub fn from_colorfgbg(value: &str) -> Option<Rgb> {
    match value.rsplit_once(';')?.1.parse().ok()? {
        0..=6 | 8u8 => Some((0, 0, 0)),
        7 | 9..=15 => Some((255, 255, 255)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast((0, 0, 0), (255, 255, 255)) - 21.0).abs() < 0.01);
        assert!((contrast((0x76, 0x76, 0x76), (255, 255, 255)) - 4.54).abs() < 0.01);
    }
    #[test]
    fn a_dark_ground_gets_the_dark_theme_and_a_light_one_the_light() {
        assert_eq!(default_for(Some((0, 0, 0))), "nuit");
        assert_eq!(default_for(Some((0x00, 0x2b, 0x36))), "nuit");
        assert_eq!(default_for(Some((0x80, 0, 0x80))), "nuit");
        assert_eq!(default_for(Some((255, 255, 255))), "aube");
        assert_eq!(default_for(Some((0xfd, 0xf6, 0xe3))), "aube");
        assert_eq!(default_for(None), DEFAULT);
        assert!(["nuit", "aube", DEFAULT].iter().all(|name| Theme::built_in(name).is_some()));
    }

    #[test]
    fn the_environment_tells_the_ground_by_the_last_of_its_colors() {
        let theme = |value| from_colorfgbg(value).map(|ground| default_for(Some(ground)));
        assert_eq!(theme("15;0"), Some("nuit"));
        assert_eq!(theme("12;8"), Some("nuit"));
        assert_eq!(theme("0;15"), Some("aube"));
        assert_eq!(theme("0;default;7"), Some("aube"));
        for unknown in ["", "15", "15;", "0;default", "0;16", "0;-1"] {
            assert_eq!(theme(unknown), None, "{unknown:?}");
        }
    }
}
