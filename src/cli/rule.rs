//! `pupitre rule`: shows the page of a rule, or the table of rules.

use std::process::ExitCode;

use crate::cli::{Failure, meant, own_words, told};
use crate::deck;
use crate::diagnostic::Severity;
use crate::lang::{Message, noun, say};
use crate::lint::{Rule, allow, rules};
use crate::terminal;
use crate::text;

/// Show what a rule of `check` looks for and why, or list the rules
#[derive(clap::Args)]
pub struct Arguments {
    /// The rule's name or code; by default, the table of rules
    name: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Some(name) = &arguments.name else {
        terminal::print(&table())?;
        return Ok(ExitCode::SUCCESS);
    };
    let Some(rule) = rules::named(name) else {
        if deck::READING_RULES.contains(&name.as_str()) {
            let page = say!(
                "{name}: an error found while reading; its message says what to write. It is always checked.",
                name
            );
            terminal::print(&format!("{}\n", told(&page)))?;
            return Ok(ExitCode::SUCCESS);
        }
        let names = rules::ALL.iter().map(|rule| rule.name).chain(deck::READING_RULES.iter().copied());
        let help = meant(name, &names.collect::<Vec<_>>(), say!("Run `pupitre rule` for the list."));
        return Err(Failure::new(say!("there is no rule called \"{name}\". {help}", name, help)));
    };
    terminal::print(&page(rule))?;
    Ok(ExitCode::SUCCESS)
}

fn table() -> String {
    let words = own_words();
    let error = Severity::Error.in_words(words);
    let read = said(noun!("found while reading"));
    let names = words.levels.iter().map(|name| text::width(name)).max().unwrap_or_default();
    let wide = names.max("warning".len() + 1);
    let reading = deck::READING_RULES.iter().map(|name| format!("E     {name:<24} {error:<wide$} {read}\n"));
    let others = rules::ALL.iter().map(|it| {
        let about = Message::noun(it.about).in_words(words);
        format!("{:<5} {:<24} {:<wide$} {about}\n", it.code, it.name, severity(it))
    });
    reading.chain(others).collect()
}

/// The severity of a rule's findings.
fn severity(rule: &Rule) -> String {
    let words = own_words();
    rule.severity.map_or_else(|| said(noun!("off")), |severity| severity.in_words(words).to_owned())
}

/// A text of a rule in the user's language.
fn said(text: &'static str) -> String {
    Message::noun(text).in_words(own_words()).into()
}

fn page(rule: &Rule) -> String {
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let name = rule.name;
    let mut page = format!("{name} ({}, {}): {}\n\n", rule.code, severity(rule), said(rule.about));
    let mut part = |message: Message| page.push_str(&format!("{}\n\n", message.in_words(own_words())));
    part(say!("Why: {why}", why = Message::noun(rule.why)));
    part(say!("Where from: {evidence}", evidence = Message::noun(rule.evidence)));
    if let Some((limit, what)) = rule.limit {
        let what = Message::noun(what);
        part(say!(
            "Limit: {limit} {what}; in a deck, `[check.limits]` with `{rule} = {limit}`",
            limit,
            what,
            rule = name
        ));
    }
    part(say!("Wrong:"));
    page.push_str(&format!("{}\n", indented(rule.wrong)));
    page.push_str(&format!("{}\n\n{}\n", said(noun!("Right:")), indented(rule.right)));
    let comment = match allow::NEVER.contains(&name) {
        true => Message::default(),
        false => say!("`# allow({rule}): why` above the line or the table; ", rule = name),
    };
    let ignore =
        say!("To ignore it: {comment}in a whole deck, `[check.levels]` with `{rule} = \"off\"`", comment, rule = name);
    page.push_str(&format!("{}\n", ignore.in_words(own_words())));
    page
}
