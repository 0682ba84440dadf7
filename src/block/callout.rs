//! `callout`: words set apart because they want attention. GitHub's alerts (`> [!NOTE]`) look the same.

use crate::block::meaning::What;
use crate::block::{Body, Content, Context, Kind, tone};
use crate::markdown::Tone;
use crate::page::Page;
use crate::table::{Words, table};

table! {
    /// Words set apart because they want attention.
    pub struct Callout as "a callout" {
        /// How much, and why.
        tone: Tone = Tone::default(),
        /// What stands above the words; the word for the tone where it is not given.
        title: Option<Words> = None,
        /// The words, in Markdown.
        text: Body,
    }
}

impl Kind for Callout {
    fn content() -> Content {
        Content::Field("text")
    }

    fn is_idea(&self) -> bool {
        false
    }

    fn is_read(&self) -> bool {
        true
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let inner = context.inside();
        tone::layout(self.tone, self.title.as_deref(), context, width, &|width| self.text.layout(&inner, width))
    }

    fn meaning(&self, context: &Context) -> What {
        let inside = self.text.meaning(&context.inside());
        tone::meaning(self.tone, self.title.as_deref(), inside, context)
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const ALERT: &str = "body = '''\n> [!WARNING]\n> Les clés sont dans un **coffre**,\n> jamais dans le code.\n'''";
    const BLOCK: &str = "body = '''\n```callout tone=\"tip\" title=\"Le saviez-vous ?\"\n- un\n- deux\n```\n'''";

    #[test]
    fn an_alert_is_set_apart_under_its_word() {
        expect![[r#"
            ▌ Warning
            ▌ Les clés sont dans un
            ▌ coffre, jamais dans le
            ▌ code.
        "#]]
        .assert_eq(&pictures(ALERT, 26));
        expect![[r#"
            > Warning
            >
            > Les clés sont dans un coffre, jamais dans le code.
        "#]]
        .assert_eq(&read_aloud(ALERT));
    }

    #[test]
    fn a_callout_may_have_a_title_of_its_own() {
        expect![[r#"
            ▌ Le saviez-vous ?
            ▌ • un
            ▌ • deux
        "#]]
        .assert_eq(&pictures(BLOCK, 26));
        assert!(read_aloud(BLOCK).starts_with("> Le saviez-vous ?\n>\n> • un\n"));
        let told = "\"loud\" is not a tone";
        assert_eq!(findings(&BLOCK.replace("tip", "loud")), [told]);
    }
}
