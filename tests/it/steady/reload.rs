//! Decks behind links, in folders that are replaced, without notifications of changes, and broken for a moment.

use std::fs;

use crate::common::Folder;
use crate::common::stage::{ESCAPE, RETURN, Stage, press};

/// A deck of five slides; the fifth has steps and this word.
fn deck(word: &str) -> String {
    let slide = |title: &str, rest: &str| format!("[[section.slide]]\ntitle = \"{title}\"\n{rest}\n");
    let last = slide("Five", &format!("reveal = \"items\"\nbody = '''\n- one {word}\n- two {word}\n'''"));
    let slides = ["One", "Two", "Three", "Four"].map(|title| slide(title, "body = '''\ntext\n'''")).concat() + &last;
    format!("format = 1\ntitle = \"Live\"\nlang = \"en\"\n[[section]]\ntitle = \"Whole\"\n{slides}")
}

/// A show of a deck, at the first step of its fifth slide.
fn at_five(path: &str) -> Stage {
    let mut stage = Stage::new(&[path]);
    stage.see("1/5");
    press(&mut stage, &[("g5\r", "5/5"), ("n", "one")]);
    stage
}

#[test]
fn a_deck_behind_links_is_read_again_whatever_is_saved() {
    let (folder, other) = (Folder::new(), Folder::new());
    let target = other.write("real.toml", deck("first"));
    std::os::unix::fs::symlink(&target, other.name("middle.toml")).expect("a link");
    std::os::unix::fs::symlink(other.name("middle.toml"), folder.name("deck.toml")).expect("a link");
    let stage = at_five(&folder.name("deck.toml"));
    stage.see("first");
    other.write("real.toml", deck("second"));
    stage.see("second");
    let new = other.write("real.toml.new", deck("third"));
    fs::rename(new, &target).expect("the new file takes the place of the old");
    stage.see("third");
    // The link itself is changed to another target.
    let target = other.write("another.toml", deck("fourth"));
    std::os::unix::fs::symlink(&target, folder.name("new")).expect("a link");
    fs::rename(folder.name("new"), folder.name("deck.toml")).expect("the new link takes the place of the old");
    stage.see("fourth");
    other.write("another.toml", deck("fifth"));
    let screen = stage.see("fifth");
    assert!(!screen.contains("does not tell"), "{screen}");
}

#[test]
fn a_deck_that_is_saved_under_another_of_its_names_is_read_again() {
    let (folder, other) = (Folder::new(), Folder::new());
    let path = folder.write("deck.toml", deck("first"));
    fs::hard_link(&path, other.name("same.toml")).expect("a link");
    let stage = at_five(&path);
    other.write("same.toml", deck("second"));
    let screen = stage.see("second");
    assert!(!screen.contains("does not tell"), "{screen}");
}

#[test]
fn a_deck_in_a_folder_that_is_replaced_is_read_again() {
    let folder = Folder::new();
    let place = |name: &str, word: &str| {
        fs::create_dir(folder.name(name)).expect("a folder");
        folder.write(&format!("{name}/deck.toml"), deck(word));
    };
    place("decks", "first");
    // By its full path, and by its name from inside the folder.
    let inside = format!("cd '{}' && exec \"$PUPITRE\" deck.toml", folder.name("decks"));
    let stages = [Stage::new(&[&folder.name("decks/deck.toml")]), Stage::shell(&["-c", &inside])];
    let stages = stages.map(|mut stage| {
        stage.see("1/5");
        press(&mut stage, &[("g5\r", "5/5"), ("n", "first")]);
        stage
    });
    place("new", "second");
    fs::rename(folder.name("decks"), folder.name("old")).expect("the folder goes");
    fs::rename(folder.name("new"), folder.name("decks")).expect("another takes its place");
    stages.iter().for_each(|stage| drop(stage.see("second")));
    folder.write("decks/deck.toml", deck("third"));
    for stage in stages {
        let screen = stage.see("third");
        assert!(!screen.contains("does not tell"), "{screen}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn without_change_notifications_files_are_polled_and_that_is_told_once() {
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::FileExt;

    let folder = Folder::new();
    let text = |word: &str| format!("wrong = 1\n{}", deck(word));
    let path = folder.write("deck.toml", text("first."));
    let file = fs::OpenOptions::new().write(true).open(&path).expect("the deck is there");
    // A deleted file is in no folder that could be watched.
    fs::remove_file(&path).expect("the name goes");
    // In one write of the same length: two writes would be two changes, and the message about the second would hide the first.
    let write = |word: &str| file.write_all_at(text(word).as_bytes(), 0).expect("the file is written");
    let mut stage = Stage::new(&[&format!("/proc/{}/fd/{}", std::process::id(), file.as_raw_fd())]);
    // The mistake is reported after all files were looked at. Only changes from then on are found by looking again.
    stage.see("1 mistake");
    press(&mut stage, &[("g5\r", "5/5"), ("n", "one")]);
    write("second");
    stage.see("second");
    stage.see("The file system does not tell of changes");
    stage.keys("x");
    stage.see_no("does not tell");
    write("third.");
    stage.see("third.");
    let screen = stage.see("Reloaded, with 1 mistake.");
    assert!(!screen.contains("does not tell"), "{screen}");
}

#[test]
fn the_clock_keeps_its_scale_while_a_typo_hides_the_slide_that_the_show_began_with() {
    let folder = Folder::new();
    let whole = deck("word");
    let mut stage = at_five(&folder.write("deck.toml", &whole));
    press(&mut stage, &[("t", "/ 5:00"), (ESCAPE, "5/5")]);
    folder.write("deck.toml", whole.replacen("[[section.slide]]", "[[section.slied]]", 1));
    press(&mut stage, &[("", "1 mistake"), ("t", "/ 4:00"), (ESCAPE, "4/4")]);
    folder.write("deck.toml", &whole);
    press(&mut stage, &[("", "Reloaded."), ("t", "/ 5:00")]);
}

#[test]
fn the_slide_and_its_step_are_kept_through_saves_that_break_the_deck() {
    let folder = Folder::new();
    let whole = deck("before");
    let path = folder.write("deck.toml", &whole);
    let mut stage = at_five(&path);
    press(&mut stage, &[("n", "two before")]);
    // A text without its end swallows everything after it; then more is lost; then it is not a deck at all.
    let unclosed = |title: &str| {
        let (head, tail) = whole.split_once(&format!("title = \"{title}\"\nbody = '''\ntext\n'''")).expect("a slide");
        format!("{head}title = \"{title}\"\nbody = '''\ntext\n{}", tail.replace("'''", ""))
    };
    for (broken, seen) in
        [(unclosed("Three"), "Three"), (unclosed("Two"), "Two"), ("nothing".to_owned(), "Not reloaded")]
    {
        folder.write("deck.toml", broken);
        stage.see(seen);
    }
    folder.write("deck.toml", deck("after"));
    stage.see("two after");
    stage.see("Five");
    // Somebody who moves meanwhile stays there, and going back leads to the same place as before.
    folder.write("deck.toml", unclosed("Three"));
    press(&mut stage, &[("", "Three"), ("g1\r", "1/3")]);
    folder.write("deck.toml", deck("mended"));
    stage.see("Reloaded.");
    press(&mut stage, &[("z", "5/5")]);
    stage.see("two mended");
}

#[test]
fn the_slide_is_kept_when_a_half_written_file_is_a_valid_deck() {
    let folder = Folder::new();
    let whole = deck("before");
    let path = folder.write("deck.toml", &whole);
    let mut stage = at_five(&path);
    let up_to = |title: &str| {
        let (head, _) = whole.split_once(&format!("[[section.slide]]\ntitle = \"{title}\"")).expect("a slide");
        head.to_owned()
    };
    for (half, seen) in [(up_to("Four"), "Three"), (up_to("Two"), "One")] {
        folder.write("deck.toml", half);
        stage.see(seen);
    }
    folder.write("deck.toml", deck("after"));
    stage.see("one after");
    // Somebody who moves meanwhile stays there.
    folder.write("deck.toml", up_to("Four"));
    press(&mut stage, &[("", "Three"), ("g1\r", "1/3")]);
    folder.write("deck.toml", deck("mended"));
    stage.see("Reloaded.");
    press(&mut stage, &[("n", "2/5")]);
}

#[test]
fn a_replay_keeps_the_slide_too() {
    let folder = Folder::new();
    let whole = deck("before");
    let path = folder.write("deck.toml", &whole);
    let mut stage = Stage::new(&["replay", &path]);
    stage.see("Live");
    for title in ["One", "Two", "Three", "Four", "Five"] {
        press(&mut stage, &[("n", title)]);
    }
    stage.see("two before");
    let (head, _) = whole.split_once("[[section.slide]]\ntitle = \"Three\"").expect("a third slide");
    folder.write("deck.toml", format!("{head}[[section.slide]]\ntitle = \n"));
    stage.see_no("two before");
    folder.write("deck.toml", deck("after"));
    stage.see("two after");
}

#[test]
fn correcting_a_typo_in_a_choice_keeps_its_hands() {
    let folder = Folder::new();
    let poll = |choices: &str| {
        let head = "format = 1\ntitle = \"Ask\"\nlang = \"en\"\n[[section]]\ntitle = \"S\"\n[[section.slide]]\ntitle = \"Vote\"\n";
        format!(
            "{head}[[section.slide.block]]\nkind = \"poll\"\nid = \"p\"\nquestion = \"A project?\"\nchoices = [{choices}]\n"
        )
    };
    let path = folder.write("ask.toml", poll("\"Yes\", \"Perhapps\", \"No\""));
    let mut stage = Stage::new(&[&path]);
    press(&mut stage, &[("1222", "4 answers")]);
    // Broken for a moment, and repaired with a typo; also with the choices in another order.
    folder.write("ask.toml", poll("\"Yes\", \"Perhaps, \"No\""));
    stage.see("mistake");
    folder.write("ask.toml", poll("\"No\", \"Perhaps\", \"Yes\""));
    stage.see_no("mistake");
    stage.see("4 answers");
    press(&mut stage, &[("u", "3 answers"), ("2", "4 answers"), ("n", "75%")]);
    let screen = stage.screen();
    let row = screen.lines().find(|row| row.contains("75%")).unwrap_or_default();
    assert!(row.contains("Perhaps"), "{screen}");
    stage.keys(RETURN);
}

#[test]
fn a_mistake_in_the_theme_is_named_and_the_last_good_look_stays() {
    let folder = Folder::new();
    let path = folder.write("deck.toml", deck("word").replacen("lang =", "theme = \"mine.toml\"\nlang =", 1));
    let theme = |color: &str| format!("title = \"Mine\"\nextends = \"nuit\"\n[role]\ntitle = {{ fg = {color} }}\n");
    folder.write("mine.toml", theme("\"#12ab34\""));
    let stage = Stage::of(120, 24, &[&path], &[("COLORTERM", "truecolor")]);
    stage.see("1/5");
    stage.wait_for_bytes("38;2;18;171;52");
    folder.write("mine.toml", theme("\"#56cd78\""));
    stage.wait_for_bytes("38;2;86;205;120");
    folder.write("mine.toml", theme("\"#9\""));
    stage.see("Reloaded, with 1 mistake.  mine.toml, line 4: ");
    let screen = stage.emulated();
    let is_green = |at: u16| screen.cell(1, at).is_some_and(|it| it.fgcolor() == vt100::Color::Rgb(86, 205, 120));
    assert!((0..20).any(is_green), "{}", stage.screen());
    fs::remove_file(folder.name("mine.toml")).expect("it was there");
    stage.see("mine.toml\" does not exist");
    folder.write("mine.toml", theme("\"#9a8b7c\""));
    stage.wait_for_bytes("38;2;154;139;124");
}

#[test]
fn an_included_file_and_a_picture_are_read_again_and_what_was_shown_stays_while_they_are_broken() {
    let folder = Folder::new();
    let included = |word: &str| deck(word).replace("title = \"Five\"", "title = \"Inside\"");
    let part = |word: &str| included(word).split_once("[[section.slide]]\ntitle = \"Two\"").map(|it| it.0.to_owned());
    let part = |word: &str| part(word).expect("a second slide").replace("text", word);
    fs::create_dir(folder.name("common")).expect("a folder");
    folder.write("common/me.toml", part("first"));
    let whole = "format = 1\ntitle = \"Live\"\nlang = \"en\"\n[[section]]\ntitle = \"Whole\"\n[[section.slide]]\ntitle = \"Own\"\n[[section.slide]]\ninclude = \"common/me.toml\"\n\
                 [[section.slide]]\ntitle = \"Drawn\"\n[[section.slide.block]]\nkind = \"image\"\nfile = \"p.svg\"\nalt = \"a square\"\n";
    let picture = |color: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\"><rect width=\"80\" height=\"40\" fill=\"{color}\"/></svg>"
        )
    };
    folder.write("p.svg", picture("#c80a14"));
    let mut stage = Stage::of(80, 24, &[&folder.write("deck.toml", whole)], &[("COLORTERM", "truecolor")]);
    stage.see("1/3");
    press(&mut stage, &[("n", "first")]);
    folder.write("common/me.toml", part("second"));
    stage.see("second");
    folder.write("common/me.toml", &part("third")[..60]);
    let screen = stage.see("Not reloaded");
    assert!(screen.contains("second"), "{screen}");
    let new = folder.write("common/new", part("fourth"));
    fs::rename(new, folder.name("common/me.toml")).expect("the new file takes the place of the old");
    press(&mut stage, &[("", "fourth"), ("n", "3/3")]);
    stage.wait_for_bytes("8;2;200;10;20");
    folder.write("p.svg", picture("#0a14c8"));
    stage.wait_for_bytes("8;2;10;20;200");
    folder.write("p.svg", "<svg");
    stage.see("cannot be read");
    folder.write("p.svg", picture("#14c80a"));
    stage.wait_for_bytes("8;2;20;200;10");
    stage.see("Drawn");
}
