//! Signing in and out, and what the server says of itself.

use reqwest::Method;

use super::Client;
use crate::wire::{
    CardSignIn, ChangePassword, Health, Me, Office, PasswordSignIn, Problem, Session, SignIn,
    TakeRole,
};

impl Client {
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
}
