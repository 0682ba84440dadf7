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

/// Draws pages, remembering the last one.
pub struct Painter {
    theme: Theme,
    depth: Depth,
    last: Buffer,
    looks: HashMap<Style, CellStyle>,
    bytes: String,
}

impl Painter {
    pub fn new(theme: &Theme, depth: Depth) -> Self {
        let last = Buffer::empty(Rect::ZERO);
        Self { theme: depth.theme(theme), depth, last, looks: HashMap::new(), bytes: String::with_capacity(1 << 14) }
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
        let mut links = HashMap::new();
        page.items.iter().for_each(|item| self.draw(item, &mut next, &mut links));
        let whole = self.last.area != area;
        if whole {
            self.last = Buffer::empty(area);
        }
        self.bytes.clear();
        let changes = self.last.diff(&next);
        if changes.is_empty() && before.is_empty() {
            return "";
        }
        self.bytes.push_str(before);
        self.bytes.push_str(if whole { "\x1b[?2026h\x1b[0m\x1b[2J" } else { "\x1b[?2026h" });
        emit(&mut self.bytes, &changes, &links);
        self.bytes.push_str("\x1b[?2026l");
        self.last = next;
        &self.bytes
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

    fn draw(&mut self, item: &Item, buffer: &mut Buffer, links: &mut HashMap<(u16, u16), Arc<str>>) {
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
                }
            }
            Drawing::Text { text, ink: Ink { style, link } } => {
                let style = self.style(*style);
                let (end, _) = buffer.set_stringn(item.x, y, text, usize::from(area.width - item.x), style);
                if let Some(link) = link {
                    links.extend((item.x..end).map(|x| ((x, y), link.clone())));
                }
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

/// Moves, colours and letters for the cells that changed.
fn emit(bytes: &mut String, changes: &[(u16, u16, &Cell)], links: &HashMap<(u16, u16), Arc<str>>) {
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

    #[test]
    fn without_colours_the_chosen_row_is_still_told_apart() {
        let mut page = page("");
        page.text(0, 1, "chosen", Role::Selected);
        let mut painter = painter(Depth::None);
        let bytes = painter.bytes_of(&page, "");
        assert!(bytes.contains("\x1b[7mchosen"), "{bytes:?}");
    }
}
