//! A local port protected by a secret, for systems whose sockets have no permissions.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Read, Write};
pub use std::net::TcpStream as Stream;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::link::local::Trouble;

/// How long a client may take to send the secret, or we to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// A port that is listened on. Its file, with the number and the secret, is removed with it.
pub struct Listener {
    socket: TcpListener,
    path: PathBuf,
    secret: String,
}

impl Listener {
    /// The folder must be inside the user's own, which no other user can read.
    pub fn open(folder: &Path, name: &str) -> Result<Self, Trouble> {
        let path = folder.join(name);
        let secret = secret();
        let begin = || {
            fs::create_dir_all(folder)?;
            let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            fs::write(&path, format!("{} {secret}\n", socket.local_addr()?.port()))?;
            Ok(socket)
        };
        let socket = begin().map_err(|error| Trouble::Failed(folder.to_owned(), error))?;
        Ok(Self { socket, path, secret })
    }

    /// The next connection.
    pub fn accept(&self) -> io::Result<Stream> {
        Ok(self.socket.accept()?.0)
    }

    /// Whether a client may stay: it must first send the secret.
    pub fn knows(&self, stream: &Stream) -> bool {
        let mut said = vec![0; self.secret.len()];
        let heard = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| (&*stream).read_exact(&mut said));
        heard.is_ok() && said == self.secret.as_bytes()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// 256 random bits: the seed that the standard library gets from the system for its maps.
fn secret() -> String {
    (0..4).map(|_| format!("{:016x}", RandomState::new().build_hasher().finish())).collect()
}

/// Whether a folder exists. The system protects a user's folders from other users.
#[cfg(not(unix))]
pub fn trust_folder(folder: &Path) -> Result<(), Trouble> {
    fs::symlink_metadata(folder).map(drop).map_err(|error| Trouble::Failed(folder.to_owned(), error))
}

/// Whether the process that created the file is running. Not needed here: a port that nobody listens on refuses, a busy one does not.
#[cfg(not(unix))]
pub fn is_alive(_: &Path) -> bool {
    false
}

/// Connects to a stage.
pub fn connect(path: &Path) -> Result<Stream, Trouble> {
    connect_to(path).map_err(|error| Trouble::Failed(path.to_owned(), error))
}

fn connect_to(path: &Path) -> io::Result<Stream> {
    let text = fs::read_to_string(path)?;
    let (port, secret) = text.trim().split_once(' ').ok_or(io::ErrorKind::InvalidData)?;
    let port: u16 = port.parse().map_err(|_| io::ErrorKind::InvalidData)?;
    let mut stream = Stream::connect_timeout(&(Ipv4Addr::LOCALHOST, port).into(), PATIENCE)?;
    stream.set_nodelay(true)?;
    stream.write_all(secret.as_bytes())?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_must_know_the_secret() {
        let folder = std::env::temp_dir().join(format!("pupitre-port-{}", std::process::id()));
        let listener = Listener::open(&folder, "1.stage").unwrap();
        let friend = connect(listener.path()).unwrap();
        assert!(listener.knows(&listener.accept().unwrap()));
        let mut stranger = Stream::connect(listener.socket.local_addr().unwrap()).unwrap();
        stranger.write_all(&[b'0'; 64]).unwrap();
        assert!(!listener.knows(&listener.accept().unwrap()));
        assert_ne!(secret(), secret());
        drop((friend, listener));
        let _ = fs::remove_dir_all(folder);
    }
}
