//! A color scheme: how styles and pictures look on cells.

use std::collections::HashMap;

use ratatui::style::{Color as CellColor, Modifier, Style as CellStyle};

use crate::page::{Role, Style};
use crate::raster::Depth;
use crate::theme::{Look, Rgb, Theme};

/// A theme in as many colors as there are, remembering the styles it was asked for.
#[derive(Debug)]
pub struct Scheme {
    theme: Theme,
    depth: Depth,
    /// The ground of running text, where its color is known: what covers a part of it is mixed with it.
    ground: Option<Rgb>,
    styles: HashMap<Style, CellStyle>,
    /// Whether half blocks can be shown.
    halves: bool,
    /// In how many colors squares are drawn.
    squares: Depth,
}

impl Scheme {
    pub fn new(theme: &Theme, depth: Depth) -> Self {
        let theme = depth.theme(theme);
        let ground = theme.grounds(Role::Text).first().copied();
        Self { theme, depth, ground, styles: HashMap::new(), halves: true, squares: depth }
    }

    /// The same where half blocks can be shown, or cannot.
    pub fn with_halves(self, halves: bool) -> Self {
        Self { halves, ..self }
    }

    /// The same where squares are black on white even without colors. What a camera reads has to be darker than what is around it,
    /// and nobody knows what is light on the terminal of somebody who wants no colors.
    pub fn with_squares_in_color(self) -> Self {
        let squares = if self.squares == Depth::None { Depth::Sixteen } else { self.squares };
        Self { squares, ..self }
    }

    /// The color of a dark or a light square; nothing where letters stand for them.
    pub fn square(&self, dark: bool) -> Option<CellColor> {
        self.squares.square(dark)
    }

    /// Whether it is this theme's.
    pub fn is_of(&self, theme: &Theme) -> bool {
        self.depth.theme(theme) == self.theme
    }

    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// The color of the ground below running text, where it is known.
    pub fn ground(&self) -> Option<Rgb> {
        self.ground
    }

    /// The look of a style on cells; without a ground of its own the one that is there stays.
    pub fn style(&mut self, style: Style) -> CellStyle {
        let (theme, depth) = (&self.theme, self.depth);
        *self.styles.entry(style).or_insert_with(|| {
            let mut look = theme.look(style);
            // The chosen row is known by its ground; if there are no colors it has to be known all the same.
            look.reverse |= depth == Depth::None && style.role == Role::Selected;
            cell_style(look, depth.colors(theme, style.role))
        })
    }

    /// Black or white all over; without colors black is the terminal's own ground and white is that turned over.
    pub fn flood(&self, white: bool) -> CellStyle {
        match (self.depth, white) {
            (Depth::None, false) => CellStyle::reset(),
            (Depth::None, true) => CellStyle::reset().add_modifier(Modifier::REVERSED),
            (_, false) => CellStyle::reset().bg(CellColor::Indexed(0)),
            (_, true) => CellStyle::reset().bg(CellColor::Indexed(15)),
        }
    }

    /// Whether there are enough colors to tell one piece of a picture from another.
    pub fn draws_pictures(&self) -> bool {
        self.halves && self.depth.exact((0, 0, 0)).is_some()
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
