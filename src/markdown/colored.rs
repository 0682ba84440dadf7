//! Words in the color of a role: `[words]{.good}`. A sign before them, or underlining, says the same to people who see no colors.

use std::ops::Range;

use crate::markdown::Rich;
use crate::page::{Ink, Role, Style};
use crate::text::Run;

/// The names of the colors, their roles, and the sign before the words.
const COLORS: [(&str, Role, &str); 5] = [
    ("good", Role::Good, "✓ "),
    ("bad", Role::Bad, "✗ "),
    ("warning", Role::Warning, "⚠ "),
    ("accent", Role::Accent, ""),
    ("muted", Role::Muted, ""),
];

/// The most colored words in a paragraph, because the work grows with their number for each character.
const MOST: usize = 100;

/// Signs that already say what the color says.
const SIGNS: [char; 11] = ['✓', '✔', '☑', '✅', '✗', '✘', '☒', '❌', '⚠', '+', '−'];

/// Whether `{.name}` gives words a color.
pub fn is_color(name: &str) -> bool {
    COLORS.iter().any(|(known, ..)| *known == name)
}

/// Whether Markdown syntax counts in this text.
pub fn is_words(run: &Run<Ink>) -> bool {
    run.style.link.is_none() && run.style.style.role != Role::Inline
}

/// Colored words, by their place in a text.
struct Colored {
    open: usize,
    /// The bracket after the words, together with the braces.
    close: Range<usize>,
    color: &'static (&'static str, Role, &'static str),
}

/// Colors the text in brackets before `{.good}` or another name.
pub fn colored(rich: Rich) -> Rich {
    let all = if rich.iter().any(|run| run.text.contains("]{.")) { found(&rich) } else { Vec::new() };
    if all.is_empty() {
        return rich;
    }
    let mut runs = Rich::new();
    let mut at = 0;
    for run in rich {
        for (offset, char) in run.text.char_indices() {
            let here = at + offset;
            if let Some(it) = all.iter().find(|it| it.open == here) {
                let own = run.text[offset + 1..].trim_start().starts_with(SIGNS);
                push(&mut runs, if own { "" } else { it.color.2 }, inked(&run.style, it.color.1));
            } else if !all.iter().any(|it| it.close.contains(&here)) {
                let around = all.iter().find(|it| it.open < here && here < it.close.start);
                let style = around.map_or_else(|| run.style.clone(), |it| inked(&run.style, it.color.1));
                push(&mut runs, char.encode_utf8(&mut [0; 4]), style);
            }
        }
        at += run.text.len();
    }
    runs
}

/// The ink of colored words. A role that has neither a sign nor weight in a theme is underlined or slanted.
fn inked(ink: &Ink, role: Role) -> Ink {
    let style = match role {
        Role::Accent => Style { bold: true, underline: true, ..ink.style },
        Role::Muted => Style { italic: true, ..ink.style },
        _ => Style { bold: true, ..ink.style },
    };
    Ink { style: Style { role, ..style }, link: ink.link.clone() }
}

fn push(runs: &mut Rich, text: &str, style: Ink) {
    match runs.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => runs.push(Run { text: text.to_owned(), style }),
    }
}

/// The matching brackets that are followed by the name of a color.
fn found(rich: &[Run<Ink>]) -> Vec<Colored> {
    let (mut open, mut all) = (Vec::new(), Vec::new());
    let mut at = 0;
    for run in rich {
        let mut begins = 0;
        for (offset, char) in run.text.char_indices().filter(|_| is_words(run)) {
            match char {
                _ if offset < begins => {}
                '[' => open.push(at + offset),
                ']' => {
                    let Some(from) = open.pop() else { continue };
                    let Some((name, _)) = run.text[offset..].strip_prefix("]{.").and_then(|rest| rest.split_once('}'))
                    else {
                        continue;
                    };
                    let Some(color) = COLORS.iter().find(|(known, ..)| *known == name) else { continue };
                    begins = offset + name.len() + "]{.}".len();
                    // Colored words cannot contain colored words: the outer ones win.
                    all.retain(|it: &Colored| it.open < from);
                    all.push(Colored { open: from, close: at + offset..at + begins, color });
                }
                _ => {}
            }
        }
        at += run.text.len();
    }
    all.truncate(MOST);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(String, Role)> {
        let runs = colored(vec![Run { text: text.to_owned(), style: Ink::default() }]);
        runs.into_iter().map(|run| (run.text, run.style.style.role)).collect()
    }

    #[test]
    fn words_with_a_color_have_a_sign_or_a_line_too() {
        let text = |text: &str| (text.to_owned(), Role::Text);
        assert_eq!(of("oui : [prêt]{.good}."), [text("oui : "), ("✓ prêt".to_owned(), Role::Good), text(".")]);
        assert_eq!(of("[✔ prêt]{.good}"), [("✔ prêt".to_owned(), Role::Good)]);
        assert_eq!(
            of("[a]{.bad} [b]{.warning}"),
            [("✗ a".to_owned(), Role::Bad), text(" "), ("⚠ b".to_owned(), Role::Warning)]
        );
        let runs = colored(vec![Run { text: "[x]{.accent}".to_owned(), style: Ink::default() }]);
        assert!(runs[0].style.style.underline && runs[0].text == "x");
    }

    #[test]
    fn other_brackets_and_names_stay_as_they_are_written() {
        for same in ["[note]", "[x]{.red}", "x]{.good}", "[[x]", "[x] {.good}"] {
            assert_eq!(of(same), [(same.to_owned(), Role::Text)]);
        }
    }

    #[test]
    fn a_color_goes_over_strong_words() {
        let strong = Run { text: "fort".to_owned(), style: Role::Strong.into() };
        let [open, close] = ["[un ", "]{.good}"].map(|text| Run { text: text.to_owned(), style: Ink::default() });
        let runs = colored(vec![open, strong, close]);
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(text, "✓ un fort");
        assert!(runs.iter().all(|run| run.style.style.role == Role::Good));
    }
}
