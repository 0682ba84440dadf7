//! Paragraphs of a slide: their text, marks and indents.

use std::cell::OnceCell;

use crate::export::pptx::measure::{LINE, LINE_WITH_CODE, Measure, Measured, Written};
use crate::fonts::{Family, Hand};
use crate::page::{Ink, Role, Style};
use crate::text::{Align, Run};

/// The indent per level of a list, in ems.
pub const INDENT: f32 = 1.2;

/// What is before a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    #[default]
    None,
    /// A bullet.
    Sign(char),
    /// An automatic number, counted from the start of its list.
    Number { start: u64 },
}

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub runs: Vec<Run<Ink>>,
    pub mark: Mark,
    /// How many levels of lists contain it.
    pub indent: u8,
    /// Its relative font size.
    pub share: f32,
    /// The space above it, in ems of its text.
    pub above: f32,
    pub align: Align,
    /// The step at which it appears.
    pub step: u16,
    /// Whether its text is monospaced.
    pub mono: bool,
    /// Its text, measured once.
    pub measured: OnceCell<Measured>,
}

impl Paragraph {
    pub fn new(runs: Vec<Run<Ink>>, step: u16) -> Self {
        Self {
            runs,
            mark: Mark::None,
            indent: 0,
            share: 1.0,
            above: 0.0,
            align: Align::Left,
            step,
            mono: false,
            measured: OnceCell::new(),
        }
    }

    /// Text in one role.
    pub fn of(text: impl Into<String>, role: Role, step: u16) -> Self {
        Self::new(vec![Run { text: text.into(), style: Ink::from(role) }], step)
    }

    pub fn bold(mut self) -> Self {
        self.runs.iter_mut().for_each(|run| run.style.style.bold = true);
        self
    }

    pub fn share(self, share: f32) -> Self {
        Self { share, ..self }
    }

    pub fn above(self, above: f32) -> Self {
        Self { above, ..self }
    }

    pub fn centered(self) -> Self {
        Self { align: Align::Center, ..self }
    }

    pub fn is_mono(&self, style: Style) -> bool {
        self.mono || style.role == Role::Code
    }

    /// Whether it contains monospaced text.
    pub fn has_code(&self) -> bool {
        self.mono || self.runs.iter().any(|run| run.style.style.role == Role::Code)
    }

    pub fn measured(&self, measure: &Measure) -> &Measured {
        self.measured.get_or_init(|| {
            let written = |run: &'_ Run<Ink>| {
                let Style { role, bold, italic, .. } = run.style.style;
                let family = if self.is_mono(run.style.style) { Family::Mono } else { Family::Sans };
                let bold = bold || matches!(role, Role::Strong | Role::Title | Role::Good | Role::Warning | Role::Bad);
                (family, Hand { bold, italic })
            };
            let all: Vec<Written> = self
                .runs
                .iter()
                .map(|run| {
                    let (family, hand) = written(run);
                    Written { text: &run.text, family, hand, share: self.share }
                })
                .collect();
            measure.of(&all)
        })
    }

    /// Its height at a width and font size, all in points.
    pub fn height(&self, measure: &Measure, width: f32, size: f32) -> f32 {
        let room = width / size - f32::from(self.indent) * INDENT;
        // A replacement for the font of code may have higher lines.
        let line = if self.has_code() && !self.mono { LINE_WITH_CODE } else { LINE };
        self.measured(measure).lines(room.max(1.0)) as f32 * line * self.share * size
    }
}

/// The height of paragraphs, one below another.
pub fn height(paragraphs: &[Paragraph], measure: &Measure, width: f32, size: f32) -> f32 {
    let one =
        |(at, it): (usize, &Paragraph)| it.height(measure, width, size) + if at > 0 { it.above * size } else { 0.0 };
    paragraphs.iter().enumerate().map(one).sum()
}
