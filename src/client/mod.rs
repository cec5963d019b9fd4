//! The HTTP client of the API: one method per route, every failure a [`Problem`] with a code.

mod catalogue;
mod dossiers;
mod fees;
mod files;
mod flow;
mod intake;
mod papers;
mod print;
mod session;

pub use catalogue::ProcedureList;
pub use files::Upload;
pub use papers::Subject;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;

use crate::messages::say;
use crate::wire::Problem;

/// A server and the token of the session with it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    /// A client of the server at `base` (`http://127.0.0.1:8080`), holding `token`.
    ///
    /// # Errors
    /// When the HTTP library cannot be set up.
    pub fn new(base: &str, token: &str) -> Result<Self, Box<Problem>> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .tcp_nodelay(true)
            .connect_timeout(std::time::Duration::from_secs(3))
            .timeout(std::time::Duration::from_secs(10))
            .build()
            .map_err(|_| local("MC-6002", say!("client.not_set_up")))?;
        Ok(Self {
            http,
            base: base.trim_end_matches('/').to_owned(),
            token: token.to_owned(),
        })
    }

    /// The same server with another token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            token: token.to_owned(),
            ..self.clone()
        }
    }

    /// The token this client holds.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    async fn bytes(&self, call: RequestBuilder) -> Result<Vec<u8>, Box<Problem>> {
        let reply = self.send(call).await?;
        reply.bytes().await.map(Into::into).map_err(|_| broken())
    }

    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token)
    }

    fn keyed(&self, path: &str, key: &str) -> RequestBuilder {
        self.call(Method::POST, path).header("Idempotency-Key", key)
    }

    async fn json<T: DeserializeOwned>(&self, call: RequestBuilder) -> Result<T, Box<Problem>> {
        let reply = self.send(call).await?;
        reply.json().await.map_err(|_| broken())
    }

    async fn send(&self, call: RequestBuilder) -> Result<Response, Box<Problem>> {
        let reply = call.send().await.map_err(|_| unreachable_server())?;
        if reply.status().is_success() {
            return Ok(reply);
        }
        let status = reply.status();
        match reply.json::<Problem>().await {
            Ok(problem) => Err(Box::new(problem)),
            Err(_) => Err(unexpected(status)),
        }
    }
}

fn unreachable_server() -> Box<Problem> {
    local("MC-6001", say!("client.unreachable"))
}

fn broken() -> Box<Problem> {
    local("MC-6003", say!("client.broken_off"))
}

fn unexpected(status: StatusCode) -> Box<Problem> {
    let mut problem = local("MC-6004", say!("client.unexpected"));
    problem.status = status.as_u16();
    problem
}

fn local(code: &str, title: &str) -> Box<Problem> {
    Box::new(Problem {
        kind: format!("urn:motcua:error:{code}"),
        code: code.to_owned(),
        title: title.to_owned(),
        ..Problem::default()
    })
}

fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = query
        .iter()
        .map(|(k, v)| format!("{k}={}", escape(v)))
        .collect();
    format!("{path}?{}", pairs.join("&"))
}

/// Percent-encodes everything but letters, digits and `-._`.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
