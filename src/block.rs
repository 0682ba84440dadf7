//! What a slide is made of. One file for each kind of block: its fields, its layout, its prose, its tests.
//!
//! To add a kind, write `block/KIND.rs` with a `table!` and an `impl Kind`, and name it in the list below: nothing else. What its
//! fields are, their types say: ids and what refers to them, files, words for people, Markdown ([`crate::table::Nature`]). By these
//! they are read, checked, searched and looked over like those of all others. A block that takes answers has an `id` that is an
//! [`Id`](crate::table::Id) of a [`Block`], and says what it asks ([`Kind::asks`]); one that shows a file names it as a `TextFile` or a `PictureFile`.

mod ask;
mod body;
mod cards;
mod checklist;
mod chart;
mod code;
mod colours;
mod columns;
mod compare;
mod context;
mod course;
mod definition;
mod diagram;
mod fence;
mod grid;
mod image;
mod lattice;
mod matrix;
mod number;
mod open;
mod poll;
mod qr;
mod question;
mod quiz;
mod quote;
mod rating;
mod read;
mod references;
mod silence;
mod text;
mod timeline;
mod training;
mod visit;

use serde_json::Value as Json;

use body::begins;
pub use body::{Body, Unit, drawn, flow, flow_with, prose_between};
pub use code::Code;
pub use colours::Colours;
pub use context::{Context, Pictures};
pub use question::{Asks, Question, Takes};
pub use references::{Reference, References};
pub use silence::draw_countdown;
pub use training::{Course, OF_FILE};
use visit::bodies;
pub use visit::{each, each_block, each_mut};

use crate::assets::Trouble;
use crate::page::{Page, Role};
use crate::prose::Prose;
use crate::source::Span;
use crate::table::{Identity, Name, Nature, Reader, Ref, Schemas, See, SeeMut, Shape, Value, choice};
use crate::text as words;

/// What every kind of block can do.
pub trait Kind: Shape {
    /// What the text between the fences is, where the block is written as one.
    const CONTENT: Content;

    /// Whether it is looked at for itself: a slide has room for few of these. What is read in passing is not.
    const IS_IDEA: bool = true;

    /// The block in `width` cells, at all its steps.
    fn layout(&self, context: &Context, width: u16) -> Page;

    /// The block as it is read.
    fn prose(&self, context: &Context, prose: &mut Prose);

    /// Says what is wrong with the fields taken together.
    fn check(&self, _at: Span, _reader: &mut Reader) {}

    /// Whether the block begins with a list whose items can be revealed.
    fn begins_with_items(&self) -> bool {
        false
    }

    /// Whether it takes as many rows as it is given room for ([`Context::room`]).
    fn fills(&self) -> bool {
        bodies(self).into_iter().any(Body::fills)
    }

    /// What the block asks, if it takes answers. Its `id` is an [`Id`](crate::table::Id) of a [`Block`] then.
    fn asks(&self) -> Option<Question> {
        None
    }

    /// The id of an earlier block of this kind, from which it takes what it does not say itself.
    fn repeats(&self) -> Option<&Name> {
        None
    }

    /// Takes from an earlier block what this one does not say.
    fn take_from(&mut self, _earlier: &Self) {}
}

/// What the text of a fence is for a kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The value of a field.
    Field(&'static str),
    /// The fields themselves, in TOML.
    Toml,
    /// The kind's name is a language as well: such a fence is code.
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

/// The list of kinds: the name in a deck, the module, the type.
macro_rules! kinds {
    ($($name:literal $Kind:ident = $Type:ty,)*) => {
        /// A block's kind, with its fields.
        #[derive(Clone, Debug, PartialEq)]
        pub enum AnyKind {
            $($Kind($Type),)*
            /// A block that could not be read, and why.
            Broken(String),
        }

        /// The names of the kinds.
        pub const KINDS: &[&str] = &[$($name),*];

        impl AnyKind {
            fn read(name: &str, value: &Value, reader: &mut Reader) -> Option<Self> {
                match name {
                    $($name => Some(Self::$Kind(<$Type as Shape>::read(value, reader)?)),)*
                    _ => None,
                }
            }

            fn content(name: &str) -> Option<Content> {
                match name { $($name => Some(<$Type as Kind>::CONTENT),)* _ => None }
            }

            fn schemas(schemas: &mut Schemas) -> Vec<(&'static str, Json)> {
                $(<$Type as Shape>::schema(schemas);)*
                vec![$(($name, schemas[stringify!($Type)].clone()),)*]
            }

            /// Its name in a deck.
            fn name(&self) -> &'static str {
                match self { $(Self::$Kind(_) => $name,)* Self::Broken(_) => "broken" }
            }

            fn check(&self, at: Span, reader: &mut Reader) {
                match self { $(Self::$Kind(it) => it.check(at, reader),)* Self::Broken(_) => {} }
            }

            fn layout(&self, context: &Context, width: u16) -> Page {
                match self { $(Self::$Kind(it) => it.layout(context, width),)* Self::Broken(why) => layout_broken(why, width) }
            }

            fn prose(&self, context: &Context, prose: &mut Prose) {
                match self { $(Self::$Kind(it) => it.prose(context, prose),)* Self::Broken(why) => prose.remark(why) }
            }

            fn begins_with_items(&self) -> bool {
                match self { $(Self::$Kind(it) => it.begins_with_items(),)* Self::Broken(_) => false }
            }

            fn fills(&self) -> bool {
                match self { $(Self::$Kind(it) => it.fills(),)* Self::Broken(_) => false }
            }

            fn asks(&self) -> Option<Question> {
                match self { $(Self::$Kind(it) => it.asks(),)* Self::Broken(_) => None }
            }

            fn repeats(&self) -> Option<&Name> {
                match self { $(Self::$Kind(it) => it.repeats(),)* Self::Broken(_) => None }
            }

            /// Takes from an earlier block what this one does not say; whether they are of one kind.
            fn take_from(&mut self, earlier: &Self) -> bool {
                match (self, earlier) {
                    $((Self::$Kind(it), Self::$Kind(earlier)) => it.take_from(earlier),)*
                    _ => return false,
                }
                true
            }

            fn is_idea(&self) -> bool {
                match self { $(Self::$Kind(_) => <$Type as Kind>::IS_IDEA,)* Self::Broken(_) => false }
            }

            /// What the fields of a kind hold, also where its name is misspelled.
            fn nature(name: &str) -> Nature {
                match name {
                    $($name => <$Type as Shape>::NATURE,)*
                    _ => words::nearest(name, KINDS.iter().copied()).map_or(Nature::Data, Self::nature),
                }
            }

            fn visit<'a>(&'a self, see: See<'_, 'a>) {
                match self { $(Self::$Kind(it) => it.visit(see),)* Self::Broken(_) => {} }
            }

            fn visit_mut(&mut self, see: SeeMut) {
                match self { $(Self::$Kind(it) => it.visit_mut(see),)* Self::Broken(_) => {} }
            }
        }
    };
}

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

kinds! {
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
}

/// What the text of a fence of this name is; nothing where no kind is called so.
pub fn content_of(name: &str) -> Option<Content> {
    AnyKind::content(name)
}

/// What the fields of a kind of block hold.
pub fn nature_of(name: &str) -> Nature {
    AnyKind::nature(name)
}

/// One thing on a slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub kind: AnyKind,
    /// What the block shows, in words, for those who cannot see it.
    pub alt: Option<String>,
    /// The step at which it appears, where the author says so.
    pub step: Option<u16>,
}

impl Block {
    pub fn layout(&self, context: &Context, width: u16) -> Page {
        self.kind.layout(&Context { alt: self.alt.as_deref(), ..*context }, width.max(1))
    }

    pub fn prose(&self, context: &Context, prose: &mut Prose) {
        if let Some(alt) = &self.alt {
            prose.remark(alt);
        }
        self.kind.prose(context, prose);
    }

    /// The name of its kind.
    pub fn name(&self) -> &'static str {
        self.kind.name()
    }

    /// The Markdown in the block's fields.
    pub fn bodies(&self) -> Vec<&Body> {
        bodies(self)
    }

    /// The name by which it is known, if it has one.
    pub fn id(&self) -> Option<&Identity> {
        self.own()
    }

    /// The first `T` among its fields.
    fn own<T: 'static>(&self) -> Option<&T> {
        let mut own = None;
        each(self, |_| false, |it| own = own.or(Some(it)));
        own
    }

    /// What the block asks, if it takes answers.
    pub fn asks(&self) -> Option<Question> {
        self.kind.asks()
    }

    /// The id of the earlier block of its kind that it repeats.
    pub fn repeats(&self) -> Option<&Name> {
        self.kind.repeats()
    }

    /// Takes from an earlier block what this one does not say; whether they are of one kind.
    pub fn take_from(&mut self, earlier: &Self) -> bool {
        self.kind.take_from(&earlier.kind)
    }

    /// The id of the source that it names.
    pub fn source(&self) -> Option<&str> {
        self.own::<Ref<Reference>>().map(|it| &**it)
    }

    /// Whether it is looked at for itself, not read in passing.
    pub fn is_idea(&self) -> bool {
        self.kind.is_idea()
    }

    /// Whether it takes as many rows as it is given room for.
    fn fills(&self) -> bool {
        self.kind.fills()
    }

    fn begins_with_items(&self) -> bool {
        self.kind.begins_with_items()
    }
}

/// What stands where a block could not be read, so that the rest goes on showing.
fn layout_broken(why: &str, width: u16) -> Page {
    layout_note(&format!("⚠ {why}"), Role::Bad, width)
}

/// The line that stands for a file that is not there.
fn layout_trouble(trouble: &Trouble, name: &str, width: u16) -> Page {
    layout_note(&format!("⚠ {}", trouble.message(name)), Role::Bad, width)
}

/// Wrapped text of one role.
pub fn layout_note(note: &str, role: Role, width: u16) -> Page {
    let runs = [words::Run { text: words::clean(note).into_owned(), style: role.into() }];
    let mut page = Page::new(width);
    for (y, line) in (0..).zip(words::wrap(&runs, usize::from(width))) {
        page.runs(0, y, &line);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::diagnostic::Diagnostic;

    /// The deck in which a test's slide stands.
    const SOURCES: &str = "[[source]]\nid = \"rapport\"\ntitle = \"Rapport annuel\"\ndate = 2024-05-01\n";

    pub(in crate::block) fn file(slide: &str) -> String {
        format!("format = 1\ntitle = \"t\"\n{SOURCES}[[section]]\ntitle = \"s\"\n[[section.slide]]\n{slide}")
    }

    pub(in crate::block) fn deck(slide: &str) -> (crate::deck::Deck, Vec<Diagnostic>) {
        crate::deck::read(&crate::source::Source::new("test.toml", &file(slide)))
    }

    /// The slide's content in `width` cells, one picture a step.
    pub(in crate::block) fn pictures(slide: &str, width: u16) -> String {
        let (deck, found) = deck(slide);
        assert_eq!(found, []);
        let (assets, colours) = (Assets::default(), Colours::AtOnce);
        let placed = deck.slide(0).unwrap();
        let context = deck.context(&assets, &colours).revealing(placed.slide.reveal);
        let page = flow(placed.slide.units(), &context, width, 1);
        (0..=page.last_step()).map(|step| page.picture(step)).collect::<Vec<_>>().join("~~~\n")
    }

    /// Makes sure that nothing of the slide's content goes over the edge of `width` cells.
    pub(in crate::block) fn assert_inside(slide: &str, width: u16) {
        let (deck, _) = deck(slide);
        let (assets, colours) = (Assets::default(), Colours::default());
        let page = flow(deck.slide(0).unwrap().slide.units(), &deck.context(&assets, &colours), width, 1);
        for item in &page.items {
            let crate::page::Drawing::Text { text, .. } = &item.drawing else { continue };
            let end = usize::from(item.x) + words::width(text);
            // A wide letter may find no room at all.
            assert!(end <= usize::from(width.max(2)), "{text:?} ends at {end} of {width}:\n{slide}");
        }
    }

    /// The slide as it is read.
    pub(in crate::block) fn read_aloud(slide: &str) -> String {
        let (deck, _) = deck(slide);
        let (assets, colours) = (Assets::default(), Colours::default());
        let context = deck.context(&assets, &colours);
        let mut prose = Prose::default();
        deck.slide(0).unwrap().slide.prose(&context, &mut prose);
        prose.plain(60)
    }

    /// What is wrong with a slide.
    pub(in crate::block) fn findings(slide: &str) -> Vec<String> {
        deck(slide).1.into_iter().map(|it| it.message).collect()
    }

    #[test]
    fn a_block_that_cannot_be_read_stands_broken_in_its_place() {
        let slide = "body = 'avant'\n[[section.slide.block]]\nkind = \"quote\"\nby = \"A\"\n[[section.slide.block]]\nkind = \"text\"\ntext = 'après'";
        let (deck, found) = deck(slide);
        assert_eq!(found[0].message, "`text` is missing");
        assert_eq!(deck.slide(0).unwrap().slide.blocks.len(), 2);
        assert!(read_aloud(slide).contains("[quote: `text` is missing]"));
        assert!(read_aloud(slide).contains("après"));
    }

    #[test]
    fn a_broken_block_is_read_without_what_a_terminal_obeys() {
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
    fn a_key_of_the_slide_after_a_block_is_told_where_it_belongs() {
        let (_, found) = deck("[[section.slide.block]]\nkind = \"text\"\ntext = 'x'\nnotes = 'y'");
        assert_eq!(found[0].help.as_deref(), Some("`notes` belongs to the slide; write it above line 10"));
    }

    #[test]
    fn the_attributes_of_a_fence_are_read_in_their_place() {
        let messages = findings("body = '''\n```quote by=\"A\" rle=\"B\"\nx\n```\n'''");
        assert_eq!(messages, ["unknown key `rle` in a quote"]);
        let (deck, found) = deck("body = '''\n- a\n\n  ```rust highlight=\"x\"\n  y\n  ```\n'''");
        let text = "x";
        assert_eq!(found[0].message, format!("\"{text}\" are no stages of lines"));
        assert_eq!(deck.slide_count(), 1);
    }
}
