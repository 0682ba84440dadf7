//! The logo of a deck: what it may be, and where it is seen.

use std::fs;

use crate::common::checking::concise;
use crate::common::package::unpacked;
use crate::common::{Folder, pupitre};

const RED: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">\
    <rect width=\"40\" height=\"20\" fill=\"#c81e1e\"/></svg>";

fn deck(folder: &Folder, logo: &str) -> String {
    folder.write("rouge.svg", RED);
    folder.write("faux.png", "rien");
    folder.write(
        "deck.toml",
        format!(
            "format = 1\ntitle = \"Essai\"\nlang = \"fr\"\nfooter = \"Une ligne du bas assez longue.\"\n{logo}[[section]]\ntitle = \"Partie\"\n[[section.slide]]\n\
             layout = \"title\"\ntitle = \"Essai\"\nnotes = \"n\"\n[[section.slide]]\ntitle = \"Suite\"\nbody = \"Bonjour\"\nnotes = \"n\"\n"
        ),
    )
}

const LOGO: &str = "logo = { file = \"rouge.svg\", alt = \"Un carré rouge\" }\n";

fn written(deck: &str, format: &str) -> Vec<u8> {
    let output = pupitre(&["export", deck, "--to", format]).output().expect("it runs");
    assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn check_finds_what_is_wrong_with_it_in_its_place() {
    let folder = Folder::new();
    for (logo, found) in [
        ("{ file = \"absent.png\", alt = \"x\" }", ":5:17: error[missing-file]"),
        ("{ file = \"../x.png\", alt = \"x\" }", ":5:17: error[path-escape]"),
        ("{ file = \"faux.png\", alt = \"x\" }", ":5:17: error[broken-picture]"),
        ("{ file = \"rouge.svg\" }", ":5:8: error[type-or-missing] `alt` is missing"),
        ("{ file = \"rouge.svg\", alt = \" \" }", ":5:36: error[bad-value] `alt` is empty"),
        ("\"rouge.svg\"", ":5:8: error[type-or-missing]"),
    ] {
        let ran = concise(&[&deck(&folder, &format!("logo = {logo}\n"))]);
        let errors: Vec<&str> = ran.out.lines().filter(|line| line.contains("error[")).collect();
        assert!(errors.len() == 1 && errors[0].contains(found), "{logo}: {}", ran.out);
    }
    let ran = concise(&[&deck(&folder, LOGO)]);
    assert!(!ran.out.contains("error[") && !ran.out.contains("poor-alt"), "{}", ran.out);
    // What it shows is judged as what other pictures show.
    for alt in ["Image de marque", "rouge.svg", &"un carré rouge ".repeat(20)] {
        let ran = concise(&[&deck(&folder, &LOGO.replace("Un carré rouge", alt))]);
        assert!(ran.out.contains(":5:36: warning[poor-alt]"), "{alt}: {}", ran.out);
    }
}

#[test]
fn every_output_has_it_in_its_way() {
    let folder = Folder::new();
    let deck = deck(&folder, LOGO);
    let text = |format: &str| String::from_utf8(written(&deck, format)).expect("text");
    assert!(text("md").contains("![Un carré rouge](rouge.svg)"));
    let html = text("html");
    let images = html.matches("<img class=\"logo\" src=\"data:image/svg+xml;base64,").count();
    assert!(images == 2 && html.contains("alt=\"Un carré rouge\""), "{images}");
    let parts = unpacked(&written(&deck, "pptx"));
    let slide = |number: usize| {
        let name = format!("ppt/slides/slide{number}.xml");
        let part = parts.iter().find(|(part, _)| *part == name).expect("the slide");
        String::from_utf8_lossy(&part.1).into_owned()
    };
    assert!(slide(1).contains("descr=\"Un carré rouge\"") && slide(1).contains("<p:pic>"));
    assert!(slide(2).contains("<p:pic>") && !slide(2).contains("Un carré rouge"));
    let plain = pupitre(&["present", &deck]).output().expect("it runs");
    assert!(String::from_utf8_lossy(&plain.stdout).contains("[Un carré rouge]"));
}

#[test]
fn the_footer_is_on_every_page_that_is_exported() {
    const FOOTER: &str = "Une ligne du bas assez longue.";
    let folder = Folder::new();
    let deck = deck(&folder, &format!("author = \"Ada\"\n{LOGO}"));
    let parts = unpacked(&written(&deck, "pptx"));
    let part = |name: &str| {
        let part = parts.iter().find(|(part, _)| part == name).expect("the part");
        String::from_utf8_lossy(&part.1).into_owned()
    };
    assert!(part("ppt/slides/slide1.xml").contains(&format!("<a:t>{FOOTER}</a:t>")));
    assert!(part("ppt/slides/slide2.xml").contains(&format!("<a:t>Partie · {FOOTER}</a:t>")));
    assert!(part("docProps/core.xml").contains("<dc:creator>Ada</dc:creator>"));
    let html = String::from_utf8(written(&deck, "html")).expect("text");
    assert_eq!(html.matches(&format!("data-footer=\"{FOOTER}\"")).count(), 2);
    assert!(html.contains(&format!("<span class=\"whose\">{FOOTER}</span>")));
    let text = String::from_utf8(written(&deck, "txt")).expect("text");
    assert_eq!(text.matches(&format!("Partie · {FOOTER}")).count(), 2, "{text}");
    // A title that leaves no room for it gives way.
    let long =
        fs::read_to_string(&deck).expect("a deck").replace("\"Partie\"", &format!("\"{}\"", "Partie ".repeat(12)));
    fs::write(&deck, long).expect("our file");
    let text = String::from_utf8(written(&deck, "txt")).expect("text");
    assert_eq!(text.matches(&format!("\n {FOOTER}")).count(), 2, "{text}");
}

#[test]
fn a_picture_that_is_refused_is_in_no_page() {
    let folder = Folder::new();
    let size = |side: u32| [side.to_be_bytes(), side.to_be_bytes()].concat();
    let header = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &size(60_000), b"\x08\x02\0\0\0\0\0\0\0"].concat();
    folder.write("large.png", header);
    let deck = deck(&folder, "logo = { file = \"large.png\", alt = \"Un logo\" }\n");
    let body = "body = \"![Un plan](large.png)\"";
    let text = fs::read_to_string(&deck).expect("a deck").replace("body = \"Bonjour\"", body);
    fs::write(&deck, text).expect("our file");
    let page = String::from_utf8(written(&deck, "html")).expect("text");
    assert!(page.contains("Un logo") && page.contains("Un plan") && !page.contains("data:image/png"));
}

#[test]
fn pictures_of_slides_have_it_and_are_the_same_without_room_for_it() {
    let folder = Folder::new();
    let (with, without) = (deck(&folder, LOGO), Folder::new());
    let without_logo = deck(&without, "");
    let png = |deck: &str, slide: &str, size: &str| {
        let name = folder.name("one.png");
        let done = pupitre(&["export", deck, "--to", "png", "--slide", slide, "--size", size, "-o", &name, "--force"]);
        assert!({ done }.status().expect("it runs").success());
        fs::read(name).expect("a picture")
    };
    for slide in ["1", "2"] {
        assert_ne!(png(&with, slide, "80x24"), png(&without_logo, slide, "80x24"), "slide {slide}");
        assert_eq!(png(&with, slide, "40x8"), png(&without_logo, slide, "40x8"), "slide {slide}");
    }
}
