//! Places on a slide, in points, and the properties that all shapes have.

use crate::export::pptx::xml::Xml;

/// The size of a slide: 16 to 9.
pub const SLIDE: (f32, f32) = (960.0, 540.0);

/// A place on a slide, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// Points in the unit of the format, 1/914,400 of an inch (ECMA-376 part 1, 20.1.10.16).
pub fn emu(points: f32) -> i64 {
    (f64::from(points) * 12_700.0).round() as i64
}

impl Area {
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// An area of this size in its middle, limited to its own size.
    pub fn middle(self, width: f32, height: f32) -> Self {
        let (width, height) = (width.min(self.width), height.min(self.height));
        Self { x: self.x + (self.width - width) / 2.0, y: self.y + (self.height - height) / 2.0, width, height }
    }

    /// Its place as `a:off` and `a:ext`, kept on the slide.
    pub fn place(self, xml: &mut Xml) {
        let [x, y, width, height] = self.units();
        xml.void("a:off", &[("x", &x), ("y", &y)]);
        xml.void("a:ext", &[("cx", &width), ("cy", &height)]);
    }

    /// In the unit of the format: left, top, width and height.
    pub fn units(self) -> [i64; 4] {
        let within = |from: f32, long: f32, all: f32| {
            let from = from.clamp(0.0, all - 1.0);
            (emu(from), emu(long.clamp(0.0, all - from)))
        };
        let (x, width) = within(self.x, self.width, SLIDE.0);
        let (y, height) = within(self.y, self.height, SLIDE.1);
        [x, y, width, height]
    }
}

/// The name of a shape, and its description.
#[derive(Clone, Copy, Default)]
pub struct Named<'a> {
    pub name: &'a str,
    pub alt: Option<&'a str>,
    /// Whether it has no meaning.
    pub is_decoration: bool,
}

impl<'a> Named<'a> {
    pub fn new(name: &'a str) -> Self {
        Self { name, ..Self::default() }
    }

    pub fn decoration(name: &'a str) -> Self {
        Self { name, is_decoration: true, ..Self::default() }
    }

    pub fn showing(name: &'a str, alt: &'a str) -> Self {
        Self { name, alt: Some(alt), ..Self::default() }
    }

    /// Writes the properties of the shape with this id on its slide.
    pub fn write(self, id: u32, xml: &mut Xml) {
        let name = format!("{} {id}", self.name);
        let alt = self.alt.unwrap_or_default();
        let all: [super::xml::Attribute; 3] = [("id", &id), ("name", &name), ("descr", &alt)];
        let written = if self.alt.is_some() { &all[..] } else { &all[..2] };
        xml.tag("p:cNvPr", written, |xml| {
            if self.is_decoration {
                xml.raw(DECORATION);
            }
        });
    }
}

/// Marks a shape as decorative ([MS-ODRAWXML] 2.33, "decorative").
const DECORATION: &str = "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\">\
    <adec:decorative xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst>";
