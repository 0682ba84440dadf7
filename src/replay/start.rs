//! What comes before the first slide: what the deck is, what one will be able to do, how far one has come; and the modules of the
//! course.

use std::collections::HashMap;

use crate::layout::Sheet;
use crate::page::{Role, Target};
use crate::replay::rows::Rows;
use crate::replay::{Effect, Module, Outcome, Replay};

/// Which objectives are reached.
pub(super) struct Reached<'a> {
    /// Whether all slides are done.
    all: bool,
    /// Whether those are that serve an objective.
    by_objective: HashMap<&'a str, bool>,
}

impl Reached<'_> {
    /// Whether all slides of the plan that serve an objective are done; where none does, all of them.
    pub(super) fn is(&self, objective: &str) -> bool {
        self.by_objective.get(objective).copied().unwrap_or(self.all)
    }
}

impl Replay {
    pub(super) fn start_sheet(&self) -> Sheet {
        let said = &self.words.replay;
        let mut rows = Rows::new(self.list_width());
        self.deck.subtitle.iter().for_each(|subtitle| rows.text(subtitle, Role::Strong));
        let (done, of) = self.done();
        let left = self.minutes_in_words(self.planned());
        rows.text(&format!("{} · {left}", (said.done_of)(done, of)), Role::Muted);
        self.about_course(&mut rows);
        rows.gap();
        let begun = self.progress.at.is_some();
        let begin = if begun { (said.continue_at)(&self.name_of(self.slide)) } else { said.begin.to_owned() };
        rows.button(&begin, Target::Act("begin"));
        if begun && self.slide != self.first() {
            rows.button(said.begin_again, Target::Act("first"));
        }
        rows.button(said.see_contents, Target::Act("contents"));
        if begun {
            rows.button(said.see_summary, Target::Act("summary"));
        }
        if self.course.is_some() {
            rows.button(said.see_course, Target::Act("course"));
        }
        if begun {
            rows.button(said.forget_all, Target::Act("forget-all"));
        }
        if !self.deck.objectives.is_empty() {
            rows.heading(said.able_to);
            self.objectives(&mut rows);
        }
        Sheet::below(&self.deck.title, rows.0, self.size)
    }

    /// Where the deck stands in its course, and for whom it is.
    fn about_course(&self, rows: &mut Rows) {
        let said = &self.words.replay;
        let Some(course) = &self.deck.course else { return };
        let place = course.step.zip(course.of).map(|(step, of)| (said.module)(step.into(), of.into()));
        let name = [course.name.clone(), place].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        rows.text(&name, Role::Muted);
        course.audience.iter().for_each(|audience| rows.text(&(said.for_whom)(audience), Role::Muted));
    }

    /// What one is able to do: ticked when all slides that serve it are done.
    pub(super) fn objectives(&self, rows: &mut Rows) {
        let reached = self.reached();
        for objective in &self.deck.objectives {
            let is_reached = reached.is(&objective.id);
            let (sign, role) = if is_reached { ("✓", Role::Good) } else { ("○", Role::Text) };
            rows.indented(sign, &objective.text, role);
        }
    }

    /// How far the slides of the plan are done, objective by objective.
    pub(super) fn reached(&self) -> Reached<'_> {
        let mut reached = Reached { all: true, by_objective: HashMap::new() };
        let planned = self.deck.slides().enumerate().filter(|(_, placed)| !placed.section.appendix);
        for (index, placed) in planned {
            let is_done = self.is_done(index);
            reached.all &= is_done;
            for id in &placed.slide.objectives {
                *reached.by_objective.entry(id).or_insert(true) &= is_done;
            }
        }
        reached
    }

    /// The modules of the course: where one stands, what to read next.
    pub(super) fn course_sheet(&self) -> Sheet {
        let said = &self.words.replay;
        let mut rows = Rows::new(self.list_width());
        let Some(course) = &self.course else { return Sheet::below(said.course_title, rows.0, self.size) };
        for (index, module) in course.modules.iter().enumerate() {
            let module = &self.module_now(module);
            let sign = match (module.done, module.of) {
                (done, of) if of > 0 && done == of => ("✓", Role::Good),
                (0, _) => ("○", Role::Muted),
                _ => ("◐", Role::Accent),
            };
            let left =
                if module.minutes_left > 0 { format!("  {}\u{a0}min", module.minutes_left) } else { String::new() };
            let text = format!("{}. {}", index + 1, module.title);
            match module.is_here {
                true => rows.row(sign, &text, &format!("{}/{}{left}", module.done, module.of), Target::Section(index)),
                false => {
                    rows.indented("○", &text, Role::Muted);
                    rows.indented(" ", said.to_come, Role::Muted);
                }
            }
            if !module.needs.is_empty() && module.is_here {
                rows.indented(" ", &(said.needs)(&module.needs.join(", ")), Role::Muted);
            }
            rows.gap();
        }
        Sheet::below(&course.name, rows.0, self.size)
    }

    /// A module as it stands now: what is done of the one that is read changes meanwhile.
    fn module_now(&self, module: &Module) -> Module {
        let (done, of) = self.done();
        match module.is_current {
            true => Module { done, of, minutes_left: self.minutes_left(self.planned()), ..module.clone() },
            false => module.clone(),
        }
    }

    /// Opens a module of the course: the one that is read already where one has come in it.
    pub(super) fn open_module(&mut self, module: usize, outcome: &mut Outcome) {
        let Some(known) = self.course.as_ref().and_then(|course| course.modules.get(module)) else { return };
        match known.is_current {
            true => self.open_alone(super::What::Start),
            false => outcome.effects.push(Effect::Module(module)),
        }
    }

    /// The module after the one that is read, where its deck is here.
    pub(super) fn next_module(&self) -> Option<(usize, &str)> {
        let modules = &self.course.as_ref()?.modules;
        let current = modules.iter().position(|module| module.is_current)?;
        let next = modules.iter().enumerate().skip(current + 1).find(|(_, module)| module.is_here)?;
        Some((next.0, next.1.title.as_str()))
    }

    pub(super) fn open_next_module(&mut self, outcome: &mut Outcome) {
        if let Some((module, _)) = self.next_module() {
            outcome.effects.push(Effect::Module(module));
        }
    }
}
