//! `--fix` and `--diff`: writes fixes to the files, or shows them.

use crate::cli::check::{Checked, Kind};
use crate::cli::{own_words, told};
use crate::files;
use crate::lang::{Message, say};
use crate::lint::Finding;
use crate::lint::fix::{self, Mended, Trouble, Which};
use crate::source::{self, Source};
use crate::text;

/// How many lines around each change are shown.
const AROUND: usize = 3;

/// The result of fixing a file.
pub struct Mending {
    /// The text before, with its line ends on disk.
    before: String,
    pub after: Result<Mended, Trouble>,
    /// What was wrong with it.
    found: Vec<Finding>,
    /// How many findings are left.
    left: usize,
}

impl Mending {
    /// Fixes a text; `look` finds what is wrong with a text.
    pub fn of(before: String, which: Which, mut look: impl FnMut(&str) -> Vec<Finding>) -> Self {
        let (mut found, mut left) = (None, 0);
        let after = fix::mend(&before, which, |text| {
            let findings = look(text);
            left = findings.len();
            found.get_or_insert_with(|| findings.clone());
            findings
        });
        let found = found.unwrap_or_default();
        Self { before, left: if after.is_ok() { left } else { found.len() }, after, found }
    }

    /// Whether the text has changed.
    pub fn has_changed(&self) -> bool {
        self.changed().is_some()
    }

    /// Adds findings that were made elsewhere and that no fix removes.
    pub fn add_left(&mut self, found: &[Finding]) {
        self.left += found.len();
        self.found.extend_from_slice(found);
        self.found.sort_by_key(|it| it.diagnostic.span().start);
    }

    /// The fixed text, if it differs.
    fn changed(&self) -> Option<&str> {
        self.after.as_ref().ok().map(|after| after.text.as_str()).filter(|after| *after != self.before)
    }
}

/// Writes the fixed texts to their files. Returns why some could not be written.
pub fn write(checked: &mut [Checked]) -> Vec<Message> {
    let mut troubles = Vec::new();
    for it in checked {
        let (Some(path), Some(mending)) = (&it.path, &it.mending) else { continue };
        let Some(text) = mending.changed() else { continue };
        if let Err(why) = files::rewrite(path, &mending.before, text) {
            take_back(it);
            it.mending = None;
            troubles.push(why);
        }
    }
    troubles
}

/// Undoes the fixes of a file that was not written, so that all its findings count.
pub fn take_back(it: &mut Checked) {
    if let Some(mending) = &mut it.mending {
        it.source = Source::new(it.source.name.as_str(), &mending.before);
        it.findings = std::mem::take(&mut mending.found);
    }
}

/// The fixed text of standard input.
pub fn mended(checked: &[Checked]) -> Option<&str> {
    checked.iter().find(|it| it.path.is_none())?.mending.as_ref()?.changed()
}

/// What would be fixed, as one unified diff.
pub fn diff(checked: &[Checked]) -> String {
    let mut out = String::new();
    for it in checked {
        let Some(mending) = &it.mending else { continue };
        let Some(after) = mending.changed() else { continue };
        let (before, after) = (Source::new("", &mending.before), Source::new("", after));
        let name = shown(&it.source.name).replace(['\n', '\t'], " ");
        out.push_str(&shown(&source::diff(&name, &before.text, &after.text, AROUND)));
    }
    out
}

/// A text without anything that controls a terminal, except tabs and line ends, which a patch needs.
fn shown(words: &str) -> String {
    words.split('\t').map(text::clean).collect::<Vec<_>>().join("\t")
}

/// "12 findings mended, 3 left" in a line, and which files were left as they are. Empty if no fixes were requested.
pub fn summary(checked: &[Checked], only_shown: bool) -> String {
    let all: Vec<&Checked> = checked.iter().filter(|it| it.mending.is_some()).collect();
    if all.is_empty() {
        return String::new();
    }
    let mut summary = String::new();
    // Fixes never change what a deck includes.
    let included = checked.iter().filter(|it| it.kind == Kind::Included).map(|it| it.findings.len());
    let (mut count, mut left): (usize, usize) = (0, included.sum());
    for it in all {
        let Some(mending) = &it.mending else { continue };
        match &mending.after {
            Ok(mended) => count += mended.count,
            Err(why) => summary.push_str(&format!(
                "{}: {}\n",
                text::clean(it.source.shown_name(own_words())).replace('\n', " "),
                told(&why.message())
            )),
        }
        left += mending.left;
    }
    let done = match only_shown {
        true => say!("{count} {count?finding|findings} would be fixed, {left} left", count, left),
        false => say!("{count} {count?finding|findings} fixed, {left} left", count, left),
    };
    summary + &format!("{}\n", told(&done))
}
