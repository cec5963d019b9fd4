//! Papers on their way out.

use reqwest::Method;

use super::{Client, with_query};
use crate::wire::{
    PrintAnswer, PrintElsewhere, PrintJobView, PrintOrder, PrintPaper, PrintReport, PrintReported,
    PrintState, PrintTake, PrintWay, Problem,
};

impl Client {
    /// Puts a paper on its way; the same key twice makes one job.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn queue_print(
        &self,
        key: &str,
        order: &PrintOrder,
    ) -> Result<PrintJobView, Box<Problem>> {
        self.json(self.keyed("/api/print-jobs", key).json(order))
            .await
    }

    /// What is on its way for a desk, and how its printers are.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn print_state(&self, desk: &str) -> Result<PrintState, Box<Problem>> {
        let path = with_query("/api/print-jobs", &[("desk", desk)]);
        self.json(self.call(Method::GET, &path)).await
    }

    /// Where a form of a desk goes by the rules.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn print_way(&self, desk: &str, form: &str) -> Result<PrintWay, Box<Problem>> {
        let path = with_query("/api/print-way", &[("desk", desk), ("form", form)]);
        self.json(self.call(Method::GET, &path)).await
    }

    /// Takes a paper to carry it to a printer of this desk.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn take_print(
        &self,
        id: i64,
        take: &PrintTake,
    ) -> Result<Option<PrintPaper>, Box<Problem>> {
        let path = format!("/api/print-jobs/{id}/take");
        self.json(self.call(Method::POST, &path).json(take)).await
    }

    /// Says what became of a paper that this desk carries.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn report_print(
        &self,
        id: i64,
        report: &PrintReport,
    ) -> Result<PrintReported, Box<Problem>> {
        let path = format!("/api/print-jobs/{id}/report");
        self.json(self.call(Method::POST, &path).json(report)).await
    }

    /// Says of a paper in doubt whether it came out.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn answer_print(
        &self,
        id: i64,
        key: &str,
        out: bool,
    ) -> Result<PrintJobView, Box<Problem>> {
        let path = format!("/api/print-jobs/{id}/answer");
        self.json(self.keyed(&path, key).json(&PrintAnswer { out }))
            .await
    }

    /// Gives a paper up before anything was sent.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn cancel_print(&self, id: i64, key: &str) -> Result<PrintJobView, Box<Problem>> {
        let path = format!("/api/print-jobs/{id}/cancel");
        self.json(self.keyed(&path, key)).await
    }

    /// Sends a paper to another printer, or again.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn send_print(
        &self,
        id: i64,
        key: &str,
        to: &PrintElsewhere,
    ) -> Result<PrintJobView, Box<Problem>> {
        let path = format!("/api/print-jobs/{id}/send");
        self.json(self.keyed(&path, key).json(to)).await
    }
}
