//! The sources of a deck, found by id.

use std::ops::Deref;

use serde_json::Value as Json;

use crate::table::{Date, Id, Name, Nature, Reader, Schemas, See, Shape, Value, Words, table};

table! {
    /// Where a fact comes from.
    pub struct Reference as "a source" {
        /// The name that slides and blocks use for it.
        id: Id<Reference>,
        /// The title of the document.
        title: Words,
        /// Who published it.
        publisher: Option<Words> = None,
        /// When it was published.
        date: Option<Date> = None,
        /// Where it can be read.
        url: Option<Name> = None,
        /// When somebody last made sure of it.
        checked: Option<Date> = None,
    }
}

/// The sources of a deck, in order. A deck may have thousands, and a block on each slide that names one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct References {
    list: Vec<Reference>,
    /// Their indexes in the list, sorted by id.
    by_id: Vec<usize>,
}

static NONE: References = References { list: Vec::new(), by_id: Vec::new() };

impl References {
    /// For a deck without sources.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// The first source with this id.
    pub fn called(&self, id: &str) -> Option<&Reference> {
        let at = self.by_id.partition_point(|at| *self.list[*at].id < *id);
        self.by_id.get(at).map(|at| &self.list[*at]).filter(|it| it.id == id)
    }
}

impl From<Vec<Reference>> for References {
    fn from(list: Vec<Reference>) -> Self {
        Self { by_id: by_id(&list), list }
    }
}

fn by_id(list: &[Reference]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..list.len()).collect();
    places.sort_by(|one, other| list[*one].id.as_str().cmp(&list[*other].id));
    places
}

impl Deref for References {
    type Target = [Reference];

    fn deref(&self) -> &[Reference] {
        &self.list
    }
}

impl Shape for References {
    const WHAT: &'static str = Vec::<Reference>::WHAT;
    const NATURE: Nature = Vec::<Reference>::NATURE;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        Vec::read(value, reader).map(|list: Vec<Reference>| list.into())
    }

    fn schema(schemas: &mut Schemas) -> Json {
        Vec::<Reference>::schema(schemas)
    }

    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        self.list.visit(see);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_source_with_an_id_is_found() {
        let source =
            |(id, title): (&str, &str)| Reference { id: id.into(), title: title.into(), ..Reference::default() };
        let list = [("b", "one"), ("a", "two"), ("b", "three"), ("c", "four")].map(source).to_vec();
        let references = References::from(list);
        let found = |id| references.called(id).map(|it| it.title.as_str());
        assert_eq!(
            ["a", "b", "c", "", "bb", "d"].map(found),
            [Some("two"), Some("one"), Some("four"), None, None, None]
        );
        assert_eq!(References::none().called("a"), None);
    }
}
