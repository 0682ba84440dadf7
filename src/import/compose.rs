//! Builds the tables of a deck from what a dialect has read: titles, sections, steps, and work to be done by hand.

mod steps;

use crate::deck::MOST_SECTIONS;
use crate::import::definitions::Definitions;
use crate::import::draft::{Cover, Head, Layout, Opens, Part, Slide, When};
use crate::import::heading::{attributes, plain, short, take_title};
use crate::import::links::Links;
use crate::import::rewrite::Rewriter;
use crate::import::scan::{is_item, lines};
use crate::import::write::{Block, Fields, Section, Written, write};
use crate::import::{Import, NewFile, html};
use crate::lang::{self, Message, Words, say};
use crate::source::{Span, Traced};

/// The result of composing.
pub struct Composed {
    pub text: Traced,
    pub losses: crate::import::losses::Losses,
    pub files: Vec<NewFile>,
    pub read: Vec<String>,
}

/// A title: its text, and its place.
type Title = Option<(String, Span)>;

/// Composes a deck; `stem` is the name of the file without extension.
pub fn compose(mut import: Import, stem: &str) -> Composed {
    let mut definitions = Definitions::default();
    for slide in &mut import.slides {
        slide.close_columns();
        html::read(slide, &mut import.losses);
        steps::join_items(slide);
    }
    import.slides.retain(|slide| !slide.is_empty());
    let mut titles: Vec<Title> = import.slides.iter_mut().map(own_title).collect();
    add_title_slide(&mut import, &mut titles);
    for (index, slide) in import.slides.iter_mut().enumerate() {
        texts(slide).for_each(|text| definitions.take_out(text, index));
        slide.parts.retain(|part| !matches!(part, Part::Text(text, _) if text.is_blank()));
    }
    let deck_title = deck_title(&import.head, &titles, stem);
    name_untitled(&mut import, &mut titles, &deck_title);
    make_cover(&mut import, &mut titles);
    let mut links = Links::default();
    for (slide, title) in import.slides.iter().zip(&titles) {
        links.add(slide.id.as_deref(), slide.key.as_deref(), title.as_ref().map_or("", |(title, _)| title));
    }
    let mut files = Vec::new();
    let mut fields: Vec<Fields> = Vec::new();
    let Import { head, slides, mut losses, wanted, beside, read, is_ours } = import;
    let lang = wanted.lang.clone().or(head.lang.clone());
    let words = lang::choose([lang.as_deref()]);
    for (slide, title) in slides.iter().zip(titles) {
        let number = fields.len();
        let todos = slide.todos.clone();
        let (losses, definitions, links) = (&mut losses, &mut definitions, &mut links);
        let media = wanted.media.as_deref();
        let files = &mut files;
        let rewriter = Rewriter { losses, definitions, links, beside, media, files, todos, is_ours, slide: number };
        fields.push(fields_of(slide, title, rewriter, words));
    }
    for (index, fields) in fields.iter_mut().enumerate() {
        fields.id = links.id(index).map(str::to_owned);
    }
    let texts = fields.iter().flat_map(Fields::texts);
    for at in definitions.unused(texts) {
        losses.lost(say!("footnotes that nothing refers to"), at);
    }
    let sections = sections(slides.iter().zip(fields), &deck_title, lang.as_deref(), &mut losses);
    let text =
        write(&Written { title: &deck_title, head: &head, lang: lang.as_deref(), sections: &sections }, &mut losses);
    Composed { text, losses, files, read }
}

/// All texts of a slide.
fn texts(slide: &mut Slide) -> impl Iterator<Item = &mut Traced> {
    let of_part = |part| match part {
        &mut Part::Text(ref mut text, _) => std::slice::from_mut(text),
        &mut Part::Columns { ref mut columns, .. } => &mut columns[..],
        Part::File(_) => &mut [],
    };
    slide.parts.iter_mut().flat_map(of_part).chain(&mut slide.notes)
}

/// The title of a slide: the one given separately, else its first heading, which is removed from the text.
fn own_title(slide: &mut Slide) -> Title {
    let count = slide.count.take();
    let title = title_of(slide);
    title.map(|(title, at)| (count.map_or(title.clone(), |count| format!("{title} {count}")), at))
}

fn title_of(slide: &mut Slide) -> Title {
    let taken = match slide.title.take() {
        Some(title) => Some(title),
        None => heading_of(slide),
    };
    let title = taken?;
    let (all, at) = (title.text(), title.whole());
    let (words, inside) = attributes(all).unwrap_or((all, ""));
    for word in inside.split_whitespace() {
        match word.strip_prefix('#') {
            Some(id) => slide.id = slide.id.take().or(Some(id.to_owned())),
            None => continue,
        }
    }
    // A picture in a heading is moved below it.
    if let Some(start) = words.find("![") {
        let end = words[start..].find(')').map_or(words.len(), |end| start + end + 1);
        let mut picture = title.part(start..end);
        picture.add("\n\n");
        slide.parts.insert(0, Part::Text(picture, When::Same));
        let words = format!("{}{}", &words[..start], &words[end..]);
        return Some((short(&plain(&words)), at)).filter(|(title, _)| !title.is_empty());
    }
    Some((short(&plain(words)), at)).filter(|(title, _)| !title.is_empty())
}

/// Removes the heading that is the title from its text.
fn heading_of(slide: &mut Slide) -> Option<Traced> {
    let underlined = slide.underlined_title;
    for part in &mut slide.parts {
        let found = match part {
            Part::Text(text, _) => take_title(text, underlined),
            Part::Columns { columns, .. } => columns.iter_mut().find_map(|column| take_title(column, underlined)),
            Part::File(_) => None,
        };
        if let Some((_, title)) = found {
            unfold_columns(part);
            return Some(title);
        }
    }
    None
}

/// Turns columns into text if one of them contained only the heading.
fn unfold_columns(part: &mut Part) {
    let Part::Columns { columns, when, widths } = part else { return };
    if columns.iter().any(Traced::is_blank) {
        columns.retain(|column| !column.is_blank());
        widths.clear();
        if let [column] = &columns[..] {
            *part = Part::Text(column.clone(), *when);
        }
    }
}

/// Adds the title slide made from the header, or the header's lines to the first slide.
fn add_title_slide(import: &mut Import, titles: &mut Vec<Title>) {
    let head = &import.head;
    let lines = || head.lines.iter().map(|line| plain_line(line));
    if head.makes_title_slide && (head.title.is_some() || head.author.is_some() || !head.lines.is_empty()) {
        let text = lines().collect::<Vec<_>>().join("\n\n");
        let mut slide = Slide { layout: Layout::Title, ..Slide::at(head.at) };
        slide.text(&Traced::instead(&(text + "\n"), head.at));
        import.slides.insert(0, slide);
        titles.insert(0, head.title.as_ref().map(|title| (short(title), head.at)));
    }
}

/// A line of text with Markdown escaped.
fn plain_line(line: &str) -> String {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('\\', "\\\\").replace('*', "\\*").replace('_', "\\_").replace('[', "\\[").replace('<', "\\<")
}

fn deck_title(head: &Head, titles: &[Title], stem: &str) -> String {
    let first = || titles.iter().flatten().map(|(title, _)| title.clone()).next();
    let of_file = || {
        let words = stem.replace(['-', '_'], " ");
        let mut letters = words.chars();
        letters.next().map_or("Untitled".to_owned(), |first| first.to_uppercase().chain(letters).collect())
    };
    let given = head.title.clone().filter(|it| !it.trim().is_empty());
    short(&given.or_else(first).unwrap_or_else(of_file))
}

/// Gives each slide without a title the previous title with a number, and a `todo`.
fn name_untitled(import: &mut Import, titles: &mut [Title], deck_title: &str) {
    let (mut last, mut count) = (deck_title.to_owned(), 1);
    for (index, (slide, title)) in import.slides.iter_mut().zip(titles).enumerate() {
        match title {
            Some((title, _)) => (last, count) = (title.clone(), 1),
            None => {
                count += usize::from(index > 0 || count > 1);
                let name = if index == 0 { last.clone() } else { format!("{last} ({count})") };
                *title = Some((name, slide.at));
                import.losses.todo(say!("slides without a title"), slide.at);
                slide.todo(say!("give the slide a title"));
            }
        }
    }
}

/// The longest line of a title slide, in characters.
const LONGEST_LINE: usize = 100;

/// Makes the first slide the title slide, if it looks like one.
fn make_cover(import: &mut Import, titles: &mut [Title]) {
    let Some((slide, title)) = import.slides.first_mut().zip(titles.first_mut()) else { return };
    let lines_of = |text: &Traced| {
        let lines = lines(text.text(), 0);
        let is_line = |it: &crate::import::scan::Line| {
            let words = it.text.trim();
            let is_block = is_item(words) || words.starts_with(['|', '>', '!']) || words.starts_with("[^");
            it.is_text() && !is_block && words.chars().count() <= LONGEST_LINE
        };
        let count = lines.iter().filter(|it| !it.text.trim().is_empty()).count();
        lines.iter().all(is_line).then_some(count)
    };
    let count = match &slide.parts[..] {
        [] => Some(0),
        [Part::Text(text, When::Same)] => lines_of(text),
        _ => None,
    };
    let most = match import.head.cover {
        Cover::FewLines => 8,
        Cover::Bare => 0,
        Cover::Never => return,
    };
    let is_untitled = slide.todos.iter().any(|it| it == "give the slide a title");
    if slide.layout == Layout::Top && !is_untitled && !slide.hidden && count.is_some_and(|count| count <= most) {
        slide.layout = Layout::Title;
    }
    if import.head.makes_title_slide {
        return;
    }
    if slide.layout != Layout::Title {
        if !import.head.lines.is_empty() {
            import.losses.lost(say!("place and institute: there is no title slide"), import.head.at);
        }
        return;
    }
    let said = titles_words(slide, title);
    // What the slide itself says is not repeated.
    for field in [&mut import.head.author, &mut import.head.event, &mut import.head.date] {
        field.take_if(|words| said.contains(&words.to_lowercase()));
    }
    for line in &import.head.lines {
        if !said.contains(&line.to_lowercase()) {
            let at = import.head.at;
            slide.parts.push(Part::Text(Traced::instead(&format!("\n\n{}\n", plain_line(line)), at), When::Same));
        }
    }
    join_texts(slide);
}

fn titles_words(slide: &Slide, title: &Title) -> String {
    let texts = slide.parts.iter().filter_map(|part| match part {
        Part::Text(text, _) => Some(text.text().to_lowercase()),
        _ => None,
    });
    title.iter().map(|(title, _)| title.to_lowercase()).chain(texts).collect::<Vec<_>>().join("\n")
}

fn join_texts(slide: &mut Slide) {
    let mut joined: Vec<Part> = Vec::new();
    for part in std::mem::take(&mut slide.parts) {
        match (joined.last_mut(), part) {
            (Some(Part::Text(last, _)), Part::Text(text, When::Same)) => last.append(&text),
            (_, part) => joined.push(part),
        }
    }
    slide.parts = joined;
}

/// The fields of a slide, rewritten for our decks.
fn fields_of(slide: &Slide, title: Title, mut rewriter: Rewriter, words: &Words) -> Fields {
    let is_opener = matches!(slide.layout, Layout::Title | Layout::Section);
    let mut body = Traced::default();
    let mut blocks: Vec<Block> = Vec::new();
    let mut whens = Vec::new();
    for part in &slide.parts {
        match part {
            Part::Text(text, when) => {
                let text = if is_opener { without_marks(text) } else { text.clone() };
                let text = rewriter.text(&text);
                if text.is_blank() {
                    continue;
                }
                let is_first = body.is_blank() && blocks.is_empty() && !matches!(when, When::Next | When::At(_));
                match blocks.last_mut() {
                    _ if is_first => body = text,
                    None if *when == When::Same => add_below(&mut body, &text),
                    Some(Block::Text { text: last, .. }) if *when == When::Same => add_below(last, &text),
                    _ => {
                        blocks.push(Block::Text { text, step: None });
                        whens.push(*when);
                    }
                }
            }
            Part::Columns { widths, columns, when } => {
                let columns = columns.iter().map(|column| rewriter.text(column)).collect();
                blocks.push(Block::Columns { widths: widths.clone(), columns, step: None });
                whens.push(*when);
            }
            Part::File(file) => {
                blocks.push(Block::File(file.clone()));
                whens.push(When::Same);
            }
        }
    }
    steps::number(&body, &mut blocks, &whens, slide.items);
    let mut notes = Traced::default();
    slide.notes.iter().for_each(|note| add_below(&mut notes, &rewriter.text(note)));
    Fields {
        at: slide.at,
        id: None,
        title,
        duration: slide.duration,
        layout: slide.layout,
        items: slide.items && steps::has_list(&body, &blocks),
        todo: (!rewriter.todos.is_empty()).then(|| Message::joined(rewriter.todos, "; ").in_words(words).into()),
        notes,
        body,
        blocks,
    }
}

fn add_below(text: &mut Traced, more: &Traced) {
    if more.is_blank() {
        return;
    }
    if !text.is_blank() {
        text.add("\n\n");
    }
    text.append(more);
}

/// Removes the heading marks from the text of a title slide.
fn without_marks(text: &Traced) -> Traced {
    let lines = lines(text.text(), 0);
    let edits: Vec<_> = crate::import::heading::headings(&lines)
        .into_iter()
        .flat_map(|it| {
            [
                (it.range.start..it.words.start, String::new()),
                (it.words.end..it.range.end.min(text.text().len()), "\n\n".to_owned()),
            ]
        })
        .collect();
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

/// The sections with their slides. Hidden slides go into the appendix.
fn sections<'s>(
    slides: impl Iterator<Item = (&'s Slide, Fields)>,
    deck_title: &str,
    lang: Option<&str>,
    losses: &mut crate::import::losses::Losses,
) -> Vec<Section> {
    let section = |title: String, at: Span| Section { title, at, appendix: false, slides: Vec::new() };
    let mut sections: Vec<Section> = Vec::new();
    let hidden_title = lang::choose([lang]).not_shown;
    let mut hidden = Section { appendix: true, ..section(hidden_title.to_owned(), Span::default()) };
    for (slide, fields) in slides {
        if slide.hidden {
            losses.changed(say!("hidden slides moved to the appendix"), slide.at);
            hidden.slides.push(fields);
            continue;
        }
        let own = || fields.title.as_ref().map(|(title, _)| title.clone());
        let opens = match &slide.opens {
            Opens::Nothing => None,
            Opens::Own => own(),
            Opens::Named(name) => Some(short(&plain(name))).filter(|it| !it.is_empty()).or_else(own),
        };
        match opens.filter(|_| sections.len() < MOST_SECTIONS - 1) {
            Some(title) => sections.push(section(title, slide.at)),
            None if sections.is_empty() => sections.push(section(deck_title.to_owned(), slide.at)),
            None => {}
        }
        if let Some(last) = sections.last_mut() {
            last.slides.push(fields);
        }
    }
    if !hidden.slides.is_empty() {
        hidden.at = hidden.slides[0].at;
        sections.push(hidden);
    }
    sections
}
