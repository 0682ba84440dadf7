//! Assigns steps to content that appears bit by bit. The same for drawing and for text.

/// Things in order, each with the step at which it appears and the last step of its own.
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    last: u16,
}

impl From<u16> for Steps {
    /// Starts before the first thing, which appears at this step.
    fn from(step: u16) -> Self {
        Self { last: step }
    }
}

impl Steps {
    /// The step at which the next thing appears: a new one if it `begins` a step.
    pub fn begin(&self, begins: bool) -> u16 {
        self.last.saturating_add(u16::from(begins))
    }

    /// Notes that the thing has its last step there.
    pub fn end(&mut self, last: u16) {
        self.last = self.last.max(last);
    }
}
