//! Pictures that nobody would draw: whatever their bytes, they are decoded or refused.

use std::io::Cursor;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use pupitre::picture;

use super::tried;

/// Pictures to start from, one of each format.
const SEEDS: &[&[u8]] = &[
    include_bytes!("../../pictures/two.jpg"),
    include_bytes!("../../pictures/progressive.jpg"),
    include_bytes!("../../pictures/cmyk.jpg"),
    include_bytes!("../../pictures/grey.jpg"),
    include_bytes!("../../pictures/turned.jpg"),
    include_bytes!("../../pictures/lossy.webp"),
    include_bytes!("../../pictures/lossless.webp"),
    include_bytes!("../../pictures/animated.webp"),
    include_bytes!("../../pictures/clear.webp"),
    include_bytes!("../../pictures/indexed.png"),
    include_bytes!("../../pictures/grey.png"),
    include_bytes!("../../pictures/clear.png"),
    include_bytes!("../../pictures/frames.gif"),
];

/// Pieces of drawings; `{}` is where others are inserted.
const PIECES: &[&str] = &[
    "<g opacity=\".5\" transform=\"rotate(9) scale(3)\">{}</g>",
    "<g fill=\"url(#b)\" stroke=\"red\" stroke-width=\"9\" stroke-dasharray=\"1 .1\">{}</g>",
    "<mask id=\"a\">{}</mask><rect mask=\"url(#a)\" width=\"40\" height=\"40\"/>",
    "<clipPath id=\"a\">{}</clipPath><rect clip-path=\"url(#a)\" width=\"40\" height=\"40\"/>",
    "<pattern id=\"b\" width=\".1\" height=\".3\">{}</pattern><rect fill=\"url(#b)\" width=\"40\" height=\"40\"/>",
    "<pattern id=\"b\" width=\"7\" height=\"3\" patternUnits=\"userSpaceOnUse\">{}</pattern>",
    "<symbol id=\"c\" viewBox=\"0 0 1e3 9\">{}</symbol><use href=\"#c\" x=\"9\"/><use href=\"#c\" transform=\"scale(-99)\"/>",
    "<marker id=\"d\">{}</marker><path marker-mid=\"url(#d)\" d=\"M0 0 9 9 0 9 1 1Z\"/>",
    "<filter id=\"e\"><feTurbulence baseFrequency=\".1\" numOctaves=\"9\"/><feTile/></filter><g filter=\"url(#e)\">{}</g>",
    "<filter id=\"e\" x=\"-9\" width=\"99\"><feGaussianBlur stdDeviation=\"1e9\"/></filter><g filter=\"url(#e)\">{}</g>",
    "<filter id=\"e\"><feMorphology radius=\"9\"/><feImage href=\"#c\"/><feMerge/></filter><g filter=\"url(#e)\">{}</g>",
    "<filter id=\"e\"><feDropShadow/><feDisplacementMap in2=\"SourceAlpha\" scale=\"1e9\"/></filter><g filter=\"url(#e)\">{}</g>",
    "<style>rect, .x > g { filter: url(#e); clip-path: url(#a) }</style>{}",
    "<svg width=\"9\" height=\"1e9\" viewBox=\"0 0 1 1\" x=\"-1e9\">{}</svg>",
    "<rect width=\"1e9\" height=\"20\" rx=\"1e4\" stroke=\"url(#b)\" stroke-width=\"1e5\"/>{}",
    "<path d=\"M0 0C1e9 1e9-9 9 9-1e38S1 1 2 3A9 1e9 9 0 0 9 9Q1 2 3 4T5 6V9H1e20z\" stroke=\"#fff\"/>{}",
    "<circle r=\"1e-30\"/><ellipse rx=\"3e38\" ry=\"1\"/><polygon points=\"0 0 1e30 1e30 nan\"/>{}",
    "<text>a</text><image href=\"data:image/png;base64,iVBORw0KGgo=\" width=\"9\" height=\"9\"/>{}",
    "<switch><g systemLanguage=\"fr\">{}</g></switch><a href=\"#c\"/>",
];

/// Damages a file: position, value and kind of each change.
fn damaged(mut bytes: Vec<u8>, damages: &[(Index, u8, u8)]) -> Vec<u8> {
    for (at, value, kind) in damages {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match kind % 6 {
            0 => bytes[at] = *value,
            1 => bytes[at] ^= 1 << (value % 8),
            2 => bytes.insert(at, *value),
            3 => drop(bytes.remove(at)),
            4 => bytes.truncate(at),
            _ => {
                let end = (at + usize::from(*value)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

/// A drawing of some pieces inside and next to each other.
fn drawing() -> impl Strategy<Value = Vec<u8>> {
    vec((select(PIECES), any::<bool>()), 1..8).prop_map(|pieces| {
        let inside = pieces.iter().fold(
            String::from("<rect id=\"c\" width=\"30\" height=\"30\"/>"),
            |inside, (piece, beside)| {
                if *beside {
                    format!("{}{inside}", piece.replace("{}", "<path d=\"M1 1h9v9\"/>"))
                } else {
                    piece.replace("{}", &inside)
                }
            },
        );
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\">{inside}</svg>").into_bytes()
    })
}

/// The longest time a picture has taken so far.
static SLOWEST: Mutex<Duration> = Mutex::new(Duration::ZERO);

/// Decodes a picture; prints a line if it is the slowest so far.
fn decode(bytes: &[u8]) -> Result<picture::Picture, picture::Fault> {
    let begun = Instant::now();
    let decoded = picture::decode(bytes, 0);
    let took = begun.elapsed();
    let mut slowest = SLOWEST.lock().unwrap();
    if took > *slowest {
        *slowest = took;
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]).into_owned();
        eprintln!("{took:?}, {:?}: {} bytes: {start:?}", decoded.as_ref().map(|it| it.pixels.width), bytes.len());
    }
    decoded
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let measured = picture::measure(Cursor::new(bytes));
    // The library that draws SVG panics on some numbers, and its thread catches that. Everything before it is our code.
    let decoded = match std::panic::catch_unwind(|| decode(bytes)) {
        Err(_) if picture::is_drawing(bytes) => return Ok(()),
        Err(_) => return Err(TestCaseError::fail("a decoder panicked")),
        Ok(decoded) => decoded,
    };
    if let Ok(it) = &decoded {
        prop_assert!(measured.is_ok());
        prop_assert!(it.pixels.width.max(it.pixels.height) <= 1600);
        prop_assert_eq!(it.pixels.bytes.len(), (it.pixels.width * it.pixels.height) as usize * it.pixels.channels);
    }
    Ok(())
}

proptest! {
    #![proptest_config(tried(200))]

    #[test]
    fn damaged_pictures_are_decoded_or_refused(
        seed in select(SEEDS),
        damages in vec((any::<Index>(), any::<u8>(), any::<u8>()), 0..9),
    ) {
        check(&damaged(seed.to_vec(), &damages))?;
    }
}

proptest! {
    #![proptest_config(tried(8))]

    #[test]
    fn drawings_of_any_kind_are_drawn_or_refused(
        drawing in drawing(),
        damages in vec((any::<Index>(), any::<u8>(), any::<u8>()), 0..3),
    ) {
        check(&damaged(drawing, &damages))?;
    }
}
