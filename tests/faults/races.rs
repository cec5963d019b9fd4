//! Many hands on one dossier: a history checker finds lost updates.

use crate::office::*;

stories! { nobody_overwrites_unseen }

/// What one hand saw: the version it acted on, and what came of it.
enum Seen {
    Done { from: i64, to: i64 },
    Told { from: i64, now: i64 },
}

async fn nobody_overwrites_unseen(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let rounds = times("ROUNDS", 30);
    let mut hands = Vec::new();
    for hand in 0..6 {
        // The clerk forwards what the specialist sends back, three hands each.
        let (officer, act) = [(CLERK, "forward"), (SPECIALIST, "send_back")][hand % 2];
        let desk = office.officer(officer, 0).await;
        let code = code.clone();
        hands.push(tokio::spawn(async move {
            let mut history = Vec::new();
            for _ in 0..rounds {
                let from = desk.dossier(&code).await.unwrap().line.version;
                tokio::task::yield_now().await;
                match desk.act(&code, from, &key(), &order(act, "qua lại")).await {
                    Ok(done) => history.push(Seen::Done {
                        from,
                        to: done.version,
                    }),
                    Err(problem) => match (problem.status, problem.conflict) {
                        (412, Some(conflict)) => {
                            assert_eq!(
                                conflict.since.len() as i64,
                                conflict.version - from,
                                "told of each act"
                            );
                            history.push(Seen::Told {
                                from,
                                now: conflict.version,
                            });
                        }
                        // It was the other side's turn.
                        (403 | 409, None) => {}
                        other => panic!("{other:?} {} {}", problem.code, problem.title),
                    },
                }
            }
            history
        }));
    }
    let mut history = Vec::new();
    for hand in hands {
        history.extend(hand.await.unwrap());
    }
    let mut reached: Vec<i64> = Vec::new();
    for seen in &history {
        match seen {
            Seen::Done { from, to } => {
                assert_eq!(
                    *to,
                    from + 1,
                    "acted on {from}, came to {to}: something between was overwritten"
                );
                reached.push(*to);
            }
            Seen::Told { from, now } => assert!(now > from),
        }
    }
    reached.sort_unstable();
    let last = clerk.dossier(&code).await.unwrap().line.version;
    assert_eq!(
        reached,
        (2..=last).collect::<Vec<_>>(),
        "every version has one author"
    );
    let told = history.len() - reached.len();
    println!("{} acts, {told} conflicts told", reached.len());
    assert!(reached.len() > 3, "nothing was tried");
}
