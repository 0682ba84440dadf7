//! Plain text: the screen with each slide, cell for cell, one below another. Below each is what its drawings, columns and links mean, unless its
//! rows already say so, then notes and lessons.

use crate::block::Colors;
use crate::deck::Slide;
use crate::export::{Drawn, Files, Format, Job, Screenshot};
use crate::layout;
use crate::prose::{Passage, Prose};
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
        let rows: String = raster.rows().map(|row| row + "\n").collect();
        let mut below = unsaid(job, placed.slide, &rows);
        below.0.extend(job.asides(placed).0);
        let below = below.plain(job.size.width.into());
        let between = if below.trim().is_empty() { "" } else { "\n" };
        format!("{rows}{between}{}", if between.is_empty() { "" } else { &below })
    };
    job.screenshots(Depth::None, Drawn::Not).map(one).collect::<Vec<_>>().join(&format!("{rule}\n"))
}

/// The content of a slide that the rows of its screen do not say. If only some steps are shown, nothing is said too early.
fn unsaid(job: &Job, slide: &Slide, rows: &str) -> Prose {
    let colors = Colors::default();
    let mut all = Prose::default();
    if job.step.is_none() {
        let context = job.deck.context_on(slide, &job.deck.context(job.assets, &colors));
        slide.prose(&context, &mut all);
    }
    let shown = spaced(rows);
    let width = layout::frame(job.size).width.into();
    let is_unsaid = |passage: &Passage| *passage != Passage::Rule && !shown.contains(&spaced(&passage.plain(width)));
    Prose(all.0.into_iter().filter(is_unsaid).collect())
}

/// The words and marks of a text with one space between them, without lines of tables, frames and code.
fn spaced(text: &str) -> String {
    let is_line = |char: char| matches!(char, '\u{2500}'..='\u{259f}' | '|' | '+' | '-');
    let words = text.split_whitespace().filter(|word| !word.chars().all(is_line));
    words.collect::<Vec<_>>().join(" ")
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
                    | Section                            1/2
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
    fn what_a_screen_does_not_say_in_lines_stands_below_it() {
        let body = "Dit.\n\n| A |\n|---|\n| ✓ |\n\n[ici](https://a.fr)";
        with_job(&deck_of(&[body]), "aube", (40, 16), |job| {
            let text = text(&job);
            let below = text.rsplit("1/1").next().unwrap_or_default();
            assert!(below.contains("✓ (") && below.contains("ici (https://a.fr)"), "{text}");
            assert!(!below.contains("Dit."), "{text}");
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
                    | s                                  1/2
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

    /// A copy of a job, to be changed.
    fn copy<'a>(job: &Job<'a>) -> Job<'a> {
        Job { slides: job.slides.clone(), ..*job }
    }
}
