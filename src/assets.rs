//! The files beside a deck: the one gate. A deck may name files of its own folder and nothing else.
//!
//! What a name may be is decided here; the edge reads the files and checks that no link leads out of the folder.

use std::collections::HashMap;

/// The largest text file that a slide may show, in bytes.
pub const LARGEST_TEXT: u64 = 1 << 20;

/// Why a file cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    Missing,
    /// The name or a link leads out of the deck's folder.
    Outside,
    TooLarge,
    NotText,
    /// The system's own words.
    Unreadable(String),
}

impl Trouble {
    /// What to tell the author about the file called `name`.
    pub fn message(&self, name: &str) -> String {
        match self {
            Self::Missing => format!("the file \"{name}\" is not there; names are relative to the deck's folder"),
            Self::Outside => format!("the file \"{name}\" is outside the deck's folder; copy it beside the deck"),
            Self::TooLarge => format!("the file \"{name}\" is too large to show (more than 1 MiB)"),
            Self::NotText => format!("the file \"{name}\" is not text in UTF-8"),
            Self::Unreadable(why) => format!("the file \"{name}\" cannot be read: {why}"),
        }
    }
}

/// The files that a deck names, as they were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assets(pub HashMap<String, Result<String, Trouble>>);

impl Assets {
    /// # Errors
    /// When the file is not there to be shown: why.
    pub fn text(&self, name: &str) -> Result<&str, Trouble> {
        match self.0.get(name) {
            Some(Ok(text)) => Ok(text),
            Some(Err(trouble)) => Err(trouble.clone()),
            None => Err(Trouble::Missing),
        }
    }
}

/// Whether a name stays in the deck's folder, as far as a name can tell: relative, no way up, no drive, no device,
/// and written the same on every system.
pub fn stays_inside(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !is_device(part);
    !name.contains(['\\', ':', '\0']) && name.split('/').all(plain)
}

/// Names that Windows takes for devices wherever they stand (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_uppercase();
    let numbered =
        |name: &str| stem.strip_prefix(name).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit());
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_inside_the_folder_pass() {
        for name in ["a.rs", "code/main.rs", "é à.txt"] {
            assert!(stays_inside(name), "{name}");
        }
        for name in [
            "",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "C:\\a",
            "\\\\host\\a",
            "a//b",
            "./a",
            "nul",
            "COM1.txt",
            "a\0b",
            "file:a",
        ] {
            assert!(!stays_inside(name), "{name}");
        }
    }
}
