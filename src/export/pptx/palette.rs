//! The colors of a theme in a package: twelve in a scheme, which can be changed together, and the others as fixed values.

use std::cell::Cell;

use crate::export::colors;
use crate::export::pptx::xml::{Attribute, Xml, attribute};
use crate::page::Role;
use crate::theme::{Rgb, Shade, Theme, contrast};

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

/// The least contrast of text (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;

/// The colors of a theme, by role.
pub struct Palette<'a> {
    theme: &'a Theme,
    /// The number of the look of the slide being written. 0 is the look of all others.
    look: Cell<u16>,
    scheme: [Rgb; SCHEME.len()],
}

impl<'a> Palette<'a> {
    pub fn new(theme: &'a Theme) -> Self {
        let mut palette = Self { theme, look: Cell::new(0), scheme: [Rgb::default(); SCHEME.len()] };
        palette.scheme = SCHEME.map(|(_, _, role, is_ground)| palette.rgb(role, is_ground));
        palette
    }

    /// Uses the colors of a slide's own look, by its number. 0 is the look of all others.
    pub fn wear(&self, look: u16) {
        self.look.set(look);
    }

    /// Whether the slide being written has a look of its own. Then the colors of the master do not apply.
    pub fn is_own(&self) -> bool {
        self.look.get() > 0
    }

    /// The theme of the slide being written.
    pub fn theme(&self) -> &'a Theme {
        self.theme.on_slide(self.look.get())
    }

    /// The text color of a role, or its background.
    fn rgb(&self, role: Role, is_ground: bool) -> Rgb {
        let look = self.theme().look(role.into());
        let (ink, ground) = if look.reverse { (look.bg, Some(look.fg)) } else { (Some(look.fg), look.bg) };
        let color = if is_ground { ground } else { ink };
        match (color.and_then(colors::of), role) {
            (Some(color), _) => color,
            (None, Role::Text) => {
                let (letters, ground) = colors::own(self.theme().shade == Shade::Dark);
                if is_ground { ground } else { letters }
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
        // A slide with a look of its own maps the colors of the scheme to others.
        match self.scheme.iter().position(|known| *known == rgb && !self.is_own()) {
            Some(place) => xml.void("a:schemeClr", &[("val", &SCHEME[place].1)]),
            None => xml.void("a:srgbClr", &[("val", &hex(rgb))]),
        }
    }

    /// Which color of the scheme stands for which, for what a slide with a look of its own inherits from its layout, and for its links: the
    /// nearest one that stands out from its background.
    pub fn mapping(&self, xml: &mut Xml) {
        let ground = self.rgb(Role::Text, true);
        let stands_out: Vec<usize> =
            (0..SCHEME.len()).filter(|at| contrast(self.scheme[*at], ground) >= LEAST).collect();
        let slot = |(at, (_, _, role, is_ground)): (usize, &(&str, &str, Role, bool))| {
            let wanted = self.rgb(*role, false);
            let nearest = stands_out.iter().copied().min_by_key(|at| distance(self.scheme[*at], wanted));
            SCHEME[nearest.filter(|_| !is_ground).unwrap_or(at)].0.trim_start_matches("a:")
        };
        let slots: Vec<&str> = SCHEME.iter().enumerate().map(slot).collect();
        let attributes: Vec<Attribute> =
            SCHEME.iter().zip(&slots).map(|((_, name, ..), slot)| attribute(name, slot)).collect();
        xml.void("a:overrideClrMapping", &attributes);
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

/// How far two colors are apart.
fn distance(one: Rgb, other: Rgb) -> u32 {
    let channels = [(one.0, other.0), (one.1, other.1), (one.2, other.2)];
    channels.map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).iter().sum()
}

fn hex((red, green, blue): Rgb) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}
