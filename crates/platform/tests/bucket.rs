//! Contents in a bucket, against an S3 server that checks signatures (PLT-05).
#![allow(clippy::unwrap_used, reason = "tests")]

use futures_util::TryStreamExt;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use platform::config::Bucket;
use platform::seal::Keys;
use platform::vault::Vault;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::net::TcpListener;
use uuid::Uuid;

const CONTENT: &[u8] = "合同：成都云杉整装有限公司".as_bytes();

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("yunchou-bucket-{}", Uuid::now_v7()));
    std::fs::create_dir_all(folder.join("store/files")).unwrap();
    folder
}

/// An S3 server with one bucket, `files`; gives its address.
async fn store(root: &Path) -> Bucket {
    let mut service = S3ServiceBuilder::new(FileSystem::new(root.join("store")).unwrap());
    service.set_auth(SimpleAuth::from_single("yunchou", "the key"));
    let service = service.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            let service = service.clone();
            tokio::spawn(async move { Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), service).await });
        }
    });
    Bucket {
        endpoint,
        region: "cn-hangzhou".into(),
        name: "files".into(),
        access_key: "yunchou".into(),
        secret_key: "the key".into(),
        virtual_host: false,
    }
}

async fn read(vault: &Vault, id: Uuid) -> Option<Vec<u8>> {
    let pieces = vault.open(id).await.ok()?;
    Some(pieces.try_collect::<Vec<_>>().await.unwrap().concat())
}

fn files_below(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { files_below(&entry.path()) } else { 1 }).sum()
}

#[tokio::test]
async fn a_content_settles_in_the_bucket_sealed_and_comes_back() {
    let root = folder();
    let bucket = store(&root).await;
    let vault = Vault::new(root.join("arriving"), Keys::new([7; 32]), Some(bucket));
    let id = Uuid::now_v7();
    vault.keep_bytes(id, CONTENT).await.unwrap();
    vault.settle(id).await.unwrap();
    assert_eq!(files_below(&root.join("arriving")), 0, "nothing stays where it arrived");
    let stored = std::fs::read(root.join("store/files").join(id.simple().to_string())).unwrap();
    assert!(stored.len() > CONTENT.len() && !stored.windows(6).any(|w| w == &CONTENT[..6]), "sealed");

    assert_eq!(read(&vault, id).await.as_deref(), Some(CONTENT));
    assert_eq!(files_below(&root.join("arriving")), 0, "nor where it was fetched to");
    assert_eq!(vault.older_than(SystemTime::now() + Duration::from_secs(3600)).await.unwrap(), [id]);
    assert!(vault.older_than(SystemTime::now() - Duration::from_secs(3600)).await.unwrap().is_empty());

    vault.discard(id).await.unwrap();
    assert_eq!(read(&vault, id).await, None);
    vault.discard(id).await.unwrap();
    std::fs::remove_dir_all(root).unwrap();
}

#[tokio::test]
async fn what_the_bucket_refuses_stays_where_it_arrived_and_tells_no_secret() {
    let root = folder();
    let bucket = Bucket { secret_key: "another key".into(), ..store(&root).await };
    let vault = Vault::new(root.join("arriving"), Keys::new([7; 32]), Some(bucket));
    let id = Uuid::now_v7();
    vault.keep_bytes(id, CONTENT).await.unwrap();
    let refused = format!("{:?}", vault.settle(id).await.unwrap_err());
    assert!(refused.contains("files.bucket") && !refused.contains("X-Amz") && !refused.contains("another key"), "{refused}");
    assert_eq!(read(&vault, id).await.as_deref(), Some(CONTENT));
    std::fs::remove_dir_all(root).unwrap();
}

#[tokio::test]
async fn what_lies_in_the_folder_already_stays_readable() {
    let root = folder();
    let id = Uuid::now_v7();
    Vault::new(root.join("files"), Keys::new([7; 32]), None).keep_bytes(id, CONTENT).await.unwrap();
    let vault = Vault::new(root.join("files"), Keys::new([7; 32]), Some(store(&root).await));
    assert_eq!(read(&vault, id).await.as_deref(), Some(CONTENT));
    std::fs::remove_dir_all(root).unwrap();
}
