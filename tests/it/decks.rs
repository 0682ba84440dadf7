//! The built-in decks, and the deck in the README.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use pupitre::assets::Assets;
use pupitre::block::{Asks, Colors};
use pupitre::deck::{self, CourseFile, Deck, Number, Placed, Priority, Section, Size};
use pupitre::diagnostic::full;
use pupitre::duration;
use pupitre::files;
use pupitre::plan::Plan;
use pupitre::prose::Prose;
use pupitre::show::{Now, Place, Show};
use pupitre::source::Source;
use pupitre::theme::Theme;
use pupitre::view::view;
use pupitre::{lang, layout};

/// The decks whose notes are the speaker's text word for word.
const SPOKEN: [&str; 2] = ["sensibilisation.toml", "preparer.toml"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads a deck that must have no mistakes; fails with the mistakes as its author would see them.
fn read(name: &str, text: &str) -> Deck {
    let source = Source::new(name, text);
    let (deck, found) = deck::read(&source);
    let printed: Vec<String> =
        found.iter().map(|it| full::render(it, &source, pupitre::lang::choose([Some("en")]), false)).collect();
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
        let (assets, colors) = (Assets::default(), Colors::default());
        let context = deck.context(&assets, &colors);
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
fn what_the_tour_says_about_itself_is_true() {
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

/// The plain text of a slide.
fn shown(deck: &Deck, placed: &Placed) -> String {
    let (assets, colors) = (Assets::default(), Colors::default());
    let mut prose = Prose::default();
    placed.slide.prose(&deck.context(&assets, &colors), &mut prose);
    prose.plain(1000)
}

/// The numbers in brackets in a text: "so it is [12]."
fn cited(text: &str) -> Vec<usize> {
    text.split('[').skip(1).filter_map(|rest| rest.split_once(']')?.0.parse().ok()).collect()
}

#[test]
fn the_numbers_on_the_slides_lead_to_their_sources() {
    let deck = sensibilisation();
    let mut count = 0;
    for placed in deck.slides() {
        for number in cited(&shown(&deck, &placed)) {
            let source = deck.sources.get(number - 1).map(|it| it.id.to_string());
            let named = placed.slide.sources.iter().map(|it| it.to_string()).collect::<Vec<_>>();
            assert!(source.as_ref().is_some_and(|it| named.contains(it)), "slide {}: [{number}]", placed.number);
            count += 1;
        }
    }
    assert!(count > 30, "{count} numbers");
    // The list in the appendix has the same numbers, each with a word of its source.
    let list = deck.slides().find(|placed| placed.slide.id.as_deref() == Some("a6-sources")).unwrap();
    let lines = shown(&deck, &list);
    let lines = lines.lines().map(str::trim_start);
    let lines: Vec<&str> = lines.filter(|line| line.starts_with(|char: char| char.is_ascii_digit())).collect();
    assert_eq!(lines.len(), deck.sources.len());
    for ((number, source), line) in (1..).zip(deck.sources.iter()).zip(lines) {
        let label = line.strip_prefix(&format!("{number}. ")).unwrap_or_else(|| panic!("{number}: {line}"));
        let word = label.split([' ', ',']).next().unwrap().to_lowercase();
        let told = format!("{} {}", &*source.title, source.publisher.as_deref().unwrap_or_default()).to_lowercase();
        assert!(told.contains(&word), "{label}: {told}");
    }
}

/// The words that a speaker says on a slide, and the seconds for what they do: actions are between asterisks in the notes.
fn said_and_done(notes: &str) -> (u64, u64) {
    let (mut words, mut seconds) = (0, 0);
    for (at, part) in notes.split('*').enumerate() {
        let mut before = "";
        for word in part.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)) {
            words += u64::from(at % 2 == 0);
            if at % 2 == 1 && word.starts_with("secondes") {
                seconds += before.parse::<u64>().unwrap();
            }
            before = word;
        }
    }
    (words, seconds)
}

/// The speed of somebody who wants to be understood.
const WORDS_A_MINUTE: u64 = 130;

#[test]
fn the_minutes_of_a_slide_match_its_notes_and_questions() {
    for name in SPOKEN {
        let deck = deck_of(name);
        for placed in deck.slides().filter(|placed| !placed.section.appendix) {
            let (words, seconds) = said_and_done(&placed.slide.notes.excerpt.text);
            let needed = words * 60 / WORDS_A_MINUTE + seconds;
            let planned = placed.slide.duration.unwrap().as_secs();
            assert!((needed..needed + 15).contains(&planned), "{name} {}: {needed} s of {planned} s", placed.number);
        }
    }
}

#[test]
fn the_notes_have_a_part_for_each_step_of_their_slide() {
    let (assets, colors) = (Assets::default(), Colors::default());
    for name in SPOKEN {
        let deck = deck_of(name);
        let context = deck.context(&assets, &colors);
        for placed in deck.slides().filter(|placed| !placed.section.appendix) {
            let steps = layout::slide(&deck, &placed, &context, deck.sizes[0]).last_step() + 1;
            let parts = placed.slide.notes.excerpt.text.trim().split("\n\n").count();
            assert_eq!(parts, usize::from(steps), "{name}: slide {}", placed.number);
        }
    }
}

#[test]
fn each_objective_is_tested_two_or_three_times_on_distant_slides() {
    for name in SPOKEN {
        let deck = deck_of(name);
        let quizzes = deck.questions().into_iter().filter(|(_, question)| matches!(question.kind, Asks::Quiz(_)));
        let slides: Vec<usize> = quizzes.map(|(slide, _)| slide).collect();
        for objective in &deck.objectives {
            let of =
                |slide: &usize| deck.slide(*slide).unwrap().slide.objectives.iter().any(|it| **it == *objective.id);
            let tested: Vec<usize> = slides.iter().copied().filter(of).collect();
            assert!((2..=3).contains(&tested.len()), "{name}: {} is tested on {tested:?}", &*objective.id);
            assert!(tested.windows(2).all(|pair| pair[1] - pair[0] > 1), "{name}: {tested:?}");
        }
    }
}

#[test]
fn the_second_module_names_the_row_that_writes_its_answers() {
    let row = (lang::choose([Some("fr")]).replay.export_own)("PDF");
    let words = row.split(" (").next().unwrap();
    let deck = deck_of("preparer.toml");
    let last = deck.slides().last().unwrap();
    assert!(last.slide.lesson.excerpt.text.contains(words), "{words}");
    let asked = deck.questions().iter().filter(|(_, question)| question.kind == Asks::Open).count();
    assert!(asked >= 8, "{asked} answers are the draft of a file");
}

/// The first code block of the README in this language after the text `after`.
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
