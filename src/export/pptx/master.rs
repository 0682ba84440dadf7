//! What all slides have in common: the theme, the master with its layouts, the notes master.

use crate::export::pptx::book::Book;
use crate::export::pptx::package::{Package, Relations};
use crate::export::pptx::pen::levels;
use crate::export::pptx::shape::{Area, Named, SLIDE};
use crate::export::pptx::sheet::geometry;
use crate::export::pptx::xml::{Attribute, Xml};
use crate::page::Role;

/// The XML namespaces of parts with shapes.
pub const NAMESPACES: [Attribute; 3] = [
    ("xmlns:a", &"http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:r", &"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:p", &"http://schemas.openxmlformats.org/presentationml/2006/main"),
];

/// The font size of a text if it has room, in points.
pub const BODY: f32 = 24.0;

const MASTER: &str = "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml";
const LAYOUT: &str = "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml";
const NOTES: &str = "application/vnd.openxmlformats-officedocument.presentationml.notesMaster+xml";
const THEME: &str = "application/vnd.openxmlformats-officedocument.theme+xml";

/// The mapping from the colors of slides to those of the scheme.
const COLORS: &str = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
    accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>";

/// A layout: what it is for, and the places on it.
pub struct Layout {
    /// Its number, from 1.
    pub number: usize,
    name: &'static str,
    kind: &'static str,
    title_kind: &'static str,
    pub title: Area,
    /// In points.
    pub title_size: f32,
    /// The place below the title, with its type. `None` if the layout has none.
    below: Option<(&'static str, Area)>,
    /// The place of a slide's content.
    pub body: Area,
}

const LEFT: f32 = 48.0;
const WIDE: f32 = SLIDE.0 - 2.0 * LEFT;
const INNER: f32 = 96.0;
const INNER_WIDE: f32 = SLIDE.0 - 2.0 * INNER;

const TITLE: Area = Area::new(LEFT, 26.0, WIDE, 66.0);
const CONTENT: Area = Area::new(LEFT, 118.0, WIDE, 380.0);

pub const TITLE_SLIDE: Layout = Layout {
    number: 1,
    name: "Title Slide",
    kind: "title",
    title_kind: "ctrTitle",
    title: Area::new(INNER, 84.0, INNER_WIDE, 110.0),
    title_size: 40.0,
    below: Some(("subTitle", SUBTITLE)),
    body: Area::new(INNER, 272.0, INNER_WIDE, 226.0),
};

pub const SUBTITLE: Area = Area::new(INNER, 216.0, INNER_WIDE, 40.0);

pub const TITLE_AND_CONTENT: Layout = Layout {
    number: 2,
    name: "Title and Content",
    kind: "obj",
    title_kind: "title",
    title: TITLE,
    title_size: 32.0,
    below: Some(("", CONTENT)),
    body: CONTENT,
};

pub const SECTION: Layout = Layout {
    number: 3,
    name: "Section Header",
    kind: "secHead",
    title_kind: "title",
    title: Area::new(INNER, 110.0, INNER_WIDE, 110.0),
    title_size: 40.0,
    below: None,
    body: Area::new(INNER, 256.0, INNER_WIDE, 230.0),
};

pub const TITLE_ONLY: Layout =
    Layout { number: 4, name: "Title Only", kind: "titleOnly", below: None, ..TITLE_AND_CONTENT };

const LAYOUTS: [Layout; 4] = [TITLE_SLIDE, TITLE_AND_CONTENT, SECTION, TITLE_ONLY];

/// The places of the section's title and of the slide number at the foot.
const FOOTER: Area = Area::new(LEFT, 508.0, WIDE - 120.0, 20.0);
const NUMBER: Area = Area::new(SLIDE.0 - LEFT - 110.0, 508.0, 110.0, 20.0);

/// The places of the logo: above the title of the deck, and at the foot of slides, before the number.
pub const LOGO: Area = Area::new(INNER + INNER_WIDE - 220.0, 22.0, 220.0, 54.0);
pub const SMALL_LOGO: Area = Area::new(NUMBER.x, 509.0, 62.0, 18.0);

impl Layout {
    /// The bar under the title.
    pub fn bar(&self) -> Area {
        Area::new(self.title.x, self.title.y + self.title.height + 5.0, 64.0, 3.0)
    }
}

/// Adds all of it to the package.
pub fn add(book: &Book, package: &mut Package) {
    let none = Relations::default();
    let mut relations = Relations::default();
    for layout in &LAYOUTS {
        relations.to("slideLayout", &format!("../slideLayouts/slideLayout{}.xml", layout.number));
        let mut to_master = Relations::default();
        to_master.to("slideMaster", "../slideMasters/slideMaster1.xml");
        let name = format!("ppt/slideLayouts/slideLayout{}.xml", layout.number);
        package.add(&name, LAYOUT, layout_file(book, layout), &to_master);
    }
    relations.to("theme", "../theme/theme1.xml");
    package.add("ppt/slideMasters/slideMaster1.xml", MASTER, master(book), &relations);
    let mut scheme = Xml::default();
    book.palette.scheme(&mut scheme);
    package.add("ppt/theme/theme1.xml", THEME, theme(&book.job.theme.title, &scheme.piece()), &none);
    let mut to_theme = Relations::default();
    to_theme.to("theme", "../theme/theme2.xml");
    let mut notes = Xml::default();
    notes.tag("p:notesMaster", &NAMESPACES, |xml| xml.raw(include_str!("parts/notes-master.xml").trim_ascii_end()));
    package.add("ppt/notesMasters/notesMaster1.xml", NOTES, notes.file(), &to_theme);
    package.add("ppt/theme/theme2.xml", THEME, theme("Paper", include_str!("parts/paper.xml").trim_end()), &none);
}

/// A theme; its color scheme is already written.
fn theme(name: &str, scheme: &str) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.tag("a:theme", &[NAMESPACES[0], ("name", &name)], |xml| {
        xml.tag("a:themeElements", &[], |xml| {
            xml.written(scheme);
            xml.raw(include_str!("parts/theme-end.xml").trim_ascii_end());
        });
    });
    xml.file()
}

fn master(book: &Book) -> Vec<u8> {
    let mut xml = Xml::default();
    xml.tag("p:sldMaster", &NAMESPACES, |xml| {
        xml.tag("p:cSld", &[], |xml| {
            xml.raw(
                "<p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>",
            );
            tree(xml, |xml| {
                place((2, "Title", "type", "title"), TITLE, "b", xml);
                place((3, "Text", "type", "body"), CONTENT, "t", xml);
                feet(book, xml);
            });
        });
        xml.raw(COLORS);
        xml.tag("p:sldLayoutIdLst", &[], |xml| {
            for layout in &LAYOUTS {
                let (id, relation) = (2_147_483_648_u32 + layout.number as u32, format!("rId{}", layout.number));
                xml.void("p:sldLayoutId", &[("id", &id), ("r:id", &relation)]);
            }
        });
        xml.tag("p:txStyles", &[], |xml| {
            xml.tag("p:titleStyle", &[], |xml| title_style(book, xml));
            xml.tag("p:bodyStyle", &[], |xml| levels(book, BODY, xml));
            xml.tag("p:otherStyle", &[], |xml| other_style(book, xml));
        });
    });
    xml.file()
}

/// The default text style.
pub fn other_style(book: &Book, xml: &mut Xml) {
    xml.tag("a:defPPr", &[], |xml| xml.void("a:defRPr", &[("lang", &book.lang)]));
    xml.tag("a:lvl1pPr", &[("marL", &0), ("algn", &"l")], |xml| {
        xml.tag("a:defRPr", &[("sz", &1800)], |xml| {
            book.palette.fill(Role::Text, xml);
            xml.raw("<a:latin typeface=\"+mn-lt\"/><a:ea typeface=\"+mn-ea\"/><a:cs typeface=\"+mn-cs\"/>");
        });
    });
}

fn title_style(book: &Book, xml: &mut Xml) {
    xml.tag("a:lvl1pPr", &[("algn", &"l")], |xml| {
        xml.raw("<a:lnSpc><a:spcPct val=\"95000\"/></a:lnSpc><a:spcBef><a:spcPts val=\"0\"/></a:spcBef><a:buNone/>");
        let size = (TITLE_AND_CONTENT.title_size * 100.0) as i32;
        let bold = u8::from(book.job.theme.look(Role::Title.into()).bold);
        xml.tag("a:defRPr", &[("sz", &size), ("b", &bold)], |xml| {
            book.palette.fill(Role::Title, xml);
            xml.raw("<a:latin typeface=\"+mj-lt\"/><a:ea typeface=\"+mj-ea\"/><a:cs typeface=\"+mj-cs\"/>");
        });
    });
}

fn layout_file(book: &Book, layout: &Layout) -> Vec<u8> {
    let mut xml = Xml::default();
    let own: [Attribute; 2] = [("type", &layout.kind), ("preserve", &1)];
    let all = [&NAMESPACES[..], &own[..]].concat();
    xml.tag("p:sldLayout", &all, |xml| {
        xml.tag("p:cSld", &[("name", &layout.name)], |xml| {
            tree(xml, |xml| {
                let title = Title { kind: layout.title_kind, size: layout.title_size };
                title.place(layout.title, xml);
                match layout.below {
                    Some(("", area)) => place((3, "Content", "idx", "1"), area, "t", xml),
                    Some((kind, area)) => subtitle(book, kind, area, xml),
                    None => {}
                }
                feet(book, xml);
                decoration(book, 9, layout.bar(), xml);
            });
        });
        xml.raw("<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>");
    });
    xml.file()
}

/// The tree of all shapes of a slide, a layout or a master.
pub fn tree(xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    xml.tag("p:spTree", &[], |xml| {
        xml.raw("<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>");
        inside(xml);
    });
}

/// The place of a title in a layout, with its font size.
struct Title {
    kind: &'static str,
    size: f32,
}

impl Title {
    fn place(&self, area: Area, xml: &mut Xml) {
        xml.tag("p:sp", &[], |xml| {
            head((2, "Title", &[("type", &self.kind)]), xml);
            xml.tag("p:spPr", &[], |xml| xml.tag("a:xfrm", &[], |xml| area.place(xml)));
            xml.tag("p:txBody", &[], |xml| {
                xml.raw("<a:bodyPr anchor=\"b\"/>");
                xml.tag("a:lstStyle", &[], |xml| {
                    let size = (self.size * 100.0) as i32;
                    xml.tag("a:lvl1pPr", &[("algn", &"l")], |xml| xml.void("a:defRPr", &[("sz", &size)]));
                });
                xml.raw("<a:p><a:endParaRPr lang=\"en-US\"/></a:p>");
            });
        });
    }
}

fn head((id, name, place): (u32, &str, &[Attribute]), xml: &mut Xml) {
    xml.tag("p:nvSpPr", &[], |xml| {
        Named::new(name).write(id, xml);
        xml.raw("<p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>");
        xml.tag("p:nvPr", &[], |xml| xml.void("p:ph", place));
    });
}

/// A placeholder for text, by type or index.
fn place((id, name, by, which): (u32, &str, &'static str, &str), area: Area, anchor: &str, xml: &mut Xml) {
    xml.tag("p:sp", &[], |xml| {
        let of_body: [Attribute; 2] = [(by, &which), ("idx", &1)];
        head((id, name, if which == "body" { &of_body[..] } else { &of_body[..1] }), xml);
        xml.tag("p:spPr", &[], |xml| {
            xml.tag("a:xfrm", &[], |xml| area.place(xml));
            geometry(0, xml);
        });
        xml.tag("p:txBody", &[], |xml| {
            let all: [Attribute; 5] = [("lIns", &0), ("tIns", &0), ("rIns", &0), ("bIns", &0), ("anchor", &anchor)];
            xml.tag("a:bodyPr", &all, |xml| xml.void("a:normAutofit", &[]));
            xml.raw("<a:lstStyle/><a:p><a:endParaRPr lang=\"en-US\"/></a:p>");
        });
    });
}

fn subtitle(book: &Book, kind: &'static str, area: Area, xml: &mut Xml) {
    xml.tag("p:sp", &[], |xml| {
        head((3, "Subtitle", &[("type", &kind), ("idx", &1)]), xml);
        xml.tag("p:spPr", &[], |xml| {
            xml.tag("a:xfrm", &[], |xml| area.place(xml));
            geometry(0, xml);
        });
        xml.tag("p:txBody", &[], |xml| {
            xml.raw("<a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"><a:normAutofit/></a:bodyPr>");
            xml.tag("a:lstStyle", &[], |xml| {
                xml.tag("a:lvl1pPr", &[("marL", &0), ("indent", &0), ("algn", &"l")], |xml| {
                    xml.raw("<a:buNone/>");
                    xml.tag("a:defRPr", &[("sz", &2400)], |xml| book.palette.fill(Role::Muted, xml));
                });
            });
            xml.raw("<a:p><a:endParaRPr lang=\"en-US\"/></a:p>");
        });
    });
}

/// The font size at the foot of slides, in hundredths of a point.
pub const FOOT_SIZE: i32 = 1200;

/// The placeholders at the foot: the section's title, and the number.
fn feet(book: &Book, xml: &mut Xml) {
    for (id, name, kind, number, area, align) in
        [(4, "Footer", "ftr", 11, FOOTER, "l"), (5, "Number", "sldNum", 12, NUMBER, "r")]
    {
        xml.tag("p:sp", &[], |xml| {
            head((id, name, &[("type", &kind), ("sz", &"quarter"), ("idx", &number)]), xml);
            xml.tag("p:spPr", &[], |xml| {
                xml.tag("a:xfrm", &[], |xml| area.place(xml));
                geometry(0, xml);
            });
            xml.tag("p:txBody", &[], |xml| {
                xml.raw("<a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\"/>");
                xml.tag("a:lstStyle", &[], |xml| {
                    xml.tag("a:lvl1pPr", &[("algn", &align)], |xml| {
                        xml.tag("a:defRPr", &[("sz", &FOOT_SIZE)], |xml| book.palette.fill(Role::Muted, xml));
                    });
                });
                xml.raw("<a:p><a:endParaRPr lang=\"en-US\"/></a:p>");
            });
        });
    }
}

/// An area in the accent color, without meaning.
pub fn decoration(book: &Book, id: u32, area: Area, xml: &mut Xml) {
    xml.tag("p:sp", &[], |xml| {
        xml.tag("p:nvSpPr", &[], |xml| {
            Named::decoration("Bar").write(id, xml);
            xml.raw("<p:cNvSpPr/><p:nvPr userDrawn=\"1\"/>");
        });
        xml.tag("p:spPr", &[], |xml| {
            xml.tag("a:xfrm", &[], |xml| area.place(xml));
            geometry(0, xml);
            book.palette.fill(Role::Accent, xml);
            xml.raw("<a:ln><a:noFill/></a:ln>");
        });
    });
}
