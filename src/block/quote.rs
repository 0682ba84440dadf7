//! `quote`: a quotation, with its author.

use crate::block::meaning::{self, What};
use crate::block::{Body, Content, Context, Kind, Reference};
use crate::page::{Page, Role};
use crate::table::{Ref, Words, table};
use crate::text;

table! {
    /// Somebody's words, with who said them.
    pub struct Quote as "a quote" {
        /// The words quoted, in Markdown.
        text: Body,
        /// Who said or wrote them.
        by: Option<Words> = None,
        /// What this person or body is.
        role: Option<Words> = None,
        /// The id of the source that they come from.
        source: Option<Ref<Reference>> = None,
    }
}

impl Quote {
    /// "Name, role · Title of the source, 2024", as far as these are known.
    fn attribution(&self, context: &Context) -> Option<String> {
        let who = text::joined([&self.by, &self.role].into_iter().flatten().map(|it| it.trim()), ", ");
        let source = self.source.as_ref().and_then(|id| context.citation(id)).unwrap_or_default();
        // No line may start with the dot.
        Some(text::joined([who, source], "\u{a0}· ")).filter(|it| !it.is_empty())
    }
}

impl Kind for Quote {
    fn content() -> Content {
        Content::Field("text")
    }

    fn is_read(&self) -> bool {
        true
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let inner = width.saturating_sub(2).max(1);
        let mut words = self.text.layout(&context.inside(), inner);
        words.recolor(Role::Text, Role::Quote);
        if let Some(who) = self.attribution(context) {
            words.stack(super::layout_note(&format!("— {who}"), Role::Muted, inner), 0, 0);
        }
        super::layout_barred(words, Role::Accent, width)
    }

    fn meaning(&self, context: &Context) -> What {
        let inside = self.text.meaning(&context.inside());
        What::Quote(meaning::Quote { inside, who: self.attribution(context) })
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const QUOTE: &str = "[[section.slide.block]]\nkind = \"quote\"\ntext = 'On remplace, on ne répare plus.'\nby = \"A. Lovelace\"\nrole = \"mathématicienne\"\nsource = \"rapport\"";

    #[test]
    fn a_quote_has_its_attribution_below() {
        expect![[r#"
            ▌ On remplace, on ne répare
            ▌ plus.
            ▌ — A. Lovelace,
            ▌ mathématicienne · Rapport
            ▌ annuel, 2024
        "#]]
        .assert_eq(&pictures(QUOTE, 30));
    }

    #[test]
    fn no_line_of_an_attribution_begins_with_a_dot_and_nothing_stands_for_what_is_empty() {
        let quote = "[[section.slide.block]]\nkind = \"quote\"\ntext = 'Oui.'\nby = \"Autocollant de la FSFE\"\nrole = \" \"\nsource = \"rapport\"";
        expect![[r#"
            ▌ Oui.
            ▌ — Autocollant de la
            ▌ FSFE · Rapport annuel,
            ▌ 2024
        "#]]
        .assert_eq(&pictures(quote, 27));
    }

    #[test]
    fn a_quote_is_read_with_who_said_it() {
        expect![[r#"
            > On remplace, on ne répare plus.
            >
            > — A. Lovelace, mathématicienne · Rapport annuel, 2024
        "#]]
        .assert_eq(&read_aloud(QUOTE));
    }

    #[test]
    fn a_source_that_does_not_exist_is_found_in_blocks_and_fences() {
        let message = "there is no source called \"raport\"";
        let block =
            |source: &str| format!("[[section.slide.block]]\nkind = \"quote\"\ntext = 'x'\nsource = \"{source}\"");
        let fence = |source: &str| format!("body = '''\n```quote source=\"{source}\"\nx\n```\n'''");
        assert_eq!(
            (findings(&block("raport")), findings(&fence("raport"))),
            (vec![message.to_owned()], vec![message.to_owned()])
        );
        assert_eq!((findings(&block("rapport")), findings(&fence("rapport"))), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_fence_named_quote_is_a_quote() {
        expect![[r#"
            ▌ un mot
            ▌ — B
        "#]]
        .assert_eq(&pictures("body = '''\n```quote by=\"B\"\nun **mot**\n```\n'''", 30));
    }
}
