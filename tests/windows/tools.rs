//! The program built for Windows and what runs it here. What is missing is said in one line with the way to it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "x86_64-pc-windows-gnu";
const LINKER: &str = "x86_64-w64-mingw32-gcc";

/// A Windows of its own under Wine, with the program in it.
pub struct Windows {
    exe: PathBuf,
    prefix: PathBuf,
}

impl Windows {
    /// Builds the program, or takes the one of `MOTCUA_WINDOWS_EXE`; says why there is none.
    pub fn ready() -> Result<Self, String> {
        if wish() == "no" {
            return Err("MOTCUA_WINDOWS=no".to_owned());
        }
        if !runs("wine", "--version") {
            return Err("no wine; apt-get install wine".to_owned());
        }
        let built = match std::env::var_os("MOTCUA_WINDOWS_EXE") {
            Some(given) => PathBuf::from(given),
            None => build()?,
        };
        let folder = scratch("run");
        let exe = folder.join("motcua.exe");
        std::fs::copy(&built, &exe).map_err(|e| format!("{}: {e}", built.display()))?;
        lend_chance(&folder);
        let windows = Self {
            exe,
            prefix: scratch("wine"),
        };
        let started = windows.wine().arg("wineboot").status();
        match started {
            Ok(status) if status.success() => Ok(windows),
            other => Err(format!("wineboot: {other:?}")),
        }
    }

    /// `motcua.exe` with these arguments, its data in a folder of this machine.
    pub fn motcua(&self, data: &Path, arguments: &[&str]) -> Command {
        let mut command = self.wine();
        command.arg(&self.exe).args(arguments);
        command.env("MOTCUA_DATA", at(data));
        command.env_remove("MOTCUA_DATABASE");
        command
    }

    fn wine(&self) -> Command {
        let mut command = Command::new("wine");
        command
            .env("WINEPREFIX", &self.prefix)
            .env("WINEDEBUG", "-all")
            .env("WINEDLLOVERRIDES", "mscoree=;mshtml=;winemenubuilder.exe=")
            // Names of files and arguments are UTF-8 on this side.
            .env("LC_ALL", "C.UTF-8")
            .env_remove("DISPLAY")
            .stdin(Stdio::null());
        command
    }
}

impl Drop for Windows {
    fn drop(&mut self) {
        // Debian keeps it out of the path; without it the server of Wine leaves some seconds after its programs.
        for server in ["wineserver", "/usr/lib/wine/wineserver"] {
            let mut server = Command::new(server);
            let ended = server.arg("-k").env("WINEPREFIX", &self.prefix).status();
            if ended.is_ok_and(|status| status.success()) {
                return;
            }
        }
    }
}

/// How Windows calls a path of this machine.
pub fn at(path: &Path) -> String {
    format!("Z:{}", path.display()).replace('/', "\\")
}

/// `MOTCUA_WINDOWS`: `yes`, `no`, or nothing said.
fn wish() -> String {
    std::env::var("MOTCUA_WINDOWS").unwrap_or_default()
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("windows")
        .join(name);
    std::fs::create_dir_all(&folder).expect("folder");
    folder
}

fn runs(program: &str, argument: &str) -> bool {
    let mut command = Command::new(program);
    let quiet = command.arg(argument).stdout(Stdio::null());
    quiet.stderr(Stdio::null()).status().is_ok()
}

/// The library of chance beside the program: a Wine that has its own takes that one.
fn lend_chance(folder: &Path) {
    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/windows/bcryptprimitives.c"
    );
    let library = folder.join("bcryptprimitives.dll");
    let mut linker = Command::new(LINKER);
    linker.args(["-shared", "-O1", "-o"]).arg(library);
    let made = linker.args([source, "-ladvapi32"]).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("{LINKER}: no library of chance; an old wine will not start the program");
    }
}

fn build() -> Result<PathBuf, String> {
    if !runs(LINKER, "--version") {
        return Err("no linker for Windows; apt-get install gcc-mingw-w64-x86-64".to_owned());
    }
    let target = scratch("target");
    let mut cargo = toolchain()?;
    let folder = env!("CARGO_MANIFEST_DIR");
    let status = cargo
        .args(["build", "--locked", "--bin", "motcua", "--target", TARGET])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        // For one short run nothing is worth being made fast.
        .args(["--config", "profile.dev.package.\"*\".opt-level=0"])
        .status();
    match status {
        Ok(status) if status.success() => Ok(target.join(TARGET).join("debug/motcua.exe")),
        other => panic!("the program does not build for Windows: {other:?}"),
    }
}

/// A cargo that can build for Windows: this one, or the one of the system with the sources of the standard
/// library, of which it makes one.
fn toolchain() -> Result<Command, &'static str> {
    let own = printed("rustc", &["target-libdir", "--target", TARGET]);
    if own.is_some_and(|folder| folder.is_dir()) {
        return Ok(Command::new(env!("CARGO")));
    }
    let (cargo, rustc) = ("/usr/bin/cargo", "/usr/bin/rustc");
    let sources = printed(rustc, &["sysroot"])
        .is_some_and(|root| root.join("lib/rustlib/src/rust/library/std").is_dir());
    if !sources || !Path::new(cargo).is_file() {
        return Err(
            "no standard library for Windows; rustup target add x86_64-pc-windows-gnu, or on Debian \
             apt-get install rustc-web cargo-web rust-web-src",
        );
    }
    // That takes many minutes: not unasked.
    if wish() != "yes" {
        return Err(
            "no standard library for Windows, but its sources; MOTCUA_WINDOWS=yes builds it",
        );
    }
    let mut command = Command::new(cargo);
    command
        .env("RUSTC", rustc)
        .env("RUSTC_BOOTSTRAP", "1")
        .arg("-Zbuild-std=std,panic_unwind");
    Ok(command)
}

fn printed(rustc: &str, what: &[&str]) -> Option<PathBuf> {
    let output = Command::new(rustc).arg("--print").args(what).output();
    let folder = String::from_utf8(output.ok()?.stdout).ok()?;
    (!folder.trim().is_empty()).then(|| PathBuf::from(folder.trim()))
}
