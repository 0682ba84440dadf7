//! The program in a terminal while its deck changes, the mouse moves and the window is resized.

use crate::common::Folder;
use crate::common::stage::{RETURN, RIGHT, Stage};

/// A deck of three slides, the second with a word that can be changed.
fn deck(word: &str) -> String {
    let slide = |title: &str, body: &str| format!("[[section.slide]]\ntitle = \"{title}\"\nbody = '''\n{body}\n'''\n");
    let slides =
        [slide("One", "[the story](https://example.org)"), slide("Two", word), slide("Three", "- end")].concat();
    format!(
        "format = 1\ntitle = \"Live\"\nlang = \"en\"\n[[section]]\nid = \"s\"\nkey = \"w\"\ntitle = \"Whole\"\n{slides}"
    )
}

#[test]
fn saving_the_deck_redraws_the_same_slide() {
    let folder = Folder::new();
    let path = folder.write("live.toml", deck("before"));
    let mut stage = Stage::new(&[&path]);
    stage.keys(RIGHT);
    stage.see("before");
    folder.write("live.toml", deck("after"));
    stage.see("after");
    stage.see("Reloaded.");
    stage.see("Two");
}

#[test]
fn an_editor_that_saves_by_renaming_is_followed() {
    let folder = Folder::new();
    let path = folder.write("live.toml", deck("first"));
    let stage = Stage::new(&[&path, "--section", "s"]);
    stage.see("One");
    for title in ["Uno", "Due", "Tre"] {
        let new = folder.write("live.toml.new", deck("first").replace("One", title));
        std::fs::rename(new, &path).expect("the new file takes the place of the old");
        stage.see(title);
    }
}

#[test]
fn a_save_with_mistakes_goes_on_showing_and_says_so_until_it_is_mended() {
    let folder = Folder::new();
    let path = folder.write("live.toml", deck("before"));
    let mut stage = Stage::new(&[&path]);
    stage.keys(RIGHT);
    stage.see("before");
    folder.write("live.toml", deck("still here").replace("key =", "kee ="));
    stage.see("Reloaded, with 1 mistake.");
    stage.see("still here");
    folder.write("live.toml", "");
    stage.see("Not reloaded");
    stage.see("still here");
    folder.write("live.toml", deck("mended"));
    stage.see("mended");
}

#[test]
fn a_file_beside_the_deck_is_followed_too() {
    let folder = Folder::new();
    folder.write("code.rs", "let before = 1;");
    let block = "[[section.slide.block]]\nkind = \"code\"\nfile = \"code.rs\"\n";
    let path = folder.write("live.toml", format!("{}{block}", deck("x")));
    let mut stage = Stage::new(&[&path]);
    stage.keys("3\r");
    stage.see("let before");
    folder.write("code.rs", "let after = 2;");
    stage.see("let after");
}

#[test]
fn the_course_of_a_deck_is_followed_too() {
    let folder = Folder::new();
    let course = |next: &str| {
        let modules = "[[module]]\nid = \"a\"\ndeck = \"live.toml\"\n[[module]]\nid = \"b\"\n";
        format!("course = 1\nname = \"Training\"\n{modules}title = \"{next}\"\n")
    };
    folder.write("course.toml", course("Before"));
    let head = "lang = \"en\"\ncourse = { file = \"course.toml\" }";
    let block = "[[section.slide.block]]\nkind = \"course\"\n";
    let path = folder.write("live.toml", format!("{}{block}", deck("x").replace("lang = \"en\"", head)));
    let mut stage = Stage::new(&[&path]);
    stage.keys("3\r");
    stage.see("Before");
    folder.write("course.toml", course("After"));
    stage.see("After");
}

#[test]
fn an_included_deck_is_followed_and_the_place_is_kept() {
    let folder = Folder::new();
    folder.write("me.toml", deck("before"));
    let own = "[[section.slide]]\ntitle = \"Own\"\nbody = \"mine\"\n";
    let include = "[[section.slide]]\ninclude = \"me.toml\"\n";
    let head = "format = 1\ntitle = \"Live\"\nlang = \"en\"\n[[section]]\ntitle = \"Whole\"\n";
    let path = folder.write("live.toml", format!("{head}{include}{own}"));
    let mut stage = Stage::new(&[&path]);
    stage.keys("2\r");
    stage.see("before");
    folder.write("me.toml", deck("after"));
    stage.see("after");
    stage.keys("4\r");
    stage.see("4/4");
    folder.write(
        "me.toml",
        deck("after").replacen("[[section.slide]]", "[[section.slide]]\ntitle = \"New\"\n[[section.slide]]", 1),
    );
    stage.see("Reloaded.");
    stage.see("mine");
    stage.keys("5\r");
    stage.see("5/5");
    stage.see("mine");
    folder.write("me.toml", deck("kept").replace("key =", "kee =").replace("title = \"Two\"", "titel = \"Two\""));
    stage.see("Reloaded, with 1 mistake.");
    stage.see("me.toml, line");
    std::fs::remove_file(folder.name("me.toml")).expect("it was there");
    stage.see("Not reloaded: the file");
    stage.see("mine");
    for half in ["", "format = 1\ntitle = \"Li", "format = 1\ntitle = \"Live\"\n"] {
        folder.write("me.toml", half);
        stage.see("Not reloaded: \"me.toml\"");
        stage.see("mine");
    }
    folder.write("me.toml", deck("again"));
    stage.see("Reloaded.");
    stage.keys("4\r");
    stage.see("4/4");
    stage.see("mine");
}

#[test]
fn an_include_that_cannot_be_read_is_shown_in_its_place_with_the_reason() {
    let folder = Folder::new();
    let slide = |include: &str| format!("[[section.slide]]\ninclude = \"{include}\"\n");
    let head = "format = 1\ntitle = \"Live\"\nlang = \"fr\"\n[[section]]\ntitle = \"Whole\"\n";
    folder.write("live.toml", format!("{head}{}{}", slide("none.toml"), slide("live.toml")));
    let mut stage = Stage::of(80, 24, &[&folder.name("live.toml")], &[("LC_ALL", "fr_FR.UTF-8")]);
    stage.see("⚠ le fichier «\u{a0}none.toml\u{a0}» n’existe pas");
    stage.keys(RIGHT);
    stage.see("⚠ des fichiers s’incluent en boucle");
    // What the deck itself says is followed, whatever it says.
    folder.write("live.toml", format!("{head}{}", slide("../x.toml")));
    stage.see("⚠ le fichier «\u{a0}../x.toml\u{a0}» est hors du");
}

/// The memory that the program uses now, in kB.
#[cfg(target_os = "linux")]
fn memory(stage: &Stage) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", stage.pid())).expect("the program runs");
    let line = status.lines().find(|line| line.starts_with("VmRSS")).expect("a line for the memory");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

#[test]
#[cfg(target_os = "linux")]
fn five_hundred_reloads_do_not_grow_memory() {
    let folder = Folder::new();
    let long = "word ".repeat(2000);
    let path = folder.write("live.toml", deck(&long));
    let stage = Stage::new(&[&path]);
    stage.see("One");
    let mut early = 0;
    for round in 0..500 {
        folder.write("live.toml", deck(&long).replace("One", &format!("Round {round}.")));
        stage.see(&format!("Round {round}."));
        if round == 50 {
            early = memory(&stage);
        }
    }
    let late = memory(&stage);
    assert!(late <= early + 2048, "{early} kB after 50 reloads, {late} kB after 500");
}

#[test]
fn the_mouse_goes_where_it_points() {
    let folder = Folder::new();
    let path = folder.write("live.toml", deck("second"));
    let mut stage = Stage::new(&[&path]);
    stage.see("One");
    stage.keys("o");
    stage.see("Three");
    // The second thumbnail is in the middle of the first row; the wheel continues from there.
    stage.keys("\x1b[<0;36;5M\x1b[<0;36;5m");
    stage.see("second");
    stage.keys("\x1b[<65;10;10M");
    stage.see("end");
}

#[test]
fn the_mouse_is_left_to_the_terminal_where_it_is_wanted() {
    let stage = Stage::new(&["--no-mouse"]);
    stage.see("1/38");
    assert!(!stage.raw().contains("\x1b[?1000h"), "the mouse was taken");
}

#[test]
fn an_answer_about_colors_is_no_key_and_chooses_the_theme() {
    let folder = Folder::new();
    let path = folder.write("live.toml", deck("second"));
    let mut stage = Stage::of(80, 24, &[&path], &[("COLORTERM", "truecolor")]);
    stage.see("One");
    assert!(stage.raw().contains("\x1b]11;?"), "the terminal was not asked");
    stage.keys("\x1b]11;rgb:0000/0000/0000\x1b\\");
    // The background color of `nuit`.
    stage.wait_for_bytes("48;2;13;18;31");
    stage.see("1/3");
}

#[test]
fn a_thousand_sizes_one_after_the_other_leave_a_whole_page() {
    let mut stage = Stage::new(&[]);
    stage.see("1/38");
    let mut seed: u32 = 20_261_123;
    let mut random = |most: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from((seed >> 8) % most + 1).expect("a small number")
    };
    for round in 0..1000 {
        stage.resize(random(500), random(200));
        if round % 250 == 0 {
            stage.keys(RIGHT);
        }
    }
    for (width, height) in [(1, 1), (500, 1000), (1, 200), (80, 24)] {
        stage.resize(width, height);
    }
    stage.keys("g1\r");
    stage.see("Sensibilisation Cloud Pi Native");
    stage.see("1/38");
}

#[test]
fn hands_are_counted_on_the_stage_and_stay_when_the_deck_is_saved() {
    let folder = Folder::new();
    let deck = |choice: &str| {
        let poll =
            format!("kind = \"poll\"\nid = \"p\"\nquestion = \"A project?\"\nchoices = [\"Yes\", \"{choice}\"]\n");
        let silence = "kind = \"silence\"\nduration = \"2s\"\ntext = \"Write it down.\"\n";
        let slide = |block: &str| format!("[[section.slide]]\n[[section.slide.block]]\n{block}");
        format!(
            "format = 1\ntitle = \"Ask\"\nlang = \"en\"\n[[section]]\ntitle = \"S\"\n{}{}",
            slide(&poll),
            slide(silence)
        )
    };
    let path = folder.write("ask.toml", deck("No"));
    let mut stage = Stage::new(&[&path]);
    stage.see("1–2 add a hand · u undo · = enter counts");
    stage.keys("&&é1u");
    stage.see("3 answers");
    folder.write("ask.toml", deck("Never"));
    stage.see("Never");
    stage.see("2 answers");
    stage.keys("=7 ");
    stage.see("Yes · Never: 7 ▏");
    stage.keys("3\r");
    stage.see("10 answers");
    stage.keys(RIGHT);
    stage.see("70%");
    stage.keys(RIGHT);
    stage.see("Write it down.");
    stage.see("0:00");
}

#[test]
fn an_animated_slide_is_complete_without_another_key() {
    let folder = Folder::new();
    let path = folder.write("live.toml", deck("- a\n- b\n- c\n- d\n- the last of them"));
    let mut stage = Stage::new(&["--motion", &path]);
    stage.see("the story");
    stage.keys(RIGHT);
    stage.see("the last of them");
}

#[test]
fn an_author_sees_the_findings_of_each_save() {
    let folder = Folder::new();
    let path = folder.write("live.toml", deck("before"));
    let mut stage = Stage::new(&["present", "--author", &path]);
    stage.see("Nothing found.");
    folder.write("live.toml", deck("before").replace("title = \"Two\"\n", ""));
    stage.see("✗ 1 error  e list");
    stage.keys("e");
    stage.see("this slide has no title");
    stage.keys(RETURN);
    stage.see("2/3");
    stage.see("before");
    folder.write("live.toml", deck("after"));
    stage.see("Nothing found.");
}
