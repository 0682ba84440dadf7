//! `pupitre lsp`: sessions with an editor.

mod editor;

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{Folder, pupitre};
use editor::{Editor, edited, offset};
use pupitre::canonical;
use pupitre::lint::rules::ALL;
use serde_json::{Value as Json, json};

const URI: &str = "untitled:deck";

/// A deck with one slide; `slide` is what follows its header.
fn deck(slide: &str) -> String {
    format!("format = 1\ntitle = \"Essai\"\nlang = \"fr\"\n\n[[section]]\ntitle = \"Un\"\n\n[[section.slide]]\n{slide}")
}

/// A finding: rule, severity, message with help, and lines and columns counted from 1.
type Told = (String, String, String, [u64; 4]);

fn word(json: &Json) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

fn number(json: &Json) -> u64 {
    json.as_u64().expect("a number")
}

/// A finding sent to the editor, in the words of the command.
fn told(text: &str, finding: &Json) -> Told {
    let place = |position: &Json| {
        let at = offset(text, position);
        let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
        [number(&position["line"]) + 1, text[start..at].chars().count() as u64 + 1]
    };
    let (from, to) = (place(&finding["range"]["start"]), place(&finding["range"]["end"]));
    let severity = ["", "error", "warning", "info"][number(&finding["severity"]) as usize];
    assert_eq!(finding["source"], "pupitre");
    let lines =
        word(&finding["message"]).lines().filter(|line| !line.starts_with("note: ")).collect::<Vec<_>>().join("\n");
    (word(&finding["code"]), severity.to_owned(), lines, [from[0], from[1], to[0], to[1]])
}

/// What `check` finds, by file.
fn checked(paths: &[String]) -> Vec<(String, Told)> {
    let mut command = pupitre(&["check", "--format", "jsonl"]);
    let out = command.args(paths).output().expect("the program runs").stdout;
    let lines = String::from_utf8(out).expect("UTF-8");
    let finding = |line: &str| {
        let it: Json = serde_json::from_str(line).expect("JSON");
        let help = it["help"].as_str().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let place = ["line", "column", "end_line", "end_column"].map(|name| number(&it[name]));
        (word(&it["path"]), (word(&it["rule"]), word(&it["severity"]), word(&it["message"]) + &help, place))
    };
    lines.lines().map(finding).collect()
}

/// The decks in the tests that have mistakes.
fn broken_decks() -> Vec<String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let list = |folder: PathBuf| fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let rules =
        list(tests.join("check")).flat_map(|rule| list(rule).filter(|path| path.to_string_lossy().contains("wrong-")));
    let others = list(tests.join("decks")).filter(|path| path.extension().is_some_and(|it| it == "toml"));
    rules.chain(others).map(|path| path.to_str().expect("UTF-8").to_owned()).collect()
}

#[test]
fn an_editor_is_told_what_the_command_finds() {
    let mut editor = Editor::new(&[]);
    assert_eq!(editor.about["capabilities"]["positionEncoding"], "utf-16");
    let paths = broken_decks();
    assert!(paths.len() > 50);
    let (mut all, mut told_of) = (checked(&paths), 0);
    for path in &paths {
        let (uri, text) = (format!("file://{path}"), fs::read_to_string(path).unwrap());
        editor.open(&uri, &text);
        let here: Vec<Told> = all.extract_if(.., |(of, _)| of == path).map(|(_, told)| told).collect();
        let there: Vec<Told> = editor.findings(&uri, 1).iter().map(|it| told(&text, it)).collect();
        assert_eq!(there, here, "{path}");
        told_of += usize::from(!there.is_empty());
    }
    assert_eq!(all, []);
    // Only rules that are off find nothing in their decks.
    let off = ALL.iter().filter(|rule| rule.severity.is_none()).count();
    assert!(told_of + 3 * off >= paths.len(), "{told_of} of {}", paths.len());
    assert_eq!(editor.close(), (Some(0), String::new()));
}

#[test]
fn findings_follow_what_is_typed() {
    let mut editor = Editor::new(&["utf-16", "utf-32"]);
    editor.open(URI, &deck("title = \"A\"\nbody = \"x\"\n"));
    assert_eq!(editor.findings(URI, 1).iter().filter(|it| it["severity"] == 1).count(), 0);
    let text = deck("title = \"A\"\nbody = \"👩 漢 <b>\"\n");
    editor.change(URI, 2, &text);
    let findings = editor.findings(URI, 2);
    let html = findings.iter().find(|it| it["code"] == "raw-html").expect("raw HTML is found");
    assert_eq!(
        html["range"],
        json!({ "start": { "line": 9, "character": 13 }, "end": { "line": 9, "character": 16 } })
    );
    // It cannot be read as a deck, but it is treated as one.
    editor.change(URI, 3, "form");
    let findings = editor.findings(URI, 3);
    let syntax = findings.iter().find(|it| it["code"] == "toml-syntax").expect("this is no TOML");
    assert_eq!(editor.actions(URI, syntax), [] as [Json; 0], "broken TOML is nothing to allow");
    editor.change(URI, 4, &text.replace("<b>", ""));
    assert!(!editor.findings(URI, 4).iter().any(|it| it["code"] == "raw-html"));
    for version in 5..300 {
        editor.change(URI, version, &text.replace("漢", &"漢".repeat(version as usize)));
    }
    editor.change(URI, 300, "format = 1");
    let last = editor.findings(URI, 300);
    assert!(last.iter().any(|it| it["message"].as_str().unwrap().starts_with("`title` is missing")), "{last:?}");
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    while editor.found[URI]["diagnostics"] != json!([]) {
        editor.receive();
    }
    assert_eq!(editor.close().0, Some(0));
}

#[test]
fn columns_are_bytes_where_the_editor_offers_it() {
    let mut editor = Editor::new(&["utf-8", "utf-16"]);
    assert_eq!(editor.about["capabilities"]["positionEncoding"], "utf-8");
    editor.open(URI, &deck("title = \"A\"\r\nbody = \"👩 漢 <b>\"\r\n"));
    let findings = editor.findings(URI, 1);
    let html = findings.iter().find(|it| it["code"] == "raw-html").expect("raw HTML is found");
    assert_eq!(html["range"]["start"], json!({ "line": 9, "character": 17 }));
    assert_eq!(editor.close().0, Some(0));
}

#[test]
fn the_context_of_a_finding_is_related_information() {
    let mut editor = Editor::new(&[]);
    editor.open(URI, &format!("{}\n[[section.slide]]\nid = \"a\"\n", deck("id = \"a\"\n")));
    let findings = editor.findings(URI, 1);
    let twice = findings.iter().find(|it| it["code"] == "duplicate-id").expect("the id is used twice");
    assert_eq!(twice["range"]["start"]["line"], 11);
    let related = &twice["relatedInformation"][0];
    assert_eq!((&related["message"], &related["location"]["uri"]), (&json!("first used here"), &json!(URI)));
    assert_eq!(related["location"]["range"]["start"], json!({ "line": 8, "character": 5 }));
}

#[test]
fn a_quick_fix_removes_its_finding() {
    let mut editor = Editor::new(&[]);
    let text =
        deck("titel = \"A\"\nbody = '👩 l\\u2019eau, l\\'air'\n".replace("\\u2019", "’").replace("\\'", "’").as_str());
    editor.open(URI, &text);
    let findings = editor.findings(URI, 1);
    let wrong = findings.iter().find(|it| it["code"] == "unknown-key").expect("the key is unknown");
    let actions = editor.actions(URI, wrong);
    let fix = actions.iter().find(|it| it["title"] == "Write `title`").expect("a fix");
    assert_eq!(
        (&fix["kind"], &fix["isPreferred"], &fix["diagnostics"][0]["code"]),
        (&json!("quickfix"), &json!(false), &json!("unknown-key"))
    );
    let mended = edited(&text, &fix["edit"]["changes"][URI]);
    assert_eq!(mended, text.replace("titel", "title"));
    editor.change(URI, 2, &mended);
    assert!(!editor.findings(URI, 2).iter().any(|it| it["code"] == "unknown-key"));
}

#[test]
fn safe_fixes_are_made_one_by_one_or_all_at_once() {
    let mut editor = Editor::new(&[]);
    let text = deck("title = \"L'eau 👩 d'ici\"\nbody = '''\nIl n'y a qu'un mot.\n'''\n");
    editor.open(URI, &text);
    let findings = editor.findings(URI, 1);
    let straight: Vec<&Json> = findings.iter().filter(|it| it["code"] == "typographic-apostrophe").collect();
    assert!(straight.len() >= 2, "{findings:?}");
    let actions = editor.actions(URI, straight[1]);
    let fix = actions.iter().find(|it| it["kind"] == "quickfix" && it["isPreferred"] == true).expect("a safe fix");
    assert_eq!(edited(&text, &fix["edit"]["changes"][URI]).replace('’', "'"), text);
    let params = json!({
        "textDocument": { "uri": URI }, "range": straight[0]["range"],
        "context": { "diagnostics": [], "only": ["source"] },
    });
    let all = editor.ask("textDocument/codeAction", params);
    assert_eq!(all.as_array().unwrap().len(), 1);
    let mended = edited(&text, &all[0]["edit"]["changes"][URI]);
    let body = &mended[mended.find("[[section.slide]]").unwrap()..];
    assert_eq!(body, "[[section.slide]]\ntitle = \"L’eau 👩 d’ici\"\nbody = '''\nIl n’y a qu’un mot.\n'''\n");
}

#[test]
fn a_rule_is_allowed_above_the_key_or_the_table() {
    let mut editor = Editor::new(&[]);
    let text = deck("  body = '''\nUn mot.\n\n\nL'eau.\n'''\n");
    editor.open(URI, &text);
    let findings = editor.findings(URI, 1);
    let mut allowed = |rule: &str| {
        let finding = findings.iter().find(|it| it["code"] == rule).unwrap_or_else(|| panic!("{rule}: {findings:?}"));
        let actions = editor.actions(URI, finding);
        let title = format!("Allow `{rule}` here");
        let action = actions.iter().find(|it| it["title"] == title.as_str()).expect("an action that allows");
        edited(&text, &action["edit"]["changes"][URI])
    };
    assert_eq!(
        allowed("typographic-apostrophe"),
        text.replace("  body", "  # allow(typographic-apostrophe): reason\n  body")
    );
    let above_header = allowed("missing-title");
    assert_eq!(above_header, text.replace("[[section.slide]]", "# allow(missing-title): reason\n[[section.slide]]"));
}

#[test]
fn rules_and_keys_explain_themselves() {
    let mut editor = Editor::new(&[]);
    editor.open(
        URI,
        &deck(
            "body = \"x\"\nreveal = \"items\"\n\n[[section.slide.block]]\nkind = \"quote\"\ntext = \"x\"\nby = \"A\"\n",
        ),
    );
    let mut hover = |line, column| word(&editor.ask_at("textDocument/hover", URI, (line, column))["contents"]["value"]);
    let rule = hover(7, 3);
    assert!(rule.contains("**missing-title** (A003, error): a slide without a title"), "{rule}");
    assert!(rule.contains("```toml\n[[section.slide]]") && rule.contains("WCAG 2.4.2"), "{rule}");
    assert!(rule.ends_with("**slide**: The slides, in order."), "{rule}");
    assert_eq!(hover(0, 2), "**format**: The version of the format: 1.");
    assert!(hover(9, 1).contains("**reveal**: How it is shown bit by bit.\n- `none`: All at once.\n- `items`: "));
    assert_eq!(hover(9, 1), hover(9, 12));
    assert!(hover(12, 1).contains("**kind**"));
    assert_eq!(hover(14, 1), "**by**: Who said or wrote them.");
    assert_eq!(hover(14, 7), "");
}

#[test]
fn the_outline_has_sections_and_their_slides() {
    let mut editor = Editor::new(&[]);
    let text = deck(
        "title = \"A\"\nbody = '''\nx\n'''\n\n# S2\n[[section.slide]]\n\n# Deux\n\n[[section]]\ntitle = \"\"\nappendix = true\n[[section.slide]]\ntitle=\"B\"\n",
    );
    editor.open(URI, &text);
    let symbols = editor.ask_about("textDocument/documentSymbol", URI);
    let mut lines = Vec::new();
    for section in symbols.as_array().unwrap() {
        for symbol in std::iter::once(section).chain(section["children"].as_array().unwrap()) {
            let range = &symbol["range"];
            let (from, to) = (offset(&text, &range["start"]), offset(&text, &range["end"]));
            let first = text[from..to].lines().next().unwrap().to_owned();
            let last = text[from..to].lines().last().unwrap().to_owned();
            lines.push(format!("{} ({}): {first} … {last}", word(&symbol["name"]), word(&symbol["detail"])));
        }
    }
    let expected = [
        "Un (): [[section]] … [[section.slide]]",
        "A (1): [[section.slide]] … '''",
        "(slide without a title) (2): [[section.slide]] … [[section.slide]]",
        "(section without a title) (appendix): [[section]] … title=\"B\"",
        "B (A1): [[section.slide]] … title=\"B\"",
    ];
    assert_eq!(lines, expected);
    let folds = editor.ask_about("textDocument/foldingRange", URI);
    let pairs: Vec<(u64, u64)> =
        folds.as_array().unwrap().iter().map(|it| (number(&it["startLine"]), number(&it["endLine"]))).collect();
    assert_eq!(pairs, [(4, 14), (7, 11), (18, 22), (21, 22)]);
}

#[test]
fn formatting_writes_the_canonical_form() {
    let mut editor = Editor::new(&[]);
    let text = deck("body   = \"\"\"\nl’eau 👩\n\"\"\"\n  title=\"A\"   # é\n");
    editor.open(URI, &text);
    let edits = editor.ask_about("textDocument/formatting", URI);
    assert_eq!(edited(&text, &edits), canonical::form(&text).unwrap());
    editor.change(URI, 2, &canonical::form(&text).unwrap());
    assert_eq!(editor.ask_about("textDocument/formatting", URI), json!([]));
    editor.change(URI, 3, "format = ");
    assert_eq!(editor.ask_about("textDocument/formatting", URI), Json::Null);
}

/// The completions where `|` is on a slide: each label, and the slide after it.
fn completed(slide: &str) -> Vec<(String, String)> {
    let end = "\n[[source]]\nid = \"loi\"\ntitle = \"La loi\"\n";
    let marked = deck(slide) + end;
    let (at, text) = (marked.find('|').expect("a cursor"), marked.replacen('|', "", 1));
    let (line, start) = (marked[..at].matches('\n').count(), marked[..at].rfind('\n').map_or(0, |it| it + 1));
    let mut editor = Editor::new(&[]);
    editor.open(URI, &text);
    let items = editor.ask_at("textDocument/completion", URI, (line, marked[start..at].encode_utf16().count()));
    let after = |it: &Json| edited(&text, &json!([it["textEdit"]]))[deck("").len()..].trim_end_matches(end).to_owned();
    items.as_array().expect("a list").iter().map(|it| (word(&it["label"]), after(it))).collect()
}

#[test]
fn keys_names_and_ids_are_completed() {
    let keys = completed("title = \"A\"\nre|\nbody = \"x\"");
    let labels: Vec<&str> = keys.iter().map(|(label, _)| label.as_str()).collect();
    assert!(labels.contains(&"reveal") && labels.contains(&"notes"), "{labels:?}");
    assert!(["title", "body", "block", "format"].iter().all(|key| !labels.contains(key)), "{labels:?}");
    let reveal = keys.iter().find(|(label, _)| label == "reveal").unwrap();
    assert_eq!(reveal.1, "title = \"A\"\nreveal = \nbody = \"x\"");
    let named = |it: Vec<(String, String)>| it.into_iter().map(|(label, _)| label).collect::<Vec<_>>();
    let priorities = completed("priority = \"|\"");
    assert_eq!(priorities[0].1, "priority = \"must\"");
    assert_eq!(named(priorities), ["must", "should", "could"]);
    assert_eq!(completed("priority = |")[1].1, "priority = \"should\"");
    assert_eq!(completed("sources = [\"l|\"]"), [("loi".to_owned(), "sources = [\"loi\"]".to_owned())]);
    assert!(named(completed("[[section.slide.block]]\nkind = \"|\"")).contains(&"quote".to_owned()));
    assert!(named(completed("[[section.slide.block]]\nkind = \"quote\"\n|\n")).contains(&"by".to_owned()));
    for nothing in ["body = '''\nre|\n'''", "title = \"re|\"", "# re|", "title = \"A\" re|"] {
        assert_eq!(completed(nothing), [], "{nothing}");
    }
}

#[test]
fn other_files_are_left_alone() {
    let mut editor = Editor::new(&[]);
    editor.open("untitled:other", "[package]\nname = 1\nnme = 2\n");
    assert_eq!(editor.findings("untitled:other", 1), [] as [Json; 0]);
    assert_eq!(editor.ask_at("textDocument/hover", "untitled:other", (1, 1)), Json::Null);
    assert_eq!(editor.ask_about("textDocument/formatting", "untitled:other"), Json::Null);
    assert_eq!(editor.ask_about("textDocument/documentSymbol", "untitled:unknown"), Json::Null);
}

#[test]
fn mistakes_in_a_course_are_reported_while_typing() {
    let folder = Folder::new();
    let text = "course = 1\nname = \"A\"\n[[module]]\nid = \"a\"\ndeck = \"none.toml\"\nneeds = [\"b\"]\n";
    let uri = format!("file://{}", folder.write("course.toml", text));
    let mut editor = Editor::new(&[]);
    editor.open(&uri, text);
    let codes: Vec<Json> = editor.findings(&uri, 1).iter().map(|it| it["code"].clone()).collect();
    assert_eq!(codes, ["missing-file", "broken-jump"]);
}

#[test]
fn mistakes_in_themes_and_settings_are_reported_while_typing() {
    let folder = Folder::new();
    let theme = "title = \"Mine\"\nextends = \"niut\"\n";
    let settings = "[check]\nselect = [\"emtpy-slide\"]\n";
    let mut editor = Editor::new(&[]);
    std::fs::create_dir(folder.path().join("pupitre")).unwrap();
    let own = "them = \"nuit\"\n";
    for (name, text, code) in [
        ("mine.toml", theme, "bad-value"),
        ("pupitre.toml", settings, "bad-value"),
        ("pupitre/config.toml", own, "unknown-key"),
    ] {
        let uri = format!("file://{}", folder.write(name, text));
        editor.open(&uri, text);
        let codes: Vec<Json> = editor.findings(&uri, 1).iter().map(|it| it["code"].clone()).collect();
        assert_eq!(codes, [code], "{name}");
        assert!(editor.ask_about("textDocument/documentSymbol", &uri).is_null(), "it is not a deck");
    }
}

#[test]
fn an_id_is_found_and_renamed_with_all_that_refers_to_it() {
    let text = deck(concat!(
        "id = \"debut\"\ntitle = \"Début\"\nsources = [\"guide\"]\n",
        "body = \"\"\"\nÀ la [fin](#fin), ou debut.\n\n```quote source='guide'\nx\n```\n\"\"\"\n\n",
        "[[section.slide]]\nid = \"fin\"\ntitle = \"Fin\"\nbody = \"Au [début](#debut).\"\n",
    ));
    let source = "[[source]]\nid = \"guide\"\ntitle = \"Guide\"\n\n[[section]]";
    let text = text.replacen("[[section]]", source, 1);
    let mut editor = Editor::new(&[]);
    editor.open(URI, &text);
    editor.findings(URI, 1);
    let place = |at: usize| {
        let line = text[..at].matches('\n').count();
        let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
        json!({ "line": line, "character": text[start..at].encode_utf16().count() })
    };
    let mut ask = |method: &str, words: &str, offset: usize, more: Json| {
        let at = text.find(words).unwrap_or_else(|| panic!("no {words}")) + offset;
        let mut params = json!({ "textDocument": { "uri": URI }, "position": place(at) });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        editor.ask(method, params)
    };
    for (words, offset, id) in
        [("[\"guide\"]", 4, "\"guide\"\ntitle"), ("source='guide'", 9, "\"guide\"\ntitle"), ("(#fin)", 3, "\"fin\"\n")]
    {
        let found = ask("textDocument/definition", words, offset, json!({}));
        assert_eq!(found["range"]["start"], place(text.find(id).unwrap() + 1), "{words}: {found}");
    }
    assert!(ask("textDocument/definition", "ou debut", 5, json!({})).is_null(), "words are not ids");
    let found =
        ask("textDocument/references", "id = \"guide\"", 8, json!({ "context": { "includeDeclaration": false } }));
    assert_eq!(found.as_array().map(Vec::len), Some(2), "{found}");
    for (words, offset, from, to) in [("(#debut)", 3, "debut", "start"), ("id = \"guide\"", 7, "guide", "manuel")] {
        let change = ask("textDocument/rename", words, offset, json!({ "newName": to }));
        let edits = change["changes"][URI].as_array().expect("edits").clone();
        let after = text
            .replace(&format!("\"{from}\""), &format!("\"{to}\""))
            .replace(&format!("#{from})"), &format!("#{to})"))
            .replace(&format!("'{from}'"), &format!("'{to}'"));
        assert_eq!(edited(&text, &Json::Array(edits)), after);
    }
    assert!(ask("textDocument/rename", "(#debut)", 3, json!({ "newName": "fin" })).is_null(), "it is taken");
    assert!(ask("textDocument/rename", "(#debut)", 3, json!({ "newName": "a\"b" })).is_null());
}

/// The text after renaming what the first occurrence of `words` refers to; `None` if that is refused.
fn renamed(text: &str, words: &str, name: &str) -> Option<String> {
    let mut editor = Editor::new(&[]);
    editor.open(URI, text);
    let at = text.find(words).unwrap_or_else(|| panic!("no {words}"));
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let place =
        json!({ "line": text[..at].matches('\n').count(), "character": text[start..at].encode_utf16().count() });
    let params = json!({ "textDocument": { "uri": URI }, "position": place, "newName": name });
    let change = editor.ask("textDocument/rename", params);
    let edits = change["changes"][URI].as_array()?.clone();
    Some(edited(text, &Json::Array(edits)))
}

#[test]
fn the_id_of_a_question_is_renamed_where_it_is_repeated() {
    let block = |kind: &str, more: &str| format!("[[section.slide.block]]\nkind = \"{kind}\"\n{more}\n\n");
    let asked = "question = \"Et ?\"\nchoices = [\"Oui\", \"Non\"]";
    let text = deck("title = \"A\"\n\n")
        + &block("poll", &format!("id = \"avant\"\n{asked}"))
        + &block("poll", "id = \"apres\"\nrepeat = \"avant\"")
        + &block("quiz", &format!("id = \"vrai\"\n{asked}\nanswer = 1"));
    for words in ["avant\"\nquestion", "avant\"\n\n"] {
        assert_eq!(renamed(&text, words, "debut").as_deref(), Some(text.replace("avant", "debut").as_str()), "{words}");
    }
    assert_eq!(renamed(&text, "vrai", "faux").as_deref(), Some(text.replace("vrai", "faux").as_str()));
    assert_eq!(renamed(&text, "vrai", "apres"), None, "it is taken");
}

#[test]
fn a_word_of_the_glossary_is_found_and_renamed_where_it_stands() {
    let slide = "title = \"Un conteneur\"\nid = \"conteneur\"\nbody = '''\nConteneur, conteneurs, `conteneur` et **conteneur**.\n'''\n";
    let term = "[[term]]\nname = \"conteneur\"\ndefinition = \"Une boîte.\"\n\n[[section]]";
    let text = deck(slide).replacen("[[section]]", term, 1);
    let after = text
        .replace("Un conteneur", "Un caisson")
        .replace("name = \"conteneur\"", "name = \"caisson\"")
        .replace("Conteneur,", "Caisson,")
        .replace("**conteneur**", "**caisson**");
    for words in ["conteneur\"\ndefinition", "Conteneur,"] {
        assert_eq!(renamed(&text, words, "caisson").as_deref(), Some(after.as_str()), "{words}");
    }
    assert_eq!(renamed(&text, "Conteneur,", "a\"b"), None);
}

#[test]
fn a_file_beside_the_deck_is_read_again_when_something_is_saved() {
    let folder = Folder::new();
    let text = deck("title = \"A\"\n\n[[section.slide.block]]\nkind = \"code\"\nfile = \"a b.rs\"\n");
    let uri = format!("file://{}", folder.write("été 1.toml", &text)).replace(' ', "%20");
    let mut editor = Editor::new(&[]);
    editor.open(&uri, &text);
    assert!(editor.findings(&uri, 1).iter().any(|it| it["code"] == "missing-file"));
    folder.write("a b.rs", "let a;");
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    editor.receive();
    assert!(!editor.findings(&uri, 1).iter().any(|it| it["code"] == "missing-file"));
}

#[test]
fn a_session_ends_as_the_protocol_says() {
    let mut editor = Editor::silent();
    assert_eq!(editor.answer("textDocument/hover", json!({}))["error"]["code"], -32002);
    editor.tell("textDocument/didOpen", json!({ "textDocument": { "uri": URI, "text": "format = 1" } }));
    editor.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(editor.answer("no/such", json!({}))["error"]["code"], -32601);
    assert_eq!(editor.ask("textDocument/hover", json!([1, "x"])), Json::Null);
    assert_eq!(editor.ask("shutdown", Json::Null), Json::Null);
    assert_eq!(editor.answer("textDocument/hover", json!({}))["error"]["code"], -32600);
    editor.tell("exit", Json::Null);
    assert_eq!(editor.end(), (Some(0), String::new()));

    let mut editor = Editor::new(&[]);
    editor.tell("exit", Json::Null);
    assert_eq!(editor.end(), (Some(1), "error: the editor left without asking to shut down.\n".to_owned()));
    assert_eq!(Editor::new(&[]).end(), (Some(1), "error: the editor closed the connection.\n".to_owned()));
}

#[test]
fn rubbish_ends_a_session_and_is_no_message() {
    for rubbish in
        ["hello\r\n\r\n", "Content-Length: 99999999999999\r\n\r\n", "\u{1b}[2J\n", "Content-Length: x\r\n\r\n"]
    {
        let mut editor = Editor::silent();
        editor.write(rubbish.as_bytes());
        assert!(editor.is_silent(), "{rubbish:?}");
        let (code, error) = editor.end();
        assert_eq!(code, Some(1), "{rubbish:?}");
        assert!(error.starts_with("error: a "), "{rubbish:?}: {error}");
    }
    // A complete message without content is skipped.
    let mut editor = Editor::new(&[]);
    editor.write(b"Content-Length: 3\r\n\r\n{]}Content-Length: 2\r\n\r\n[]Content-Length: 4\r\n\r\n\xff\xfe\x00\x01");
    for params in
        [json!(null), json!([]), json!({ "textDocument": 3, "contentChanges": [3], "position": "x", "range": {} })]
    {
        for method in ["didOpen", "didChange", "didClose", "didSave", "willSave"] {
            editor.tell(&format!("textDocument/{method}"), params.clone());
        }
        for method in ["hover", "codeAction", "completion", "documentSymbol", "foldingRange", "formatting"] {
            assert_eq!(editor.ask(&format!("textDocument/{method}"), params.clone()), Json::Null);
        }
    }
    editor.open(URI, &deck("title = \"A\"\n"));
    for method in ["hover", "completion"] {
        editor.ask_at(&format!("textDocument/{method}"), URI, (99, 99));
    }
    assert_eq!(editor.close(), (Some(0), String::new()));
}

#[test]
fn an_include_leads_to_its_file_and_shows_what_is_wrong_there() {
    let folder = Folder::new();
    let shared = deck("id = \"moi\"\ntitle = \"Moi\"\nbody = \"Un mot  de trop.\"\n");
    folder.write("moi é.toml", &shared);
    let text = deck("include = \"moi é.toml\"\n\n[[section.slide]]\ntitle = \"Fin\"\nbody = \"Merci.\"\n");
    let uri = format!("file://{}", folder.name("a.toml"));
    let mut editor = Editor::new(&["utf-8"]);
    editor.open(&uri, &text);
    editor.receive();
    let found = editor.found[&uri]["diagnostics"].clone();
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["range"]["start"], json!({ "line": 8, "character": 10 }));
    assert!(word(&found[0]["message"]).starts_with("in \"moi é.toml\", line 11: "), "{found}");
    let there = format!("file://{}", folder.name("moi%20%C3%A9.toml"));
    assert_eq!(found[0]["relatedInformation"][0]["location"]["uri"], there);
    let at = |line: u32, character: u32| json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
    let definition = editor.ask("textDocument/definition", at(8, 14));
    assert_eq!((&definition["uri"], &definition["range"]["start"]["line"]), (&json!(there), &json!(7)));
    let hover = editor.ask("textDocument/hover", at(8, 2));
    assert!(word(&hover["contents"]["value"]).contains("Another deck beside this one"), "{hover}");
    let symbols = editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    let slides: Vec<_> = symbols[0]["children"].as_array().expect("slides").iter().collect();
    assert_eq!((word(&slides[0]["name"]), &slides[0]["range"]["start"]["line"]), ("Moi".to_owned(), &json!(7)));
    assert_eq!((word(&slides[1]["name"]), &slides[1]["range"]["start"]["line"]), ("Fin".to_owned(), &json!(10)));
}
