//! Reads from terminfo whether a terminal has true color, if the environment does not tell (term(5), terminfo(5) of ncurses).
//!
//! The crate `termini` reads these files too, but confuses capabilities if none of them is a string, and panics on damaged files.

use std::path::PathBuf;

/// The capabilities for true color: `RGB` in ncurses' `user_caps`, `Tc` in tmux.
const TRUE_COLOR: [&[u8]; 2] = [b"RGB", b"Tc"];

/// The magic number of a file, and how many bytes its numbers have.
const MAGIC: [(usize, usize); 2] = [(0o432, 2), (0o1036, 4)];

/// Whether terminfo describes a terminal as true color; `var` reads the environment's variables.
pub fn has_true_color(term: &str, var: impl Fn(&str) -> Option<String>) -> bool {
    // The name becomes part of a path.
    let Some(first) = term.chars().next().filter(|first| *first != '.' && !term.contains('/')) else { return false };
    let folders = [format!("{first}"), format!("{:x}", u32::from(first))];
    let files = places(var).into_iter().flat_map(|place| folders.clone().map(|folder| place.join(folder).join(term)));
    let described = files.into_iter().find_map(|file| std::fs::read(file).ok());
    described.is_some_and(|file| is_of_true_color(&file).unwrap_or(false))
}

/// The folders of descriptions, in the order in which ncurses searches them.
fn places(var: impl Fn(&str) -> Option<String>) -> Vec<PathBuf> {
    const USUAL: [&str; 4] = ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/local/share/terminfo"];
    let own = var("TERMINFO").into_iter().chain(var("HOME").map(|home| format!("{home}/.terminfo")));
    let more = var("TERMINFO_DIRS").unwrap_or_default();
    let more = more.split(':').filter(|place| !place.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    own.chain(more).map(PathBuf::from).chain(USUAL.map(PathBuf::from)).collect()
}

/// Whether one of the extended capabilities means true color. `None` if the description is damaged, or has none.
fn is_of_true_color(file: &[u8]) -> Option<bool> {
    let short = |at: usize| Some(usize::from(u16::from_le_bytes(file.get(at..at + 2)?.try_into().ok()?)));
    // A length of -1 means absent.
    let length = |at: usize| short(at).map(|length| if length > 0x7fff { 0 } else { length });
    let (_, wide) = MAGIC.into_iter().find(|(magic, _)| short(0) == Some(*magic))?;
    let [names, flags, numbers, strings, table] = [2, 4, 6, 8, 10].map(length);
    let at = (12 + names? + flags?).next_multiple_of(2) + numbers? * wide + strings? * 2 + table?;
    let at = at.next_multiple_of(2);
    let [flags, numbers, strings, offsets] = [0, 2, 4, 6].map(|field| length(at + field));
    let (flags, numbers, strings) = (flags?, numbers?, strings?);
    let is_set = |capability: usize| capability >= flags || file.get(at + 10 + capability) == Some(&1);
    let values = (at + 10 + flags).next_multiple_of(2) + numbers * wide;
    let table = values + offsets? * 2;
    let text = |from: usize| file.get(from..).map(|rest| rest.split(|byte| *byte == 0).next().unwrap_or_default());
    // The names follow the strings, and their offsets count from there.
    let ends = (0..strings).filter_map(|string| short(values + string * 2).filter(|from| *from < 0xfffe));
    let names = ends.filter_map(|from| Some(from + text(table + from)?.len() + 1)).max().unwrap_or(0);
    let name = |capability: usize| text(table + names + short(values + (strings + capability) * 2)?);
    let all = 0..flags + numbers + strings;
    Some(all.into_iter().any(|it| is_set(it) && name(it).is_some_and(|name| TRUE_COLOR.contains(&name))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A description with one string and these flags among its extended capabilities.
    fn described(wide: bool, flags: &[(&str, bool)]) -> Vec<u8> {
        let shorts = |numbers: &[usize]| numbers.iter().flat_map(|it| (*it as u16).to_le_bytes()).collect::<Vec<u8>>();
        let (name, magic) = ("mine\0", if wide { 0o1036 } else { 0o432 });
        let mut file = shorts(&[magic, name.len(), 1, 1, 1, 3]);
        file.extend_from_slice(name.as_bytes());
        file.push(1);
        file.extend(vec![7; if wide { 4 } else { 2 }]);
        file.extend(shorts(&[0]));
        file.extend_from_slice(b"ab\0\0");
        let names: Vec<&str> = flags.iter().map(|(name, _)| *name).chain(["Smulx"]).collect();
        let table = format!("value\0{}\0", names.join("\0"));
        file.extend(shorts(&[flags.len(), 0, 1, 1 + names.len(), table.len()]));
        file.extend(flags.iter().map(|(_, is_set)| u8::from(*is_set)));
        file.resize(file.len().next_multiple_of(2), 0);
        let offsets = names.iter().scan(0, |at, name| {
            *at += name.len() + 1;
            Some(*at - name.len() - 1)
        });
        file.extend(shorts(&[&[0], &offsets.collect::<Vec<_>>()[..]].concat()));
        file.extend_from_slice(table.as_bytes());
        file
    }

    #[test]
    fn a_capability_is_found_by_its_name_where_it_is_set() {
        for wide in [false, true] {
            let told = |flags: &[(&str, bool)]| is_of_true_color(&described(wide, flags));
            assert_eq!(told(&[("AX", true), ("Tc", true)]), Some(true));
            assert_eq!(told(&[("RGB", true), ("XT", true)]), Some(true));
            assert_eq!(told(&[("AX", true), ("Tc", false)]), Some(false));
            assert_eq!(told(&[]), Some(false));
        }
        assert_eq!(is_of_true_color(b"\x1a\x01"), None);
    }

    proptest! {
        #[test]
        fn a_damaged_description_says_something_or_nothing(
            at in 0_usize..60, byte: u8, end in 0_usize..80, rest in proptest::collection::vec(any::<u8>(), 0..40),
        ) {
            let mut file = described(byte & 1 == 0, &[("AX", true), ("Tc", true)]);
            let length = file.len();
            file[at % length] = byte;
            file.truncate(end);
            file.extend(rest);
            let _ = is_of_true_color(&file);
        }
    }
}
