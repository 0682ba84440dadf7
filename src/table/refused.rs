//! The errors of the TOML parser in our words: what is wrong, and what to write instead.

use crate::lang::{Message, say};
use crate::text;

/// The message and the help for an error of the parser: a mistake, and what it expects instead. `what` is the text at the error. `None` if the error is unknown.
pub fn told(parser: &str, what: &str) -> Option<(Message, Message)> {
    let (mistake, expected) = parser.split_once(", expected ").unwrap_or((parser, ""));
    let key = text::clean(what.lines().next().unwrap_or_default().trim());
    Some(match mistake {
        "duplicate key" => {
            (say!("`{key}` is set twice", key), say!("keep one of the two, or give one of them another name"))
        }
        it if it.starts_with("cannot extend value") => (
            say!("`{key}` has a value already, so nothing can be set in it", key),
            say!("a key with a dot, such as `a.b`, sets `b` in the table `a`"),
        ),
        "carriage return must be followed by newline" => (
            say!("a carriage return stands alone here"),
            say!("save the file with the line ends of Unix (LF) or of Windows (CRLF)"),
        ),
        it if it.contains("string") || it == "missing opening quote" => return string(it, expected, what),
        "missing escaped value" | "too few unicode value digits" => (
            say!("TOML does not know this escape sequence"),
            say!(
                "write `\\\\` for a backslash, or put the text between single quotes, where a backslash is a letter like any other"
            ),
        ),
        it if it.starts_with("unclosed ") => {
            let end = expected;
            (say!("{end} is missing here", end), say!("write {end} where the list or the table ends", end))
        }
        it if it.ends_with(" opening") || it == "missing table open" => {
            (say!("this bracket closes nothing"), say!("remove it, or write the opening one before it"))
        }
        it => return number(it).or_else(|| pair(it)),
    })
}

/// Errors in strings.
fn string(mistake: &str, expected: &str, what: &str) -> Option<(Message, Message)> {
    let quote = if mistake.contains("literal") { "'" } else { "\"" };
    let quotes = quote.repeat(3);
    Some(match mistake {
        "missing opening quote" => {
            (say!("a quote is missing before this text"), say!("write the quote that ends it before it too"))
        }
        "string values must be quoted" if what.trim().is_empty() => no_value(),
        "string values must be quoted" => (say!("text needs quotes here"), say!("write it between quotes: `\"…\"`")),
        it if it.starts_with("keys cannot be") => return Some(not_a_key()),
        _ if expected.contains("characters") => {
            (say!("there is a control character in this text"), say!("remove it; your editor may not show it"))
        }
        it if it.starts_with("invalid multi-line") => (
            say!("this text of several lines is never closed"),
            say!("write `{quotes}` on a line of its own after its last line", quotes),
        ),
        _ => (
            say!("this text is not closed on its line"),
            say!("write `{quote}` at its end; text of several lines goes between `{quotes}`", quote, quotes),
        ),
    })
}

/// Errors in numbers, dates and booleans.
fn number(mistake: &str) -> Option<(Message, Message)> {
    let help = say!("write a number like `12`, `-3` or `0.5`; text goes between quotes");
    Some(match mistake {
        "unexpected leading zero" => {
            (say!("a number cannot begin with a 0"), say!("remove the 0, or put the text between quotes"))
        }
        "`_` may only go between digits" => (say!("`_` can only stand between digits"), help),
        "radix must be lowercase" => (say!("the letter of this prefix is a capital"), say!("write `0x`, `0o` or `0b`")),
        "invalid date-time" | "invalid date" | "invalid time" => (
            say!("this is neither a date nor a time of TOML"),
            say!("write a date as `2026-11-29`; text, such as a duration, goes between quotes"),
        ),
        "invalid boolean" => {
            (say!("this is neither true nor false"), say!("write `true` or `false`, in small letters"))
        }
        "a number without digits" => (say!("this number has no digits"), help),
        "integers with a radix cannot be signed" | "redundant numeric sign" | "unexpected sign" => {
            (say!("there is a sign too many in this number"), help)
        }
        "redundant integer number prefix"
        | "invalid float"
        | "invalid mantissa"
        | "invalid fraction"
        | "invalid exponent" => (say!("this is not a number of TOML"), help),
        it if it.starts_with("invalid ") && it.ends_with(" number") => (say!("this is not a number of TOML"), help),
        _ => return None,
    })
}

fn no_value() -> (Message, Message) {
    (
        say!("there is no value here"),
        say!("write text between quotes, a number, `true` or `false`, or a list in brackets"),
    )
}

fn not_a_key() -> (Message, Message) {
    (
        say!("this is not a key of TOML"),
        say!("a key is made of letters, digits, `-` and `_`; anything else in it needs quotes"),
    )
}

/// Errors in keys, values and the signs between them.
fn pair(mistake: &str) -> Option<(Message, Message)> {
    let write_pair = || say!("write a key, `=` and a value, such as `title = \"Words\"`");
    Some(match mistake {
        "invalid key" | "invalid unquoted key" | "unquoted keys cannot be empty" => not_a_key(),
        "key with no value" => (say!("this key has no value"), write_pair()),
        "missing value" | "missing value for key" | "invalid value" => no_value(),
        "extra `=`" | "extra assignment between key-value pairs" => {
            (say!("there is an `=` too many here"), say!("between a key and its value stands one `=`"))
        }
        "unexpected `=` in array" => {
            (say!("there is an `=` in this list"), say!("a list has only values; keys go into a table, between braces"))
        }
        "missing assignment between key-value pairs" | "invalid key-value pair" => {
            (say!("there is no `=` between key and value"), write_pair())
        }
        "missing key for inline table element" | "invalid inline table element" => {
            (say!("there is no key before this value"), write_pair())
        }
        it if it.starts_with("missing comma") => {
            (say!("a comma is missing before this"), say!("write a comma between one value and the next"))
        }
        it if it.starts_with("extra comma") => (say!("there is a comma too many here"), say!("remove it")),
        "unexpected key or value" | "unexpected content" => (
            say!("this has no place on the line"),
            say!("a line has one key and its value: begin a new line, or put the text between quotes"),
        ),
        "invalid comment character" | "unexpected content between comment and newline" => {
            (say!("there is a control character in this comment"), say!("remove it; your editor may not show it"))
        }
        "a second byte order mark" => {
            (say!("a second byte order mark"), say!("remove it; your editor may not show it"))
        }
        "recursion limit" | "cannot recurse further; max recursion depth met" => (
            say!("tables or lists are nested too deeply here"),
            say!("no deck needs more than a few levels: look for brackets that are not closed"),
        ),
        _ => return None,
    })
}
