//! A sample of the matrix of rights over HTTP: whoever the written expectation does not let through is turned
//! away, and nothing moves.

use crate::expected::{Expected, Held, Stands};
use crate::office::*;

stories! { whoever_is_not_written_down_is_turned_away }

const OWN: &str = "xa-minh-hoa";
const FOREIGN: &str = "so-moi-truong";

const ACTS: [&str; 17] = [
    "forward",
    "take",
    "assign",
    "recall",
    "send_back",
    "draft_supplement",
    "request_supplement",
    "suspend",
    "submit_for_approval",
    "approve",
    "sign",
    "terminate",
    "withdraw",
    "propose_deletion",
    "delete",
    "reset_flow",
    "return_result",
];

/// The demonstration office with an officer for each role in the unit and in a foreign one.
fn office_of_all_roles() -> String {
    let mut text = motcua::usecases::Office::DEMO.to_owned();
    for role in shipped_rules().roles.role.keys() {
        for org in [OWN, FOREIGN] {
            text.push_str(&format!(
                "\n[[officer]]\nid = \"{role}.{org}@thu.example\"\nname = \"Người Thử\"\ntitle = \"\"\n\
                 grants = [{{ role = \"{role}\", org = \"{org}\" }}]\n"
            ));
        }
    }
    text
}

async fn whoever_is_not_written_down_is_turned_away(office: &Office) {
    let expected = Expected::read();
    let rules = rules_of(&office_of_all_roles());
    let roles: Vec<String> = rules.roles.role.keys().map(ToString::to_string).collect();
    let mut beside = office.beside(rules).await;
    let clerk = beside.clerk().await;
    let received = receive(&clerk, MARRIAGE, "Nguyễn Thị Mới")
        .await
        .dossier_code;
    let forwarded = receive(&clerk, MARRIAGE, "Nguyễn Thị Đi")
        .await
        .dossier_code;
    act(&clerk, &forwarded, "forward", "").await.unwrap();
    let (mut asked, mut seen) = (0, 0);
    for role in &roles {
        for org in [OWN, FOREIGN] {
            let desk = beside
                .officer(&format!("{role}.{org}@thu.example"), 0)
                .await;
            for (code, state, step_role, version) in [
                (&received, "received", "desk_officer", 1),
                (&forwarded, "in_progress", "specialist", 2),
            ] {
                let at = Stands {
                    at_desk: org == OWN,
                    there: org == OWN,
                    part: org == OWN,
                    in_field: true,
                    step_role: role == step_role,
                    held: if state == "received" {
                        Held::Other
                    } else {
                        Held::Nobody
                    },
                };
                let sees = expected.sees(role, state, at);
                seen += usize::from(sees);
                assert_eq!(
                    desk.dossier(code).await.is_ok(),
                    sees,
                    "{role} at {org} {state}"
                );
                for name in ACTS {
                    if expected.may(role, name, state, at) {
                        continue;
                    }
                    let order = order(name, "Thử xem có làm được không");
                    let refused = desk.act(code, version, &key(), &order).await;
                    let problem = refused.expect_err(&format!("{role} at {org}: {name} {state}"));
                    let shut = [(403, "MC-7003"), (404, "MC-1004"), (409, "MC-1042")];
                    let shut = shut.contains(&(problem.status, problem.code.as_str()))
                        || ["MC-1020", "MC-1064"].contains(&problem.code.as_str());
                    assert!(shut, "{role} at {org}: {name} {state}: {problem:?}");
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 700 && seen > 20, "{asked}, {seen}");
    let moved =
        office.value("SELECT count(*) FROM event WHERE act NOT IN ('receive', 'forward', 'read')");
    assert_eq!(moved, "0");
    beside.stop();
}
