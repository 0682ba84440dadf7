use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use roxmltree::{Document, Node};

use super::*;
use crate::block::{Colors, KINDS};
use crate::export::tests::{attacked, built_in, deck_of, read, with_job};

#[path = "../../../tests/it/common/package.rs"]
mod unpacking;

use unpacking::unpacked;

mod spoken;

const OWN: [&str; 3] = ["sensibilisation", "preparer", "tour"];

/// The parts of a file, by name.
type Parts = BTreeMap<String, Vec<u8>>;

fn parts(job: &Job) -> Parts {
    unpacked(&file(job)).into_iter().collect()
}

fn with_parts(name: &str, check: impl Fn(&Parts)) {
    with_job(&built_in(name), "aube", (80, 24), |job| check(&parts(&Job { notes: true, ..job })));
}

fn xml<'a>(parts: &'a Parts, name: &str) -> Document<'a> {
    let text = std::str::from_utf8(parts.get(name).unwrap_or_else(|| panic!("no {name}"))).expect("text");
    Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The XML parts whose names start like this, parsed.
fn all<'a>(parts: &'a Parts, start: &str) -> Vec<(&'a str, Document<'a>)> {
    let names =
        parts.keys().filter(|name| name.starts_with(start) && name.ends_with(".xml") && !name.contains("_rels"));
    names.map(|name| (name.as_str(), xml(parts, name))).collect()
}

fn named<'a, 'd: 'a>(document: &'a Document<'d>, name: &'static str) -> impl Iterator<Item = Node<'a, 'd>> {
    document.descendants().filter(move |node| node.tag_name().name() == name)
}

fn number(node: Node, name: &str) -> i64 {
    node.attribute(name).and_then(|it| it.parse().ok()).unwrap_or_else(|| panic!("{name} of {node:?}"))
}

/// The relationships of a part, by id: type, target, and whether that is external.
fn relations(parts: &Parts, name: &str) -> BTreeMap<String, (String, String, bool)> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let rels = format!("{folder}/_rels/{file}.rels");
    if !parts.contains_key(&rels) {
        return BTreeMap::new();
    }
    let document = xml(parts, &rels);
    let one = |it: Node| {
        let get = |name| it.attribute(name).unwrap_or_default().to_owned();
        let is_outside = it.attribute("TargetMode") == Some("External");
        let target = get("Target");
        let target = if is_outside { target } else { resolved(folder, &target) };
        let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
        (get("Id"), (kind, target, is_outside))
    };
    named(&document, "Relationship").map(one).collect()
}

/// A target relative to the folder of the part that refers to it.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in target.split('/') {
        if step == ".." { path.pop().map_or((), |_| ()) } else { path.push(step) }
    }
    path.join("/")
}

#[test]
fn each_part_has_a_plain_name_its_type_and_its_targets() {
    for name in OWN {
        with_parts(name, |parts| {
            let types = xml(parts, "[Content_Types].xml");
            let get = |kind, attribute| {
                named(&types, kind).filter_map(|it| it.attribute(attribute)).map(str::to_owned).collect::<BTreeSet<_>>()
            };
            let (own, endings) = (get("Override", "PartName"), get("Default", "Extension"));
            for part in parts.keys().filter(|it| *it != "[Content_Types].xml") {
                assert!(part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._".contains(&byte)), "{part}");
                let ending = part.rsplit('.').next().unwrap();
                let is_typed = own.contains(&format!("/{part}")) || ending != "xml" && endings.contains(ending);
                assert!(is_typed, "{part} has no type");
            }
            assert!(own.iter().all(|it| parts.contains_key(it.trim_start_matches('/'))));
            for part in parts.keys().filter(|it| it.ends_with(".xml") && *it != "[Content_Types].xml") {
                let relations = relations(parts, part);
                for (_, target, is_outside) in relations.values() {
                    assert!(*is_outside || parts.contains_key(target), "{part} leads to {target}");
                }
                for node in xml(parts, part).descendants() {
                    for attribute in
                        node.attributes().filter(|it| it.namespace().is_some_and(|it| it.ends_with("relationships")))
                    {
                        assert!(relations.contains_key(attribute.value()), "{part}: {:?}", attribute.value());
                    }
                }
            }
        });
    }
}

#[test]
fn shapes_have_numbers_of_their_own_stand_on_the_slide_and_say_what_they_show() {
    for name in OWN {
        with_parts(name, |parts| {
            for (part, slide) in all(parts, "ppt/slides/") {
                let mut ids = BTreeSet::new();
                for shape in named(&slide, "cNvPr") {
                    assert!(ids.insert(number(shape, "id")), "{part}: {shape:?}");
                    let is_shown = ["nvPicPr", "nvGrpSpPr"].contains(&shape.parent().unwrap().tag_name().name());
                    let is_chart = shape
                        .parent()
                        .unwrap()
                        .parent()
                        .unwrap()
                        .descendants()
                        .any(|it| it.tag_name().name() == "chart");
                    let alt = shape.attribute("descr");
                    let is_decoration = shape.descendants().any(|it| it.tag_name().name() == "decorative");
                    let needs = is_shown && number(shape, "id") > 1
                        || is_chart && shape.parent().unwrap().tag_name().name() == "nvGraphicFramePr";
                    assert!(!needs || is_decoration || alt.is_some_and(|alt| !alt.is_empty()), "{part}: {shape:?}");
                }
                for place in named(&slide, "xfrm").filter(|it| it.has_children()) {
                    let child = |name| place.children().find(|it| it.tag_name().name() == name).unwrap();
                    let (off, ext) = (child("off"), child("ext"));
                    let [mut x, mut y, mut width, mut height] =
                        [number(off, "x"), number(off, "y"), number(ext, "cx"), number(ext, "cy")];
                    if matches!(place.attribute("rot"), Some("5400000" | "16200000")) {
                        (x, y) = (x + (width - height) / 2, y + (height - width) / 2);
                        (width, height) = (height, width);
                    }
                    let slack = 100;
                    let is_inside = x >= -slack
                        && y >= -slack
                        && x + width <= emu(SLIDE.0) + slack
                        && y + height <= emu(SLIDE.1) + slack;
                    assert!(width >= 0 && height >= 0 && is_inside, "{part}: {x} {y} {width} {height}");
                }
                for target in named(&slide, "spTgt") {
                    assert!(ids.contains(&number(target, "spid")), "{part}: {target:?}");
                }
                let titles =
                    named(&slide, "ph").filter(|it| matches!(it.attribute("type"), Some("title" | "ctrTitle")));
                let titles: Vec<Node> = titles.collect();
                assert_eq!(titles.len(), 1, "{part} has a title");
                let shape = titles[0].ancestors().find(|it| it.tag_name().name() == "sp").unwrap();
                assert!(shape.descendants().any(|it| it.tag_name().name() == "t" && it.text().is_some()), "{part}");
            }
        });
    }
}

#[test]
fn tables_charts_sections_and_notes_are_what_their_readers_take_for_granted() {
    for name in OWN {
        with_parts(name, |parts| {
            for (part, slide) in all(parts, "ppt/slides/") {
                for table in named(&slide, "tbl") {
                    let count = |of: Node, name| of.children().filter(|it| it.tag_name().name() == name).count();
                    let grid = table.children().find(|it| it.tag_name().name() == "tblGrid").unwrap();
                    let rows = table.children().filter(|it| it.tag_name().name() == "tr");
                    assert!(rows.into_iter().all(|row| count(row, "tc") == count(grid, "gridCol")), "{part}");
                }
                let notes = relations(parts, part).values().filter(|(kind, ..)| kind == "notesSlide").count();
                assert!(notes <= 1, "{part}");
            }
            for (part, chart) in all(parts, "ppt/charts/") {
                let used: Vec<i64> = named(&chart, "axId").map(|it| number(it, "val")).collect();
                let (named_by_chart, axes) = used.split_at(2);
                assert_eq!(named_by_chart, axes, "{part}");
                let crossed: Vec<i64> = named(&chart, "crossAx").map(|it| number(it, "val")).collect();
                assert_eq!(crossed, [axes[1], axes[0]], "{part}");
                let book = relations(parts, part).into_values().next().expect("its workbook").1;
                let book = unpacked(&parts[&book]);
                assert!(book.iter().any(|(name, _)| name == "xl/worksheets/sheet1.xml"), "{part}");
                for (name, text) in &book {
                    assert!(Document::parse(std::str::from_utf8(text).unwrap()).is_ok(), "{part}: {name}");
                }
            }
            let all_of = xml(parts, "ppt/presentation.xml");
            let slides: Vec<i64> = named(&all_of, "sldIdLst")
                .next()
                .unwrap()
                .children()
                .map(|it| {
                    // The first of the two lists with this name is that of the slides.
                    number(it, "id")
                })
                .collect();
            let in_sections: Vec<i64> = named(&all_of, "section")
                .flat_map(|it| it.descendants())
                .filter(|it| it.tag_name().name() == "sldId")
                .map(|it| number(it, "id"))
                .collect();
            assert_eq!(slides, in_sections, "each slide is in a section, once and in order");
            let sections: Vec<&str> = named(&all_of, "section").filter_map(|it| it.attribute("id")).collect();
            assert_eq!(sections.len(), sections.iter().collect::<BTreeSet<_>>().len());
            assert!(named(&all_of, "notesMasterId").next().is_some());
            let theme = |part: &str| relations(parts, part).into_values().find(|it| it.0 == "theme").unwrap().1;
            assert_ne!(theme("ppt/slideMasters/slideMaster1.xml"), theme("ppt/notesMasters/notesMaster1.xml"));
            let master = xml(parts, "ppt/slideMasters/slideMaster1.xml");
            let mut ids: Vec<i64> = named(&master, "sldLayoutId").map(|it| number(it, "id")).collect();
            ids.extend(named(&all_of, "sldMasterId").map(|it| number(it, "id")));
            assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
        });
    }
}

/// Elements, with the order of their children in the schema.
const ORDERS: &[(&str, &[&str])] = &[
    ("sld", &["cSld", "clrMapOvr", "transition", "timing", "extLst"]),
    ("cSld", &["bg", "spTree", "custDataLst", "controls", "extLst"]),
    ("sp", &["nvSpPr", "spPr", "style", "txBody", "extLst"]),
    ("pic", &["nvPicPr", "blipFill", "spPr", "style", "extLst"]),
    ("cxnSp", &["nvCxnSpPr", "spPr", "style", "extLst"]),
    ("graphicFrame", &["nvGraphicFramePr", "xfrm", "graphic", "extLst"]),
    ("spPr", &["xfrm", "custGeom", "prstGeom", "noFill", "solidFill", "ln", "effectLst"]),
    ("ln", &["noFill", "solidFill", "prstDash", "round", "headEnd", "tailEnd"]),
    ("txBody", &["bodyPr", "lstStyle", "p"]),
    ("pPr", &["lnSpc", "spcBef", "spcAft", "buClr", "buFont", "buNone", "buAutoNum", "buChar", "defRPr"]),
    ("p", &["pPr", "br", "fld", "r", "endParaRPr"]),
    ("rPr", &["ln", "noFill", "solidFill", "highlight", "latin", "ea", "cs", "hlinkClick"]),
    ("tbl", &["tblPr", "tblGrid", "tr"]),
    ("tcPr", &["lnL", "lnR", "lnT", "lnB", "noFill", "solidFill"]),
    (
        "presentation",
        &["sldMasterIdLst", "notesMasterIdLst", "sldIdLst", "sldSz", "notesSz", "defaultTextStyle", "extLst"],
    ),
    ("sldMaster", &["cSld", "clrMap", "sldLayoutIdLst", "timing", "hf", "txStyles"]),
    ("chartSpace", &["date1904", "roundedCorners", "chart", "spPr", "txPr", "externalData"]),
    ("barChart", &["barDir", "grouping", "varyColors", "ser", "dLbls", "gapWidth", "overlap", "axId"]),
    ("lineChart", &["grouping", "varyColors", "ser", "dLbls", "marker", "smooth", "axId"]),
    ("pieChart", &["varyColors", "ser", "dLbls", "firstSliceAng"]),
    ("dPt", &["idx", "invertIfNegative", "marker", "bubble3D", "explosion", "spPr"]),
    ("ser", &["idx", "order", "tx", "spPr", "invertIfNegative", "marker", "dPt", "dLbls", "cat", "val", "smooth"]),
    (
        "dLbls",
        &[
            "dLbl", "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName",
            "showPercent", "showBubbleSize",
        ],
    ),
    (
        "valAx",
        &[
            "axId", "scaling", "delete", "axPos", "majorGridlines", "numFmt", "majorTickMark", "minorTickMark",
            "tickLblPos", "spPr", "txPr", "crossAx", "crosses", "crossBetween",
        ],
    ),
    (
        "catAx",
        &[
            "axId", "scaling", "delete", "axPos", "numFmt", "majorTickMark", "minorTickMark", "tickLblPos", "spPr",
            "txPr", "crossAx", "crosses", "auto", "lblAlgn", "lblOffset", "noMultiLvlLbl",
        ],
    ),
    ("scaling", &["logBase", "orientation", "max", "min"]),
];

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    for name in OWN {
        with_parts(name, |parts| {
            for (part, document) in all(parts, "ppt/") {
                for node in document.descendants() {
                    let Some((_, order)) = ORDERS.iter().find(|(name, _)| *name == node.tag_name().name()) else {
                        continue;
                    };
                    let children: Vec<&str> =
                        node.children().filter(Node::is_element).map(|it| it.tag_name().name()).collect();
                    let place = |it: &&str| order.iter().position(|known| known == it);
                    let places: Option<Vec<usize>> = children.iter().map(place).collect();
                    let places =
                        places.unwrap_or_else(|| panic!("{part}: {children:?} in {:?}", node.tag_name().name()));
                    // The runs of a paragraph may be in any order.
                    let is_mixed = node.tag_name().name() == "p";
                    assert!(is_mixed || places.is_sorted(), "{part}: {children:?} in {:?}", node.tag_name().name());
                }
            }
        });
    }
}

/// The text of a slide, of the slides it refers to, and of its notes.
fn words(parts: &Parts, page: usize) -> String {
    let name = format!("ppt/slides/slide{page}.xml");
    let mut said = String::new();
    let is_said = |it: &(String, String, bool)| ["chart", "notesSlide"].contains(&it.0.as_str());
    let charts = relations(parts, &name).into_values().filter(is_said).map(|it| it.1);
    for part in std::iter::once(name).chain(charts) {
        for node in xml(parts, &part).descendants() {
            if ["t", "v"].contains(&node.tag_name().name()) {
                said.push_str(node.text().unwrap_or_default());
            }
            if node.tag_name().name() == "p" {
                said.push(' ');
            }
            if let Some(alt) = node.attribute("descr") {
                let _ = write!(said, " {alt} ");
            }
        }
    }
    said
}

#[test]
fn the_words_of_every_slide_are_on_it() {
    for name in OWN {
        let deck = built_in(name);
        with_job(&deck, "aube", (80, 24), |job| {
            let parts = parts(&job);
            let colors = Colors::default();
            let context = deck.context(job.assets, &colors);
            for (page, placed) in (1..).zip(deck.slides()) {
                let said = words(&parts, page);
                let flat: String = said.split_whitespace().collect();
                let meaning = placed.slide.meaning(&context).words();
                let title = placed.slide.title.as_deref().unwrap_or_default();
                for word in meaning.split_whitespace().chain(title.split_whitespace()) {
                    // Bullets and dashes are drawn otherwise, or not at all, and signs in cells have no text.
                    let word = word.trim_matches(|char: char| !char.is_alphanumeric());
                    let mut signs = crate::lang::ALL.iter().flat_map(|words| words.signs);
                    let is_of_sign = signs.any(|(_, words)| words.split(' ').any(|it| it == word));
                    assert!(is_of_sign || flat.contains(word), "{name}, slide {page}: {word:?} is not in\n{said}");
                }
            }
        });
    }
}

#[test]
fn each_kind_of_block_is_written_as_what_it_is() {
    let deck = built_in("tour");
    with_job(&deck, "aube", (80, 24), |job| {
        let parts = parts(&job);
        let all: String = parts
            .iter()
            .filter(|(name, _)| name.contains("slides/slide"))
            .map(|(_, it)| String::from_utf8_lossy(it))
            .collect();
        let written = |kind: &str| match kind {
            "cards" => "name=\"Card ",
            "callout" | "quiz" => "name=\"Note ",
            "quote" => "name=\"Quote ",
            "code" => "name=\"Code ",
            "chart" => "<c:chart ",
            "diagram" => "<a:stCxn ",
            "qr" => "<p:pic>",
            "compare" | "matrix" | "timeline" => "<a:tbl>",
            "checklist" => "char=\"☐\"",
            "poll" => "<a:buAutoNum type=\"arabicPeriod\"",
            "columns" | "course" | "definition" | "image" | "number" | "open" | "rating" | "silence" | "text"
            | "write" => "<a:t>",
            other => panic!("say here how \"{other}\" is written"),
        };
        for kind in KINDS {
            assert!(all.contains(written(kind)), "{kind}");
        }
    });
}

#[test]
fn what_a_deck_says_is_text_whatever_it_says() {
    let attack = "\\\"'><a:t>x</a:t><script>alert(1)</script>]]>&#60;b> \\u001b[2J\\u202e\\u0001";
    let links = "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](https://a.fr/\"'<>?a&b) [d](#nowhere)";
    with_job(&attacked(attack, links), "aube", (80, 24), |job| {
        let parts = parts(&Job { notes: true, lessons: true, ..job });
        let mut outside = BTreeSet::new();
        for (part, document) in all(&parts, "") {
            assert!(named(&document, "script").next().is_none(), "{part}");
            let text = String::from_utf8_lossy(&parts[part]);
            let is_bad = |char: char| char.is_control() && char != '\n' || char == '\u{202e}';
            assert!(!text.contains(is_bad), "{part}");
            for (_, target, is_outside) in relations(&parts, part).into_values() {
                outside.extend(is_outside.then_some(target));
            }
        }
        let schemes = ["https:", "http:", "mailto:", "tel:"];
        assert!(outside.iter().all(|it| schemes.iter().any(|scheme| it.starts_with(scheme))), "{outside:?}");
        assert!(outside.iter().any(|it| it.starts_with("https://a.fr/")));
    });
}

#[test]
fn notes_and_lessons_are_in_the_file_only_where_they_are_asked_for() {
    let slide =
        "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nnotes = 'Dire **bonjour**.'\nlesson = 'Lire.'";
    with_job(&read(slide), "aube", (80, 24), |job| {
        let said = |notes, lessons| {
            let parts = parts(&Job { notes, lessons, slides: vec![0], ..job });
            let notes = parts.get("ppt/notesSlides/notesSlide1.xml").map(|it| String::from_utf8_lossy(it).into_owned());
            notes.map(|it| ["bonjour", "Lire.", "Cours"].map(|word| it.contains(word)))
        };
        assert_eq!((said(false, false), said(true, false)), (None, Some([true, false, false])));
        assert_eq!((said(false, true), said(true, true)), (Some([false, true, false]), Some([true; 3])));
    });
}

#[test]
fn the_file_is_the_same_each_time_and_known_by_its_mark() {
    with_job(&built_in("sensibilisation"), "nuit", (80, 24), |job| {
        let one = file(&job);
        assert!(one == file(&job));
        let mark = MARK.as_bytes();
        assert!(one[..4096].windows(mark.len()).any(|it| it == mark));
    });
}

#[test]
fn what_comes_later_comes_at_a_click_and_links_lead_to_slides() {
    let text = "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nreveal = \"items\"\nbody = '''\n- un\n- [deux](#b)\n- [trois](https://a.fr)\n'''\n\
        [[section]]\ntitle = \"t\"\nappendix = true\n[[section.slide]]\nid = \"b\"\ntitle = \"Deux\"\nbody = 'x'";
    with_job(&read(text), "aube", (80, 24), |job| {
        let parts = parts(&job);
        let slide = xml(&parts, "ppt/slides/slide1.xml");
        let shown: Vec<i64> = named(&slide, "pRg").map(|it| number(it, "st")).collect();
        assert_eq!(shown, [1, 2]);
        let jumps = named(&slide, "hlinkClick").filter(|it| it.attribute("action") == Some("ppaction://hlinksldjump"));
        assert_eq!((jumps.count(), named(&slide, "hlinkClick").count()), (1, 2));
        let targets: BTreeSet<String> =
            relations(&parts, "ppt/slides/slide1.xml").into_values().map(|it| it.1).collect();
        assert!(targets.contains("ppt/slides/slide2.xml") && targets.contains("https://a.fr"), "{targets:?}");
        // The appendix is reached only by jumps.
        assert_eq!(xml(&parts, "ppt/slides/slide2.xml").root_element().attribute("show"), Some("0"));
        let alone = Job { slides: vec![1], ..job };
        let alone = super::tests::parts(&alone);
        assert_eq!(xml(&alone, "ppt/slides/slide1.xml").root_element().attribute("show"), None);
    });
}

#[test]
fn the_colors_of_the_theme_are_those_of_the_file() {
    with_job(&deck_of(&["**un**"]), "aube", (80, 24), |job| {
        let parts = parts(&job);
        let theme = xml(&parts, "ppt/theme/theme1.xml");
        let color = |name| {
            named(&theme, name).next().and_then(|it| it.first_element_child()).and_then(|it| it.attribute("val"))
        };
        assert_eq!((color("lt1"), color("accent1")), (Some("FCF7EE"), Some("3F3CB1")));
        let slide = xml(&parts, "ppt/slides/slide1.xml");
        assert!(named(&slide, "schemeClr").count() > named(&slide, "srgbClr").count());
        assert!(named(&slide, "r").all(|it| it.descendants().any(|it| it.attribute("lang").is_some())));
    });
}

#[test]
fn more_than_a_slide_holds_is_written_smaller_and_stays_on_it() {
    let body = "Une phrase de quelques mots.\n\n".repeat(40);
    with_job(&deck_of(&["un", &body]), "aube", (80, 24), |job| {
        let parts = parts(&job);
        let size = |page: usize| {
            let slide = xml(&parts, &format!("ppt/slides/slide{page}.xml"));
            let level = named(&slide, "lvl1pPr").next().unwrap();
            number(level.descendants().find(|it| it.tag_name().name() == "defRPr").unwrap(), "sz")
        };
        assert_eq!(size(1), 2400);
        assert!((500..900).contains(&size(2)), "{}", size(2));
    });
}

#[test]
fn a_pie_is_a_pie_with_a_color_for_each_slice_and_shares() {
    let pie =
        "```chart alt=\"x\"\ntype = \"pie\"\nlabels = [\"a\", \"b\", \"c\"]\n[[series]]\nvalues = [500, 250, 250]\n```";
    with_job(&deck_of(&[pie]), "aube", (80, 24), |job| {
        let parts = parts(&job);
        let (_, chart) = all(&parts, "ppt/charts/").pop().expect("a chart");
        let children = |name| -> Vec<&str> {
            let node = named(&chart, name).next().unwrap();
            node.children().filter(Node::is_element).map(|it| it.tag_name().name()).collect()
        };
        assert_eq!(children("pieChart"), ["varyColors", "ser", "firstSliceAng"]);
        assert_eq!(children("ser"), ["idx", "order", "tx", "spPr", "dPt", "dPt", "dPt", "dLbls", "cat", "val"]);
        let colors: BTreeSet<&str> =
            named(&chart, "dPt").flat_map(|it| it.descendants()).filter_map(|it| it.attribute("val")).collect();
        assert!(colors.len() >= 3, "{colors:?}");
        let shown = |name| named(&chart, name).next().and_then(|it| it.attribute("val")).unwrap_or_default().to_owned();
        assert_eq!([shown("showPercent"), shown("showVal"), shown("legendPos")], ["1", "0", "r"]);
        assert_eq!(named(&chart, "axId").count(), 0);
    });
}
