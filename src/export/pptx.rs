//! A presentation for Office programs that can be edited there: titles, lists, tables, charts with their data, diagrams of shapes, pictures, notes,
//! sections and links, with the theme's colors as the file's color scheme.
//!
//! It is written part by part (ECMA-376), without a library. It contains no date: the same deck gives the same bytes. What appears step by step in
//! a show appears by clicks here.

mod book;
mod chart;
mod diagram;
mod flow;
mod grid;
mod master;
mod measure;
mod package;
mod palette;
mod pen;
mod pieces;
mod said;
mod shape;
mod sheet;
mod slide;
mod text;
mod timing;
mod wire;
mod workbook;
mod xml;
mod zip;

use crate::deck::Placed;
use crate::export::pptx::book::Book;
use crate::export::pptx::package::{MARK, Package, Relations};
use crate::export::pptx::shape::{SLIDE, emu};
use crate::export::pptx::slide::Leaf;
use crate::export::pptx::xml::{Attribute, Xml};
use crate::export::{Drawn, Files, Format, Job};

pub const FORMAT: Format = Format {
    name: "pptx",
    about: "a presentation to change in PowerPoint or LibreOffice",
    has_text: true,
    is_of_screen: false,
    has_scale: false,
    pictures: Drawn::Both,
    mark: Some(MARK),
    files: Files::One(file),
};

const PRESENTATION: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
const PROPERTIES: &str = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const SETTINGS: &str = "application/vnd.openxmlformats-officedocument.presentationml.presProps+xml";
const LOOKS: &str = "application/vnd.openxmlformats-officedocument.presentationml.viewProps+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.presentationml.tableStyles+xml";

/// The id of the first slide, by which sections refer to it (ECMA-376 part 1, 19.7.13).
const FIRST_ID: usize = 256;

/// The whole file.
fn file(job: &Job) -> Vec<u8> {
    let mut package = Package::default();
    let book = Book::new(job, &mut package);
    let has_planned = job.placed().any(|placed| !placed.section.appendix);
    let leaves: Vec<Leaf> = (1..)
        .zip(job.placed())
        .map(|(page, placed)| Leaf { placed, page, is_hidden: placed.section.appendix && has_planned })
        .collect();
    for leaf in &leaves {
        leaf.add(&book, &mut package);
        (job.progress)(leaf.page, leaves.len());
    }
    master::add(&book, &mut package);
    presentation(&book, &leaves, &mut package);
    let mut root = Relations::default();
    root.to("officeDocument", "ppt/presentation.xml");
    root.to("core", "docProps/core.xml");
    root.to("extended-properties", "docProps/app.xml");
    package.add("docProps/core.xml", CORE, core(&book), &Relations::default());
    let mut about = Xml::default();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    about.tag("Properties", &[("xmlns", &namespace)], |xml| xml.raw(MARK));
    package.finish(&root, ("docProps/app.xml", PROPERTIES, &about.file()))
}

/// The properties of the document.
fn core(book: &Book) -> Vec<u8> {
    let deck = book.job.deck;
    let mut xml = Xml::default();
    let all: [Attribute; 2] = [
        ("xmlns:cp", &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
    ];
    xml.tag("cp:coreProperties", &all, |xml| {
        xml.line("dc:title", &[], &deck.title);
        if let Some(subtitle) = &deck.subtitle {
            xml.line("dc:subject", &[], subtitle);
        }
        if let Some(author) = &deck.author {
            xml.line("dc:creator", &[], author);
        }
        xml.line("dc:language", &[], &book.lang.to_string());
    });
    xml.file()
}

/// The main part, which refers to all others.
fn presentation(book: &Book, leaves: &[Leaf], package: &mut Package) {
    let mut relations = Relations::default();
    let master = relations.to("slideMaster", "slideMasters/slideMaster1.xml");
    let notes = relations.to("notesMaster", "notesMasters/notesMaster1.xml");
    let slides: Vec<String> =
        leaves.iter().map(|leaf| relations.to("slide", &format!("slides/slide{}.xml", leaf.page))).collect();
    for (kind, target) in [
        ("presProps", "presProps.xml"),
        ("viewProps", "viewProps.xml"),
        ("theme", "theme/theme1.xml"),
        ("tableStyles", "tableStyles.xml"),
    ] {
        relations.to(kind, target);
    }
    let mut xml = Xml::default();
    let own: [Attribute; 1] = [("saveSubsetFonts", &1)];
    xml.tag("p:presentation", &[&master::NAMESPACES[..], &own[..]].concat(), |xml| {
        xml.tag("p:sldMasterIdLst", &[], |xml| {
            xml.void("p:sldMasterId", &[("id", &2_147_483_648_u32), ("r:id", &master)]);
        });
        xml.tag("p:notesMasterIdLst", &[], |xml| xml.void("p:notesMasterId", &[("r:id", &notes)]));
        xml.tag("p:sldIdLst", &[], |xml| {
            for (at, relation) in slides.iter().enumerate() {
                xml.void("p:sldId", &[("id", &(FIRST_ID + at)), ("r:id", relation)]);
            }
        });
        xml.void("p:sldSz", &[("cx", &emu(SLIDE.0)), ("cy", &emu(SLIDE.1))]);
        xml.raw("<p:notesSz cx=\"6858000\" cy=\"9144000\"/>");
        xml.tag("p:defaultTextStyle", &[], |xml| master::other_style(book, xml));
        xml.tag("p:extLst", &[], |xml| {
            xml.tag("p:ext", &[("uri", &"{521415D9-36F7-43E2-AB2F-B90AF26B5E84}")], |xml| sections(book, leaves, xml));
        });
    });
    package.add("ppt/presentation.xml", PRESENTATION, xml.file(), &relations);
    let none = Relations::default();
    let mut settings = Xml::default();
    settings.void("p:presentationPr", &master::NAMESPACES);
    package.add("ppt/presProps.xml", SETTINGS, settings.file(), &none);
    let mut looks = Xml::default();
    looks.void("p:viewPr", &master::NAMESPACES);
    package.add("ppt/viewProps.xml", LOOKS, looks.file(), &none);
    let mut styles = Xml::default();
    let default: Attribute = ("def", &"{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}");
    styles.void("a:tblStyleLst", &[master::NAMESPACES[0], default]);
    package.add("ppt/tableStyles.xml", STYLES, styles.file(), &none);
}

/// The sections with their slides ([MS-PPTX] 2.6.6, "sectionLst").
fn sections(book: &Book, leaves: &[Leaf], xml: &mut Xml) {
    let namespace = "http://schemas.microsoft.com/office/powerpoint/2010/main";
    xml.tag("p14:sectionLst", &[("xmlns:p14", &namespace)], |xml| {
        for (at, slides) in leaves.chunk_by(|one, other| index(one.placed) == index(other.placed)).enumerate() {
            let first = &slides[0];
            let name = match first.placed.section.title.trim() {
                "" => first.heading(book),
                title => title.to_owned(),
            };
            xml.tag("p14:section", &[("name", &name), ("id", &guid(&book.job.deck.title, at))], |xml| {
                xml.tag("p14:sldIdLst", &[], |xml| {
                    for leaf in slides {
                        xml.void("p14:sldId", &[("id", &(FIRST_ID + leaf.page - 1))]);
                    }
                });
            });
        }
    });
}

fn index(placed: Placed) -> usize {
    placed.section_index
}

/// An id that no other section has, and that is the same in each export.
fn guid(title: &str, section: usize) -> String {
    let hash = hmac_sha256::Hash::hash(format!("{section} {title}").as_bytes());
    let hex: String = hash[..16].iter().map(|byte| format!("{byte:02X}")).collect();
    format!("{{{}-{}-{}-{}-{}}}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests;
