//! Linux and its relatives.

use std::fs::{self, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use tokio::signal::unix::{SignalKind, signal};

/// Shows a file with the program that the user has chosen for its kind; the file comes last.
pub const VIEWER: &[&str] = &["xdg-open"];
/// The command that keeps the clock right.
pub const SET_CLOCK: &str = "timedatectl set-ntp true";
/// The command that sets the clock to Vietnam's zone.
pub const SET_ZONE: &str = "timedatectl set-timezone Asia/Ho_Chi_Minh";

/// What stands before the path in the address of a file.
pub const FILE_ADDRESS: &str = "file://";

/// A path as a terminal pastes it, without the signs that keep its spaces together.
#[must_use]
pub fn unescaped(path: &str) -> String {
    path.replace("\\ ", " ")
}

/// Starts this program over with one heap for all threads, where the C library would make one for each: what one thread
/// asks for and another gives back would stay in holes, and a desk grow all day. That library reads the wish only at a
/// start. Goes on as it is when the wish stands already, or the program cannot be started again.
pub fn in_one_heap() {
    const HEAPS: &str = "MALLOC_ARENA_MAX";
    if !cfg!(all(target_os = "linux", target_env = "gnu")) || std::env::var_os(HEAPS).is_some() {
        return;
    }
    let mut words = std::env::args_os();
    if let (Ok(program), Some(name)) = (std::env::current_exe(), words.next()) {
        // Comes back only when it failed.
        drop(
            Command::new(program)
                .arg0(name)
                .args(words)
                .env(HEAPS, "1")
                .exec(),
        );
    }
}

/// How to open a file that only this user may read: written anew from its beginning.
#[must_use]
pub fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options
}

/// Makes a folder, and those above it, that only this user may enter; one that is there is closed to
/// others.
///
/// # Errors
/// What the file system said.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    const ONLY_ME: u32 = 0o700;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(ONLY_ME)
        .create(folder)?;
    match fs::metadata(folder)?.permissions().mode() & 0o777 {
        ONLY_ME => Ok(()),
        _ => fs::set_permissions(folder, Permissions::from_mode(ONLY_ME)),
    }
}

/// Room left on the disk of a folder in MiB, as the system's own command says; none where there is no
/// such command.
#[must_use]
pub fn free_room(folder: &Path) -> Option<u64> {
    let said = Command::new("df").arg("-Pk").arg(folder).output().ok()?;
    room_of(&String::from_utf8_lossy(&said.stdout))
}

fn room_of(table: &str) -> Option<u64> {
    let row = table.lines().nth(1)?;
    let kib: u64 = row.split_whitespace().nth(3)?.parse().ok()?;
    Some(kib / 1024)
}

/// What the terminal is called (`TERM`); empty when nothing is said.
#[must_use]
pub fn terminal_name() -> String {
    std::env::var("TERM").unwrap_or_default()
}

/// Language and letters of the terminal; empty when nothing is said.
#[must_use]
pub fn locale() -> String {
    let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    names.iter().find_map(|name| said(name)).unwrap_or_default()
}

/// Waits until this program is told to stop (SIGTERM, Ctrl+C).
pub async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(_) => drop(interrupt.await),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").permissions().mode() & 0o777
    }

    #[test]
    fn nobody_else_may_read() {
        let home = tempfile::tempdir().expect("home");
        let folder = home.path().join("a/b");
        private_folder(&folder).expect("made");
        private_folder(&folder).expect("there is fine");
        assert_eq!(mode(&folder), 0o700);
        let file = folder.join("x");
        let mut open = private_file().open(&file).expect("open");
        open.write_all(b"x").expect("written");
        assert_eq!(mode(&file), 0o600);
    }

    #[test]
    fn a_folder_that_others_could_enter_is_closed() {
        let home = tempfile::tempdir().expect("home");
        let folder = home.path().join("open");
        fs::create_dir(&folder).expect("made");
        fs::set_permissions(&folder, Permissions::from_mode(0o755)).expect("opened");
        private_folder(&folder).expect("closed");
        assert_eq!(mode(&folder), 0o700);
    }

    #[test]
    fn room_is_read_from_the_table_of_df() {
        let table = "Filesystem 1024-blocks Used Available Capacity Mounted on\n\
                     /dev/sda1 10255636 9000000 102400 99% /\n";
        assert_eq!(room_of(table), Some(100));
        assert_eq!(room_of(""), None);
    }
}
