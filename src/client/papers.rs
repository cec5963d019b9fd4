//! Printed papers: which one, its preview, its PDF.

use reqwest::Method;

use super::{Client, escape, with_query};
use crate::wire::{HandOverPrint, Preview, Problem, RegisterPrint};

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

    /// As an order for a paper names it: what, and which.
    #[must_use]
    pub fn named(&self) -> (&'static str, String) {
        match self {
            Self::Dossier(code) => ("dossier", code.clone()),
            Self::Slip(id) => ("slip", id.to_string()),
            Self::Receipt(id) => ("receipt", id.to_string()),
            Self::Shift(id) => ("shift", id.to_string()),
            Self::Refund(id) => ("refund", id.to_string()),
            Self::PostList(id) => ("post_list", id.to_string()),
        }
    }
}

impl Client {
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

    /// The text preview of the register book.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn preview_register(&self, of: &RegisterPrint) -> Result<Preview, Box<Problem>> {
        let call = self.call(Method::POST, "/api/lists/register/preview");
        self.json(call.json(of)).await
    }

    /// The text preview of the record of a hand-over.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn preview_hand_over(&self, of: &HandOverPrint) -> Result<Preview, Box<Problem>> {
        let call = self.call(Method::POST, "/api/lists/hand-over/preview");
        self.json(call.json(of)).await
    }
}
