//! English: the frame of the commands' help. The texts themselves are in the declarations.

use crate::lang::Texts;

words! {
    /// The words of the commands' help. If `texts` is empty, the English in the declarations is used.
    pub struct HelpWords;

    /// What each command and argument does: `check` and `check/paths`; `*/lang` for several commands; `schema/of=deck` for a value.
    texts: Texts = &[],
    /// Names of values.
    values: Texts = &[],
    usage = "Usage:",
    commands = "Commands",
    command = "COMMAND",
    arguments = "Arguments",
    options = "Options",
    /// The possible values of an argument.
    possible: fn(&str) -> String = |values| format!("possible values: {values}"),
    /// The default value of an argument.
    default: fn(&str) -> String = |value| format!("default: {value}"),
}
