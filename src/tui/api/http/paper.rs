//! Where a printed paper goes: always into a file, then to the office's print program if there is
//! one. The spool of a later day takes this file's place.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::super::{Failure, Subject};

/// The folder and the program.
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

    /// Writes the paper and hands it on; answers where it went, in words.
    pub fn deliver(&self, subject: &Subject, form: &str, pdf: &[u8]) -> Result<String, Failure> {
        let name = match subject {
            Subject::Dossier(code) => format!("{}-{}.pdf", plain(code), plain(form)),
            Subject::Slip(id) => format!("phieu-{id}-{}.pdf", plain(form)),
        };
        let path = self.folder.join(name);
        self.write(&path, pdf).map_err(|e| not_written(&path, &e))?;
        let place = short(&path);
        let Some((program, first)) = self.command.split_first() else {
            return Ok(format!("Đã ghi giấy vào {place}"));
        };
        let started = Command::new(program)
            .args(first)
            .arg(&path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match started {
            Ok(_) => Ok(format!("Đã gửi in; bản giấy ở {place}")),
            Err(e) => Err(Failure {
                code: "MC-4090".into(),
                text: format!(
                    "Không chạy được lệnh in {program} ({e}). Giấy đã ghi ở {place}. Sửa lệnh in rồi bấm F7."
                ),
                ..Failure::default()
            }),
        }
    }

    fn write(&self, path: &Path, pdf: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let part = path.with_extension("part");
        fs::write(&part, pdf)?;
        fs::rename(&part, path)
    }
}

/// The path as people write it, their own folder as `~`.
fn short(path: &Path) -> String {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}

fn plain(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-.".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect()
}

fn not_written(path: &Path, error: &io::Error) -> Failure {
    Failure {
        code: "MC-4091".into(),
        text: format!(
            "Không ghi được giấy vào {} ({error}). Hồ sơ đã lưu. Giải phóng ổ đĩa rồi bấm F7.",
            path.display()
        ),
        ..Failure::default()
    }
}
