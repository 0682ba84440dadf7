//! PowerPoint presentations: the resulting slides, the messages, and that no archive does harm.

use std::fs;
use std::path::Path;

use expect_test::expect_file;
use proptest::prelude::*;
use pupitre::assets::Assets;
use pupitre::canonical;
use pupitre::deck;
use pupitre::diagnostic::Severity;
use pupitre::import::pptx::pptx;
use pupitre::import::{Fate, Imported, Wanted};

use crate::common::checking::run;
use crate::common::pptx::{DOT, Deck, arrow, body, escaped, frame, paragraph, picture, place, shape, text_box, title};
use crate::common::{Folder, pupitre};

/// The messages, one per line.
fn said(imported: &Imported) -> String {
    let original = imported.source.original().expect("it was made out of a file");
    let line = |it: &pupitre::import::Loss| {
        format!("{} {} × {} (slide {})\n", it.fate.name(), it.count, it.what, original.place(it.first.start).line)
    };
    imported.losses.iter().map(line).collect()
}

/// Asserts that a deck is canonical and reads without mistakes.
fn assert_sound(imported: &Imported) {
    let text = &imported.source.text;
    assert_eq!(canonical::form(text).as_ref(), Some(text), "it is not canonical");
    let (_, found) = deck::read(&imported.source);
    let errors: Vec<_> = found.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
}

/// The text of a deck after its head; checks the deck first.
fn slides(deck: &Deck) -> String {
    let imported = deck.imported();
    assert_sound(&imported);
    let text = &imported.source.text;
    text[text.find("[[section.slide]]").expect("a slide")..].to_owned()
}

#[test]
fn a_presentation_becomes_a_deck() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let bytes = fs::read(folder.join("pptx-1.pptx")).expect("the case");
    let wanted = Wanted { media: Some("pptx-1-media".to_owned()), ..Wanted::default() };
    let imported = pptx("pptx-1.pptx", &bytes, &wanted).expect("it can be read");
    assert_sound(&imported);
    expect_file![folder.join("pptx-1.toml")].assert_eq(&imported.source.text);
    expect_file![folder.join("pptx-1.said")].assert_eq(&said(&imported));
    assert_eq!(imported.files.len(), 1);
    assert_eq!(imported.files[0].name, "pptx-1-media/image1.png");
}

#[test]
fn sections_hidden_slides_and_links_between_slides_stay() {
    let link = "<a:p><a:r><a:rPr><a:hlinkClick r:id='r1' action='ppaction://hlinksldjump'/></a:rPr><a:t>there</a:t></a:r>\
        <a:r><a:rPr><a:hlinkClick r:id='r2'/></a:rPr><a:t>web</a:t></a:r></a:p>";
    let deck = Deck::default()
        .section("Default Section")
        .slide(&(title("One") + &body(link)), &[("slide", "slide3.xml"), ("hyperlink", "https://a.b/c")])
        .section("Second part")
        .whole_slide("show='0'", &title("Kept out"), "", &[])
        .slide(&(title("Two") + &body(&paragraph("x"))), &[]);
    let imported = deck.imported();
    assert_sound(&imported);
    let text = &imported.source.text;
    assert!(text.contains("- [there](#two)[web](https://a.b/c)"), "{text}");
    assert!(text.contains("[[section]]\ntitle = \"One\"\n\n[[section.slide]]\ntitle = \"One\"\n"), "{text}");
    assert!(
        text.contains("[[section]]\ntitle = \"Second part\"\n\n[[section.slide]]\nid = \"two\"\ntitle = \"Two\""),
        "{text}"
    );
    assert!(text.contains("appendix = true\n\n[[section.slide]]\ntitle = \"Kept out\"\n"), "{text}");
    assert!(
        said(&imported).contains("changed 1 × hidden slides moved to the appendix (slide 2)"),
        "{}",
        said(&imported)
    );
}

#[test]
fn lists_keep_their_animation_and_notes_stay_notes() {
    let timing = "<p:transition/><p:timing><p:cTn presetClass='entr'><p:spTgt spid='2'/></p:cTn>\
        <p:bldLst><p:bldP spid='2' build='p'/></p:bldLst></p:timing>";
    let notes = "<p:notes xmlns:p='p' xmlns:a='a'><p:sp><p:nvSpPr><p:cNvPr id='1'/><p:nvPr><p:ph type='body'/></p:nvPr></p:nvSpPr>\
        <p:txBody><a:p><a:r><a:t>Say it.</a:t></a:r></a:p><a:p><a:r><a:t>Then wait.</a:t></a:r></a:p></p:txBody></p:sp></p:notes>";
    let deck = Deck::default()
        .whole_slide(
            "",
            &(title("T") + &body(&(paragraph("a") + &paragraph("b")))),
            timing,
            &[("notesSlide", "../n.xml")],
        )
        .part("ppt/n.xml", notes);
    assert_eq!(
        slides(&deck),
        "[[section.slide]]\ntitle = \"T\"\nreveal = \"items\"\nnotes = '''\nSay it.\n\nThen wait.\n'''\nbody = '''\n- a\n- b\n'''\n"
    );
    assert_eq!(
        said(&deck.imported()),
        "lost 1 × transitions (slide 1)\nlost 1 × colors, fonts and positions: the deck uses a theme of its own (slide 1)\n"
    );
}

#[test]
fn pictures_go_beside_the_deck_under_names_of_ours() {
    let evil = "../../../../evil.png";
    let deck = Deck::default()
        .slide(
            &(title("T")
                + &picture("r1", "A pond", (0, 300, 900, 300))
                + &picture("r2", "IMG_1.png", (0, 700, 200, 200))),
            &[("image", evil), ("image", "../media/con.png")],
        )
        .slide(&(title("U") + &picture("r1", "", (0, 300, 900, 300))), &[("image", evil)])
        .slide(&(title("V") + &picture("r1", "A map", (0, 300, 900, 300))), &[("image", "../media/x.emf")])
        .part("evil.png", DOT)
        .part("ppt/media/con.png", [DOT, b"x"].concat())
        .part("ppt/media/x.emf", b"emf");
    let imported = deck.imported();
    assert_sound(&imported);
    let names: Vec<&str> = imported.files.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["media/image1.png", "media/image2.png"], "no name out of the archive is used");
    let text = &imported.source.text;
    assert!(text.contains("![A pond](media/image1.png)"), "{text}");
    assert!(
        text.contains("```image file=\"media/image2.png\" alt=\"IMG\\_1.png\" width=20")
            || text.contains("alt=\"IMG_1.png\" width=20"),
        "{text}"
    );
    assert!(text.contains("todo = \"say what image1.png shows\""), "{text}");
    assert!(text.contains("todo = \"save x.emf as a PNG beside the deck\"\nbody = '''\nA map\n'''"), "{text}");
    let said = said(&imported);
    assert!(said.contains("todo 1 × pictures without a description (slide 2)"), "{said}");
    assert!(said.contains("todo 1 × pictures in formats that cannot be shown (EMF, WMF, TIFF) (slide 3)"), "{said}");
    let nowhere = pptx("talk.pptx", &deck.bytes(), &Wanted::default()).expect("it can be read");
    assert!(nowhere.files.is_empty() && nowhere.losses.iter().any(|it| it.what == "pictures in the file"));
}

#[test]
fn tables_keep_their_cells() {
    let cell = |about: &str, words: &str| format!("<a:tc {about}><a:txBody>{}</a:txBody></a:tc>", paragraph(words));
    let row = |cells: &[String]| format!("<a:tr>{}</a:tr>", cells.concat());
    let table =
        [row(&[cell("", "a|b"), cell("", "*c*")]), row(&[cell("gridSpan='2'", "wide"), cell("hMerge='1'", "")])];
    let deck =
        Deck::default().slide(&(title("T") + &frame("table", &format!("<a:tbl>{}</a:tbl>", table.concat()))), &[]);
    assert!(slides(&deck).contains("| a\\|b | \\*c\\* |\n|---|---|\n| wide |  |\n"), "{}", slides(&deck));
    assert!(said(&deck.imported()).contains("changed 1 × merged table cells"));
    let table = [
        row(&[cell("", ""), cell("", "")]),
        row(&[cell("gridSpan='2'", "wide"), cell("hMerge='1'", ""), cell("", "")]),
        row(&[cell("", "a"), cell("", "b"), cell("", "c")]),
    ];
    let deck =
        Deck::default().slide(&(title("T") + &frame("table", &format!("<a:tbl>{}</a:tbl>", table.concat()))), &[]);
    assert!(slides(&deck).contains("| wide | wide | 3 |\n|---|---|---|\n| a | b | c |\n"), "{}", slides(&deck));
    assert!(said(&deck.imported()).contains("changed 1 × table columns without a name got their number"));
}

fn chart(plot: &str, format: &str, values: &[&str]) -> String {
    let points = |values: &[&str]| -> String {
        values.iter().enumerate().map(|(at, it)| format!("<c:pt idx='{at}'><c:v>{it}</c:v></c:pt>")).collect()
    };
    format!(
        "<c:chartSpace xmlns:c='c' xmlns:a='a'><c:chart><c:title><a:t>Riders</a:t></c:title><c:plotArea><c:{plot}>\
         <c:ser><c:tx><c:strCache><c:pt idx='0'><c:v>North</c:v></c:pt></c:strCache></c:tx>\
         <c:cat><c:strCache>{}</c:strCache></c:cat><c:val><c:numCache><c:formatCode>{format}</c:formatCode>{}</c:numCache></c:val>\
         </c:ser></c:{plot}></c:plotArea></c:chart></c:chartSpace>",
        points(&["Mon", "Tue"]),
        points(values)
    )
}

#[test]
fn charts_keep_their_figures() {
    let deck = |part: String| {
        let frame = frame("chart", "<c:chart r:id='r1'/>");
        Deck::default().slide(&(title("T") + &frame), &[("chart", "../charts/c.xml")]).part("ppt/charts/c.xml", part)
    };
    let drawn = slides(&deck(chart("barChart", "General", &["1", "2.50"])));
    assert!(
        drawn.contains(
            "```chart alt=\"Riders\"\ntype = \"bar\"\nlabels = [\"Mon\", \"Tue\"]\n\n\
             [[series]]\nname = \"North\"\nvalues = [1, 2.5]\n```"
        ),
        "{drawn}"
    );
    assert!(drawn.contains("todo = \"say what the chart shows\""), "{drawn}");
    let shares = slides(&deck(chart("lineChart", "0%", &["0.07", "1"])));
    assert!(
        shares.contains("type = \"line\"") && shares.contains("unit = \"%\"") && shares.contains("values = [7, 100]"),
        "{shares}"
    );
    for (plot, values) in [("scatterChart", &["1", "2"][..]), ("barChart", &["1"])] {
        let table = slides(&deck(chart(plot, "General", values)));
        assert!(table.contains("| Riders | North |\n|---|---|\n| Mon | 1 |\n"), "{plot}: {table}");
    }
    let pie = deck(chart("pieChart", "General", &["1", "2"])).imported();
    assert!(pie.source.text.contains("type = \"pie\"") && !said(&pie).contains("changed"), "{}", said(&pie));
    let ring = deck(chart("doughnutChart", "General", &["1", "2"])).imported();
    assert!(said(&ring).contains("changed 1 × ring charts became pies"), "{}", said(&ring));
    let below = deck(chart("pieChart", "General", &["1", "-2"])).imported();
    assert!(said(&below).contains("changed 1 × pie charts became bars"), "{}", said(&below));
}

#[test]
fn boxes_with_arrows_and_smart_art_are_diagrams() {
    let boxes = text_box(11, (0, 400, 200, 100), &paragraph("Ask \"why\""))
        + &text_box(12, (400, 400, 200, 100), &paragraph("Answer"))
        + &text_box(13, (0, 700, 900, 100), &paragraph("Beside it"))
        + &arrow(11, 12);
    let drawn = slides(&Deck::default().slide(&(title("T") + &boxes), &[]));
    assert!(
        drawn.contains("graph LR\n  n1[\"Ask 'why'\"]\n  n2[\"Answer\"]\n  n1 --> n2\n```\n\nBeside it\n"),
        "{drawn}"
    );
    assert!(drawn.contains("alt=\"Ask 'why', Answer\""), "{drawn}");
    let point = |id: &str, words: &str| format!("<dgm:pt modelId='{id}'><dgm:t>{}</dgm:t></dgm:pt>", paragraph(words));
    let data = format!(
        "<dgm:dataModel xmlns:dgm='dgm' xmlns:a='a'><dgm:ptLst><dgm:pt modelId='d' type='doc'><dgm:prSet loCatId='process'/></dgm:pt>{}{}\
         </dgm:ptLst><dgm:cxnLst><dgm:cxn srcId='d' destId='x' srcOrd='0'/><dgm:cxn srcId='d' destId='y' srcOrd='1'/></dgm:cxnLst></dgm:dataModel>",
        point("x", "Sow"),
        point("y", "Reap")
    );
    let art = frame("diagram", "<dgm:relIds r:dm='r1'/>");
    let deck = Deck::default().slide(&(title("T") + &art), &[("diagramData", "../d.xml")]).part("ppt/d.xml", data);
    assert!(slides(&deck).contains("n1[\"Sow\"]\n  n2[\"Reap\"]\n  n1 --> n2"), "{}", slides(&deck));
    assert!(said(&deck.imported()).contains("changed 1 × SmartArt became diagrams (slide 1)"));
}

#[test]
fn boxes_side_by_side_become_columns_and_code_stays_code() {
    let code = "<a:p><a:r><a:rPr><a:latin typeface='Consolas'/></a:rPr><a:t>let x = 1; // *</a:t></a:r></a:p>";
    let shapes = title("T")
        + &text_box(11, (0, 300, 400, 500), &(paragraph("Left") + &paragraph("more of it")))
        + &text_box(12, (500, 300, 400, 500), code);
    assert_eq!(
        slides(&Deck::default().slide(&shapes, &[])),
        "[[section.slide]]\ntitle = \"T\"\n\n[[section.slide.block]]\nkind = \"columns\"\ncolumns = ['''\nLeft\n\nmore of it\n''', '''\n\
         ```\nlet x = 1; // *\n```\n''']\n"
    );
}

#[test]
fn a_text_at_the_top_becomes_the_title_if_there_is_none() {
    let shapes =
        text_box(12, (0, 400, 900, 200), &paragraph("Below")) + &text_box(11, (0, 50, 900, 100), &paragraph("Above"));
    assert!(slides(&Deck::default().slide(&shapes, &[])).starts_with("[[section.slide]]\ntitle = \"Above\"\n"));
    let low = text_box(12, (0, 400, 900, 200), &paragraph("Below"));
    let deck = Deck::default().slide(&title("One"), &[]).slide(&low, &[]).slide("", &[]);
    assert!(slides(&deck).contains("title = \"One (2)\"\ntodo = \"give the slide a title\""), "{}", slides(&deck));
    assert!(said(&deck.imported()).contains("lost 1 × empty slides (slide 3)"));
}

#[test]
fn films_objects_ink_and_comments_are_reported() {
    let film = "<p:pic><p:nvPicPr><p:cNvPr id='3'/><p:nvPr><a:videoFile r:link='r1'/></p:nvPr></p:nvPicPr>\
        <p:blipFill><a:blip r:embed='r9'/></p:blipFill></p:pic>";
    let object = frame("ole", "<p:oleObj progId='Excel.Sheet.12'/>");
    let hidden = shape(5, "", "", &paragraph("unseen")).replace("name='x'", "hidden='1'");
    let behind = "<p:timing><p:cTn presetClass='emph'><p:spTgt spid='1'/></p:cTn></p:timing>";
    let deck = Deck::default().whole_slide(
        "",
        &(title("T") + film + &object + "<p:contentPart/>" + &hidden),
        behind,
        &[("video", "https://v.w/x"), ("comments", "../comments/c.xml")],
    );
    let imported = deck.imported();
    assert_sound(&imported);
    let said = said(&imported);
    for line in [
        "todo 1 × objects of other programs (slide 1)",
        "lost 1 × ink (slide 1)",
        "lost 1 × hidden shapes (slide 1)",
        "lost 1 × comments of reviewers (slide 1)",
        "lost 1 × animations (slide 1)",
        "lost 1 × videos and sounds (slide 1)",
        "lost 1 × pictures that are not in the file (slide 1)",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(imported.source.text.contains("put a picture in place of the object (Excel)"), "{}", imported.source.text);
    assert!(imported.source.text.contains("[https://v.w/x](https://v.w/x)"), "{}", imported.source.text);
}

#[test]
fn a_presentation_is_imported_at_the_command_line() {
    let folder = Folder::new();
    let deck = Deck::default()
        .slide(&(title("One") + &picture("r1", "A pond", (0, 300, 900, 300))), &[("image", "../media/a.png")])
        .part("ppt/media/a.png", DOT);
    fs::write(folder.path().join("talk.pptx"), deck.bytes()).expect("a file");
    let import = |words: &[&str]| {
        let words: Vec<&str> = [&["import"], words].concat();
        crate::common::checking::Ran::from(pupitre(&words).current_dir(folder.path()).output().expect("it runs"))
    };
    let ran = import(&["talk.pptx"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert!(
        ran.err.starts_with("talk.pptx: PowerPoint (an archive with slides), 1 slide -> talk.toml\n"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("changed  pictures are written beside the deck (slide 1)"), "{}", ran.err);
    assert_eq!(fs::read(folder.path().join("talk-media/image1.png")).expect("the picture"), DOT);
    let checked = run(&["check", &folder.path().join("talk.toml").display().to_string()]);
    assert!(!checked.out.contains("error"), "{}", checked.out);
    fs::write(folder.path().join("talk-media/image1.png"), "mine").expect("a file");
    let ran = import(&["talk.pptx"]);
    assert!(ran.code == Some(2) && ran.err.contains("image1.png\" already exists"), "{}", ran.err);
    let ran = import(&["talk.pptx", "--force", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["imports"][0]["dialect"], "powerpoint");
    assert_eq!(report["imports"][0]["files"][0], "talk-media/image1.png");
    assert_eq!(report["imports"][0]["losses"][0]["slide"], 1);
    let ran = import(&["talk.pptx", "--from", "marp"]);
    assert!(ran.code == Some(2) && ran.err.contains("leave them out"), "{}", ran.err);
    for command in ["present", "check"] {
        let ran = run(&[command, &folder.path().join("talk.pptx").display().to_string()]);
        assert!(
            ran.code == Some(2) && (ran.err.clone() + &ran.out).contains("onvert it first: pupitre import"),
            "{command}: {}{}",
            ran.err,
            ran.out
        );
    }
    fs::write(folder.path().join("broken.pptx"), "PK\u{3}\u{4} no").expect("a file");
    let ran = import(&["broken.pptx"]);
    assert!(
        ran.code == Some(2)
            && ran.err.contains("\"broken.pptx\" is not a whole ZIP archive. Copy or download it again."),
        "{}",
        ran.err
    );
    let ran = import(&["."]);
    assert!(
        ran.code == Some(2) && ran.err.contains("talk.pptx: PowerPoint") && ran.err.contains("broken.pptx"),
        "{}",
        ran.err
    );
}

#[test]
fn missing_values_are_taken_from_layout_and_master() {
    let holder = |kind: &str, style: &str| {
        format!("<p:sp><p:nvSpPr><p:cNvPr id='1'/><p:nvPr>{kind}</p:nvPr></p:nvSpPr><p:spPr>{style}</p:spPr></p:sp>")
    };
    let spaces = "xmlns:p='p' xmlns:a='a'";
    let master = format!(
        "<p:sldMaster {spaces}><p:cSld><p:spTree/></p:cSld><p:txStyles><p:bodyStyle><a:lvl1pPr><a:buChar/></a:lvl1pPr></p:bodyStyle>\
         </p:txStyles></p:sldMaster>"
    );
    let layout = format!(
        "<p:sldLayout {spaces} type='twoObj'><p:cSld><p:spTree>{}{}</p:spTree></p:cSld></p:sldLayout>",
        holder("<p:ph idx='1'/>", &place("a", (0, 200, 450, 700))),
        holder("<p:ph idx='2'/>", &place("a", (500, 200, 450, 700)))
    );
    let relations = |target: &str, kind: &str| {
        format!("<Relationships><Relationship Id='x' Type='t/{kind}' Target='{target}'/></Relationships>")
    };
    let shapes = title("T")
        + &shape(2, "<p:ph idx='2'/>", "", &paragraph("right"))
        + &shape(3, "<p:ph idx='1'/>", "", &paragraph("left"));
    let deck = Deck::default()
        .slide(&shapes, &[("slideLayout", "../slideLayouts/l.xml")])
        .part("ppt/slideLayouts/l.xml", layout)
        .part("ppt/slideLayouts/_rels/l.xml.rels", relations("../m.xml", "slideMaster"))
        .part("ppt/m.xml", master);
    assert!(slides(&deck).ends_with("columns = ['''\n- left\n''', '''\n- right\n''']\n"), "{}", slides(&deck));
}

/// Text containing characters that mean something in Markdown, in TOML or to the import.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zéß]{1,6}".boxed(),
        2 => prop::sample::select(vec![
            "*", "**", "_", "`", "```", "#", "##", "- ", "+", ">", "1.", "12)", "|", "---", "===", "==", "$", "<b>", "</b>", "<!--", "-->",
            "&amp;", "&", "[", "]", "](", "[^1]", "[^1]:", "![", "{#x}", "{.y}", ":::", ":", "~~", "\\", "'''", "\"\"\"", "\"", "'", "[x] ",
            "{{ ", " }}", "\u{b}", "\t", "https://a.b/c_d", "%", "^", "~~~", "<br>", "[!NOTE]", ". . .", "???", "=", "  ", "\u{202e}",
        ]).prop_map(str::to_owned).boxed(),
    ];
    prop::collection::vec((piece, prop::bool::ANY), 1..7)
        .prop_map(|all| all.into_iter().map(|(text, space)| if space { text + " " } else { text }).collect())
}

fn words(text: &str) -> Vec<String> {
    let is_letter = |char: char| char.is_ascii_lowercase() || "éß".contains(char);
    text.split(|char| !is_letter(char)).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(7),
        ..Default::default()
    })]

    #[test]
    fn each_word_of_a_slide_is_in_the_deck(
        head in line(),
        paragraphs in prop::collection::vec((line(), 0_u8..5, 0_u8..3), 0..6),
        cells in prop::collection::vec(line(), 0..4),
        notes in line(),
    ) {
        let one = |(words, style, level): &(String, u8, u8)| {
            let code = "<a:rPr><a:latin typeface='Courier'/></a:rPr>";
            let style = ["", "<a:rPr b='1'/>", "<a:rPr i='1' strike='sng'/>", code, ""][usize::from(*style)];
            format!("<a:p><a:pPr lvl='{level}'/><a:r>{style}<a:t>{}</a:t></a:r><a:r><a:t> end</a:t></a:r></a:p>", escaped(words))
        };
        let table: String = cells.iter().map(|it| format!("<a:tr><a:tc><a:txBody>{}</a:txBody></a:tc></a:tr>", paragraph(it))).collect();
        let all: String = paragraphs.iter().map(one).collect();
        let free = text_box(5, (0, 700, 900, 100), &paragraphs.iter().map(|(words, ..)| paragraph(words)).collect::<String>());
        let shapes = title(&head) + &body(&all) + &free + &frame("table", &format!("<a:tbl>{table}</a:tbl>"));
        let note = format!("<p:notes xmlns:p='p' xmlns:a='a'>{}</p:notes>", shape(1, "<p:ph type='body'/>", "", &paragraph(&notes)));
        let deck = Deck::default().slide(&shapes, &[("notesSlide", "../n.xml")]).part("ppt/n.xml", note);
        let imported = deck.imported();
        assert_sound(&imported);
        let shown = deck::read(&imported.source).0.prose(&Assets::default(), true).plain(10_000);
        let kept = words(&shown);
        let given = [&head, &notes].into_iter().chain(paragraphs.iter().map(|(words, ..)| words)).chain(&cells);
        for word in given.flat_map(|it| words(&it.replace("<br>", " ").replace("<b>", " ").replace("</b>", " ").replace("&amp;", " "))) {
            let lost = imported.losses.iter().any(|it| it.fate == Fate::Lost && it.what.contains("comment"));
            prop_assert!(kept.contains(&word) || lost, "{word} of\n{}", imported.source.text);
        }
    }
}
