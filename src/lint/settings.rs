//! `pupitre.toml`: settings for all decks below a folder. Also checks the rule names in it and in decks.

use serde_json::{Value as Json, json};

use crate::deck::{Check, READING_RULES};
use crate::diagnostic::Diagnostic;
use crate::lang::say;
use crate::lint::rules;
use crate::source::Source;
use crate::table::{self, Name, table};
use crate::text;

/// The name of the file. The nearest one is used, in the deck's folder or above.
pub const FILE: &str = "pupitre.toml";

table! {
    /// What holds for all decks below a folder, in a file called `pupitre.toml`.
    pub struct Settings as "the settings" {
        /// What `pupitre check` looks for, and how strict it is.
        check: Check = Check::default(),
    }
}

/// Reads settings, with all that is wrong with them.
pub fn read(source: &Source) -> (Settings, Vec<Diagnostic>) {
    let (settings, reader, mut found) = table::read::<Settings>(&source.text);
    let settings = settings.unwrap_or_default();
    if found.is_empty() {
        found = reader.diagnostics;
        found.extend(unknown_names(&settings.check));
        found.sort_by_key(|it| it.span().start);
    }
    (settings, found)
}

/// What is wrong with the names of rules in a `[check]` table.
pub fn unknown_names(check: &Check) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for word in check.select.iter().chain(&check.ignore).filter(|word| !rules::is_known(&word.text)) {
        found.push(unknown(word, |near| format!("\"{near}\"")));
    }
    let names = check.levels.0.iter().map(|(word, _)| word).chain(check.limits.0.iter().map(|(word, _)| word));
    for word in names {
        if !rules::is_name(&word.text) {
            found.push(unknown(word, str::to_owned));
        }
    }
    for (word, _) in &check.limits.0 {
        if READING_RULES.contains(&word.text.as_str())
            || rules::named(&word.text).is_some_and(|rule| rule.limit.is_none())
        {
            let message = say!("the rule `{word}` counts nothing", word = word.text);
            let counting: Vec<String> =
                rules::ALL.iter().filter(|it| it.limit.is_some()).map(|it| format!("`{}`", it.name)).collect();
            let help = say!("the rules that count are {counting}", counting = counting.join(", "));
            found.push(Diagnostic::error("bad-value", word.span, message, say!("has no limit")).help(help));
        }
    }
    found
}

/// `written` tells how a name is written in the file.
fn unknown(word: &Name, written: impl Fn(&str) -> String) -> Diagnostic {
    let message = say!("there is no rule called \"{name}\"", name = text::shorten(&word.text, 40));
    let it = Diagnostic::error("bad-value", word.span, message, say!("no such rule"));
    // For an unknown name, suggest the nearest one. If the code of a rule was written, suggest the rule's name.
    match rules::meant(&word.text) {
        Some(near) => it.help(say!("did you mean \"{near}\"?", near)).fix(
            say!("write \"{near}\"", near),
            word.span,
            written(near),
        ),
        None => it.help(say!("see `pupitre rule` for the rules")),
    }
}

/// Adds the rule names to a schema with a `[check]` table, for completion in editors.
pub fn complete(schema: &mut Json) {
    let properties = schema.pointer_mut("/definitions/Check/properties").and_then(Json::as_object_mut);
    let Some(properties) = properties else { return };
    for (key, counting) in [("levels", false), ("limits", true)] {
        let value = properties[key]["additionalProperties"].clone();
        let described = rules::ALL.iter().filter(|rule| !counting || rule.limit.is_some()).map(|rule| {
            let mut value = value.clone();
            value["description"] = match (counting, rule.limit) {
                (true, Some((limit, what))) => {
                    json!(format!("{}: the most that it lets pass; {limit} {what} unless said otherwise.", rule.about))
                }
                _ => json!(format!("{}.", rule.about)),
            };
            (rule.name.to_owned(), value)
        });
        let reading = READING_RULES.iter().filter(|_| !counting).map(|name| {
            let mut value = value.clone();
            value["description"] = json!("What is found while reading a deck.");
            ((*name).to_owned(), value)
        });
        properties[key]["properties"] = described.chain(reading).collect::<serde_json::Map<_, _>>().into();
        properties[key]["additionalProperties"] = json!(false);
    }
    let names: Vec<&str> = rules::names().collect();
    for key in ["select", "ignore"] {
        // The start of a code is accepted too.
        properties[key]["items"] =
            json!({ "anyOf": [{ "enum": names }, { "type": "string", "pattern": "^[A-Z][0-9]*$" }] });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String, Option<String>)> {
        let source = Source::new(FILE, text);
        let told = |it: Diagnostic| {
            (source.slice(it.span()).to_owned(), String::from(it.message), it.fix.map(|fix| fix.edit.text))
        };
        read(&source).1.into_iter().map(told).collect()
    }

    #[test]
    fn settings_are_read_with_what_is_wrong_with_them() {
        let good = "[check]\nselect = [\"L\", \"empty-slide\"]\nsizes = [\"80x24\"]\n[check.levels]\ntitle-wraps = \"off\"\n[check.limits]\ncode-too-long = 9\n";
        assert_eq!(found(good), []);
        let check = read(&Source::new(FILE, good)).0.check;
        assert_eq!(check.levels.of("title-wraps"), Some(&crate::deck::Level::Off));
        assert_eq!(check.limits.of("code-too-long"), Some(&9));
        assert_eq!(found("check = 1"), [("1".into(), "expected the `[check]` table, found an integer".into(), None)]);
    }

    #[test]
    fn a_rule_that_does_not_exist_is_told_the_nearest_name() {
        let unknown = |word: &str| format!("there is no rule called \"{word}\"");
        assert_eq!(
            found("[check]\nselect = [\"emty-slide\", \"Z9\", \"\"]\n"),
            [
                ("\"emty-slide\"".into(), unknown("emty-slide"), Some("\"empty-slide\"".into())),
                ("\"Z9\"".into(), unknown("Z9"), None),
                ("\"\"".into(), unknown(""), None),
            ]
        );
        assert_eq!(
            found(
                "[check.levels]\nL005 = \"info\"\nempty-slide = \"infos\"\n[check.limits]\nemty-slide = 3\nempty-slide = 4\n"
            ),
            [
                ("L005".into(), unknown("L005"), Some("empty-slide".into())),
                ("\"infos\"".into(), "\"infos\" is not a level".into(), None),
                ("emty-slide".into(), unknown("emty-slide"), Some("empty-slide".into())),
                ("empty-slide".into(), "the rule `empty-slide` counts nothing".into(), None),
            ]
        );
    }
}
