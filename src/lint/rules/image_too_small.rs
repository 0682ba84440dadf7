//! `image-too-small`: a picture of fewer than 8 × 4 cells, or a QR code for which there is no room.

use crate::block::{AnyKind, Block};
use crate::deck::Size;
use crate::diagnostic::Severity;
use crate::layout::Sheet;
use crate::lint::{Checker, Findings, Rule};
use crate::page::Drawing;
use crate::source::Span;

pub const RULE: Rule = Rule {
    name: "image-too-small",
    code: "L007",
    severity: Some(Severity::Warning),
    about: "a picture of fewer than 8 × 4 cells, or a QR code for which there is no room",
    why: "A picture that nobody can make out is a stain; of a code without room only the link is shown.",
    evidence: "8 × 4 cells are 8 × 8 pieces of a picture where it is drawn with half blocks; laid out at each of the deck’s sizes",
    limit: None,
    wrong: "file  = \"logo.png\"\nwidth = 5",
    right: "file  = \"logo.png\"\nwidth = 40",
    look,
};

/// The fewest columns and rows of a picture.
const LEAST: (u16, u32) = (8, 4);

fn look(checker: &Checker, findings: &mut Findings) {
    let mut told: Vec<Span> = Vec::new();
    for (index, size, sheet) in checker.sheets() {
        let Some(placed) = checker.deck.slide(*index) else { continue };
        placed.slide.visit(&mut |block| {
            let Some((at, message, help)) = fault(checker, block, *size, sheet) else { return };
            if !told.contains(&at) {
                told.push(at);
                findings.add(Some(*index), at, message, "too small to see", help);
            }
        });
    }
}

/// What is wrong with a picture or a code on a sheet: where it is named, what is said of it, and what to do.
fn fault(checker: &Checker, block: &Block, size: Size, sheet: &Sheet) -> Option<(Span, String, &'static str)> {
    let drawings = || sheet.body.items.iter().map(|item| &item.drawing);
    match &block.kind {
        AnyKind::Image(image) => {
            let key = checker.assets.picture_key(&image.file)?;
            let small = drawings().find_map(|drawing| match drawing {
                Drawing::Image(it) if it.picture.key == key => Some((it.width, it.height())),
                _ => None,
            });
            let (width, height) = small.filter(|(width, height)| *width < LEAST.0 || *height < LEAST.1)?;
            let message = format!("this picture has {width} × {height} cells at {size}");
            Some((image.at.value("file"), message, "give it more room, or a larger `width`"))
        }
        AnyKind::Qr(qr) => {
            let shown = drawings().any(|drawing| matches!(drawing, Drawing::Squares(_)));
            let message = || format!("this QR code has no room at {size}: only the link is shown");
            let help = "take something else off the slide, or shorten the link";
            (!shown).then(|| (qr.at.value("link"), message(), help))
        }
        _ => None,
    }
}
