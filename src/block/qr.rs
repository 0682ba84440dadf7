//! `qr`: a link as a QR code that phones can read from the screen, and as text.

use qrcode::{Color, EcLevel, QrCode};

use crate::block::meaning::{self, What};
use crate::block::{Content, Context, Kind};
use crate::diagnostic::Diagnostic;
use crate::lang::say;
use crate::markdown::safe_link;
use crate::page::{Ink, Page, Role, Squares, cells};
use crate::source::Span;
use crate::table::{Name, Reader, Words, table};
use crate::text::{self, Run};

/// The width of the light border, in squares: four by ISO/IEC 18004, and the least with which phones still find the code.
const QUIET: [u16; 2] = [4, 2];

/// How much of a code may be hidden or misread, most first: 30, 25, 15 and 7 percent.
const LEVELS: [EcLevel; 4] = [EcLevel::H, EcLevel::Q, EcLevel::M, EcLevel::L];

/// Text narrower than this, in cells, is not put beside a code.
const NARROWEST: u16 = 20;

/// The space between the code and the text beside it, in cells.
const GAP: u16 = 4;

table! {
    /// A link as a QR code.
    pub struct Qr as "a QR code" {
        /// Where it leads: http, https, mailto or tel.
        link: Name,
        /// A line with the link.
        caption: Option<Words> = None,
    }
}

/// A code at its size on a page.
struct Code {
    /// The width of each square in cells.
    scale: u16,
    squares: Squares,
}

impl Qr {
    /// The link as it is written, in a field or in a fence.
    fn target(&self) -> &str {
        self.link.trim()
    }

    /// The code as large as it fits. Larger squares come first, because they can be read from further away, then more error correction. `None` if
    /// it does not fit.
    fn code(&self, width: u16, rows: u16) -> Option<Code> {
        let link = safe_link(self.target())?;
        let codes: Vec<QrCode> = LEVELS
            .iter()
            .filter_map(|level| QrCode::with_error_correction_level(link.as_bytes(), *level).ok())
            .collect();
        let least = codes.iter().map(QrCode::width).min()?;
        let room = usize::from(width).min(2 * usize::from(rows));
        let largest = (room / (least + 2 * usize::from(QUIET[0]))).max(1);
        let fits = |scale: usize, quiet: u16| {
            codes.iter().find(|code| (code.width() + 2 * usize::from(quiet)) * scale <= room).map(|code| (code, quiet))
        };
        let (code, quiet) = QUIET.iter().find_map(|quiet| fits(largest, *quiet))?;
        Some(Code { scale: cells(largest), squares: squares(code, usize::from(quiet), largest) })
    }

    /// The caption and the link as text.
    fn words(&self, width: u16) -> Page {
        let mut page = Page::new(width);
        let link = Ink { style: Role::Link.into(), link: safe_link(self.target()).map(Into::into) };
        let caption = self.caption.iter().map(|caption| (caption.as_str(), Ink::from(Role::Strong)));
        for (text, ink) in caption.chain([(self.target(), link)]) {
            let runs = [Run { text: text.to_owned(), style: ink }];
            page.wrapped(0, page.height, &runs, width);
        }
        page
    }
}

/// The squares of a code with its light border, each `scale` wide and high.
fn squares(code: &QrCode, quiet: usize, scale: usize) -> Squares {
    let side = code.width() + 2 * quiet;
    let inside = |at: usize| (at / scale).checked_sub(quiet).filter(|at| *at < code.width());
    let dark = |x: usize, y: usize| inside(x).zip(inside(y)).is_some_and(|at| code[at] == Color::Dark);
    let all = (0..side * scale).flat_map(|y| (0..side * scale).map(move |x| dark(x, y)));
    Squares::new(cells(side * scale), all.collect())
}

impl Kind for Qr {
    fn content() -> Content {
        Content::Field("link")
    }

    fn is_idea(&self) -> bool {
        false
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let words = self.words(width);
        let below = self.code(width, context.room.saturating_sub(cells(words.height as usize)));
        let beside = width.checked_sub(NARROWEST + GAP).and_then(|wide| self.code(wide, context.room));
        let mut page = Page::new(width);
        let scale = |code: &Option<Code>| code.as_ref().map_or(0, |code| code.scale);
        let is_beside = scale(&beside) >= scale(&below);
        let Some(Code { squares, .. }) = (if is_beside { beside } else { below }) else { return words };
        let (wide, high) = (squares.width, squares.height());
        page.squares(0, 0, squares);
        if is_beside {
            let left = wide + GAP;
            let words = self.words(width - left);
            let top = high.saturating_sub(words.height) / 2;
            page.put(words, left, top);
        } else {
            page.put(words, 0, high);
        }
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let squares = || {
            let code = QrCode::with_error_correction_level(safe_link(self.target())?.as_bytes(), EcLevel::M).ok()?;
            Some(squares(&code, QUIET[0].into(), 1))
        };
        What::Qr(meaning::Qr {
            link: self.target().to_owned(),
            address: safe_link(self.target()),
            caption: self.caption.clone(),
            squares: if context.widths.is_empty() { None } else { squares() },
        })
    }

    fn fills(&self) -> bool {
        true
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        if safe_link(self.target()).is_none() {
            let message = say!("a slide cannot link to \"{target}\"", target = text::shorten(self.target(), 60));
            let wrong = Diagnostic::error("link-scheme", self.at.value("link"), message, say!("this link"));
            reader.report(wrong.help(say!("link to http, https, mailto or tel")));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const QR: &str = "[[section.slide.block]]\nkind = \"qr\"\nlink = \"https://exemple.fr\"\ncaption = \"Le guide\"";

    #[test]
    fn a_code_stands_beside_its_link() {
        expect![[r#"
            █████████████████████████████████
            █████████████████████████████████
            ████ ▄▄▄▄▄ █▄█▄▀▄▀█ ▀█ ▄▄▄▄▄ ████
            ████ █   █ █ █   ▀█ ██ █   █ ████
            ████ █▄▄▄█ █▀█▀▀ █▄ ▄█ █▄▄▄█ ████
            ████▄▄▄▄▄▄▄█ ▀ █▄▀▄█▄█▄▄▄▄▄▄▄████
            █████ ▀ ▀▄▄  ███▄▀▄▄▄▄ ▄█▄▄█ ████
            ████▄▀██ ▀▄▀▀▄ ▄█ ▄▀ ███ ██▄▄████    Le guide
            ████▄ ▄ ▄ ▄▀██▄▄ ▀ █▄  ▀█ ▀▄ ████    https://exemple.fr
            ████▄▀▄▄▀█▄▀▄ ▀█▄▄ ▀ █▄▄ █▄▀▄████
            ████▄▄▄█▄▄▄█▀ ██▄ ▄  ▄▄▄  ▄█▀████
            ████ ▄▄▄▄▄ █  ▄▄▄  ▄ █▄█  ▀  ████
            ████ █   █ █▀  ▄ █▀▀▄▄▄   ▀▄▄████
            ████ █▄▄▄█ █▀█▄█   █▀▀▀▄▄▀▄█▄████
            ████▄▄▄▄▄▄▄██▄██▄█▄▄▄▄▄▄███▄▄████
            █████████████████████████████████
            █████████████████████████████████
        "#]]
        .assert_eq(&pictures(QR, 60));
    }

    #[test]
    fn a_code_stands_above_its_link_where_the_slide_is_narrow() {
        expect![[r#"
            █████████████████████████████
            ██ ▄▄▄▄▄ █▄█▄▀▄▀█ ▀█ ▄▄▄▄▄ ██
            ██ █   █ █ █   ▀█ ██ █   █ ██
            ██ █▄▄▄█ █▀█▀▀ █▄ ▄█ █▄▄▄█ ██
            ██▄▄▄▄▄▄▄█ ▀ █▄▀▄█▄█▄▄▄▄▄▄▄██
            ███ ▀ ▀▄▄  ███▄▀▄▄▄▄ ▄█▄▄█ ██
            ██▄▀██ ▀▄▀▀▄ ▄█ ▄▀ ███ ██▄▄██
            ██▄ ▄ ▄ ▄▀██▄▄ ▀ █▄  ▀█ ▀▄ ██
            ██▄▀▄▄▀█▄▀▄ ▀█▄▄ ▀ █▄▄ █▄▀▄██
            ██▄▄▄█▄▄▄█▀ ██▄ ▄  ▄▄▄  ▄█▀██
            ██ ▄▄▄▄▄ █  ▄▄▄  ▄ █▄█  ▀  ██
            ██ █   █ █▀  ▄ █▀▀▄▄▄   ▀▄▄██
            ██ █▄▄▄█ █▀█▄█   █▀▀▀▄▄▀▄█▄██
            ██▄▄▄▄▄▄▄██▄██▄█▄▄▄▄▄▄███▄▄██
            █████████████████████████████
            Le guide
            https://exemple.fr
        "#]]
        .assert_eq(&pictures(QR, 36));
    }

    #[test]
    fn without_room_for_the_code_there_is_the_link() {
        expect![[r#"
            Le guide
            https://exemple.fr
        "#]]
        .assert_eq(&pictures(QR, 20));
        let long = format!("body = '''\n```qr\nhttps://exemple.fr/{}\n```\n'''", "a".repeat(2000));
        assert!(!pictures(&long, 60).contains(['█', '▀']), "too long for its room");
    }

    #[test]
    fn a_link_is_read_with_its_caption() {
        expect![[r#"
            Le guide

            https://exemple.fr
        "#]]
        .assert_eq(&read_aloud(QR));
    }

    #[test]
    fn a_link_that_no_slide_may_have_is_found() {
        let link = |link: &str| findings(&format!("[[section.slide.block]]\nkind = \"qr\"\nlink = \"{link}\""));
        assert_eq!(link("javascript:alert(1)"), ["a slide cannot link to \"javascript:alert(1)\""]);
        assert_eq!(link("exemple.fr"), ["a slide cannot link to \"exemple.fr\""]);
    }

    /// What a camera reads from a page of light characters on a dark background.
    fn read(picture: &str) -> Option<String> {
        let rows: Vec<Vec<char>> = picture.lines().map(|row| row.chars().collect()).collect();
        let light = |x: usize, y: usize| {
            let letter = rows.get(y / 2)?.get(x)?;
            Some(matches!((letter, y % 2), ('█', _) | ('▀', 0) | ('▄', 1)))
        };
        // Four pixels for each square: a camera does not see finer details.
        let luma = |x: usize, y: usize| if light(x / 4, y / 4).unwrap_or(false) { 255 } else { 0 };
        let (width, height) = (rows.iter().map(Vec::len).max()? * 4, rows.len() * 8);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, luma);
        image.detect_grids().first()?.decode().ok().map(|(_, link)| link)
    }

    #[test]
    fn phones_read_the_code_at_each_size() {
        for (link, width) in [("https://exemple.fr", 60), ("https://exemple.fr/guide?n=12", 72), ("mailto:a@b.fr", 34)]
        {
            let picture = pictures(&format!("[[section.slide.block]]\nkind = \"qr\"\nlink = \"{link}\""), width);
            assert_eq!(read(&picture).as_deref(), Some(link), "{picture}");
        }
    }
}
