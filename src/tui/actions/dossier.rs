//! Acts on one dossier. The server says what this officer may do with it and why not; these records
//! give each act its place, its key and its words.

use std::borrow::Cow;

use super::{Action, words};
use crate::tui::model::Model;
use crate::tui::screens::{Returning, Screen};

/// Acts that take a dossier one step on; the first the server offers is the one F6 does.
const ONWARD: &[&str] = &[
    "forward",
    "take",
    "submit_for_approval",
    "approve",
    "sign",
    "issue",
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
    TAKE,
    "take",
    "Nhận xử lý",
    "Nhận hồ sơ trong hộp đến về bàn của mình.",
    &["take"]
);
act!(
    APPROVE,
    "approve",
    "Duyệt",
    "Duyệt dự thảo kết quả để trình ký.",
    &["approve"]
);
act!(SIGN, "sign", "Ký", "Ký kết quả đã duyệt.", &["sign"]);
act!(
    SEND_BACK,
    "send_back",
    "Trả lại bước trước",
    "Trả hồ sơ về bước trước, hoặc không duyệt dự thảo; phải ghi lý do.",
    &["send_back", "reject_draft"]
);
act!(
    ISSUE,
    "issue",
    "Phát hành",
    "Vào số, đóng dấu, phát hành kết quả; hồ sơ sang chờ trả.",
    &["issue"]
);
act!(
    SOLVE_AT_ONCE,
    "solve_at_once",
    "Giải quyết ngay",
    "Có kết quả ngay tại quầy, không qua các bước.",
    &["solve_at_once"]
);

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
        _ => Err(words("Mở một hồ sơ trước rồi in.")),
    },
    run: |model| match model.top_mut() {
        (Screen::Dossier(dossier), shared) => dossier.open_print(shared),
        (Screen::Returning(screen), shared) => screen.open_print(shared),
        (Screen::Intake(intake), shared) => intake.open_print(shared),
        (Screen::Fees(fees), shared) => fees.open_print(shared),
        (Screen::Till(till), shared) => till.open_print(shared),
        _ => {}
    },
};

fn label(model: &Model, acts: &[&str], usual: &'static str) -> Cow<'static, str> {
    match model.top() {
        Screen::Dossier(dossier) => match dossier.act(acts) {
            Some(line) => Cow::Owned(line.label.clone()),
            None => words(usual),
        },
        _ => words(usual),
    }
}

/// Whether the server offers one of these acts on the dossier on screen; otherwise why not.
pub(super) fn offered(model: &Model, acts: &[&str]) -> Result<(), Cow<'static, str>> {
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
    if let (Screen::Dossier(dossier), shared) = model.top_mut() {
        dossier.start(acts, shared);
    }
}
