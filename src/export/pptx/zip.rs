//! ZIP archives as Office packages need them: plain names, files in order, a fixed date. The same files give the same bytes.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::path::EntryPath;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter, crc32};

/// 1 January 1980, the first day of the format (PKWARE APPNOTE 4.4.6), in seconds since 1970.
const FIRST_DAY: i64 = 315_532_800;

/// Writing to memory cannot fail, and names and sizes are small.
const FITS: &str = "an archive in memory takes each file";

/// An archive as it is written.
pub struct Zip(ZipArchiveWriter<Vec<u8>>);

impl Default for Zip {
    fn default() -> Self {
        Self(ZipArchiveWriter::new(Vec::new()))
    }
}

impl Zip {
    /// Adds a file uncompressed, so that its content can be found in the archive.
    pub fn store(&mut self, name: &str, content: &[u8]) {
        self.entry(name, content, content, CompressionMethod::STORE);
    }

    /// Adds a compressed file.
    pub fn deflate(&mut self, name: &str, content: &[u8]) {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        let packed = encoder.write_all(content).and_then(|()| encoder.finish()).expect(FITS);
        self.entry(name, content, &packed, CompressionMethod::DEFLATE);
    }

    fn entry(&mut self, name: &str, content: &[u8], packed: &[u8], method: CompressionMethod) {
        let file = self.0.new_file(EntryPath::verbatim(name.as_bytes())).compression_method(method);
        let (mut entry, _) = file.last_modified(UtcDateTime::from_unix(FIRST_DAY)).start().expect(FITS);
        entry.write_all(packed).expect(FITS);
        entry.finish(DataDescriptorOutput::new(crc32(content), content.len() as u64)).expect(FITS);
    }

    pub fn finish(self) -> Vec<u8> {
        self.0.finish().expect(FITS)
    }
}
