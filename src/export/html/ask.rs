//! Questions that can be answered on the page. The answers stay in the reader's browser. Without the script the questions can be read, and the
//! right answers unfolded.

use crate::block::meaning::{Choice, Question};
use crate::block::{Asks, Takes};
use crate::export::html::element::{Attribute, Html};
use crate::export::html::parts::Writer;

impl Writer<'_> {
    pub fn question(&mut self, question: &Question, step: u16, html: &mut Html) {
        let right = match &question.asks {
            Asks::Quiz(right) => right.iter().map(|place| (place + 1).to_string()).collect::<Vec<_>>().join(" "),
            _ => String::new(),
        };
        let kind = kind(&question.asks);
        let mut attributes = vec![("class", "ask"), ("data-id", question.id.as_str()), ("data-kind", kind)];
        if kind == "quiz" {
            attributes.push(("data-right", &right));
        }
        attributes.extend(question.repeat.as_deref().map(|id| ("data-repeat", id)));
        self.tag("fieldset", &attributes, step, html, |it, html| {
            let wording = if question.wording.is_empty() { it.words.to_tick } else { &question.wording };
            let class: &[Attribute] = if question.is_list() { &[("class", "vh")] } else { &[] };
            html.line("legend", class, wording);
            if question.repeat.is_some() {
                html.tag("p", &[("class", "before muted")], |_| {});
            }
            match question.takes {
                // What was written before is shown again.
                Takes::Words { .. } if question.repeat.is_some() => {}
                Takes::Words { most } => it.words_to_write(question, most, html),
                Takes::Hands { .. } | Takes::Ticks => it.choices(question, html),
            }
            it.answering(question, html);
        });
    }

    fn choices(&mut self, question: &Question, html: &mut Html) {
        let is_scale = matches!(question.asks, Asks::Rating | Asks::Nps);
        if is_scale {
            if let Some(scale) = self.scale(question) {
                html.line("p", &[("class", "muted")], &scale);
            }
            html.tag("div", &[("class", "scale")], |html| {
                question.choices.iter().for_each(|it| self.choice(question, it, html))
            });
        } else {
            question.choices.iter().for_each(|it| self.choice(question, it, html));
        }
    }

    /// "1 = little, 5 = much".
    fn scale(&self, question: &Question) -> Option<String> {
        let (first, last) = (question.choices.first()?, question.choices.last()?);
        let end =
            |choice: &Choice, word: &Option<String>| word.as_ref().map(|word| format!("{} = {word}", choice.known_as));
        let ends = [end(first, &question.ends.0), end(last, &question.ends.1)];
        let ends = ends.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if ends.is_empty() { question.scale.clone() } else { Some(ends) }
    }

    fn choice(&mut self, question: &Question, choice: &Choice, html: &mut Html) {
        let several = matches!(question.takes, Takes::Ticks | Takes::Hands { several: true });
        let sort = if several { "checkbox" } else { "radio" };
        let name = format!("ask-{}", question.id);
        let label = if matches!(question.asks, Asks::Rating | Asks::Nps) { &choice.known_as } else { &choice.label };
        html.tag("label", &[("class", "choice")], |html| {
            html.void("input", &[("type", sort), ("name", &name), ("value", &choice.known_as)]);
            html.raw(" ");
            html.line("span", &[], label);
        });
    }

    fn words_to_write(&mut self, question: &Question, most: usize, html: &mut Html) {
        let most = most.to_string();
        let rows = if question.asks == (Asks::Write { number: true }) { "1" } else { "3" };
        let attributes = [("rows", rows), ("maxlength", most.as_str()), ("aria-label", question.wording.as_str())];
        html.tag("textarea", &attributes, |_| {});
    }

    /// What can be done below the choices, and the result.
    fn answering(&mut self, question: &Question, html: &mut Html) {
        let replay = &self.job.words.replay;
        if matches!(question.takes, Takes::Hands { .. }) {
            html.tag("div", &[("class", "keys js")], |html| {
                html.line("button", &[("type", "button"), ("class", "main")], replay.confirm_answer);
            });
        }
        html.tag("p", &[("class", "result"), ("role", "status")], |_| {});
        let explains = question.choices.iter().any(|choice| !choice.why.0.is_empty());
        if explains {
            // The script puts the explanation of the tried choice here.
            html.tag("div", &[("class", "told flow"), ("role", "status")], |_| {});
        }
        if let Some(answer) = &question.answer {
            html.tag("details", &[("class", "why")], |html| {
                html.line("summary", &[], replay.show_answer);
                html.tag("div", &[("class", "flow")], |html| {
                    html.tag("p", &[], |html| html.line("strong", &[], answer));
                    self.meaning(&question.why, html);
                    if explains {
                        self.explanations(question, html);
                    }
                });
            });
        }
    }

    /// Why each wrong choice is wrong.
    fn explanations(&mut self, question: &Question, html: &mut Html) {
        html.tag("ul", &[], |html| {
            for (at, choice) in question.choices.iter().enumerate().filter(|(_, choice)| !choice.why.0.is_empty()) {
                let place = (at + 1).to_string();
                html.tag("li", &[("data-choice", place.as_str())], |html| {
                    html.line("strong", &[], &choice.label);
                    html.tag("div", &[("class", "flow")], |html| self.meaning(&choice.why, html));
                });
            }
        });
    }
}

fn kind(asks: &Asks) -> &'static str {
    match asks {
        Asks::Poll => "poll",
        Asks::Quiz(_) => "quiz",
        Asks::Rating | Asks::Nps => "rating",
        Asks::Open | Asks::Write { .. } => "open",
        Asks::Checklist => "checklist",
    }
}
