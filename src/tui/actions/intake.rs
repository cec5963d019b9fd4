//! Actions of the intake, and those that end it.

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::tui::model::{Model, Move};
use crate::tui::screens::{Asked, Confirm, IntakeScreen, Screen};

pub static SAVE: Action = Action {
    id: "save",
    label: |model| match model.top() {
        Screen::LongText(_) => words("Nhận nội dung"),
        Screen::Confirm(question) => question.yes().to_owned().into(),
        Screen::Act(sheet) => sheet.verb().to_owned().into(),
        Screen::Order(sheet) => sheet.verb().to_owned().into(),
        Screen::Batch(_) => words("Gửi tiếp"),
        Screen::Fees(fees) if fees.exempts() => words("Miễn thu"),
        Screen::Fees(_) => words("Thu"),
        Screen::Till(till) => words(till.verb()),
        Screen::Files(_) => words("Đính kèm"),
        Screen::Returning(_) => words("Trả kết quả"),
        Screen::Review(review) => review.verb().to_owned().into(),
        Screen::Intake(intake) if intake.correcting().is_some() => words("Xem lại, sửa"),
        _ => words("Lưu và cấp số"),
    },
    help: "Kiểm tra mọi ô rồi ghi hồ sơ và cấp số. Bấm hai lần cũng chỉ có một hồ sơ.",
    available: |model| match model.top() {
        Screen::LongText(_) | Screen::Act(_) | Screen::Order(_) | Screen::Review(_) => Ok(()),
        Screen::Batch(batch) if batch.can_go_on() => Ok(()),
        Screen::Confirm(question) if question.asks_for_reason() => Ok(()),
        Screen::Files(_) => Ok(()),
        Screen::Returning(screen) if screen.is_filling() => Ok(()),
        Screen::Returning(_) => Err(words("Quét hoặc gõ mã một hồ sơ chờ trả, rồi Enter.")),
        Screen::Intake(intake) if intake.is_filling() => Ok(()),
        Screen::Intake(intake) if intake.received().is_some() => Err(words(
            "Hồ sơ đã được cấp số. F7 in giấy, F2 hồ sơ tiếp theo.",
        )),
        Screen::Intake(_) => Err(words("Chọn thủ tục trước: ↑/↓ rồi Enter.")),
        Screen::Fees(fees) if fees.owed() > 0 => Ok(()),
        Screen::Fees(_) => Err(words("Hồ sơ này không còn khoản nào phải thu.")),
        Screen::Till(_) => Ok(()),
        _ => Err(words("Màn hình này không có gì để lưu.")),
    },
    run: |model| match model.top_mut() {
        (Screen::LongText(text), shared) => text.take(shared),
        (Screen::Confirm(question), shared) => question.say_yes(shared),
        (Screen::Files(files), shared) => files.send(shared),
        (Screen::Returning(screen), shared) => screen.hand_back(shared),
        (Screen::Intake(intake), shared) => intake.commit(shared),
        (Screen::Act(sheet), shared) => sheet.commit(shared),
        (Screen::Order(sheet), shared) => sheet.commit(shared),
        (Screen::Review(review), shared) => review.commit(shared),
        (Screen::Batch(batch), shared) => batch.again(shared),
        (Screen::Fees(fees), shared) => fees.commit(shared),
        (Screen::Till(till), shared) => till.commit(shared),
        _ => {}
    },
};

pub static CHOOSE: Action = Action {
    id: "choose",
    label: |_| words("Chọn"),
    help: "Danh sách giá trị của ô đang gõ, hoặc ô soạn nội dung dài.",
    available: |model| match model.top() {
        Screen::Intake(intake) if intake.can_choose() => Ok(()),
        Screen::Flows(flows) if flows.can_choose() => Ok(()),
        Screen::Act(sheet) if sheet.can_choose() => Ok(()),
        Screen::Order(sheet) if sheet.can_choose() => Ok(()),
        Screen::Fees(fees) if fees.can_choose() => Ok(()),
        Screen::Files(files) if files.can_choose() => Ok(()),
        _ => Err(words("Ô này gõ trực tiếp, không có danh sách.")),
    },
    run: |model| match model.top_mut() {
        (Screen::Intake(intake), shared) => intake.open_values(shared),
        (Screen::Flows(flows), shared) => flows.open_officers(shared),
        (Screen::Act(sheet), shared) => sheet.open_values(shared),
        (Screen::Order(sheet), shared) => sheet.open_values(shared),
        (Screen::Fees(fees), shared) => fees.open_values(shared),
        (Screen::Files(files), shared) => files.open_values(shared),
        _ => {}
    },
};

pub static INTAKE: Action = Action {
    id: "intake",
    label: |model| match model.top() {
        Screen::Intake(_) => words("Hồ sơ nữa"),
        _ => words("Tiếp nhận"),
    },
    help: "Bắt đầu tiếp nhận một hồ sơ. Trong khi tiếp nhận: hồ sơ nữa của cùng một người.",
    available: |model| match model.top() {
        Screen::Intake(intake) if intake.received().is_none() => {
            Err(words("Lưu hồ sơ này trước (F9), hoặc Esc để giữ nháp."))
        }
        _ if !may_receive(model) => Err(words(
            "Vai của bạn không tiếp nhận hồ sơ. F10 → Đổi cán bộ.",
        )),
        _ => not_in_a_box(model),
    },
    run: |model| {
        let next = match model.top_mut() {
            (Screen::Intake(intake), shared) => {
                let next = intake.of_same_person(shared);
                shared.close();
                next
            }
            (_, shared) => IntakeScreen::new(shared),
        };
        model.shared.note = None;
        model.shared.moves.push(Move::Open(Box::new(next.into())));
    },
};

/// Whether the role may take dossiers in; the server has the last word.
fn may_receive(model: &Model) -> bool {
    let rights = &model.shared.seat.rights;
    rights.is_empty() || rights.iter().any(|r| r == "receive")
}

pub static WHY_DUE: Action = Action {
    id: "why_due",
    label: |_| words("Vì sao hẹn ngày này"),
    help: "Giải thích ngày hẹn trả: từng bước đếm buổi, ngày nghỉ, thời hạn.",
    available: filling,
    run: |model| {
        if let (Screen::Intake(intake), shared) = model.top_mut() {
            intake.open_why(shared);
        }
    },
};

pub static CHANGE_PROCEDURE: Action = Action {
    id: "change_procedure",
    label: |_| words("Đổi thủ tục"),
    help: "Chọn thủ tục khác; chữ đã gõ về người nộp giữ nguyên.",
    available: filling,
    run: |model| {
        if let (Screen::Intake(intake), _) = model.top_mut() {
            intake.change_procedure();
        }
    },
};

pub static REFUSE: Action = Action {
    id: "refuse",
    label: |_| words("Từ chối tiếp nhận"),
    help: "Không nhận hồ sơ, ghi rõ lý do; in phiếu từ chối (Mẫu 03). Không hoàn tác được.",
    available: filling_or_offered::<0>,
    run: |model| end(model, "refuse", "Từ chối tiếp nhận"),
};

pub static GUIDE: Action = Action {
    id: "guide",
    label: |_| words("Hướng dẫn"),
    help: "Hồ sơ chưa đủ: ghi nội dung cần bổ sung, in phiếu hướng dẫn. Không cấp số.",
    available: filling_or_offered::<1>,
    run: |model| end(model, "guide", "Hướng dẫn"),
};

/// What refusing and guiding are called on a dossier.
const ON_DOSSIER: [&str; 2] = ["refuse", "guide"];

fn filling_or_offered<const N: usize>(model: &Model) -> Result<(), std::borrow::Cow<'static, str>> {
    match model.top() {
        Screen::Dossier(_) => super::dossier::offered(model, &ON_DOSSIER[N..=N]),
        Screen::Intake(intake) if intake.correcting().is_some() => Err(words(
            "Đang sửa một hồ sơ đã nhận. Esc về hồ sơ để làm việc khác.",
        )),
        _ => filling(model),
    }
}

fn filling(model: &Model) -> Result<(), std::borrow::Cow<'static, str>> {
    match model.top() {
        Screen::Intake(intake) if intake.is_filling() => Ok(()),
        _ => Err(words("Chỉ dùng khi đang tiếp nhận một hồ sơ (F2).")),
    }
}

fn end(model: &mut Model, outcome: &'static str, title: &str) {
    match model.top_mut() {
        (Screen::Dossier(dossier), shared) => dossier.start(&[outcome], shared),
        (Screen::Intake(intake), shared) => {
            let text = vec![
                format!("Giao cho {}. So với người trước quầy.", intake.owner()),
                "Lý do được in trên phiếu.".to_owned(),
            ];
            let asked = Asked::Intake(outcome.to_owned());
            let ask = Confirm::new(title, text, title, "Quay lại", asked).with_reason();
            shared.open(ask.opened_at(shared.now));
        }
        _ => {}
    }
}
