//! What `check` advises where an author slips: the cause and no consequences, and a fix that leaves no new mistake.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};
use pupitre::deck;
use pupitre::diagnostic::Severity;
use pupitre::lint::Finding;
use pupitre::lint::fix::{Which, mend};
use pupitre::lint::rules::ALL;
use pupitre::review::review;
use pupitre::source::Source;

use crate::common::Folder;
use crate::common::checking::{check_input, run, written};
use crate::common::pupitre;

/// What is found in a deck, as `check` finds it in a folder.
fn found(text: &str, folder: &Path) -> Vec<Finding> {
    review(&Source::new("talk.toml", text), folder).findings
}

/// The line, the rule, the message and the advice of each finding, with what a fix would write.
fn advice_in(text: &str, folder: &Path) -> String {
    let mut out = String::new();
    for Finding { diagnostic: it, .. } in found(text, folder) {
        let line = text[..it.span().start].lines().count().max(1);
        let line = line + usize::from(text[..it.span().start].ends_with('\n'));
        let help = it.help.as_deref().unwrap_or_default();
        let fix = it.fix.as_ref().map(|fix| format!(" [{}]", fix.edit.text)).unwrap_or_default();
        let _ = writeln!(out, "{line} {}: {} | {help}{fix}", it.rule, it.message);
    }
    out
}

fn advice(text: &str, picture: Expect) {
    picture.assert_eq(&advice_in(text, Path::new("")));
}

fn slide(body: &str) -> String {
    written(&format!("[[section.slide]]\ntitle = \"Good\"\nbody = '''\n{body}\n'''\n"))
}

#[test]
fn a_misspelled_key_beside_the_right_one_is_not_renamed() {
    let slides = "[[section.slide]]\ntitle = \"Good\"\ntitel = \"Bad\"\nbdoy = \"a\"\nbod = \"b\"\n";
    advice(
        &written(slides).replace("title = \"Part\"", "title = \"Part\"\nheading = \"Part\""),
        expect![[r#"
            6 unknown-key: unknown key `heading` in a section | it resembles `title`, which is here already: keep one of the two
            9 unknown-key: unknown key `titel` in a slide | it resembles `title`, which is here already: keep one of the two
            10 unknown-key: unknown key `bdoy` in a slide | a key with a similar name exists: `body` [body]
            11 unknown-key: unknown key `bod` in a slide | it resembles `body`, which is here already: keep one of the two
        "#]],
    );
}

#[test]
fn a_misspelled_key_is_the_one_finding_and_not_what_follows_from_it() {
    let poll =
        "[[section.slide.block]]\nkind = \"poll\"\nid = \"p\"\nqeustion = \"Which?\"\nchoises = [\"a\", \"b\"]\n";
    let image = "[[section.slide.block]]\nkind = \"image\"\nfile = \"a.png\"\natl = \"A plan\"\n";
    let quiz = "[[section.slide.block]]\nkind = \"quiz\"\nid = \"q\"\nquestion = \"Which?\"\nchoices = [\"a\", \"b\"]\nanwser = [1]\n";
    let objective = "[[objective]]\nid = \"o\"\ntext = \"choose\"\n";
    let decks = [
        written("[[section.slide]]\ntitel = \"Good\"\nbody = \"a\"\n"),
        written("[[section.slide]]\ntitle = \"Good\"\nbdoy = \"a\"\n"),
        written("[[section.slide]]\ntitle = \"Good\"\nlayuot = \"section\"\n"),
        written(&format!("[[section.slide]]\ntitle = \"Good\"\n{poll}")),
        written(&format!("[[section.slide]]\ntitle = \"Good\"\n{quiz}")),
        written(&format!("[[section.slide]]\ntitle = \"Good\"\n{}", poll.replace("kind", "knd"))),
        written(&format!("[[section.slide]]\ntitle = \"Good\"\nbody = \"a\"\nobjectifs = [\"o\"]\n{objective}")),
        written(&format!("{objective}[[slide]]\ntitle = \"Good\"\nbody = \"a\"\n")),
        written("").replace("lang", "lnag") + "[[section.slide]]\ntitle = \"Good\"\nbody = \"a\"\n",
        written("").replace("[[section]]", "[[secton]]") + "[[secton.slide]]\ntitle = \"Good\"\nbody = \"a\"\n",
    ];
    let all: String = decks.iter().map(|deck| advice_in(deck, Path::new("")) + "\n").collect();
    expect![[r#"
        7 unknown-key: unknown key `titel` in a slide | a key with a similar name exists: `title` [title]

        8 unknown-key: unknown key `bdoy` in a slide | a key with a similar name exists: `body` [body]

        8 unknown-key: unknown key `layuot` in a slide | a key with a similar name exists: `layout` [layout]

        11 unknown-key: unknown key `qeustion` in a poll | a key with a similar name exists: `question` [question]
        12 unknown-key: unknown key `choises` in a poll | a key with a similar name exists: `choices` [choices]

        13 unknown-key: unknown key `anwser` in a quiz | a key with a similar name exists: `answer` [answer]

        9 unknown-key: unknown key `knd` in a block | it is called `kind` here [kind]

        9 unknown-key: unknown key `objectifs` in a slide | a key with a similar name exists: `objectives` [objectives]

        9 unknown-key: unknown key `slide` in a deck | write the header as `[[section.slide]]`

        3 unknown-key: unknown key `lnag` in a deck | a key with a similar name exists: `lang` [lang]

        4 unknown-key: unknown key `secton` in a deck | a key with a similar name exists: `section` [section]

    "#]]
    .assert_eq(&all);
    let folder = Folder::new();
    fs::copy("tests/pictures/clear.png", folder.name("a.png")).expect("a picture");
    let deck = written(&format!("[[section.slide]]\ntitle = \"Good\"\n{image}"));
    let found = advice_in(&deck, Path::new(&folder.name("")));
    assert!(found.contains("unknown key `atl` in an image | a key with a similar name exists: `alt` [alt]"), "{found}");
    assert!(!found.contains("missing-alt"), "{found}");
}

#[test]
fn what_is_empty_is_told() {
    let block = |kind: &str| format!("[[section.slide]]\ntitle = \"Good\"\n[[section.slide.block]]\nkind = {kind}\n");
    let poll = "\"poll\"\nid = \"p\"\nquestion = \" \"\nchoices = [\"a\", \"\"]";
    let decks = [
        "format = 1\ntitle = \"\"\nlang = \"en\"\n".to_owned(),
        written(""),
        written(&block(poll)),
        written(&block("\"rating\"\nid = \"\"\nquestion = \"\"")),
        written(&block("\"checklist\"\nid = \"c\"\nitems = []")),
        written(&block("\"quote\"\ntext = \"\"")),
        slide("```definition\nterm = ''\ntext = 'a'\n```"),
        format!(
            "{}[[objective]]\nid = \"o\"\ntext = \"\"\n",
            slide("Text.").replace("body", "objectives = [\"o\"]\nbody")
        ),
    ];
    let all: String = decks.iter().map(|deck| advice_in(deck, Path::new("")) + "\n").collect();
    expect![[r#"
        2 no-slides: this deck has no slides | add `[[section]]` with a `title`, and below it `[[section.slide]]`
        2 bad-value: `title` is empty | write a few words here

        4 no-slides: this deck has no slides | add `[[section.slide]]` below it, and a `title`

        11 bad-value: `question` is empty | write a few words here
        12 poll-options: choice 2 is empty | write its words, or leave it out

        10 bad-value: `id` is empty | write a short name here, of letters and digits
        11 bad-value: `question` is empty | write a few words here

        11 bad-value: `items` is empty | write `items = ["…", "…"]`

        10 bad-value: `text` is empty | write a few words here

        9 type-or-missing: `term` is missing | add `term="…"` after the name of the fence
        10 bad-value: the fence contains the `text`, not keys | write the keys after the name: ```definition key="value"; only the `text` goes in the fence

        14 bad-value: `text` is empty | write a few words here

    "#]].assert_eq(&all);
}

#[test]
fn a_deck_without_slides_is_not_presented() {
    let folder = Folder::new();
    let deck = folder.write("talk.toml", written(""));
    let ran = run(&["present", &deck]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("has no slide. Add `[[section]]`"), "{}", ran.err);
}

#[test]
fn slips_in_markdown_are_told_in_the_words_of_markdown() {
    let found =
        advice_in(&slide("![](plan.png)\n\n```mermiad\ngraph LR\nA --> B\n```\n\n```pyhton\n1\n```"), Path::new(""));
    expect![[r#"
        9 missing-alt: this picture has no description | write between the brackets what it says: `![…](plan.png)`; if it says nothing, write an `image` block with `decorative = true`
        9 missing-file: the file "plan.png" does not exist; names are relative to the deck's folder | 
        11 unknown-language: "mermiad" is not a language that can be highlighted | write ```mermaid for that block, else the name of a language, or `text`
        16 unknown-language: "pyhton" is not a language that can be highlighted | did you mean "python"?
    "#]].assert_eq(&found);
    advice(
        &slide("a <!-- pause --> b\n\n<!-- pasue -->\n\nc\n\n<!-- ask the room -->"),
        expect![[r#"
        9 html-comment: a pause cannot stand among words | write `<!-- pause -->` on a line of its own, between empty ones
        11 html-comment: "pasue" is not a pause | write `<!-- pause -->` on a line of its own, between empty ones
        15 html-comment: a comment is not shown | write what the speaker needs in `notes`, and what the authors do in `todo`
    "#]],
    );
    advice(
        &slide("$\\foo$ and $\\bar x$ and $\\baz$\n\na {.b} c {.d}"),
        expect![[r#"
        9 foreign-syntax: a formula is shown as it is written | write it in letters and signs, or show a picture of it
        9 foreign-syntax: a formula is shown as it is written | write it in letters and signs, or show a picture of it
        11 foreign-syntax: attributes in braces are not read | write `[words]{.good}`, or `.bad`, `.warning`, `.accent`, `.muted`; leave others out
        11 foreign-syntax: attributes in braces are not read | write `[words]{.good}`, or `.bad`, `.warning`, `.accent`, `.muted`; leave others out
    "#]],
    );
}

#[test]
fn a_wrong_path_to_include_is_answered_with_what_there_is() {
    let folder = Folder::new();
    fs::create_dir(folder.name("common")).expect("a folder");
    let me = "format = 1\ntitle = \"Me\"\nlang = \"en\"\n[[section]]\ntitle = \"S\"\n[[section.slide]]\nid = \"who\"\ntitle = \"W\"\n";
    folder.write("common/me.toml", me);
    let helps: String = [
        "\"common/me\"",
        "\"common/Me.toml\"",
        "\"comon/me.toml\"",
        "\"Common/me.toml\"",
        "\"me.toml\"",
        "\"common\"",
        "\"common/me.toml#who\"",
        "\"common/me.toml\"\nid = \"woh\"",
        "\"common/me.toml\"\nid = \"summary\"",
        "\"elsewhere/other.toml\"",
    ]
    .iter()
    .map(|name| {
        let deck = folder.write("talk.toml", written(&format!("[[section.slide]]\ninclude = {name}\n")));
        let out = run(&["check", &deck]).out;
        let help = out.lines().find_map(|line| line.trim().strip_prefix("= help: ")).unwrap_or("-").to_owned();
        format!("{name}: {help}\n").replace("\"\nid", "\", id")
    })
    .collect();
    expect![[r#"
        "common/me": did you mean "common/me.toml"?
        "common/Me.toml": did you mean "common/me.toml"?
        "comon/me.toml": did you mean "common/me.toml"?
        "Common/me.toml": did you mean "common/me.toml"?
        "me.toml": did you mean "common/me.toml"?
        "common": did you mean "common/me.toml"?
        "common/me.toml#who": a slide is named apart: `include = "common/me.toml"` and below it `id = "who"`
        "common/me.toml", id = "woh": did you mean "who"?
        "common/me.toml", id = "summary": write one of "who"
        "elsewhere/other.toml": -
    "#]]
    .assert_eq(&helps);
}

#[test]
fn standard_input_has_a_name_in_each_language() {
    let deck = written("[[section.slide]]\ntitel = \"Good\"\nbody = \"a\"\n");
    let french = ["--lang", "fr"];
    assert!(check_input(&deck, &french).out.contains(" --> <entrée standard>:7:1"));
    assert!(
        check_input(&deck, &[&french[..], &["--format", "concise"]].concat()).out.starts_with("<entrée standard>:7:1")
    );
    let json = check_input(&deck, &[&french[..], &["--format", "json"]].concat()).out;
    assert!(json.contains("\"<standard input>\""), "{json}");
}

#[test]
fn notes_in_plain_text_have_a_heading() {
    let folder = Folder::new();
    let deck = folder
        .write("talk.toml", written("[[section.slide]]\ntitle = \"Good\"\nnotes = \"Say hello.\"\nbody = \"Text.\"\n"));
    assert!(run(&[&deck, "--notes"]).out.ends_with("1. Good\n\nText.\n\nNotes\n\nSay hello.\n"));
    let shown = folder.write("own.toml", fs::read_to_string(&deck).expect("a deck") + "[replay]\nnotes = true\n");
    assert!(run(&["replay", &shown]).out.ends_with("Text.\n\nNotes\n\nSay hello.\n"));
}

#[test]
fn pictures_are_named_from_where_the_markdown_is() {
    let folder = Folder::new();
    for below in ["talk", "out", "out/deep"] {
        fs::create_dir(folder.name(below)).expect("a folder");
    }
    let deck = folder.write("talk/talk.toml", slide("![A plan](plan.png)\n\n- ![A map](maps/map.png)"));
    let named = |to: &str| {
        let output = folder.name(to);
        pupitre(&["export", &deck, "--to", "md", "-o", &output]).output().expect("it runs");
        let text = fs::read_to_string(&output).expect("it is written");
        text.lines().filter(|line| line.contains("![")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(named("talk/a.md"), "![A plan](plan.png) - ![A map](maps/map.png)");
    assert_eq!(named("a.md"), "![A plan](talk/plan.png) - ![A map](talk/maps/map.png)");
    assert_eq!(named("out/deep/a.md"), "![A plan](../../talk/plan.png) - ![A map](../../talk/maps/map.png)");
}

/// All decks below a folder.
fn decks_below(folder: &str) -> Vec<PathBuf> {
    pupitre::files::toml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
}

#[test]
fn no_fix_leaves_more_errors_than_there_were() {
    let slips = [("title", "titel"), ("body", "bdoy"), ("lang", "lnag"), ("kind", "knd"), ("choices", "options")];
    let mut decks: Vec<(String, String)> = decks_below("tests/check")
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a deck")))
        .collect();
    assert!(decks.len() > 6 * ALL.len() - 6);
    for (name, text) in decks.clone().iter().step_by(7) {
        for (right, wrong) in slips {
            // Once in place of the right key, and once beside it.
            let lines = text.lines().map(|line| match line.strip_prefix(right) {
                Some(rest) if rest.trim_start().starts_with('=') => format!("{line}\n{wrong} = \"x\"\n"),
                _ => format!("{line}\n"),
            });
            decks.push((format!("{name}, {wrong} added"), lines.collect()));
            decks.push((format!("{name}, {wrong}"), text.replace(&format!("\n{right}"), &format!("\n{wrong}"))));
        }
    }
    for (name, text) in &decks {
        let folder = Path::new(name.split(',').next().expect("a name")).parent().expect("a folder");
        let look = |text: &str| found(text, folder);
        let errors = |text: &str| look(text).iter().filter(|it| it.diagnostic.severity == Severity::Error).count();
        for which in [Which::Safe, Which::All] {
            let Ok(after) = mend(text, which, look) else { continue };
            let syntax = deck::read(&Source::new("", &after.text)).1.iter().any(|it| it.rule == "toml-syntax");
            let had = deck::read(&Source::new("", text)).1.iter().any(|it| it.rule == "toml-syntax");
            assert!(had || !syntax, "{name}\n{}", after.text);
            assert!(errors(&after.text) <= errors(text), "{name}\n{}", after.text);
        }
    }
}
