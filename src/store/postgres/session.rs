//! One PostgreSQL connection and its transaction.

use super::{
    bind,
    errors::{commit_error, store_error},
    link::Link,
};
use crate::store::{
    engine::{Engine, Session},
    error::StoreError,
    sql::Sql,
    tx::{Shape, Tx, check_args},
    value::{Row, Val},
};
use postgres::{Client, Statement, types::ToSql};
use std::collections::HashMap;

pub(super) struct PostgresSession {
    link: Link,
    client: Option<Client>,
    /// Prepared statements of this connection, by the address of their text in the catalogue.
    prepared: HashMap<(usize, usize), Statement>,
    /// Control statements not yet sent; they go together with the next round trip.
    unsent: String,
    open: bool,
}

impl PostgresSession {
    pub fn new(link: Link) -> Self {
        PostgresSession {
            link,
            client: None,
            prepared: HashMap::new(),
            unsent: String::new(),
            open: false,
        }
    }

    /// The connection, made anew if it is gone.
    pub fn client(&mut self) -> Result<&mut Client, StoreError> {
        if self.client.as_ref().is_some_and(Client::is_closed) {
            self.hang_up();
        }
        match &mut self.client {
            Some(client) => Ok(client),
            empty => Ok(empty.insert(self.link.connect()?)),
        }
    }

    fn hang_up(&mut self) {
        self.client = None;
        self.prepared.clear();
        self.unsent.clear();
        self.open = false;
    }

    /// Runs one round trip inside the transaction. What the connection said is translated here, once.
    fn trip<T>(
        &mut self,
        act: impl FnOnce(&mut Client) -> Result<T, postgres::Error>,
    ) -> Result<T, StoreError> {
        let Some(client) = self.client.as_mut().filter(|_| self.open) else {
            return Err(StoreError::Unreachable {
                why: "connection lost".into(),
            });
        };
        act(client).map_err(|error| {
            let told = store_error(&error);
            if matches!(told, StoreError::Unreachable { .. }) {
                self.hang_up();
            }
            told
        })
    }

    fn send_control(&mut self) -> Result<(), StoreError> {
        if self.unsent.is_empty() {
            return Ok(());
        }
        let control = std::mem::take(&mut self.unsent);
        self.trip(|client| client.batch_execute(&control))
    }

    fn ready(&mut self, sql: &Sql) -> Result<Statement, StoreError> {
        self.send_control()?;
        let text = sql.text(Engine::Postgres);
        let key = (text.as_ptr() as usize, text.len());
        if let Some(known) = self.prepared.get(&key) {
            return Ok(known.clone());
        }
        let statement = self
            .trip(|client| client.prepare(text))
            .map_err(|error| named(sql, error))?;
        self.prepared.insert(key, statement.clone());
        Ok(statement)
    }
}

impl Tx for PostgresSession {
    fn exec(&mut self, sql: &Sql, args: &[Val]) -> Result<u64, StoreError> {
        let statement = self.ready(sql)?;
        check_args(sql, args, statement.params().len())?;
        self.trip(|client| client.execute(&statement, &borrowed(args)))
            .map_err(|error| named(sql, error))
    }

    fn rows(&mut self, sql: &Sql, args: &[Val]) -> Result<Vec<Row>, StoreError> {
        let statement = self.ready(sql)?;
        check_args(sql, args, statement.params().len())?;
        self.trip(|client| client.query(&statement, &borrowed(args)))
            .and_then(|found| found.iter().map(bind::row).collect())
            .map_err(|error| named(sql, error))
    }

    fn shape(&mut self, sql: &Sql) -> Result<Shape, StoreError> {
        let statement = self.ready(sql)?;
        let columns = statement
            .columns()
            .iter()
            .map(|column| column.name().to_owned())
            .collect();
        Ok(Shape {
            params: statement.params().len(),
            columns,
        })
    }
}

impl Session for PostgresSession {
    fn begin(&mut self) -> Result<(), StoreError> {
        self.client()?;
        self.unsent.clear();
        self.unsent.push_str(self.link.begin());
        self.open = true;
        Ok(())
    }

    fn mark(&mut self) -> Result<(), StoreError> {
        self.unsent.push_str("SAVEPOINT job;");
        Ok(())
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        self.unsent.push_str("RELEASE SAVEPOINT job;");
        Ok(())
    }

    fn undo(&mut self) -> Result<(), StoreError> {
        self.unsent
            .push_str("ROLLBACK TO SAVEPOINT job;RELEASE SAVEPOINT job;");
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        let mut control = std::mem::take(&mut self.unsent);
        let Some(client) = self.client.as_mut().filter(|_| self.open) else {
            return Err(StoreError::Unreachable {
                why: "connection lost".into(),
            });
        };
        self.open = false;
        if control.starts_with("BEGIN") {
            return Ok(()); // No statement was ever sent.
        }
        control.push_str("COMMIT;");
        let outcome = client
            .batch_execute(&control)
            .map_err(|error| commit_error(&error));
        if outcome == Err(StoreError::OutcomeUnknown) {
            self.hang_up();
        }
        outcome
    }

    fn rollback(&mut self) {
        let never_sent = self.unsent.starts_with("BEGIN");
        self.unsent.clear();
        self.open = false;
        let ended = match &mut self.client {
            Some(client) if !never_sent => client.batch_execute("ROLLBACK").is_ok(),
            _ => true,
        };
        if !ended {
            self.hang_up();
        }
    }

    fn stands(&self) -> bool {
        self.open
            && self
                .client
                .as_ref()
                .is_some_and(|client| !client.is_closed())
    }
}

fn borrowed<'a>(args: &'a [Val<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|value| value as _).collect()
}

/// A defect is looked for by the name of the statement.
fn named(sql: &Sql, error: StoreError) -> StoreError {
    match error {
        StoreError::Misuse { what } => StoreError::misuse(format!("{}: {what}", sql.name())),
        other => other,
    }
}
