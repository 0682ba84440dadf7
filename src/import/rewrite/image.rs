//! Pictures and their sizes.

use crate::import::draft::share;
use crate::import::rewrite::escaped;
use crate::text::basic_string;

/// The size of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// In percent of the slide.
    pub width: Option<u16>,
    pub cover: bool,
}

/// The width of other programs' slides in pixels.
const PIXELS: f32 = 1280.0;

/// The size in braces right after a picture, and its length in bytes.
pub fn size(behind: &str) -> (Size, usize) {
    let Some((inside, _)) = behind.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return Default::default();
    };
    if inside.contains('\n') || !(inside.contains('=') || inside.starts_with(['.', '#'])) {
        return Default::default();
    }
    let value = |name: &str| {
        inside
            .split_whitespace()
            .find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
            .map(|it| it.trim_matches(['"', '\'']))
    };
    let width = value("width").and_then(|width| match width.strip_suffix("px").unwrap_or(width) {
        percent if percent.ends_with('%') => share(percent),
        pixels => pixels.parse::<f32>().ok().map(|it| (it / PIXELS * 100.0).round() as u16),
    });
    let size = Size {
        width: width.filter(|it| *it > 0).map(|it| it.clamp(1, 100)).filter(|it| *it < 100),
        cover: value("fit") == Some("cover"),
    };
    (size, inside.len() + 2)
}

/// A picture beside the deck.
pub struct Image {
    pub file: String,
    pub alt: String,
    pub title: String,
    pub size: Size,
}

impl Image {
    /// The picture as a fence, which can have a size.
    pub fn fence(&self) -> String {
        let mut fence = format!("```image file={} alt={}", basic_string(&self.file), basic_string(&self.alt));
        if let Some(width) = self.size.width {
            fence += &format!(" width={width}");
        }
        if self.size.cover {
            fence += " fit=\"cover\"";
        }
        if !self.title.trim().is_empty() {
            fence += &format!(" caption={}", basic_string(&self.title));
        }
        fence + "\n```"
    }

    /// The picture as Markdown.
    pub fn inline(&self) -> String {
        let is_plain = |char: char| char.is_alphanumeric() || "/._-~".contains(char);
        let mut target = String::new();
        for char in self.file.chars() {
            match is_plain(char) {
                true => target.push(char),
                false => char.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| target += &format!("%{byte:02X}")),
            }
        }
        let title = self.title.replace('"', "'");
        let title = if title.trim().is_empty() { String::new() } else { format!(" \"{}\"", title.trim()) };
        let alt = self.alt.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("![{}]({target}{title})", escaped(&alt).replace("\\_", "_"))
    }
}
