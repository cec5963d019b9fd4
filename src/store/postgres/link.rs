//! How to reach the server, and how a connection is set up.

use super::errors::{connect_error, store_error};
use crate::store::error::StoreError;
use postgres::{Client, Config, NoTls};
use std::time::Duration;

#[derive(Clone, Copy)]
pub(super) enum Use {
    Writing {
        /// A commit waits for the disk of the server.
        durable: bool,
        /// How long to wait for a row another program holds.
        patience: Duration,
    },
    Reading,
}

/// Everything needed to connect, and to connect again. Holds the password, so it has no `Debug`.
#[derive(Clone)]
pub(super) struct Link {
    config: Config,
    purpose: Use,
}

impl Link {
    pub fn new(url: &str, purpose: Use) -> Result<Self, StoreError> {
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(StoreError::Address {
                why: "thiếu postgres://".into(),
            });
        }
        // The parser's own words are not shown: they may quote the address with its password.
        let mut config: Config = url.parse().map_err(|_| StoreError::Address {
            why: "không đọc được địa chỉ".into(),
        })?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(StoreError::Address {
                why: "thiếu tên máy".into(),
            });
        }
        // A cable pulled out must not hold the writing thread for the many minutes of the default.
        let patience = config
            .get_connect_timeout()
            .copied()
            .unwrap_or(Duration::from_secs(5));
        config
            .application_name("motcua")
            .connect_timeout(patience)
            .keepalives_idle(Duration::from_secs(30))
            .tcp_user_timeout(Duration::from_secs(30));
        Ok(Link { config, purpose })
    }

    pub fn connect(&self) -> Result<Client, StoreError> {
        let mut client = self.config.connect(NoTls).map_err(connect_error)?;
        client
            .batch_execute(&self.settings())
            .map_err(|error| store_error(&error))?;
        Ok(client)
    }

    /// - `jit` off: compiling costs more than our short questions.
    /// - the time limits keep a stuck statement or a stuck lock from stopping the whole line.
    fn settings(&self) -> String {
        let purpose = match self.purpose {
            Use::Writing { durable, patience } => {
                let wait = if durable { "on" } else { "off" };
                let patience = patience.as_millis().max(1);
                format!("SET synchronous_commit = {wait}; SET lock_timeout = {patience};")
            }
            Use::Reading => "SET default_transaction_read_only = on;".into(),
        };
        format!(
            "SET timezone = 'UTC'; SET statement_timeout = '30s'; SET jit = off;
             SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning;
             SET standard_conforming_strings = on; {purpose}"
        )
    }

    /// What opens a transaction. A reading one sees a single snapshot.
    pub fn begin(&self) -> &'static str {
        match self.purpose {
            Use::Writing { .. } => "BEGIN ISOLATION LEVEL SERIALIZABLE;",
            Use::Reading => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;",
        }
    }
}
