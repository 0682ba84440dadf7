//! The decks that come with the program, and the one in the README.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use pupitre::assets::Assets;
use pupitre::block::Colours;
use pupitre::deck::{self, CourseFile, Deck, Number, Priority, Section, Size};
use pupitre::diagnostic::full;
use pupitre::duration;
use pupitre::files;
use pupitre::plan::Plan;
use pupitre::show::{Now, Place, Show};
use pupitre::source::Source;
use pupitre::theme::Theme;
use pupitre::view::view;
use pupitre::{lang, layout};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A deck without a mistake, or the mistakes as their author would see them.
fn read(name: &str, text: &str) -> Deck {
    let source = Source::new(name, text);
    let (deck, found) = deck::read(&source);
    let printed: Vec<String> = found.iter().map(|it| full::render(it, &source, false)).collect();
    assert!(found.is_empty(), "{}", printed.join("\n"));
    deck
}

fn shipped() -> Vec<(String, Deck)> {
    let mut decks = Vec::new();
    for entry in fs::read_dir(root().join("decks")).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".toml") && name != "course.toml" {
            let mut deck = read(&name, &fs::read_to_string(&entry).unwrap());
            let assets = files::read_assets(&deck, &root().join("decks"));
            assert_eq!(deck.complete(&name, &assets), [], "{name}");
            decks.push((name, deck));
        }
    }
    decks
}

fn deck_of(file: &str) -> Deck {
    shipped().into_iter().find(|(name, _)| name == file).unwrap().1
}

fn sensibilisation() -> Deck {
    deck_of("sensibilisation.toml")
}

#[test]
fn every_slide_fits_on_the_terminals_that_its_deck_names() {
    for (name, deck) in shipped() {
        let (assets, colours) = (Assets::default(), Colours::default());
        let context = deck.context(&assets, &colours);
        for size in &deck.sizes {
            for placed in deck.slides() {
                let sheet = layout::slide(&deck, &placed, &context, *size);
                assert!(
                    !sheet.overflows(),
                    "{name}: slide {} does not fit {size}: {} rows for {}",
                    placed.number,
                    sheet.body.height,
                    sheet.room
                );
            }
        }
    }
}

#[test]
fn the_course_has_five_steps_and_begins_with_the_sensibilisation() {
    let text = fs::read_to_string(root().join("decks/course.toml")).unwrap();
    let (course, found) = CourseFile::read(&Source::new("course.toml", &text));
    assert_eq!(found, []);
    assert_eq!((course.modules.len(), course.place_of("sensibilisation.toml")), (5, Some(0)));
    assert!(course.decks().all(|deck| root().join("decks").join(deck).is_file()));
    let of_deck = sensibilisation().course.unwrap();
    assert_eq!((of_deck.name, of_deck.step, of_deck.of), (Some(course.name), Some(1), Some(5)));
    assert_eq!(of_deck.next.as_deref(), Some("Préparer son projet"));
    assert_eq!(of_deck.audience.as_deref(), Some("décideurs, gouvernance"));
}

#[test]
fn the_sensibilisation_takes_thirty_minutes_to_the_second() {
    let deck = sensibilisation();
    let plan = Plan::of(&deck);
    assert_eq!(plan.total(), Duration::from_secs(30 * 60));
    assert!(deck.planned_count() >= 24);
    let ids: Vec<_> = deck.sections.iter().map(|it| (it.id.as_deref().unwrap(), it.key.as_deref().unwrap())).collect();
    let expected = [
        ("enjeux", "e"),
        ("doctrine", "d"),
        ("cloud-native", "c"),
        ("offre", "o"),
        ("gains", "g"),
        ("conclusion", "f"),
    ];
    assert_eq!(ids[..6], expected);
    assert!(deck.sections[6].appendix);
    for (index, section) in deck.sections.iter().enumerate() {
        if let Some(said) = section.duration {
            assert_eq!(plan.sum(&deck, |placed| placed.section_index == index), said, "{}", section.title);
        }
    }
}

#[test]
fn what_the_tour_says_of_itself_is_true() {
    let deck = deck_of("tour.toml");
    let plan = Plan::of(&deck);
    assert_eq!(Some(plan.total()), deck.duration);
    let table = deck.slides().find(|placed| placed.slide.id.as_deref() == Some("table")).unwrap().slide;
    for (index, section) in deck.sections.iter().enumerate().filter(|(_, section)| !section.appendix) {
        let time = plan.sum(&deck, |placed| placed.section_index == index);
        assert_eq!(section.duration, Some(time), "{}", section.title);
        let row = format!("| {} | {} | {} |", section.title, section.slides.len(), duration::clock(time));
        assert!(table.body.excerpt.text.contains(&row), "{row}");
    }
    let all = format!("| **{}** | **{}** |", deck.planned_count(), duration::clock(plan.total()));
    assert!(table.body.excerpt.text.contains(&all), "{all}");
    let keys = |section: &Section| format!("| `{}` | {} |", section.key.as_deref().unwrap(), section.title);
    let parts = deck.slides().find(|placed| placed.slide.id.as_deref() == Some("parts")).unwrap().slide;
    for section in deck.sections.iter().filter(|section| !section.appendix) {
        assert!(parts.body.excerpt.text.contains(&keys(section)), "{}", section.title);
    }
}

#[test]
fn the_musts_of_the_sensibilisation_fit_a_management_committee() {
    let deck = sensibilisation();
    let musts = Plan::of(&deck).sum(&deck, |placed| placed.slide.priority == Priority::Must);
    assert!(musts <= deck.profiles.iter().find(|it| it.id == "comite").unwrap().duration.unwrap());
}

#[test]
fn every_slide_serves_speaker_and_reader() {
    for (name, deck) in shipped() {
        for placed in deck.slides() {
            assert!(!placed.slide.lesson.is_empty(), "{name}: slide {} has no lesson", placed.number);
            if let Number::Slide(number) = placed.number {
                assert!(!placed.slide.notes.is_empty(), "{name}: slide {number} has no notes");
                assert!(placed.slide.duration.is_some(), "{name}: slide {number} has no duration");
            }
        }
    }
}

/// The text of the README between a fence of this language and its end, from the first after `after`.
fn fence(after: &str, lang: &str) -> String {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let rest = &readme[readme.find(after).unwrap_or_else(|| panic!("README has no {after:?}"))..];
    let start = rest.find(&format!("```{lang}\n")).unwrap() + lang.len() + 4;
    rest[start..start + rest[start..].find("```\n").unwrap()].to_owned()
}

#[test]
fn the_first_deck_of_the_readme_is_without_fault() {
    let text = fence("## A first deck", "toml");
    assert!(text.lines().count() <= 10, "the README promises ten lines");
    assert!(read("README", &text).slide_count() > 1);
}

#[test]
fn the_course_of_the_readme_is_without_fault() {
    let (course, found) = CourseFile::read(&Source::new("README", &fence("### A course", "toml")));
    assert_eq!((found, course.modules.len()), (vec![], 2));
}

#[test]
fn the_theme_of_the_readme_is_without_fault() {
    let source = Source::new("README", &fence("## Themes", "toml"));
    assert_eq!(Theme::read(&source).1, []);
}

#[test]
fn the_picture_in_the_readme_is_what_people_see() {
    let deck = Arc::new(sensibilisation());
    let words = lang::choose([Some("fr")]);
    let mut show = Show::new(deck.clone(), Arc::default(), words, Size { width: 80, height: 24 });
    let slide = deck.slides().position(|placed| placed.slide.id.as_deref() == Some("trois-mots")).unwrap();
    show.begin_at(Place { slide, step: 9 });
    let picture = view(&show, Now::default()).picture(0);
    assert_eq!(fence("# Pupitre", "text"), picture, "paste this into the README:\n{picture}");
}

#[test]
fn the_readme_names_every_command_that_it_promises() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for command in ["cargo run --release\n", "cargo test\n"] {
        assert!(readme.contains(command), "{command}");
    }
    for command in [
        "tour", "check", "rule", "decks", "new", "outline", "plan", "report", "export", "fmt", "lsp", "themes", "keys",
        "schema", "completions", "man",
    ] {
        assert!(readme.contains(&format!("pupitre {command}")), "{command}");
    }
    let gate = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(gate.contains("cargo test"), "the gate runs the README's test command");
}
