//! `number`: one figure, readable from the back of the room.

use crate::big::{self, Scale};
use crate::block::meaning::{Number, What};
use crate::block::{Body, Content, Context, Kind, Reference};
use crate::lang::say;
use crate::page::{Page, Role, cells};
use crate::source::Span;
use crate::table::{Reader, Ref, Words, Written, table};
use crate::text;

/// From this width on, in cells, figures have double size.
const WIDE: u16 = 90;

/// A unit with more characters than this is a word, and is written small beside the figure.
const LONGEST_UNIT: usize = 3;

table! {
    /// One figure, large, with what it counts.
    pub struct Figure as "a number" {
        /// The figure: `70`, `"1 200"`, `"98,5"`.
        value: Written,
        /// What it is counted in: `"%"`, `"M€"`, `"min"`.
        unit: Option<Words> = None,
        /// What it says, in Markdown.
        caption: Body = Body::default(),
        /// The id of the source that it comes from.
        source: Option<Ref<Reference>> = None,
    }
}

impl Figure {
    fn unit(&self) -> &str {
        self.unit.as_deref().unwrap_or_default().trim()
    }

    /// "70 %", with a no-break space.
    fn whole(&self) -> String {
        text::joined([&self.value.0, self.unit()], "\u{a0}")
    }

    /// The figure in the largest form that fits. Its unit is small if it is a word or would not fit.
    fn layout_figure(&self, air: u16, width: u16) -> Page {
        let fits = |page: &Page, room: u16| page.width <= room;
        let unit = self.unit();
        if text::width(unit) <= LONGEST_UNIT {
            let whole = self.whole();
            let line = |scale: Scale, share: u16| big::line(&whole, scale, Role::Title).filter(|it| fits(it, share));
            let fourfold = || line(Scale::Fourfold, width / 2).filter(|_| air > 1 && width >= WIDE);
            let double =
                || line(Scale::Double, if air > 0 { width } else { width / 2 }).filter(|_| width >= WIDE || air > 0);
            let form = fourfold().or_else(double).or_else(|| line(Scale::Usual, width));
            if let Some(page) = form {
                return page;
            }
        }
        let beside = if unit.is_empty() { 0 } else { cells(text::width(unit) + 2) };
        match big::line(&self.value.0, Scale::Usual, Role::Title).filter(|it| it.width.saturating_add(beside) <= width)
        {
            Some(mut page) => {
                // On the baseline of the figures.
                page.text(page.width + 2, page.height.min(4) - 1, unit, Role::Strong);
                page
            }
            None => super::layout_note(&self.whole(), Role::Title, width),
        }
    }
}

impl Kind for Figure {
    fn content() -> Content {
        Content::Field("value")
    }

    fn is_idea(&self) -> bool {
        false
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let mut page = Page::new(width);
        page.stack(self.layout_figure(context.air, width), 0, 0);
        if !self.caption.is_empty() {
            page.stack(self.caption.layout(&context.inside(), width), 0, 1 + context.between_items());
        }
        if let Some(source) = self.source.as_ref().and_then(|id| context.citation(id)) {
            page.stack(super::layout_note(&source, Role::Muted, width), 0, u32::from(self.caption.is_empty()));
        }
        page
    }

    fn meaning(&self, context: &Context) -> What {
        What::Number(Number {
            value: self.value.0.clone(),
            unit: self.unit().to_owned(),
            whole: self.whole(),
            caption: self.caption.meaning(&context.inside()),
            source: self.source.as_ref().and_then(|id| context.citation(id)),
        })
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        if self.value.0.is_empty() {
            let help = say!("write the figure, such as `value = \"70\"`");
            reader.wrong(self.at.value("value"), say!("the value is empty"), say!("nothing to show"), help);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    fn number(fields: &str) -> String {
        format!("[[section.slide.block]]\nkind = \"number\"\n{fields}")
    }

    const SHARE: &str =
        "value = 70\nunit = \"%\"\ncaption = \"des équipes livrent **chaque semaine**\"\nsource = \"rapport\"";

    #[test]
    fn a_figure_stands_large_above_what_it_says() {
        expect![[r#"
            ▄▄▄▄  ▄▄     ▄▄  ▄
               █ █  █    ▀▀ ▄▀
              █  █  █     ▄▀
             █   ▀▄▄▀    █  ██

            des équipes livrent chaque semaine
            Rapport annuel, 2024
        "#]]
        .assert_eq(&pictures(&number(SHARE), 36));
    }

    #[test]
    fn a_wide_slide_has_figures_of_double_size() {
        expect![[r#"
            ████████    ████          ████    ██
                  ██  ██    ██        ████    ██
                  ██  ██    ██              ██
                ██    ██    ██            ██
                ██    ██    ██          ██
              ██      ██    ██        ██    ████
              ██        ████          ██    ████

            des équipes livrent chaque semaine
            Rapport annuel, 2024
        "#]]
        .assert_eq(&pictures(&number(SHARE), 104));
    }

    #[test]
    fn a_unit_that_is_a_word_stands_small_beside_the_figure() {
        expect![[r#"
             ▄     ▄▄   ▄▄   ▄▄
            ▀█    ▀  █ █  █ █  █
             █     ▄▀  █  █ █  █
            ▄█▄   █▄▄▄ ▀▄▄▀ ▀▄▄▀  agents
        "#]]
        .assert_eq(&pictures(&number("value = \"1\u{202f}200\"\nunit = \"agents\""), 72));
    }

    #[test]
    fn a_figure_that_has_no_room_is_written_as_a_word() {
        expect![[r#"
            1 234 567 €

            par an
        "#]]
        .assert_eq(&pictures(&number("value = \"1\u{202f}234\u{202f}567\"\nunit = \"€\"\ncaption = \"par an\""), 20));
    }

    #[test]
    fn a_fence_may_hold_the_figure() {
        expect![[r#"
                 ▄  ▄    ▄▄▄▄          ▄
                 █  █    █▄▄     ▄▄ ▄  ▄ ▄▄▄
            ▀▀▀▀ ▀▀▀█       █    █ █ █ █ █  █
                    █  █ ▀▄▄▀    █ █ █ █ █  █
                      ▀

            jusqu’en production
        "#]]
        .assert_eq(&pictures("body = '''\n```number unit=\"min\" caption=\"jusqu’en production\"\n−4,5\n```\n'''", 40));
    }

    #[test]
    fn a_figure_is_read_with_its_unit_caption_and_source() {
        expect![[r#"
            70 % — des équipes livrent chaque semaine (Rapport annuel,
            2024)
        "#]]
        .assert_eq(&read_aloud(&number(SHARE)));
    }

    #[test]
    fn a_figure_has_a_value() {
        assert_eq!(findings(&number("value = \" \"")), ["the value is empty"]);
        assert_eq!(findings(&number("unit = \"%\"")), ["`value` is missing"]);
        assert_eq!(findings(&number("value = true")), ["expected a string or a number, found true or false"]);
    }
}
