//! Text in a part of the package: paragraphs with runs, colors and links.

use crate::export::pptx::book::Book;
use crate::export::pptx::package::Relations;
use crate::export::pptx::shape::emu;
use crate::export::pptx::text::{INDENT, Mark, Paragraph};
use crate::export::pptx::xml::{Attribute, Xml, attribute};
use crate::page::{Ink, Link, Role};
use crate::text::{Align, Run};

/// The font of code. Programs without it use another monospaced font.
const MONO: &str = "Consolas";

/// How many levels of a text have bullets and sizes of their own. Deeper paragraphs set them themselves.
const LEVELS: u8 = 5;

/// Where font sizes are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// By the text, for each level: text that is added later has the same size.
    OfText,
    /// By each run, because cells of tables have no sizes.
    OfRuns,
}

/// The fonts of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Font {
    OfText,
    Mono,
    /// Some of its runs are code.
    Mixed,
}

/// Writes text into a part.
pub struct Pen<'a> {
    pub book: &'a Book<'a>,
    pub relations: Relations,
    /// Whether text has no colors and no links to slides, as in notes, which are printed.
    pub is_plain: bool,
}

impl<'a> Pen<'a> {
    pub fn new(book: &'a Book<'a>) -> Self {
        Self { book, relations: Relations::default(), is_plain: false }
    }

    /// Writes paragraphs at a size in points. Writes an empty one if there are none, because a text must have at least one.
    pub fn paragraphs(&mut self, paragraphs: &[Paragraph], size: f32, sizes: Sizes, xml: &mut Xml) {
        // In LibreOffice a run without a font takes that of the previous run, even from another paragraph.
        let has_code = paragraphs.iter().any(Paragraph::has_code);
        for (at, it) in paragraphs.iter().enumerate() {
            let font = if it.mono {
                Font::Mono
            } else if has_code {
                Font::Mixed
            } else {
                Font::OfText
            };
            self.paragraph(it, at == 0, (size, font), sizes, xml);
        }
        if paragraphs.is_empty() {
            xml.tag("a:p", &[], |xml| self.end(None, xml));
        }
    }

    fn paragraph(&mut self, it: &Paragraph, is_first: bool, (size, font): (f32, Font), sizes: Sizes, xml: &mut Xml) {
        let level = it.indent.saturating_sub(1);
        let own = sizes == Sizes::OfRuns || (it.share - 1.0).abs() > 0.001 || level >= LEVELS;
        let size_of = own.then_some(size * it.share);
        xml.tag("a:p", &[], |xml| {
            self.setting(it, is_first, size, xml);
            for run in it.runs.iter().filter(|run| !run.text.is_empty()) {
                for (line, words) in run.text.split('\n').enumerate() {
                    if line > 0 {
                        xml.tag("a:br", &[], |xml| self.look(run, font, size_of, "a:rPr", xml));
                    }
                    if !words.is_empty() {
                        xml.tag("a:r", &[], |xml| {
                            self.look(run, font, size_of, "a:rPr", xml);
                            xml.line("a:t", &[], words);
                        });
                    }
                }
            }
            self.end(size_of, xml);
        });
    }

    fn end(&self, size: Option<f32>, xml: &mut Xml) {
        let size = size.map(hundredths);
        let mut attributes: Vec<Attribute> = vec![("lang", &self.book.lang)];
        attributes.extend(size.iter().map(|size| attribute("sz", size)));
        xml.void("a:endParaRPr", &attributes);
    }

    /// The properties of a paragraph, with its bullet or number.
    fn setting(&self, it: &Paragraph, is_first: bool, size: f32, xml: &mut Xml) {
        let step = if it.mark == Mark::None { 0.0 } else { INDENT };
        let (left, indent) = (emu(f32::from(it.indent) * INDENT * size), emu(-step * size));
        let level = it.indent.saturating_sub(1).min(8);
        let align = align(it.align);
        let all: [Attribute; 4] = [("marL", &left), ("lvl", &level), ("indent", &indent), ("algn", &align)];
        xml.tag("a:pPr", &all, |xml| {
            let above = if is_first { 0 } else { hundredths(it.above * size) };
            xml.tag("a:spcBef", &[], |xml| xml.void("a:spcPts", &[("val", &above)]));
            match &it.mark {
                Mark::None => xml.void("a:buNone", &[]),
                Mark::Sign(sign) => {
                    self.color_of_mark(xml);
                    bullet(*sign, xml);
                }
                Mark::Number { start } => {
                    self.color_of_mark(xml);
                    xml.void("a:buFont", &[("typeface", &"+mj-lt")]);
                    let kind: Attribute = ("type", &"arabicPeriod");
                    let all = [kind, ("startAt", start)];
                    xml.void("a:buAutoNum", if *start == 1 { &all[..1] } else { &all });
                }
            }
        });
    }

    fn color_of_mark(&self, xml: &mut Xml) {
        if !self.is_plain {
            xml.tag("a:buClr", &[], |xml| self.book.palette.ink(Role::Accent, xml));
        }
    }

    /// The properties of a run, with its link.
    fn look(&mut self, run: &Run<Ink>, font: Font, size: Option<f32>, name: &'static str, xml: &mut Xml) {
        let (book, is_plain) = (self.book, self.is_plain);
        let style = run.style.style;
        let look = book.palette.theme().look(style);
        let size = size.map(hundredths);
        let mut attributes: Vec<Attribute> = vec![("lang", &book.lang)];
        attributes.extend(size.iter().map(|size| attribute("sz", size)));
        let signs: [(bool, Attribute); 4] = [
            (look.bold, ("b", &1)),
            (look.italic, ("i", &1)),
            (style.underline, ("u", &"sng")),
            (look.strike, ("strike", &"sngStrike")),
        ];
        attributes.extend(signs.into_iter().filter(|(is, _)| *is).map(|(_, attribute)| attribute));
        attributes.push(("dirty", &0));
        let link = self.link(run.style.link.as_ref());
        xml.tag(name, &attributes, |xml| {
            let is_known = matches!(style.role, Role::Text | Role::Code) && !book.palette.is_own();
            if !is_plain && !is_known {
                book.palette.fill(style.role, xml);
            }
            if !is_plain && font != Font::Mono && matches!(style.role, Role::Code | Role::Selected) {
                xml.tag("a:highlight", &[], |xml| book.palette.ground_color(style.role, xml));
            }
            if font == Font::Mono || style.role == Role::Code {
                xml.void("a:latin", &[("typeface", &MONO)]);
                xml.void("a:cs", &[("typeface", &MONO)]);
            } else if font == Font::Mixed {
                xml.void("a:latin", &[("typeface", &"+mn-lt")]);
                xml.void("a:cs", &[("typeface", &"+mn-cs")]);
            }
            if let Some((id, action, said)) = &link {
                let mut attributes: Vec<Attribute> = vec![("r:id", id)];
                attributes.extend(action.iter().map(|action| attribute("action", action)));
                attributes.extend(said.iter().map(|said| attribute("tooltip", said)));
                xml.void("a:hlinkClick", &attributes);
            }
        });
    }

    /// The relationship id, action and tooltip of a link. `None` if its target is not in the file.
    fn link(&mut self, link: Option<&Link>) -> Option<(String, Option<&'static str>, Option<String>)> {
        match link? {
            Link::Web { address, title } => {
                let said = title.as_deref().map(str::to_owned);
                Some((self.relations.to("hyperlink", address), None, said))
            }
            Link::Slide(id) if !self.is_plain => {
                let target = format!("slide{}.xml", self.book.page_of(id)?);
                Some((self.relations.to("slide", &target), Some("ppaction://hlinksldjump"), None))
            }
            Link::Slide(_) | Link::Note(_) => None,
        }
    }
}

/// The sizes and bullets of a text, by level.
pub fn levels(book: &Book, size: f32, xml: &mut Xml) {
    const NAMES: [&str; LEVELS as usize] = ["a:lvl1pPr", "a:lvl2pPr", "a:lvl3pPr", "a:lvl4pPr", "a:lvl5pPr"];
    for (level, name) in (1_u8..).zip(NAMES) {
        let (left, indent) = (emu(f32::from(level) * INDENT * size), emu(-INDENT * size));
        xml.tag(name, &[("marL", &left), ("indent", &indent), ("algn", &"l")], |xml| {
            xml.tag("a:buClr", &[], |xml| book.palette.ink(Role::Accent, xml));
            bullet(if level % 2 == 1 { '•' } else { '–' }, xml);
            xml.tag("a:defRPr", &[("sz", &hundredths(size))], |xml| {
                book.palette.fill(Role::Text, xml);
            });
        });
    }
}

fn bullet(sign: char, xml: &mut Xml) {
    xml.void("a:buFont", &[("typeface", &"Arial")]);
    xml.void("a:buChar", &[("char", &sign)]);
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "l",
        Align::Center => "ctr",
        Align::Right => "r",
    }
}

/// A size in hundredths of a point, at least one point for visible text.
fn hundredths(points: f32) -> i32 {
    let hundredths = (points * 100.0).round() as i32;
    if points > 0.0 { hundredths.clamp(100, 400_000) } else { 0 }
}
