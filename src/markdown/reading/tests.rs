use super::*;
use crate::markdown::{Tone, plain};

#[derive(Default)]
struct Met(Vec<String>);

impl Visitor for Met {
    type Block = Fence;

    fn fence(&mut self, fence: Fence) -> Fence {
        fence
    }

    fn picture(&mut self, picture: Picture) -> Fence {
        self.0.push(format!("picture {} {:?} {:?}", picture.target, picture.alt, picture.title));
        Fence { info: picture.target, text: picture.alt, range: picture.range, lines: Vec::new() }
    }

    fn picture_among_words(&mut self, range: Range<usize>) {
        self.0.push(format!("picture among words {range:?}"));
    }

    fn html(&mut self, range: Range<usize>) {
        self.0.push(format!("html {range:?}"));
    }

    fn comment(&mut self, range: Range<usize>) {
        self.0.push(format!("comment {range:?}"));
    }

    fn slide(&mut self, id: &str, _: Range<usize>) {
        self.0.push(format!("slide {id}"));
    }

    fn link(&mut self, target: &str, _: Range<usize>) {
        self.0.push(format!("link {target}"));
    }
}

fn parsed(text: &str) -> (Vec<Node<Fence>>, Vec<String>) {
    let mut met = Met::default();
    (parse(text, &mut met), met.0)
}

fn styles(text: &str) -> Vec<(String, Style)> {
    let (nodes, _) = parsed(text);
    let Node::Paragraph(rich) = &nodes[0] else { panic!("{nodes:?}") };
    rich.iter().map(|run| (run.text.clone(), run.style.style)).collect()
}

#[test]
fn styles_lie_on_top_of_each_other() {
    let strong = Style { role: Role::Strong, bold: true, ..Style::default() };
    let both = Style { italic: true, ..strong };
    let expected =
        [("a ", Style::default()), ("b ", strong), ("c", both), ("d", Style { strike: true, ..Style::default() })];
    assert_eq!(styles("a **b *c***~~d~~"), expected.map(|(text, style)| (text.to_owned(), style)));
}

#[test]
fn a_control_character_written_as_an_entity_is_cleaned() {
    assert_eq!(styles("a&#27;[2J")[0].0, "a␛[2J");
}

#[test]
fn lists_know_their_marks_and_their_tasks() {
    let (nodes, _) = parsed("3. un\n   - deux\n4. [x] trois");
    let Node::List(list) = &nodes[0] else { panic!("{nodes:?}") };
    assert_eq!((list.start, list.tight, list.items.len()), (Some(3), true, 2));
    assert_eq!(list.items[1].task, Some(true));
    assert!(matches!(list.items[0].nodes[1], Node::List(_)));
}

#[test]
fn a_fence_knows_where_it_stands() {
    let text = "avant\n\n```rust highlight=\"1\"\nlet x;\n```\n";
    let (nodes, _) = parsed(text);
    let Node::Fence(fence) = &nodes[1] else { panic!("{nodes:?}") };
    assert_eq!((fence.info.as_str(), fence.text.as_str()), ("rust highlight=\"1\"", "let x;\n"));
    assert_eq!(&text[fence.lines[0].clone()], "let x;\n");
}

#[test]
fn html_and_unsafe_links_are_passed_on_and_their_words_stay() {
    let (nodes, met) = parsed("x <b>y</b> [z](javascript:alert(1))");
    assert_eq!(met, ["html 2..5", "link javascript:alert(1)"]);
    let Node::Paragraph(rich) = &nodes[0] else { panic!("{nodes:?}") };
    assert_eq!(plain(rich), "x <b>y</b> z");
}

#[test]
fn a_break_in_html_is_a_break_and_a_comment_is_not_shown() {
    let (nodes, met) = parsed("un<br>deux <!-- non --> trois\n\n<!-- pas\ncela -->\n\n<p>oui</p>");
    assert_eq!(met, ["comment 11..23", "comment 31..49", "html 50..60"]);
    let words: Vec<String> = nodes
        .iter()
        .map(|node| match node {
            Node::Paragraph(rich) => plain(rich),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(words, ["un\ndeux trois", "<p>oui</p>"]);
}

#[test]
fn a_picture_parts_the_words_around_it() {
    let (nodes, met) = parsed("Avant ![La *chaîne*](a.png \"Légende\") après ![](b.png)");
    assert_eq!(met, ["picture a.png \"La chaîne\" \"Légende\"", "picture b.png \"\" \"\""]);
    let kinds: Vec<String> = nodes
        .iter()
        .map(|node| match node {
            Node::Paragraph(rich) => plain(rich),
            Node::Fence(fence) => fence.info.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["Avant", "a.png", "après", "b.png"]);
}

#[test]
fn a_picture_in_a_link_a_heading_or_a_cell_leaves_its_words() {
    let (nodes, met) = parsed("# ![Un](a.png)\n\n[![Deux](b.png)](https://a.fr)");
    assert_eq!(met, ["picture among words 2..14", "picture among words 17..31"]);
    assert!(format!("{nodes:?}").contains("Un") && format!("{nodes:?}").contains("Deux"));
}

#[test]
fn notes_are_numbered_as_they_are_met_and_stand_below() {
    let (nodes, _) = parsed("Un[^b], deux[^a], un encore[^b].\n\n[^a]: note a\n\n[^b]: note b\n");
    let Node::Paragraph(rich) = &nodes[0] else { panic!("{nodes:?}") };
    assert_eq!(plain(rich), "Un¹, deux², un encore¹.");
    let Some(Node::Notes(notes)) = nodes.last() else { panic!("{nodes:?}") };
    let words = |note: &Note<Fence>| match note.nodes.as_slice() {
        [Node::Paragraph(rich)] => (note.number, plain(rich)),
        other => panic!("{other:?}"),
    };
    assert_eq!(notes.iter().map(words).collect::<Vec<_>>(), [(1, "note b".to_owned()), (2, "note a".to_owned())]);
}

#[test]
fn words_have_their_meanings_and_alerts_their_tone() {
    let (nodes, _) = parsed("Mot\n: ce qu’il dit\n: et autre chose\n\n> [!TIP]\n> bon");
    let [Node::Terms(terms), Node::Callout { tone: Tone::Tip, .. }] = nodes.as_slice() else { panic!("{nodes:?}") };
    assert_eq!((plain(&terms[0].word).as_str(), terms[0].meanings.len()), ("Mot", 2));
}

#[test]
fn a_colon_at_the_beginning_of_a_line_is_no_meaning_without_a_space() {
    for text in ["Mot\n\n::: warning\nAttention\n:::", "Mot\n:tada: oui", ": seul"] {
        let (nodes, _) = parsed(text);
        let words: Vec<String> = nodes
            .iter()
            .map(|node| match node {
                Node::Paragraph(rich) => plain(rich),
                other => panic!("{other:?}"),
            })
            .collect();
        let flat = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(flat(&words.concat()), flat(text));
    }
}

#[test]
fn a_link_leads_to_a_slide_or_to_an_address_with_a_title() {
    let (nodes, met) = parsed("[a](#fin) [b](https://b.fr \"Titre\") <me@a.fr>");
    assert_eq!(met, ["slide fin"]);
    let Node::Paragraph(rich) = &nodes[0] else { panic!("{nodes:?}") };
    let links: Vec<_> = rich.iter().filter_map(|run| run.style.link.clone()).collect();
    let web = |address: &str, title: Option<&str>| Link::Web { address: address.into(), title: title.map(Into::into) };
    assert_eq!(links, [Link::Slide("fin".into()), web("https://b.fr", Some("Titre")), web("mailto:me@a.fr", None)]);
}

#[test]
fn a_formula_keeps_its_signs() {
    let (nodes, _) = parsed("Soit $\\frac{1}{2}_a \\\\ b_c$.");
    let Node::Paragraph(rich) = &nodes[0] else { panic!("{nodes:?}") };
    assert_eq!(plain(rich), "Soit $\\frac{1}{2}_a \\\\ b_c$.");
}

#[test]
fn text_nested_too_deep_is_kept() {
    let (nodes, _) = parsed(&format!("{} fin", ">".repeat(5000)));
    assert!(format!("{nodes:?}").contains("fin"));
}
