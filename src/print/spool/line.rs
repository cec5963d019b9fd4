//! One question to a printer over HTTP, on a connection of its own: plain, or within TLS to a printer
//! whose certificate is known.
//!
//! A connection is never used twice: one that the printer has closed meanwhile would look like a paper
//! lost on its way. Connecting, greeting and asking are told apart, because only the last may leave paper.

use std::time::Duration;

use http::Uri;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::trust::Trust;
use super::{Fault, Trouble};

/// How long a printer may take to be reached.
const TO_REACH: Duration = Duration::from_millis(1_200);
/// How long it may take to show its certificate: small printers count slowly.
const TO_GREET: Duration = Duration::from_millis(2_500);
/// Most bytes of an answer: a printer's list of itself is long, an endless one is a fault.
const ANSWER_MOST: usize = 4 << 20;

/// The way to one printer.
#[derive(Clone, Debug)]
pub struct Line {
    host: String,
    port: u16,
    path: String,
    trust: Option<Trust>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failed {
    /// Nothing of the question left this machine.
    Before(Trouble),
    /// Not within the time.
    Slow,
    /// Broken off, or not understood.
    Lost,
    /// Not let in: the printer did nothing.
    Refused(Trouble),
}

impl Failed {
    /// Of a question without a paper.
    pub fn trouble(self) -> Trouble {
        match self {
            Self::Before(trouble) | Self::Refused(trouble) => trouble,
            Self::Slow => Trouble::of(Fault::Hangs),
            Self::Lost => Trouble::of(Fault::Off),
        }
    }
}

impl Line {
    /// The way to `printer`; `None` when that is no address, or one of TLS without a `certificate` to
    /// know the printer by.
    pub fn to(printer: &Uri, certificate: &str) -> Option<Self> {
        let host = printer.host().filter(|host| !host.is_empty())?;
        let (usual, secret) = match printer.scheme_str()? {
            "ipp" => (631, false),
            "http" => (80, false),
            "ipps" => (631, true),
            "https" => (443, true),
            _ => return None,
        };
        let trust = match secret {
            true => Some(Trust::read(certificate)?),
            false => None,
        };
        Some(Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: printer.port_u16().unwrap_or(usual),
            path: printer.path().to_owned(),
            trust,
        })
    }

    /// Asks, with a paper behind the question or none.
    pub async fn ask(&self, question: Vec<u8>, patience: Duration) -> Result<Vec<u8>, Failed> {
        let off = || Failed::Before(Trouble::of(Fault::Off));
        let reached = TcpStream::connect((self.host.as_str(), self.port));
        let plain = match timeout(TO_REACH, reached).await {
            Ok(Ok(plain)) => plain,
            Ok(Err(_)) | Err(_) => return Err(off()),
        };
        // A question leaves at once instead of waiting for more of it.
        drop(plain.set_nodelay(true));
        let Some(trust) = &self.trust else {
            return within(patience, self.talk(plain, question)).await;
        };
        match timeout(TO_GREET, trust.greet(&self.host, plain)).await {
            Ok(Ok(secret)) => within(patience, self.talk(secret, question)).await,
            Ok(Err(trouble)) => Err(Failed::Before(trouble)),
            Err(_) => Err(Failed::Before(Trouble::of(Fault::Hangs))),
        }
    }

    async fn talk<S>(&self, stream: S, question: Vec<u8>) -> Result<Vec<u8>, Failed>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let lost = |_| Failed::Lost;
        let call = hyper::Request::post(self.path.as_str())
            .header(http::header::HOST, self.authority())
            .header(http::header::CONTENT_TYPE, "application/ipp")
            .body(Full::new(Bytes::from(question)))
            .map_err(|_| Failed::Lost)?;
        let (mut asking, line) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(lost)?;
        let line = Kept(tokio::spawn(line));
        let reply = asking.send_request(call).await.map_err(lost)?;
        let status = reply.status();
        if !status.is_success() {
            return Err(refused(status.as_u16()));
        }
        let body = Limited::new(reply.into_body(), ANSWER_MOST).collect().await;
        drop(line);
        body.map(|body| body.to_bytes().to_vec())
            .map_err(|_| Failed::Lost)
    }

    fn authority(&self) -> String {
        match self.host.contains(':') {
            true => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }
}

async fn within<T>(
    patience: Duration,
    asked: impl Future<Output = Result<T, Failed>>,
) -> Result<T, Failed> {
    timeout(patience, asked).await.unwrap_or(Err(Failed::Slow))
}

/// An answer of HTTP and not of the printer behind it.
fn refused(status: u16) -> Failed {
    let fault = match status {
        401 | 403 => Fault::Login,
        404 => Fault::Missing,
        400..=499 => Fault::Refused,
        _ => return Failed::Lost,
    };
    // 426: the printer wants TLS.
    let said = match status {
        426 => "HTTP 426: ipps://".to_owned(),
        _ => format!("HTTP {status}"),
    };
    Failed::Refused(Trouble::with(fault, said))
}

/// A connection that ends with the question, however that ends.
struct Kept(tokio::task::JoinHandle<hyper::Result<()>>);

impl Drop for Kept {
    fn drop(&mut self) {
        self.0.abort();
    }
}
