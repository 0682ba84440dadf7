//! `broken-picture`: a picture that is damaged, or a drawing that takes too long to draw.

use crate::assets::{BROKEN_PICTURE, Trouble};
use crate::lang::{Message, noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::picture::Fault;

pub const RULE: Rule = Rule::error(BROKEN_PICTURE, "L021", look)
    .about(noun!("a picture that is damaged, or a drawing that takes too long to draw"))
    .why(noun!("In the meeting, its description is shown instead, or half of it is missing. A drawing with endless filters would block the machine, so it is not drawn."))
    .evidence(noun!("Each picture is decoded as the show does it, with the same limits: 67 million pixels of a JPEG or PNG, 16 million of others, 2 seconds of work and 128 MiB of layers for a drawing"))
    .wrong("file = \"schema.svg\"   # with a filter of 2,000 octaves")
    .right("file = \"schema.png\"   # exported from the drawing program");

fn look(checker: &Checker, findings: &mut Findings) {
    let images = checker.images().map(|(image, _)| (&image.file, &image.at));
    let logo = checker.deck.logo.iter().map(|logo| (&logo.file, &logo.at));
    for (file, at) in images.chain(logo) {
        let Some(fault) = checker.assets.fault(file) else { continue };
        let trouble = Trouble::Picture(fault.clone());
        // Pictures whose header gives too large a size are reported when the deck is read.
        if trouble.rule() == BROKEN_PICTURE {
            let (label, help) = advice(fault);
            findings.add(at.value("file"), trouble.message(file), label);
            findings.help(help);
        }
    }
}

/// The label for the file's name, and what to do.
fn advice(fault: &Fault) -> (Message, Message) {
    match fault {
        Fault::Unknown => (say!("not a picture"), say!("save it as PNG, JPEG, WebP, GIF or SVG")),
        Fault::TooLarge { .. } => (say!("too large"), say!("save it with fewer pixels")),
        Fault::TooMuch(_) | Fault::TooSlow => {
            (say!("not drawn"), say!("flatten its filters and masks in the drawing program, or export it as PNG"))
        }
        Fault::Without(_) => (say!("drawn in part"), say!("embed its pictures as PNG or JPEG, or export it as PNG")),
        Fault::Cut => (say!("drawn in part"), say!("copy or export the file again")),
        Fault::Broken(_) => (say!("not drawn"), say!("copy or export the file again, or save it as PNG")),
    }
}
