//! The bottom row: where the show is, what the presenter lets the room know, questions, and numbers that are being typed.

use crate::block::{Question, Takes};
use crate::deck::{Number, Size};
use crate::diagnostic::Severity;
use crate::keys::{Action, OnOpen, OnPoll, OnStage};
use crate::layout;
use crate::page::{self, Page, Role, cells};
use crate::show::{Front, Now, Remarks, Room, Show, ask_whole, in_a_line, mark_of, pace, time};
use crate::text;
use crate::view::unwritten;

/// The logo is no wider than so many cells.
const LOGO: u16 = 8;

/// From this size on, in cells, text is small for people who sit far away.
const LARGE: Size = Size { width: 160, height: 44 };

pub fn draw(show: &Show, now: Now, page: &mut Page) {
    let row = row(show, now, page.width, page.height);
    let y = page.height - row.height;
    page.put(row, 0, y);
}

/// Its text, in one line.
pub fn in_words(show: &Show, now: Now) -> String {
    in_a_line(&row(show, now, show.size.width, show.size.height.into()))
}

/// The row on a screen of this size, with the mark that something is not recorded.
fn row(show: &Show, now: Now, width: u16, high: u32) -> Page {
    unwritten::beside(unwritten_mark(show), width, |width| said(show, now, width, high))
}

/// The mark that something is not recorded, if that is so.
pub(super) fn unwritten_mark(show: &Show) -> Option<&'static str> {
    show.is_not_recorded.then_some(show.words.not_recorded_sign)
}

/// The content of the row, or of several rows if a question needs them.
fn said(show: &Show, now: Now, width: u16, high: u32) -> Page {
    show.front.row(show, now, width, high).unwrap_or_else(|| {
        let mut row = Page::of_size(width, 1);
        match &show.notice {
            Some(notice) => ask_whole(&mut row, notice, high),
            None => place(show, now, &mut row),
        }
        row
    })
}

/// The keys of an open question, in a word each, if there is room.
pub(super) fn question_keys(show: &Show, question: &Question, row: &mut Page, right: u16) {
    let words = show.words;
    let key = |action: Action| show.keys.name(action, words);
    let keys = match question.takes {
        Takes::Hands { .. } => vec![
            (question.digits(), words.short_hand),
            (key(OnPoll::TakeBack.into()), words.short_take_back),
            (key(OnPoll::Count.into()), words.short_counts),
        ],
        Takes::Words { .. } => {
            vec![(key(OnOpen::Note.into()), words.short_note), (key(OnOpen::TakeBack.into()), words.short_take_back)]
        }
        Takes::Ticks => vec![(question.digits(), words.short_tick)],
    };
    let mut x = 1;
    for (key, about) in keys {
        let dot = if x > 1 { " · " } else { "" };
        if usize::from(x) + text::width(dot) + text::width(&key) + 1 + text::width(about) > usize::from(right) {
            break;
        }
        x += row.text(x, 0, dot, Role::Muted);
        x += row.text(x, 0, &key, Role::Accent) + 1;
        x += row.text(x, 0, about, Role::Muted);
    }
}

/// Section, n/N, and the markers; time and pace if the presenter wants them there.
fn place(show: &Show, now: Now, row: &mut Page) {
    if show.is_on_paper {
        return on_paper(show, now, row);
    }
    let placed = show.slide();
    let running = show.talk.clock.started().is_some();
    let author = show.remarks != Remarks::Unwanted;
    if !author && !running && show.mistakes > 0 {
        row.text(1, 0, &format!("⚠ {}", (show.words.mistakes)(show.mistakes)), Role::Warning);
    }
    if show.options.room == Room::Nothing {
        return found(show, row, row.width);
    }
    let number = show.deck.of_all(placed.number);
    let number =
        if show.talk.clock.is_paused() && show.options.room == Room::Place { format!("‖ {number}") } else { number };
    let right = row.width.saturating_sub(1);
    row.text_to(right, 0, &number, Role::Muted);
    let mut right = right.saturating_sub(cells(text::width(&number)) + 2);
    if show.options.room == Room::Time {
        right = time_and_pace(show, now, row, right);
    }
    let start_row = start_row(show);
    let start = !author && !running && show.talk.place.slide == 0 && show.mistakes == 0;
    if !start || usize::from(right) > text::width(&start_row) + 30 {
        right = track(show, now, row, right);
    }
    let asks = show.open_question().filter(|_| matches!(show.front, Front::Stage | Front::Marker { .. }));
    if let Some(question) = asks.filter(|_| running || show.mistakes == 0) {
        question_keys(show, &question, row, right);
    } else if author {
        found(show, row, right);
    } else if start {
        row.text(1, 0, &text::shorten(&start_row, usize::from(right).saturating_sub(2)), Role::Muted);
    } else if running || show.mistakes == 0 {
        whose(&show.deck.foot(placed.section), show, row, right);
    }
}

/// What a file or paper has of the row: no keys, no clock, no question. The footer comes before the plan, and before the section's title.
fn on_paper(show: &Show, now: Now, row: &mut Page) {
    let placed = show.slide();
    let number = show.deck.of_all(placed.number);
    let right = row.width.saturating_sub(1);
    row.text_to(right, 0, &number, Role::Muted);
    let right = right.saturating_sub(cells(text::width(&number)) + 2);
    let whole = show.deck.foot(placed.section);
    let fits = |words: &str, right: u16| text::width(words) + 2 <= usize::from(right);
    let footer = show.deck.footer.as_deref().map(str::trim).filter(|it| !it.is_empty());
    let words = footer.filter(|_| !fits(&whole, right)).unwrap_or(&whole);
    let beside = line_at(row.width, right, 20).map_or(right, |x| x.saturating_sub(2));
    let right = if footer.is_none() || fits(words, beside) { track(show, now, row, right) } else { right };
    whose(words, show, row, right);
}

/// Whose deck it is, before column `right`: these words, and the logo.
fn whose(words: &str, show: &Show, row: &mut Page, right: u16) {
    let used = row.text(1, 0, &text::shorten(words, usize::from(right).saturating_sub(2)), Role::Muted);
    logo(show, row, 1 + used, right);
}

/// The logo of the deck before column `right`, where pixels are drawn and it hides none of the `used` cells.
fn logo(show: &Show, row: &mut Page, used: u16, right: u16) {
    let image = layout::logo::image(&show.deck, &show.assets, &show.supplies.pictures, (LOGO, 1));
    let Some(image) = image.filter(|image| used + 2 + image.width < right) else { return };
    let x = right - image.width - 1;
    row.image(x, 0, page::Image { needs_pixels: true, ..image });
}

/// How many findings the deck has, for its author, left of column `right`; in words if there is room.
fn found(show: &Show, row: &mut Page, right: u16) {
    let Remarks::Known(remarks) = &show.remarks else { return };
    let words = show.words;
    let all = [(Severity::Error, words.errors), (Severity::Warning, words.warnings), (Severity::Info, words.infos)];
    let count = |severity| remarks.iter().filter(|it| it.severity == severity).count();
    let counts: Vec<_> = all.iter().map(|(it, told)| (mark_of(*it), count(*it), told)).filter(|it| it.1 > 0).collect();
    if counts.is_empty() {
        row.text(
            1,
            0,
            &format!("✓ {}", text::shorten(words.nothing_found, usize::from(right).saturating_sub(4))),
            Role::Good,
        );
        return;
    }
    let long =
        |((sign, role), count, told): &(_, usize, &fn(usize) -> String)| (format!("{sign} {}", told(*count)), *role);
    let short = |((sign, role), count, _): &(_, usize, &fn(usize) -> String)| (format!("{sign} {count}"), *role);
    let key = [("e".to_owned(), Role::Accent), (words.list.to_owned(), Role::Muted)];
    let pieces: Vec<(String, Role)> = counts.iter().map(long).chain(key.clone()).collect();
    let wide: usize = pieces.iter().map(|(piece, _)| text::width(piece) + 2).sum();
    let pieces = if wide < usize::from(right) { pieces } else { counts.iter().map(short).chain(key).collect() };
    let mut x = 1;
    for (piece, role) in pieces {
        // The key is useless without its word.
        let is_key = role == Role::Accent;
        let wide = cells(text::width(&piece));
        let behind = if is_key { 1 + cells(text::width(words.list)) } else { 0 };
        if x + wide + behind > right {
            break;
        }
        row.text(x, 0, &piece, role);
        x += wide + if is_key { 1 } else { 2 };
    }
}

/// How to start, to see the keys, and to quit.
fn start_row(show: &Show) -> String {
    let [next, help, quit] =
        [OnStage::Next, OnStage::Help, OnStage::Quit].map(|action| show.keys.name(action, show.words));
    let row = (show.words.start_row)(&next, &help, &quit);
    let is_large = show.size.width >= LARGE.width && show.size.height >= LARGE.height;
    let font = show.font_key.filter(|_| is_large).map(|key| (show.words.enlarge_font)(key));
    let unnamed = show.is_unnamed.then(|| show.words.unnamed.to_owned());
    text::joined([Some(row), font, unnamed].into_iter().flatten(), "   ")
}

/// Draws time and pace, ending at column `right`. Returns where they start.
fn time_and_pace(show: &Show, now: Now, row: &mut Page, right: u16) -> u16 {
    let mut right = right;
    if let Some((pace, role)) = pace(show, now) {
        row.text_to(right, 0, &pace, role);
        right = right.saturating_sub(cells(text::width(&pace)) + 2);
    }
    let time = time(show, now);
    row.text_to(right, 0, &time, Role::Muted);
    right.saturating_sub(cells(text::width(&time)) + 2)
}

/// Draws a line with two markers: slides done, and time elapsed. Returns where it starts.
fn track(show: &Show, now: Now, row: &mut Page, right: u16) -> u16 {
    // If the time is shown in figures, the section's title needs the room more.
    if row.width < 100 && show.options.room == Room::Time {
        return right;
    }
    let slide = match show.slide().number {
        Number::Slide(number) => Some((number - 1) as f64 / show.deck.planned_count().saturating_sub(1).max(1) as f64),
        Number::Appendix(_) => None,
    };
    let (elapsed, total) = (show.talk.clock.elapsed(now.monotonic), show.whole());
    let time = (!total.is_zero() && !show.is_on_paper).then(|| elapsed.as_secs_f64() / total.as_secs_f64());
    line(row, right, 20, &[(time, "○"), (slide, "●")])
}

/// Draws a line that ends at column `right`, with signs at fractions of its length; two signs on one cell become one. Returns where it starts. Not
/// drawn if there is no room for it and `others` cells.
pub fn line(row: &mut Page, right: u16, others: u16, signs: &[(Option<f64>, &str)]) -> u16 {
    let Some(x) = line_at(row.width, right, others) else { return right };
    let width = right - x;
    row.rule(x, 0, width, "─", Role::Border);
    let mut last = None;
    for (part, sign) in signs.iter().filter_map(|(part, sign)| Some(((*part)?, *sign))) {
        let at = x + cells((part.clamp(0.0, 1.0) * f64::from(width - 1)).round() as usize);
        row.text(at, 0, if last == Some(at) { "◉" } else { sign }, Role::Accent);
        last = Some(at);
    }
    x.saturating_sub(2)
}

/// Where such a line starts in a row of this width. `None` if there is no room for it.
fn line_at(wide: u16, right: u16, others: u16) -> Option<u16> {
    let width = match wide {
        0..60 => return None,
        60..100 => 16,
        _ => 24,
    };
    (width + others <= right).then(|| right - width)
}
