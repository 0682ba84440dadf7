//! A slide that is being written: its shapes with their ids, and the steps at which they appear.

use crate::export::pptx::book::Book;
use crate::export::pptx::package::Package;
use crate::export::pptx::pen::{Pen, Sizes, levels};
use crate::export::pptx::shape::{Area, Named, emu};
use crate::export::pptx::text::Paragraph;
use crate::export::pptx::timing::Appearing;
use crate::export::pptx::xml::{Attribute, Xml};
use crate::page::Role;

/// A slide that is being written.
pub struct Sheet<'a> {
    pub pen: Pen<'a>,
    pub package: &'a mut Package,
    pub appearing: Vec<Appearing>,
    /// The id of the last shape.
    last: u32,
    /// Whether the layout's placeholder for text is used already.
    pub has_body: bool,
}

/// The background of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Behind {
    pub ground: Option<Role>,
    pub line: Option<Role>,
    /// The radius of its corners, in thousandths of the shorter side.
    pub round: u32,
    pub margin: f32,
    /// Whether the text is centered vertically.
    pub is_middle: bool,
}

/// A text to draw.
pub struct Text<'t> {
    pub named: Named<'t>,
    pub area: Area,
    pub paragraphs: &'t [Paragraph],
    pub size: f32,
    pub behind: Behind,
}

impl<'a> Sheet<'a> {
    pub fn new(book: &'a Book<'a>, package: &'a mut Package) -> Self {
        // The group of all shapes has the first id.
        Self { pen: Pen::new(book), package, appearing: Vec::new(), last: 1, has_body: false }
    }

    pub fn book(&self) -> &'a Book<'a> {
        self.pen.book
    }

    /// An id that no other shape of the slide has.
    pub fn id(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    /// Notes the step at which a shape appears.
    pub fn appears(&mut self, shape: u32, step: u16, is_text: bool) {
        if step > 0 {
            self.appearing.push(Appearing { shape, step, paragraph: None, is_text });
        }
    }

    /// Writes a text in a box.
    pub fn text(&mut self, text: &Text, xml: &mut Xml) -> u32 {
        let id = self.id();
        let book = self.book();
        let Behind { ground, line, round, margin, is_middle } = text.behind;
        // A text uses the layout's placeholder if it is free, so that programs recognize it as the text of the slide.
        let is_body = text.behind == Behind::default() && !std::mem::replace(&mut self.has_body, true);
        xml.tag("p:sp", &[], |xml| {
            xml.tag("p:nvSpPr", &[], |xml| {
                text.named.write(id, xml);
                if is_body {
                    xml.raw("<p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph idx=\"1\"/></p:nvPr>");
                } else {
                    xml.raw("<p:cNvSpPr txBox=\"1\"/><p:nvPr/>");
                }
            });
            xml.tag("p:spPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| text.area.place(xml));
                geometry(round, xml);
                match ground {
                    Some(role) => book.palette.ground(role, xml),
                    None => xml.void("a:noFill", &[]),
                }
                if let Some(role) = line {
                    book.palette.outline(role, 1.0, xml);
                }
            });
            xml.tag("p:txBody", &[], |xml| {
                let [margin, none] = [emu(margin), 0];
                let anchor = if is_middle { "ctr" } else { "t" };
                let all: [Attribute; 7] = [
                    ("wrap", &"square"),
                    ("lIns", &margin),
                    ("tIns", if ground.is_some() || line.is_some() { &margin } else { &none }),
                    ("rIns", if ground.is_some() || line.is_some() { &margin } else { &none }),
                    ("bIns", if ground.is_some() || line.is_some() { &margin } else { &none }),
                    ("rtlCol", &0),
                    ("anchor", &anchor),
                ];
                xml.tag("a:bodyPr", &all, |xml| xml.void("a:normAutofit", &[]));
                xml.tag("a:lstStyle", &[], |xml| levels(book, text.size, xml));
                self.pen.paragraphs(text.paragraphs, text.size, Sizes::OfText, xml);
            });
        });
        self.appears_with(id, text.paragraphs);
        id
    }

    /// Notes the steps at which the paragraphs of a text appear.
    fn appears_with(&mut self, shape: u32, paragraphs: &[Paragraph]) {
        let first = paragraphs.first().map_or(0, |it| it.step);
        if paragraphs.iter().all(|it| it.step == first) {
            return self.appears(shape, first, true);
        }
        for (at, it) in (0..).zip(paragraphs).filter(|(_, it)| it.step > 0) {
            self.appearing.push(Appearing { shape, step: it.step, paragraph: Some(at), is_text: true });
        }
    }

    /// Writes an area of one color, without meaning.
    pub fn bar(&mut self, area: Area, role: Role, step: u16, xml: &mut Xml) {
        let id = self.id();
        let book = self.book();
        xml.tag("p:sp", &[], |xml| {
            xml.tag("p:nvSpPr", &[], |xml| {
                Named::decoration("Bar").write(id, xml);
                xml.raw("<p:cNvSpPr/><p:nvPr/>");
            });
            xml.tag("p:spPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| area.place(xml));
                geometry(0, xml);
                book.palette.fill(role, xml);
                xml.raw("<a:ln><a:noFill/></a:ln>");
            });
        });
        self.appears(id, step, true);
    }

    /// Writes a frame for something other than text: a table, a chart.
    pub fn graphic(
        &mut self,
        named: Named,
        area: Area,
        step: u16,
        xml: &mut Xml,
        inside: impl FnOnce(&mut Self, &mut Xml),
    ) {
        let id = self.id();
        xml.tag("p:graphicFrame", &[], |xml| {
            xml.tag("p:nvGraphicFramePr", &[], |xml| {
                named.write(id, xml);
                xml.raw("<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/>");
            });
            xml.tag("p:xfrm", &[], |xml| area.place(xml));
            xml.tag("a:graphic", &[], |xml| inside(self, xml));
        });
        self.appears(id, step, false);
    }

    /// Writes a picture; `relation` is its relationship id.
    pub fn picture(&mut self, named: Named, area: Area, relation: &str, step: u16, xml: &mut Xml) {
        let id = self.id();
        xml.tag("p:pic", &[], |xml| {
            xml.tag("p:nvPicPr", &[], |xml| {
                named.write(id, xml);
                xml.raw("<p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/>");
            });
            xml.tag("p:blipFill", &[], |xml| {
                xml.void("a:blip", &[("r:embed", &relation)]);
                xml.raw("<a:stretch><a:fillRect/></a:stretch>");
            });
            xml.tag("p:spPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| area.place(xml));
                geometry(0, xml);
            });
        });
        self.appears(id, step, false);
    }
}

/// A rectangle, optionally with round corners.
pub fn geometry(round: u32, xml: &mut Xml) {
    let form = if round > 0 { "roundRect" } else { "rect" };
    xml.tag("a:prstGeom", &[("prst", &form)], |xml| {
        xml.tag("a:avLst", &[], |xml| {
            if round > 0 {
                let value = format!("val {}", round * 100);
                xml.void("a:gd", &[("name", &"adj"), ("fmla", &value)]);
            }
        });
    });
}
