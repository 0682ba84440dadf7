//! Drawings of graphs, and mistakes in them.

mod sweeps;
mod typos;

use expect_test::expect;

use crate::block::tests::{deck, file, findings, pictures, read_aloud};
use crate::diagnostic::Diagnostic;

pub(super) fn diagram(graph: &str, more: &str) -> String {
    format!("[[section.slide.block]]\nkind = \"diagram\"\nalt = \"x\"\n{more}\ngraph = '''\n{graph}\n'''")
}

/// The diagram in `width` cells, between bars that show its left edge.
fn drawn(graph: &str, width: u16) -> String {
    framed(&pictures(&diagram(graph, ""), width))
}

pub(super) fn framed(picture: &str) -> String {
    picture.lines().map(|line| format!("|{line}\n")).collect()
}

const CHAIN: &str = "graph LR\n  code[Code] --> build[Construction] -- preuve --> prod[Production]";
const CHOICE: &str =
    "flowchart TD\n  A{Réussi ?} -- oui --> B(Livrer)\n  A -- non --> C([Corriger])\n  C --> A\n  B --> D";
const TEAMS: &str = "graph LR\n subgraph e [Équipe]\n  A[Code] --> B[Test]\n end\n subgraph p [Plateforme]\n  C[Construction] --> D[Déploiement]\n end\n B --> C\n D -.-> A";

#[test]
fn a_chain_runs_from_left_to_right_as_wide_as_looks_good() {
    expect![[r#"
        |                      ┌────────┐       ┌────────────────┐                     ┌──────────────┐
        |                      │  Code  ├──────▶│  Construction  ├────── preuve ──────▶│  Production  │
        |                      └────────┘       └────────────────┘                     └──────────────┘
    "#]]
    .assert_eq(&drawn(CHAIN, 116));
    expect![[r#"
        |┌──────┐     ┌──────────────┐                 ┌────────────┐
        |│ Code ├────▶│ Construction ├──── preuve ────▶│ Production │
        |└──────┘     └──────────────┘                 └────────────┘
    "#]]
    .assert_eq(&drawn(CHAIN, 60));
}

#[test]
fn what_is_too_wide_turns() {
    expect![[r#"
        |               ┌────────┐
        |               │  Code  │
        |               └───┬────┘
        |                   │
        |                   ▼
        |           ┌────────────────┐
        |           │  Construction  │
        |           └───────┬────────┘
        |                   │
        |                 preuve
        |                   │
        |                   ▼
        |            ┌──────────────┐
        |            │  Production  │
        |            └──────────────┘
    "#]]
    .assert_eq(&drawn(CHAIN, 40));
}

#[test]
fn where_boxes_have_no_room_there_is_a_list() {
    expect![[r#"
        |    ┌──────┐
        |    │ Code │
        |    └──┬───┘
        |       │
        |       ▼
        |┌──────────────┐
        |│ Construction │
        |└──────┬───────┘
        |       │
        |     preuve
        |       │
        |       ▼
        | ┌────────────┐
        | │ Production │
        | └────────────┘
    "#]]
    .assert_eq(&drawn(CHAIN, 17));
    expect![[r#"
        |Réussi ?
        |  → (oui) Livrer → D
        |  → (non) Corriger
        |    → Réussi ? ↩
    "#]]
    .assert_eq(&drawn(CHOICE, 20));
    expect![[r#"
        |Code → Test
        |  → Construction
        |  → Déploiement
        |  ⇢ Code ↩
        |
        |Équipe: Code, Test
        |Plateforme:
        |Construction,
        |Déploiement
    "#]]
    .assert_eq(&drawn(TEAMS, 20));
}

#[test]
fn questions_fork_and_cycles_lead_back_outside() {
    expect![[r#"
        |                             ┌────────────┐
        |                             ◇  Réussi ?  ◇◀─────────╮
        |                             └─────┬──────┘          │
        |                           ╭───────┴───────╮         │
        |                           │               │         │
        |                          oui             non        │
        |                           │               │         │
        |                           ▼               ▼         │
        |                      ╭──────────╮   ╭────────────╮  │
        |                      │  Livrer  │   (  Corriger  )──╯
        |                      ╰────┬─────╯   ╰────────────╯
        |                           │
        |                           ▼
        |                        ┌─────┐
        |                        │  D  │
        |                        └─────┘
    "#]]
    .assert_eq(&drawn(CHOICE, 76));
    expect![[r#"
        |                                        ╭────────────╮       ┌─────┐
        |                        ╭─── oui ──────▶│   Livrer   ├──────▶│  D  │
        |       ┌────────────┐   │               ╰────────────╯       └─────┘
        |       ◇  Réussi ?  ◇───┤
        |       └────────────┘   │               ╭────────────╮
        |             ▲          ╰─── non ──────▶(  Corriger  )
        |             │                          ╰─────┬──────╯
        |             │                                │
        |             ╰────────────────────────────────╯
    "#]]
    .assert_eq(&drawn(&CHOICE.replace("TD", "LR"), 76));
}

#[test]
fn groups_have_frames() {
    expect![[r#"
        |   ┌ Équipe ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┐  ┌ Plateforme ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┐
        |   ╎ ┌──────┐     ┌──────┐ ╎  ╎    ┌──────────────┐     ┌─────────────┐ ╎
        |   ╎ │ Code ├────▶│ Test ├────────▶│ Construction ├────▶│ Déploiement │ ╎
        |   ╎ └──────┘     └──────┘ ╎  ╎    └──────────────┘     └──────┬──────┘ ╎
        |   ╎    ▲                  ╎  ╎                                ┆        ╎
        |   ╎    ┆                  ╎  ╎                                ┆        ╎
        |   └╌╌╌╌┆╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┘  └╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┆╌╌╌╌╌╌╌╌┘
        |        ┆                                                      ┆
        |        ╰┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄╯
    "#]]
    .assert_eq(&drawn(TEAMS, 76));
    expect![[r#"
        |          ┌ Équipe ╌╌╌╌╌╌╌┐
        |          ╎ ┌────────┐    ╎
        |          ╎ │  Code  │◀┄┄┄┄┄┄┄┄┄╮
        |          ╎ └───┬────┘    ╎     ┆
        |          ╎     ▼         ╎     ┆
        |          ╎ ┌────────┐    ╎     ┆
        |          ╎ │  Test  │    ╎     ┆
        |          ╎ └───┬────┘    ╎     ┆
        |          └╌╌╌╌╌│╌╌╌╌╌╌╌╌╌┘     ┆
        |      ┌ Plateforme ╌╌╌╌╌╌╌╌╌╌┐  ┆
        |      ╎         ▼            ╎  ┆
        |      ╎ ┌────────────────┐   ╎  ┆
        |      ╎ │  Construction  │   ╎  ┆
        |      ╎ └───────┬────────┘   ╎  ┆
        |      ╎         ▼            ╎  ┆
        |      ╎ ┌───────────────┐    ╎  ┆
        |      ╎ │  Déploiement  ├┄┄┄┄┄┄┄╯
        |      ╎ └───────────────┘    ╎
        |      └╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┘
    "#]]
    .assert_eq(&drawn(TEAMS, 40));
}

#[test]
fn the_words_of_a_long_edge_stand_beside_the_nodes_that_it_passes() {
    expect![[r#"
        |     ┌────────┐       ┌────────┐       ┌──────────────┐
        |     │  Code  ├──────▶│  Test  ├──────▶│  Production  │
        |     └────────┘       └────────┘       └──────┬───────┘
        |         ▲                                    ┆
        |         ╰┄┄┄┄┄┄┄┄┄┄┄┄ retours ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄╯
    "#]]
    .assert_eq(&drawn("graph LR\n A[Code] --> B[Test] --> C[Production]\n C -. retours .-> A", 60));
}

#[test]
fn a_graph_runs_the_way_its_author_says() {
    expect![[r#"
        |            ┌─────┐      ┌─────┐
        |            │  D  ├──────┤  B  │◀───╮
        |            └─────┘      └─────┘    │   ┌─────┐
        |                                    ├───┤  A  │
        |                         ┌─────┐    │   └─────┘
        |                         │  C  │◀───╯
        |                         └─────┘
    "#]]
    .assert_eq(&drawn("graph RL\n A --> B & C\n B --- D", 60));
    expect![[r#"
        |                     ┌─────┐
        |                     │  D  │
        |                     └─────┘
        |                        ▲
        |                        ┃
        |                        ▼
        |                     ┌─────┐   ┌─────┐
        |                     │  B  │   │  C  │
        |                     └─────┘   └─────┘
        |                        ▲         ▲
        |                        ╰────┬────╯
        |                          ┌──┴──┐
        |                          │  A  │
        |                          └─────┘
    "#]]
    .assert_eq(&drawn("graph BT\n A --> B & C\n B <==> D", 60));
}

#[test]
fn lines_join_where_they_meet_and_pass_where_they_cross() {
    expect![[r#"
        |                             ┌─────┐
        |                             │  A  │
        |                             └──┬──┘
        |                  ╭─────────┬───┴─────┬─────╮
        |                  ▼         ▼         ▼     │
        |               ┌─────┐   ┌─────┐   ┌─────┐  │
        |               │  B  │   │  C  │   │  D  │  │
        |               └──┬──┘   └──┬──┘   └──┰──┘  │
        |                  ╰────┬────╯         ┃  ╭──╯
        |                       │              ┗━━┪
        |                       ▼                 ▼
        |                    ┌─────┐           ┌─────┐
        |                    │  E  │           │  F  │
        |                    └─────┘           └─────┘
    "#]]
    .assert_eq(&drawn("graph TD\n A --> B & C & D\n B & C --> E\n D ==> F\n A --> F", 60));
    expect![[r#"
        |                           ┌─────┐
        |                    ╭─────▶│  D  │
        |                    │      └─────┘
        |          ┌─────┐   │
        |          │  A  ├───┴─┬──────────────╮    ┌─────┐
        |          └─────┘     ┆              ├───▶│  F  │
        |                      ┆    ┌─────┐   │    └─────┘
        |                    ╭─┴───▶│  E  ├───╯
        |          ┌─────┐   │      └─────┘
        |          │  B  ├───┤
        |          └─────┘   │      ┌─────┐
        |                    ╰─────▶│  C  │
        |                           └─────┘
    "#]]
    .assert_eq(&drawn("graph LR\n A --> D\n B --> C\n A -.-> E\n B --> E --> F\n A --> F", 60));
}

#[test]
fn words_wrap_before_a_graph_turns() {
    let long = "graph LR\n a[\"Une étape au nom très long<br>et sa suite\"] --> b[\"漢字漢字 🚀\"] --> c[Contrôle de la conformité]";
    expect![[r#"
        |    ┌───────────────────────┐
        |    │ Une étape au nom très │     ┌─────────────┐     ┌────────────────┐
        |    │         long          ├────▶│ 漢字漢字 🚀 ├────▶│ Contrôle de la │
        |    │      et sa suite      │     └─────────────┘     │   conformité   │
        |    └───────────────────────┘                         └────────────────┘
    "#]]
    .assert_eq(&drawn(long, 76));
    expect![[r#"
        |┌──────────────────┐
        |│ Une étape au nom │   ┌─────────────┐   ┌────────────────┐
        |│    très long     ├──▶│ 漢字漢字 🚀 ├──▶│ Contrôle de la │
        |│   et sa suite    │   └─────────────┘   │   conformité   │
        |└──────────────────┘                     └────────────────┘
    "#]]
    .assert_eq(&drawn(long, 60));
}

#[test]
fn a_node_alone_stands_alone_and_a_loop_is_a_sign_in_its_box() {
    expect![[r#"
        |     ┌────────┐
        |     │  Seul  │
        |     └────────┘
    "#]]
    .assert_eq(&drawn("graph LR\n a[Seul]", 20));
    expect![[r#"
        |   ┌────────────┐
        |   │   Essai    │
        |   │  ↻ encore  │
        |   └────────────┘
    "#]]
    .assert_eq(&drawn("graph LR\n a[Essai] -- encore --> a", 20));
}

#[test]
fn nodes_appear_one_by_one_with_the_edges_between_them_and_nothing_moves() {
    let slide = diagram("graph LR\n a --> b & c\n b --> d", "reveal = [\"b\", \"c+d\"]\nhighlight = [\"c\"]");
    expect![[r#"


          ┌───┐
          │ a ├
          └───┘


        ~~~
                     ┌───┐
                 ╭──▶│ b ├
          ┌───┐  │   └───┘
          │ a ├──┤
          └───┘


        ~~~
                     ┌───┐     ┌───┐
                 ╭──▶│ b ├────▶│ d │
          ┌───┐  │   └───┘     └───┘
          │ a ├──┤
          └───┘  │   ┏━━━┓
                 ╰──▶┃ c ┃
                     ┗━━━┛
    "#]]
    .assert_eq(&pictures(&slide, 30));
    assert_eq!(pictures(&diagram(CHAIN, "reveal = true"), 60).matches("~~~").count(), 2);
    assert_eq!(pictures(&diagram(CHAIN, "reveal = [\"code\", \"build\", \"prod\"]"), 20).matches("~~~").count(), 2);
}

#[test]
fn a_diagram_is_read_as_sentences() {
    expect![[r#"
        [x]

        • Code leads to Construction, which leads to Production
          (preuve)
    "#]]
    .assert_eq(&read_aloud(&diagram(CHAIN, "")));
    expect![[r#"
        [x]

        • Réussi ? leads to Livrer (oui), which leads to D
        • Réussi ? leads to Corriger (non), which leads to Réussi ?
    "#]]
    .assert_eq(&read_aloud(&diagram(CHOICE, "")));
    expect![[r#"
        [x]

        • Code leads to Test, which leads to Construction, which
          leads to Déploiement, which leads by a dotted line to Code
        • Équipe: Code, Test
        • Plateforme: Construction, Déploiement
    "#]]
    .assert_eq(&read_aloud(&diagram(TEAMS, "")));
}

#[test]
fn a_fence_is_a_diagram() {
    let fence = "body = '''\n```diagram alt=\"Deux étapes\" highlight=[\"B\"]\ngraph LR; A --> B %% fin\n```\n'''";
    expect![[r#"
        |         ┌─────┐       ┏━━━━━┓
        |         │  A  ├──────▶┃  B  ┃
        |         └─────┘       ┗━━━━━┛
    "#]]
    .assert_eq(&framed(&pictures(fence, 40)));
    expect![[r#"
        [Deux étapes]

        • A leads to B
    "#]]
    .assert_eq(&read_aloud(fence));
}

/// What is wrong with a graph: each message and the text that it is about.
pub(super) fn wrong(graph: &str) -> Vec<String> {
    let slide = diagram(graph, "");
    let file = file(&slide);
    let (_, found) = deck(&slide);
    let words = |it: &Diagnostic| file[it.span().start..it.span().end].to_owned();
    found
        .iter()
        .map(|it| format!("{} | {} | {}", it.message, words(it), it.help.as_deref().unwrap_or_default()))
        .collect()
}

#[test]
fn mistakes_are_found_on_their_very_words() {
    let cases = [
        "A --> B",
        "graph LX\nA --> B",
        "graph LR\nA -> B",
        "graph LR\nA --> B\nC → D",
        "graph LR\nA -- B",
        "graph LR\nA -->",
        "graph LR\nA[Un --> B",
        "graph LR\nA[Un --> B[Deux] --> C",
        "graph LR\nA --> B[[Deux]]",
        "graph LR\nA -->|oui B",
        "graph LR\nA --x B",
        "graph LR\nA <-- B",
        "graph LR\nA:::rouge --> B",
        "graph LR\nA --> B\nstyle A fill:#f00",
        "graph LR\nsubgraph un\nA --> B",
        "graph LR\nA\nend",
        "graph LR\nsubgraph un\nA\nend\nB --> un",
        "graph LR\nA\ngraph TD",
        "graph LR\nsubgraph x\ndirection TD\nA\nend",
        "graph LR\n| --> A",
        "",
        "graph LR\n%% rien",
    ];
    let found: Vec<String> = cases.iter().map(|graph| wrong(graph).join("\n") + "\n").collect();
    expect![[r#"
        the graph has no direction | A | begin with `graph LR` (left to right) or `graph TD` (top down)
        "LX" is not a direction | graph LX | write `graph LR`, `graph TD`, `graph RL` or `graph BT`
        "->" is not an edge | -> | write `A --> B` for an arrow, `A --- B` for a line; a name has no spaces: `a[Several words]`
        "→" is not an edge | → | write `A --> B` for an arrow, `A --- B` for a line; a name has no spaces: `a[Several words]`
        this edge does not end | -- B | write `A --> B` for an arrow, `A --- B` for a line, `A -- words --> B` for words on it
        this edge leads nowhere | --> | write the node that it leads to, or remove it
        `[` is not closed | [Un --> B | write `]` after its label; a label with brackets goes in quotes: `a["f(x)"]`
        `[` is not closed | [Un | write `]` before the arrow; a label with an arrow goes in quotes
        the form of this box is not drawn | [[Deux]] | squares, round boxes, pills and diamonds are drawn: `a[…]`, `a(…)`, `a([…])`, `a{…}`
        the label of this edge is not closed | -->|oui B | write them between two bars: `-->|words|`
        a cross at the end of an edge is not drawn | --x | write `-->`
        this edge does not end | <-- B | write `A --> B` for an arrow, `A --- B` for a line, `A -- words --> B` for words on it
        a look of its own is not drawn | :::rouge | the theme says how things look; `highlight = ["…"]` names the nodes that stand out
        a look of its own is not drawn | style A fill:#f00 | the theme says how things look; `highlight = ["…"]` names the nodes that stand out
        the subgraph "un" is not closed | subgraph un | write `end` below its nodes
        no subgraph is open here | end | remove this line

        a graph has one direction | graph TD | remove this line
        the direction of a subgraph is not drawn | direction TD | remove this line
        a node is expected here | | | write a name of letters and digits, and its words in brackets: `a[Its words]`
        the graph has no node |  | write `graph LR`, and below it `A --> B`
        the graph has no node | graph LR
        %% rien | write `graph LR`, and below it `A --> B`
    "#]].assert_eq(&found.concat());
}

#[test]
fn what_can_be_read_is_drawn_beside_a_mistake() {
    assert_eq!(wrong("graph LR\nA --> B\nC → D\nE --> F").len(), 1);
    assert!(read_aloud(&diagram("graph LR\nA --> B\nC → D\nE --> F", "")).contains("E leads to F"));
}

#[test]
fn names_that_are_not_in_the_graph_are_found() {
    let slide = |more: &str| findings(&diagram("graph LR\nalpha --> beta", more));
    assert_eq!(slide("highlight = [\"alpa\"]"), ["no node is called \"alpa\""]);
    assert_eq!(slide("reveal = [\"alpha+gamma\"]"), ["no node is called \"gamma\""]);
    assert_eq!(slide("reveal = 3"), ["expected true, false or a list of nodes, found an integer"]);
}

#[test]
fn a_diagram_needs_words_for_those_who_cannot_see_it() {
    let slide =
        |alt: &str| findings(&format!("[[section.slide.block]]\nkind = \"diagram\"\n{alt}\ngraph = 'graph LR; A'"));
    assert_eq!(slide(""), ["`alt` is missing"]);
    assert_eq!(slide("alt = ' '"), ["`alt` is empty"]);
    assert_eq!(slide("alt = 3"), ["expected a string, found an integer"]);
}

#[test]
fn what_is_drawn_stays_as_it_is_at_every_step() {
    let graphs = [
        "graph LR\n a --> b & c\n b --> d",
        "graph LR\n a --> b --> c --> d --> a",
        "graph TD\n a --> b & c\n b --> d\n c --> d\n a --- d",
        "graph TD\n a --> c\n b --> c & d\n a --> d\n d -.-> a\n b ==> b",
        "graph TD\n a --> d\n b --> c\n a --> c\n b --> d\n e --> c & d",
        "graph TD\n subgraph G\n a --> b\n end\n b --> c\n c --> a\n c --> d{x} --> b",
        "graph LR\n c --> a\n subgraph G\n a & b\n end\n b -- oui --> c\n d --> b & c",
    ];
    for (graph, width) in graphs.into_iter().flat_map(|graph| [16, 24, 40, 80].map(|width| (graph, width))) {
        for fields in ["reveal = true", "reveal = [\"d\", \"a\", \"c\"]", "reveal = true\nhighlight = [\"b\"]"] {
            let all = pictures(&diagram(graph, fields), width);
            let steps: Vec<&str> = all.split("~~~\n").collect();
            for (before, after) in steps.iter().zip(&steps[1..]) {
                for (before, after) in before.lines().zip(after.lines()) {
                    let mut after = after.chars();
                    let stays = |sign: char| after.next().is_some_and(|now| now == sign) || sign == ' ';
                    assert!(before.chars().all(stays), "{width}\n{all}");
                }
            }
        }
    }
}
