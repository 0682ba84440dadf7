//! Vector pictures: an SVG file for each slide, exact to the cell.
//!
//! Words are placed where they are and stretched to the width of their cells, so that any monospaced font keeps the grid. Backgrounds and
//! characters that join from cell to cell are drawn as shapes. Nothing is loaded.

use std::collections::HashMap;
use std::fmt::Write as _;

use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Rect as Cells};
use ratatui::style::Modifier;

use crate::export::boxes::{self, HEIGHT, Line, Stretch, THIN, WIDTH};
use crate::export::colors;
use crate::export::shapes::{BASELINE, FONT, Rect, Row, Shapes, commonest_ground, is_blank};
use crate::export::{Drawn, Files, Format, Job, Screenshot};
use crate::page::Image;
use crate::picture::{self, Fit};
use crate::raster::{Overlay, Raster};
use crate::text;
use crate::theme::Rgb;

pub const FORMAT: Format = Format {
    name: "svg",
    about: "a picture of the screen for each slide",
    has_text: false,
    is_of_screen: true,
    has_scale: false,
    pictures: Drawn::Both,
    mark: Some(FONTS),
    files: Files::PerSlide(|job, shot| picture(job, shot).into_bytes()),
};

/// Monospaced fonts, the systems' own first.
const FONTS: &str = "ui-monospace,'Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

/// How many units are a pixel at the usual scale.
const UNITS: u32 = 2;

fn picture(job: &Job, Screenshot { placed, raster }: &Screenshot) -> String {
    let title = placed.slide.heading(placed.number);
    let area = raster.cells.area;
    let (width, height) = (u32::from(area.width) * WIDTH, u32::from(area.height) * HEIGHT);
    let ground = commonest_ground(raster);
    let lang = job.deck.lang_of(placed.slide).or(job.deck.lang.as_deref());
    let lang = lang.map(|lang| format!(" xml:lang=\"{}\"", escaped(lang))).unwrap_or_default();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"{lang} width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{FONTS}\" font-size=\"{FONT}\">\n<title>{}</title>\n<path fill=\"{}\" d=\"M0 0h{width}v{height}h-{width}z\"/>\n",
        width / UNITS,
        height / UNITS,
        escaped(title.trim_end()),
        hex(ground),
    );
    write_shapes(&Shapes::of(raster, ground, |_, _| true), &mut out);
    let files: HashMap<u64, String> = placed.slide.pictures(job.assets).into_iter().collect();
    for Overlay { area, image } in &raster.overlays {
        let original = files.get(&image.picture.key).and_then(|file| job.originals.get(file));
        write_image(*area, image, original.map(Vec::as_slice), &mut out);
    }
    let mut words = Words::default();
    (0..area.height).for_each(|y| words.row(&raster.row(y).collect(), y, raster));
    words.write(&mut out);
    out.push_str("</svg>\n");
    out
}

/// A color as CSS writes it.
fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Writes what is drawn under the text.
fn write_shapes(shapes: &Shapes, out: &mut String) {
    out.push_str("<g shape-rendering=\"crispEdges\">\n");
    for (fill, rects) in shapes.areas() {
        let opacity = if fill.covers < 100 { format!(" fill-opacity=\".{}\"", fill.covers) } else { String::new() };
        let _ = write!(out, "<path fill=\"{}\"{opacity} d=\"", hex(fill.color));
        for Rect { x, y, width, height } in rects {
            let [x, y, width, height] = [x, y, width, height].map(number);
            let _ = write!(out, "M{x} {y}h{width}v{height}h-{width}z");
        }
        out.push_str("\"/>\n");
    }
    out.push_str("</g>\n");
    for (color, lines) in &shapes.lines {
        let path: String = lines.iter().map(|(cell, line)| path(*cell, line)).collect();
        let _ = writeln!(out, "<path fill=\"none\" stroke=\"{}\" stroke-width=\"{THIN}\" d=\"{path}\"/>", hex(*color));
    }
}

/// Writes a picture over its cells: the original file if possible, else its pixels. Not the original if its camera says how to turn it, because not
/// every program does so.
fn write_image(area: Cells, image: &Image, original: Option<&[u8]>, out: &mut String) {
    let original = original.filter(|bytes| !picture::is_turned(bytes));
    let (kind, data) = match original.and_then(|bytes| Some((picture::media_type(bytes)?, text::base64(bytes)))) {
        Some(it) => it,
        None => match image.picture.pixels.to_png() {
            Ok(bytes) => ("image/png", text::base64(&bytes)),
            Err(_) => return,
        },
    };
    let [x, width] = [area.x, area.width].map(|cells| u32::from(cells) * WIDTH);
    let [y, height] = [area.y, area.height].map(|cells| u32::from(cells) * HEIGHT);
    let fit = match image.fit {
        Fit::Contain => "xMidYMid meet",
        Fit::Cover => "xMidYMid slice",
    };
    let _ = writeln!(
        out,
        "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"{fit}\" href=\"data:{kind};base64,{data}\"/>"
    );
}

/// A thin line in a cell.
fn path((column, row): (u32, u32), line: &Line) -> String {
    let stretch = |stretch: &Stretch| match *stretch {
        Stretch::Straight([0, down]) => format!("v{down}"),
        Stretch::Straight([right, down]) => format!("l{}", numbers(&[right, down])),
        Stretch::Round(corner, end) => format!("q{}", numbers(&[corner, end].concat())),
    };
    let stretches: String = line.stretches.iter().map(stretch).collect();
    format!("M{} {}{stretches}", column * WIDTH + line.x, row * HEIGHT + line.y)
}

/// Numbers in a row, separated by spaces or a minus.
fn numbers(numbers: &[i32]) -> String {
    let number =
        |(at, number): (usize, &i32)| if at == 0 || *number < 0 { format!("{number}") } else { format!(" {number}") };
    numbers.iter().enumerate().map(number).collect()
}

/// A number with as few digits as possible.
fn number(number: f32) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The style that words share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Hand {
    ink: Rgb,
    bold: bool,
    italic: bool,
}

impl Hand {
    fn of(cell: &Cell) -> Self {
        let is = |modifier| cell.modifier.contains(modifier);
        Self { ink: colors::ink(cell), bold: is(Modifier::BOLD), italic: is(Modifier::ITALIC) }
    }
}

/// Words with their places, by style, in the order in which each style first appears.
#[derive(Default)]
struct Words {
    hands: Vec<(Hand, String)>,
    places: HashMap<Hand, usize>,
}

impl Words {
    /// Adds the words of a row, without characters that are drawn as shapes.
    fn row(&mut self, row: &Row, y: u16, raster: &Raster) {
        let link = |x: u16| raster.links.get(&Position { x, y }).map(AsRef::as_ref);
        let mut rest = row.as_slice();
        while let [(x, _, cell), after @ ..] = rest {
            if is_blank(cell) || boxes::shapes(cell.symbol()).is_some() {
                rest = after;
            } else {
                let (word, after) = rest.split_at(word(rest, &link));
                self.word(word, y.into(), link(*x));
                rest = after;
            }
        }
    }

    fn word(&mut self, cells: &[(u16, u16, &Cell)], y: u32, link: Option<&str>) {
        let (x, _, first) = cells[0];
        let hand = Hand::of(first);
        let at = *self.places.entry(hand).or_insert_with(|| {
            self.hands.push((hand, String::new()));
            self.hands.len() - 1
        });
        let letters: String = cells.iter().map(|(.., cell)| cell.symbol()).collect();
        let wide: u32 = cells.iter().map(|(_, wide, _)| u32::from(*wide)).sum();
        let out = &mut self.hands[at].1;
        let link = link.map(|link| format!("<a href=\"{}\">", escaped(link)));
        out.push_str(link.as_deref().unwrap_or_default());
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
            u32::from(x) * WIDTH,
            y * HEIGHT + BASELINE,
            wide * WIDTH,
            escaped(&letters),
        );
        out.push_str(if link.is_some() { "</a>\n" } else { "\n" });
    }

    fn write(self, out: &mut String) {
        for (hand, words) in self.hands {
            let bold = if hand.bold { " font-weight=\"700\"" } else { "" };
            let italic = if hand.italic { " font-style=\"italic\"" } else { "" };
            let _ = write!(out, "<g fill=\"{}\"{bold}{italic}>\n{words}</g>\n", hex(hand.ink));
        }
    }
}

/// How many cells the word here has: same style, same link, no space.
fn word<'a>(cells: &[(u16, u16, &Cell)], link: &impl Fn(u16) -> Option<&'a str>) -> usize {
    let (x, _, first) = cells[0];
    let alike = |(at, _, cell): &&(u16, u16, &Cell)| {
        is_sure(cell) && !is_blank(cell) && Hand::of(cell) == Hand::of(first) && link(*at) == link(x)
    };
    cells.iter().take_while(alike).count().max(1)
}

/// Whether every monospaced font has these characters in their width. Others are placed separately, so that they do not shift their neighbors.
fn is_sure(cell: &Cell) -> bool {
    let sure = |char| matches!(char, '!'..='~' | '\u{a1}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{370}'..='\u{4ff}' | '‐'..='…');
    cell.cell_width() == 1 && cell.symbol().chars().all(sure)
}

/// Text for a picture, on one line.
fn escaped(words: &str) -> String {
    text::xml(words).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::export::tests::{built_in, deck_of, read, with_job};
    use crate::picture::{Picture, Pixels};
    use crate::raster::Depth;
    use expect_test::expect;
    use roxmltree::{Document, Node};
    use unicode_segmentation::UnicodeSegmentation;

    fn files(job: &Job) -> Vec<(String, String)> {
        job.screenshots(Depth::True, Drawn::Both)
            .map(|shot| (job.file_name(shot.placed.number), picture(job, &shot)))
            .collect()
    }

    fn number_of(node: &Node, name: &str) -> usize {
        node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{name} of {node:?}"))
    }

    /// The text of a picture in its cells.
    fn letters(svg: &str, (columns, rows): (usize, usize)) -> Vec<String> {
        let document = Document::parse(svg).expect("well-formed XML");
        let mut grid = vec![vec![" ".to_owned(); columns]; rows];
        for node in document.descendants().filter(|node| node.has_tag_name("text")) {
            let text = node.text().expect("words");
            let (x, y) = (number_of(&node, "x"), number_of(&node, "y") - BASELINE as usize);
            assert_eq!((x % WIDTH as usize, y % HEIGHT as usize), (0, 0), "{node:?}");
            assert_eq!(number_of(&node, "textLength"), text::width(text) * WIDTH as usize, "{text:?}");
            let (mut x, y) = (x / WIDTH as usize, y / HEIGHT as usize);
            for cluster in text.graphemes(true) {
                let wide = text::width(cluster);
                grid[y][x..x + wide].fill(String::new());
                grid[y][x] = cluster.to_owned();
                x += wide;
            }
        }
        grid.iter().map(|row| row.concat().trim_end().to_owned()).collect()
    }

    /// A row of a page without characters that are drawn as shapes.
    fn words_of(row: &str) -> String {
        let blank = |char: char| boxes::shapes(char.encode_utf8(&mut [0; 4])).is_some() || char.is_whitespace();
        row.chars().map(|char| if blank(char) { ' ' } else { char }).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn each_letter_of_the_built_in_decks_stands_in_its_cell() {
        for (name, size) in [("tour", (80, 24)), ("tour", (40, 12)), ("sensibilisation", (120, 36))] {
            with_job(&built_in(name), "nuit", size, |job| {
                for (screenshot, (file, svg)) in job.screenshots(Depth::None, Drawn::Not).zip(files(&job)) {
                    let wanted: Vec<String> = screenshot.raster.rows().map(|row| words_of(&row)).collect();
                    let found = letters(&svg, (size.0.into(), size.1.into()));
                    let found: Vec<String> = found.iter().map(|row| words_of(row)).collect();
                    assert_eq!(found, wanted, "{name}, {file}");
                }
            });
        }
    }

    #[test]
    fn a_picture_is_as_its_file_is_and_otherwise_its_pixels() {
        let pixels = Pixels { width: 2, height: 1, channels: 3, bytes: vec![200, 0, 0, 0, 0, 200] };
        let file = pixels.to_png().unwrap();
        let picture = Picture { key: 1, small: pixels.clone(), pixels, fault: None };
        let image = Image::new(Arc::new(picture), 8, 4, Fit::Cover);
        let written = |original: Option<&[u8]>| {
            let mut out = String::new();
            write_image(Cells::new(2, 1, 8, 4), &image, original, &mut out);
            out
        };
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".as_bytes();
        let place = "<image x=\"36\" y=\"36\" width=\"144\" height=\"144\" preserveAspectRatio=\"xMidYMid slice\" href=\"data:image/";
        assert_eq!(written(Some(svg)), format!("{place}svg+xml;base64,{}\"/>\n", text::base64(svg)));
        for original in [None, Some(&b"no picture"[..])] {
            assert_eq!(written(original), format!("{place}png;base64,{}\"/>\n", text::base64(&file)));
        }
    }

    #[test]
    fn hostile_words_stay_words() {
        let hostile = "<script>&amp;\u{1b}[2J\u{202e}\\\"'</script>]]>\u{ffff}\u{fffe}";
        let toml = hostile.replace('\\', "\\\\").replace('"', "\\\"").replace('\u{1b}', "\\u001B");
        let deck =
            read(&format!("lang = \"fr\"\n[[section]]\ntitle = \"{toml}\"\n[[section.slide]]\ntitle = \"{toml}\""));
        with_job(&deck, "aube", (80, 24), |job| {
            let (_, svg) = files(&job).remove(0);
            let document = Document::parse(&svg).expect("well-formed XML");
            let title = document.descendants().find(|node| node.has_tag_name("title")).and_then(|node| node.text());
            assert_eq!(title, Some("1. <script>&amp;␛[2J\u{fffd}\\\"'</script>]]>\u{fffd}\u{fffd}"));
            assert!(!svg.contains(|char: char| char.is_control() && char != '\n'), "{svg:?}");
            let names = document.descendants().filter(Node::is_element).map(|node| node.tag_name().name());
            assert!(names.into_iter().all(|name| ["svg", "title", "path", "g", "text", "a"].contains(&name)));
            assert!(letters(&svg, (80, 24)).concat().contains("</script>"));
        });
    }

    #[test]
    fn a_picture_has_its_ground_its_shapes_and_its_words_by_hand() {
        let body = "**Un** [lien](https://a.fr/?b&c) à ~~rien~~ 漢字\n\n> cité";
        with_job(&deck_of(&[body]), "aube", (30, 9), |job| {
            expect![[r##"
                <svg xmlns="http://www.w3.org/2000/svg" width="270" height="162" viewBox="0 0 540 324" font-family="ui-monospace,'Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="30">
                <title>1. Un titre</title>
                <path fill="#fcf7ee" d="M0 0h540v324h-540z"/>
                <g shape-rendering="crispEdges">
                <path fill="#2e2d47" d="M198 54h72v2h-72z"/>
                <path fill="#3f3cb1" d="M72 66h72v2h-72z"/>
                <path fill="#8d7d69" d="M18 108h9v36h-9z"/>
                </g>
                <g fill="#3f3cb1" font-weight="700">
                <text x="18" y="27" textLength="36" lengthAdjust="spacingAndGlyphs">Un</text>
                <text x="72" y="27" textLength="90" lengthAdjust="spacingAndGlyphs">titre</text>
                </g>
                <g fill="#211e3f" font-weight="700">
                <text x="18" y="63" textLength="36" lengthAdjust="spacingAndGlyphs">Un</text>
                </g>
                <g fill="#3f3cb1">
                <a href="https://a.fr/?b&amp;c"><text x="72" y="63" textLength="72" lengthAdjust="spacingAndGlyphs">lien</text></a>
                </g>
                <g fill="#2e2d47">
                <text x="162" y="63" textLength="18" lengthAdjust="spacingAndGlyphs">à</text>
                <text x="198" y="63" textLength="72" lengthAdjust="spacingAndGlyphs">rien</text>
                <text x="288" y="63" textLength="36" lengthAdjust="spacingAndGlyphs">漢</text>
                <text x="324" y="63" textLength="36" lengthAdjust="spacingAndGlyphs">字</text>
                </g>
                <g fill="#85396f" font-style="italic">
                <text x="54" y="135" textLength="72" lengthAdjust="spacingAndGlyphs">cité</text>
                </g>
                <g fill="#5e5c6e">
                <text x="18" y="315" textLength="126" lengthAdjust="spacingAndGlyphs">Section</text>
                <text x="468" y="315" textLength="54" lengthAdjust="spacingAndGlyphs">1/1</text>
                </g>
                </svg>
            "##]].assert_eq(&files(&job)[0].1)
        });
    }
}
