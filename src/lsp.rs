//! Decks in editors: the Language Server Protocol (version 3.17) on standard input and output.
//!
//! An editor opens decks and changes them; [`serve`] tells what is wrong with them, as `pupitre check` finds it, and answers
//! what it is asked. Each kind of answer is one file below. What is not a deck is left alone.

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

/// Serves one editor, in some words, until it says that it goes, or nothing more comes from it.
///
/// # Errors
/// When it goes without asking first, or sends what is no message: a phrase that says why.
pub fn serve(
    input: impl Read + Send + 'static,
    output: &mut dyn Write,
    words: &'static Words,
) -> Result<(), lang::Message> {
    // Messages wait here, as many as there are: what is typed meanwhile is looked over once.
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
    /// The editor has not said yet what it can do.
    New,
    Open,
    /// The editor has asked to end: only its last word is awaited.
    Closing,
    Gone,
    /// It went or cannot be reached: why.
    Lost(&'static str),
}

struct Session<'o> {
    output: &'o mut dyn Write,
    /// In which it speaks to the author.
    words: &'static Words,
    encoding: Encoding,
    state: State,
    /// The open documents by their URIs, with whether what was found in each has still to be told.
    documents: BTreeMap<String, (Document, bool)>,
}

impl Session<'_> {
    fn take(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.answer(request),
            Message::Notification(it) => self.note(&it.method, &it.params),
            // Nothing is asked of the editor.
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

    /// What the two sides can do.
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

    /// The answer to a question about a document; nothing where the question is not known.
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

    /// Takes what the editor tells.
    fn note(&mut self, method: &str, params: &Json) {
        let about = &params["textDocument"];
        let uri = about["uri"].as_str().unwrap_or_default();
        match method {
            "exit" if self.state == State::Closing => self.state = State::Gone,
            "exit" => self.state = State::Lost(noun!("the editor left without asking to shut down")),
            _ if self.state != State::Open => {}
            "textDocument/didOpen" => self.set(uri, &about["version"], about["text"].as_str()),
            "textDocument/didChange" => {
                // Each change is the whole text; the last one counts.
                let last = params["contentChanges"].as_array().and_then(|all| all.last());
                self.set(uri, &about["version"], last.and_then(|it| it["text"].as_str()));
            }
            "textDocument/didClose" if self.documents.remove(uri).is_some() => {
                self.tell(json!({ "uri": uri, "diagnostics": [] }));
            }
            // A file beside a deck may be what was saved.
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

    /// Tells what was found in what has changed.
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

/// The answer to `textDocument/formatting`: the changes that bring a deck into its canonical form.
fn formatted(document: &Document) -> Json {
    let text = &document.source.text;
    let Some(form) = canonical::form(text) else { return Json::Null };
    Edit::between(text, &form).iter().map(|edit| document.edit(edit)).collect()
}
