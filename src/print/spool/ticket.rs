//! Ticket printers of 80 mm: ESC/POS over TCP, the paper as dots.
//!
//! Dots and not letters: code pages of such printers know no Vietnamese, or each its own.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Condition, Fault, PrintJob, Progress, Sent, Spool, SpoolReceipt, Trouble};

/// Bytes of a row: 576 dots.
const ROW: usize = 72;
/// Rows of one picture: small printers have little memory.
const BAND: usize = 128;

const TO_REACH: Duration = Duration::from_millis(1_200);
/// A printer answers a question about its state at once, even while it prints.
const TO_SAY: Duration = Duration::from_millis(700);
/// It answers the question behind the paper when the paper is out.
const TO_PRINT: Duration = Duration::from_secs(20);

/// `ESC @`: forget everything set before.
const RESET: &[u8] = &[0x1b, 0x40];
/// `ESC d 4`, `GS V 66 0`: feed to the knife, cut.
const CUT: &[u8] = &[0x1b, 0x64, 4, 0x1d, 0x56, 66, 0];
/// `GS r 1`: the paper sensor, answered in turn, when all before it is printed.
const ASK_IN_TURN: &[u8] = &[0x1d, 0x72, 1];

/// One ticket printer.
#[derive(Clone, Debug)]
pub struct TicketSpool {
    /// `host:9100`.
    pub address: String,
    /// Whether it answers questions; otherwise what it took counts as printed.
    pub answers: bool,
}

impl TicketSpool {
    async fn open(&self) -> Result<TcpStream, Trouble> {
        match timeout(TO_REACH, TcpStream::connect(&self.address)).await {
            Ok(Ok(line)) => Ok(line),
            Ok(Err(_)) | Err(_) => Err(Trouble::of(Fault::Off)),
        }
    }

    /// What stops it, asked at once (`DLE EOT n`).
    async fn asked(&self, line: &mut TcpStream) -> Result<(), Trouble> {
        if !self.answers {
            return Ok(());
        }
        let paper = say(line, 4).await?;
        if paper & 0x60 != 0 {
            return Err(Trouble::of(Fault::NoPaper));
        }
        let why = say(line, 2).await?;
        if why & 0x04 != 0 {
            return Err(Trouble::of(Fault::CoverOpen));
        }
        if why & 0x20 != 0 {
            return Err(Trouble::of(Fault::NoPaper));
        }
        if why & 0x40 != 0 {
            let error = say(line, 3).await?;
            return Err(Trouble::of(match error & 0x08 != 0 {
                true => Fault::Jam,
                false => Fault::Paused,
            }));
        }
        let printer = say(line, 1).await?;
        match printer & 0x08 != 0 {
            true => Err(Trouble::of(Fault::Paused)),
            false => Ok(()),
        }
    }

    /// The paper is on its way; from here on every fault leaves a doubt.
    async fn out(&self, line: &mut TcpStream, job: &PrintJob) -> Result<(), Trouble> {
        let lost = |_: io::Error| Trouble::of(Fault::Lost);
        let written = async {
            line.write_all(&bytes(job)).await?;
            if self.answers {
                line.write_all(ASK_IN_TURN).await?;
            }
            line.flush().await
        };
        match timeout(TO_PRINT, written).await {
            Ok(written) => written.map_err(lost)?,
            Err(_) => return Err(self.why(line, Fault::Hangs).await),
        }
        if !self.answers {
            return Ok(());
        }
        let mut answer = [0; 1];
        match timeout(TO_PRINT, line.read_exact(&mut answer)).await {
            Ok(Ok(_)) if answer[0] & 0x0c == 0 => Ok(()),
            Ok(Ok(_)) => Err(Trouble::of(Fault::NoPaper)),
            Ok(Err(error)) => Err(lost(error)),
            Err(_) => Err(self.why(line, Fault::Silent).await),
        }
    }

    /// The fault it names itself, or `otherwise`.
    async fn why(&self, line: &mut TcpStream, otherwise: Fault) -> Trouble {
        match self.asked(line).await {
            Err(trouble) if trouble.fault != Fault::Hangs => trouble,
            _ => Trouble::of(otherwise),
        }
    }
}

impl Spool for TicketSpool {
    async fn condition(&self) -> Condition {
        let asked = match self.open().await {
            Ok(mut line) => self.asked(&mut line).await,
            Err(trouble) => Err(trouble),
        };
        asked.map_or_else(Condition::Stopped, |()| Condition::Ready)
    }

    async fn send(&self, job: &PrintJob) -> Sent {
        let mut line = match self.open().await {
            Ok(line) => line,
            Err(trouble) => return Sent::NotSent(trouble),
        };
        if let Err(trouble) = self.asked(&mut line).await {
            return Sent::NotSent(trouble);
        }
        match self.out(&mut line, job).await {
            Ok(()) => Sent::Done(SpoolReceipt::default()),
            Err(trouble) => Sent::Doubtful(trouble),
        }
    }

    async fn trace(&self, _name: &str, _number: &str) -> Progress {
        Progress::Unknown
    }
}

async fn say(line: &mut TcpStream, which: u8) -> Result<u8, Trouble> {
    let mut answer = [0; 1];
    let talk = async {
        line.write_all(&[0x10, 0x04, which]).await?;
        line.read_exact(&mut answer).await
    };
    match timeout(TO_SAY, talk).await {
        Ok(Ok(_)) => Ok(answer[0]),
        Ok(Err(_)) => Err(Trouble::of(Fault::Off)),
        Err(_) => Err(Trouble::of(Fault::Hangs)),
    }
}

/// The paper in the printer's words, once for each copy.
fn bytes(job: &PrintJob) -> Vec<u8> {
    let mut out = Vec::with_capacity(job.content.len() + 64);
    out.extend_from_slice(RESET);
    for _ in 0..job.copies.max(1) {
        for band in job.content.chunks(BAND * ROW) {
            let rows = band.len() / ROW;
            // `GS v 0`: a picture, its width in bytes and its height in rows, low byte first.
            let size = [ROW as u8, 0, (rows % 256) as u8, (rows / 256) as u8];
            out.extend_from_slice(&[0x1d, 0x76, 0x30, 0]);
            out.extend_from_slice(&size);
            out.extend_from_slice(&band[..rows * ROW]);
        }
        out.extend_from_slice(CUT);
    }
    out
}
