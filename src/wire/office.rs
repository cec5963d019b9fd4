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

/// Answer of `POST /api/sessions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Bearer token of the session, 256 random bits.
    pub token: String,
    /// Who is signed in, in which role.
    pub me: Me,
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
