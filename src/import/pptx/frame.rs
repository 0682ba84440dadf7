//! The place of a shape on its slide, in EMU (914,400 per inch).

use crate::import::pptx::xml::{Look, Node};

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// The greatest size of a slide, in EMU (ISO/IEC 29500-1, 19.7.16). A shape may start this far outside.
const FARTHEST: f64 = 51_206_400.0;

impl Frame {
    /// The rectangle of an `xfrm`.
    pub fn of(about: Node) -> Option<Self> {
        Self::from(about, "off", "ext")
    }

    /// The coordinate system inside a group.
    fn inside(about: Node) -> Option<Self> {
        Self::from(about, "chOff", "chExt")
    }

    fn from(about: Node, offset: &str, extent: &str) -> Option<Self> {
        let (offset, extent) = (about.child(offset)?, about.child(extent)?);
        let number = |node: Node, name: &str| {
            node.get(name)?.parse::<f64>().ok().filter(|it| it.is_finite()).map(|it| it.clamp(-FARTHEST, FARTHEST))
        };
        Some(Self {
            x: number(offset, "x")?,
            y: number(offset, "y")?,
            width: number(extent, "cx")?.max(0.0),
            height: number(extent, "cy")?.max(0.0),
        })
    }

    pub fn right(self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// The smallest rectangle around both.
    pub fn around(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Self { x, y, width: right - x, height: bottom - y }
    }
}

/// Maps the shapes of a group to the slide.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    from: Frame,
    to: Frame,
}

impl Group {
    /// The mapping of a group's `xfrm`, inside another group.
    pub fn of(about: Node, outer: Option<Self>) -> Option<Self> {
        let to = Frame::of(about)?;
        Some(Self { from: Frame::inside(about)?, to: outer.map_or(to, |outer| outer.place(to)) })
    }

    /// The place on the slide of a shape in the group.
    pub fn place(self, frame: Frame) -> Frame {
        let Self { from, to } = self;
        let scale = |to: f64, from: f64| if from > 0.0 { to / from } else { 1.0 };
        let (across, down) = (scale(to.width, from.width), scale(to.height, from.height));
        Frame {
            x: to.x + (frame.x - from.x) * across,
            y: to.y + (frame.y - from.y) * down,
            width: frame.width * across,
            height: frame.height * down,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pptx::xml::parse;

    #[test]
    fn shapes_of_a_group_are_placed_on_the_slide() {
        let xml =
            "<xfrm><off x='100' y='200'/><ext cx='50' cy='10'/><chOff x='0' y='0'/><chExt cx='100' cy='100'/></xfrm>";
        let document = parse(xml, "x").unwrap();
        let group = Group::of(document.root_element(), None).unwrap();
        let frame = Frame { x: 20.0, y: 50.0, width: 10.0, height: 20.0 };
        assert_eq!(group.place(frame), Frame { x: 110.0, y: 205.0, width: 5.0, height: 2.0 });
    }
}
