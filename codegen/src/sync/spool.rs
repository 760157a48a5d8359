//! Texts that are needed again later: a few are kept in memory, more of them in a temporary file without a name.

use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::SpooledTempFile;

/// So many bytes are kept in memory.
const MAX_IN_MEMORY: usize = 32 << 20;

/// Keeps texts.
#[derive(Debug)]
pub(super) struct Spool(Mutex<SpooledTempFile>);

/// Where a text is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    start: u64,
    length: usize,
}

impl Default for Spool {
    fn default() -> Self {
        Self(Mutex::new(SpooledTempFile::new(MAX_IN_MEMORY)))
    }
}

impl Spool {
    pub(super) fn keep(&self, text: &str) -> io::Result<Kept> {
        let mut file = self.file();
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(text.as_bytes())?;
        Ok(Kept { start, length: text.len() })
    }

    pub(super) fn text(&self, kept: Kept) -> io::Result<String> {
        let mut bytes = vec![0; kept.length];
        let mut file = self.file();
        file.seek(SeekFrom::Start(kept.start))?;
        file.read_exact(&mut bytes)?;
        String::from_utf8(bytes).map_err(io::Error::other)
    }

    fn file(&self) -> MutexGuard<'_, SpooledTempFile> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_IN_MEMORY, Spool};

    #[test]
    fn gives_back_what_it_keeps_in_memory_and_on_disk() {
        let spool = Spool::default();
        let texts =
            ["one".to_owned(), "é".repeat(MAX_IN_MEMORY / 2), String::new(), "two".to_owned()];
        let kept = texts.each_ref().map(|text| spool.keep(text).unwrap());
        for (kept, text) in kept.into_iter().zip(&texts).rev() {
            assert!(spool.text(kept).unwrap() == *text);
        }
    }
}
