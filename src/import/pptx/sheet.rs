//! What a slide inherits from its layout and master: the places of placeholders, and which of their paragraphs are list items.

use crate::import::pptx::archive::Archive;
use crate::import::pptx::frame::Frame;
use crate::import::pptx::package::Relations;
use crate::import::pptx::xml::{Look, Node, parse};
use crate::lang::Message;

/// How many levels of paragraphs there are.
pub const LEVELS: usize = 9;

/// The mark before a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Nothing,
    Bullet,
    /// A number, counted from this one.
    Number(usize),
}

/// The properties of paragraphs of a level. `None` is inherited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    pub mark: Option<Mark>,
    /// Whether the font is monospaced, as for code.
    pub mono: Option<bool>,
}

impl Level {
    /// The properties in a `pPr` or a similar element.
    pub fn of(about: Node) -> Self {
        let number = |it: Node| it.get("startAt").and_then(|it| it.parse().ok()).unwrap_or(1);
        let mark = about.children().find_map(|it| match it.tag_name().name() {
            "buNone" => Some(Mark::Nothing),
            "buChar" | "buBlip" => Some(Mark::Bullet),
            "buAutoNum" => Some(Mark::Number(number(it))),
            _ => None,
        });
        Self { mark, mono: about.child("defRPr").and_then(is_mono) }
    }

    /// This, completed with what it inherits from `above`.
    pub fn or(self, above: Self) -> Self {
        Self { mark: self.mark.or(above.mark), mono: self.mono.or(above.mono) }
    }
}

/// Parts of the names of monospaced fonts.
const MONO: [&str; 14] = [
    "mono", "courier", "consol", "code", "menlo", "monaco", "inconsolata", "andale", "typewriter", "terminal", "fixed",
    "hack", "iosevka", "fira mono",
];

/// Whether the font of a run or a level is monospaced. `None` if it names no font.
pub fn is_mono(about: Node) -> Option<bool> {
    let font = about.child("latin")?.get("typeface")?.to_lowercase();
    Some(MONO.iter().any(|word| font.contains(word)))
}

/// The properties of each level.
pub type Levels = [Level; LEVELS];

/// The levels of a list style, completed with what they inherit.
pub fn levels(style: Option<Node>, above: &Levels) -> Levels {
    const NAMES: [&str; LEVELS] =
        ["lvl1pPr", "lvl2pPr", "lvl3pPr", "lvl4pPr", "lvl5pPr", "lvl6pPr", "lvl7pPr", "lvl8pPr", "lvl9pPr"];
    let Some(style) = style else { return *above };
    let mut levels = *above;
    for (level, name) in levels.iter_mut().zip(NAMES) {
        *level = style.child(name).map(Level::of).unwrap_or_default().or(*level);
    }
    levels
}

/// The placeholder properties of a shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    pub kind: String,
    index: Option<String>,
}

impl Holder {
    /// The placeholder properties of a shape of any kind.
    pub fn of(shape: Node) -> Option<Self> {
        let about = shape.children().find(|it| it.has_children() && it.tag_name().name().starts_with("nv"))?;
        let holder = about.path(&["nvPr", "ph"])?;
        Some(Self { kind: holder.get("type").unwrap_or("obj").to_owned(), index: holder.get("idx").map(str::to_owned) })
    }

    pub fn is_title(&self) -> bool {
        matches!(self.kind.as_str(), "title" | "ctrTitle")
    }

    /// Whether it is at the edge of each slide: its number, the date, a footer.
    pub fn is_edge(&self) -> bool {
        matches!(self.kind.as_str(), "dt" | "ftr" | "sldNum" | "hdr" | "sldImg")
    }

    /// The type of the matching placeholder in a master.
    fn family(&self) -> &str {
        match self.kind.as_str() {
            "title" | "ctrTitle" => "title",
            kind @ ("dt" | "ftr" | "sldNum") => kind,
            _ => "body",
        }
    }
}

/// A placeholder of a layout or a master.
struct Place {
    holder: Holder,
    frame: Option<Frame>,
    levels: Levels,
}

fn places(tree: Option<Node>, above: impl Fn(&Holder) -> Levels) -> Vec<Place> {
    let shapes = tree.into_iter().flat_map(|tree| tree.children().filter(Node::is_element));
    let place = |shape: Node| {
        let holder = Holder::of(shape)?;
        let frame = shape.path(&["spPr", "xfrm"]).and_then(Frame::of);
        let levels = levels(shape.path(&["txBody", "lstStyle"]), &above(&holder));
        Some(Place { holder, frame, levels })
    };
    shapes.filter_map(place).collect()
}

/// A layout with its master.
#[derive(Default)]
pub struct Sheet {
    /// Its type: `title`, `secHead`, `twoObj`. Empty if it has none.
    pub kind: String,
    layout: Vec<Place>,
    master: Vec<Place>,
    body: Levels,
}

impl Sheet {
    /// Reads a layout and its master.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn read(archive: &mut Archive, part: &str) -> Result<Self, Message> {
        let Some(text) = archive.text(part)? else { return Ok(Self::default()) };
        let relations = Relations::of(archive, part)?;
        let master = match relations.first("slideMaster") {
            Some(master) => archive.text(master)?,
            None => None,
        };
        let mut sheet = Self::default();
        if let Some(master) = &master {
            let document = parse(master, relations.first("slideMaster").unwrap_or_default())?;
            let root = document.root_element();
            sheet.body = levels(root.path(&["txStyles", "bodyStyle"]), &Levels::default());
            let body = sheet.body;
            sheet.master = places(root.path(&["cSld", "spTree"]), |holder| match holder.family() {
                "body" => body,
                _ => Levels::default(),
            });
        }
        let document = parse(&text, part)?;
        let root = document.root_element();
        sheet.kind = root.get("type").unwrap_or_default().to_owned();
        sheet.layout = places(root.path(&["cSld", "spTree"]), |holder| sheet.of_master(holder));
        Ok(sheet)
    }

    fn of_master(&self, holder: &Holder) -> Levels {
        let found = self.master.iter().find(|it| it.holder.family() == holder.family());
        found.map_or(if holder.family() == "body" { self.body } else { Levels::default() }, |it| it.levels)
    }

    /// The placeholder of the layout that matches one on a slide.
    fn place(&self, holder: &Holder) -> Option<&Place> {
        let by_index = self.layout.iter().find(|it| it.holder.index.is_some() && it.holder.index == holder.index);
        by_index
            .or_else(|| self.layout.iter().find(|it| it.holder.kind == holder.kind))
            .or_else(|| self.layout.iter().find(|it| holder.is_title() && it.holder.is_title()))
    }

    /// The paragraph properties of a placeholder.
    pub fn levels(&self, holder: &Holder) -> Levels {
        self.place(holder).map_or_else(|| self.of_master(holder), |it| it.levels)
    }

    /// The place of a placeholder that does not set it itself.
    pub fn frame(&self, holder: &Holder) -> Option<Frame> {
        let of_master = || self.master.iter().find(|it| it.holder.family() == holder.family())?.frame;
        self.place(holder).and_then(|it| it.frame).or_else(of_master)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_overrides_those_above() {
        let xml = "<s><lvl1pPr><buNone/></lvl1pPr><lvl2pPr><buAutoNum startAt='3'/><defRPr><latin typeface='Courier New'/></defRPr></lvl2pPr></s>";
        let document = parse(xml, "x").unwrap();
        let mut above = Levels::default();
        above[0].mark = Some(Mark::Bullet);
        above[2].mark = Some(Mark::Bullet);
        let found = levels(Some(document.root_element()), &above);
        assert_eq!(found[0].mark, Some(Mark::Nothing));
        assert_eq!((found[1].mark, found[1].mono), (Some(Mark::Number(3)), Some(true)));
        assert_eq!(found[2].mark, Some(Mark::Bullet));
    }
}
