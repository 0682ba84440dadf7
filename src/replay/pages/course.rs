//! The modules of the course: progress, and what to read next.

use crate::page::{Role, Target};
use crate::replay::{Effect, ModuleState, Outcome, Replay, What};
use crate::screen::rows::Rows;

pub fn fill<'a>(replay: &'a Replay, rows: &mut Rows) -> &'a str {
    let said = &replay.words.replay;
    let Some(course) = &replay.course else { return said.course_title };
    for (index, module) in course.modules.iter().enumerate() {
        let module = &replay.module_now(module);
        let sign = match (module.done, module.of) {
            (done, of) if of > 0 && done == of => ("✓", Role::Good),
            (0, _) => ("○", Role::Muted),
            _ => ("◐", Role::Accent),
        };
        let left = if module.minutes_left > 0 { format!("  {}\u{a0}min", module.minutes_left) } else { String::new() };
        let text = format!("{}. {}", index + 1, module.title);
        if module.is_here {
            rows.row(sign, &text, &format!("{}/{}{left}", module.done, module.of), Target::Section(index));
        } else {
            rows.indented("○", &text, Role::Muted);
            rows.indented(" ", said.to_come, Role::Muted);
        }
        if !module.needs.is_empty() && module.is_here {
            rows.indented(" ", &(said.needs)(&module.needs.join(", ")), Role::Muted);
        }
        rows.gap();
    }
    &course.name
}

impl Replay {
    /// The current state of a module. That of the open one changes while it is read.
    fn module_now(&self, module: &ModuleState) -> ModuleState {
        let (done, of) = self.done();
        match module.is_current {
            true => ModuleState { done, of, minutes_left: self.minutes_left(self.planned()), ..module.clone() },
            false => module.clone(),
        }
    }

    /// The open module, by its index.
    pub(in crate::replay) fn current_module(&self) -> Option<usize> {
        self.course.as_ref()?.modules.iter().position(|module| module.is_current)
    }

    /// Opens a module of the course. For the one that is open, returns to where the reader was.
    pub(in crate::replay) fn open_module(&mut self, module: usize, outcome: &mut Outcome) {
        let Some(known) = self.course.as_ref().and_then(|course| course.modules.get(module)) else { return };
        match known.is_current {
            true => self.open_alone(What::Start),
            false => outcome.effects.push(Effect::Module(module)),
        }
    }

    /// The module after the open one, if its deck is available.
    pub(in crate::replay) fn next_module(&self) -> Option<(usize, &str)> {
        let modules = self.course.as_ref()?.modules.iter().enumerate().skip(self.current_module()? + 1);
        modules.filter(|(_, it)| it.is_here).map(|(at, it)| (at, it.title.as_str())).next()
    }

    pub(in crate::replay) fn open_next_module(&mut self, outcome: &mut Outcome) {
        let next = self.next_module().map(|(module, _)| Effect::Module(module));
        outcome.effects.extend(next);
    }
}
