//! What a printer may do wrong, one thing at a time and then by chance.

use crate::bench::{Bench, DESK, order, patient};
use crate::benches;
use crate::fake_ipp::Trick;
use crate::office::*;
use std::time::Duration;

benches! {
    a_slip_comes_out_with_tray_and_copies,
    a_stopped_printer_is_named_within_five_seconds,
    saving_never_waits_for_a_printer,
    paper_that_ran_out_is_waited_for,
    what_was_refused_goes_to_another_printer,
    a_broken_line_is_asked_about_and_never_sent_again_by_itself,
    the_second_print_says_what_it_is,
    a_paper_given_up_before_it_was_sent_leaves_its_number,
    the_printer_is_asked_before_a_paper_is_sent_again,
    another_unit_and_other_roles_see_no_papers,
}

async fn a_slip_comes_out_with_tray_and_copies(bench: &mut Bench) {
    let received = receive(&bench.clerk, MARRIAGE, "Trần Thị Mẫu").await;
    let mut wanted = order(&received.dossier_code, "");
    wanted.form = "mau-01-a4".into();
    let key = key();
    let job = bench.clerk.queue_print(&key, &wanted).await.unwrap();
    assert_eq!(
        (job.state.as_str(), job.number, job.copies),
        ("queued", 1, 2)
    );
    // The answer lost and the order sent again: one job.
    let again = bench.clerk.queue_print(&key, &wanted).await.unwrap();
    assert_eq!(again.id, job.id);
    bench.round().await;
    assert_eq!(bench.job(job.id).await.state, "printed");
    assert_eq!(bench.steps(job.id), "queued sent printed");
    assert_eq!(bench.printer.out(&bench.name(job.id)), 2);
    let media = bench.printer.state().jobs[0].media.clone();
    assert!(
        media.contains("tray-2") && media.contains("29700"),
        "{media}"
    );
    assert_eq!(
        bench.value(job.id, "fields"),
        "",
        "what names people is gone"
    );
    let seen = bench.clerk.dossier(&received.dossier_code).await.unwrap();
    let form = seen.forms.iter().find(|f| f.id == "mau-01-a4").unwrap();
    assert_eq!(form.printed, 1);
}

async fn a_stopped_printer_is_named_within_five_seconds(bench: &mut Bench) {
    let job = bench.asked().await;
    let cases: [(&[&'static str], &str); 6] = [
        (&["media-empty-error"], "MC-4050"),
        (&["media-jam-error", "media-empty-error"], "MC-4050"),
        (&["media-jam-error"], "MC-4051"),
        (&["cover-open-error"], "MC-4053"),
        (
            &["toner-empty-error", "marker-supply-low-warning"],
            "MC-4054",
        ),
        (&["paused"], "MC-4056"),
    ];
    for (reasons, code) in cases {
        bench.printer.state().reasons = reasons.to_vec();
        assert_eq!(named(bench, code).await, code, "{reasons:?}");
        bench.round().await;
        let held = bench.job(job.id).await;
        assert_eq!((held.state.as_str(), held.fault.as_str()), ("queued", code));
        assert!(held.mend.ends_with('.') && !held.fault_words.is_empty());
    }
    bench.printer.state().reasons = vec![
        "media-low-report",
        "toner-low-warning",
        // What CUPS leaves standing at a queue that has nothing to do.
        "connecting-to-device",
        "offline-report",
        "cups-remote-stopped-report",
    ];
    assert_eq!(named(bench, "").await, "", "soon is not now");
    bench.printer.off().await;
    assert_eq!(named(bench, "MC-4052").await, "MC-4052");
    bench.printer.on().await;
    bench.printer.state().hangs = true;
    assert_eq!(named(bench, "MC-4060").await, "MC-4060");
    bench.printer.mend().await;
    assert_eq!(named(bench, "").await, "");
    bench.round().await;
    assert_eq!(bench.printer.out(&bench.name(job.id)), 1);
    assert_eq!(bench.steps(job.id), "queued sent printed");
}

/// What the desk is told of its printer, as soon as it is `code`; the last word after five seconds.
async fn named(bench: &Bench, code: &str) -> String {
    let asked = async {
        loop {
            let state = bench.clerk.print_state(DESK).await.unwrap();
            assert!(state.watch);
            let printer = state.printers.iter().find(|p| p.id == "quay-01").unwrap();
            if printer.fault == code {
                return printer.fault.clone();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(5), asked).await;
    told.unwrap_or_else(|_| "not within five seconds".into())
}

async fn saving_never_waits_for_a_printer(bench: &mut Bench) {
    bench.printer.state().hangs = true;
    let first = bench.asked().await;
    bench.worker.round(&bench.office.app).await.unwrap();
    // The carrier hangs on the printer; desks do not.
    for _ in 0..5 {
        let more = bench.asked().await;
        assert_eq!(more.state, "queued");
    }
    bench.printer.mend().await;
    for _ in 0..12 {
        bench.round().await;
    }
    assert_eq!(bench.job(first.id).await.state, "printed");
    assert_eq!(bench.printer.state().sheets.len(), 6);
    // In the order in which they were asked for.
    let names: Vec<String> = bench
        .printer
        .state()
        .jobs
        .iter()
        .map(|j| j.name.clone())
        .collect();
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!(names, sorted);
}

async fn paper_that_ran_out_is_waited_for(bench: &mut Bench) {
    let job = bench.asked().await;
    bench.printer.state().trick = Some(Trick::RunsOut);
    bench.worker.round(&bench.office.app).await.unwrap();
    let seen = until(bench, job.id, |job| job.fault == "MC-4050").await;
    assert_eq!(seen.state, "sent");
    // It may come out any moment: it cannot be given up or sent elsewhere.
    let refused = bench.clerk.cancel_print(job.id, &key()).await.unwrap_err();
    assert_eq!(refused.code, "MC-4075");
    let refused = bench
        .clerk
        .send_print(job.id, &key(), &Default::default())
        .await
        .unwrap_err();
    assert_eq!(refused.code, "MC-4075");
    bench.printer.mend().await;
    bench.worker.rest().await;
    assert_eq!(bench.job(job.id).await.state, "printed");
    assert_eq!(bench.printer.out(&bench.name(job.id)), 1);
}

async fn until(
    bench: &Bench,
    id: i64,
    is: impl Fn(&motcua::wire::PrintJobView) -> bool,
) -> motcua::wire::PrintJobView {
    let wait = async {
        loop {
            let job = bench.job(id).await;
            if is(&job) {
                return job;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), wait)
        .await
        .expect("in ten seconds")
}

async fn what_was_refused_goes_to_another_printer(bench: &mut Bench) {
    let job = bench.asked().await;
    bench.printer.state().trick = Some(Trick::NoPdf);
    bench.round().await;
    let failed = bench.job(job.id).await;
    assert_eq!(
        (failed.state.as_str(), failed.fault.as_str()),
        ("failed", "MC-4058")
    );
    let to = motcua::wire::PrintElsewhere {
        printer: "thu-muc".into(),
        ..Default::default()
    };
    let moved = bench.clerk.send_print(job.id, &key(), &to).await.unwrap();
    assert_eq!(
        (moved.state.as_str(), moved.place.as_str(), moved.number),
        ("queued", "desk", 1)
    );
    let acts = format!(
        "SELECT act FROM event WHERE act LIKE 'print_%' AND dossier = (SELECT about FROM print_job WHERE id = {})",
        job.id
    );
    assert_eq!(bench.office.value(&acts), "print_move");
    for (printer, tray, code) in [
        ("khong-co", "", "MC-4071"),
        ("quay-01", "tray-9", "MC-4073"),
    ] {
        let to = motcua::wire::PrintElsewhere {
            printer: printer.into(),
            tray: tray.into(),
            ..Default::default()
        };
        let refused = bench
            .clerk
            .send_print(job.id, &key(), &to)
            .await
            .unwrap_err();
        assert_eq!(refused.code, code);
    }
    bench.printer.state().trick = Some(Trick::Busy);
    let busy = bench.asked().await;
    bench.round().await;
    let waits = bench.job(busy.id).await;
    assert_eq!(
        (waits.state.as_str(), waits.fault.as_str()),
        ("queued", "MC-4057")
    );
    bench.round().await;
    assert_eq!(bench.job(busy.id).await.state, "printed");
}

async fn a_broken_line_is_asked_about_and_never_sent_again_by_itself(bench: &mut Bench) {
    let job = bench.asked().await;
    bench.printer.state().trick = Some(Trick::BreaksAndForgets);
    bench.round().await;
    for _ in 0..3 {
        bench.round().await;
        assert_eq!(bench.job(job.id).await.state, "doubtful");
    }
    assert_eq!(bench.job(job.id).await.fault, "MC-4061");
    let name = bench.name(job.id);
    assert_eq!(bench.printer.out(&name), 0);
    let key = key();
    let back = bench.clerk.answer_print(job.id, &key, false).await.unwrap();
    assert_eq!(
        (back.state.as_str(), back.number),
        ("queued", 1),
        "the same original"
    );
    // The answer twice is the answer once.
    bench.clerk.answer_print(job.id, &key, false).await.unwrap();
    let late = bench
        .clerk
        .answer_print(job.id, &crate::office::key(), false)
        .await;
    assert_eq!(late.unwrap_err().code, "MC-4075");
    bench.round().await;
    assert_eq!(bench.printer.out(&name), 1);
    assert_eq!(
        bench.steps(job.id),
        "queued sent doubtful queued sent printed"
    );
    let trail = format!(
        "SELECT body FROM event WHERE act = 'print_answer' AND dossier = {}",
        bench.value(job.id, "about")
    );
    let said = bench.office.value(&trail);
    assert!(
        said.contains(CLERK) && said.contains("nothing") && said.contains("MC-4061"),
        "{said}"
    );
}

async fn the_second_print_says_what_it_is(bench: &mut Bench) {
    let job = bench.asked().await;
    bench.printer.state().trick = Some(Trick::BreaksAndForgets);
    bench.round().await;
    // Nobody looked: another print is a copy, and a reason is demanded.
    let refused = bench.clerk.queue_print(&key(), &order(&job.code, "")).await;
    assert_eq!(refused.unwrap_err().code, "MC-4040");
    let copy = bench.order(&job.code, "Chưa rõ đã ra giấy").await;
    assert_eq!(copy.number, 2);
    bench.round().await;
    let words = bench.office.value(&format!(
        "SELECT count(*) FROM print_step WHERE job = {} AND state = 'printed'",
        copy.id
    ));
    assert_eq!(words, "1");
    assert!(printed_words(bench, copy.id).contains("BẢN SAO lần 1"));
    bench
        .clerk
        .answer_print(job.id, &key(), true)
        .await
        .unwrap();
    let third = bench.order(&job.code, "Người dân làm mất").await;
    bench.round().await;
    assert_eq!(third.number, 3);
    let words = printed_words(bench, third.id);
    assert!(
        words.contains("Bản in lại lần 2") && !words.contains("BẢN SAO"),
        "{words}"
    );
}

fn printed_words(bench: &Bench, id: i64) -> String {
    let name = bench.name(id);
    let state = bench.printer.state();
    let (_, pdf) = state.sheets.iter().find(|(n, _)| *n == name).unwrap();
    let file = bench.office.folder.path().join("to.pdf");
    std::fs::write(&file, pdf).unwrap();
    let read = std::process::Command::new("pdftotext")
        .args(["-layout"])
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext (package poppler-utils)");
    String::from_utf8(read.stdout).unwrap()
}

async fn a_paper_given_up_before_it_was_sent_leaves_its_number(bench: &mut Bench) {
    let job = bench.asked().await;
    bench.printer.state().reasons = vec!["media-empty-error"];
    bench.round().await;
    let gone = bench.clerk.cancel_print(job.id, &key()).await.unwrap();
    assert_eq!(gone.state, "cancelled");
    bench.printer.mend().await;
    bench.round().await;
    assert_eq!(
        bench.printer.out(&bench.name(job.id)),
        0,
        "given up is given up"
    );
    // No reason asked: nothing ever came out.
    let first = bench.order(&job.code, "").await;
    assert_eq!(first.number, 1);
    bench.round().await;
    let words = printed_words(bench, first.id);
    assert!(!words.contains("lần 1"), "{words}");
}

async fn the_printer_is_asked_before_a_paper_is_sent_again(bench: &mut Bench) {
    // The line breaks, the printer prints all the same, and the officer looks into the wrong tray.
    let job = bench.asked().await;
    bench.printer.state().trick = Some(Trick::BreaksAndPrints);
    bench.printer.state().reasons = vec![];
    bench.round().await;
    let name = bench.name(job.id);
    assert_eq!(bench.printer.out(&name), 1);
    if bench.job(job.id).await.state == "doubtful" {
        bench
            .clerk
            .answer_print(job.id, &key(), false)
            .await
            .unwrap();
    }
    bench.round().await;
    bench.round().await;
    assert_eq!(bench.job(job.id).await.state, "printed");
    assert_eq!(bench.printer.out(&name), 1, "never two originals");
}

async fn another_unit_and_other_roles_see_no_papers(bench: &mut Bench) {
    let job = bench.asked().await;
    let district = bench.office.officer(DISTRICT, 0).await;
    let seen = district.print_state("").await;
    assert!(seen.map_or(true, |s| s.jobs.is_empty()));
    let refused = district
        .answer_print(job.id, &key(), true)
        .await
        .unwrap_err();
    assert!(
        ["MC-4070", "MC-7003"].contains(&refused.code.as_str()),
        "{refused:?}"
    );
    let auditor = bench.office.officer(AUDITOR, 0).await;
    assert_eq!(auditor.print_state("").await.unwrap_err().code, "MC-7003");
    // A desk does not carry what the server carries.
    let take = motcua::wire::PrintTake {
        holder: "quầy".into(),
    };
    let refused = bench.clerk.take_print(job.id, &take).await.unwrap_err();
    assert_eq!(refused.code, "MC-4076");
}

#[test]
fn rounds_of_faults_sqlite() {
    rounds(motcua::store::Engine::Sqlite, times("ROUNDS", 200));
}

#[test]
fn rounds_of_faults_postgres() {
    rounds(motcua::store::Engine::Postgres, times("ROUNDS", 200) / 4);
}

/// A fault by chance, the printer mended, a truthful officer: each paper comes out exactly once.
fn rounds(engine: motcua::store::Engine, count: u64) {
    let mut random = Random::new();
    let runtime = runtime();
    let Some(mut bench) = Bench::open(engine, &runtime) else {
        return;
    };
    runtime.block_on(async {
        for round in 0..count {
            let job = bench.asked().await;
            disturb(&mut bench, &mut random).await;
            bench.later(1);
            bench.round().await;
            let name = bench.name(job.id);
            bench.printer.mend().await;
            settle(&mut bench, job.id, &name).await;
            let steps = bench.steps(job.id);
            assert_eq!(bench.printer.out(&name), 1, "round {round}: {steps}");
            assert!(steps.ends_with("printed"), "round {round}: {steps}");
        }
        assert_eq!(bench.office.faults(&[]).await, [""; 0], "the trail");
    });
    bench.office.app.store.close();
}

async fn disturb(bench: &mut Bench, random: &mut Random) {
    const TRICKS: [Trick; 7] = [
        Trick::BreaksAndPrints,
        Trick::BreaksAndForgets,
        Trick::BreaksHalfway,
        Trick::Busy,
        Trick::NoPdf,
        Trick::Cancelled,
        Trick::BreaksAndForgets,
    ];
    match random.below(10) {
        0 => bench.printer.off().await,
        1 => bench.printer.state().reasons = vec!["media-empty-error"],
        2 => bench.printer.state().reasons = vec!["media-jam-error"],
        n => bench.printer.state().trick = Some(TRICKS[(n - 3) as usize % TRICKS.len()]),
    }
}

/// Goes on until the paper is out: the officer answers what he sees in the tray.
pub async fn settle(bench: &mut Bench, id: i64, name: &str) {
    for _ in 0..12 {
        let job = bench.job(id).await;
        match job.state.as_str() {
            "printed" => return,
            "doubtful" => {
                let out = bench.printer.out(name) > 0;
                // The printer may have told in the meantime.
                drop(bench.clerk.answer_print(id, &key(), out).await);
            }
            "failed" => {
                let again = motcua::wire::PrintElsewhere::default();
                let key = key();
                patient(async || bench.clerk.send_print(id, &key, &again).await).await;
            }
            _ => bench.round().await,
        }
    }
    panic!("not settled: {}", bench.steps(id));
}
