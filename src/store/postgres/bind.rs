//! Values into PostgreSQL parameters and out of its columns.

use crate::store::{
    error::StoreError,
    value::{Row, Val},
};
use postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use std::error::Error;

type Refusal = Box<dyn Error + Sync + Send>;

impl ToSql for Val<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Refusal> {
        match (self, kind) {
            (Val::Null, _) => Ok(IsNull::Yes),
            (Val::Int(n), &Type::INT8) => n.to_sql(kind, out),
            (Val::Int(n), &Type::INT4) => i32::try_from(*n)?.to_sql(kind, out),
            (Val::Int(n), &Type::INT2) => i16::try_from(*n)?.to_sql(kind, out),
            (Val::Int(n), &Type::BOOL) => (*n != 0).to_sql(kind, out),
            (Val::Text(text), &Type::TEXT | &Type::VARCHAR | &Type::BPCHAR | &Type::NAME) => {
                text.as_ref().to_sql(kind, out)
            }
            (Val::Bytes(bytes), &Type::BYTEA) => bytes.as_ref().to_sql(kind, out),
            // The kind only: the value may be somebody's name.
            _ => Err(format!("{} does not fit {kind}", self.kind()).into()),
        }
    }

    /// Which value fits is decided with the value at hand: null fits every type.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A column of any type we know, as one of our values.
struct Cell(Val<'static>);

impl<'a> FromSql<'a> for Cell {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Refusal> {
        Ok(Cell(match *kind {
            Type::INT8 => Val::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Val::from(i32::from_sql(kind, raw)?),
            Type::INT2 => Val::Int(i16::from_sql(kind, raw)?.into()),
            Type::BOOL => Val::from(bool::from_sql(kind, raw)?),
            Type::BYTEA => Val::from(raw.to_vec()),
            _ => Val::from(String::from_sql(kind, raw)?),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Refusal> {
        Ok(Cell(Val::Null))
    }

    fn accepts(kind: &Type) -> bool {
        matches!(
            *kind,
            Type::INT8 | Type::INT4 | Type::INT2 | Type::BOOL | Type::BYTEA
        ) || <String as FromSql>::accepts(kind)
    }
}

/// Copies a row. A sum of `BIGINT` comes as `NUMERIC`: the error says which column to cast.
pub(super) fn row(found: &postgres::Row) -> Result<Row, StoreError> {
    let cell = |i: usize| {
        found.try_get::<_, Cell>(i).map(|cell| cell.0).map_err(|_| {
            let column = &found.columns()[i];
            StoreError::misuse(format!("column {} is {}", column.name(), column.type_()))
        })
    };
    Ok(Row::new(
        (0..found.len()).map(cell).collect::<Result<_, _>>()?,
    ))
}
