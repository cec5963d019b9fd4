//! Faults of the whole product: killed at any moment, replies lost, clerks racing, the trail tampered with.
//!
//! The judge of "lost" is the clients' own list of acknowledgements. `SEED=…` replays a run; `CYCLES=…`,
//! `DRAFTS=…`, `ROUNDS=…`, `RACES=…`, `TAMPERINGS=…` set its length.

#[path = "../common/office.rs"]
mod office;
#[path = "../common/postgres.rs"]
mod postgres;

mod duels;
mod kill;
mod numbers;
mod races;
mod relay;
mod tamper;
