//! Input while the window is too small to show anything: nothing is answered, counted or typed that nobody can see.

use crate::keys::OnStage;
use crate::layout;
use crate::show::{Front, Input, Key, Prompt, Show};

impl Show {
    /// Whether input acts. In a window too small for a slide, keys still move through the slides, as those of a clicker; they black out the screen,
    /// quit, and close what is open.
    pub(super) fn is_heeded(&self, input: &Input) -> bool {
        match input {
            _ if layout::has_room(self.size) => true,
            Input::Key(key) => self.is_key_heeded(*key),
            Input::Pasted(_) => false,
            _ => true,
        }
    }

    fn is_key_heeded(&self, key: Key) -> bool {
        let action = self.keys.action(key);
        match self.front {
            _ if matches!(key.folded(), Key::Ctrl('c' | 'z')) => true,
            Front::Stage => action.is_some_and(acts_unseen),
            Front::Blank { .. } | Front::Prompt(Prompt::Quit) => true,
            // Any other key would decline the interrupted show.
            Front::Prompt(Prompt::GoOn) => action == Some(OnStage::Quit),
            _ => key == Key::Escape,
        }
    }
}

fn acts_unseen(action: OnStage) -> bool {
    use OnStage::{Backward, Black, First, Forward, Last, Next, NextSection, Previous, PreviousSection, Quit, Reload};

    let moves = [Next, Previous, Forward, Backward, NextSection, PreviousSection, First, Last];
    moves.contains(&action) || matches!(action, Black | Quit | Reload)
}
