//! Drawings that ask for too much: each is refused before anything is drawn.

use super::*;

/// A drawing of 1600 × 1200 pixels.
fn drawing(inside: &str) -> String {
    let names = "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    format!("<svg {names} width=\"1600\" height=\"1200\">{inside}</svg>")
}

/// The result of checking a drawing, on a canvas of its size and on the smallest one, without drawing it.
fn looked_at(text: &str) -> Result<(), Fault> {
    let (tree, _) = tree(text)?;
    let whole = Fitted::within(&tree, (1600, 1200));
    cost::check(&tree, whole.size, whole.scale).or_else(|fault| {
        let small = Fitted::within(&tree, (400, 300));
        cost::check(&tree, small.size, small.scale).map_err(|_| fault)
    })
}

fn refusal(inside: &str) -> &'static str {
    match looked_at(&drawing(inside)) {
        Err(Fault::TooMuch(why)) => why,
        other => panic!("{other:?}: {}", &inside[..inside.len().min(300)]),
    }
}

/// A rectangle over the whole canvas.
const RECT: &str = "<rect width=\"1600\" height=\"1200\"";

/// A chain of `count` elements, made by `each` from their numbers.
fn chain(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect()
}

#[test]
fn filters_that_take_too_long_are_refused() {
    for primitive in [
        "<feTurbulence baseFrequency=\"0.01\" numOctaves=\"2000000000\"/>",
        "<feMorphology operator=\"dilate\" radius=\"9999\"/>",
        &format!("<feConvolveMatrix order=\"60\" kernelMatrix=\"{}\"/>", "1 ".repeat(3600)),
        &"<feGaussianBlur stdDeviation=\"9\"/>".repeat(3000),
        &format!("<feMerge>{}</feMerge>", "<feMergeNode in=\"SourceGraphic\"/>".repeat(20_000)),
    ] {
        let why = refusal(&format!("<filter id=\"f\">{primitive}</filter>{RECT} filter=\"url(#f)\"/>"));
        assert!(why.contains("filters"), "{why}");
    }
    let many = format!("<g filter=\"url(#f)\">{RECT}/></g>").repeat(2000);
    assert!(
        refusal(&format!("<filter id=\"f\"><feGaussianBlur stdDeviation=\"9\"/></filter>{many}")).contains("filters")
    );
    let large = "<filter id=\"f\" x=\"-9\" y=\"-9\" width=\"20\" height=\"20\"><feFlood/></filter>";
    assert!(looked_at(&drawing(&format!("{large}{RECT} filter=\"url(#f)\"/>"))).is_ok(), "smaller it can be drawn");
}

#[test]
fn filters_beyond_all_numbers_are_refused() {
    let filter = "<filter id=\"f\"><feTurbulence baseFrequency=\".1\" numOctaves=\"9\"/><feTile/></filter>";
    let shape = "<rect width=\"1e12\" height=\"20\" stroke=\"red\" stroke-width=\"1e5\"/>";
    assert!(refusal(&format!("{filter}<g filter=\"url(#f)\">{shape}</g>")).contains("reach too far"));
}

#[test]
fn usual_filters_are_drawn() {
    let shadow = "<filter id=\"f\"><feDropShadow dx=\"4\" dy=\"4\" stdDeviation=\"6\"/></filter>";
    let cards = chain(30, |at| format!("<rect x=\"{at}\" width=\"300\" height=\"200\" filter=\"url(#f)\"/>"));
    assert_eq!(looked_at(&drawing(&format!("{shadow}{cards}"))), Ok(()));
    let cloud = "<filter id=\"f\"><feTurbulence baseFrequency=\"0.01\" numOctaves=\"4\"/></filter>";
    assert_eq!(looked_at(&drawing(&format!("{cloud}{RECT} filter=\"url(#f)\"/>"))), Ok(()));
}

#[test]
fn masks_and_clip_paths_in_each_other_are_refused() {
    let masks = chain(1200, |at| format!("<mask id=\"m{at}\" mask=\"url(#m{})\">{RECT}/></mask>", at + 1));
    assert!(refusal(&format!("{masks}{RECT} mask=\"url(#m0)\"/>")).contains("nested"));
    let masks = chain(60, |at| format!("<mask id=\"m{at}\" mask=\"url(#m{})\">{RECT}/></mask>", at + 1));
    // Drawn smaller, there is room for sixty layers.
    assert_eq!(looked_at(&drawing(&format!("{masks}{RECT} mask=\"url(#m0)\"/>"))), Ok(()));
    for (kind, property) in [("mask", "mask"), ("clipPath", "clip-path"), ("pattern", "fill")] {
        let twice = |at: usize| format!("{RECT} {property}=\"url(#m{})\"/>", at + 1).repeat(2);
        let each = |at: usize| format!("<{kind} id=\"m{at}\" width=\"1\" height=\"1\">{}</{kind}>", twice(at));
        let why = refusal(&format!("{}{RECT} {property}=\"url(#m0)\"/>", chain(40, each)));
        assert!(why.contains("8 MiB"), "{kind}: {why}");
    }
    let many = format!("<g mask=\"url(#m)\">{RECT}/></g>").repeat(3000);
    assert!(refusal(&format!("<mask id=\"m\">{RECT}/></mask>{many}")).contains("too long"));
}

#[test]
fn copies_of_copies_are_refused() {
    let uses = chain(40, |at| format!("<g id=\"u{at}\">{}</g>", format!("<use href=\"#u{}\"/>", at + 1).repeat(2)));
    assert!(refusal(&format!("<defs>{uses}<rect id=\"u40\"/></defs><use href=\"#u0\"/>")).contains("8 MiB"));
    let deep = chain(200, |at| format!("<g id=\"u{at}\"><use xlink:href=\"#u{}\"/></g>", at + 1));
    assert!(refusal(&deep).contains("nested"));
    for own in [
        "<g id=\"a\"><use href=\"#a\"/></g>",
        "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>",
        "<pattern id=\"a\"><rect fill=\"url(#a)\"/></pattern>",
        "<mask id=\"a\"><g style=\"mask : url( '#a' )\"/></mask>",
        "<style>.a, g .b { clip-path: url(#a) }</style><clipPath id=\"a\"><rect class=\"c b\"/></clipPath>",
        "<g fill=\"url(#a)\"><pattern id=\"a\"><rect/></pattern></g>",
        "<marker id=\"a\"><path d=\"M0 0\" marker-mid=\"url(#a)\"/></marker>",
        "<linearGradient id=\"a\" href=\"#a\"/>",
    ] {
        assert!(refusal(own).contains("itself"), "{own}");
    }
    let arrows = chain(4, |at| {
        let points = "1 2 ".repeat(300);
        format!("<marker id=\"a{at}\"><polyline points=\"{points}\" marker-mid=\"url(#a{})\"/></marker>", at + 1)
    });
    assert!(refusal(&format!("{arrows}<polyline points=\"1 2 3 4 5 6\" marker-mid=\"url(#a0)\"/>")).contains("8 MiB"));
    let inherited = format!(
        "<pattern id=\"p\">{}</pattern><g style=\"fill:url(#p)\">{}</g>",
        "<rect width=\"9\"/>".repeat(1000),
        "<rect/>".repeat(1000)
    );
    assert!(refusal(&inherited).contains("8 MiB"));
}

#[test]
fn patterns_and_dashes_without_end_are_refused() {
    let tile = |inside: &str| {
        format!("<pattern id=\"p\" patternUnits=\"userSpaceOnUse\" {inside}><rect width=\"9\" height=\"9\"/></pattern>")
    };
    let large = tile("width=\"100000\" height=\"100000\"");
    assert!(refusal(&format!("{large}{RECT} fill=\"url(#p)\"/>")).contains("layers"));
    let dashed = "<path stroke=\"red\" stroke-dasharray=\"0.01\" d=\"M0 0H4000\"/>".repeat(500);
    assert!(refusal(&dashed).contains("too long"));
    let steep = format!("<path d=\"M0 0{}\"/>", "V1200V0h.1".repeat(15_000));
    let (tree, _) = tree(&drawing(&steep)).unwrap();
    assert!(cost::check(&tree, (1600, 1200), 1.0).is_err());
    assert!(cost::check(&tree, (400, 300), 0.25).is_ok(), "smaller it can be drawn");
}

#[test]
fn elements_and_styles_without_end_are_refused() {
    assert!(refusal(&"<g/>".repeat(200_000)).contains("8 MiB"));
    assert!(refusal(&format!("{}{}", "<g>".repeat(60_000), "</g>".repeat(60_000))).contains("100 levels"));
    let rules = ".a{fill:red}".repeat(20_000);
    assert!(refusal(&format!("<style>{rules}</style>{}", "<g/>".repeat(2000))).contains("style"));
    let declared = "fill:red;".repeat(1001);
    assert!(refusal(&format!("<g style=\"{declared}\"/>")).contains("style"));
    assert!(refusal(&format!("<style>.a{{{declared}}}</style>")).contains("style"));
    assert!(refusal(&format!("<g {}/>", chain(2000, |at| format!("a{at}=\"\" ")))).contains("attributes"));
}

#[test]
fn a_drawing_of_any_size_is_looked_at_and_drawn_without_harm() {
    for size in [
        "width=\"1e9\" height=\"1e9\"",
        "width=\"1e-9\" height=\"1e9\"",
        "viewBox=\"0 0 1e30 1\"",
        "width=\"inf\"",
        "width=\"0\"",
    ] {
        let text =
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {size}><rect width=\"1e9\" height=\"1e9\"/></svg>");
        let _ = measure(text.as_bytes());
        if let Ok((pixels, _)) = decode(text.as_bytes(), (16, 12)) {
            assert!(pixels.width <= 16 && pixels.height <= 12, "{size}");
        }
    }
    let far = "<g opacity=\"0.5\"><rect x=\"-1e30\" width=\"1e38\" height=\"1e38\"/></g>";
    assert!(decode(drawing(far).as_bytes(), (16, 12)).is_ok());
}

#[test]
fn the_deepest_drawing_that_is_allowed_is_drawn() {
    // The svg element itself is a level too, and so is the content.
    let levels = scan::DEEPEST - 2;
    let groups = format!("{}{RECT}/>{}", "<g opacity=\"0.9\">".repeat(levels), "</g>".repeat(levels));
    let uses = chain(48, |at| format!("<g id=\"u{at}\"><use href=\"#u{}\"/></g>", at + 1));
    let within = |kind: &str, property: &str| {
        let each = |at: usize| format!("<{kind} id=\"m{at}\">{RECT} {property}=\"url(#m{})\"/></{kind}>", at + 1);
        format!(
            "{}{RECT} {property}=\"url(#m0)\"/>",
            chain(48, each).replace("<pattern", "<pattern width=\"1\" height=\"1\"")
        )
    };
    let nested = format!("{}{RECT}/>{}", "<svg width=\"9\" height=\"9\">".repeat(levels), "</svg>".repeat(levels));
    for inside in
        [groups, uses, nested, within("mask", "mask"), within("clipPath", "clip-path"), within("pattern", "fill")]
    {
        // The stack is 2 MiB here, as on most threads.
        assert!(decode(drawing(&inside).as_bytes(), (16, 12)).is_ok(), "{inside}");
    }
}

#[test]
fn nothing_outside_of_a_drawing_is_read() {
    for href in ["file:///etc/hostname", "/etc/hostname", "http://localhost/a.png", "two.png"] {
        let inside = format!(
            "<image width=\"9\" height=\"9\" href=\"{href}\"/><image width=\"9\" height=\"9\" xlink:href=\"{href}\"/>"
        );
        let (pixels, fault) = decode(drawing(&inside).as_bytes(), (16, 12)).unwrap();
        assert!(pixels.bytes.iter().all(|byte| *byte == 0));
        assert!(matches!(fault, Some(Fault::Without(why)) if why.contains("another file")), "{href}: {fault:?}");
    }
    let entity = format!("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>{}", drawing("<text>&a;</text>"));
    assert!(tree(&entity).is_err());
}

/// Bytes as a data URL.
fn address(kind: &str, bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters: String = bytes
        .chunks(3)
        .flat_map(|it| {
            let [a, b, c] = [0, 1, 2].map(|at| u32::from(it.get(at).copied().unwrap_or_default()));
            let all = a << 16 | b << 8 | c;
            let letter = move |at: u32| char::from(LETTERS[(all >> (18 - 6 * at)) as usize & 63]);
            (0..4).map(move |at| if at as usize > it.len() { '=' } else { letter(at) })
        })
        .collect();
    format!("data:{kind};base64,{letters}")
}

#[test]
fn pictures_inside_of_a_drawing_are_drawn() {
    for (kind, bytes) in [
        ("image/png", include_bytes!("../../../tests/pictures/indexed.png").as_slice()),
        ("image/jpeg", include_bytes!("../../../tests/pictures/two.jpg")),
        ("image/jpg", include_bytes!("../../../tests/pictures/cmyk.jpg")),
        ("image/webp", include_bytes!("../../../tests/pictures/lossless.webp")),
        ("image/gif", include_bytes!("../../../tests/pictures/frames.gif")),
        // The declared type does not matter.
        ("text/plain", include_bytes!("../../../tests/pictures/lossy.webp")),
    ] {
        for name in ["href", "xlink:href"] {
            let href = address(kind, bytes);
            let image = format!("<image x=\"800\" width=\"800\" height=\"400\" {name}=\"{href}\"/>");
            let (pixels, fault) = decode(drawing(&image).as_bytes(), (160, 120)).unwrap();
            let (nothing, red, blue) = (pixels.at(40, 20), pixels.at(90, 20), pixels.at(150, 20));
            assert_eq!((fault, nothing), (None, [0; 4]), "{kind}");
            assert!(red[0] > 180 && red[2] < 90 && red[3] == 255, "{kind}: {red:?} is not red");
            assert!(blue[2] > 150 && blue[0] < 90 && blue[3] == 255, "{kind}: {blue:?} is not blue");
        }
    }
}

#[test]
fn a_picture_inside_that_cannot_be_drawn_is_told_and_the_rest_is_drawn() {
    let png = include_bytes!("../../../tests/pictures/indexed.png");
    let mut large = Vec::new();
    drop(png::Encoder::new(&mut large, 8191, 8191).write_header().unwrap());
    for (what, href) in [
        ("an embedded drawing", address("image/svg+xml", drawing(RECT).as_bytes())),
        ("damaged", address("image/png", b"no picture")),
        ("damaged", address("image/png", &png[..30])),
        ("33 million", address("image/png", &large)),
        ("another file", "photo.png".to_owned()),
    ] {
        let inside = format!("{RECT} fill=\"red\"/><image width=\"9\" height=\"9\" href=\"{href}\"/>");
        let (pixels, fault) = decode(drawing(&inside).as_bytes(), (16, 12)).unwrap();
        assert!(matches!(fault, Some(Fault::Without(why)) if why.contains(what)), "{what}: {fault:?}");
        assert_eq!(pixels.at(8, 6), [255, 0, 0, 255], "{what}");
    }
    let cut = address("image/png", &png[..png.len() - 14]);
    let (_, fault) = decode(drawing(&format!("<image href=\"{cut}\"/>")).as_bytes(), (16, 12)).unwrap();
    assert_eq!(fault, Some(Fault::Cut));
}

#[test]
fn pictures_inside_of_a_drawing_take_no_more_than_it_may() {
    let href = address("image/png", include_bytes!("../../../tests/pictures/indexed.png"));
    let image = format!("<image width=\"1600\" height=\"1200\" href=\"{href}\"/>");
    assert_eq!(looked_at(&drawing(&image.repeat(4))), Ok(()));
    assert!(refusal(&image.repeat(2000)).contains("too long"));
}

#[test]
fn text_around_a_drawing_does_not_matter() {
    let red = format!("{RECT} fill=\"red\"/>");
    let drawn = |text: String| decode(text.as_bytes(), (16, 12)).map(|(it, fault)| (it.at(8, 6), fault));
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    for (text, fault) in [
        (format!("{declaration}{declaration}{}", drawing(&red)), None),
        (format!("\u{feff} {declaration}<!-- a -->{}\n<!-- b -->\n", drawing(&red)), None),
        (format!("{declaration}{}{declaration}{}", drawing(&red), drawing("")), Some(Fault::Cut)),
        (format!("{}</g> junk & <", drawing(&red)), Some(Fault::Cut)),
    ] {
        assert_eq!(drawn(text.clone()), Ok(([255, 0, 0, 255], fault)), "{text}");
    }
}
