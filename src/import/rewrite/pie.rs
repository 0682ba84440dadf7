//! Mermaid's pies ("Pie chart diagrams" in its documentation), as charts of ours.

use crate::block::meaning::MOST_SLICES;
use crate::text::basic_string;

/// A pie as a chart: its name, and the lines between its fences.
pub struct Pie {
    pub name: String,
    pub lines: Vec<String>,
}

/// Reads a pie. `None` if it is not one, or our charts cannot show it.
pub fn read(code: &str) -> Option<Pie> {
    let mut lines = code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("%%"));
    let head =
        lines.next()?.strip_prefix("pie").filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))?;
    let head = head.trim();
    let head = head.strip_prefix("showData").unwrap_or(head).trim();
    let mut title = head.strip_prefix("title").map(str::trim);
    if title.is_none() && !head.is_empty() {
        return None;
    }
    let mut slices: Vec<(&str, &str)> = Vec::new();
    for line in lines {
        match line.strip_prefix("title ") {
            Some(words) => title = Some(words.trim()),
            None if line == "showData" || line.starts_with("accTitle:") || line.starts_with("accDescr:") => {}
            None => slices.push(slice(line)?),
        }
    }
    let is_shown = (1..=MOST_SLICES).contains(&slices.len());
    let labels: Vec<&str> = slices.iter().map(|(label, _)| *label).collect();
    let values: Vec<&str> = slices.iter().map(|(_, value)| *value).collect();
    let title = title.filter(|title| !title.is_empty());
    let name = title.map_or_else(|| labels.join(", "), str::to_owned);
    let quoted: Vec<String> = labels.iter().map(|label| basic_string(label)).collect();
    let mut lines = vec!["type = \"pie\"".to_owned(), format!("labels = [{}]", quoted.join(", "))];
    lines.extend(title.map(|title| format!("caption = {}", basic_string(title))));
    lines.extend([String::new(), "[[series]]".to_owned(), format!("values = [{}]", values.join(", "))]);
    is_shown.then_some(Pie { name, lines })
}

/// `"Dogs" : 386`: a label and a value above 0, which TOML writes the same way.
fn slice(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.strip_prefix('"')?.split_once('"')?;
    let value = value.trim_start().strip_prefix(':')?.trim();
    let is_written = value.split('.').all(|digits| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()));
    let is_plain = is_written && (value == "0" || !value.starts_with('0') || value.starts_with("0."));
    let number: f64 = value.parse().ok().filter(|_| is_plain)?;
    (number > 0.0 && number < 1e15).then_some((label, value))
}
