//! Editing text in the user's own editor.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The largest edited text that is accepted, in bytes.
const LARGEST: u64 = 1 << 20;

/// The editor that the environment names.
pub fn named() -> Option<String> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    set("VISUAL").or_else(|| set("EDITOR"))
}

/// Lets the user edit a text; the editor gets the terminal meanwhile. `None` if there is no editor, or the text was not saved.
pub fn edit(text: &str) -> Option<String> {
    let editor = named()?;
    let path = written(text)?;
    let saved = command(&editor, &path).status().is_ok_and(|status| status.success());
    let edited = read(&path).filter(|_| saved);
    let _ = fs::remove_file(&path);
    edited.map(|edited| edited.replace("\r\n", "\n"))
}

fn read(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Writes the text to a new file that only this user can read.
fn written(text: &str) -> Option<PathBuf> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let name = |number: u32| std::env::temp_dir().join(format!("pupitre-{}-{number}.md", std::process::id()));
    (0..100).map(name).find_map(|path| {
        let mut file = options.open(&path).ok()?;
        file.write_all(text.as_bytes()).ok()?;
        Some(path)
    })
}

/// The setting may contain arguments, so the shell splits it.
#[cfg(unix)]
fn command(editor: &str, path: &Path) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{editor} \"$1\"")).arg("pupitre").arg(path);
    shell
}

#[cfg(not(unix))]
fn command(editor: &str, path: &Path) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).arg(path);
    command
}
