//! What a text may contain on its way to a terminal, defined again and in a different way than in `text::clean`.

use unicode_segmentation::UnicodeSegmentation;

/// A cluster with more characters than this is a flood. A family of four with skin tones has eleven.
const LONGEST_CLUSTER: usize = 40;

/// The first thing in a text of many lines that must not reach a terminal.
pub fn fault_in_lines(text: &str) -> Option<String> {
    text.split('\n').find_map(fault)
}

/// The first thing in a line of text that must not reach a terminal.
pub fn fault(line: &str) -> Option<String> {
    if line.is_ascii() {
        return line.chars().find(char::is_ascii_control).map(|char| format!("{char:?}"));
    }
    line.graphemes(true).find_map(|cluster| {
        let chars: Vec<char> = cluster.chars().collect();
        let bad = (0..chars.len()).find(|at| !is_harmless(&chars, *at));
        match bad {
            Some(at) => Some(format!("{:?} in {cluster:?}", chars[at])),
            None if chars.len() > LONGEST_CLUSTER => Some(format!("a cluster of {} characters", chars.len())),
            None => None,
        }
    })
}

fn is_harmless(cluster: &[char], at: usize) -> bool {
    let char = cluster[at];
    match char {
        '\u{200d}' => joins(cluster, at),
        '\u{e0020}'..='\u{e007f}' => cluster[0] == '\u{1f3f4}',
        _ => !char.is_control() && !turns(char) && !hides(char),
    }
}

/// Whether a joiner is between two pictographs.
fn joins(cluster: &[char], at: usize) -> bool {
    let after = cluster.get(at + 1).is_some_and(|after| is_picture(*after));
    after && cluster[..at].iter().any(|before| is_picture(*before))
}

fn is_picture(char: char) -> bool {
    !matches!(char, '\u{1f3fb}'..='\u{1f3ff}')
        && matches!(char, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21aa}'
        | '\u{231a}'..='\u{23ff}' | '\u{24c2}' | '\u{25aa}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}' | '\u{2934}' | '\u{2935}'
        | '\u{2b05}'..='\u{2b55}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Bidirectional controls (UAX 9), and line separators.
fn turns(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Invisible characters of no width: Default_Ignorable_Code_Point (UAX 44), except the selectors that choose between the shapes of one sign.
fn hides(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}' | '\u{200c}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
