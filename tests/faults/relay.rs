//! A line that loses replies: who repeats with the same key has one dossier, whatever was lost.

use crate::office::*;
use motcua::client::Client;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

stories! { lost_replies_make_no_duplicates }

/// Passes bytes on and drops three of ten replies after the server has done its work.
async fn lossy(upstream: String, lost: Arc<AtomicU64>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let random = Arc::new(std::sync::Mutex::new(Random::new()));
    tokio::spawn(async move {
        loop {
            let (mut near, _) = listener.accept().await.unwrap();
            let (upstream, random, lost) = (upstream.clone(), random.clone(), lost.clone());
            tokio::spawn(async move {
                let mut far = TcpStream::connect(upstream).await.unwrap();
                let (mut up, mut down) = (vec![0; 65536], vec![0; 65536]);
                loop {
                    tokio::select! {
                        n = near.read(&mut up) => match n {
                            Ok(n) if n > 0 && far.write_all(&up[..n]).await.is_ok() => {}
                            _ => return,
                        },
                        n = far.read(&mut down) => match n {
                            Ok(n) if n > 0 => {
                                if random.lock().unwrap().below(10) < 3 {
                                    lost.fetch_add(1, Relaxed);
                                    return;
                                }
                                if near.write_all(&down[..n]).await.is_err() {
                                    return;
                                }
                            }
                            _ => return,
                        },
                    }
                }
            });
        }
    });
    base
}

async fn lost_replies_make_no_duplicates(office: &Office) {
    let lost = Arc::new(AtomicU64::new(0));
    let upstream = office.base().trim_start_matches("http://").to_owned();
    let base = lossy(upstream, lost.clone()).await;
    let drafts = times("DRAFTS", 120);
    let hands: Vec<_> = (0..4)
        .map(|_| {
            let desk = Client::new(&base, MACHINE).unwrap();
            tokio::spawn(async move {
                let mut told = Vec::new();
                for i in 0..drafts / 4 {
                    let (draft, sent) = (key(), request(MARRIAGE, &format!("Người Thứ {i}")));
                    let received = loop {
                        match desk.receive(&draft, &sent).await {
                            Ok(received) => break received,
                            Err(problem) => assert!(
                                ["MC-6001", "MC-6003"].contains(&problem.code.as_str()),
                                "{problem:?}"
                            ),
                        }
                    };
                    told.push(received.dossier_code);
                }
                told
            })
        })
        .collect();
    let mut told = Vec::new();
    for hand in hands {
        told.extend(hand.await.unwrap());
    }
    told.sort();
    told.dedup();
    assert!(
        lost.load(Relaxed) > drafts / 8,
        "the line lost only {}",
        lost.load(Relaxed)
    );
    let kept = office
        .sql("SELECT code FROM dossier ORDER BY code")
        .concat();
    assert_eq!(told, kept, "one dossier for each draft");
    assert_eq!(kept.len() as u64, drafts / 4 * 4);
}
