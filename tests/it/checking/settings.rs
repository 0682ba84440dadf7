//! Settings of `check`: in `pupitre.toml`, in the deck, on the command line.

use crate::common::Folder;
use crate::common::checking::{EMPTY, GOOD, OPEN, Ran, check, concise, written};

/// The rules that found something, in order.
fn rules(ran: &Ran) -> Vec<(String, String)> {
    let one = |line: &str| {
        let (severity, rest) = line.split_once(": ")?.1.split_once('[')?;
        Some((rest.split_once(']')?.0.to_owned(), severity.to_owned()))
    };
    ran.out.lines().filter_map(one).collect()
}

fn names(ran: &Ran) -> Vec<String> {
    rules(ran).into_iter().map(|(rule, _)| rule).collect()
}

/// A deck with its own `[check]` table.
fn deck(check: &str, slides: &str) -> String {
    format!("{}\n[check]\n{check}", written(slides))
}

#[test]
fn a_deck_chooses_its_rules() {
    let folder = Folder::new();
    let found = |table: &str| {
        let deck = folder.write("deck.toml", deck(table, &[EMPTY, OPEN].concat()));
        rules(&concise(&[&deck]))
    };
    let (empty, open) = (("empty-slide", "warning"), ("unconfirmed", "info"));
    let told = |list: &[(&str, &str)]| list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    assert_eq!(found(""), told(&[empty, open]));
    assert_eq!(found("select = [\"empty-slide\"]"), told(&[empty]));
    assert_eq!(found("ignore = [\"L\"]"), told(&[open]));
    assert_eq!(
        found("levels.empty-slide = \"off\"\nlevels.unconfirmed = \"error\""),
        told(&[("unconfirmed", "error")])
    );
    // A rule that is off is on if its severity is set.
    assert_eq!(found("levels.missing-notes = \"warning\""), told(&[empty, open]));
    assert_eq!(found("select = [\"empty-slide\"]\nlevels.unconfirmed = \"error\""), told(&[empty]));
    let ran = check(&[&folder.write("deck.toml", deck("levels.unconfirmed = \"error\"", OPEN))]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), "1 deck: 1 error, 0 warnings, 0 infos\n"));
}

#[test]
fn the_command_line_overrides_the_deck_and_the_deck_overrides_the_folder() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path().join("below/deeper")).expect("folders");
    folder.write("pupitre.toml", "[check]\nselect = [\"unconfirmed\"]\n");
    let slides = [EMPTY, OPEN].concat();
    let plain = folder.write("below/deeper/plain.toml", written(&slides));
    let own = folder.write("below/own.toml", deck("select = [\"empty-slide\"]", &slides));
    assert_eq!(names(&concise(&[&plain])), ["unconfirmed"]);
    assert_eq!(names(&concise(&[&own])), ["empty-slide"]);
    assert_eq!(names(&concise(&[&own, "--select", "unconfirmed"])), ["unconfirmed"]);
    assert_eq!(names(&concise(&[&own, "--ignore", "empty-slide"])), [""; 0]);
    // Only the nearest file counts.
    folder.write("below/pupitre.toml", "[check]\nignore = [\"empty-slide\"]\n");
    assert_eq!(names(&concise(&[&plain])), ["unconfirmed"]);
    let ran = concise(&[&folder.name("")]);
    assert_eq!(names(&ran), ["unconfirmed", "empty-slide"]);
    assert_eq!(ran.err, "2 decks, 2 pupitre.toml: 0 errors, 1 warning, 1 info\n");
}

#[test]
fn sizes_and_limits_can_be_set_in_all_three() {
    let folder = Folder::new();
    let code = "[[section.slide]]\ntitle = \"A\"\nbody = '''\n```\na\nb\nc\nd\n```\n'''\n";
    let rows = "[[section.slide]]\ntitle = \"A\"\nbody = '''\n- a\n- b\n- c\n- d\n- e\n- f\n- g\n- h\n'''\n";
    let (plain, long) = (folder.write("code.toml", written(code)), folder.write("rows.toml", written(rows)));
    let strict = folder.write("strict.toml", deck("limits.code-too-long = 2", code));
    let small = folder.write("small.toml", deck("sizes = [\"40x9\"]", rows));
    // The rules that depend on them.
    let told = |arguments: &[&str]| {
        let lines = concise(arguments).out;
        let ours = |line: &&str| line.contains("[overflow-vertical]") || line.contains("[code-too-long]");
        Ran {
            code: None,
            out: lines.lines().filter(ours).map(|line| format!("{line}\n")).collect(),
            err: String::new(),
        }
    };
    assert_eq!(names(&told(&[&plain])), [""; 0]);
    assert_eq!(names(&told(&[&strict])), ["code-too-long"]);
    assert_eq!(names(&told(&[&long])), [""; 0]);
    assert_eq!(names(&told(&[&small])), ["overflow-vertical"]);
    assert_eq!(names(&told(&[&long, "--size", "40x8,40x9"])), ["overflow-vertical"; 2]);
    assert_eq!(names(&told(&[&small, "--size", "80x24"])), [""; 0]);
    folder.write("pupitre.toml", "[check]\nsizes = [\"40x9\"]\nlimits.code-too-long = 3\n");
    assert_eq!(names(&told(&[&plain])), ["code-too-long"]);
    assert_eq!(names(&told(&[&long])), ["overflow-vertical"]);
    let ran = check(&[&long, "--size", "10x10"]);
    assert!(ran.code == Some(2) && ran.err.contains("from 20x6 to 1000x1000"), "{}", ran.err);
}

#[test]
fn mistakes_in_settings_are_findings_of_their_file() {
    let folder = Folder::new();
    let good = folder.write("good.toml", written(GOOD));
    folder.write(
        "pupitre.toml",
        "[check]\nslect = []\nignore = [\"emty-slide\"]\n[check.levels]\nempty-slide = \"of\"\n",
    );
    let ran = concise(&[&good, &folder.name("")]);
    let lines: Vec<&str> = ran.out.lines().map(|line| line.rsplit_once('/').map_or(line, |(_, name)| name)).collect();
    assert_eq!(
        lines,
        [
            "pupitre.toml:2:1: error[unknown-key] unknown key `slect` in the `[check]` table",
            "pupitre.toml:3:11: error[bad-value] there is no rule called \"emty-slide\"",
            "pupitre.toml:5:15: error[bad-value] \"of\" is not a level",
        ]
    );
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), "2 decks, 1 pupitre.toml: 3 errors, 0 warnings, 0 infos\n"));
    folder.write("pupitre.toml", b"\xff");
    assert_eq!(check(&[&good]).code, Some(2));
}

#[test]
fn for_an_unknown_rule_the_nearest_is_suggested() {
    let folder = Folder::new();
    let deck = folder.write("deck.toml", deck("levels.emty-slide = \"off\"\n", GOOD));
    let ran = check(&[&deck]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("error[bad-value]: there is no rule called \"emty-slide\""), "{}", ran.out);
    assert!(ran.out.contains("help: did you mean \"empty-slide\"?"), "{}", ran.out);
}

#[test]
fn the_theme_of_a_deck_is_looked_over_too() {
    let folder = Folder::new();
    let with = |theme: &str| written(GOOD).replace("[[section]]\n", &format!("theme = \"{theme}\"\n[[section]]\n"));
    let (one, two) = (folder.write("one.toml", with("mine.toml")), folder.write("two.toml", with("mine.toml")));
    let theme = folder.write("mine.toml", "title = \"Mine\"\nextends = \"aube\"\nshaed = \"dark\"\n");
    for arguments in [&[&*one, &*two][..], &[&*folder.name("")], &[&*theme, &*one]] {
        let ran = concise(arguments);
        assert_eq!(ran.code, Some(1));
        assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
        assert!(ran.out.contains("mine.toml:3:1: error[unknown-key]"), "{}", ran.out);
        assert!(ran.err.contains(", 1 theme: 1 error, "), "{}", ran.err);
    }
    let ran = concise(&[&folder.write("none.toml", with("nothing.toml"))]);
    assert!(ran.out.contains(": error[missing-file] the file \"nothing.toml\" does not exist"), "{}", ran.out);
    let ran = concise(&[&folder.write("out.toml", with("../x.toml"))]);
    assert!(ran.out.contains(": error[path-escape] "), "{}", ran.out);
}

#[test]
fn many_decks_are_told_in_order() {
    let folder = Folder::new();
    for number in 0..60 {
        folder.write(
            &format!("deck-{number:02}.toml"),
            written(&GOOD.repeat(number % 7).replace("Text", "- ").repeat(2)) + EMPTY,
        );
    }
    let ran = concise(&[&folder.name(""), "--select", "empty-slide"]);
    let files: Vec<String> = ran.out.lines().filter_map(|line| Some(line.split(".toml").next()?.to_owned())).collect();
    assert!(files.len() >= 60 && files.is_sorted(), "{files:?}");
}
