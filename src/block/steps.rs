//! Which step what is shown bit by bit comes with, one thing after the other: the same for what is drawn and for what is said.

/// Things one after the other, each with the step that it comes with and the last step of its own.
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    last: u16,
}

impl From<u16> for Steps {
    /// Before the first of them, which comes with this step.
    fn from(step: u16) -> Self {
        Self { last: step }
    }
}

impl Steps {
    /// The step that the next thing comes with: one of its own where it `begins` one.
    pub fn begin(&self, begins: bool) -> u16 {
        self.last.saturating_add(u16::from(begins))
    }

    /// The thing has its last step there.
    pub fn end(&mut self, last: u16) {
        self.last = self.last.max(last);
    }
}
