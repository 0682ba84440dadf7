//! The reading order of a slide's content: bands from top to bottom, each from left to right; content side by side becomes columns.

use crate::import::pptx::frame::Frame;

/// Content of a slide, in Markdown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    pub frame: Option<Frame>,
    pub markdown: String,
    /// How it is written if nothing is beside it, if that differs.
    pub alone: Option<String>,
    /// Whether it is just a few words in a box, as in drawings.
    pub is_fragment: bool,
}

/// A horizontal band of a slide.
#[derive(Clone, Debug, PartialEq)]
pub enum Band {
    Text(String),
    /// The share of the width of each column, in percent, and its text.
    Columns(Vec<(u16, String)>),
}

/// The most columns that are readable in a terminal.
const MOST_COLUMNS: usize = 3;

/// At least this many fragments in a row make a list.
const LEAST_FRAGMENTS: usize = 3;

/// How far shapes may overlap and still count as separate, as a share of their size.
const LEEWAY: f64 = 0.06;

/// Sorts the content of a slide.
pub fn bands(items: Vec<Item>) -> Vec<Band> {
    // Content without a place comes first: its layout does not give one either.
    let (placed, others): (Vec<_>, Vec<_>) = items.into_iter().partition(|it| it.frame.is_some());
    let mut bands = Vec::new();
    let mut alone = others;
    for row in groups(placed, |frame| (frame.y, frame.bottom())) {
        let columns = groups(row, |frame| (frame.x, frame.right()));
        if (2..=MOST_COLUMNS).contains(&columns.len()) && !is_line(&columns) {
            bands.extend(text(std::mem::take(&mut alone)));
            bands.push(Band::Columns(shares(columns)));
        } else {
            alone.extend(columns.into_iter().flat_map(sorted));
        }
    }
    bands.extend(text(alone));
    bands
}

/// Whether the content side by side consists only of boxes in one row.
fn is_line(columns: &[Vec<Item>]) -> bool {
    columns.iter().all(|column| column.len() == 1 && column[0].is_fragment)
}

/// Divides items where there is a gap between them; `sides` gives their edges in one direction.
fn groups(mut items: Vec<Item>, sides: impl Fn(Frame) -> (f64, f64)) -> Vec<Vec<Item>> {
    let edges = |item: &Item| {
        let (from, to) = sides(item.frame.unwrap_or_default());
        let leeway = (to - from) * LEEWAY;
        (from + leeway, to - leeway)
    };
    items.sort_by(|one, other| edges(one).0.total_cmp(&edges(other).0));
    let mut groups: Vec<(f64, Vec<Item>)> = Vec::new();
    for item in items {
        let (from, to) = edges(&item);
        match groups.last_mut() {
            Some((end, group)) if from < *end => {
                *end = end.max(to);
                group.push(item);
            }
            _ => groups.push((to, vec![item])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Sorts content that overlaps: from the top, then from the left.
fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    let place = |item: &Item| item.frame.map_or((0.0, 0.0), |frame| (frame.y, frame.x));
    items.sort_by(|one, other| {
        let ((y, x), (other_y, other_x)) = (place(one), place(other));
        y.total_cmp(&other_y).then(x.total_cmp(&other_x))
    });
    items
}

fn shares(columns: Vec<Vec<Item>>) -> Vec<(u16, String)> {
    let widths: Vec<f64> = columns
        .iter()
        .map(|column| column.iter().filter_map(|it| it.frame).reduce(Frame::around).map_or(1.0, |it| it.width.max(1.0)))
        .collect();
    let sum: f64 = widths.iter().sum();
    let texts = columns.into_iter().map(|column| {
        let rows = groups(column, |frame| (frame.y, frame.bottom()));
        joined(rows.into_iter().flat_map(sorted).map(|it| (it.markdown, it.is_fragment)).collect())
    });
    widths.iter().map(|width| ((width / sum * 100.0).round() as u16).max(1)).zip(texts).collect()
}

fn text(items: Vec<Item>) -> Option<Band> {
    let pieces: Vec<_> = items.into_iter().map(|it| (it.alone.unwrap_or(it.markdown), it.is_fragment)).collect();
    Some(joined(pieces)).filter(|it| !it.trim().is_empty()).map(Band::Text)
}

/// Joins texts one below another. Several fragments in a row become a list.
fn joined(pieces: Vec<(String, bool)>) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < pieces.len() {
        let count = pieces[at..].iter().take_while(|(_, is_fragment)| *is_fragment).count();
        let is_list = count >= LEAST_FRAGMENTS;
        let count = count.max(1);
        for (text, _) in &pieces[at..at + count] {
            let text = text.trim_end().trim_start_matches('\n');
            out += &if is_list { format!("- {text}\n") } else { format!("{text}\n\n") };
        }
        out += if is_list { "\n" } else { "" };
        at += count;
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &str, x: f64, y: f64, width: f64, height: f64) -> Item {
        let frame = Some(Frame { x, y, width, height });
        Item { frame, markdown: text.to_owned(), alone: None, is_fragment: text.len() == 1 }
    }

    #[test]
    fn what_stands_side_by_side_is_columns_and_the_rest_is_read_from_above() {
        let items = vec![
            item("below", 0.0, 80.0, 100.0, 10.0),
            item("right", 60.0, 20.0, 40.0, 50.0),
            item("left, further down", 0.0, 50.0, 62.0, 20.0),
            item("left", 0.0, 21.0, 60.0, 20.0),
            item("above", 0.0, 0.0, 100.0, 10.0),
        ];
        let columns = vec![(61, "left\n\nleft, further down".to_owned()), (39, "right".to_owned())];
        assert_eq!(
            bands(items),
            [Band::Text("above".to_owned()), Band::Columns(columns), Band::Text("below".to_owned())]
        );
    }

    #[test]
    fn boxes_of_a_drawing_are_a_list() {
        let boxes =
            ["a", "b", "c", "d"].iter().enumerate().map(|(at, text)| item(text, at as f64 * 20.0, 0.0, 15.0, 10.0));
        assert_eq!(bands(boxes.collect()), [Band::Text("- a\n- b\n- c\n- d".to_owned())]);
    }
}
