//! What the environment tells about the terminal: how many colors it has, whether it erases with the background color.

use crate::raster::Depth;
#[cfg(unix)]
use crate::terminal::terminfo;

/// How `TERM` starts on true-color terminals. Needed because `COLORTERM` is lost over a connection, where terminfo often lacks the
/// terminal.
const TRUE_COLOR: [&str; 8] =
    ["xterm-kitty", "xterm-ghostty", "ghostty", "foot", "alacritty", "wezterm", "contour", "rio"];

/// The same by the name in `TERM_PROGRAM` or, over a connection, in `LC_TERMINAL`.
const PROGRAMS: [&str; 8] = ["iTerm.app", "iTerm2", "WezTerm", "ghostty", "vscode", "mintty", "rio", "WarpTerminal"];

/// And by other variables that they set.
const OWN: [&str; 5] = ["KITTY_WINDOW_ID", "WEZTERM_PANE", "GHOSTTY_RESOURCES_DIR", "WT_SESSION", "KONSOLE_VERSION"];

impl Depth {
    /// From the environment's variables, which `var` reads.
    pub fn from_environment(var: impl Fn(&str) -> Option<String>) -> Self {
        Self::of(var, is_described_as_true_color)
    }

    /// The same; `described` tells whether terminfo on this machine describes the terminal as true color.
    fn of(var: impl Fn(&str) -> Option<String>, described: impl Fn(&str) -> bool) -> Self {
        if var("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            return Self::None;
        }
        let term = var("TERM").unwrap_or_default();
        match var("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => return Self::True,
            _ if term == "dumb" || term.is_empty() && !cfg!(windows) => return Self::None,
            _ => {}
        }
        let is_true = term.contains("direct") || names(&TRUE_COLOR, &term) || is_known_window(&term, &var);
        match () {
            () if is_true || described(&term) => Self::True,
            () if term.contains("256color") => Self::TwoHundredFiftySix,
            () if cfg!(windows) => Self::True,
            () => Self::Sixteen,
        }
    }
}

/// Whether `term` is one of the known terminals, or a variant of one.
fn names(known: &[&str], term: &str) -> bool {
    let is_it =
        |name: &&str| term.strip_prefix(*name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '+']));
    known.iter().any(is_it)
}

/// Whether the variables name a true-color terminal. Inside tmux and the like they name the terminal around it, so they do not count.
fn is_known_window(term: &str, var: &impl Fn(&str) -> Option<String>) -> bool {
    let program =
        ["TERM_PROGRAM", "LC_TERMINAL"].iter().any(|name| var(name).is_some_and(|it| PROGRAMS.contains(&it.as_str())));
    // VTE has true color since version 0.36.
    let vte = || var("VTE_VERSION").and_then(|it| it.parse::<u32>().ok()).is_some_and(|version| version >= 3600);
    term.starts_with("xterm") && (program || OWN.iter().any(|name| var(name).is_some()) || vte())
}

#[cfg(unix)]
fn is_described_as_true_color(term: &str) -> bool {
    terminfo::has_true_color(term, |name| std::env::var(name).ok())
}

#[cfg(not(unix))]
fn is_described_as_true_color(_: &str) -> bool {
    false
}

/// Whether the terminal is known to erase with the background color; `var` reads the environment's variables. Unknown terminals are sent
/// every cell: a patchy page is worse than some more bytes.
pub fn erases_in_color(var: impl Fn(&str) -> Option<String>) -> bool {
    let term = var("TERM").unwrap_or_default();
    // Inside tmux and the like these describe the terminal around it.
    let own = ["KITTY_WINDOW_ID", "WEZTERM_PANE", "VTE_VERSION", "WT_SESSION", "KONSOLE_VERSION"];
    names(&TRUE_COLOR, &term) || term.starts_with("xterm") && own.iter().any(|name| var(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_how_many_colors_there_are() {
        let env = |term: &'static str, color: &'static str| {
            let var = move |name: &str| match name {
                "TERM" => Some(term.to_owned()),
                "COLORTERM" if !color.is_empty() => Some(color.to_owned()),
                _ => None,
            };
            Depth::of(var, |term| term == "described")
        };
        assert_eq!(env("xterm-256color", "truecolor"), Depth::True);
        assert_eq!(env("xterm-256color", ""), Depth::TwoHundredFiftySix);
        assert_eq!(env("xterm", ""), Depth::Sixteen);
        assert_eq!([env("dumb", ""), env("", "")], [Depth::None; 2]);
        assert_eq!([env("linux", ""), env("vt220", ""), env("footprint", "")], [Depth::Sixteen; 3]);
    }

    #[test]
    fn terminals_of_true_color_are_known_where_only_their_name_is_told() {
        let named = |term: &'static str| {
            Depth::of(move |name| (name == "TERM").then(|| term.to_owned()), |term| term == "described")
        };
        for term in [
            "xterm-kitty", "xterm-ghostty", "foot", "foot-direct", "foot-extra", "alacritty", "alacritty-direct",
            "wezterm", "xterm-direct", "tmux-direct", "described",
        ] {
            assert_eq!(named(term), Depth::True, "{term}");
        }
        let behind = |term: &'static str, own: &'static str, value: &'static str| {
            Depth::of(
                move |name| (name == "TERM").then_some(term).or((name == own).then_some(value)).map(str::to_owned),
                |_| false,
            )
        };
        assert_eq!(behind("xterm-256color", "LC_TERMINAL", "iTerm2"), Depth::True);
        assert_eq!(behind("xterm-256color", "VTE_VERSION", "7200"), Depth::True);
        assert_eq!(behind("xterm-256color", "TERM_PROGRAM", "Apple_Terminal"), Depth::TwoHundredFiftySix);
        assert_eq!(behind("tmux-256color", "KITTY_WINDOW_ID", "1"), Depth::TwoHundredFiftySix);
        assert_eq!(behind("xterm-kitty", "NO_COLOR", "1"), Depth::None);
    }

    #[test]
    fn only_terminals_that_are_known_for_it_erase_in_color() {
        let env = |term: &'static str, own: &'static str| {
            erases_in_color(move |name| (name == "TERM").then(|| term.to_owned()).or((name == own).then(String::new)))
        };
        assert!(env("xterm-kitty", "") && env("xterm-256color", "VTE_VERSION"));
        assert!(!env("xterm-256color", "") && !env("screen-256color", "VTE_VERSION") && !env("tmux-256color", ""));
    }
}
