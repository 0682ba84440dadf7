//! Slides of an included deck that is in another language.

use crate::common::Folder;
use crate::common::checking::{concise, run};
use crate::common::package::unpacked;

/// A deck in a language with a sequence, and words that French typography writes otherwise.
fn deck(lang: &str, title: &str) -> String {
    format!(
        "format = 1\ntitle = \"Deck\"\nlang = \"{lang}\"\n\n[[section]]\ntitle = \"Part\"\n\n[[section.slide]]\ntitle = \"{title}\"\n\
         body = '''\nWait !\n\n```diagram alt=\"Two people\"\nsequenceDiagram\nA->>B: x\n```\n'''\n"
    )
}

/// A folder with a deck in one language that includes one in another.
fn folder(own: &str, included: &str) -> (Folder, String) {
    let folder = Folder::new();
    folder.write("me.toml", deck(included, "Included"));
    let path = folder.write("talk.toml", deck(own, "Own") + "\n[[section.slide]]\ninclude = \"me.toml\"\n");
    (folder, path)
}

fn slide<'a>(text: &'a str, title: &str) -> &'a str {
    text.split(title).nth(1).unwrap_or_default()
}

#[test]
fn an_included_slide_is_written_in_its_own_language() {
    let (folder, path) = folder("en", "fr");
    let html = run(&["export", &path, "--to", "html"]).out;
    assert!(html.contains("<html lang=\"en\""), "{html}");
    let tags: Vec<&str> = html.split("<article").skip(1).filter_map(|it| it.split('>').next()).collect();
    let said = tags.iter().map(|tag| tag.contains("lang=\"fr\"")).collect::<Vec<_>>();
    assert_eq!(said, [false, true], "{tags:?}");
    for form in ["md", "txt", "html"] {
        let out = run(&["export", &path, "--to", form]).out;
        let counts = ["sends to", "envoie à"].map(|word| out.matches(word).count() > 0);
        assert!(form != "html" || counts == [true, true], "{form}: {out}");
    }
    let prose = run(&["present", &path]).out;
    assert!(prose.contains("A sends to B") && slide(&prose, "Included").contains("A envoie à B"), "{prose}");
    for (number, lang) in [("1", "en"), ("2", "fr")] {
        let svg = run(&["export", &path, "--to", "svg", "--slide", number]).out;
        assert!(svg.contains(&format!("xml:lang=\"{lang}\"")), "{svg}");
    }
    let to = folder.name("talk.pptx");
    assert_eq!(run(&["export", &path, "--to", "pptx", "--output", &to]).code, Some(0));
    let files = unpacked(&std::fs::read(to).expect("a file"));
    let langs = ["slide1", "slide2"].map(|name| {
        let (_, bytes) =
            files.iter().find(|(known, _)| known.ends_with(&format!("slides/{name}.xml"))).expect("a slide");
        let slide = String::from_utf8_lossy(bytes).into_owned();
        (slide.contains("lang=\"en-US\""), slide.contains("lang=\"fr-FR\""))
    });
    assert_eq!(langs, [(true, false), (false, true)]);
    for more in [&[][..], &["--handout"]] {
        let to = folder.name("talk.pdf");
        let ran = run(&[&["export", &path, "--to", "pdf", "--force", "--output", &to], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
}

#[test]
fn the_typography_of_an_included_slide_is_that_of_its_language() {
    let found = |own: &str, included: &str| {
        let (folder, path) = folder(own, included);
        let out = concise(&[&path, "--select", "french-punctuation-space"]).out;
        let lines = out.lines().map(|line| line.replace(&folder.name(""), "")).collect::<Vec<_>>();
        lines.iter().filter_map(|line| line.split(':').next().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(found("en", "fr"), ["me.toml"]);
    assert_eq!(found("fr", "en"), ["talk.toml"]);
    assert_eq!(found("fr-FR", "fr"), ["talk.toml", "me.toml"]);
    assert_eq!(found("en", "en"), [""; 0]);
}
