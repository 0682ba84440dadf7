//! A deck that is open in an editor.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::deck::{self, Site};
use crate::diagnostic::Diagnostic;
use crate::lang::Words;
use crate::lint::settings;
use crate::lsp::position::{Encoding, Lines};
use crate::review::{Reviewed, review, review_beside, review_course};
use crate::source::{Edit, MARK, Source, Span};
use crate::text;
use crate::theme::{self, Theme};

pub struct Document {
    pub uri: String,
    pub version: Json,
    pub source: Source,
    /// The words for findings.
    pub words: &'static Words,
    /// Whether it is a deck. Once it was, it stays one, whatever is being typed.
    pub is_deck: bool,
    lines: Lines,
    encoding: Encoding,
    folder: PathBuf,
    reviewed: OnceCell<Reviewed>,
}

impl Document {
    pub fn new(uri: &str, version: Json, text: &str, (encoding, words): (Encoding, &'static Words)) -> Self {
        let path = path(uri);
        let folder = path.as_deref().and_then(|path| path.parent()).map(PathBuf::from).unwrap_or_default();
        let name = path.map_or_else(|| uri.to_owned(), |path| path.display().to_string());
        let source = Source::new(name, text);
        let lines = Lines::new(&source, text.starts_with(MARK), encoding);
        let is_deck = deck::is_deck(&source);
        Self {
            uri: uri.to_owned(),
            version,
            source,
            words,
            is_deck,
            lines,
            encoding,
            folder,
            reviewed: OnceCell::new(),
        }
    }

    /// The deck and its findings, computed when first needed.
    pub fn reviewed(&self) -> &Reviewed {
        self.reviewed.get_or_init(|| review(&self.source, &self.folder))
    }

    /// The findings for another text, with the same files beside the deck.
    pub fn reviewed_as(&self, text: &str) -> Reviewed {
        let source = Source::new(self.source.name.as_str(), text);
        review_beside(&source, &self.folder, |_| self.reviewed().assets.clone())
    }

    /// The findings in a file that is not a deck: a course, a theme, or settings. Empty for other files.
    pub fn other_findings(&self) -> Vec<Diagnostic> {
        let is_settings = || Path::new(&self.source.name).file_name().is_some_and(|it| it == settings::FILE);
        match () {
            () if deck::is_course(&self.source) => review_course(&self.source, &self.folder).1,
            () if theme::is_theme(&self.source) => Theme::read(&self.source).1,
            () if is_settings() => settings::read(&self.source).1,
            () if self.is_of_user() => crate::settings::read(&self.source).1,
            () => Vec::new(),
        }
    }

    /// Whether it is a user's own settings, here or in a collection of such files: `pupitre/config.toml`.
    fn is_of_user(&self) -> bool {
        Path::new(&self.source.name).ends_with("pupitre/config.toml")
    }

    /// The location of the first slide included at a position, in its file. `None` if nothing is included there.
    pub fn included_at(&self, offset: usize) -> Option<Json> {
        let Reviewed { deck, whole, .. } = self.reviewed();
        let is_here = |site: &&Site| site.name.start <= offset && offset <= site.name.end;
        let site = deck.sections.included.sites.iter().find(is_here)?;
        let span = deck.slide(site.slides.start)?.slide.at.table;
        let part = whole.as_ref()?.part_at(span.start)?;
        Some(self.location_in(&part.source, part.inside(span)))
    }

    /// A range in another file.
    pub fn location_in(&self, source: &Source, span: Span) -> Json {
        let lines = Lines::new(source, false, self.encoding);
        json!({ "uri": uri(&source.name), "range": lines.range(source, span) })
    }

    /// Drops the findings, because files beside the deck may have changed.
    pub fn forget(&mut self) {
        self.reviewed = OnceCell::new();
    }

    pub fn range(&self, span: Span) -> Json {
        self.lines.range(&self.source, span)
    }

    pub fn span(&self, range: &Json) -> Span {
        self.lines.span(&self.source, range)
    }

    pub fn offset(&self, position: &Json) -> usize {
        self.lines.offset(&self.source, position)
    }

    /// The line of a byte, from 0.
    pub fn line(&self, offset: usize) -> usize {
        self.source.place(offset).line - 1
    }

    /// An edit in the protocol's form.
    pub fn edit(&self, edit: &Edit) -> Json {
        json!({ "range": self.range(edit.span), "newText": edit.text })
    }
}

/// The URI of a file.
fn uri(path: &str) -> String {
    let mut uri = String::from("file://");
    // On Windows a path begins with its drive and uses backslashes.
    let path = if cfg!(windows) { format!("/{}", path.replace('\\', "/")) } else { path.to_owned() };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(byte.into()),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// The path in a URI. `None` if it is not a file.
fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // A host name may come before the path; it is this machine.
    let path = text::without_percent_signs(&rest[rest.find('/')?..])?;
    // On Windows the path in a URI has a slash before its drive.
    let drive = path.get(1..).filter(|it| it.as_bytes().get(1) == Some(&b':') && cfg!(windows));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_uri_names_a_file() {
        let named = |uri: &str| path(uri).map(|path| path.display().to_string());
        assert_eq!(named("file:///a/b%20c/%C3%A9t%C3%A9.toml").as_deref(), Some("/a/b c/été.toml"));
        assert_eq!(named("file://host/a%2").as_deref(), Some("/a%2"));
        assert_eq!(named("untitled:Untitled-1"), None);
        assert_eq!(named("file:///%ff"), None);
        assert_eq!(named("file://"), None);
        assert_eq!(path(&uri("/a/b c/été.toml")), Some(PathBuf::from("/a/b c/été.toml")));
    }
}
