//! The colors of a theme in a package: twelve in a scheme, which can be changed together, and the others as fixed values.

use crate::export::colors;
use crate::export::pptx::xml::Xml;
use crate::page::Role;
use crate::theme::{Rgb, Shade, Theme};

/// The colors of the scheme: their names in it and on slides, and the role whose text or background color they are.
const SCHEME: [(&str, &str, Role, bool); 12] = [
    ("a:dk1", "tx1", Role::Text, false),
    ("a:lt1", "bg1", Role::Text, true),
    ("a:dk2", "tx2", Role::Muted, false),
    ("a:lt2", "bg2", Role::Code, true),
    ("a:accent1", "accent1", Role::Accent, false),
    ("a:accent2", "accent2", Role::Quote, false),
    ("a:accent3", "accent3", Role::Good, false),
    ("a:accent4", "accent4", Role::Warning, false),
    ("a:accent5", "accent5", Role::Bad, false),
    ("a:accent6", "accent6", Role::Function, false),
    ("a:hlink", "hlink", Role::Link, false),
    ("a:folHlink", "folHlink", Role::Type, false),
];

/// The colors of the series of a chart, in order.
pub const SERIES: [Role; 6] = [Role::Accent, Role::Warning, Role::Good, Role::Quote, Role::Bad, Role::Function];

/// The colors of a theme, by role.
pub struct Palette<'a> {
    theme: &'a Theme,
    own: (Rgb, Rgb),
    scheme: [Rgb; SCHEME.len()],
}

impl<'a> Palette<'a> {
    pub fn new(theme: &'a Theme) -> Self {
        let own = colors::own(theme.shade == Shade::Dark);
        let mut palette = Self { theme, own, scheme: [Rgb::default(); SCHEME.len()] };
        palette.scheme = SCHEME.map(|(_, _, role, is_ground)| palette.rgb(role, is_ground));
        palette
    }

    /// The text color of a role, or its background.
    fn rgb(&self, role: Role, is_ground: bool) -> Rgb {
        let look = self.theme.look(role.into());
        let (ink, ground) = if look.reverse { (look.bg, Some(look.fg)) } else { (Some(look.fg), look.bg) };
        let color = if is_ground { ground } else { ink };
        match (color.and_then(colors::of), role) {
            (Some(color), _) => color,
            (None, Role::Text) => {
                if is_ground {
                    self.own.1
                } else {
                    self.own.0
                }
            }
            (None, _) => self.rgb(Role::Text, is_ground),
        }
    }

    /// The text color of a role.
    pub fn ink(&self, role: Role, xml: &mut Xml) {
        self.color(self.rgb(role, false), xml);
    }

    /// A fill for areas and lines in that color.
    pub fn fill(&self, role: Role, xml: &mut Xml) {
        xml.tag("a:solidFill", &[], |xml| self.ink(role, xml));
    }

    /// A fill with the background of a role.
    pub fn ground(&self, role: Role, xml: &mut Xml) {
        xml.tag("a:solidFill", &[], |xml| self.ground_color(role, xml));
    }

    /// The background color without the fill element.
    pub fn ground_color(&self, role: Role, xml: &mut Xml) {
        self.color(self.rgb(role, true), xml);
    }

    /// A line of this thickness in points.
    pub fn outline(&self, role: Role, points: f32, xml: &mut Xml) {
        let width = super::shape::emu(points);
        xml.tag("a:ln", &[("w", &width)], |xml| self.fill(role, xml));
    }

    fn color(&self, rgb: Rgb, xml: &mut Xml) {
        match self.scheme.iter().position(|known| *known == rgb) {
            Some(place) => xml.void("a:schemeClr", &[("val", &SCHEME[place].1)]),
            None => xml.void("a:srgbClr", &[("val", &hex(rgb))]),
        }
    }

    /// The color scheme of the theme.
    pub fn scheme(&self, xml: &mut Xml) {
        xml.tag("a:clrScheme", &[("name", &self.theme.title)], |xml| {
            for ((name, ..), rgb) in SCHEME.iter().zip(self.scheme) {
                xml.tag(name, &[], |xml| xml.void("a:srgbClr", &[("val", &hex(rgb))]));
            }
        });
    }
}

fn hex((red, green, blue): Rgb) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}
