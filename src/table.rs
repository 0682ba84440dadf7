//! Reads TOML tables into structs. One declaration gives the struct, its reader, suggestions for misspelled names, and the JSON Schema.
//!
//! Reading never fails. Every mistake becomes a diagnostic at its key or value, and a default replaces what is wrong. Serde cannot do that: it
//! loses the places in tagged and flattened types, and its first error hides the rest.
//!
//! `table!` declares a table, `choice!` a value out of a list of names. Both implement [`Shape`]: they can be read from a TOML value and have a
//! schema.

mod at;
mod keys;
mod known;
mod names;
mod nature;
mod refused;
mod schema;
mod shapes;
mod syntax;
mod unknown;
mod wrong;

use std::any::Any;
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map as JsonMap, Value as Json, json};
use toml::Spanned;
use toml::de::DeValue;

pub use at::{At, KeyPlace};
pub use keys::top_keys;
pub use known::Known;
pub use names::{ByName, File, Id, Identity, Name, PictureFile, Ref, TextFile, bare, beside, folder_of};
pub use nature::Nature;
pub use schema::{Field, choice_schema, table_schema};
pub use shapes::{Date, Excerpt, Medium, When, Words, Written, moment_in_words};
pub use syntax::parse;
pub use wrong::{needed_lines, not_a_choice};

use crate::diagnostic::Diagnostic;
use crate::lang::{Message, noun, say};
use crate::source::{Map, Source, Span};

/// A TOML value with its place.
pub type Value<'i> = Spanned<DeValue<'i>>;

/// The named schemas that others refer to.
pub type Schemas = JsonMap<String, Json>;

/// The longest string of a deck, in bytes.
pub const LONGEST_STRING: usize = 1 << 20;

/// Called with each value in a table. Returns whether to visit what is inside it.
pub type See<'s, 'a> = &'s mut dyn FnMut(&'a dyn Any) -> bool;

/// Something that can be read from a TOML value.
pub trait Shape: Sized + 'static {
    /// Its name in messages, with an article: "a string".
    const WHAT: &'static str;

    /// The nature of the strings in it.
    const NATURE: Nature = Nature::Data;

    /// Reads a value. If it has another shape, reports that and returns `None`.
    fn read(value: &Value, reader: &mut Reader) -> Option<Self>;

    /// The JSON Schema (draft 7) of the value; by default that of a string.
    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "string" })
    }

    /// Calls `see` with the value, then with each value declared inside it. Callers select what they look for by type.
    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        see(self);
    }
}

/// Reads values of one text and collects what is wrong with them.
pub struct Reader<'a> {
    pub diagnostics: Vec<Diagnostic>,
    /// Ids that must exist, which is known only after reading everything.
    pub references: Vec<Identity>,
    /// The places of blocks that are drawn from the deck's `[course]`.
    pub courses: Vec<Span>,
    /// Whether Markdown in strings is parsed at once, to find its mistakes.
    pub whole: bool,
    /// Whether what was parsed is kept, for readers that need all of it.
    pub keeps: bool,
    /// Whether a required value was missing or could not be read.
    pub broken: bool,
    /// Additional keys of the next table, which are read elsewhere.
    pub also: &'static [&'static str],
    /// Where the keys of the tables are written.
    pub place: KeyPlace,
    /// A value that is in the text without quotes, and the map from it to the file.
    pub verbatim: Option<(Range<usize>, Map)>,
    text: &'a str,
    map: Map,
    /// The other files in the text: where each begins, and the folder that its file names are relative to.
    files: Vec<(usize, Option<Arc<str>>)>,
    outer: Vec<Outer>,
    /// The key whose value is being read, and the place of the value.
    field: Option<(&'static str, Range<usize>)>,
    /// The starts of the text's lines, when first needed.
    lines: OnceCell<Vec<usize>>,
}

/// A table around the current one.
struct Outer {
    what: &'static str,
    keys: &'static [&'static str],
    /// The start of the first table inside it: its own keys must come before that.
    inside: Option<usize>,
}

impl<'a> Reader<'a> {
    /// A reader for values parsed from `text`, whose place in the file is given by `map`.
    pub fn new(text: &'a str, map: Map) -> Self {
        Self {
            diagnostics: Vec::new(),
            references: Vec::new(),
            courses: Vec::new(),
            whole: true,
            keeps: false,
            broken: false,
            also: &[],
            place: KeyPlace::File,
            verbatim: None,
            text,
            map,
            files: Vec::new(),
            outer: Vec::new(),
            field: None,
            lines: OnceCell::new(),
        }
    }

    /// A reader for a source that may consist of several files.
    pub fn of_source(source: &'a Source) -> Self {
        let files = source.parts().iter().map(|part| (part.start, folder_of(&part.file).map(Arc::from)));
        Self { files: files.collect(), ..Self::new(source.whole(), Map::default()) }
    }

    /// The file that contains a position: 0 for the first text, otherwise the index in `files` plus one.
    fn file_at(&self, at: usize) -> usize {
        self.files.partition_point(|(start, _)| *start <= at)
    }

    /// The line of a byte in its file, from 1.
    fn line(&self, at: usize) -> usize {
        let lines = self.lines.get_or_init(|| line_starts(self.text));
        let line_of = |at: usize| lines.partition_point(|start| *start <= at);
        line_of(at) - self.file_at(at).checked_sub(1).map_or(0, |file| line_of(self.files[file].0) - 1)
    }

    /// The folder that file names at a position are relative to, itself relative to the deck's.
    fn folder_at(&self, at: usize) -> Option<&Arc<str>> {
        let of_file = || self.files[self.file_at(at).checked_sub(1)?].1.as_ref();
        self.map.folder().or_else(of_file)
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        self.map.span(range)
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a value of the right type that is not allowed.
    pub fn bad_value(&mut self, value: &Value, message: impl Into<Message>, help: impl Into<Message>) {
        self.wrong(self.span(value.span()), message, say!("not allowed here"), help);
    }

    /// Reports something that could be read and is wrong: the message, a label for the place, and the help.
    pub fn wrong(
        &mut self,
        span: Span,
        message: impl Into<Message>,
        label: impl Into<Message>,
        help: impl Into<Message>,
    ) {
        self.report(Diagnostic::error("bad-value", span, message, label).help(help));
    }

    /// The place of a word in a range of the text, or the whole range if it is not found.
    pub fn within(&self, span: Span, word: &str) -> Span {
        let stretch = self.text.get(span.start..span.end).unwrap_or_default();
        stretch.find(word).map_or(span, |at| Span::new(span.start + at, span.start + at + word.len()))
    }

    /// The text of a string value; `what` is what is expected.
    pub fn string<'v>(&mut self, value: &'v Value, what: &'static str) -> Option<&'v str> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(value, what);
            return None;
        };
        if text.len() > LONGEST_STRING {
            let span = self.span(value.span());
            self.report(
                Diagnostic::error("limit-exceeded", span, say!("this text is too long"), say!("more than 1 MiB"))
                    .help(say!("divide it into several slides")),
            );
            return None;
        }
        Some(text)
    }

    /// The map from a decoded string value to the file.
    pub fn map_of(&self, value: &Value) -> Map {
        let span = value.span();
        if let Some((_, map)) = self.verbatim.as_ref().filter(|(range, _)| *range == span) {
            return map.clone();
        }
        let map = Map::of_string(&self.text[span.clone()], span.start).through(&self.map);
        map.in_folder(self.folder_at(span.start).cloned())
    }

    /// Opens a table. Reports unknown keys, and where they belong.
    pub fn table<'v, 'i>(
        &mut self,
        value: &'v Value<'i>,
        what: &'static str,
        keys: &'static [&'static str],
    ) -> Option<Table<'v, 'i>> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(value, what);
            return None;
        };
        let also = std::mem::take(&mut self.also);
        let at = At { table: self.span(value.span()), place: self.place, ..At::default() };
        let mut opened = Table { what, fields: Vec::new(), at };
        let mut unknown = Vec::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let key = self.span(key.span());
            if let Some(known) = keys.iter().find(|known| **known == name) {
                opened.at.keys.push((known, key, self.span(value.span())));
                opened.fields.push((known, value));
            } else if let Some(known) = also.iter().find(|known| **known == name) {
                opened.at.keys.push((known, key, self.span(value.span())));
            } else {
                unknown.push((name, key));
            }
        }
        unknown.into_iter().for_each(|(name, key)| self.unknown_key(name, key, what, [keys, also], &mut opened.at));
        let file = self.file_at(value.span().start);
        let inside =
            table.iter().filter_map(|(_, value)| first_table_inside(value)).filter(|at| self.file_at(*at) == file);
        let inside = inside.min();
        self.outer.push(Outer { what, keys, inside });
        Some(opened)
    }

    /// Closes the innermost open table.
    pub fn close(&mut self) {
        self.outer.pop();
    }
}

/// The start of the first table inside a value that has its own header.
fn first_table_inside(value: &Value) -> Option<usize> {
    let DeValue::Array(array) = value.get_ref() else { return None };
    let first = array.iter().next()?;
    matches!(first.get_ref(), DeValue::Table(_)).then(|| first.span().start)
}

fn type_name(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => noun!("a string"),
        DeValue::Integer(_) => noun!("an integer"),
        DeValue::Float(_) => noun!("a decimal number"),
        DeValue::Boolean(_) => noun!("true or false"),
        DeValue::Datetime(_) => noun!("a date"),
        DeValue::Array(_) => noun!("a list"),
        DeValue::Table(_) => noun!("a table"),
    }
}

/// A table that is being read, with its known keys.
pub struct Table<'v, 'i> {
    what: &'static str,
    fields: Vec<(&'static str, &'v Value<'i>)>,
    at: At,
}

impl Table<'_, '_> {
    pub fn optional<T: Shape>(&self, reader: &mut Reader, key: &str) -> Option<T> {
        let (name, value) = self.fields.iter().find(|(name, _)| *name == key)?;
        reader.field = Some((name, value.span()));
        T::read(value, reader)
    }

    pub fn required<T: Shape>(&self, reader: &mut Reader, key: &'static str) -> Option<T> {
        if self.at.lacks(key) {
            let is_tables = T::WHAT == "a list" && matches!(T::NATURE, Nature::Table(_) | Nature::Block { .. });
            let what = if is_tables { noun!("a list of tables") } else { T::WHAT };
            reader.report(self.at.missing_value(key, self.what, what, wrong::example_of::<T>()));
        }
        if let Some((_, value)) = self.fields.iter().find(|(name, _)| *name == key) {
            self.at.report_empty(key, self.what, value, T::NATURE, reader);
        }
        let value = self.optional(reader, key);
        reader.broken |= value.is_none();
        value
    }

    pub fn at(self) -> At {
        self.at
    }
}

/// Declares tables. A field with `= value` is optional, the others are required. `field ("key")` gives the key another name.
macro_rules! table {
    ($(
        $(#[doc = $doc:literal])*
        pub struct $Name:ident as $what:literal {
            $( $(#[doc = $about:literal])* $field:ident $(($key:literal))? : $Type:ty $(= $default:expr)? ),* $(,)?
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $Name {
            $( $(#[doc = $about])* pub $field: $Type, )*
            /// Where it stands in the file.
            pub at: $crate::table::At,
        }

        impl $crate::table::Shape for $Name {
            const WHAT: &'static str = $crate::lang::noun!($what);
            const NATURE: $crate::table::Nature = $crate::table::Nature::Table(&[
                $( ($crate::table::key!($field $($key)?), <$Type as $crate::table::Shape>::NATURE), )*
            ]);

            fn read(value: &$crate::table::Value, reader: &mut $crate::table::Reader) -> Option<Self> {
                const KEYS: &[&str] = &[$($crate::table::key!($field $($key)?)),*];
                if !value.get_ref().is_table() {
                    reader.wrong_table(value, Self::WHAT, KEYS, || {
                        let mut schemas = $crate::table::Schemas::new();
                        Self::schema(&mut schemas);
                        schemas.remove(stringify!($Name)).unwrap_or_default()
                    });
                    return None;
                }
                let table = reader.table(value, Self::WHAT, KEYS)?;
                $( let $field = $crate::table::field!(table, reader, $crate::table::key!($field $($key)?), $Type $(, $default)?); )*
                reader.close();
                Some(Self { $($field,)* at: table.at() })
            }

            fn schema(schemas: &mut $crate::table::Schemas) -> serde_json::Value {
                $crate::table::table_schema(schemas, stringify!($Name), concat!($($doc, "\n"),*), |_schemas| vec![
                    $( $crate::table::Field {
                        key: $crate::table::key!($field $($key)?),
                        about: concat!($($about, "\n"),*),
                        schema: <$Type as $crate::table::Shape>::schema(_schemas),
                        required: $crate::table::is_required!($($default)?),
                    }, )*
                ])
            }

            fn visit<'a>(&'a self, see: $crate::table::See<'_, 'a>) {
                if see(self) {
                    $( $crate::table::Shape::visit(&self.$field, see); )*
                }
            }
        }
    )*};
}

macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

macro_rules! field {
    ($table:ident, $reader:ident, $key:expr, $Type:ty) => {
        $table.required::<$Type>($reader, $key).unwrap_or_default()
    };
    ($table:ident, $reader:ident, $key:expr, $Type:ty, $default:expr) => {
        $table.optional::<$Type>($reader, $key).unwrap_or_else(|| $default)
    };
}

macro_rules! is_required {
    () => {
        true
    };
    ($default:expr) => {
        false
    };
}

/// Declares a value that is one of a list of names.
macro_rules! choice {
    ($(
        $(#[doc = $doc:literal])*
        pub enum $Name:ident as $what:literal {
            $( $(#[doc = $about:literal])* $(#[default $($default:tt)?])? $Variant:ident = $name:literal ),* $(,)?
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $Name { $( $(#[doc = $about])* $(#[default $($default)?])? $Variant, )* }

        impl $Name {
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            pub fn name(self) -> &'static str {
                match self { $(Self::$Variant => $name,)* }
            }
        }

        impl $crate::table::Shape for $Name {
            const WHAT: &'static str = $crate::lang::noun!($what);

            fn read(value: &$crate::table::Value, reader: &mut $crate::table::Reader) -> Option<Self> {
                match reader.word(value, Self::WHAT, Self::NAMES)? {
                    $($name => Some(Self::$Variant),)*
                    other => {
                        $crate::table::not_a_choice(reader, value, other, Self::WHAT, Self::NAMES);
                        None
                    }
                }
            }

            fn schema(_: &mut $crate::table::Schemas) -> serde_json::Value {
                $crate::table::choice_schema(&[$(($name, concat!($($about),*))),*])
            }
        }
    )*};
}

pub(crate) use {choice, field, is_required, key, table};

/// The starts of the lines of a text.
fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// Reads a whole text as a table. Returns the table, the reader with its findings, and syntax errors.
pub fn read<T: Shape>(text: &str) -> (Option<T>, Reader<'_>, Vec<Diagnostic>) {
    let (value, syntax) = parse(text, &Map::default());
    let mut reader = Reader::new(text, Map::default());
    (T::read(&value, &mut reader), reader, syntax)
}
