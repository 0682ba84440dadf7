//! Symbols explained in words: screen readers skip most of them, so plain text never relies on one alone.

use pupitre::assets::Assets;
use pupitre::block::KINDS;
use pupitre::deck;
use pupitre::source::Source;
use regex_lite::{Captures, Regex};

/// Symbols that a deck may contain and that the program draws.
const SIGNS: &str = "→←↔⇒⇢↦●○◆◇■□◐✓✔✗✘▲▼▶◀☐☑★☆";

fn read(text: &str) -> String {
    let (deck, _) = deck::read(&Source::new("deck.toml", text));
    deck.prose(&Assets::default(), false).plain(120)
}

/// A deck in a language with everything that is drawn with symbols.
fn with_signs(lang: &str) -> String {
    format!(
        "format = 1\ntitle = \"T\"\nlang = \"{lang}\"\n[course]\nname = \"C\"\nstep = 1\nof = 2\nnext = \"Two\"\n[[section]]\ntitle = \"S\"\n\
         [[section.slide]]\nbody = '''\n| A | B |\n|---|---|\n| ✓ | ▲ |\n| ✗ | ● a |\n\n- [x] done\n- [ ] open\n'''\n\
         [[section.slide.block]]\nkind = \"course\"\n\
         [[section.slide.block]]\nkind = \"matrix\"\ncolumns = [\"X\"]\nrows = [\"a\", \"b\"]\ncells = [[\"●●○\"], [\"▼ 3 %\"]]\n\
         [[section.slide.block]]\nkind = \"diagram\"\nalt = \"d\"\ngraph = '''\ngraph LR\na --> b -- yes --> c\na --- d\na <--> e\na -.-> f\na ==> g\n'''\n"
    )
}

#[test]
fn symbols_are_spelled_out_in_each_language() {
    let (french, english) = (read(&with_signs("fr")).replace('\u{a0}', " "), read(&with_signs("en")));
    for (text, words) in [
        (
            &french,
            ["✓ (oui)", "▲ (en hausse)", "✗ (non)", "●●○ (2 × plein, vide)", "▼ (en baisse) 3 %", "Ensuite : Two"]
                .as_slice(),
        ),
        (&french, &["a mène à b, qui mène à c (yes)", "a est relié à d", "a est relié dans les deux sens à e"]),
        (&french, &["a mène par un trait pointillé à f", "a mène par un trait épais à g"]),
        (
            &english,
            &[
                "✓ (yes)",
                "▲ (up)",
                "✗ (no)",
                "●●○ (2 × full, empty)",
                "▼ (down) 3 %",
                "● (full) a ",
                "Next: Two",
                "[x] done",
                "[ ] open",
            ],
        ),
        (&english, &["a leads to b, which leads to c (yes)", "a is linked to d", "a is linked both ways to e"]),
        (&english, &["a leads by a dotted line to f", "a leads by a thick line to g"]),
    ] {
        for words in words {
            assert!(format!("{text} ").replace('\n', " \n").contains(words), "{words} is not in:\n{text}");
        }
    }
}

#[test]
fn no_block_relies_on_a_symbol_alone() {
    let tour = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/decks/tour.toml")).expect("the tour");
    // The author's text, without Markdown signs and those of colored words.
    let colored = Regex::new(r"\[([^\]]*)\]\{\.(\w+)\}").expect("a pattern");
    let sign = |found: &Captures| match &found[2] {
        "good" => format!("✓ {}", &found[1]),
        "bad" => format!("✗ {}", &found[1]),
        "warning" => format!("⚠ {}", &found[1]),
        _ => found[1].to_owned(),
    };
    let written = colored.replace_all(&tour, sign).replace(['`', '*'], "");
    assert!(KINDS.iter().all(|kind| tour.contains(kind)), "the tour shows all kinds");
    for lang in ["en", "fr"] {
        let text = read(&tour.replacen("lang = \"en\"", &format!("lang = \"{lang}\""), 1));
        for line in text.lines().filter(|line| !line.starts_with("    ")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            for (index, word) in
                words.iter().enumerate().filter(|(_, word)| word.chars().all(|char| SIGNS.contains(char)))
            {
                let is_told = words.get(index + 1).is_some_and(|next| next.starts_with('('));
                // Symbols inside the author's sentences are left to the author.
                let with_next = words[index..words.len().min(index + 2)].join(" ");
                assert!(is_told || written.contains(&with_next), "{lang}: {word} alone in: {line}");
            }
        }
    }
}
