//! Where the files that a deck shows are, as far as their names tell.

use data_url::DataUrl;

use crate::assets::direct;
use crate::import::Beside;
use crate::text;

/// The place of something that a deck shows or links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A name inside the deck's folder.
    Beside(String),
    /// On the web.
    Web,
    /// Outside the deck's folder.
    Outside,
    /// In the text itself: the file extension for its type, and its content.
    Inline(&'static str, Vec<u8>),
    /// Not a valid target.
    Nowhere,
}

/// The extensions of pictures that can be shown.
const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "webp", "gif", "svg"];

/// The largest picture embedded in a text, in bytes.
const LARGEST_INLINE: usize = 8 << 20;

/// The place that a target refers to.
pub fn place(target: &str, beside: &dyn Beside) -> Place {
    let target = target.trim();
    let is_web = ["http://", "https://", "//"]
        .iter()
        .any(|it| target.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)));
    if is_web {
        return Place::Web;
    }
    if target.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:")) {
        return inline(target).unwrap_or(Place::Nowhere);
    }
    let name = target.split(['?', '#']).next().unwrap_or_default();
    let name = text::without_percent_signs(name).unwrap_or_else(|| name.to_owned());
    let name = name.strip_prefix("file://").unwrap_or(&name).replace('\\', "/");
    // A root path in Slidev is in the folder `public`, and `@` is Slidev's own root.
    let from_root = name.strip_prefix("@/").or(name.strip_prefix('/')).map(|it| it.trim_start_matches('/'));
    let is_drive = name.get(1..3).is_some_and(|it| it == ":/");
    let Some(name) = direct(from_root.unwrap_or(&name)).filter(|_| !is_drive) else { return Place::Outside };
    let public = format!("public/{name}");
    match from_root.is_some() && !beside.has(&name) && beside.has(&public) {
        true => Place::Beside(public),
        false => Place::Beside(name),
    }
}

fn inline(target: &str) -> Option<Place> {
    if target.len() > LARGEST_INLINE * 4 / 3 {
        return None;
    }
    let url = DataUrl::process(target).ok()?;
    let kind = url.mime_type();
    let ending = match (kind.type_.as_str(), kind.subtype.as_str()) {
        ("image", "png") => "png",
        ("image", "jpeg" | "jpg") => "jpg",
        ("image", "webp") => "webp",
        ("image", "gif") => "gif",
        ("image", "svg+xml") => "svg",
        _ => return None,
    };
    Some(Place::Inline(ending, url.decode_to_vec().ok()?.0))
}

/// Whether a name has the extension of a picture that can be shown.
pub fn is_picture(name: &str) -> bool {
    let ending = last(name).rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}

/// The last part of a path or an address, as a name for people.
pub fn last(target: &str) -> &str {
    let target = target.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    target.rsplit(['/', '\\']).next().filter(|it| !it.is_empty()).unwrap_or(target)
}

/// A target as it is written inside a link.
pub fn written(target: &str) -> String {
    let is_plain = !target.is_empty() && !target.contains(|char: char| char.is_whitespace() || "()<>\\".contains(char));
    if is_plain { target.to_owned() } else { format!("<{}>", target.replace(['<', '>', '\n'], "")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Nothing;

    #[test]
    fn places_are_told_apart() {
        let at = |target: &str| place(target, &Nothing);
        assert_eq!(at("./a/../b%20c.png?x=1"), Place::Beside("b c.png".to_owned()));
        assert_eq!(at("/pond.png"), Place::Beside("pond.png".to_owned()));
        assert_eq!(at("HTTPS://a.b/c.png"), Place::Web);
        for outside in ["../a.png", "a/../../b.png", "C:/a.png", "C:\\a.png", ".."] {
            assert_eq!(at(outside), Place::Outside, "{outside}");
        }
        assert_eq!(at("data:image/png;base64,AAAA"), Place::Inline("png", vec![0, 0, 0]));
        assert_eq!(at("data:text/html,<b>"), Place::Nowhere);
        assert!(is_picture("a/b.PNG") && !is_picture("b.mp4") && !is_picture("png"));
        assert_eq!((last("https://a.b/c/d.png?e"), last("x/")), ("d.png", "x"));
    }
}
