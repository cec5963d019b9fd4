//! What is printed is what is kept, and a second print says so.

use crate::office::*;
use motcua::client::Subject;
use std::io::Write as _;
use std::process::{Command, Stdio};

stories! { the_slip_says_what_was_kept, a_second_print_says_so, the_control_slip_tells_the_way, two_prints_at_once_are_not_two_originals }

/// The text of a PDF as a reader gets it, spaces and breaks as one space.
pub fn text_of(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext (package poppler-utils)");
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn the_slip_says_what_was_kept(office: &Office) {
    let clerk = office.clerk().await;
    let mut sent = request(MARRIAGE, "Nguyễn Thị Quỳnh Ngưỡng Nghĩa");
    sent.applicant.email = "vidu@minhhoa.example".to_owned();
    sent.submitter = Some(motcua::wire::Party {
        name: "Y Bhăm Êban".to_owned(),
        phone: "0988000111".to_owned(),
        ..motcua::wire::Party::default()
    });
    sent.fees = vec![motcua::wire::FeeLine {
        kind: "le_phi".to_owned(),
        name: "Lệ phí hộ tịch".to_owned(),
        amount_dong: 1_250_000,
    }];
    let received = clerk.receive(&key(), &sent).await.unwrap();
    let code = received.dossier_code;
    let subject = Subject::Dossier(code.clone());
    let words = text_of(&clerk.print(&subject, "mau-01").await.unwrap());
    for piece in [
        code.as_str(),
        "Nguyễn Thị Quỳnh Ngưỡng Nghĩa",
        "Y Bhăm Êban",
        "0912345678",
        "vidu@minhhoa.example",
        "UBND XÃ MINH HÒA",
        "3 ngày làm việc",
        "1.250.000 đồng",
    ] {
        assert!(words.contains(piece), "{piece} is not in:\n{words}");
    }
    assert!(
        words.contains("11 giờ 30 phút, ngày 07 tháng 8 năm 2025"),
        "{words}"
    );
    assert!(
        !words.contains("Bộ phận tiếp nhận và trả kết quả: Bộ phận"),
        "{words}"
    );
    assert!(!words.contains("lại lần"), "{words}");
    for piece in ["{", "}"] {
        assert!(!words.contains(piece), "{piece:?} is left in:\n{words}");
    }
    let preview = clerk.preview(&subject, "mau-01").await.unwrap();
    assert!(preview.lines.iter().any(|line| line.contains(&code)));
    let none = clerk.print(&subject, "mau-99").await.unwrap_err();
    assert_eq!((none.status, none.code.as_str()), (404, "MC-4020"));
}

async fn a_second_print_says_so(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let subject = Subject::Dossier(code.clone());
    // A look on the screen is no print.
    clerk.preview(&subject, "mau-01").await.unwrap();
    let first = text_of(&clerk.print(&subject, "mau-01").await.unwrap());
    assert!(!first.contains("lại lần"), "{first}");
    let bare = clerk.print(&subject, "mau-01").await.unwrap_err();
    assert_eq!((bare.status, bare.code.as_str()), (409, "MC-4040"));
    // The other size of the same form is a copy too.
    for (form, mark) in [("mau-01", "lại lần 1"), ("mau-01-a4", "lại lần 2")] {
        let paper = clerk.print_again(&subject, form, "Giấy bị ướt").await;
        let words = text_of(&paper.unwrap());
        assert!(words.contains(mark), "{mark} is not in:\n{words}");
    }
    let forms = clerk.dossier(&code).await.unwrap().forms;
    assert!(forms.iter().any(|form| form.printed > 0), "{forms:?}");
    assert_eq!(
        office.value("SELECT count(*) FROM event WHERE act = 'print'"),
        "3"
    );
}

async fn the_control_slip_tells_the_way(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    office.at("2025-08-07T09:00:00");
    act(&specialist, &code, "submit_for_approval", "Chờ xác minh")
        .await
        .unwrap();
    let words = text_of(
        &clerk
            .print(&Subject::Dossier(code), "phieu-kiem-soat")
            .await
            .unwrap(),
    );
    for piece in ["Đúng hạn", "Quá hạn", "Chờ xác", "Trần Văn Minh Họa"] {
        assert!(words.contains(piece), "{piece} is not in:\n{words}");
    }
}

/// Many hands print at once: one original.
async fn two_prints_at_once_are_not_two_originals(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, BIRTH, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let calls = (0..6).map(|_| {
        let (clerk, subject) = (clerk.clone(), Subject::Dossier(code.clone()));
        tokio::spawn(async move {
            let paper = clerk.print_again(&subject, "mau-01", "Giấy hỏng").await;
            paper.unwrap()
        })
    });
    let mut originals = 0;
    for call in calls.collect::<Vec<_>>() {
        originals += i32::from(!text_of(&call.await.unwrap()).contains("lại lần"));
    }
    assert_eq!(originals, 1);
}
