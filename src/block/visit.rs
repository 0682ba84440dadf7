//! Finds things of a type in a table and everything in it.

use crate::block::{Block, Body};
use crate::table::{Nature, Shape};

/// Calls `see` with each block in a table, including those in the Markdown of other blocks.
pub fn each_block<'a>(table: &'a impl Shape, see: &mut dyn FnMut(&'a Block)) {
    table.visit(&mut |value| {
        value.downcast_ref().into_iter().for_each(&mut *see);
        true
    });
}

/// Calls `see` with each `T` in a table. Markdown is only parsed if it may contain something that passes `is`.
pub fn each<'a, T: 'static>(table: &'a impl Shape, is: fn(Nature) -> bool, mut see: impl FnMut(&'a T)) {
    table.visit(&mut |value| {
        value.downcast_ref::<T>().into_iter().for_each(&mut see);
        value.downcast_ref::<Body>().is_none_or(|body| body.may_hold(is))
    });
}

/// The Markdown texts in a table, without those in its blocks.
pub fn bodies(table: &impl Shape) -> Vec<&Body> {
    let mut bodies = Vec::new();
    each(table, |_| false, |body| bodies.push(body));
    bodies
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Reference;
    use crate::table::{self, File, Id, Identity, Medium, PictureFile, Ref, Words, table};

    table! {
        /// A table that exists only in this test.
        pub struct Thing as "a thing" {
            /// The name by which its answers are known.
            id: Id<Block>,
            /// A picture.
            picture: Option<PictureFile> = None,
            /// What is asked.
            question: Words,
            /// Why.
            texts: Vec<Body> = Vec::new(),
            /// Where it comes from.
            source: Option<Ref<Reference>> = None,
        }
    }

    const THING: &str = "id = 'a'\npicture = 'b.png'\nquestion = 'Quoi ?'\nsource = 'rapport'\n\
        texts = [\"\"\"\n```image\nfile = 'c.png'\n```\n\"\"\", \"\"\"\n```open\nid = 'd'\nquestion = 'x'\n```\n\"\"\"]";

    fn thing() -> (Thing, Vec<Identity>) {
        let (thing, reader, found) = table::read(THING);
        assert_eq!((found, reader.diagnostics), (Vec::new(), Vec::new()));
        (thing.unwrap(), reader.references)
    }

    #[test]
    fn all_that_a_table_declares_is_found_by_its_type() {
        let (thing, references) = thing();
        let mut files = Vec::new();
        let mut file = |File { medium, name }: &File| files.push((*medium, name.text.clone()));
        each(&thing, |nature| matches!(nature, Nature::File), &mut file);
        assert_eq!(files, [(Medium::Picture, "b.png".into()), (Medium::Picture, "c.png".into())]);
        let named = |list: &[Identity]| list.iter().map(|it| format!("{} {}", it.what, it.name)).collect::<Vec<_>>();
        assert_eq!(named(&references), ["a source rapport"]);
        assert!(
            Thing::NATURE.of("question", None).unwrap().is_words()
                && !Thing::NATURE.of("picture", None).unwrap().is_words()
        );
        assert_eq!(bodies(&thing).len(), 2);
        let is_id = |nature| matches!(nature, Nature::Id);
        let mut ids = Vec::new();
        each(&thing, is_id, |id: &Identity| ids.push(id.clone()));
        assert_eq!(named(&ids), ["a block a", "a block d"]);
    }
}
