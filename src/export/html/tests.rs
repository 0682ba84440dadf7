use std::collections::BTreeSet;

use super::*;
use crate::block::KINDS;
use crate::export::tests::{attacked, built_in, deck_of, read, with_job};
use crate::export::{FORMATS, Format};

const OWN: [&str; 3] = ["sensibilisation", "preparer", "tour"];

/// A tag: its name and its attributes. The name of a closing tag starts with `/`.
type Tag = (String, Vec<(String, String)>);

/// The tags of a page in order, without the content of its script and style.
fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a page begins with its type");
    while let Some(at) = rest.find('<') {
        let (tag, after) = rest[at + 1..].split_once('>').expect("what is opened is closed");
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        tags.push((name.to_owned(), attributes_of(attributes)));
        rest = match name {
            "script" | "style" => &after[after.find("</").expect("it ends")..],
            _ => after,
        };
    }
    tags
}

fn attributes_of(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(after) => after.split_once('"').expect("a value has its quotes"),
            None => ("", after),
        };
        attributes.push((name.to_owned(), value.to_owned()));
        rest = after.trim_start();
    }
    attributes
}

fn value<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.1.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn with_page(name: &str, check: impl Fn(&str)) {
    with_job(&built_in(name), "aube", (80, 24), |job| check(&page(&job)));
}

/// The content of an element.
fn inside<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, after) = page.split_once(&format!("<{name}>")).expect("it is opened");
    after.split_once(&format!("</{name}>")).expect("it is closed").0
}

#[test]
fn the_policy_names_the_very_script_and_style_and_nothing_else_is_asked_for() {
    for name in OWN {
        with_page(name, |page| {
            let tags = tags(page);
            let policy =
                tags.iter().find(|tag| value(tag, "http-equiv").is_some()).and_then(|tag| value(tag, "content"));
            let policy = policy.expect("a policy");
            assert!(policy.starts_with("default-src 'none'; "), "{policy}");
            for code in ["script", "style"] {
                let named = format!("{code}-src '{}'", hash(inside(page, code)));
                assert!(policy.contains(&named), "{named} is not in {policy}");
                assert_eq!(tags.iter().filter(|(name, _)| name == code).count(), 1);
            }
            assert_harmless(&tags);
        });
    }
}

/// Asserts that elements do only what this program intends: they load nothing, run nothing, and link only to pages.
fn assert_harmless(tags: &[Tag]) {
    for tag in tags {
        for (attribute, value) in &tag.1 {
            assert!(!attribute.starts_with("on") && attribute != "style", "{tag:?}");
            assert!(ATTRIBUTES.contains(&attribute.as_str()), "{tag:?}");
            match attribute.as_str() {
                "src" => assert!(value.starts_with("data:image/"), "{tag:?}"),
                "href" => {
                    let schemes = ["#", "https:", "http:", "mailto:", "tel:"];
                    assert!(schemes.iter().any(|scheme| value.starts_with(scheme)), "{tag:?}");
                }
                _ => {}
            }
        }
        assert!(ELEMENTS.contains(&tag.0.trim_start_matches('/')), "{tag:?}");
    }
}

const ELEMENTS: &[&str] = &[
    "a", "article", "blockquote", "body", "br", "button", "code", "dd", "details", "dfn", "div", "dl", "dt", "em",
    "fieldset", "figcaption", "figure", "footer", "g", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
    "html", "img", "input", "kbd", "label", "legend", "li", "main", "mark", "meta", "nav", "ol", "option", "p", "path",
    "polyline", "pre", "progress", "rect", "s", "script", "section", "select", "span", "strong", "style", "summary",
    "sup", "svg", "table", "tbody", "td", "text", "textarea", "th", "thead", "title", "tr", "ul",
];

const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-current",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "charset",
    "class",
    "content",
    "data-choice",
    "d",
    "data-deck",
    "data-from",
    "data-id",
    "data-key",
    "data-kind",
    "data-lit",
    "data-number",
    "data-repeat",
    "data-right",
    "data-seconds",
    "data-footer",
    "data-section",
    "data-stages",
    "data-step",
    "data-words",
    "fill",
    "height",
    "href",
    "http-equiv",
    "id",
    "lang",
    "max",
    "maxlength",
    "name",
    "points",
    "preserveAspectRatio",
    "rel",
    "role",
    "rows",
    "rx",
    "scope",
    "shape-rendering",
    "src",
    "start",
    "tabindex",
    "text-anchor",
    "title",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "y",
];

/// Elements without content.
const VOID: &[&str] = &["br", "hr", "img", "input", "meta"];

#[test]
fn elements_are_closed_in_the_order_in_which_they_are_opened_and_ids_are_given_once() {
    for name in OWN {
        with_page(name, |page| {
            let mut open = Vec::new();
            let (mut ids, mut wanted) = (BTreeSet::new(), BTreeSet::new());
            for tag in tags(page) {
                match tag.0.strip_prefix('/') {
                    Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed), "{name}"),
                    None if VOID.contains(&tag.0.as_str()) => {}
                    None => open.push(tag.0.clone()),
                }
                assert!(value(&tag, "id").is_none_or(|id| ids.insert(id.to_owned())), "{tag:?} of {name}");
                wanted.extend(value(&tag, "href").and_then(|href| href.strip_prefix('#')).map(str::to_owned));
            }
            assert!(open.is_empty());
            assert_eq!(wanted.difference(&ids).collect::<Vec<_>>(), [""; 0], "links inside the page lead somewhere");
        });
    }
}

#[test]
fn each_kind_of_block_is_written_as_what_it_is() {
    let written = |kind: &str| match kind {
        "callout" => "<div class=\"callout",
        "cards" => "<ul class=\"cards\">",
        "checklist" => "data-kind=\"checklist\"",
        "chart" => "<figure class=\"bars\"",
        "code" => "<figure class=\"code\"",
        "columns" => "<div class=\"columns\"",
        "compare" => "<th scope=\"row\">",
        "course" => "<div class=\"course flow\"",
        "definition" => "<dfn>",
        "diagram" => "<figure class=\"diagram flow\"",
        "image" => "<figure class=\"image",
        "matrix" => "<table class=\"matrix\"",
        "number" => "<p class=\"figure\">",
        "open" => "<textarea ",
        "poll" => "data-kind=\"poll\"",
        "qr" => "<div class=\"qr\"",
        "quiz" => "data-kind=\"quiz\" data-right=\"",
        "quote" => "<blockquote>",
        "rating" => "data-kind=\"rating\"",
        "silence" => "<div class=\"silence flow\"",
        "text" => "<p>",
        "write" => "<textarea rows=\"1\"",
        "timeline" => "<ol class=\"timeline",
        other => panic!("say here how \"{other}\" is written"),
    };
    with_page("tour", |page| {
        for kind in KINDS {
            assert!(page.contains(written(kind)), "{kind}");
        }
    });
}

#[test]
fn what_a_deck_says_is_text_whatever_it_says() {
    let attack = "\\\"'><script>alert(1)</script><img src=x onerror=alert(1)></style></title>&#60;b> \\u001b[2J\\u202e";
    let links = "[a](javascript:alert(1)) [b](data:text/html,x) [c](#\\\"><i>) <b onclick=x> \\<script>";
    with_job(&attacked(attack, links), "aube", (80, 24), |job| {
        let page = page(&Job { notes: true, ..job });
        assert!(page.contains("&lt;script&gt;alert(1)"), "it is read as the words that it is");
        assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
        assert_harmless(&tags(&page));
    });
}

#[test]
fn what_the_speaker_says_is_in_the_file_only_where_it_is_asked_for() {
    let slide =
        "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nnotes = 'Dire **bonjour**.'\nlesson = 'Lire.'";
    with_job(&read(slide), "aube", (80, 24), |job| {
        let quiet = page(&job);
        assert!(!quiet.contains("bonjour") && quiet.contains("Lire."));
        let all = page(&Job { notes: true, slides: vec![0], ..job });
        assert!(all.contains("Dire <strong>bonjour</strong>."));
    });
}

#[test]
fn the_page_is_small_and_the_same_each_time() {
    with_job(&built_in("sensibilisation"), "aube", (80, 24), |job| {
        let one = page(&job);
        assert_eq!(one, page(&job));
        let most = 200_000 / 39 * job.slides.len();
        assert!(one.len() <= most, "{} bytes, at most {most}", one.len());
        assert!(one[..4096].contains(FORMAT.mark.unwrap()), "it is known by its mark");
    });
}

#[test]
fn what_comes_later_says_when() {
    let slide = "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nreveal = \"items\"\nbody = '''\n- un\n- deux\n\n```rust highlight=\"1,2\"\na\nb\n```\n'''";
    with_job(&read(slide), "aube", (80, 24), |job| {
        let page = page(&job);
        assert!(page.contains("<li>un</li>\n<li data-step=\"1\">deux</li>"), "{page}");
        assert!(page.contains("data-from=\"1\" data-stages=\"2\""));
        assert!(
            page.contains("<span class=\"line\" data-lit=\"0\">")
                && page.contains("<span class=\"line\" data-lit=\"1\">")
        );
    });
}

#[test]
fn links_lead_to_slides_notes_and_words_of_the_glossary() {
    let text = "[[term]]\nname = \"cloud\"\ndefinition = \"nuage\"\n[[section]]\ntitle = \"s\"\n\
        [[section.slide]]\nid = \"un\"\ntitle = \"Un\"\nbody = 'Voir [là](#deux), le Cloud et le cloud.[^1]\n\n[^1]: Une note.'\n\
        [[section.slide]]\nid = \"deux\"\ntitle = \"Deux\"\nbody = 'x'";
    let text = text.replace("body = 'Voir", "body = '''\nVoir").replace("Une note.'", "Une note.\n'''");
    with_job(&read(&text), "aube", (80, 24), |job| {
        let page = page(&job);
        assert!(page.contains("<a href=\"#slide-2\">là</a>"), "{page}");
        assert!(page.contains("le <a class=\"term\" href=\"#term-1\">Cloud</a> et le cloud."));
        assert!(
            page.contains("<sup><a href=\"#slide-1-note-1\">1</a></sup>") && page.contains("id=\"slide-1-note-1\"")
        );
        let alone = super::page(&Job { slides: vec![0], ..job });
        assert!(!alone.contains("#slide-2"), "a slide that is not there has no link");
    });
}

#[test]
fn the_page_speaks_the_language_of_the_interface_and_names_that_of_the_deck() {
    with_job(&deck_of(&["un"]), "aube", (80, 24), |job| {
        let (fr, en) = (page(&job), page(&Job { words: crate::lang::choose([Some("en")]), ..job }));
        assert!(fr.contains(">Vue d’ensemble<") && en.contains(">Overview<"));
        assert!(fr.contains("<html lang=\"fr\">") && en.contains("<html lang=\"en\">"));
    });
}

#[test]
fn a_file_of_this_form_is_known_by_its_mark() {
    let marked: Vec<&str> = FORMATS.iter().filter(|it: &&&Format| it.mark.is_some()).map(|it| it.name).collect();
    assert!(marked.contains(&"html") && marked.contains(&"svg"), "{marked:?}");
}

#[test]
fn a_table_whose_words_are_wider_than_a_phone_can_be_moved_from_side_to_side() {
    let is_moved = |body: &str| {
        let slide = format!("[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nbody = '''\n{body}\n'''\n");
        let found = std::cell::Cell::new(false);
        with_job(&read(&slide), "aube", (80, 24), |job| {
            assert!(page(&job).contains("<table"));
            found.set(page(&job).contains("class=\"scroll\""));
        });
        found.get()
    };
    assert!(!is_moved("| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 |"));
    assert!(!is_moved("| | un |\n|---|---|\n| deux | des mots qui se suivent et dont aucun n’est très long |"));
    assert!(is_moved("| | l’environnement | administrateur |\n|---|---|---|\n| L’emballage | un | deux |"));
}

#[test]
fn what_is_not_printed_is_part_of_the_page_never_all_of_it() {
    // The script sets this class on the page itself.
    assert!(SCRIPT.contains("root.classList.add(\"js\")"));
    let (_, print) = STYLE.split_once("@media print {").expect("a style for paper");
    let hides = |line: &&str| line.contains("display: none");
    let hidden: Vec<&str> = print.lines().filter(hides).flat_map(|line| line.split('{').next()).collect();
    let hidden: Vec<&str> = hidden.iter().flat_map(|it| it.split(',')).map(str::trim).collect();
    assert!(hidden.contains(&"body .js") && !hidden.contains(&".js"), "{hidden:?}");
    // The rules for showing and hiding do not apply to paper: they are for screens.
    let (before, slides) = STYLE.split_once("@media screen {").expect("a style for screens");
    assert!(slides.contains("[data-mode=show]") && !before.contains("[data-mode"));
    assert!(!print.contains("data-mode"));
}

#[test]
fn a_block_that_is_called_like_a_part_of_code_has_not_its_color() {
    let number = "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\n\
        [[section.slide.block]]\nkind = \"number\"\nvalue = \"6\"\ncaption = \"six\"";
    with_job(&read(number), "aube", (80, 24), |job| {
        let page = page(&job);
        assert!(page.contains("<div class=\"number flow\">"), "{page}");
        assert!(page.contains("\n.code .number {") && !page.contains("\n.number {"));
    });
}

#[test]
fn the_title_slide_has_the_subtitle_of_the_deck() {
    let text = "subtitle = \"En bref\"\nauthor = \"Ada\"\n[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Un\"\nlayout = \"title\"\n[[section.slide]]\ntitle = \"Deux\"";
    with_job(&read(text), "aube", (80, 24), |job| {
        let page = page(&job);
        let slides: Vec<&str> = page.split("<article ").skip(1).collect();
        assert!(
            slides[0].contains("</header>\n<p class=\"subtitle\">En bref</p>\n<p class=\"subtitle byline\">Ada</p>"),
            "{}",
            slides[0]
        );
        assert!(!slides[1].contains("subtitle"));
    });
}

#[test]
fn a_pie_has_a_sector_a_slice_and_a_table_of_them() {
    let pie = "```chart alt=\"x\"\ntype = \"pie\"\nlabels = [\"Pages\", \"Appels\", \"Rien\"]\n[[series]]\nvalues = [500, 250, 0]\n```";
    with_job(&deck_of(&[pie]), "aube", (80, 24), |job| {
        let page = page(&job);
        let drawn = page.split("class=\"pie\"").nth(1).unwrap().split("</svg>").next().unwrap();
        assert_eq!(drawn.matches("<path").count(), 2, "{drawn}");
        assert!(drawn.contains("class=\"c0\" d=\"M0 0L0.0000 -1.0000A1 1 0 1 1 -0.8660 0.5000z\""), "{drawn}");
        assert!(page.contains("500 (67\u{a0}%)") || page.contains("500 (67%)"), "no share");
    });
}
