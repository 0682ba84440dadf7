//! The sections with their slides: what is done, what is left.

use crate::page::{Role, Target};
use crate::replay::{Learned, Replay};
use crate::screen::rows::Rows;

pub fn fill<'a>(replay: &'a Replay, rows: &mut Rows) -> &'a str {
    let said = &replay.words.replay;
    for (index, section) in replay.deck.sections.iter().enumerate() {
        let slides: Vec<usize> = replay.deck.slides_of(index).collect();
        let done = slides.iter().filter(|slide| replay.is_done(**slide)).count();
        let minutes = replay.minutes_left(slides.iter().copied());
        let left = if minutes > 0 { format!("  {minutes}\u{a0}min") } else { String::new() };
        let aside = match section.appendix {
            true => replay.words.appendix.to_owned(),
            false => format!("{done}/{}{left}", slides.len()),
        };
        rows.gap();
        rows.row(replay.sign(&slides), replay.section_title(index), &aside, Target::Section(index));
        for slide in slides {
            let (sign, role) = replay.sign(&[slide]);
            let mark = if replay.is_kept(slide).0 { "⚑" } else { "" };
            // For a slide without questions the sign is enough.
            let state = Some(replay.learned(slide)).filter(|it| matches!(it, Learned::Known | Learned::Review));
            let state = state.and_then(|state| replay.learned_in_words(state)).unwrap_or_default();
            let aside = [state, mark].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
            rows.row((&format!("   {sign}"), role), &replay.name_of(slide), &aside, Target::Slide(slide));
        }
    }
    rows.gap();
    rows.button(said.forget_some, Target::Act("forget-some"));
    said.contents_title
}

impl Replay {
    /// The sign for slides that are done, started, to review or still to do, and its role.
    pub(in crate::replay) fn sign(&self, slides: &[usize]) -> (&'static str, Role) {
        match slides {
            [slide] if self.learned(*slide) == Learned::Review => Learned::Review.sign(),
            slides if slides.iter().all(|slide| self.is_done(*slide)) => ("✓", Role::Good),
            slides if slides.iter().any(|slide| self.is_begun(*slide)) => ("◐", Role::Accent),
            _ => ("○", Role::Muted),
        }
    }

    /// "12. Title", as people call a slide.
    pub(in crate::replay) fn name_of(&self, slide: usize) -> String {
        let Some(placed) = self.deck.slide(slide) else { return String::new() };
        format!("{}. {}", placed.number, placed.slide.title.as_deref().unwrap_or("…"))
    }
}
