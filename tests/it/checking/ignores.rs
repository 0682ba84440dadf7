//! Ignores in a deck: comments with the name of a rule and a reason.

use crate::common::Folder;
use crate::common::checking::{EMPTY, OPEN, check_input, concise, written};

/// The findings in a deck with these slides, one per line, without the file name.
fn found(slides: &str) -> Vec<String> {
    let ran = check_input(&written(slides), &["--format", "concise"]);
    ran.out.lines().map(|line| line.trim_start_matches("<standard input>:").to_owned()).collect()
}

#[test]
fn findings_ignored_with_a_reason_are_not_reported() {
    assert_eq!(found(&format!("# allow(empty-slide): the room looks at the speaker\n{EMPTY}")), [""; 0]);
    assert_eq!(found("[[section.slide]] # allow(missing-title, empty-slide): a pause\n"), [""; 0]);
    assert_eq!(found(&OPEN.replace("\"Ask\"", "\"Ask\" # allow(unconfirmed): on the day")), [""; 0]);
    assert_eq!(found(&OPEN.replace("todo", "# allow(unconfirmed): on the day\ntodo")), [""; 0]);
}

#[test]
fn an_ignore_applies_only_to_what_follows_it() {
    let slides = format!("# allow(empty-slide): the first one\n{EMPTY}{}", EMPTY.replace("Empty", "Other"));
    assert_eq!(found(&slides), ["9:1: warning[empty-slide] this slide shows nothing but its title"]);
    let whole = format!("{}# allow(empty-slide): all of these\n[[section]]\ntitle = \"More\"\n{EMPTY}{OPEN}", "");
    assert_eq!(found(&whole).len(), 1, "the open todo is left: {:?}", found(&whole));
}

#[test]
fn ignores_without_rule_or_reason_are_reported() {
    let wrong = |ignore: &str| found(&format!("{ignore}\n{EMPTY}"));
    let empty = "7:1: warning[empty-slide] this slide shows nothing but its title";
    assert_eq!(wrong("# allow(empty-slide)"), ["6:1: warning[unused-ignore] this ignore gives no reason"]);
    assert_eq!(
        wrong("# allow(emty-slide): a slip"),
        ["6:9: warning[unused-ignore] there is no rule called \"emty-slide\"", empty]
    );
    assert_eq!(wrong("# allow(): all"), ["6:1: warning[unused-ignore] this ignore names no rule", empty]);
    assert_eq!(
        wrong("# allow(empty-slide, missing-title): a pause"),
        ["6:22: warning[unused-ignore] `missing-title` is ignored here, but not found"]
    );
}

#[test]
fn an_ignore_of_a_rule_that_did_not_run_is_no_mistake() {
    let deck = written(&format!("# allow(empty-slide): a pause\n{EMPTY}"));
    for arguments in
        [&["--ignore", "empty-slide"][..], &["--select", "H001"], &["--select", "unused-ignore,unconfirmed"]]
    {
        let ran = check_input(&deck, arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{arguments:?}");
    }
    // On terminals other than the deck's own, the ignore cannot be judged.
    let deck = written(&format!("# allow(overflow-vertical): long\n{OPEN}"));
    assert_eq!(check_input(&deck, &[]).code, Some(1));
    assert_eq!(check_input(&deck, &["--size", "80x24"]).code, Some(0));
}

#[test]
fn errors_of_reading_are_ignored_too_but_for_those_of_syntax() {
    let slip =
        "[[section.slide]]\ntitle = \"A\"\nbody = \"Text.\"\n# allow(unknown-key): for another program\nmine = 1\n";
    assert_eq!(found(slip), [""; 0]);
    let broken = "[[section.slide]]\ntitle = \"A\"\nbody = \"Text.\"\n# allow(toml-syntax): no\nmine = \n";
    assert_eq!(found(broken).len(), 1, "{:?}", found(broken));
}

#[test]
fn an_unused_ignore_is_removed() {
    let folder = Folder::new();
    let deck = |before: &str, after: &str| {
        written(&format!("{before}{OPEN}{after}").replace("\"Ask\"", "\"Ask\" # allow(unconfirmed, title-wraps): soon"))
    };
    let path = folder.write("deck.toml", deck("  # allow(empty-slide): a pause\n", "# kept\n"));
    let ran = concise(&[&path, "--fix"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert!(ran.err.starts_with("2 findings fixed, 0 left\n"), "{}", ran.err);
    let mended = std::fs::read_to_string(&path).expect("the deck");
    assert_eq!(mended, deck("", "# kept\n").replace("unconfirmed, title-wraps", "unconfirmed"));
}
