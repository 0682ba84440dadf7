//! Misspelled words of Mermaid's language: each is one finding, and nothing follows from it.

use super::wrong;
use expect_test::expect;

fn found(graphs: &[&str]) -> String {
    graphs.iter().map(|graph| wrong(graph).join("\n") + "\n").collect()
}

#[test]
fn a_misspelled_word_of_a_flowchart_is_told_the_right_one() {
    let all = found(&[
        "graph LR\nsubgrph un\nA --> B\nend",
        "graph LR\nSubgraph un\nA --> B\nend",
        "graph LR\nsubgrph un\nA --> B",
        "graph LR\nA --> B\nstlye A fill:#f00",
        "graph LR\nA --> B\nclasDef big fill:#f00",
        "graph LR\ndirecton LR\nA --> B",
        "graph LR\nsubgraph un\nA --> B\nedn",
    ]);
    expect![[r#"
        "subgrph" begins nothing in a flowchart | subgrph | did you mean "subgraph"?
        "Subgraph" begins nothing in a flowchart | Subgraph | did you mean "subgraph"?
        "subgrph" begins nothing in a flowchart | subgrph | did you mean "subgraph"?
        "stlye" begins nothing in a flowchart | stlye | did you mean "style"?
        "clasDef" begins nothing in a flowchart | clasDef | did you mean "classDef"?
        "directon" begins nothing in a flowchart | directon | did you mean "direction"?
        the subgraph "un" is not closed | edn | did you mean "end"?
    "#]]
    .assert_eq(&all);
}

#[test]
fn a_node_may_be_called_nearly_like_a_word() {
    for graph in ["graph LR\nstyl --> B", "graph LR\nsubgraph un\nsend\nends\nend", "graph LR\nsubgrap & B --> C"] {
        assert_eq!(wrong(graph), [""; 0], "{graph}");
    }
}

#[test]
fn a_misspelled_word_of_a_sequence_is_told_the_right_one() {
    let all = found(
        &[
            "particpant A as Ada\nA->>B: x",
            "lop chaque jour\nA->>B: x\nend",
            "lop chaque jour\nA->>B: x",
            "loop chaque jour\nA->>B: x\nedn",
            "actvate A\nA->>B: x\ndeactivate A",
            "alt x\nA->>B: y\nesle\nB->>A: z\nend",
        ]
        .map(|events| format!("sequenceDiagram\n{events}"))
        .each_ref()
        .map(String::as_str),
    );
    expect![[r#"
        this is not a message | particpant A as Ada | did you mean "participant"?
        this is not a message | lop chaque jour | did you mean "loop"?
        this is not a message | lop chaque jour | did you mean "loop"?
        this is not a message | edn | did you mean "end"?
        this is not a message | actvate A | did you mean "activate"?
        this is not a message | esle | did you mean "else"?
    "#]]
    .assert_eq(&all);
}
