//! The office, its officers and who is signed in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Answer of `GET /api/health`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Health {
    /// `ok`.
    pub status: String,
    /// Program version.
    pub version: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// Moment on the server, ISO 8601 with +07:00.
    #[serde(default)]
    pub now: String,
}

/// Body of `POST /api/sessions`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct SignIn {
    /// Login name; the first desk officer of the office when empty (demonstration office only).
    #[serde(default)]
    pub officer: String,
    /// Which of the officer's roles, from 0.
    #[serde(default)]
    pub grant: usize,
    /// From where: host and terminal, for the trail.
    #[serde(default)]
    pub client: String,
}

/// Body of `POST /api/sign-in`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordSignIn {
    /// Official e-mail address.
    pub officer: String,
    /// Password.
    pub password: String,
    /// Which of the officer's roles, from 0.
    #[serde(default)]
    pub grant: usize,
    /// From where: host and terminal, for the trail.
    #[serde(default)]
    pub client: String,
}

/// Body of `POST /api/sign-in/card`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CardSignIn {
    /// What the card says.
    pub card: String,
    /// From where: host and terminal, for the trail.
    #[serde(default)]
    pub client: String,
}

/// Body of `POST /api/me/password`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password in use.
    pub old: String,
    /// The one to be.
    pub new: String,
}

/// Body of `POST /api/me/role`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeRole {
    /// Which of the officer's roles, from 0, as in `grants` of `GET /api/me`.
    pub grant: usize,
}

// No password is ever written out, be it in a log of a panic.
impl std::fmt::Debug for PasswordSignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PasswordSignIn({:?})", self.officer)
    }
}

impl std::fmt::Debug for CardSignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CardSignIn")
    }
}

impl std::fmt::Debug for ChangePassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChangePassword")
    }
}

/// Answer of `POST /api/sessions` and `POST /api/sign-in`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Bearer token of the session, 256 random bits.
    pub token: String,
    /// Who is signed in, in which role.
    pub me: Me,
    /// Days until the password must be changed, when that is near.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_days: Option<i64>,
    /// The password must be changed before anything else is answered.
    #[serde(default)]
    pub must_change: bool,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// Login name.
    pub officer: String,
    /// Full name.
    pub name: String,
    /// Role identifier.
    pub role: String,
    /// Role name for people.
    pub role_label: String,
    /// Unit identifier.
    pub org: String,
    /// Unit name.
    pub org_name: String,
    /// Rights of the role: `receive`, `move`, `approve`, …
    pub rights: Vec<String>,
    /// Every role the officer holds, in the order of `grant`.
    #[serde(default)]
    pub grants: Vec<ColleagueGrant>,
    /// Whether one key opens a session or a lock (demonstration office); otherwise the password.
    #[serde(default)]
    pub one_key: bool,
    /// A desk hides its screen after so many idle minutes; 0 for never.
    #[serde(default)]
    pub screen_lock_minutes: u32,
}

/// Answer of `GET /api/office`: what a desk needs to work without asking again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Office {
    /// Whether one key is enough to sign in (demonstration office).
    pub demo: bool,
    /// Units by identifier.
    pub orgs: Vec<Org>,
    /// Officers who may be signed in with one key; empty in a real office.
    pub officers: Vec<Colleague>,
    /// Calendar of the unit as its files, in joining order: enough to compute a due date on the desk.
    pub calendars: Vec<String>,
    /// Counting policy as JSON, fields as in the office file.
    pub policy: serde_json::Value,
    /// Level of the desk in the catalogue: `xa`, `huyen`, `tinh`.
    pub level: String,
    /// Places where a result can be collected; the first is usual.
    pub collect_places: Vec<String>,
    /// Server time, ISO 8601 with +07:00.
    pub now: String,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Org {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Level label.
    pub level: String,
    /// Code.
    pub code: String,
}

/// An officer who can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Colleague {
    /// Login name.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Post.
    pub title: String,
    /// Roles held: identifier, name, unit, unit name.
    pub grants: Vec<ColleagueGrant>,
}

/// One role of a colleague.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ColleagueGrant {
    /// Role identifier.
    pub role: String,
    /// Role name.
    pub role_label: String,
    /// Unit identifier.
    pub org: String,
    /// Unit name.
    pub org_name: String,
}
