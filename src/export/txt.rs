//! Text: the screen with each slide, cell for cell, one below the other; notes and lessons below their slide.

use crate::export::{Drawn, Files, Format, Job, Screenshot};
use crate::raster::Depth;

pub const FORMAT: Format = Format {
    name: "txt",
    about: "the screens as text, one below the other",
    has_text: true,
    is_of_screen: true,
    has_scale: false,
    pictures: Drawn::Not,
    mark: None,
    files: Files::One(|job| text(job).into_bytes()),
};

fn text(job: &Job) -> String {
    let rule = "─".repeat(job.size.width.into());
    let one = |Screenshot { placed, raster }| {
        let aside = job.asides(placed).plain(job.size.width.into());
        let between = if aside.is_empty() { "" } else { "\n" };
        let rows: String = raster.rows().map(|row| row + "\n").collect();
        format!("{rows}{between}{aside}")
    };
    job.screenshots(Depth::None, Drawn::Not).map(one).collect::<Vec<_>>().join(&format!("{rule}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{deck_of, read, with_job};
    use expect_test::{Expect, expect};

    fn check(job: &Job, wanted: &Expect) {
        // The picture's first column is blank.
        wanted.assert_eq(&text(job).lines().map(|line| format!("|{line}\n")).collect::<String>());
    }

    #[test]
    fn the_screens_stand_one_below_the_other_with_a_rule_between() {
        with_job(&deck_of(&["- un\n- deux", "漢字 <&>"]), "aube", (40, 8), |job| {
            check(
                &job,
                &expect![[r#"
            |  Un titre
            |  • un
            |  • deux
            |
            |
            |
            |
            | → commencer   ? touches   q qui…   1/2
            |────────────────────────────────────────
            |  Un titre
            |  漢字 <&>
            |
            |
            |
            |
            |
            | Section                            2/2
        "#]],
            )
        });
    }

    #[test]
    fn slides_are_shown_at_their_last_step_or_at_the_one_that_is_wanted() {
        let slide = "[[section]]\ntitle = \"s\"\n[[section.slide]]\nreveal = \"items\"\nbody = '''\n- un\n- deux\n'''";
        with_job(&read(slide), "aube", (40, 8), |job| {
            assert_eq!(job.last_step(0), 1);
            let has = |step, words| {
                let job = Job { step, slides: vec![0], ..Job { deck: job.deck, ..copy(&job) } };
                text(&job).contains(words)
            };
            assert!(has(None, "deux") && has(Some(1), "deux") && has(Some(9), "deux"));
            assert!(has(Some(0), "un") && !has(Some(0), "deux"));
        });
    }

    #[test]
    fn notes_and_lessons_are_written_where_they_are_wanted_and_nowhere_else() {
        let slide = "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nnotes = 'Dire **bonjour**.'\nlesson = 'Lire.'\n[[section.slide]]\ntitle = \"Deux\"";
        with_job(&read(slide), "aube", (40, 6), |job| {
            let text = text(&job);
            assert!(!text.contains("bonjour") && !text.contains("Lire"));
            check(
                &Job { notes: true, lessons: true, ..copy(&job) },
                &expect![[r#"
                |
                |  Un
                |
                |
                |
                | → commencer   ? touches   q qui…   1/2
                |
                |Notes
                |
                |Dire bonjour.
                |
                |Cours
                |
                |Lire.
                |────────────────────────────────────────
                |
                |  Deux
                |
                |
                |
                | s                                  2/2
            "#]],
            );
        });
    }

    /// The same job, to change something in it.
    fn copy<'a>(job: &Job<'a>) -> Job<'a> {
        Job { slides: job.slides.clone(), ..*job }
    }
}
