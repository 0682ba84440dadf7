//! What the strings of a value are, by its declaration: text for people, or names and data, which rules about text ignore.

use crate::text;

/// What the strings of a value are. A list has the nature of its elements.
#[derive(Clone, Copy, Debug)]
pub enum Nature {
    /// Data: numbers, choices, code, names of languages, addresses.
    Data,
    /// Text for people, shown as it is written.
    Words,
    /// Text for people, in Markdown.
    Markdown,
    /// The id of the table that contains it.
    Id,
    /// The id of something else.
    Reference,
    /// The name of a file beside the deck.
    File,
    /// A table: each of its keys with its nature.
    Table(&'static [(&'static str, Nature)]),
    /// A block: the natures of its kind's keys, and of those that every kind has.
    Block { common: &'static [(&'static str, Nature)], kind: fn(&str) -> Nature },
}

impl Nature {
    /// Whether people read it.
    pub fn is_words(self) -> bool {
        matches!(self, Self::Words | Self::Markdown)
    }

    /// The nature of a key. `None` if the table has no such key. For a block, `kind` is the name of its kind.
    pub fn of(self, key: &str, kind: Option<&str>) -> Option<Self> {
        self.fields(kind).find(|(name, _)| *name == key).map(|(_, nature)| nature)
    }

    /// The nature of the key that was probably meant by an unknown one.
    pub fn nearest(self, key: &str, kind: Option<&str>) -> Option<Self> {
        self.of(text::nearest(key, self.fields(kind).map(|(name, _)| name))?, kind)
    }

    fn fields(self, kind: Option<&str>) -> impl Iterator<Item = (&'static str, Self)> {
        let (common, own) = match self {
            Self::Block { common, kind: of } => (common, kind.map_or(Self::Data, of)),
            other => (&[][..], other),
        };
        let own = if let Self::Table(fields) = own { fields } else { &[] };
        common.iter().chain(own).copied()
    }

    /// Whether a value of this nature may contain something that passes `is`.
    pub fn may_hold(self, is: &dyn Fn(Self) -> bool) -> bool {
        match self {
            Self::Table(fields) => fields.iter().any(|(_, nature)| nature.may_hold(is)),
            other => is(other),
        }
    }
}
