//! `poor-alt`: an `alt` that is the name of a file, repeats the caption, begins with "image of", or is too long.

use crate::block::Image;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("poor-alt", "A002", look)
    .about("an `alt` that is the name of a file, repeats the caption, begins with \"image of\", or is too long")
    .why("These words stand for the picture: what they waste is lost to whoever has only them.")
    .evidence("WCAG 2.2, failure F30; W3C, “Images Tutorial”; RGAA 1.3")
    .limit(150, "letters")
    .wrong("alt = \"Image de chaine.png\"")
    .right("alt = \"Trois étapes : le code, les contrôles, la mise en ligne\"");

/// What a picture is known to be without being told.
const BEGINNINGS: &[&str] = &[
    "image de", "image d’", "image d'", "photo de", "photo d’", "photo d'", "illustration de", "illustration d’",
    "illustration d'", "capture d’écran", "capture d'écran", "image of", "picture of", "photo of", "illustration of",
    "screenshot of",
];

/// The endings of files with pictures.
const ENDINGS: &[&str] = &[".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"];

fn look(checker: &Checker, findings: &mut Findings) {
    for (image, alt) in checker.images() {
        if let Some((message, help)) = alt.and_then(|alt| fault(alt, image, findings.limit())) {
            findings.add(image.at.value("alt"), message, "says little");
            findings.help(help);
        }
    }
}

/// What is wrong with the words of an image, and what to write instead; longer than `most` letters is a text of its own.
fn fault(alt: &str, image: &Image, most: usize) -> Option<(String, &'static str)> {
    let plain = alt.trim().to_lowercase();
    let what = "say what the picture shows, as to somebody on the telephone";
    if plain.is_empty() {
        return None;
    }
    if plain == image.file.to_lowercase() || ENDINGS.iter().any(|ending| plain.ends_with(ending)) {
        return Some(("this `alt` is the name of a file".to_owned(), what));
    }
    if image.caption.as_ref().is_some_and(|caption| caption.trim().to_lowercase() == plain) {
        return Some(("this `alt` is the caption again".to_owned(), "say what the picture shows beyond its caption"));
    }
    if let Some(beginning) = BEGINNINGS.iter().find(|beginning| plain.starts_with(**beginning)) {
        return Some((format!("this `alt` begins with \"{beginning}\""), "begin with what is to be seen"));
    }
    let letters = alt.chars().count();
    (letters > most).then(|| {
        (
            format!("this `alt` has {letters} letters, {most} are what can be kept in mind"),
            "put the details into the notes",
        )
    })
}
