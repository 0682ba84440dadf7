//! Small decks that once went wrong, each of a kind that users meet. `NAME.expected` next to each deck holds what `check` finds, what is drawn, the
//! plain text and the Markdown. To add one, put the deck into `tests/cases/`, run with `UPDATE_EXPECT=1`, and read the result.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use expect_test::expect_file;
use pupitre::block::Colors;
use pupitre::deck::{self, Size};
use pupitre::export::{Exported, Format, Job, Supplies};
use pupitre::lang;
use pupitre::layout;
use pupitre::review::assets_beside;
use pupitre::source::Source;
use pupitre::theme::Theme;

use crate::common::checking::concise;

const SIZE: Size = Size { width: 80, height: 24 };

/// The paths of the decks, relative to the package.
fn cases() -> Vec<String> {
    fn below(folder: &Path, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => below(&path, all),
                false => all.extend(path.extension().is_some_and(|it| it == "toml").then_some(path)),
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    below(&root.join("tests/cases"), &mut all);
    let name = |path: PathBuf| path.strip_prefix(root).expect("below it").to_string_lossy().replace('\\', "/");
    let mut names: Vec<String> = all.into_iter().map(name).collect();
    names.sort_unstable();
    names
}

/// What `check` finds in each, one line per finding, without the file name.
fn found(cases: &[String]) -> BTreeMap<String, String> {
    let names: Vec<&str> = cases.iter().map(String::as_str).collect();
    let ran = concise(&names);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for line in ran.out.lines().chain(ran.err.lines()).map(|line| line.replace('\\', "/")) {
        if let Some(case) = cases.iter().find(|case| line.contains(case.as_str())) {
            let lines = found.entry(case.clone()).or_default();
            lines.push_str(&line.replace(&format!("{case}:"), "").replace(case.as_str(), "it"));
            lines.push('\n');
        }
    }
    found
}

/// The slides drawn one below the other, the plain text, and the Markdown. `None` for a file that is not text.
fn shown(case: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(case);
    let source = Source::new(case, fs::read_to_string(&path).ok()?.trim_start_matches('\u{feff}'));
    let (deck, _) = deck::read(&source);
    let assets = assets_beside(&deck, path.parent().expect("a folder"));
    let colors = Colors::default();
    let context = deck.context(&assets, &colors);
    let drawn = deck.slides().map(|placed| {
        let body = layout::slide(&deck, &placed, &context, SIZE).body;
        format!("-- drawn\n{}", body.picture(body.last_step()))
    });
    let drawn: String = drawn.collect();
    let read = deck.prose(&assets, true).plain(80);
    let (deck, theme) = (Arc::new(deck), Theme::built_in("aube").expect("it is built in"));
    let supplies = Supplies { assets: Arc::new(assets), theme, ..Supplies::default() };
    let all = Job::of(&deck, &supplies, lang::choose([deck.lang.as_deref()]), SIZE);
    let job = Job { notes: true, lessons: true, ..all };
    let written = Format::named("md").expect("a format").write(&job).expect("it is written");
    let Exported::One(markdown) = written else { panic!("one file") };
    let markdown = String::from_utf8(markdown).expect("text");
    Some(format!("{drawn}-- read\n{read}-- markdown\n{markdown}"))
}

#[test]
fn each_case_has_the_expected_findings_drawing_and_text() {
    let cases = cases();
    assert!(cases.len() > 40, "{}", cases.len());
    let found = found(&cases);
    for case in cases {
        let found = found.get(&case).map_or("", String::as_str);
        let all = format!("-- found\n{found}{}", shown(&case).unwrap_or_default());
        let lines: Vec<&str> = all.lines().map(str::trim_end).collect();
        let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join(&case).with_extension("expected");
        expect_file![expected].assert_eq(&format!("{}\n", lines.join("\n")));
    }
}
