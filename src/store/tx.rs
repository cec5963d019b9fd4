//! The one door to the data: what a use case may do inside a transaction.

use super::{
    error::StoreError,
    sql::Sql,
    value::{Row, Val},
};

/// A running transaction. Use cases are plain functions over `&mut dyn Tx` and know no engine.
///
/// After the first error every further statement answers that same error and the changes of the use
/// case are rolled back, on both engines alike: to allow for a row that may be there already, write
/// `ON CONFLICT` rather than catching [`StoreError::Unique`] and going on.
pub trait Tx {
    /// Runs a statement that answers no rows; returns how many rows it changed.
    fn exec(&mut self, sql: &Sql, args: &[Val]) -> Result<u64, StoreError>;

    /// Runs a statement and returns all its rows.
    fn rows(&mut self, sql: &Sql, args: &[Val]) -> Result<Vec<Row>, StoreError>;

    /// Runs a statement and returns its first row, if there is one.
    fn row(&mut self, sql: &Sql, args: &[Val]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, args)?.into_iter().next())
    }

    /// Prepares without running: what the statement takes and answers.
    fn shape(&mut self, sql: &Sql) -> Result<Shape, StoreError>;
}

/// What a statement takes and answers, to compare the two engines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Number of parameters.
    pub params: usize,
    /// Column names in order; give expressions an `AS` name, the engines' own names differ.
    pub columns: Vec<String>,
}

/// Both engines refuse a wrong number of arguments in the same words.
pub(crate) fn check_args(sql: &Sql, args: &[Val], wanted: usize) -> Result<(), StoreError> {
    if args.len() != wanted {
        return Err(StoreError::misuse(format!(
            "{}: wanted {wanted} arguments, got {}",
            sql.name(),
            args.len()
        )));
    }
    args.iter().try_for_each(Val::check)
}
