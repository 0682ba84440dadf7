//! Decks of any size, one for each thing that a deck can have many of. `n` is how many.

use std::fmt::Write as _;

/// A thing that a deck can have many of.
pub struct Case {
    pub name: String,
    deck: Deck,
}

enum Deck {
    Made(fn(usize) -> String),
    /// A head, and sections or slides that are repeated.
    Repeated(String, String),
}

impl Case {
    /// The text of a deck with `n` of it.
    pub fn deck(&self, n: usize) -> String {
        match &self.deck {
            Deck::Made(make) => make(n),
            Deck::Repeated(head, sections) => format!("{head}{}", sections.repeat(n)),
        }
    }
}

const HEAD: &str = "format = 1\ntitle = \"T\"\nlang = \"en\"\n";
const SECTION: &str = "[[section]]\ntitle = \"S\"\n";

fn many(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut all, index| {
        let _ = write!(all, "{}", piece(index));
        all
    })
}

fn list(n: usize, piece: impl Fn(usize) -> String) -> String {
    format!("[{}]", many(n, |index| format!("\"{}\", ", piece(index))))
}

/// A deck with this before its sections and these sections.
fn deck(head: &str, sections: &str) -> String {
    format!("{HEAD}{head}{sections}")
}

/// A deck of one slide with these fields.
fn slide(fields: &str) -> String {
    deck("", &format!("{SECTION}[[section.slide]]\ntitle = \"First\"\n{fields}\n"))
}

fn block(kind: &str, fields: &str) -> String {
    slide(&format!("[[section.slide.block]]\nkind = \"{kind}\"\nalt = \"a\"\n{fields}"))
}

fn body(markdown: &str) -> String {
    slide(&format!("body = '''\n{markdown}\n'''"))
}

/// A deck of `n` slides with these fields.
fn slides(n: usize, fields: impl Fn(usize) -> String) -> String {
    deck("", &format!("{SECTION}{}", many(n, |index| format!("[[section.slide]]\n{}\n", fields(index)))))
}

fn side(n: usize) -> usize {
    (n as f64).sqrt().round() as usize
}

fn lattice(kind: &str, columns: usize, rows: usize) -> String {
    let names = list(columns, |index| format!("c{index}"));
    let cells = list(columns, |index| if index % 3 == 0 { "●".into() } else { String::new() });
    match kind {
        "matrix" => block(
            kind,
            &format!(
                "columns = {names}\nrows = {}\ncells = [{}]",
                list(rows, |it| format!("r{it}")),
                format!("{cells},").repeat(rows)
            ),
        ),
        kind => block(
            kind,
            &format!(
                "columns = {names}\n{}",
                many(rows, |it| format!("[[section.slide.block.row]]\nname = \"r{it}\"\ncells = {cells}\n"))
            ),
        ),
    }
}

fn table(columns: usize, rows: usize) -> String {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(columns));
    body(&format!("{}{}{}", row("a long head"), row("---"), row("a cell with words").repeat(rows)))
}

fn chart(form: &str, n: usize) -> String {
    let labels = list(n, |index| format!("l{index}"));
    let values = many(n, |index| format!("{}, ", index % 17));
    block("chart", &format!("type = \"{form}\"\nlabels = {labels}\nseries = [{{ name = \"s\", values = [{values}] }}]"))
}

fn graph(edges: &str) -> String {
    block("diagram", &format!("graph = '''\ngraph LR\n{edges}'''"))
}

/// `n` levels deep, but no longer than a string may be.
fn nested(n: usize, line: impl Fn(usize) -> String) -> String {
    body(&many(n.min(1000), line))
}

/// The name of a deck, and a function that makes one with this many parts.
type Named = (&'static str, fn(usize) -> String);

const KINDS: &[Named] = &[
    ("text, paragraphs", |n| block("text", &format!("text = '''\n{}'''", "A paragraph.\n\n".repeat(n)))),
    ("code, lines", |n| block("code", &format!("lang = \"rust\"\ncode = '''\n{}'''", "let x = f(1);\n".repeat(n)))),
    ("code, stages", |n| {
        let stages = many(n, |index| format!("{},", index + 1));
        let code = "let x = f(1);\n".repeat(n);
        block("code", &format!("lang = \"rust\"\nhighlight = \"{stages}all\"\ncode = '''\n{code}'''"))
    }),
    ("code, one line", |n| block("code", &format!("lang = \"rust\"\ncode = '''{}'''", "f(1);".repeat(n)))),
    ("columns", |n| block("columns", &format!("columns = {}", list(n, |index| format!("column {index}"))))),
    ("columns, lines", |n| block("columns", &format!("columns = ['''\n{0}''', '''\n{0}''']", "- an item\n".repeat(n)))),
    ("quote, paragraphs", |n| block("quote", &format!("text = '''\n{}'''", "A paragraph.\n\n".repeat(n)))),
    ("definition, words", |n| block("definition", &format!("term = \"t\"\ntext = '''{}'''", "word ".repeat(n)))),
    ("images", |n| slide(&"[[section.slide.block]]\nkind = \"image\"\nalt = \"a\"\nfile = \"no.png\"\n".repeat(n))),
    ("diagram, chain", |n| graph(&many(n, |index| format!("  n{index} --> n{}\n", index + 1)))),
    ("diagram, star", |n| graph(&many(n, |index| format!("  hub --> n{index}\n")))),
    ("diagram, edges", |n| graph(&many(n, |index| format!("  n{} --> n{}\n", index % 13, index % 17)))),
    // As dense as a graph may be: the number of nodes and arrows that are drawn is limited.
    ("diagram, dense", |n| {
        let (nodes, edges) = (n.min(200), (2 * n).min(400));
        graph(&many(edges, |index| {
            format!("  n{} --> n{}\n", index * 37 % nodes, (index * 91 + index / nodes) % nodes)
        }))
    }),
    ("diagram, long arrows", |n| {
        let chain = many(n.min(200) - 1, |index| format!("  n{index} --> n{}\n", index + 1));
        let long = many(n.min(200), |index| format!("  n0 --> n{index}\n"));
        graph(&(chain + &long))
    }),
    ("diagram, two layers", |n| {
        let (side, edges) = (n.min(200) / 2, (2 * n).min(400));
        graph(&many(edges, |index| format!("  a{} --> b{}\n", index % side, (index * 7 + index / side) % side)))
    }),
    ("diagram, frames", |n| graph(&many(n, |index| format!("  subgraph s{index}\n  n{index}\n  end\n")))),
    ("diagram, one label", |n| graph(&format!("  a[{}] --> b\n", "word ".repeat(n)))),
    ("diagram, strong words", |n| graph(&format!("  a[{}] --> b\n", "**a**&amp;<b>c</b>".repeat(n)))),
    ("diagram, open brackets", |n| graph(&format!("  a --> b\n  {}\n", "c[(".repeat(n)))),
    ("diagram, quotes", |n| graph(&many(n, |index| format!("  a{index}[\"x\n")))),
    ("callout", |n| slide(&format!("[[section.slide.block]]\nkind = \"callout\"\ntext = '{}'\n", "word ".repeat(n)))),
    ("chart bar", |n| chart("bar", n)),
    ("chart stacked", |n| chart("stacked", n)),
    ("chart line", |n| chart("line", n)),
    ("chart gauge", |n| chart("gauge", n)),
    ("chart sparkline", |n| chart("sparkline", n)),
    ("chart, series", |n| {
        block("chart", &format!("labels = [\"a\"]\nseries = [{}]", "{ name = \"s\", values = [1] }, ".repeat(n)))
    }),
    ("timeline, events", |n| {
        let event = "[[section.slide.block.event]]\ndate = \"2024\"\ntext = \"what\"\ndetail = \"more of it\"\n";
        block("timeline", &event.repeat(n))
    }),
    ("number, digits", |n| block("number", &format!("value = \"{}\"", "7".repeat(n)))),
    ("number, caption", |n| block("number", &format!("value = 7\ncaption = '''{}'''", "word ".repeat(n)))),
    ("cards", |n| {
        block("cards", &"[[section.slide.block.card]]\nhead = \"A head\"\ntext = \"And its text.\"\n".repeat(n))
    }),
    ("compare, rows", |n| lattice("compare", 2, n)),
    ("compare, columns", |n| lattice("compare", n, 2)),
    ("compare, √n by √n", |n| lattice("compare", side(n), side(n))),
    ("matrix, rows", |n| lattice("matrix", 2, n)),
    ("matrix, columns", |n| lattice("matrix", n, 2)),
    ("matrix, √n by √n", |n| lattice("matrix", side(n), side(n))),
    ("checklist, items", |n| {
        block("checklist", &format!("id = \"c\"\nitems = {}", list(n, |it| format!("item {it}"))))
    }),
    ("poll, choices", |n| {
        block("poll", &format!("id = \"p\"\nquestion = \"Q?\"\nchoices = {}", list(n, |it| format!("choice {it}"))))
    }),
    ("rating, steps", |n| block("rating", &format!("id = \"r\"\nquestion = \"Q?\"\nmin = 1\nmax = {n}"))),
    ("open, words", |n| block("open", &format!("id = \"o\"\nquestion = \"{}\"", "word ".repeat(n)))),
    ("quiz, choices", |n| {
        let answer = many(n, |index| format!("{}, ", index + 1));
        let choices = list(n, |it| format!("choice {it}"));
        block("quiz", &format!("id = \"q\"\nquestion = \"Q?\"\nchoices = {choices}\nanswer = [{answer}]"))
    }),
    ("course, steps", |n| {
        let course = format!("[course]\nname = \"C\"\nstep = 1\nof = {n}\n");
        deck(&course, &format!("{SECTION}[[section.slide]]\n[[section.slide.block]]\nkind = \"course\"\n"))
    }),
    ("qr, letters", |n| block("qr", &format!("link = \"https://example.org/{}\"", "a".repeat(n)))),
    ("silence, words", |n| block("silence", &format!("duration = \"9s\"\ntext = \"{}\"", "word ".repeat(n)))),
    ("blocks", |n| slide(&"[[section.slide.block]]\nkind = \"quote\"\ntext = 'x'\n".repeat(n))),
    ("silences", |n| slide(&"[[section.slide.block]]\nkind = \"silence\"\nduration = \"9s\"\n".repeat(n))),
    ("revealed blocks", |n| {
        slide(&format!("reveal = \"blocks\"\n{}", "[[section.slide.block]]\nkind = \"text\"\ntext = 'x'\n".repeat(n)))
    }),
    ("unknown kinds", |n| slide(&"[[section.slide.block]]\nkind = \"qoute\"\ntext = 'x'\n".repeat(n))),
];

const MARKDOWN: &[Named] = &[
    ("items", |n| body(&"- an item of a list\n".repeat(n))),
    ("revealed items", |n| slide(&format!("reveal = \"items\"\nbody = '''\n{}'''", "- an item\n".repeat(n)))),
    ("numbered items", |n| body(&"1. an item of a list\n".repeat(n))),
    ("tasks", |n| body(&"- [x] a task\n".repeat(n))),
    ("lists", |n| body(&"- a\n\n1. b\n\n".repeat(n))),
    ("items in items", |n| nested(n, |index| format!("{}- x\n", "  ".repeat(index.min(900))))),
    ("items in one line", |n| body(&"- ".repeat(n))),
    ("quotes in quotes", |n| nested(n, |index| format!("{} x\n", ">".repeat(index.min(900) + 1)))),
    ("quotes in one line", |n| body(&format!("{} x", "> ".repeat(n)))),
    ("quotes and items in one line", |n| body(&format!("{} x", "> - ".repeat(n)))),
    ("long quote", |n| body(&"> a line\n>\n".repeat(n))),
    ("headings", |n| body(&"# A heading\n\ntext\n\n".repeat(n))),
    ("table, rows", |n| table(3, n)),
    ("table, columns", |n| table(n, 3)),
    ("table, √n by √n", |n| table(side(n), side(n))),
    ("table, one cell", |n| body(&format!("| a | b |\n|---|---|\n| {} | x |\n", "word ".repeat(n)))),
    ("bars", |n| body(&"|".repeat(n))),
    ("fences", |n| body(&"```rust\nlet x;\n```\n".repeat(n))),
    ("fences of blocks", |n| body(&"```quote\nwords\n```\n".repeat(n))),
    ("fence, attributes", |n| body(&format!("```rust {}\nlet x;\n```\n", many(n, |index| format!("a{index}=\"b\" "))))),
    ("open fences", |n| body(&many(n.min(1000), |index| format!("{}\n", "`".repeat(3 + index % 900))))),
    ("links", |n| body(&"[words](https://example.org) ".repeat(n))),
    ("unsafe links", |n| body(&"[words](javascript:x) ".repeat(n))),
    ("reference links", |n| {
        body(&format!("{}\n\n{}", many(n, |it| format!("[w{it}] ")), many(n, |it| format!("[w{it}]: https://a.fr\n"))))
    }),
    ("stars", |n| body(&"*".repeat(n))),
    ("stars and words", |n| body(&"**a ".repeat(n))),
    ("stars and underscores", |n| body(&"*a_ ".repeat(n))),
    ("stars in words", |n| body(&"a**b".repeat(n))),
    ("underscores", |n| body(&"_a __b ".repeat(n))),
    ("tildes", |n| body(&"~~a ~b ".repeat(n))),
    ("styled words", |n| body(&"*one* **two** `three` ".repeat(n))),
    ("brackets", |n| body(&"[".repeat(n))),
    ("closing brackets", |n| body(&"]".repeat(n))),
    ("brackets and words", |n| body(&"[a](".repeat(n))),
    ("pictures", |n| body(&"![a](b.png) ".repeat(n))),
    ("pictures in paragraphs", |n| body(&"![a](b.png)\n\n".repeat(n))),
    ("notes", |n| {
        body(&format!("{}\n\n{}", many(n, |it| format!("a[^{it}] ")), many(n, |it| format!("[^{it}]: b\n\n"))))
    }),
    ("marked words", |n| body(&"==a== b ".repeat(n))),
    ("open marks", |n| body(&"==a ".repeat(n))),
    ("alerts", |n| body(&"> [!NOTE]\n> a\n\n".repeat(n))),
    ("meanings", |n| body(&"a\n: b\n\n".repeat(n))),
    ("formulas", |n| body(&"$a_1$ ".repeat(n))),
    ("dollars", |n| body(&"a$ $b ".repeat(n))),
    ("emoji and braces", |n| body(&":a {.b [[c {{d ".repeat(n))),
    ("links without an end", |n| body(&"a](b [^c ".repeat(n))),
    ("nested brackets", |n| body(&format!("{}a{}", "[".repeat(n), "](https://a.fr)".repeat(n)))),
    ("backticks", |n| body(&"`".repeat(n))),
    ("growing backticks", |n| body(&many(n.min(1000), |index| format!("{}a", "`".repeat(index % 900 + 1))))),
    ("less-than signs", |n| body(&"<".repeat(n))),
    ("tags", |n| body(&"a <b> ".repeat(n))),
    ("open tags", |n| body(&"<a b=".repeat(n))),
    ("comments", |n| body(&format!("a {}", "<!-- ".repeat(n)))),
    ("declarations", |n| body(&format!("a {}", "<!A <? <![CDATA[ ".repeat(n)))),
    ("entities", |n| body(&"&amp;&#27;".repeat(n))),
    ("ampersands", |n| body(&"&a".repeat(n))),
    ("backslashes", |n| body(&"\\".repeat(n))),
    ("hard breaks", |n| body(&"a line\\\n".repeat(n))),
    ("lines", |n| body(&"a line\n".repeat(n))),
    ("rules", |n| body(&"---\n\n".repeat(n))),
    ("words", |n| body(&"word ".repeat(n))),
    ("one word", |n| body(&"a".repeat(n))),
    ("one word with hyphens", |n| body(&"ab-".repeat(n))),
    ("one word of wide signs", |n| body(&"漢".repeat(n))),
    ("addresses", |n| body(&"one.two@example.org, ".repeat(n))),
    ("one address", |n| body(&format!("a@{}", "b-".repeat(n)))),
    ("marks on one letter", |n| body(&format!("a{}", "\u{301}".repeat(n)))),
    ("marks on letters", |n| body(&"e\u{301}".repeat(n))),
    ("joined pictures", |n| body(&"👨\u{200d}".repeat(n))),
    ("flags", |n| body(&"🇫🇷".repeat(n))),
    ("control characters", |n| body(&"\u{202e}a".repeat(n))),
    ("spaces", |n| body(&format!("a{}b", " ".repeat(n)))),
    ("no-break spaces", |n| body(&format!("a{}b", "\u{a0}".repeat(n)))),
    ("escapes of TOML", |n| slide(&format!("body = \"{}\"", "\\u00e9 a\\n".repeat(n)))),
    ("notes", |n| slide(&format!("notes = '''\n{}'''", "- a note of the speaker\n".repeat(n)))),
    ("lesson", |n| slide(&format!("lesson = '''\n{}'''", "A paragraph of a lesson.\n\n".repeat(n)))),
];

const DECKS: &[Named] = &[
    ("slides", |n| {
        slides(n, |index| format!("title = \"Slide {index}\"\nbody = '''- some words'''\nnotes = 'Say {index}.'"))
    }),
    ("equal titles", |n| slides(n, |_| "title = \"The same\"\nbody = 'x'".into())),
    ("equal ids", |n| slides(n, |index| format!("id = \"same\"\ntitle = \"S{index}\"\nbody = 'x'"))),
    ("empty slides", |n| slides(n, |_| String::new())),
    ("slides of the appendix", |n| {
        format!(
            "{}[[section]]\ntitle = \"A\"\nappendix = true\n{}",
            slide("body = 'x'"),
            "[[section.slide]]\n".repeat(n)
        )
    }),
    ("sections", |n| {
        deck(
            "",
            &many(n, |it| {
                format!(
                    "[[section]]\nid = \"i{it}\"\ntitle = \"S{it}\"\n[[section.slide]]\ntitle = \"t{it}\"\nbody = 'x'\n"
                )
            }),
        )
    }),
    ("sections of the appendix", |n| {
        let appendix =
            |it| format!("[[section]]\ntitle = \"A{it}\"\nappendix = true\n[[section.slide]]\ntitle = \"t{it}\"\n");
        slide("body = 'x'") + &many(n, appendix)
    }),
    ("empty sections", |n| slide("body = 'x'") + &many(n, |it| format!("[[section]]\ntitle = \"S{it}\"\n"))),
    ("equal sections", |n| {
        deck(
            "",
            &"[[section]]\nid = \"same\"\nkey = \"s\"\ntitle = \"Same\"\n[[section.slide]]\nbody = 'x'\n".repeat(n),
        )
    }),
    ("terms", |n| {
        let terms = many(n, |it| format!("[[term]]\nname = \"term{it}\"\ndefinition = \"what it is\"\n"));
        deck(
            &terms,
            &format!(
                "{SECTION}[[section.slide]]\ntitle = \"t\"\nbody = '''{}'''\n",
                many(n, |it| format!("term{it} "))
            ),
        )
    }),
    ("terms that no slide has", |n| {
        let terms = many(n, |it| format!("[[term]]\nname = \"term{it}\"\ndefinition = \"what it is\"\n"));
        deck(&terms, &format!("{SECTION}{}", "[[section.slide]]\ntitle = \"t\"\nbody = 'x'\n".repeat(n.min(1000))))
    }),
    ("sources", |n| {
        let sources = many(n, |it| format!("[[source]]\nid = \"s{it}\"\ntitle = \"Source {it}\"\n"));
        deck(
            &sources,
            &format!(
                "{SECTION}[[section.slide]]\ntitle = \"t\"\nbody = 'x'\nsources = {}\n",
                list(n, |it| format!("s{it}"))
            ),
        )
    }),
    ("sources of blocks", |n| {
        let sources = many(n, |it| format!("[[source]]\nid = \"s{it}\"\ntitle = \"Source {it}\"\n"));
        let quote = |it| format!("[[section.slide.block]]\nkind = \"quote\"\ntext = 'x'\nsource = \"s{it}\"\n");
        deck(&sources, &format!("{SECTION}[[section.slide]]\ntitle = \"t\"\n{}", many(n, quote)))
    }),
    ("unknown sources", |n| {
        let sources = many(n, |it| format!("[[source]]\nid = \"source-{it}\"\ntitle = \"Source {it}\"\n"));
        let names = list(n, |it| format!("sources{it}"));
        deck(&sources, &format!("{SECTION}[[section.slide]]\ntitle = \"t\"\nbody = 'x'\nsources = {names}\n"))
    }),
    ("objectives", |n| {
        let head = many(n, |it| format!("[[objective]]\nid = \"o{it}\"\ntext = \"say {it}\"\n"));
        head_and_slides(&head, n, |it| format!("objectives = [\"o{it}\"]"))
    }),
    ("objectives that no slide serves", |n| {
        deck(
            &many(n, |it| format!("[[objective]]\nid = \"o{it}\"\ntext = \"say {it}\"\n")),
            &format!("{SECTION}[[section.slide]]\nbody = 'x'\n"),
        )
    }),
    ("profiles", |n| {
        let head = many(n, |it| format!("[[profile]]\nid = \"p{it}\"\nduration = \"1min\"\n"));
        head_and_slides(&head, n.min(1000), |it| format!("profiles = [\"p{it}\"]"))
    }),
    ("results", |n| {
        let head = many(n, |it| format!("[[result]]\nid = \"r{it}\"\ntext = \"how {it}\"\nmeasure = \"m\"\n"));
        deck(&head, &format!("{SECTION}[[section.slide]]\nbody = 'x'\n"))
    }),
    ("polls", |n| {
        slides(n, |it| {
            format!(
                "title = \"t{it}\"\n[[section.slide.block]]\nkind = \"poll\"\nid = \"p{it}\"\nquestion = \"Q{it}?\"\nchoices = [\"a\", \"b\"]"
            )
        })
    }),
    ("polls asked again", |n| {
        slides(n, |it| {
            let poll = "[[section.slide.block]]\nkind = \"poll\"\nid = \"p";
            let of = if it == 0 {
                "question = \"Q?\"\nchoices = [\"a\", \"b\"]".into()
            } else {
                format!("repeat = \"p{}\"", it - 1)
            };
            format!("title = \"t{it}\"\n{poll}{it}\"\n{of}")
        })
    }),
    ("quizzes", |n| {
        slides(n, |it| {
            format!(
                "title = \"t{it}\"\n[[section.slide.block]]\nkind = \"quiz\"\nid = \"p{it}\"\nquestion = \"Q{it}?\"\nchoices = [\"a\", \"b\"]\nanswer = [1]"
            )
        })
    }),
    ("checklists with one id", |n| {
        slides(n, |it| {
            format!("title = \"t{it}\"\n[[section.slide.block]]\nkind = \"checklist\"\nid = \"c\"\nitems = [\"a\"]")
        })
    }),
    ("open todos", |n| slides(n, |it| format!("title = \"t{it}\"\nbody = 'x'\ntodo = \"confirm\""))),
    ("ignores", |n| {
        deck("", &format!("{SECTION}{}", "# allow(empty-slide): a pause\n[[section.slide]]\ntitle = \"t\"\n".repeat(n)))
    }),
    ("ignores of nothing", |n| {
        deck("", &format!("{SECTION}{}", "# allow(empty-slide): a pause\n[[section.slide]]\nbody = 'x'\n".repeat(n)))
    }),
    ("ignores for one slide", |n| {
        deck("", &format!("{SECTION}{}[[section.slide]]\n", "# allow(empty-slide): a pause\n".repeat(n)))
    }),
    ("ignores above sections", |n| {
        deck("", &many(n, |it| format!("# allow(empty-slide): a\n[[section]]\ntitle = \"s{it}\"\n[[section.slide]]\n")))
    }),
    ("names in one ignore", |n| {
        deck("", &format!("{SECTION}# allow({}): a\n[[section.slide]]\n", "empty-slide, ".repeat(n)))
    }),
    ("names in check", |n| {
        deck(
            &format!("[check]\nignore = {}\n", list(n, |it| format!("rule-{it}"))),
            &format!("{SECTION}[[section.slide]]\nbody = 'x'\n"),
        )
    }),
    ("unknown keys", |n| slide(&many(n, |it| format!("key{it} = 1\n")))),
    ("unknown keys of slides", |n| slides(n, |it| format!("title = \"t{it}\"\nboddy = 'x'"))),
    ("keys after blocks", |n| {
        slides(n, |it| format!("title = \"t{it}\"\n[[section.slide.block]]\nkind = \"text\"\ntext = 'x'\nnotes = 'y'"))
    }),
    ("wrong types", |n| slides(n, |_| "title = 1\nbody = 2".into())),
    ("syntax errors", |n| slides(n, |_| "title = \nbody = 'x'".into())),
    ("equal keys", |n| slide(&"body = 'x'\n".repeat(n))),
    ("broken strings", |n| slides(n, |_| "title = \"x".into())),
    ("brackets in TOML", |n| format!("{HEAD}a = {}", "[".repeat(n))),
    ("tables in TOML", |n| deck("", &many(n, |it| format!("[a{it}]\nb = 1\n")))),
    ("dots in TOML", |n| format!("{HEAD}a{} = 1", ".a".repeat(n))),
    ("comments in TOML", |n| deck(&"# a remark\n".repeat(n), &format!("{SECTION}[[section.slide]]\nbody = 'x'\n"))),
    ("slides in one line", |n| {
        let slide = |it| format!("{{ title = \"Slide {}\", body = 'L  x' }}, ", it % 2);
        format!("{HEAD}section = [{{ title = \"S\", slide = [{}] }}]", many(n, slide))
    }),
    ("letters of the title", |n| {
        format!(
            "{SECTION}[[section.slide]]\ntitle = \"{0}\"\nlayout = \"title\"\n[[section.slide]]\ntitle = \"{0}\"\n",
            "a".repeat(n)
        )
        .replacen("", HEAD, 1)
    }),
    ("words of the title", |n| slides(2, |_| format!("title = \"{}\"\nlayout = \"section\"", "word ".repeat(n)))),
    ("words of the alternative text", |n| {
        slide(&format!("[[section.slide.block]]\nkind = \"text\"\ntext = 'x'\nalt = \"{}\"", "word ".repeat(n)))
    }),
    ("French signs", |n| body(&"Quoi ? L'un : \"deux\" ! ".repeat(n)).replace("\"en\"", "\"fr\"")),
    ("French words", |n| body(&"la 2ème oeuvre de de l'Etat, etc... ".repeat(n)).replace("\"en\"", "\"fr\"")),
    ("numbers with units", |n| body(&"47 % de 1 000 agents, ".repeat(n)).replace("\"en\"", "\"fr\"")),
    ("notes as on the slide", |n| {
        slide(&format!("body = '''{0}'''\nnotes = '''{0}'''", many(n, |it| format!("word{it} "))))
    }),
];

fn head_and_slides(head: &str, n: usize, fields: impl Fn(usize) -> String) -> String {
    deck(
        head,
        &format!(
            "{SECTION}{}",
            many(n, |it| format!("[[section.slide]]\ntitle = \"t{it}\"\nbody = 'x'\n{}\n", fields(it)))
        ),
    )
}

/// Every case: kinds of blocks, Markdown, whole decks, and what each rule finds. `rules` is the folder of the rules' own decks.
pub fn all(rules: &std::path::Path) -> Vec<Case> {
    let groups = [("block", KINDS), ("body", MARKDOWN), ("deck", DECKS)];
    let made = groups.iter().flat_map(|(group, cases)| {
        cases.iter().map(move |(name, make)| Case { name: format!("{group}: {name}"), deck: Deck::Made(*make) })
    });
    let mut folders: Vec<_> = std::fs::read_dir(rules).into_iter().flatten().flatten().collect();
    folders.sort_by_key(|folder| folder.file_name());
    let repeated = folders.iter().flat_map(|folder| {
        let rule = folder.file_name().to_string_lossy().into_owned();
        let one = |number: usize| repeated(&rule, number, &folder.path().join(format!("wrong-{number}.toml")));
        (1..=9).map_while(one).collect::<Vec<_>>()
    });
    made.chain(repeated).collect()
}

/// What a rule finds, repeated: its slides if they are all in one section, otherwise its sections, of which a deck may have fewer.
fn repeated(rule: &str, number: usize, file: &std::path::Path) -> Option<Case> {
    let text = std::fs::read_to_string(file).ok()?;
    let header = if text.matches("[[section]]").count() == 1 { "[[section.slide]]" } else { "[[section]]" };
    let at = text.find(header).or_else(|| text.find("[[section]]")).unwrap_or(text.len());
    let (head, rest) = text.split_at(at);
    Some(Case { name: format!("rule: {rule} {number}"), deck: Deck::Repeated(head.to_owned(), format!("{rest}\n")) })
}
