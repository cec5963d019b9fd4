//! Which spool a printed paper takes: the office's queue, its viewer, or just the folder.

use std::path::{Path, PathBuf};

use super::super::{Failure, Printed};
use crate::messages::say;
use crate::print::PrintError;
use crate::print::spool::{FolderSpool, PrintJob, QueueSpool, SpoolReceipt, ViewerSpool};
use crate::text::command_words;

/// The folder and the program.
#[derive(Clone)]
pub struct Paper {
    folder: PathBuf,
    command: Vec<String>,
}

impl Paper {
    /// Papers go into `folder` and to `command`.
    pub fn new(folder: &Path, command: &[String]) -> Self {
        Self {
            folder: folder.to_owned(),
            command: command.to_vec(),
        }
    }

    /// Hands the paper on; answers where it went. Waits for the print program, so it is not called where
    /// others wait too.
    ///
    /// # Errors
    /// The file cannot be written, or the program refuses.
    pub fn deliver(&self, goes: &Goes, job: &PrintJob) -> Result<Printed, PrintError> {
        let receipt = self.submit(goes, job)?;
        let words = match goes {
            Goes::Folder(_) if self.command.is_empty() => say!("paper.written_to"),
            _ => say!("paper.sent_copy_at"),
        };
        Ok(Printed {
            words: words.into(),
            file: short(&receipt.file.unwrap_or_default()),
        })
    }

    /// Saves a file of a dossier and hands it to the office's viewer, if one is set; a print queue is
    /// not asked to show anything.
    pub fn open(&self, name: &str, bytes: Vec<u8>) -> Result<Printed, Failure> {
        let saved = self.folder.join("tep");
        let file = free_name(&saved, name);
        let written = std::fs::create_dir_all(&saved).and_then(|()| std::fs::write(&file, bytes));
        written.map_err(|error| Failure {
            code: "MC-1259".into(),
            text: say!("paper.cannot_write", display = file.display(), error),
            ..Failure::default()
        })?;
        if let (None, Some((program, rest))) = (queue(&self.command), self.command.split_first()) {
            // What the viewer says is not for this screen; that it cannot start is told by the path.
            let quiet = std::process::Stdio::null;
            drop(
                std::process::Command::new(program)
                    .args(rest)
                    .arg(&file)
                    .stdin(quiet())
                    .stdout(quiet())
                    .stderr(quiet())
                    .spawn(),
            );
        }
        Ok(Printed {
            words: say!("paper.file_saved_to").into(),
            file: short(&file),
        })
    }

    fn submit(&self, goes: &Goes, job: &PrintJob) -> Result<SpoolReceipt, PrintError> {
        let folder = self.folder.clone();
        match goes {
            Goes::Queue(queue) => {
                let (command, queue) = (Vec::new(), queue.clone());
                let spool = QueueSpool {
                    folder: Some(folder),
                    command,
                    queue,
                };
                return spool.submit(job);
            }
            Goes::Viewer(program) if !program.is_empty() => {
                let command = command_words(program);
                return ViewerSpool { folder, command }.submit(job);
            }
            Goes::Folder(other) if !other.is_empty() => {
                let folder = other.into();
                return FolderSpool { folder }.submit(job);
            }
            Goes::Folder(_) | Goes::Viewer(_) => {}
        }
        if self.command.is_empty() {
            return FolderSpool { folder }.submit(job);
        }
        match queue(&self.command) {
            Some((command, queue)) => QueueSpool {
                folder: Some(folder),
                command,
                queue,
            }
            .submit(job),
            None => ViewerSpool {
                folder,
                command: self.command.clone(),
            }
            .submit(job),
        }
    }
}

/// Where a paper of this desk becomes a file; empty addresses are what the desk was started with.
#[derive(Clone, Debug)]
pub enum Goes {
    /// A folder.
    Folder(String),
    /// A program that shows it.
    Viewer(String),
    /// A queue of the print program.
    Queue(String),
}

/// A name in `folder` that no other file has: the name itself, or with a number before its ending.
fn free_name(folder: &Path, name: &str) -> PathBuf {
    let plain = Path::new(name).file_name().unwrap_or_default();
    let (stem, ending) = match plain.to_str().and_then(|name| name.rsplit_once('.')) {
        Some((stem, ending)) => (stem.to_owned(), format!(".{ending}")),
        None => (plain.to_string_lossy().into_owned(), String::new()),
    };
    let numbered = (2..1000).map(|n| folder.join(format!("{stem}-{n}{ending}")));
    let mut names = std::iter::once(folder.join(format!("{stem}{ending}"))).chain(numbered);
    let free = names.find(|path| !path.exists());
    free.unwrap_or_else(|| folder.join(format!("{stem}{ending}")))
}

/// `lp … -d QUEUE …` taken apart: the command without the queue, and the queue.
fn queue(command: &[String]) -> Option<(Vec<String>, String)> {
    let program = Path::new(command.first()?).file_name()?;
    let at = command.iter().position(|word| word == "-d")?;
    let queue = command.get(at + 1).filter(|_| program == "lp")?.clone();
    let mut rest = command.to_vec();
    rest.drain(at..at + 2);
    Some((rest, queue))
}

/// The path as people write it, their own folder as `~`.
fn short(path: &Path) -> String {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn lp_with_a_queue_is_a_queue_and_anything_else_a_program() {
        let parts = queue(&words("/usr/bin/lp -n 2 -d QUAY01"));
        assert_eq!(parts, Some((words("/usr/bin/lp -n 2"), "QUAY01".into())));
        for other in ["lp", "lp -d", "xdg-open", "evince -d x"] {
            assert_eq!(queue(&words(other)), None, "{other}");
        }
    }

    #[test]
    fn without_a_command_the_paper_is_a_file() {
        let folder = tempfile::tempdir().expect("folder");
        let paper = Paper::new(folder.path(), &[]);
        let job = PrintJob {
            name: "H62-1/../x-mau-01-a5".into(),
            content: b"%PDF-".to_vec(),
            ..PrintJob::default()
        };
        let printed = paper.deliver(&Goes::Folder(String::new()), &job);
        let printed = printed.expect("written");
        assert!(
            printed.file.ends_with("H62-1_.._x-mau-01-a5.pdf"),
            "{printed:?}"
        );
        let files: Vec<_> = std::fs::read_dir(folder.path()).expect("dir").collect();
        assert_eq!(files.len(), 1, "{files:?}");
    }
}
