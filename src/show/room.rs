//! What the bottom row shows, and the notes below the slide.

use crate::keys::OnStage;
use crate::show::{Front, Notes, Prompt, Room, Show};

impl Show {
    pub(super) fn change_room(&mut self) {
        let key = self.keys.name(OnStage::Room, self.words);
        let (room, notice) = match self.options.room {
            Room::Place => (Room::Time, self.words.room_time.to_owned()),
            Room::Time => (Room::Nothing, (self.words.room_nothing)(&key)),
            Room::Nothing => (Room::Place, self.words.room_place.to_owned()),
        };
        self.options.room = room;
        self.notice = Some(notice);
    }

    /// Shows the notes, turns them by a page, and hides them after the end.
    pub(super) fn turn_notes(&mut self) {
        self.console.open = false;
        self.notes = match self.notes {
            Notes::Unasked => {
                self.front = Front::Prompt(Prompt::Notes);
                Notes::Unasked
            }
            Notes::Hidden => Notes::Shown(0),
            Notes::Shown(from) => {
                let next = from + u32::from(self.notes_rows()).saturating_sub(1).max(1);
                if next < self.notes_page().height { Notes::Shown(next) } else { Notes::Hidden }
            }
        };
        self.lay_out();
    }
}
