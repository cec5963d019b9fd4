//! Windows.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use tokio::signal::windows::{ctrl_break, ctrl_close, ctrl_logoff, ctrl_shutdown};

/// Shows a file with the program that the user has chosen for its kind; the file comes last.
pub const VIEWER: &[&str] = &["explorer"];
/// The command that keeps the clock right.
pub const SET_CLOCK: &str = "w32tm /resync";
/// The command that sets the clock to Vietnam's zone.
pub const SET_ZONE: &str = "tzutil /s \"SE Asia Standard Time\"";

/// What stands before the path in the address of a file.
pub const FILE_ADDRESS: &str = "file:///";

/// A path as a terminal pastes it: a backslash parts folders here and hides nothing.
#[must_use]
pub fn unescaped(path: &str) -> String {
    path.to_owned()
}

/// Nothing to do: the system's heap serves all threads.
pub fn in_one_heap() {}

/// How to open a file that only this user may read: written anew from its beginning. Who may read it is
/// said by its folder ([`private_folder`]).
#[must_use]
pub fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    options
}

/// Makes a folder, and those above it, that only this user, the system and administrators may enter, as
/// Windows does with the user's own folders; one that is there is left as it is.
///
/// # Errors
/// What the file system said.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let user = std::env::var("USERNAME").unwrap_or_default();
    if user.is_empty() {
        return Ok(());
    }
    let owner = match std::env::var("USERDOMAIN") {
        Ok(domain) if !domain.is_empty() => format!("{domain}\\{user}"),
        _ => user,
    };
    // Where the command is missing (file systems and systems without such rights) the folder is still there.
    let _ = Command::new("icacls")
        .arg(folder)
        .args(["/inheritance:r", "/grant:r"])
        .arg(format!("{owner}:(OI)(CI)F"))
        // SYSTEM and the administrators by number: their names differ by language.
        .args(["*S-1-5-18:(OI)(CI)F", "*S-1-5-32-544:(OI)(CI)F"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    Ok(())
}

/// Room left on the disk of a folder in MiB; none when the system does not say.
#[must_use]
pub fn free_room(folder: &Path) -> Option<u64> {
    let bytes = fs4::available_space(folder).ok()?;
    Some(bytes >> 20)
}

/// What the terminal is called: `TERM` where one is set (a terminal of another system over SSH), otherwise
/// the console.
#[must_use]
pub fn terminal_name() -> String {
    let said = std::env::var("TERM").ok().filter(|term| !term.is_empty());
    said.unwrap_or_else(|| "windows".to_owned())
}

/// Language and letters of the terminal: the console takes all letters, whatever the code page.
#[must_use]
pub fn locale() -> String {
    "UTF-8".to_owned()
}

/// Waits until this program is told to stop (Ctrl+C, Ctrl+Break, the window closed, Windows going down).
pub async fn told_to_stop() {
    let (Ok(mut pause), Ok(mut close), Ok(mut logoff), Ok(mut shutdown)) =
        (ctrl_break(), ctrl_close(), ctrl_logoff(), ctrl_shutdown())
    else {
        drop(tokio::signal::ctrl_c().await);
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = pause.recv() => {}
        _ = close.recv() => {}
        _ = logoff.recv() => {}
        _ = shutdown.recv() => {}
    }
}
