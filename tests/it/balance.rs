//! Where slides are placed on screens of all sizes: the built-in decks, against the rule in `layout`.

use pupitre::answers::{Answers, Change};
use pupitre::assets::Assets;
use pupitre::block::{Colors, Context};
use pupitre::deck::{self, Arrangement, Deck, Size};
use pupitre::layout::{self, Sheet};
use pupitre::page::{Drawing, Page};
use pupitre::source::Source;

const DECKS: [(&str, &str); 3] = [
    ("sensibilisation", include_str!("../../decks/sensibilisation.toml")),
    ("preparer", include_str!("../../decks/preparer.toml")),
    ("tour", include_str!("../../decks/tour.toml")),
];

const SIZES: [Size; 5] = [
    Size { width: 80, height: 24 },
    Size { width: 100, height: 30 },
    Size { width: 120, height: 36 },
    Size { width: 160, height: 45 },
    Size { width: 200, height: 60 },
];

/// Calls `look` for each slide of a deck on a screen.
fn each(deck: &Deck, size: Size, mut look: impl FnMut(&str, Arrangement, Sheet)) {
    let (assets, colors) = (Assets::default(), Colors::default());
    for placed in deck.slides() {
        let sheet = layout::slide(deck, &placed, &deck.context(&assets, &colors), size);
        look(&placed.slide.heading(placed.number), placed.slide.layout, sheet);
    }
}

fn deck_of(name: &str, text: &str) -> Deck {
    deck::read(&Source::new(name, text)).0
}

/// The middle of the drawn rows, measured from the top, in percent of the rows above the bottom row.
fn middle(sheet: &Sheet, size: Size) -> u32 {
    let rows = |page: &Page, at: u16| -> Vec<u32> {
        let drawn = page.items.iter().filter(|item| !matches!(item.drawing, Drawing::Target { .. }));
        drawn.map(|item| item.y + u32::from(at)).collect()
    };
    let all = [rows(&sheet.title, sheet.title_y), rows(&sheet.body, sheet.body_y)].concat();
    let (first, last) = (all.iter().min().unwrap(), all.iter().max().unwrap());
    50 * (first + last + 1) / u32::from(size.height - 1)
}

#[test]
fn no_slide_sticks_to_the_top_of_a_large_screen() {
    for (name, text) in DECKS {
        let deck = deck_of(name, text);
        for size in SIZES.into_iter().filter(|size| size.height >= 36) {
            each(&deck, size, |title, _, sheet| {
                let middle = middle(&sheet, size);
                assert!((25..=56).contains(&middle), "{name}, {title:?}, {size}: the middle is at {middle} %");
            });
        }
    }
}

#[test]
fn what_fits_80x24_fits_every_larger_screen() {
    for (name, text) in DECKS {
        let deck = deck_of(name, text);
        for size in SIZES {
            each(&deck, size, |title, _, sheet| assert!(!sheet.overflows(), "{name}, {title:?}, {size}"));
        }
    }
}

/// The rows between the end of a title and the body that is drawn below it.
fn between(sheet: &Sheet) -> u16 {
    sheet.body_y - sheet.title_y - u16::try_from(sheet.title.height).unwrap()
}

#[test]
fn titles_stand_in_one_row_and_those_of_low_bodies_in_another_close_to_the_body() {
    for (name, text) in DECKS {
        let deck = deck_of(name, text);
        for size in SIZES {
            let [mut usual, mut low] = [Vec::new(), Vec::new()];
            each(&deck, size, |title, layout, sheet| {
                if layout != Arrangement::Top || sheet.body.height == 0 {
                    return;
                }
                let height = u16::try_from(sheet.body.height).unwrap();
                let is_low = sheet.title_y > layout::frame(size).top;
                let told = format!("{name}, {title:?}, {size}: {height} rows");
                assert!(between(&sheet) <= 1 + if is_low { 3 } else { height / 2 }, "{told}");
                assert!(!is_low || height * 5 < size.height * 2, "{told}");
                let rows = if is_low { &mut low } else { &mut usual };
                rows.push(sheet.title_y);
            });
            [&mut usual, &mut low].into_iter().for_each(|rows| rows.dedup());
            assert!(usual.len() == 1 && low.len() <= 1, "{name}, {size}: {usual:?}, {low:?}");
        }
    }
}

#[test]
fn answers_move_nothing() {
    let text = "format = 1\ntitle = 't'\n[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 'q'\nbody = 'Before.'\n\
        [[section.slide.block]]\nkind = 'open'\nid = 'o'\nquestion = 'Why?'\n";
    let deck = deck_of("open.toml", text);
    let (assets, colors) = (Assets::default(), Colors::default());
    let placed = deck.slide(0).unwrap();
    let size = SIZES[3];
    let empty = layout::slide(&deck, &placed, &deck.context(&assets, &colors), size);
    let mut answers = Answers::default();
    for at in 0..5 {
        answers.apply(&Change::Said { id: "o".into(), words: format!("answer {at}") });
    }
    let context = Context { answers: &answers, ..deck.context(&assets, &colors) };
    let full = layout::slide(&deck, &placed, &context, size);
    assert_eq!((empty.title_y, empty.body_y), (full.title_y, full.body_y));
}
