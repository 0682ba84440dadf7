//! What is wrong with a deck, as a value. The files below write it in different forms.

pub mod full;

use crate::lang::{Message, Words, say};
use crate::source::{Edit, Source, Span};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely to go wrong in front of the room.
    Warning,
    /// Something of the deck is lost or broken.
    Error,
}

impl Severity {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Severity {
    /// Its name for people.
    pub fn in_words(self, words: &Words) -> &'static str {
        let [error, warning, info, ..] = words.levels;
        match self {
            Self::Error => error,
            Self::Warning => warning,
            Self::Info => info,
        }
    }
}

/// A text at a range of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: Message,
}

/// An edit to the source that fixes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the edit does, as an imperative: "write `duration`".
    pub title: Message,
    pub edit: Edit,
    /// Whether it never changes what the author meant: punctuation and spaces, not words.
    pub safe: bool,
}

/// A finding: what is wrong, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, which reads well after "allow": `unknown-key`.
    pub rule: &'static str,
    pub severity: Severity,
    /// A phrase in lower case, without a full stop.
    pub message: Message,
    /// The exact word or value, with a text about it.
    pub label: Label,
    /// Other places that explain it.
    pub context: Vec<Label>,
    /// Facts that help understanding.
    pub notes: Vec<Message>,
    /// What to write instead.
    pub help: Option<Message>,
    pub fix: Option<Fix>,
}

impl Diagnostic {
    pub fn error(rule: &'static str, span: Span, message: impl Into<Message>, label: impl Into<Message>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            message: message.into(),
            label: Label { span, text: label.into() },
            context: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
        }
    }

    pub fn span(&self) -> Span {
        self.label.span
    }

    /// Whether it is a mistake, which a show counts. Warnings are for `check` alone.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The same for another text, to which `to` maps the places. Without the fix, which is only for this text.
    pub fn moved(&self, to: impl Fn(Span) -> Span) -> Self {
        let label = |it: &Label| Label { span: to(it.span), text: it.text.clone() };
        let context = self.context.iter().map(label).collect();
        Self { label: label(&self.label), context, fix: None, ..self.clone() }
    }

    /// The finding with positions in the file where it was found, for a source made of several files. Labels in other files become notes. A fix is
    /// kept only in the source's own text.
    pub fn in_its_file(mut self, source: &Source) -> Self {
        let part = source.part_at(self.span().start);
        let is_here = |label: &Label| source.part_at(label.span.start).map(|it| it.start) == part.map(|it| it.start);
        let (here, elsewhere) = std::mem::take(&mut self.context).into_iter().partition(is_here);
        self.context = here;
        for Label { span, text } in elsewhere {
            let file = source.part_at(span.start).map_or(&source.name, |part| &part.source.name);
            self.notes.push(say!("{text}: {file}, line {line}", text, file, line = source.place(span.start).line));
        }
        part.map(|part| self.moved(|span| part.inside(span))).unwrap_or(self)
    }

    /// The same in a language.
    pub fn in_words(&self, words: &Words) -> Self {
        let label = |it: &Label| Label { span: it.span, text: it.text.in_words(words) };
        Self {
            message: self.message.in_words(words),
            label: label(&self.label),
            context: self.context.iter().map(label).collect(),
            notes: self.notes.iter().map(|it| it.in_words(words)).collect(),
            help: self.help.as_ref().map(|it| it.in_words(words)),
            fix: self.fix.as_ref().map(|it| Fix { title: it.title.in_words(words), ..it.clone() }),
            ..self.clone()
        }
    }

    pub fn context(mut self, span: Span, text: impl Into<Message>) -> Self {
        self.context.push(Label { span, text: text.into() });
        self
    }

    pub fn note(mut self, note: impl Into<Message>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub fn help(mut self, help: impl Into<Message>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a fix that the author should check.
    pub fn fix(mut self, title: impl Into<Message>, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { title: title.into(), edit: Edit::new(span, text), safe: false });
        self
    }
}
