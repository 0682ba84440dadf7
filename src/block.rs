//! The blocks that slides are made of. Each kind is a file with its fields, layout, meaning and tests.
//!
//! To add a kind, write `block/KIND.rs` with a `table!` and an `impl Kind`, and name it in this file: its module, its type, its line in the list.
//! The types of its fields tell what they contain: ids and references to them, files, text for people, Markdown ([`crate::table::Nature`]). By
//! these types they are read, checked and searched like those of all other kinds.
//!
//! - A block that takes answers has an `id` that is an [`Id`](crate::table::Id) of a [`Block`], and returns its question ([`Kind::asks`]). Shows,
//!   replays, recordings, reports and results then handle its answers, if its question is of an existing kind ([`Asks`]). A new kind of question
//!   also needs code in `report` and `replay`.
//! - A block that shows a file names it with a `TextFile` or a `PictureFile`. The file is read with the deck, within its folder and its limits, and
//!   reported if it is missing. [`Context`] then contains it, or what to show instead.
//! - Text that a block adds is in [`crate::lang`]. Checks that concern only some kinds, such as an image without a description, are rules of
//!   `lint`.

mod ask;
mod bar;
mod body;
mod broken;
mod callout;
mod cards;
mod checklist;
mod chart;
mod code;
mod colors;
mod columns;
mod compare;
mod context;
mod course;
mod definition;
mod diagram;
mod fence;
pub mod graph;
mod grid;
mod image;
mod info;
mod lattice;
mod matrix;
pub mod meaning;
mod note;
mod number;
mod open;
mod picture;
mod poll;
mod qr;
mod question;
mod quiz;
mod quote;
mod rating;
mod read;
mod references;
mod silence;
mod steps;
mod text;
mod timeline;
mod tone;
mod training;
mod visit;
mod write;

use std::ops::Deref;
use std::sync::OnceLock;

use serde_json::Value as Json;

use body::begins;
pub use body::{Body, LONGEST_LINE, Unit, drawn, flow, flow_meaning, flow_with, prose_between};
use broken::Broken;
pub use code::Code;
pub use colors::Colors;
pub use context::{Context, Pictures};
pub use info::{Info, Meant, Ours};
pub use note::layout_note;
use note::{layout_barred, layout_marked, layout_trouble};
pub use question::{Asks, Question, Takes};
pub use references::{Reference, References};
pub use silence::draw_countdown;
use steps::Steps;
pub use training::{Course, OF_FILE};
use visit::bodies;
pub use visit::{each, each_block};

use crate::block::meaning::{Part, What};
use crate::page::Page;
use crate::prose::Prose;
use crate::source::Span;
use crate::table::{Identity, Name, Nature, Reader, Ref, Schemas, See, Shape, Value, choice};
use crate::text as words;

/// What every kind of block can do.
pub trait Kind {
    /// What the text between the fences is, if the block is written as a fence.
    fn content() -> Content
    where
        Self: Sized,
    {
        Content::Toml
    }

    /// Lays out the block in `width` cells, for all its steps.
    fn layout(&self, context: &Context, width: u16) -> Page;

    /// The content of the block as a value, from which its prose is made.
    fn meaning(&self, context: &Context) -> What;

    /// Reports mistakes that concern several fields.
    fn check(&self, _at: Span, _reader: &mut Reader) {}

    /// Whether it counts as an idea of its own. A slide has room for only a few of these, unlike for running text.
    fn is_idea(&self) -> bool {
        true
    }

    /// Whether it is running text, in which long lines are hard to read.
    fn is_read(&self) -> bool {
        false
    }

    /// Whether the block starts with a list whose items can be revealed.
    fn begins_with_items(&self) -> bool {
        false
    }

    /// Whether it takes as many rows as it is given ([`Context::room`]), whatever its Markdown contains.
    fn fills(&self) -> bool {
        false
    }

    /// The question of the block, if it takes answers. Its `id` must then be an [`Id`](crate::table::Id) of a [`Block`].
    fn asks(&self) -> Option<Question> {
        None
    }

    /// The id of an earlier block of this kind, which provides the fields that this one lacks.
    fn repeats(&self) -> Option<&Name> {
        None
    }

    /// The block completed from that earlier one. `None` if that is of another kind.
    fn completed(&self, _earlier: &AnyKind) -> Option<AnyKind> {
        None
    }
}

/// The meaning of the text between fences, for a kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The value of this field.
    Field(&'static str),
    /// The fields in TOML.
    Toml,
    /// Code: the name of the kind is also the name of a language.
    Code,
}

choice! {
    /// How a slide is shown bit by bit.
    pub enum Reveal as "a way to reveal a slide" {
        /// All at once.
        #[default]
        None = "none",
        /// The items of its lists one by one.
        Items = "items",
        /// Its paragraphs, lists, tables and blocks one by one.
        Blocks = "blocks",
    }
}

/// The static properties of a kind.
struct Facts {
    name: &'static str,
    content: fn() -> Content,
    nature: Nature,
    read: fn(&Value, &mut Reader) -> Option<AnyKind>,
    schema: fn(&mut Schemas) -> Json,
}

/// The list of kinds: the name in a deck, the variant, the type.
macro_rules! kinds {
    ($($name:literal $Kind:ident = $Type:ty,)*) => {
        /// A kind of block with its fields.
        #[derive(Clone, Debug, PartialEq)]
        pub enum AnyKind {
            $($Kind($Type),)*
            Broken(Broken),
        }

        /// The names of the kinds.
        pub const KINDS: &[&str] = &[$($name),*];

        const FACTS: &[Facts] = &[$(Facts {
            name: $name,
            content: <$Type as Kind>::content,
            nature: <$Type as Shape>::NATURE,
            read: |value, reader| <$Type as Shape>::read(value, reader).map(AnyKind::$Kind),
            schema: |schemas| {
                <$Type as Shape>::schema(schemas);
                schemas[stringify!($Type)].clone()
            },
        },)*];

        impl AnyKind {
            /// Its name in a deck.
            fn name(&self) -> &'static str {
                match self { $(Self::$Kind(_) => $name,)* Self::Broken(_) => "broken" }
            }

            fn visit<'a>(&'a self, see: See<'_, 'a>) {
                match self { $(Self::$Kind(it) => it.visit(see),)* Self::Broken(_) => {} }
            }
        }

        impl Deref for AnyKind {
            type Target = dyn Kind;

            fn deref(&self) -> &Self::Target {
                match self { $(Self::$Kind(it) => it,)* Self::Broken(it) => it }
            }
        }
    };
}

use callout::Callout;
use cards::Cards;
use chart::Chart;
use checklist::Checklist;
use columns::Columns;
use compare::Compare;
use course::Place;
use definition::Definition;
use diagram::Diagram;
pub use image::Image;
use matrix::Matrix;
use number::Figure;
use open::Open;
use poll::Poll;
pub use qr::Qr;
use quiz::Quiz;
use quote::Quote;
use rating::Rating;
use silence::Silence;
use text::Text;
use timeline::Timeline;
use write::Write;

kinds! {
    "callout" Callout = Callout,
    "cards" Cards = Cards,
    "checklist" Checklist = Checklist,
    "chart" Chart = Chart,
    "code" Code = Code,
    "columns" Columns = Columns,
    "compare" Compare = Compare,
    "course" Place = Place,
    "definition" Definition = Definition,
    "diagram" Diagram = Diagram,
    "image" Image = Image,
    "matrix" Matrix = Matrix,
    "number" Figure = Figure,
    "open" Open = Open,
    "poll" Poll = Poll,
    "qr" Qr = Qr,
    "quiz" Quiz = Quiz,
    "quote" Quote = Quote,
    "rating" Rating = Rating,
    "silence" Silence = Silence,
    "text" Text = Text,
    "timeline" Timeline = Timeline,
    "write" Write = Write,
}

impl Facts {
    fn of(name: &str) -> Option<&'static Self> {
        FACTS.iter().find(|it| it.name == name)
    }
}

/// The meaning of the text in a fence with this name. `None` if there is no such kind.
pub fn content_of(name: &str) -> Option<Content> {
    Facts::of(name).map(|it| (it.content)())
}

/// The natures of the fields of a kind of block, even if its name is misspelled.
pub fn nature_of(name: &str) -> Nature {
    let near = || Facts::of(words::meant(name, KINDS.iter().copied())?);
    Facts::of(name).or_else(near).map_or(Nature::Data, |it| it.nature)
}

/// A block of a slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// As it is written.
    pub kind: AnyKind,
    /// The description, for those who cannot see it.
    pub alt: Option<String>,
    /// The step at which it appears, if the author has set one.
    pub step: Option<u16>,
    /// The block completed from an earlier one, once that is known.
    completed: OnceLock<Box<AnyKind>>,
}

impl Block {
    pub fn new(kind: AnyKind, alt: Option<String>, step: Option<u16>) -> Self {
        Self { kind, alt, step, completed: OnceLock::new() }
    }

    fn kind(&self) -> &AnyKind {
        self.completed.get().map_or(&self.kind, |it| it)
    }

    pub fn layout(&self, context: &Context, width: u16) -> Page {
        self.kind().layout(&Context { alt: self.alt.as_deref(), ..*context }, width.max(1))
    }

    /// Its content, from the context's step on.
    pub fn meaning(&self, context: &Context) -> Part {
        let alt = self.alt.clone();
        let context = Context { alt: alt.as_deref(), ..*context };
        let what = self.kind().meaning(&context);
        Part { step: context.step, what, alt }
    }

    pub fn prose(&self, context: &Context, prose: &mut Prose) {
        self.meaning(context).prose(prose);
    }

    /// The name of its kind.
    pub fn name(&self) -> &'static str {
        self.kind.name()
    }

    /// The Markdown in the block's fields.
    pub fn bodies(&self) -> Vec<&Body> {
        bodies(self)
    }

    /// Its id, if it has one.
    pub fn id(&self) -> Option<&Identity> {
        self.own()
    }

    /// The first `T` among its fields.
    fn own<T: 'static>(&self) -> Option<&T> {
        let mut own = None;
        each(self, |_| false, |it| own = own.or(Some(it)));
        own
    }

    /// The question of the block, if it takes answers.
    pub fn asks(&self) -> Option<Question> {
        self.kind().asks()
    }

    /// Completes the block from an earlier one. Returns whether both are of the same kind.
    pub fn complete(&self, earlier: &Self) -> bool {
        let Some(kind) = self.kind.completed(earlier.kind()) else { return false };
        self.completed.get_or_init(|| Box::new(kind));
        true
    }

    /// The id of the source that it names.
    pub fn source(&self) -> Option<&str> {
        self.own::<Ref<Reference>>().map(|it| &**it)
    }

    /// Whether it takes as many rows as it is given.
    fn fills(&self) -> bool {
        self.kind.fills() || self.bodies().into_iter().any(Body::fills)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::diagnostic::Diagnostic;

    /// The sources in the deck around a test's slide.
    const SOURCES: &str = "[[source]]\nid = \"rapport\"\ntitle = \"Rapport annuel\"\ndate = 2024-05-01\n";

    pub(in crate::block) fn file(slide: &str) -> String {
        format!("format = 1\ntitle = \"t\"\n{SOURCES}[[section]]\ntitle = \"s\"\n[[section.slide]]\n{slide}")
    }

    pub(in crate::block) fn deck(slide: &str) -> (crate::deck::Deck, Vec<Diagnostic>) {
        crate::deck::read(&crate::source::Source::new("test.toml", &file(slide)))
    }

    /// The slide's content in `width` cells, one picture per step.
    pub(in crate::block) fn pictures(slide: &str, width: u16) -> String {
        let (deck, found) = deck(slide);
        assert_eq!(found, []);
        let (assets, colors) = (Assets::default(), Colors::AtOnce);
        let placed = deck.slide(0).unwrap();
        let context = deck.context(&assets, &colors).revealing(placed.slide.reveal);
        let page = flow(placed.slide.units(), &context, width, 1);
        (0..=page.last_step()).map(|step| page.picture(step)).collect::<Vec<_>>().join("~~~\n")
    }

    /// Asserts that nothing of the slide's content is beyond `width` cells.
    pub(in crate::block) fn assert_inside(slide: &str, width: u16) {
        let (deck, _) = deck(slide);
        let (assets, colors) = (Assets::default(), Colors::default());
        let page = flow(deck.slide(0).unwrap().slide.units(), &deck.context(&assets, &colors), width, 1);
        for item in &page.items {
            let crate::page::Drawing::Text { text, .. } = &item.drawing else { continue };
            let end = usize::from(item.x) + words::width(text);
            // A wide character may have no room at all.
            assert!(end <= usize::from(width.max(2)), "{text:?} ends at {end} of {width}:\n{slide}");
        }
    }

    /// The slide as text for a screen reader.
    pub(in crate::block) fn read_aloud(slide: &str) -> String {
        let (deck, _) = deck(slide);
        let (assets, colors) = (Assets::default(), Colors::default());
        let context = deck.context(&assets, &colors);
        let mut prose = Prose::default();
        deck.slide(0).unwrap().slide.prose(&context, &mut prose);
        prose.plain(60)
    }

    /// What is wrong with a slide.
    pub(in crate::block) fn findings(slide: &str) -> Vec<String> {
        deck(slide).1.into_iter().map(|it| it.message.into()).collect()
    }

    #[test]
    fn an_unreadable_block_is_shown_as_broken_in_its_place() {
        let slide = "body = 'avant'\n[[section.slide.block]]\nkind = \"quote\"\nby = \"A\"\n[[section.slide.block]]\nkind = \"text\"\ntext = 'après'";
        let (deck, found) = deck(slide);
        assert_eq!(found[0].message, "`text` is missing");
        assert_eq!(deck.slide(0).unwrap().slide.blocks.len(), 2);
        assert!(read_aloud(slide).contains("[quote: `text` is missing]"));
        assert!(read_aloud(slide).contains("après"));
    }

    #[test]
    fn a_broken_block_contains_no_control_sequences() {
        let (deck, _) = deck("[[section.slide.block]]\nkind = \"\\u001b[2J\"");
        assert!(deck.prose(&Assets::default(), false).words().contains("␛[2J"));
    }

    #[test]
    fn a_mistake_in_a_block_behind_an_escape_is_found_in_its_place() {
        let slide = "body = \"\"\"\n```quote\n\\\"x\\\" <b>\n```\"\"\"";
        let (deck, found) = deck(slide);
        assert_eq!(deck.slide_count(), 1);
        let file = file(slide);
        assert_eq!(&file[found[0].span().start..found[0].span().end], "<b>");
    }

    #[test]
    fn an_unknown_kind_gets_the_nearest_name() {
        let (_, found) = deck("[[section.slide.block]]\nkind = \"qoute\"\ntext = 'x'");
        assert_eq!(found[0].help.as_deref(), Some("did you mean \"quote\"?"));
    }

    #[test]
    fn for_a_slide_key_after_a_block_the_right_place_is_told() {
        let (_, found) = deck("[[section.slide.block]]\nkind = \"text\"\ntext = 'x'\nnotes = 'y'");
        assert_eq!(found[0].help.as_deref(), Some("`notes` belongs to the slide; write it above line 10"));
    }

    #[test]
    fn the_attributes_of_a_fence_are_read_in_their_place() {
        let messages = findings("body = '''\n```quote by=\"A\" rle=\"B\"\nx\n```\n'''");
        assert_eq!(messages, ["unknown key `rle` in a quote"]);
        let (deck, found) = deck("body = '''\n- a\n\n  ```rust highlight=\"x\"\n  y\n  ```\n'''");
        let text = "x";
        assert_eq!(found[0].message, format!("\"{text}\" is not a valid `highlight`"));
        assert_eq!(deck.slide_count(), 1);
    }
}
