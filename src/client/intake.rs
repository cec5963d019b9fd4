//! Taking in, correcting and converting dossiers.

use reqwest::Method;

use super::{Client, escape};
use crate::wire::{
    Acted, ConversionPreview, ConversionRequest, CounterSlip, HeldIntake, IntakeRequest, Problem,
    Received,
};

impl Client {
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
}
