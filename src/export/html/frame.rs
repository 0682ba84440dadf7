//! The page around the slides: the bar at the top, the cover with its contents, glossary and sources, the row below a slide.

use serde_json::json;

use crate::deck::{Arrangement, Placed};
use crate::export::Job;
use crate::export::html::element::{Attribute, Html};
use crate::export::html::parts::{Writer, place_of};
use crate::markdown::safe_link;
use crate::page::Role;
use crate::record::deck_id;
use crate::table::Date;

/// The data that the script reads from the page.
pub struct Data {
    pub deck: String,
    pub words: String,
}

pub fn data(job: &Job) -> Data {
    let words = &job.words.html;
    let said = json!({
        "slides": words.slides, "read": words.read, "right": words.right, "wrong": words.wrong, "saved": words.saved,
        "before": words.before, "forget": words.ask_forget,
    });
    Data { deck: deck_id(job.deck), words: said.to_string() }
}

/// The body of the page.
pub fn body(writer: &mut Writer, html: &mut Html) {
    html.line("a", &[("class", "skip"), ("href", "#content")], writer.words.skip);
    bar(writer, html);
    html.tag("main", &[("id", "content")], |html| {
        html.tag("div", &[("class", "cover")], |html| cover(writer, html));
        sections(writer, html);
        glossary(writer, html);
        sources(writer, html);
    });
    foot(writer, html);
}

fn bar(writer: &Writer, html: &mut Html) {
    let words = writer.words;
    html.tag("header", &[("class", "bar js")], |html| {
        html.line("span", &[("class", "name")], &writer.job.deck.title);
        html.line("button", &[("type", "button"), ("id", "all")], words.overview);
        html.line("button", &[("type", "button"), ("id", "mode"), ("class", "main")], words.slides);
        html.tag("details", &[], |html| {
            html.line("summary", &[], words.options);
            html.tag("div", &[("class", "sheet")], |html| options(writer, html));
        });
    });
}

fn options(writer: &Writer, html: &mut Html) {
    let words = writer.words;
    html.tag("label", &[], |html| {
        html.text(words.light);
        html.raw(" ");
        html.tag("select", &[("id", "theme")], |html| {
            for (value, word) in [("", words.as_system), ("light", words.by_day), ("dark", words.by_night)] {
                html.line("option", &[("value", value)], word);
            }
        });
    });
    html.tag("label", &[], |html| {
        html.void("input", &[("type", "checkbox"), ("id", "letters")]);
        html.raw(" ");
        html.line("span", &[], words.letters);
    });
    html.tag("dl", &[], |html| {
        let notes = ("n", words.key_notes);
        let keys =
            [("→ ←", words.key_steps), ("s", words.key_sections), ("o", words.key_overview), ("d", words.key_slides)];
        for (key, about) in keys.into_iter().chain(writer.job.notes.then_some(notes)) {
            html.tag("dt", &[], |html| html.line("kbd", &[], key));
            html.line("dd", &[], about);
        }
    });
    html.tag("p", &[], |html| html.line("button", &[("type", "button"), ("id", "forget")], words.forget));
}

fn cover(writer: &mut Writer, html: &mut Html) {
    let deck = writer.job.deck;
    writer.logo(html);
    html.line("h1", &[], &deck.title);
    if let Some(subtitle) = &deck.subtitle {
        html.line("p", &[("class", "subtitle")], subtitle);
    }
    for line in deck.byline().into_iter().chain(deck.footer.clone()) {
        html.line("p", &[("class", "facts")], &line);
    }
    if let Some(course) = &deck.course {
        let name = crate::text::joined([&course.name, &course.audience].into_iter().flatten(), " · ");
        if !name.is_empty() {
            html.line("p", &[("class", "facts")], &name);
        }
    }
    if !deck.objectives.is_empty() {
        html.line("h2", &[], writer.job.words.replay.able_to);
        html.tag("ul", &[("class", "goals")], |html| {
            deck.objectives.iter().for_each(|objective| html.line("li", &[], &objective.text));
        });
    }
    html.tag("nav", &[("id", "contents"), ("aria-labelledby", "contents-title")], |html| {
        html.line("h2", &[("id", "contents-title")], writer.job.words.replay.contents_title);
        html.tag("ol", &[], |html| contents(writer, html));
    });
}

/// The exported slides, by section.
fn by_section<'a>(job: &'a Job) -> Vec<Vec<Placed<'a>>> {
    let placed: Vec<Placed> = job.placed().collect();
    placed.chunk_by(|one, other| one.section_index == other.section_index).map(<[Placed]>::to_vec).collect()
}

fn contents(writer: &Writer, html: &mut Html) {
    for slides in by_section(writer.job) {
        html.tag("li", &[], |html| {
            let first = slides[0];
            let key = first.section.key.as_deref().unwrap_or_default().to_lowercase();
            let href = format!("#{}", place_of(first.number));
            let key_of: &[Attribute] = if key.is_empty() { &[] } else { &[("data-key", &key)] };
            html.tag("a", &[&[("href", &*href)], key_of].concat(), |html| {
                html.text(&first.section.title);
                if !key.is_empty() {
                    html.raw(" ");
                    html.line("kbd", &[], &key);
                }
            });
            html.tag("ol", &[], |html| {
                for placed in &slides {
                    html.tag("li", &[], |html| {
                        html.tag("a", &[("href", &format!("#{}", place_of(placed.number)))], |html| {
                            html.line("span", &[("class", "no")], &placed.number.to_string());
                            html.raw(" ");
                            html.line("span", &[], &title(writer, *placed));
                        });
                    });
                }
            });
        });
    }
}

/// The title of a slide, or its number if it has none.
fn title(writer: &Writer, placed: Placed) -> String {
    match placed.slide.title.as_deref().map(str::trim) {
        Some(title) if !title.is_empty() => title.to_owned(),
        _ => format!("{} {}", writer.words.slide, placed.number),
    }
}

fn sections(writer: &mut Writer, html: &mut Html) {
    for slides in by_section(writer.job) {
        html.tag("section", &[], |html| {
            html.line("h2", &[], &slides[0].section.title);
            slides.iter().for_each(|placed| slide(writer, *placed, html));
        });
    }
}

fn slide(writer: &mut Writer, placed: Placed, html: &mut Html) {
    let place = place_of(placed.number);
    let heading = format!("{place}-title");
    let number = writer.job.deck.of_all(placed.number);
    let is_bare = placed.slide.units().next().is_none();
    let class = match placed.slide.layout {
        Arrangement::Top if is_bare => "slide bare",
        Arrangement::Top => "slide",
        Arrangement::Center => "slide center",
        Arrangement::Title => "slide title",
        Arrangement::Section => "slide section",
    };
    let look = placed.slide.look_number();
    let ground = |look: u16| writer.job.theme.on_slide(look).look(Role::Text.into()).bg;
    let class = match look {
        0 => class.to_owned(),
        // On the same background there is no edge to keep away from.
        look if ground(look) == ground(0) => format!("{class} look-{look}"),
        look => format!("{class} look look-{look}"),
    };
    writer.at(placed);
    let mut attributes = vec![
        ("class", class.as_str()),
        ("id", place.as_str()),
        ("aria-labelledby", heading.as_str()),
        ("data-number", number.as_str()),
        ("data-section", placed.section.title.as_str()),
    ];
    attributes.extend(writer.lang.map(|lang| ("lang", lang)));
    attributes.extend(writer.job.deck.footer.as_deref().map(|footer| ("data-footer", footer)));
    html.tag("article", &attributes, |html| {
        if placed.slide.layout == Arrangement::Title {
            writer.logo(html);
        }
        html.tag("header", &[], |html| {
            html.line("span", &[("class", "no"), ("aria-hidden", "true")], &placed.number.to_string());
            html.line("h3", &[("id", &heading), ("tabindex", "-1")], &title(writer, placed));
        });
        if placed.slide.layout == Arrangement::Title {
            let deck = writer.job.deck;
            deck.subtitle.iter().for_each(|it| html.line("p", &[("class", "subtitle")], it));
            deck.byline().iter().for_each(|it| html.line("p", &[("class", "subtitle byline")], it));
        }
        if !is_bare {
            html.tag("div", &[("class", "body")], |html| writer.slide(placed, html));
        }
        if !placed.slide.lesson.is_empty() {
            html.tag("div", &[("class", "lesson")], |html| writer.text(&placed.slide.lesson, "lesson", html));
        }
        if writer.job.notes && !placed.slide.notes.is_empty() {
            html.tag("div", &[("class", "notes")], |html| {
                html.line("p", &[("class", "label")], writer.job.words.notes_title);
                writer.text(&placed.slide.notes, "notes", html);
            });
        }
        writer.sources(placed, html);
    });
}

fn glossary(writer: &Writer, html: &mut Html) {
    let terms = &writer.job.deck.terms;
    if terms.is_empty() {
        return;
    }
    html.tag("section", &[("id", "glossary")], |html| {
        html.line("h2", &[], writer.job.words.replay.glossary);
        html.tag("dl", &[], |html| {
            for (index, term) in terms.iter().enumerate() {
                html.line("dt", &[("id", &format!("term-{}", index + 1))], &term.name);
                html.line("dd", &[], &term.definition);
            }
        });
    });
}

fn sources(writer: &Writer, html: &mut Html) {
    let sources = &writer.job.deck.sources;
    if sources.is_empty() {
        return;
    }
    html.tag("section", &[("id", "sources")], |html| {
        html.line("h2", &[], writer.words.sources);
        html.tag("ol", &[], |html| {
            for (index, source) in sources.iter().enumerate() {
                html.tag("li", &[("id", &format!("source-{}", index + 1))], |html| {
                    match source.url.as_deref().and_then(|url| safe_link(url.trim())) {
                        Some(url) => html.line("a", &[("href", &url), ("rel", "noopener noreferrer")], &source.title),
                        None => html.text(&source.title),
                    }
                    let words = &writer.job.words.replay;
                    let said = |date: Date| date.in_words(writer.job.words);
                    let date = source.date.map(said);
                    let checked = source.checked.map(|date| (words.checked)(&said(date)));
                    for more in [source.publisher.clone(), date, checked].into_iter().flatten() {
                        html.text(&format!(", {more}"));
                    }
                });
            }
        });
    });
}

fn foot(writer: &Writer, html: &mut Html) {
    let words = writer.words;
    let count = writer.job.slides.len().max(1).to_string();
    html.tag("footer", &[("class", "foot")], |html| {
        html.tag("span", &[("class", "where")], |_| {});
        if let Some(footer) = &writer.job.deck.footer {
            html.line("span", &[("class", "whose")], footer);
        }
        let bar = [("max", &*count), ("value", "1"), ("aria-label", words.progress)];
        html.tag("progress", &bar, |_| {});
        html.line("button", &[("type", "button"), ("id", "back"), ("aria-label", words.previous)], "←");
        html.line("button", &[("type", "button"), ("id", "next"), ("aria-label", words.next)], "→");
    });
}
