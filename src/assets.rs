//! The files beside a deck. A deck may name files in its own folder and nothing else, which is enforced here.
//!
//! This module decides which names are allowed. The edge reads the files, and checks that no link leads out of the folder.

use std::collections::HashMap;
use std::sync::Arc;

use crate::lang::{Message, noun, say};
use crate::picture::{Fault, Ink, LARGEST_FILE, LONGEST_SIDE, Measures, Picture};
pub use crate::table::Medium;
use crate::text;

/// The largest text file that a slide may show, in bytes.
pub const LARGEST_TEXT: u64 = 1 << 20;

/// The rule about pictures that exist but cannot be drawn. It checks what reading the deck does not.
pub const BROKEN_PICTURE: &str = "broken-picture";

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    Missing,
    /// The name or a link leads out of the deck's folder.
    Outside,
    /// The name is empty.
    Unnamed,
    /// The name leads to the deck's folder, but not plainly. The plain name.
    Roundabout(String),
    /// The name is a web address, and nothing is downloaded.
    Remote,
    /// The name contains the picture itself.
    Inline,
    TooLarge(Medium),
    NotText,
    /// The file is a course where a deck is expected.
    Course,
    /// The file is not a picture that can be shown.
    Picture(Fault),
    /// The system's message.
    Unreadable(Message),
}

impl Trouble {
    /// What to tell the author about the file with this name.
    pub fn message(&self, name: &str) -> Message {
        let clean = text::clean(name);
        let name = text::shorten(&clean, 80);
        match self {
            Self::Missing => say!("the file \"{name}\" does not exist; names are relative to the deck's folder", name),
            Self::Outside => say!("the file \"{name}\" is outside the deck's folder; copy it beside the deck", name),
            Self::Unnamed => say!("no file is named; write the name of one beside the deck, or in a folder below"),
            Self::Roundabout(plain) => {
                say!("\"{name}\" is not a plain name; write \"{plain}\"", name, plain = text::shorten(plain, 80))
            }
            Self::Remote => {
                say!(
                    "\"{name}\" is on the web, and nothing is downloaded; save it beside the deck and name that file",
                    name
                )
            }
            Self::Inline => {
                say!(
                    "\"{name}\" is a picture embedded as text, which is not read; save it as a file beside the deck",
                    name
                )
            }
            Self::TooLarge(Medium::Text) => say!("the file \"{name}\" is too large to show (more than 1 MiB)", name),
            Self::TooLarge(Medium::Picture) => {
                say!(
                    "the picture \"{name}\" is too large a file (more than {most} MiB)",
                    name,
                    most = LARGEST_FILE >> 20
                )
            }
            Self::NotText => say!("the file \"{name}\" is not text in UTF-8", name),
            Self::Course => say!("the file \"{name}\" is a course, not a deck", name),
            Self::Picture(Fault::Unknown) => say!("the file \"{name}\" is not a PNG, JPEG, WebP, GIF or SVG", name),
            Self::Picture(Fault::TooLarge { width, height, most }) => {
                let most = most / 1_000_000;
                say!(
                    "the picture \"{name}\" has {width} × {height} pixels; the limit for its kind is {side} per side and {most} million in all",
                    name,
                    width,
                    height,
                    side = LONGEST_SIDE,
                    most
                )
            }
            Self::Picture(Fault::TooMuch(why)) => {
                say!("the drawing \"{name}\" cannot be drawn: {why}", name, why = Message::noun(why))
            }
            Self::Picture(Fault::TooSlow) => say!("the picture \"{name}\" takes too long to draw", name),
            Self::Picture(Fault::Without(what)) => {
                say!("the drawing \"{name}\" is drawn without {what}", name, what = Message::noun(what))
            }
            Self::Picture(Fault::Cut) => say!("a part of the picture \"{name}\" is missing: its file is damaged", name),
            Self::Picture(Fault::Broken(why)) => {
                let why = Message::foreign(why, noun!("its data is damaged"));
                say!("the picture \"{name}\" cannot be read: {why}", name, why)
            }
            Self::Unreadable(why) => say!("the file \"{name}\" cannot be read: {why}", name, why),
        }
    }

    /// The rule that reports it.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Outside | Self::Roundabout(_) => "path-escape",
            Self::Course => "bad-value",
            Self::TooLarge(Medium::Picture) | Self::Picture(Fault::TooLarge { .. }) => "image-bomb",
            Self::Picture(_) => BROKEN_PICTURE,
            _ => "missing-file",
        }
    }
}

/// The header of a picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub measures: Measures,
    /// The key of the picture. A changed file has another key.
    pub key: u64,
}

/// The files that a deck names: texts with their content, and pictures with their headers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assets {
    pub texts: HashMap<String, Result<String, Trouble>>,
    pub pictures: HashMap<String, Result<Header, Trouble>>,
    /// What was wrong with pictures that were decoded.
    pub faults: HashMap<String, Fault>,
    /// The colors of decoded pictures with a transparent background.
    pub inks: HashMap<String, Ink>,
}

impl Assets {
    /// The names of the files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().chain(self.pictures.keys()).map(String::as_str)
    }

    /// Why a file cannot be used. `None` if it can.
    pub fn trouble(&self, medium: Medium, name: &str) -> Option<Trouble> {
        match medium {
            Medium::Text => self.text(name).err(),
            Medium::Picture => self.measures(name).err(),
        }
    }

    /// What is wrong with a picture: with its header, or found by decoding it.
    pub fn fault(&self, name: &str) -> Option<&Fault> {
        match self.pictures.get(name)? {
            Err(Trouble::Picture(fault)) => Some(fault),
            Err(_) => None,
            Ok(_) => self.faults.get(name),
        }
    }

    /// The colors of a picture with a transparent background.
    pub fn ink(&self, name: &str) -> Option<&Ink> {
        self.inks.get(name)
    }

    /// # Errors
    /// Why the file is not a picture that can be shown.
    pub fn measures(&self, name: &str) -> Result<Measures, Trouble> {
        match self.pictures.get(name) {
            Some(Ok(header)) => Ok(header.measures),
            Some(Err(trouble)) => Err(trouble.clone()),
            None => Err(Trouble::Missing),
        }
    }

    /// Empty pictures, for when only their places matter.
    pub fn blank_pictures(&self) -> HashMap<u64, Arc<Picture>> {
        let keys = self.pictures.values().flatten().map(|header| header.key);
        keys.map(|key| (key, Arc::new(Picture::blank(key)))).collect()
    }

    /// The key of the picture in a file. `None` if it cannot be used.
    pub fn picture_key(&self, name: &str) -> Option<u64> {
        self.pictures.get(name)?.as_ref().ok().map(|header| header.key)
    }

    /// # Errors
    /// Why the file cannot be shown.
    pub fn text(&self, name: &str) -> Result<&str, Trouble> {
        match self.texts.get(name) {
            Some(Ok(text)) => Ok(text),
            Some(Err(trouble)) => Err(trouble.clone()),
            None => Err(Trouble::Missing),
        }
    }
}

/// Checks whether a deck may name a file like this.
///
/// # Errors
/// Why it may not.
pub fn let_in(name: &str) -> Result<(), Trouble> {
    match name {
        _ if stays_inside(name) => Ok(()),
        name if name.starts_with("data:") => Err(Trouble::Inline),
        name if name.contains("://") || name.starts_with("//") => Err(Trouble::Remote),
        "" => Err(Trouble::Unnamed),
        _ => Err(plain(name).map_or(Trouble::Outside, Trouble::Roundabout)),
    }
}

/// A name without `\`, `.` and `..`, if it then stays in the folder.
fn plain(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    if name.starts_with('/') { None } else { direct(&name).filter(|plain| stays_inside(plain)) }
}

/// A name without needless parts. `None` if it leads out of the folder, or to the folder itself.
pub fn direct(name: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Whether a name stays in the deck's folder, as far as the name can tell: relative, not going up, without a drive or device, and written the same
/// on every system.
pub fn stays_inside(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !is_device(part);
    !name.contains(['\\', ':', '\0']) && name.split('/').all(plain)
}

/// Names that Windows takes for devices in any folder (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
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
    fn remote_files_are_reported_as_such() {
        assert_eq!(let_in("https://a.fr/b.png"), Err(Trouble::Remote));
        assert_eq!(let_in("//a.fr/b.png"), Err(Trouble::Remote));
        assert_eq!(let_in("data:image/png;base64,AAAA"), Err(Trouble::Inline));
        assert_eq!(let_in("../b.png"), Err(Trouble::Outside));
        assert_eq!(let_in("b.png"), Ok(()));
        assert_eq!(let_in(""), Err(Trouble::Unnamed));
        for name in ["a\\b.png", "./a/b.png", "a//b.png", "a/../a/./b.png", ".\\a\\b.png"] {
            assert_eq!(let_in(name), Err(Trouble::Roundabout("a/b.png".into())), "{name}");
        }
        for name in ["\\\\host\\a", "C:\\a", "a/../../b", "..", "a/..", "/a", "./nul"] {
            assert_eq!(let_in(name), Err(Trouble::Outside), "{name}");
        }
    }

    #[test]
    fn only_names_inside_the_folder_pass() {
        for name in ["a.rs", "code/main.rs", "é à.txt"] {
            assert!(stays_inside(name), "{name}");
        }
        for name in [
            "", "/etc/passwd", "../a", "a/../../b", "C:\\a", "\\\\host\\a", "a//b", "./a", "nul", "COM1.txt", "a\0b",
            "file:a",
        ] {
            assert!(!stays_inside(name), "{name}");
        }
    }
}
