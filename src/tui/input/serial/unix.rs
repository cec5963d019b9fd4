//! A serial line is a terminal device: 9600 baud, eight bits, one stop bit, nothing translated.

use std::fs::File;
use std::io;
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::termios::{ControlModes, OptionalActions, tcgetattr, tcsetattr};

/// What readers are set to when they leave the factory.
const BAUD: u32 = 9600;

/// Opens the device; a file that is no terminal is read as it is.
pub fn open(device: &Path) -> io::Result<File> {
    // Not our controlling terminal; and nobody waits for a carrier that no reader gives.
    let flags = OFlags::RDONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let line = rustix::fs::open(device, flags, Mode::empty())?;
    let now = rustix::fs::fcntl_getfl(&line)?;
    rustix::fs::fcntl_setfl(&line, now - OFlags::NONBLOCK)?;
    if let Ok(mut settings) = tcgetattr(&line) {
        settings.make_raw();
        settings.control_modes |= ControlModes::CLOCAL | ControlModes::CREAD;
        settings.set_speed(BAUD)?;
        tcsetattr(&line, OptionalActions::Now, &settings)?;
    }
    Ok(File::from(line))
}
