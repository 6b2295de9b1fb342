//! The contents of files at rest: sealed, one file each in a folder or an object each in a bucket (PLT-05). Nothing here knows who may
//! read them.

mod bucket;

use crate::config;
use crate::error::{Error, Reply};
use crate::http::State;
use crate::seal::stream::{HEAD, PIECE, Pieces, TAG};
use crate::seal::{Keys, hex};
use actix_web::web::{self, Bytes};
use bucket::Bucket;
use futures_util::StreamExt;
use futures_util::stream::{LocalBoxStream, try_unfold};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, SystemTime};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// Bytes from the beginning that tell what a content is.
const BEGINNING: usize = 8 * 1024;

/// How long a program may look at a file.
const SCAN: Duration = Duration::from_secs(120);
/// An upload that sends nothing for so long has broken off.
const STALL: Duration = Duration::from_secs(60);

/// A content on its way out, piece by piece.
pub type Opened = LocalBoxStream<'static, io::Result<Bytes>>;

/// Where contents lie, and the keys that seal them. With a bucket the folder is only where they arrive.
pub struct Vault {
    folder: PathBuf,
    keys: Keys,
    bucket: Option<config::Bucket>,
}

/// What is known of a content once it lies in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Bytes.
    pub size: u64,
    /// SHA-256, in hex.
    pub hash: String,
    /// The first 8 KiB.
    pub beginning: Vec<u8>,
}

impl Vault {
    /// The company's vault.
    pub fn of(state: &State) -> Self {
        Self::new(state.config.files_folder(), state.keys.clone(), state.config.files.bucket.clone())
    }

    /// A vault in a folder, or in a bucket if there is one.
    pub fn new(folder: PathBuf, keys: Keys, bucket: Option<config::Bucket>) -> Self {
        Self { folder, keys, bucket }
    }

    fn bucket(&self) -> anyhow::Result<Option<Bucket>> {
        self.bucket.as_ref().map(Bucket::of).transpose()
    }

    fn path(&self, id: Uuid) -> PathBuf {
        let name = id.simple().to_string();
        // The end of an id is random: folders stay small.
        self.folder.join(&name[30..]).join(name)
    }

    /// Keeps a content as it arrives, at most `limit` bytes of it. What is not kept whole leaves nothing behind.
    ///
    /// # Errors
    /// `413` over the limit, `400` where the connection breaks; where the disk fails.
    pub async fn keep(&self, id: Uuid, mut payload: web::Payload, limit: u64) -> Reply<Kept> {
        let (path, keys) = (self.path(id), self.keys.clone());
        let mut writer = blocking(move || Writer::begin(path, &keys, id)).await?;
        let mut waiting: Vec<u8> = Vec::with_capacity(PIECE);
        while let Some(chunk) = tokio::time::timeout(STALL, payload.next()).await.map_err(|_| Error::Malformed)? {
            waiting.extend_from_slice(&chunk.map_err(|_| Error::Malformed)?);
            if writer.size + waiting.len() as u64 > limit {
                return Err(Error::TooLarge);
            }
            // A full piece stays until more comes: the last one must be known as such.
            while waiting.len() > PIECE {
                let rest = waiting.split_off(PIECE);
                let piece = std::mem::replace(&mut waiting, rest);
                writer = blocking(move || writer.add(&piece, false)).await?;
            }
        }
        blocking(move || writer.add(&waiting, true)?.finish()).await
    }

    /// The content, opened piece by piece.
    ///
    /// # Errors
    /// Where it is not there or too short.
    pub async fn open(&self, id: Uuid) -> Reply<Opened> {
        let (mut path, keys) = (self.path(id), self.keys.clone());
        let fetched = match self.bucket()? {
            Some(bucket) if !path.exists() => {
                // A name of its own, as that of a content: what breaks off here is found by the look for strays.
                path = self.path(Uuid::now_v7());
                bucket.get(id, &path).await?;
                true
            }
            _ => false,
        };
        let begin = move || {
            let reader = Reader::begin(&path, &keys, id);
            if fetched {
                std::fs::remove_file(&path)?;
            }
            reader
        };
        let reader = blocking(begin).await?;
        Ok(try_unfold(reader, |reader| async move {
            if reader.left == 0 {
                return Ok(None);
            }
            let next = blocking(move || reader.next()).await;
            next.map(Some).map_err(|error| {
                tracing::error!(?error, "a content cannot be read");
                io::Error::other("a content cannot be read")
            })
        })
        .boxed_local())
    }

    /// Brings a kept content to where it stays: into the bucket, if there is one.
    ///
    /// # Errors
    /// Where the bucket does not take it; it can be tried again.
    pub async fn settle(&self, id: Uuid) -> Reply<()> {
        let Some(bucket) = self.bucket()? else { return Ok(()) };
        let path = self.path(id);
        bucket.put(id, &path).await?;
        blocking(move || Ok(std::fs::remove_file(path)?)).await
    }

    /// Keeps a small content that is there as a whole.
    ///
    /// # Errors
    /// Where the disk fails.
    pub async fn keep_bytes(&self, id: Uuid, bytes: impl AsRef<[u8]> + Send + 'static) -> Reply<Kept> {
        let (path, keys) = (self.path(id), self.keys.clone());
        let keep = move || {
            let mut writer = Writer::begin(path, &keys, id)?;
            let mut pieces = bytes.as_ref().chunks(PIECE).peekable();
            while let Some(piece) = pieces.next() {
                writer = writer.add(piece, pieces.peek().is_none())?;
            }
            writer.finish()
        };
        blocking(keep).await
    }

    /// Whether a program finds the content clean: it reads it from its standard input and ends with 0, or with 1 where it is not.
    ///
    /// # Errors
    /// Where the program cannot run, takes longer than two minutes or ends otherwise.
    pub async fn is_clean(&self, id: Uuid, command: &[String]) -> Reply<bool> {
        let [program, arguments @ ..] = command else { return Ok(true) };
        let mut scanner = tokio::process::Command::new(program);
        scanner.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        let mut running = scanner.spawn().map_err(|e| anyhow::anyhow!("files.scan: {program}: {e}"))?;
        let mut input = running.stdin.take();
        let scan = async {
            let mut pieces = self.open(id).await?;
            while let (Some(input), Some(piece)) = (&mut input, pieces.next().await) {
                let piece = piece.map_err(anyhow::Error::from)?;
                // A program that has seen enough reads no further.
                if input.write_all(&piece).await.is_err() {
                    break;
                }
            }
            drop(input.take());
            Ok::<_, Error>(running.wait().await.map_err(anyhow::Error::from)?)
        };
        let ended = tokio::time::timeout(SCAN, scan).await.map_err(|_| anyhow::anyhow!("files.scan: {program} takes too long"))??;
        match ended.code() {
            Some(0) => Ok(true),
            Some(1) => Ok(false),
            _ => Err(anyhow::anyhow!("files.scan: {program}: {ended}").into()),
        }
    }

    /// Forgets a content; one that is gone already is fine.
    ///
    /// # Errors
    /// Where the disk fails.
    pub async fn discard(&self, id: Uuid) -> Reply<()> {
        let path = self.path(id);
        let gone = move || match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        };
        blocking(gone).await?;
        match self.bucket()? {
            Some(bucket) => Ok(bucket.remove(id).await?),
            None => Ok(()),
        }
    }

    /// The contents that were kept before a moment.
    ///
    /// # Errors
    /// Where the disk fails.
    pub async fn older_than(&self, moment: SystemTime) -> Reply<Vec<Uuid>> {
        let folder = self.folder.clone();
        let mut found = blocking(move || older_than(&folder, moment)).await?;
        if let Some(bucket) = self.bucket()? {
            found.extend(bucket.older_than(moment).await?);
        }
        Ok(found)
    }
}

fn older_than(folder: &Path, moment: SystemTime) -> anyhow::Result<Vec<Uuid>> {
    let mut found = Vec::new();
    if !folder.exists() {
        return Ok(found);
    }
    for below in std::fs::read_dir(folder)? {
        let below = below?.path();
        if !below.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(below)? {
            let file = file?;
            let id = file.file_name().to_str().and_then(|name| Uuid::try_parse(name).ok());
            if let Some(id) = id.filter(|_| file.metadata().and_then(|about| about.modified()).is_ok_and(|at| at < moment)) {
                found.push(id);
            }
        }
    }
    Ok(found)
}

/// Files are written and read beside the event loop.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Reply<T> {
    Ok(web::block(work).await.map_err(|e| anyhow::anyhow!("files: {e}"))??)
}

struct Writer {
    file: File,
    path: PathBuf,
    pieces: Pieces,
    hash: Sha256,
    size: u64,
    beginning: Vec<u8>,
    finished: bool,
}

impl Writer {
    fn begin(path: PathBuf, keys: &Keys, id: Uuid) -> anyhow::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let pieces = keys.sealing(id)?;
        let file = File::create_new(&path)?;
        let mut writer = Self { file, path, pieces, hash: Sha256::new(), size: 0, beginning: Vec::new(), finished: false };
        writer.file.write_all(&writer.pieces.head())?;
        Ok(writer)
    }

    fn add(mut self, piece: &[u8], last: bool) -> anyhow::Result<Self> {
        self.hash.update(piece);
        self.size += piece.len() as u64;
        let room = BEGINNING.saturating_sub(self.beginning.len()).min(piece.len());
        self.beginning.extend_from_slice(&piece[..room]);
        let sealed = self.pieces.seal(piece, last)?;
        self.file.write_all(&sealed)?;
        Ok(self)
    }

    fn finish(mut self) -> anyhow::Result<Kept> {
        self.file.sync_all()?;
        self.finished = true;
        let hash = hex(&std::mem::take(&mut self.hash).finalize());
        Ok(Kept { size: self.size, hash, beginning: std::mem::take(&mut self.beginning) })
    }
}

impl Drop for Writer {
    /// An upload that broke off leaves nothing behind.
    fn drop(&mut self) {
        if !self.finished {
            let _gone = std::fs::remove_file(&self.path);
        }
    }
}

struct Reader {
    file: File,
    pieces: Pieces,
    /// Sealed bytes that are still to come.
    left: u64,
}

impl Reader {
    fn begin(path: &Path, keys: &Keys, id: Uuid) -> anyhow::Result<Self> {
        let mut file = File::open(path)?;
        let mut head = [0; HEAD];
        file.read_exact(&mut head)?;
        let left = file.metadata()?.len() - HEAD as u64;
        anyhow::ensure!(left >= TAG as u64, "a content is incomplete");
        Ok(Self { file, pieces: keys.opening(id, head), left })
    }

    fn next(mut self) -> anyhow::Result<(Bytes, Self)> {
        let whole = PIECE + TAG;
        let take = usize::try_from(self.left).unwrap_or(whole).min(whole);
        let mut sealed = vec![0; take];
        self.file.read_exact(&mut sealed)?;
        self.left -= take as u64;
        let opened = self.pieces.open(&sealed, self.left == 0)?;
        Ok((opened.into(), self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_off_leaves_nothing_and_what_is_kept_comes_back() {
        let folder = std::env::temp_dir().join(format!("yunchou-vault-{}", Uuid::now_v7()));
        let vault = Vault::new(folder.clone(), Keys::new([7; 32]), None);
        let (broken, id) = (Uuid::now_v7(), Uuid::now_v7());
        drop(Writer::begin(vault.path(broken), &vault.keys, broken).unwrap().add(b"half", false).unwrap());
        assert!(!vault.path(broken).exists());

        let long = vec![b'x'; PIECE];
        let writer = Writer::begin(vault.path(id), &vault.keys, id).unwrap();
        let kept = writer.add(&long, false).unwrap().add(b"secret", true).unwrap().finish().unwrap();
        assert_eq!((kept.size, kept.beginning.len()), (PIECE as u64 + 6, BEGINNING));
        let stored = std::fs::read(vault.path(id)).unwrap();
        assert!(!stored.windows(6).any(|w| w == b"secret"), "sealed");
        let (first, rest) = Reader::begin(&vault.path(id), &vault.keys, id).unwrap().next().unwrap();
        let (second, rest) = rest.next().unwrap();
        assert_eq!((first.len(), &second[..], rest.left), (PIECE, &b"secret"[..], 0));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
