//! Exports are harmless and well-formed, and every letter is in its cell.

use std::sync::Arc;

use proptest::prelude::*;
use pupitre::deck::Size;
use pupitre::export::{Exported, FORMATS, Job, Supplies};
use pupitre::lang;
use pupitre::show::{Now, Place, Show};
use pupitre::theme::{BUILT_IN, Theme};
use pupitre::view::view;
use roxmltree::Document;

use super::{decks, harmless, read, tried};
use crate::common::package::unpacked;

/// A cell of a picture, and the baseline in it, in the picture's units.
const CELL: (usize, usize) = (18, 36);
const BASELINE: usize = 27;

proptest! {
    #![proptest_config(tried(60))]

    #[test]
    fn every_format_writes_nothing_but_harmless_text(text in decks::any_text(), size in decks::size(), theme in 0..BUILT_IN.len()) {
        let deck = Arc::new(read(&text));
        let supplies = Supplies { theme: Theme::built_in(BUILT_IN[theme].0).unwrap(), ..Supplies::default() };
        // Ten slides test as much as a thousand.
        let slides: Vec<usize> = (0..deck.slide_count().min(10)).collect();
        if slides.is_empty() {
            return Ok(());
        }
        let all = Job::of(&deck, &supplies, lang::choose([deck.lang.as_deref()]), size);
        let job = Job { slides, notes: true, lessons: true, scale: 1, every_step: true, ..all };
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|error| TestCaseError::fail(error.to_string()));
        for format in FORMATS {
            match format.write(&job).map_err(TestCaseError::fail)? {
                Exported::One(bytes) if format.is_document() => {
                    prop_assert!(bytes.starts_with(b"%PDF-"));
                    let handout = format.write(&Job { handout: true, slides: job.slides.clone(), ..job });
                    prop_assert!(handout.is_ok(), "{handout:?}");
                }
                Exported::PerSlide(files) if format.has_scale => {
                    // A cell is 9 by 18 pixels.
                    let size = [u32::from(size.width) * 9, u32::from(size.height) * 18].map(u32::to_be_bytes).concat();
                    prop_assert!(files.iter().all(|(_, file)| file.starts_with(b"\x89PNG") && file[16..24] == *size));
                }
                Exported::One(bytes) if bytes.starts_with(b"PK") => {
                    for (name, file) in unpacked(&bytes).iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels")) {
                        let part = text(file)?;
                        prop_assert_eq!(harmless::fault_in_lines(&part), None);
                        prop_assert!(Document::parse(&part).is_ok(), "{}: {:?}", name, Document::parse(&part));
                    }
                }
                Exported::One(bytes) => prop_assert_eq!(harmless::fault_in_lines(&text(&bytes)?), None),
                Exported::PerSlide(files) => {
                    prop_assert!(format.is_per_slide());
                    let mut show = Show::new(deck.clone(), supplies.assets.clone(), job.words, size).on_paper();
                    for (slide, (name, bytes)) in files.iter().enumerate() {
                        let svg = text(bytes)?;
                        prop_assert_eq!(harmless::fault_in_lines(&svg), None);
                        show.begin_at(Place { slide, step: u16::MAX });
                        let rows = view(&show, Now::default()).rows(0);
                        check_letters(&svg, &rows, size).map_err(|why| TestCaseError::fail(format!("{name}: {why}")))?;
                    }
                }
            }
        }
    }
}

/// Whether each word of a picture is where the page has it, as wide as its cells, and no other word is there.
fn check_letters(svg: &str, rows: &[String], size: Size) -> Result<(), String> {
    let document = Document::parse(svg).map_err(|error| error.to_string())?;
    let mut cells = vec![vec![" ".to_owned(); size.width.into()]; size.height.into()];
    for node in document.descendants().filter(|node| node.has_tag_name("text")) {
        let words = node.text().unwrap_or_default();
        let number =
            |name| node.attribute(name).and_then(|value| value.parse::<usize>().ok()).ok_or(format!("no {name}"));
        let (x, y) = (number("x")? / CELL.0, (number("y")? - BASELINE) / CELL.1);
        let wide = number("textLength")? / CELL.0;
        let row = cells.get_mut(y).ok_or(format!("{words:?} is below the screen"))?;
        let place = row.get_mut(x..x + wide).filter(|place| place.iter().all(|cell| cell == " "));
        let place = place.ok_or(format!("{words:?} takes {wide} cells at column {x} that are not free"))?;
        place.fill(String::new());
        words.clone_into(&mut place[0]);
    }
    for (found, wanted) in cells.iter().zip(rows) {
        if letters(&found.concat()) != letters(wanted) {
            return Err(format!("{:?} should be {wanted:?}", found.concat()));
        }
    }
    Ok(())
}

/// A row without the characters drawn as shapes: lines, blocks, dots.
fn letters(row: &str) -> String {
    let shape = |char| matches!(char, '─'..='▟' | '\u{2801}'..='\u{28ff}' | '\u{1fb00}'..='\u{1fb3b}');
    // A blank of two cells is two blanks.
    let row = row.replace('\u{3000}', "  ");
    let row: String = row.chars().map(|char| if shape(char) || char.is_whitespace() { ' ' } else { char }).collect();
    row.trim_end().to_owned()
}
