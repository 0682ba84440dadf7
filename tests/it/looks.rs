//! Slides that have a look of their own: another theme, or other looks over whatever theme is chosen.

use crate::common::Folder;
use crate::common::checking::{check, concise, run};
use crate::common::package::unpacked;

/// The background of the theme `nuit`, as files write it.
const NIGHT: &str = "#0d121f";

/// A deck of three slides; the second has these keys.
fn deck(keys: &str) -> String {
    let slide = |title: &str, keys: &str| {
        format!("[[section.slide]]\ntitle = \"{title}\"\n{keys}\nbody = \"Some `code`.\"\n\n")
    };
    let slides = [slide("One", ""), slide("Two", keys), slide("Three", "")].concat();
    format!(
        "format = 1\ntitle = \"Looks\"\nlang = \"en\"\ntheme = \"aube\"\n\n[[section]]\ntitle = \"Part\"\n\n{slides}"
    )
}

fn written(folder: &Folder, keys: &str) -> String {
    folder.write("looks.toml", deck(keys))
}

/// A slide as SVG.
fn svg(path: &str, slide: &str, more: &[&str]) -> String {
    run(&[&["export", path, "--to", "svg", "--slide", slide], more].concat()).out
}

#[test]
fn a_slide_has_another_theme_and_the_others_do_not() {
    let folder = Folder::new();
    let path = written(&folder, "look = \"nuit\"");
    assert_eq!(concise(&[&path]).out, "");
    let has_night = ["1", "2", "3"].map(|slide| svg(&path, slide, &[]).contains(NIGHT));
    assert_eq!(has_night, [false, true, false]);
    // The rest of the theme is there too: the title's color, that of code.
    let two = svg(&path, "2", &[]);
    assert!(two.contains("#f1bf67") && two.contains("#243250") && !two.contains("#fcf7ee"), "{two}");
    // Whatever theme is chosen.
    assert!(svg(&path, "2", &["--theme", "papier"]).contains(NIGHT));
    assert!(svg(&path, "2", &["--sheet"]).contains(NIGHT));
}

#[test]
fn single_roles_of_a_slide_look_otherwise_over_any_theme() {
    let folder = Folder::new();
    let path = written(&folder, "look = { title = { fg = \"#a21026\" } }");
    assert_eq!(concise(&[&path]).out, "");
    for theme in ["aube", "papier"] {
        let has_color = ["1", "2"].map(|slide| svg(&path, slide, &["--theme", theme]).contains("#a21026"));
        assert_eq!(has_color, [false, true], "{theme}");
    }
}

#[test]
fn every_form_with_colors_has_the_look_and_text_has_the_same_words() {
    let folder = Folder::new();
    let path = written(&folder, "look = \"nuit\"");
    let html = run(&["export", &path, "--to", "html"]).out;
    assert!(html.contains("class=\"slide look look-1\"") && html.contains(".look-1 { color-scheme: dark;"), "{html}");
    assert_eq!(html.matches("class=\"slide look").count(), 1);
    let to = folder.name("looks.pptx");
    assert_eq!(run(&["export", &path, "--to", "pptx", "--output", &to]).code, Some(0));
    let files = unpacked(&std::fs::read(&to).expect("a file"));
    let slide = |number: u8| {
        let name = format!("ppt/slides/slide{number}.xml");
        let (_, bytes) = files.iter().find(|(known, _)| *known == name).expect("a slide");
        String::from_utf8_lossy(bytes).into_owned()
    };
    let has_ground = [1, 2, 3].map(|number| slide(number).contains("<p:bg>"));
    assert_eq!(has_ground, [false, true, false]);
    let two = slide(2);
    assert!(two.contains("0D121F") && two.contains("F1BF67") && two.contains("D5DEEC"), "{two}");
    // The bar of the layout has the accent of the others, so the slide has its own instead.
    let has_bar = |slide: &str| {
        let bar = slide.split("<p:sp>").find(|shape| shape.contains("name=\"Bar "));
        (slide.contains("showMasterSp=\"0\""), bar.map(|bar| bar.contains("<a:srgbClr val=\"F1BF67\"/>")))
    };
    assert_eq!([1, 2, 3].map(|number| has_bar(&slide(number))), [(false, None), (true, Some(true)), (false, None)]);
    for form in ["pdf", "png"] {
        let of = |keys: &str| {
            let to = folder.name(form);
            let path = written(&folder, keys);
            assert_eq!(run(&["export", &path, "--to", form, "--slide", "2", "--output", &to, "--force"]).code, Some(0));
            std::fs::read(to).expect("a file")
        };
        assert_ne!(of("look = \"nuit\""), of(""), "{form}");
    }
    for form in ["txt", "md"] {
        let of = |keys: &str| run(&["export", &written(&folder, keys), "--to", form]).out;
        assert_eq!(of("look = \"nuit\""), of(""), "{form}");
    }
}

#[test]
fn a_look_that_cannot_be_is_told_at_its_word() {
    let folder = Folder::new();
    let told = |keys: &str| check(&[&written(&folder, keys)]).out;
    let lines = [
        ("look = \"niut\"", "there is no theme called \"niut\"", "did you mean \"nuit\"?"),
        ("look = \"mine.toml\"", "there is no theme called \"mine.toml\"", "available: "),
        ("look = 3", "expected the name of a theme or a table of roles, found an integer", ""),
        ("look = { titel = { bold = true } }", "unknown key `titel`", "`title`"),
        ("look = { title = { fg = \"lapm\" } }", "\"lapm\" is not a color", ""),
    ];
    for (keys, message, help) in lines {
        let told = told(keys);
        assert!(told.contains(message) && told.contains(help), "{keys}: {told}");
    }
}

#[test]
fn the_contrast_of_a_slide_is_checked_as_that_of_the_deck() {
    let folder = Folder::new();
    let path = written(&folder, "look = { title = { fg = \"#e0d8c8\" } }");
    let ran = concise(&[&path]);
    assert!(ran.out.contains("looks.toml:16:25: error[low-contrast] `title`: a contrast of "), "{}", ran.out);
    // A dark background alone leaves the dark letters of the theme.
    let path = written(&folder, "look = { text = { bg = \"#101010\" } }");
    let ran = concise(&[&path]);
    assert!(
        ran.out.contains(":16:24: error[low-contrast] ") && ran.out.contains(" more: a contrast of "),
        "{}",
        ran.out
    );
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    let ran = check(&["--unsafe-fixes", &written(&folder, "look = { title = { fg = \"#e0d8c8\" } }")]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
}

#[test]
fn an_included_slide_keeps_its_look() {
    let folder = Folder::new();
    folder.write("me.toml", deck("look = \"nuit\""));
    let include = "[[section.slide]]\ninclude = \"me.toml\"\n";
    let path = folder.write("talk.toml", format!("{}{include}", deck("look = \"papier\"")));
    let has_night = ["2", "4", "5", "6"].map(|slide| svg(&path, slide, &[]).contains(NIGHT));
    assert_eq!(has_night, [false, false, true, false]);
}

#[cfg(unix)]
mod in_a_terminal {
    use super::*;
    use crate::common::stage::{RIGHT, Stage};

    /// What sets the background of the theme `nuit`.
    const PAINTED: &str = "48;2;13;18;31";

    fn stage(arguments: &[&str]) -> Stage {
        Stage::of(80, 24, arguments, &[("COLORTERM", "truecolor")])
    }

    #[test]
    fn the_room_and_the_reader_see_the_look_and_lists_over_it_look_as_the_deck() {
        let folder = Folder::new();
        let path = written(&folder, "look = \"nuit\"");
        for command in [&["present", &path][..], &["replay", &path]] {
            let mut stage = stage(command);
            if command[0] == "replay" {
                stage.keys("\r");
            }
            stage.see("One");
            assert!(!stage.raw().contains(PAINTED), "{command:?}");
            stage.keys(RIGHT);
            stage.see("Two");
            stage.wait_for_bytes(PAINTED);
        }
    }

    #[test]
    fn a_look_that_is_changed_is_seen_at_once() {
        let folder = Folder::new();
        let path = written(&folder, "");
        let mut stage = stage(&[&path]);
        stage.keys(RIGHT);
        stage.see("Two");
        assert!(!stage.raw().contains(PAINTED));
        written(&folder, "look = \"nuit\"");
        stage.wait_for_bytes(PAINTED);
    }
}
