//! The stage's side: it listens for consoles, tells them how the show stands and hears what they wish.
//!
//! The stage waits for nobody. What it tells is in a box of one for each console, from which a thread of that console's takes
//! the newest; what consoles wish is read by threads that wait for the stage once they are ahead of it.

use std::io::{self, BufReader, Write};
use std::net::Shutdown;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::deck::Deck;
use crate::link::local::{self, Listener, Stream, Trouble};
use crate::link::{DeckText, FromConsole, Hello, MOST_ASKED, Patient, Told, VERSION, hear, line, say};
use crate::show::{Show, Wish};
use crate::terminal::{self, threads};

/// How many may be connected at once.
const MOST_PEERS: usize = 32;

/// How many wishes of a console may wait for the stage.
const MOST_WISHES: usize = 64;

/// How many wishes a second are more than somebody can have who holds a key down.
const FLOOD: usize = 1000;

/// How long a console may take to say that it is one, and to take what it is told; then it has to come again.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the end of a show waits for those that are told of it.
const FAREWELL: Duration = Duration::from_millis(100);

/// How long nobody is taken in after somebody could not be, at least and at most: when the program has no more files or threads,
/// it may have some again later.
const REST: (Duration, Duration) = (Duration::from_millis(10), Duration::from_secs(1));

/// What a stage hears of its consoles.
pub enum Heard {
    /// So many follow the show now.
    Consoles(usize),
    /// When one of them wished something, by the monotonic clock, and what.
    Wish(Duration, Wish),
}

/// The texts of the decks that were shown last, by what was read from them.
#[derive(Clone, Default)]
pub struct Board(Arc<Mutex<Vec<PutUp>>>);

type PutUp = (Arc<Deck>, Arc<Text>);

/// The text of a deck, and the line in which every console is told it, once the first is.
struct Text {
    deck: DeckText,
    line: OnceLock<String>,
}

impl Text {
    fn line(&self) -> &str {
        self.line.get_or_init(|| line(&Told::Deck(self.deck.clone())))
    }
}

impl Board {
    /// Puts up the text of a deck, before it is shown.
    pub fn put_up(&self, deck: Arc<Deck>, text: DeckText) {
        let mut all = lock(&self.0);
        if all.iter().any(|(known, _)| Arc::ptr_eq(known, &deck)) {
            return;
        }
        all.push((deck, Arc::new(Text { deck: text, line: OnceLock::new() })));
        // The one shown, and those that were read since and are not shown yet.
        let surplus = all.len().saturating_sub(4);
        all.drain(..surplus);
    }

    fn text_of(&self, deck: &Arc<Deck>) -> Option<Arc<Text>> {
        lock(&self.0).iter().rev().find(|(known, _)| Arc::ptr_eq(known, deck)).map(|(_, text)| text.clone())
    }
}

/// A stage that can be followed.
pub struct Hub {
    board: Board,
    peers: Peers,
    door: Option<PathBuf>,
    hello: Hello,
}

type Peers = Arc<Mutex<Vec<Arc<Peer>>>>;

/// A console that is connected.
struct Peer {
    stream: Stream,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// It has said that it wants to follow.
    attached: bool,
    closed: bool,
    /// The show was quit: that is the last that it is told.
    ends: bool,
    /// What it is to be told next.
    deck: Option<Arc<Text>>,
    snapshot: Option<Arc<str>>,
    /// What it was told last.
    told_deck: Option<Arc<Text>>,
    told: Option<Arc<str>>,
    /// How many of its wishes the stage has not seen yet.
    wishes: usize,
}

/// What a console is to be told next: another deck, another state of the show.
type News = (Option<Arc<Text>>, Option<Arc<str>>);

impl Hub {
    /// A stage with a deck of this title.
    pub fn new(board: Board, title: &str) -> Self {
        let (pid, since) = (0, String::new());
        let hello = Hello { version: VERSION, title: title.to_owned(), pid, since, now: 0 };
        Self { board, peers: Peers::default(), door: None, hello }
    }

    /// Listens for consoles from now on, on threads of its own; `heard` is called from them. The show was begun at a time, as people
    /// read it.
    ///
    /// # Errors
    /// When there can be no socket: why.
    pub fn listen(&mut self, since: String, heard: impl Fn(Heard) + Send + Sync + 'static) -> Result<(), Trouble> {
        (self.hello.pid, self.hello.since) = (std::process::id(), since);
        let listener = local::listen()?;
        let door = listener.path().to_owned();
        let house = House { listener, peers: self.peers.clone(), hello: self.hello.clone(), heard: Box::new(heard) };
        self.door = Some(door.clone());
        let house = Arc::new(house);
        spawn(move || house.take_in_all()).map_err(|error| Trouble::Failed(door, error))
    }

    /// Tells all consoles how the show stands; `row` is what its bottom row says. Nobody is waited for.
    pub fn tell(&self, show: &Show, row: impl FnOnce() -> String) {
        let peers: Vec<Arc<Peer>> = lock(&self.peers).iter().filter(|it| lock(&it.state).attached).cloned().collect();
        if peers.is_empty() {
            return;
        }
        let Some(deck) = self.board.text_of(&show.deck) else { return };
        let snapshot: Arc<str> = line(&Told::Snapshot(Box::new(show.snapshot(row)))).into();
        peers.iter().for_each(|peer| peer.post(&deck, &snapshot));
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        if let Some(door) = &self.door {
            let _ = std::fs::remove_file(door);
        }
        let peers: Vec<Arc<Peer>> = lock(&self.peers).clone();
        peers.iter().for_each(|peer| peer.end());
        // Who does not take it in time will notice by itself that nobody is there any more.
        let until = Instant::now() + FAREWELL;
        while Instant::now() < until && peers.iter().any(|peer| peer.is_told()) {
            thread::sleep(Duration::from_millis(1));
        }
        peers.iter().for_each(|peer| peer.close());
    }
}

impl Peer {
    /// Lays what is new into its box; what was there and was not taken yet is of yesterday.
    fn post(&self, deck: &Arc<Text>, snapshot: &Arc<str>) {
        let mut state = lock(&self.state);
        let mut wakes = std::mem::take(&mut state.wishes) >= MOST_WISHES;
        if !state.told_deck.as_ref().is_some_and(|told| Arc::ptr_eq(told, deck)) {
            (state.told_deck, state.deck) = (Some(deck.clone()), Some(deck.clone()));
            state.told = None;
        }
        if state.told.as_ref() != Some(snapshot) {
            (state.told, state.snapshot) = (Some(snapshot.clone()), Some(snapshot.clone()));
            wakes = true;
        }
        if wakes {
            self.changed.notify_all();
        }
    }

    /// Tells it that the show was quit.
    fn end(&self) {
        lock(&self.state).ends = true;
        self.changed.notify_all();
    }

    /// Whether it is still being told something.
    fn is_told(&self) -> bool {
        let state = lock(&self.state);
        state.attached && !state.closed
    }

    fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_all();
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    /// Waits for something to tell; nothing when the console has gone.
    fn next(&self) -> Option<News> {
        let mut state = lock(&self.state);
        loop {
            match (state.closed, state.deck.take(), state.snapshot.take()) {
                (true, ..) => return None,
                (false, None, None) if state.ends => return None,
                (false, None, None) => {
                    state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                (false, deck, snapshot) => return Some((deck, snapshot)),
            }
        }
    }

    /// Counts a wish, once the stage has seen enough of those before it; whether there is still somebody.
    fn counts_wish(&self) -> bool {
        let state = lock(&self.state);
        let waits = |state: &mut State| state.wishes >= MOST_WISHES && !state.closed;
        let mut state = self.changed.wait_while(state, waits).unwrap_or_else(PoisonError::into_inner);
        state.wishes += 1;
        !state.closed
    }
}

/// A socket with all that whoever comes needs.
struct House {
    listener: Listener,
    peers: Peers,
    hello: Hello,
    heard: Box<dyn Fn(Heard) + Send + Sync>,
}

impl House {
    /// Takes in whoever comes, as long as the program runs: what goes wrong for one goes wrong for no other.
    fn take_in_all(self: &Arc<Self>) {
        // What stages have left that were killed is in nobody's way.
        for door in local::doors().paths.iter().filter(|door| *door != self.listener.path()) {
            if let Err(trouble) = local::connect(door) {
                local::sweep(door, &trouble);
            }
        }
        let mut rest = REST.0;
        loop {
            match self.listener.accept().and_then(|stream| self.take_in(stream)) {
                Ok(()) => rest = REST.0,
                Err(_) => {
                    thread::sleep(rest);
                    rest = (rest * 2).min(REST.1);
                }
            }
        }
    }

    fn take_in(self: &Arc<Self>, stream: Stream) -> io::Result<()> {
        if !self.has_room() {
            return Ok(());
        }
        let peer = Arc::new(Peer { stream: stream.try_clone()?, state: Mutex::default(), changed: Condvar::new() });
        lock(&self.peers).push(peer.clone());
        let (house, guest) = (self.clone(), peer.clone());
        let served = spawn(move || {
            let _ = house.serve(stream, &guest);
            house.let_go(&guest);
        });
        served.inspect_err(|_| self.let_go(&peer))
    }

    /// Whether one more may be connected. Who has said nothing yet makes room for who comes.
    fn has_room(&self) -> bool {
        let mut peers = lock(&self.peers);
        if peers.len() < MOST_PEERS {
            return true;
        }
        let silent = peers.iter().position(|peer| !lock(&peer.state).attached);
        silent.map(|index| peers.remove(index).close()).is_some()
    }

    fn let_go(&self, peer: &Arc<Peer>) {
        peer.close();
        lock(&self.peers).retain(|it| !Arc::ptr_eq(it, peer));
        if lock(&peer.state).attached {
            (self.heard)(Heard::Consoles(attached(&self.peers)));
        }
    }

    /// Says hello to somebody who has come, and hears what it wishes until it goes.
    fn serve(&self, mut stream: Stream, peer: &Arc<Peer>) -> io::Result<()> {
        stream.set_write_timeout(Some(PATIENCE))?;
        if !self.listener.knows(&stream) {
            return Ok(());
        }
        let now = u64::try_from(terminal::monotonic().as_nanos()).unwrap_or(u64::MAX);
        say(&mut stream, &Told::Hello(Hello { version: VERSION, now, ..self.hello.clone() }))?;
        let mut reader = BufReader::new(Patient::new(stream.try_clone()?, PATIENCE));
        let FromConsole::Attach = hear(&mut reader, MOST_ASKED)? else { return Ok(()) };
        reader.get_mut().wait_for_ever()?;
        let told = peer.clone();
        spawn(move || {
            // A console that does not take what it is told is let go: it comes again when it can.
            let _ = tell(&mut stream, &told);
            told.close();
        })?;
        lock(&peer.state).attached = true;
        (self.heard)(Heard::Consoles(attached(&self.peers)));
        let (mut second, mut wishes) = (Instant::now(), 0);
        while let FromConsole::Wish(at, wish) = hear(&mut reader, MOST_ASKED)? {
            if second.elapsed() >= Duration::from_secs(1) {
                (second, wishes) = (Instant::now(), 0);
            }
            wishes += 1;
            if wishes > FLOOD || !peer.counts_wish() {
                break;
            }
            (self.heard)(Heard::Wish(Duration::from_nanos(at), wish));
        }
        Ok(())
    }
}

/// Runs something on a thread of its own, where the system has one.
fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    threads::start(work).map(drop)
}

/// Tells a console what is laid into its box, until it goes.
fn tell(stream: &mut Stream, peer: &Peer) -> io::Result<()> {
    while let Some((deck, snapshot)) = peer.next() {
        if let Some(deck) = deck {
            stream.write_all(deck.line().as_bytes())?;
        }
        if let Some(snapshot) = snapshot {
            stream.write_all(snapshot.as_bytes())?;
        }
    }
    if lock(&peer.state).ends { say(stream, &Told::Ended) } else { Ok(()) }
}

fn attached(peers: &Peers) -> usize {
    lock(peers).iter().filter(|it| lock(&it.state).attached).count()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
