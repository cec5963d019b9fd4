//! Acts on one dossier. The server says what this officer may do with it and why not; these records
//! give each act its place, its key and its words.

use std::borrow::Cow;

use super::{Action, words};
use crate::tui::model::Model;
use crate::tui::screens::{Batch, Dossier, Returning, Screen};

/// Acts that take a dossier one step on; F6 does the first of them that is offered.
const ONWARD: &[&str] = &[
    "receive",
    "take",
    "sign",
    "issue",
    "approve",
    "forward",
    "hand_over",
    "submit_for_approval",
];

macro_rules! act {
    ($name:ident, $id:literal, $label:literal, $help:literal, $acts:expr) => {
        pub static $name: Action = Action {
            id: $id,
            label: |model| label(model, $acts, $label),
            help: $help,
            available: |model| offered(model, $acts),
            run: |model| start(model, $acts),
        };
    };
}

act!(
    FORWARD,
    "forward",
    "Chuyển",
    "Đưa hồ sơ sang bước sau của quy trình (nhận, chuyển, trình, duyệt, ký tùy bước); có lưu vết.",
    ONWARD
);
pub static RETURN: Action = Action {
    id: "return",
    label: |_| words("Trả kết quả"),
    help: "Trả kết quả cho người dân: quét mã, đối chiếu giấy tờ hoặc ủy quyền, phí, rồi F9; kết thúc hồ sơ.",
    available: |model| match model.top() {
        Screen::Desk(_) if may_return(model) => Ok(()),
        Screen::Desk(_) => Err(words("Vai trò đang dùng không trả kết quả.")),
        _ => offered(model, &["return_result"]),
    },
    run: |model| match model.top_mut() {
        (Screen::Dossier(dossier), shared) => dossier.open_return(shared),
        (_, shared) => {
            let screen = Returning::open("", shared);
            shared.open(screen);
        }
    },
};

fn may_return(model: &Model) -> bool {
    let rights = &model.shared.seat.rights;
    rights.iter().any(|right| right == "return")
}

act!(
    SEND_BACK,
    "send_back",
    "Trả lại bước trước",
    "Trả hồ sơ về bước trước, hoặc không duyệt dự thảo; phải ghi lý do.",
    &["send_back", "reject_draft"]
);
pub static UNDO: Action = Action {
    id: "undo",
    label: |_| words("Hoàn tác"),
    help: "Lấy lại việc vừa làm, trong 30 giây và trước khi người khác xử lý tiếp.",
    available: |model| match (&model.shared.undo, model.top()) {
        (Some(_), Screen::Desk(_) | Screen::Dossier(_)) => Ok(()),
        (Some(_), Screen::Batch(batch)) if batch.is_over() => Ok(()),
        (Some(_), _) => Err(words("Về hồ sơ hoặc danh sách rồi hoàn tác: Esc.")),
        // Done at another screen, or before the desk was started again: the server still allows it.
        (None, Screen::Dossier(dossier)) if may_take_back(dossier) => Ok(()),
        (None, _) => Err(words("Không có việc nào vừa làm mà hoàn tác được.")),
    },
    run: |model| {
        let Some(undo) = model.shared.undo.take() else {
            return start(model, &["undo"]);
        };
        match (model.top_mut(), undo.items.as_slice()) {
            ((Screen::Dossier(dossier), shared), [(code, version)]) if dossier.code() == code => {
                dossier.take_back(*version, shared);
            }
            ((Screen::Desk(desk), shared), [(code, version)]) => {
                desk.take_back(code, *version, shared);
            }
            ((top, shared), _) => {
                if matches!(top, Screen::Batch(_)) {
                    shared.close();
                }
                let batch = Batch::undo(&undo.label, undo.items, shared);
                shared.open(batch);
            }
        }
    },
};

fn may_take_back(dossier: &Dossier) -> bool {
    let offered = dossier.act(&["undo"]);
    offered.is_some_and(|line| line.why_not.is_none())
}

pub static PRINT: Action = Action {
    id: "print",
    label: |_| words("In"),
    help: "Các giấy hồ sơ này được in, có đánh số và xem trước.",
    available: |model| match model.top() {
        Screen::Dossier(dossier) if dossier.can_print() => Ok(()),
        Screen::Dossier(_) => Err(words("Hồ sơ này chưa có giấy nào để in.")),
        Screen::Returning(screen) if screen.can_print() => Ok(()),
        Screen::Intake(intake) if intake.can_print() => Ok(()),
        Screen::Intake(intake) if intake.received().is_some() => {
            Err(words("Hồ sơ giải quyết ngay, không có giấy hẹn để in."))
        }
        Screen::Intake(_) => Err(words("Lưu và cấp số trước (F9), rồi mới in.")),
        Screen::Fees(fees) if fees.can_print() => Ok(()),
        Screen::Fees(_) => Err(words("Chưa có biên lai để in. Thu trước (Enter ở ô đầu).")),
        Screen::Till(till) if till.can_print() => Ok(()),
        Screen::Till(_) => Err(words("Mở ca trước rồi in sổ quỹ ca.")),
        Screen::Table(table) if table.can_print() => Ok(()),
        Screen::Table(_) => Err(words("Dòng này không có giấy nào để in.")),
        _ => Err(words("Mở một hồ sơ trước rồi in.")),
    },
    run: |model| match model.top_mut() {
        (Screen::Dossier(dossier), shared) => dossier.open_print(shared),
        (Screen::Returning(screen), shared) => screen.open_print(shared),
        (Screen::Intake(intake), shared) => intake.open_print(shared),
        (Screen::Fees(fees), shared) => fees.open_print(shared),
        (Screen::Till(till), shared) => till.open_print(shared),
        (Screen::Table(table), shared) => table.open_print(shared),
        _ => {}
    },
};

fn label(model: &Model, acts: &[&str], usual: &'static str) -> Cow<'static, str> {
    match model.top() {
        Screen::Dossier(dossier) => match dossier.act(acts) {
            Some(line) => Cow::Owned(line.label.clone()),
            None => words(usual),
        },
        Screen::Desk(desk) if acts == ONWARD => {
            desk.onward_label().map_or(words(usual), Cow::Owned)
        }
        _ => words(usual),
    }
}

/// Whether the server offers one of these acts on the dossier on screen; otherwise why not.
pub(super) fn offered(model: &Model, acts: &[&str]) -> Result<(), Cow<'static, str>> {
    if let Screen::Desk(desk) = model.top()
        && acts == ONWARD
        && desk.has_onward(&model.shared)
    {
        return Ok(());
    }
    let Screen::Dossier(dossier) = model.top() else {
        return Err(words(
            "Mở một hồ sơ trước: chọn dòng rồi Enter, hoặc F3 tìm.",
        ));
    };
    if !dossier.is_loaded() {
        return Err(words("Hồ sơ đang tải."));
    }
    match dossier.act(acts) {
        Some(line) => line
            .why_not
            .clone()
            .map_or(Ok(()), |why| Err(Cow::Owned(why))),
        None => Err(words("Không làm được ở bước này của hồ sơ.")),
    }
}

fn start(model: &mut Model, acts: &[&str]) {
    match model.top_mut() {
        (Screen::Dossier(dossier), shared) => dossier.start(acts, shared),
        (Screen::Desk(desk), shared) => desk.onward(shared),
        _ => {}
    }
}
