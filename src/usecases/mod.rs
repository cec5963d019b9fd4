//! What people do with the product, one file a verb. Reads take a viewer, writes enter through
//! [`write`] and nowhere else.

mod write;
mod error;
mod file_refusal;
mod print_refusal;
mod print_number;
mod act_names;
mod units;
mod change_others;
mod lay_change;
mod facts;
pub mod rules;
mod office;
mod paper_fields;
mod paper_occasion;
mod paper_act;
mod paper_way;
mod offered;
mod list_fields;

pub mod sign_in;
pub mod receive;
pub mod register_online;
pub mod turn_away;
pub mod correct_intake;
pub mod held_intake;
pub mod convert;
pub mod change_catalogue;
pub mod in_force;
pub mod act;
pub mod fees;
pub mod list;
pub mod find;
pub mod remember;
pub mod open;
pub mod print_form;
pub mod print_jobs;
pub mod print_list;
pub mod papers_check;
pub mod attachments;
pub mod results;
pub mod handing_back;
pub mod post_list;
pub mod procedures;
pub mod verify;
pub mod accounts;
pub mod found_office;
pub mod passwords;
pub mod sessions;
pub mod demo_fill;
pub mod flow;
pub mod choose_process;
pub mod accept_process;
pub mod staffing;
pub mod staff;
pub mod staff_cards;
pub mod deputise;
pub mod roster;
pub mod officers;

use std::sync::Arc;

pub use error::UseCaseError;
pub use file_refusal::FileRefusal;
pub use office::{Office, OfficeProblem};
pub use print_refusal::PrintRefusal;
pub use rules::Rules;

use crate::store::Store;

/// Gives the time. The program uses the machine's clock, tests their own.
pub trait Clock: Send + Sync {
    /// UTC milliseconds.
    fn now(&self) -> i64;
}

/// Fills bytes by chance. The program asks the machine, tests a seed.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Everything a use case needs; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Database.
    pub store: Arc<dyn Store>,
    /// Rule data in force.
    pub rules: Arc<Rules>,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Gives random bytes.
    pub random: Random,
}

impl App {
    /// A random text of `letters` letters from the alphabet that no input method rewrites.
    #[must_use]
    pub fn secret(&self, letters: usize) -> String {
        const SAFE: &[u8] = b"0123456789BCFGHKLMNPQRSTVX";
        let mut bytes = vec![0; letters];
        (self.random)(&mut bytes);
        // A slight preference for the first letters costs less than a bit in all.
        bytes
            .iter()
            .map(|b| char::from(SAFE[usize::from(*b) % SAFE.len()]))
            .collect()
    }
}
