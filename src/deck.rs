//! A deck: sections of slides, and what they refer to. Each table is declared once; see [`crate::table`].

mod check;
mod course;
mod include;
mod keys;
mod language;
mod limits;
mod logo;
mod names;
mod questions;
mod read;
mod results;
mod retime;
mod sections;
mod slide;

use std::fmt;
use std::ops::Range;
use std::time::Duration;

pub use check::{Check, Level};
pub use course::{CourseFile, Module, complete_schema, is_course};
pub use include::{Site, with_included};
pub use keys::Keys;
pub use limits::{LARGEST, MOST_BLOCKS, MOST_SECTIONS, MOST_SLIDES};
pub use logo::Logo;
pub use read::{READING_RULES, Toml, is_deck, parse, read, read_parsed, read_surface};
pub use results::{KeyResult, Target, number};
pub use retime::retimed;
pub use sections::Sections;

use crate::assets::{Assets, BROKEN_PICTURE, Medium};
use crate::block::{self, Block, Body, Colors, Context, Course, Reference, References, Reveal};
use crate::diagnostic::Diagnostic;
use crate::lang::{self, say};
use crate::prose::Prose;
use crate::source::{Map, Span};
use crate::table::{File, Id, Name, Nature, Reader, Ref, TextFile, When, Words, choice, table};
use crate::text;
use crate::theme::{Looks, OwnLook};

choice! {
    /// What a shorter cut keeps.
    pub enum Priority as "a priority" {
        /// Every cut keeps it.
        Must = "must",
        /// Kept while there is time.
        #[default]
        Should = "should",
        /// The first to go.
        Could = "could",
    }
}

choice! {
    /// How a slide stands on the screen.
    pub enum Arrangement as "a layout" {
        /// The title above, the body below it.
        #[default]
        Top = "top",
        /// The body in the middle of the screen, in both directions.
        Center = "center",
        /// The title slide of the deck: the title in big letters, the subtitle of the deck, the body.
        Title = "title",
        /// The slide that opens a section: the place of the section among the others, the title in big letters, the body.
        Section = "section",
    }
}

table! {
    /// A deck of slides for Pupitre.
    pub struct Deck as "a deck" {
        /// The version of the format: 1.
        format: u16,
        /// The title of the deck.
        title: Words,
        /// A line below the title.
        subtitle: Option<Words> = None,
        /// Who speaks; the title slide shows it below the subtitle, with the occasion and the date.
        author: Option<Words> = None,
        /// At what occasion.
        event: Option<Words> = None,
        /// When: `2026-03-12`, `"mars 2026"`.
        date: Option<When> = None,
        /// What the bottom row says on each slide, behind the section's title: whose deck it is, how it may be used.
        footer: Option<Words> = None,
        /// A picture of whose deck it is, in a corner of title slides: `{ file = "logo.svg", alt = "French Republic" }`.
        logo: Option<Logo> = None,
        /// The language of the content, as in BCP 47: `"fr"`, `"en"`. The interface follows it unless told otherwise.
        lang: Option<Name> = None,
        /// How long the deck is meant to take: `"30min"`.
        duration: Option<Duration> = None,
        /// A theme: a built-in one's name, or a file beside the deck, `"mine.toml"`.
        theme: Option<Name> = None,
        /// How single roles look, over whatever theme is chosen.
        look: Looks = Looks::default(),
        /// The terminals on which every slide must fit: `["80x24", "120x36"]`.
        sizes: Vec<Size> = Vec::new(),
        /// What `pupitre check` looks for in this deck, and how strict it is.
        check: Check = Check::default(),
        /// Where the deck stands in a longer training.
        course: Option<Course> = None,
        /// What somebody who reads the deck alone is shown.
        replay: Reading = Reading::default(),
        /// What people will be able to do afterwards.
        objectives ("objective"): Vec<Objective> = Vec::new(),
        /// By what the training is measured.
        results ("result"): Vec<KeyResult> = Vec::new(),
        /// Where facts come from.
        sources ("source"): References = References::default(),
        /// The words of a glossary.
        terms ("term"): Vec<Term> = Vec::new(),
        /// A shorter or different cut for an audience; at most 100.
        profiles ("profile"): Vec<Profile> = Vec::new(),
        /// The sections, in order; at most 1,000, with at most 10,000 slides.
        sections ("section"): Sections = Sections::default(),
    }

    /// What somebody who reads the deck alone is shown.
    pub struct Reading as "the settings of a replay" {
        /// Whether they read the speaker's notes too, below the lesson.
        notes: bool = false,
    }

    /// What people will be able to do afterwards.
    pub struct Objective as "an objective" {
        /// The name that slides use for it.
        id: Id<Objective>,
        /// What they will be able to do.
        text: Words,
    }

    /// A word of the glossary.
    pub struct Term as "a term" {
        /// The word, as it stands in the slides.
        name: Words,
        /// What it means.
        definition: Words,
    }

    /// A cut of the deck for an audience.
    pub struct Profile as "a profile" {
        /// The name that the command line and slides use for it.
        id: Id<Profile>,
        /// Its name as people read it.
        title: Option<Words> = None,
        /// How long this cut is meant to take.
        duration: Option<Duration> = None,
    }

    /// A part of a deck.
    pub struct Section as "a section" {
        /// The name that jumps use for it.
        id: Option<Id<Section>> = None,
        /// The letter that jumps here from the section list.
        key: Option<Name> = None,
        /// The title of the section.
        title: Words,
        /// How long it is meant to take; slides without a time share what the others leave.
        duration: Option<Duration> = None,
        /// Outside the plan: reached by jumps, never by going on.
        appendix: bool = false,
        /// The slides, in order.
        slides ("slide"): Vec<Slide> = Vec::new(),
    }

    /// One slide.
    pub struct Slide as "a slide" {
        /// The name by which the slide is known, whatever its place and its title.
        id: Option<Id<Slide>> = None,
        /// Another deck beside this one, whose slides stand here: all but those of its appendix, or the one with this `id`.
        include: Option<TextFile> = None,
        /// The title.
        title: Option<Words> = None,
        /// How long it is meant to take: `"1min 30s"`.
        duration: Option<Duration> = None,
        /// What a shorter cut keeps.
        priority: Priority = Priority::default(),
        /// The ids of the objectives that it serves.
        objectives: Vec<Ref<Objective>> = Vec::new(),
        /// The ids of the sources of its facts.
        sources: Vec<Ref<Reference>> = Vec::new(),
        /// The ids of the profiles that keep it; all of them where it names none.
        profiles: Vec<Ref<Profile>> = Vec::new(),
        /// Whether it is on the page that somebody who reads alone keeps: what to remember, whom to write to.
        keep: bool = false,
        /// How it stands on the screen.
        layout: Arrangement = Arrangement::default(),
        /// How it looks: a built-in theme, `"nuit"`, or how single roles look over whatever theme is chosen.
        look: Option<OwnLook> = None,
        /// How it is shown bit by bit.
        reveal: Reveal = Reveal::default(),
        /// What the authors still have to confirm.
        todo: Option<Words> = None,
        /// What the speaker says and does, in Markdown. The room never sees it.
        notes: Body = Body::default(),
        /// The course text for somebody who reads alone, in Markdown.
        lesson: Body = Body::default(),
        /// What the slide shows, in Markdown; a fence named after a kind of block is that block.
        body: Body = Body::default(),
        /// What is data rather than text, below the body; at most 1,000 blocks.
        blocks ("block"): Vec<Block> = Vec::new(),
    }
}

/// The size of a terminal, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

impl Size {
    /// Columns and rows, as in "80x24". `None` for impossible sizes, and for those too small for a slide.
    pub fn parse(text: &str) -> Option<Self> {
        let (width, height) = text.split_once('x')?;
        let size = Self { width: width.parse().ok()?, height: height.parse().ok()? };
        ((20..=1000).contains(&size.width) && (6..=1000).contains(&size.height)).then_some(size)
    }
}

/// The number of a slide: its position in the plan, or in the appendix. It stays the same whatever a cut leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    Slide(usize),
    Appendix(usize),
}

impl Number {
    /// A slide number as people write it: "12", "A3", "a3".
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix(['A', 'a']) {
            Some(number) => number.parse().ok().map(Self::Appendix),
            None => text.parse().ok().map(Self::Slide),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Slide(number) => write!(f, "{number}"),
            Self::Appendix(number) => write!(f, "A{number}"),
        }
    }
}

/// A slide, with its section and number.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    pub slide: &'a Slide,
    pub section: &'a Section,
    /// The index of the section in the deck, from 0.
    pub section_index: usize,
    pub number: Number,
}

impl Deck {
    /// All slides in file order, including the appendix.
    pub fn slides(&self) -> impl Iterator<Item = Placed<'_>> {
        let (mut main, mut appendix) = (0, 0);
        let all = self
            .sections
            .iter()
            .enumerate()
            .flat_map(|(index, section)| section.slides.iter().map(move |slide| (index, section, slide)));
        all.map(move |(section_index, section, slide)| {
            let count = if section.appendix { &mut appendix } else { &mut main };
            *count += 1;
            let number = if section.appendix { Number::Appendix(*count) } else { Number::Slide(*count) };
            Placed { slide, section, section_index, number }
        })
    }

    /// The slide with this index in the file, from 0.
    pub fn slide(&self, index: usize) -> Option<Placed<'_>> {
        self.sections.slide(index)
    }

    /// The index of the slide with this id, from 0.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        self.slides().position(|placed| placed.slide.id.as_deref() == Some(id))
    }

    /// Speaker, occasion and date: "Ada Lindqvist · RustConf · 12 March 2026". `None` if there is none of them.
    pub fn byline(&self) -> Option<String> {
        let date = self.date.as_ref().map(|date| date.said(lang::choose([self.lang.as_deref()])));
        let parts =
            [self.author.as_deref(), self.event.as_deref(), date.as_deref()].into_iter().flatten().map(str::trim);
        Some(text::joined(parts, " · ")).filter(|byline| !byline.is_empty())
    }

    /// The lines below the title of a slide: on a title slide the subtitle and the byline of the deck.
    pub fn below(&self, slide: &Slide) -> Vec<String> {
        let is_title = slide.layout == Arrangement::Title;
        let lines = [self.subtitle.clone(), self.byline()].into_iter().flatten();
        lines.filter(|line| is_title && !line.trim().is_empty()).collect()
    }

    /// The lines below its title in texts: the subtitle, the byline, the footer.
    pub fn below_title(&self) -> impl Iterator<Item = String> {
        [self.subtitle.clone(), self.byline(), self.footer.clone()].into_iter().flatten()
    }

    /// What the bottom row says on the slides of a section: its title, then whose deck it is.
    pub fn foot(&self, section: &Section) -> String {
        text::joined([Some(&section.title), self.footer.as_ref()].into_iter().flatten().map(|it| it.trim()), " · ")
    }

    /// The file of its theme, if it names one.
    pub fn theme_file(&self) -> Option<&str> {
        self.theme.as_deref().filter(|name| name.ends_with(".toml"))
    }

    pub fn slide_count(&self) -> usize {
        self.sections.slide_count()
    }

    /// The number of slides in the plan, that is, outside the appendix.
    pub fn planned_count(&self) -> usize {
        self.sections.iter().filter(|section| !section.appendix).map(|section| section.slides.len()).sum()
    }

    /// The index of the first slide of a section. `None` if the section is empty.
    pub fn first_of_section(&self, section: usize) -> Option<usize> {
        Some(self.sections.slides_of(section)).filter(|slides| !slides.is_empty()).map(|slides| slides.start)
    }

    /// The indexes of the slides of a section. Empty if there is no such section.
    pub fn slides_of(&self, section: usize) -> Range<usize> {
        self.sections.slides_of(section)
    }

    /// The index of the first slide of the plan, or 0 if the plan is empty.
    pub fn first_planned(&self) -> usize {
        self.slides().position(|placed| !placed.section.appendix).unwrap_or(0)
    }

    /// The next or previous slide of the same kind that passes `stays`. The appendix is only reached by jumps.
    pub fn beside(&self, slide: usize, next: bool, stays: impl Fn(usize) -> bool) -> Option<usize> {
        let appendix = self.slide(slide)?.section.appendix;
        let same =
            |index: &usize| self.slide(*index).is_some_and(|it| it.section.appendix == appendix) && stays(*index);
        match next {
            true => (slide + 1..self.slide_count()).find(same),
            false => (0..slide).rev().find(same),
        }
    }

    /// "12/40": a slide's number and the number of slides in the plan. "A3" in the appendix.
    pub fn of_all(&self, number: Number) -> String {
        match number {
            Number::Slide(number) => format!("{number}/{}", self.planned_count()),
            Number::Appendix(_) => number.to_string(),
        }
    }

    /// The files beside the deck and how they are read: those that its slides show, its theme, its course.
    pub fn files(&self) -> Vec<(Medium, &str)> {
        let theme = self.theme_file();
        let mut files: Vec<_> = theme.map(|name| (Medium::Text, name)).into_iter().collect();
        self.each_file(|file| files.push((file.medium, &*file.name)));
        files.sort_unstable();
        files.dedup();
        files
    }

    /// What is wrong with the files that the deck names.
    fn file_troubles(&self, assets: &Assets) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if assets.names().next().is_none() {
            return found;
        }
        self.each_file(|File { medium, name }| {
            let trouble = assets.trouble(*medium, name).filter(|it| it.rule() != BROKEN_PICTURE);
            let Some(trouble) = trouble.filter(|_| name.span != Span::default()) else { return };
            found.push(Diagnostic::error(trouble.rule(), name.span, trouble.message(name), say!("this file")));
        });
        found
    }

    fn each_file<'a>(&'a self, see: impl FnMut(&'a File)) {
        block::each(self, |nature| matches!(nature, Nature::File), see);
    }

    /// What is wrong with the Markdown of its slides: the findings that [`read_surface`] leaves out.
    pub fn markdown_findings(&self) -> Vec<Diagnostic> {
        let mut reader = Reader::new("", Map::default());
        block::each(self, |_| false, |body: &Body| body.look_through(&mut reader));
        names::check_references(self, &mut reader);
        reader.diagnostics
    }

    /// The context in which its slides are laid out and read when nothing was answered yet.
    pub fn context<'a>(&'a self, assets: &'a Assets, colors: &'a Colors) -> Context<'a> {
        Context {
            words: lang::choose([self.lang.as_deref()]),
            course: self.course.as_ref(),
            references: &self.sources,
            ..Context::of(assets, colors)
        }
    }

    /// The whole deck as text, optionally with notes.
    pub fn prose(&self, assets: &Assets, notes: bool) -> Prose {
        self.prose_without(assets, notes, &[])
    }

    /// The same without some slides, given by index in order.
    pub fn prose_without(&self, assets: &Assets, notes: bool, left_out: &[usize]) -> Prose {
        self.prose_with(assets, left_out, &|slide, context, prose| {
            if notes && !slide.notes.is_empty() {
                prose.heading(4, context.words.notes_title);
                slide.notes.prose(context, prose);
            }
        })
    }

    /// The whole deck as a person reads it alone: each lesson below its slide, and the speaker's notes if the deck shows them, under
    /// headings with these titles.
    pub fn reading(&self, assets: &Assets, [lesson, notes]: [&str; 2]) -> Prose {
        self.prose_with(assets, &[], &|slide, context, prose| {
            if !slide.lesson.is_empty() {
                prose.heading(4, lesson);
                slide.lesson.prose(context, prose);
            }
            if self.replay.notes && !slide.notes.is_empty() {
                prose.heading(4, notes);
                slide.notes.prose(context, prose);
            }
        })
    }

    fn prose_with(&self, assets: &Assets, left_out: &[usize], more: &dyn Fn(&Slide, &Context, &mut Prose)) -> Prose {
        let colors = Colors::default();
        let context = self.context(assets, &colors);
        let mut prose = Prose::default();
        prose.heading(1, &self.title);
        prose.0.extend(self.logo.as_ref().map(Logo::passage));
        self.below_title().for_each(|line| prose.paragraph(&line));
        let mut section = None;
        let kept = self.slides().enumerate().filter(|(slide, _)| left_out.binary_search(slide).is_err());
        for (_, placed) in kept {
            if section != Some(placed.section_index) {
                section = Some(placed.section_index);
                prose.heading(2, &placed.section.title);
            }
            prose.heading(3, placed.slide.heading(placed.number));
            let context = self.context_on(placed.slide, &context);
            placed.slide.prose(&context, &mut prose);
            more(placed.slide, &context, &mut prose);
        }
        prose
    }
}

impl Profile {
    /// Whether this profile includes a slide. Slides that name no profile are in all of them.
    pub fn keeps(&self, slide: &Slide) -> bool {
        slide.profiles.is_empty() || slide.profiles.iter().any(|id| **id == *self.id)
    }
}
