//! Reports of recorded shows: one, several, in one file.

use std::time::Duration;

use crate::common::checking::run;
use crate::common::{Folder, pupitre};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use pupitre::answers::Change;
use pupitre::deck;
use pupitre::export::paper::Form;
use pupitre::fonts::Lacking;
use pupitre::plan::Plan;
use pupitre::record::{Header, RecordLine, Recording, Summary, What};
use pupitre::report::{Bundle, Session, Set, csv, document, json, markdown, plain, report};
use pupitre::show::{Event, Place};
use pupitre::source::Source;

const DECK: &str = "
format = 1
title = 'Essai'
[[objective]]
id = 'o'
text = 'décider'
[[result]]
id = 'KR1'
name = 'Ils ont un projet'
objective = 'o'
target = '60 %'
question = 'apres'
choices = ['Oui']
[[result]]
id = 'KR2'
name = 'Ils recommandent'
target = 0
question = 'nps'
[[result]]
id = 'KR3'
name = 'Demandes sous 30 jours'
target = '≥ 3'
[[section]]
title = 'Avant'
[[section.slide]]
title = 'Bonjour'
duration = '1min'
[[section.slide]]
title = 'Un sondage'
duration = '1min'
[[section.slide.block]]
kind = 'poll'
id = 'avant'
question = 'Un projet ?'
choices = ['Oui', 'Non']
[[section]]
title = 'Après'
[[section.slide]]
title = 'Le même'
duration = '2min'
[[section.slide.block]]
kind = 'poll'
id = 'apres'
repeat = 'avant'
[[section.slide.block]]
kind = 'rating'
id = 'nps'
question = 'Recommanderiez-vous ?'
nps = true
[[section.slide.block]]
kind = 'rating'
id = 'note'
question = 'Clair ?'
[[section.slide.block]]
kind = 'checklist'
id = 'liste'
items = ['salle', 'écran']
[[section.slide.block]]
kind = 'open'
id = 'manque'
question = 'Que manque-t-il ?'
";

fn event(at: u64, event: Event) -> String {
    RecordLine::new(Duration::from_secs(at), What::Event(event)).line()
}

fn counted(at: u64, id: &str, counts: &[(&str, u32)]) -> String {
    let counts = counts.iter().map(|(choice, count)| ((*choice).to_owned(), *count)).collect();
    event(at, Event::Answered(Change::Counted { id: id.to_owned(), counts, people: None }))
}

/// A recording of a show in a venue: the seconds of its second and third slides, its hands for yes and no, its NPS groups.
fn recording(deck: &str, place: &str, times: [u64; 2], hands: [u32; 2], groups: [u32; 3]) -> String {
    let (deck, found) = deck::read(&Source::new("essai.toml", deck));
    assert_eq!(found, []);
    let summary = Summary::of(&deck, &Plan::of(&deck));
    let day = place.len();
    let mut header = Header::new(1, format!("2026-11-{day:02} 18:00"), summary);
    (header.at, header.people) = (Some(place.to_owned()), Some(20));
    let moved = |at, slide| event(at, Event::Moved(Place { slide, step: 0 }));
    let end = 10 + times[0] + times[1];
    header.line()
        + &moved(10, 1)
        + &counted(11, "avant", &[("Oui", 2), ("Non", 10)])
        + &moved(10 + times[0], 2)
        + &counted(20, "apres", &[("Oui", hands[0]), ("Non", hands[1])])
        + &counted(21, "nps", &[("0-6", groups[0]), ("7-8", groups[1]), ("9-10", groups[2])])
        + &counted(22, "note", &[("4", 3), ("5", 1)])
        + &event(23, Event::Answered(Change::Ticked { id: "liste".into(), item: "salle".into(), done: true }))
        + &event(24, Event::Answered(Change::Said { id: "manque".into(), words: "du temps".into() }))
        + &RecordLine::new(Duration::from_secs(end), What::Ended).line()
}

fn lyon() -> String {
    recording(DECK, "Lyon", [75, 60], [8, 4], [2, 4, 6])
}

fn metz() -> String {
    recording(DECK, "Metz!", [60, 120], [1, 3], [0, 0, 4])
}

fn told(arguments: &[&str]) -> String {
    let ran = pupitre(&[&["report"], arguments].concat()).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// Checks a report with a border at its left, so that no indentation is trimmed.
fn check(report: &str, picture: Expect) {
    let rows: String = report.lines().map(|row| format!("|{row}\n")).collect();
    picture.assert_eq(&rows);
    for row in report.lines() {
        assert!(pupitre::text::width(row) <= 100, "{row}");
    }
}

#[test]
fn a_report_has_times_answers_and_targets() {
    let folder = Folder::new();
    let path = folder.write("a.jsonl", lyon());
    check(
        &told(&[&path, "--lang", "en", "--set", "KR3=4"]),
        expect![[r#"
            |Essai
            |═════
            |2026-11-04 18:00  Lyon
            |
            |Times
            |─────
            |                  planned  actual
            |
            |Avant                2:00    1:15  0:45 shorter
            |   1  Bonjour        1:00    0:00  before the clock ran
            |   2  Un sondage     1:00    1:15  0:15 longer
            |
            |Après                2:00    2:05  0:05 longer
            |   3  Le même        2:00    2:05  0:05 longer
            |
            |Total                4:00    3:20  0:40 shorter
            |
            |█ planned and used   ▓ longer   ░ not used
            |Avant
            |   1  Bonjour     ░░░░░░░░░░░░░░░░░░░
            |   2  Un sondage  ███████████████████▓▓▓▓▓
            |
            |Après
            |   3  Le même     ██████████████████████████████████████▓▓
            |
            |Questions
            |─────────
            |
            |Un projet ?
            |choice  before        after
            |Oui          2  17%       8  67%
            |Non         10  83%       4  33%
            |
            |Total   n = 12       n = 12
            |
            |Recommanderiez-vous ?
            |choice          answers
            |0-6 detractors        2  17%
            |7-8 passives          4  33%
            |9-10 promoters        6  50%
            |
            |Total            n = 12
            |NPS +33 (n = 12)
            |
            |Clair ?
            |choice  answers
            |1             0   0%
            |2             0   0%
            |3             0   0%
            |4             3  75%
            |5             1  25%
            |
            |Total     n = 4    ⚠
            |mean 4.3 (n = 4) ⚠
            |
            |liste
            |item   answers
            |salle        1  100%
            |écran        0    0%
            |
            |Que manque-t-il ?
            |1 answer
            |• du temps
            |
            |Results
            |───────
            |     result                  target        measured
            |KR1  Ils ont un projet         60 %  66.6% (n = 12)  ✓ reached
            |KR2  Ils recommandent             0    +33 (n = 12)  ✓ reached
            |KR3  Demandes sous 30 jours     ≥ 3               4  ✓ reached
            |
            |⚠ fewer than 8 answers
        "#]],
    );
}

#[test]
fn slides_to_come_of_a_show_that_is_not_ended_are_not_yet_shown() {
    let folder = Folder::new();
    let whole = lyon();
    let lines: Vec<&str> = whole.lines().collect();
    let begun = format!("{}\n{}\n", lines[0], lines[1]);
    let row = |recording: &str, more: &[&str]| {
        let path = folder.write("a.jsonl", recording);
        let report = told(&[&[path.as_str()][..], more].concat());
        report.lines().find(|line| line.contains("Le même")).expect("the last slide").trim().to_owned()
    };
    let english = &["--lang", "en"];
    assert_eq!(row(&begun, english), "3  Le même        2:00    0:00  not yet shown");
    assert!(row(&begun, &["--lang", "fr"]).ends_with("pas encore montrée"));
    let ended = begun.clone() + lines.last().expect("the end") + "\n";
    assert_eq!(row(&ended, english), "3  Le même        2:00    0:00  not shown");
}

#[test]
fn several_sessions_are_reported_together_with_scores_of_the_sums() {
    let folder = Folder::new();
    folder.write("a.jsonl", lyon());
    folder.write("b.jsonl", metz());
    folder.write("c.jsonl", "no recording");
    check(
        &told(&[folder.path().to_str().unwrap(), "--lang", "fr"]),
        expect![[r#"
            |Essai
            |═════
            |
            |2 séances
            |─────────
            |séance                   pers.  prévu  réel         NPS nps
            |2026-11-04 18:00  Lyon      20   4:00  3:20    +33 (n = 12)
            |2026-11-05 18:00  Metz!     20   4:00  3:50  +100 (n = 4) ⚠
            |
            |Total                       40   8:00  7:10    +50 (n = 16)
            |
            |Temps
            |─────
            |                  prévu  2026-11-04  2026-11-05  moyenne
            |
            |Avant              2:00        1:15        1:00     1:08
            |   1  Bonjour      1:00           –           –        –
            |   2  Un sondage   1:00        1:15        1:00     1:08
            |
            |Après              2:00        2:05        2:50     2:28
            |   3  Le même      2:00        2:05        2:50     2:28
            |
            |Total              4:00        3:20        3:50     3:35
            |
            |Questions
            |─────────
            |
            |Un projet ?
            |choix   avant         après
            |Oui         4  17 %       9  56 %
            |Non        20  83 %       7  44 %
            |
            |Total  n = 24        n = 16
            |
            |Recommanderiez-vous ?
            |choix            réponses
            |0-6 détracteurs         2  13 %
            |7-8 passifs             4  25 %
            |9-10 promoteurs        10  62 %
            |
            |Total              n = 16
            |NPS +50 (n = 16)
            |
            |Clair ?
            |choix  réponses
            |1             0   0 %
            |2             0   0 %
            |3             0   0 %
            |4             6  75 %
            |5             2  25 %
            |
            |Total     n = 8
            |moyenne 4,3 (n = 8)
            |
            |liste
            |élément  réponses
            |salle           2  100 %
            |écran           0    0 %
            |
            |Que manque-t-il ?
            |2 réponses
            |• du temps
            |• du temps
            |
            |Résultats
            |─────────
            |     résultat                cible           mesuré
            |KR1  Ils ont un projet        60 %  56,2 % (n = 16)  ✗ non atteint
            |KR2  Ils recommandent            0     +50 (n = 16)  ✓ atteint
            |KR3  Demandes sous 30 jours    ≥ 3                   non mesuré
            |
            |⚠ moins de 8 réponses
        "#]],
    );
}

#[test]
fn a_report_is_written_as_markdown() {
    let folder = Folder::new();
    let path = folder.write("a.jsonl", lyon());
    check(
        &told(&[&path, "--lang", "en", "--format", "md"]),
        expect![[r#"
            |# Essai
            |
            |2026-11-04 18:00  Lyon
            |
            |## Times
            |
            ||  | planned | actual |  |
            || --- | --: | --: | --- |
            || **Avant** | **2:00** | **1:15** | **0:45 shorter** |
            || 1  Bonjour | 1:00 | 0:00 | before the clock ran |
            || 2  Un sondage | 1:00 | 1:15 | 0:15 longer |
            || **Après** | **2:00** | **2:05** | **0:05 longer** |
            || 3  Le même | 2:00 | 2:05 | 0:05 longer |
            || **Total** | **4:00** | **3:20** | **0:40 shorter** |
            |
            |### █ planned and used   ▓ longer   ░ not used
            |
            ||  |  |
            || --- | --- |
            || **Avant** |  |
            || 1  Bonjour | ░░░░░░░░░░░░░░░░░░░ |
            || 2  Un sondage | ███████████████████▓▓▓▓▓ |
            || **Après** |  |
            || 3  Le même | ██████████████████████████████████████▓▓ |
            |
            |## Questions
            |
            |### Un projet ?
            |
            || choice | before |  | after |  |
            || --- | --: | --: | --: | --: |
            || Oui | 2 | 17% | 8 | 67% |
            || Non | 10 | 83% | 4 | 33% |
            || **Total** | **n = 12** |  | **n = 12** |  |
            |
            |### Recommanderiez-vous ?
            |
            || choice | answers |  |
            || --- | --: | --: |
            || 0-6 detractors | 2 | 17% |
            || 7-8 passives | 4 | 33% |
            || 9-10 promoters | 6 | 50% |
            || **Total** | **n = 12** |  |
            |
            |NPS +33 (n = 12)
            |
            |### Clair ?
            |
            || choice | answers |  |
            || --- | --: | --: |
            || 1 | 0 | 0% |
            || 2 | 0 | 0% |
            || 3 | 0 | 0% |
            || 4 | 3 | 75% |
            || 5 | 1 | 25% |
            || **Total** | **n = 4** | **⚠** |
            |
            |mean 4.3 (n = 4) ⚠
            |
            |### liste
            |
            || item | answers |  |
            || --- | --: | --: |
            || salle | 1 | 100% |
            || écran | 0 | 0% |
            |
            |### Que manque-t-il ?
            |
            |1 answer
            |
            |- du temps
            |
            |## Results
            |
            ||  | result | target | measured |  |
            || --- | --- | --: | --: | --- |
            || KR1 | Ils ont un projet | 60 % | 66.6% (n = 12) | ✓ reached |
            || KR2 | Ils recommandent | 0 | +33 (n = 12) | ✓ reached |
            || KR3 | Demandes sous 30 jours | ≥ 3 |  | not measured |
            |
            |### ⚠ fewer than 8 answers
        "#]],
    );
}

#[test]
fn a_report_is_a_page_and_a_document_with_bars_that_are_drawn() {
    let folder = Folder::new();
    let recording = folder.write("lyon.jsonl", lyon());
    let write = |format: &str, more: &[&str]| {
        let file = folder.name(&format!("report.{format}"));
        let arguments = [&["report", &recording, "--lang", "fr", "--format", format, "--output", &file], more].concat();
        let ran = run(&arguments);
        (ran.code, ran.err, std::fs::read(file).expect("it is written"))
    };
    let (code, said, page) = write("html", &[]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    let page = String::from_utf8(page).expect("a page is text");
    for wanted in [
        "<h1>Essai</h1>",
        "<h2>Temps</h2>",
        "<h3>Un projet ?</h3>",
        "<figure class=\"bars\">",
        "script-src 'none'",
        "<html lang=\"fr\">",
    ] {
        assert!(page.contains(wanted), "{wanted} is not in\n{page}");
    }
    // A page has no characters that draw in terminal cells, and no scripts.
    assert!(!page.contains(['█', '░']) && !page.contains("<script"), "{page}");
    let (code, said, sheets) = write("pdf", &[]);
    assert_eq!((code, said.as_str(), &sheets[..5]), (Some(0), "", &b"%PDF-"[..]));
    let text = String::from_utf8_lossy(&sheets);
    assert!(text.contains("/S/Table/") && text.contains("/S/Figure/") && text.contains("/S/H2/"), "{text}");
    // Pages and tables are recognized by their content. Plain text may only be replaced by the same text, because anything else could be lost.
    assert_eq!(write("html", &["--set", "KR3=4"]).0, Some(0));
    let (code, _, other) = write("pdf", &["--set", "KR3=4"]);
    assert!(code == Some(0) && other != sheets);
    let (.., text) = write("md", &[]);
    assert_eq!(write("md", &[]).0, Some(0));
    let (code, said, kept) = write("md", &["--set", "KR3=4"]);
    assert!(code == Some(2) && said.contains("Ajoutez `--force`") && kept == text, "{said}");
    let (code, _, other) = write("md", &["--set", "KR3=4", "--force"]);
    assert!(code == Some(0) && other != text);
}

#[test]
fn everything_in_a_recording_stays_text_on_a_page() {
    let evil = DECK
        .replace("'Essai'", "'</title><script>alert(1)</script>'")
        .replace("'Un projet ?'", "\"```\\n<img src=x onerror=alert(1)>\"")
        .replace("['Oui', 'Non']", "['Oui', '\"]\\n[[series]]<b>']");
    let text = recording(&evil, "Lyon", [75, 60], [8, 4], [2, 4, 6]);
    let session = Session::of(&Recording::parse(&text).expect("it is a recording"));
    let words = pupitre::lang::choose([Some("fr")]);
    let markdown = document(&report(&[session], &Set::new(), words));
    let page = Form::Html.write("", &markdown, words, &Lacking::default()).expect("a page is written");
    let page = String::from_utf8(page).expect("it is text");
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"), "{page}");
    assert!(page.contains("&lt;/title&gt;") && page.contains("class=\"bars\""), "{page}");
    assert!(Form::Pdf.write("", &markdown, words, &Lacking::default()).is_ok());
}

#[test]
fn differently_worded_questions_are_not_added_up() {
    let folder = Folder::new();
    let other = DECK.replace("'Recommanderiez-vous ?'", "'Le diriez-vous à un collègue ?'");
    folder.write("a.jsonl", recording(&other, "Lyon", [75, 60], [8, 4], [9, 0, 0]));
    folder.write("b.jsonl", metz());
    let report = told(&[folder.path().to_str().unwrap(), "--lang", "en"]);
    assert!(report.contains("NPS +100 (n = 4)"), "{report}");
    assert!(report.contains("≠ worded differently in 1 more: not added up"), "{report}");
    assert!(report.contains("⚠ fewer than 8 answers"), "{report}");
}

#[test]
fn a_bundle_names_nobody_and_is_read_as_the_recordings_were() {
    let folder = Folder::new();
    let (one, other) = (folder.write("a.jsonl", lyon()), folder.write("b.jsonl", metz()));
    let bundle = folder.name("c.json");
    assert!(told(&[&one, &other, "--bundle", &bundle, "--set", "KR3=4", "--lang", "en"]).ends_with("  2 sessions\n"));
    let written = std::fs::read_to_string(&bundle).unwrap();
    for private in ["Lyon", "Metz", "18:00", "du temps"] {
        assert!(!written.contains(private), "{private} is in {written}");
    }
    let of_recordings = told(&[&one, &other, "--set", "KR3=4", "--lang", "en"]);
    let of_bundle = told(&[&bundle, "--lang", "en"]);
    let sums = |report: &str| report[report.find("NPS +50").unwrap()..].replace("• du temps\n", "");
    assert_eq!(sums(&of_bundle), sums(&of_recordings));
    let third = of_bundle.lines().find(|line| line.starts_with("KR3")).unwrap();
    assert!(third.ends_with("4  ✓ reached"), "{third}");
    let newer = folder.write("d.json", written.replace("{\"bundle\":1", "{\"bundle\":2"));
    let refused = pupitre(&["report", &newer]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("it uses version 2, but this program reads version 1."));
}

#[test]
fn a_bundle_from_elsewhere_may_say_anything() {
    let session = Session::of(&Recording::parse(&lyon()).unwrap());
    let text = Bundle::new(vec![session.clone(), session], Set::new()).text();
    let most = u64::MAX.to_string();
    let hostile = [
        text.replace("\"seconds\":60", &format!("\"seconds\":{most}"))
            .replace("[0,75,125]", &format!("[{most},{most},{most}]")),
        text.replace("[0,75,125]", "[1]").replace("\"section\":1", "\"section\":99"),
        text.replace("\"counts\":[2,4,6]", "\"counts\":[4294967295,4294967295,4294967295,1]")
            .replace("20", "4294967295"),
        text.replace("\"counts\":[2,10]", "\"counts\":[]").replace("\"slide\":2", "\"slide\":77"),
        text.replace("Essai", "\\u001b[2J\\u202e|`"),
    ];
    for text in hostile {
        let bundle = Bundle::parse(&text).unwrap();
        for words in pupitre::lang::ALL {
            let pieces = report(&bundle.sessions, &Set::new(), words);
            for told in [plain(&pieces), markdown(&pieces), csv(&bundle.sessions, &Set::new())] {
                assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told}");
            }
        }
    }
}

#[test]
fn rehearsals_are_left_out_if_there_are_shows() {
    let folder = Folder::new();
    let rehearsal = metz().replacen("\"at\":", "\"rehearsal\":true,\"at\":", 1);
    let (show, rehearsal) = (folder.write("a.jsonl", lyon()), folder.write("b.jsonl", rehearsal));
    let report = told(&[&show, &rehearsal, "--lang", "en"]);
    assert!(report.contains("Lyon") && report.contains("1 rehearsal is not counted."), "{report}");
    assert!(report.contains("NPS +33 (n = 12)"), "{report}");
    assert!(told(&[&rehearsal, "--lang", "en"]).contains("Metz!  (rehearsal)"));
}

#[test]
fn a_report_is_written_for_other_programs() {
    let folder = Folder::new();
    let path = folder.write("a.jsonl", lyon());
    let report: serde_json::Value =
        serde_json::from_str(&told(&[&path, "--format", "json", "--set", "KR3=4"])).unwrap();
    let deck = &report["decks"][0];
    assert_eq!(deck["sessions"][0]["slides"][1]["actual"], 75);
    assert_eq!(deck["questions"].as_array().unwrap().len(), 6);
    assert_eq!((&deck["questions"][2]["nps"], &deck["questions"][2]["n"]), (&33.into(), &12.into()));
    assert_eq!(deck["results"][2]["reached"], true);
    let csv = told(&[&path, "--format", "csv"]);
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(rows[0], "deck,session,place,rehearsal,what,id,name,planned,value");
    assert!(rows.contains(&"essai,2026-11-04 18:00,Lyon,no,seconds,2,Un sondage,60,75"), "{csv}");
    assert!(rows.contains(&"essai,2026-11-04 18:00,Lyon,no,answers,nps,9-10,,6"), "{csv}");
    assert!(rows.contains(&"essai,,,,result,KR1,Ils ont un projet,60 %,66.6"), "{csv}");
}

#[test]
fn a_spreadsheet_takes_no_words_for_a_formula() {
    let folder = Folder::new();
    let path = folder.write("a.jsonl", recording(DECK, "=1+2,\"x\"", [1, 1], [1, 1], [1, 1, 1]));
    assert!(told(&[&path, "--format", "csv"]).contains(",\"'=1+2,\"\"x\"\"\",no,"));
}

proptest! {
    /// Whatever the sessions and their order, a score is that of the summed counts.
    #[test]
    fn a_score_is_that_of_all_answers_together(groups in proptest::collection::vec(proptest::array::uniform3(0u32..50), 1..8)) {
        let sessions: Vec<Session> = groups.iter().map(|groups| {
            Session::of(&Recording::parse(&recording(DECK, "Lyon", [75, 60], [8, 4], *groups)).unwrap())
        }).collect();
        let report: serde_json::Value = serde_json::from_str(&json(&sessions, &Set::new())).unwrap();
        let all = groups.iter().fold([0; 3], |sum, it| [sum[0] + it[0], sum[1] + it[1], sum[2] + it[2]]);
        let nps = &report["decks"][0]["questions"][2];
        let counts: Vec<u64> = nps["counts"].as_array().unwrap().iter().map(|it| it["count"].as_u64().unwrap()).collect();
        prop_assert_eq!(&counts, &all.map(u64::from).to_vec());
        let n: u32 = all.iter().sum();
        let score = (n > 0).then(|| ((f64::from(all[2]) - f64::from(all[0])) * 100.0 / f64::from(n)).round() as i64);
        prop_assert_eq!(nps["nps"].as_i64(), score);
        let bundle = Bundle::new(sessions, Set::new());
        let read = Bundle::parse(&bundle.text()).unwrap();
        let of_bundle: serde_json::Value = serde_json::from_str(&json(&read.sessions, &Set::new())).unwrap();
        prop_assert_eq!(&of_bundle["decks"][0]["questions"], &report["decks"][0]["questions"]);
    }
}

#[test]
fn for_an_unknown_result_the_nearest_name_is_suggested() {
    let folder = Folder::new();
    let path = folder.write("a.jsonl", lyon());
    let refused = pupitre(&["report", &path, "--set", "KR=4"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let error = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(error, "error: no result is called \"KR\". Did you mean \"KR1\"?\n");
}
