//! Names: ids and references to them, files beside the deck, addresses, languages. Each has its place, so that those that turn out wrong can be
//! reported there.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::lang::noun;
use crate::source::Span;
use crate::table::{Medium, Nature, Reader, Schemas, See, Shape, Value};
use crate::text;

/// A name with its place: a string that is not text for people. Two equal names are equal wherever they are.
#[derive(Clone, Debug, Default)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), span: Span::default() }
    }
}

impl Shape for Name {
    const WHAT: &'static str = noun!("a string");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = String::read(value, reader)?;
        Some(Self { text, span: reader.span(value.span()) })
    }
}

/// Lets what contains a name be read and compared like the name.
macro_rules! as_text {
    ($([$($of:ident)?] $Type:ty: $it:ident => $name:expr,)*) => {$(
        impl $(<$of>)? Deref for $Type {
            type Target = str;

            fn deref(&self) -> &str {
                let $it = self;
                &$name.text
            }
        }

        impl $(<$of>)? $Type {
            pub fn as_str(&self) -> &str {
                self
            }
        }

        impl $(<$of>)? PartialEq<str> for $Type {
            fn eq(&self, other: &str) -> bool {
                **self == *other
            }
        }

        impl $(<$of>)? PartialEq<&str> for $Type {
            fn eq(&self, other: &&str) -> bool {
                **self == **other
            }
        }

        impl $(<$of>)? PartialEq<String> for $Type {
            fn eq(&self, other: &String) -> bool {
                **self == **other
            }
        }

        impl $(<$of>)? fmt::Display for $Type {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str(self)
            }
        }

        impl $(<$of>)? From<$Type> for String {
            fn from($it: $Type) -> Self {
                $name.text
            }
        }
    )*};
}

as_text! {
    [] Name: it => it,
    [T] Id<T>: it => it.0.name,
    [T] Ref<T>: it => it.0.name,
    [] TextFile: it => it.0.name,
    [] PictureFile: it => it.0.name,
}

/// A name, and the kind of thing that it names: "a source".
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    pub what: &'static str,
    pub name: Name,
}

/// "a source" becomes "source".
pub fn bare(what: &'static str) -> &'static str {
    what.split_once(' ').map_or(what, |(_, noun)| noun)
}

/// Declares a name of a table, with the table as its type.
macro_rules! identities {
    ($( $(#[doc = $doc:literal])* $Type:ident $nature:ident $read:expr; $note:expr, )*) => {$(
        $(#[doc = $doc])*
        pub struct $Type<T>(pub Identity, PhantomData<fn() -> T>);

        impl<T: Shape> Shape for $Type<T> {
            const WHAT: &'static str = Name::WHAT;
            const NATURE: Nature = Nature::$nature;

            fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
                let place: fn(&mut Reader, &Value) -> Option<Name> = $read;
                let name = place(reader, value)?;
                let identity = Identity { what: T::WHAT, name };
                let note: fn(&mut Reader, &Identity) = $note;
                note(reader, &identity);
                Some(Self(identity, PhantomData))
            }

            fn visit<'a>(&'a self, see: See<'_, 'a>) {
                if see(self) && matches!(Self::NATURE, Nature::Id) {
                    see(&self.0);
                }
            }
        }

        impl<T: Shape> Default for $Type<T> {
            fn default() -> Self {
                Self(Identity { what: T::WHAT, name: Name::default() }, PhantomData)
            }
        }

        impl<T> Clone for $Type<T> {
            fn clone(&self) -> Self {
                Self(self.0.clone(), PhantomData)
            }
        }

        impl<T> fmt::Debug for $Type<T> {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                fmt::Debug::fmt(&self.0.name, f)
            }
        }

        impl<T> PartialEq for $Type<T> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<T: Shape> From<&str> for $Type<T> {
            fn from(text: &str) -> Self {
                Self(Identity { what: T::WHAT, name: text.into() }, PhantomData)
            }
        }
    )*};
}

identities! {
    /// The id of a table `T`. No two tables of one kind have the same.
    Id Id |reader, value| Name::read(value, reader); |_, _| (),
    /// A reference to a table `T` by id. The reader notes it, because only after reading is it known whether there is such a table.
    Ref Reference |reader, value| Name::inside(value, reader); |reader, it| reader.references.push(it.clone()),
}

impl Name {
    /// Reads a name with its place inside the quotes, because it may be one of many in a list.
    fn inside(value: &Value, reader: &mut Reader) -> Option<Self> {
        let length = value.get_ref().as_str().map_or(0, str::len);
        let span = reader.map_of(value).span(0..length);
        Self::read(value, reader).map(|name| Self { span, ..name })
    }
}

/// The name of a file beside the deck, and how it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    pub medium: Medium,
    pub name: Name,
}

/// The folder in a file name, with its `/`.
pub fn folder_of(file: &str) -> Option<&str> {
    file.rfind('/').map(|at| &file[..=at])
}

/// Converts a file name relative to `folder` to one relative to the deck's folder. Absolute names, addresses, and names that leave `folder` stay
/// the same: they are refused.
pub fn beside(folder: &str, name: &str) -> String {
    let leaves = name.starts_with('/') || name.split('/').next() == Some("..");
    match name.is_empty() || leaves || name.contains([':', '\\']) {
        true => name.to_owned(),
        false => format!("{folder}{name}"),
    }
}

/// Declares the name of a file that is read as a medium.
macro_rules! files {
    ($( $(#[doc = $doc:literal])* $Type:ident $Medium:ident, )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Type(pub File);

        impl Default for $Type {
            fn default() -> Self {
                Self(File { medium: Medium::$Medium, name: Name::default() })
            }
        }

        impl From<&str> for $Type {
            fn from(name: &str) -> Self {
                Self(File { medium: Medium::$Medium, name: name.into() })
            }
        }

        impl Shape for $Type {
            const WHAT: &'static str = Name::WHAT;
            const NATURE: Nature = Nature::File;

            fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
                let mut name = Name::read(value, reader)?;
                if let Some(folder) = reader.folder_at(value.span().start) {
                    name.text = beside(folder, &name.text);
                }
                Some(Self(File { medium: Medium::$Medium, name }))
            }

            fn visit<'a>(&'a self, see: See<'_, 'a>) {
                see(&self.0);
            }
        }
    )*};
}

files! {
    /// The name of a text file beside the deck.
    TextFile Text,
    /// The name of a picture beside the deck.
    PictureFile Picture,
}

/// A table whose keys are names.
#[derive(Clone, Debug, PartialEq)]
pub struct ByName<T>(pub Vec<(Name, T)>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByName<T> {
    /// The value of a name.
    pub fn of(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known.text == name).map(|(_, value)| value)
    }
}

impl<T: Shape> Shape for ByName<T> {
    const WHAT: &'static str = noun!("a table");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.wrong_type(value, Self::WHAT);
            return None;
        };
        let mut named = Vec::new();
        for (key, value) in table {
            let name = Name { text: text::clean(key.get_ref()).into_owned(), span: reader.span(key.span()) };
            named.extend(T::read(value, reader).map(|value| (name, value)));
        }
        Some(Self(named))
    }

    fn schema(schemas: &mut Schemas) -> Json {
        json!({ "type": "object", "additionalProperties": T::schema(schemas) })
    }
}
