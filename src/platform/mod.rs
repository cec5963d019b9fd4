//! What operating systems do differently: one file each, with the same names. Nobody else asks which one this is,
//! but for the terminal, which has twins of its own in `tui`.

#[cfg(unix)]
#[path = "unix.rs"]
mod this;
#[cfg(windows)]
#[path = "windows.rs"]
mod this;

pub use this::{
    FILE_ADDRESS, SET_CLOCK, SET_ZONE, VIEWER, free_room, in_one_heap, locale, private_file,
    private_folder, terminal_name, told_to_stop, unescaped,
};

/// Whether a locale names UTF-8 ([`locale`]).
#[must_use]
pub fn is_utf8(locale: &str) -> bool {
    let name = locale.to_lowercase();
    name.contains("utf-8") || name.contains("utf8")
}
