//! Markdown decks where a deck is expected. They are imported, with the files beside them.

use std::path::{Path, PathBuf};
use std::sync::Once;

use crate::cli::{Failure, told};
use crate::files::{self, Unread};
use crate::import::{self, Beside, Imported, Wanted};
use crate::lang::{Message, say};
use crate::source::Source;
use crate::terminal;
use crate::text;

/// A folder, for the import.
pub struct Folder(pub PathBuf);

impl Folder {
    /// The folder of a file.
    pub fn of(path: &Path) -> Self {
        Self(path.parent().unwrap_or(Path::new("")).to_owned())
    }
}

impl Beside for Folder {
    fn text(&self, name: &str) -> Option<String> {
        files::read_asset(name, &self.0).ok()
    }

    fn has(&self, name: &str) -> bool {
        files::has_beside(name, &self.0)
    }
}

/// Whether a file name is that of a Markdown file.
pub fn is_markdown(path: &Path) -> bool {
    has_ending(path, &["md", "markdown", "mdown"])
}

/// Whether a file name is that of another program's deck: Markdown, or a PowerPoint presentation.
pub fn can_be_imported(path: &Path) -> bool {
    is_markdown(path) || has_ending(path, &["pptx", "pptm", "ppsx", "ppsm", "potx"])
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|it| endings.iter().any(|ending| it.eq_ignore_ascii_case(ending)))
}

/// Reads a Markdown deck.
pub fn read(path: &Path, wanted: &Wanted) -> Result<Imported, Unread> {
    let text = files::read_text(path)?;
    let source = Source::new(text::clean(&path.display().to_string()), &text);
    Ok(import::markdown(source, wanted, &Folder::of(path)))
}

/// The files that a Markdown deck includes text from, which must be watched too.
pub fn read_beside(path: &Path) -> Vec<PathBuf> {
    if !is_markdown(path) {
        return Vec::new();
    }
    let read = read(path, &Wanted::default()).map(|it| it.read).unwrap_or_default();
    read.into_iter().map(|name| Folder::of(path).0.join(name)).collect()
}

/// The deck made from a Markdown file. The first time, says how to keep it.
pub fn deck(path: &Path) -> Result<Source, Failure> {
    static SAID: Once = Once::new();
    let source = read(path, &Wanted::default()).map_err(Failure::new)?.source;
    SAID.call_once(|| say_how_to_keep(&source, path));
    Ok(source)
}

/// Says how a file was read, and how to keep the deck.
pub fn say_how_to_keep(source: &Source, path: &Path) {
    let about = source.about().unwrap_or("Markdown");
    let about = match about {
        "Markdown" => Message::as_it_is(about),
        program => say!("a deck of {program}", program),
    };
    let name = path.display().to_string();
    let word = terminal::second::quoted(&[if name.starts_with('-') { format!("./{name}") } else { name.clone() }]);
    let told_of = say!("{name} was read as {about}. To keep it as a deck: pupitre import {word}", name, about, word);
    terminal::warn(&format!("{}\n", told(&told_of)));
}
