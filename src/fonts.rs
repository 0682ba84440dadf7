//! The fonts for exports: DejaVu Sans Mono for cells, Noto Sans for running text.
//!
//! They are compiled in as compressed subsets, made by `fonts/subset.py`; their licenses are beside them. A face is decompressed when it is first
//! needed, and kept. A show draws with the terminal's fonts and decompresses none.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// A family of fonts, with four faces each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// DejaVu Sans Mono: every character takes one cell.
    Mono,
    /// Noto Sans: proportional.
    Sans,
}

/// The style that selects a face of a family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hand {
    pub bold: bool,
    pub italic: bool,
}

/// The faces: by family, then regular, bold, italic, bold italic.
const PACKED: [&[u8]; 8] = [
    include_bytes!("fonts/mono-regular.ttf.deflated"),
    include_bytes!("fonts/mono-bold.ttf.deflated"),
    include_bytes!("fonts/mono-italic.ttf.deflated"),
    include_bytes!("fonts/mono-bold-italic.ttf.deflated"),
    include_bytes!("fonts/sans-regular.ttf.deflated"),
    include_bytes!("fonts/sans-bold.ttf.deflated"),
    include_bytes!("fonts/sans-italic.ttf.deflated"),
    include_bytes!("fonts/sans-bold-italic.ttf.deflated"),
];

static FACES: [OnceLock<Face>; PACKED.len()] = [const { OnceLock::new() }; PACKED.len()];

/// Replaces a character that no face has.
pub const REPLACEMENT: char = '\u{fffd}';

/// A font of one weight and slant, decompressed.
pub struct Face {
    /// Its index among all faces, from 0.
    pub index: usize,
    /// The file, in TrueType.
    pub file: &'static [u8],
    font: FontRef<'static>,
    letters: Charmap<'static>,
}

/// A glyph of a face.
#[derive(Clone, Copy)]
pub struct Glyph {
    pub face: &'static Face,
    /// Its id in the face.
    pub id: u32,
    /// The distance to the next glyph, in ems.
    pub advance: f32,
}

impl Face {
    /// A face of a family.
    pub fn of(family: Family, hand: Hand) -> &'static Self {
        Self::at(4 * usize::from(family == Family::Sans) + 2 * usize::from(hand.italic) + usize::from(hand.bold))
    }

    fn at(index: usize) -> &'static Self {
        FACES[index].get_or_init(|| {
            let mut file = Vec::new();
            DeflateDecoder::new(PACKED[index]).read_to_end(&mut file).expect("the program's own fonts are whole");
            // Kept as long as the program runs, with everything read from it.
            let file: &'static [u8] = file.leak();
            let font = FontRef::new(file).expect("the program's own fonts are fonts");
            Self { index, file, letters: font.charmap(), font }
        })
    }

    fn glyph(&'static self, letter: char) -> Option<Glyph> {
        let id = self.letters.map(letter)?;
        let advance = self.font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(id);
        Some(Glyph { face: self, id: id.to_u32(), advance: advance.unwrap_or_default() })
    }
}

impl Glyph {
    /// Draws its outline at a size, from its origin on the baseline; up is positive.
    pub fn draw(&self, size: f32, pen: &mut impl OutlinePen) {
        let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
        if let Some(outline) = self.face.font.outline_glyphs().get(GlyphId::new(self.id)) {
            // The program's own fonts never fail here (see the tests).
            let _ = outline.draw(settings, pen);
        }
    }
}

/// The glyph in the requested face, else in the family's regular face, else in the regular monospaced face, which has the most characters. `None`
/// if none has it.
pub fn glyph(family: Family, hand: Hand, letter: char) -> Option<Glyph> {
    // A soft hyphen that is used: it is at the end of a line.
    let letter = if letter == '\u{ad}' { '-' } else { letter };
    let places = [(family, hand), (family, Hand::default()), (Family::Mono, Hand::default())];
    places.into_iter().find_map(|(family, hand)| Face::of(family, hand).glyph(letter))
}

/// Collects the characters that no font has.
#[derive(Debug, Default)]
pub struct Lacking(RefCell<BTreeSet<char>>);

impl Lacking {
    /// The glyphs of a cluster: a letter and its marks. A cluster with a character that no font has is replaced, but a letter stays without its arrow.
    pub fn glyphs(&self, family: Family, hand: Hand, cluster: &str) -> Vec<Glyph> {
        let letters = cluster.chars().filter(|letter| !is_invisible(*letter));
        let glyphs: Vec<(char, Option<Glyph>)> = letters.map(|it| (it, glyph(family, hand, it))).collect();
        let lacking: Vec<char> =
            glyphs.iter().filter(|(_, glyph)| glyph.is_none()).map(|(letter, _)| *letter).collect();
        if lacking.is_empty() {
            return glyphs.into_iter().filter_map(|(_, glyph)| glyph).collect();
        }
        let is_arrow = |letter: &char| ('\u{20d0}'..='\u{20ff}').contains(letter);
        let only_arrows = lacking.iter().all(is_arrow);
        self.0.borrow_mut().extend(lacking);
        if only_arrows && glyphs.first().is_some_and(|(_, glyph)| glyph.is_some()) {
            return glyphs.into_iter().filter_map(|(_, glyph)| glyph).collect();
        }
        glyph(family, hand, REPLACEMENT).into_iter().collect()
    }

    /// The characters, in Unicode order.
    pub fn signs(&self) -> Vec<char> {
        self.0.borrow().iter().copied().collect()
    }

    /// The characters, each with its code point.
    pub fn named(&self) -> Vec<String> {
        self.0.borrow().iter().map(|sign| format!("{sign} U+{:04X}", u32::from(*sign))).collect()
    }
}

/// Whether a character is invisible, and only joins or changes others. A font need not have it.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts what is drawn with it.
    #[derive(Default)]
    struct Count(usize);

    impl OutlinePen for Count {
        fn move_to(&mut self, _: f32, _: f32) {
            self.0 += 1;
        }

        fn line_to(&mut self, _: f32, _: f32) {}

        fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}

        fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}

        fn close(&mut self) {}
    }

    const HANDS: [Hand; 4] = [
        Hand { bold: false, italic: false },
        Hand { bold: true, italic: false },
        Hand { bold: false, italic: true },
        Hand { bold: true, italic: true },
    ];

    #[test]
    fn each_face_has_the_letters_of_french_and_of_its_neighbors() {
        let letters = "AZaz09 éèêëàâîïôùûüçœæÿÉÈÀÇŒÆ«»“”‘’…–—·•€°№½²ßñåøŠšžłőșțğİı\u{a0}\u{202f}\u{2011}";
        for family in [Family::Mono, Family::Sans] {
            for hand in HANDS {
                let face = Face::of(family, hand);
                let lacks: String = letters.chars().filter(|letter| face.glyph(*letter).is_none()).collect();
                assert_eq!(lacks, "", "{family:?} {hand:?}");
            }
        }
    }

    #[test]
    fn the_raised_and_lowered_letters_of_formulas_are_there() {
        // Those that are put on a letter too, except the arrow of a vector, which the font does not have.
        let marks = "\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30a}\u{30c}ı";
        for letter in "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ⁰₉⁺₋⁽₎".chars().chain(marks.chars())
        {
            assert!(glyph(Family::Mono, Hand::default(), letter).is_some(), "{letter}");
        }
    }

    #[test]
    fn every_letter_of_cells_is_as_wide_as_a_cell() {
        for hand in HANDS {
            for letter in ('!'..='~').chain('À'..='ž') {
                let advance = Face::of(Family::Mono, hand).glyph(letter).map_or(0.0, |it| it.advance);
                assert!((advance - 0.602).abs() < 0.001, "{letter}: {advance}");
            }
        }
    }

    #[test]
    fn every_glyph_of_every_face_can_be_drawn() {
        for index in 0..PACKED.len() {
            let face = Face::at(index);
            assert_eq!(face.index, index);
            for (_, id) in face.letters.mappings() {
                let settings = DrawSettings::unhinted(Size::new(30.0), LocationRef::default());
                let outline = face.font.outline_glyphs().get(id).expect("an outline");
                outline.draw(settings, &mut Count::default()).expect("a glyph that is drawn");
            }
        }
    }

    #[test]
    fn missing_glyphs_are_noted_and_replaced_by_one_sign() {
        let lacking = Lacking::default();
        let glyphs = |cluster| lacking.glyphs(Family::Mono, Hand::default(), cluster).len();
        assert_eq!((glyphs("e\u{301}"), glyphs("❤\u{fe0f}"), glyphs("\u{200d}")), (2, 1, 0));
        assert_eq!(lacking.signs(), []);
        assert_eq!((glyphs("👩\u{200d}💻"), glyphs("漢")), (1, 1));
        assert_eq!(lacking.signs(), ['漢', '👩', '💻']);
        assert_eq!((glyphs("v\u{20d7}"), lacking.signs()[0]), (1, '\u{20d7}'), "the letter stays");
    }

    #[test]
    fn a_sign_is_taken_from_the_face_that_has_it() {
        let drawn = |family, hand, letter| {
            let glyph = glyph(family, hand, letter)?;
            let mut count = Count::default();
            glyph.draw(30.0, &mut count);
            Some((glyph.face.index, count.0))
        };
        let bold = Hand { bold: true, italic: false };
        assert_eq!(drawn(Family::Mono, bold, 'o'), Some((1, 2)), "a ring is two outlines");
        assert_eq!(drawn(Family::Mono, bold, '⚠').map(|it| it.0), Some(0));
        assert_eq!(drawn(Family::Sans, bold, 'o').map(|it| it.0), Some(5));
        assert_eq!(drawn(Family::Sans, bold, 'ж').map(|it| it.0), Some(4));
        assert_eq!(drawn(Family::Sans, bold, '✓').map(|it| it.0), Some(0));
        assert_eq!(drawn(Family::Sans, bold, '漢'), None);
    }
}
