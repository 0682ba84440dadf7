//! Flowcharts as people write them for Mermaid: each is drawn, and nothing is dropped without a message.

use std::fs;

use pupitre::assets::Assets;
use pupitre::block::Colors;
use pupitre::deck::{self, Deck, Size};
use pupitre::diagnostic::{Diagnostic, Severity};
use pupitre::layout;
use pupitre::source::Source;

fn charts() -> Vec<(String, String)> {
    let entries = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mermaid")).expect("the folder is there");
    let mut charts: Vec<(String, String)> = entries
        .map(|entry| entry.expect("a file").path())
        .map(|path| {
            (path.file_stem().expect("a name").to_string_lossy().into_owned(), fs::read_to_string(path).expect("text"))
        })
        .collect();
    charts.sort_unstable();
    charts
}

fn read(chart: &str) -> (Deck, Vec<Diagnostic>) {
    let head = "format = 1\ntitle = \"t\"\nlang = \"en\"\n[[section]]\ntitle = \"s\"\n[[section.slide]]\n";
    let deck = format!("{head}body = '''\n```mermaid alt=\"What it shows\"\n{chart}```\n'''\n");
    deck::read(&Source::new("deck.toml", &deck))
}

/// The words of a chart in brackets, quotes or bars.
fn words(chart: &str) -> Vec<String> {
    let body = chart.split_once("graph").or(chart.split_once("flowchart")).map_or(chart, |(_, body)| body);
    let kept = body.lines().filter(|line| {
        let word = line.split_whitespace().next().unwrap_or_default();
        !["style", "classDef", "class", "linkStyle", "click", "direction", "%%", "accTitle:", "accDescr:"]
            .contains(&word)
            && !line.contains("@{ ")
    });
    let plain: String = kept.collect::<Vec<_>>().join(" ");
    let inside = plain
        .split(['[', '(', '{', '|', '"'])
        .skip(1)
        .map(|part| part.split([']', ')', '}', '|', '"']).next().unwrap_or_default());
    let is_word = |word: &&str| word.len() > 3 && *word != "subgraph" && word.chars().all(char::is_alphabetic);
    let all = inside.flat_map(|part| part.split_whitespace().filter(is_word).map(str::to_owned).collect::<Vec<_>>());
    all.collect()
}

#[test]
fn each_chart_is_drawn_without_an_error_and_with_all_its_words() {
    let charts = charts();
    assert!(charts.len() >= 30, "{}", charts.len());
    for (name, chart) in charts {
        let (deck, found) = read(&chart);
        let errors: Vec<&Diagnostic> = found.iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let (assets, colors) = (Assets::default(), Colors::default());
        let placed = deck.slide(0).expect("one slide");
        let context = deck.context(&assets, &colors);
        let drawn = layout::slide(&deck, &placed, &context, Size { width: 120, height: 36 }).body.picture(0);
        let said = deck.prose(&assets, false).words();
        let flat: String = drawn.split_whitespace().collect();
        for word in words(&chart) {
            assert!(said.contains(&word), "{name}: {word} is not said:\n{said}");
            assert!(flat.contains(&word), "{name}: {word} is not drawn:\n{drawn}");
        }
    }
}

#[test]
fn no_edge_is_dropped() {
    for (chart, said) in [
        ("graph LR\nA-->B\nA:::hot-->D\n", "A leads to D"),
        (
            "graph LR\na[Compiler]:::x -->|builds| b[Library]\nb --> c\n",
            "Compiler leads to Library (builds), which leads to c",
        ),
        ("graph LR\nsubgraph core[Core]\na --> b\nend\ncli --> core\n", "cli leads to a"),
        ("graph LR\nCli::parse-->Node::run:::hot\n/ --- C\n", "Cli::parse leads to Node::run"),
        ("graph LR\nA e1@--> B\ne1@{animate: true}\nA ~~~ C\n", "A leads to B"),
    ] {
        let (deck, found) = read(chart);
        assert!(found.iter().all(|it| it.severity < Severity::Error), "{found:?}");
        let prose = deck.prose(&Assets::default(), false).words();
        assert!(prose.contains(said), "{chart}{prose}");
    }
}

#[test]
fn another_kind_of_diagram_is_told_in_one_sentence() {
    for kind in ["classDiagram\n  A <|-- B\n  B : x\n", "pie title X\n  \"a\" : 3\n", "gantt\n  section S\n  a : 1d\n"]
    {
        let (_, found) = read(kind);
        let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(messages.len(), 1, "{messages:?}");
        let word = kind.split_whitespace().next().expect("a word");
        assert!(messages[0].contains(word) && found[0].help.is_some(), "{messages:?}");
    }
}
