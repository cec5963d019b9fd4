//! Attachments, results and handing back.

use std::time::Duration;

use reqwest::Method;

use super::{Client, broken, escape, with_query};
use crate::wire::{
    Attached, AttachmentLine, CollectorShown, CollectorStanding, PostListMade, PostListRequest,
    PostLists, Problem, Reason, ResultDraft, ResultFinish, ResultFinished, ResultLine,
    ResultNumber, ReturnSheet,
};

/// A file that is to be attached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Upload {
    /// What people call it.
    pub label: String,
    /// `paper`, `draft`, `result`, `scan`, `signed_request` or `authorisation`.
    pub kind: String,
    /// Name of the file.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Files take their time on a slow line.
const PATIENCE: Duration = Duration::from_secs(180);

impl Client {
    /// Attaches a file to a dossier.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn attach(
        &self,
        code: &str,
        key: &str,
        file: Upload,
    ) -> Result<Attached, Box<Problem>> {
        let query = [
            ("label", file.label.as_str()),
            ("kind", &file.kind),
            ("name", &file.name),
        ];
        let path = with_query(&of(code, "attachments"), &query);
        let call = self.keyed(&path, key).timeout(PATIENCE);
        let call = call.header("content-type", "application/octet-stream");
        self.json(call.body(file.bytes)).await
    }

    /// Attachments of a dossier, oldest first.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn attachments(&self, code: &str) -> Result<Vec<AttachmentLine>, Box<Problem>> {
        self.json(self.call(Method::GET, &of(code, "attachments")))
            .await
    }

    /// The bytes of an attachment.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn download(&self, code: &str, id: i64) -> Result<Vec<u8>, Box<Problem>> {
        let path = of(code, &format!("attachments/{id}"));
        let call = self.call(Method::GET, &path).timeout(PATIENCE);
        let reply = self.send(call).await?;
        reply.bytes().await.map(Into::into).map_err(|_| broken())
    }

    /// Removes an attachment, with the reason.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn remove_attachment(
        &self,
        code: &str,
        id: i64,
        key: &str,
        reason: &str,
    ) -> Result<Attached, Box<Problem>> {
        let path = of(code, &format!("attachments/{id}/remove"));
        self.json(self.keyed(&path, key).json(&because(reason)))
            .await
    }

    /// Results of a dossier in their order.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn results(&self, code: &str) -> Result<Vec<ResultLine>, Box<Problem>> {
        self.json(self.call(Method::GET, &of(code, "results")))
            .await
    }

    /// Adds a draft of a result.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn draft_result(
        &self,
        code: &str,
        key: &str,
        draft: &ResultDraft,
    ) -> Result<ResultNumber, Box<Problem>> {
        self.json(self.keyed(&of(code, "results"), key).json(draft))
            .await
    }

    /// Finishes a draft with number, date and file.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn finish_result(
        &self,
        code: &str,
        no: i64,
        key: &str,
        finish: &ResultFinish,
    ) -> Result<ResultFinished, Box<Problem>> {
        let path = of(code, &format!("results/{no}/finish"));
        self.json(self.keyed(&path, key).json(finish)).await
    }

    /// Replaces a final result by a new draft, with the reason.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn replace_result(
        &self,
        code: &str,
        no: i64,
        key: &str,
        reason: &str,
    ) -> Result<ResultNumber, Box<Problem>> {
        let path = of(code, &format!("results/{no}/replace"));
        self.json(self.keyed(&path, key).json(&because(reason)))
            .await
    }

    /// What to see and check before a result is handed back.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn return_sheet(&self, code: &str) -> Result<ReturnSheet, Box<Problem>> {
        self.json(self.call(Method::GET, &of(code, "return"))).await
    }

    /// In what standing somebody may collect; changes nothing.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn check_collector(
        &self,
        code: &str,
        shown: &CollectorShown,
    ) -> Result<CollectorStanding, Box<Problem>> {
        self.json(self.call(Method::POST, &of(code, "collector")).json(shown))
            .await
    }

    /// Makes a hand-over list to the post.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn post_list(
        &self,
        key: &str,
        request: &PostListRequest,
    ) -> Result<PostListMade, Box<Problem>> {
        self.json(self.keyed("/api/post-lists", key).json(request))
            .await
    }

    /// Results that wait for the post, and the lists made.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn post_lists(&self) -> Result<PostLists, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/post-lists")).await
    }
}

fn of(code: &str, what: &str) -> String {
    format!("/api/dossiers/{}/{what}", escape(code))
}

fn because(reason: &str) -> Reason {
    Reason {
        reason: reason.to_owned(),
    }
}
