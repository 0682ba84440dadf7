//! An editor for tests: it talks to `pupitre lsp` as editors do.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::common::pupitre;

/// Expected messages arrive long before this, even on a slow machine.
const DEADLINE: Duration = Duration::from_secs(20);

pub struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Json>,
    next: i64,
    /// The answer to `initialize`.
    pub about: Json,
    /// The last findings of each document, by its URI.
    pub found: BTreeMap<String, Json>,
}

/// How a session ended: the exit code, and standard error.
pub type Ended = (Option<i32>, String);

impl Editor {
    /// The program, before the first message.
    pub fn silent() -> Self {
        let mut command = pupitre(&["lsp", "--stdio"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let (sender, messages) = mpsc::channel();
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                let _ = sender.send(message);
            }
        });
        let input = child.stdin.take();
        Self { child, input, messages, next: 0, about: Json::Null, found: BTreeMap::new() }
    }

    /// An editor that counts columns in one of these encodings.
    pub fn new(encodings: &[&str]) -> Self {
        let mut editor = Self::silent();
        let capabilities = json!({ "general": { "positionEncodings": encodings } });
        editor.about = editor.ask("initialize", json!({ "processId": null, "capabilities": capabilities }));
        editor.tell("initialized", json!({}));
        editor
    }

    pub fn write(&mut self, bytes: &[u8]) {
        // The program may have ended by now; the test notices by its exit code.
        let _ = self.input.as_mut().expect("still spoken to").write_all(bytes);
    }

    fn send(&mut self, message: &Json) {
        let content = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{content}", content.len()).as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: Json) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The complete answer to a request. Notifications received meanwhile are kept.
    pub fn answer(&mut self, method: &str, params: Json) -> Json {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id {
                return message;
            }
        }
    }

    /// The result of a request that must succeed.
    pub fn ask(&mut self, method: &str, params: Json) -> Json {
        let answer = self.answer(method, params);
        assert!(answer["error"].is_null(), "{answer}");
        answer["result"].clone()
    }

    /// The next message.
    pub fn receive(&mut self) -> Json {
        let message = self.messages.recv_timeout(DEADLINE).expect("the program says something");
        assert_eq!(message["jsonrpc"], "2.0");
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            self.found.insert(params["uri"].as_str().expect("a URI").to_owned(), params.clone());
        }
        message
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub fn change(&mut self, uri: &str, version: u32, text: &str) {
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    }

    /// The findings for this version of a document.
    pub fn findings(&mut self, uri: &str, version: u32) -> Vec<Json> {
        while self.found.get(uri).is_none_or(|found| found["version"] != version) {
            self.receive();
        }
        self.found[uri]["diagnostics"].as_array().expect("a list").clone()
    }

    /// The answer to a request about a position in a document.
    pub fn ask_at(&mut self, method: &str, uri: &str, (line, character): (usize, usize)) -> Json {
        let position = json!({ "line": line, "character": character });
        self.ask(method, json!({ "textDocument": { "uri": uri }, "position": position }))
    }

    /// The answer to a request about a whole document.
    pub fn ask_about(&mut self, method: &str, uri: &str) -> Json {
        self.ask(method, json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 2, "insertSpaces": true } }))
    }

    /// The actions for a finding.
    pub fn actions(&mut self, uri: &str, finding: &Json) -> Vec<Json> {
        let context = json!({ "diagnostics": [finding] });
        let params = json!({ "textDocument": { "uri": uri }, "range": finding["range"], "context": context });
        self.ask("textDocument/codeAction", params).as_array().expect("a list").clone()
    }

    /// Ends the session as editors do.
    pub fn close(mut self) -> Ended {
        assert_eq!(self.ask("shutdown", Json::Null), Json::Null);
        self.tell("exit", Json::Null);
        self.end()
    }

    /// Closes the input and waits for the program's end.
    pub fn end(mut self) -> Ended {
        drop(self.input.take());
        let mut error = String::new();
        let mut stderr = self.child.stderr.take().expect("a pipe");
        stderr.read_to_string(&mut error).expect("only UTF-8 is written");
        (self.child.wait().expect("it ends").code(), error)
    }

    /// Whether nothing more arrived until the program ended.
    pub fn is_silent(&self) -> bool {
        self.messages.recv_timeout(DEADLINE).is_err()
    }
}

/// The next message of the program; `None` at the end.
fn read(output: &mut impl BufRead) -> Option<Json> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).expect("headers are text") == 0 {
            return None;
        }
        match line.trim_end().strip_prefix("Content-Length: ") {
            Some(number) => length = number.parse().expect("a number"),
            None if line == "\r\n" => break,
            None => panic!("{line:?} is no header"),
        }
    }
    let mut content = vec![0; length];
    output.read_exact(&mut content).expect("a whole message");
    Some(serde_json::from_slice(&content).expect("JSON"))
}

/// A text after an editor's edits, with positions in UTF-16.
pub fn edited(text: &str, edits: &Json) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .as_array()
        .expect("a list")
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (offset(text, &range["start"]), offset(text, &range["end"]), edit["newText"].as_str().expect("a text"))
        })
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    edits.iter().rev().for_each(|(start, end, new)| text.replace_range(start..end, new));
    text
}

/// The byte offset of a line and a column in UTF-16.
pub fn offset(text: &str, position: &Json) -> usize {
    let number = |name: &str| position[name].as_u64().expect("a number") as usize;
    let start: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
    let units: Vec<u16> = text[start..].encode_utf16().take(number("character")).collect();
    start + String::from_utf16(&units).expect("no column is inside a sign").len()
}
