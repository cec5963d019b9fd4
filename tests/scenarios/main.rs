//! Whole lives of dossiers, told by clerks: each `NAME.txt` beside this file is one scenario, from receipt
//! to end, played over HTTP on both engines. How to write one: `tests/README.md`.

#[path = "../common/desk.rs"]
mod desk;
#[path = "../common/office.rs"]
mod office;
#[path = "../common/talk.rs"]
mod talk;
#[path = "../common/model.rs"]
mod model;
#[path = "../common/postgres.rs"]
mod postgres;

#[path = "../common/judge.rs"]
mod judge;

#[path = "../common/reach.rs"]
mod reach;

mod checks;
mod counter;
mod coverage;
mod keys;
mod language;
mod people;
mod play;
mod told;

use motcua::store::Engine;

/// Makes a test for each engine out of each file, and the list of all.
macro_rules! scenarios {
    ($($name:ident)*) => {
        $(mod $name {
            #[test]
            fn sqlite() {
                crate::told::must_hold(crate::told::told(stringify!($name)));
            }
            #[test]
            fn postgres() {
                crate::told::must_hold(&crate::told::tell(stringify!($name), super::Engine::Postgres, crate::play::By::Http));
            }
        })*

        /// Every scenario, by the name of its file.
        const ALL: &[&str] = &[$(stringify!($name)),*];
    };
}

include!("all.rs");

/// A file that nobody plays would prove nothing.
#[test]
fn every_file_is_played() {
    let files = std::fs::read_dir(told::FOLDER).unwrap().flatten();
    let mut names: Vec<String> = files
        .map(|file| file.file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".txt").map(str::to_owned))
        .collect();
    names.sort();
    let mut listed = ALL.to_vec();
    listed.sort_unstable();
    assert_eq!(
        names, listed,
        "tests/scenarios/all.rs lists every file once"
    );
}
