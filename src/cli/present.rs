//! `pupitre present`: a show on the full screen, or text if there is no terminal.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::cli::aloud::{HEARD, Plain, Telling};
use crate::cli::asked::Loaded;
use crate::cli::interface::Interface;
use crate::cli::origin::Origin;
use crate::cli::plan::{Shorter, section_called};
use crate::cli::settings::{self, Own};
use crate::cli::theme::{theme, theme_failure, theme_mistakes};
use crate::cli::{Failure, is_dumb, load, print_findings, report};
use crate::deck::{Deck, Size};
use crate::journal::LOOK_INTERVAL;
use crate::lang::{Words, say};
use crate::lectern::{Obstacle, WideSigns};
use crate::link::{Board, Heard, Hub};
use crate::lint::Finding;
use crate::page::Page;
use crate::plan::Plan;
use crate::record::{Header, Summary};
use crate::recording::{self, Ended, Recorder};
use crate::review::{Reviewed, review_beside};
use crate::search::{Besides, Index};
use crate::settings::{Large, Settings};
use crate::show::clock::End;
use crate::show::{Effect, Input, Interrupted, Keeping, Key, Now, Options, Place, Remark, Remarks, Show};
use crate::source::Source;
use crate::table;
use crate::terminal::{self, Loader, Message, Scene, Spoken, Surroundings, Typing, threads};
use crate::text;
use crate::view::{bottom_in_words, view};
use crate::watch::Watch;

/// The width of the text without a terminal, in columns.
const TEXT_WIDTH: usize = 80;

/// Present a deck
#[derive(clap::Args, Debug, Default)]
pub struct Arguments {
    /// The deck: a TOML file, or one of `pupitre decks`; by default, a built-in one in your language
    deck: Option<PathBuf>,
    /// Begin with this section: its id, its number or its title
    #[arg(long, value_name = "SECTION")]
    section: Option<String>,
    #[command(flatten)]
    shorter: Shorter,
    /// When the show must end: a time of day or a length, "11:30", "45min"
    #[arg(long, value_name = "TIME")]
    end: Option<String>,
    #[command(flatten)]
    interface: Interface,
    /// Do not record the show
    #[arg(long)]
    no_record: bool,
    /// Leave answers in words out of the recording
    #[arg(long)]
    no_answers: bool,
    /// Where the show takes place, for the recording
    #[arg(long, value_name = "PLACE")]
    at: Option<String>,
    /// How many people attend, for the recording
    #[arg(long, value_name = "N")]
    people: Option<u32>,
    /// Rehearse: at the end, compare planned and actual times
    #[arg(long)]
    rehearse: bool,
    /// Fade slides in, in an eighth of a second; keys never wait for it
    #[arg(long)]
    motion: bool,
    /// Open the speaker's console in another window or pane, where the terminal can; else say what to type there
    #[arg(long)]
    console: bool,
    /// For authors: the bottom row counts what `pupitre check` finds, and e lists it
    #[arg(long)]
    author: bool,
    /// Without a terminal: write the notes too
    #[arg(long)]
    notes: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let shows = || terminal::is_on_terminal() && (!is_dumb() || io::stdin().is_terminal());
    match arguments.interface.plain || shows() {
        true => present(arguments),
        false => write(arguments),
    }
}

fn present(arguments: &Arguments) -> Result<ExitCode, Failure> {
    terminal::hold_signals();
    let shown = load(arguments.deck.as_deref(), false)?;
    let Loaded { deck, assets, origin, .. } = &shown;
    let own = settings::own();
    let around = arguments.interface.around(&own.settings, deck, origin.folder())?;
    let words = arguments.interface.words(Some(deck));
    let start = start(arguments, deck)?;
    let plain = arguments.interface.plain || own.settings.plain || is_dumb();
    let size = if plain { HEARD } else { terminal::last_size() };
    let mut show = Show::new(deck.clone(), assets.clone(), words, size);
    show.is_unnamed = arguments.deck.is_none();
    show.font_key = (around.large != Large::Never).then_some(terminal::FONT_KEY);
    show.begin_at(Place { slide: start, step: 0 });
    show.begin_without(arguments.shorter.cut(&show.deck, &Plan::of(&show.deck))?.left_out);
    set(&mut show, own);
    if let Some(end) = &arguments.end {
        end_at(&mut show, end, !plain || io::stdin().is_terminal())?;
    }
    let board = Board::default();
    let records = records(arguments, &own.settings, origin, &mut show);
    if arguments.motion || own.settings.motion {
        show.motion.want();
    }
    if arguments.author {
        show.remarks = Remarks::Awaited;
    }
    let name = shown.source.name.clone();
    let hub = Hub::new(board.clone(), &deck.title);
    let (pictures, origin) = (origin.pictures(), origin.clone());
    shown.put(&board, arguments.interface.theme.as_deref(), words);
    let loader = loader(arguments, words, shown, board);
    let opens_console = arguments.console;
    let plain_words = Plain::new(Telling::Text);
    let mut stage = Presentation { show, records, recorder: None, hub, opens_console, plain: plain_words };
    if plain {
        terminal::speak(&mut stage, Typing::here(is_dumb()), loader)?;
    } else {
        let around = Surroundings { pictures, loader, ..around };
        terminal::present(&mut stage, around)
            .map_err(|error| Failure::new(say!("\"{name}\" cannot be shown: {error}.", name, error)))?;
    }
    end(arguments, origin, stage, own, words)
}

/// Says what is left to say after a show was quit.
fn end(
    arguments: &Arguments,
    origin: Origin,
    stage: Presentation,
    own: &Own,
    words: &Words,
) -> Result<ExitCode, Failure> {
    let Presentation { show, recorder, .. } = stage;
    if let Some(Ended { path, rehearsal, missing }) = recorder.and_then(|it| it.end(terminal::monotonic())) {
        if let Some(missing) = missing {
            terminal::warn(&format!("{}\n", text::clean(&missing)));
        }
        if let Some(rehearsal) = rehearsal.filter(|_| arguments.rehearse) {
            report::tell(&rehearsal, path.as_deref(), words)?;
        }
    }
    own.print_findings();
    if show.mistakes > 0
        && let Ok(Loaded { source, findings, .. }) = origin.load(true)
    {
        print_findings(&findings, &source);
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the console in another window or pane if the terminal can, else says how to open it.
fn open_console(words: &'static Words, messages: Sender<Message>) {
    // If the thread cannot start, no console opens, as in a terminal that cannot open one.
    let _ = threads::start(move || {
        let program = std::env::current_exe();
        let program = program.map_or_else(|_| "pupitre".to_owned(), |it| it.to_string_lossy().into_owned());
        let command = [program, "console".to_owned(), std::process::id().to_string()];
        if !terminal::second::open(&command, &|name| std::env::var(name).ok()) {
            let word = (words.type_elsewhere)("pupitre console");
            let _ = messages.send(Message::Input(Input::Notice(word)));
        }
    });
}

/// Applies the user's settings to a show. If something is wrong with them, a notice tells the presenter.
fn set(show: &mut Show, own: &Own) {
    let Settings { room, display, pace, keys, .. } = &own.settings;
    show.options = Options { pacing: pace.clone(), room: *room, display: *display };
    show.keys = keys.keymap();
    if !own.findings.is_empty() {
        show.notice = Some((show.words.settings_wrong)(own.findings.len()));
    }
}

/// What to record of a show besides its events. `None` if it is not recorded.
fn records(arguments: &Arguments, settings: &Settings, origin: &Origin, show: &mut Show) -> Option<Records> {
    let writes = !arguments.no_record && (settings.record || arguments.rehearse);
    // A rehearsal reports its times even if nothing is written.
    if !writes && !arguments.rehearse {
        return None;
    }
    if writes && settings.answers && !arguments.no_answers {
        show.keeping = Keeping::Unasked;
    }
    Some(Records {
        writes,
        file: origin.file().map(Path::to_owned),
        first: arguments.section.as_ref().map(|_| show.talk.first),
        at: arguments.at.clone(),
        people: arguments.people,
        rehearsal: arguments.rehearse,
    })
}

/// What the recording of a show contains besides its events.
struct Records {
    /// Whether it is written to a file.
    writes: bool,
    /// The file of the deck.
    file: Option<PathBuf>,
    /// The first slide, if one was requested.
    first: Option<usize>,
    at: Option<String>,
    people: Option<u32>,
    rehearsal: bool,
}

impl Records {
    /// Starts the recording. Asks whether to resume an interrupted show.
    fn begin(self, show: &mut Show, (unix, when): (u64, String)) -> Recorder {
        let mut header = Header::new(unix, when, Summary::of(&show.deck, &show.plan));
        (header.file, header.first) = (self.file.as_deref().and_then(recording::number_of), self.first);
        (header.at, header.people, header.rehearsal) = (self.at, self.people, self.rehearsal);
        let settled = show.settled();
        let today = header.when.split(' ').next().unwrap_or_default().to_owned();
        if !self.writes {
            return Recorder::unwritten(header, settled, show.words);
        }
        let recorder = Recorder::new(header, settled, show.words, unix);
        if let Some(recording) = recorder.interrupted() {
            let began = terminal::monotonic().saturating_sub(recording.age(unix));
            let talk = Box::new(recording.talk(began));
            let (places, when) = (recording.places_in(&show.deck), &recording.header.when);
            let when = table::moment_in_words(when.strip_prefix(&today).unwrap_or(when).trim(), show.words);
            show.ask_to_resume(Interrupted { talk, places, when });
        }
        recorder
    }
}

/// A show on the stage, with its recording and its consoles.
struct Presentation {
    show: Show,
    /// What to record. Recording starts only after the first page.
    records: Option<Records>,
    recorder: Option<Recorder>,
    hub: Hub,
    /// Whether to open a console, once it can connect.
    opens_console: bool,
    plain: Plain,
}

impl Scene for Presentation {
    fn take(&mut self, input: Input, now: Now) -> Vec<Effect> {
        let outcome = self.show.update(input, now);
        if let Some(recorder) = &mut self.recorder {
            recorder.follow(&mut self.show, &outcome.events, now.monotonic, terminal::unix_seconds());
        }
        outcome.effects
    }

    /// A frozen screen stays, even while the speaker moves on.
    fn page(&self, now: Now) -> Option<Page> {
        (!self.show.frozen).then(|| view(&self.show, now))
    }

    fn rest(&mut self) -> Vec<Effect> {
        self.show.rest()
    }

    fn next_change(&self, painted: Duration, now: Duration) -> Option<Duration> {
        self.show.next_change(painted, now).into_iter().chain(self.next_said(now)).min()
    }

    fn shows_time_of_day(&self) -> bool {
        self.show.shows_time_of_day()
    }

    fn deck(&self) -> &Deck {
        &self.show.deck
    }

    fn obstacle(&self, size: Size, wide_signs: WideSigns) -> Option<Obstacle> {
        self.show.obstacle(size, wide_signs)
    }

    fn listen(&mut self, messages: Sender<Message>) {
        let words = self.show.words;
        let today = terminal::today();
        let since = today.1.clone();
        self.recorder = self.records.take().map(|records| records.begin(&mut self.show, today));
        let to_show = messages.clone();
        let heard = move |heard| {
            let _ = to_show.send(Message::Input(match heard {
                Heard::Consoles(count) => Input::Consoles(count),
                Heard::Request(at, request) => Input::Request(at, request),
            }));
        };
        // Without a folder for the socket, the show continues without consoles.
        match self.hub.listen(since, heard) {
            _ if !self.opens_console => {}
            Ok(()) => open_console(words, messages),
            Err(trouble) => {
                let word = (words.link.no_consoles)(&trouble.in_words(words));
                let _ = messages.send(Message::Input(Input::Notice(word)));
            }
        }
    }

    fn hand_over(&mut self) {
        self.recorder.iter_mut().for_each(Recorder::hand_over);
    }

    fn keep(&mut self) -> bool {
        let Some(recorder) = &mut self.recorder else { return false };
        let told = |show: &Show| (show.is_not_recorded, show.notice.clone());
        let before = told(&self.show);
        recorder.keep(&mut self.show);
        told(&self.show) != before
    }

    fn tell(&mut self) {
        self.hub.tell(&self.show, || bottom_in_words(&self.show, terminal::now()));
    }
}

impl Spoken for Presentation {
    fn asked(&mut self, key: Key, now: Now) -> Option<Vec<String>> {
        self.plain.asked(&mut self.show, key, now)
    }

    fn changed(&mut self, now: Now) -> Vec<String> {
        self.keep();
        // Consoles are told before the lines are said, as they are before a page is painted.
        self.hub.tell(&self.show, || bottom_in_words(&self.show, now));
        self.plain.changed(&self.show, now)
    }

    fn takes_text(&self) -> bool {
        self.show.front.takes_text()
    }

    /// If something could not be recorded, recording is tried again a little later.
    fn next_said(&self, _: Duration) -> Option<Duration> {
        self.show.is_not_recorded.then_some(LOOK_INTERVAL)
    }
}

/// Whether the deck and its files still have the content that was read.
fn is_unchanged(shown: &Loaded) -> bool {
    let same = || shown.origin.read().is_ok_and(|source| source.whole() == shown.source.whole());
    shown.origin.file().is_none() || same() && shown.origin.assets(&shown.deck) == *shown.assets
}

/// Reads the deck during the show: checks all of it after the first page, and reads it again when a file changes.
fn loader(arguments: &Arguments, words: &'static Words, first: Loaded, board: Board) -> Loader {
    let (origin, theme_name) = (first.origin.clone(), arguments.interface.theme.clone());
    let author = arguments.author;
    let mut last = first.deck.clone();
    let mut first = Some(first);
    let mut watch: Option<Watch> = None;
    Box::new(move |sender| {
        let watch = watch.get_or_insert_with(|| {
            let sender = sender.clone();
            Watch::new(move || drop(sender.send(Message::Changed)))
        });
        if let Some(shown) = first.take() {
            // From here on changes are reported. What changed since the deck was read is looked for.
            watch.set(shown.origin.files(&shown.deck, &shown.assets, theme_name.as_deref()));
            first = Some(shown).filter(is_unchanged);
        }
        let again = first.is_none();
        let shown = match first.take().map_or_else(|| origin.clone().load_again(&last), Ok) {
            Ok(shown) => shown,
            Err(failure) => {
                let why = (words.not_reloaded)(&failure.message.in_words(words));
                return drop(sender.send(Message::Input(Input::NotReloaded(why))));
            }
        };
        last = shown.deck.clone();
        watch.set(shown.origin.files(&shown.deck, &shown.assets, theme_name.as_deref()));
        shown.put(&board, theme_name.as_deref(), words);
        tell(&shown, again, theme_name.as_deref(), words, sender);
        if watch.is_found_silent() {
            let _ = sender.send(Message::Input(Input::Notice(words.polled.to_owned())));
        }
        if author {
            let _ = sender.send(Message::Input(Input::LookedOver(remarks(&shown, words))));
        }
    })
}

/// What `check` finds in the deck that is shown.
fn remarks(shown: &Loaded, words: &Words) -> Vec<Remark> {
    let assets = |deck: &Deck| shown.origin.looked_over(deck);
    let Reviewed { findings, included, .. } = review_beside(&shown.source, shown.origin.folder(), assets);
    let remark = |it: Finding, source: &Source, file: Option<&str>| Remark {
        severity: it.diagnostic.severity,
        rule: it.diagnostic.rule,
        slide: it.slide,
        line: source.place(it.diagnostic.span().start).line,
        file: file.map(str::to_owned),
        message: it.diagnostic.message.in_words(words).into(),
        help: it.diagnostic.help.map(|it| it.in_words(words).into()),
    };
    let mut remarks: Vec<Remark> = findings.into_iter().map(|it| remark(it, &shown.source, None)).collect();
    for (source, findings) in included {
        remarks.extend(findings.into_iter().map(|it| remark(it, &source, Some(&source.name))));
    }
    remarks
}

/// Sends the show what was read: its mistakes and its search index, and the deck and its theme if they were read again.
fn tell(shown: &Loaded, again: bool, theme_name: Option<&str>, words: &Words, sender: &Sender<Message>) {
    let Loaded { deck, assets, findings, origin, source } = shown;
    let within = deck.markdown_findings();
    let of_theme = theme_failure(theme_name, deck, origin.folder()).map(|it| theme_mistakes(&it, words));
    let errors = || findings.iter().chain(&within).filter(|it| it.is_error());
    let mistakes = errors().count() + of_theme.as_ref().map_or(0, |it| it.0);
    if again {
        let (deck, assets) = (deck.clone(), assets.clone());
        // While a theme is being edited, its last version without mistakes stays.
        if let (None, Ok(theme)) = (&of_theme, theme(theme_name, &deck, origin.folder())) {
            let _ = sender.send(Message::Theme(Box::new(theme)));
        }
        let first = errors().min_by_key(|it| it.span().start);
        let first = first.map(|it| {
            let (place, message) = (it.span().start, it.message.in_words(words));
            let file = source.part_at(place).map(|part| part.file.as_str());
            (words.mistake_at)(source.place(place).line, file, &message)
        });
        let first = first.or_else(|| of_theme.map(|it| it.1));
        let _ = sender.send(Message::Input(Input::Reloaded { deck, assets, mistakes, first }));
    }
    let index = Index::of(deck, assets, Besides::Notes);
    let _ = sender.send(Message::Input(Input::LookedInto { mistakes, index }));
}

/// The index of the first slide to show.
fn start(arguments: &Arguments, deck: &Deck) -> Result<usize, Failure> {
    let Some(id) = &arguments.section else { return Ok(0) };
    let section = section_called(id, deck)?;
    deck.first_of_section(section)
        .ok_or_else(|| Failure::new(say!("the section \"{id}\" has no slides. Begin with another one.", id)))
}

/// Sets the end of a show from text. If that time has passed today, asks the presenter, if somebody `answers`.
///
/// # Errors
/// If it is neither a time of day nor a length, or has passed and nobody can be asked.
fn end_at(show: &mut Show, end: &str, answers: bool) -> Result<(), Failure> {
    match end_of(end)? {
        End::Away(away) => show.end_at(terminal::monotonic() + away),
        End::Passed(_) if answers => show.ask_about_end(end),
        End::Passed(_) => return Err(passed_end(end)),
    }
    Ok(())
}

fn end_of(end: &str) -> Result<End, Failure> {
    let how = say!("Write a time of day or a length: \"11:30\", \"45min\".");
    terminal::end(end).ok_or_else(|| Failure::new(say!("\"{end}\" is not an end time. {how}", end, how)))
}

fn passed_end(end: &str) -> Failure {
    Failure::new(say!("\"{end}\" has passed today. Write a time to come, or a length such as \"45min\".", end))
}

fn write(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Loaded { source, deck, findings, assets, origin } = load(arguments.deck.as_deref(), true)?;
    print_findings(&findings, &source);
    // A wrong theme or section is an error here too, though the text needs neither.
    theme(arguments.interface.theme.as_deref(), &deck, origin.folder())?;
    let begin = start(arguments, &deck)?;
    if let Some(end) = &arguments.end
        && let End::Passed(_) = end_of(end)?
    {
        return Err(passed_end(end));
    }
    let mut left_out = arguments.shorter.cut(&deck, &Plan::of(&deck))?.left_out;
    left_out.extend(0..begin);
    left_out.sort_unstable();
    terminal::print(&deck.prose_without(&assets, arguments.notes, &left_out).plain(TEXT_WIDTH))?;
    Ok(ExitCode::SUCCESS)
}
