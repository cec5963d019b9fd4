//! Signing in by official e-mail and password: a real office, where no one key opens anything.

use crate::office::*;
use motcua::client::Client;
use motcua::text::Secret;
use motcua::usecases::accounts::{set_active, set_password};
use motcua::usecases::sign_in::{issue_token, withdraw_tokens};
use motcua::usecases::staff_cards;
use motcua::wire::{
    CardSignIn, ChangePassword, PasswordSignIn, Problem, Session, SignIn, TakeRole,
};

stories! {
    a_real_office_has_no_one_key,
    wrong_name_and_wrong_password_are_answered_alike,
    five_wrong_tries_wait_a_quarter_of_an_hour,
    sessions_end_by_idleness_by_age_and_by_leaving,
    a_session_outlives_the_server,
    a_password_given_by_another_must_be_changed_first,
    an_old_password_warns_and_then_must_be_changed,
    a_new_password_and_a_closed_account_end_sessions,
    several_roles_one_at_a_time,
    tokens_are_withdrawn,
    a_staff_card_opens_a_desk_on_the_day_of_a_password,
    no_password_is_written_anywhere,
}

const GOOD: &str = "đồng lúa chín vàng";

/// The demonstration office as a real one: nothing by one key, everything ends.
fn real() -> std::sync::Arc<motcua::usecases::Rules> {
    static RULES: std::sync::OnceLock<std::sync::Arc<motcua::usecases::Rules>> =
        std::sync::OnceLock::new();
    let make = || {
        let text = motcua::usecases::Office::DEMO
            .replace("demo = true", "demo = false")
            .replace("idle_minutes = 0", "idle_minutes = 15")
            .replace("session_hours = 0", "session_hours = 12");
        rules_of(&text)
    };
    RULES.get_or_init(make).clone()
}

async fn password(office: &Beside, officer: &str) {
    set_password(&office.app, officer, &Secret::new(GOOD), false)
        .await
        .unwrap();
}

fn visitor(office: &Beside) -> Client {
    Client::new(&office.base, "").unwrap()
}

async fn try_in(office: &Beside, officer: &str, password: &str) -> Result<Session, Box<Problem>> {
    let who = PasswordSignIn {
        officer: officer.to_owned(),
        password: password.to_owned(),
        grant: 0,
        client: "quầy 1".to_owned(),
    };
    visitor(office).sign_in_with_password(&who).await
}

async fn enter(office: &Beside, officer: &str) -> Client {
    let session = try_in(office, officer, GOOD).await.unwrap();
    visitor(office).with_token(&session.token)
}

fn acts(office: &Office) -> Vec<String> {
    let acts = "SELECT act FROM event WHERE act NOT IN ('receive') ORDER BY seq";
    office.sql(acts).concat()
}

async fn a_real_office_has_no_one_key(office: &Office) {
    let real = office.beside(real()).await;
    let machine = Client::new(&real.base, MACHINE).unwrap();
    let refused = machine.sign_in(&SignIn::default()).await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (401, "MC-7010"));
    assert_eq!(machine.me().await.unwrap_err().status, 401);
    assert_eq!(visitor(&real).me().await.unwrap_err().code, "MC-7010");
    password(&real, CLERK).await;
    let session = try_in(&real, &CLERK.to_uppercase(), GOOD).await.unwrap();
    assert!(!session.must_change && session.password_days.is_none() && !session.me.one_key);
    let clerk = visitor(&real).with_token(&session.token);
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    assert_eq!(
        clerk.dossier(&code).await.unwrap().trail[0].who,
        "Nguyễn Thị Ví Dụ"
    );
    assert_eq!(acts(office), ["password_changed", "sign_in"]);
}

async fn wrong_name_and_wrong_password_are_answered_alike(office: &Office) {
    let real = office.beside(real()).await;
    password(&real, CLERK).await;
    password(&real, LEADER).await;
    set_active(&real.app, LEADER, false, "nghỉ việc")
        .await
        .unwrap();
    let mut answers = Vec::new();
    for (officer, typed) in [
        ("nobody@minhhoa.example", GOOD),
        ("", ""),
        (CLERK, "sai mật khẩu"),
        (CLERK, ""),
        (SPECIALIST, GOOD),
        (LEADER, GOOD),
    ] {
        let refused = try_in(&real, officer, typed).await.unwrap_err();
        assert_eq!((refused.status, refused.code.as_str()), (401, "MC-7022"));
        assert!(refused.title.contains("quản trị CNTT"), "whom to ask");
        answers.push(refused);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    // The trail names officers, and nothing that may be a password in the wrong line.
    let names = "SELECT body FROM event WHERE act = 'sign_in_failed' ORDER BY seq";
    let bodies = office.sql(names).concat();
    assert_eq!(bodies.len(), 6);
    assert!(bodies[0].contains("\"actor\":\"?\"") && !bodies[0].contains("nobody"));
    assert!(bodies[2].contains(CLERK));
}

async fn five_wrong_tries_wait_a_quarter_of_an_hour(office: &Office) {
    let real = office.beside(real()).await;
    password(&real, CLERK).await;
    for _ in 0..4 {
        try_in(&real, CLERK, "sai").await.unwrap_err();
    }
    enter(&real, CLERK).await;
    // A right one forgets the wrong ones before.
    for _ in 0..5 {
        try_in(&real, CLERK, "sai").await.unwrap_err();
    }
    let locked = try_in(&real, CLERK, GOOD).await.unwrap_err();
    let wrong = try_in(&real, CLERK, "sai").await.unwrap_err();
    assert_eq!(
        locked, wrong,
        "a lock does not tell that the password was right"
    );
    office.at("2025-08-04T08:29:59");
    try_in(&real, CLERK, GOOD).await.unwrap_err();
    office.at("2025-08-04T08:30:00");
    enter(&real, CLERK).await;
    let locks = "SELECT count(*) FROM event WHERE act = 'account_locked'";
    assert_eq!(office.value(locks), "1");
}

async fn sessions_end_by_idleness_by_age_and_by_leaving(office: &Office) {
    let real = office.beside(real()).await;
    password(&real, CLERK).await;
    let clerk = enter(&real, CLERK).await;
    office.at("2025-08-04T08:29:59");
    clerk.me().await.unwrap();
    office.at("2025-08-04T08:44:58");
    clerk.me().await.unwrap();
    office.at("2025-08-04T08:59:58");
    let over = clerk.me().await.unwrap_err();
    assert_eq!((over.status, over.code.as_str()), (401, "MC-7010"));
    assert_eq!(office.value("SELECT count(*) FROM session"), "0");
    // Busy all day, and still no longer than twelve hours.
    let clerk = enter(&real, CLERK).await;
    for hour in 9..21 {
        for minute in ["00", "12", "24", "36", "48"] {
            office.at(&format!("2025-08-04T{hour:02}:{minute}:00"));
            clerk.me().await.unwrap();
        }
    }
    office.at("2025-08-04T20:59:57");
    clerk.me().await.unwrap();
    office.at("2025-08-04T20:59:58");
    assert_eq!(clerk.me().await.unwrap_err().status, 401);
    let clerk = enter(&real, CLERK).await;
    clerk.sign_out().await.unwrap();
    assert_eq!(clerk.me().await.unwrap_err().status, 401);
    assert_eq!(acts(office).last().unwrap(), "sign_out");
}

async fn a_session_outlives_the_server(office: &Office) {
    let mut real_office = office.beside(real()).await;
    password(&real_office, CLERK).await;
    let session = try_in(&real_office, CLERK, GOOD).await.unwrap();
    real_office.stop();
    let again = office.beside(real()).await;
    let clerk = visitor(&again).with_token(&session.token);
    assert_eq!(clerk.me().await.unwrap().officer, CLERK);
    let kept = office.sql("SELECT hash FROM session").concat();
    assert!(
        kept.len() == 1 && kept[0] != session.token,
        "only its hash is kept"
    );
    // Using it writes at most once a minute.
    let seen = || office.value("SELECT last_seen FROM session");
    let first = seen();
    office.at("2025-08-04T08:15:59");
    clerk.me().await.unwrap();
    assert_eq!(seen(), first);
    office.at("2025-08-04T08:16:00");
    clerk.me().await.unwrap();
    assert_ne!(seen(), first);
}

async fn a_password_given_by_another_must_be_changed_first(office: &Office) {
    let real = office.beside(real()).await;
    set_password(&real.app, CLERK, &Secret::new(GOOD), true)
        .await
        .unwrap();
    let session = try_in(&real, CLERK, GOOD).await.unwrap();
    assert!(session.must_change);
    let clerk = visitor(&real).with_token(&session.token);
    clerk.me().await.unwrap();
    let refused = clerk.list("desk", None).await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (403, "MC-7025"));
    let change = |old: &str, new: &str| ChangePassword {
        old: old.to_owned(),
        new: new.to_owned(),
    };
    for (old, new, code) in [
        ("sai", "trà đá vỉa hè 7h", "MC-7024"),
        (GOOD, "ngắn", "MC-7031"),
        (GOOD, "matkhau123456", "MC-7033"),
        (GOOD, "vidu.motcua.2026", "MC-7034"),
        (GOOD, GOOD, "MC-7035"),
    ] {
        let refused = clerk.change_password(&change(old, new)).await.unwrap_err();
        assert_eq!((refused.status, refused.code.as_str()), (422, code));
    }
    clerk
        .change_password(&change(GOOD, "trà đá vỉa hè 7h"))
        .await
        .unwrap();
    clerk.list("desk", None).await.unwrap();
    try_in(&real, CLERK, GOOD).await.unwrap_err();
    assert!(
        !try_in(&real, CLERK, "trà đá vỉa hè 7h")
            .await
            .unwrap()
            .must_change
    );
}

async fn an_old_password_warns_and_then_must_be_changed(office: &Office) {
    let real = office.beside(real()).await;
    password(&real, CLERK).await;
    for (day, left, must) in [
        ("2026-01-15", None, false),
        ("2026-01-16", Some(15), false),
        ("2026-01-30", Some(1), false),
        ("2026-01-31", None, true),
    ] {
        office.at(&format!("{day}T08:15:00"));
        let session = try_in(&real, CLERK, GOOD).await.unwrap();
        assert_eq!(
            (session.password_days, session.must_change),
            (left, must),
            "{day}"
        );
    }
}

async fn a_new_password_and_a_closed_account_end_sessions(office: &Office) {
    let real = office.beside(real()).await;
    password(&real, CLERK).await;
    let (here, there) = (enter(&real, CLERK).await, enter(&real, CLERK).await);
    let change = ChangePassword {
        old: GOOD.to_owned(),
        new: "trà đá vỉa hè 7h".to_owned(),
    };
    here.change_password(&change).await.unwrap();
    here.me().await.unwrap();
    assert_eq!(there.me().await.unwrap_err().status, 401);
    password(&real, CLERK).await;
    assert_eq!(
        here.me().await.unwrap_err().status,
        401,
        "set by the administrator"
    );
    let here = enter(&real, CLERK).await;
    set_active(&real.app, CLERK, false, "chuyển công tác")
        .await
        .unwrap();
    assert_eq!(here.me().await.unwrap_err().status, 401);
    try_in(&real, CLERK, GOOD).await.unwrap_err();
    set_active(&real.app, CLERK, true, "trở lại").await.unwrap();
    enter(&real, CLERK).await;
    assert!(
        set_active(&real.app, CLERK, false, " ").await.is_err(),
        "without a reason"
    );
    let told = acts(office);
    for act in ["account_disabled", "account_restored", "password_changed"] {
        assert!(told.iter().any(|a| a == act), "{act} is not in the trail");
    }
}

async fn a_staff_card_opens_a_desk_on_the_day_of_a_password(office: &Office) {
    let real = office.beside(real()).await;
    password(&real, CLERK).await;
    let card = staff_cards::give(&real.app, CLERK).await.unwrap();
    let scan = async |card: &str| {
        let who = CardSignIn {
            card: card.to_owned(),
            client: "quầy 1".to_owned(),
        };
        visitor(&real).sign_in_with_card(&who).await
    };
    let refused = |answer: Result<Session, Box<Problem>>| {
        let problem = answer.unwrap_err();
        assert_eq!((problem.status, problem.code.as_str()), (401, "MC-7036"));
    };
    refused(scan(card.reveal()).await);
    enter(&real, CLERK).await;
    let session = scan(card.reveal()).await.unwrap();
    assert_eq!(session.me.officer, CLERK);
    visitor(&real)
        .with_token(&session.token)
        .me()
        .await
        .unwrap();
    refused(scan("CB-0000000000000000000000000000000").await);
    office.at("2025-08-04T20:16:00");
    refused(scan(card.reveal()).await);
    enter(&real, CLERK).await;
    // A password set by the administrator ends the day of the card.
    password(&real, CLERK).await;
    refused(scan(card.reveal()).await);
    enter(&real, CLERK).await;
    scan(card.reveal()).await.unwrap();
    // Another card ends the one before; a closed account ends both.
    let other = staff_cards::give(&real.app, CLERK).await.unwrap();
    refused(scan(card.reveal()).await);
    refused(scan(other.reveal()).await);
    enter(&real, CLERK).await;
    scan(other.reveal()).await.unwrap();
    set_active(&real.app, CLERK, false, "mất thẻ")
        .await
        .unwrap();
    refused(scan(other.reveal()).await);
    let told = acts(office);
    for act in ["card_given", "sign_in", "sign_in_failed"] {
        assert!(told.iter().any(|a| a == act), "{act} is not in the trail");
    }
    let kept = office.sql("SELECT hash FROM staff_card").concat().concat();
    assert!(!kept.contains(other.reveal()));
}

async fn several_roles_one_at_a_time(office: &Office) {
    let real = office.beside(real()).await;
    password(&real, MANAGER).await;
    let manager = enter(&real, MANAGER).await;
    let me = manager.me().await.unwrap();
    assert_eq!((me.role.as_str(), me.grants.len()), ("desk_manager", 3));
    receive(&manager, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
    let me = manager.take_role(&TakeRole { grant: 2 }).await.unwrap();
    assert_eq!(me.role, "cashier");
    assert_eq!(manager.me().await.unwrap().role, "cashier");
    let refused = manager
        .receive(&key(), &request(MARRIAGE, "Không Được"))
        .await;
    assert_eq!(refused.unwrap_err().code, "MC-7003");
    let none = manager.take_role(&TakeRole { grant: 9 }).await.unwrap_err();
    assert_eq!(none.status, 404);
    assert_eq!(acts(office).last().unwrap(), "role_taken");
}

async fn tokens_are_withdrawn(office: &Office) {
    let real = office.beside(real()).await;
    let token = issue_token(&real.app, CLERK).await.unwrap();
    let script = visitor(&real).with_token(&token);
    script.me().await.unwrap();
    let session = script.sign_in(&SignIn::default()).await.unwrap();
    let desk = script.with_token(&session.token);
    desk.me().await.unwrap();
    assert_eq!(withdraw_tokens(&real.app, CLERK).await.unwrap(), 1);
    for client in [script, desk] {
        assert_eq!(client.me().await.unwrap_err().code, "MC-7010");
    }
}

async fn no_password_is_written_anywhere(office: &Office) {
    let real = office.beside(real()).await;
    password(&real, CLERK).await;
    try_in(&real, "mật khẩu gõ nhầm ô", GOOD).await.unwrap_err();
    try_in(&real, CLERK, "canary-in-the-mine")
        .await
        .unwrap_err();
    enter(&real, CLERK).await;
    let everything = [
        "SELECT hash FROM account",
        "SELECT body FROM event",
        "SELECT hash FROM session",
        "SELECT client FROM session",
    ];
    let written: String = everything
        .iter()
        .map(|q| office.sql(q).concat().join(" "))
        .collect();
    for secret in [GOOD, "canary", "gõ nhầm"] {
        assert!(!written.contains(secret), "{secret}");
    }
    let hash = office.value("SELECT hash FROM account");
    assert!(
        hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{hash}"
    );
    let spoken = format!(
        "{:?}",
        PasswordSignIn {
            password: GOOD.to_owned(),
            ..PasswordSignIn::default()
        }
    );
    assert!(!spoken.contains(GOOD));
}
