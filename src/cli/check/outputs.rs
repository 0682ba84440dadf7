//! The outputs of findings: any number of `--format` and `--output`.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, Error, FromArgMatches, ValueEnum, value_parser};

use crate::cli::{Failure, depth, own_words};
use crate::files;
use crate::lang::{Message, say};
use crate::lint::format::{Format, Report};
use crate::terminal::{self, Depth};

/// One output of the findings.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Output {
    format: Format,
    /// `None`: standard output.
    file: Option<PathBuf>,
}

/// The requested formats, each with the file that follows it. The last one without a file goes to standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outputs(Vec<Output>);

/// Whether findings are in color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal with colors
    #[default]
    Auto,
    /// Always
    Always,
    /// Nowhere
    Never,
}

impl Color {
    fn is_on(self) -> bool {
        match self {
            Self::Auto => io::stdout().is_terminal() && depth() != Depth::None,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

impl clap::Args for Outputs {
    fn augment_args(command: Command) -> Command {
        let format = Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .action(ArgAction::Append)
            .value_parser(PossibleValuesParser::new(Format::NAMES))
            .help("How the findings are written: as `full` where nothing else is asked for");
        let output = Arg::new("output")
            .long("output")
            .value_name("FILE")
            .action(ArgAction::Append)
            .value_parser(value_parser!(PathBuf))
            .help("Write what the --format before it says into a file; a last --format without one is for standard output");
        command.arg(format).arg(output)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Outputs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let formats = matches.get_many::<String>("format").unwrap_or_default();
        let formats = formats.map(|name| Format::named(name).expect("the command line knows the formats"));
        let formats = matches.indices_of("format").unwrap_or_default().zip(formats.map(Word::Format));
        let files = matches.get_many::<PathBuf>("output").unwrap_or_default().cloned().map(Word::File);
        let mut words: Vec<(usize, Word)> =
            matches.indices_of("output").unwrap_or_default().zip(files).chain(formats).collect();
        words.sort_by_key(|(index, _)| *index);
        paired(words.into_iter().map(|(_, word)| word)).map_err(|why| {
            let words = own_words();
            Error::raw(ErrorKind::ArgumentConflict, format!("{}\n", why.in_words(words)))
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The reports to write.
pub struct Reports<'a> {
    pub read: Vec<Report<'a>>,
    /// The files that cannot be read.
    pub unread: Vec<Report<'a>>,
}

impl<'a> Reports<'a> {
    /// The reports for a format. In formats for people, files that cannot be read are left out: they are reported on standard error.
    fn told_in(&self, format: Format) -> Vec<Report<'a>> {
        let unread = if format.is_for_people() { &[][..] } else { &self.unread };
        [&self.read, unread].concat()
    }
}

/// The relevant words of the command line, in order.
enum Word {
    Format(Format),
    File(PathBuf),
}

fn paired(words: impl Iterator<Item = Word>) -> Result<Outputs, Message> {
    let mut outputs = Vec::new();
    // The current format, and whether no file has used it yet.
    let (mut format, mut is_free) = (Format::Full, true);
    let mut named = None;
    for word in words {
        match word {
            Word::Format(next) => {
                if let Some(first) = named.filter(|_| is_free) {
                    return Err(say!(
                        "two formats for standard output: write `--output FILE` after `--format {first}`, or leave it out",
                        first
                    ));
                }
                (format, is_free, named) = (next, true, Some(next.name()));
            }
            Word::File(file) => {
                let file = Some(file).filter(|file| file.as_os_str() != "-");
                outputs.push(Output { format, file });
                is_free = false;
            }
        }
    }
    if is_free {
        outputs.push(Output { format, file: None });
    }
    if outputs.iter().filter(|it| it.file.is_none()).count() > 1 {
        return Err(say!("two outputs for standard output: name a file for one of them"));
    }
    Ok(Outputs(outputs))
}

impl Outputs {
    fn files(&self) -> impl Iterator<Item = (Format, &Path)> {
        self.0.iter().filter_map(|it| Some((it.format, it.file.as_deref()?)))
    }

    /// Refuses to overwrite files that were read with findings.
    pub fn refuse_read(&self, read: &[PathBuf]) -> Result<(), Failure> {
        files::refuse_read(self.files().map(|(_, file)| file), read).map_err(Failure::new)
    }

    /// Writes the findings to all files; `read` are the files that were read.
    pub fn write_files(&self, reports: &Reports, read: &[PathBuf]) -> Result<(), Failure> {
        let texts: Vec<(&Path, String)> =
            self.files().map(|(format, file)| (file, format.write(&reports.told_in(format), false))).collect();
        let texts: Vec<(&Path, &[u8])> = texts.iter().map(|(file, text)| (*file, text.as_bytes())).collect();
        files::write_outputs(&texts, read).map_err(Failure::new)
    }

    /// The findings for standard output. `None` if all go to files.
    pub fn standard(&self, reports: &Reports, color: Color) -> Option<String> {
        let output = self.0.iter().find(|it| it.file.is_none())?;
        Some(output.format.write(&reports.told_in(output.format), color.is_on()))
    }

    /// Whether standard output is in GitHub's format.
    fn has_commands(&self) -> bool {
        self.0.iter().any(|it| it.file.is_none() && it.format == Format::Github)
    }

    /// Prints findings. GitHub's runner looks for commands in all output, so no other line may look like one.
    pub fn print(&self, text: &str) -> io::Result<()> {
        let print = match self.0.iter().find(|it| it.file.is_none()).map(|it| it.format) {
            Some(Format::Full) => terminal::print_styled,
            Some(Format::Json | Format::Jsonl | Format::Sarif) => terminal::print_json,
            _ => terminal::print,
        };
        match is_read_by_a_runner() && !self.has_commands() {
            true => print(&harmless(text)),
            false => print(text),
        }
    }

    /// Prints to standard error, if standard output has something else.
    pub fn warn(&self, text: &str) {
        let text = harmless(text);
        match self.0.iter().any(|it| it.file.is_none() && it.format == Format::Full) {
            true => terminal::warn_styled(&text),
            false => terminal::warn(&text),
        }
    }
}

/// Whether GitHub's runner reads the output.
pub fn is_read_by_a_runner() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|it| it == "true")
}

/// A text without lines that GitHub's runner would take for a command: `::error::` at the start of a line, also after spaces, or
/// `##[error]`
/// anywhere (github.com/actions/runner, `ActionCommand.cs`).
pub fn harmless(text: &str) -> String {
    let line = |line: &str| {
        let mark = if line.trim_start().starts_with("::") { "| " } else { "" };
        format!("{mark}{}", line.replace("##[", "# #["))
    };
    text.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(clap::Parser)]
    struct Program {
        #[command(flatten)]
        outputs: Outputs,
    }

    fn parsed(words: &str) -> Result<Vec<(&'static str, Option<String>)>, String> {
        use clap::Parser;
        let words = std::iter::once("x").chain(words.split_whitespace());
        let program = Program::try_parse_from(words).map_err(|error| error.to_string())?;
        let one = |it: Output| (it.format.name(), it.file.map(|file| file.display().to_string()));
        Ok(program.outputs.0.into_iter().map(one).collect())
    }

    #[test]
    fn each_file_takes_the_format_before_it() {
        let file = |name: &str| Some(name.to_owned());
        assert_eq!(parsed("").unwrap(), [("full", None)]);
        assert_eq!(parsed("--format json").unwrap(), [("json", None)]);
        assert_eq!(parsed("--output a").unwrap(), [("full", file("a"))]);
        assert_eq!(parsed("--format sarif --output a").unwrap(), [("sarif", file("a"))]);
        assert_eq!(
            parsed("--format sarif --output a --format junit --output b --output c --format full").unwrap(),
            [("sarif", file("a")), ("junit", file("b")), ("junit", file("c")), ("full", None)]
        );
        assert_eq!(parsed("--format json --output -").unwrap(), [("json", None)]);
        assert!(parsed("--format json --output - --format full").is_err());
        let error = parsed("--format sarif --format full").unwrap_err();
        assert!(error.contains("write `--output FILE` after `--format sarif`"), "{error}");
    }

    #[test]
    fn no_line_is_taken_for_a_command() {
        assert_eq!(harmless("a ::b::\n  ::error::x\n2 | ##[error]y"), "a ::b::\n|   ::error::x\n2 | # #[error]y");
    }
}
