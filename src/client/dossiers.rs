//! Lists, finding, and acts on a dossier.

use reqwest::Method;

use super::{Client, escape, with_query};
use crate::wire::{ActRequest, Acted, DossierView, KnownPeople, ListTab, Page, Problem};

impl Client {
    /// The lists of the officer's role.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn lists(&self) -> Result<Vec<ListTab>, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/lists")).await
    }

    /// A page of a list: `desk`, `inbox`, `near_due`, `overdue`, `to_return`.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn list(&self, list: &str, after: Option<&str>) -> Result<Page, Box<Problem>> {
        self.list_with(list, "", after).await
    }

    /// A page of those rows of a list that hold all `words`.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn list_with(
        &self,
        list: &str,
        words: &str,
        after: Option<&str>,
    ) -> Result<Page, Box<Problem>> {
        let mut query = vec![("list", list)];
        if !words.is_empty() {
            query.push(("words", words));
        }
        query.extend(after.map(|after| ("after", after)));
        self.json(self.call(Method::GET, &with_query("/api/dossiers", &query)))
            .await
    }

    /// Finds dossiers by one text.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn find(&self, text: &str) -> Result<Page, Box<Problem>> {
        self.json(self.call(Method::GET, &with_query("/api/find", &[("q", text)])))
            .await
    }

    /// People known by a name, an identity number or a telephone; `procedure` is being taken in.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn applicants(
        &self,
        text: &str,
        procedure: &str,
    ) -> Result<KnownPeople, Box<Problem>> {
        let query = [("q", text), ("procedure", procedure)];
        self.json(self.call(Method::GET, &with_query("/api/applicants", &query)))
            .await
    }

    /// One dossier in full.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn dossier(&self, code: &str) -> Result<DossierView, Box<Problem>> {
        self.json(self.call(Method::GET, &format!("/api/dossiers/{}", escape(code))))
            .await
    }

    /// Does an act on the dossier as it was at `version`.
    ///
    /// # Errors
    /// As [`Client::sign_in`]; a conflict tells what changed.
    pub async fn act(
        &self,
        code: &str,
        version: i64,
        key: &str,
        request: &ActRequest,
    ) -> Result<Acted, Box<Problem>> {
        let path = format!("/api/dossiers/{}/acts", escape(code));
        let call = self
            .keyed(&path, key)
            .header("If-Match", format!("\"{version}\""));
        self.json(call.json(request)).await
    }
}
