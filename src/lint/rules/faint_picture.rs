//! `faint-picture`: a picture with a clear ground that does not stand out from that of the slide.

use crate::lint::{Checker, Findings, Rule};
use crate::page::Role;
use crate::theme::{Shade, contrast};

pub const RULE: Rule = Rule::warning("faint-picture", "L022", look)
    .about("a picture with a clear ground that does not stand out from that of the slide")
    .why("Black lines drawn for white paper vanish on a dark theme: the room sees an empty place.")
    .evidence("WCAG 2.2, 1.4.11: 3 for graphics. Looked at is what stands out most of a picture of which a tenth or more is clear, on the deck’s own theme; the theme `terminal` is the user’s own")
    .help("give the picture a ground of its own, draw it in colours that stand out, or take another theme")
    .wrong("theme = \"nuit\"\nfile  = \"schema.svg\"   # black lines, no ground")
    .right("theme = \"papier\"\nfile  = \"schema.svg\"   # black lines, no ground");

/// The least contrast of something drawn.
const LEAST: f64 = 3.0;

fn look(checker: &Checker, findings: &mut Findings) {
    let Some(theme) = checker.theme().filter(|theme| theme.shade != Shade::Terminal) else { return };
    let grounds = theme.grounds(Role::Text);
    for (image, _) in checker.images() {
        let Some(ink) = checker.assets.ink(&image.file) else { continue };
        let best = |ground| ink.iter().map(|color| contrast(*color, ground)).fold(0.0, f64::max);
        let found = grounds.iter().map(|ground| best(*ground)).fold(f64::INFINITY, f64::min);
        if found < LEAST {
            let message = format!("this picture does not stand out: a contrast of {found:.1}, {LEAST} is the least");
            findings.add(image.at.value("file"), message, "too faint");
        }
    }
}
