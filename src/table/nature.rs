//! What the strings of a value are, as its declaration says: words for people, or names and data that no rule about words looks at.

use crate::text;

/// What a declaration says of the strings in a value. Lists are what their elements are.
#[derive(Clone, Copy, Debug)]
pub enum Nature {
    /// Data: numbers, choices, code, names of languages, addresses.
    Data,
    /// Words for people, shown as they are written.
    Words,
    /// Words for people, in Markdown.
    Markdown,
    /// The id of what it stands in.
    Id,
    /// The id of something else.
    Reference,
    /// The name of a file beside the deck.
    File,
    /// A table: each of its keys with what it holds.
    Table(&'static [(&'static str, Nature)]),
    /// A block: what its kind says, and the keys of every kind.
    Block { common: &'static [(&'static str, Nature)], kind: fn(&str) -> Nature },
}

impl Nature {
    /// Whether people read it.
    pub fn is_words(self) -> bool {
        matches!(self, Self::Words | Self::Markdown)
    }

    /// What a key of a table holds; None where the table has no such key. Of a block, `kind` is the name of its kind.
    pub fn of(self, key: &str, kind: Option<&str>) -> Option<Self> {
        self.fields(kind).find(|(name, _)| *name == key).map(|(_, nature)| nature)
    }

    /// What the key of a table holds that was probably meant by one that it does not have.
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

    /// Whether a value like this may hold what `is` says yes to.
    pub fn may_hold(self, is: &dyn Fn(Self) -> bool) -> bool {
        match self {
            Self::Table(fields) => fields.iter().any(|(_, nature)| nature.may_hold(is)),
            other => is(other),
        }
    }
}
