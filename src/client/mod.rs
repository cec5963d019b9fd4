//! The HTTP client of the API: one method per route, every failure a [`Problem`] with a code.

mod flow;
mod fees;
mod files;
mod print;

pub use files::Upload;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;

use crate::messages::say;
use crate::wire::{
    ActRequest, Acted, CardSignIn, CatalogueChange, CatalogueChanges, ChangePassword,
    ChangeProposal, ChangeStands, ChangeVerdict, ConversionPreview, ConversionRequest, CounterSlip,
    DossierView, HandOverPrint, Health, HeldIntake, IntakeRequest, IntakeSheet, KnownPeople,
    LateReasonLine, ListTab, Me, Office, Page, PasswordSignIn, Preview, Problem, ProcedureIndex,
    Received, RegisterPrint, Session, SignIn, TakeRole,
};

/// A server and the token of the session with it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

/// Which paper to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A dossier by code.
    Dossier(String),
    /// A guidance or refusal slip by identifier.
    Slip(i64),
    /// A fee receipt by identifier.
    Receipt(i64),
    /// The document of money given back, by identifier.
    Refund(i64),
    /// The day-book of a cash shift by identifier.
    Shift(i64),
    /// A hand-over list to the post by identifier.
    PostList(i64),
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

    /// Signs an officer in; the client must hold the machine token.
    ///
    /// # Errors
    /// [`Problem`] of the server or of the link.
    pub async fn sign_in(&self, who: &SignIn) -> Result<Session, Box<Problem>> {
        self.json(self.call(Method::POST, "/api/sessions").json(who))
            .await
    }

    /// Signs an officer in by official e-mail and password; needs no token.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn sign_in_with_password(
        &self,
        who: &PasswordSignIn,
    ) -> Result<Session, Box<Problem>> {
        self.json(self.call(Method::POST, "/api/sign-in").json(who))
            .await
    }

    /// Signs an officer in by staff card; needs no token.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn sign_in_with_card(&self, who: &CardSignIn) -> Result<Session, Box<Problem>> {
        self.json(self.call(Method::POST, "/api/sign-in/card").json(who))
            .await
    }

    /// Ends the session of this client's token.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn sign_out(&self) -> Result<(), Box<Problem>> {
        let call = self.call(Method::DELETE, "/api/sessions");
        self.send(call).await.map(drop)
    }

    /// Changes the own password.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn change_password(&self, change: &ChangePassword) -> Result<(), Box<Problem>> {
        let call = self.call(Method::POST, "/api/me/password").json(change);
        self.send(call).await.map(drop)
    }

    /// Takes another of the own roles in this session.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn take_role(&self, role: &TakeRole) -> Result<Me, Box<Problem>> {
        self.json(self.call(Method::POST, "/api/me/role").json(role))
            .await
    }

    /// Whether the server is up, its version and its clock; needs no token.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn health(&self) -> Result<Health, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/health")).await
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn me(&self) -> Result<Me, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/me")).await
    }

    /// The office.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn office(&self) -> Result<Office, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/office")).await
    }

    /// Every procedure in reach.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn procedures(&self) -> Result<ProcedureIndex, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/procedures")).await
    }

    /// The intake sheet of one procedure.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn procedure(&self, code: &str) -> Result<IntakeSheet, Box<Problem>> {
        self.json(self.call(Method::GET, &format!("/api/procedures/{}", escape(code))))
            .await
    }

    /// Takes a dossier in; `draft` is the UUID of the draft.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn receive(
        &self,
        draft: &str,
        request: &IntakeRequest,
    ) -> Result<Received, Box<Problem>> {
        self.json(self.keyed("/api/dossiers", draft).json(request))
            .await
    }

    /// Records guidance given before receipt.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn guide(
        &self,
        draft: &str,
        request: &IntakeRequest,
    ) -> Result<CounterSlip, Box<Problem>> {
        self.json(self.keyed("/api/guidances", draft).json(request))
            .await
    }

    /// Records a refusal.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn refuse(
        &self,
        draft: &str,
        request: &IntakeRequest,
    ) -> Result<CounterSlip, Box<Problem>> {
        self.json(self.keyed("/api/refusals", draft).json(request))
            .await
    }

    /// Registers what came through the portal, for the desk that it names.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn register(
        &self,
        key: &str,
        request: &IntakeRequest,
    ) -> Result<Received, Box<Problem>> {
        self.json(self.keyed("/api/registrations", key).json(request))
            .await
    }

    /// What a dossier holds, as it would be sent to take it in.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn held_intake(&self, code: &str) -> Result<HeldIntake, Box<Problem>> {
        let path = format!("/api/dossiers/{}/intake", escape(code));
        self.json(self.call(Method::GET, &path)).await
    }

    /// What a correction of a dossier seen at `version` would make different.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn correction_preview(
        &self,
        code: &str,
        version: i64,
        request: &IntakeRequest,
    ) -> Result<ConversionPreview, Box<Problem>> {
        let path = format!("/api/dossiers/{}/corrections/preview", escape(code));
        let call = self
            .call(Method::POST, &path)
            .header("If-Match", format!("\"{version}\""));
        self.json(call.json(request)).await
    }

    /// Puts another intake in the place of the one of a dossier seen at `version`.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn correct(
        &self,
        code: &str,
        version: i64,
        key: &str,
        request: &IntakeRequest,
    ) -> Result<Acted, Box<Problem>> {
        let path = format!("/api/dossiers/{}/corrections", escape(code));
        let call = self
            .keyed(&path, key)
            .header("If-Match", format!("\"{version}\""));
        self.json(call.json(request)).await
    }

    /// The lists of the officer's role.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn lists(&self) -> Result<Vec<ListTab>, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/lists")).await
    }

    /// Why a step may be late.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn late_reasons(&self) -> Result<Vec<LateReasonLine>, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/late-reasons")).await
    }

    /// A page of a list of [`Client::lists`].
    /// The newest changes of the catalogue.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn catalogue_changes(&self) -> Result<CatalogueChanges, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/catalogue-changes"))
            .await
    }

    /// One change of the catalogue.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn catalogue_change(&self, id: i64) -> Result<CatalogueChange, Box<Problem>> {
        self.json(self.call(Method::GET, &format!("/api/catalogue-changes/{id}")))
            .await
    }

    /// Proposes a change of the catalogue.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn propose_change(
        &self,
        key: &str,
        proposal: &ChangeProposal,
    ) -> Result<ChangeStands, Box<Problem>> {
        self.json(self.keyed("/api/catalogue-changes", key).json(proposal))
            .await
    }

    /// Approves, refuses or takes back a change of the catalogue.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn decide_change(
        &self,
        id: i64,
        key: &str,
        verdict: &ChangeVerdict,
    ) -> Result<ChangeStands, Box<Problem>> {
        let path = format!("/api/catalogue-changes/{id}/decision");
        self.json(self.keyed(&path, key).json(verdict)).await
    }

    /// What putting a dossier under the rules of today would make different.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn conversion(&self, code: &str) -> Result<ConversionPreview, Box<Problem>> {
        let path = format!("/api/dossiers/{}/conversion", escape(code));
        self.json(self.call(Method::GET, &path)).await
    }

    /// Puts a dossier seen at `version` under the rules of today.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn convert(
        &self,
        code: &str,
        version: i64,
        key: &str,
        request: &ConversionRequest,
    ) -> Result<Acted, Box<Problem>> {
        let path = format!("/api/dossiers/{}/conversion", escape(code));
        let call = self
            .keyed(&path, key)
            .header("If-Match", format!("\"{version}\""));
        self.json(call.json(request)).await
    }

    /// A page of a list: `desk`, `inbox`, `near_due`, `overdue`, `to_return`.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn list(&self, list: &str, after: Option<&str>) -> Result<Page, Box<Problem>> {
        self.list_with(list, "", after).await
    }

    /// A page of those rows of a list that hold all `words`.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn list_with(
        &self,
        list: &str,
        words: &str,
        after: Option<&str>,
    ) -> Result<Page, Box<Problem>> {
        let mut query = vec![("list", list)];
        if !words.is_empty() {
            query.push(("words", words));
        }
        query.extend(after.map(|after| ("after", after)));
        self.json(self.call(Method::GET, &with_query("/api/dossiers", &query)))
            .await
    }

    /// Finds dossiers by one text.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn find(&self, text: &str) -> Result<Page, Box<Problem>> {
        self.json(self.call(Method::GET, &with_query("/api/find", &[("q", text)])))
            .await
    }

    /// People known by a name, an identity number or a telephone; `procedure` is being taken in.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn applicants(
        &self,
        text: &str,
        procedure: &str,
    ) -> Result<KnownPeople, Box<Problem>> {
        let query = [("q", text), ("procedure", procedure)];
        self.json(self.call(Method::GET, &with_query("/api/applicants", &query)))
            .await
    }

    /// One dossier in full.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn dossier(&self, code: &str) -> Result<DossierView, Box<Problem>> {
        self.json(self.call(Method::GET, &format!("/api/dossiers/{}", escape(code))))
            .await
    }

    /// Does an act on the dossier as it was at `version`.
    ///
    /// # Errors
    /// As [`Client::sign_in`]; a conflict tells what changed.
    pub async fn act(
        &self,
        code: &str,
        version: i64,
        key: &str,
        request: &ActRequest,
    ) -> Result<Acted, Box<Problem>> {
        let path = format!("/api/dossiers/{}/acts", escape(code));
        let call = self
            .keyed(&path, key)
            .header("If-Match", format!("\"{version}\""));
        self.json(call.json(request)).await
    }

    /// The text preview of a form.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn preview(&self, subject: &Subject, form: &str) -> Result<Preview, Box<Problem>> {
        let path = format!("{}/forms/{}/preview", subject.path(), escape(form));
        self.json(self.call(Method::GET, &path)).await
    }

    /// Prints a form: the PDF; the print is recorded in the trail.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn print(&self, subject: &Subject, form: &str) -> Result<Vec<u8>, Box<Problem>> {
        let path = format!("{}/forms/{}", subject.path(), escape(form));
        self.bytes(self.call(Method::POST, &path)).await
    }

    /// Prints a form that was printed before, for `reason`.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn print_again(
        &self,
        subject: &Subject,
        form: &str,
        reason: &str,
    ) -> Result<Vec<u8>, Box<Problem>> {
        let path = format!("{}/forms/{}", subject.path(), escape(form));
        let path = with_query(&path, &[("reason", reason)]);
        self.bytes(self.call(Method::POST, &path)).await
    }

    /// Prints the register book of the desk.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn print_register(&self, order: &RegisterPrint) -> Result<Vec<u8>, Box<Problem>> {
        self.bytes(self.call(Method::POST, "/api/lists/register").json(order))
            .await
    }

    /// Prints the record of a hand-over of several dossiers.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn print_hand_over(&self, order: &HandOverPrint) -> Result<Vec<u8>, Box<Problem>> {
        self.bytes(self.call(Method::POST, "/api/lists/hand-over").json(order))
            .await
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

impl Subject {
    fn path(&self) -> String {
        match self {
            Self::Dossier(code) => format!("/api/dossiers/{}", escape(code)),
            Self::Slip(id) => format!("/api/slips/{id}"),
            Self::Receipt(id) => format!("/api/receipts/{id}"),
            Self::Refund(id) => format!("/api/refunds/{id}"),
            Self::Shift(id) => format!("/api/shifts/{id}"),
            Self::PostList(id) => format!("/api/post-lists/{id}"),
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
