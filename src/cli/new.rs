//! `pupitre new`: writes a starter deck that explains itself, with its schema.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{Failure, Language, schema, words};
use crate::files;
use crate::lang::{Words, say};
use crate::terminal;
use crate::text;

/// The starter deck in each language.
const STARTERS: &[(&str, &str)] = &[("en", include_str!("new/en.toml")), ("fr", include_str!("new/fr.toml"))];

/// The placeholder for the title in a starter deck.
const TITLE: &str = "\"TITLE\"";

/// The greatest width of a title, in cells, that leaves room on a slide.
const WIDEST_TITLE: usize = 60;

/// The schema file that the first line of a starter deck names.
const SCHEMA: &str = "pupitre.schema.json";

/// Write a first deck that explains itself
#[derive(clap::Args)]
pub struct Arguments {
    /// The file to write; .toml is added if missing
    name: PathBuf,
    /// The language of the deck
    #[arg(long)]
    lang: Option<Language>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let words = words(arguments.lang, None);
    let path = deck_path(&arguments.name)?;
    if !files::write_new(&path, starter(words, &title(&path, words))).map_err(Failure::new)? {
        let name = path.display();
        return Err(Failure::new(say!("\"{name}\" already exists and is left as it is. Choose another name.", name)));
    }
    // A deck without its schema would block the next try.
    let without_deck = |why| {
        let _ = fs::remove_file(&path);
        Failure::new(why)
    };
    files::write_new(&path.with_file_name(SCHEMA), schema::text()).map_err(without_deck)?;
    terminal::print(&text::clean(&what_next(&path, words)))?;
    Ok(ExitCode::SUCCESS)
}

/// The file that the user's name stands for.
fn deck_path(name: &Path) -> Result<PathBuf, Failure> {
    let shown = name.display().to_string();
    if name.file_name().is_none() || shown.ends_with(std::path::is_separator) {
        return Err(Failure::new(say!(
            "\"{shown}\" is not a file name. Write a name for the deck, such as \"talk\".",
            shown
        )));
    }
    if name.extension() == Some(OsStr::new("toml")) {
        return Ok(name.to_owned());
    }
    let mut name = name.as_os_str().to_owned();
    name.push(".toml");
    Ok(name.into())
}

/// A title made from a file name: "mon-projet.toml" becomes "Mon projet".
fn title(path: &Path, words: &Words) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = name.replace(|char: char| matches!(char, '-' | '_') || char.is_control(), " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => {
            text::shorten(&format!("{}{}", first.to_uppercase(), letters.as_str()), WIDEST_TITLE).into_owned()
        }
        None => words.new_title.to_owned(),
    }
}

fn starter(words: &Words, title: &str) -> String {
    let (_, text) = STARTERS.iter().find(|(code, _)| *code == words.code).unwrap_or(&STARTERS[0]);
    text.replace(TITLE, &text::basic_string(title))
}

/// What was written, and which commands to use next.
fn what_next(path: &Path, words: &Words) -> String {
    let deck = shell_word(path);
    let commands = [format!("pupitre {deck}"), format!("pupitre outline {deck}"), "pupitre tour".to_owned()];
    let wide = commands.iter().map(|command| text::width(command)).max().unwrap_or(0);
    let mut out = (words.written)(&path.display().to_string(), SCHEMA) + "\n\n";
    for (command, about) in commands.iter().zip(words.go_on) {
        let _ = writeln!(out, "  {}  {about}", text::pad(command, wide));
    }
    out
}

/// The path as one shell word that does not look like a flag.
fn shell_word(path: &Path) -> String {
    let path = path.display().to_string();
    let path = if path.starts_with('-') { format!("./{path}") } else { path };
    terminal::second::quoted(&[path])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::block::Colors;
    use crate::canonical;
    use crate::deck::{self, Deck};
    use crate::lang;
    use crate::layout;
    use crate::source::Source;
    use expect_test::expect;

    /// A starter deck, which must have no mistakes, and slides that fit.
    fn read(words: &Words, title: &str) -> Deck {
        let (deck, found) = deck::read(&Source::new("new.toml", &starter(words, title)));
        assert_eq!(found, [], "{title:?}");
        let (assets, colors) = (Assets::default(), Colors::default());
        let context = deck.context(&assets, &colors);
        assert!(!deck.sizes.is_empty());
        for (placed, size) in deck.slides().flat_map(|placed| deck.sizes.iter().map(move |size| (placed, *size))) {
            assert!(!layout::slide(&deck, &placed, &context, size).overflows(), "slide {} on {size}", placed.number);
        }
        deck
    }

    #[test]
    fn every_language_has_a_starter_without_a_mistake_whose_slides_fit() {
        for words in lang::ALL {
            assert!(STARTERS.iter().any(|(code, _)| *code == words.code), "{}", words.code);
            let deck = read(words, "Essai");
            assert_eq!(deck.title, "Essai");
            assert_eq!(deck.slide(0).unwrap().slide.title.as_deref(), Some("Essai"));
            assert_eq!(deck.lang.as_deref(), Some(words.code));
            assert!(starter(words, "Essai").starts_with(&format!("#:schema {SCHEMA}\n")));
            assert_eq!(canonical::form(&starter(words, "Essai")), Some(starter(words, "Essai")));
        }
    }

    fn title_of(name: &str, code: &str) -> String {
        title(&deck_path(Path::new(name)).ok().unwrap(), lang::choose([Some(code)]))
    }

    #[test]
    fn a_title_is_made_from_the_name_of_the_file() {
        assert_eq!(title_of("talks/mon-projet.toml", "fr"), "Mon projet");
        assert_eq!(title_of("été_2026", "fr"), "Été 2026");
        assert_eq!(title_of("v1.2", "en"), "V1.2");
        assert_eq!(title_of("--", "en"), "My deck");
        assert!(text::width(&title_of(&"long ".repeat(40), "en")) <= WIDEST_TITLE);
    }

    #[test]
    fn no_name_makes_a_deck_with_a_mistake() {
        let french = lang::choose([Some("fr")]);
        let names = [r#"a"b"#, r"c\d", "\u{1b}[2J\u{7f}\n\r\u{85}x", r#""""#, "'''", "\u{202e}e", "\\", "é # ]] = 1"];
        for name in names {
            let title = title_of(name, "fr");
            assert_eq!(read(french, &title).title, text::clean(&title), "{name:?}");
        }
        assert_eq!(text::basic_string("a\"\\\t\u{7f}"), r#""a\"\\\u0009\u007F""#);
    }

    #[test]
    fn names_that_are_not_files_are_refused() {
        for name in ["", ".", "..", "talks/", "/"] {
            assert!(deck_path(Path::new(name)).is_err(), "{name:?}");
        }
    }

    #[test]
    fn the_commands_to_go_on_with_can_be_pasted() {
        let next = |name: &str, code: &str| what_next(Path::new(name), lang::choose([Some(code)]));
        expect![[r#"
            Wrote talk.toml, and pupitre.schema.json beside it so that editors can complete it.

              pupitre talk.toml          presents it
              pupitre outline talk.toml  lists its slides and their minutes
              pupitre tour               shows everything a deck can do
        "#]]
        .assert_eq(&next("talk.toml", "en"));
        assert!(next("l'été !.toml", "fr").contains(r"  pupitre outline 'l'\''été !.toml'  liste"));
        assert!(next("-x.toml", "fr").contains("  pupitre ./-x.toml "));
    }

    /// The places where French punctuation has the wrong kind of space, or none.
    fn typographic_faults(text: &str) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        let fault = |around: &[char]| {
            let &[before, sign, after] = around else { return false };
            let ends = after.is_whitespace() || "\"'*.".contains(after);
            match sign {
                ';' | '!' | '?' => ends && before != '\u{202f}',
                ':' => ends && before != '\u{a0}',
                '«' => after != '\u{a0}',
                '»' => before != '\u{a0}',
                '\'' => before.is_alphabetic() && after.is_alphabetic(),
                _ => false,
            }
        };
        let faulty = letters.windows(3).enumerate().filter(|(_, around)| fault(around));
        faulty.map(|(at, _)| letters[at.saturating_sub(20)..at + 3].iter().collect()).collect()
    }

    #[test]
    fn the_french_starter_is_written_with_french_spaces_and_apostrophes() {
        let french = lang::choose([Some("fr")]);
        // The colon in the Python code is not French.
        let starter = starter(french, "Essai").replace("(nom):", "");
        for text in [&starter, french.default_deck, &french.go_on.join("\n"), &(french.written)("a", "b")] {
            assert_eq!(typographic_faults(text), Vec::<String>::new());
        }
        assert_eq!(typographic_faults("l'été; oui ? non: « a » b").len(), 6);
    }
}
