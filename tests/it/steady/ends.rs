//! Places where nothing can be written.

use std::fs;

use super::deck;
use crate::common::Folder;
use crate::common::stage::{RIGHT, Stage, press};

#[test]
fn a_file_in_the_place_of_the_state_folder_is_told_in_words() {
    let folder = Folder::new();
    let deck = deck(&folder);
    for (of, said) in [("pupitre", "a file is in the place"), ("pupitre/recordings", "a file is in the place")] {
        let state = Folder::new();
        let place = state.path().join(of);
        fs::create_dir_all(place.parent().expect("a folder")).expect("it is created");
        fs::write(place, "").expect("it is written");
        let environment = [("XDG_STATE_HOME", state.path().to_str().expect("UTF-8"))];
        let mut stage = Stage::of(120, 24, &[&deck], &environment);
        stage.see("1/5");
        press(&mut stage, &[(RIGHT, said)]);
        let screen = stage.screen();
        assert!(!screen.contains("os error"), "{screen}");
    }
}
