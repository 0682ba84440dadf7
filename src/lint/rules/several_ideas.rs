//! `several-ideas`: more kinds of things on a slide than one thought needs.

use std::collections::BTreeSet;

use crate::block::{Block, Body, Unit};
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::markdown::Node;

pub const RULE: Rule = Rule::info("several-ideas", "D005", look)
    .about(noun!("more kinds of things on a slide than one thought needs"))
    .why(noun!("Code, tables and pictures are read in different ways. Each needs its own moment."))
    .evidence(noun!("Expert advice: “one idea per slide” (Naegle 2021, PLoS Comput Biol 17(12), rule 1). What is counted here is only a sign of it"))
    .limit(2, noun!("kinds of things"))
    .help(noun!("give each its own slide"))
    .wrong("# code, a table and a chart on one slide")
    .right("# code on one slide, the table and the chart on the next");

fn look(checker: &Checker, findings: &mut Findings) {
    for placed in checker.planned() {
        let mut kinds = BTreeSet::new();
        for unit in placed.slide.units() {
            match unit {
                Unit::Node(node) => of_node(node, &mut kinds),
                Unit::Block(block) => of_block(block, &mut kinds),
            }
        }
        if kinds.len() > findings.limit() {
            let list = kinds.into_iter().collect::<Vec<_>>().join(", ");
            let message = say!("this slide has {list}: more than one idea needs", list);
            findings.add(placed.slide.at.table, message, say!("several ideas"));
        }
    }
}

fn of_node(node: &Node<Block>, kinds: &mut BTreeSet<&'static str>) {
    match node {
        Node::Fence(block) => of_block(block, kinds),
        Node::Table(_) => drop(kinds.insert("table")),
        node => node.inside().into_iter().flatten().for_each(|node| of_node(node, kinds)),
    }
}

fn of_block(block: &Block, kinds: &mut BTreeSet<&'static str>) {
    kinds.extend(block.kind.is_idea().then(|| block.name()));
    block.bodies().into_iter().flat_map(Body::nodes).for_each(|node| of_node(node, kinds));
}
