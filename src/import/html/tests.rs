use super::*;
use crate::import::draft::Slide;

/// The parts that a text becomes, each with when it is shown.
fn parts(text: &str) -> (Vec<String>, Slide) {
    let mut slide = Slide::default();
    slide.text(&Traced::as_it_is(text, 0));
    read(&mut slide, &mut Losses::default());
    let shown = slide.parts.iter().map(|part| match part {
        Part::Text(text, When::Same) => text.text().trim().to_owned(),
        Part::Text(text, when) => format!("{when:?}: {}", text.text().trim()),
        Part::Columns { columns, .. } => {
            format!("| {} |", columns.iter().map(|it| it.text().trim()).collect::<Vec<_>>().join(" | "))
        }
        Part::File(_) => String::new(),
    });
    (shown.collect(), slide)
}

fn markdown(text: &str) -> String {
    parts(text).0.join("\n~\n")
}

#[test]
fn elements_become_the_signs_of_markdown() {
    for (html, expected) in [
        ("a <b> b </b><em>c</em> <mark>d</mark>", "a  **b** *c* ==d=="),
        ("<a href=\"https://a.b\">c</a> <a>d</a>", "[c](https://a.b) d"),
        ("<h2>A\nb</h2>", "## A b"),
        ("<ol><li>a<li>b<ul><li>c</ul></ol>", "1. a\n2. b\n   - c"),
        ("<pre><code class=\"language-rust\">a &lt; b\n</code></pre>", "```rust\na < b\n```"),
        ("<table><tr><th>a</th><th>b|c</th></tr><tr><td>d</td></tr></table>", "| a | b\\|c |\n|---|---|\n| d |  |"),
        ("<img src=\"a b.png\" alt=\"x\" width=\"50%\">", "![x](<a b.png>){width=50%}"),
        ("| a<br>b |", "| a<br>b |"),
        ("`<b>` <https://a.b> 1 < 2 Vec<T>", "`<b>` <https://a.b> 1 < 2 Vec<T>"),
        ("<div>\n    moved in\n</div>", "moved in"),
        ("a<script>x < y</script>b", "ab"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

#[test]
fn what_stands_side_by_side_is_columns_and_what_comes_later_is_a_part() {
    let html = "<div class=\"columns\"><div>\n\na\n\n</div><div>b</div></div>\n\nc";
    assert_eq!(markdown(html), "| a | b |\n~\nc");
    assert_eq!(markdown("a\n\n<v-click>\n\nb\n\n</v-click>\n\nc"), "a\n~\nNext: b\n~\nStart: c");
    assert!(parts("<v-clicks>\n\n- a\n\n</v-clicks>").1.items);
    let (text, slide) = parts("a <aside class=\"notes\">say it</aside>");
    assert_eq!((text.join(""), slide.notes[0].text()), ("a".to_owned(), "say it"));
}
