//! `pupitre man`: the manual page, with all commands on one page.

use std::process::ExitCode;

use clap::{Arg, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

use crate::cli::language::own_words;
use crate::cli::{Failure, help};
use crate::lang::HelpWords;
use crate::terminal;

/// Write the manual page, for man
#[derive(clap::Args)]
pub struct Arguments {}

pub fn run(_: &Arguments) -> Result<ExitCode, Failure> {
    let words = &own_words().help_texts;
    let name = if words.texts.is_empty() { "command" } else { words.command };
    let mut command = help::command().disable_help_subcommand(true).subcommand_value_name(name);
    command.build();
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    // The section that clap generates refers to one page per command. A single page is easier to install and to read.
    commands(&command, words).to_writer(&mut page)?;
    man.render_version_section(&mut page)?;
    terminal::print(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}

/// The section of commands: the usage of each, what it does, its arguments, and its subcommands.
fn commands(command: &Command, words: &HelpWords) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [words.commands.trim().to_uppercase().as_str()]);
    let below = |command| std::iter::once(command).chain(Command::get_subcommands(command));
    for command in command.get_subcommands().flat_map(below).filter(|it| it.get_name() != "help") {
        let usage = command.clone().render_usage().to_string();
        let usage = usage
            .trim_start_matches("Usage: ")
            .trim_start_matches(words.usage)
            .trim_start()
            .lines()
            .next()
            .unwrap_or_default();
        let name = command.get_bin_name().unwrap_or(command.get_name());
        roff.control("SS", [name]);
        roff.text([bold(name), roman(usage.strip_prefix(name).unwrap_or_default())]);
        roff.control("PP", []);
        roff.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
        let arguments = command.get_arguments().filter(|it| !it.is_hide_set() && it.get_id() != "help");
        arguments.for_each(|argument| self::argument(argument, &mut roff));
    }
    roff
}

/// One argument of a command: how it is written, what it does, its values.
fn argument(argument: &Arg, roff: &mut Roff) {
    let mut head: Vec<Inline> = argument.get_long().map(|long| bold(format!("--{long} "))).into_iter().collect();
    let mut about = argument.get_help().map(ToString::to_string).unwrap_or_default();
    if argument.get_action().takes_values() {
        let names: Vec<&str> =
            argument.get_value_names().unwrap_or_default().iter().map(|name| name.as_str()).collect();
        head.push(italic(names.join(" ")));
        let values: Vec<String> = argument.get_possible_values().iter().map(|it| it.get_name().to_owned()).collect();
        if !values.is_empty() && !argument.is_hide_possible_values_set() {
            about.push_str(&format!(": {}", values.join(", ")));
        }
    }
    roff.control("TP", []);
    roff.text(head);
    roff.text([roman(about)]);
}
