//! The command line in the user's language: help and errors.
//!
//! The declarations of the commands contain the English. For other languages, `lang/CODE/help.rs` has the text of each command and argument
//! by its id. A test checks that none is missing.

use std::error::Error as _;

use clap::builder::{PossibleValue, StyledStr};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::cli::Pupitre;
use crate::cli::language::own_words;
use crate::lang::{HelpWords, Message, Words, say};

/// The commands, with help in the user's language.
pub fn command() -> Command {
    in_words(own_words())
}

/// The same in this language.
pub fn in_words(words: &Words) -> Command {
    // Every command takes it, and so do their subcommands.
    let takes_language = |command: Command| command.mut_arg("lang", |it| it.global(true));
    let command = takes_language(Pupitre::command());
    let command = command.mut_subcommands(|it| match it.get_name() {
        "decks" => takes_language(it),
        _ => it,
    });
    let help = &words.help_texts;
    if help.texts.is_empty() {
        return command;
    }
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = command.disable_version_flag(true).arg(version);
    let mut command = said(command, "", help);
    // Clap adds the help command only when everything is built.
    command.build();
    command.mut_subcommands(|it| match it.get_name() {
        "help" => {
            let it = it.about(text(help, "help")).help_template(template(help, false));
            let it = it.subcommand_help_heading(help.commands).subcommand_value_name(help.command);
            it.mut_subcommands(|below| match below.get_name() {
                "help" => below.about(text(help, "help")),
                _ => below,
            })
        }
        _ => it,
    })
}

/// The text for a command or an argument, by its id. If it has none, the text that several share.
fn text_of(help: &HelpWords, key: &str) -> Option<&'static str> {
    let shared = key.split_once('/').map(|(_, argument)| format!("*/{argument}"));
    let find = |key: &str| help.texts.iter().find(|(known, _)| *known == key).map(|(_, text)| *text);
    find(key).or_else(|| find(&shared?))
}

fn text(help: &HelpWords, key: &str) -> &'static str {
    text_of(help, key).unwrap_or_default()
}

/// Clap's help template with translated headings.
fn template(help: &HelpWords, has_several: bool) -> StyledStr {
    let heading = clap::builder::Styles::styled().get_header().to_owned();
    // Further lines are aligned with the text after "Usage: ".
    let before = if has_several { format!("\n{:7}", "") } else { " ".to_owned() };
    format!("{{about-with-newline}}\n{heading}{}{heading:#}{before}{{usage}}\n\n{{all-args}}", help.usage).into()
}

/// Translates the help of a command and its subcommands.
fn said(command: Command, path: &str, help: &HelpWords) -> Command {
    let whole = text(help, path);
    let short = whole.split("\n\n").next().unwrap_or_default();
    let is_long = whole.len() > short.len();
    let flag = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let command = command.disable_help_flag(true).arg(flag).about(short);
    let has_several = command.has_subcommands();
    let command = command.help_template(template(help, has_several));
    let command = if is_long { command.long_about(whole) } else { command };
    let command = command.subcommand_help_heading(help.commands).subcommand_value_name(help.command);
    let command = command.mut_args(|argument| said_argument(argument, path, help));
    command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        let path = if path.is_empty() { name } else { format!("{path} {name}") };
        said(below, &path, help)
    })
}

fn said_argument(argument: Arg, path: &str, help: &HelpWords) -> Arg {
    let key = key(path, &argument);
    let mut told = text(help, &key).to_owned();
    let mut whole = told.clone();
    let values = argument.get_possible_values();
    let shown: Vec<&PossibleValue> = values.iter().filter(|value| !value.is_hide_set()).collect();
    if argument.get_action().takes_values() && !argument.is_hide_default_value_set() {
        let default: Vec<_> = argument.get_default_values().iter().map(|it| it.to_string_lossy()).collect();
        if !default.is_empty() {
            let default = format!(" [{}]", (help.default)(&default.join(" ")));
            told += &default;
            whole += &default;
        }
    }
    if argument.get_action().takes_values() && !shown.is_empty() {
        let names: Vec<&str> = shown.iter().map(|value| value.get_name()).collect();
        told += &format!(" [{}]", (help.possible)(&names.join(", ")));
        let told_of = |value: &PossibleValue| match text_of(help, &format!("{key}={}", value.get_name())) {
            Some(text) => format!("\n- {}\u{a0}: {text}", value.get_name()),
            None => format!("\n- {}", value.get_name()),
        };
        let each: String = shown.iter().map(|it| told_of(it)).collect();
        whole += &format!("\n\n{}{each}", (help.possible)("").trim_end());
    }
    let heading = if argument.is_positional() { help.arguments } else { help.options };
    let name = argument.get_value_names().and_then(<[_]>::first).map(|name| name.to_string());
    let name = name.unwrap_or_else(|| argument.get_id().as_str().to_uppercase());
    let name = help.values.iter().find(|(english, _)| *english == name).map(|(_, name)| *name);
    let takes_value = argument.get_action().takes_values();
    let argument = argument.help(told).help_heading(heading);
    let argument = if takes_value { argument.hide_default_value(true).hide_possible_values(true) } else { argument };
    let argument = if shown.iter().any(|it| it.get_help().is_some()) { argument.long_help(whole) } else { argument };
    match name.filter(|_| takes_value) {
        Some(name) => argument.value_name(name),
        None => argument,
    }
}

/// The id of an argument's text. All commands share the text for help.
fn key(path: &str, argument: &Arg) -> String {
    match argument.get_id().as_str() {
        id @ ("help" | "version") => format!("/{id}"),
        // `present` has the same arguments as the program itself.
        id if path.is_empty() => format!("present/{id}"),
        id => format!("{path}/{id}"),
    }
}

/// What is wrong on the command line, in another language than English.
pub fn mistake(error: &clap::Error, words: &Words) -> String {
    // Our own errors are already in the user's language.
    if error.context().next().is_none() {
        let whole = error.to_string();
        return format!("{}\n", (words.error_of)(whole.trim_start_matches("error: ").trim_end()));
    }
    let mut out = (words.error_of)(&what(error).in_words(words));
    let list = |kind| match error.get(kind) {
        Some(ContextValue::Strings(all)) => all.iter().filter(|it| !it.is_empty()).cloned().collect(),
        Some(ContextValue::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    };
    out.push('\n');
    let valid = list(ContextKind::ValidValue);
    if !valid.is_empty() {
        out += &format!("  [{}]\n", (words.help_texts.possible)(&valid.join(", ")));
    }
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    if let Some(near) = near.into_iter().flat_map(list).next() {
        out += &format!("\n  {}\n", say!("did you mean `{near}`?", near).in_words(words));
    }
    if let Some(usage) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        out += &format!("\n{} {}\n", words.help_texts.usage, usage.trim_start_matches("Usage:").trim());
    }
    format!("{out}\n{}\n", say!("For more, try `--help`.").in_words(words))
}

/// What is wrong, as a sentence.
fn what(error: &clap::Error) -> Message {
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => say!("`{argument}` needs a value", argument),
        ErrorKind::InvalidValue => say!("`{value}` is not a value of `{argument}`", value, argument),
        ErrorKind::ValueValidation => {
            let why = error.source().map(why).unwrap_or_default();
            say!("`{value}` is not a value of `{argument}`: {why}", value, argument, why)
        }
        ErrorKind::UnknownArgument => say!("there is no argument `{argument}` here", argument),
        ErrorKind::InvalidSubcommand => {
            say!("there is no command `{command}`", command = of(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => say!("this is missing: {argument}", argument),
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            say!("`{argument}` cannot be used with `{other}`", argument, other)
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            say!("`{argument}` has the wrong number of values", argument)
        }
        ErrorKind::InvalidUtf8 => say!("an argument is not valid UTF-8"),
        _ => say!("the command line cannot be understood"),
    }
}

/// Why a value is refused, by us or by a number parser.
fn why(error: &(dyn std::error::Error + 'static)) -> Message {
    if let Some(message) = error.downcast_ref::<Message>() {
        return message.clone();
    }
    match error.to_string().split_once(" is not in ") {
        Some((_, range)) => say!("write a number in {range}", range),
        None => say!("write a whole number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::ALL;

    /// Visits each command with its path.
    fn commands(command: &Command, path: &str, see: &mut dyn FnMut(&Command, &str)) {
        see(command, path);
        for below in command.get_subcommands() {
            let name = below.get_name();
            commands(below, &if path.is_empty() { name.to_owned() } else { format!("{path} {name}") }, see);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_help_in_each_language() {
        for help in ALL.iter().map(|words| &words.help_texts).filter(|help| !help.texts.is_empty()) {
            let mut missing = Vec::new();
            let mut see = |command: &Command, path: &str| {
                missing.extend((text_of(help, path).is_none()).then(|| path.to_owned()));
                for argument in command.get_arguments().filter(|it| !it.is_hide_set()) {
                    let key = key(path, argument);
                    missing.extend(text_of(help, &key).is_none().then(|| key.clone()));
                    for value in argument.get_possible_values().iter().filter(|it| it.get_help().is_some()) {
                        let key = format!("{key}={}", value.get_name());
                        missing.extend(text_of(help, &key).is_none().then_some(key));
                    }
                    let name = argument.get_value_names().and_then(<[_]>::first).map(ToString::to_string);
                    let name = name.unwrap_or_else(|| argument.get_id().as_str().to_uppercase());
                    let is_known = help.values.iter().any(|(english, _)| *english == name);
                    missing.extend((argument.get_action().takes_values() && !is_known).then_some(name));
                }
            };
            commands(&Pupitre::command(), "", &mut see);
            assert_eq!(missing, [""; 0], "write it in lang/CODE/help.rs");
        }
    }

    #[test]
    fn help_has_no_word_of_another_language() {
        for words in ALL.iter().filter(|words| words.code == "fr") {
            let mut command = in_words(words);
            let mut pages = vec![command.render_long_help().to_string(), command.render_help().to_string()];
            for below in command.get_subcommands_mut() {
                pages.extend([below.render_long_help().to_string(), below.render_help().to_string()]);
            }
            for page in pages {
                for english in
                    ["Usage", "Options:", "Commands", "Print ", "default:", " the ", " of ", "possible values"]
                {
                    assert!(!page.contains(english), "{english} is in\n{page}");
                }
                assert!(page.contains("Utilisation\u{a0}:"), "{page}");
            }
        }
    }

    #[test]
    fn command_line_errors_are_in_the_users_language() {
        let french = ALL.iter().find(|words| words.code == "fr").unwrap();
        let told = |line: &str| {
            let error = in_words(french).try_get_matches_from(line.split(' ')).unwrap_err();
            mistake(&error, french).lines().next().unwrap_or_default().to_owned()
        };
        assert_eq!(told("pupitre check --lang frr"), "erreur\u{a0}: `frr` n’est pas une valeur de `--lang <LANGUE>`");
        assert_eq!(told("pupitre check --wach"), "erreur\u{a0}: il n’y a pas d’argument `--wach` ici");
        assert_eq!(told("pupitre export"), "erreur\u{a0}: il manque\u{a0}: --to <FORMAT>");
        assert_eq!(
            told("pupitre present --for x"),
            "erreur\u{a0}: `x` n’est pas une valeur de `--for <DURÉE>`\u{a0}: écrivez-la comme «\u{a0}30min\u{a0}», «\u{a0}1min 30s\u{a0}» ou «\u{a0}90s\u{a0}»"
        );
        let command = in_words(french);
        assert!(command.clone().try_get_matches_from(["pupitre", "check", "--lang", "fr", "decks"]).is_ok());
        assert!(command.try_get_matches_from(["pupitre", "rule", "--lang=en"]).is_ok());
    }
}
