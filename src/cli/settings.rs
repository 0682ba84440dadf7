//! This user's settings, for the commands.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::cli::print_findings;
use crate::diagnostic::Diagnostic;
use crate::files::{self, Unread};
use crate::lang::say;
use crate::settings::{self, Settings};
use crate::source::{Source, Span};
use crate::text;

/// This user's settings, with their file.
pub struct Own {
    pub settings: Settings,
    pub findings: Vec<Diagnostic>,
    /// `None` if there is no file, or it cannot be read.
    pub source: Option<Source>,
}

/// The file of this user's settings. `None` if the system does not tell where it should be.
pub fn file() -> Option<PathBuf> {
    files::config_folder().map(|folder| folder.join("config.toml"))
}

/// Whether the environment asks for programs without a screen: the variable `ACCESSIBLE`, as in other terminal programs.
pub fn is_accessible() -> bool {
    std::env::var("ACCESSIBLE").is_ok_and(|value| !["", "0", "false", "no"].contains(&value.to_lowercase().as_str()))
}

/// This user's settings, combined with the environment's; read at the first call. Mistakes in them never stop a command.
pub fn own() -> &'static Own {
    static OWN: OnceLock<Own> = OnceLock::new();
    OWN.get_or_init(|| {
        let mut own = read();
        own.settings.plain |= is_accessible();
        own
    })
}

fn read() -> Own {
    let source = |path: PathBuf| {
        let name = text::clean(&path.display().to_string()).into_owned();
        Some(files::read_text_if_there(&path)?.map(|text| Source::new(name, &text)))
    };
    match file().and_then(source) {
        Some(Ok(source)) => {
            let (mut settings, findings) = settings::read(&source);
            // The path of the user's own theme is relative to the settings.
            if let (Some(name), Some(folder)) = (&settings.theme, files::config_folder())
                && name.ends_with(".toml")
            {
                settings.theme = Some(folder.join(name).display().to_string());
            }
            Own { settings, findings, source: Some(source) }
        }
        Some(Err(Unread { what, help, .. })) => {
            let wrong = Diagnostic::error("missing-file", Span::default(), what, say!("not read"));
            let wrong = if help.is_empty() { wrong } else { wrong.help(help) };
            Own { settings: settings::usual(), findings: vec![wrong], source: Some(Source::new("config.toml", "")) }
        }
        None => Own { settings: settings::usual(), findings: Vec::new(), source: None },
    }
}

impl Own {
    /// Prints the mistakes in them.
    pub fn print_findings(&self) {
        if let Some(source) = &self.source {
            print_findings(&self.findings, source);
        }
    }
}
