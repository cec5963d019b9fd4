//! A dossier is deleted by two persons while papers of it are on their way: what they say of people goes
//! with it, and nothing of it is printed any more.

use crate::bench::Bench;
use crate::benches;
use crate::fake_ipp::Trick;
use crate::office::*;

benches! {
    what_waits_is_given_up,
    what_may_be_out_stays_a_question_without_words,
    a_carrier_that_sent_nothing_does_not_send_it_later,
}

const WHY: &str = "Nhập hai lần cùng một hồ sơ";

async fn delete(bench: &Bench, code: &str) {
    act(&bench.clerk, code, "propose_deletion", WHY)
        .await
        .unwrap();
    let manager = bench.office.officer(MANAGER, 0).await;
    let done = act(&manager, code, "delete", "").await.unwrap();
    assert_eq!(done.state, "deleted");
}

async fn what_waits_is_given_up(bench: &mut Bench) {
    let job = bench.asked().await;
    let other = bench.asked().await;
    bench.printer.state().reasons = vec!["media-empty-error"];
    bench.round().await;
    assert!(bench.value(job.id, "fields").contains("Ví Dụ"));
    delete(bench, &job.code).await;
    assert_eq!(bench.value(job.id, "state"), "cancelled");
    assert_eq!(bench.value(job.id, "fields"), "");
    bench.printer.mend().await;
    bench.round().await;
    bench.round().await;
    assert_eq!(bench.printer.out(&bench.name(job.id)), 0);
    assert_eq!(
        bench.printer.out(&bench.name(other.id)),
        1,
        "another's paper"
    );
}

async fn what_may_be_out_stays_a_question_without_words(bench: &mut Bench) {
    for (came_out, after) in [(false, "cancelled"), (true, "printed")] {
        let job = bench.asked().await;
        bench.printer.state().trick = Some(Trick::BreaksAndForgets);
        bench.round().await;
        delete(bench, &job.code).await;
        assert_eq!(bench.value(job.id, "state"), "doubtful");
        assert_eq!(bench.value(job.id, "fields"), "");
        let answered = bench.clerk.answer_print(job.id, &key(), came_out).await;
        assert_eq!(answered.unwrap().state, after);
        bench.round().await;
        assert_eq!(bench.printer.out(&bench.name(job.id)), 0);
    }
}

async fn a_carrier_that_sent_nothing_does_not_send_it_later(bench: &mut Bench) {
    let job = bench.asked().await;
    let holder = motcua::usecases::print_jobs::Holder {
        name: "server-khac".into(),
        place: motcua::domain::printer::At::Server,
        org: None,
    };
    let app = bench.office.app.clone();
    let taken = motcua::usecases::print_jobs::take(&app, &holder, job.id).await;
    assert!(taken.unwrap().is_some());
    delete(bench, &job.code).await;
    assert_eq!(bench.value(job.id, "state"), "sent");
    assert_eq!(bench.value(job.id, "fields"), "");
    let off = motcua::print::spool::Trouble::of(motcua::print::spool::Fault::Off);
    let told = motcua::print::spool::Told::Unsent(off);
    let mine = motcua::usecases::print_jobs::report(&app, &holder, job.id, &told).await;
    assert!(mine.unwrap());
    assert_eq!(bench.value(job.id, "state"), "cancelled");
    bench.round().await;
    assert!(bench.printer.state().sheets.is_empty());
}
