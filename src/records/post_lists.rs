//! Hand-over lists to the post (danh sách bàn giao bưu chính).

use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};

catalogue! {
    /// Keeps a list.
    INSERT = "INSERT INTO post_list (id, number, org, carrier, at, officer) VALUES ($1, $2, $3, $4, $5, $6)";
    /// Puts a dossier on a list.
    ADD = "INSERT INTO post_item (list, no, dossier, consignment) VALUES ($1, $2, $3, $4)";
    /// A list of a unit.
    ONE = "SELECT id AS id, number AS number, org AS org, carrier AS carrier, at AS at, officer AS officer
           FROM post_list WHERE id = $1 AND org = $2";
    /// The newest lists of a unit with the number of their letters.
    OF_ORG = "SELECT l.id AS id, l.number AS number, l.org AS org, l.carrier AS carrier, l.at AS at, l.officer AS officer,
           (SELECT COUNT(*) FROM post_item i WHERE i.list = l.id) AS letters
           FROM post_list l WHERE l.org = $1 ORDER BY l.id DESC LIMIT $2";
    /// What is on a list.
    ITEMS = "SELECT i.no AS no, i.dossier AS dossier, d.code AS code, i.consignment AS consignment
           FROM post_item i JOIN dossier d ON d.id = i.dossier WHERE i.list = $1 ORDER BY i.no";
    /// The last list that a dossier is on.
    OF_DOSSIER = "SELECT i.list AS list, l.number AS number, i.consignment AS consignment, l.at AS at
           FROM post_item i JOIN post_list l ON l.id = i.list WHERE i.dossier = $1 ORDER BY i.list DESC LIMIT 1";
    /// Who has a consignment number.
    CONSIGNMENT = "SELECT d.code AS code FROM post_item i JOIN dossier d ON d.id = i.dossier
           WHERE i.consignment = $1";
}

/// A list as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostList {
    /// Identifier: the number of the event that made it.
    pub id: i64,
    /// Number printed on it.
    pub number: String,
    /// Unit.
    pub org: String,
    /// Who takes the letters.
    pub carrier: String,
    /// Moment, UTC milliseconds.
    pub at: i64,
    /// Officer.
    pub officer: String,
}

/// One dossier on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostItem {
    /// Row, from 1.
    pub no: i64,
    /// Dossier.
    pub dossier: i64,
    /// Its code.
    pub code: String,
    /// Number of the letter.
    pub consignment: String,
}

/// The list a dossier went with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// List.
    pub list: i64,
    /// Its number.
    pub number: String,
    /// Number of the letter.
    pub consignment: String,
    /// Moment, UTC milliseconds.
    pub at: i64,
}

/// Keeps `list`.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn insert(tx: &mut dyn Tx, list: &PostList) -> Result<(), StoreError> {
    let args = [
        list.id.into(),
        list.number.as_str().into(),
        list.org.as_str().into(),
        list.carrier.as_str().into(),
        list.at.into(),
        list.officer.as_str().into(),
    ];
    tx.exec(&INSERT, &args).map(drop)
}

/// Puts `item` on the list `list`.
///
/// # Errors
/// [`StoreError::Unique`] for a consignment number that was used before.
pub fn add(tx: &mut dyn Tx, list: i64, item: &PostItem) -> Result<(), StoreError> {
    let args = [
        list.into(),
        item.no.into(),
        item.dossier.into(),
        item.consignment.as_str().into(),
    ];
    tx.exec(&ADD, &args).map(drop)
}

/// The list `id` of `org`; another unit's list does not exist for the asker.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn one(tx: &mut dyn Tx, id: i64, org: &str) -> Result<Option<PostList>, StoreError> {
    let row = tx.row(&ONE, &[id.into(), org.into()])?;
    row.as_ref().map(list).transpose()
}

fn list(row: &Row) -> Result<PostList, StoreError> {
    Ok(PostList {
        id: row.int(0)?,
        number: row.string(1)?,
        org: row.string(2)?,
        carrier: row.string(3)?,
        at: row.int(4)?,
        officer: row.string(5)?,
    })
}

/// The newest lists of `org`, at most `limit`, each with the number of its letters.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn of_org(tx: &mut dyn Tx, org: &str, limit: i64) -> Result<Vec<(PostList, i64)>, StoreError> {
    let rows = tx.rows(&OF_ORG, &[org.into(), limit.into()])?;
    rows.iter()
        .map(|row| Ok((list(row)?, row.int(6)?)))
        .collect()
}

/// What is on the list `id`, in its order.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn items(tx: &mut dyn Tx, id: i64) -> Result<Vec<PostItem>, StoreError> {
    let item = |row: &Row| {
        Ok(PostItem {
            no: row.int(0)?,
            dossier: row.int(1)?,
            code: row.string(2)?,
            consignment: row.string(3)?,
        })
    };
    tx.rows(&ITEMS, &[id.into()])?.iter().map(item).collect()
}

/// The last list `dossier` is on.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn of_dossier(tx: &mut dyn Tx, dossier: i64) -> Result<Option<Posted>, StoreError> {
    let row = tx.row(&OF_DOSSIER, &[dossier.into()])?;
    row.map(|row| {
        Ok(Posted {
            list: row.int(0)?,
            number: row.string(1)?,
            consignment: row.string(2)?,
            at: row.int(3)?,
        })
    })
    .transpose()
}

/// Code of the dossier that has the consignment number, if one has.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn holder_of(tx: &mut dyn Tx, consignment: &str) -> Result<Option<String>, StoreError> {
    let row = tx.row(&CONSIGNMENT, &[consignment.into()])?;
    row.map(|row| row.string(0)).transpose()
}
