//! The content of a file to import: text, or a presentation.

use std::fs::OpenOptions;
use std::io::Read;
use std::path::Path;

use crate::deck::LARGEST;
use crate::files::{Unread, at_most, open_with_metadata, text_of, unread};
use crate::import::pptx;
use crate::lang::{Message, say};
use crate::text;

/// How many bytes are needed to recognize a file.
const START: u64 = 8;

/// The content of a file to import.
pub enum Content {
    Text(String),
    /// A presentation: an archive, or the format from before there were archives.
    Presentation(Vec<u8>),
}

/// Reads a file to import.
///
/// # Errors
/// If it cannot be read, or is too large.
pub fn read_content(path: &Path) -> Result<Content, Unread> {
    let name = text::clean(&path.display().to_string()).into_owned();
    let broken = |error: &std::io::Error| unread(&name, path, error);
    let (file, about) = open_with_metadata(OpenOptions::new().read(true), path).map_err(|error| broken(&error))?;
    content_of(file, about.len(), say!("\"{name}\"", name)).map_err(|error| broken(&error))?
}

/// The same for standard input.
///
/// # Errors
/// If it cannot be read, or is too large.
pub fn read_standard_content() -> Result<Content, Unread> {
    let broken =
        |error: std::io::Error| Unread::new(say!("standard input cannot be read: {error}", error), Message::default());
    content_of(std::io::stdin().lock(), 0, say!("standard input")).map_err(broken)?
}

/// The content of a reader, with about `likely` bytes, recognized by its start.
fn content_of(mut from: impl Read, likely: u64, name: Message) -> std::io::Result<Result<Content, Unread>> {
    let mut start = Vec::new();
    Read::take(&mut from, START).read_to_end(&mut start)?;
    let is_presentation = pptx::is_archive(&start);
    let (most, least) = if is_presentation { (pptx::LARGEST, 0) } else { (LARGEST as u64, START) };
    let bytes = at_most(start.as_slice().chain(from), likely.max(least), most)?;
    Ok(match bytes {
        Some(bytes) if is_presentation => Ok(Content::Presentation(bytes)),
        None if is_presentation => {
            let what = say!(
                "{name} is larger than {most} MiB, the limit for a presentation",
                name,
                most = pptx::LARGEST >> 20
            );
            Err(Unread::new(what, say!("Divide it, or make its pictures smaller.")))
        }
        bytes => text_of(bytes, name).map(Content::Text),
    })
}
