//! Unix domain sockets.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::os::unix::net::UnixListener;
pub use std::os::unix::net::UnixStream as Stream;
use std::path::{Path, PathBuf};

/// A socket that is listened on; its file goes with it.
pub struct Listener {
    socket: UnixListener,
    path: PathBuf,
}

impl Listener {
    pub fn open(folder: &Path, name: &str) -> io::Result<Self> {
        make_private(folder)?;
        let path = folder.join(name);
        // Another process had our number once.
        let _ = fs::remove_file(&path);
        let socket = UnixListener::bind(&path)?;
        fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        Ok(Self { socket, path })
    }

    /// The next that comes.
    pub fn accept(&self) -> io::Result<Stream> {
        Ok(self.socket.accept()?.0)
    }

    /// Whether somebody who has come may stay: who can open the socket may.
    pub fn knows(&self, _: &Stream) -> bool {
        true
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Makes a folder that nobody else can look into, or makes sure that it is one.
fn make_private(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let about = fs::symlink_metadata(folder)?;
    if !about.is_dir() || about.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    if about.mode() & 0o077 != 0 {
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Goes to a stage.
pub fn connect(door: &Path) -> io::Result<Stream> {
    Stream::connect(door)
}
