//! The package of a presentation: its parts with their types and relationships (ECMA-376 part 2).

use crate::export::pptx::xml::Xml;
use crate::export::pptx::zip::Zip;

/// The start of relationship types, except those about the package itself.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

/// The parts whose type depends on their file extension.
const ENDINGS: [(&str, &str); 6] = [
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
    ("xml", "application/xml"),
    ("png", "image/png"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// The text that identifies a file of this program. It is uncompressed in the second file of the archive, after a few lines.
pub const MARK: &str = "<Application>Pupitre</Application>";

/// The relationships of a part.
#[derive(Default)]
pub struct Relations(Vec<(&'static str, String)>);

impl Relations {
    /// The id by which the part refers to another. The same for the same target.
    pub fn to(&mut self, kind: &'static str, target: &str) -> String {
        let known = self.0.iter().position(|it| it.0 == kind && it.1 == target);
        let place = known.unwrap_or_else(|| {
            self.0.push((kind, target.to_owned()));
            self.0.len() - 1
        });
        format!("rId{}", place + 1)
    }

    fn file(&self) -> Vec<u8> {
        let mut xml = Xml::default();
        let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
        xml.tag("Relationships", &[("xmlns", &namespace)], |xml| {
            for (at, (kind, target)) in self.0.iter().enumerate() {
                let id = format!("rId{}", at + 1);
                let kind_of = if *kind == "core" { CORE.to_owned() } else { format!("{OFFICE}{kind}") };
                let all: [super::xml::Attribute; 4] =
                    [("Id", &id), ("Type", &kind_of), ("Target", target), ("TargetMode", &"External")];
                xml.void("Relationship", if *kind == "hyperlink" { &all } else { &all[..3] });
            }
        });
        xml.file()
    }
}

/// A package that is being assembled.
#[derive(Default)]
pub struct Package {
    /// The parts: their names without the leading slash, their types if the extension does not tell, and their content.
    parts: Vec<(String, Option<&'static str>, Vec<u8>)>,
    /// How many charts there are.
    pub charts: usize,
    /// How many QR codes there are.
    pub codes: usize,
}

impl Package {
    /// Adds a part with its own type.
    pub fn add(&mut self, name: &str, kind: &'static str, content: Vec<u8>, relations: &Relations) {
        self.parts.push((name.to_owned(), Some(kind), content));
        self.relations_of(name, relations);
    }

    /// Adds a part whose extension tells its type.
    pub fn add_file(&mut self, name: &str, content: Vec<u8>) {
        self.parts.push((name.to_owned(), None, content));
    }

    fn relations_of(&mut self, name: &str, relations: &Relations) {
        if !relations.0.is_empty() {
            let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
            self.parts.push((format!("{folder}/_rels/{file}.rels"), None, relations.file()));
        }
    }

    /// The archive. Its beginning has the same length in every file.
    pub fn finish(self, root: &Relations, about: (&str, &'static str, &[u8])) -> Vec<u8> {
        let mut zip = Zip::default();
        zip.store("_rels/.rels", &root.file());
        zip.store(about.0, about.2);
        let mut types = Xml::default();
        let namespace = "http://schemas.openxmlformats.org/package/2006/content-types";
        types.tag("Types", &[("xmlns", &namespace)], |xml| {
            let has = |ending: &str| self.parts.iter().any(|(name, ..)| name.ends_with(&format!(".{ending}")));
            for (ending, kind) in ENDINGS.iter().filter(|(ending, _)| matches!(*ending, "rels" | "xml") || has(ending))
            {
                xml.void("Default", &[("Extension", ending), ("ContentType", kind)]);
            }
            let own = self.parts.iter().filter_map(|(name, kind, _)| Some((name.as_str(), (*kind)?)));
            for (name, kind) in std::iter::once((about.0, about.1)).chain(own) {
                xml.void("Override", &[("PartName", &format!("/{name}")), ("ContentType", &kind)]);
            }
        });
        zip.deflate("[Content_Types].xml", &types.file());
        for (name, _, content) in &self.parts {
            let is_packed = [".png", ".jpeg", ".gif", ".xlsx"].iter().any(|ending| name.ends_with(ending));
            if is_packed { zip.store(name, content) } else { zip.deflate(name, content) }
        }
        zip.finish()
    }
}
