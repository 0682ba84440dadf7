//! PowerPoint presentations for tests, with only those parts that the import reads.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use pupitre::import::pptx::pptx;
use pupitre::import::{Imported, Wanted};
use rawzip::{CompressionMethod, ZipArchiveWriter};

const SPACES: &str =
    "xmlns:a='a' xmlns:p='p' xmlns:r='r' xmlns:p14='p14' xmlns:mc='mc' xmlns:c='c' xmlns:dgm='dgm' xmlns:m='m'";

/// A ZIP archive of these files.
pub fn archive<T: AsRef<[u8]>>(files: &[(&str, T)]) -> Vec<u8> {
    let mut zip = ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in files {
        let file = zip
            .new_file(rawzip::path::EntryPath::verbatim(name.as_bytes()))
            .compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().expect("an entry");
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::best()));
        writer.write_all(bytes.as_ref()).expect("it is written");
        let (encoder, descriptor) = writer.finish().expect("it is written");
        encoder.finish().expect("it is written");
        entry.finish(descriptor).expect("it is written");
    }
    zip.finish().expect("an archive")
}

/// A builder of presentations.
#[derive(Default)]
pub struct Deck {
    parts: Vec<(String, Vec<u8>)>,
    slides: usize,
    /// Their names, and the number of slides before each.
    sections: Vec<(String, usize)>,
}

impl Deck {
    /// Adds a part unchanged.
    pub fn part(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.parts.push((name.to_owned(), content.as_ref().to_vec()));
        self
    }

    /// Adds a slide: its shapes, and the targets of its relations `r1`, `r2` …, each with its kind.
    pub fn slide(self, shapes: &str, relations: &[(&str, &str)]) -> Self {
        self.whole_slide("", shapes, "", relations)
    }

    /// The same with attributes of the slide, and with content after its shapes.
    pub fn whole_slide(mut self, attributes: &str, shapes: &str, behind: &str, relations: &[(&str, &str)]) -> Self {
        self.slides += 1;
        let number = self.slides;
        let one = |(index, (kind, target)): (usize, &(&str, &str))| {
            let mode = if target.contains(':') { " TargetMode='External'" } else { "" };
            format!("<Relationship Id='r{}' Type='t/{kind}' Target='{target}'{mode}/>", index + 1)
        };
        let relations: String = relations.iter().enumerate().map(one).collect();
        let slide =
            format!("<p:sld {SPACES} {attributes}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>{behind}</p:sld>");
        self.part(&format!("ppt/slides/slide{number}.xml"), slide).part(
            &format!("ppt/slides/_rels/slide{number}.xml.rels"),
            format!("<Relationships>{relations}</Relationships>"),
        )
    }

    /// Begins a section with the next slide.
    pub fn section(mut self, name: &str) -> Self {
        self.sections.push((name.to_owned(), self.slides));
        self
    }

    /// The sections, each with the ids of its slides.
    fn sections(&self) -> String {
        let ends = self.sections.iter().skip(1).map(|(_, first)| *first).chain([self.slides]);
        let one = |((name, first), end): (&(String, usize), usize)| {
            let ids: String = (*first..end).map(|at| format!("<p14:sldId id='{}'/>", 256 + at)).collect();
            format!("<p14:section name='{name}'><p14:sldIdLst>{ids}</p14:sldIdLst></p14:section>")
        };
        self.sections.iter().zip(ends).map(one).collect()
    }

    pub fn bytes(&self) -> Vec<u8> {
        let ids: String = (0..self.slides).map(|at| format!("<p:sldId id='{}' r:id='s{at}'/>", 256 + at)).collect();
        let relations: String = (0..self.slides)
            .map(|at| format!("<Relationship Id='s{at}' Type='t/slide' Target='slides/slide{}.xml'/>", at + 1))
            .collect();
        let presentation = format!(
            "<p:presentation {SPACES}><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx='1000' cy='1000'/>\
             <p:extLst><p14:sectionLst>{}</p14:sectionLst></p:extLst></p:presentation>",
            self.sections()
        );
        let mut parts = vec![
            ("ppt/presentation.xml".to_owned(), presentation.into_bytes()),
            (
                "ppt/_rels/presentation.xml.rels".to_owned(),
                format!("<Relationships>{relations}</Relationships>").into_bytes(),
            ),
        ];
        parts.extend(self.parts.iter().cloned());
        let parts: Vec<(&str, &Vec<u8>)> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes)).collect();
        archive(&parts)
    }

    /// Imports it, with the folder `media` for its pictures.
    pub fn imported(&self) -> Imported {
        let wanted = Wanted { media: Some("media".to_owned()), ..Wanted::default() };
        pptx("talk.pptx", &self.bytes(), &wanted).expect("it can be read")
    }
}

/// A paragraph of one run.
pub fn paragraph(words: &str) -> String {
    format!("<a:p><a:r><a:rPr lang='en-GB'/><a:t>{}</a:t></a:r></a:p>", escaped(words))
}

/// Text escaped for XML.
pub fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('\u{b}', "_x000B_")
}

pub fn title(words: &str) -> String {
    shape(1, "<p:ph type='title'/>", "", &paragraph(words))
}

/// The text of a slide: each paragraph is an item.
pub fn body(paragraphs: &str) -> String {
    let style = "<a:lstStyle><a:lvl1pPr><a:buChar/></a:lvl1pPr><a:lvl2pPr><a:buChar/></a:lvl2pPr></a:lstStyle>";
    shape(2, "<p:ph idx='1'/>", "", &format!("{style}{paragraphs}"))
}

/// A text box at a position: left, top, width, height. A slide is 1000 wide and high.
pub fn text_box(id: u32, (x, y, width, height): (u32, u32, u32, u32), paragraphs: &str) -> String {
    shape(id, "", &place("a", (x, y, width, height)), paragraphs)
}

/// A shape with an id, a placeholder, its position, and its text.
pub fn shape(id: u32, holder: &str, about: &str, text: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id='{id}' name='x'/><p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:spPr>{about}</p:spPr>\
         <p:txBody>{text}</p:txBody></p:sp>"
    )
}

/// The position of a shape.
pub fn place(space: &str, (x, y, width, height): (u32, u32, u32, u32)) -> String {
    format!("<{space}:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='{width}' cy='{height}'/></{space}:xfrm>")
}

/// A picture with a relation and a description.
pub fn picture(relation: &str, alt: &str, at: (u32, u32, u32, u32)) -> String {
    format!(
        "<p:pic><p:nvPicPr><p:cNvPr id='9' descr='{alt}'/><p:nvPr/></p:nvPicPr>\
         <p:blipFill><a:blip r:embed='{relation}'/></p:blipFill><p:spPr>{}</p:spPr></p:pic>",
        place("a", at)
    )
}

/// The content of a frame: a table, a chart, SmartArt.
pub fn frame(kind: &str, data: &str) -> String {
    format!(
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='8'/><p:nvPr/></p:nvGraphicFramePr>\
         <a:graphic><a:graphicData uri='x/{kind}'>{data}</a:graphicData></a:graphic></p:graphicFrame>"
    )
}

/// An arrow from one shape to another.
pub fn arrow(from: u32, to: u32) -> String {
    format!(
        "<p:cxnSp><p:nvCxnSpPr><p:cNvPr id='7'/><p:cNvCxnSpPr><a:stCxn id='{from}'/><a:endCxn id='{to}'/></p:cNvCxnSpPr>\
         </p:nvCxnSpPr><p:spPr><a:ln><a:tailEnd type='triangle'/></a:ln></p:spPr></p:cxnSp>"
    )
}

/// A PNG of one pixel.
pub const DOT: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155,
    85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175, 164, 113, 0, 0, 0, 0, 73, 69, 78, 68,
    174, 66, 96, 130,
];
