//! Reliable in front of a room: keys as remote connections, clickers and other keyboards send them, terminals that tell little, and decks that are
//! saved in unusual ways and places.

mod ends;
mod keys;
mod reload;
mod small;
mod terminals;

use crate::common::Folder;

/// A deck of five slides: a QR code on the third, a long link on the fourth, a poll on the fifth.
fn deck(folder: &Folder) -> String {
    let slide = |title: &str, rest: &str| format!("[[section.slide]]\ntitle = \"{title}\"\n{rest}\n");
    let poll = "[[section.slide.block]]\nkind = \"poll\"\nid = \"p\"\nquestion = \"Ready?\"\nchoices = [\"Yes\", \"Perhaps\", \"No\"]";
    let qr = "[[section.slide.block]]\nkind = \"qr\"\nlink = \"https://example.org\"";
    let link = format!("body = \"[{}](https://example.org/long)\"", ["wrapped words"; 12].join(" "));
    let slides =
        [slide("First", ""), slide("Second", ""), slide("Third", qr), slide("Fourth", &link), slide("Fifth", poll)];
    let head = "format = 1\ntitle = \"Steady\"\nlang = \"en\"\n[[section]]\nkey = \"w\"\ntitle = \"Whole\"\n";
    folder.write("steady.toml", format!("{head}{}", slides.concat()))
}
