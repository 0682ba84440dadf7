//! `pupitre rule`: a rule's page, or the table of rules.

use std::process::ExitCode;

use crate::cli::{Failure, meant};
use crate::deck;
use crate::diagnostic::Severity;
use crate::lint::{Rule, allow, rules};
use crate::terminal;

/// Show what a rule of `check` looks for and why, or the table of rules
#[derive(clap::Args)]
pub struct Arguments {
    /// The rule's name or code; without one, all of them
    name: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Some(name) = &arguments.name else {
        terminal::print(&table())?;
        return Ok(ExitCode::SUCCESS);
    };
    let Some(rule) = rules::named(name) else {
        if deck::READING_RULES.contains(&name.as_str()) {
            terminal::print(&format!(
                "{name}: an error of reading; its message says what to write. It is always looked for.\n"
            ))?;
            return Ok(ExitCode::SUCCESS);
        }
        let names = rules::ALL.iter().map(|rule| rule.name).chain(deck::READING_RULES.iter().copied());
        let help = meant(name, &names.collect::<Vec<_>>(), "See `pupitre rule` for all of them.");
        return Err(Failure::new(format!("there is no rule called \"{name}\". {help}")));
    };
    terminal::print(&page(rule))?;
    Ok(ExitCode::SUCCESS)
}

fn table() -> String {
    let reading = deck::READING_RULES.iter().map(|name| format!("E     {name:<24} error    found in reading\n"));
    let others = rules::ALL.iter().map(|it| {
        format!("{:<5} {:<24} {:<8} {}\n", it.code, it.name, it.severity.map_or("off", Severity::name), it.about)
    });
    reading.chain(others).collect()
}

fn page(rule: &Rule) -> String {
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let limit = rule.limit.map_or_else(String::new, |(limit, what)| {
        format!("Limit: {limit} {what}; in a deck, `[check.limits]` with `{} = {limit}`\n\n", rule.name)
    });
    let comment = match allow::NEVER.contains(&rule.name) {
        true => String::new(),
        false => format!("`# allow({}): why` above the line or the table; ", rule.name),
    };
    format!(
        "{} ({}, {}): {}\n\nWhy: {}\n\nWhere from: {}\n\n{limit}Wrong:\n\n{}\nRight:\n\n{}\n\
        To ignore it: {comment}in a whole deck, `[check.levels]` with `{} = \"off\"`\n",
        rule.name,
        rule.code,
        rule.severity.map_or("off", Severity::name),
        rule.about,
        rule.why,
        rule.evidence,
        indented(rule.wrong),
        indented(rule.right),
        rule.name,
    )
}
