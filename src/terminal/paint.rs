//! Turns pages into bytes: only what changed since the last page, in one write.

use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color as CellColor, Modifier, Style as CellStyle};

use crate::page::{Page, Role, cells};
use crate::raster::{Depth, Links, Overlay, Raster, Scheme};
use crate::terminal::Signs;
use crate::terminal::graphics::{Answer, Changes, Graphics, Key, Protocol, Sequences, TAKE_AWAY, Unencoded};
use crate::terminal::letters::{self, Letters};
use crate::terminal::pen::{PLAIN, Pen, sgr};
use crate::theme::Theme;

/// Draws pages, and remembers the last one.
pub struct Painter {
    scheme: Scheme,
    erases_in_color: bool,
    signs: Signs,
    /// What is on the terminal.
    last: Raster,
    /// The next page. It reuses the memory of the page before the last.
    next: Raster,
    graphics: Graphics,
    letters: Letters,
    /// How many rows of the terminal may have double height.
    doubled: u16,
    bytes: String,
}

/// Erasing the rest of a row costs as many bytes as this many spaces.
const ERASE_BYTES: usize = 8;

/// The column from which a row is blank and has one background color.
fn blank_from(raster: &Raster, y: u16) -> u16 {
    let row = raster.cells_of(y);
    let is_blank = |x: &usize| {
        let (cell, last) = (&row[*x], &row[row.len() - 1]);
        let leads = !raster.links.is_empty() && raster.links.contains_key(&Position { x: cells(*x), y });
        cell.symbol() == " " && cell.bg == last.bg && cell.modifier.is_empty() && !leads
    };
    cells(row.len() - (0..row.len()).rev().take_while(is_blank).count())
}

/// How many cells a cluster takes.
fn width(cell: &Cell) -> usize {
    if cell.symbol().len() == 1 { 1 } else { usize::from(cell.cell_width()).max(1) }
}

/// The columns of a row that have to be written, because another cluster or look was there, or part of a wider cluster that was replaced.
fn changed(before: &[Cell], after: &[Cell]) -> Vec<u16> {
    let mut columns = Vec::new();
    let (mut x, mut stale) = (0, 0);
    while x < after.len() {
        let end = after.len().min(x + width(&after[x]));
        if x < stale || after[x] != before[x] {
            columns.push(cells(x));
            stale = (x..end).map(|x| x + width(&before[x])).fold(stale, usize::max);
        }
        x = end;
    }
    columns
}

/// The columns of a row at which a cluster begins.
fn all(row: &[Cell]) -> Vec<u16> {
    let next = |x: &usize| row.get(*x).map(|cell| x + width(cell));
    std::iter::successors(Some(0), next).take_while(|x| *x < row.len()).map(cells).collect()
}

/// Writes the changed columns of a row. Trailing blanks are erased at once if the terminal erases with the background color.
fn write_row(pen: &mut Pen, y: u16, columns: &[u16], raster: &Raster, erases: bool) {
    let row = raster.cells_of(y);
    let end = if erases { blank_from(raster, y) } else { raster.cells.area.width };
    let (words, blank) = columns.split_at(columns.partition_point(|x| *x < end));
    let mut put = |columns: &[u16]| columns.iter().for_each(|x| pen.put(*x, y, &row[usize::from(*x)]));
    put(words);
    match blank {
        [x, ..] if blank.len() > ERASE_BYTES => pen.erase_from(*x, y, &row[usize::from(*x)]),
        few => put(few),
    }
}

/// Clears the screen, and its pictures, to a background color. `doubled` rows may have double height.
fn clear(bytes: &mut String, ground: CellStyle, pictures: Option<Protocol>, doubled: u16) {
    if pictures == Some(Protocol::Kitty) {
        bytes.push_str(TAKE_AWAY);
    }
    bytes.push_str("\x1b[0m");
    if doubled > 0 {
        letters::take_back_rows(doubled, bytes);
    }
    sgr(bytes, PLAIN, (CellColor::Reset, ground.bg.unwrap_or_default(), Modifier::empty()));
    bytes.push_str(if ground.bg.is_some() { "\x1b[2J\x1b[0m" } else { "\x1b[2J" });
}

impl Painter {
    pub fn new(theme: &Theme, depth: Depth) -> Self {
        Self {
            scheme: Scheme::new(theme, depth).with_squares_in_color(),
            erases_in_color: false,
            signs: Signs::All,
            last: Raster::default(),
            next: Raster::default(),
            graphics: Graphics::default(),
            letters: Letters::default(),
            doubled: 0,
            bytes: String::with_capacity(1 << 14),
        }
    }

    /// For a terminal that erases with the background color, as most do. Then most of a page need not be written.
    pub fn erasing_in_color(self, erases_in_color: bool) -> Self {
        Self { erases_in_color, ..self }
    }

    /// For a terminal that shows these characters.
    pub fn with_signs(self, signs: Signs) -> Self {
        // Without half blocks a picture is replaced by its description, as it is if there are too few colors.
        Self { scheme: self.scheme.with_halves(signs != Signs::Ascii), signs, ..self }
    }

    /// From now on draws in another theme.
    pub fn set_theme(&mut self, theme: &Theme) {
        if !self.scheme.is_of(theme) {
            let scheme = Scheme::new(theme, self.scheme.depth()).with_squares_in_color();
            self.scheme = scheme.with_halves(self.signs != Signs::Ascii);
            // Every cell changes, so a whole page needs fewer bytes.
            self.forget();
        }
    }

    /// From now on draws in this text size.
    pub fn set_letters(&mut self, letters: Letters) {
        if self.letters != letters {
            self.letters = letters;
            self.graphics.set_letters(letters);
            self.forget();
        }
    }

    /// The current text size.
    pub fn letters(&self) -> Letters {
        self.letters
    }

    /// How many rows of the terminal may have double height after the last page is written.
    pub fn doubled_rows(&self) -> u16 {
        self.doubled
    }

    /// Draws the next page whole, because what the terminal shows is unknown.
    pub fn forget(&mut self) {
        self.last = Raster::default();
        self.graphics.forget();
    }

    /// Takes the terminal's answer about drawing pictures.
    pub fn learn(&mut self, answer: Answer) {
        if self.graphics.learn(answer) {
            self.forget();
        }
    }

    /// The protocol for pictures, once the terminal has reported one.
    pub fn protocol(&self) -> Option<Protocol> {
        self.graphics.protocol()
    }

    /// The pictures of the last page that the terminal can draw once they are encoded.
    pub fn take_wanted(&mut self) -> Vec<Unencoded> {
        self.graphics.take_wanted()
    }

    /// Takes an encoded picture.
    pub fn take_encoded(&mut self, key: Key, sequences: Sequences) {
        self.graphics.take(key, sequences);
    }

    /// The bytes that turn the last page into this one. Empty if both look the same.
    pub fn bytes_of(&mut self, page: &Page, before: &str) -> &str {
        let known = self.last.cells.area;
        self.next.paint(page, 0, 0..page.height, &mut self.scheme, &mut |overlay| self.graphics.draws(overlay));
        self.signs.write_cells(&mut self.next.cells);
        if self.letters == Letters::Doubled {
            letters::narrow(&mut self.next);
        }
        let whole = known != self.next.cells.area;
        let ground = self.scheme.style(Role::Text.into());
        if whole {
            self.begin_anew(if self.erases_in_color { ground } else { CellStyle::new() });
        }
        self.forget_changed_links();
        let unsure = [self.last.unsure.as_slice(), &self.next.unsure].concat();
        let pictures = self.graphics.changes(&self.next.overlays, &unsure);
        pictures.gone.iter().for_each(|gone| self.forget_cells_under(gone));
        // With large text the terminal may have an unused column or row.
        let clears = if self.erases_in_color || self.letters != Letters::Usual { ground } else { CellStyle::new() };
        self.write(before, whole.then_some(clears), &unsure, &pictures);
        std::mem::swap(&mut self.last, &mut self.next);
        &self.bytes
    }

    /// Writes what differs between the last raster and the next, if anything. With `clears`, first clears the screen to that background.
    fn write(&mut self, before: &str, clears: Option<CellStyle>, unsure: &[u16], pictures: &Changes) {
        self.bytes.clear();
        let changes = self.changes();
        if changes.is_empty() && before.is_empty() && pictures.is_empty() {
            return;
        }
        self.bytes.push_str(before);
        self.bytes.push_str("\x1b[?2026h");
        self.graphics.write_gone(&pictures.gone, &mut self.bytes);
        if let Some(ground) = clears {
            clear(&mut self.bytes, ground, self.graphics.protocol(), std::mem::take(&mut self.doubled));
            if self.letters == Letters::Doubled {
                let rows = self.next.cells.area.height;
                letters::double_rows(rows, &mut self.bytes);
                self.doubled = rows * 2;
            }
        }
        // Scaled text covers two rows, and erasing clears only one.
        let erases = self.erases_in_color && self.letters != Letters::Scaled;
        let mut pen = Pen::new(&mut self.bytes, &self.next.links);
        for (y, columns) in changes {
            for form in self.letters.forms() {
                pen.set_form(*form);
                match unsure.contains(&y) {
                    true => pen.row(y, &self.next),
                    false => write_row(&mut pen, y, &columns, &self.next, erases),
                }
            }
        }
        pen.lift();
        self.graphics.write_new(&pictures.new, &mut self.bytes);
        self.bytes.push_str("\x1b[?2026l");
    }

    /// The rows that differ between the last raster and the next, with the columns to write.
    fn changes(&self) -> Vec<(u16, Vec<u16>)> {
        let rows = 0..self.next.cells.area.height;
        if !self.last.has_ground_of(&self.next) {
            return rows.map(|y| (y, all(self.next.cells_of(y)))).collect();
        }
        let rows = rows.filter(|y| !(self.last.is_blank(*y) && self.next.is_blank(*y)));
        let changes = rows.map(|y| (y, changed(self.last.cells_of(y), self.next.cells_of(y))));
        changes.filter(|(_, columns)| !columns.is_empty()).collect()
    }

    /// Assumes that the terminal was cleared.
    fn begin_anew(&mut self, ground: CellStyle) {
        self.graphics.forget();
        self.last.fill(Rect::ZERO, ground);
        // Else no cells are compared, and the first page need not wait for them.
        if self.last.has_ground_of(&self.next) {
            self.last.fill(self.next.cells.area, ground);
        }
    }

    /// Forgets the cells under a picture that is removed, so that they are written again.
    fn forget_cells_under(&mut self, gone: &Overlay) {
        gone.area.intersection(self.last.cells.area).positions().for_each(|at| self.last.forget(at));
    }

    /// Forgets the cells whose link changed, so that they are written again.
    fn forget_changed_links(&mut self) {
        let (before, links) = (&self.last.links, &self.next.links);
        let at = before.keys().chain(links.keys()).filter(|at| before.get(at) != links.get(at));
        let changed: Vec<Position> = at.copied().collect();
        changed.into_iter().for_each(|at| self.last.forget(at));
    }

    /// The first row of a page as a line of text with colors, for output that does not fill the screen.
    pub fn line(&mut self, page: &Page) -> String {
        self.next.paint(page, 0, 0..1, &mut self.scheme, &mut |_| false);
        let mut line = String::new();
        let links = Links::new();
        let mut pen = Pen { at: Some((0, 0)), ..Pen::new(&mut line, &links) };
        self.next.row(0).for_each(|(x, _, cell)| pen.put(x, 0, cell));
        pen.lift();
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Ink;

    fn painter(depth: Depth) -> Painter {
        Painter::new(&Theme::built_in("nuit").unwrap(), depth)
    }

    fn page(text: &str) -> Page {
        let mut page = Page::of_size(20, 2);
        page.ground(0, 0, 20, 2, Role::Text);
        page.text(0, 0, text, Role::Strong);
        page
    }

    #[test]
    fn a_page_that_did_not_change_writes_nothing() {
        let mut painter = painter(Depth::True);
        assert!(!painter.bytes_of(&page("a"), "").is_empty());
        assert_eq!(painter.bytes_of(&page("a"), ""), "");
    }

    const FAMILY: &str = "👩\u{200d}👩\u{200d}👧\u{200d}👦";

    #[test]
    fn letters_twice_as_large_are_scaled_or_written_on_the_halves_of_a_row() {
        let mut painter = painter(Depth::None);
        let mut written = |letters, page: &Page| {
            painter.set_letters(letters);
            (painter.bytes_of(page, "").to_owned(), painter.doubled_rows())
        };
        let (scaled, rows) = written(Letters::Scaled, &page("mot 日"));
        assert!(rows == 0 && scaled.contains("\x1b[1;1H\x1b[1m\x1b]66;s=2;mot 日\x1b\\\x1b[0m"), "{scaled:?}");
        let (scaled, _) = written(Letters::Scaled, &page("mut 日"));
        assert!(scaled.contains("\x1b[1;3H\x1b[1m\x1b]66;s=2;u\x1b\\\x1b[0m\x1b[?2026l"), "{scaled:?}");
        let (doubled, rows) = written(Letters::Doubled, &page("mot 日"));
        let halves = "\x1b[H\x1b#3\x1b[B\x1b#4\x1b[B\x1b#3\x1b[B\x1b#4\x1b[B";
        assert!(rows == 4 && doubled.contains(&format!("\x1b[2J\x1b[0m{halves}")), "{doubled:?}");
        assert_eq!(doubled.matches("mot").count(), 2, "{doubled:?}");
        assert!(doubled.contains("??") && !doubled.contains('日') && !doubled.contains("66;"), "{doubled:?}");
        let (doubled, _) = written(Letters::Doubled, &page("mut 日"));
        assert!(doubled.contains("\x1b[1;2H\x1b[1mu\x1b[2;2Hu\x1b[0m\x1b[?2026l"), "{doubled:?}");
        let (usual, rows) = written(Letters::Usual, &page("mot 日"));
        let back = "\x1b[H\x1b#5\x1b[B\x1b#5\x1b[B\x1b#5\x1b[B\x1b#5\x1b[B\x1b[2J";
        assert!(rows == 0 && usual.contains(back) && usual.contains('日'), "{usual:?}");
    }

    #[test]
    fn a_family_twice_as_large_says_how_many_cells_it_takes() {
        let mut painter = painter(Depth::None);
        painter.set_letters(Letters::Scaled);
        let bytes = painter.bytes_of(&page(&format!("{FAMILY} abc")), "");
        assert!(bytes.contains(&format!("\x1b]66;s=2:w=2;{FAMILY}\x1b\\")), "{bytes:?}");
    }

    #[test]
    fn a_row_with_a_family_is_erased_and_written_whole_with_it_and_without() {
        let mut painter = painter(Depth::None);
        painter.bytes_of(&page("mot abc"), "");
        let with = painter.bytes_of(&page(&format!("{FAMILY} abc")), "").to_owned();
        // First a space for each of its two cells; the cursor is set again before and after it.
        assert!(with.contains(&format!("\x1b[1;1H\x1b[2K\x1b[1m  \x1b[1;1H{FAMILY}\x1b[1;3H")), "{with:?}");
        assert_eq!(with.matches("\x1b[2K").count(), 1, "{with:?}");
        assert_eq!(painter.bytes_of(&page(&format!("{FAMILY} abc")), ""), "");
        let without = painter.bytes_of(&page("mot abc"), "").to_owned();
        assert!(without.contains(&format!("\x1b[1;1H\x1b[2K\x1b[1mmot abc\x1b[0m{:13}\x1b[?2026l", "")), "{without:?}");
        let small = painter.bytes_of(&page("mot abd"), "");
        assert!(small.contains("\x1b[1;7H") && !small.contains("\x1b[2K"), "{small:?}");
    }

    /// This terminal does not know joined emoji: it gives a family eight cells, and a thumb with a skin tone four.
    #[test]
    fn clusters_that_a_terminal_draws_wider_leave_no_traces() {
        let [rows, columns] = [2, 20].map(|it| std::num::NonZero::new(it).unwrap());
        let mut terminal = vt100::Parser::new(rows, columns, 0);
        let mut painter = painter(Depth::True);
        terminal.process(painter.bytes_of(&page(&format!("👍🏽 ab ❤\u{fe0f} {FAMILY} cd")), "").as_bytes());
        let letter = |x| terminal.screen().cell(0, x).unwrap().contents();
        assert_eq!([3, 4, 12, 13].map(letter), ["a", "b", "c", "d"]);
        terminal.process(painter.bytes_of(&page("a  bc"), "").as_bytes());
        assert_eq!(terminal.screen().contents().trim_end(), "a  bc");
    }

    #[test]
    fn whatever_page_was_there_before_the_next_one_looks_the_same() {
        let rows =
            ["日本語 abc", "a日本 bc", "ab日c", "abc def", "", "日", "a 語b", "    語", "ｱ語ｱ", "स्त्री a", "👍🏽 日"];
        let screen = |texts: &[&str]| {
            let [rows, columns] = [2, 20].map(|it| std::num::NonZero::new(it).unwrap());
            let (mut terminal, mut painter) = (vt100::Parser::new(rows, columns, 0), painter(Depth::True));
            texts.iter().for_each(|text| terminal.process(painter.bytes_of(&page(text), "").as_bytes()));
            let looks =
                (0..20).map(|x| terminal.screen().cell(0, x).map(|it| (it.contents().to_owned(), it.bgcolor())));
            looks.collect::<Vec<_>>()
        };
        for before in rows {
            for after in rows {
                assert_eq!(screen(&[before, after]), screen(&[after]), "{before:?}, then {after:?}");
            }
        }
        let cells = |text: &str| Raster::of(&page(text), &mut painter(Depth::True).scheme);
        let columns = |before, after| changed(cells(before).cells_of(0), cells(after).cells_of(0));
        // The right half of a wide letter that is gone is written too.
        assert_eq!(columns("a日b", "ax b"), [1, 2]);
        assert_eq!(columns("ax日b", "a日 b"), [1, 3]);
        assert_eq!(columns("日b", "日c"), [2]);
    }

    #[test]
    fn nothing_is_left_of_a_cluster_of_four_cells() {
        let mut painter = painter(Depth::None);
        painter.bytes_of(&page("स्त्री"), "");
        assert_eq!(crate::text::width("स्त्री"), 4);
        let bytes = painter.bytes_of(&page("a"), "");
        assert_eq!(bytes.matches(' ').count(), 19, "{bytes:?}");
    }

    #[test]
    fn after_forgetting_the_screen_is_cleared_and_everything_written() {
        let mut painter = painter(Depth::None);
        painter.bytes_of(&page(FAMILY), "");
        painter.forget();
        let bytes = painter.bytes_of(&page("mot"), "");
        assert!(bytes.starts_with("\x1b[?2026h\x1b[0m\x1b[2J") && bytes.contains("mot"), "{bytes:?}");
    }

    #[test]
    fn with_colored_erasing_the_background_is_not_written() {
        let all = painter(Depth::True).bytes_of(&page("a"), "").len();
        let mut painter = painter(Depth::True).erasing_in_color(true);
        let bytes = painter.bytes_of(&page("a"), "").to_owned();
        assert!(bytes.contains("48;2;13;18;31m\x1b[2J") && bytes.len() < all, "{bytes:?}");
        assert_eq!(painter.bytes_of(&page("a"), ""), "");
    }

    #[test]
    fn a_small_change_writes_few_bytes() {
        let mut painter = painter(Depth::True);
        painter.bytes_of(&page("06:12"), "");
        let bytes = painter.bytes_of(&page("06:13"), "");
        assert!(bytes.contains('3') && bytes.len() <= 100, "{} bytes: {bytes:?}", bytes.len());
    }

    #[test]
    fn without_colors_only_shapes_are_written() {
        let mut painter = painter(Depth::None);
        let bytes = painter.bytes_of(&page("a"), "");
        assert!(bytes.contains("\x1b[1ma"), "{bytes:?}");
        assert!(!bytes.contains("38;"), "{bytes:?}");
    }

    #[test]
    fn links_are_opened_and_closed() {
        let mut linked = page("");
        let ink = Ink { style: Role::Link.into(), link: Some("https://a.fr".into()) };
        linked.text(0, 1, "ici", ink);
        let mut painter = painter(Depth::None);
        let bytes = painter.bytes_of(&linked, "");
        let begun = bytes.split_once("\x1b]8;id=").and_then(|(_, rest)| rest.split_once(';')).unwrap();
        assert!(begun.1.starts_with("https://a.fr\x1b\\"), "{bytes:?}");
        assert!(bytes.contains("ici\x1b]8;;\x1b\\"), "{bytes:?}");
    }

    #[test]
    fn a_link_on_two_rows_is_one() {
        let mut wrapped = linked("un lien", Some("https://a.fr"));
        wrapped.text(0, 0, "long", Ink { style: Role::Link.into(), link: Some("https://a.fr".into()) });
        let mut painter = painter(Depth::None);
        let first = painter.bytes_of(&linked("un lien", Some("https://a.fr")), "").to_owned();
        let bytes = painter.bytes_of(&wrapped, "").to_owned() + &first;
        let ids: Vec<&str> = bytes.split("\x1b]8;id=").skip(1).filter_map(|it| Some(it.split_once(';')?.0)).collect();
        assert!(ids.len() == 2 && ids[0] == ids[1] && !ids[0].is_empty(), "{bytes:?}");
        let other = painter.bytes_of(&linked("un lien", Some("https://b.fr")), "");
        assert!(!other.contains(&format!("id={};", ids[0])), "{other:?}");
    }

    fn linked(text: &str, link: Option<&str>) -> Page {
        let mut linked = page("");
        linked.text(0, 1, text, Ink { style: Role::Link.into(), link: link.map(Into::into) });
        linked
    }

    #[test]
    fn a_link_that_leads_elsewhere_is_written_again() {
        let mut painter = painter(Depth::None);
        painter.bytes_of(&linked("ici", Some("https://a.fr")), "");
        let bytes = painter.bytes_of(&linked("ici", Some("https://b.fr")), "");
        assert!(bytes.contains(";https://b.fr\x1b") && bytes.contains("ici"), "{bytes:?}");
        assert_eq!(painter.bytes_of(&linked("ici", Some("https://b.fr")), ""), "");
        let without = painter.bytes_of(&linked("ici", None), "");
        assert!(without.contains("ici") && !without.contains("]8;"), "{without:?}");
    }

    #[test]
    fn without_colors_the_chosen_row_is_still_told_apart() {
        let mut page = page("");
        page.text(0, 1, "chosen", Role::Selected);
        let mut painter = painter(Depth::None);
        let bytes = painter.bytes_of(&page, "");
        assert!(bytes.contains("\x1b[7mchosen"), "{bytes:?}");
    }
}
