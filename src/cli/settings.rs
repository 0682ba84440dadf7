//! The settings of this user, for the commands.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::cli::print_findings;
use crate::diagnostic::Diagnostic;
use crate::files::{self, Unread};
use crate::lang::say;
use crate::settings::{self, Settings};
use crate::source::{Source, Span};
use crate::text;

/// The settings of this user, with the file that they stand in.
pub struct Own {
    pub settings: Settings,
    pub findings: Vec<Diagnostic>,
    /// Nothing where there is no file, or none that can be read.
    pub source: Option<Source>,
}

/// The file of this user's settings; nothing where the system does not say where it would be.
pub fn file() -> Option<PathBuf> {
    files::config_folder().map(|folder| folder.join("config.toml"))
}

/// Whether the environment asks programs to do without a screen: `ACCESSIBLE`, as other programs of the terminal know it.
pub fn is_accessible() -> bool {
    std::env::var("ACCESSIBLE").is_ok_and(|value| !["", "0", "false", "no"].contains(&value.to_lowercase().as_str()))
}

/// The settings of this user, and what the environment asks for all programs; read at the first call. What is wrong with them stops
/// nothing.
pub fn own() -> &'static Own {
    static OWN: OnceLock<Own> = OnceLock::new();
    OWN.get_or_init(|| {
        let mut own = read();
        own.settings.plain |= is_accessible();
        own
    })
}

fn read() -> Own {
    let path = file().filter(|path| path.exists());
    let source = |path: PathBuf| {
        let name = text::clean(&path.display().to_string()).into_owned();
        files::read_text(&path).map(|text| Source::new(name, &text))
    };
    match path.map(source) {
        Some(Ok(source)) => {
            let (mut settings, findings) = settings::read(&source);
            // The user's own theme is beside the settings.
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
    /// Prints what is wrong with them.
    pub fn print_findings(&self) {
        if let Some(source) = &self.source {
            print_findings(&self.findings, source);
        }
    }
}
