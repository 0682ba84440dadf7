//! English: what the help of the commands says around the texts of their declarations.

use crate::lang::Texts;

words! {
    /// The help of the commands. Where `texts` is empty the declarations speak, in English.
    pub struct HelpWords;

    /// What each command and argument does: `check` and `check/paths`; `*/lang` of what several have; `schema/of=deck` of a value.
    texts: Texts = &[],
    /// Names of values.
    values: Texts = &[],
    usage = "Usage:",
    commands = "Commands",
    command = "COMMAND",
    arguments = "Arguments",
    options = "Options",
    /// The values that an argument may have.
    possible: fn(&str) -> String = |values| format!("possible values: {values}"),
    /// The value that it has where none is given.
    default: fn(&str) -> String = |value| format!("default: {value}"),
}
