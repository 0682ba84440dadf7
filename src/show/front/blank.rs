//! A black or white screen.

use crate::keys::OnStage;
use crate::show::{Front, Key, Show};

impl Show {
    /// The next key only brings the slide back, but `b` on a black screen turns it white.
    pub(in crate::show) fn blank_key(&mut self, key: Key, white: bool) {
        // Only the first key for black turns it white. The others are a clicker's, which has no white.
        let again = self.keys.of(OnStage::Black).first() == Some(&self.keys.acting(key)) && !white;
        self.front = if again { Front::Blank { white: true } } else { Front::Stage };
    }
}
