//! `pupitre lsp`: decks in editors.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::cli::Failure;
use crate::lsp;
use crate::terminal;

/// Serve an editor, which starts it: findings while one types, fixes, the outline
#[derive(clap::Args)]
pub struct Arguments {
    /// Talk on standard input and output, as it does anyway; some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

pub fn run(_: &Arguments) -> Result<ExitCode, Failure> {
    if io::stdin().is_terminal() {
        let message = "`pupitre lsp` speaks to an editor, not to a terminal. Name it as the language server of your \
                       editor for TOML; `pupitre check --help` is for people.";
        return Err(Failure::new(message));
    }
    Ok(match lsp::serve(io::stdin(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            terminal::warn(&format!("error: {why}.\n"));
            // As the protocol wants it: "exit" in its section "Server lifecycle".
            ExitCode::from(1)
        }
    })
}
