//! The life cycle as a whole, without store or network: every state that can be reached, and the ledger of
//! lives led by chance. `LIVES=100000 cargo test --test lifecycle lives -- --nocapture` leads all of them.

#[path = "../common/chance.rs"]
mod chance;
#[path = "../common/expected_rights.rs"]
mod expected;
#[path = "../common/judge.rs"]
mod judge;
#[path = "../common/model.rs"]
mod model;
#[path = "../common/reach.rs"]
mod reach;

mod lives;
mod model_check;
mod rights;
