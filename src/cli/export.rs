//! `pupitre export`: writes slides in one of the [`FORMATS`].

mod cast;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};

use crate::assets::{Assets, BROKEN_PICTURE, Medium};
use crate::block::Pictures;
use crate::cli::asked::Loaded;
use crate::cli::origin::Origin;
use crate::cli::plan::{Shorter, section_called};
use crate::cli::theme::export_theme;
use crate::cli::{Failure, Language, load, print_findings, told, warn_of_missing_glyphs, words, write_own};
use crate::deck::{Deck, Number, Size};
use crate::diagnostic::Diagnostic;
use crate::export::{Drawn, Exported, FORMATS, Format, Job, LARGEST_SCALE, Originals, USUAL_SCALE};
use crate::fonts::Lacking;
use crate::lang::{Message, say};
use crate::lint::{self, Checker, USUAL_SIZES, Wanted};
use crate::plan::Plan;
use crate::source::Source;
use crate::terminal::{self, Progress};

/// Write slides out: as a page to send, as pictures, as text
///
/// HTML is one file for people who attended, and for those who did not: lessons, slides, quizzes. Pictures and text show the screen
/// as the room sees it, cell for cell. PPTX is a presentation that can be edited. Markdown has the text. Notes are only written if you
/// ask for them. A recorded show becomes a cast for asciinema. An existing file is replaced only if this command wrote it, or with `--force`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The deck: a TOML file, or one of `pupitre decks`; by default, a built-in one in your language. For a cast: a recorded show
    deck: Option<PathBuf>,
    /// What is written
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(formats()))]
    to: String,
    /// Only this slide, by its number: 12, A3
    #[arg(long, value_name = "N")]
    slide: Option<String>,
    /// Only this section: its id, its number or its title
    #[arg(long, value_name = "SECTION", conflicts_with = "slide")]
    section: Option<String>,
    #[command(flatten)]
    shorter: Shorter,
    /// The step at which slides are shown, from 0; by default, the last
    #[arg(long, value_name = "N")]
    step: Option<u16>,
    /// Columns and rows of the screen, 120x36; else the first of the deck's `sizes`, else 80x24
    #[arg(long, value_name = "WxH")]
    size: Option<String>,
    /// The name of a theme (see `pupitre themes`) or its file
    #[arg(long, value_name = "NAME|FILE")]
    theme: Option<String>,
    /// The language of the interface
    #[arg(long)]
    lang: Option<Language>,
    /// The whole slide alone, without the bottom row of the screen
    #[arg(long)]
    sheet: bool,
    /// How large pixels are drawn, from 1 to 8; 2 makes a cell 18 by 36
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(LARGEST_SCALE)))]
    scale: Option<u32>,
    /// In a document, a page for each step of a slide
    #[arg(long, conflicts_with_all = ["step", "handout"])]
    steps: bool,
    /// In a document, sheets for those who read: each slide with its lesson beside, then glossary and sources
    #[arg(long)]
    handout: bool,
    /// The speaker's notes too, in formats with text
    #[arg(long)]
    notes: bool,
    /// The lessons too, in formats with text
    #[arg(long)]
    lessons: bool,
    /// The file to write, or the folder for a picture of each slide; standard output where there is one text
    #[arg(long, short, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
    /// Replace a file that another program has written
    #[arg(long)]
    force: bool,
}

fn formats() -> impl Iterator<Item = PossibleValue> {
    let cast = PossibleValue::new(cast::NAME).help(cast::ABOUT);
    FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about)).chain([cast])
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.to == cast::NAME {
        return cast::run(arguments);
    }
    let format = Format::named(&arguments.to).expect("the command line knows the formats");
    refuse_unsupported(arguments, format)?;
    let Loaded { source, deck, mut findings, assets, origin } = load(arguments.deck.as_deref(), true)?;
    let theme = export_theme(arguments.theme.as_deref(), &deck, origin.folder())?;
    let words = words(arguments.lang, Some(&deck));
    let read = origin.files(&deck, &assets, arguments.theme.as_deref());
    let slides = slides(arguments, &deck)?;
    let pictures = pictures(format.pictures, &origin, &deck, &assets, &slides);
    let originals = originals(format.pictures, &origin, &deck, &assets);
    let way = way(arguments.output.as_deref(), &origin).unwrap_or_default();
    let lacking = Lacking::default();
    let progress = Progress::start();
    let mut job = Job {
        deck: &deck,
        assets: &assets,
        pictures: &pictures,
        words,
        theme: &theme,
        size: size(arguments.size.as_deref(), &deck)?,
        slides,
        step: None,
        notes: arguments.notes,
        lessons: arguments.lessons,
        sheet: arguments.sheet,
        scale: arguments.scale.unwrap_or(USUAL_SCALE),
        every_step: arguments.steps,
        handout: arguments.handout,
        lacking: &lacking,
        originals: &originals,
        way: &way,
        progress: &|done, all| progress.pages(done, all),
    };
    job.step = step(arguments, &job)?;
    refuse_too_many_pixels(&job, format)?;
    if job.slides.len() > 1 && arguments.output.is_none() && format.is_per_slide() {
        let message = say!(
            "a whole deck gives one picture per slide. Name a folder with `--output`, or one slide with `--slide`."
        );
        return Err(Failure::new(message));
    }
    findings.extend(picture_findings(&source, &deck, &assets, &pictures));
    print_findings(&findings, &source);
    if format.is_of_screen && !job.sheet {
        warn_of_cut(&job);
    }
    let written = format.write(&job).map_err(|why| Failure::new(say!("{why}.", why)))?;
    progress.end();
    warn_of_missing_glyphs(&lacking);
    save(written, format, arguments, &read)?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses options that the format does not support.
fn refuse_unsupported(arguments: &Arguments, format: &Format) -> Result<(), Failure> {
    let message = match format {
        it if (arguments.notes || arguments.lessons) && !it.has_text => {
            say!("pictures show the room's screen, without notes or lessons. Write `--to md` to get them.")
        }
        it if it.is_document() && (arguments.notes || arguments.lessons) && !arguments.handout => {
            say!("slide pages have no notes or lessons. Add `--handout` for sheets with them beside each slide.")
        }
        it if (arguments.steps || arguments.handout) && !it.is_document() => {
            say!("only a document can have a page for each step, or be a handout. Write `--to pdf`.")
        }
        it if arguments.sheet && !it.is_of_screen => {
            say!("`--sheet` is only for formats that show the screen. Leave it out.")
        }
        it if arguments.scale.is_some() && !it.has_scale => {
            say!("only pixel pictures have a scale. Write `--to png`, or leave out `--scale`.")
        }
        _ => return Ok(()),
    };
    Err(Failure::new(message))
}

/// The most pixels that a picture may have.
const MOST_PIXELS: u64 = 64 << 20;

fn refuse_too_many_pixels(job: &Job, format: &Format) -> Result<(), Failure> {
    let [width, height] = job.pixels();
    if !format.has_scale || width * height <= MOST_PIXELS {
        return Ok(());
    }
    let message = say!(
        "a picture of {width} by {height} pixels is too large. Write a smaller `--scale` or `--size`.",
        width,
        height
    );
    Err(Failure::new(message))
}

/// The decoded pictures on the selected slides.
fn pictures(drawn: Drawn, origin: &Origin, deck: &Deck, assets: &Assets, slides: &[usize]) -> Pictures {
    let slides = slides.iter().filter_map(|slide| deck.slide(*slide));
    let of_slides = slides.flat_map(|placed| placed.slide.pictures(assets));
    let wanted: HashMap<u64, String> = of_slides.chain(deck.logo_picture(assets)).collect();
    match drawn {
        Drawn::Not | Drawn::Originals => Pictures::new(),
        Drawn::Whole | Drawn::Both => terminal::decode_pictures(origin.pictures(), wanted),
    }
}

/// The files of the pictures, if the format needs them. Without those that are refused: others would have to decode them.
fn originals(drawn: Drawn, origin: &Origin, deck: &Deck, assets: &Assets) -> Originals {
    if !matches!(drawn, Drawn::Originals | Drawn::Both) {
        return Originals::new();
    }
    let (read, files) = (origin.pictures(), deck.files());
    let is_readable = |name: &str| matches!(assets.pictures.get(name), Some(Ok(_)));
    let pictures = files.into_iter().filter(|(medium, name)| *medium == Medium::Picture && is_readable(name));
    pictures.filter_map(|(_, name)| Some((name.to_owned(), read(name)?))).collect()
}

/// What `check` would report about the decoded pictures.
fn picture_findings(source: &Source, deck: &Deck, assets: &Assets, pictures: &Pictures) -> Vec<Diagnostic> {
    let fault = |name: &String| pictures.get(&assets.picture_key(name)?)?.fault.clone();
    let faults = assets.pictures.keys().filter_map(|name| Some((name.clone(), fault(name)?))).collect();
    let assets = Assets { faults, ..assets.clone() };
    let wanted = Wanted { select: vec![BROKEN_PICTURE.to_owned()], ..Wanted::default() };
    let found = lint::check(&Checker::new(source, deck, &assets), Vec::new(), &wanted);
    found.into_iter().map(|it| it.diagnostic).collect()
}

/// What leads from the folder of the output to that of the deck, as a deck names files. `None` if that is unknown, or there is no way.
fn way(output: Option<&Path>, origin: &Origin) -> Option<String> {
    let output = output.filter(|path| path.as_os_str() != "-")?;
    origin.file()?;
    let whole = |folder: &Path| fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let (from, to) = (whole(output.parent()?).ok()?, whole(origin.folder()).ok()?);
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    // Two drives of Windows share nothing.
    (shared > 0).then(|| up.chain(down).map(|part| part + "/").collect())
}

/// Writes the result where the user wants it; `read` are the files that it was made from.
fn save(written: Exported, format: &Format, arguments: &Arguments, read: &[PathBuf]) -> Result<(), Failure> {
    let output = arguments.output.as_deref().filter(|path| path.as_os_str() != "-");
    let bytes = match (written, output) {
        (Exported::One(bytes), _) => bytes,
        (Exported::PerSlide(mut files), _) if arguments.slide.is_some() => {
            files.pop().map(|(_, bytes)| bytes).unwrap_or_default()
        }
        (Exported::PerSlide(files), Some(folder)) => return save_all(&files, format, (folder, arguments.force), read),
        (Exported::PerSlide(_), None) => {
            return Err(Failure::new(say!(
                "standard output takes only one picture. Name a folder, or one slide with `--slide`."
            )));
        }
    };
    match output {
        None => Ok(terminal::print_bytes(&bytes)?),
        Some(path) => write_own(&[(path, &bytes)], (format.mark, &of(format)), arguments.force, read),
    }
}

/// The command that writes this format.
fn of(format: &Format) -> String {
    format!("pupitre export --to {}", format.name)
}

/// Writes one file per slide into a folder, which is created if needed.
fn save_all(
    files: &[(String, Vec<u8>)],
    format: &Format,
    (folder, force): (&Path, bool),
    read: &[PathBuf],
) -> Result<(), Failure> {
    let name = folder.display();
    if folder.exists() && !folder.is_dir() {
        return Err(Failure::new(say!(
            "\"{name}\" is a file, but a whole deck gives one picture per slide. Name a folder.",
            name
        )));
    }
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(say!("the folder \"{name}\" cannot be created: {error}.", name, error)))?;
    let paths: Vec<PathBuf> = files.iter().map(|(file, _)| folder.join(format!("{file}.{}", format.name))).collect();
    let outputs: Vec<(&Path, &[u8])> =
        paths.iter().zip(files).map(|(path, (_, bytes))| (path.as_path(), bytes.as_slice())).collect();
    write_own(&outputs, (format.mark, &of(format)), force, read)?;
    let written = say!("{count} {count?file|files} in {folder}", count = files.len(), folder = name);
    terminal::warn(&format!("{}\n", told(&written)));
    Ok(())
}

/// The indexes of the selected slides: one, those of a section, or all, without those that a shorter show leaves out.
fn slides(arguments: &Arguments, deck: &Deck) -> Result<Vec<usize>, Failure> {
    let cut = arguments.shorter.cut(deck, &Plan::of(deck))?.left_out;
    let section = arguments.section.as_deref().map(|id| section_called(id, deck)).transpose()?;
    let Some(number) = &arguments.slide else {
        let all = section.map_or(0..deck.slide_count(), |section| deck.slides_of(section));
        let left: Vec<usize> = all.filter(|slide| cut.binary_search(slide).is_err()).collect();
        return match left.is_empty() {
            true => Err(Failure::new(say!("nothing is left to write. Choose another section, or a longer cut."))),
            false => Ok(left),
        };
    };
    slide(number, deck)
}

/// The index of the slide with this number.
fn slide(number: &str, deck: &Deck) -> Result<Vec<usize>, Failure> {
    let found = Number::parse(number).and_then(|number| deck.slides().position(|placed| placed.number == number));
    found.map(|slide| vec![slide]).ok_or_else(|| {
        let appendix = deck.slide_count() - deck.planned_count();
        let range = |first: Number, last: Number| match first == last {
            true => Message::as_it_is(first.to_string()),
            false => say!("{first} to {last}", first = first.to_string(), last = last.to_string()),
        };
        let planned = (Number::Slide(1), Number::Slide(deck.planned_count()));
        let ranges = [planned, (Number::Appendix(1), Number::Appendix(appendix))].into_iter();
        let ranges = ranges.filter(|(_, last)| !matches!(last, Number::Slide(0) | Number::Appendix(0)));
        let has = ranges.map(|(first, last)| range(first, last));
        let has = has.reduce(|one, other| say!("{one} and {other}", one, other)).unwrap_or_default();
        Failure::new(say!("there is no slide \"{number}\". The deck has {has}.", number, has))
    })
}

fn step(arguments: &Arguments, job: &Job) -> Result<Option<u16>, Failure> {
    let (Some(step), [slide]) = (arguments.step, job.slides.as_slice()) else { return Ok(arguments.step) };
    match job.last_step(*slide) {
        last if step <= last => Ok(Some(step)),
        0 => Err(Failure::new(say!(
            "the slide shows everything at once: it has no step {step}. Leave out `--step`.",
            step
        ))),
        last => Err(Failure::new(say!("the slide has no step {step}. It has 0 to {last}.", step, last))),
    }
}

fn size(asked: Option<&str>, deck: &Deck) -> Result<Size, Failure> {
    let Some(asked) = asked else { return Ok(deck.sizes.first().copied().unwrap_or(USUAL_SIZES[0])) };
    Size::parse(asked).ok_or_else(|| {
        let help = say!("Write columns and rows, like \"80x24\", from 20x6 to 1000x1000.");
        Failure::new(say!("\"{asked}\" is not the size of a terminal. {help}", asked, help))
    })
}

/// Warns about slides that are higher than the screen, because pictures do not show the rest.
fn warn_of_cut(job: &Job) {
    let cut: Vec<String> = job.cut().iter().map(Number::to_string).collect();
    if !cut.is_empty() {
        let message = say!(
            "warning: {count?slide|slides} {slides} {count?is|are} higher than {size}: the end is cut off. Try a larger `--size`.",
            count = cut.len(),
            slides = cut.join(", "),
            size = job.size.to_string()
        );
        terminal::warn(&format!("{}\n", told(&message)));
    }
}
