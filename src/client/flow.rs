//! Processes, staffing and officers.

use reqwest::Method;

use super::{Client, escape, with_query};
use crate::wire::{
    AcceptRequest, DeputyEntry, DutyEntry, FlowAccepted, FlowLine, FlowView, Problem, StaffEntry,
    StaffingView, StepOfficers,
};

impl Client {
    /// Every process of the office with its findings.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn flows(&self) -> Result<Vec<FlowLine>, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/flows")).await
    }

    /// One process with its steps.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn flow(&self, id: &str) -> Result<FlowView, Box<Problem>> {
        self.json(self.call(Method::GET, &format!("/api/flows/{}", escape(id))))
            .await
    }

    /// Accepts findings of a process.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn accept_process(
        &self,
        id: &str,
        key: &str,
        request: &AcceptRequest,
    ) -> Result<FlowAccepted, Box<Problem>> {
        let path = format!("/api/flows/{}/acceptances", escape(id));
        self.json(self.keyed(&path, key).json(request)).await
    }

    /// Who is set to stand where in `org`.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn staffing(&self, org: &str) -> Result<StaffingView, Box<Problem>> {
        self.json(self.call(Method::GET, &with_query("/api/staffing", &[("org", org)])))
            .await
    }

    /// Who is set to stand where in one's own unit and those below.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn staffing_below(&self) -> Result<StaffingView, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/staffing?below=true"))
            .await
    }

    /// Sets the usual officer of a step.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn staff(&self, key: &str, entry: &StaffEntry) -> Result<StaffEntry, Box<Problem>> {
        self.json(self.keyed("/api/staffing", key).json(entry))
            .await
    }

    /// Sets who acts for an absent officer.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn deputise(
        &self,
        key: &str,
        entry: &DeputyEntry,
    ) -> Result<DeputyEntry, Box<Problem>> {
        self.json(self.keyed("/api/deputies", key).json(entry))
            .await
    }

    /// Sets a turn of duty.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn put_on_duty(
        &self,
        key: &str,
        entry: &DutyEntry,
    ) -> Result<DutyEntry, Box<Problem>> {
        self.json(self.keyed("/api/duties", key).json(entry)).await
    }

    /// Who may get the dossier now and at the next step.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn officers_of(&self, code: &str) -> Result<Vec<StepOfficers>, Box<Problem>> {
        let path = format!("/api/dossiers/{}/officers", escape(code));
        self.json(self.call(Method::GET, &path)).await
    }
}
