//! `faint-picture`: a transparent picture with too little contrast to the slide.

use crate::block::{AnyKind, Image};
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::page::Role;
use crate::theme::{Shade, contrast};

pub const RULE: Rule = Rule::warning("faint-picture", "L022", look)
    .about(noun!("a transparent picture with too little contrast to the slide"))
    .why(noun!("Black lines drawn for white paper vanish on a dark theme: the room sees an empty place."))
    .evidence(noun!("WCAG 2.2, 1.4.11: 3 for graphics. The rule looks at the part that stands out most, in pictures that are transparent for a tenth or more, on the deck’s own theme; the theme `terminal` is the user’s own"))
    .help(noun!("give the picture a background, draw it in colors that stand out, or use another theme"))
    .wrong("theme = \"nuit\"\nfile  = \"schema.svg\"   # black lines, no ground")
    .right("theme = \"papier\"\nfile  = \"schema.svg\"   # black lines, no ground");

/// The least contrast of a drawing.
const LEAST: f64 = 3.0;

fn look(checker: &Checker, findings: &mut Findings) {
    let Some(theme) = checker.theme() else { return };
    for (image, look) in images(checker) {
        let theme = theme.on_slide(look);
        let grounds = theme.grounds(Role::Text);
        if theme.shade == Shade::Terminal {
            continue;
        }
        let Some(ink) = checker.assets.ink(&image.file) else { continue };
        let best = |ground| ink.iter().map(|color| contrast(*color, ground)).fold(0.0, f64::max);
        let found = grounds.iter().map(|ground| best(*ground)).fold(f64::INFINITY, f64::min);
        if found < LEAST {
            let message = say!(
                "this picture does not stand out: a contrast of {found}, at least {least} is needed",
                found = format!("{found:.1}"),
                least = LEAST.to_string()
            );
            findings.add(image.at.value("file"), message, say!("too faint"));
        }
    }
}

/// The images, with the number of the look of their slides.
fn images<'a>(checker: &Checker<'a>) -> Vec<(&'a Image, u16)> {
    let mut images = Vec::new();
    for placed in checker.slides() {
        placed.slide.visit(&mut |block| {
            if let AnyKind::Image(image) = &block.kind {
                images.push((image, placed.slide.look_number()));
            }
        });
    }
    images
}
