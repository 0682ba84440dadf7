//! A black or white screen.

use crate::keys::OnStage;
use crate::show::{Front, Key, Show};

impl Show {
    /// The next key after a black or white screen only brings the slide back; but `b` again turns black into white.
    pub(in crate::show) fn blank_key(&mut self, key: Key, white: bool) {
        // The other key is that of a clicker, which knows no white.
        let again = self.keys.of(OnStage::Black).first() == Some(&self.keys.acting(key)) && !white;
        self.front = if again { Front::Blank { white: true } } else { Front::Stage };
    }
}
