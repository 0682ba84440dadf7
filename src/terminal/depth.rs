//! What the environment says of the terminal: how many colors it has, whether it erases in them.

use crate::raster::Depth;

impl Depth {
    /// What the environment says; `var` gives its variables.
    pub fn from_environment(var: impl Fn(&str) -> Option<String>) -> Self {
        if var("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            return Self::None;
        }
        let term = var("TERM").unwrap_or_default();
        match var("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Self::True,
            _ if term.contains("256color") => Self::TwoHundredFiftySix,
            _ if term.contains("direct") || cfg!(windows) => Self::True,
            _ if term == "dumb" || term.is_empty() => Self::None,
            _ => Self::Sixteen,
        }
    }
}

/// Whether the terminal is known to erase in the colour of the ground; `var` gives the environment's variables. Those that are
/// not known are sent every cell: a page in patches is worse than some more bytes.
pub fn erases_in_colour(var: impl Fn(&str) -> Option<String>) -> bool {
    let known = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour"];
    let term = var("TERM").unwrap_or_default();
    // Inside another's window these tell of the window, not of the terminal.
    let own = ["KITTY_WINDOW_ID", "WEZTERM_PANE", "VTE_VERSION", "WT_SESSION", "KONSOLE_VERSION"];
    known.contains(&term.as_str()) || term.starts_with("xterm") && own.iter().any(|name| var(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_how_many_colours_there_are() {
        let env = |term: &'static str, color: &'static str| {
            Depth::from_environment(move |name| match name {
                "TERM" => Some(term.to_owned()),
                "COLORTERM" if !color.is_empty() => Some(color.to_owned()),
                _ => None,
            })
        };
        assert_eq!(env("xterm-256color", "truecolor"), Depth::True);
        assert_eq!(env("xterm-256color", ""), Depth::TwoHundredFiftySix);
        assert_eq!(env("xterm", ""), Depth::Sixteen);
        assert_eq!(env("dumb", ""), Depth::None);
    }

    #[test]
    fn only_terminals_that_are_known_for_it_erase_in_colour() {
        let env = |term: &'static str, own: &'static str| {
            erases_in_colour(move |name| (name == "TERM").then(|| term.to_owned()).or((name == own).then(String::new)))
        };
        assert!(env("xterm-kitty", "") && env("xterm-256color", "VTE_VERSION"));
        assert!(!env("xterm-256color", "") && !env("screen-256color", "VTE_VERSION") && !env("tmux-256color", ""));
    }
}
