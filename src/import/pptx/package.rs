//! The parts of a presentation and their relationships (ISO/IEC 29500-2, Open Packaging Conventions).

use crate::import::pptx::archive::Archive;
use crate::import::pptx::xml::{Look, Node, parse};
use crate::lang::{Message, say};

/// A relationship of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub id: String,
    /// The last word of its type: `slide`, `image`, `hyperlink`.
    pub kind: String,
    /// The name of a part, or an address if it is external.
    pub target: String,
    pub is_external: bool,
}

/// The relationships of a part.
#[derive(Debug, Default)]
pub struct Relations(Vec<Relation>);

impl Relations {
    /// The relationships of a part. Those of the archive itself if the name is empty.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn of(archive: &mut Archive, part: &str) -> Result<Self, Message> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        let Some(text) = archive.text(name)? else { return Ok(Self::default()) };
        let document = parse(&text, name)?;
        let one = |it: Node| {
            let target = it.get("Target")?;
            let is_external = it.get("TargetMode").is_some_and(|it| it.eq_ignore_ascii_case("external"));
            let target = if is_external { target.to_owned() } else { joined(folder, target) };
            let kind = it.get("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
            Some(Relation { id: it.get("Id")?.to_owned(), kind, target, is_external })
        };
        Ok(Self(document.root_element().children_of("Relationship").filter_map(one).collect()))
    }

    pub fn by_id(&self, id: &str) -> Option<&Relation> {
        self.0.iter().find(|it| it.id == id)
    }

    /// The part that an id refers to.
    pub fn part(&self, id: &str) -> Option<&str> {
        self.by_id(id).filter(|it| !it.is_external).map(|it| it.target.as_str())
    }

    /// The relationships of a type.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Relation> + use<'a> {
        self.0.iter().filter(move |it| it.kind == kind)
    }

    /// The first part of a type.
    pub fn first(&self, kind: &str) -> Option<&str> {
        self.0.iter().find(|it| it.kind == kind && !it.is_external).map(|it| it.target.as_str())
    }
}

/// The name of a part, from a folder and a relative target.
fn joined(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The name of the main part of the presentation.
///
/// # Errors
/// What the archive is instead, if there is none.
pub fn presentation(archive: &mut Archive) -> Result<String, Message> {
    let named = Relations::of(archive, "")?.first("officeDocument").map(str::to_owned);
    let part = named.unwrap_or_else(|| "ppt/presentation.xml".to_owned());
    match () {
        () if part.starts_with("word/") => Err(say!("is a document of Word. Name a presentation")),
        () if part.starts_with("xl/") => Err(say!("is a workbook of Excel. Name a presentation")),
        () if archive.has(&part) => Ok(part),
        () if archive.has("content.xml") && archive.has("mimetype") => {
            Err(say!("is in the format OpenDocument. Save it as PowerPoint (.pptx) first"))
        }
        () => Err(say!("is an archive without slides. Name a presentation of PowerPoint (.pptx)")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_start_from_the_folder_of_their_part() {
        for (folder, target, part) in [
            ("ppt/slides", "../media/image1.png", "ppt/media/image1.png"),
            ("ppt", "slides/slide1.xml", "ppt/slides/slide1.xml"),
            ("ppt/slides", "/ppt/x.xml", "ppt/x.xml"),
            ("ppt", "../../../../etc/passwd", "etc/passwd"),
            ("", "ppt/presentation.xml", "ppt/presentation.xml"),
        ] {
            assert_eq!(joined(folder, target), part);
        }
    }
}
