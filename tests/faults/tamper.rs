//! Any change to the trail, or to what it tells of, is found.

use crate::office::*;
use motcua::domain::event::{Event, GENESIS};
use motcua::store::Engine;

stories! { tampering_is_always_found, the_database_refuses_to_change_the_trail }

/// Tables that are put back after each tampering.
const TABLES: [&str; 4] = ["event", "trail_head", "dossier", "slip"];

async fn a_day(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let mut away = request(MARRIAGE, "Người Bị Từ Chối");
    away.reason = "Không thuộc thẩm quyền".to_owned();
    clerk.refuse(&key(), &away).await.unwrap();
    for i in 0..8 {
        let code = receive(&clerk, MARRIAGE, &format!("Người Thứ {i}"))
            .await
            .dossier_code;
        if i % 2 == 0 {
            act(&clerk, &code, "forward", "chuyển").await.unwrap();
            act(&specialist, &code, "take", "").await.unwrap();
        }
        if i % 4 == 0 {
            act(&specialist, &code, "submit_for_approval", "")
                .await
                .unwrap();
            let subject = motcua::client::Subject::Dossier(code);
            clerk.print(&subject, "phieu-kiem-soat").await.unwrap();
        }
    }
}

fn unlock(office: &Office) {
    if office.app.store.engine() == Engine::Sqlite {
        office.sql("DROP TRIGGER event_is_append_only_update");
        office.sql("DROP TRIGGER event_is_append_only_delete");
    } else {
        office.sql("DROP TRIGGER event_is_append_only ON event");
    }
}

async fn tampering_is_always_found(office: &Office) {
    a_day(office).await;
    let last: u64 = office.value("SELECT max(seq) FROM event").parse().unwrap();
    let mark = (last as i64, office.value("SELECT hash FROM trail_head"));
    unlock(office);
    for table in TABLES {
        office.sql(&format!(
            "CREATE TABLE kept_{table} AS SELECT * FROM {table}"
        ));
    }
    assert_eq!(
        office.faults(std::slice::from_ref(&mark)).await,
        [""; 0],
        "nothing is wrong yet"
    );
    let mut random = Random::new();
    let usual = if office.app.store.engine() == Engine::Sqlite {
        500
    } else {
        120
    };
    for i in 0..times("TAMPERINGS", usual) {
        let (what, changed) = tamper(office, &mut random, last);
        if !changed {
            continue;
        }
        let faults = office.faults(std::slice::from_ref(&mark)).await;
        assert!(!faults.is_empty(), "tampering {i} was not found: {what}");
        for table in TABLES {
            office.sql(&format!("DELETE FROM {table}"));
        }
        for table in TABLES {
            let columns = columns(office, table);
            office.sql(&format!(
                "INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_{table}"
            ));
        }
    }
}

/// The columns of a table that are written; the engine makes the others itself.
fn columns(office: &Office, table: &str) -> String {
    let names = match office.app.store.engine() {
        Engine::Sqlite => office.sql(&format!(
            "SELECT name FROM pragma_table_xinfo('{table}') WHERE hidden = 0"
        )),
        Engine::Postgres => office.sql(&format!(
            "SELECT column_name FROM information_schema.columns
             WHERE table_name = '{table}' AND is_generated = 'NEVER'"
        )),
    };
    names.concat().join(", ")
}

/// One change made beside the program; says what, and whether anything is different now.
fn tamper(office: &Office, random: &mut Random, last: u64) -> (String, bool) {
    let seq = 1 + random.below(last);
    let other = 1 + random.below(last);
    let one = |question: &str| office.value(question);
    let all = |table: &str| {
        format!(
            "{:?}",
            office.sql(&format!("SELECT * FROM {table} ORDER BY 1"))
        )
    };
    let before: Vec<String> = TABLES.iter().map(|t| all(t)).collect();
    let any_dossier = || -> String {
        let ids = office.sql("SELECT id FROM dossier ORDER BY id").concat();
        ids[(seq as usize) % ids.len()].clone()
    };
    let what = match random.below(16) {
        0 | 1 => {
            let length: u64 = one(&format!("SELECT length(body) FROM event WHERE seq = {seq}"))
                .parse()
                .unwrap();
            let at = 1 + random.below(length);
            format!(
                "UPDATE event SET body = substr(body, 1, {at} - 1) || 'ẳ' || substr(body, {at} + 1) WHERE seq = {seq}"
            )
        }
        2 => format!("UPDATE event SET act = 'forward ' WHERE seq = {seq}"),
        3 => format!("UPDATE event SET at = at + 1 WHERE seq = {seq}"),
        4 => format!("UPDATE event SET dossier = dossier + 1 WHERE seq = {seq}"),
        5 => format!(
            "UPDATE event SET hash = '{}' WHERE seq = {seq}",
            one(&format!("SELECT hash FROM event WHERE seq = {other}"))
        ),
        6 => format!("DELETE FROM event WHERE seq = {seq}"),
        7 => format!("DELETE FROM event WHERE seq >= {seq}"),
        8 => {
            // Two events change places.
            office.sql(&format!("UPDATE event SET seq = -1 WHERE seq = {seq}"));
            office.sql(&format!("UPDATE event SET seq = {seq} WHERE seq = {other}"));
            format!("UPDATE event SET seq = {other} WHERE seq = -1")
        }
        9 => format!(
            "INSERT INTO event SELECT {last} + 1, dossier, at, act, body, hash FROM event WHERE seq = {seq}"
        ),
        10 => {
            // The tail is cut off and the end rewritten to fit.
            office.sql(&format!("DELETE FROM event WHERE seq > {seq}"));
            office.sql(&format!("DELETE FROM dossier WHERE id > {seq}"));
            office.sql(&format!("DELETE FROM slip WHERE id > {seq}"));
            format!(
                "UPDATE trail_head SET seq = {seq}, hash = (SELECT hash FROM event WHERE seq = {seq}),
                 at = (SELECT max(at) FROM event)"
            )
        }
        11 => {
            // A whole history rewritten from one event on, every hash made again.
            rewrite(office, seq);
            format!("UPDATE trail_head SET hash = (SELECT hash FROM event WHERE seq = {last})")
        }
        12 => ["seq = seq + 1", "at = at - 1000", "hash = 'x'"]
            .map(|change| format!("UPDATE trail_head SET {change}"))[random.below(3) as usize]
            .clone(),
        13 => format!("DELETE FROM dossier WHERE id = {}", any_dossier()),
        14 => {
            let changes = [
                "state = 'result_returned'",
                "version = version + 1",
                "holder = 'nobody'",
                "org = 'tinh'",
                "step = step + 1",
                "role = 'specialist '",
                "code = code || '9'",
                "content = replace(content, 'Người Thứ', 'Kẻ Khác')",
            ];
            let change = changes[random.below(changes.len() as u64) as usize];
            format!("UPDATE dossier SET {change} WHERE id = {}", any_dossier())
        }
        _ => [
            "UPDATE slip SET content = replace(content, 'Người', 'Kẻ')",
            "DELETE FROM slip",
        ][random.below(2) as usize]
            .to_owned(),
    };
    office.sql(&what);
    let after: Vec<String> = TABLES.iter().map(|t| all(t)).collect();
    (what, before != after)
}

fn rewrite(office: &Office, from: u64) {
    let rows = office.sql("SELECT seq, body FROM event ORDER BY seq");
    let mut previous = GENESIS.to_owned();
    for row in rows {
        let seq: u64 = row[0].parse().unwrap();
        let mut event: Event = serde_json::from_str(&row[1]).unwrap();
        if seq == from {
            event.note = "việc khác".to_owned();
        }
        let body = event.body();
        previous = Event::hash_after(&previous, &body);
        if seq >= from {
            let body = body.replace('\'', "''");
            office.sql(&format!(
                "UPDATE event SET body = '{body}', hash = '{previous}' WHERE seq = {seq}"
            ));
        }
    }
}

async fn the_database_refuses_to_change_the_trail(office: &Office) {
    a_day(office).await;
    for what in [
        "UPDATE event SET act = 'x' WHERE seq = 2",
        "DELETE FROM event WHERE seq = 2",
    ] {
        let refused = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| office.sql(what)));
        assert!(refused.is_err(), "{what}");
    }
}
