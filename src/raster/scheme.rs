//! A color scheme: the look of styles and pictures on cells.

use std::collections::HashMap;

use ratatui::style::{Color as CellColor, Modifier, Style as CellStyle};

use crate::page::{Role, Style};
use crate::raster::Depth;
use crate::theme::{Look, Rgb, Theme};

/// A theme in the available colors, with a cache of styles.
#[derive(Debug)]
pub struct Scheme {
    /// The theme, then those of slides with a look of their own.
    themes: Vec<Theme>,
    /// Their background colors of running text, where they are known. Transparent pixels are mixed with them.
    grounds: Vec<Option<Rgb>>,
    /// The index of the theme in use.
    worn: usize,
    depth: Depth,
    styles: HashMap<(usize, Style), CellStyle>,
    /// Whether half blocks can be shown.
    halves: bool,
    /// The color depth for squares.
    squares: Depth,
}

impl Scheme {
    pub fn new(theme: &Theme, depth: Depth) -> Self {
        let themes = in_depth(theme, depth);
        let grounds = themes.iter().map(|theme| theme.grounds(Role::Text).first().copied()).collect();
        Self { themes, grounds, worn: 0, depth, styles: HashMap::new(), halves: true, squares: depth }
    }

    /// Uses the theme of a slide's own look, by its number. 0 is the theme of all others.
    pub fn wear(&mut self, look: u16) {
        self.worn = Some(usize::from(look)).filter(|look| *look < self.themes.len()).unwrap_or(0);
    }

    /// The same for a screen that can show half blocks, or cannot.
    pub fn with_halves(self, halves: bool) -> Self {
        Self { halves, ..self }
    }

    /// The same with black squares on white even without colors. A camera needs dark squares on light, and without colors it is unknown which of
    /// the terminal's colors is light.
    pub fn with_squares_in_color(self) -> Self {
        let squares = if self.squares == Depth::None { Depth::Sixteen } else { self.squares };
        Self { squares, ..self }
    }

    /// The color of a dark or a light square. `None` if characters are used instead.
    pub fn square(&self, dark: bool) -> Option<CellColor> {
        self.squares.square(dark)
    }

    /// Whether it is for this theme.
    pub fn is_of(&self, theme: &Theme) -> bool {
        in_depth(theme, self.depth) == self.themes
    }

    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// The background color of running text, if it is known.
    pub fn ground(&self) -> Option<Rgb> {
        self.grounds[self.worn]
    }

    /// The look of a style on cells. Without a background of its own it keeps the one that is there.
    pub fn style(&mut self, style: Style) -> CellStyle {
        let (theme, depth) = (&self.themes[self.worn], self.depth);
        *self.styles.entry((self.worn, style)).or_insert_with(|| {
            let mut look = theme.look(style);
            // The chosen row is marked by its background. Without colors it needs another mark.
            look.reverse |= depth == Depth::None && style.role == Role::Selected;
            cell_style(look, depth.colors(theme, style.role))
        })
    }

    /// A black or white screen. Without colors, black is the terminal's own background, and white is reversed.
    pub fn flood(&self, white: bool) -> CellStyle {
        match (self.depth, white) {
            (Depth::None, false) => CellStyle::reset(),
            (Depth::None, true) => CellStyle::reset().add_modifier(Modifier::REVERSED),
            (_, false) => CellStyle::reset().bg(CellColor::Indexed(0)),
            (_, true) => CellStyle::reset().bg(CellColor::Indexed(15)),
        }
    }

    /// Whether there are enough colors for pictures.
    pub fn draws_pictures(&self) -> bool {
        self.halves && self.depth.exact((0, 0, 0)).is_some()
    }
}

/// A theme and those of slides with a look of their own, at a color depth.
fn in_depth(theme: &Theme, depth: Depth) -> Vec<Theme> {
    std::iter::once(theme).chain(theme.of_slides()).map(|theme| depth.theme(theme)).collect()
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
