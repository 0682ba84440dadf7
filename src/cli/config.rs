//! `pupitre config`: each setting, its value, and its origin.

use std::fmt::Write as _;
use std::process::ExitCode;

use crate::cli::interface::Interface;
use crate::cli::settings::{Own, file, is_accessible, own};
use crate::cli::{Failure, schema, told};
use crate::diagnostic::Severity;
use crate::duration;
use crate::lang::say;
use crate::settings::{Large, Settings};
use crate::source::Span;
use crate::table::At;
use crate::terminal;
use crate::text;

/// Show your settings, and where each comes from
///
/// Takes the flags of `present`, and shows what they would change.
#[derive(clap::Args)]
pub struct Arguments {
    /// Only show where your settings file is, or would be
    #[arg(long)]
    path: bool,
    /// Write the JSON Schema of the settings, for completion in editors
    #[arg(long, conflicts_with = "path")]
    schema: bool,
    #[command(flatten)]
    interface: Interface,
    /// Let each slide come in gently
    #[arg(long)]
    motion: bool,
    /// Do not record the show
    #[arg(long)]
    no_record: bool,
    /// Leave answers in words out of the recording
    #[arg(long)]
    no_answers: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.schema {
        terminal::print(&schema())?;
        return Ok(ExitCode::SUCCESS);
    }
    let path =
        file().ok_or_else(|| Failure::new(say!("your home folder cannot be found. Set HOME or XDG_CONFIG_HOME.")))?;
    if arguments.path {
        terminal::print(&format!("{}\n", path.display()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let own = own();
    own.print_findings();
    terminal::print(&text::clean(&table(&lines(own, arguments))))?;
    let wrong = own.findings.iter().any(|it| it.severity == Severity::Error);
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A setting: its name in its table, its value as written in the settings, and its origin.
struct Setting {
    table: &'static str,
    name: String,
    /// `None` if it is not set and has no default.
    value: Option<String>,
    origin: String,
}

fn lines(own: &Own, arguments: &Arguments) -> Vec<Setting> {
    let Settings { theme, lang, mouse, plain, motion, large, room, display, record, answers, pace, keys, at } =
        &own.settings;
    let line = |at: &At, table: &'static str, name: &str, value: Option<String>| {
        let origin = own.origin(at, name);
        Setting { table, name: name.to_owned(), value, origin }
    };
    let asked = |line: Setting, value: Option<String>| match value {
        Some(value) => Setting { value: Some(value), origin: told(&say!("command line")), ..line },
        None => line,
    };
    let by_environment = |line: Setting| match is_accessible() {
        true => Setting { origin: "ACCESSIBLE".to_owned(), ..line },
        false => line,
    };
    let quoted = |text: &String| format!("{text:?}");
    let yes_no = |value: &bool| Some(value.to_string());
    let no = |asked: bool| asked.then(|| "false".to_owned());
    let mut lines = vec![
        asked(line(at, "", "theme", theme.as_ref().map(quoted)), arguments.interface.theme.as_ref().map(quoted)),
        asked(
            line(at, "", "lang", lang.as_ref().map(quoted)),
            arguments.interface.lang.map(|it| format!("{:?}", it.code())),
        ),
        asked(line(at, "", "mouse", yes_no(mouse)), no(arguments.interface.no_mouse)),
        asked(
            by_environment(line(at, "", "plain", yes_no(plain))),
            arguments.interface.plain.then(|| "true".to_owned()),
        ),
        asked(line(at, "", "motion", yes_no(motion)), arguments.motion.then(|| "true".to_owned())),
        asked(
            line(at, "", "large", Some(format!("{:?}", large.name()))),
            arguments.interface.large.map(|it| format!("{:?}", Large::from(it).name())),
        ),
        line(at, "", "room", Some(format!("{:?}", room.name()))),
        line(at, "", "display", Some(format!("{:?}", display.name()))),
        asked(line(at, "", "record", yes_no(record)), no(arguments.no_record)),
        asked(line(at, "", "answers", yes_no(answers)), no(arguments.no_answers)),
        line(&pace.at, "pace", "tolerance", Some(format!("{:?}", duration::show(pace.tolerance)))),
        line(&pace.at, "pace", "warn", Some(format!("{:?}", duration::show(pace.warn)))),
        line(&pace.at, "pace", "on_time", pace.on_time.as_ref().map(quoted)),
        line(&pace.at, "pace", "ahead", pace.ahead.as_ref().map(quoted)),
        line(&pace.at, "pace", "behind", pace.behind.as_ref().map(quoted)),
    ];
    for (row, bound) in keys.keymap().rows().filter(|(row, _)| !row.is_fixed()) {
        let names: Vec<String> = bound.iter().map(|key| format!("{:?}", key.setting())).collect();
        let origin = keys.place(row.name).map_or_else(|| told(&say!("default")), |span| own.place(span));
        lines.push(Setting {
            table: "keys",
            name: row.name.to_owned(),
            value: Some(format!("[{}]", names.join(", "))),
            origin,
        });
    }
    lines
}

impl Own {
    /// The origin of a key's value. A key with a wrong value is ignored.
    fn origin(&self, at: &At, name: &str) -> String {
        let (key, value) = (at.key(name), at.value(name));
        let whole = Span::new(key.start, value.end);
        let is_wrong = self.findings.iter().any(|it| whole.contains(it.span()) && it.severity == Severity::Error);
        if key == at.table || is_wrong { told(&say!("default")) } else { self.place(key) }
    }

    /// "config.toml:12".
    fn place(&self, span: Span) -> String {
        self.source.as_ref().map_or_else(String::new, |it| format!("{}:{}", it.name, it.place(span.start).line))
    }
}

/// The settings as a settings file, with their origins as comments.
fn table(lines: &[Setting]) -> String {
    let written = |line: &Setting| match &line.value {
        Some(value) => format!("{} = {value}", line.name),
        None => format!("# {}", line.name),
    };
    let width = lines.iter().map(|line| text::width(&written(line))).max().unwrap_or(0).min(50);
    let mut out = String::new();
    let mut table = "";
    for line in lines {
        if line.table != table {
            table = line.table;
            let _ = writeln!(out, "\n[{table}]");
        }
        let _ = writeln!(out, "{}  # {}", text::pad(&written(line), width), line.origin);
    }
    out
}

/// The schema of the settings as a file.
fn schema() -> String {
    schema::written(schema::of::<Settings>("Settings", "Settings of Pupitre"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings;
    use crate::source::Source;

    #[test]
    fn every_setting_of_the_schema_is_shown() {
        let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
        let names = |properties: &serde_json::Value, table: &str| -> Vec<String> {
            let names = properties.as_object().unwrap().keys().filter(|name| *name != "pace" && *name != "keys");
            names.map(|name| format!("{table}.{name}")).collect()
        };
        let mut wanted = names(&schema["properties"], "");
        wanted.extend(names(&schema["definitions"]["Pacing"]["properties"], "pace"));
        wanted.extend(names(&schema["properties"]["keys"]["properties"], "keys"));
        let own = Own { settings: settings::usual(), findings: Vec::new(), source: None };
        let arguments = Arguments {
            path: false,
            schema: false,
            interface: Interface::default(),
            motion: false,
            no_record: false,
            no_answers: false,
        };
        let shown = lines(&own, &arguments);
        assert_eq!(shown.iter().map(|line| format!("{}.{}", line.table, line.name)).collect::<Vec<_>>(), wanted);
        let (read, found) = settings::read(&Source::new("config.toml", &table(&shown)));
        assert_eq!(
            (&found[..], read.keys.keymap()),
            (&[][..], Settings::default().keys.keymap()),
            "it is a file of settings"
        );
    }
}
