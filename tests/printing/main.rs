//! Papers on their way to real and made-up printers: out of paper, jammed, off, silent, broken off, and
//! the carrier killed at any moment. Never two originals, every step written down.
//!
//! `ROUNDS=10000 cargo test --test printing rounds` makes the long runs; `SEED=…` replays one.

#[path = "../common/office.rs"]
mod office;
#[path = "../common/postgres.rs"]
mod postgres;

mod bench;
mod cups;
mod deleted;
mod desk;
mod fake_ipp;
mod fake_ticket;
mod faults;
mod hostile;
mod kill;
mod lists;
mod real_ipp;
mod reload;
mod tickets;
mod tls;
