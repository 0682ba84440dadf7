//! Pictures: a file of SVG for each slide, exact to the cell.
//!
//! Words are set where they stand, as wide as their cells, so that any font of even width keeps the grid; what has to join from
//! cell to cell is drawn as shapes, and so are the grounds. Nothing is loaded from elsewhere.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::Position;
use ratatui::style::Modifier;

use crate::export::boxes::{self, HEIGHT, Shape, WIDTH};
use crate::export::colors;
use crate::export::{Files, Format, Job, Screenshot};
use crate::raster::Raster;
use crate::text;
use crate::theme::Rgb;

pub const FORMAT: Format = Format {
    name: "svg",
    about: "a picture of the screen for each slide",
    has_text: false,
    is_of_screen: true,
    shows_pictures: true,
    files: Files::PerSlide(|job, shot| picture(job, shot).into_bytes()),
};

/// The letters of most fonts of even width are 0.6 em wide, and so a cell.
const FONT: u32 = 30;

/// From the upper edge of a cell to the line on which letters stand, to the lines below and through them, in units; and how
/// thick those are.
const BASELINE: u32 = 27;
const UNDERLINE: f32 = 30.0;
const STRIKE: f32 = 18.0;
const THICK: f32 = 2.0;

/// Fonts of even width, the systems' own first.
const FONTS: &str = "ui-monospace,'Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

/// So many units are a pixel where nobody asks for another size.
const UNITS: u32 = 2;

fn picture(job: &Job, Screenshot { placed, raster }: &Screenshot) -> String {
    let title = placed.slide.heading(placed.number);
    let area = raster.cells.area;
    let (width, height) = (u32::from(area.width) * WIDTH, u32::from(area.height) * HEIGHT);
    let ground = commonest_ground(raster);
    let lang = job.deck.lang.as_deref().map(|lang| format!(" xml:lang=\"{}\"", escaped(lang))).unwrap_or_default();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"{lang} width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{FONTS}\" font-size=\"{FONT}\">\n<title>{}</title>\n<path fill=\"{}\" d=\"M0 0h{width}v{height}h-{width}z\"/>\n",
        width / UNITS,
        height / UNITS,
        escaped(title.trim_end()),
        hex(ground),
    );
    let mut shapes = Shapes::default();
    let mut words = Words::default();
    for y in 0..area.height {
        let row: Row = raster.row(y).collect();
        shapes.grounds(&row, y.into(), ground);
        shapes.lines_of_letters(&row, y.into());
        words.row(&row, y, raster, &mut shapes);
    }
    shapes.write(&mut out);
    words.write(&mut out);
    out.push_str("</svg>\n");
    out
}

/// The ground that most cells have: it is drawn once, under everything.
fn commonest_ground(raster: &Raster) -> Rgb {
    let mut counts: BTreeMap<Rgb, u32> = BTreeMap::new();
    for (_, wide, cell) in (0..raster.cells.area.height).flat_map(|y| raster.row(y)) {
        *counts.entry(colors::ground(cell)).or_default() += u32::from(wide);
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or((0xff, 0xff, 0xff), |(ground, _)| ground)
}

/// The cells of a row, each with its column and how many cells its letters take.
type Row<'a> = Vec<(u16, u16, &'a Cell)>;

/// What the colours of a picture are written as.
fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A rectangle, in units.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rect {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// Which layer, what colour, how much of it covers what is below, in percent.
type Fill = (u8, Rgb, u8);

/// What is drawn below the words: rectangles by their fill, thin lines by their colour.
#[derive(Default)]
struct Shapes {
    rects: BTreeMap<Fill, Vec<Rect>>,
    lines: BTreeMap<Rgb, String>,
}

/// The layers: grounds lie under everything else.
const GROUND: u8 = 0;
const ABOVE: u8 = 1;

impl Shapes {
    fn rect(&mut self, fill: Fill, rect: Rect) {
        self.rects.entry(fill).or_default().push(rect);
    }

    fn grounds(&mut self, row: &Row, y: u32, under: Rgb) {
        for (x, wide, cell) in row.iter().filter(|(.., cell)| colors::ground(cell) != under) {
            let [x, y, width, height] = across(*x, y, *wide);
            self.rect((GROUND, colors::ground(cell), 100), Rect { x, y, width, height });
        }
    }

    /// The lines below and through letters, and through the spaces between them.
    fn lines_of_letters(&mut self, row: &Row, y: u32) {
        for (x, wide, cell) in row {
            for (modifier, below) in [(Modifier::UNDERLINED, UNDERLINE), (Modifier::CROSSED_OUT, STRIKE)] {
                if cell.modifier.contains(modifier) {
                    let [x, y, width, _] = across(*x, y, *wide);
                    self.rect((ABOVE, colors::ink(cell), 100), Rect { x, y: y + below, width, height: THICK });
                }
            }
        }
    }

    /// The shapes of a sign in a cell.
    fn sign(&mut self, shapes: Vec<Shape>, ink: Rgb, (x, y): (u32, u32)) {
        let (left, top) = (x * WIDTH, y * HEIGHT);
        for shape in shapes {
            match shape {
                Shape::Rect { x, y, width, height, covers } => {
                    self.rect((ABOVE, ink, covers), Rect { x: left as f32 + x, y: top as f32 + y, width, height });
                }
                Shape::Line { x, y, path } => {
                    let _ = write!(self.lines.entry(ink).or_default(), "M{} {}{path}", left + x, top + y);
                }
            }
        }
    }

    fn write(self, out: &mut String) {
        out.push_str("<g shape-rendering=\"crispEdges\">\n");
        for ((_, color, covers), rects) in self.rects {
            let opacity = if covers < 100 { format!(" fill-opacity=\".{covers}\"") } else { String::new() };
            let _ = write!(out, "<path fill=\"{}\"{opacity} d=\"", hex(color));
            for Rect { x, y, width, height } in merged(rects) {
                let [x, y, width, height] = [x, y, width, height].map(number);
                let _ = write!(out, "M{x} {y}h{width}v{height}h-{width}z");
            }
            out.push_str("\"/>\n");
        }
        out.push_str("</g>\n");
        for (color, path) in self.lines {
            let _ = writeln!(out, "<path fill=\"none\" stroke=\"{}\" stroke-width=\"2\" d=\"{path}\"/>", hex(color));
        }
    }
}

/// The left, the top, the width and the height of some cells of a row, in units.
fn across(x: u16, y: u32, wide: u16) -> [f32; 4] {
    [u32::from(x) * WIDTH, y * HEIGHT, u32::from(wide) * WIDTH, HEIGHT].map(|units| units as f32)
}

/// Neighbours of one fill as one: first those side by side, then those one below the other. Fewer seams, fewer bytes.
fn merged(rects: Vec<Rect>) -> Vec<Rect> {
    let join = |mut rects: Vec<Rect>,
                key: fn(&Rect) -> [f32; 3],
                touch: fn(&Rect, &Rect) -> bool,
                grow: fn(&mut Rect, &Rect)| {
        rects.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
        let mut joined: Vec<Rect> = Vec::new();
        for rect in rects {
            match joined.last_mut() {
                Some(last) if touch(last, &rect) => grow(last, &rect),
                _ => joined.push(rect),
            }
        }
        joined
    };
    let across = join(
        rects,
        |it| [it.y, it.height, it.x],
        |a, b| (a.y, a.height, a.x + a.width) == (b.y, b.height, b.x),
        |a, b| a.width += b.width,
    );
    join(
        across,
        |it| [it.x, it.width, it.y],
        |a, b| (a.x, a.width, a.y + a.height) == (b.x, b.width, b.y),
        |a, b| a.height += b.height,
    )
}

/// A number with no more digits than it needs.
fn number(number: f32) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What words have in common that are drawn alike.
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

/// Words at their places, by how they are drawn, in the order in which each hand is first met.
#[derive(Default)]
struct Words {
    hands: Vec<(Hand, String)>,
    places: HashMap<Hand, usize>,
}

impl Words {
    /// The words of a row; what is drawn as shapes goes there.
    fn row(&mut self, row: &Row, y: u16, raster: &Raster, shapes: &mut Shapes) {
        let link = |x: u16| raster.links.get(&Position { x, y }).map(AsRef::as_ref);
        let mut rest = row.as_slice();
        while let [(x, _, cell), after @ ..] = rest {
            if is_blank(cell) {
                rest = after;
            } else if let Some(of_sign) = boxes::shapes(cell.symbol()) {
                shapes.sign(of_sign, colors::ink(cell), (u32::from(*x), y.into()));
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

/// How many cells belong to the word that begins here: of one hand, leading to the same place, without a space.
fn word<'a>(cells: &[(u16, u16, &Cell)], link: &impl Fn(u16) -> Option<&'a str>) -> usize {
    let (x, _, first) = cells[0];
    let alike = |(at, _, cell): &&(u16, u16, &Cell)| {
        is_sure(cell) && !is_blank(cell) && Hand::of(cell) == Hand::of(first) && link(*at) == link(x)
    };
    cells.iter().take_while(alike).count().max(1)
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol().trim().is_empty()
}

/// Whether every font of even width has these letters in that width; others stand alone, so that they move no neighbour.
fn is_sure(cell: &Cell) -> bool {
    let sure = |char| matches!(char, '!'..='~' | '\u{a1}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{370}'..='\u{4ff}' | '‐'..='…');
    cell.cell_width() == 1 && cell.symbol().chars().all(sure)
}

/// Text as it stands in a picture, in one line.
fn escaped(words: &str) -> String {
    text::xml(words).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{built_in, deck_of, read, with_job};
    use crate::raster::Depth;
    use expect_test::expect;
    use roxmltree::{Document, Node};
    use unicode_segmentation::UnicodeSegmentation;

    fn files(job: &Job) -> Vec<(String, String)> {
        job.screenshots(Depth::True).map(|shot| (job.file_name(shot.placed.number), picture(job, &shot))).collect()
    }

    fn number_of(node: &Node, name: &str) -> usize {
        node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{name} of {node:?}"))
    }

    /// The letters of a picture in their cells.
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

    /// A row of a page without what is drawn as shapes.
    fn words_of(row: &str) -> String {
        let blank = |char: char| boxes::shapes(char.encode_utf8(&mut [0; 4])).is_some() || char.is_whitespace();
        row.chars().map(|char| if blank(char) { ' ' } else { char }).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn each_letter_of_the_built_in_decks_stands_in_its_cell() {
        for (name, size) in [("tour", (80, 24)), ("tour", (40, 12)), ("sensibilisation", (120, 36))] {
            with_job(&built_in(name), "nuit", size, |job| {
                for (screenshot, (file, svg)) in job.screenshots(Depth::None).zip(files(&job)) {
                    let wanted: Vec<String> = screenshot.raster.rows().map(|row| words_of(&row)).collect();
                    let found = letters(&svg, (size.0.into(), size.1.into()));
                    let found: Vec<String> = found.iter().map(|row| words_of(row)).collect();
                    assert_eq!(found, wanted, "{name}, {file}");
                }
            });
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
                <text x="18" y="315" textLength="18" lengthAdjust="spacingAndGlyphs">→</text>
                <text x="54" y="315" textLength="162" lengthAdjust="spacingAndGlyphs">commencer</text>
                <text x="270" y="315" textLength="18" lengthAdjust="spacingAndGlyphs">?</text>
                <text x="306" y="315" textLength="108" lengthAdjust="spacingAndGlyphs">touch…</text>
                <text x="468" y="315" textLength="54" lengthAdjust="spacingAndGlyphs">1/1</text>
                </g>
                </svg>
            "##]].assert_eq(&files(&job)[0].1)
        });
    }

    #[test]
    fn neighbours_of_one_fill_are_one_shape() {
        let at = |x: f32, y: f32| Rect { x, y, width: 16.0, height: 32.0 };
        let apart = Rect { x: 64.0, y: 0.0, width: 2.0, height: 32.0 };
        let rects = vec![at(16.0, 32.0), at(0.0, 0.0), apart, at(16.0, 0.0), at(0.0, 32.0)];
        assert_eq!(merged(rects), [Rect { x: 0.0, y: 0.0, width: 32.0, height: 64.0 }, apart]);
    }
}
