//! `image-too-small`: a picture of fewer than 8 × 4 cells, or a QR code without room.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::block::{AnyKind, Block};
use crate::deck::Size;
use crate::lang::{Message, noun, say};
use crate::layout::Sheet;
use crate::lint::{Checker, Findings, Rule};
use crate::page::Drawing;
use crate::source::Span;

pub const RULE: Rule = Rule::warning("image-too-small", "L007", look)
    .about(noun!("a picture of fewer than 8 × 4 cells, or a QR code without room"))
    .why(noun!("A picture that nobody can make out is a smudge. A QR code without room is replaced by its link."))
    .evidence(noun!("8 × 4 cells are 8 × 8 pieces of a picture where it is drawn with half blocks; laid out at each of the deck’s sizes"))
    .wrong("file  = \"logo.png\"\nwidth = 5")
    .right("file  = \"logo.png\"\nwidth = 40");

/// The least columns and rows of a picture.
const LEAST: (u16, u32) = (8, 4);

fn look(checker: &Checker, findings: &mut Findings) {
    let mut told: HashSet<Span> = HashSet::new();
    for (index, size, sheet) in checker.sheets() {
        let Some(placed) = checker.deck.slide(*index) else { continue };
        let drawn = OnceCell::new();
        placed.slide.visit(&mut |block| {
            let drawn = || drawn.get_or_init(|| Drawn::on(sheet));
            let Some((at, message, help)) = fault(checker, block, *size, &drawn) else { return };
            if told.insert(at) {
                findings.add(at, message, say!("too small to see"));
                findings.help(help);
            }
        });
    }
}

/// The pictures on a sheet. Computed once, because a slide may have many.
struct Drawn {
    /// The columns and rows of each picture, where it is drawn first.
    pictures: HashMap<u64, (u16, u32)>,
    /// Whether a QR code is drawn.
    squares: bool,
}

impl Drawn {
    fn on(sheet: &Sheet) -> Self {
        let mut drawn = Self { pictures: HashMap::new(), squares: false };
        for item in &sheet.body.items {
            match &item.drawing {
                Drawing::Image(it) => {
                    drawn.pictures.entry(it.picture.key).or_insert((it.width, it.height()));
                }
                Drawing::Squares(_) => drawn.squares = true,
                Drawing::Text { .. } | Drawing::Ground { .. } | Drawing::Flood { .. } | Drawing::Target { .. } => {}
            }
        }
        drawn
    }
}

/// What is wrong with a picture or a QR code on a sheet: its place, the message, and what to do.
fn fault<'d>(
    checker: &Checker,
    block: &Block,
    size: Size,
    drawn: &impl Fn() -> &'d Drawn,
) -> Option<(Span, Message, Message)> {
    match &block.kind {
        AnyKind::Image(image) => {
            let key = checker.assets.picture_key(&image.file)?;
            let small = drawn().pictures.get(&key);
            let (width, height) = small.filter(|(width, height)| *width < LEAST.0 || *height < LEAST.1)?;
            let message =
                say!("this picture has {width} × {height} cells at {size}", width, height, size = size.to_string());
            Some((image.at.value("file"), message, say!("give it more room, or a larger `width`")))
        }
        AnyKind::Qr(qr) => {
            let message =
                || say!("this QR code has no room at {size}: only the link is shown", size = size.to_string());
            let help = say!("remove something else from the slide, or shorten the link");
            (!drawn().squares).then(|| (qr.at.value("link"), message(), help))
        }
        _ => None,
    }
}
