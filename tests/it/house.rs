//! Checks of the source itself: no dependency cycles between modules, edges separated, short functions and files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The longest function and the longest file, in lines.
const LONGEST_FUNCTION: usize = 60;
const LONGEST_FILE: usize = 500;

/// Names that only modules at the edges may use.
const EDGE_ONLY: &[&str] = &[
    "std::fs", "std::env", "std::net", "std::process", "std::thread", "Instant", "SystemTime", "File::open", "stdin()",
    "stdout()", "stderr()", "println!", "crossterm", "jiff",
];

/// A source file of the program.
struct File {
    path: PathBuf,
    /// The path of its module below the crate: "deck::read".
    module: String,
    text: String,
    /// Without its tests and comments.
    code: String,
}

/// All source files, read once.
static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let paths = sources(&root().join("src"));
    paths.into_iter().map(File::read).collect()
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        match entry.is_dir() {
            true => files.extend(sources(&entry)),
            false => files.extend(entry.extension().is_some_and(|it| it == "rs").then_some(entry)),
        }
    }
    files.sort();
    files
}

impl File {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).unwrap();
        let below = path.strip_prefix(root().join("src")).unwrap().with_extension("");
        let parts: Vec<&str> = below.iter().map(|part| part.to_str().unwrap()).collect();
        // Test files may use anything.
        let tested = if path.ends_with("tests.rs") { "" } else { &text };
        let code = tested.split("#[cfg(test)]\nmod tests").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.map(|line| format!("{line}\n")).collect();
        Self { module: parts.join("::"), text, code, path }
    }

    /// The top-level module.
    fn floor(&self) -> &str {
        self.module.split("::").next().unwrap()
    }

    fn is_program(&self) -> bool {
        !matches!(self.module.as_str(), "lib" | "main") && !self.module.ends_with("::tests")
    }

    /// What its `use` lines name, and whether each is re-exported.
    fn uses(&self) -> Vec<(bool, String)> {
        let mut uses = Vec::new();
        for (at, _) in self.code.match_indices("use ") {
            let before = self.code[..at].rsplit('\n').next().unwrap().trim();
            let passed_on = before.starts_with("pub");
            if before.is_empty() || passed_on {
                let tree = self.code[at + 4..].split(';').next().unwrap();
                uses.extend(expanded(tree).into_iter().map(|path| (passed_on, path)));
            }
        }
        uses
    }

    /// The paths written elsewhere in it: `crate::deck::read`.
    fn paths(&self) -> Vec<String> {
        let starts = ["crate::", "super::", "self::"].into_iter().flat_map(|word| self.code.match_indices(word));
        let begins = |at: usize| !self.code[..at].ends_with(|char: char| char.is_alphanumeric() || "_:".contains(char));
        let path = |(at, _): (usize, &str)| {
            let rest = &self.code[at..];
            let end = rest.find(|char: char| !char.is_alphanumeric() && !"_:".contains(char)).unwrap_or(rest.len());
            rest[..end].trim_end_matches(':').to_owned()
        };
        starts.filter(|(at, _)| begins(*at)).map(path).collect()
    }

    /// A path relative to the crate; `None` if it leads out of the crate.
    fn absolute(&self, path: &str) -> Option<Vec<String>> {
        let mut here: Vec<&str> = self.module.split("::").collect();
        let mut path: Vec<&str> = path.split("::").collect();
        match path[0] {
            "crate" => here.clear(),
            "super" | "self" => {}
            child => {
                let child = [&self.module, "::", child].concat();
                FILES.iter().any(|file| file.module == child).then_some(())?;
            }
        }
        while let Some(first @ ("crate" | "super" | "self")) = path.first().copied() {
            path.remove(0);
            if first == "super" {
                here.pop();
            }
        }
        Some(here.into_iter().chain(path).map(str::to_owned).collect())
    }
}

/// "a::{b, c::{d, e}}" to "a::b", "a::c::d", "a::c::e".
fn expanded(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap().trim();
        return if path.is_empty() { Vec::new() } else { vec![path.to_owned()] };
    };
    let inside = inside.trim_end().strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut from, mut branches) = (0_i32, 0, Vec::new());
    for (at, char) in inside.char_indices() {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                branches.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    branches.push(&inside[from..]);
    branches.into_iter().flat_map(expanded).map(|path| format!("{}{path}", before.trim())).collect()
}

/// The file that a path leads to, following re-exports.
fn resolved(path: &[String], passed_on: &BTreeMap<(String, String), Vec<String>>, left: usize) -> Option<String> {
    let lengths = (1..=path.len()).rev();
    let found = lengths.map(|length| (length, path[..length].join("::")));
    let (length, module) = found.into_iter().find(|(_, module)| FILES.iter().any(|file| file.module == *module))?;
    let further = path.get(length).and_then(|name| passed_on.get(&(module.clone(), name.clone())));
    match further {
        Some(further) if left > 0 => resolved(further, passed_on, left - 1),
        _ => Some(module),
    }
}

/// Which files use which. A file next to a folder lists what is in it; that does not count as a use.
fn edges() -> BTreeSet<(String, String)> {
    let mut passed_on = BTreeMap::new();
    for file in FILES.iter() {
        for path in file.uses().into_iter().filter_map(|(on, path)| file.absolute(&path).filter(|_| on)) {
            passed_on.insert((file.module.clone(), path.last().unwrap().clone()), path);
        }
    }
    let mut edges = BTreeSet::new();
    for file in FILES.iter().filter(|file| file.is_program()) {
        let uses = file.uses().into_iter().map(|(_, path)| path);
        for path in uses.chain(file.paths()).filter_map(|path| file.absolute(&path)) {
            let Some(used) = resolved(&path, &passed_on, 4) else { continue };
            if used != file.module && !used.starts_with(&format!("{}::", file.module)) {
                edges.insert((file.module.clone(), used));
            }
        }
    }
    edges
}

/// The edges that are part of cycles.
fn circles(mut edges: BTreeSet<(String, String)>) -> BTreeSet<(String, String)> {
    loop {
        let before = edges.len();
        let (from, to): (BTreeSet<String>, BTreeSet<String>) = edges.iter().cloned().unzip();
        edges.retain(|(one, other)| to.contains(one) && from.contains(other));
        if edges.len() == before {
            return edges;
        }
    }
}

/// The modules from the bottom layer to the top one, and whether each is at the edge.
fn floors() -> Vec<(String, bool)> {
    let tour = &FILES.iter().find(|file| file.module == "lib").unwrap().text;
    let mut edge = false;
    let mut floors = Vec::new();
    for line in tour.lines() {
        edge |= line.starts_with("// The edges");
        if let Some(name) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            floors.push((name.to_owned(), edge));
        }
    }
    floors
}

#[test]
fn each_module_imports_only_from_those_above_it() {
    let floors = floors();
    let floor = |name: &str| floors.iter().position(|(known, _)| known == name);
    let mut wrong = Vec::new();
    for file in FILES.iter().filter(|file| !matches!(file.module.as_str(), "lib" | "main")) {
        let own = file.floor();
        let here = floor(own).unwrap_or_else(|| panic!("{own} is not in the tour of lib.rs"));
        for (at, _) in file.code.match_indices("crate::") {
            let path = &file.code[at + 7..];
            let end = path.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(path.len());
            if floor(&path[..end]).is_some_and(|there| there > here) {
                wrong.push(format!("{} imports {}, which stands below it", file.path.display(), &path[..end]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_inside_folders_have_no_cycles() {
    let edges = edges();
    assert!(edges.len() > 500, "{}", edges.len());
    // A folder's files with everything below them, as seen from that folder.
    let seen_from = |folder: &str| -> BTreeSet<(String, String)> {
        let child = |module: &str| {
            let inside = module.strip_prefix(folder)?;
            inside.split("::").next().filter(|it| !it.is_empty()).map(|it| format!("{folder}{it}"))
        };
        let both = edges.iter().filter_map(|(one, other)| Some((child(one)?, child(other)?)));
        both.filter(|(one, other)| one != other).collect()
    };
    let folders: BTreeSet<String> = FILES
        .iter()
        .map(|file| file.module.rsplit_once("::").map_or(String::new(), |(folder, _)| format!("{folder}::")))
        .collect();
    let found: Vec<String> = folders
        .iter()
        .flat_map(|folder| circles(seen_from(folder)))
        .map(|(one, other)| format!("{one} uses {other}"))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_edges_that_are_part_of_a_cycle_are_found() {
    let edges = |list: &[[&str; 2]]| list.iter().map(|[one, other]| ((*one).to_owned(), (*other).to_owned())).collect();
    let found = circles(edges(&[["a", "b"], ["b", "c"], ["c", "b"], ["c", "d"]]));
    assert_eq!(found, edges(&[["b", "c"], ["c", "b"]]));
    assert_eq!(expanded("a::{self, b, c::{d as e, f}}"), ["a::self", "a::b", "a::c::d", "a::c::f"]);
}

#[test]
fn clocks_files_and_the_environment_are_touched_at_the_edges_only() {
    let edges: BTreeMap<String, bool> = floors().into_iter().collect();
    let mut wrong = Vec::new();
    for file in FILES.iter().filter(|file| edges.get(file.floor()) == Some(&false)) {
        let touched = EDGE_ONLY.iter().filter(|what| file.code.contains(**what));
        wrong.extend(touched.map(|what| format!("{} touches {what}", file.path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The only files that write to standard output or standard error: the gate, the painter's lock, and a protocol that no terminal reads.
const GATES: &[&str] = &["src/terminal/print.rs", "src/terminal/unlocked.rs", "src/terminal.rs", "src/cli/lsp.rs"];

/// Calls that would bypass the gate.
const AROUND_THE_GATE: &[&str] =
    &["print!", "println!", "dbg!", "stdout()", "stderr()", "stdout_locked", "/dev/stdout", "/dev/stderr", "/dev/tty"];

#[test]
fn text_reaches_a_terminal_through_one_gate() {
    let mut wrong = Vec::new();
    for file in FILES.iter().filter(|file| !GATES.iter().any(|gate| file.path == root().join(gate))) {
        // Asking whether there is a terminal, asking for its size, and reading keys are allowed.
        let code = file
            .code
            .replace("stdout().is_terminal()", "")
            .replace("stderr().is_terminal()", "")
            .replace("use_stderr()", "")
            .replace("tcgetwinsize(rustix::stdio::stdout())", "");
        let code = code.replace("File::open(\"/dev/tty\")", "");
        let around = AROUND_THE_GATE.iter().filter(|what| code.contains(**what));
        wrong.extend(around.map(|what| format!("{} has {what}: use `terminal::print` or `warn`", file.path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The functions of a text and the number of their lines, counted from the signature.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut functions = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let bare = line.trim_start();
        let words = bare.split(' ').take_while(|word| !word.contains('(') || word.starts_with("pub("));
        let is_comment = bare.starts_with("//");
        if is_comment || !words.into_iter().any(|word| word == "fn") || bare.ends_with(['}', ';']) {
            continue;
        }
        let indent = &line[..line.len() - bare.len()];
        let at_indent = |line: &&str| line.strip_prefix(indent).is_some_and(|rest| !rest.starts_with([' ', '/']));
        let rest = &lines[number + 1..];
        // A function that ends in `;` at the indentation of its first line is only declared.
        let ends = rest.iter().position(|line| at_indent(line) && (line.trim() == "}" || line.ends_with(';')));
        if let Some(end) = ends.filter(|end| rest[*end].trim() == "}") {
            functions.push((bare, end + 2));
        }
    }
    functions
}

#[test]
fn a_function_is_counted_with_all_lines_of_its_signature() {
    let text = "impl A {\n    fn a(\n        b: u8,\n    ) -> u8\n    where\n        u8: B,\n    {\n        b\n    }\n\n    fn c() {}\n}\ntrait D {\n    fn d(\n    );\n}\npub const fn e() {\n}\n";
    assert_eq!(functions(text), [("fn a(", 8), ("pub const fn e() {", 2)]);
}

#[test]
fn functions_and_files_are_short() {
    let mut wrong = Vec::new();
    for file in FILES.iter() {
        let lines = file.text.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{} has {lines} lines", file.path.display()));
        }
        let long = functions(&file.text).into_iter().filter(|(_, lines)| *lines > LONGEST_FUNCTION);
        wrong.extend(long.map(|(name, lines)| format!("{}: {lines} lines: {name}", file.path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every file of a folder is named in the list of the file next to the folder.
#[test]
fn every_file_of_a_folder_is_listed_beside_it() {
    let mut wrong = Vec::new();
    for file in FILES.iter() {
        let Some((folder, name)) = file.module.rsplit_once("::") else { continue };
        let beside = FILES.iter().find(|file| file.module == folder).unwrap();
        if !beside.text.contains(&format!("mod {name};")) {
            wrong.push(format!("{} is not listed in {}", file.path.display(), beside.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
