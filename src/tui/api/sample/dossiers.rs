//! Lists, dossiers and what hangs on them.

use super::super::*;
use super::sheet;

pub fn tabs() -> Vec<ListTab> {
    let act = |act: &str, label: &str, reason, undo| ActLine {
        act: act.into(),
        label: label.into(),
        reason,
        undo,
        ..ActLine::default()
    };
    let tab = |id: &str, label: &str, count: usize| ListTab {
        id: id.into(),
        label: label.into(),
        about: label.into(),
        count: count.to_string(),
        ..ListTab::default()
    };
    vec![
        tab("desk", "Bàn của tôi", 2),
        ListTab {
            onward: vec![act("take", "Nhận hồ sơ", false, true)],
            ..tab("inbox", "Hộp đến", 0)
        },
        ListTab {
            onward: vec![act("sign", "Ký", false, true)],
            others: vec![act("reject_draft", "Không duyệt", true, true)],
            ..tab("to_sign", "Chờ ký", 5)
        },
        tab("overdue", "Quá hạn", 1),
        tab("to_return", "Chờ trả", 0),
    ]
}

pub fn lines(list: &str) -> Vec<DossierLine> {
    let line = |number: u32, owner: &str, standing, words: &str| DossierLine {
        code: format!("H62.12.03-261119-{number:04}"),
        owner: owner.into(),
        procedure: "Chứng thực bản sao từ bản chính".into(),
        state: "Đang xử lý".into(),
        step: "Thẩm định".into(),
        holder: String::new(),
        due: "Chiều 21/11/2026".into(),
        standing,
        standing_words: words.into(),
        version: 3,
        org: "UBND xã Minh Họa".into(),
        step_due: "C 20/11".into(),
        forward_by: String::new(),
    };
    match list {
        "to_sign" => (11..16)
            .map(|n| line(n, "Đỗ Thị Chờ Ký", Standing::Good, "Còn 1 ngày"))
            .collect(),
        "desk" => vec![
            line(1, "Nguyễn Văn Ví Dụ", Standing::Good, "Còn 2 ngày"),
            line(2, "Phạm Thị Mẫu", Standing::Near, "Còn ½ ngày"),
        ],
        "overdue" => vec![line(3, "Lê Quá Hạn", Standing::Late, "Quá hạn 1 ngày")],
        _ => Vec::new(),
    }
}

pub fn forms() -> Vec<FormLine> {
    vec![
        FormLine {
            id: "mau-01-a5".into(),
            title: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả".into(),
        },
        FormLine {
            id: "mau-05".into(),
            title: "Phiếu kiểm soát quá trình giải quyết".into(),
        },
    ]
}

/// A dossier that can be moved on and not returned.
pub fn dossier(code: &str) -> DossierSheet {
    let fact = |label: &str, value: &str, secret| Fact {
        label: label.into(),
        value: value.into(),
        secret,
    };
    let act = |act: &str, label: &str, reason, why: Option<&str>| ActLine {
        act: act.into(),
        label: label.into(),
        reason,
        why_not: why.map(Into::into),
        undo: true,
        ..ActLine::default()
    };
    DossierSheet {
        code: code.into(),
        version: 3,
        state: "Mới tiếp nhận".into(),
        owner: "Nguyễn Văn Ví Dụ".into(),
        standing: Standing::Near,
        standing_words: "Còn ½ ngày".into(),
        facts: vec![
            fact("Thủ tục", "2.000815 Chứng thực bản sao từ bản chính", false),
            fact("Chủ hồ sơ", "Nguyễn Văn Ví Dụ", false),
            fact("  Số định danh", "001090000045", true),
        ],
        steps: vec![
            StepLine {
                no: 1,
                name: "Tiếp nhận".into(),
                who: "Cán bộ một cửa".into(),
                due: "C 20/11".into(),
                words: "Đang ở đây, ½ ngày".into(),
                standing: Standing::None,
                current: true,
            },
            StepLine {
                no: 2,
                name: "Thẩm định".into(),
                who: "Chuyên viên".into(),
                ..StepLine::default()
            },
        ],
        trace: vec![TraceLine {
            at: "20/11/26 09:41".into(),
            who: "Nguyễn Thị Lan".into(),
            what: "Tiếp nhận".into(),
        }],
        acts: vec![
            act("forward", "Chuyển", false, None),
            act("send_back", "Trả lại bước trước", true, None),
            act(
                "return_result",
                "Trả kết quả",
                false,
                Some("Chưa có kết quả để trả."),
            ),
        ],
        forms: forms(),
        procedure: "2.000815".into(),
        people: vec![("Nguyễn Văn Ví Dụ".into(), "001090000045".into())],
        ..DossierSheet::default()
    }
}

pub fn files() -> FilesSheet {
    let file = |id, label: &str, kind: &str, size: &str, remark: &str| FileLine {
        id,
        label: label.into(),
        kind: kind.into(),
        name: "to-khai.pdf".into(),
        size: size.into(),
        remark: remark.into(),
    };
    FilesSheet {
        files: vec![
            file(
                1,
                "Tờ khai đăng ký kết hôn",
                "Giấy tờ",
                "312 KB",
                "PDF 1.4, 2 trang",
            ),
            file(
                2,
                "Giấy chứng nhận kết hôn",
                "Bản quét kết quả",
                "1,4 MB",
                "PDF 1.4, 1 trang",
            ),
        ],
        results: vec!["1. Chính thức: Giấy chứng nhận kết hôn số 01/GCN ngày 2026-11-20".into()],
    }
}

/// What the dossier `code` holds.
pub fn held(code: &str) -> Held {
    let about = Correcting {
        code: code.into(),
        version: 3,
        due: "Chiều 21/11/2026".into(),
    };
    let values = [
        ("case", "usual"),
        ("owner_name", "Nguyễn Thị Ví Dụ"),
        ("owner_identity", "001090000045"),
        ("owner_kind", "citizen"),
        ("submitter_is", "owner"),
        ("form.document", "Giấy khai sinh"),
        ("fee.0", "4.000"),
        ("set_count", "1"),
        ("channel", "direct"),
        ("result_at", "Bộ phận Một cửa xã Minh Họa"),
    ];
    let sheet = sheet("2.000815");
    Held {
        intake: Intake {
            procedure: sheet.code.clone(),
            procedure_name: sheet.name.clone(),
            values: values.map(|(k, v)| (k.into(), v.into())).into(),
            papers: vec![("Đơn viết tay".into(), [1, 0, 0])],
            correcting: Some(about.clone()),
            ..Intake::default()
        },
        about,
        sheet,
    }
}

/// What a correction makes different: the name, and the due of another procedure.
pub fn differences(intake: &Intake) -> Differences {
    let about = intake.correcting.clone().unwrap_or_default();
    let held = held(&about.code);
    let mut changes = Vec::new();
    let name = (held.intake.value("owner_name"), intake.value("owner_name"));
    if name.0 != name.1 {
        changes.push(value("Họ tên chủ hồ sơ", name.0, name.1));
    }
    let other = held.intake.procedure != intake.procedure;
    if other {
        changes.push(value("Thủ tục", &held.intake.procedure, &intake.procedure));
        changes.push(value("Hẹn trả", &about.due, "Sáng 24/11/2026"));
    }
    Differences {
        version: about.version,
        code: about.code,
        changes,
        back_to_desk: other,
    }
}

pub fn change() -> ChangeSheet {
    let value = |field: &str, old: &str, new: &str| (field.into(), old.into(), new.into());
    ChangeSheet {
        id: 7,
        waits: true,
        title: "Số 7 · chờ duyệt · từ 01/09/2025 · Lý Thị Tổ".into(),
        reason: "Quyết định 99/QĐ-UBND".into(),
        decision: None,
        parts: vec![(
            "1.000094 Thủ tục đăng ký kết hôn có yếu tố nước ngoài tại khu vực biên giới – sửa, 12 hồ sơ giữ quy định cũ".into(),
            vec![
                value("Thời hạn", "3 ngày làm việc", "5 ngày làm việc"),
                value("Lệ phí hộ tịch", "", "30000 đồng (hồ sơ)"),
                value(
                    "Quy trình",
                    "1. Tiếp nhận, chuyển hồ sơ (một cửa, 0 buổi) → 2. Thẩm tra (phòng chuyên môn, 4 buổi)",
                    "1. Tiếp nhận (một cửa, 0 buổi) → 2. Thẩm định (phòng chuyên môn, 6 buổi)",
                ),
            ],
        )],
    }
}

/// One woman who has been here before; she hands in the same again today when her number is asked.
pub fn known(text: &str, procedure: &str) -> Reply {
    let values = vec![
        ("name", "Nguyễn Thị Ví Dụ".to_owned()),
        ("identity", "001190000045".to_owned()),
        ("born", "01/02/1990".to_owned()),
        ("phone", "0912345678".to_owned()),
        ("email", String::new()),
        ("address", "Thôn 1, Xã Minh Họa".to_owned()),
    ];
    let last = "12/10/2026".to_owned();
    let fits = ["001190000045", "0912345678"].contains(&text) || text.contains("Ví Dụ");
    let people = if fits {
        vec![KnownPerson { values, last }]
    } else {
        Vec::new()
    };
    let again = fits && procedure == "2.000815" && text.starts_with("0912");
    let today = if again {
        vec!["H62.12.03-261120-0001".to_owned()]
    } else {
        Vec::new()
    };
    Reply::Applicants(people, today)
}

pub fn value(field: &str, old: &str, new: &str) -> crate::wire::ValueChange {
    crate::wire::ValueChange {
        field: field.into(),
        old: old.into(),
        new: new.into(),
    }
}
