//! The half-day clock: which working session a moment belongs to, when a limit is due, who is charged.
//!
//! Pure integer arithmetic on the numbered sessions of a [`Calendar`]; no clock, no zone, no floats.
//! All times are local (UTC+7, no daylight saving). Read in this order: `session` and `limit` (the two
//! words), `calendar` (which sessions exist), `policy` (what an office may decide), `due` (the
//! appointment), then one file per further question.

mod instant;
mod session;
mod limit;
mod policy;
mod calendar;
mod shipped;
mod due;
mod explain;
mod explain_runs;
mod compare;
mod standing;
mod forward;
mod apology;
mod stop;
mod charge;
mod tally;
mod error;
pub mod words;

pub use apology::{Appointments, latest_apology};
pub use calendar::{Calendar, DayKind, Exception};
pub use charge::{Act, ActKind, Charge, Ledger, Payer, StepCharge, charge};
pub use compare::{Outcome, outcome};
pub use due::{Appointment, Due, appointment, due, due_session};
pub use error::{CalendarError, ClockError, Fault, TextError};
pub use explain::{ExplainLine, Topic};
pub use forward::forward_by;
pub use instant::{instant, local};
pub use limit::Limit;
pub use policy::{CountPolicy, Counting, LateAgainst, Policy, SupplementPolicy};
pub use session::{Half, Session};
pub use shipped::{VN, VN_2027_PROVISIONAL, vn, vn_with_2027};
pub use standing::{Standing, standing};
pub use stop::{Resumed, Stop, StopKind, resume};
pub use tally::{Counts, Finished, Tally, tally};
