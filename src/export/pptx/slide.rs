//! A slide of the file, and its notes.

use std::cell::RefCell;

use crate::block::meaning::Meaning;
use crate::block::{Body, Colors, Context};
use crate::deck::{Arrangement, Number, Placed};
use crate::export::pptx::book::Book;
use crate::export::pptx::master::{
    self, FOOT_SIZE, LOGO, Layout, NAMESPACES, SECTION, SMALL_LOGO, TITLE_AND_CONTENT, TITLE_ONLY, TITLE_SLIDE,
};
use crate::export::pptx::measure::LINE;
use crate::export::pptx::package::{Package, Relations};
use crate::export::pptx::pen::{Pen, Sizes};
use crate::export::pptx::pieces::{Gathering, Piece, Reasons};
use crate::export::pptx::said::{Said, Setting};
use crate::export::pptx::shape::{Area, Named};
use crate::export::pptx::sheet::Sheet;
use crate::export::pptx::text::Paragraph;
use crate::export::pptx::timing;
use crate::export::pptx::xml::{Attribute, Xml, attribute};
use crate::page::Role;

const SLIDE: &str = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml";
const NOTES: &str = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml";

/// The widths at which diagrams are laid out, in cells: for a slide, and for a part of one.
const WIDTHS: &[u16] = &[76, 40];

/// The least font size that is readable from the back of a room, in points.
const READABLE: f32 = 18.0;

/// The font size of notes, in points.
const NOTE: f32 = 12.0;

/// A slide of the file.
pub struct Leaf<'a> {
    pub placed: Placed<'a>,
    /// Its number in the file, from 1.
    pub page: usize,
    /// Whether it is hidden: shown only when jumped to.
    pub is_hidden: bool,
}

impl Leaf<'_> {
    /// Adds the slide to the package, with its notes.
    pub fn add(&self, book: &Book, package: &mut Package) {
        let colors = Colors::AtOnce;
        let (deck, slide) = (book.job.deck, self.placed.slide);
        let context = deck.context_on(slide, &deck.context(book.job.assets, &colors)).drawing(WIDTHS);
        let context = Context { interface: book.job.words, ..context };
        let meaning = slide.meaning(&context);
        book.palette.wear(slide.look_number());
        book.lang.speak(deck.lang_of(slide));
        let mut sheet = Sheet::new(book, package);
        let has_place = matches!(slide.layout, Arrangement::Top | Arrangement::Center);
        sheet.has_body = !has_place;
        let mut shapes = Xml::default();
        let (layout, aside) = self.shapes(&mut sheet, &meaning, &mut shapes);
        let target = format!("../slideLayouts/slideLayout{}.xml", layout.number);
        sheet.pen.relations.to("slideLayout", &target);
        let notes = self.notes(book, &context, aside);
        if notes.is_some() {
            sheet.pen.relations.to("notesSlide", &format!("../notesSlides/notesSlide{}.xml", self.page));
        }
        let mut xml = Xml::default();
        let mut attributes = NAMESPACES.to_vec();
        attributes.extend(self.is_hidden.then(|| attribute("show", &0)));
        // The bar of the layout has the color of the other slides.
        attributes.extend(book.palette.is_own().then(|| attribute("showMasterSp", &0)));
        let shapes = shapes.piece();
        xml.tag("p:sld", &attributes, |xml| {
            xml.tag("p:cSld", &[], |xml| {
                if book.palette.is_own() {
                    ground(book, xml);
                }
                master::tree(xml, |xml| xml.written(&shapes));
            });
            xml.tag("p:clrMapOvr", &[], |xml| match book.palette.is_own() {
                true => book.palette.mapping(xml),
                false => xml.raw("<a:masterClrMapping/>"),
            });
            timing::write(&sheet.appearing, xml);
        });
        book.palette.wear(0);
        book.lang.speak(None);
        let relations = std::mem::take(&mut sheet.pen.relations);
        package.add(&format!("ppt/slides/slide{}.xml", self.page), SLIDE, xml.file(), &relations);
        if let Some((notes, relations)) = notes {
            package.add(&format!("ppt/notesSlides/notesSlide{}.xml", self.page), NOTES, notes, &relations);
        }
    }

    /// The pieces of the slide, what is left for its notes, and the font size. If all explanations of answers would make the text too small, some
    /// are left out.
    fn gathered<'m>(&self, sheet: &Sheet, meaning: &'m Meaning, area: Area) -> (Vec<Piece<'m>>, Vec<Paragraph>, f32) {
        let book = sheet.book();
        let with = |reasons| {
            let gathering = Gathering {
                words: &book.job.words.html,
                has_picture: &|file| book.media.contains_key(file),
                is_centered: self.placed.slide.layout == Arrangement::Center,
                reasons,
                aside: RefCell::default(),
            };
            let pieces = gathering.pieces(meaning);
            let size = sheet.size_for(&pieces, area);
            (pieces, gathering.aside.into_inner(), size)
        };
        let mut best = with(Reasons::All);
        for fewer in [Reasons::Right, Reasons::None] {
            if best.2 >= READABLE {
                break;
            }
            let other = with(fewer);
            if other.2 > best.2 {
                best = other;
            }
        }
        best
    }

    /// Writes all shapes in reading order. Returns the layout, and what is left for the notes.
    fn shapes(&self, sheet: &mut Sheet, meaning: &Meaning, xml: &mut Xml) -> (Layout, Vec<Paragraph>) {
        let book = sheet.book();
        let slide = self.placed.slide;
        let layout = match slide.layout {
            Arrangement::Title => TITLE_SLIDE,
            Arrangement::Section => SECTION,
            Arrangement::Top | Arrangement::Center => TITLE_AND_CONTENT,
        };
        if book.palette.is_own() {
            master::decoration(book, sheet.id(), layout.bar(), xml);
        }
        self.title(sheet, &layout, xml);
        let below = book.job.deck.below(slide);
        if !below.is_empty() {
            let place: (&str, &[Attribute]) = ("Subtitle", &[("type", &"subTitle"), ("idx", &1)]);
            placeholder(sheet, place, &below.join("\n"), (Role::Muted, None), xml);
        }
        let (pieces, aside, size) = self.gathered(sheet, meaning, layout.body);
        sheet.stack(&pieces, layout.body, size, slide.layout == Arrangement::Center, xml);
        self.feet(sheet, xml);
        self.logo(sheet, if slide.layout == Arrangement::Title { LOGO } else { SMALL_LOGO }, xml);
        let layout = match slide.layout {
            Arrangement::Top | Arrangement::Center if !sheet.has_body => TITLE_ONLY,
            _ => layout,
        };
        (layout, aside)
    }

    /// The title of the slide, or its number if it has none.
    pub fn heading(&self, book: &Book) -> String {
        match self.placed.slide.title.as_deref().map(str::trim) {
            Some(title) if !title.is_empty() => title.to_owned(),
            _ => format!("{} {}", book.job.words.html.slide, self.placed.number),
        }
    }

    fn title(&self, sheet: &mut Sheet, layout: &Layout, xml: &mut Xml) {
        let title = self.heading(sheet.book());
        let measured = Paragraph::of(title.as_str(), Role::Title, 0);
        let area = layout.title;
        let measured = measured.measured(&sheet.book().measure);
        // Less the default margins of a text.
        let (width, height) = (area.width - 14.4, area.height - 7.2);
        let fits = |size: &f32| measured.lines(width / size) as f32 * size * LINE * 0.95 <= height;
        let size = (0..15).map(|step| layout.title_size * (1.0 - 0.06 * step as f32)).find(fits).unwrap_or(6.0);
        let size = (size < layout.title_size).then_some(size);
        let kind = if layout.number == TITLE_SLIDE.number { "ctrTitle" } else { "title" };
        placeholder(sheet, ("Title", &[("type", &kind)]), &title, (Role::Title, size), xml);
    }

    /// The logo of the deck, at the right end of an area. It is said once, on title slides.
    fn logo(&self, sheet: &mut Sheet, area: Area, xml: &mut Xml) {
        let book = sheet.book();
        let Some(logo) = &book.job.deck.logo else { return };
        let Some(medium) = book.media.get(&*logo.file) else { return };
        let share = (area.width / medium.size.0).min(area.height / medium.size.1);
        let (width, height) = (medium.size.0 * share, medium.size.1 * share);
        let place = Area { x: area.x + area.width - width, width, ..area.middle(width, height) };
        let relation = sheet.pen.relations.to("image", &medium.target);
        let named = if area == LOGO { Named::showing("Logo", &logo.alt) } else { Named::decoration("Logo") };
        sheet.picture(named, place, &relation, 0, xml);
    }

    /// The title of the section, the footer of the deck, and the number of the slide. A title slide has only the footer.
    fn feet(&self, sheet: &mut Sheet, xml: &mut Xml) {
        let deck = sheet.book().job.deck;
        let is_title = self.placed.slide.layout == Arrangement::Title;
        let words = match is_title {
            true => deck.footer.as_deref().unwrap_or_default().trim().to_owned(),
            false => deck.foot(self.placed.section),
        };
        if !words.is_empty() {
            foot(sheet, ("Footer", "ftr", 11), "l", (&words, false), xml);
        }
        if is_title {
            return;
        }
        // A number that matches the program's own count is written as a field, so that it stays right when slides are added.
        let number = self.placed.number;
        let is_counted = number == Number::Slide(self.page);
        foot(sheet, ("Number", "sldNum", 12), "r", (&number.to_string(), is_counted), xml);
    }

    /// The notes of the slide, with what it has no room for, and their relationships. `None` if there are none, or none are requested.
    fn notes(&self, book: &Book, context: &Context, aside: Vec<Paragraph>) -> Option<(Vec<u8>, Relations)> {
        let (job, slide) = (book.job, self.placed.slide);
        let wanted =
            [(job.notes, job.words.notes_title, &slide.notes), (job.lessons, job.words.lesson_title, &slide.lesson)];
        let wanted: Vec<(&str, &Body)> = wanted
            .into_iter()
            .filter(|(wanted, _, body)| *wanted && !body.is_empty())
            .map(|(_, title, body)| (title, body))
            .collect();
        let mut said = Said::default();
        for (title, body) in &wanted {
            if wanted.len() > 1 {
                said.line(title, Role::Strong, 0, Setting::TEXT);
            }
            said.meaning(&body.meaning(context), Setting::TEXT);
        }
        said.paragraphs.extend(aside);
        if said.paragraphs.is_empty() {
            return None;
        }
        let mut pen = Pen::new(book);
        pen.is_plain = true;
        pen.relations.to("notesMaster", "../notesMasters/notesMaster1.xml");
        pen.relations.to("slide", &format!("../slides/slide{}.xml", self.page));
        let mut xml = Xml::default();
        xml.tag("p:notes", &NAMESPACES, |xml| {
            xml.tag("p:cSld", &[], |xml| {
                master::tree(xml, |xml| {
                    xml.tag("p:sp", &[], |xml| {
                        xml.tag("p:nvSpPr", &[], |xml| {
                            Named::new("Slide").write(2, xml);
                            xml.raw("<p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr>");
                            xml.raw("<p:nvPr><p:ph type=\"sldImg\"/></p:nvPr>");
                        });
                        xml.raw("<p:spPr/>");
                    });
                    xml.tag("p:sp", &[], |xml| {
                        head(("Notes", &[("type", &"body"), ("idx", &1)]), 3, xml);
                        xml.raw("<p:spPr/>");
                        xml.tag("p:txBody", &[], |xml| {
                            xml.raw("<a:bodyPr/><a:lstStyle/>");
                            pen.paragraphs(&said.paragraphs, NOTE, Sizes::OfText, xml);
                        });
                    });
                });
            });
            xml.raw("<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>");
        });
        Some((xml.file(), pen.relations))
    }
}

fn head((name, place): (&str, &[Attribute]), id: u32, xml: &mut Xml) {
    xml.tag("p:nvSpPr", &[], |xml| {
        Named::new(name).write(id, xml);
        xml.raw("<p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>");
        xml.tag("p:nvPr", &[], |xml| xml.void("p:ph", place));
    });
}

/// The background of a slide that has a look of its own.
fn ground(book: &Book, xml: &mut Xml) {
    xml.tag("p:bg", &[], |xml| {
        xml.tag("p:bgPr", &[], |xml| {
            book.palette.ground(Role::Text, xml);
            xml.raw("<a:effectLst/>");
        });
    });
}

/// Text in a placeholder of the layout, in its font size or a smaller one. Each line is a paragraph. On a slide with a look of its own the
/// text has the color of a role.
fn placeholder(
    sheet: &mut Sheet,
    place: (&str, &[Attribute]),
    words: &str,
    (role, size): (Role, Option<f32>),
    xml: &mut Xml,
) {
    let id = sheet.id();
    let book = sheet.book();
    let lang = &book.lang;
    let size = size.map(|size| (size * 100.0).round() as i32);
    xml.tag("p:sp", &[], |xml| {
        head(place, id, xml);
        xml.raw("<p:spPr/>");
        xml.tag("p:txBody", &[], |xml| {
            xml.raw("<a:bodyPr/><a:lstStyle/>");
            for line in words.split('\n') {
                xml.tag("a:p", &[], |xml| {
                    xml.tag("a:r", &[], |xml| {
                        let mut attributes: Vec<Attribute> = vec![("lang", lang)];
                        attributes.extend(size.iter().map(|size| attribute("sz", size)));
                        match book.palette.is_own() {
                            true => xml.tag("a:rPr", &attributes, |xml| book.palette.fill(role, xml)),
                            false => xml.void("a:rPr", &attributes),
                        }
                        xml.line("a:t", &[], line);
                    });
                });
            }
        });
    });
}

/// Text at the foot of a slide, which may be the number field. Its properties are repeated from the layout, because LibreOffice does not inherit
/// them.
fn foot(
    sheet: &mut Sheet,
    (name, kind, index): (&str, &'static str, u8),
    align: &str,
    (words, is_counted): (&str, bool),
    xml: &mut Xml,
) {
    let id = sheet.id();
    let book = sheet.book();
    xml.tag("p:sp", &[], |xml| {
        let place: [Attribute; 3] = [("type", &kind), ("sz", &"quarter"), ("idx", &index)];
        head((name, &place), id, xml);
        xml.raw("<p:spPr/>");
        xml.tag("p:txBody", &[], |xml| {
            xml.raw("<a:bodyPr/><a:lstStyle/>");
            xml.tag("a:p", &[], |xml| {
                xml.void("a:pPr", &[("algn", &align)]);
                let field: [Attribute; 2] = [("id", &"{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"), ("type", &"slidenum")];
                let run = if is_counted { ("a:fld", &field[..]) } else { ("a:r", &[][..]) };
                xml.tag(run.0, run.1, |xml| {
                    xml.tag("a:rPr", &[("lang", &book.lang), ("sz", &FOOT_SIZE)], |xml| {
                        book.palette.fill(Role::Muted, xml);
                        xml.void("a:latin", &[("typeface", &"+mn-lt")]);
                    });
                    xml.line("a:t", &[], words);
                });
            });
        });
    });
}
