//! Unix domain sockets.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::UnixListener;
pub use std::os::unix::net::UnixStream as Stream;
use std::path::{Path, PathBuf};

use rustix::io::{Errno, FdFlags, fcntl_setfd, ioctl_fionbio};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketType, connect as connect_to, socket};
use rustix::process::{Pid, geteuid, test_kill_process};

use crate::link::local::Trouble;

/// The permission bits that let others write.
const OTHERS_WRITE: u32 = 0o022;

/// A socket that is listened on. Its file is removed with it.
pub struct Listener {
    socket: UnixListener,
    path: PathBuf,
}

impl Listener {
    pub fn open(folder: &Path, name: &str) -> Result<Self, Trouble> {
        make_private(folder)?;
        let path = folder.join(name);
        if SocketAddrUnix::new(&path).is_err() {
            return Err(Trouble::TooLong(path));
        }
        let failed = |error| Trouble::Failed(path.clone(), error);
        // A socket file exists before anyone listens on it, so it is created under another name, which must not be longer.
        let closed = path.with_extension("new");
        // An earlier process may have had our number.
        let _ = fs::remove_file(&closed);
        let socket = UnixListener::bind(&closed).map_err(failed)?;
        fs::set_permissions(&closed, Permissions::from_mode(0o600)).map_err(failed)?;
        fs::rename(&closed, &path).map_err(failed)?;
        Ok(Self { socket, path })
    }

    /// The next connection.
    pub fn accept(&self) -> io::Result<Stream> {
        Ok(self.socket.accept()?.0)
    }

    /// Whether a client may stay: it must be the same user. Not even root, who has other ways.
    pub fn knows(&self, stream: &Stream) -> bool {
        user_of(stream).is_ok_and(|user| user == geteuid().as_raw())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Makes a folder that only this user can open, or checks that it is one.
fn make_private(folder: &Path) -> Result<(), Trouble> {
    let failed = |error| Trouble::Failed(folder.to_owned(), error);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    let about = fs::symlink_metadata(folder).map_err(failed)?;
    is_own(folder, &about)?;
    if !about.is_dir() {
        return Err(failed(io::ErrorKind::NotADirectory.into()));
    }
    if about.mode() & 0o077 != 0 {
        fs::set_permissions(folder, Permissions::from_mode(0o700)).map_err(failed)?;
    }
    Ok(())
}

/// Checks that only this user can have put something into a folder.
pub fn trust_folder(folder: &Path) -> Result<(), Trouble> {
    let about = fs::symlink_metadata(folder).map_err(|error| Trouble::Failed(folder.to_owned(), error))?;
    is_own(folder, &about)?;
    match about.is_dir() && about.mode() & OTHERS_WRITE == 0 {
        true => Ok(()),
        false => Err(Trouble::Open(folder.to_owned())),
    }
}

/// Checks that a socket belongs to this user.
fn trust_socket(path: &Path) -> Result<(), Trouble> {
    let about = fs::symlink_metadata(path).map_err(|error| Trouble::Failed(path.to_owned(), error))?;
    is_own(path, &about)?;
    match about.file_type().is_socket() && about.mode() & OTHERS_WRITE == 0 {
        true => Ok(()),
        false => Err(Trouble::Open(path.to_owned())),
    }
}

fn is_own(path: &Path, about: &fs::Metadata) -> Result<(), Trouble> {
    match about.uid() == geteuid().as_raw() {
        true => Ok(()),
        false => Err(Trouble::Foreign(path.to_owned(), about.uid())),
    }
}

/// Connects to a stage of this user, without waiting for one that no longer accepts connections.
pub fn connect(path: &Path) -> Result<Stream, Trouble> {
    trust_socket(path)?;
    let stream = connect_at_once(path).map_err(|error| Trouble::Failed(path.to_owned(), error.into()))?;
    match user_of(&stream) {
        Ok(user) if user == geteuid().as_raw() => Ok(stream),
        Ok(user) => Err(Trouble::Foreign(path.to_owned(), user)),
        Err(error) => Err(Trouble::Failed(path.to_owned(), error)),
    }
}

fn connect_at_once(path: &Path) -> Result<Stream, Errno> {
    let ours = socket(AddressFamily::UNIX, SocketType::STREAM, None)?;
    fcntl_setfd(&ours, FdFlags::CLOEXEC)?;
    ioctl_fionbio(&ours, true)?;
    connect_to(&ours, &SocketAddrUnix::new(path)?)?;
    ioctl_fionbio(&ours, false)?;
    Ok(Stream::from(ours))
}

/// Whether the process whose number is in the socket's name is running.
pub fn is_alive(path: &Path) -> bool {
    let number = path.file_stem().and_then(|stem| stem.to_str()?.parse().ok());
    number.and_then(Pid::from_raw).is_some_and(|pid| test_kill_process(pid).is_ok())
}

/// The user of the process at the other end.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn user_of(stream: impl AsFd) -> io::Result<u32> {
    use std::os::fd::AsRawFd;

    let mut peer = libc::ucred { pid: 0, uid: u32::MAX, gid: u32::MAX };
    let mut size = size_of::<libc::ucred>() as libc::socklen_t;
    // SAFETY: the socket is open while it is borrowed, and the system writes at most `size` bytes into `peer`.
    let done = unsafe {
        let into = (&raw mut peer).cast();
        libc::getsockopt(stream.as_fd().as_raw_fd(), libc::SOL_SOCKET, libc::SO_PEERCRED, into, &raw mut size)
    };
    if done == 0 { Ok(peer.uid) } else { Err(io::Error::last_os_error()) }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn user_of(stream: impl AsFd) -> io::Result<u32> {
    use std::os::fd::AsRawFd;

    let (mut user, mut group) = (libc::uid_t::MAX, libc::gid_t::MAX);
    // SAFETY: the socket is open while it is borrowed, and the system writes one number into each.
    let done = unsafe { libc::getpeereid(stream.as_fd().as_raw_fd(), &raw mut user, &raw mut group) };
    if done == 0 { Ok(user) } else { Err(io::Error::last_os_error()) }
}
