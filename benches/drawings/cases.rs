//! Drawings that are as expensive as possible: each has `n` of something.

/// The name of a drawing, and a function that makes one with this many parts.
pub type Named = (&'static str, fn(usize) -> String);

const NAMES: &str = "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

/// A rectangle over the whole canvas, without the end of its tag.
const RECT: &str = "<rect width=\"1600\" height=\"1200\"";

/// A drawing of the largest size.
fn drawing(inside: &str) -> String {
    format!("<svg {NAMES} width=\"1600\" height=\"1200\">{inside}</svg>")
}

fn many(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

/// A filter with these primitives on the whole canvas.
fn filter(primitives: &str) -> String {
    let place = "x=\"0\" y=\"0\" width=\"1\" height=\"1\"";
    drawing(&format!(
        "<filter id=\"f\" {place}>{primitives}</filter>{RECT} fill=\"red\" opacity=\".7\" filter=\"url(#f)\"/>"
    ))
}

/// Points all over the canvas in no visible order.
fn point(at: usize) -> (usize, usize) {
    (at * 7919 % 1600, at * 6271 % 1200)
}

/// A path through this many points.
fn path(n: usize, step: &str, attributes: &str) -> String {
    let each = if step == "C" { 3 } else { 1 };
    let points = many(n * each, |at| {
        let (x, y) = point(at);
        format!("{x} {y} ")
    });
    format!("<path d=\"M0 0{step}{points}\" {attributes}/>")
}

/// `n` levels deep: each mask, pattern or clip path uses the previous one.
fn chain(n: usize, element: impl Fn(usize, &str) -> String, property: &str) -> String {
    let each =
        |at: usize| element(at, &if at == 0 { String::new() } else { format!("{property}=\"url(#i{})\"", at - 1) });
    let last = n.min(90) - 1;
    drawing(&format!(
        "<defs>{}</defs>{}",
        many(last + 1, each),
        format!("{RECT} {property}=\"url(#i{last})\"/>").repeat(n.div_ceil(90))
    ))
}

fn gradient(kind: &str, stops: usize) -> String {
    let stops = many(stops, |at| {
        format!(
            "<stop offset=\"{}\" stop-color=\"#{:06x}\" stop-opacity=\".5\"/>",
            at as f64 / stops as f64,
            at * 7919 % 0xff_ffff
        )
    });
    format!("<{kind} id=\"p\">{stops}</{kind}>")
}

pub const CASES: &[Named] = &[
    ("filter: blur", |n| filter(&"<feGaussianBlur stdDeviation=\"300\"/>".repeat(n))),
    ("filter: small blur", |n| filter(&"<feGaussianBlur stdDeviation=\"1.5\"/>".repeat(n))),
    ("filter: drop shadow", |n| filter(&"<feDropShadow dx=\"9\" dy=\"9\" stdDeviation=\"30\"/>".repeat(n))),
    ("filter: morphology, radius", |n| filter(&format!("<feMorphology operator=\"dilate\" radius=\"{n}\"/>"))),
    ("filter: morphology, chain", |n| filter(&"<feMorphology operator=\"erode\" radius=\"2\"/>".repeat(n))),
    ("filter: morphology, wide", |n| filter(&format!("<feMorphology operator=\"dilate\" radius=\"{n} 1\"/>"))),
    ("filter: matrix", |n| {
        let order = n.min(100);
        filter(&format!("<feConvolveMatrix order=\"{order}\" kernelMatrix=\"{}\"/>", "1 ".repeat(order * order)))
    }),
    ("filter: small matrices", |n| {
        filter(&"<feConvolveMatrix order=\"3\" edgeMode=\"wrap\" kernelMatrix=\"1 2 1 2 4 2 1 2 1\"/>".repeat(n))
    }),
    ("filter: turbulence, octaves", |n| {
        filter(&format!(
            "<feTurbulence type=\"turbulence\" stitchTiles=\"stitch\" baseFrequency=\"0.7\" numOctaves=\"{n}\"/>"
        ))
    }),
    ("filter: turbulence, chain", |n| filter(&"<feTurbulence baseFrequency=\"0.7\" numOctaves=\"1\"/>".repeat(n))),
    ("filter: lights", |n| {
        filter(&"<feSpecularLighting specularExponent=\"9\" surfaceScale=\"5\"><fePointLight x=\"9\" y=\"9\" z=\"99\"/></feSpecularLighting>".repeat(n))
    }),
    ("filter: spot lights", |n| {
        filter(&"<feDiffuseLighting surfaceScale=\"5\"><feSpotLight x=\"9\" y=\"9\" z=\"99\" pointsAtX=\"800\" pointsAtY=\"600\" limitingConeAngle=\"40\" specularExponent=\"9\"/></feDiffuseLighting>".repeat(n))
    }),
    ("filter: colors", |n| filter(&"<feColorMatrix type=\"hueRotate\" values=\"40\"/>".repeat(n))),
    ("filter: tables", |n| {
        let table = "tableValues=\"0 1 .5 .2 .9 .1\" type=\"table\"";
        filter(
            &format!(
                "<feComponentTransfer><feFuncR {table}/><feFuncG {table}/><feFuncB {table}/></feComponentTransfer>"
            )
            .repeat(n),
        )
    }),
    ("filter: gamma", |n| {
        let gamma = "type=\"gamma\" exponent=\"2.2\"";
        filter(&format!("<feComponentTransfer><feFuncR {gamma}/><feFuncG {gamma}/><feFuncB {gamma}/><feFuncA {gamma}/></feComponentTransfer>").repeat(n))
    }),
    ("filter: displacement", |n| {
        filter(&"<feDisplacementMap in2=\"SourceGraphic\" scale=\"50\" xChannelSelector=\"R\"/>".repeat(n))
    }),
    ("filter: blend", |n| filter(&"<feBlend mode=\"luminosity\" in2=\"SourceGraphic\"/>".repeat(n))),
    ("filter: composite", |n| {
        filter(
            &"<feComposite operator=\"arithmetic\" k1=\".3\" k2=\".3\" k3=\".3\" k4=\".1\" in2=\"SourceGraphic\"/>"
                .repeat(n),
        )
    }),
    ("filter: merge", |n| filter(&format!("<feMerge>{}</feMerge>", "<feMergeNode in=\"SourceGraphic\"/>".repeat(n)))),
    ("filter: tiles", |n| {
        filter(&"<feOffset dx=\"1\" x=\"0\" y=\"0\" width=\".01\" height=\".01\"/><feTile x=\"0\" y=\"0\" width=\"1\" height=\"1\"/>".repeat(n))
    }),
    ("filter: floods", |n| filter(&"<feFlood flood-color=\"red\" flood-opacity=\".5\"/>".repeat(n))),
    ("filter: offsets", |n| filter(&"<feOffset dx=\"3\" dy=\"3\"/>".repeat(n))),
    ("filter: linear colors and back", |n| {
        filter(&"<feOffset dx=\"1\" color-interpolation-filters=\"sRGB\"/><feOffset dx=\"1\" color-interpolation-filters=\"linearRGB\"/>".repeat(n))
    }),
    ("filter: images", |n| {
        let shape = "<g id=\"s\"><circle cx=\"800\" cy=\"600\" r=\"600\" fill=\"blue\" opacity=\".5\"/></g>";
        filter(&"<feImage href=\"#s\"/>".repeat(n)).replace("<filter", &format!("{shape}<filter"))
    }),
    ("filters on many shapes", |n| {
        let shapes = many(n, |at| {
            let (x, y) = point(at);
            format!("<rect x=\"{x}\" y=\"{y}\" width=\"30\" height=\"30\" filter=\"url(#f)\"/>")
        });
        drawing(&format!("<filter id=\"f\"><feGaussianBlur stdDeviation=\"4\"/></filter>{shapes}"))
    }),
    ("filters turned", |n| {
        let shape = format!("{RECT} transform=\"rotate(45 800 600)\" filter=\"url(#f)\"/>");
        drawing(&format!("<filter id=\"f\"><feGaussianBlur stdDeviation=\"4\"/></filter>{}", shape.repeat(n)))
    }),
    ("filters in filters", |n| {
        let deep = n.min(40);
        let one = format!("{}{RECT}/>{}", "<g filter=\"url(#f)\">".repeat(deep), "</g>".repeat(deep));
        drawing(&format!(
            "<filter id=\"f\"><feGaussianBlur stdDeviation=\"9\"/></filter>{}",
            one.repeat(n.div_ceil(40))
        ))
    }),
    ("layers", |n| drawing(&format!("<g opacity=\".5\">{RECT}/></g>").repeat(n))),
    ("layers of many shapes", |n| drawing(&format!("<g opacity=\".5\">{RECT}/>{RECT}/></g>").repeat(n))),
    ("layers, blended", |n| {
        drawing(&format!("<g style=\"mix-blend-mode:luminosity\">{RECT} fill=\"red\"/></g>").repeat(n))
    }),
    ("layers, soft light", |n| {
        drawing(&format!("<g style=\"mix-blend-mode:soft-light\">{RECT} fill=\"red\"/></g>").repeat(n))
    }),
    ("layers, turned", |n| drawing(&format!("<g opacity=\".5\" transform=\"rotate(30)\">{RECT}/></g>").repeat(n))),
    ("layers in layers", |n| {
        let deep = n.min(40);
        let one = format!("{}{RECT}/>{}", "<g opacity=\".9\">".repeat(deep), "</g>".repeat(deep));
        drawing(&one.repeat(n.div_ceil(40)))
    }),
    ("small layers", |n| {
        drawing(&many(n, |at| {
            let (x, y) = point(at);
            format!("<g opacity=\".5\"><rect x=\"{x}\" y=\"{y}\" width=\"3\" height=\"3\"/></g>")
        }))
    }),
    ("rectangles", |n| drawing(&format!("{RECT} opacity=\".9\" fill=\"red\"/>").repeat(n))),
    ("rectangles, see-through", |n| drawing(&format!("{RECT} fill=\"red\" fill-opacity=\".1\"/>").repeat(n))),
    ("rectangles, turned", |n| {
        drawing(&format!("{RECT} fill=\"red\" fill-opacity=\".1\" transform=\"rotate(1)\"/>").repeat(n))
    }),
    ("small rectangles", |n| {
        drawing(&many(n, |at| {
            let (x, y) = point(at);
            format!("<rect x=\"{x}\" y=\"{y}\" width=\"9\" height=\"9\"/>")
        }))
    }),
    ("small circles", |n| {
        drawing(&many(n, |at| {
            let (x, y) = point(at);
            format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"9\"/>")
        }))
    }),
    ("large circles", |n| drawing(&"<circle cx=\"800\" cy=\"600\" r=\"600\" fill-opacity=\".1\"/>".repeat(n))),
    ("linear gradients", |n| {
        drawing(&format!("{}{}", gradient("linearGradient", 3), format!("{RECT} fill=\"url(#p)\"/>").repeat(n)))
    }),
    ("radial gradients", |n| {
        drawing(&format!("{}{}", gradient("radialGradient", 3), format!("{RECT} fill=\"url(#p)\"/>").repeat(n)))
    }),
    ("radial gradients, stops", |n| {
        drawing(&format!("{}{}", gradient("radialGradient", 300), format!("{RECT} fill=\"url(#p)\"/>").repeat(n)))
    }),
    ("stops", |n| drawing(&format!("{}{RECT} fill=\"url(#p)\"/>", gradient("radialGradient", n)))),
    ("stops, many shapes", |n| {
        drawing(&format!(
            "{}{}",
            gradient("linearGradient", 2000),
            "<rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>".repeat(n)
        ))
    }),
    ("focal gradients", |n| {
        let gradient = gradient("radialGradient", 5)
            .replace("id=\"p\"", "id=\"p\" fx=\".9\" fy=\".9\" spreadMethod=\"reflect\" r=\".02\"");
        drawing(&format!("{gradient}{}", format!("{RECT} fill=\"url(#p)\"/>").repeat(n)))
    }),
    ("patterns", |n| {
        let pattern = "<pattern id=\"p\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\"><circle cx=\"4\" cy=\"4\" r=\"4\"/></pattern>";
        drawing(&format!("{pattern}{}", format!("{RECT} fill=\"url(#p)\"/>").repeat(n)))
    }),
    ("patterns, turned", |n| {
        let pattern = "<pattern id=\"p\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(30) skewX(20)\"><circle cx=\"4\" cy=\"4\" r=\"4\"/></pattern>";
        drawing(&format!("{pattern}{}", format!("{RECT} fill=\"url(#p)\"/>").repeat(n)))
    }),
    ("patterns, large tiles", |n| {
        let pattern = format!(
            "<pattern id=\"p\" width=\"1600\" height=\"1200\" patternUnits=\"userSpaceOnUse\">{RECT} fill=\"red\"/></pattern>"
        );
        drawing(&format!("{pattern}{}", "<rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>".repeat(n)))
    }),
    ("patterns, tiles larger than the canvas", |n| {
        let pattern = format!(
            "<pattern id=\"p\" width=\"{n}\" height=\"1200\" patternUnits=\"userSpaceOnUse\">{RECT} fill=\"red\"/></pattern>"
        );
        drawing(&format!("{pattern}{RECT} fill=\"url(#p)\"/>"))
    }),
    ("patterns in patterns", |n| {
        chain(
            n,
            |at, fill| {
                format!(
                    "<pattern id=\"i{at}\" width=\"800\" height=\"600\" patternUnits=\"userSpaceOnUse\">{RECT} {fill}/></pattern>"
                )
            },
            "fill",
        )
    }),
    ("patterns as strokes", |n| {
        let pattern = "<pattern id=\"p\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\"><circle cx=\"4\" cy=\"4\" r=\"4\"/></pattern>";
        drawing(&format!(
            "{pattern}{}",
            format!("{RECT} fill=\"none\" stroke-width=\"300\" stroke=\"url(#p)\"/>").repeat(n)
        ))
    }),
    ("masks", |n| {
        drawing(&format!(
            "<mask id=\"m\">{RECT} fill=\"#888\"/></mask>{}",
            format!("{RECT} mask=\"url(#m)\"/>").repeat(n)
        ))
    }),
    ("masks in masks", |n| {
        chain(n, |at, mask| format!("<mask id=\"i{at}\" {mask}>{RECT} fill=\"#eee\"/></mask>"), "mask")
    }),
    ("masked masks", |n| {
        chain(n, |at, mask| format!("<mask id=\"i{at}\">{RECT} fill=\"#eee\" {mask}/></mask>"), "mask")
    }),
    ("masks of luminance, linear", |n| {
        drawing(&format!(
            "<mask id=\"m\" color-interpolation=\"linearRGB\">{RECT} fill=\"#888\"/></mask>{}",
            format!("{RECT} mask=\"url(#m)\"/>").repeat(n)
        ))
    }),
    ("small masks", |n| {
        drawing(&format!(
            "<mask id=\"m\"><rect width=\"9\" height=\"9\" fill=\"#888\"/></mask>{}",
            "<rect width=\"9\" height=\"9\" mask=\"url(#m)\"/>".repeat(n)
        ))
    }),
    ("clip paths", |n| {
        drawing(&format!(
            "<clipPath id=\"c\"><circle cx=\"800\" cy=\"600\" r=\"600\"/></clipPath>{}",
            format!("{RECT} clip-path=\"url(#c)\"/>").repeat(n)
        ))
    }),
    ("clip paths in clip paths", |n| {
        chain(
            n,
            |at, clip| format!("<clipPath id=\"i{at}\" {clip}><circle cx=\"800\" cy=\"600\" r=\"600\"/></clipPath>"),
            "clip-path",
        )
    }),
    ("clipped clip paths", |n| {
        chain(
            n,
            |at, clip| format!("<clipPath id=\"i{at}\"><circle cx=\"800\" cy=\"600\" r=\"600\" {clip}/></clipPath>"),
            "clip-path",
        )
    }),
    ("a clip path of many shapes", |n| {
        let shapes = "<circle cx=\"800\" cy=\"600\" r=\"600\"/>".repeat(n);
        drawing(&format!("<clipPath id=\"c\">{shapes}</clipPath>{RECT} clip-path=\"url(#c)\"/>"))
    }),
    ("lines, filled", |n| drawing(&path(n, "L", "fill=\"red\""))),
    ("lines, filled, even and odd", |n| drawing(&path(n, "L", "fill=\"red\" fill-rule=\"evenodd\""))),
    ("lines, filled, in one row", |n| {
        let points = many(n, |at| format!("{} {} ", at % 2 * 1600, 600 + at % 2));
        drawing(&format!("<path d=\"M0 600L{points}\"/>"))
    }),
    ("lines from top to bottom", |n| {
        let points = many(n, |at| format!("{} {} ", at * 7919 % 1600, at % 2 * 1200));
        drawing(&format!("<path d=\"M0 0L{points}\"/>"))
    }),
    ("lines, crisp", |n| drawing(&path(n, "L", "fill=\"red\" shape-rendering=\"crispEdges\""))),
    ("curves, filled", |n| drawing(&path(n, "C", "fill=\"red\""))),
    ("arcs", |n| {
        let arcs = many(n, |at| {
            let (x, y) = point(at);
            format!("A900 400 30 {} {} {x} {y}", at % 2, at / 2 % 2)
        });
        drawing(&format!("<path d=\"M0 0{arcs}\"/>"))
    }),
    ("hairlines", |n| drawing(&path(n, "L", "fill=\"none\" stroke=\"red\" stroke-width=\".2\""))),
    ("hairlines, curved", |n| drawing(&path(n, "C", "fill=\"none\" stroke=\"red\" stroke-width=\".2\""))),
    ("strokes", |n| drawing(&path(n, "L", "fill=\"none\" stroke=\"red\" stroke-width=\"5\""))),
    ("strokes, wide and round", |n| {
        drawing(&path(
            n,
            "L",
            "fill=\"none\" stroke=\"red\" stroke-width=\"400\" stroke-linejoin=\"round\" stroke-linecap=\"round\"",
        ))
    }),
    ("strokes, wider than the canvas", |n| {
        drawing(&path(n, "L", "fill=\"none\" stroke=\"red\" stroke-width=\"20000\" stroke-linejoin=\"round\""))
    }),
    ("strokes, curved", |n| {
        drawing(&path(n, "C", "fill=\"none\" stroke=\"red\" stroke-width=\"5\" stroke-linejoin=\"round\""))
    }),
    ("strokes, curved and wide", |n| {
        drawing(&path(n, "C", "fill=\"none\" stroke=\"red\" stroke-width=\"300\" stroke-linejoin=\"round\""))
    }),
    ("dashes", |n| {
        drawing(&format!(
            "<path d=\"M0 600H1600\" stroke=\"red\" stroke-width=\"9\" stroke-dasharray=\"{0} {0}\"/>",
            1600.0 / n as f64
        ))
    }),
    ("dashes, round and wide", |n| {
        drawing(&format!(
            "<path d=\"M0 600H1600\" stroke=\"red\" stroke-width=\"500\" stroke-linecap=\"round\" stroke-dasharray=\"{0} {0}\"/>",
            1600.0 / n as f64
        ))
    }),
    ("dashes on curves", |n| {
        drawing(&path(n, "C", "fill=\"none\" stroke=\"red\" stroke-width=\"5\" stroke-dasharray=\"3 3\""))
    }),
    ("dashes of hairlines", |n| {
        drawing(&path(n, "L", "fill=\"none\" stroke=\"red\" stroke-width=\".2\" stroke-dasharray=\"2 2\""))
    }),
    ("dashes far outside", |n| {
        drawing(&format!(
            "<path d=\"M-{n}000 600H{n}000\" stroke=\"red\" stroke-width=\"9\" stroke-dasharray=\"3 3\"/>"
        ))
    }),
    ("dashes, many intervals", |n| {
        drawing(&format!(
            "<path d=\"M0 600H1600\" stroke=\"red\" stroke-width=\"9\" stroke-dasharray=\"{}\"/>",
            ".01 ".repeat(n)
        ))
    }),
    ("small shapes, stroked", |n| {
        drawing(&many(n, |at| {
            let (x, y) = point(at);
            format!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"9\" stroke=\"red\" stroke-width=\"3\" stroke-dasharray=\"1 1\"/>"
            )
        }))
    }),
    ("far shapes", |n| drawing(&path(n, "L", "fill=\"red\" transform=\"scale(100000)\""))),
    ("far curves, stroked", |n| drawing(&path(n, "C", "fill=\"none\" stroke=\"red\" transform=\"scale(10000)\""))),
    ("uses", |n| {
        drawing(&format!("<circle id=\"s\" cx=\"20\" cy=\"20\" r=\"20\"/>{}", "<use href=\"#s\" x=\"9\"/>".repeat(n)))
    }),
    ("uses of uses", |n| {
        let levels = many(usize::BITS as usize - n.leading_zeros() as usize, |at| {
            format!("<g id=\"u{}\"><use href=\"#u{at}\"/><use href=\"#u{at}\" x=\"3\"/></g>", at + 1)
        });
        drawing(&format!("<circle id=\"u0\" r=\"20\"/>{levels}"))
    }),
    ("symbols", |n| {
        drawing(&format!(
            "<symbol id=\"s\" viewBox=\"0 0 9 9\"><circle r=\"9\"/></symbol>{}",
            "<use href=\"#s\" width=\"1600\" height=\"1200\"/>".repeat(n)
        ))
    }),
    ("markers", |n| {
        let marker =
            "<marker id=\"m\" markerWidth=\"9\" markerHeight=\"9\"><circle cx=\"4\" cy=\"4\" r=\"4\"/></marker>";
        drawing(&format!("{marker}{}", path(n, "L", "fill=\"none\" stroke=\"red\" marker-mid=\"url(#m)\"")))
    }),
    ("groups in groups", |n| {
        let deep = format!(
            "{}<rect width=\"9\" height=\"9\"/>{}",
            "<g transform=\"rotate(1)\">".repeat(95),
            "</g>".repeat(95)
        );
        drawing(&deep.repeat(n))
    }),
    ("empty groups", |n| drawing(&"<g/>".repeat(n))),
    ("attributes", |n| drawing(&format!("<rect style=\"{}\"/>", "fill:red;".repeat(n)))),
    ("styles", |n| {
        let sheet = many(n, |at| format!(".c{at}{{fill:red}}"));
        let shapes = many(n.min(4000), |at| format!("<rect class=\"c{at}\" width=\"9\" height=\"9\"/>"));
        drawing(&format!("<style>{sheet}</style>{shapes}"))
    }),
    ("styles, long selectors", |n| {
        let sheet = many(n, |at| format!("g g g g g g g g g .c{at}{{fill:red}}"));
        let shapes = many(n.min(4000), |at| format!("<rect class=\"c{at}\" width=\"9\" height=\"9\"/>"));
        drawing(&format!("<style>{sheet}</style>{}{shapes}{}", "<g>".repeat(50), "</g>".repeat(50)))
    }),
    ("gradients that refer to gradients", |n| {
        let gradients = many(n.min(90), |at| format!("<linearGradient id=\"g{}\" href=\"#g{at}\"/>", at + 1));
        let shapes = many(n, |_| format!("<rect width=\"9\" height=\"9\" fill=\"url(#g{})\"/>", n.min(90)));
        drawing(&format!("<linearGradient id=\"g0\"><stop/><stop offset=\"1\"/></linearGradient>{gradients}{shapes}"))
    }),
    ("words", |n| drawing(&"<text x=\"9\" y=\"99\" font-size=\"90\">words <tspan>and</tspan></text>".repeat(n))),
    ("words of one text", |n| {
        drawing(&format!("<text x=\"9\" y=\"99\">{}</text>", "<tspan dx=\"1\">a</tspan>".repeat(n)))
    }),
    ("entities", |n| {
        format!(
            "<!DOCTYPE svg [<!ENTITY a \"{}\">]>{}",
            "9 ".repeat(120),
            drawing(&format!("<path d=\"M{}\"/>", "&a;".repeat(n)))
        )
    }),
    ("a path without end", |n| drawing(&format!("<path d=\"M0 0{}\"/>", "h1v1".repeat(n)))),
    ("paths of a canvas without size", |n| {
        path(n, "C", "fill=\"none\" stroke=\"red\" stroke-width=\"5\"").replacen(
            "<path",
            &format!("<svg {NAMES}><path"),
            1,
        ) + "</svg>"
    }),
];
