//! The certificate of completion: a text made on the reader's own machine.

use crate::page::{Role, Target};
use crate::record::deck_id;
use crate::replay::{Effect, Outcome, Replay};
use crate::screen::rows::Rows;
use crate::text;

/// The width of the certificate as a file, in columns.
const WIDTH: usize = 72;

pub fn fill<'a>(replay: &'a Replay, rows: &mut Rows) -> &'a str {
    let said = &replay.words.replay;
    rows.button(said.write_certificate, Target::Act("write-certificate"));
    rows.button(said.other_name, Target::Act("other-name"));
    rows.gap();
    for (sign, line) in replay.certificate().into_iter().skip(1) {
        match line.is_empty() {
            true => rows.gap(),
            false => rows.indented(sign, &line, Role::Text),
        }
    }
    said.certificate_title
}

impl Replay {
    /// The lines of the certificate, each with its sign.
    fn certificate(&self) -> Vec<(&'static str, String)> {
        let said = &self.words.replay;
        let plain = |line: String| ("", line);
        let name = self.progress.name.as_deref().unwrap_or_default();
        let mut lines = vec![
            plain(said.certificate_title.to_owned()),
            plain(String::new()),
            plain((said.certificate_says)(name, &self.deck.title)),
        ];
        if let Some(course) = self.place_in_course(", ") {
            lines.push(plain((said.certificate_course)(&course)));
        }
        lines.push(plain((said.certificate_date)(&self.today_in_words())));
        let minutes = self.plan.total().as_secs().div_ceil(60);
        lines.push(plain((said.certificate_slides)(self.planned().len(), minutes)));
        if let Some((right, first, all)) = self.quiz_score() {
            lines.push(plain((said.quiz_score)(right, first, all)));
        }
        if !self.deck.objectives.is_empty() {
            lines.extend([plain(String::new()), plain(said.certificate_able.to_owned())]);
            lines.extend(self.objectives_told());
        }
        lines.extend([plain(String::new()), plain(said.certificate_own.to_owned())]);
        lines
    }

    pub(in crate::replay) fn write_certificate(&mut self, outcome: &mut Outcome) {
        let mut text = String::new();
        for (sign, line) in self.certificate() {
            let indent = if sign.is_empty() { String::new() } else { " ".repeat(text::width(sign) + 1) };
            let runs = [text::Run { text: text::clean(&line).into_owned(), style: () }];
            let lines = text::wrap(&runs, WIDTH - indent.len());
            for (at, line) in lines.iter().enumerate() {
                let line: String = line.iter().map(|run| run.text.as_str()).collect();
                let lead = if at == 0 && !sign.is_empty() { format!("{sign} ") } else { indent.clone() };
                text.push_str(format!("{lead}{line}").trim_end());
                text.push('\n');
            }
            if lines.is_empty() {
                text.push('\n');
            }
        }
        let name = format!("{}-{}.txt", self.words.replay.certificate_file, file_stem(&deck_id(&self.deck)));
        outcome.effects.push(Effect::Write { name, text });
    }

    /// Reports the result of writing a file: where it is, or why it was not written.
    pub fn written(&mut self, result: Result<String, String>, lacking: &[String]) {
        let said = &self.words.replay;
        self.notice = Some(match result {
            Ok(path) if lacking.is_empty() => (said.written_to)(&path),
            Ok(path) => (said.written_without)(&path, &lacking.join(", ")),
            Err(why) => (said.not_written)(&why),
        });
    }
}

/// Shortens a name for use in a file name.
pub fn file_stem(name: &str) -> String {
    name.chars().take(40).collect::<String>().trim_matches('-').to_owned()
}
