//! Papers as files: into a folder, shown by a viewer, or handed to a print program.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::super::error::PrintError;
use super::{PrintJob, SpoolReceipt};
use crate::platform::VIEWER;

/// Writes into a folder, which is made when it is missing.
#[derive(Clone, Debug)]
pub struct FolderSpool {
    /// The folder.
    pub folder: PathBuf,
}

impl FolderSpool {
    /// Carries the paper away; a print program is waited for.
    ///
    /// # Errors
    /// When the file cannot be written or the program refuses; the file is never half written.
    pub fn submit(&self, job: &PrintJob) -> Result<SpoolReceipt, PrintError> {
        let file = self.folder.join(format!("{}.pdf", safe_name(&job.name)));
        std::fs::create_dir_all(&self.folder)
            .and_then(|()| write_whole(&file, &job.content))
            .map_err(|cause| PrintError::File {
                path: file.clone(),
                cause,
            })?;
        Ok(SpoolReceipt {
            file: Some(file),
            job: None,
        })
    }
}

/// Writes into a folder and shows the file with a program (otherwise [`VIEWER`]), which is not waited for.
#[derive(Clone, Debug)]
pub struct ViewerSpool {
    /// Where the file goes.
    pub folder: PathBuf,
    /// Program and its arguments; the file comes last. No shell reads it.
    pub command: Vec<String>,
}

impl ViewerSpool {
    /// Carries the paper away; a print program is waited for.
    ///
    /// # Errors
    /// When the file cannot be written or the program refuses; the file is never half written.
    pub fn submit(&self, job: &PrintJob) -> Result<SpoolReceipt, PrintError> {
        let receipt = FolderSpool {
            folder: self.folder.clone(),
        }
        .submit(job)?;
        let mut command = argv(&self.command, VIEWER);
        let written = receipt.file.clone().unwrap_or_default();
        let failed = |cause| PrintError::Viewer {
            program: self.command.first().cloned().unwrap_or_default(),
            path: written.clone(),
            cause,
        };
        let file = std::path::absolute(&written).map_err(failed)?;
        command
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(failed)?;
        // Reaped aside, so that a viewer left open for hours leaves no dead process behind.
        std::thread::spawn(move || child.wait());
        Ok(receipt)
    }
}

/// Hands the paper to a print queue (`lp -d QUEUE`).
#[derive(Clone, Debug)]
pub struct QueueSpool {
    /// Where a file of it is kept; none when the queue alone gets it, as on a server.
    pub folder: Option<PathBuf>,
    /// Program and its first arguments; normally `["lp"]`.
    pub command: Vec<String>,
    /// Name of the queue.
    pub queue: String,
}

impl QueueSpool {
    /// Carries the paper away; a print program is waited for.
    ///
    /// # Errors
    /// When the file cannot be written or the program refuses; the file is never half written.
    pub fn submit(&self, job: &PrintJob) -> Result<SpoolReceipt, PrintError> {
        let title = safe_name(&job.name);
        let failed = |cause: String| PrintError::Queue {
            queue: self.queue.clone(),
            cause,
        };
        let receipt = match &self.folder {
            Some(folder) => FolderSpool {
                folder: folder.clone(),
            }
            .submit(job)?,
            None => SpoolReceipt::default(),
        };
        let mut command = argv(&self.command, &["lp"]);
        command
            .args(["-d", &self.queue, "-t", &title])
            .args(options(job));
        let output = match &receipt.file {
            Some(file) => {
                let file = std::path::absolute(file).map_err(|e| failed(e.to_string()))?;
                command.arg("--").arg(file).stdin(Stdio::null()).output()
            }
            None => fed(&mut command, &job.content),
        };
        let output = output.map_err(|e| failed(e.to_string()))?;
        if !output.status.success() {
            return Err(failed(
                String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            ));
        }
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(SpoolReceipt {
            job: Some(said),
            ..receipt
        })
    }
}

/// Runs `command` with `bytes` on its standard input: nothing of a citizen's paper lies in a folder.
fn fed(command: &mut Command, bytes: &[u8]) -> std::io::Result<std::process::Output> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A program that reads nothing says why it left when it is waited for.
        drop(input.write_all(bytes));
    }
    child.wait_with_output()
}

/// Copies, tray and size as CUPS calls them; the queue's own choice where nothing is asked for.
fn options(job: &PrintJob) -> Vec<String> {
    let mut out = Vec::new();
    if job.copies > 1 {
        out.extend(["-n".to_owned(), job.copies.to_string()]);
    }
    let named = |key: &str, value: &str| ["-o".to_owned(), format!("{key}={}", safe_name(value))];
    if !job.tray.is_empty() {
        out.extend(named("InputSlot", &job.tray));
    }
    out
}

fn argv(command: &[String], or: &[&str]) -> Command {
    let mut words: Vec<&str> = command.iter().map(String::as_str).collect();
    if words.is_empty() {
        words = or.to_vec();
    }
    let mut out = Command::new(words.first().copied().unwrap_or_default());
    out.args(words.iter().skip(1));
    out
}

/// Letters, digits, `.`, `-`, `_`; anything else becomes `_`. A dossier code may come from another
/// system and must not leave the folder or begin like an option.
fn safe_name(name: &str) -> String {
    const LONGEST: usize = 120;
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || "-_.".contains(c) {
            c
        } else {
            '_'
        }
    };
    let name: String = name.chars().take(LONGEST).map(safe).collect();
    match name.trim_start_matches(['.', '-']) {
        "" => "phieu".to_owned(),
        rest => rest.to_owned(),
    }
}

/// Written beside and renamed: a full disk or a lost power never leaves half a slip.
fn write_whole(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = file.with_extension("pdf.tmp");
    let mut out = std::fs::File::create(&beside)?;
    out.write_all(bytes)?;
    out.sync_all()?;
    std::fs::rename(&beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(name: &str) -> PrintJob {
        PrintJob {
            name: name.into(),
            content: b"%PDF-".to_vec(),
            ..PrintJob::default()
        }
    }

    #[test]
    fn a_name_never_leaves_the_folder() {
        let home = tempfile::tempdir().unwrap();
        let spool = FolderSpool {
            folder: home.path().join("in"),
        };
        let receipt = spool.submit(&job("../../-x/y; rm")).unwrap();
        assert_eq!(
            receipt.file.as_ref().unwrap().parent().unwrap(),
            home.path().join("in")
        );
        assert_eq!(std::fs::read(receipt.file.unwrap()).unwrap(), b"%PDF-");
        assert_eq!(safe_name("--help"), "help");
    }

    #[test]
    #[cfg(unix)]
    fn a_queue_gets_arguments_and_not_a_shell_line() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_path_buf();
        let spool = QueueSpool {
            folder: Some(folder),
            command: vec!["echo".into()],
            queue: "a;b $(c)".into(),
        };
        let receipt = spool.submit(&job("slip")).unwrap();
        let said = receipt.job.unwrap();
        assert!(said.starts_with("-d a;b $(c) -t slip --"), "{said}");
    }

    #[test]
    #[cfg(unix)]
    fn a_queue_of_a_server_gets_the_paper_and_no_folder_does() {
        let spool = |program: &str| QueueSpool {
            folder: None,
            command: ["sh", "-c", program].map(str::to_owned).to_vec(),
            queue: "q".into(),
        };
        let receipt = spool("wc -c").submit(&job("slip")).unwrap();
        assert_eq!((receipt.file, receipt.job.as_deref()), (None, Some("5")));
        assert!(spool("exit 3").submit(&job("slip")).is_err());
    }

    #[test]
    fn a_missing_program_is_told_and_the_file_stays() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().to_path_buf();
        let command = vec!["motcua-no-such-viewer".to_owned()];
        let error = ViewerSpool {
            folder,
            command: command.clone(),
        }
        .submit(&job("slip"))
        .unwrap_err();
        assert_eq!(error.code(), "MC-4011");
        assert!(home.path().join("slip.pdf").is_file());
        let folder = home.path().to_path_buf();
        let queue = QueueSpool {
            folder: Some(folder),
            command,
            queue: "q".into(),
        }
        .submit(&job("slip"));
        assert_eq!(queue.unwrap_err().code(), "MC-4012");
    }
}
