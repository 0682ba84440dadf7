//! `--fix` and `--diff`: what is written, and what stays the same.

use std::fs;

use expect_test::expect;
use pupitre::assets::Assets;
use pupitre::deck;
use pupitre::lint::fix::{Which, mend};
use pupitre::lint::rules::ALL;
use pupitre::lint::{self, Checker, Wanted, passage};
use pupitre::source::Source;
use pupitre::text::clean;

use crate::common::Folder;
use crate::common::checking::{check, check_input, concise, feed, written};
use crate::common::pupitre;

/// A French deck with straight apostrophes in a title, a body and the notes, and much that must not be touched.
const FRENCH: &str = "# Le titre, d'abord\nformat=1\ntitle   = \"L\\u0027essai\"\nlang = 'fr'\n\n[[section]]\ntitle = \"Aujourd'hui\" # l'heure\n\n[[section.slide]]\n  title = \"L'État\"\n  body = '''\n- d'une part\u{a0}: `l'un`\n- de l'autre\n'''\nnotes=\"\"\"\\\n  C'est tout.\"\"\"\n";

/// The same after fixing.
fn mended() -> String {
    let mut deck = FRENCH.replace("L\\u0027essai", "L’essai");
    for word in ["Aujourd'hui", "L'État", "d'une", "de l'autre", "C'est"] {
        deck = deck.replace(word, &word.replace('\'', "’"));
    }
    deck
}

#[test]
fn fixes_leave_the_rest_of_the_file_unchanged() {
    let folder = Folder::new();
    let deck = folder.write("deck.toml", FRENCH);
    let ran = concise(&[&deck, "--fix", "--select", "typographic-apostrophe"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert_eq!(ran.err, "6 findings fixed, 0 left\n1 deck: 0 errors, 0 warnings, 0 infos\n");
    assert_eq!(fs::read_to_string(&deck).expect("the deck"), mended());
    let again = concise(&[&deck, "--fix", "--select", "typographic-apostrophe"]);
    assert_eq!(again.err, "0 findings fixed, 0 left\n1 deck: 0 errors, 0 warnings, 0 infos\n");
    assert_eq!(fs::read_to_string(&deck).expect("the deck"), mended());
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn line_ends_and_the_byte_order_mark_of_the_file_stay() {
    let folder = Folder::new();
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let deck = folder.write("deck.toml", windows(FRENCH));
    assert_eq!(check(&[&deck, "--fix", "--select", "T004"]).code, Some(0));
    assert_eq!(fs::read_to_string(&deck).expect("the deck"), windows(&mended()));
}

#[test]
fn the_exit_code_depends_on_the_remaining_findings() {
    let folder = Folder::new();
    let slip = written("[[section.slide]]\ntitle = \"A\"\nboby = \"Text.\"\n");
    let deck = folder.write("deck.toml", &slip);
    let ran = concise(&[&deck, "--fix"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.starts_with("0 findings fixed, 1 left\n"), "{}", ran.err);
    let ran = concise(&[&deck, "--unsafe-fixes"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert_eq!(fs::read_to_string(&deck).expect("the deck"), slip.replace("boby", "body"));
}

#[test]
fn a_diff_shows_the_fixes_and_writes_nothing() {
    let folder = Folder::new();
    let deck = folder.write("deck.toml", FRENCH);
    let ran = check(&[&deck, "--diff", "--select", "T004", "--fail-on", "info"]);
    assert_eq!(ran.code, Some(1), "what is there counts");
    expect![[r#"
        --- …deck.toml
        +++ …deck.toml
        @@ -1,16 +1,16 @@
         # Le titre, d'abord
         format=1
        -title   = "L\u0027essai"
        +title   = "L’essai"
         lang = 'fr'

         [[section]]
        -title = "Aujourd'hui" # l'heure
        +title = "Aujourd’hui" # l'heure

         [[section.slide]]
        -  title = "L'État"
        +  title = "L’État"
           body = '''
        -- d'une part : `l'un`
        -- de l'autre
        +- d’une part : `l'un`
        +- de l’autre
         '''
         notes="""\
        -  C'est tout."""
        +  C’est tout."""
    "#]]
    // The expected text has no lines with only spaces.
    .assert_eq(&ran.out.replace(&folder.name(""), "…").replace("\n \n", "\n\n"));
    assert_eq!(ran.err, "6 findings would be fixed, 0 left\n1 deck: 0 errors, 0 warnings, 6 infos\n");
    assert_eq!(fs::read_to_string(&deck).expect("the deck"), FRENCH);
    let ran = check(&[&folder.write("good.toml", mended()), "--diff", "--select", "T004"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
}

#[test]
fn a_command_of_tex_between_quotes_is_told_and_keeps_its_letters() {
    for (formula, order) in [
        ("$\\beta$", "\\b"),
        ("$\\frac{1}{2}$", "\\f"),
        ("$\\rho = 1$", "\\r"),
        ("$x = \\theta$", "\\t"),
        ("$\\nu$", "\\n"),
    ] {
        let deck = written(&format!("[[section.slide]]\ntitle = \"A\"\nbody = \"Let {formula} be.\"\n"));
        let ran = check_input(&deck, &["--fix", "--format", "concise"]);
        assert_eq!(ran.out, deck, "{}", ran.err);
        assert!(ran.err.contains(&format!("TOML reads `{order}` here as an escape")), "{}", ran.err);
    }
    let two = written("[[section.slide]]\ntitle = \"A\"\nbody = \"5 $ and\\nnu, 7 $\\tto\"\n");
    assert_eq!(check_input(&two, &["--select", "escape-in-body"]).code, Some(0));
}

#[test]
fn a_deck_from_standard_input_is_written_to_standard_output() {
    let ran = check_input(FRENCH, &["--fix", "--select", "T004,unknown-key"]);
    assert_eq!((ran.code, ran.out), (Some(0), mended()));
    assert_eq!(ran.err, "6 findings fixed, 0 left\n1 deck: 0 errors, 0 warnings, 0 infos\n");
    let slip = FRENCH.replace("notes", "ntoes");
    let ran = check_input(&slip, &["--fix", "--format", "concise", "--select", "T004,unknown-key"]);
    assert_eq!((ran.code, ran.out), (Some(1), mended().replace("notes", "ntoes")));
    assert!(ran.err.starts_with("<standard input>:15:1: error[unknown-key]"), "{}", ran.err);
    let good = written("");
    assert_eq!(check_input(&good, &["--fix"]).out, good, "what needs no mending comes out as it went in");
}

#[test]
fn a_deck_that_toml_cannot_read_is_left_alone() {
    let folder = Folder::new();
    let broken = format!("{FRENCH}todo = 'l'État'\n");
    let deck = folder.write("deck.toml", &broken);
    let ran = concise(&[&deck, "--unsafe-fixes"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("deck.toml: nothing is fixed until it is valid TOML\n0 findings fixed, "), "{}", ran.err);
    assert_eq!(fs::read_to_string(&deck).expect("the deck"), broken);
}

#[test]
#[cfg(unix)]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new();
    let deck = folder.write("deck.toml", FRENCH);
    fs::set_permissions(&deck, fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("deck.toml", folder.name("link.toml")).expect("a link");
    assert_eq!(check(&[&folder.name("link.toml"), "--fix", "--select", "T004"]).code, Some(0));
    assert_eq!(fs::read_to_string(&deck).expect("the deck"), mended());
    assert_eq!(fs::metadata(&deck).expect("the deck").permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(folder.name("link.toml")).expect("the link").is_symlink());
}

#[test]
#[cfg(unix)]
fn a_protected_file_stays_and_is_reported() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    let deck = folder.write("deck.toml", FRENCH);
    fs::set_permissions(&deck, fs::Permissions::from_mode(0o444)).expect("permissions");
    let ran = concise(&[&deck, "--fix", "--select", "T004"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.out.lines().count(), 6, "what is there is told: {}", ran.out);
    assert!(ran.err.contains("deck.toml\" may not be written. Check its permissions.\n"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&deck).expect("the deck"), FRENCH);
}

#[test]
fn built_in_decks_are_looked_over_and_not_mended() {
    let ran = feed(pupitre(&["check", "tour", "--fix"]), "");
    assert_eq!((ran.code, ran.err.contains("mended")), (Some(0), false), "{}", ran.err);
}

#[test]
fn safe_fixes_change_no_letter() {
    // For each rule, the decks that break it.
    for rule in ALL {
        for number in 1..=3 {
            let file = format!("{}/tests/check/{}/wrong-{number}.toml", env!("CARGO_MANIFEST_DIR"), rule.name);
            let text = fs::read_to_string(&file).expect("a deck");
            let look = |text: &str| {
                let source = Source::new("", text);
                let (deck, read) = deck::read(&source);
                let wanted = Wanted { select: vec![rule.name.to_owned()], ..Wanted::default() };
                lint::check(&Checker::new(&source, &deck, &Assets::default()), read, &wanted)
            };
            let after = mend(&text, Which::Safe, look).expect("it can be mended").text;
            let letters = |text: &str| {
                // Invisible characters do not count.
                let mut letters: Vec<char> = clean(text).chars().filter(|it| it.is_alphanumeric()).collect();
                letters.sort_unstable();
                letters
            };
            // The letters of the file, or of its strings: an escape stands for another character.
            let same = letters(&text) == letters(&after) || letters(&strings(&text)) == letters(&strings(&after));
            assert!(same, "{}, deck {number}:\n{after}", rule.name);
            assert_eq!(mend(&after, Which::Safe, look).expect("again").text, after, "{}, deck {number}", rule.name);
        }
    }
}

/// All strings of a TOML text, joined.
fn strings(text: &str) -> String {
    passage::texts(&Source::new("", text)).texts.into_iter().map(|it| it.text).collect()
}
