//! The house: floors without cycles, edges apart, short functions and files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The longest function and the longest file, in lines.
const LONGEST_FUNCTION: usize = 60;
const LONGEST_FILE: usize = 500;

/// What is only touched at the edges, and what it would be below them.
const EDGE_ONLY: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "Instant",
    "SystemTime",
    "File::open",
    "stdin()",
    "stdout()",
    "stderr()",
    "println!",
    "crossterm",
    "jiff",
];

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

/// The modules from the ground up, with whether each is at the edge.
fn floors() -> Vec<(String, bool)> {
    let tour = fs::read_to_string(root().join("src/lib.rs")).unwrap();
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

/// The module of a file: its folder or its own name right below `src`.
fn module(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file without its tests and comments.
fn code(file: &Path) -> String {
    // A file of tests may touch what it likes.
    if file.ends_with("tests.rs") {
        return String::new();
    }
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn each_module_imports_only_from_those_above_it() {
    let floors = floors();
    let floor = |name: &str| floors.iter().position(|(known, _)| known == name);
    let mut wrong = Vec::new();
    for file in sources(&root().join("src")) {
        let own = module(&file);
        if own == "main" || own == "lib" {
            continue;
        }
        let here = floor(&own).unwrap_or_else(|| panic!("{own} is not in the tour of lib.rs"));
        for (_, path) in
            code(&file).match_indices("crate::").map(|(at, _)| at).map(|at| (at, code(&file)[at + 7..].to_owned()))
        {
            let name: String = path.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect();
            if floor(&name).is_some_and(|there| there > here) {
                wrong.push(format!("{} imports {name}, which stands below it", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn clocks_files_and_the_environment_are_touched_at_the_edges_only() {
    let edges: BTreeMap<String, bool> = floors().into_iter().collect();
    let mut wrong = Vec::new();
    for file in sources(&root().join("src")) {
        let own = module(&file);
        if edges.get(&own) != Some(&false) {
            continue;
        }
        let code = code(&file);
        let touched = EDGE_ONLY.iter().filter(|what| code.contains(**what));
        wrong.extend(touched.map(|what| format!("{} touches {what}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where text goes to standard output or standard error: the gate, the painter's lock, and a protocol that no terminal reads.
const GATES: &[&str] = &["src/terminal/print.rs", "src/terminal.rs", "src/cli/lsp.rs"];

/// What would go around the gate.
const AROUND_THE_GATE: &[&str] =
    &["print!", "println!", "dbg!", "stdout()", "stderr()", "stdout_locked", "/dev/stdout", "/dev/stderr", "/dev/tty"];

#[test]
fn text_reaches_a_terminal_through_one_gate() {
    let mut wrong = Vec::new();
    for file in sources(&root().join("src")) {
        if GATES.iter().any(|gate| file == root().join(gate)) {
            continue;
        }
        // Whether there is a terminal may be asked, and keys may be read from one.
        let code = code(&file)
            .replace("stdout().is_terminal()", "")
            .replace("stderr().is_terminal()", "")
            .replace("use_stderr()", "");
        let code = code.replace("File::open(\"/dev/tty\")", "");
        let around = AROUND_THE_GATE.iter().filter(|what| code.contains(**what));
        wrong.extend(around.map(|what| format!("{} has {what}: use `terminal::print` or `warn`", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn functions_and_files_are_short() {
    let mut wrong = Vec::new();
    for file in sources(&root().join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        if text.lines().count() > LONGEST_FILE {
            wrong.push(format!("{} has {} lines", file.display(), text.lines().count()));
        }
        let mut open: Vec<(usize, usize, String)> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let begins = line.contains("fn ") && line.ends_with('{') && !line.trim_start().starts_with("//");
            if begins {
                open.push((indent, number, line.trim().to_owned()));
            }
            if line.trim() == "}" && open.last().is_some_and(|(at, ..)| *at == indent) {
                let (_, start, name) = open.pop().unwrap();
                if number - start + 1 > LONGEST_FUNCTION {
                    wrong.push(format!("{}: {} lines: {name}", file.display(), number - start + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every file of a folder is named in the file beside it, which holds the list.
#[test]
fn what_lies_in_a_folder_is_listed_beside_it() {
    let mut wrong = Vec::new();
    for file in sources(&root().join("src")) {
        let folder = file.with_extension("");
        if !folder.is_dir() {
            continue;
        }
        let list = fs::read_to_string(&file).unwrap();
        for inside in sources(&folder).iter().filter(|inside| inside.parent() == Some(&folder)) {
            let name = inside.file_stem().unwrap().to_str().unwrap();
            if !list.contains(&format!("mod {name};")) {
                wrong.push(format!("{} is not listed in {}", inside.display(), file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
