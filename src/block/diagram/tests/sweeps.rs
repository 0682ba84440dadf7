//! Properties of every graph, tried on graphs that nobody would write.

use std::collections::BTreeSet;

use super::{diagram, wrong};
use crate::block::tests::{assert_inside, pictures};
use crate::text;

#[test]
fn a_thicket_is_bounded_and_shown_as_far_as_it_goes() {
    let chain: String = (0..300).map(|at| format!("n{at} --> n{}\n", at + 1)).collect();
    let found = wrong(&format!("graph LR\n{chain}"));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("a diagram has at most 200 nodes | n200 |"), "{}", found[0]);
    let frames: String = (0..102).map(|at| format!("subgraph s{at}\nn{at}\nend\n")).collect();
    let found = wrong(&format!("graph LR\n{frames}"));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("a diagram has at most 100 subgraphs"), "{}", found[0]);
    let fan: String = (1..199).map(|at| format!("n{} --> n{at}\nn0 --> n{at}\nn{at} --> n0\n", at - 1)).collect();
    let part: String = fan.lines().take(300).map(|line| format!("{line}\n")).collect();
    let fan_drawn = pictures(&diagram(&format!("graph TD\n{part}"), ""), 1000);
    assert!(fan_drawn.contains("n99"));
    assert!(wrong(&format!("graph TD\n{fan}")).iter().all(|it| it.starts_with("a diagram has at most 400 edges")));
    assert!(
        wrong("graph TD\nsubgraph a\nsubgraph b\nsubgraph c\nsubgraph d\nsubgraph e\nA\nend\nend\nend\nend\nend").len()
            == 1
    );
}

/// Numbers that look random and are the same in each run (a linear congruential generator, Knuth, MMIX).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn graph(&mut self, nodes: u64) -> String {
        let forms = [
            "[Un]",
            "(Deux mots)",
            "{漢字 ?}",
            "([🚀])",
            "((e\u{301}))",
            "",
            "[\"un nom plutôt long pour une boîte\"]",
        ];
        let links = ["-->", "---", "-.->", "==>", "<-->", "-->|oui|", "-- un mot -->", "-. x .-", "== y ==>"];
        let mut text = format!("graph {}\n", ["LR", "RL", "TD", "BT"][self.throw(4) as usize]);
        let mut open = 0;
        for _ in 0..self.throw(2 * nodes) + 1 {
            match self.throw(9) {
                0 if open < 3 => {
                    open += 1;
                    text += &format!("subgraph s{} [Un groupe]\n", self.throw(9));
                }
                1 if open > 0 => {
                    open -= 1;
                    text += "end\n";
                }
                _ => {
                    let (from, to) = (self.throw(nodes), self.throw(nodes));
                    let (form, link) = (forms[self.throw(7) as usize], links[self.throw(9) as usize]);
                    text += &format!("n{from}{form} {link} n{to}\n");
                }
            }
        }
        text + &"end\n".repeat(open) + "n0"
    }
}

/// The characters of a drawing, with their rows and columns.
fn letters(picture: &str) -> BTreeSet<(usize, usize, char)> {
    let of_row = |(row, line): (usize, &str)| {
        let mut column = 0;
        let place = |char: char| {
            let at = (row, column, char);
            column += text::width(char.encode_utf8(&mut [0; 4]));
            at
        };
        line.chars().map(place).filter(|(.., char)| char.is_alphanumeric()).collect::<Vec<_>>()
    };
    picture.lines().enumerate().flat_map(of_row).collect()
}

#[test]
fn no_graph_panics_overflows_or_moves() {
    let mut dice = Dice(7);
    for round in 0..60 {
        let nodes = 1 + dice.throw(if round % 10 == 0 { 40 } else { 9 });
        let graph = dice.graph(nodes);
        for width in [1, 8, 20, 40, 76, 116] {
            let slide = diagram(&graph, "reveal = true");
            assert_inside(&slide, width);
            let seen = pictures(&slide, width);
            let steps: Vec<_> = seen.split("~~~\n").map(letters).collect();
            let last = &steps[steps.len() - 1];
            assert!(steps.iter().all(|step| step.is_subset(last)), "{graph}\n{seen}");
        }
    }
}

#[test]
fn every_node_and_every_word_is_seen_whole() {
    let mut dice = Dice(11);
    for _ in 0..200 {
        let nodes = 2 + dice.throw(12);
        let edges = dice.throw(2 * nodes) + 1;
        let edge = |dice: &mut Dice, at: u64| {
            let words = if dice.throw(3) == 0 { format!("|w{at}w|") } else { String::new() };
            format!("n{0}n -->{words} n{1}n\n", dice.throw(nodes), dice.throw(nodes))
        };
        let graph: String = (0..edges).map(|at| edge(&mut dice, at)).collect();
        let graph = format!("graph {}\n{graph}", ["LR", "TD"][dice.throw(2) as usize]);
        let seen = pictures(&diagram(&graph, ""), 200);
        for word in graph.split(|char: char| !char.is_alphanumeric()).filter(|word| word.ends_with(['n', 'w'])) {
            assert!(seen.contains(word), "{word} is missing:\n{graph}\n{seen}");
        }
    }
}

#[test]
fn text_that_is_no_graph_never_panics() {
    let mut dice = Dice(3);
    let signs = [
        "A", "--", ">", "-", ".", "=", "[", "]", "(", ")", "{", "}", "|", "\"", "&", ";", "\n", " ", "é", "漢", "%",
        "<", "subgraph ", "end", "graph LR", "\\", "/", ":::", "x", "~",
    ];
    for _ in 0..3000 {
        let text: String = (0..dice.throw(30)).map(|_| signs[dice.throw(signs.len() as u64) as usize]).collect();
        wrong(&text.replace("'''", "''"));
    }
}
