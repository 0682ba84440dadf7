//! The ZIP archive of a presentation. It may be hostile, so everything read from it is limited.

use std::collections::HashMap;
use std::io::Read;

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use crate::lang::{Message, say};

/// The most files in an archive.
const MOST_FILES: usize = 20_000;

/// The largest part that is read as XML, in bytes after decompression.
const LARGEST_PART: u64 = 16 << 20;

/// The largest picture, in bytes.
const LARGEST_PICTURE: u64 = 64 << 20;

/// The most that is decompressed from one archive, in bytes.
const MOST_BYTES: u64 = 512 << 20;

/// The largest compression ratio of a file. PowerPoint's XML rarely exceeds 30.
const LARGEST_RATIO: u64 = 400;

/// Up to this size, in bytes, a file may have any compression ratio.
const SMALL: u64 = 1 << 20;

/// The start of an OLE compound file: a presentation with a password, or one from before 2007.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Whether a file starts like a presentation.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(&COMPOUND)
}

/// A file in the archive.
struct Entry {
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    is_encrypted: bool,
}

/// An open archive.
pub struct Archive<'b> {
    zip: ZipSliceArchive<&'b [u8]>,
    /// By name in lower case: part names that differ only in case are equal (ISO/IEC 29500-2, 6.2.2).
    entries: HashMap<String, Entry>,
    /// How many bytes were decompressed.
    unpacked: u64,
}

impl<'b> Archive<'b> {
    /// # Errors
    /// What is wrong and what to do, if it is not a readable archive, or has too many files.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Message> {
        if bytes.starts_with(&COMPOUND) {
            return Err(compound(bytes));
        }
        let broken = |_| say!("is not a whole ZIP archive. Copy or download it again");
        let zip = ZipArchive::from_slice(bytes).map_err(broken)?;
        let mut entries = HashMap::new();
        let mut found = zip.entries();
        while let Some(entry) = found.next_entry().map_err(broken)? {
            if entries.len() >= MOST_FILES {
                return Err(say!(
                    "has more than {most} files in it, the most that a presentation may have",
                    most = MOST_FILES
                ));
            }
            let name = String::from_utf8_lossy(entry.file_path().as_bytes()).replace('\\', "/");
            let entry = Entry {
                place: entry.wayfinder(),
                method: entry.compression_method(),
                is_encrypted: entry.flags().is_encrypted(),
            };
            entries.entry(name.to_lowercase()).or_insert(entry);
        }
        Ok(Self { zip, entries, unpacked: 0 })
    }

    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_lowercase())
    }

    /// A part that is text. `None` if it does not exist.
    ///
    /// # Errors
    /// If it cannot be decompressed, or is too large.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Message> {
        let Some(bytes) = self.bytes(name, LARGEST_PART)? else { return Ok(None) };
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|_| say!("cannot be read: its part \"{name}\" is not UTF-8", name))
    }

    /// A picture. `None` if it does not exist.
    ///
    /// # Errors
    /// If it cannot be decompressed, or is too large.
    pub fn picture(&mut self, name: &str) -> Result<Option<Vec<u8>>, Message> {
        self.bytes(name, LARGEST_PICTURE)
    }

    fn bytes(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, Message> {
        let Some(entry) = self.entries.get(&name.to_lowercase()) else { return Ok(None) };
        if entry.is_encrypted {
            return Err(say!("is locked with a password. Save it without one"));
        }
        let broken = || say!("is damaged: its part \"{name}\" cannot be unpacked. Copy or download it again", name);
        let packed = self.zip.get_entry(entry.place).map_err(|_| broken())?;
        let left = MOST_BYTES.saturating_sub(self.unpacked);
        let by_ratio = (packed.data().len() as u64).saturating_mul(LARGEST_RATIO).max(SMALL);
        // The sizes in the archive may be wrong, so the output is counted.
        let bound = most.min(left).min(by_ratio);
        let mut bytes = Vec::new();
        let read = match entry.method {
            CompressionMethod::STORE => packed.verifying_reader(packed.data()).take(bound + 1).read_to_end(&mut bytes),
            CompressionMethod::DEFLATE => {
                let unpacking = DeflateDecoder::new(packed.data());
                packed.verifying_reader(unpacking).take(bound + 1).read_to_end(&mut bytes)
            }
            _ => return Err(broken()),
        };
        read.map_err(|_| broken())?;
        if bytes.len() as u64 > bound {
            return Err(too_large(name, bound, most, by_ratio));
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
    }
}

/// Says which limit a part exceeds.
fn too_large(name: &str, bound: u64, most: u64, by_ratio: u64) -> Message {
    let mib = |bytes: u64| bytes >> 20;
    match bound {
        it if it == most => {
            say!("has a part \"{name}\" that is larger than {most} MiB, the most it may be", name, most = mib(most))
        }
        it if it == by_ratio => {
            say!(
                "has a part \"{name}\" that is more than {most} times as large as it is packed: a ZIP bomb",
                name,
                most = LARGEST_RATIO
            )
        }
        _ => say!("has more than {most} MiB in it, the most that is unpacked", most = mib(MOST_BYTES)),
    }
}

/// What is wrong with a compound file.
fn compound(bytes: &[u8]) -> Message {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    match bytes.windows(name.len()).any(|it| it == name) {
        true => say!("is locked with a password. Save it without one"),
        false => say!("is in the format of PowerPoint before 2007. Save it as .pptx"),
    }
}
