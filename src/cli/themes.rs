//! `pupitre themes`: lists the built-in themes with their colors.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::cli::{Failure, depth, own_words, told};
use crate::lang::say;
use crate::page::{Page, Role};
use crate::terminal::{self, Depth, Painter};
use crate::theme::{BUILT_IN, DEFAULT, Theme};

/// List the built-in themes, with their colors
#[derive(clap::Args)]
pub struct Arguments {}

/// The roles in a swatch, and their texts.
const SWATCH: &[(Role, &str)] = &[
    (Role::Title, "Title"),
    (Role::Accent, "•"),
    (Role::Text, "text"),
    (Role::Strong, "strong"),
    (Role::Muted, "muted"),
    (Role::Code, "let"),
    (Role::Keyword, "fn"),
    (Role::String, "\"s\""),
    (Role::Good, "good"),
    (Role::Warning, "warning"),
    (Role::Bad, "bad"),
];

pub fn run(_: &Arguments) -> Result<ExitCode, Failure> {
    let depth = if io::stdout().is_terminal() { depth() } else { Depth::None };
    for (name, _) in BUILT_IN {
        let theme = Theme::built_in(name).expect("a theme of the list");
        let default = if *name == DEFAULT { "*" } else { " " };
        terminal::print(&format!("{default} {name:<10} {}\n", own_words().in_place_of(&theme.about)))?;
        if depth != Depth::None {
            terminal::print_styled(&format!("{}\n", Painter::new(&theme, depth).line(&swatch())))?;
        }
    }
    terminal::print(&format!(
        "\n{}\n",
        told(&say!("* the theme of a deck that names none; `--theme NAME` chooses another"))
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn swatch() -> Page {
    let mut page = Page::of_size(76, 1);
    page.ground(2, 0, 74, 1, Role::Text);
    let mut x = 4;
    for (role, word) in SWATCH {
        x += page.text(x, 0, word, *role) + 2;
    }
    page
}
