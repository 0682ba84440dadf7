//! Pages to bytes: only what changed since the last page, in one write.

use std::collections::HashMap;
use std::io;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color as CellColor, Modifier, Style as CellStyle};

use crate::page::{Drawing, Ink, Item, Page, Role, Style, cells};
use crate::terminal::graphics::{Answer, Graphics, Job, Key, Orders, Placed, Protocol, TAKE_AWAY};
use crate::terminal::halves;
use crate::terminal::pen::{Links, PLAIN, Pen, sgr, unsure_rows};
use crate::terminal::{Depth, Signs};
use crate::theme::{Look, Theme};

/// Draws pages, remembering the last one.
pub struct Painter {
    theme: Theme,
    depth: Depth,
    erases_in_colour: bool,
    signs: Signs,
    last: Buffer,
    /// Where the links of the last page are: cells that look the same may lead elsewhere.
    links: Links,
    /// The rows of the last page of which a terminal may think otherwise than we do.
    unsure: Vec<u16>,
    looks: HashMap<Style, CellStyle>,
    graphics: Graphics,
    bytes: String,
}

/// To erase the end of a row takes as many bytes as so many spaces.
const ORDER: usize = 8;

/// The column from which on a row is blank and of one ground.
fn blank_from(page: &Buffer, y: u16, links: &Links) -> u16 {
    let last = &page[(page.area.width.saturating_sub(1), y)];
    let is_blank = |x: &u16| {
        let cell = &page[(*x, y)];
        cell.symbol() == " " && cell.bg == last.bg && cell.modifier.is_empty() && !links.contains_key(&(*x, y))
    };
    let blank = (0..page.area.width).rev().take_while(is_blank).count();
    page.area.width - cells(blank)
}

/// Writes what has changed in a row; where it ends in blanks, they are erased at once on a terminal that does so in colour.
fn write_row(pen: &mut Pen, row: &[(u16, u16, &Cell)], page: &Buffer, erases: bool) {
    let y = row[0].1;
    let end = if erases { blank_from(page, y, pen.links) } else { page.area.width };
    let (words, blank) = row.split_at(row.partition_point(|(x, ..)| *x < end));
    words.iter().for_each(|(x, y, cell)| pen.put(*x, *y, cell));
    match blank {
        [(x, y, cell), ..] if blank.len() > ORDER => pen.erase_from(*x, *y, cell),
        few => few.iter().for_each(|(x, y, cell)| pen.put(*x, *y, cell)),
    }
}

impl Painter {
    pub fn new(theme: &Theme, depth: Depth) -> Self {
        let last = Buffer::empty(Rect::ZERO);
        Self {
            theme: depth.theme(theme),
            depth,
            erases_in_colour: false,
            signs: Signs::All,
            last,
            links: Links::new(),
            unsure: Vec::new(),
            looks: HashMap::new(),
            graphics: Graphics::default(),
            bytes: String::with_capacity(1 << 14),
        }
    }

    /// For a terminal that erases in the colour of the ground, as most do: most of a whole page need not be written then.
    pub fn erasing_in_colour(self, erases_in_colour: bool) -> Self {
        Self { erases_in_colour, ..self }
    }

    /// For a terminal that shows these signs.
    pub fn with_signs(self, signs: Signs) -> Self {
        Self { signs, ..self }
    }

    /// Draws in another theme from now on.
    pub fn set_theme(&mut self, theme: &Theme) {
        let theme = self.depth.theme(theme);
        if self.theme != theme {
            self.theme = theme;
            self.looks.clear();
            // Every cell looks different: a whole page is fewer bytes than all changes.
            self.forget();
        }
    }

    /// Draws the next page as a whole: what is on the terminal is not known any more.
    pub fn forget(&mut self) {
        self.last = Buffer::empty(Rect::ZERO);
        self.graphics.forget();
    }

    /// Takes in what the terminal told of how it draws pictures.
    pub fn learn(&mut self, answer: Answer) {
        if self.graphics.learn(answer) {
            self.forget();
        }
    }

    /// The way in which the terminal draws pictures, once it has told one.
    pub fn protocol(&self) -> Option<Protocol> {
        self.graphics.protocol()
    }

    /// The pictures of the last page that the terminal can draw once they are encoded.
    pub fn take_wanted(&mut self) -> Vec<Job> {
        self.graphics.take_wanted()
    }

    /// A picture was encoded.
    pub fn take_encoded(&mut self, key: Key, orders: Orders) {
        self.graphics.take(key, orders);
    }

    /// Draws a page, after `before`, in one write.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn paint(&mut self, page: &Page, before: &str) -> io::Result<()> {
        let bytes = self.bytes_of(page, before);
        if bytes.is_empty() {
            return Ok(());
        }
        super::write_ours(bytes.as_bytes())
    }

    /// The bytes that turn the last page into this one; none where they look the same.
    pub fn bytes_of(&mut self, page: &Page, before: &str) -> &str {
        let area = Rect::new(0, 0, page.width, u16::try_from(page.height).unwrap_or(u16::MAX));
        let mut next = Buffer::empty(area);
        let mut links = Links::new();
        let whole = self.last.area != area;
        if whole {
            self.graphics.forget();
        }
        let plan = self.graphics.plan(page);
        for (index, item) in page.items.iter().enumerate() {
            match plan.iter().find(|placed| placed.item == index) {
                Some(placed) => Self::leave_out(placed, &mut next, &mut links),
                None => self.draw(item, &mut next, &mut links),
            }
        }
        self.signs.write_cells(&mut next);
        let ground = if self.erases_in_colour { self.style(Role::Text.into()) } else { CellStyle::new() };
        if whole {
            let mut blank = Cell::default();
            blank.set_style(ground);
            self.last = Buffer::filled(area, blank);
            self.links.clear();
        }
        let before_unsure = std::mem::replace(&mut self.unsure, unsure_rows(&next));
        self.unknow_changed_links(&links);
        self.bytes.clear();
        let unsure = [before_unsure.as_slice(), &self.unsure].concat();
        let pictures = self.graphics.changes(&plan, &unsure);
        pictures.gone.iter().for_each(|gone| self.unknow_cells_under(gone));
        let changes = self.last.diff(&next);
        if changes.is_empty() && before.is_empty() && pictures.is_empty() {
            return "";
        }
        self.bytes.push_str(before);
        self.bytes.push_str("\x1b[?2026h");
        self.graphics.write_gone(&pictures.gone, &mut self.bytes);
        if whole {
            if self.protocol() == Some(Protocol::Kitty) {
                self.bytes.push_str(TAKE_AWAY);
            }
            self.bytes.push_str("\x1b[0m");
            sgr(&mut self.bytes, None, (CellColor::Reset, ground.bg.unwrap_or_default(), Modifier::empty()));
            self.bytes.push_str(if ground.bg.is_some() { "\x1b[2J\x1b[0m" } else { "\x1b[2J" });
        }
        let mut pen = Pen { bytes: &mut self.bytes, links: &links, at: None, look: PLAIN, open: None };
        for row in changes.chunk_by(|(_, y, _), (_, next_y, _)| y == next_y) {
            match unsure.contains(&row[0].1) {
                true => pen.row(row[0].1, &next),
                false => write_row(&mut pen, row, &next, self.erases_in_colour),
            }
        }
        pen.lift();
        self.graphics.write_new(&pictures.new, &mut self.bytes);
        self.bytes.push_str("\x1b[?2026l");
        self.last = next;
        self.links = links;
        &self.bytes
    }

    /// Forgets the cells under a picture that goes away, so that they are written over it.
    fn unknow_cells_under(&mut self, gone: &Placed) {
        let area = Rect::new(gone.x, gone.y, gone.width, gone.height).intersection(self.last.area);
        for at in area.positions() {
            self.last[(at.x, at.y)].set_symbol("");
        }
    }

    /// Forgets the cells whose link is another now, so that they are written again.
    fn unknow_changed_links(&mut self, links: &Links) {
        let area = self.last.area;
        let changed = self.links.keys().chain(links.keys()).filter(|at| self.links.get(at) != links.get(at));
        for at in changed.filter(|(x, y)| *x < area.width && *y < area.height) {
            self.last[*at].set_symbol("");
        }
    }

    /// The first row of a page as a line of text with its colours, for output that is not a whole screen.
    pub fn line(&mut self, page: &Page) -> String {
        let mut row = Buffer::empty(Rect::new(0, 0, page.width, 1));
        page.items.iter().for_each(|item| self.draw(item, &mut row, &mut HashMap::new()));
        let mut line = String::new();
        let mut look = None;
        for cell in &row.content {
            let wanted = (cell.fg, cell.bg, cell.modifier);
            if look != Some(wanted) {
                sgr(&mut line, look, wanted);
                look = Some(wanted);
            }
            line.push_str(cell.symbol());
        }
        line.push_str("\x1b[0m");
        line
    }

    fn draw(&mut self, item: &Item, buffer: &mut Buffer, links: &mut Links) {
        let (area, Ok(y)) = (buffer.area, u16::try_from(item.y)) else { return };
        if item.x >= area.width || y >= area.height {
            return;
        }
        match &item.drawing {
            Drawing::Target { .. } => {}
            Drawing::Image(image) => {
                let ground = self.theme.grounds(Role::Text).first().copied();
                // Without half blocks words stand for a picture, as they do where there are too few colors.
                let depth = if self.signs == Signs::Ascii { Depth::None } else { self.depth };
                let cells = halves::draw_image(image, (item.x, y), depth, ground, buffer);
                cells.for_each(|at| drop(links.remove(&(at.x, at.y))));
            }
            Drawing::Squares(squares) => {
                let cells = halves::draw_squares(squares, (item.x, y), self.depth, buffer);
                cells.for_each(|at| drop(links.remove(&(at.x, at.y))));
            }
            Drawing::Flood { white } => self.flood(*white, buffer),
            Drawing::Ground { width, height, role } => {
                let height = u16::try_from(*height).unwrap_or(u16::MAX);
                let rect = Rect::new(item.x, y, *width, height).intersection(area);
                let style = self.style((*role).into());
                for (x, y) in rect.positions().map(|at| (at.x, at.y)) {
                    buffer[(x, y)].reset();
                    buffer[(x, y)].set_style(style);
                    links.remove(&(x, y));
                }
            }
            Drawing::Text { text, ink: Ink { style, link } } => {
                let style = self.style(*style);
                let (end, _) = buffer.set_stringn(item.x, y, text, usize::from(area.width - item.x), style);
                (item.x..end).for_each(|x| match link {
                    Some(link) => drop(links.insert((x, y), link.clone())),
                    None => drop(links.remove(&(x, y))),
                });
            }
        }
    }

    /// The place of a picture that the terminal draws itself.
    fn leave_out(placed: &Placed, buffer: &mut Buffer, links: &mut Links) {
        let area = Rect::new(placed.x, placed.y, placed.width, placed.height);
        for at in area.intersection(buffer.area).positions() {
            halves::blank(&mut buffer[(at.x, at.y)]);
            links.remove(&(at.x, at.y));
        }
    }

    /// Black or white all over; without colours black is the terminal's own ground and white is that turned over.
    fn flood(&self, white: bool, buffer: &mut Buffer) {
        let style = match (self.depth, white) {
            (Depth::None, false) => CellStyle::reset(),
            (Depth::None, true) => CellStyle::reset().add_modifier(Modifier::REVERSED),
            (_, false) => CellStyle::reset().bg(CellColor::Indexed(0)),
            (_, true) => CellStyle::reset().bg(CellColor::Indexed(15)),
        };
        buffer.reset();
        buffer.set_style(buffer.area, style);
    }

    fn style(&mut self, style: Style) -> CellStyle {
        let (theme, depth) = (&self.theme, self.depth);
        *self.looks.entry(style).or_insert_with(|| {
            let mut look = theme.look(style);
            // The chosen row is known by its ground; where there are no colours it has to be known all the same.
            look.reverse |= depth == Depth::None && style.role == Role::Selected;
            cell_style(look, depth.colors(theme, style.role))
        })
    }
}

fn cell_style(look: Look, (fg, bg): (CellColor, Option<CellColor>)) -> CellStyle {
    let style = CellStyle { fg: Some(fg), bg, ..CellStyle::new() };
    let mut modifiers = Modifier::empty();
    let wanted = [
        (look.bold, Modifier::BOLD),
        (look.italic, Modifier::ITALIC),
        (look.underline, Modifier::UNDERLINED),
        (look.strike, Modifier::CROSSED_OUT),
        (look.reverse, Modifier::REVERSED),
    ];
    wanted.into_iter().filter(|(on, _)| *on).for_each(|(_, modifier)| modifiers |= modifier);
    style.remove_modifier(Modifier::all()).add_modifier(modifiers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::pen::is_unsure;

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
    fn clusters_of_unsure_width_are_known() {
        let unsure =
            [FAMILY, "👍🏽", "❤\u{fe0f}", "⌛\u{fe0e}", "🇫🇷", "🇫", "1\u{fe0f}\u{20e3}", "🫠", "🤔", "៘", "स्त्री"];
        assert!(unsure.iter().all(|it| is_unsure(it)), "{unsure:?}");
        let sure = ["a", " ", "", "é", "e\u{301}", "e\u{302}\u{301}", "漢", "─", "█", "❤", "✅", "👍"];
        assert!(!sure.iter().any(|it| is_unsure(it)), "{sure:?}");
    }

    #[test]
    fn a_row_with_a_family_is_erased_and_written_whole_with_it_and_without() {
        let mut painter = painter(Depth::None);
        painter.bytes_of(&page("mot abc"), "");
        let with = painter.bytes_of(&page(&format!("{FAMILY} abc")), "").to_owned();
        // A space each for its two cells first, and the cursor set anew before it and behind it.
        assert!(with.contains(&format!("\x1b[1;1H\x1b[2K\x1b[1m  \x1b[1;1H{FAMILY}\x1b[1;3H")), "{with:?}");
        assert_eq!(with.matches("\x1b[2K").count(), 1, "{with:?}");
        assert_eq!(painter.bytes_of(&page(&format!("{FAMILY} abc")), ""), "");
        let without = painter.bytes_of(&page("mot abc"), "").to_owned();
        assert!(without.contains(&format!("\x1b[1;1H\x1b[2K\x1b[1mmot abc\x1b[0m{:13}\x1b[?2026l", "")), "{without:?}");
        let small = painter.bytes_of(&page("mot abd"), "");
        assert!(small.contains("\x1b[1;7H") && !small.contains("\x1b[2K"), "{small:?}");
    }

    /// This terminal knows no joined pictures and takes a family for eight cells, a thumb with its skin for four.
    #[test]
    fn nothing_is_left_of_clusters_that_a_terminal_takes_for_wider() {
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
    fn a_terminal_that_erases_in_colour_is_not_sent_its_ground() {
        let all = painter(Depth::True).bytes_of(&page("a"), "").len();
        let mut painter = painter(Depth::True).erasing_in_colour(true);
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
    fn without_colours_only_shapes_are_written() {
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
        assert!(bytes.contains("\x1b]8;;https://a.fr\x1b\\"), "{bytes:?}");
        assert!(bytes.contains("ici\x1b]8;;\x1b\\"), "{bytes:?}");
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
        assert!(bytes.contains("]8;;https://b.fr\x1b") && bytes.contains("ici"), "{bytes:?}");
        assert_eq!(painter.bytes_of(&linked("ici", Some("https://b.fr")), ""), "");
        let without = painter.bytes_of(&linked("ici", None), "");
        assert!(without.contains("ici") && !without.contains("]8;;"), "{without:?}");
    }

    #[test]
    fn what_lies_over_a_link_leads_nowhere() {
        let mut covered = linked("ici et là", Some("https://a.fr"));
        covered.ground(0, 1, 3, 1, Role::Panel);
        covered.text(0, 1, "une", Role::Panel);
        covered.text(4, 1, "ou", Role::Panel);
        let mut painter = painter(Depth::None);
        let bytes = painter.bytes_of(&covered, "");
        let under: Vec<&str> = bytes.split("\x1b]8;;").collect();
        let linked: String = under.iter().filter_map(|part| part.strip_prefix("https://a.fr\x1b\\")).collect();
        assert!(!linked.contains("une") && !linked.contains("ou") && linked.contains("là"), "{bytes:?}");
    }

    #[test]
    fn without_colours_the_chosen_row_is_still_told_apart() {
        let mut page = page("");
        page.text(0, 1, "chosen", Role::Selected);
        let mut painter = painter(Depth::None);
        let bytes = painter.bytes_of(&page, "");
        assert!(bytes.contains("\x1b[7mchosen"), "{bytes:?}");
    }
}
