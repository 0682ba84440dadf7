//! Unknown keys: which one was probably meant, or where the key belongs.

use crate::diagnostic::Diagnostic;
use crate::lang::{self, Message, say};
use crate::source::Span;
use crate::table::{At, Outer, Reader, wrong};
use crate::text;

impl Reader<'_> {
    /// Reports an unknown key of a table, whose own keys, and those that are read elsewhere, are `known`. Notes the key that was probably meant, so
    /// that its absence is not reported too.
    pub(super) fn unknown_key(
        &mut self,
        name: &str,
        span: Span,
        what: &'static str,
        [keys, also]: [&'static [&'static str]; 2],
        at: &mut At,
    ) {
        let shown = text::shorten(name, 40);
        let error = |message: Message, label: Message| Diagnostic::error("unknown-key", span, message, label);
        let unknown = || {
            let what = Message::noun(what);
            error(say!("unknown key `{shown}` in {what}", shown, what), say!("not a key of {what}", what))
        };
        let nearest = text::meant(name, keys.iter().chain(also).copied());
        let owner = self.outer.iter().rev().find(|outer| outer.keys.contains(&name));
        let diagnostic = if let Some(outer) = owner {
            self.of_outer(outer, name, what, error)
        } else if let Some(near) = nearest {
            let is_written = at.has(near);
            let is_taken = is_written || at.guessed.contains(&near);
            at.guessed.push(near);
            match is_taken {
                // Another name would make a key that is set twice.
                true => {
                    let both =
                        unknown().help(say!("it resembles `{near}`, which is here already: keep one of the two", near));
                    if is_written { both.context(at.key(near), say!("`{near}` is here", near)) } else { both }
                }
                false => unknown()
                    .help(match text::nearest(name, [near]) {
                        Some(_) => say!("a key with a similar name exists: `{near}`", near),
                        None => say!("it is called `{near}` here", near),
                    })
                    .fix(say!("write `{near}`", near), span, near),
            }
        } else if let Some(header) = wrong::header_of(what, name) {
            at.guessed.extend(keys.iter().find(|key| header.split('.').any(|part| part == **key)));
            unknown().help(say!("write the header as `[[{header}]]`", header))
        } else if let Some(table) = wrong::inner_of(what, name) {
            unknown().help(say!("write it for a role, such as `{table} = {{ {name} = … }}`", table, name))
        } else if keys.is_empty() {
            unknown().help(say!("{what} has no keys of its own", what = Message::noun(what)))
        } else {
            let list: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            let what = Message::noun(what);
            unknown().help(say!("the keys of {what} are {list}", what, list = list.join(", ")))
        };
        self.report(diagnostic);
    }

    /// The finding for a key that belongs to a table around this one.
    fn of_outer(
        &self,
        outer: &Outer,
        name: &str,
        what: &'static str,
        error: impl Fn(Message, Message) -> Diagnostic,
    ) -> Diagnostic {
        let shown = text::shorten(name, 40);
        let (owner, here) = (lang::Value::The(outer.what), Message::noun(what));
        let help = match outer.inside.map(|at| self.line(at)) {
            Some(line) => say!("`{shown}` belongs to {owner}; write it above line {line}", shown, owner, line),
            None => say!("`{shown}` belongs to {owner}", shown, owner),
        };
        let message = say!("`{shown}` belongs to {owner}, not to {here}", shown, owner, here);
        error(message, say!("here it belongs to {here}", here)).help(help)
    }
}
