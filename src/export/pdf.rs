//! PDF documents: slides exact to the cell, drawn as lines and text, and a handout to read.
//!
//! Everything drawn is tagged by its meaning (PDF/UA-1, as checked by the library), so that it can be read aloud, copied and searched in order. It
//! contains no date: the same deck gives the same bytes.

mod align;
mod brush;
mod handout;
mod parts;
mod sheet;

use std::collections::{BTreeMap, HashMap};

use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page as Sheet, PageLabel, PageSettings};
use krilla::tagging::{Node, Tag, TagGroup, TagKind, TagTree};

use crate::block::Colors;
use crate::block::meaning::Meaning;
use crate::deck::{Arrangement, Placed};
use crate::export::pdf::brush::Brush;
use crate::export::pdf::parts::{Branch, Parts};
use crate::export::pdf::sheet::Piece;
use crate::export::{Drawn, Files, Format, Job};
use crate::page::Link;
use crate::raster::{Depth, Raster, Scheme};
use crate::show::Place;
use crate::view;

pub const FORMAT: Format = Format {
    name: "pdf",
    about: "a document: a page a slide, that can be read aloud; or a hand-out",
    has_text: true,
    is_of_screen: false,
    has_scale: false,
    pictures: Drawn::Whole,
    mark: Some("/Creator(Pupitre)"),
    files: Files::Document(document),
};

fn document(job: &Job) -> Result<Vec<u8>, String> {
    let writing = Writing::new(job)?;
    if job.handout { handout::write(writing) } else { writing.slides() }
}

/// A text other than slides, on A4 sheets.
///
/// # Errors
/// Why it cannot be written.
pub fn paper(job: &Job, text: &Meaning) -> Result<Vec<u8>, String> {
    handout::paper(Writing::new(job)?, text)
}

/// A document that is being written.
struct Writing<'a> {
    job: &'a Job<'a>,
    document: Document,
    brush: Brush<'a>,
    /// The tags of what was written, in order.
    tags: Vec<Node>,
    /// The sections with their pages, each with the pages of its slides.
    outline: Vec<(usize, OutlineNode)>,
    /// The page of each slide, by its index in the deck, for links.
    pages: HashMap<usize, usize>,
    /// The next page.
    page: usize,
}

impl<'a> Writing<'a> {
    fn new(job: &'a Job<'a>) -> Result<Self, String> {
        let standard = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
        let configuration = standard.map_err(|_| "the standard PDF/UA-1 is not known".to_owned())?;
        Ok(Self {
            job,
            document: Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() }),
            brush: Brush::new(job.lacking),
            tags: Vec::new(),
            outline: Vec::new(),
            pages: HashMap::new(),
            page: 0,
        })
    }

    /// The language of the deck as a language tag.
    fn lang(&self) -> String {
        self.job.deck.lang.as_deref().unwrap_or(self.job.words.code).to_owned()
    }

    /// Writes each slide on a page of its own, or a page per step.
    fn slides(mut self) -> Result<Vec<u8>, String> {
        let (mut show, mut scheme) = (self.job.show().on_paper(), Scheme::new(self.job.theme, Depth::True));
        let steps = self.steps(&mut show);
        let mut first = 0;
        for (slide, steps) in &steps {
            self.pages.insert(*slide, first);
            first += steps.len();
        }
        for (slide, steps) in steps {
            let Some(placed) = self.job.deck.slide(slide) else { continue };
            self.note(&placed);
            for step in steps {
                show.begin_at(Place { slide, step });
                let page = view::page_of_document(&show);
                let mut raster = Raster::default();
                raster.paint(&page, 0, 0..page.height, &mut scheme, &mut |_| true);
                self.slide(&placed, &page, &raster)?;
                (self.job.progress)(self.page, first);
            }
        }
        self.finish()
    }

    /// The steps that get a page, by slide.
    fn steps(&self, show: &mut crate::show::Show) -> BTreeMap<usize, Vec<u16>> {
        let steps = self.job.slides.iter().map(|slide| {
            self.job.go(show, *slide);
            let all = self.job.every_step.then(|| (0..=show.sheet().last_step()).collect());
            (*slide, all.unwrap_or_else(|| vec![show.step()]))
        });
        steps.collect()
    }

    /// Adds a slide to the outline, for the next page.
    fn note(&mut self, placed: &Placed) {
        let here = || XyzDestination::new(self.page, Point::from_xy(0.0, 0.0));
        if self.outline.last().is_none_or(|(section, _)| *section != placed.section_index) {
            let title = match placed.section.title.trim() {
                "" => placed.slide.heading(placed.number),
                title => title.to_owned(),
            };
            self.outline.push((placed.section_index, OutlineNode::new(title, here()).with_open(true)));
        }
        let node = OutlineNode::new(placed.slide.heading(placed.number).trim().to_owned(), here());
        if let Some((_, section)) = self.outline.last_mut() {
            section.push_child(node);
        }
    }

    /// Adds a section of a text to the outline, with the sheet where it starts.
    fn mark(&mut self, title: &str, sheet: usize) {
        let title = if title.trim().is_empty() { "…" } else { title.trim() };
        let here = XyzDestination::new(sheet, Point::from_xy(0.0, 0.0));
        self.outline.push((self.outline.len(), OutlineNode::new(title.to_owned(), here)));
    }

    fn start_page(document: &'_ mut Document, size: (f32, f32), label: String) -> Result<Sheet<'_>, String> {
        let settings = PageSettings::from_wh(size.0, size.1).ok_or("a page has no size")?;
        Ok(document.start_page_with(settings.with_page_label(PageLabel::new(None, Some(label), None))))
    }

    fn slide(&mut self, placed: &Placed, page: &crate::page::Page, raster: &Raster) -> Result<(), String> {
        let colors = Colors::default();
        let deck = self.job.deck;
        let context = deck.context_on(placed.slide, &deck.context(self.job.assets, &colors));
        let mut meaning = placed.slide.meaning(&context);
        if let Some(logo) = deck.logo.as_ref().filter(|_| placed.slide.layout == Arrangement::Title) {
            meaning.0.insert(0, logo.meaning());
        }
        let below = deck.below(placed.slide);
        let level = if self.page == 0 { 1 } else { 2 };
        let parts = Parts::of(placed.slide.title.as_deref(), level, &below, &meaning);
        let sheet = sheet::Sheet::new(page, raster, &parts.leaves);
        let mut paper = Self::start_page(&mut self.document, sheet::Sheet::size(raster), placed.number.to_string())?;
        let mut surface = paper.surface();
        let pieces = sheet.draw(&mut surface, &mut self.brush);
        surface.finish();
        let mut leaves = Leaves { pages: &self.pages, job: self.job, nodes: Vec::new() };
        leaves.nodes = pieces.into_iter().map(|pieces| leaves.nodes_of(pieces, &mut paper)).collect();
        paper.finish();
        let inside: Vec<Node> = parts.branches.into_iter().filter_map(|branch| leaves.grown(branch)).collect();
        if !inside.is_empty() {
            let lang = deck.lang_of(placed.slide).map(str::to_owned);
            self.tags.push(TagGroup::with_children(Tag::Section.with_lang(lang), inside).into());
        }
        self.page += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<u8>, String> {
        let deck = &self.job.deck;
        let title = if deck.title.trim().is_empty() { "Pupitre".to_owned() } else { deck.title.clone() };
        let lang = self.lang();
        let metadata = Metadata::new().title(title).language(lang.clone()).creator("Pupitre".to_owned());
        let metadata = metadata.authors(deck.author.iter().cloned().collect());
        self.document.set_metadata(metadata);
        let mut outline = Outline::new();
        self.outline.into_iter().for_each(|(_, node)| outline.push_child(node));
        self.document.set_outline(outline);
        let mut tree = TagTree::from(self.tags);
        tree.lang = Some(lang);
        self.document.set_tag_tree(tree);
        self.document.finish().map_err(|error| format!("the document cannot be written: {error:?}"))
    }
}

/// The leaves of a page, with what was drawn for each.
struct Leaves<'a> {
    pages: &'a HashMap<usize, usize>,
    job: &'a Job<'a>,
    nodes: Vec<Vec<Node>>,
}

impl Leaves<'_> {
    fn nodes_of(&self, pieces: Vec<Piece>, page: &mut Sheet) -> Vec<Node> {
        let one = |piece: Piece| match piece {
            Piece::Words(words) => vec![words.into()],
            Piece::Link { link, words, places } => {
                let words: Vec<Node> = words.into_iter().map(Node::from).collect();
                match self.target(&link).filter(|_| !places.is_empty()) {
                    None => words,
                    Some((target, alt)) => {
                        let link = LinkAnnotation::new_with_quad_points(places, target);
                        let node = page.add_tagged_annotation(Annotation::new_link(link, Some(alt))).into();
                        vec![TagGroup::with_children(Tag::Link, [vec![node], words].concat()).into()]
                    }
                }
            }
        };
        pieces.into_iter().flat_map(one).collect()
    }

    /// The target and the description of a link. `None` if the target is not in the document.
    fn target(&self, link: &Link) -> Option<(Target, String)> {
        match link {
            Link::Web { address, title } => {
                let said = title.as_ref().unwrap_or(address).to_string();
                Some((Target::Action(Action::Link(LinkAction::new(address.to_string()))), said))
            }
            Link::Slide(id) => {
                let place = self.job.deck.place_of(id)?;
                let to = XyzDestination::new(*self.pages.get(&place)?, Point::from_xy(0.0, 0.0));
                let placed = self.job.deck.slide(place)?;
                Some((Target::Destination(to.into()), placed.slide.heading(placed.number).trim().to_owned()))
            }
            Link::Note(_) => None,
        }
    }

    /// Whether something was drawn for a branch.
    fn is_drawn(&self, branch: &Branch) -> bool {
        match branch {
            Branch::Leaf(leaf) => self.nodes.get(*leaf).is_some_and(|nodes| !nodes.is_empty()),
            Branch::Group(_, inside) => inside.iter().any(|branch| self.is_drawn(branch)),
        }
    }

    /// How many header cells and how many other cells are in the drawn rows of a table.
    fn heads_and_cells(&self, inside: &[Branch]) -> (usize, usize) {
        let counts = inside.iter().map(|branch| match branch {
            Branch::Group(TagKind::TR(_), _) if !self.is_drawn(branch) => (0, 0),
            Branch::Group(TagKind::TH(_), _) => (1, 0),
            Branch::Group(TagKind::TD(_), _) => (0, 1),
            Branch::Group(_, inside) => self.heads_and_cells(inside),
            Branch::Leaf(_) => (0, 0),
        });
        counts.fold((0, 0), |all, it| (all.0 + it.0, all.1 + it.1))
    }

    /// A branch with what was drawn for it. `None` if nothing was.
    fn grown(&mut self, branch: Branch) -> Option<Node> {
        match branch {
            Branch::Leaf(leaf) => {
                let nodes = std::mem::take(self.nodes.get_mut(leaf)?);
                match nodes.len() {
                    0 => None,
                    1 => nodes.into_iter().next(),
                    _ => Some(TagGroup::with_children(Tag::Span, nodes).into()),
                }
            }
            Branch::Group(tag, inside) => {
                // A row or a table of which nothing is visible yet is left out.
                let is_of_rows = matches!(tag, TagKind::Table(_) | TagKind::TR(_));
                if is_of_rows && !inside.iter().any(|branch| self.is_drawn(branch)) {
                    return None;
                }
                // If most visible cells of a table are headers, none of them is marked as one.
                let is_table = matches!(tag, TagKind::Table(_));
                let inside: Vec<Branch> = match self.heads_and_cells(&inside) {
                    (heads, cells) if is_table && heads > cells => inside.into_iter().map(without_row_heads).collect(),
                    _ => inside,
                };
                let mut inside: Vec<Node> = inside.into_iter().filter_map(|branch| self.grown(branch)).collect();
                // The content of an item is its body, even if that is only its label.
                if let (TagKind::LI(_), [Node::Group(only)]) = (&tag, inside.as_mut_slice()) {
                    only.tag = Tag::LBody.into();
                }
                // A row keeps all its cells, even empty ones.
                let stays = matches!(tag, TagKind::TD(_) | TagKind::TH(_)) || !inside.is_empty();
                stays.then(|| TagGroup::with_children(tag, inside).into())
            }
        }
    }
}

/// The rows of a table without header cells.
fn without_row_heads(branch: Branch) -> Branch {
    match branch {
        Branch::Group(TagKind::THead(tag), inside) => Branch::Group(tag.into(), inside),
        Branch::Group(TagKind::TH(_), inside) => parts::group(Tag::TD, inside),
        Branch::Group(tag, inside) => Branch::Group(tag, inside.into_iter().map(without_row_heads).collect()),
        leaf @ Branch::Leaf(_) => leaf,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{built_in, deck_of, with_job};

    /// The uncompressed objects of a document, as text.
    fn plain(job: &Job) -> String {
        String::from_utf8_lossy(&document(job).expect("it meets PDF/UA-1")).into_owned()
    }

    /// How many elements of the tree have this tag.
    fn count(document: &str, tag: &str) -> usize {
        document.matches(&format!("/S/{tag}/")).count()
    }

    const BODY: &str = "Un [lien](https://a.fr) et **deux**\n\n1. un\n2. deux\n\n> cité\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```rust\nlet a;\n```";

    #[test]
    fn each_part_has_its_tag_and_the_same_deck_gives_the_same_bytes() {
        with_job(&deck_of(&[BODY]), "aube", (80, 30), |job| {
            let document = plain(&job);
            let tags = ["H1", "L", "LI", "LBody", "BlockQuote", "Table", "TR", "TH", "TD", "Code", "Link"];
            let counts = tags.map(|tag| (tag, count(&document, tag)));
            let wanted = [1, 1, 2, 2, 1, 1, 2, 2, 2, 1, 1];
            assert_eq!(counts.map(|(_, count)| count), wanted, "{counts:?}");
            assert!(document.contains("/Lang(fr)") && document.contains("https://a.fr"));
            assert_eq!(plain(&job), document);
        });
    }

    #[test]
    fn the_built_in_decks_are_documents_and_hand_outs_that_can_be_read_aloud() {
        for name in ["sensibilisation", "preparer", "tour"] {
            with_job(&built_in(name), "aube", (80, 24), |job| {
                let some = || job.slides.iter().copied().step_by(4).collect();
                let job = Job { slides: some(), ..job };
                assert!(plain(&job).starts_with("%PDF-1.7"), "{name}");
                assert!(
                    count(&plain(&Job { handout: true, slides: job.slides.clone(), ..job }), "Figure") > 3,
                    "{name}"
                );
            });
        }
    }

    #[test]
    fn a_page_shows_a_step_where_each_has_one() {
        let slide = "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"t\"\nreveal = \"items\"\nbody = \"- un\\n- deux\\n- trois\"";
        with_job(&crate::export::tests::read(slide), "aube", (40, 8), |job| {
            let pages = |every_step| count_pages(&plain(&Job { every_step, slides: job.slides.clone(), ..job }));
            assert_eq!((pages(false), pages(true)), (1, 3));
        });
    }

    #[test]
    fn a_table_that_does_not_show_yet_is_not_read() {
        let slide = "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"t\"\nreveal = \"blocks\"\nbody = \"un\\n\\n| a |\\n|---|\\n| b |\"";
        with_job(&crate::export::tests::read(slide), "aube", (40, 12), |job| {
            let document = plain(&Job { every_step: true, slides: job.slides.clone(), ..job });
            assert_eq!((count_pages(&document), count(&document, "Table"), count(&document, "TR")), (2, 1, 2));
        });
    }

    #[test]
    fn rows_have_no_heads_while_most_of_a_table_would_be_heads() {
        let row = |name: &str| format!("[[section.slide.block.row]]\nname = \"{name}\"\ncells = [\"a\", \"b\"]\n");
        let rows: String = ["un", "deux", "trois"].map(row).concat();
        let slide = "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"t\"\nreveal = \"items\"\n[[section.slide.block]]\nkind = \"compare\"\ncolumns = [\"A\", \"B\"]\n";
        with_job(&crate::export::tests::read(&format!("{slide}{rows}")), "aube", (60, 14), |job| {
            let heads = |step| {
                let document = plain(&Job { step: Some(step), slides: job.slides.clone(), ..job });
                (count(&document, "TH"), count(&document, "TD"))
            };
            assert_eq!([0, 1, 2].map(heads), [(3, 3), (3, 6), (6, 6)]);
        });
    }

    fn count_pages(document: &str) -> usize {
        document.matches("/Type/Page/").count()
    }
}
