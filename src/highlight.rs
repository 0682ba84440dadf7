//! Colors code. The only file that uses syntect.

use std::ops::Range;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use unicode_segmentation::GraphemeCursor;

use crate::page::Role;
use crate::text;

/// The roles of a line of code: byte ranges in order, without gaps.
pub type CodeLine = Vec<(Range<usize>, Role)>;

/// Lines longer than this, in bytes, are not colored: the patterns of some languages take seconds on them.
const LONGEST_LINE: usize = 4096;

/// The roles for the scopes of grammars. The first match wins (sublimetext.com, "Scope Naming").
const SCOPES: &[(&str, Role)] = &[
    ("comment", Role::Comment),
    ("constant.character.escape", Role::Constant),
    ("constant.numeric", Role::Number),
    ("string", Role::String),
    ("entity.name.function", Role::Function),
    ("support.function", Role::Function),
    ("variable.function", Role::Function),
    ("entity.name.tag", Role::Type),
    ("entity.name", Role::Type),
    ("entity.other.attribute-name", Role::Constant),
    ("support.type", Role::Type),
    ("support.class", Role::Type),
    ("storage.type", Role::Keyword),
    ("storage", Role::Keyword),
    ("keyword.operator", Role::Punctuation),
    ("keyword", Role::Keyword),
    ("constant", Role::Constant),
    ("variable", Role::Variable),
    ("punctuation", Role::Punctuation),
    ("markup.heading", Role::Function),
    ("markup.inserted", Role::Good),
    ("markup.deleted", Role::Bad),
    ("meta.diff.range", Role::Function),
    ("meta.diff.header", Role::Comment),
];

/// Other names that people write for languages, with the names that the grammars use.
const NAMES: &[(&str, &[&str])] = &[
    (
        "bash",
        &[
            "shell", "console", "shell-session", "shellsession", "sh-session", "terminal", "ksh", "ash", "dash",
            "zsh-session", "bash-session", "nu", "nushell", "just", "justfile",
        ],
    ),
    ("bat", &["batch", "cmd", "dos", "batchfile"]),
    ("c", &["h"]),
    ("clojure", &["clj", "cljs", "edn"]),
    ("cpp", &["c++", "cuda", "cu", "arduino", "ino", "opencl"]),
    ("cs", &["csharp", "c#", "csx"]),
    ("dockerfile", &["docker", "containerfile"]),
    ("ex", &["elixir"]),
    ("f90", &["fortran"]),
    ("fs", &["fsharp", "f#"]),
    ("go", &["golang"]),
    ("groovy", &["gradle", "jenkinsfile"]),
    (
        "html",
        &[
            "html5", "xhtml", "htm", "handlebars", "hbs", "mustache", "liquid", "django", "razor", "blade", "ejs",
            "astro", "cshtml", "njk",
        ],
    ),
    ("ini", &["conf", "cfg", "properties", "editorconfig", "desktop", "systemd"]),
    ("java", &["apex"]),
    ("js", &["javascript", "node", "mjs", "cjs", "json5", "jsonc", "jsx"]),
    ("json", &["jsonl", "ndjson", "geojson"]),
    ("kt", &["kotlin", "kts"]),
    ("lisp", &["elisp", "emacs-lisp", "common-lisp", "cl"]),
    ("m", &["objc", "objectivec", "objective-c", "obj-c"]),
    ("matlab", &["octave"]),
    ("makefile", &["make", "mk", "mak"]),
    ("md", &["markdown", "mdx"]),
    ("objective-c++", &["objc++", "objectivec++", "objective-cpp", "objectivecpp", "obj-c++"]),
    ("pascal", &["delphi", "objectpascal"]),
    ("perl", &["pl", "raku"]),
    ("powershell", &["pwsh", "ps", "posh"]),
    ("python", &["python2", "python3", "py2", "py3", "pycon", "ipython", "ipython3", "starlark", "bazel", "bzl"]),
    ("r", &["rscript", "splus"]),
    ("rb", &["ruby", "jruby", "irb"]),
    ("rust", &["rs", "ron"]),
    ("scm", &["scheme", "racket", "rkt"]),
    (
        "sql",
        &[
            "postgresql", "postgres", "pgsql", "psql", "mysql", "mariadb", "plsql", "tsql", "sqlite", "sqlite3",
            "plpgsql",
        ],
    ),
    ("tex", &["latex", "context"]),
    ("tf", &["hcl", "terraform", "tfvars"]),
    ("ts", &["typescript", "mts", "cts"]),
    ("verilog", &["v", "sv", "systemverilog"]),
    ("vim", &["viml", "vimscript"]),
    ("xml", &["svg", "xsl", "xslt", "xsd", "plist", "rss", "atom", "wsdl", "dtd", "rng", "qrc", "axml"]),
    (
        "yaml",
        &[
            "yml", "ansible", "helm", "openapi", "k8s", "kubernetes", "compose", "docker-compose", "swagger",
            "yaml-frontmatter",
        ],
    ),
];

/// Names for code without color: no language at all, and languages without a grammar.
const PLAIN: &[&str] = &[
    "text", "txt", "plain", "plaintext", "plain-text", "none", "nohighlight", "no-highlight", "raw", "output", "ascii",
    "tree", "log", "logs", "wasm", "wat", "wast", "webassembly", "bicep", "cobol", "abap", "kdl", "rego", "cue",
    "wgsl", "hlsl", "dot", "graphviz", "plantuml", "puml", "d2", "math", "ebnf", "bnf", "abnf", "regex", "http",
    "curl", "gitignore", "dotenv", "env", "sed", "apache", "htaccess", "vb", "vbnet", "vb.net", "visualbasic", "vba",
    "prolog", "smalltalk", "mathematica", "wolfram", "rescript", "reason", "agda", "coq", "autohotkey", "ahk",
    "gherkin", "cucumber", "feature", "robotframework", "pug", "jade", "meson", "caddyfile", "caddy", "promql",
    "influxql", "cypher", "sparql", "flux", "kql", "kusto", "spl", "splunk", "gdscript", "jsonpath", "xpath", "xquery",
    "thrift", "capnp", "avro", "sshconfig", "ssh-config", "ssh_config", "prometheus", "traefik", "moonbit", "gleam",
    "mojo", "move", "cairo", "circom",
];

/// A grammar, and the set that it belongs to.
type Grammar = (&'static SyntaxSet, &'static SyntaxReference);

/// The grammar of a language: from the small set if possible, which is enough for most decks and takes a third of the memory, else from the large
/// one.
fn grammar(lang: &str) -> Option<Grammar> {
    static LARGE: OnceLock<SyntaxSet> = OnceLock::new();
    let lang = lang.trim();
    if lang.is_empty() {
        return None;
    }
    let other = |names: &&(&str, &[&str])| names.1.iter().any(|name| name.eq_ignore_ascii_case(lang));
    // `diff-js`: a diff of JavaScript.
    let plain_name = if lang.to_ascii_lowercase().starts_with("diff-") { "diff" } else { lang };
    let known = NAMES.iter().find(other).map_or(plain_name, |(known, _)| *known);
    let of = |set: &'static SyntaxSet| {
        Some((set, set.find_syntax_by_token(lang).or_else(|| set.find_syntax_by_token(known))?))
    };
    of(small()).or_else(|| of(LARGE.get_or_init(two_face::syntax::extra_newlines)))
}

/// The grammars of the languages that most decks use.
fn small() -> &'static SyntaxSet {
    static SMALL: OnceLock<SyntaxSet> = OnceLock::new();
    SMALL.get_or_init(SyntaxSet::load_defaults_newlines)
}

/// The language whose name is spelled nearly like this.
pub fn nearest(lang: &str) -> Option<String> {
    let named = NAMES.iter().flat_map(|(name, others)| std::iter::once(name).chain(*others)).chain(PLAIN).copied();
    let of_grammars = small().syntaxes().iter().map(|it| it.name.as_str());
    text::nearest(lang, named.chain(of_grammars)).map(str::to_lowercase)
}

/// Whether the language is known: it can be colored, or is not meant to be.
pub fn knows(lang: &str) -> bool {
    is_plain(lang) || grammar(lang).is_some()
}

fn is_plain(lang: &str) -> bool {
    PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(lang.trim()))
}

/// The roles of each line of `code`. `None` for an unknown language.
pub fn lines(lang: &str, code: &str) -> Option<Vec<CodeLine>> {
    let (set, syntax) = grammar(lang).filter(|_| !is_plain(lang))?;
    // The PHP grammar expects a page with an opening tag.
    let bare = (syntax.name == "PHP" && !code.contains("<?")).then(|| set.find_syntax_by_name("PHP Source")).flatten();
    let syntax = bare.unwrap_or(syntax);
    let mut parser = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    let mut colored = Vec::new();
    for line in code.lines() {
        colored.push(if line.len() > LONGEST_LINE {
            Vec::new()
        } else {
            one_line(set, &mut parser, &mut scopes, line)?
        });
    }
    Some(colored)
}

fn one_line(set: &SyntaxSet, parser: &mut ParseState, scopes: &mut ScopeStack, line: &str) -> Option<CodeLine> {
    let changes = parser.parse_line(&format!("{line}\n"), set).ok()?;
    let mut runs: CodeLine = Vec::new();
    let mut start = 0;
    for (at, change) in &changes {
        let end = whole_cluster(line, (*at).min(line.len()));
        push(&mut runs, start..end, role(scopes));
        start = end;
        scopes.apply(change).ok()?;
    }
    push(&mut runs, start..line.len(), role(scopes));
    Some(runs)
}

/// The end of the cluster that continues here: its marks must have the color of its letter, or they would be lost.
fn whole_cluster(line: &str, at: usize) -> usize {
    if line.is_ascii() {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, line.len(), true);
    match cursor.is_boundary(line, 0) {
        Ok(false) => cursor.next_boundary(line, 0).ok().flatten().unwrap_or(line.len()),
        _ => at,
    }
}

fn push(runs: &mut CodeLine, range: Range<usize>, role: Role) {
    match runs.last_mut() {
        _ if range.is_empty() => {}
        Some((last, same)) if *same == role => last.end = range.end,
        _ => runs.push((range, role)),
    }
}

/// The role of the innermost scope that has one. The quotes of a string belong to the string.
fn role(scopes: &ScopeStack) -> Role {
    static PREFIXES: OnceLock<Vec<(Scope, Role)>> = OnceLock::new();
    let prefixes = PREFIXES.get_or_init(|| {
        SCOPES.iter().map(|(name, role)| (Scope::new(name).expect("a short scope name"), *role)).collect()
    });
    let of = |scope: &Scope| prefixes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, role)| *role);
    let mut inner = scopes.as_slice().iter().rev().filter_map(of);
    match inner.next() {
        Some(Role::Punctuation) => {
            inner.find(|role| matches!(role, Role::String | Role::Comment)).unwrap_or(Role::Punctuation)
        }
        Some(role) => role,
        None => Role::Code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(lang: &str, code: &str) -> Vec<(String, Role)> {
        let line = lines(lang, code).unwrap().remove(0);
        line.into_iter().map(|(range, role)| (code[range].to_owned(), role)).collect()
    }

    #[test]
    fn the_names_that_people_write_are_known() {
        let names = "bash sh zsh fish shell console shellsession terminal powershell pwsh ps1 bat batch cmd c h cpp c++ cc hpp cs csharp \
            fs fsharp vb go golang rs rust py python python3 pycon ipython rb ruby irb js javascript mjs ts typescript tsx jsx json jsonc \
            json5 jsonl java kt kotlin scala groovy gradle jenkinsfile swift m objc objective-c objectivec dart lua perl pl php r julia jl \
            matlab hs haskell ml ocaml elm erl erlang ex exs elixir clj clojure lisp scheme rkt racket nim zig d pascal delphi fortran f90 \
            ada tcl verilog v sv systemverilog vhdl asm nasm sql postgresql postgres mysql plsql tsql sqlite graphql gql html html5 htm \
            xhtml css scss sass less xml svg xsl vue svelte md markdown mdx tex latex rst yaml yml toml ini cfg conf properties \
            dockerfile docker make makefile cmake hcl tf terraform nix proto protobuf nginx apache diff patch awk sed vim viml \
            jinja jinja2 twig liquid handlebars hbs puppet csv tsv glsl hlsl wgsl solidity sol crystal coffee coffeescript \
            text txt plain plaintext none output log tree wasm wat http regex dot plantuml math ebnf env dotenv gitignore ron kdl bicep \
            k8s kubernetes compose swagger zsh-session nushell justfile razor blade ejs django elisp octave objc++ objective-cpp opencl dtd \
            prolog gherkin sparql cypher promql thrift gdscript pug caddyfile sshconfig gleam diff-js";
        let unknown: Vec<&str> = names.split_whitespace().filter(|name| !knows(name)).collect();
        assert_eq!(unknown, [""; 0]);
        assert!(names.split_whitespace().all(|name| knows(&name.to_uppercase())));
        assert!(!knows("pyhton") && !knows(""));
    }

    #[test]
    fn added_and_removed_lines_of_a_diff_differ() {
        assert!(roles("diff", "+new").iter().any(|(_, role)| *role == Role::Good));
        assert!(roles("patch", "-old").iter().any(|(_, role)| *role == Role::Bad));
    }

    #[test]
    fn php_is_highlighted_with_and_without_its_tag() {
        let keyword = |code: &str| roles("php", code).iter().any(|(_, role)| *role == Role::Keyword);
        assert!(keyword("<?php function a() {}") && keyword("function a() {}"));
    }

    #[test]
    fn code_is_highlighted_by_kinds_of_tokens() {
        let runs = roles("rust", "let x = \"é\"; // fin");
        let role = |part: &str| runs.iter().find(|(text, _)| text.contains(part)).map(|(_, role)| *role);
        assert_eq!(role("let"), Some(Role::Keyword));
        assert_eq!(role("\"é\""), Some(Role::String));
        assert_eq!(role("// fin"), Some(Role::Comment));
    }

    #[test]
    fn nothing_of_the_code_is_lost() {
        let code = "apiVersion: v1 # étape";
        let joined: String = roles("yaml", code).into_iter().map(|(text, _)| text).collect();
        assert_eq!(joined, code);
    }

    #[test]
    fn a_mark_has_the_color_of_its_letter() {
        let parts: Vec<String> = roles("rust", "a!\u{301}b").into_iter().map(|(text, _)| text).collect();
        assert!(parts.iter().all(|part| !part.starts_with('\u{301}')), "{parts:?}");
    }

    #[test]
    fn an_unknown_language_is_left_plain() {
        assert!(!knows("klingon"));
        assert_eq!(lines("klingon", "qapla'"), None);
        assert!(knows("toml") && knows("rs") && knows("dockerfile"));
    }
}
