//! `course`: the place of the deck in a longer training, drawn from `[course]`.

use crate::block::meaning::{self, Meaning, What};
use crate::block::{Context, Course, Kind, layout_marked, layout_note};
use crate::lang::say;
use crate::page::{Page, Role};
use crate::source::Span;
use crate::table::{Reader, table};
use crate::text;

/// The greatest distance between two steps of the course, in cells.
const WIDEST: u16 = 20;

/// The least distance. If there is less room, no line connects the steps.
const NARROWEST: u16 = 4;

table! {
    /// Where the deck stands in a longer training, drawn. It has no fields: the deck's `[course]` has them.
    pub struct Place as "a course block" {}
}

/// The deck's step in the course, from 1, and how many there are.
fn steps(course: &Course) -> (u16, u16) {
    let step = course.step.unwrap_or(1).max(1);
    let least = step.saturating_add(u16::from(course.next.is_some()));
    (step, course.of.unwrap_or(least).max(step))
}

/// "2 / 5", if the course has numbers.
fn place(course: &Course) -> Option<String> {
    course.step.map(|step| match course.of {
        Some(of) => format!("{step}\u{a0}/\u{a0}{of}"),
        None => step.to_string(),
    })
}

/// The sign of a step, and its role: done, current, or to come.
fn sign(at: u16, step: u16) -> (&'static str, Role) {
    match at.cmp(&step) {
        std::cmp::Ordering::Less => ("●", Role::Muted),
        std::cmp::Ordering::Equal => ("➡", Role::Accent),
        std::cmp::Ordering::Greater => ("○", Role::Muted),
    }
}

/// The steps on a line, with their numbers and, below the next one, its title.
fn layout_line(course: &Course, width: u16) -> Page {
    let (step, of) = steps(course);
    let far = (width.saturating_sub(2) / of.saturating_sub(1).max(1)).min(WIDEST);
    let mut page = Page::new(width);
    for at in 1..=of {
        let x = (at - 1) * far;
        let (sign, role) = sign(at, step);
        page.text(x, 0, sign, role);
        if at < of {
            let line = if at < step { "━" } else { "─" };
            page.rule(x + 2, 0, far - 3, line, Role::Border);
        }
        if course.step.is_some() {
            page.text(x, 1, &at.to_string(), if at == step { Role::Strong } else { Role::Muted });
        }
    }
    if let Some(next) = course.next.as_ref().filter(|_| step < of) {
        let below = step * far;
        if usize::from(below) + text::width(next) <= usize::from(width) {
            page.stack(layout_note(next, Role::Text, width - below), below, 0);
        } else {
            page.stack(layout_marked("○", Role::Muted, next, width), 0, 0);
        }
    }
    page
}

/// The steps without room for a line: signs in a row, and what is next below.
fn layout_signs(course: &Course, width: u16) -> Page {
    let (step, of) = steps(course);
    let mut page = Page::new(width);
    if of <= width / 2 {
        for at in 1..=of {
            let (sign, role) = sign(at, step);
            page.text((at - 1) * 2, 0, sign, role);
        }
    }
    if let Some(place) = place(course) {
        page.stack(layout_note(&format!("➡ {place}"), Role::Strong, width), 0, 0);
    }
    if let Some(next) = &course.next {
        page.stack(layout_marked("○", Role::Muted, next, width), 0, 0);
    }
    page
}

impl Kind for Place {
    fn is_idea(&self) -> bool {
        false
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let Some(course) = context.course else {
            return layout_note(
                &format!("⚠ {}", say!("this deck has no [course]").in_words(context.words)),
                Role::Bad,
                width,
            );
        };
        let Some(name) = &course.name else {
            return layout_note(
                &format!("⚠ {}", say!("the course of this deck cannot be read").in_words(context.words)),
                Role::Bad,
                width,
            );
        };
        let (_, of) = steps(course);
        let mut page = layout_note(name, Role::Strong, width);
        if let Some(audience) = &course.audience {
            page.stack(layout_note(audience, Role::Muted, width), 0, 0);
        }
        let line = width.saturating_sub(2) / of.saturating_sub(1).max(1) >= NARROWEST;
        page.stack(if line { layout_line(course, width) } else { layout_signs(course, width) }, 0, 1);
        page
    }

    fn check(&self, at: Span, reader: &mut Reader) {
        reader.courses.push(at);
    }

    fn meaning(&self, context: &Context) -> What {
        let Some(course) = context.course else { return What::Group(Meaning::default()) };
        What::Course(meaning::Course {
            name: course.name.clone(),
            place: place(course),
            steps: steps(course),
            audience: course.audience.clone(),
            next: course.next.clone(),
            next_in_words: course.next.as_deref().map(context.words.next_training),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Course, Place};
    use crate::assets::Assets;
    use crate::block::{Colors, Context, Kind};
    use crate::prose::Prose;
    use expect_test::expect;

    fn course(numbers: Option<(u16, u16)>) -> Course {
        Course {
            name: Some("Embarquement Cloud Pi Native".into()),
            step: numbers.map(|it| it.0),
            of: numbers.map(|it| it.1),
            audience: Some("décideurs".into()),
            next: Some("Préparer son projet".into()),
            ..Course::default()
        }
    }

    fn drawn(course: Option<&Course>, width: u16) -> String {
        let (assets, colors) = (Assets::default(), Colors::default());
        let context = Context { course, ..Context::of(&assets, &colors) };
        Place::default().layout(&context, width).picture(0)
    }

    #[test]
    fn steps_stand_on_a_line_with_what_is_next_below() {
        expect![[r#"
            Embarquement Cloud Pi Native
            décideurs

            ● ━━━━━━━━━━━━━━ ➡ ────────────── ○ ────────────── ○ ────────────── ○
            1                2                3                4                5
                                              Préparer son projet
        "#]]
        .assert_eq(&drawn(Some(&course(Some((2, 5)))), 72));
        expect![[r#"
            Embarquement Cloud Pi Native
            décideurs

            ➡ ───── ○ ───── ○ ───── ○ ───── ○
            1       2       3       4       5
                    Préparer son projet
        "#]]
        .assert_eq(&drawn(Some(&course(Some((1, 5)))), 36));
    }

    #[test]
    fn without_room_the_steps_are_signs() {
        expect![[r#"
            Embarquement Cloud
            Pi Native
            décideurs

            ● ➡ ○ ○ ○ ○ ○ ○
            ➡ 2 / 8
            ○ Préparer son
              projet
        "#]]
        .assert_eq(&drawn(Some(&course(Some((2, 8)))), 20));
    }

    #[test]
    fn a_course_without_numbers_has_this_step_and_the_next() {
        expect![[r#"
            Embarquement Cloud Pi Native
            décideurs

            ➡ ───────────────── ○
                                Préparer son projet
        "#]]
        .assert_eq(&drawn(Some(&course(None)), 40));
    }

    #[test]
    fn a_deck_without_a_course_is_told_so() {
        assert_eq!(drawn(None, 40), "⚠ this deck has no [course]\n");
        let unread = Course { file: Some("course.toml".into()), ..Course::default() };
        assert_eq!(drawn(Some(&unread), 40), "⚠ the course of this deck cannot be read\n");
    }

    #[test]
    fn a_course_is_read_with_its_place() {
        let (assets, colors, course) = (Assets::default(), Colors::default(), course(Some((2, 5))));
        let context = Context { course: Some(&course), ..Context::of(&assets, &colors) };
        let mut prose = Prose::default();
        Place::default().meaning(&context).prose(&mut prose);
        expect![[r#"
            Embarquement Cloud Pi Native, 2 / 5

            décideurs

            Next: Préparer son projet
        "#]]
        .assert_eq(&prose.plain(60));
    }
}
