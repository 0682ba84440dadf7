//! Styled text with links and glossary terms.

use crate::export::html::element::Html;
use crate::export::html::parts::Writer;
use crate::page::{Ink, Link, Role, Style};
use crate::prose::Phrase;
use crate::replay::terms;
use crate::text::Run;

impl Writer<'_> {
    /// A phrase. Each glossary term links to its definition where it first appears on a slide.
    pub fn phrase(&mut self, phrase: &Phrase, html: &mut Html) {
        for runs in phrase.0.chunk_by(|one, other| one.style.link == other.style.link) {
            match runs[0].style.link.clone() {
                None => runs.iter().for_each(|run| self.run(run, true, html)),
                Some(link) => self.link(&link, runs, html),
            }
        }
    }

    fn link(&mut self, link: &Link, runs: &[Run<Ink>], html: &mut Html) {
        let place = match link {
            Link::Slide(id) => self.slide_called(id),
            Link::Note(number) => Some(self.note(number)),
            Link::Web { .. } => None,
        };
        let mut inside = |html: &mut Html| runs.iter().for_each(|run| self.run(run, false, html));
        match link {
            Link::Web { address, title } => {
                let mut attributes = vec![("href", &**address), ("rel", "noopener noreferrer")];
                attributes.extend(title.as_deref().map(|title| ("title", title)));
                html.tag("a", &attributes, inside);
            }
            Link::Note(number) => {
                let to = format!("#{}", place.unwrap_or_default());
                html.tag("sup", &[], |html| html.line("a", &[("href", &to)], number));
            }
            Link::Slide(_) => match place {
                Some(place) => html.tag("a", &[("href", &format!("#{place}"))], inside),
                None => inside(html),
            },
        }
    }

    fn run(&mut self, run: &Run<Ink>, explained: bool, html: &mut Html) {
        let Style { role, bold, italic, strike, .. } = run.style.style;
        let tags = [
            ("strong", bold || role == Role::Strong),
            ("em", italic || role == Role::Emphasis),
            ("s", strike),
            ("code", role == Role::Inline),
            ("mark", role == Role::Selected),
        ];
        let tags: Vec<&'static str> = tags.into_iter().filter(|(_, is)| *is).map(|(tag, _)| tag).collect();
        let explained = explained && role != Role::Inline;
        nested(&tags, html, &mut |html| {
            for (index, line) in run.text.split('\n').enumerate() {
                if index > 0 {
                    html.void("br", &[]);
                }
                if explained { self.explained(line, html) } else { html.text(line) }
            }
        });
    }

    fn explained(&mut self, words: &str, html: &mut Html) {
        let mut at = 0;
        for (range, term) in terms::in_words(words, &self.terms) {
            let Some(place) = self.met.first(term, &self.job.deck.terms) else { continue };
            html.text(&words[at..range.start]);
            html.line("a", &[("class", "term"), ("href", &format!("#term-{place}"))], &words[range.clone()]);
            at = range.end;
        }
        html.text(&words[at..]);
    }
}

/// Content inside nested elements.
fn nested(tags: &[&'static str], html: &mut Html, inside: &mut dyn FnMut(&mut Html)) {
    match tags {
        [] => inside(html),
        [tag, rest @ ..] => html.tag(tag, &[], |html| nested(rest, html, inside)),
    }
}
