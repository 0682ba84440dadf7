//! Drawings of sequences, and mistakes in their text.

use expect_test::expect;

use crate::block::diagram::tests::{diagram, framed, wrong};
use crate::block::tests::{assert_inside, findings, pictures, read_aloud};

fn sequence(events: &str) -> String {
    format!("sequenceDiagram\n{events}")
}

fn drawn(events: &str, width: u16) -> String {
    framed(&pictures(&diagram(&sequence(events), ""), width))
}

const LEAVE: &str =
    "actor a as Agent\nparticipant p as Portail\na->>+p: demande un congé\np->>p: vérifie\np-->>-a: accord";

#[test]
fn messages_lead_from_lifeline_to_lifeline_with_their_words_above() {
    expect![[r#"
        |            ╭─────────╮       ┌───────────┐
        |            │  Agent  │       │  Portail  │
        |            ╰────┬────╯       └─────┬─────┘
        |                 │ demande un congé │
        |                 │─────────────────▶┃
        |                 │                  ┃──╮ vérifie
        |                 │                  ┃◀─╯
        |                 │      accord      ┃
        |                 │◀┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┃
        |                 │                  │
    "#]]
    .assert_eq(&drawn(LEAVE, 60));
}

#[test]
fn each_arrow_has_its_line_and_its_head() {
    let all = ["->", "-->", "->>", "-->>", "-x", "--x", "-)", "--)", "<<->>", "<<-->>"];
    let events: String = all.iter().map(|arrow| format!("A{arrow}B: {arrow}\n").replace(": <<", ": ")).collect();
    expect![[r#"
        |      ┌─────┐             ┌─────┐
        |      │  A  │             │  B  │
        |      └──┬──┘             └──┬──┘
        |         │─────── -> ────────│
        |         │┄┄┄┄┄┄┄ --> ┄┄┄┄┄┄┄│
        |         │─────── ->> ──────▶│
        |         │┄┄┄┄┄┄ -->> ┄┄┄┄┄┄▶│
        |         │─────── -x ───────╳│
        |         │┄┄┄┄┄┄┄ --x ┄┄┄┄┄┄╳│
        |         │─────── -) ───────▷│
        |         │┄┄┄┄┄┄┄ --) ┄┄┄┄┄┄▷│
        |         │◀────── ->> ──────▶│
        |         │◀┄┄┄┄┄ -->> ┄┄┄┄┄┄▶│
        |         │                   │
    "#]]
    .assert_eq(&drawn(&events, 40));
    let back: String = ["->>", "--x", "-)"].iter().map(|arrow| format!("B{arrow}A:{arrow}\n")).collect();
    expect![[r#"
        |            ┌─────┐ ┌─────┐
        |            │  A  │ │  B  │
        |            └──┬──┘ └──┬──┘
        |               │  ->>  │
        |               │◀──────│
        |               │  --x  │
        |               │╳┄┄┄┄┄┄│
        |               │  -)   │
        |               │◁──────│
        |               │       │
    "#]]
    .assert_eq(&drawn(&format!("participant A\n{back}"), 40));
}

#[test]
fn notes_stand_beside_lifelines_or_over_them() {
    let notes = "Note left of A: à gauche\nnote right of B: à droite\nNote over A: sur A\nNote over A,B: sur les deux<br>à la fois";
    expect![[r#"
        |                ┌─────┐             ┌─────┐
        |                │  A  │             │  B  │
        |                └──┬──┘             └──┬──┘
        |                   │──────── x ───────▶│
        |      ┌──────────┐ │                   │
        |      │ à gauche │ │                   │
        |      └──────────┘ │                   │
        |                   │                   │ ┌──────────┐
        |                   │                   │ │ à droite │
        |                   │                   │ └──────────┘
        |               ┌───────┐               │
        |               │ sur A │               │
        |               └───────┘               │
        |                 ┌───────────────────────┐
        |                 │     sur les deux      │
        |                 │       à la fois       │
        |                 └───────────────────────┘
        |                   │                   │
    "#]]
    .assert_eq(&drawn(&format!("A->>B: x\n{notes}"), 60));
}

#[test]
fn frames_are_around_those_that_they_concern() {
    let frames = "participant A\nparticipant B\nparticipant C\nalt accord\nA->>B: oui\nloop chaque jour\nB->>C: copie\nend\nelse refus\nB->>A: non\nend\npar un\nA->>B: x\nand deux\nA->>C: y\nend\nopt si besoin\nC->>C: range\nend";
    expect![[r#"
        |   ┌─────┐             ┌─────┐             ┌─────┐
        |   │  A  │             │  B  │             │  C  │
        |   └──┬──┘             └──┬──┘             └──┬──┘
        |    ┌ if [accord] ╌╌╌╌╌╌╌╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│╌╌╌┐
        |    ╎ │─────── oui ──────▶│                   │   ╎
        |    ╎ │                 ┌ loop [chaque jour] ╌│╌┐ ╎
        |    ╎ │                 ╎ │────── copie ─────▶│ ╎ ╎
        |    ╎ │                 └╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│╌┘ ╎
        |    ├ otherwise [refus] ╌╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│╌╌╌┤
        |    ╎ │◀────── non ───────│                   │   ╎
        |    └╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│╌╌╌┘
        |    ┌ in parallel [un] ╌╌╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│╌┐
        |    ╎ │──────── x ───────▶│                   │ ╎
        |    ├ and [deux] ╌╌╌╌╌╌╌╌╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│╌┤
        |    ╎ │────────────────── y ─────────────────▶│ ╎
        |    └╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌│╌┘
        |      │                   │                 ┌ optional [si besoin] ┐
        |      │                   │                 ╎ │──╮ range           ╎
        |      │                   │                 ╎ │◀─╯                 ╎
        |      │                   │                 └╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┘
        |      │                   │                   │
    "#]]
    .assert_eq(&drawn(frames, 72));
}

#[test]
fn messages_are_numbered_and_the_numbers_can_be_chosen_and_stopped() {
    let events =
        "autonumber\nA->>B: un\nB->>A: deux\nautonumber 10 5\nA->>B: dix\nA->>B: quinze\nautonumber off\nA->>B: rien";
    expect![[r#"
        [x]

        • 1. A sends to B: un
        • 2. B sends to A: deux
        • 10. A sends to B: dix
        • 15. A sends to B: quinze
        • A sends to B: rien
    "#]]
    .assert_eq(&read_aloud(&diagram(&sequence(events), "")));
}

#[test]
fn words_wrap_and_what_is_too_high_takes_fewer_rows() {
    let long = "participant s as Service des ressources humaines\nA->>s: Une très longue demande qui ne tient pas sur une ligne\ns-->>A: 漢字漢字 🚀";
    expect![[r#"
        |┌─────────────────────────┐           ┌───┐
        |│ Service des ressources  │           │ A │
        |│        humaines         │           │   │
        |└────────────┬────────────┘           └─┬─┘
        |             │ Une très longue demande  │
        |             │ qui ne tient pas sur une │
        |             │          ligne           │
        |             │◀─────────────────────────│
        |             │       漢字漢字 🚀        │
        |             │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄▶│
        |             │                          │
    "#]]
    .assert_eq(&drawn(long, 44));
    let many: String = (1..=8).map(|at| format!("A->>B: message {at}\n")).collect();
    expect![[r#"
        |                ┌─────┐             ┌─────┐
        |                │  A  │             │  B  │
        |                └──┬──┘             └──┬──┘
        |                   │──── message 1 ───▶│
        |                   │──── message 2 ───▶│
        |                   │──── message 3 ───▶│
        |                   │──── message 4 ───▶│
        |                   │──── message 5 ───▶│
        |                   │──── message 6 ───▶│
        |                   │──── message 7 ───▶│
        |                   │──── message 8 ───▶│
        |                   │                   │
    "#]]
    .assert_eq(&drawn(&many, 60));
}

#[test]
fn where_there_is_no_room_the_events_are_a_list() {
    expect![[r#"
        |loop: jour
        |  Agent → Portail des
        |  demandes: demande
        |  Note on Portail des
        |  demandes: à noter
        |Portail des demandes ↻:
        |tombe
    "#]].assert_eq(&drawn(
        "actor a as Agent\nparticipant p as Portail des demandes\nloop jour\na->>p: demande\nNote over p: à noter\nend\np-xp: tombe",
        24,
    ));
}

#[test]
fn messages_appear_one_by_one_and_lifelines_grow_with_them() {
    expect![[r#"
          ╭─────────╮       ┏━━━━━━━━━━━┓
          │  Agent  │       ┃  Portail  ┃
          ╰────┬────╯       ┗━━━━━┯━━━━━┛







        ~~~
          ╭─────────╮       ┏━━━━━━━━━━━┓
          │  Agent  │       ┃  Portail  ┃
          ╰────┬────╯       ┗━━━━━┯━━━━━┛
               │ demande un congé │
               │─────────────────▶┃





        ~~~
          ╭─────────╮       ┏━━━━━━━━━━━┓
          │  Agent  │       ┃  Portail  ┃
          ╰────┬────╯       ┗━━━━━┯━━━━━┛
               │ demande un congé │
               │─────────────────▶┃
               │                  ┃──╮ vérifie
               │                  ┃◀─╯



        ~~~
          ╭─────────╮       ┏━━━━━━━━━━━┓
          │  Agent  │       ┃  Portail  ┃
          ╰────┬────╯       ┗━━━━━┯━━━━━┛
               │ demande un congé │
               │─────────────────▶┃
               │                  ┃──╮ vérifie
               │                  ┃◀─╯
               │      accord      ┃
               │◀┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┃
               │                  │
    "#]]
    .assert_eq(&pictures(&diagram(&sequence(LEAVE), "reveal = true\nhighlight = [\"p\"]"), 40));
    let named = pictures(&diagram(&sequence("A->>B: x\nB->>C: y"), "reveal = [\"A+B\", \"C\"]"), 60);
    let steps: Vec<&str> = named.split("~~~\n").collect();
    assert_eq!(steps.len(), 2);
    assert!(steps[0].contains('x') && !steps[0].contains('C') && !steps[0].contains('y'), "{named}");
    assert!(steps[1].contains('y'), "{named}");
}

#[test]
fn a_sequence_is_read_event_by_event() {
    let events = "A-)B: sans attendre\nB--xA: perdu\nA<<->>B: deux sens\nalt accord\nA->>A: note\nelse\nNote over A,B: voir\nend";
    expect![[r#"
        [x]

        • A sends, without waiting, to B: sans attendre
        • B fails to reach A: perdu
        • A exchanges with B: deux sens
        • If: accord
        • A itself: note
        • Otherwise
        • Note on A, B: voir
        • End: if
    "#]]
    .assert_eq(&read_aloud(&diagram(&sequence(events), "")));
}

#[test]
fn words_are_drawn_as_mermaid_draws_them() {
    let events =
        "participant a as Poste<br/>de travail\na->>B: un #59; deux &amp; #35;3 ; B-->>a: fin\n%% rien\nA end->>B: x";
    expect![[r#"
        [x]

        • Poste de travail sends to B: un ; deux & #3
        • B replies to Poste de travail: fin
        • A end sends to B: x
    "#]]
    .assert_eq(&read_aloud(&diagram(&sequence(events), "")));
}

/// Texts with one mistake each.
const MISTAKES: &[&str] = &[
    "",
    "A->>B",
    "A->>: x",
    "->>B: x",
    "A=>B: x",
    "A → B : x",
    "particpant A",
    "bonjour",
    "A->>B: un ; deux",
    "Note A: x",
    "Note right of A",
    "A->>B: x\nend",
    "loop x\nA->>B: y",
    "alt x\nA->>B: y\nand z\nend",
    "else z",
    "deactivate A",
    "A->>-B: x",
    "autonumber un",
    "box rouge\nA->>B: x\nend",
    "rect rgb(0,0,0)\nA->>B: x\nend",
    "create participant A\ndestroy A",
    "participant A@{ \"type\": \"database\" } as Base",
    "title: T\nA->>B: x",
    "links A: {}",
    "A->>B()C: x",
    "sequenceDiagram\nA->>B: x",
];

#[test]
fn mistakes_are_found_on_their_very_words() {
    let found: Vec<String> = MISTAKES.iter().map(|events| wrong(&sequence(events)).join("\n") + "\n").collect();
    expect![[r#"
        the sequence has no message | sequenceDiagram | write `Alice->>Bob: Hello` below `sequenceDiagram`
        the words are missing here | A->>B | write `:` behind the names, and then the words
        a participant is missing here | ->> | name who it is, such as `Alice` in `Alice->>Bob: Hello`
        a participant is missing here | ->> | name who it is, such as `Alice` in `Alice->>Bob: Hello`
        "=>" is not an arrow of a sequence | => | write `A->>B: words` for a message, `A-->>B: words` for its answer
        "→" is not an arrow of a sequence | → | write `A->>B: words` for a message, `A-->>B: words` for its answer
        this is not a message | particpant A | did you mean "participant"?
        this is not a message | bonjour | write `A->>B: words`; `;` ends a message: in its words it is `#59;`
        this is not a message | deux | write `A->>B: words`; `;` ends a message: in its words it is `#59;`
        a note stands `right of`, `left of` or `over` a participant | A: x | write `Note right of Alice: words`
        the words are missing here | right of A | write `:` behind the names, and then the words
        nothing is open here | end | remove this line
        `loop` is not closed | loop x | write `end` below its messages
        `and` belongs in `par` | and z | open it with `par` above, or remove this line
        `else` belongs in `alt` | else z | open it with `alt` above, or remove this line
        "A" is not active here | A | write `activate` above, or remove this
        "A" is not active here | A->>-B: x | write `activate` above, or remove this
        these are not numbers | un | write `autonumber`, `autonumber 10 5` (first, step) or `autonumber off`
        a titled box around participants is not drawn | box rouge | name the group in the words of each: `participant a as Sales: Alice`
        a ground of its own is not drawn | rect rgb(0,0,0) | remove it: the theme says how things look
        that a participant comes later is not drawn | create participant A | write `participant` without `create`
        that a participant goes is not drawn | destroy A | remove this line
        the form of this box is not drawn | @{ "type": "database" } | write `actor` for a person, `participant` for all others
        a title in a diagram is not drawn | title: T | write a title as the title of the slide
        what is behind a participant is not drawn | links A: {} | remove it: the theme says how things look
        "B()C" is not a name of a participant | B()C | write a short name; `participant a as Its words` gives it others to show
        a sequence begins once | sequenceDiagram | remove this line
    "#]].assert_eq(&found.concat());
    let slide = |more: &str| findings(&diagram(&sequence("Alice->>Bob: x"), more));
    assert_eq!(slide("highlight = [\"Alise\"]"), ["no participant is called \"Alise\""]);
}

#[test]
fn hostile_sizes_are_bounded() {
    let actors: String = (0..10_000).map(|at| format!("participant p{at}\n")).collect();
    let found = wrong(&sequence(&actors));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("a sequence has at most 30 participants | p30 |"), "{}", found[0]);
    let events: String = (0..10_000).map(|at| format!("p{}->>+p{}: m{at}\n", at % 30, (at + 7) % 30)).collect();
    let found = wrong(&sequence(&events));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("a sequence has at most 300 messages, notes and frames"), "{}", found[0]);
    let nested = format!("{}A->>B: x\n{}", "loop x\n".repeat(5000), "end\n".repeat(5000));
    assert!(wrong(&sequence(&nested)).iter().all(|it| it.starts_with("frames are nested at most 6 levels deep")));
    assert_inside(&diagram(&sequence(&nested), ""), 60);
    wrong(&sequence(&"create ".repeat(100_000)));
}

/// Pseudo-random numbers, the same in each run (a linear congruential generator, Knuth, MMIX).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn events(&mut self, actors: u64, count: u64) -> String {
        let arrows = ["->", "-->>", "->>", "--x", "-)", "<<->>", "->>+", "-->>-"];
        let words =
            ["", "oui", "deux mots", "漢字 🚀 é", "des mots qui ne tiennent pas tous sur une seule ligne", "a<br>b"];
        let opens = ["loop", "alt", "opt", "par"];
        let mut open: Vec<&str> = Vec::new();
        let mut text = String::new();
        for at in 0..count {
            let (one, other) = (self.throw(actors), self.throw(actors));
            let said = words[self.throw(6) as usize];
            match self.throw(12) {
                0 if open.len() < 4 => {
                    open.push(opens[self.throw(4) as usize]);
                    text += &format!("{} {said}\n", open[open.len() - 1]);
                }
                1 if open.pop().is_some() => text += "end\n",
                2 if open.last() == Some(&"alt") => text += &format!("else {said}\n"),
                3 => text += &format!("Note over P{one},P{other}: w{at}w {said}\n"),
                4 => text += &format!("Note {} of P{one}: w{at}w {said}\n", ["left", "right"][self.throw(2) as usize]),
                _ => text += &format!("P{one}{}P{other}: w{at}w {said}\n", arrows[self.throw(8) as usize]),
            }
        }
        text + &"end\n".repeat(open.len())
    }
}

/// The characters of a line by cell. A wide one is followed by a blank.
fn cells(line: &str) -> Vec<char> {
    let wide = |char: char| std::iter::once(char).chain((crate::text::width(&char.to_string()) == 2).then_some(' '));
    line.chars().flat_map(wide).collect()
}

#[test]
fn no_sequence_panics_overflows_or_moves_and_all_its_words_are_seen() {
    let mut dice = Dice(5);
    for round in 0..60 {
        let actors = 1 + dice.throw(if round % 10 == 0 { 12 } else { 5 });
        let count = 1 + dice.throw(14);
        let text = sequence(&format!("participant P0\n{}", dice.events(actors, count)));
        let is_fine = wrong(&text).is_empty();
        for width in [1, 8, 20, 40, 76, 116, 400] {
            let slide = diagram(&text, "reveal = true");
            assert_inside(&slide, width);
            if !is_fine {
                continue;
            }
            let all = pictures(&slide, width);
            let steps: Vec<&str> = all.split("~~~\n").collect();
            for (before, after) in steps.iter().zip(&steps[1..]) {
                for (before, after) in before.lines().zip(after.lines()) {
                    let (before, after) = (cells(before), cells(after));
                    let stays = |(at, sign): (usize, &char)| *sign == ' ' || after.get(at) == Some(sign);
                    assert!(before.iter().enumerate().all(stays), "{width}\n{text}\n{all}");
                }
            }
            let last: String = steps[steps.len() - 1].split_whitespace().collect();
            for word in text.split_whitespace().filter(|word| word.starts_with('w') && word.len() > 2 && width >= 40) {
                assert!(last.contains(word), "{word} is missing at {width}\n{text}\n{all}");
            }
        }
    }
}

#[test]
fn text_that_is_no_sequence_never_panics() {
    let mut dice = Dice(3);
    let signs = [
        "A", "-", ">", "->>", "x", ")", "<", "+", ":", ";", "\n", " ", "é", "漢", "%%", "#59;", "&", "Note ", "over ",
        "left of ", ",", "loop ", "alt", "else ", "end", "activate ", "deactivate ", "participant ", " as ",
        "autonumber ", "7", "@{", "}", "box ", "create ",
    ];
    for _ in 0..3000 {
        let text: String = (0..dice.throw(40)).map(|_| signs[dice.throw(signs.len() as u64) as usize]).collect();
        let text = sequence(&text);
        wrong(&text);
        assert_inside(&diagram(&text, ""), 40);
    }
}

#[test]
fn a_slip_in_the_first_word_is_told_and_nothing_else() {
    for word in ["sequenceDiagrm", "sequenceDiagram-v2", "Sequence", "sequence-diagram"] {
        let told = format!("\"{word}\" begins no diagram | {word} | did you mean \"sequenceDiagram\"?");
        assert_eq!(wrong(&format!("{word}\nA->>B: hi\nB-->>A: ho")), [told]);
    }
    assert_eq!(wrong("grpah LR\nA --> B"), ["\"grpah\" begins no diagram | grpah | did you mean \"graph\"?"]);
    assert_eq!(wrong("flowchrt TD\nA --> B").len(), 1);
    assert_eq!(wrong("graph LR\nsequence --> B"), [""; 0]);
}

#[test]
fn frames_inside_one_that_is_too_deep_are_not_told_again() {
    let deep = |depth: usize| {
        let opened: String = (0..depth).map(|at| format!("loop n{at}\n")).collect();
        wrong(&sequence(&format!("{opened}A->>B: x\n{}", "end\n".repeat(depth))))
    };
    let told = "frames are nested at most 6 levels deep | loop n6 | draw them side by side";
    assert_eq!(deep(6), [""; 0]);
    assert_eq!(deep(7), [told]);
    assert_eq!(deep(1000), [told]);
}

#[test]
fn a_message_that_nobody_waits_for_is_no_reply() {
    let slide = diagram(&sequence("A->>B: ask\nB-->>A: answer\nB-)A: later\nB--)A: later too"), "");
    let read = read_aloud(&slide);
    assert_eq!(read.matches("sends, without waiting, to").count(), 2, "{read}");
    assert_eq!(read.matches("replies to").count(), 1, "{read}");
}

#[test]
fn a_participant_has_one_label() {
    let twice = |first: &str, second: &str| wrong(&sequence(&format!("{first}\n{second}\nA->>B: x")));
    let told = "\"A\" has other words already | A as Alice | keep one of them: above it is shown as \"Ada\"";
    assert_eq!(twice("participant A as Ada", "participant A as Alice"), [told]);
    assert_eq!(twice("actor A as Ada", "participant A as Ada"), [""; 0]);
    assert_eq!(twice("participant A", "participant A as Ada"), [""; 0]);
    assert_eq!(twice("A->>B: first", "participant A as Ada"), [""; 0]);
    assert_eq!(wrong(&sequence("box\nparticipant A\nend\nA->>B: x")).len(), 1, "without a title it is a ground");
}
