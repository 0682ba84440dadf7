//! All texts for users, in each language: findings, errors, help and rule pages contain no words of the other language.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use pupitre::deck;
use pupitre::diagnostic::Diagnostic;
use pupitre::lang::{self, Message, Words};
use pupitre::lint::{self, Checker, Wanted, rules};
use pupitre::review::assets_beside;
use pupitre::source::Source;

use crate::common::{Folder, pupitre};

/// Words that are in most sentences of one language and in none of the other.
const ENGLISH: &[&str] = &[
    "the", "is", "are", "of", "with", "not", "this", "write", "and", "has", "have", "cannot", "there", "its", "to",
    "for", "that", "which", "what", "where", "you", "your", "it", "be", "from", "by", "than", "each", "only",
    "without", "found", "expected", "missing", "unknown",
];
const FRENCH: &[&str] = &[
    "le", "la", "les", "est", "des", "une", "avec", "pas", "cette", "écrivez", "sont", "du", "ne", "dans", "un", "et",
    "ou", "pour", "qui", "que", "au", "aux", "ces", "votre", "vos", "où", "attendu", "trouvé", "ligne", "sans",
];

/// English messages of the libraries we use, and what replaces them.
const ENGLISH_MARKS: &[&str] = &[
    "Usage:",
    "Options:",
    "Commands:",
    "Arguments:",
    "ossible values:",
    "[default:",
    "error:",
    "error[",
    "warning:",
    "warning[",
    "help:",
    "tip:",
    "Print help",
    "For more information",
];
const FRENCH_MARKS: &[&str] =
    &["Utilisation", "Commandes", "aleurs possibles", "par défaut", "erreur", "avertissement", "aide:"];

/// The end of the list of block kinds.
const KINDS: &str = "text, timeline, write";

/// A text without quotations and names of flags, which may be in any language.
fn own(text: &str) -> String {
    let mut text: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    text = text.replace(KINDS, " ");
    // Flags, and names of rules.
    let is_flag = |word: &str| word.contains('-');
    text = text.split(' ').filter(|word| !is_flag(word)).collect::<Vec<_>>().join(" ");
    for (open, close) in [('«', '»'), ('"', '"'), ('“', '”')] {
        while let Some(start) = text.find(open) {
            let inside = start + open.len_utf8();
            let end = text[inside..].find(close).map_or(text.len(), |at| inside + at + close.len_utf8());
            text.replace_range(start..end, " ");
        }
    }
    text
}

/// The words of a text that belong to the other language.
fn foreign<'w>(text: &str, words: &[&'w str]) -> Vec<&'w str> {
    let own = own(text).to_lowercase();
    let all: Vec<&str> = own.split(|char: char| !char.is_alphabetic()).collect();
    words.iter().filter(|word| all.contains(word)).copied().collect()
}

fn words(code: &str) -> &'static Words {
    lang::words(code).expect("a language of the interface")
}

fn check(what: &str, message: &Message) {
    let (french, english) = (message.in_words(words("fr")), message.in_words(words("en")));
    assert_eq!(foreign(&french, ENGLISH), [""; 0], "{what}: {french}");
    assert_eq!(foreign(&english, FRENCH), [""; 0], "{what}: {english}");
    let letters = own(message).chars().filter(|char| char.is_alphabetic()).count();
    let is_code = ["code", "ordinal", "ligature", "long"].contains(&message.as_str());
    assert!(french != english || letters < 3 || is_code, "{what} is the same in both: {english}");
}

fn check_diagnostic(what: &str, it: &Diagnostic) {
    let what = format!("{what}, {}", it.rule);
    let labels = it.context.iter().chain([&it.label]).map(|label| &label.text);
    let fix = it.fix.iter().map(|fix| &fix.title);
    labels.chain([&it.message]).chain(&it.notes).chain(&it.help).chain(fix).for_each(|message| check(&what, message));
}

/// All findings in a deck.
fn findings(text: &str, folder: &Path) -> Vec<Diagnostic> {
    let source = Source::new("deck.toml", text);
    let (deck, read) = deck::read(&source);
    let assets = assets_beside(&deck, folder);
    let every: Vec<String> = rules::names().map(str::to_owned).collect();
    let found =
        lint::check(&Checker::new(&source, &deck, &assets), read, &Wanted { select: every, ..Wanted::default() });
    found.into_iter().map(|it| it.diagnostic).collect()
}

/// The decks below a folder.
fn decks(folder: &Path, see: &mut dyn FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            decks(&path, see);
        } else if let (true, Ok(text)) = (path.extension().is_some_and(|it| it == "toml"), fs::read_to_string(&path)) {
            see(&path, &text);
        }
    }
}

#[test]
fn findings_are_in_one_language() {
    let mut count = 0;
    for folder in ["tests/check", "tests/decks", "tests/cases/toml"] {
        decks(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut |path, text| {
            // A `todo` is quoted in the deck's own words.
            for it in findings(text, path.parent().unwrap()).into_iter().filter(|it| it.rule != "unconfirmed") {
                check_diagnostic(&path.display().to_string(), &it);
                count += 1;
            }
        });
    }
    assert!(count > 200, "{count}");
}

#[test]
fn findings_about_values_are_in_one_language() {
    let head = "format = 1\ntitle = 'A'\nlang = 'en'\n[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 't'\n";
    for lines in [
        "duraton = 3",
        "duration = 3",
        "duration = 'x'",
        "priority = 'mst'",
        "priority = 1",
        "notes = [1]",
        "[[section.slide.block]]",
        "[[section.slide.block]]\nkind = 'pol'",
        "[[section.slide.block]]\nkind = 'poll'",
        "[[section.slide.block]]\nkind = 'quiz'\nid = 'q'",
        "[[section.slide.block]]\nkind = 'image'\nfile = 'no.png'",
        "[[section.slide.block]]\nkind = 'image'\nfile = '../no.png'",
        "[[section.slide.block]]\nkind = 'code'",
        "[[section.slide.block]]\nkind = 'code'\ncode = 'x'\nhighlight = 'z'",
        "[[section.slide.block]]\nkind = 'chart'\ntype = 'bar'",
        "[[section.slide.block]]\nkind = 'diagram'\ngraph = 'x --> '\nalt = ''",
        "[[section.slide.block]]\nkind = 'matrix'\ncolumns = []\nrows = ['a']\ncells = [['x', 'y']]",
        "[[section.slide.block]]\nkind = 'columns'\ncolumns = []",
        "[[section.slide.block]]\nkind = 'text'\ntext = 'x'\nnotes = 'y'",
        "sources = ['no']",
        "body = '<b>x</b> [a](ftp://x) <!-- c -->'",
        "body = '''\n```quiz id=1\n```\n'''",
        "title = My talk",
        "a = “x”",
        "body = '''",
        "[[section.slide.block]]\nkind = 'silence'\nduration = '2h'",
        "[[section.slide.block]]\nkind = 'rating'\nid = 'r'\nquestion = 'q'\nmin = 9\nmax = 1",
    ] {
        let found = findings(&format!("{head}{lines}\n"), Path::new(""));
        assert!(!found.is_empty(), "{lines}");
        found.iter().for_each(|it| check_diagnostic(lines, it));
    }
}

/// Standard error and standard output of a command under a locale.
fn said(locale: &str, arguments: &[&str], folder: &Path) -> (String, String) {
    let ran = pupitre(arguments).env("LC_ALL", locale).current_dir(folder).output().expect("the program runs");
    (String::from_utf8_lossy(&ran.stderr).into_owned(), String::from_utf8_lossy(&ran.stdout).into_owned())
}

/// A page without the quoted lines of decks, and without what precedes the labels below them.
fn told(page: &str) -> String {
    let of_line = |line: &str| match line.split_once('|') {
        Some((number, _)) if number.trim().parse::<usize>().is_ok() => String::new(),
        Some((before, label)) if before.trim().is_empty() => label.replace(['^', '-', '_', '|'], " "),
        _ if line.trim_start().starts_with("--> ") => String::new(),
        // A line to be written: "12 + title".
        _ if line.split_whitespace().next().is_some_and(|word| word.parse::<usize>().is_ok()) => String::new(),
        _ => line.to_owned(),
    };
    page.lines().map(of_line).collect::<Vec<_>>().join("\n")
}

/// The sentences that two pages in different languages have in common: those nobody has translated.
fn shared(french: &str, english: &str) -> Vec<String> {
    let sentence = |line: &str| {
        let words = own(line).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let counts = |word: &&String| word.chars().filter(|char| char.is_alphabetic()).count() > 2;
        (words.iter().filter(counts).count() > 2).then(|| words.join(" "))
    };
    let known: HashSet<String> = english.lines().filter_map(sentence).collect();
    french.lines().filter_map(sentence).filter(|line| known.contains(line)).collect()
}

/// Fails if one of two pages contains words of the other's language.
fn compare(what: &str, french: &str, english: &str) {
    let (french, english) = (told(french), told(english));
    let marks =
        |text: &str, marks: &[&'static str]| Vec::from_iter(marks.iter().copied().filter(|it| text.contains(it)));
    assert_eq!(foreign(&french, ENGLISH), [""; 0], "{what}: {french}");
    assert_eq!(foreign(&english, FRENCH), [""; 0], "{what}: {english}");
    assert_eq!(marks(&french, ENGLISH_MARKS), [""; 0], "{what}: {french}");
    assert_eq!(marks(&english, FRENCH_MARKS), [""; 0], "{what}: {english}");
    assert_eq!(shared(&french, &english), [""; 0], "{what}");
}

/// The names of the commands that a help page lists.
fn commands(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// A help page without what is the same in every language: values, and names at the beginning of lines.
fn without_values(page: &str) -> String {
    let mut page = page.to_owned();
    while let Some(start) = page.find('[') {
        let end = page[start..].find(']').map_or(page.len(), |at| start + at + 1);
        let keep = if page[start..end].contains(':') {
            page[start + 1..end].split(':').next().unwrap_or_default()
        } else {
            ""
        };
        let keep = keep.to_owned();
        page.replace_range(start..end, &keep);
    }
    let value = |line: &str| match line.trim_start().strip_prefix("- ").and_then(|rest| rest.split_once(':')) {
        Some((_, text)) => text.to_owned(),
        None => line.to_owned(),
    };
    page.lines().map(value).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_help_of_every_command_is_in_the_language_of_the_user() {
    let folder = Folder::new();
    let help = |locale, path: &[String], flag| {
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain([flag]).collect();
        said(locale, &arguments, folder.path()).1
    };
    let mut paths: Vec<Vec<String>> = vec![Vec::new()];
    let mut at = 0;
    while at < paths.len() {
        let path = paths[at].clone();
        for flag in ["-h", "--help"] {
            let (french, english) = (help("fr_FR.UTF-8", &path, flag), help("en_US.UTF-8", &path, flag));
            assert!(french.contains("Utilisation\u{a0}:") && english.contains("Usage: pupitre"), "{path:?} {french}");
            compare(&format!("{path:?} {flag}"), &without_values(&french), &without_values(&english));
        }
        let below = commands(&help("en_US.UTF-8", &path, "-h")).into_iter().filter(|name| name != "help");
        paths.extend(below.map(|name| path.iter().cloned().chain([name]).collect()));
        at += 1;
    }
    assert!(paths.len() > 20, "{paths:?}");
}

#[test]
fn what_check_writes_of_every_rule_is_in_the_language_of_the_user() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let every = rules::names().collect::<Vec<_>>().join(",");
    for format in ["full", "concise"] {
        let all = |locale, lang| {
            let arguments = ["check", "--format", format, "--lang", lang, "--select", &every, "check"];
            let more: &[&str] = if format == "full" { &["decks", "cases/toml"] } else { &[] };
            said(locale, &[&arguments[..], more].concat(), &folder)
        };
        let ((french_errors, french), (english_errors, english)) = (all("en_US.UTF-8", "fr"), all("fr_FR.UTF-8", "en"));
        compare(format, &french_errors, &english_errors);
        // Findings are compared paragraph by paragraph: a difference is easier to see in one than in all.
        let between = if format == "full" { "\n\n" } else { "\n" };
        let parts = |page: &str| page.split(between).map(str::to_owned).collect::<Vec<_>>();
        let (french, english) = (parts(&french), parts(&english));
        assert_eq!(french.len(), english.len(), "{format}");
        assert!(format != "full" || french.len() > 150, "{}", french.len());
        let of_deck = |part: &str| part.contains("[unconfirmed]");
        let pairs = french.iter().zip(&english).filter(|(_, english)| !of_deck(english));
        pairs.for_each(|(french, english)| compare(format, french, english));
    }
}

#[test]
fn errors_of_commands_are_in_the_language_of_the_user() {
    let folder = Folder::new();
    folder.write("empty.toml", "");
    folder.write("bare.toml", "format = 1\ntitle = 'x'\n");
    let deck = folder.write(
        "deck.toml",
        "format = 1\ntitle = 'x'\nlang = 'fr'\n[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 't'\nbody = 'x'\n",
    );
    folder.write("bad.toml", "format = 1\ntitle = 'x\n");
    folder.write("latin.toml", b"format = 1\ntitle = '\xe9'\n");
    folder.write("talk.md", "# One\n\ntext\n");
    for line in [
        "no.toml",
        "bad.toml",
        "latin.toml",
        "deck.toml --zoom",
        "deck.toml deck.toml",
        "present --for",
        "present deck.toml --for 0",
        "present deck.toml --for x",
        "present deck.toml --end 99:99",
        "present deck.toml --section",
        "present deck.toml --lang z",
        "export deck.toml --to pptx --step all",
        "export deck.toml --to html --scale 2",
        "export deck.toml --to png --scale 0",
        "export deck.toml --to png --scale z",
        "export deck.toml --to pdf --output .",
        "export deck.toml --to md --output no/such/folder.md",
        "export bad.toml --to md",
        "check --format z",
        "check --fail-on z",
        "check --size 1x1",
        "check --ignore z",
        "check latin.toml",
        "check --watch -",
        "plan no.toml",
        "plan deck.toml --for x",
        "outline no.toml",
        "outline bad.toml",
        "new deck",
        "fmt bad.toml",
        "fmt --zoom",
        "import talk.md --from z",
        "import talk.md --level 9",
        "import talk.md --output deck.toml",
        "import .",
        "decks add deck.toml --zoom",
        "decks remove",
        "report deck.toml",
        "report --list --zoom",
        "replay no.toml",
        "replay deck.toml --import no.json",
        "replay deck.toml --speed z",
        "console z",
        "themes z",
        "keys z",
        "config z",
        "schema z",
        "completions z",
        "completions",
        "lsp --zoom",
        "man --zoom",
        "presnt",
        "empty.toml",
        "bare.toml",
        ".",
        "present deck.toml --section z",
        "present deck.toml --end 25h --plain",
        "present deck.toml --profile z",
        "present deck.toml --theme z",
        "export deck.toml --to svg",
        "export deck.toml --to svg --slide 9",
        "export deck.toml --to svg --slide 1 --step 7",
        "export deck.toml --to md --scale 2",
        "export deck.toml --to svg --size 1x1 --slide 1",
        "export deck.toml",
        "export deck.toml --to z",
        "rule z",
        "check --select z",
        "check z.toml",
        "check --wach",
        "plan sensibilisation --from z",
        "guide z",
        "new a/b/c",
        "fmt no.toml",
        "fmt bare.txt",
        "import no.md",
        "import deck.toml",
        "decks add no",
        "report no.jsonl",
        "report --set x",
        "replay deck.toml --speed 9",
        "replay deck.toml --stop-at-polls",
        "console --lang z",
        "outline --for x",
        "help z",
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let (french, _) = said("fr_FR.UTF-8", &arguments, folder.path());
        let (english, _) = said("en_US.UTF-8", &arguments, folder.path());
        assert!(french.starts_with("erreur") || french.contains("\nerreur"), "{line}: {french}");
        assert!(english.contains("error"), "{line}: {english}");
        compare(line, &without_values(&french), &without_values(&english));
    }
    let (asked, _) = said("en_US.UTF-8", &["check", "--lang", "fr", "no.toml"], folder.path());
    assert!(asked.starts_with("erreur\u{a0}: "), "{asked}");
    drop(deck);
}

#[test]
fn pages_and_lists_are_in_the_language_of_the_user() {
    let folder = Folder::new();
    folder.write(
        "deck.toml",
        "format = 1\ntitle = 'x'\nlang = 'fr'\n[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 't'\n",
    );
    let mut pages: Vec<Vec<&str>> =
        vec![vec!["rule"], vec!["themes"], vec!["keys"], vec!["config"], vec!["guide"], vec!["decks", "--help"]];
    pages.extend(rules::ALL.iter().map(|rule| vec!["rule", rule.name]));
    for arguments in pages {
        let (_, french) = said("fr_FR.UTF-8", &arguments, folder.path());
        let (_, english) = said("en_US.UTF-8", &arguments, folder.path());
        // Examples are indented, and titles of documents stay in their language.
        let text = |page: &str| page.lines().filter(|line| !line.starts_with("    ")).collect::<Vec<_>>().join("\n");
        let names = ["Lexique des règles", "Académie", "à compléter"];
        let titled = |page: &str| names.iter().any(|name| page.contains(name));
        assert_eq!(foreign(&text(&french), ENGLISH), [""; 0], "{arguments:?}: {french}");
        assert!(titled(&english) || foreign(&text(&english), FRENCH).is_empty(), "{arguments:?}: {english}");
        assert_eq!(shared(&text(&french), &text(&english)), [""; 0], "{arguments:?}");
        assert_ne!(french, english, "{arguments:?}");
    }
}

#[test]
fn a_check_speaks_the_language_of_the_author_and_its_findings_for_machines_stay() {
    let folder = Folder::new();
    folder.write("deck.toml", "format = 1\ntitle = 'x'\nlang = 'en'\nduraton = 3\n[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 't'\nbody = 'x'\n");
    let (summary, french) = said("fr_FR.UTF-8", &["check", "deck.toml"], folder.path());
    assert!(
        french.starts_with("erreur[unknown-key]: clé inconnue `duraton` dans une présentation\n --> deck.toml:4:1"),
        "{french}"
    );
    assert!(french.contains("\n4 | duraton = 3\n  | ^^^^^^^ pas une clé d’une présentation\n"), "{french}");
    assert!(french.contains("aide: une clé de nom proche existe"), "{french}");
    assert!(summary.contains("1 présentation\u{a0}: 1 erreur, 0 avertissement"), "{summary}");
    let machine = |locale| said(locale, &["check", "--format", "json", "deck.toml"], folder.path()).1;
    assert_eq!(machine("fr_FR.UTF-8"), machine("en_US.UTF-8"));
    assert!(
        said("fr_FR.UTF-8", &["check", "--lang", "en", "deck.toml"], folder.path()).1.starts_with("error[unknown-key]")
    );
}
