//! Procedures, and proposed changes of the catalogue.

use reqwest::Method;
use reqwest::header::CONNECTION;

use super::{Client, broken, escape};
use crate::wire::{
    CatalogueChange, CatalogueChanges, ChangeProposal, ChangeStands, ChangeVerdict, IntakeSheet,
    LateReasonLine, Problem, ProcedureRows,
};

/// The procedures as they came.
#[derive(Debug)]
pub struct ProcedureList(Vec<u8>);

impl ProcedureList {
    /// A line for each procedure, read where it lies.
    ///
    /// # Errors
    /// What came is no list of procedures.
    pub fn rows(&self) -> Result<ProcedureRows<'_>, Box<Problem>> {
        serde_json::from_slice(&self.0).map_err(|_| broken())
    }
}

impl Client {
    /// Every procedure in reach.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn procedures(&self) -> Result<ProcedureList, Box<Problem>> {
        // A connection keeps the buffer that its longest answer needed: this one is not worth keeping.
        let call = self
            .call(Method::GET, "/api/procedures")
            .header(CONNECTION, "close");
        self.bytes(call).await.map(ProcedureList)
    }

    /// The intake sheet of one procedure.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn procedure(&self, code: &str) -> Result<IntakeSheet, Box<Problem>> {
        self.json(self.call(Method::GET, &format!("/api/procedures/{}", escape(code))))
            .await
    }

    /// Why a step may be late.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn late_reasons(&self) -> Result<Vec<LateReasonLine>, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/late-reasons")).await
    }

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
}
