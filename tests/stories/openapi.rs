//! The document that the server serves of itself.

use crate::office::*;
use serde_json::Value;
use std::collections::BTreeSet;

stories! { every_route_asks_who_is_there }

async fn every_route_asks_who_is_there(office: &Office) {
    let http = reqwest::Client::new();
    let url = format!("{}/api/openapi.json", office.base());
    let document: Value = http.get(url).send().await.unwrap().json().await.unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    let mut open = BTreeSet::new();
    let mut asked = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        // The doors for those who have no token yet; stories of their own.
        if path == "/api/sign-in" || path == "/api/sign-in/card" {
            continue;
        }
        for (method, operation) in item.as_object().unwrap() {
            assert!(
                !operation["responses"].as_object().unwrap().is_empty(),
                "{path}"
            );
            let url = format!(
                "{}{}",
                office.base(),
                path.replace("{code}", "1.001193")
                    .replace("{id}", "1")
                    .replace("{form}", "mau-01")
            );
            let url = match path.as_str() {
                "/api/dossiers" => format!("{url}?list=desk"),
                "/api/find" => format!("{url}?q=x"),
                _ => url,
            };
            for token in [
                None,
                Some(""),
                Some("wrong"),
                Some("00000000000000000000000000000000000000000000000000000000test0001"),
            ] {
                let method = reqwest::Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                let mut call = http
                    .request(method.clone(), &url)
                    .header("Idempotency-Key", "k")
                    .header("If-Match", "\"1\"")
                    .body("{}");
                if let Some(token) = token {
                    call = call.bearer_auth(token);
                }
                let reply = call.send().await.unwrap();
                if reply.status().is_success() {
                    open.insert(format!("{method} {path}"));
                    continue;
                }
                assert_eq!(reply.status(), 401, "{method} {path} with {token:?}");
                let problem: Value = reply.json().await.unwrap();
                assert_eq!(problem["code"], "MC-7010", "{path}");
                asked += 1;
            }
        }
    }
    assert_eq!(
        open.into_iter().collect::<Vec<_>>(),
        ["GET /api/health"],
        "open without a token"
    );
    assert!(asked > 40, "{asked}");
    assert_eq!(office.value("SELECT count(*) FROM event"), "0");
}
