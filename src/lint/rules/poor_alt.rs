//! `poor-alt`: an `alt` that is a file name, repeats the caption, starts with "image of", or is too long.

use crate::lang::{Message, noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("poor-alt", "A002", look)
    .about(noun!("an `alt` that is a file name, repeats the caption, starts with \"image of\", or is too long"))
    .why(noun!("These words replace the picture for people who cannot see it: none of them should be wasted."))
    .evidence(noun!("WCAG 2.2, failure F30; W3C, “Images Tutorial”; RGAA 1.3"))
    .limit(150, noun!("letters"))
    .wrong("alt = \"Image de chaine.png\"")
    .right("alt = \"Trois étapes : le code, les contrôles, la mise en ligne\"");

/// Starts that only say that it is a picture.
const BEGINNINGS: &[&str] = &[
    "image de", "image d’", "image d'", "photo de", "photo d’", "photo d'", "illustration de", "illustration d’",
    "illustration d'", "capture d’écran", "capture d'écran", "image of", "picture of", "photo of", "illustration of",
    "screenshot of",
];

/// File extensions of pictures.
const ENDINGS: &[&str] = &[".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"];

fn look(checker: &Checker, findings: &mut Findings) {
    let images = checker.images().filter_map(|(image, alt)| {
        let shown = Shown { file: &image.file, caption: image.caption.as_deref() };
        Some((image.at.value("alt"), alt?, shown))
    });
    let logo = checker.deck.logo.iter();
    let logo = logo.map(|logo| (logo.at.value("alt"), &*logo.alt, Shown { file: &logo.file, caption: None }));
    for (place, alt, shown) in logo.chain(images) {
        if let Some((message, help)) = fault(alt, &shown, findings.limit()) {
            findings.add(place, message, say!("says little"));
            findings.help(help);
        }
    }
}

/// What is shown beside a description.
struct Shown<'a> {
    file: &'a str,
    caption: Option<&'a str>,
}

/// What is wrong with a description, and what to write instead. More than `most` characters are too long.
fn fault(alt: &str, shown: &Shown, most: usize) -> Option<(Message, Message)> {
    let plain = alt.trim().to_lowercase();
    let what = say!("say what the picture shows, as you would on the telephone");
    if plain.is_empty() {
        return None;
    }
    if plain == shown.file.to_lowercase() || ENDINGS.iter().any(|ending| plain.ends_with(ending)) {
        return Some((say!("this `alt` is the name of a file"), what));
    }
    if shown.caption.is_some_and(|caption| caption.trim().to_lowercase() == plain) {
        return Some((say!("this `alt` repeats the caption"), say!("say what the picture shows beyond its caption")));
    }
    if let Some(beginning) = BEGINNINGS.iter().find(|beginning| plain.starts_with(**beginning)) {
        return Some((
            say!("this `alt` begins with \"{beginning}\"", beginning),
            say!("begin with what the picture shows"),
        ));
    }
    let letters = alt.chars().count();
    (letters > most).then(|| {
        (
            say!("this `alt` has {letters} letters, more than the {most} one can keep in mind", letters, most),
            say!("put the details into the notes"),
        )
    })
}
