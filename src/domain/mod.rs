//! Nouns and decisions of the one-stop desk, without clock, file, network or chance: a decision is a
//! function of the dossier, the command, the moment and the rule data it is given.

pub mod procedure;
pub mod process;
pub mod staffing;
pub mod flow;
pub mod intake_form;

pub mod org;
pub mod role;
pub mod scope;
pub mod two_persons;
pub mod account;
pub mod password;
pub mod person;
pub mod intake;
pub mod field_codes;
pub mod dossier;
pub mod attachment;
pub mod result;
pub mod life;
pub mod marks;
pub mod work_list;
pub mod case_policy;
pub mod handing_back;
pub mod late_reason;
pub mod lifecycle;
pub mod decide;
pub mod code_scheme;
pub mod event;
pub mod fee;
pub mod receipt;
pub mod receipt_rules;
pub mod shift;
pub mod print_job;
pub mod printer;
