//! `pupitre completions`: completes commands, flags, and the names of decks, themes and rules in a shell.

use std::process::ExitCode;

use clap::{Command, CommandFactory};
use clap_complete::Shell;

use crate::cli::beside::BUILT_IN;
use crate::cli::{Failure, Pupitre, help};
use crate::lint::rules;
use crate::terminal;
use crate::theme;

/// Write completions for a shell
#[derive(clap::Args)]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    // The generator panics if it cannot write, so it writes to memory first.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut help::command(), "pupitre", &mut script);
    let script = String::from_utf8_lossy(&script);
    let names = Names::new();
    let script = match arguments.shell {
        Shell::Bash => names.in_bash(&script),
        Shell::Fish => names.in_fish(&script),
        Shell::Zsh => names.in_zsh(&script),
        _ => script.into_owned(),
    };
    terminal::print(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// The built-in names, one per line. The generator only knows values that are the only ones allowed.
struct Names {
    decks: String,
    themes: String,
    rules: String,
    /// The commands that take a deck.
    with_deck: Vec<String>,
}

/// The arguments that take a deck without a flag, by their ids.
const DECKS: [&str; 3] = ["deck", "what", "paths"];

/// The command that changes decks, so only files count.
const FILES_ONLY: &str = "fmt";

impl Names {
    fn new() -> Self {
        let takes_deck = |it: &&Command| {
            it.get_name() != FILES_ONLY && it.get_positionals().any(|it| DECKS.contains(&it.get_id().as_str()))
        };
        let joined = |names: &mut dyn Iterator<Item = &str>| names.collect::<Vec<_>>().join(" ");
        Self {
            decks: joined(&mut BUILT_IN.iter().map(|(name, _)| *name)),
            themes: joined(&mut theme::names()),
            rules: joined(&mut rules::ALL.iter().map(|rule| rule.name)),
            with_deck: Pupitre::command()
                .get_subcommands()
                .filter(takes_deck)
                .map(|it| it.get_name().to_owned())
                .collect(),
        }
    }

    /// The names that this flag takes.
    fn of_flag(&self, flag: &str) -> Option<&str> {
        match flag {
            "theme" => Some(&self.themes),
            "select" | "ignore" => Some(&self.rules),
            _ => None,
        }
    }

    /// The names that may follow this command.
    fn of_command(&self, name: &str) -> Option<&str> {
        match name {
            "rule" => Some(&self.rules),
            name => self.with_deck.iter().any(|it| it == name).then_some(&self.decks),
        }
    }

    /// Bash: the words of a command are in `opts`, the files for a flag right below it.
    fn in_bash(&self, script: &str) -> String {
        let (mut out, mut command, mut flag) = (String::new(), None, None);
        for line in script.lines() {
            let word = line.trim();
            let section = word.strip_prefix("pupitre__subcmd__").and_then(|it| it.strip_suffix(')'));
            if let Some(name) = section.filter(|name| !name.contains(',')) {
                command = self.of_command(name);
            } else if word == "pupitre)" {
                command = Some(self.decks.as_str());
            }
            let line = match (word.strip_suffix('"').filter(|it| it.starts_with("opts=")), flag) {
                (Some(_), _) => match command.take() {
                    Some(names) => format!("{} {names}\"", line.trim_end().trim_end_matches('"')),
                    None => line.to_owned(),
                },
                (None, Some(names)) => line.replace("compgen -f ", &format!("compgen -f -W \"{names}\" -- ")),
                (None, None) => line.to_owned(),
            };
            flag = word.strip_prefix("--").and_then(|it| it.strip_suffix(')')).and_then(|it| self.of_flag(it));
            out += &(line + "\n");
        }
        out
    }

    fn in_fish(&self, script: &str) -> String {
        let mut out = String::new();
        for line in script.lines() {
            let flag = line.split_once(" -l ").and_then(|(_, rest)| rest.split(' ').next());
            out += line;
            if let Some(names) = flag.and_then(|flag| self.of_flag(flag)).filter(|_| line.ends_with(" -r")) {
                out += &format!(" -a \"{names}\"");
            }
            out += "\n";
        }
        out += &format!("complete -c pupitre -n \"__fish_pupitre_needs_command\" -a \"{}\"\n", self.decks);
        for name in self.with_deck.iter().map(String::as_str).chain(["rule"]) {
            let names = self.of_command(name).unwrap_or_default();
            out += &format!("complete -c pupitre -n \"__fish_pupitre_using_subcommand {name}\" -a \"{names}\"\n");
        }
        out
    }

    /// Zsh: each argument names a function that completes it. Ours are added before the last lines, which call everything.
    fn in_zsh(&self, script: &str) -> String {
        let Self { decks, themes, rules, .. } = self;
        let functions = format!(
            "_pupitre_decks() {{ _alternative 'names:deck:({decks})' 'files:file:_files' }}\n\
             _pupitre_themes() {{ _alternative 'names:theme:({themes})' 'files:file:_files -g \"*.toml\"' }}\n\
             _pupitre_rules() {{ _values -s , rule {rules} }}\n\n"
        );
        let (mut out, mut command) = (String::new(), "");
        for line in script.lines() {
            if line.starts_with("if [ \"$funcstack[1]\"") {
                out += &functions;
            }
            command = line.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(command);
            let argument = line.trim_start_matches(['\'', '*', ':']).split(' ').next().unwrap_or_default();
            let by = match argument {
                it if DECKS.contains(&it) && command != FILES_ONLY => Some((":_files'", ":_pupitre_decks'")),
                it if it.starts_with("--theme=") => Some((":_default'", ":_pupitre_themes'")),
                it if it.starts_with("--select=") || it.starts_with("--ignore=") => {
                    Some((":_default'", ":_pupitre_rules'"))
                }
                "name" if command == "rule" => Some((":_default'", ":_pupitre_rules'")),
                _ => None,
            };
            out += &by.map_or_else(|| line.to_owned(), |(files, ours)| line.replace(files, ours));
            out += "\n";
        }
        out
    }
}
