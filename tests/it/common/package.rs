//! The files of a ZIP archive, for tests that look into exports.

use std::io::Read;

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive};

/// The files of an archive in the order of its directory: names and bytes.
pub fn unpacked(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let archive = ZipArchive::from_slice(archive).expect("an archive");
    let mut entries = archive.entries();
    let mut files = Vec::new();
    while let Some(record) = entries.next_entry().expect("a directory") {
        let name = record.file_path().try_normalize().expect("a plain name").as_ref().to_owned();
        let is_stored = record.compression_method() == CompressionMethod::STORE;
        let entry = archive.get_entry(record.wayfinder()).expect("it is where the directory says");
        let mut bytes = Vec::new();
        let read = match is_stored {
            true => entry.verifying_reader(entry.data()).read_to_end(&mut bytes),
            false => entry.verifying_reader(DeflateDecoder::new(entry.data())).read_to_end(&mut bytes),
        };
        read.unwrap_or_else(|error| panic!("{name}: {error}"));
        files.push((name, bytes));
    }
    files
}
