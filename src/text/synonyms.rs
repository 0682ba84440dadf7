//! Words known from other programs, and the names for them here.

/// Each name with other words for it. A word may stand for several names: the accepted ones decide.
const SYNONYMS: &[(&str, &[&str])] = &[
    // Kinds of blocks.
    ("image", &["img", "picture", "photo", "pic", "figure", "illustration", "svg", "logo", "screenshot"]),
    ("diagram", &["graph", "flowchart", "sequence", "mermaid", "flow", "drawing", "schema", "schéma"]),
    ("chart", &["plot", "bars", "graphique", "bar", "line", "pie", "sparkline", "graph"]),
    ("poll", &["vote", "survey", "sondage", "question", "ballot"]),
    ("quiz", &["test", "mcq", "qcm", "exam", "question"]),
    ("rating", &["score", "nps", "stars", "scale", "likert"]),
    ("write", &["input", "field", "blank", "fill-in", "fillin"]),
    ("open", &["free", "freetext", "free-text", "wordcloud", "word-cloud", "brainstorm", "answer"]),
    ("checklist", &["todo", "tasks", "tasklist", "task-list", "checkbox", "checkboxes"]),
    ("columns", &["cols", "column", "split", "two-columns", "two-column", "grid", "side-by-side", "layout"]),
    ("quote", &["blockquote", "citation", "cite"]),
    ("definition", &["glossary", "term", "def"]),
    ("number", &["stat", "kpi", "metric", "big", "bignumber", "big-number", "chiffre", "figure"]),
    ("timeline", &["history", "dates", "roadmap", "events", "milestones", "chronology", "frise"]),
    ("cards", &["tiles", "boxes", "panels", "grid"]),
    ("compare", &["comparison", "versus", "vs", "before-after"]),
    ("matrix", &["raci", "table", "tableau"]),
    ("qr", &["qrcode", "qr-code"]),
    ("silence", &["pause", "timer", "countdown", "break", "wait"]),
    ("callout", &["alert", "note", "warning", "tip", "admonition", "info", "hint", "caution", "important"]),
    ("code", &["snippet", "source", "listing", "codeblock", "code-block", "sourcecode"]),
    ("text", &["paragraph", "markdown", "md", "html", "content", "message", "description", "body", "quote"]),
    // Fields.
    ("file", &["src", "path", "url", "href", "filename", "image", "picture", "source", "img"]),
    ("link", &["url", "href", "uri", "address", "target", "text"]),
    ("alt", &["description", "alternative", "alt-text", "alttext", "alt_text"]),
    ("caption", &["legend", "title", "subtitle"]),
    ("graph", &["source", "content", "diagram", "mermaid"]),
    ("lang", &["language", "langue", "syntax"]),
    ("highlight", &["highlights", "highlight-lines", "hl_lines", "emphasize", "marked"]),
    ("numbers", &["line-numbers", "linenos", "line_numbers", "linenumbers", "lineno"]),
    ("choices", &["options", "answers", "responses", "choix", "items"]),
    ("items", &["tasks", "choices", "list", "todo", "entries"]),
    ("answer", &["correct", "right", "solution", "solutions", "réponse"]),
    ("why", &["explanation", "explain", "rationale", "because", "feedback", "reason"]),
    ("by", &["author", "auteur", "attribution", "from"]),
    ("role", &["position", "job"]),
    ("term", &["word", "name"]),
    ("head", &["title", "heading", "header", "name"]),
    ("notes", &["speaker-notes", "speaker_notes", "speakernotes", "comments", "comment"]),
    ("lesson", &["handout", "details", "course"]),
    ("duration", &["time", "minutes", "length", "timing", "temps", "durée", "timer"]),
    ("title", &["heading", "headline", "name", "header", "titre"]),
    ("body", &["content", "text", "markdown", "contents"]),
    ("reveal", &["fragments", "incremental", "animate", "animation", "build", "steps"]),
    ("theme", &["style", "palette", "skin"]),
    ("layout", &["template", "class"]),
    ("widths", &["ratio", "ratios", "sizes", "layout"]),
    ("labels", &["categories", "xaxis", "x"]),
    ("series", &["data", "datasets", "dataset", "values"]),
    ("values", &["data", "points", "y"]),
    ("max", &["maximum", "most"]),
    ("min", &["minimum", "least"]),
    ("tone", &["type", "level", "severity", "variant"]),
    ("cells", &["values", "data", "cols"]),
    ("event", &["events", "item", "entry", "items"]),
    ("multiple", &["several", "multi", "multi-select"]),
    ("value", &["number", "figure", "text"]),
];

/// The accepted name that a word from another program stands for.
pub fn of<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let names: Vec<&str> = names.into_iter().collect();
    let known = SYNONYMS.iter().filter(|(_, words)| words.contains(&word.as_str()));
    known.filter_map(|(name, _)| names.iter().find(|it| *it == name)).copied().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_for_what_is_asked_for() {
        assert_eq!(of("IMG", ["code", "image"]), Some("image"));
        assert_eq!(of("url", ["alt", "file"]), Some("file"));
        assert_eq!(of("url", ["caption", "link"]), Some("link"));
        assert_eq!(of("vote", ["quiz"]), None);
        assert_eq!(of("poll", ["poll"]), None, "it is one");
    }
}
