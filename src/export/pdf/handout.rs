//! The handout: A4 sheets to print or send, with each slide beside its lesson or its notes, and the glossary and the sources at the end.
//!
//! First everything is laid out as things at places on sheets, then it is drawn sheet by sheet, because a text may span several.

mod lines;
mod texts;

use std::collections::BTreeMap;

use krilla::geom::{Rect, Transform};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag, TagGroup};
use unicode_segmentation::UnicodeSegmentation;

use crate::block::Colors;
use crate::block::meaning::{Form, Meaning, What};
use crate::deck::Placed;
use crate::export::Job;
use crate::export::boxes::{HEIGHT, WIDTH};
use crate::export::pdf::brush::{self, Brush, Cluster};
use crate::export::pdf::parts::{Branch, group};
use crate::export::pdf::sheet::{Piece, thumbnail};
use crate::export::pdf::{Leaves, Writing};
use crate::export::shapes;
use crate::fonts::{Family, Hand};
use crate::page::Link;
use crate::prose::{Phrase, Prose};
use crate::raster::{Depth, Raster, Scheme};
use crate::text;
use crate::theme::Rgb;
use crate::view;
use texts::{Look, Texts};

/// An A4 sheet and its margins, in points.
const PAPER: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 42.0;

/// The width of a slide, and the gap to the text beside it.
const SLIDE: f32 = 240.0;
const BETWEEN: f32 = 18.0;

/// The color of the border around a slide, and of lines to write on.
const LINE: Rgb = (0xb0, 0xb0, 0xb0);
const THIN: f32 = 0.5;

/// How many lines to write on are beside a slide without text, and their distance.
const EMPTY_LINES: u16 = 5;
const APART: f32 = 22.0;

/// The footer: its distance from the bottom edge.
const FOOTER: f32 = 24.0;

/// A thing at a place on a sheet, with its leaf in the tag tree. `None` for decoration.
pub struct Thing {
    pub sheet: usize,
    pub leaf: Option<usize>,
    pub what: Shown,
}

pub enum Shown {
    Words {
        x: f32,
        y: f32,
        family: Family,
        hand: Hand,
        size: f32,
        color: Rgb,
        text: String,
        width: f32,
        link: Option<Link>,
    },
    Slide {
        x: f32,
        y: f32,
        slide: usize,
    },
    Rule {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        color: Rgb,
    },
}

pub fn write(mut writing: Writing) -> Result<Vec<u8>, String> {
    let job = writing.job;
    let lang = writing.lang();
    let mut texts = Texts::new(PAPER, MARGIN, &lang);
    let mut branches = Vec::new();
    title(job, &mut texts, &mut branches);
    let rasters = rasters(job);
    let mut section = None;
    for (slide, raster) in &rasters {
        let Some(placed) = job.deck.slide(*slide) else { continue };
        let height = height_of(raster);
        if section.replace(placed.section_index) != Some(placed.section_index)
            && !placed.section.title.trim().is_empty()
        {
            texts.need(height + 80.0);
            texts.space(14.0);
            branches.push(texts.heading(2, &placed.section.title, Look::heading(15.0)));
        }
        texts.need(height + 40.0);
        writing.page = texts.sheet;
        writing.pages.insert(*slide, texts.sheet);
        writing.note(&placed);
        match job.deck.lang_of(placed.slide).map(str::to_owned) {
            Some(own) => {
                texts.speak(&own);
                let inside = beside(job, &placed, *slide, height, &mut texts);
                texts.speak(&lang);
                branches.push(group(Tag::Section.with_lang(Some(own)), inside));
            }
            None => branches.extend(beside(job, &placed, *slide, height, &mut texts)),
        }
    }
    glossary(job, &mut texts, &mut branches);
    sources(job, &mut texts, &mut branches);
    footers(job, &mut texts);
    draw(&mut writing, texts, branches, &rasters)?;
    writing.finish()
}

/// A text other than slides, below the title of the deck.
pub fn paper(mut writing: Writing, text: &Meaning) -> Result<Vec<u8>, String> {
    let job = writing.job;
    let mut texts = Texts::new(PAPER, MARGIN, &writing.lang());
    let mut branches = Vec::new();
    title(job, &mut texts, &mut branches);
    writing.mark(&job.deck.title, 0);
    for part in &text.0 {
        if let What::Heading { level, text } = &part.what {
            // In a meaning, `##` is level 5, and starts a section.
            let level = u16::from(level.saturating_sub(3)).max(2);
            texts.need(80.0);
            texts.space(if level == 2 { 14.0 } else { 8.0 });
            if level == 2 {
                writing.mark(&text.to_string(), texts.sheet);
            }
            let size = if level == 2 { 15.0 } else { 11.0 };
            branches.push(texts.heading(level, &text.to_string(), Look::heading(size)));
            continue;
        }
        let mut said = Prose::default();
        part.clone().prose(&mut said);
        branches.extend(match &part.what {
            What::Chart(chart) if chart.form == Form::Bar => {
                vec![texts.bars(chart, said.words().trim().replace('\n', " "), Look::text())]
            }
            _ => texts.prose(&said, Look::text()),
        });
    }
    footers(job, &mut texts);
    draw(&mut writing, texts, branches, &BTreeMap::new())?;
    writing.finish()
}

fn title(job: &Job, texts: &mut Texts, branches: &mut Vec<Branch>) {
    branches.push(texts.heading(1, &job.deck.title, Look::heading(22.0)));
    for line in job.deck.below_title() {
        branches.push(texts.paragraph(&Phrase::from(line.as_str()), Look { size: 12.0, ..Look::text() }));
    }
}

/// The slides, painted at their last steps.
fn rasters(job: &Job) -> BTreeMap<usize, Raster> {
    let (mut show, mut scheme) = (job.show().on_paper(), Scheme::new(job.theme, Depth::True));
    let paint = |slide: &usize| {
        job.go(&mut show, *slide);
        let page = view::sheet(&show);
        let mut raster = Raster::default();
        raster.paint(&page, 0, 0..page.height, &mut scheme, &mut |_| true);
        (*slide, raster)
    };
    job.slides.iter().map(paint).collect()
}

/// How many points a unit of a slide is on the sheet.
fn scale_of(raster: &Raster) -> f32 {
    SLIDE / (u32::from(raster.cells.area.width) * WIDTH) as f32
}

fn height_of(raster: &Raster) -> f32 {
    (u32::from(raster.cells.area.height) * HEIGHT) as f32 * scale_of(raster)
}

/// A slide with its title above, and its text beside it.
fn beside(job: &Job, placed: &Placed, slide: usize, height: f32, texts: &mut Texts) -> Vec<Branch> {
    texts.space(8.0);
    let mut branches = vec![texts.heading(3, placed.slide.heading(placed.number).trim(), Look::heading(11.0))];
    let (top, sheet) = (texts.y, texts.sheet);
    let frame =
        [(0.0, 0.0, SLIDE, THIN), (0.0, height, SLIDE, THIN), (0.0, 0.0, THIN, height), (SLIDE, 0.0, THIN, height)];
    let leaf = texts.leaf();
    texts.things.push(Thing { sheet, leaf: Some(leaf), what: Shown::Slide { x: MARGIN, y: top, slide } });
    for (x, y, width, height) in frame {
        let what = Shown::Rule { x: MARGIN + x, y: top + y, width, height, color: LINE };
        texts.things.push(Thing { sheet, leaf: None, what });
    }
    let colors = Colors::default();
    let context = job.deck.context_on(placed.slide, &job.deck.context(job.assets, &colors));
    let mut said = Prose::default();
    placed.slide.prose(&context, &mut said);
    let said = said.words().trim().replace('\n', " ");
    let alt = if said.is_empty() { placed.slide.heading(placed.number) } else { said };
    branches.push(group(Tag::Figure(Some(alt)), vec![Branch::Leaf(leaf)]));
    let mut text = Prose::default();
    placed.slide.lesson.prose(&context, &mut text);
    if job.notes && !placed.slide.notes.is_empty() {
        text.heading(4, job.words.notes_title);
        placed.slide.notes.prose(&context, &mut text);
    }
    texts.indent(SLIDE + BETWEEN);
    match text.0.is_empty() {
        true => lines_to_write_on(top, texts),
        false => branches.extend(texts.prose(&text, Look::text())),
    }
    texts.outdent(SLIDE + BETWEEN);
    if texts.sheet == sheet {
        texts.y = texts.y.max(top + height);
    }
    texts.space(10.0);
    branches
}

fn lines_to_write_on(top: f32, texts: &mut Texts) {
    let (x, width) = (texts.left, texts.width());
    for line in 1..=EMPTY_LINES {
        let what = Shown::Rule { x, y: top + f32::from(line) * APART, width, height: THIN, color: LINE };
        texts.things.push(Thing { sheet: texts.sheet, leaf: None, what });
    }
}

fn glossary(job: &Job, texts: &mut Texts, branches: &mut Vec<Branch>) {
    if job.deck.terms.is_empty() {
        return;
    }
    texts.need(80.0);
    texts.space(14.0);
    branches.push(texts.heading(2, job.words.replay.glossary, Look::heading(15.0)));
    let terms =
        job.deck.terms.iter().map(|term| (Phrase::from(term.name.as_str()), Phrase::from(term.definition.as_str())));
    branches.push(texts.terms(terms.collect()));
}

fn sources(job: &Job, texts: &mut Texts, branches: &mut Vec<Branch>) {
    let sources: Vec<Phrase> = job.deck.sources.iter().map(texts::source).collect();
    if sources.is_empty() {
        return;
    }
    texts.need(80.0);
    texts.space(14.0);
    branches.push(texts.heading(2, job.words.replay.sources_title, Look::heading(15.0)));
    branches.push(texts.numbered(sources));
}

/// The footer of each sheet: the title and the footer of the deck, and the sheet number.
fn footers(job: &Job, texts: &mut Texts) {
    let count = texts.sheet + 1;
    let look = Look { size: 8.0, color: texts::MUTED, ..Look::text() };
    let (title, footer) = (job.deck.title.trim(), job.deck.footer.as_deref().unwrap_or_default().trim());
    let mut words = text::joined([title, footer], " · ");
    // A long title gives way: the footer may be compulsory.
    if !footer.is_empty() && look.width(&words) > PAPER.0 - 2.0 * MARGIN - BETWEEN - look.width("999 / 999") {
        words = footer.to_owned();
    }
    for sheet in 0..count {
        let y = PAPER.1 - FOOTER;
        let number = format!("{} / {count}", sheet + 1);
        let right = PAPER.0 - MARGIN - look.width(&number);
        for (x, text) in [(MARGIN, words.clone()), (right, number)] {
            texts.things.push(Thing { sheet, leaf: None, what: look.words(x, y, text, None) });
        }
    }
}

/// Draws each sheet, and tags what is read.
fn draw(
    writing: &mut Writing,
    texts: Texts,
    branches: Vec<Branch>,
    rasters: &BTreeMap<usize, Raster>,
) -> Result<(), String> {
    let mut leaves = Leaves { pages: &writing.pages, job: writing.job, nodes: vec![Vec::new(); texts.leaves] };
    for number in 0..=texts.sheet {
        let mut paper = Writing::start_page(&mut writing.document, PAPER, (number + 1).to_string())?;
        let mut surface = paper.surface();
        let things: Vec<&Thing> = texts.things.iter().filter(|thing| thing.sheet == number).collect();
        let mut drawn: Vec<(usize, Vec<Piece>)> = Vec::new();
        for thing in things {
            let tag = match thing.leaf {
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
                Some(_) if matches!(thing.what, Shown::Words { .. }) => ContentTag::Span(SpanTag::empty()),
                Some(_) => ContentTag::Other,
            };
            let words = surface.start_tagged(tag);
            draw_thing(&thing.what, rasters, &mut surface, &mut writing.brush);
            surface.end_tagged();
            let Some(leaf) = thing.leaf else { continue };
            if drawn.last().is_none_or(|(last, _)| *last != leaf) {
                drawn.push((leaf, Vec::new()));
            }
            let (_, pieces) = drawn.last_mut().expect("one was pushed");
            Piece::add(pieces, words, thing.link().cloned(), thing.place());
        }
        surface.finish();
        for (leaf, pieces) in drawn {
            let nodes = leaves.nodes_of(pieces, &mut paper);
            leaves.nodes[leaf].extend(nodes);
        }
        paper.finish();
        (writing.job.progress)(number + 1, texts.sheet + 1);
    }
    let inside: Vec<Node> = branches.into_iter().filter_map(|branch| leaves.grown(branch)).collect();
    writing.tags.push(TagGroup::with_children(Tag::Part, inside).into());
    Ok(())
}

impl Thing {
    fn link(&self) -> Option<&Link> {
        match &self.what {
            Shown::Words { link, .. } => link.as_ref(),
            _ => None,
        }
    }

    /// The clickable area of words.
    fn place(&self) -> Option<krilla::geom::Quadrilateral> {
        let Shown::Words { x, y, size, width, .. } = &self.what else { return None };
        Some(Rect::from_ltrb(*x, y - size, x + width.max(1.0), y + size * 0.3)?.into())
    }
}

fn draw_thing(what: &Shown, rasters: &BTreeMap<usize, Raster>, surface: &mut Surface, brush: &mut Brush) {
    match what {
        Shown::Words { x, y, family, hand, size, color, text, .. } => {
            let clusters: Vec<Cluster> = text.graphemes(true).map(|text| Cluster { text, width: None }).collect();
            brush.write(surface, (*x, *y), (*family, *hand, *size), *color, &clusters);
        }
        Shown::Rule { x, y, width, height, color } => {
            let rect = shapes::Rect { x: *x, y: *y, width: *width, height: *height };
            brush::rects(surface, brush::fill(*color, 100), &[rect]);
        }
        Shown::Slide { x, y, slide } => {
            let Some(raster) = rasters.get(slide) else { return };
            let scale = scale_of(raster);
            surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, *x, *y));
            thumbnail(surface, raster, brush);
            surface.pop();
        }
    }
}
