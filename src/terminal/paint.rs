//! Pages to bytes: only what changed since the last page, in one write.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color as CellColor, Modifier, Style as CellStyle};

use crate::page::{Drawing, Ink, Item, Page, Role, Style};
use crate::terminal::Depth;
use crate::theme::{Look, Theme};

/// The cells that lead somewhere, by column and row.
type Links = HashMap<(u16, u16), Arc<str>>;

/// Draws pages, remembering the last one.
pub struct Painter {
    theme: Theme,
    depth: Depth,
    last: Buffer,
    /// Where the links of the last page are: cells that look the same may lead elsewhere.
    links: Links,
    looks: HashMap<Style, CellStyle>,
    bytes: String,
}

impl Painter {
    pub fn new(theme: &Theme, depth: Depth) -> Self {
        let last = Buffer::empty(Rect::ZERO);
        Self {
            theme: depth.theme(theme),
            depth,
            last,
            links: Links::new(),
            looks: HashMap::new(),
            bytes: String::with_capacity(1 << 14),
        }
    }

    /// Draws in another theme from now on.
    pub fn set_theme(&mut self, theme: &Theme) {
        let theme = self.depth.theme(theme);
        if self.theme != theme {
            self.theme = theme;
            self.looks.clear();
        }
    }

    /// Draws the next page as a whole: what is on the terminal is not known any more.
    pub fn forget(&mut self) {
        self.last = Buffer::empty(Rect::ZERO);
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
        let mut out = io::stdout().lock();
        out.write_all(bytes.as_bytes())?;
        out.flush()
    }

    /// The bytes that turn the last page into this one; none where they look the same.
    pub fn bytes_of(&mut self, page: &Page, before: &str) -> &str {
        let area = Rect::new(0, 0, page.width, u16::try_from(page.height).unwrap_or(u16::MAX));
        let mut next = Buffer::empty(area);
        let mut links = Links::new();
        page.items.iter().for_each(|item| self.draw(item, &mut next, &mut links));
        let whole = self.last.area != area;
        if whole {
            self.last = Buffer::empty(area);
            self.links.clear();
        }
        self.unknow_changed_links(&links);
        self.unknow_behind_long_clusters(&next);
        self.bytes.clear();
        let mut changes = self.last.diff(&next);
        blanks_first(&mut changes);
        if changes.is_empty() && before.is_empty() {
            return "";
        }
        self.bytes.push_str(before);
        self.bytes.push_str(if whole { "\x1b[?2026h\x1b[0m\x1b[2J" } else { "\x1b[?2026h" });
        emit(&mut self.bytes, &changes, &links);
        self.bytes.push_str("\x1b[?2026l");
        self.last = next;
        self.links = links;
        &self.bytes
    }

    /// Forgets the cells whose link is another now, so that they are written again.
    fn unknow_changed_links(&mut self, links: &Links) {
        let area = self.last.area;
        let changed = self.links.keys().chain(links.keys()).filter(|at| self.links.get(at) != links.get(at));
        for at in changed.filter(|(x, y)| *x < area.width && *y < area.height) {
            self.last[*at].set_symbol("");
        }
    }

    /// Forgets the cells behind a cluster of more than two that goes away (स्त्री has four): terminals clear the second half of
    /// a wide letter by themselves, which ratatui counts on, but not more.
    fn unknow_behind_long_clusters(&mut self, next: &Buffer) {
        for at in 0..self.last.content.len().min(next.content.len()) {
            let cell = &self.last.content[at];
            if cell.symbol().len() <= 4 || *cell == next.content[at] {
                continue;
            }
            let wide = crate::text::width(cell.symbol());
            if wide > 2 {
                self.last.content.iter_mut().skip(at + 1).take(wide - 1).for_each(|cell| {
                    cell.set_symbol("");
                });
            }
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

/// Puts the space that clears the second half of an emoji before the emoji.
///
/// ratatui 0.30 clears that half after a sign with U+FE0F, for terminals that draw it narrow; on those that draw it wide the
/// space would take the sign away.
fn blanks_first(changes: &mut [(u16, u16, &Cell)]) {
    for at in 1..changes.len() {
        let ((x, y, sign), (next_x, next_y, _)) = (changes[at - 1], changes[at]);
        if y == next_y && next_x > x && usize::from(next_x - x) < crate::text::width(sign.symbol()) {
            changes.swap(at - 1, at);
        }
    }
}

/// Moves, colours and letters for the cells that changed.
fn emit(bytes: &mut String, changes: &[(u16, u16, &Cell)], links: &Links) {
    let mut at = None;
    let mut look: Option<(CellColor, CellColor, Modifier)> = None;
    let mut open: Option<&Arc<str>> = None;
    for (x, y, cell) in changes {
        if at != Some((*x, *y)) {
            let _ = write!(bytes, "\x1b[{};{}H", y + 1, x + 1);
        }
        let link = links.get(&(*x, *y));
        if link != open {
            let _ = write!(bytes, "\x1b]8;;{}\x1b\\", link.map_or("", |link| link));
            open = link;
        }
        let wanted = (cell.fg, cell.bg, cell.modifier);
        if look != Some(wanted) {
            sgr(bytes, look, wanted);
            look = Some(wanted);
        }
        bytes.push_str(cell.symbol());
        let wide = u16::try_from(crate::text::width(cell.symbol())).unwrap_or(1).max(1);
        at = Some((x + wide, *y));
    }
    if open.is_some() {
        bytes.push_str("\x1b]8;;\x1b\\");
    }
    if look.is_some_and(|look| look != (CellColor::Reset, CellColor::Reset, Modifier::empty())) {
        bytes.push_str("\x1b[0m");
    }
}

/// The order that changes one look into another; each look is told whole where something has to be taken away.
pub fn sgr(bytes: &mut String, from: Option<(CellColor, CellColor, Modifier)>, to: (CellColor, CellColor, Modifier)) {
    let (fg, bg, modifiers) = to;
    let plain = (CellColor::Reset, CellColor::Reset, Modifier::empty());
    let from = from.unwrap_or(plain);
    let reset = !modifiers.contains(from.2);
    let base = if reset { plain } else { from };
    let mut codes: Vec<String> = Vec::new();
    if reset {
        codes.push("0".to_owned());
    }
    let names = [
        (Modifier::BOLD, "1"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    codes.extend(
        names
            .iter()
            .filter(|(it, _)| modifiers.contains(*it) && !base.2.contains(*it))
            .map(|(_, code)| (*code).to_owned()),
    );
    if fg != base.0 {
        codes.push(color_code(fg, 30));
    }
    if bg != base.1 {
        codes.push(color_code(bg, 40));
    }
    if !codes.is_empty() {
        let _ = write!(bytes, "\x1b[{}m", codes.join(";"));
    }
}

/// The code of a colour; `base` is 30 for letters and 40 for grounds (ECMA-48, "SGR"; xterm for 256 and true colours).
fn color_code(color: CellColor, base: u8) -> String {
    match color {
        CellColor::Indexed(index @ 0..8) => format!("{}", base + index),
        CellColor::Indexed(index @ 8..16) => format!("{}", base + 52 + index),
        CellColor::Indexed(index) => format!("{};5;{index}", base + 8),
        CellColor::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
        _ => format!("{}", base + 9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn an_emoji_over_a_word_is_not_cleared_by_the_space_behind_it() {
        let mut painter = painter(Depth::None);
        painter.bytes_of(&page("mot"), "");
        let bytes = painter.bytes_of(&page("❤\u{fe0f}t"), "");
        assert!(bytes.find("[1;2H").is_none_or(|blank| blank < bytes.find('❤').unwrap()), "{bytes:?}");
    }

    #[test]
    fn nothing_is_left_of_a_cluster_of_four_cells() {
        let mut painter = painter(Depth::None);
        painter.bytes_of(&page("स्त्री"), "");
        assert_eq!(crate::text::width("स्त्री"), 4);
        let bytes = painter.bytes_of(&page("a"), "");
        assert_eq!(bytes.matches(' ').count(), 3, "{bytes:?}");
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
