//! Pictures in a terminal: how the program asks how to draw them, and what it does with the answer.

use crate::common::stage::{LEAVE, RIGHT, Stage};
use crate::common::{Folder, checking::check};
use pupitre::picture::Pixels;
use vt100::{Color, Screen};

/// The text shown instead of the picture.
const WORDS: &str = "Un carré rouge";

/// The start of the query, and the answer of a terminal that uses the kitty protocol.
const QUESTION: &str = "\x1b_Gi=31,";
const KITTY: &str = "\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;22c";

const TRUE: (&str, &str) = ("COLORTERM", "truecolor");

/// A deck with a picture on its first slide and none on its last.
pub fn deck(folder: &Folder, picture: &[u8]) -> String {
    let empty = "[[section.slide]]\ntitle = \"Sans image\"\nbody = \"Rien\"\n".repeat(3);
    let block = format!("[[section.slide.block]]\nkind = \"image\"\nfile = \"rouge.svg\"\nalt = \"{WORDS}\"\n");
    folder.write("rouge.svg", picture);
    folder.write(
        "deck.toml",
        format!(
            "format = 1\ntitle = \"Essai\"\nlang = \"fr\"\n[[section]]\ntitle = \"Partie\"\n[[section.slide]]\n\
             title = \"Une image\"\n{block}{empty}"
        ),
    )
}

const RED: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">\
    <rect width=\"40\" height=\"20\" fill=\"#c81e1e\"/></svg>";

/// Whether the middle of the screen has this color.
fn is_in_the_middle(screen: &Screen, color: Color) -> bool {
    screen.cell(10, 40).is_some_and(|cell| cell.bgcolor() == color)
}

#[test]
fn a_terminal_that_answers_nothing_shows_pictures_with_half_blocks() {
    let folder = Folder::new();
    let stage = Stage::of(80, 24, &[&deck(&folder, RED)], &[TRUE]);
    stage.wait("a red picture", |screen| is_in_the_middle(screen, Color::Rgb(200, 30, 30)));
    let raw = stage.raw();
    assert!(raw.find("Une image") < raw.find(QUESTION), "the question waits for the first page");
    assert!(!raw.contains("\x1b_Ga="), "nothing is drawn in a way that nobody told");
}

#[test]
fn a_terminal_that_draws_as_kitty_does_is_handed_the_picture() {
    let folder = Folder::new();
    let mut stage = Stage::of(80, 24, &[&deck(&folder, RED)], &[TRUE]);
    stage.wait_for_bytes(QUESTION);
    stage.keys(KITTY);
    stage.wait_for_bytes("\x1b_Ga=t,f=100,");
    stage.wait_for_bytes("\x1b_Ga=p,");
    stage.wait("the ground under it", |screen| !is_in_the_middle(screen, Color::Rgb(200, 30, 30)));
    stage.keys(RIGHT);
    stage.see("Sans image");
    stage.wait_for_bytes("\x1b_Ga=d,d=i,");
    stage.keys("q");
    stage.keys("q");
    stage.end();
    let raw = stage.raw();
    let (taken, left) = (raw.rfind("\x1b_Ga=d,d=A,"), raw.rfind(LEAVE));
    assert!(taken.is_some() && taken < left, "the pictures go before the terminal is given back");
}

#[test]
fn a_terminal_that_knows_sixels_is_sent_sixels() {
    let folder = Folder::new();
    let mut stage = Stage::of(80, 24, &[&deck(&folder, RED)], &[TRUE]);
    stage.wait_for_bytes(QUESTION);
    stage.keys("\x1b[6;20;10t\x1b[?62;4;22c");
    stage.wait_for_bytes("\x1bP0;1;0q\"1;1;");
}

#[test]
fn inside_tmux_nothing_is_asked() {
    let folder = Folder::new();
    let stage = Stage::of(80, 24, &[&deck(&folder, RED)], &[("TERM", "tmux-256color"), ("TMUX", "/tmp/x,1,0")]);
    stage.wait("a red picture", |screen| is_in_the_middle(screen, Color::Idx(160)));
    assert!(!stage.raw().contains(QUESTION));
}

#[test]
fn without_colors_the_description_replaces_the_picture() {
    let folder = Folder::new();
    let mut stage = Stage::of(80, 24, &[&deck(&folder, RED)], &[("NO_COLOR", "1")]);
    stage.see(WORDS);
    stage.keys(RIGHT);
    stage.see("Sans image");
    stage.keys("p");
    stage.see(WORDS);
    assert!(!stage.raw().contains(QUESTION));
}

#[test]
fn a_picture_that_cannot_be_decoded_leaves_its_words() {
    let folder = Folder::new();
    let mut stage = Stage::of(80, 24, &[&deck(&folder, b"<svg width=\"40\" height=\"20\"><rect")], &[TRUE]);
    stage.see(WORDS);
    stage.keys(RIGHT);
    stage.see("Sans image");
    stage.keys("p");
    stage.see(WORDS);
}

#[test]
fn drawings_in_drawings_without_end_do_no_harm() {
    let deep = format!("{}{}</svg>", "<g opacity=\"0.5\">".repeat(40_000), "</g>".repeat(40_000));
    let entities = "<!ENTITY a \"&b;&b;\"><!ENTITY b \"&a;&a;\">";
    for (before, inside) in [("", deep.as_str()), (entities, "&a;</svg>")] {
        let folder = Folder::new();
        let before = if before.is_empty() { String::new() } else { format!("<!DOCTYPE svg [{before}]>") };
        let drawing = format!("{before}<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">{inside}");
        let mut stage = Stage::of(80, 24, &[&deck(&folder, drawing.as_bytes())], &[TRUE]);
        stage.see(WORDS);
        folder.write("rouge.svg", RED);
        stage.keys("r");
        stage.wait("a red picture", |screen| is_in_the_middle(screen, Color::Rgb(200, 30, 30)));
    }
}

/// A drawing of clouds that would take a computer days.
const CLOUDS: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"1200\"><filter id=\"f\">\
    <feTurbulence baseFrequency=\"0.01\" numOctaves=\"2000000000\"/></filter>\
    <rect width=\"1600\" height=\"1200\" filter=\"url(#f)\"/></svg>";

#[test]
fn a_drawing_without_end_leaves_its_words_and_the_next_picture_is_drawn() {
    let folder = Folder::new();
    let deck = deck(&folder, CLOUDS);
    let block = "[[section.slide.block]]\nkind = \"image\"\nfile = \"bleu.png\"\nalt = \"Un carr\u{e9} bleu\"\n";
    let slide = format!("[[section.slide]]\ntitle = \"La suite\"\n{block}");
    let text = std::fs::read_to_string(&deck).unwrap();
    let end = text.find("[[section.slide]]\ntitle = \"Sans").unwrap();
    folder.write("deck.toml", format!("{}{slide}{}", &text[..end], &text[end..]));
    let blue = Pixels { width: 40, height: 20, channels: 4, bytes: [30, 30, 200, 255].repeat(800) };
    folder.write("bleu.png", blue.to_png().unwrap());
    let mut stage = Stage::of(80, 24, &[&deck], &[TRUE]);
    stage.see(WORDS);
    stage.see("trop complexe");
    stage.keys(RIGHT);
    stage.see("La suite");
    stage.wait("a blue picture", |screen| is_in_the_middle(screen, Color::Rgb(30, 30, 200)));
    stage.keys("p");
    stage.see("trop complexe");
    let found = check(&["--format", "concise", &deck]);
    assert!(found.out.contains("error[broken-picture] the drawing \"rouge.svg\" cannot be drawn"), "{}", found.out);
    assert!(!found.out.contains("bleu.png"), "{}", found.out);
}

#[test]
fn a_picture_that_is_cut_is_drawn_as_far_as_it_goes_and_check_finds_it() {
    let folder = Folder::new();
    // So random that the last rows take a large part of the file.
    let noise =
        (0..40_u32 * 20 * 4).map(|at| if at % 4 == 3 { 255 } else { (at.wrapping_mul(2_654_435_761) >> 27) as u8 });
    let mut bytes: Vec<u8> = noise.collect();
    bytes[..40 * 10 * 4].copy_from_slice(&[200, 30, 30, 255].repeat(400));
    let png = Pixels { width: 40, height: 20, channels: 4, bytes }.to_png().unwrap();
    let deck = deck(&folder, &png[..png.len() * 3 / 4]);
    let stage = Stage::of(80, 24, &[&deck], &[TRUE]);
    stage.wait("a red upper half", |screen| {
        screen.cell(6, 40).is_some_and(|cell| cell.bgcolor() == Color::Rgb(200, 30, 30))
    });
    let found = check(&["--format", "concise", &deck]);
    assert!(
        found.out.contains("error[broken-picture] a part of the picture \"rouge.svg\" is missing"),
        "{}",
        found.out
    );
}

#[test]
fn a_picture_that_was_saved_again_is_shown_anew() {
    let folder = Folder::new();
    let mut stage = Stage::of(80, 24, &[&deck(&folder, RED)], &[TRUE]);
    stage.wait("a red picture", |screen| is_in_the_middle(screen, Color::Rgb(200, 30, 30)));
    folder.write("rouge.svg", String::from_utf8_lossy(RED).replace("#c81e1e", "#1e1ec8 ").as_bytes());
    stage.keys("r");
    stage.wait("a blue picture", |screen| is_in_the_middle(screen, Color::Rgb(30, 30, 200)));
}

#[test]
fn what_covers_a_picture_is_visible() {
    let folder = Folder::new();
    let mut stage = Stage::of(80, 24, &[&deck(&folder, RED)], &[TRUE]);
    stage.wait_for_bytes(QUESTION);
    stage.keys(KITTY);
    stage.wait_for_bytes("\x1b_Ga=p,");
    stage.keys("s");
    stage.see("Partie");
    stage.wait_for_bytes("\x1b_Ga=d,d=i,");
}
