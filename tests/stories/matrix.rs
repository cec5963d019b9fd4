//! Every route for every role against the table `tests/data/rights.tsv`.

use crate::office::*;
use serde_json::Value;
use std::collections::BTreeSet;

stories! { every_route_for_every_role_is_as_the_table_says }

const TABLE: &str = include_str!("../data/rights.tsv");

/// A row of the table.
struct Row {
    method: &'static str,
    address: &'static str,
    body: &'static str,
    roles: BTreeSet<&'static str>,
}

fn rows() -> Vec<Row> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 4, "four columns: {line}");
        Row {
            method: cells[0],
            address: cells[1],
            body: cells[2],
            roles: cells[3].split(' ').collect(),
        }
    };
    lines.map(row).collect()
}

/// The demonstration office with one more officer for each role of the shipped file.
fn office_of_all_roles() -> String {
    let mut text = motcua::usecases::Office::DEMO.to_owned();
    for role in shipped_rules().roles.role.keys() {
        text.push_str(&format!(
            "\n[[officer]]\nid = \"{role}@thu.example\"\nname = \"Người Thử\"\ntitle = \"\"\n\
             grants = [{{ role = \"{role}\", org = \"xa-minh-hoa\" }}]\n"
        ));
    }
    text
}

/// What the addresses of the table stand for.
struct Things {
    dossier: String,
    slip: i64,
    form: String,
}

impl Things {
    async fn of(office: &Beside) -> Self {
        let clerk = office.clerk().await;
        let dossier = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
        let mut refused = request(MARRIAGE, "Trần Văn Mẫu");
        refused.reason = "Thiếu giấy tờ bắt buộc".to_owned();
        let slip = clerk.refuse(&key(), &refused).await.unwrap();
        Self {
            dossier: dossier.dossier_code,
            slip: slip.id,
            form: slip.prints[0].clone(),
        }
    }

    fn fill(&self, text: &str) -> String {
        let mut intake = request(MARRIAGE, "Nguyễn Thị Ví Dụ");
        intake.reason = "Thiếu giấy tờ bắt buộc".to_owned();
        text.replace("$dossier", &self.dossier)
            .replace("$slip", &self.slip.to_string())
            .replace("$form", &self.form)
            .replace("$procedure", MARRIAGE)
            .replace("$intake", &serde_json::to_string(&intake).unwrap())
    }
}

async fn every_route_for_every_role_is_as_the_table_says(office: &Office) {
    let rows = rows();
    every_route_has_a_row(&rows);
    let rules = rules_of(&office_of_all_roles());
    let roles: Vec<String> = rules.roles.role.keys().map(ToString::to_string).collect();
    every_role_is_known(&rows, &roles);
    let office = office.beside(rules).await;
    let things = Things::of(&office).await;
    let mut wrong = Vec::new();
    let mut asked = 0;
    for row in &rows {
        for role in &roles {
            let (status, code) = ask(&office, row, &things, role).await;
            asked += 1;
            let expected = match row.roles.first() {
                Some(&"machine") => status == 401,
                Some(&"open") => code != "MC-7010" && status < 500,
                Some(&"*") => is_let_in(status, &code),
                _ if row.roles.contains(role.as_str()) => is_let_in(status, &code),
                _ => [(403, "MC-7003"), (404, "MC-1004")].contains(&(status, code.as_str())),
            };
            if !expected {
                wrong.push(format!(
                    "{} {} as {role}: {status} {code}",
                    row.method, row.address
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "not as the table says:\n{}",
        wrong.join("\n")
    );
    assert!(asked > 300, "{asked}");
}

fn is_let_in(status: u16, code: &str) -> bool {
    ![401, 403].contains(&status) && status < 500 && (status, code) != (404, "MC-1004")
}

/// One request in a session of its own: status and code of the answer.
async fn ask(office: &Beside, row: &Row, things: &Things, role: &str) -> (u16, String) {
    let desk = office.officer(&format!("{role}@thu.example"), 0).await;
    let method = reqwest::Method::from_bytes(row.method.as_bytes()).unwrap();
    let url = format!("{}{}", office.base, things.fill(row.address));
    let call = reqwest::Client::new()
        .request(method, url)
        .bearer_auth(desk.token())
        .header("Idempotency-Key", key())
        .header("If-Match", "\"1\"")
        .body(things.fill(row.body));
    let reply = call.send().await.unwrap();
    let status = reply.status().as_u16();
    let body: Value = reply.json().await.unwrap_or_default();
    (status, body["code"].as_str().unwrap_or("").to_owned())
}

fn every_route_has_a_row(rows: &[Row]) {
    let document: Value = serde_json::from_str(&motcua::server::openapi()).unwrap();
    let mut missing = Vec::new();
    for (template, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let covered = |row: &&Row| {
                let path = row.address.split('?').next().unwrap();
                row.method.eq_ignore_ascii_case(method) && fits(template, path)
            };
            if !rows.iter().any(|row| covered(&row)) {
                missing.push(format!("{} {template}", method.to_uppercase()));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "add to tests/data/rights.tsv who may use:\n{}",
        missing.join("\n")
    );
}

fn every_role_is_known(rows: &[Row], roles: &[String]) {
    for row in rows {
        for role in &row.roles {
            let known = ["*", "open", "machine"].contains(role);
            assert!(known || roles.iter().any(|r| r == role), "no role {role}");
        }
    }
}
