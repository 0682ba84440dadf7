//! The steps of a slide as animations on click (ECMA-376 part 1, 19.5).

use crate::export::pptx::xml::{Attribute, Xml};

/// A shape, or one of its paragraphs, that appears later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearing {
    pub shape: u32,
    /// The step at which it appears, from 1.
    pub step: u16,
    pub paragraph: Option<usize>,
    pub is_text: bool,
}

/// Numbers the time nodes.
struct Nodes(u32);

impl Nodes {
    fn next(&mut self) -> u32 {
        self.0 += 1;
        self.0
    }
}

/// Writes all animations. Nothing if everything is visible from the start.
pub fn write(appearing: &[Appearing], xml: &mut Xml) {
    if appearing.is_empty() {
        return;
    }
    let mut all = appearing.to_vec();
    all.sort_by_key(|it| it.step);
    let mut nodes = Nodes(0);
    xml.tag("p:timing", &[], |xml| {
        xml.tag("p:tnLst", &[], |xml| xml.tag("p:par", &[], |xml| root(&all, &mut nodes, xml)));
        builds(&all, xml);
    });
}

fn root(all: &[Appearing], nodes: &mut Nodes, xml: &mut Xml) {
    let (root, main) = (nodes.next(), nodes.next());
    let attributes: [Attribute; 4] =
        [("id", &root), ("dur", &"indefinite"), ("restart", &"never"), ("nodeType", &"tmRoot")];
    xml.tag("p:cTn", &attributes, |xml| {
        xml.tag("p:childTnLst", &[], |xml| {
            xml.tag("p:seq", &[("concurrent", &1), ("nextAc", &"seek")], |xml| {
                let attributes: [Attribute; 3] = [("id", &main), ("dur", &"indefinite"), ("nodeType", &"mainSeq")];
                xml.tag("p:cTn", &attributes, |xml| {
                    xml.tag("p:childTnLst", &[], |xml| {
                        all.chunk_by(|one, other| one.step == other.step).for_each(|it| click(it, nodes, xml));
                    });
                });
                xml.raw(MOVES);
            });
        });
    });
}

/// Back and forward, as in every presentation.
const MOVES: &str = "<p:prevCondLst><p:cond evt=\"onPrev\" delay=\"0\"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>\
    <p:nextCondLst><p:cond evt=\"onNext\" delay=\"0\"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>";

/// What appears at one click.
fn click(together: &[Appearing], nodes: &mut Nodes, xml: &mut Xml) {
    held("indefinite", nodes, xml, |nodes, xml| {
        held("0", nodes, xml, |nodes, xml| {
            for (at, it) in together.iter().enumerate() {
                effect(*it, if at == 0 { "clickEffect" } else { "withEffect" }, nodes, xml);
            }
        });
    });
}

fn held(delay: &'static str, nodes: &mut Nodes, xml: &mut Xml, inside: impl FnOnce(&mut Nodes, &mut Xml)) {
    let id = nodes.next();
    xml.tag("p:par", &[], |xml| {
        xml.tag("p:cTn", &[("id", &id), ("fill", &"hold")], |xml| {
            xml.tag("p:stCondLst", &[], |xml| xml.void("p:cond", &[("delay", &delay)]));
            xml.tag("p:childTnLst", &[], |xml| inside(nodes, xml));
        });
    });
}

fn effect(it: Appearing, kind: &'static str, nodes: &mut Nodes, xml: &mut Xml) {
    let (outer, inner) = (nodes.next(), nodes.next());
    let all: [Attribute; 7] = [
        ("id", &outer),
        ("presetID", &1),
        ("presetClass", &"entr"),
        ("presetSubtype", &0),
        ("fill", &"hold"),
        ("nodeType", &kind),
        ("grpId", &0),
    ];
    xml.tag("p:par", &[], |xml| {
        xml.tag("p:cTn", if it.is_text { &all } else { &all[..6] }, |xml| {
            xml.raw("<p:stCondLst><p:cond delay=\"0\"/></p:stCondLst>");
            xml.tag("p:childTnLst", &[], |xml| {
                xml.tag("p:set", &[], |xml| {
                    xml.tag("p:cBhvr", &[], |xml| {
                        xml.tag("p:cTn", &[("id", &inner), ("dur", &1), ("fill", &"hold")], |xml| {
                            xml.raw("<p:stCondLst><p:cond delay=\"0\"/></p:stCondLst>");
                        });
                        xml.tag("p:tgtEl", &[], |xml| target(it, xml));
                        xml.raw("<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst>");
                    });
                    xml.raw("<p:to><p:strVal val=\"visible\"/></p:to>");
                });
            });
        });
    });
}

fn target(it: Appearing, xml: &mut Xml) {
    xml.tag("p:spTgt", &[("spid", &it.shape)], |xml| {
        if let Some(at) = it.paragraph {
            xml.tag("p:txEl", &[], |xml| xml.void("p:pRg", &[("st", &at), ("end", &at)]));
        }
    });
}

/// Which texts appear paragraph by paragraph, and which as a whole.
fn builds(all: &[Appearing], xml: &mut Xml) {
    let mut texts: Vec<(u32, bool)> =
        all.iter().filter(|it| it.is_text).map(|it| (it.shape, it.paragraph.is_some())).collect();
    texts.sort_unstable();
    texts.dedup();
    if texts.is_empty() {
        return;
    }
    xml.tag("p:bldLst", &[], |xml| {
        for (shape, by_paragraph) in texts {
            let all: [Attribute; 3] = [("spid", &shape), ("grpId", &0), ("build", &"p")];
            xml.void("p:bldP", if by_paragraph { &all } else { &all[..2] });
        }
    });
}
