//! A language server for decks: the Language Server Protocol (version 3.17) on standard input and output.
//!
//! An editor opens and changes decks; [`serve`] sends the same findings as `pupitre check`, and answers requests. Each kind of answer is one file
//! below. Files that are not ours are ignored.

mod actions;
mod completion;
mod cursor;
mod document;
mod findings;
mod hover;
mod ids;
mod outline;
mod position;
mod terms;
mod wire;

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Write};
use std::sync::mpsc;

use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use serde_json::{Value as Json, json};

use crate::canonical;
use crate::lang::{self, Words, noun, say};
use crate::lsp::document::Document;
use crate::lsp::position::Encoding;
use crate::lsp::wire::Incoming;
use crate::source::Edit;
use crate::terminal::threads;

/// Serves one editor in the language of `words`, until it exits, or its input ends.
///
/// # Errors
/// If it exits without a shutdown request, or sends something that is not a message: a phrase that says why.
pub fn serve(
    input: impl Read + Send + 'static,
    output: &mut dyn Write,
    words: &'static Words,
) -> Result<(), lang::Message> {
    // Messages are queued without a limit, so that several changes are checked only once.
    let (sender, messages) = mpsc::channel();
    let reader = threads::start(move || {
        let mut input = BufReader::new(input);
        loop {
            match wire::read(&mut input)? {
                Incoming::Message(message) => match sender.send(message) {
                    Ok(()) => {}
                    Err(_) => return Ok(()),
                },
                Incoming::Unknown => {}
                Incoming::End => return Ok(()),
            }
        }
    })
    .map_err(|error| lang::Message::from(&error))?;
    let mut session =
        Session { output, words, encoding: Encoding::Utf16, state: State::New, documents: BTreeMap::new() };
    let mut next = messages.recv().ok();
    while let Some(message) = next {
        session.take(message);
        match session.state {
            State::Gone => return Ok(()),
            State::Lost(why) => return Err(lang::Message::noun(why)),
            State::New | State::Open | State::Closing => {}
        }
        next = messages.try_recv().ok().or_else(|| {
            session.publish();
            messages.recv().ok()
        });
    }
    match reader.join() {
        Ok(Err(why)) => Err(why),
        _ => Err(say!("the editor closed the connection")),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The editor has not sent its capabilities yet.
    New,
    Open,
    /// The editor has requested the shutdown: only its exit is expected.
    Closing,
    Gone,
    /// The connection is lost: why.
    Lost(&'static str),
}

struct Session<'o> {
    output: &'o mut dyn Write,
    /// The words for the author.
    words: &'static Words,
    encoding: Encoding,
    state: State,
    /// The open documents by URI, each with whether its findings have yet to be sent.
    documents: BTreeMap<String, (Document, bool)>,
}

impl Session<'_> {
    fn take(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.answer(request),
            Message::Notification(it) => self.note(&it.method, &it.params),
            // The server sends no requests.
            Message::Response(_) => {}
        }
    }

    fn send(&mut self, message: impl Into<Message>) {
        let mut output = &mut *self.output;
        if message.into().write(&mut output).is_err() {
            self.state = State::Lost(noun!("the editor stopped reading"));
        }
    }

    fn answer(&mut self, Request { id, method, params }: Request) {
        let wrong = |code: ErrorCode, why: &str| Response::new_err(id.clone(), code as i32, why.to_owned());
        let response = match (self.state, method.as_str()) {
            (State::New, "initialize") => {
                self.state = State::Open;
                Response::new_ok(id, self.begin(&params))
            }
            (State::New, _) => wrong(ErrorCode::ServerNotInitialized, "`initialize` comes first"),
            (State::Open, "shutdown") => {
                self.state = State::Closing;
                Response::new_ok(id, Json::Null)
            }
            (State::Open, method) => match self.about_document(method, &params) {
                Some(result) => Response::new_ok(id, result),
                None => wrong(ErrorCode::MethodNotFound, "this is not known here"),
            },
            _ => wrong(ErrorCode::InvalidRequest, "the session ends"),
        };
        self.send(response);
    }

    /// Exchanges capabilities.
    fn begin(&mut self, params: &Json) -> Json {
        let offered = params["capabilities"]["general"]["positionEncodings"].as_array();
        let utf8 = Json::from(Encoding::Utf8.name());
        if offered.is_some_and(|offered| offered.contains(&utf8)) {
            self.encoding = Encoding::Utf8;
        }
        json!({
            "capabilities": {
                "positionEncoding": self.encoding.name(),
                "textDocumentSync": { "openClose": true, "change": 1, "save": true },
                "codeActionProvider": { "codeActionKinds": actions::KINDS },
                "completionProvider": { "triggerCharacters": ["\""] },
                "definitionProvider": true,
                "documentFormattingProvider": true,
                "documentSymbolProvider": true,
                "foldingRangeProvider": true,
                "hoverProvider": true,
                "referencesProvider": true,
                "renameProvider": true,
            },
            "serverInfo": { "name": "pupitre", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    /// The answer to a request about a document. `None` if the method is unknown.
    fn about_document(&self, method: &str, params: &Json) -> Option<Json> {
        let answer: fn(&Document, &Json) -> Json = match method {
            "textDocument/codeAction" => actions::actions,
            "textDocument/completion" => completion::completions,
            "textDocument/definition" => ids::definition,
            "textDocument/hover" => hover::hover,
            "textDocument/references" => ids::references,
            "textDocument/rename" => ids::rename,
            "textDocument/documentSymbol" => |document, _| outline::symbols(document),
            "textDocument/foldingRange" => |document, _| outline::folds(document),
            "textDocument/formatting" => |document, _| formatted(document),
            _ => return None,
        };
        let document = params["textDocument"]["uri"].as_str().and_then(|uri| self.documents.get(uri));
        Some(document.filter(|(document, _)| document.is_deck).map_or(Json::Null, |(it, _)| answer(it, params)))
    }

    /// Handles a notification of the editor.
    fn note(&mut self, method: &str, params: &Json) {
        let about = &params["textDocument"];
        let uri = about["uri"].as_str().unwrap_or_default();
        match method {
            "exit" if self.state == State::Closing => self.state = State::Gone,
            "exit" => self.state = State::Lost(noun!("the editor left without asking to shut down")),
            _ if self.state != State::Open => {}
            "textDocument/didOpen" => self.set(uri, &about["version"], about["text"].as_str()),
            "textDocument/didChange" => {
                // Each change contains the whole text, so only the last one matters.
                let last = params["contentChanges"].as_array().and_then(|all| all.last());
                self.set(uri, &about["version"], last.and_then(|it| it["text"].as_str()));
            }
            "textDocument/didClose" if self.documents.remove(uri).is_some() => {
                self.tell(json!({ "uri": uri, "diagnostics": [] }));
            }
            // The saved file may be one beside a deck.
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                for (document, untold) in self.documents.values_mut() {
                    document.forget();
                    *untold = true;
                }
            }
            _ => {}
        }
    }

    fn set(&mut self, uri: &str, version: &Json, text: Option<&str>) {
        let Some(text) = text else { return };
        let mut document = Document::new(uri, version.clone(), text, (self.encoding, self.words));
        document.is_deck |= self.documents.get(uri).is_some_and(|(before, _)| before.is_deck);
        self.documents.insert(uri.to_owned(), (document, true));
    }

    /// Sends the findings of what has changed.
    fn publish(&mut self) {
        let untold = self.documents.values_mut().filter(|(_, untold)| *untold);
        let told: Vec<Json> = untold
            .map(|(document, untold)| {
                *untold = false;
                findings::published(document)
            })
            .collect();
        told.into_iter().for_each(|it| self.tell(it));
    }

    fn tell(&mut self, found: Json) {
        self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), found));
    }
}

/// The answer to `textDocument/formatting`: the edits that bring a deck into canonical form.
fn formatted(document: &Document) -> Json {
    let text = &document.source.text;
    let Some(form) = canonical::form(text) else { return Json::Null };
    Edit::between(text, &form).iter().map(|edit| document.edit(edit)).collect()
}
