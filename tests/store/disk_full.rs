//! A full disk: new writes are refused in words, reading goes on, and it heals when there is room.

use crate::schema::{self, *};
use motcua::store::{Store, StoreError, open_sqlite};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

#[test]
fn a_full_disk_refuses_writes_keeps_reading_and_heals() {
    let Some(disk) = SmallDisk::mount("4m") else {
        eprintln!("SKIPPED full disk: a small file system cannot be mounted here");
        return;
    };
    let ballast = disk.path().join("ballast");
    fs::write(&ballast, vec![1; 1 << 20]).unwrap();
    let store = open_sqlite(&disk.path().join("kho.db"), &schema::SQLITE).unwrap();

    let mut saved = Vec::new();
    let refusal = (0..1000).find_map(|id| match put(&store, id) {
        Ok(()) => {
            saved.push(id);
            None
        }
        Err(error) => Some(error),
    });
    assert_eq!(refusal, Some(StoreError::DiskFull));
    assert!(!saved.is_empty());
    // Many at once: each is refused, none takes the others' answers along.
    let many: Vec<_> = (2000..2020).map(|id| write(&store, id)).collect();
    assert!(
        many.into_iter()
            .all(|answer| answer.wait() == Err(StoreError::DiskFull))
    );
    assert_eq!(ids(&store), saved, "reading while the disk is full");

    fs::remove_file(&ballast).unwrap();
    assert_eq!(put(&store, 3000), Ok(()));
    saved.push(3000);
    assert_eq!(ids(&store), saved);
    store.close();
    let again = open_sqlite(&disk.path().join("kho.db"), &schema::SQLITE).unwrap();
    assert_eq!(ids(&again), saved, "after a new start");
}

fn write(store: &Arc<dyn Store>, id: i64) -> motcua::store::Pending<(), StoreError> {
    let text = "Hồ sơ ".repeat(4000);
    store.write(move |tx| tx.exec(&ADD, &[id.into(), text.as_str().into()]).map(drop))
}

fn put(store: &Arc<dyn Store>, id: i64) -> Result<(), StoreError> {
    write(store, id).wait()
}

fn ids(store: &Arc<dyn Store>) -> Vec<i64> {
    store
        .read_blocking::<_, StoreError, _>(|tx| {
            tx.rows(&IDS, &[])?.iter().map(|row| row.int(0)).collect()
        })
        .unwrap()
}

/// A file system of a few MB in memory; taken away with this value.
struct SmallDisk(PathBuf, #[allow(dead_code)] tempfile::TempDir);

impl SmallDisk {
    fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().ok()?;
        let path = folder.path().join("disk");
        fs::create_dir(&path).ok()?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "motcua-test"])
            .arg(&path)
            .output()
            .ok()?;
        mounted.status.success().then_some(SmallDisk(path, folder))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
