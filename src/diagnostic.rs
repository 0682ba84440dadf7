//! What is wrong with a deck, as a value. Writing it out is somebody else's file: one for each output, below.

pub mod full;

use crate::source::{Edit, Span};

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
    /// As machines and people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A word beside an underlined stretch of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// A change to the source that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, as an order: "write `duration`".
    pub title: String,
    pub edit: Edit,
    /// Whether it changes nothing that the author meant: signs and spaces, never words.
    pub safe: bool,
}

/// One finding: what, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, which reads well after "allow": `unknown-key`.
    pub rule: &'static str,
    pub severity: Severity,
    /// A phrase, lower case, no full stop.
    pub message: String,
    /// The very word or value, with what to say of it there.
    pub label: Label,
    /// Other places that explain it.
    pub context: Vec<Label>,
    /// Facts that help to understand.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Option<String>,
    pub fix: Option<Fix>,
}

impl Diagnostic {
    pub fn error(rule: &'static str, span: Span, message: impl Into<String>, label: impl Into<String>) -> Self {
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

    /// The same in another text, of which `to` knows the places. A fix is one of this text only.
    pub fn moved(&self, to: impl Fn(Span) -> Span) -> Self {
        let label = |it: &Label| Label { span: to(it.span), text: it.text.clone() };
        let context = self.context.iter().map(label).collect();
        Self { label: label(&self.label), context, fix: None, ..self.clone() }
    }

    pub fn context(mut self, span: Span, text: impl Into<String>) -> Self {
        self.context.push(Label { span, text: text.into() });
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A change that the author has to look at.
    pub fn fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { title: title.into(), edit: Edit::new(span, text), safe: false });
        self
    }
}
