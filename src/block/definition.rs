//! `definition`: a term and its definition.

use crate::block::meaning::{self, What};
use crate::block::{Body, Content, Context, Kind};
use crate::page::{Page, Role};
use crate::table::{Words, table};

/// How far the definition is indented below the term, in cells.
const INDENT: u16 = 2;

table! {
    /// A term, and what it means.
    pub struct Definition as "a definition" {
        /// The term.
        term: Words,
        /// What it means, in Markdown.
        text: Body,
    }
}

impl Kind for Definition {
    fn content() -> Content {
        Content::Field("text")
    }

    fn is_read(&self) -> bool {
        true
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let mut page = Page::new(width);
        page.stack(super::layout_note(&self.term, Role::Strong, width), 0, 0);
        let text = self.text.layout(&context.inside(), width.saturating_sub(INDENT).max(1));
        page.stack(text, INDENT, 0);
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let text = self.text.meaning(&context.inside());
        What::Definition(meaning::Definition { term: self.term.clone(), text })
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{pictures, read_aloud};
    use expect_test::expect;

    const DEFINITION: &str = "body = '''\n```definition term=\"réversibilité\"\npouvoir changer d’hébergeur\n```\n'''";

    #[test]
    fn a_definition_stands_below_its_term() {
        expect![[r#"
            réversibilité
              pouvoir changer
              d’hébergeur
        "#]]
        .assert_eq(&pictures(DEFINITION, 20));
    }

    #[test]
    fn a_definition_is_read_behind_its_term() {
        expect![[r#"
            • réversibilité — pouvoir changer d’hébergeur
        "#]]
        .assert_eq(&read_aloud(DEFINITION));
    }
}
