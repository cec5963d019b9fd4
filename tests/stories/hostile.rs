//! Hostile and mistaken input over HTTP: refused field by field with a code, or kept as NFC; never a
//! failure of the server.

use crate::office::*;
use motcua::wire::{FeeLine, IntakeRequest, PaperLine, Party};
use serde_json::{Value, json};

stories! {
    hidden_characters_are_refused_where_they_stand,
    names_of_all_peoples_are_taken,
    figures_and_dates_are_checked,
    limits_typed_by_a_clerk_are_checked,
    anything_sent_gets_an_answer_with_a_code,
    a_text_from_a_desk_reaches_the_trail_clean,
}

const HIDDEN: [&str; 14] = [
    "A\u{0}B",
    "A\u{1b}[31mB",
    "A\u{7}B",
    "A\u{7f}B",
    "A\u{9b}2JB",
    "A\u{202e}B",
    "A\u{2066}B",
    "A\u{200b}B",
    "A\u{200f}B",
    "A\u{feff}B",
    "A\u{e0041}B",
    "A😀B",
    "A\u{e000}B",
    "A\nB\u{8}C",
];

type Put = fn(&mut IntakeRequest, String);

const TEXTS: [(&str, Put); 7] = [
    ("applicant.name", |r, t| r.applicant.name = t),
    ("applicant.address", |r, t| r.applicant.address = t),
    ("submitter.name", |r, t| {
        r.submitter = Some(Party {
            name: t,
            ..Party::default()
        });
    }),
    ("summary", |r, t| r.summary = t),
    ("note", |r, t| r.note = t),
    ("collect_at", |r, t| r.collect_at = t),
    ("papers.0.name", |r, t| {
        r.papers = Some(vec![PaperLine {
            name: t,
            originals: 1,
            ..PaperLine::default()
        }]);
    }),
];

async fn hidden_characters_are_refused_where_they_stand(office: &Office) {
    let clerk = office.clerk().await;
    for (field, put) in TEXTS {
        let long = "ă".repeat(10_000);
        for text in HIDDEN.iter().copied().chain([long.as_str()]) {
            let mut sent = request(MARRIAGE, "Nguyễn Thị Ví Dụ");
            put(&mut sent, text.to_owned());
            let refused = clerk
                .receive(&key(), &sent)
                .await
                .expect_err(&format!("{field} {text:?}"));
            assert_eq!(
                (refused.status, refused.code.as_str()),
                (422, "MC-1100"),
                "{field} {text:?}"
            );
            let fields: Vec<_> = refused
                .fields
                .iter()
                .map(|f| (f.field.as_str(), f.code.as_str()))
                .collect();
            assert_eq!(fields, [(field, "MC-1102")], "{text:?}");
            let said = &refused.fields[0].message;
            assert!(
                !said.chars().any(|c| c.is_control()),
                "{said:?} would reach a terminal"
            );
        }
    }
    // Also where something is done with a dossier.
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let refused = act(&clerk, &code, "forward", "a\u{202e}b")
        .await
        .unwrap_err();
    assert_eq!(
        (refused.status, refused.fields[0].field.as_str()),
        (422, "note")
    );
    assert_eq!(office.value("SELECT count(*) FROM event"), "1");
}

async fn names_of_all_peoples_are_taken(office: &Office) {
    let clerk = office.clerk().await;
    let decomposed = "Nguye\u{302}\u{303}n Thi\u{323} Qu\u{309}y"; // two marks on one letter, typed one by one
    for (typed, kept) in [
        (decomposed, "Nguyễn Thị Qủy"),
        ("Y Bih Niê Kdăm", "Y Bih Niê Kdăm"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Đinh Gơ̆r", "Đinh Gơ̆r"),
        ("Pơloong Čêu", "Pơloong Čêu"),
        ("  Lò   Thị\tMay ", "Lò Thị May"),
        (
            "Công ty TNHH A & B (chi nhánh 2)",
            "Công ty TNHH A & B (chi nhánh 2)",
        ),
    ] {
        let code = receive(&clerk, MARRIAGE, typed).await.dossier_code;
        let view = clerk.dossier(&code).await.unwrap();
        assert_eq!(view.applicant.name, kept);
    }
    let found = clerk.find("nguyen thi quy").await.unwrap();
    assert_eq!(
        found.rows.len(),
        1,
        "the twin in NFD is found by plain letters"
    );
}

async fn figures_and_dates_are_checked(office: &Office) {
    type Spoil = fn(&mut IntakeRequest);
    let wrong: &[(&str, &str, Spoil)] = &[
        ("applicant.name", "MC-1103", |r| {
            r.applicant.name = "  ".to_owned()
        }),
        ("applicant.birth", "MC-1107", |r| {
            r.applicant.birth = "31/02/1990".to_owned()
        }),
        ("applicant.birth", "MC-1107", |r| {
            r.applicant.birth = "05/08/2025".to_owned()
        }),
        ("applicant.birth", "MC-1107", |r| {
            r.applicant.birth = "1066".to_owned()
        }),
        ("applicant.birth", "MC-1107", |r| {
            r.applicant.birth = "-0001".to_owned()
        }),
        ("applicant.phone", "MC-1108", |r| {
            r.applicant.phone = "12345".to_owned()
        }),
        ("applicant.email", "MC-1109", |r| {
            r.applicant.email = "a@b".to_owned()
        }),
        ("sets", "MC-1105", |r| r.sets = Some(0)),
        ("sets", "MC-1105", |r| r.sets = Some(-1)),
        ("sets", "MC-1105", |r| r.sets = Some(i64::MAX)),
        ("papers.0.originals", "MC-1105", |r| {
            r.papers = Some(vec![PaperLine {
                name: "Tờ khai".to_owned(),
                originals: -1,
                ..PaperLine::default()
            }]);
        }),
        ("papers.0.photocopies", "MC-1105", |r| {
            r.papers = Some(vec![PaperLine {
                name: "Tờ khai".to_owned(),
                photocopies: 1000,
                ..PaperLine::default()
            }]);
        }),
        ("papers.0.name", "MC-1103", |r| {
            r.papers = Some(vec![PaperLine {
                originals: 1,
                ..PaperLine::default()
            }]);
        }),
        ("papers", "MC-1105", |r| {
            r.papers = Some(vec![PaperLine::default(); 201])
        }),
        ("fees.0.amount_dong", "MC-1110", |r| {
            r.fees = vec![FeeLine {
                kind: "phi".to_owned(),
                name: "Phí".to_owned(),
                amount_dong: -1,
            }];
        }),
        ("fees", "MC-1105", |r| {
            r.fees = vec![
                FeeLine {
                    kind: "phi".to_owned(),
                    name: "Phí".to_owned(),
                    amount_dong: 1
                };
                51
            ];
        }),
        ("fees.0.kind", "MC-1111", |r| {
            r.fees = vec![FeeLine {
                kind: "thue".to_owned(),
                ..FeeLine::default()
            }];
        }),
        ("channel", "MC-1106", |r| r.channel = "pigeon".to_owned()),
        ("case", "MC-1101", |r| r.case = "99".to_owned()),
    ];
    let clerk = office.clerk().await;
    for (field, code, spoil) in wrong {
        let mut sent = request(MARRIAGE, "Nguyễn Thị Ví Dụ");
        spoil(&mut sent);
        let refused = clerk.receive(&key(), &sent).await.expect_err(field);
        assert_eq!(refused.status, 422, "{field}: {refused:?}");
        let found = refused
            .fields
            .iter()
            .any(|f| f.field == *field && f.code == *code);
        assert!(found, "{field} {code}: {:?}", refused.fields);
    }
    assert_eq!(
        office.value("SELECT count(*) FROM counter"),
        "0",
        "no number was spent"
    );
}

async fn limits_typed_by_a_clerk_are_checked(office: &Office) {
    let clerk = office.clerk().await;
    // A procedure whose limit nobody has published: the clerk must enter one.
    let unpublished = "1.000005";
    let sheet = clerk.procedure(unpublished).await.unwrap();
    if !sheet.cases[0].needs_limit {
        panic!("{unpublished} has a limit now; choose another");
    }
    let mut sent = request(unpublished, "Nguyễn Thị Ví Dụ");
    for limit in [
        None,
        Some("soon"),
        Some("-3d"),
        Some("99999999999999999999d"),
        Some(""),
    ] {
        sent.limit = limit.map(str::to_owned);
        let refused = clerk.receive(&key(), &sent).await.expect_err("a limit");
        assert_eq!(
            (refused.status, refused.fields[0].code.as_str()),
            (422, "MC-1104"),
            "{limit:?}"
        );
    }
    for limit in ["4000000000d", "4000000000cd", "4000000000m", "4000000000h"] {
        sent.limit = Some(limit.to_owned());
        let refused = clerk.receive(&key(), &sent).await.expect_err(limit);
        assert!(
            refused.status == 422 || refused.status == 409,
            "{limit}: {refused:?}"
        );
    }
    sent.limit = Some("5d".to_owned());
    let received = clerk.receive(&key(), &sent).await.unwrap();
    assert_eq!(received.due.as_deref(), Some("2025-08-11 AM"));
    // Guidance promises nothing, so it needs no limit.
    sent.limit = None;
    sent.reason = "Thiếu tờ khai".to_owned();
    clerk.guide(&key(), &sent).await.unwrap();
}

/// Random damage to a good request, and bodies that are no request at all.
async fn anything_sent_gets_an_answer_with_a_code(office: &Office) {
    let http = reqwest::Client::new();
    let mut random = Random::new();
    let good = serde_json::to_value(request(MARRIAGE, "Nguyễn Thị Ví Dụ")).unwrap();
    let routes = [
        "/api/dossiers",
        "/api/guidances",
        "/api/refusals",
        "/api/sessions",
        "/api/dossiers/H62.98.1-250804-0001/acts",
    ];
    for i in 0..times("CASES", 300) {
        let route = routes[random.below(5) as usize];
        let mut value = if route.ends_with("acts") {
            json!({ "act": "forward", "note": "", "to_officer": null })
        } else if route.ends_with("sessions") {
            json!({ "officer": "", "grant": 0, "client": "" })
        } else {
            good.clone()
        };
        for _ in 0..=random.below(3) {
            damage(&mut value, &mut random);
        }
        let mut body = value.to_string().into_bytes();
        if random.below(8) == 0 {
            body.truncate(random.below(body.len() as u64 + 1) as usize);
        }
        let reply = http
            .post(format!("{}{route}", office.base()))
            .bearer_auth(MACHINE)
            .header("Idempotency-Key", key())
            .header(
                "If-Match",
                ["\"1\"", "1", "\"x\"", "*"][random.below(4) as usize],
            )
            .body(body.clone())
            .send()
            .await
            .unwrap();
        let status = reply.status();
        assert!(
            !status.is_server_error(),
            "case {i}: {status} for {route} {}",
            String::from_utf8_lossy(&body)
        );
        if !status.is_success() {
            let problem: Value = reply.json().await.unwrap();
            assert!(
                problem["code"].as_str().unwrap().starts_with("MC-"),
                "{problem}"
            );
        }
    }
    let base = office.base();
    let post = |path: &str| {
        http.post(format!("{base}{path}"))
            .bearer_auth(MACHINE)
            .header("Idempotency-Key", key())
    };
    let many: Vec<Value> = (0..100_000)
        .map(|i| json!({ "name": format!("Giấy {i}"), "originals": 1 }))
        .collect();
    let mut huge = good.clone();
    huge["papers"] = Value::Array(many);
    let reply = post("/api/dossiers").json(&huge).send().await.unwrap();
    assert_eq!(reply.status(), 413);
    let deep = "[".repeat(100_000);
    assert_eq!(
        post("/api/dossiers")
            .body(deep)
            .send()
            .await
            .unwrap()
            .status(),
        400
    );
    assert_eq!(post("/api/nowhere").send().await.unwrap().status(), 404);
    for path in [
        "/api/dossiers",
        "/api/find",
        "/api/slips/x/forms/mau-02/preview",
        "/api/dossiers/%FF",
    ] {
        let reply = http
            .get(format!("{base}{path}"))
            .bearer_auth(MACHINE)
            .send()
            .await
            .unwrap();
        assert!(
            reply.status() == 400 || reply.status() == 404,
            "{path}: {}",
            reply.status()
        );
    }
    let reply = http
        .delete(format!("{base}/api/dossiers"))
        .bearer_auth(MACHINE)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 405);
    let clerk = office.clerk().await;
    for text in HIDDEN {
        clerk.find(text).await.unwrap();
        let unknown = clerk.dossier(text).await.unwrap_err();
        assert_eq!(unknown.code, "MC-1004", "{text:?}");
        assert!(clerk.procedure(text).await.is_err());
        assert_eq!(clerk.list(text, None).await.unwrap_err().code, "MC-1005");
        clerk.list("desk", Some(text)).await.unwrap();
    }
}

fn damage(value: &mut Value, random: &mut Random) {
    let at = match value {
        Value::Object(map) if !map.is_empty() => {
            let n = random.below(map.len() as u64) as usize;
            map.values_mut().nth(n).unwrap()
        }
        Value::Array(list) if !list.is_empty() => {
            let n = random.below(list.len() as u64) as usize;
            &mut list[n]
        }
        other => other,
    };
    if (at.is_object() || at.is_array()) && random.below(3) > 0 {
        return damage(at, random);
    }
    *at = match random.below(11) {
        0 => Value::Null,
        1 => json!(i64::MIN),
        2 => json!(u64::MAX),
        3 => json!(1e308),
        4 => json!(HIDDEN[random.below(HIDDEN.len() as u64) as usize]),
        5 => json!("ạ".repeat(random.below(20_000) as usize)),
        6 => json!([]),
        7 => json!([[[]]]),
        8 => json!({ "name": {} }),
        9 => json!(true),
        _ => json!("'; DROP TABLE dossier; --"),
    };
}

async fn a_text_from_a_desk_reaches_the_trail_clean(office: &Office) {
    let machine = motcua::client::Client::new(office.base(), MACHINE).unwrap();
    for client in ["quầy\u{1b}[2J", "x\u{0}", &"q".repeat(100_000)] {
        let who = motcua::wire::SignIn {
            client: client.to_owned(),
            ..Default::default()
        };
        let session = machine.sign_in(&who).await.unwrap();
        let desk = machine.with_token(&session.token);
        receive(&desk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
    }
    for body in office.sql("SELECT body FROM event").concat() {
        let event: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(event["client"], "");
    }
}
