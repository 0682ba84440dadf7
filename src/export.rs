//! Exports: pictures and text from the same pages as the show, documents from the meaning of slides, Markdown from their prose.
//!
//! To add a format, write `export/NAME.rs` with a constant `FORMAT` that says what it writes and how, then name its module and that constant in
//! this file: `mod NAME;` and [`FORMATS`]. The command line, its help and the tests use that list.

mod boxes;
mod colors;
mod gift;
mod html;
mod md;
pub mod paper;
mod pdf;
mod png;
mod pptx;
mod shapes;
mod svg;
mod txt;
pub mod xapi;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assets::Assets;
use crate::block::{Colors, Pictures};
use crate::deck::{Deck, Number, Placed, Size};
use crate::fonts::Lacking;
use crate::lang::Words;
use crate::prose::Prose;
use crate::raster::{Depth, Raster, Scheme};
use crate::show::{Now, Place, Show};
use crate::theme::Theme;
use crate::view::{sheet, view};

/// The slides to export, and how.
pub struct Job<'a> {
    pub deck: &'a Arc<Deck>,
    pub assets: &'a Arc<Assets>,
    /// The decoded pictures of these slides.
    pub pictures: &'a Pictures,
    /// The words of the interface.
    pub words: &'static Words,
    pub theme: &'a Theme,
    /// The size of the screen.
    pub size: Size,
    /// The indexes of the slides in the deck, in order.
    pub slides: Vec<usize>,
    /// The step of the slides. `None`: the last.
    pub step: Option<u16>,
    /// Whether notes are included.
    pub notes: bool,
    /// Whether lessons are included.
    pub lessons: bool,
    /// Whether whole slides are drawn, without the bottom row of the screen.
    pub sheet: bool,
    /// The size of pixels. [`USUAL_SCALE`] by default.
    pub scale: u32,
    /// Whether documents have a page for each step of a slide.
    pub every_step: bool,
    /// Whether a document is a handout: slides with their lessons or notes.
    pub handout: bool,
    /// Collects characters that no font has.
    pub lacking: &'a Lacking,
    /// The files of the pictures, for formats that include them unchanged.
    pub originals: &'a Originals,
    /// What leads from the exported file to the deck's folder, with `/` at its end, for formats that name files. Empty if they are in one folder.
    pub way: &'a str,
    /// Called with the number of finished pages, and of all pages.
    pub progress: &'a dyn Fn(usize, usize),
}

/// What is needed to draw slides, besides the deck.
#[derive(Default)]
pub struct Supplies {
    pub assets: Arc<Assets>,
    pub pictures: Pictures,
    pub originals: Originals,
    pub theme: Theme,
    pub lacking: Lacking,
}

impl<'a> Job<'a> {
    /// All slides of a deck at their last steps, as the room sees them: without notes and lessons.
    pub fn of(deck: &'a Arc<Deck>, supplies: &'a Supplies, words: &'static Words, size: Size) -> Self {
        let Supplies { assets, pictures, originals, theme, lacking } = supplies;
        Self {
            deck,
            assets,
            pictures,
            words,
            theme,
            size,
            slides: (0..deck.slide_count()).collect(),
            step: None,
            notes: false,
            lessons: false,
            sheet: false,
            scale: USUAL_SCALE,
            every_step: false,
            handout: false,
            lacking,
            originals,
            way: "",
            progress: &|_, _| {},
        }
    }
}

/// The content of picture files, by name.
pub type Originals = BTreeMap<String, Vec<u8>>;

/// The formats, in the order of the help.
pub const FORMATS: &[&Format] =
    &[&html::FORMAT, &svg::FORMAT, &png::FORMAT, &pdf::FORMAT, &pptx::FORMAT, &txt::FORMAT, &md::FORMAT, &gift::FORMAT];

/// An export format.
#[derive(Debug)]
pub struct Format {
    /// The name on the command line, which is also the file extension.
    pub name: &'static str,
    /// What it is, for the help: a few words.
    pub about: &'static str,
    /// Whether it can include notes and lessons.
    pub has_text: bool,
    /// Whether it shows the screen, and thus only the visible part of a slide.
    pub is_of_screen: bool,
    /// Whether it has pixels, and thus a scale.
    pub has_scale: bool,
    pub pictures: Drawn,
    /// Text near the start of its files that marks them as written by this program. `None` if the format has no place for it.
    pub mark: Option<&'static str>,
    files: Files,
}

/// How a format draws pictures, and thus how they must be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Not at all: their descriptions are read.
    Not,
    /// With all their pixels.
    Whole,
    /// As the original files.
    Originals,
    /// As the original files, or with all their pixels if those cannot be used.
    Both,
}

pub use png::{LARGEST_SCALE, USUAL_SCALE};

/// How many files a format writes, and the function that writes them.
#[derive(Debug)]
enum Files {
    /// One for all slides.
    One(fn(&Job) -> Vec<u8>),
    /// One for all slides. Fails with a reason, in words.
    Document(fn(&Job) -> Result<Vec<u8>, String>),
    /// One for each slide on the screen, in all colors.
    PerSlide(fn(&Job, &Screenshot) -> Vec<u8>),
}

/// The result of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    /// One file for all slides.
    One(Vec<u8>),
    /// A file for each slide: the start of its name, and its content.
    PerSlide(Vec<(String, Vec<u8>)>),
}

impl Format {
    /// The format with this name on the command line.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().copied().find(|format| format.name == name)
    }

    /// Whether it writes a file for each slide.
    pub fn is_per_slide(&self) -> bool {
        matches!(self.files, Files::PerSlide(_))
    }

    /// Whether it is a document with pages, which can show steps or be a handout.
    pub fn is_document(&self) -> bool {
        matches!(self.files, Files::Document(_))
    }

    /// The bytes of its files.
    ///
    /// # Errors
    /// Why a document cannot be written.
    pub fn write(&self, job: &Job) -> Result<Exported, String> {
        Ok(match self.files {
            Files::One(write) => Exported::One(write(job)),
            Files::Document(write) => Exported::One(write(job)?),
            Files::PerSlide(write) => {
                let one = |(at, shot): (usize, Screenshot)| {
                    let file = (job.file_name(shot.placed.number), write(job, &shot));
                    (job.progress)(at, job.slides.len());
                    file
                };
                Exported::PerSlide((1..).zip(job.screenshots(Depth::True, self.pictures)).map(one).collect())
            }
        })
    }
}

/// A slide on the screen of the room, without what keys, a clock or a room would change.
#[derive(Debug)]
struct Screenshot<'a> {
    placed: Placed<'a>,
    raster: Raster,
}

impl Job<'_> {
    fn placed(&self) -> impl Iterator<Item = Placed<'_>> {
        self.slides.iter().filter_map(|slide| self.deck.slide(*slide))
    }

    /// A show at its start, with its code colored and its pictures decoded.
    fn show(&self) -> Show {
        let show = Show::new(self.deck.clone(), self.assets.clone(), self.words, self.size);
        show.color_at_once().picturing(self.pictures.clone())
    }

    /// Goes to a slide, at the requested step.
    fn go(&self, show: &mut Show, slide: usize) {
        show.begin_at(Place { slide, step: self.step.unwrap_or(u16::MAX) });
    }

    /// The screen with each slide, or the whole slides, in this color depth.
    fn screenshots(&self, depth: Depth, pictures: Drawn) -> impl Iterator<Item = Screenshot<'_>> {
        let mut show = self.show().on_paper();
        let mut scheme = Scheme::new(self.theme, depth);
        self.slides.iter().filter_map(move |slide| {
            let placed = self.deck.slide(*slide)?;
            self.go(&mut show, *slide);
            let page = if self.sheet { sheet(&show) } else { view(&show, Now::default()) };
            let mut raster = Raster::default();
            raster.paint(&page, 0, 0..page.height, &mut scheme, &mut |_| pictures != Drawn::Not);
            Some(Screenshot { placed, raster })
        })
    }

    /// The width and the height of the screen's picture, in pixels.
    pub fn pixels(&self) -> [u64; 2] {
        [(self.size.width, boxes::WIDTH), (self.size.height, boxes::HEIGHT)]
            .map(|(cells, units)| u64::from(cells) * u64::from(units * self.scale / USUAL_SCALE))
    }

    /// The last step of a slide at this size.
    pub fn last_step(&self, slide: usize) -> u16 {
        let mut show = self.show();
        self.go(&mut show, slide);
        show.sheet().last_step()
    }

    /// The slides that are not completely visible at this size.
    pub fn cut(&self) -> Vec<Number> {
        let mut show = self.show();
        let cut = self.slides.iter().filter(|slide| {
            self.go(&mut show, **slide);
            show.sheet().overflows()
        });
        cut.filter_map(|slide| Some(self.deck.slide(*slide)?.number)).collect()
    }

    /// What is read below a slide, if requested: notes, then the lesson, each with its heading.
    fn asides(&self, placed: Placed) -> Prose {
        let colors = Colors::default();
        let context = self.deck.context(self.assets, &colors);
        let mut prose = Prose::default();
        let notes = (self.notes, self.words.notes_title, &placed.slide.notes);
        let lesson = (self.lessons, self.words.lesson_title, &placed.slide.lesson);
        for (_, title, body) in [notes, lesson].into_iter().filter(|(wanted, _, body)| *wanted && !body.is_empty()) {
            prose.heading(4, title);
            body.prose(&context, &mut prose);
        }
        prose
    }

    /// The name of a slide's file without its extension: "07", "A1". Sorted by name, the files are in order.
    fn file_name(&self, number: Number) -> String {
        let appendix = self.deck.slide_count() - self.deck.planned_count();
        match number {
            Number::Slide(number) => format!("{number:0>0$}", self.deck.planned_count().to_string().len().max(2)),
            Number::Appendix(number) => format!("A{number:0>0$}", appendix.to_string().len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck;
    use crate::lang;
    use crate::source::Source;

    /// A deck with these Markdown bodies, one per slide, without findings.
    pub(in crate::export) fn deck_of(bodies: &[&str]) -> Arc<Deck> {
        let slide = |body: &&str| format!("[[section.slide]]\ntitle = \"Un titre\"\nbody = '''\n{body}\n'''\n");
        let slides: String = bodies.iter().map(slide).collect();
        read(&format!("[[section]]\ntitle = \"Section\"\n{slides}"))
    }

    /// A deck with this text after its first lines.
    pub(in crate::export) fn read(text: &str) -> Arc<Deck> {
        let (deck, found) = deck::read(&Source::new("test.toml", &format!("format = 1\ntitle = \"Essai\"\n{text}")));
        assert_eq!(found, []);
        Arc::new(deck)
    }

    /// The built-in deck with this name.
    pub(in crate::export) fn built_in(name: &str) -> Arc<Deck> {
        let path = format!("{}/decks/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        Arc::new(deck::read(&Source::new("test.toml", &std::fs::read_to_string(path).unwrap())).0)
    }

    /// The tour with an attack in each text of these keys, and with links in its Markdown.
    pub(in crate::export) fn attacked(attack: &str, links: &str) -> Arc<Deck> {
        const KEYS: &[&str] = &[
            "title", "subtitle", "text", "by", "role", "caption", "name", "question", "low", "high", "alt",
            "publisher", "definition", "audience", "unit", "value", "next", "term",
        ];
        let tour = std::fs::read_to_string(format!("{}/decks/tour.toml", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let (mut deck, mut count) = (String::new(), 0);
        for line in tour.lines() {
            let is_words = KEYS.iter().any(|key| line.split_once(" = \"").is_some_and(|(name, _)| name.trim() == *key));
            match line.strip_suffix('"').filter(|_| is_words) {
                Some(start) => {
                    count += 1;
                    deck += &format!("{start}{attack}\"\n");
                }
                None => deck += &format!("{line}\n"),
            }
        }
        assert!(count > 50, "{count}");
        let slide = format!("[[section.slide]]\nnotes = '''\n{links}\n'''\nbody = '''\n{links}\n'''\n");
        let text = format!("{deck}\n[[section]]\ntitle = \"x\"\n{slide}");
        Arc::new(deck::read(&Source::new("test.toml", &text)).0)
    }

    /// Calls `check` with a job for all slides of a deck.
    pub(in crate::export) fn with_job(deck: &Arc<Deck>, theme: &str, (width, height): (u16, u16), check: impl Fn(Job)) {
        let supplies = Supplies { theme: Theme::built_in(theme).unwrap(), ..Supplies::default() };
        check(Job::of(deck, &supplies, lang::choose([Some("fr")]), Size { width, height }));
    }

    #[test]
    fn files_are_named_by_the_numbers_that_people_use_and_stand_in_order() {
        let slides = "[[section.slide]]\n".repeat(101);
        let deck = read(&format!(
            "[[section]]\ntitle = \"a\"\n{slides}[[section]]\ntitle = \"b\"\nappendix = true\n[[section.slide]]\n"
        ));
        with_job(&deck, "aube", (80, 24), |job| {
            let names: Vec<String> = deck.slides().map(|placed| job.file_name(placed.number)).collect();
            assert!(names.is_sorted());
            assert_eq!((names[6].as_str(), names[101].as_str()), ("007", "A1"));
        });
    }

    #[test]
    fn exports_do_not_say_that_nobody_has_answered() {
        let block =
            |kind: &str, more: &str| format!("[[section.slide.block]]\nkind = \"{kind}\"\nid = \"{kind}\"\n{more}\n");
        let choices = "question = \"Quoi ?\"\nchoices = [\"a\", \"b\"]";
        let blocks = [
            block("poll", choices),
            block("quiz", &format!("{choices}\nanswer = [1]\nwhy = 'Voilà.'")),
            block("rating", "question = \"Combien ?\""),
            block("open", "question = \"Comment ?\""),
            block("checklist", "items = [\"a\"]"),
            block("poll", "repeat = \"poll\"").replace("id = \"poll\"", "id = \"after\""),
        ];
        let slides = blocks.map(|block| format!("[[section.slide]]\ntitle = \"t\"\n{block}"));
        let deck = read(&format!("[[section]]\ntitle = \"s\"\n{}", slides.concat()));
        with_job(&deck, "aube", (60, 20), |job| {
            let told = |sheet: bool| {
                let job = Job { sheet, slides: (0..6).collect(), ..job };
                let Ok(Exported::One(text)) = txt::FORMAT.write(&job) else { panic!("one file") };
                let text = String::from_utf8(text).unwrap();
                assert!(text.contains("Voilà."));
                text.lines().filter(|line| line.trim_start().starts_with('0')).count()
            };
            assert_eq!((told(false), told(true)), (0, 0));
        });
    }

    #[test]
    fn long_exports_report_each_finished_page() {
        with_job(&built_in("tour"), "aube", (80, 24), |job| {
            for (name, handout) in [("svg", false), ("png", false), ("pptx", false), ("pdf", false), ("pdf", true)] {
                let told = std::cell::RefCell::new(Vec::new());
                let progress = |done, all| told.borrow_mut().push((done, all));
                let job = Job { progress: &progress, slides: vec![0, 1, 2], handout, ..job };
                assert!(Format::named(name).unwrap().write(&job).is_ok());
                let told = told.take();
                let all = told.len();
                assert!(all > 0 && told.iter().copied().eq((1..=all).map(|page| (page, all))), "{name}: {told:?}");
            }
        });
    }

    #[test]
    fn slides_higher_than_the_screen_are_detected() {
        with_job(&deck_of(&["un", &"un\n\n".repeat(30)]), "aube", (80, 24), |job| {
            assert_eq!(job.cut(), [Number::Slide(2)]);
        });
    }
}
