//! What is painted over what, and where.

use super::*;
use crate::page::{Role, Squares};
use crate::picture::{Fit, Picture, Pixels};

fn nuit() -> Scheme {
    Scheme::new(&Theme::built_in("nuit").unwrap(), Depth::True)
}

fn linked(text: &str) -> Page {
    let mut page = Page::of_size(12, 2);
    page.ground(0, 0, 12, 2, Role::Text);
    page.text(0, 0, text, Ink { style: Role::Link.into(), link: Some("https://a.fr".into()) });
    page
}

fn image(width: u16, height: u16) -> Image {
    let pixels = Pixels { width: 1, height: 1, channels: 3, bytes: vec![200, 30, 30] };
    Image::new(Arc::new(Picture { key: 1, small: pixels.clone(), pixels, fault: None }), width, height, Fit::Contain)
}

#[test]
fn text_over_a_link_is_not_clickable() {
    let columns = |page: &Page| Raster::of(page, &mut nuit()).links.keys().map(|at| at.x).collect::<Vec<_>>();
    let mut page = linked("abcdef");
    page.ground(0, 0, 2, 1, Role::Panel);
    page.text(3, 0, "x", Role::Text);
    page.squares(5, 0, Squares::new(1, vec![true]));
    assert_eq!(columns(&page), [2, 4]);
    page.flood(false);
    assert!(columns(&page).is_empty(), "a black screen cannot be clicked through");
}

#[test]
fn letters_that_take_two_cells_are_one_of_a_row() {
    let raster = Raster::of(&linked("a漢b"), &mut nuit());
    let row: Vec<(u16, u16, &str)> = raster.row(0).take(3).map(|(x, wide, cell)| (x, wide, cell.symbol())).collect();
    assert_eq!(row, [(0, 1, "a"), (1, 2, "漢"), (3, 1, "b")]);
    assert_eq!(raster.rows().collect::<Vec<_>>(), ["a漢b", ""]);
}

#[test]
fn text_is_painted_on_as_many_cells_as_it_is_laid_out_for() {
    for text in
        ["ascii", "漢字", "e\u{301}", "ｶﾞｷﾞ", "ﾊﾟ", "स्त्री", "👍🏽", "🇫🇷", "❤\u{fe0f}", "1\u{fe0f}\u{20e3}", "\u{ad}a", "ກຳ"]
    {
        let mut page = Page::new(40);
        let width = page.text(0, 0, text, Role::Text);
        page.text(width, 0, "|", Role::Text);
        let raster = Raster::of(&page, &mut nuit());
        assert_eq!(raster.rows().next().unwrap(), format!("{}|", text::clean(text)), "{text:?}");
    }
}

#[test]
fn rows_of_a_high_page_are_painted_without_the_others() {
    let mut page = Page::of_size(8, u32::MAX);
    let middle = 1 << 30;
    page.ground(0, 0, 8, u32::MAX, Role::Text);
    page.text(0, middle - 1, "above", Role::Text);
    page.text(0, middle, "here", Role::Text);
    page.text(0, middle + 3, "below", Role::Text);
    page.squares(5, middle - 1, Squares::new(2, [[true, false], [false, true]].concat().repeat(2)));
    let mut raster = Raster::default();
    raster.paint(&page, 0, middle..middle + 3, &mut nuit(), &mut |_| false);
    assert_eq!(raster.rows().collect::<Vec<_>>(), ["here ▀▀", "", ""]);
    assert!(raster.cells.content.iter().all(|cell| cell.bg != ratatui::style::Color::Reset));
}

#[test]
fn items_beside_a_page_are_not_painted() {
    let mut page = linked("here");
    page.text(11, 1, "漢", Role::Text);
    page.text(40, 1, "out", Role::Text);
    page.ground(u16::MAX, 0, u16::MAX, u32::MAX, Role::Code);
    page.image(9, 1, image(9, 9));
    page.height = 2;
    let raster = Raster::of(&page, &mut nuit());
    assert_eq!(raster.rows().collect::<Vec<_>>(), ["here", ""]);
    assert_eq!(raster.cells[(9, 1)].bg, ratatui::style::Color::Rgb(200, 30, 30));
}

#[test]
fn a_complete_uncovered_picture_is_left_to_the_terminal() {
    let overlays = |page: &Page, rows: Range<u32>| {
        let mut raster = Raster::default();
        raster.paint(page, 0, rows, &mut nuit(), &mut |_| true);
        (raster.overlays.len(), raster.cells[(5, 0)].bg)
    };
    let mut page = linked("here");
    page.image(4, 0, image(4, 2));
    let (ground, red) =
        (Raster::of(&linked(""), &mut nuit()).cells[(0, 0)].bg, ratatui::style::Color::Rgb(200, 30, 30));
    assert_eq!(overlays(&page, 0..2), (1, ground));
    assert_eq!(overlays(&page, 1..2), (0, red), "a part of it");
    page.target(4, 0, 4, 2, crate::page::Target::Part);
    assert_eq!(overlays(&page, 0..2), (1, ground), "what can be pointed at lies over nothing");
    page.put_from(linked("later"), 0, 0, 1);
    assert_eq!(overlays(&page, 0..2), (1, ground), "it is seen later");
    page.text(7, 1, "over", Role::Text);
    assert_eq!(overlays(&page, 0..2), (0, red));
}

#[test]
fn clusters_of_unsure_width_are_known() {
    let unsure = [
        "👩\u{200d}👩\u{200d}👧\u{200d}👦",
        "👍🏽",
        "❤\u{fe0f}",
        "⌛\u{fe0e}",
        "🇫🇷",
        "🇫",
        "1\u{fe0f}\u{20e3}",
        "🫠",
        "🤔",
        "៘",
        "स्त्री",
    ];
    assert!(unsure.iter().all(|it| is_unsure(it)), "{unsure:?}");
    let sure = ["a", " ", "", "é", "e\u{301}", "e\u{302}\u{301}", "漢", "─", "█", "❤", "✅", "👍"];
    assert!(!sure.iter().any(|it| is_unsure(it)), "{sure:?}");
    assert_eq!(Raster::of(&linked("👍🏽"), &mut nuit()).unsure, [0]);
}

#[test]
fn an_area_looks_as_its_slide_and_what_lies_over_it_as_the_others() {
    let looks = "[[section]]\ntitle = 's'\n[[section.slide]]\nlook = 'nuit'\n[[section.slide]]\nlook = 'papier'\n[[section.slide]]\nlook = 'nuit'";
    let source = crate::source::Source::new("t", &format!("format = 1\ntitle = 't'\n{looks}"));
    let (deck, _) = crate::deck::read(&source);
    assert_eq!(deck.slides().map(|it| it.slide.look_number()).collect::<Vec<_>>(), [1, 2, 1]);
    let theme = deck.dressed(&Theme::built_in("aube").unwrap());
    let mut page = Page::of_size(12, 3);
    page.ground(0, 0, 12, 3, Role::Text);
    let mut pane = Page::of_size(4, 2);
    pane.wear(1);
    pane.ground(0, 0, 4, 2, Role::Text);
    pane.text(0, 0, "ab", Role::Title);
    page.put(pane, 2, 1);
    page.text(0, 0, "ab", Role::Title);
    let ground = |page: &Page, x: u16, y: u16| Raster::of(page, &mut Scheme::new(&theme, Depth::True)).cells[(x, y)].bg;
    let of =
        |name: &str| Scheme::new(&Theme::built_in(name).unwrap(), Depth::True).style(Role::Text.into()).bg.unwrap();
    assert_eq!([ground(&page, 2, 1), ground(&page, 5, 2)], [of("nuit"); 2]);
    assert_eq!([ground(&page, 2, 0), ground(&page, 6, 1), ground(&page, 1, 2)], [of("aube"); 3]);
    page.wear(0);
    page.ground(2, 1, 2, 1, Role::Text);
    assert_eq!([ground(&page, 2, 1), ground(&page, 4, 1)], [of("aube"), of("nuit")]);
}
