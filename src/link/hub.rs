//! The stage's side of the link: listens for consoles, sends them the state of the show, and receives their requests.
//!
//! The stage never waits. What it sends is put in one box per console, from which that console's thread takes the newest. The
//! threads that read requests wait if the stage falls behind.

use std::io::{self, BufReader, Write};
use std::net::Shutdown;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::deck::Deck;
use crate::link::local::{self, Listener, Stream, Trouble};
use crate::link::{DeckText, FromConsole, Hello, MOST_ASKED, Patient, Told, VERSION, hear, line, say};
use crate::show::{Request, Show};
use crate::terminal::{self, threads};

/// The most connections at once.
const MOST_PEERS: usize = 32;

/// How many requests of a console may wait for the stage.
const MOST_REQUESTS: usize = 64;

/// More requests per second than holding down a key can cause.
const MOST_A_SECOND: usize = 1000;

/// How long a console may take to introduce itself, and to accept a message. After that it must connect again.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the end of a show waits for consoles to receive it.
const PATIENCE_AT_END: Duration = Duration::from_millis(100);

/// After accepting a connection failed, the shortest and longest pause before the next try: the program may be out of files or
/// threads, and have some again later.
const PAUSES: (Duration, Duration) = (Duration::from_millis(10), Duration::from_secs(1));

/// What a stage learns from its consoles.
pub enum Heard {
    /// The number of consoles that follow the show now.
    Consoles(usize),
    /// A console's request, and when it was made, by the monotonic clock.
    Request(Duration, Request),
}

/// The texts of the decks that were shown last, found by the decks read from them.
#[derive(Clone, Default)]
pub struct Board(Arc<Mutex<Vec<Entry>>>);

type Entry = (Arc<Deck>, Arc<Text>);

/// The text of a deck, and the message with it for every console, which the first console makes.
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
    /// Adds the text of a deck, before the deck is shown.
    pub fn put(&self, deck: Arc<Deck>, text: DeckText) {
        let mut all = lock(&self.0);
        if all.iter().any(|(known, _)| Arc::ptr_eq(known, &deck)) {
            return;
        }
        all.push((deck, Arc::new(Text { deck: text, line: OnceLock::new() })));
        // Keeps the deck that is shown, and those that were read since and are not shown yet.
        let surplus = all.len().saturating_sub(4);
        all.drain(..surplus);
    }

    fn text_of(&self, deck: &Arc<Deck>) -> Option<Arc<Text>> {
        lock(&self.0).iter().rev().find(|(known, _)| Arc::ptr_eq(known, deck)).map(|(_, text)| text.clone())
    }
}

/// The part of a stage that consoles connect to.
pub struct Hub {
    board: Board,
    peers: Peers,
    socket: Option<PathBuf>,
    hello: Hello,
}

type Peers = Arc<Mutex<Vec<Arc<Peer>>>>;

/// A connected console.
struct Peer {
    stream: Stream,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// Whether it has asked to follow the show.
    attached: bool,
    closed: bool,
    /// Whether the show was quit. This is the last message to it.
    ends: bool,
    /// What to send next.
    deck: Option<Arc<Text>>,
    snapshot: Option<Arc<str>>,
    /// What was sent last.
    told_deck: Option<Arc<Text>>,
    told: Option<Arc<str>>,
    /// How many of its requests the stage has not handled yet.
    requests: usize,
}

/// What to send to a console next: another deck, another state of the show.
type News = (Option<Arc<Text>>, Option<Arc<str>>);

impl Hub {
    /// A hub for a deck with this title.
    pub fn new(board: Board, title: &str) -> Self {
        let (pid, since) = (0, String::new());
        let hello = Hello { version: VERSION, title: title.to_owned(), pid, since, now: 0 };
        Self { board, peers: Peers::default(), socket: None, hello }
    }

    /// Starts listening for consoles on other threads, which call `heard`. `since` is when the show began, as text.
    ///
    /// # Errors
    /// Why there can be no socket.
    pub fn listen(&mut self, since: String, heard: impl Fn(Heard) + Send + Sync + 'static) -> Result<(), Trouble> {
        (self.hello.pid, self.hello.since) = (std::process::id(), since);
        let listener = local::listen()?;
        let socket = listener.path().to_owned();
        let server = Server { listener, peers: self.peers.clone(), hello: self.hello.clone(), heard: Box::new(heard) };
        self.socket = Some(socket.clone());
        let server = Arc::new(server);
        spawn(move || server.accept_all()).map_err(|error| Trouble::Failed(socket, error))
    }

    /// Sends all consoles the state of the show, without waiting; `row` gives the text of its bottom row.
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
        if let Some(socket) = &self.socket {
            let _ = std::fs::remove_file(socket);
        }
        let peers: Vec<Arc<Peer>> = lock(&self.peers).clone();
        peers.iter().for_each(|peer| peer.end());
        // A console that is not told in time will notice the closed connection.
        let until = Instant::now() + PATIENCE_AT_END;
        while Instant::now() < until && peers.iter().any(|peer| peer.is_told()) {
            thread::sleep(Duration::from_millis(1));
        }
        peers.iter().for_each(|peer| peer.close());
    }
}

impl Peer {
    /// Puts the newest state into its box, replacing one that was not sent yet.
    fn post(&self, deck: &Arc<Text>, snapshot: &Arc<str>) {
        let mut state = lock(&self.state);
        let mut wakes = std::mem::take(&mut state.requests) >= MOST_REQUESTS;
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

    /// Sends it the end of the show.
    fn end(&self) {
        lock(&self.state).ends = true;
        self.changed.notify_all();
    }

    /// Whether it still has something to receive.
    fn is_told(&self) -> bool {
        let state = lock(&self.state);
        state.attached && !state.closed
    }

    fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_all();
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    /// Waits for something to send. `None` when the console is gone.
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

    /// Counts a request, after waiting until the stage has handled enough earlier ones. Returns whether the console is still connected.
    fn counts_request(&self) -> bool {
        let state = lock(&self.state);
        let waits = |state: &mut State| state.requests >= MOST_REQUESTS && !state.closed;
        let mut state = self.changed.wait_while(state, waits).unwrap_or_else(PoisonError::into_inner);
        state.requests += 1;
        !state.closed
    }
}

/// The socket, and what every connection needs.
struct Server {
    listener: Listener,
    peers: Peers,
    hello: Hello,
    heard: Box<dyn Fn(Heard) + Send + Sync>,
}

impl Server {
    /// Accepts connections while the program runs. A failure with one does not affect the others.
    fn accept_all(self: &Arc<Self>) {
        // Removes the sockets of stages that were killed.
        for socket in local::sockets().paths.iter().filter(|socket| *socket != self.listener.path()) {
            if let Err(trouble) = local::connect(socket) {
                local::sweep(socket, &trouble);
            }
        }
        let mut pause = PAUSES.0;
        loop {
            match self.listener.accept().and_then(|stream| self.add_peer(stream)) {
                Ok(()) => pause = PAUSES.0,
                Err(_) => {
                    thread::sleep(pause);
                    pause = (pause * 2).min(PAUSES.1);
                }
            }
        }
    }

    fn add_peer(self: &Arc<Self>, stream: Stream) -> io::Result<()> {
        if !self.has_room() {
            return Ok(());
        }
        let peer = Arc::new(Peer { stream: stream.try_clone()?, state: Mutex::default(), changed: Condvar::new() });
        lock(&self.peers).push(peer.clone());
        let (server, served) = (self.clone(), peer.clone());
        let started = spawn(move || {
            let _ = server.serve(stream, &served);
            server.drop_peer(&served);
        });
        started.inspect_err(|_| self.drop_peer(&peer))
    }

    /// Whether there is room for one more connection. One that has not introduced itself makes room for a new one.
    fn has_room(&self) -> bool {
        let mut peers = lock(&self.peers);
        if peers.len() < MOST_PEERS {
            return true;
        }
        let silent = peers.iter().position(|peer| !lock(&peer.state).attached);
        silent.map(|index| peers.remove(index).close()).is_some()
    }

    fn drop_peer(&self, peer: &Arc<Peer>) {
        peer.close();
        lock(&self.peers).retain(|it| !Arc::ptr_eq(it, peer));
        if lock(&peer.state).attached {
            (self.heard)(Heard::Consoles(attached(&self.peers)));
        }
    }

    /// Greets a new connection and receives its requests until it closes.
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
            // A console that accepts no messages is disconnected. It can connect again.
            let _ = tell(&mut stream, &told);
            told.close();
        })?;
        lock(&peer.state).attached = true;
        (self.heard)(Heard::Consoles(attached(&self.peers)));
        let (mut second, mut requests) = (Instant::now(), 0);
        while let FromConsole::Request(at, request) = hear(&mut reader, MOST_ASKED)? {
            if second.elapsed() >= Duration::from_secs(1) {
                (second, requests) = (Instant::now(), 0);
            }
            requests += 1;
            if requests > MOST_A_SECOND || !peer.counts_request() {
                break;
            }
            (self.heard)(Heard::Request(Duration::from_nanos(at), request));
        }
        Ok(())
    }
}

/// Runs work on a new thread, if the system has one.
fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    threads::start(work).map(drop)
}

/// Sends a console what is put into its box, until it disconnects.
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
