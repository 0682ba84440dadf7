//! Other programs on our terminal: an editor, the shell.

use std::io;

use crate::show::Input;
use crate::terminal::{OnTerminal, editor, enter, enter_sequences, restore, signals};

impl OnTerminal<'_> {
    /// Gives the terminal to an editor until the text is written.
    pub(super) fn edit(&mut self, text: &str) -> io::Result<()> {
        restore();
        let edited = signals::left_to_editor(|| editor::edit(text));
        self.take_again()?;
        // The result is kept and shown; it has no effects on the terminal.
        self.update(Input::Edited(edited));
        self.paint("")
    }

    /// Gives the terminal to the shell until it resumes us.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        restore();
        signals::stop();
        self.take_again()
    }

    fn take_again(&mut self) -> io::Result<()> {
        enter()?;
        self.painter.forget();
        let _ = self.fit();
        self.paint(&enter_sequences(self.mouse))
    }
}
