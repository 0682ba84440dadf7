//! Translates HTML in Markdown: elements with a Markdown equivalent get it, decoration is dropped, text that only looks like HTML stays.

mod frame;
mod role;
mod tag;

pub use tag::Tag;

use crate::import::draft::{Part, Slide, When};
use crate::import::files::written;
use crate::import::html::frame::{Frame, fence, heading, items, pair, table};
use crate::import::html::role::{Role, role};
use crate::import::losses::Losses;
use crate::import::scan::{Bit, bits};
use crate::lang::{Message, say};
use crate::source::{Span, Traced};

/// How deep elements may be nested. Deeper ones are treated as if they were on this level.
const DEEPEST: usize = 128;

/// Translates the HTML in a slide's texts.
pub fn read(slide: &mut Slide, losses: &mut Losses) {
    let has_tags = |part: &Part| match part {
        Part::Text(text, _) => text.text().contains('<'),
        Part::Columns { columns, .. } => columns.iter().any(|it| it.text().contains('<')),
        Part::File(_) => false,
    };
    if !slide.parts.iter().any(has_tags) {
        return;
    }
    let parts = std::mem::take(&mut slide.parts);
    for part in parts {
        match part {
            Part::Text(text, when) => {
                let mut pass =
                    Pass { slide, losses, frames: Vec::new(), when, now: Traced::default(), in_column: false };
                pass.read(&text);
                pass.flush();
            }
            Part::Columns { widths, columns, when } => {
                let columns = columns.iter().map(|column| flat(column, slide, losses)).collect();
                slide.parts.push(Part::Columns { widths, columns, when });
            }
            file @ Part::File(_) => slide.parts.push(file),
        }
    }
}

/// The text of a column without HTML. It cannot contain steps.
fn flat(text: &Traced, slide: &mut Slide, losses: &mut Losses) -> Traced {
    let when = When::Same;
    let mut pass = Pass { slide, losses, frames: Vec::new(), when, now: Traced::default(), in_column: true };
    pass.read(text);
    pass.now
}

struct Pass<'a> {
    slide: &'a mut Slide,
    losses: &'a mut Losses,
    /// The open elements.
    frames: Vec<Frame>,
    /// The text of the current part, and when it is shown.
    now: Traced,
    when: When,
    in_column: bool,
}

impl Pass<'_> {
    fn read(&mut self, text: &Traced) {
        let all = text.text();
        let mut from = 0;
        for (range, bit) in bits(all) {
            if bit != Bit::Text {
                self.add(text, from..range.end);
                from = range.end;
                continue;
            }
            let mut at = from.max(range.start);
            while let Some(found) = all[at..range.end].find('<') {
                let start = at + found;
                at = start + 1;
                if all[..start].ends_with('\\') {
                    continue;
                }
                // Inside a tag, what looks like code or a comment is not one.
                let Some((tag, length)) = Tag::read(&all[start..]) else { continue };
                if !self.is_meant(&tag, &all[start..]) {
                    continue;
                }
                self.add(text, from..start);
                let line = &all[all[..start].rfind('\n').map_or(0, |at| at + 1)..start];
                self.tag(tag, text.span(start..start + length), line);
                from = start + length;
                at = from;
                if at >= range.end {
                    break;
                }
            }
        }
        self.add(text, from..all.len());
        while !self.frames.is_empty() {
            self.close_last();
        }
    }

    /// Whether this is really a tag, not text such as `Vec<T>`: HTML knows it, or it is closed, or it has attributes.
    fn is_meant(&self, tag: &Tag, text: &str) -> bool {
        let is_known = role(tag).is_some() || tag.is_empty || !tag.attributes.is_empty() || tag.name.contains('-');
        let is_open = || self.frames.iter().any(|frame| frame.name == tag.name);
        let is_closed = || text[..crate::text::floor(text, 4096)].contains(&format!("</{}>", tag.name));
        is_known || if tag.closes { is_open() } else { is_closed() }
    }

    /// Adds text between tags. Inside elements its indentation is removed, which would make it code.
    fn add(&mut self, text: &Traced, range: std::ops::Range<usize>) {
        if range.is_empty() || self.frames.iter().any(|frame| frame.role == Role::Skip) {
            return;
        }
        let part = text.part(range);
        let is_raw = self.frames.iter().any(|frame| frame.role == Role::Pre);
        let part = if self.frames.is_empty() || is_raw { part } else { frame::moved_out(&part) };
        self.buffer().append(&part);
    }

    /// Where text goes: into the innermost element that keeps its text, else into the slide.
    fn buffer(&mut self) -> &mut Traced {
        match self.frames.iter_mut().rev().find_map(|frame| frame.text.as_mut()) {
            Some(text) => text,
            None => &mut self.now,
        }
    }

    fn keeps_text(&self) -> bool {
        self.in_column || self.frames.iter().any(|frame| frame.text.is_some())
    }

    fn write(&mut self, text: &str, at: Span) {
        self.buffer().write(text, at);
    }

    /// Ends the current part.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.now);
        if text.is_blank() {
            return;
        }
        let when = std::mem::take(&mut self.when);
        match self.slide.parts.last_mut() {
            Some(Part::Text(last, was)) if when == When::Same && *was != When::Start => last.append(&text),
            _ => self.slide.parts.push(Part::Text(text, when)),
        }
    }

    fn tag(&mut self, tag: Tag, at: Span, line: &str) {
        if self.frames.iter().any(|frame| frame.role == Role::Skip && frame.name != tag.name) {
            return;
        }
        let in_pre = self.frames.iter().position(|frame| frame.role == Role::Pre);
        if tag.closes {
            return self.close(&tag, at);
        }
        if let Some(pre) = in_pre {
            let lang = |class: &str| class.strip_prefix("language-").or(class.strip_prefix("lang-")).map(str::to_owned);
            let lang = tag.get("class").and_then(|it| it.split_ascii_whitespace().find_map(lang));
            self.frames[pre].note = lang.or(self.frames[pre].note.take());
            return;
        }
        let role = role(&tag).unwrap_or(Role::Component);
        self.tell(&tag, &role, at);
        let later = self.later(&tag, &role, line, at);
        match role {
            Role::Break => self.write(if self.breaks_with_a_tag(line) { "<br>" } else { "\\\n" }, at),
            Role::Rule => self.write("\n\n---\n\n", at),
            Role::Void => {}
            Role::Image => self.image(&tag, at),
            Role::Media => self.media(tag, at),
            _ if tag.is_empty && role != Role::Skip => {}
            role => self.open(tag, role, at, later),
        }
    }

    /// Whether the current line must not be broken.
    fn breaks_with_a_tag(&self, line: &str) -> bool {
        let bare = line.trim_start();
        bare.starts_with(['|', '#']) || self.frames.iter().any(|it| matches!(it.role, Role::Heading(_) | Role::Table))
    }

    /// Reports what is lost of a tag.
    fn tell(&mut self, tag: &Tag, role: &Role, at: Span) {
        if matches!(role, Role::Component | Role::Skip) {
            self.losses.lost(Message::as_it_is(format!("`<{}>`", crate::text::shorten(&tag.name, 40))), at);
        }
        let is_look = |key: &str| matches!(key, "style" | "class" | "align" | "color" | "size" | ":class" | ":style");
        if !matches!(role, Role::Component | Role::Skip | Role::Later | Role::Items | Role::Image | Role::Note)
            && tag.attributes.iter().any(|(key, _)| is_look(key) && !role::is_fragment(tag))
        {
            self.losses.lost(say!("the look of HTML elements (`class`, `style`)"), at);
        }
        if tag.attributes.iter().any(|(key, _)| key.starts_with('@') || key.starts_with("v-on") || key == "onclick") {
            self.losses.lost(say!("what a click does"), at);
        }
        if tag.attributes.iter().any(|(key, _)| key.starts_with("v-motion")) {
            self.losses.lost(say!("animations"), at);
        }
    }

    /// Whether the content of a tag appears a step later. If so, the text before it becomes a part of its own.
    fn later(&mut self, tag: &Tag, role: &Role, line: &str, at: Span) -> bool {
        if *role == Role::Items {
            self.slide.items = true;
        }
        if !(*role == Role::Later || role::is_fragment(tag)) {
            return false;
        }
        if tag.has("hide") || tag.has("v-click.hide") || tag.has_class(|class| class.contains("fade-out")) {
            self.losses.changed(say!("what disappears at a step now stays"), at);
            return false;
        }
        if *role == Role::Item {
            self.slide.items = true;
            return false;
        }
        if self.keeps_text() || !line.trim().is_empty() {
            self.losses.changed(say!("steps inside columns, lists and lines are shown from the start"), at);
            return false;
        }
        self.flush();
        let number = ["v-click", "at", "data-fragment-index"].iter().find_map(|key| tag.get(key)?.parse().ok());
        self.when = number.filter(|_| !tag.has("data-fragment-index")).map_or(When::Next, When::At);
        true
    }

    fn open(&mut self, tag: Tag, role: Role, at: Span, later: bool) {
        // Elements that HTML closes by itself.
        let implied: &[&str] = match role {
            Role::Item => &["li", "p"],
            Role::Cell => &["td", "th", "p"],
            Role::Row => &["tr", "td", "th", "p"],
            _ => &[],
        };
        while self.frames.last().is_some_and(|frame| implied.contains(&frame.name.as_str())) {
            self.close_last();
        }
        if self.frames.len() >= DEEPEST {
            return;
        }
        if role.is_block() {
            self.write("\n\n", at);
        }
        if let (Role::Block, Some(Role::Columns)) = (&role, self.frames.last().map(|frame| frame.role.clone())) {
            self.frames.push(Frame::of(&tag, Role::Column, at, later));
            return;
        }
        self.frames.push(Frame::of(&tag, role, at, later));
    }

    fn close(&mut self, tag: &Tag, at: Span) {
        let Some(open) = self.frames.iter().rposition(|frame| frame.name == tag.name) else {
            // A closing tag without an opening one makes a paragraph.
            if tag.name == "p" {
                self.write("\n\n", at);
            }
            return;
        };
        while self.frames.len() > open {
            self.close_last();
        }
    }

    /// Closes the innermost element, and adds its text, as Markdown, to the enclosing one.
    fn close_last(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let Frame { role, text, at, later, .. } = &frame;
        let end = Span::new(at.end, at.end);
        let text = text.clone().unwrap_or_default();
        match role {
            Role::Pair(sign) => self.buffer().append(&pair(&text, sign, sign, *at)),
            Role::Link => self.link(&frame, &text),
            Role::Heading(level) => self.buffer().append(&heading(&text, *level, *at)),
            Role::Pre => self.buffer().append(&fence(&text, frame.note.as_deref(), *at)),
            Role::Item | Role::Column => {
                let kind = Role::Columns;
                let outer = self.frames.iter_mut().rev().find(|it| match role {
                    Role::Item => matches!(it.role, Role::List(_)),
                    _ => it.role == kind,
                });
                match outer {
                    Some(outer) => outer.parts.push((text, frame.width)),
                    None => self.buffer().append(&items(&[(text, None)], false, *at)),
                }
            }
            Role::List(is_numbered) => self.buffer().append(&items(&frame.parts, *is_numbered, *at)),
            Role::Cell => match self.frames.iter_mut().rev().find(|it| it.role == Role::Table) {
                Some(table) => table.cell(text),
                None => self.buffer().append(&text),
            },
            Role::Row => {
                if let Some(table) = self.frames.iter_mut().rev().find(|it| it.role == Role::Table) {
                    table.rows.push(Vec::new());
                }
            }
            Role::Table => self.buffer().append(&table(&frame.rows, &text, *at)),
            Role::Note => self.slide.note(&text),
            Role::Columns => self.columns(&frame, &text),
            _ if role.is_block() => self.write("\n\n", end),
            _ => {}
        }
        if *later {
            self.flush();
            self.when = When::Start;
        }
    }

    fn link(&mut self, frame: &Frame, text: &Traced) {
        let linked = match &frame.note {
            Some(target) if !text.is_blank() => pair(text, "[", &format!("]({})", written(target)), frame.at),
            _ => text.clone(),
        };
        self.buffer().append(&linked);
    }

    /// Adds columns, if there are several and no enclosing element keeps its text.
    fn columns(&mut self, frame: &Frame, beside: &Traced) {
        let filled: Vec<&(Traced, Option<u16>)> = frame.parts.iter().filter(|(text, _)| !text.is_blank()).collect();
        if filled.len() < 2 || filled.len() > 6 || self.keeps_text() {
            self.buffer().append(beside);
            for (text, _) in filled {
                self.write("\n\n", frame.at);
                self.buffer().append(&text.trimmed());
            }
            return self.write("\n\n", frame.at);
        }
        self.now.append(beside);
        self.flush();
        let widths: Option<Vec<u16>> = filled.iter().map(|(_, width)| *width).collect();
        let columns = filled.iter().map(|(text, _)| text.clone()).collect();
        let when = std::mem::take(&mut self.when);
        let widths = widths.or(frame.widths.clone()).unwrap_or_default();
        self.slide.parts.push(Part::Columns { widths, columns, when });
    }

    fn image(&mut self, tag: &Tag, at: Span) {
        let Some(target) =
            tag.get("src").or(tag.get("data-src")).or(tag.get(":src")).filter(|it| !it.trim().is_empty())
        else {
            return self.losses.lost(say!("`<img>` without a file"), at);
        };
        let alt = tag.get("alt").unwrap_or_default().replace(['[', ']', '\n'], " ");
        let width = tag.get("width").map(str::to_owned).or_else(|| style_value(tag, "width"));
        let width = width.map(|width| format!("{{width={}}}", width.trim().replace('}', ""))).unwrap_or_default();
        self.write(&format!("![{}](<{}>){width}", alt.trim(), target.trim().replace(['<', '>', '\n'], "")), at);
    }

    /// Videos, audio and embedded pages: a link to them, if they are on the web.
    fn media(&mut self, tag: Tag, at: Span) {
        let youtube = tag.get("id").filter(|_| tag.name.eq_ignore_ascii_case("youtube"));
        let target = tag.get("src").or(tag.get("data-src")).map(str::to_owned);
        let target = youtube.map(|id| format!("https://www.youtube.com/watch?v={id}")).or(target);
        self.losses.lost(say!("`<{name}>`: videos, sounds and embedded pages", name = tag.name), at);
        if let Some(target) = target.filter(|it| it.starts_with("http://") || it.starts_with("https://")) {
            let target = target.replace(['<', '>', ' ', '\n'], "");
            self.write(&format!("<{target}>"), at);
        }
        if !tag.is_empty && !matches!(tag.name.as_str(), "source" | "embed" | "Youtube") {
            self.frames.push(Frame::of(&tag, Role::Inline, at, false));
        }
    }
}

/// The value of a property in the `style` of a tag.
fn style_value(tag: &Tag, name: &str) -> Option<String> {
    let pairs = tag.get("style")?.split(';').filter_map(|pair| pair.split_once(':'));
    pairs.filter(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned()).next()
}

#[cfg(test)]
mod tests;
