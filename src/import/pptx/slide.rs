//! Turns one slide of a presentation into parts of a slide of ours.

use std::collections::HashMap;
use std::io::Cursor;
use std::rc::Rc;

use crate::import::NewFile;
use crate::import::draft::{Layout, Opens, Part, Slide, When};
use crate::import::files::{last, written};
use crate::import::losses::Losses;
use crate::import::pptx::archive::Archive;
use crate::import::pptx::chart;
use crate::import::pptx::frame::Frame;
use crate::import::pptx::graph;
use crate::import::pptx::order::{Band, Item, bands};
use crate::import::pptx::package::Relations;
use crate::import::pptx::shapes::{Found, Shape, Thing, shapes};
use crate::import::pptx::sheet::{Holder, Levels, Mark, Sheet};
use crate::import::pptx::smart_art;
use crate::import::pptx::text::{Paragraph, markdown, paragraphs, plain};
use crate::import::pptx::words::{escaped, on_one_line};
use crate::import::pptx::xml::{Look, Node, parse};
use crate::lang::{Message, noun, say};
use crate::picture;
use crate::source::{Span, Traced};
use crate::text::basic_string;

/// Reads slides.
pub struct Reader<'a, 'b> {
    pub archive: &'a mut Archive<'b>,
    pub losses: &'a mut Losses,
    /// The folder for pictures. `None` if no files are written.
    pub media: Option<&'a str>,
    /// Width and height of slides, in EMU.
    pub size: (f64, f64),
    sheets: HashMap<String, Rc<Sheet>>,
    /// The pictures to write.
    pub files: Vec<NewFile>,
    /// The file name beside the deck of each picture in the archive.
    pictures: HashMap<String, String>,
    /// How many letters there are in each language.
    pub langs: HashMap<String, usize>,
}

/// The slide that is being read.
struct Place<'s> {
    slide: &'s mut Slide,
    relations: &'s Relations,
}

impl<'a, 'b> Reader<'a, 'b> {
    pub fn new(archive: &'a mut Archive<'b>, losses: &'a mut Losses, media: Option<&'a str>, size: (f64, f64)) -> Self {
        let (sheets, pictures, langs) = Default::default();
        Self { archive, losses, media, size, sheets, files: Vec::new(), pictures, langs }
    }

    /// Reads a slide; losses are reported at `at`.
    ///
    /// # Errors
    /// If one of its parts cannot be read, or is too large.
    pub fn slide(&mut self, part: &str, at: Span) -> Result<Slide, Message> {
        let mut slide = Slide { key: Some(last(part).to_owned()), ..Slide::at(at) };
        let Some(text) = self.archive.text(part)? else { return Ok(slide) };
        let document = parse(&text, part)?;
        let root = document.root_element();
        let relations = Relations::of(self.archive, part)?;
        let sheet = self.sheet(&relations)?;
        self.count_languages(root);
        slide.hidden = root.switch("show") == Some(false);
        match sheet.kind.as_str() {
            "title" => slide.layout = Layout::Title,
            "secHead" => (slide.layout, slide.opens) = (Layout::Section, Opens::Own),
            _ => {}
        }
        let mut found = root.path(&["cSld", "spTree"]).map(|tree| shapes(tree, &sheet, &relations)).unwrap_or_default();
        self.tell(root, &relations, &found, at);
        slide.items = self.comes_by_items(root, &found, at);
        title(&mut found.shapes, &mut slide, self.size);
        let mut place = Place { slide: &mut slide, relations: &relations };
        let mut items = Vec::new();
        if let Some((frame, markdown)) = graph::drawn(&mut found.shapes) {
            items.push(Item { frame, markdown, ..Item::default() });
        }
        for shape in found.shapes {
            items.extend(self.item(shape, &mut place)?);
        }
        put(bands(items), &mut slide);
        if let Some(notes) = relations.first("notesSlide") {
            self.notes(notes, &mut slide)?;
        }
        Ok(slide)
    }

    fn sheet(&mut self, relations: &Relations) -> Result<Rc<Sheet>, Message> {
        let Some(part) = relations.first("slideLayout") else { return Ok(Rc::default()) };
        if let Some(known) = self.sheets.get(part) {
            return Ok(known.clone());
        }
        let sheet = Rc::new(Sheet::read(self.archive, part)?);
        self.sheets.insert(part.to_owned(), sheet.clone());
        Ok(sheet)
    }

    fn count_languages(&mut self, root: Node) {
        for run in root.all("r") {
            let lang = run.child("rPr").and_then(|it| it.get("lang")).unwrap_or_default();
            let lang = lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
            if lang.len() == 2 {
                *self.langs.entry(lang).or_default() += run.child("t").map_or(0, |it| it.words().chars().count());
            }
        }
    }

    /// Reports what is lost or changed on a slide.
    fn tell(&mut self, root: Node, relations: &Relations, found: &Found, at: Span) {
        found.lost.iter().for_each(|what| self.losses.lost(Message::noun(what), at));
        found.changed.iter().for_each(|what| self.losses.changed(Message::noun(what), at));
        let is_action = |it: &Node| {
            let action = it.get("action").unwrap_or_default();
            ["program", "macro", "hlinkshowjump", "customshow", "ole"].iter().any(|name| action.contains(name))
        };
        root.all("hlinkClick")
            .filter(is_action)
            .for_each(|_| self.losses.lost(say!("actions of buttons and shapes"), at));
        for (is_there, what) in [
            (root.has("transition"), noun!("transitions")),
            (root.path(&["cSld", "bg"]).is_some_and(|it| it.has("blip")), noun!("pictures in the background")),
            (relations.of_kind("comments").next().is_some(), noun!("comments of reviewers")),
        ] {
            if is_there {
                self.losses.lost(Message::noun(what), at);
            }
        }
        if root.has("oMath") {
            self.losses.changed(say!("formulas are shown as they are typed, on one line"), at);
        }
    }

    /// Whether a list on the slide appears item by item. Its other animations are lost.
    fn comes_by_items(&mut self, root: Node, found: &Found, at: Span) -> bool {
        let Some(timing) = root.child("timing") else { return false };
        let is_list = |id: &str| {
            let marks = |it: &Paragraph| it.mark != Mark::Nothing;
            found.shapes.iter().any(|it| it.id == id && matches!(&it.thing, Thing::Text(all) if all.iter().any(marks)))
        };
        let built: Vec<&str> = timing
            .all("bldP")
            .filter(|it| it.get("build") == Some("p"))
            .filter_map(|it| it.get("spid"))
            .filter(|id| is_list(id))
            .collect();
        let is_other = |effect: Node| {
            let class = effect.get("presetClass").unwrap_or_default();
            let target = effect.all("spTgt").next().and_then(|it| it.get("spid")).unwrap_or_default();
            matches!(class, "entr" | "emph" | "exit" | "path") && !(class == "entr" && built.contains(&target))
        };
        if timing.all("cTn").any(is_other) {
            self.losses.lost(say!("animations"), at);
        }
        !built.is_empty()
    }

    /// A shape in Markdown. `None` if it cannot be shown.
    fn item(&mut self, shape: Shape, place: &mut Place) -> Result<Option<Item>, Message> {
        let at = place.slide.at;
        let Shape { frame, is_free, thing, .. } = shape;
        let of = |markdown: String| Some(Item { frame, markdown, ..Item::default() });
        Ok(match thing {
            Thing::Title(all) | Thing::Text(all) => {
                let markdown = markdown(&all);
                let is_short = markdown.trim().chars().count() <= LONGEST_FRAGMENT && !markdown.trim().contains('\n');
                let is_item = all.iter().any(|it| it.mark != Mark::Nothing);
                let is_fragment = is_free && is_short && !is_item && place.slide.layout == Layout::Top;
                Some(Item { frame, markdown, alone: None, is_fragment })
            }
            Thing::Table(table) => of(table),
            Thing::Picture { relation, alt, decorative } => self.picture(&relation, &alt, decorative, frame, place)?,
            Thing::Chart { relation, alt } => self.chart(&relation, &alt, place)?.and_then(of),
            Thing::SmartArt { relation, alt } => self.smart_art(&relation, &alt, place)?.and_then(of),
            Thing::Film { address } => {
                self.losses.lost(say!("videos and sounds"), at);
                address.map(|address| format!("[{}]({})", on_one_line(&address), written(&address))).and_then(of)
            }
            Thing::Arrow(_) => {
                self.losses.lost(say!("lines and arrows that join no boxes"), at);
                None
            }
            Thing::Object(name) => {
                self.losses.todo(say!("objects of other programs"), at);
                place.slide.todo(say!("put a picture in place of the object ({name})", name));
                None
            }
        })
    }

    fn picture(
        &mut self,
        relation: &str,
        alt: &str,
        decorative: bool,
        frame: Option<Frame>,
        place: &mut Place,
    ) -> Result<Option<Item>, Message> {
        let at = place.slide.at;
        let words = without_remarks(alt);
        let of = |markdown: String, alone: Option<String>| Some(Item { frame, markdown, alone, is_fragment: false });
        let only_words = || of(escaped(&words), None).filter(|it| !it.markdown.is_empty());
        let part = place.relations.part(relation).filter(|part| self.archive.has(part));
        let Some(part) = part else {
            self.losses.lost(say!("pictures that are not in the file"), at);
            return Ok(only_words());
        };
        let Some(file) = self.file(part, at)? else {
            let name = last(part);
            match self.media {
                Some(_) => {
                    self.losses.todo(say!("pictures in formats that cannot be shown (EMF, WMF, TIFF)"), at);
                    place.slide.todo(say!("save {name} as a PNG beside the deck", name));
                }
                None => {
                    self.losses.todo(say!("pictures in the file"), at);
                    place.slide.todo(say!("`pupitre import` with `-o` writes the picture beside the deck"));
                }
            }
            return Ok(only_words());
        };
        if decorative {
            return Ok(of(format!("```image file={} decorative=true\n```\n", basic_string(&file)), None));
        }
        if is_poor(alt) && !words.is_empty() {
            self.losses.todo(say!("picture descriptions written by a program"), at);
            place.slide.todo(say!("say what {name} shows", name = last(&file)));
        }
        let image = format!("![{}]({})", on_one_line(&words), written(&file));
        let share = frame.map_or(100.0, |it| (it.width / self.size.0 * 100.0).round());
        let alone = (share < NARROW).then(|| format!("{image}{{width={}%}}", share.max(LEAST_SHARE)));
        Ok(of(image, alone))
    }

    /// The file name beside the deck for a picture. `None` if it cannot be shown, or no files are written.
    fn file(&mut self, part: &str, at: Span) -> Result<Option<String>, Message> {
        let Some(media) = self.media else { return Ok(None) };
        if let Some(known) = self.pictures.get(part) {
            return Ok(Some(known.clone()));
        }
        let bytes = self.archive.picture(part)?.unwrap_or_default();
        let Some(ending) = picture::ending(&bytes).filter(|_| picture::measure(Cursor::new(&bytes)).is_ok()) else {
            return Ok(None);
        };
        // Its own name is not used, because some systems might not allow it.
        let name = format!("{media}/image{}.{ending}", self.files.len() + 1);
        self.losses.changed(say!("pictures are written beside the deck"), at);
        self.pictures.insert(part.to_owned(), name.clone());
        self.files.push(NewFile { name: name.clone(), bytes });
        Ok(Some(name))
    }

    fn chart(&mut self, relation: &str, alt: &str, place: &mut Place) -> Result<Option<String>, Message> {
        let at = place.slide.at;
        let part = place.relations.part(relation).unwrap_or_default().to_owned();
        let text = self.archive.text(&part)?.unwrap_or_else(|| "<none/>".to_owned());
        let document = parse(&text, &part)?;
        let Some(chart) = chart::read(document.root_element()) else {
            self.losses.todo(say!("charts without values"), at);
            place.slide.todo(say!("draw the chart again"));
            return Ok(Some(escaped(alt)).filter(|it| !it.is_empty()));
        };
        if let Some(changed) = chart.changed {
            self.losses.changed(Message::noun(changed), at);
        }
        if is_poor(alt) && !chart.is_table {
            self.losses.todo(say!("charts without a description"), at);
            place.slide.todo(say!("say what the chart shows"));
        }
        let alt = Some(alt).filter(|it| !is_poor(it)).or(Some(chart.name.as_str()).filter(|it| !it.is_empty()));
        Ok(Some(chart.markdown(alt.unwrap_or("A chart"))))
    }

    fn smart_art(&mut self, relation: &str, alt: &str, place: &mut Place) -> Result<Option<String>, Message> {
        let at = place.slide.at;
        let part = place.relations.part(relation).unwrap_or_default().to_owned();
        let text = self.archive.text(&part)?.unwrap_or_else(|| "<none/>".to_owned());
        let document = parse(&text, &part)?;
        let root = document.root_element();
        let relations = Relations::of(self.archive, &part)?;
        if root.has("blip") {
            self.losses.lost(say!("pictures in SmartArt"), at);
        }
        let Some(art) = smart_art::read(root, &relations) else {
            self.losses.todo(say!("SmartArt without words"), at);
            place.slide.todo(say!("put a picture in place of the SmartArt"));
            return Ok(Some(escaped(alt)).filter(|it| !it.is_empty()));
        };
        self.losses
            .changed(if art.is_list { say!("SmartArt became lists") } else { say!("SmartArt became diagrams") }, at);
        Ok(Some(art.markdown))
    }

    fn notes(&mut self, part: &str, slide: &mut Slide) -> Result<(), Message> {
        let Some(text) = self.archive.text(part)? else { return Ok(()) };
        let document = parse(&text, part)?;
        let relations = Relations::of(self.archive, part)?;
        for shape in document.root_element().all("sp") {
            let is_notes = Holder::of(shape).is_some_and(|it| it.kind == "body");
            if let Some(body) = shape.child("txBody").filter(|_| is_notes) {
                let all = paragraphs(body, &Levels::default(), &relations);
                slide.note(&Traced::instead(&markdown(&all), slide.at));
            }
        }
        Ok(())
    }
}

/// A picture that takes less of the slide's width than this, in percent, keeps its share.
const NARROW: f64 = 50.0;

/// The least share of a picture, in percent: a terminal has few cells.
const LEAST_SHARE: f64 = 20.0;

/// The longest text that counts as a few words in a box, in characters.
const LONGEST_FRAGMENT: usize = 60;

/// The longest text that can be a title without being marked as one, in characters.
const LONGEST_TITLE: usize = 80;

/// If no shape is the title, a text in this top share of the slide is, unless other text is larger.
const TOP: f64 = 0.3;

/// Removes the title from the shapes.
fn title(shapes: &mut Vec<Shape>, slide: &mut Slide, size: (f64, f64)) {
    let held = shapes.iter().position(|it| matches!(it.thing, Thing::Title(_)));
    let Some(index) = held.or_else(|| looks_like_title(shapes, size)) else { return };
    if let Thing::Title(all) | Thing::Text(all) = shapes.remove(index).thing {
        slide.title = Some(Traced::instead(&on_one_line(&plain(&all)), slide.at));
    }
}

fn looks_like_title(shapes: &[Shape], (_, height): (f64, f64)) -> Option<usize> {
    let letters = |shape: &Shape| match &shape.thing {
        Thing::Text(all) => all.iter().filter_map(|it| it.size).max().unwrap_or(0),
        _ => 0,
    };
    let top = |shape: &Shape| shape.frame.map_or(f64::MAX, |it| it.y);
    let (index, first) = shapes.iter().enumerate().min_by(|(_, one), (_, other)| top(one).total_cmp(&top(other)))?;
    let Thing::Text(all) = &first.thing else { return None };
    let shown: Vec<&Paragraph> = all.iter().filter(|it| !it.words().trim().is_empty()).collect();
    let is_line =
        matches!(shown[..], [one] if one.mark == Mark::Nothing && one.words().chars().count() <= LONGEST_TITLE);
    let is_on_top = first.frame.is_some_and(|it| it.y + it.height / 2.0 < height * TOP);
    let is_large = shapes.iter().all(|it| letters(it) <= letters(first));
    (is_line && is_on_top && is_large && shapes.len() > 1).then_some(index)
}

/// Adds the content of a slide.
fn put(bands: Vec<Band>, slide: &mut Slide) {
    let at = slide.at;
    for band in bands {
        match band {
            Band::Columns(columns) if slide.layout == Layout::Top => {
                let even = 100 / columns.len() as u16;
                let is_even = columns.iter().all(|(share, _)| share.abs_diff(even) <= 5);
                let widths = if is_even { Vec::new() } else { columns.iter().map(|(share, _)| *share).collect() };
                let columns = columns.iter().map(|(_, text)| Traced::instead(&format!("{text}\n"), at)).collect();
                slide.parts.push(Part::Columns { widths, columns, when: When::Same });
            }
            Band::Columns(columns) => columns.iter().for_each(|(_, text)| add(slide, text)),
            Band::Text(text) => add(slide, &text),
        }
    }
}

fn add(slide: &mut Slide, text: &str) {
    slide.text(&Traced::instead(&format!("\n{text}\n"), slide.at));
}

/// What programs add to the descriptions that they write, in lower case.
const REMARKS: [&str; 6] = [
    "description automatically generated",
    "description générée automatiquement",
    "ai-generated content may be incorrect",
    "le contenu généré par l’ia peut être incorrect",
    "le contenu généré par l'ia peut être incorrect",
    "automatisch generierte beschreibung",
];

/// The start of descriptions that nobody wrote, in lower case.
const BEGINNINGS: [&str; 6] = [
    "image result for",
    "résultat de recherche d",
    "related image",
    "http",
    "a picture containing",
    "une image contenant",
];

/// Whether a description is missing, or was written by a program.
fn is_poor(alt: &str) -> bool {
    let plain = alt.trim().to_lowercase();
    let ends = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".emf", ".wmf", ".tif", ".tiff", ".bmp"];
    plain.is_empty()
        || ends.iter().any(|ending| plain.ends_with(ending))
        || BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning))
        || REMARKS.iter().any(|remark| plain.contains(remark))
}

/// A description without what programs add to it.
fn without_remarks(alt: &str) -> String {
    let lower = alt.to_lowercase();
    let end = REMARKS.iter().filter_map(|remark| lower.find(remark)).min().unwrap_or(alt.len());
    // In lower case a text may have more or fewer bytes.
    alt.get(..end).unwrap_or(alt).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_that_a_program_wrote_are_known() {
        assert!(is_poor("") && is_poor("IMG_12.JPG") && is_poor("Image result for ferry"));
        let alt = "A ferry at a pier Description automatically generated with high confidence";
        assert!(is_poor(alt));
        assert_eq!(without_remarks(alt), "A ferry at a pier");
        assert!(!is_poor("A ferry at the old pier"));
    }
}
