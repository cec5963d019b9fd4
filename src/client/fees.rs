//! Money: fees of a dossier, receipts, shifts, books.

use reqwest::Method;

use super::{Client, escape};
use crate::wire::{
    BookAdded, BookList, BookRequest, CancelRequest, CloseShiftRequest, CollectRequest,
    CollectedView, DayBookView, ExemptRequest, ExemptedView, FeeSheet, IssueRequest,
    OpenShiftRequest, OwnShift, Problem, ReceiptList, ReceiptView, RefundRequest, RefundView,
    ReplaceRequest, ShiftList, ShiftView,
};

impl Client {
    /// Fees of one dossier.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn fees(&self, code: &str) -> Result<FeeSheet, Box<Problem>> {
        self.json(self.call(Method::GET, &format!("/api/dossiers/{}/fees", escape(code))))
            .await
    }

    /// Takes money.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn collect(
        &self,
        code: &str,
        key: &str,
        request: &CollectRequest,
    ) -> Result<CollectedView, Box<Problem>> {
        self.json(
            self.keyed(&format!("/api/dossiers/{}/fees/collect", escape(code)), key)
                .json(request),
        )
        .await
    }

    /// Exempts lines.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn exempt(
        &self,
        code: &str,
        key: &str,
        request: &ExemptRequest,
    ) -> Result<ExemptedView, Box<Problem>> {
        self.json(
            self.keyed(&format!("/api/dossiers/{}/fees/exempt", escape(code)), key)
                .json(request),
        )
        .await
    }

    /// Receipts that wait for their number.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn pending_receipts(&self) -> Result<ReceiptList, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/receipts")).await
    }

    /// One receipt.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn receipt(&self, id: i64) -> Result<ReceiptView, Box<Problem>> {
        self.json(self.call(Method::GET, &format!("/api/receipts/{id}")))
            .await
    }

    /// Gives a pending receipt its number.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn issue_receipt(
        &self,
        id: i64,
        key: &str,
        request: &IssueRequest,
    ) -> Result<ReceiptView, Box<Problem>> {
        self.json(
            self.keyed(&format!("/api/receipts/{id}/issue"), key)
                .json(request),
        )
        .await
    }

    /// Records that a receipt was sent.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn receipt_sent(&self, id: i64, key: &str) -> Result<ReceiptView, Box<Problem>> {
        self.json(self.keyed(&format!("/api/receipts/{id}/sent"), key))
            .await
    }

    /// Cancels a receipt.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn cancel_receipt(
        &self,
        id: i64,
        key: &str,
        request: &CancelRequest,
    ) -> Result<ReceiptView, Box<Problem>> {
        self.json(
            self.keyed(&format!("/api/receipts/{id}/cancel"), key)
                .json(request),
        )
        .await
    }

    /// Replaces a receipt.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn replace_receipt(
        &self,
        id: i64,
        key: &str,
        request: &ReplaceRequest,
    ) -> Result<ReceiptView, Box<Problem>> {
        self.json(
            self.keyed(&format!("/api/receipts/{id}/replace"), key)
                .json(request),
        )
        .await
    }

    /// Gives money back.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn refund(
        &self,
        id: i64,
        key: &str,
        request: &RefundRequest,
    ) -> Result<RefundView, Box<Problem>> {
        self.json(
            self.keyed(&format!("/api/receipts/{id}/refund"), key)
                .json(request),
        )
        .await
    }

    /// Paper books.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn receipt_books(&self) -> Result<BookList, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/receipt-books"))
            .await
    }

    /// Adds a paper book.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn add_receipt_book(
        &self,
        key: &str,
        request: &BookRequest,
    ) -> Result<BookAdded, Box<Problem>> {
        self.json(self.keyed("/api/receipt-books", key).json(request))
            .await
    }

    /// Shifts that are open or wait for approval.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn shifts(&self) -> Result<ShiftList, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/shifts")).await
    }

    /// Opens a shift.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn open_shift(
        &self,
        key: &str,
        request: &OpenShiftRequest,
    ) -> Result<ShiftView, Box<Problem>> {
        self.json(self.keyed("/api/shifts", key).json(request))
            .await
    }

    /// The day-book of the officer's own open shift.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn own_shift(&self) -> Result<OwnShift, Box<Problem>> {
        self.json(self.call(Method::GET, "/api/shifts/own")).await
    }

    /// The day-book of a shift.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn day_book(&self, id: i64) -> Result<DayBookView, Box<Problem>> {
        self.json(self.call(Method::GET, &format!("/api/shifts/{id}")))
            .await
    }

    /// Closes a shift.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn close_shift(
        &self,
        id: i64,
        key: &str,
        request: &CloseShiftRequest,
    ) -> Result<ShiftView, Box<Problem>> {
        self.json(
            self.keyed(&format!("/api/shifts/{id}/close"), key)
                .json(request),
        )
        .await
    }

    /// Approves the close-out of a shift.
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn approve_shift(&self, id: i64, key: &str) -> Result<ShiftView, Box<Problem>> {
        self.json(self.keyed(&format!("/api/shifts/{id}/approve"), key))
            .await
    }
}
