//! PowerPoint presentations (ISO/IEC 29500, PresentationML): an archive of XML, from which text, pictures and figures are taken.
//!
//! The archive is opened with limits (`archive`), and its parts are found (`package`, `xml`). For each slide (`slide`) the shapes are collected
//! (`shapes`), completed from the layout (`sheet`, `frame`), written as Markdown (`text`, `words`, `table`, `chart`, `smart_art`, `graph`, `math`),
//! and sorted into reading order (`order`).

mod archive;
mod chart;
mod frame;
mod graph;
mod math;
mod order;
mod package;
mod shapes;
mod sheet;
mod slide;
mod smart_art;
mod table;
mod text;
mod words;
mod xml;

pub use archive::is_archive;

use std::collections::HashMap;

use crate::import::draft::{Head, Opens, Slide};
use crate::import::losses::Losses;
use crate::import::pptx::archive::Archive;
use crate::import::pptx::package::{Relations, presentation};
use crate::import::pptx::slide::Reader;
use crate::import::pptx::words::on_one_line;
use crate::import::pptx::xml::{Look, Node, parse};
use crate::import::{Import, Imported, Nothing, Program, Unit, Wanted, compose, files};
use crate::lang::{Message, say};
use crate::source::{Source, Span};

/// The largest presentation, in bytes.
pub const LARGEST: u64 = 256 << 20;

/// The most slides that are read.
const MOST_SLIDES: usize = 10_000;

/// Width and height of slides if the file does not tell, in EMU.
const USUAL_SIZE: (f64, f64) = (12_192_000.0, 6_858_000.0);

/// PowerPoint's names for the section that contains all slides until somebody adds sections.
const UNNAMED: [&str; 7] = [
    "Default Section",
    "Section par défaut",
    "Standardabschnitt",
    "Sección predeterminada",
    "Sezione predefinita",
    "Seção Padrão",
    "Standaardsectie",
];

/// Imports a presentation. Losses are reported by slide: each slide is a line of the deck's original.
///
/// # Errors
/// What is wrong with it, to be written after its name, and what to do, if it cannot be read or is too large.
pub fn pptx(name: &str, bytes: &[u8], wanted: &Wanted) -> Result<Imported, Message> {
    let mut archive = Archive::open(bytes)?;
    let part = presentation(&mut archive)?;
    let text = archive.text(&part)?.unwrap_or_default();
    let document = parse(&text, &part)?;
    let root = document.root_element();
    let relations = Relations::of(&mut archive, &part)?;
    let listed: Vec<(&str, &str)> = slides(root);
    if listed.len() > MOST_SLIDES {
        return Err(say!("has {count} slides, the limit is {most}", count = listed.len(), most = MOST_SLIDES));
    }
    let places: Vec<String> = (1..=listed.len().max(1)).map(|number| format!("slide {number}\n")).collect();
    let file = Source::new(name, &places.concat());
    let mut losses = Losses::default();
    let mut reader = Reader::new(&mut archive, &mut losses, wanted.media.as_deref(), size(root));
    let mut slides = Vec::new();
    let mut sections = Sections::of(root);
    let mut from = 0;
    for ((id, relation), line) in listed.iter().zip(&places) {
        let at = Span::new(from, from + line.len() - 1);
        from += line.len();
        let Some(part) = relations.part(relation) else { continue };
        let mut slide = reader.slide(part, at)?;
        sections.open(&mut slide, id);
        if slide.is_empty() {
            reader.losses.lost(say!("empty slides"), at);
        }
        slides.push(slide);
    }
    let Reader { langs, files, .. } = reader;
    losses.lost(say!("colors, fonts and positions: the deck uses a theme of its own"), Span::new(0, 0));
    let lang = langs.into_iter().max_by_key(|(lang, count)| (*count, lang.clone())).map(|(lang, _)| lang);
    let head = Head { lang: lang.or_else(|| usual_lang(root)), ..Head::default() };
    let count = slides.iter().filter(|slide| !slide.is_empty()).count();
    let import = Import { head, slides, losses, wanted, beside: &Nothing, read: Vec::new(), is_ours: true };
    let stem = files::last(name).rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let mut composed = compose::compose(import, &stem);
    composed.files.extend(files);
    Ok(Imported {
        program: Program { name: "powerpoint", title: "PowerPoint" },
        signs: say!("an archive with slides"),
        source: Source::traced(composed.text, file, "PowerPoint"),
        losses: composed.losses.sorted(),
        files: composed.files,
        read: Vec::new(),
        slides: count,
        unit: Unit::Slide,
    })
}

/// The slides in order: their ids, and their relationship ids.
fn slides(root: Node<'_>) -> Vec<(&str, &str)> {
    let list = root.child("sldIdLst").into_iter().flat_map(|list| list.children_of("sldId"));
    list.filter_map(|it| Some((it.get("id")?, it.relation("id")?))).collect()
}

/// Width and height of slides, in EMU.
fn size(root: Node) -> (f64, f64) {
    let about = root.child("sldSz");
    let number = |name: &str| about.and_then(|it| it.get(name)?.parse::<f64>().ok()).filter(|it| *it >= 1.0);
    number("cx").zip(number("cy")).unwrap_or(USUAL_SIZE)
}

fn usual_lang(root: Node) -> Option<String> {
    let lang = root.path(&["defaultTextStyle"])?.all("defRPr").find_map(|it| it.get("lang"))?;
    Some(lang.split('-').next()?.to_ascii_lowercase()).filter(|it| it.len() == 2)
}

/// The sections of the file, with their slides.
struct Sections {
    names: Vec<Option<String>>,
    of_slide: HashMap<String, usize>,
    /// The current section.
    open: Option<usize>,
}

impl Sections {
    fn of(root: Node) -> Self {
        let mut sections = Self { names: Vec::new(), of_slide: HashMap::new(), open: None };
        for section in root.all("sectionLst").flat_map(|list| list.children_of("section")) {
            let name = section.get("name").map(str::trim).filter(|name| !name.is_empty() && !UNNAMED.contains(name));
            let ids = section.children_of("sldIdLst").flat_map(|list| list.children_of("sldId"));
            sections.of_slide.extend(ids.filter_map(|it| Some((it.get("id")?.to_owned(), sections.names.len()))));
            sections.names.push(name.map(str::to_owned));
        }
        sections
    }

    /// Starts the section whose first slide this is. If the file has no sections, slides that look like section titles start one.
    fn open(&mut self, slide: &mut Slide, id: &str) {
        if self.names.iter().all(Option::is_none) {
            return;
        }
        slide.opens = Opens::Nothing;
        let section = self.of_slide.get(id).copied();
        if slide.hidden || slide.is_empty() || section.is_none() || section == self.open {
            return;
        }
        self.open = section;
        slide.opens = match section.and_then(|it| self.names[it].clone()) {
            Some(name) => Opens::Named(on_one_line(&name)),
            None => Opens::Nothing,
        };
    }
}
