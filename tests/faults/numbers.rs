//! Number series under concurrency: no duplicate, no gap, whatever was refused in between.

use crate::office::*;
use std::collections::BTreeMap;

stories! { every_series_is_complete }

async fn every_series_is_complete(office: &Office) {
    let each = times("NUMBERS", 15);
    let mut hands = Vec::new();
    for hand in 0..16 {
        // Two desks, each with its own series.
        let desk = office.officer([CLERK, DISTRICT][hand % 2], 0).await;
        hands.push(tokio::spawn(async move {
            let mut told = Vec::new();
            for i in 0..each {
                let mut sent = request(
                    if i % 3 == 0 { BIRTH } else { MARRIAGE },
                    "Nguyễn Thị Ví Dụ",
                );
                if i % 4 == 0 {
                    // Refused: must not spend a number.
                    sent.sets = Some(0);
                    desk.receive(&key(), &sent).await.unwrap_err();
                    sent.sets = None;
                }
                told.push(desk.receive(&key(), &sent).await.unwrap().dossier_code);
            }
            told
        }));
    }
    let mut series: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for hand in hands {
        for code in hand.await.unwrap() {
            let (head, number) = code.rsplit_once('-').unwrap();
            series
                .entry(head.to_owned())
                .or_default()
                .push(number.parse().unwrap());
        }
    }
    assert_eq!(series.len(), 2, "{:?}", series.keys());
    for (head, mut numbers) in series {
        numbers.sort_unstable();
        let complete: Vec<u64> = (1..=8 * each).collect();
        assert_eq!(numbers, complete, "{head}");
    }
    assert_eq!(
        office.value("SELECT sum(value) FROM counter"),
        (16 * each).to_string()
    );
}
