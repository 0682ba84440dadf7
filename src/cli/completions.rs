//! `pupitre completions`: what a shell needs to complete commands and flags.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::{Failure, Pupitre};
use crate::terminal;

/// Write completions for a shell
#[derive(clap::Args)]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    // The generator panics where it cannot write, so a reader that goes away must not be its business.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Pupitre::command(), "pupitre", &mut script);
    terminal::print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
