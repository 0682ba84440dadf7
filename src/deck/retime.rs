//! Changes the times of a deck's slides by editing its text. Nothing else in the text changes.

use std::time::Duration;

use crate::deck::{Deck, Slide};
use crate::duration;
use crate::source::{Edit, Source, Span};
use crate::table::At;

/// The edits that give each slide its time, in file order. Slides keep their text if they have no new time, have that time already, or are in
/// another file. A section with a duration gets the sum of its slides.
pub fn retimed(source: &Source, deck: &Deck, times: &[Option<Duration>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut times = times.iter();
    for section in &deck.sections {
        let of_slides: Vec<Option<Duration>> = times.by_ref().take(section.slides.len()).copied().collect();
        let whole: Option<Duration> = of_slides.iter().copied().sum();
        if let Some(whole) = whole.filter(|whole| section.duration.is_some_and(|before| before != *whole)) {
            edits.push(value(source, &section.at, whole));
        }
        // The times of included slides are in their own files.
        let own = |(slide, _): &(&Slide, _)| source.part_at(slide.at.table.start).is_none();
        for (slide, time) in section.slides.iter().zip(of_slides).filter(own) {
            match (time, slide.duration) {
                (Some(time), Some(before)) if before != time => edits.push(value(source, &slide.at, time)),
                (Some(time), None) => edits.push(line(source, &slide.at, time)),
                _ => {}
            }
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

/// Replaces a duration, keeping its quotes.
fn value(source: &Source, at: &At, time: Duration) -> Edit {
    let span = at.value("duration");
    let quote = if source.slice(span).starts_with('\'') { '\'' } else { '"' };
    Edit::new(span, format!("{quote}{}{quote}", duration::show(time)))
}

/// Adds a duration: below the title, else the id, else the header.
fn line(source: &Source, at: &At, time: Duration) -> Edit {
    let time = duration::show(time);
    let header = source.slice(at.table);
    if let Some(rest) = header.strip_prefix('{') {
        let inside = at.table.start + 1;
        let more = if rest.trim_start().starts_with('}') { " " } else { "," };
        return Edit::new(Span::new(inside, inside), format!(" duration = \"{time}\"{more}"));
    }
    let above = ["title", "id"].into_iter().map(|key| at.value(key)).find(|span| *span != at.table);
    let above = above.unwrap_or(at.table).end;
    let end = source.text[above..].find('\n').map_or(source.text.len(), |end| above + end);
    Edit::new(Span::new(end, end), format!("\nduration = \"{time}\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck;
    use crate::source::{apply, diff};
    use expect_test::expect;

    const DECK: &str = "format = 1 # un\ntitle = 't'\nduration = '10min'\n\n[[section]]\ntitle = 's'\nduration = \"3min\"   # court\n\
        [[section.slide]]\n# d’abord\nduration = '1min' # vite\ntitle = 'a'\n\n[[section.slide]]\ntitle = 'b' # é\nbody = 'x'\n\
        [[section]]\ntitle = 'z'\nslide = [{ title = 'c' }, {}]\n[[section]]\ntitle = 'y'\n[[section.slide]]";

    fn retime(text: &str, seconds: &[u64]) -> (String, String) {
        let source = Source::new("talk.toml", text);
        let (deck, found) = deck::read(&source);
        assert_eq!(found, []);
        let times: Vec<Option<Duration>> =
            seconds.iter().map(|it| (*it > 0).then(|| Duration::from_secs(*it))).collect();
        let after = apply(text, &retimed(&source, &deck, &times));
        let diff = diff(&source.name, &source.text, &Source::new("", &after).text, 0);
        (after, diff)
    }

    #[test]
    fn only_times_change_and_comments_stay() {
        let (text, diff) = retime(DECK, &[75, 90, 5, 10, 20]);
        expect![[r#"
            --- talk.toml
            +++ talk.toml
            @@ -7 +7 @@
            -duration = "3min"   # court
            +duration = "2min 45s"   # court
            @@ -10 +10 @@
            -duration = '1min' # vite
            +duration = '1min 15s' # vite
            @@ -14,0 +15 @@
            +duration = "1min 30s"
            @@ -18 +19 @@
            -slide = [{ title = 'c' }, {}]
            +slide = [{ duration = "5s", title = 'c' }, { duration = "10s" }]
            @@ -21 +22,2 @@
            -[[section.slide]]
            \ No newline at end of file
            +[[section.slide]]
            +duration = "20s"
            \ No newline at end of file
        "#]]
        .assert_eq(&diff);
        assert_eq!(retime(&text, &[75, 90, 5, 10, 20]).0, text, "what is written is read again");
        assert_eq!(retime(DECK, &[60, 0, 0, 0, 0]).0, DECK);
    }

    #[test]
    fn line_ends_of_windows_and_a_byte_order_mark_stay() {
        let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let seconds = [75, 90, 5, 10, 20];
        assert_eq!(retime(&windows(DECK), &seconds).0, windows(&retime(DECK, &seconds).0));
    }
}
