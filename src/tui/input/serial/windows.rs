//! A serial line is a file (`COM3`, `\\.\COM12`) with the settings that `mode` gave it.

use std::fs::File;
use std::io;
use std::path::Path;

/// Opens the device.
pub fn open(device: &Path) -> io::Result<File> {
    File::open(device)
}
