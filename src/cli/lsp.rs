//! `pupitre lsp`: a language server for editors.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::cli::{Failure, own_words, say_failed};
use crate::lang::say;
use crate::lsp;

/// Serve an editor: findings as you type, fixes, the outline
#[derive(clap::Args)]
pub struct Arguments {
    /// Talk on standard input and output, as it does anyway; some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

pub fn run(_: &Arguments) -> Result<ExitCode, Failure> {
    if io::stdin().is_terminal() {
        let message = say!(
            "`pupitre lsp` talks to an editor, not to a terminal. Set it as your editor's language server for TOML, or run `pupitre check` yourself."
        );
        return Err(Failure::new(message));
    }
    Ok(match lsp::serve(io::stdin(), &mut io::stdout().lock(), own_words()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            say_failed(&say!("{why}.", why));
            // The protocol requires it: "exit" in the section "Server lifecycle".
            ExitCode::from(1)
        }
    })
}
