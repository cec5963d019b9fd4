//! Made-up answers for tests: a small office without a server.

use super::*;

#[path = "sample_money.rs"]
mod money;
#[path = "sample_tables.rs"]
mod tables;

/// Answers every question from made-up data.
pub fn answer(ask: &Ask) -> Result<Reply, Failure> {
    Ok(match ask {
        Ask::Seat | Ask::ChangePassword { .. } => Reply::Seat(seat()),
        Ask::SitDown(_) => Reply::Seat(Seat {
            officer_id: "hoa".into(),
            officer: "Trần Thị Hoa".into(),
            role: "Chuyên viên".into(),
            ..seat()
        }),
        Ask::SignIn { password, .. } if password.reveal() != "mật-mã" => {
            return Err(Failure {
                code: ["MC", "7022"].join("-"),
                text: "Thư công vụ hoặc mật khẩu không đúng.".into(),
                status: 401,
                ..Failure::default()
            });
        }
        Ask::CardSignIn { card } if card.reveal().ends_with('X') => {
            return Err(Failure {
                code: ["MC", "7036"].join("-"),
                text: "Thẻ này lúc này không mở được quầy.".into(),
                status: 401,
                ..Failure::default()
            });
        }
        Ask::CardSignIn { .. } => Reply::Seat(Seat {
            one_key: false,
            ..seat()
        }),
        Ask::SignIn { officer, .. } => Reply::Seat(Seat {
            officer_id: officer.clone(),
            one_key: false,
            ..seat()
        }),
        Ask::Catalogue => Reply::Catalogue(catalogue()),
        Ask::Sheet(code) => Reply::Sheet(Box::new(sheet(code))),
        Ask::Due(limit) => Reply::Due(Due {
            short: "Chiều 21/11/2026".into(),
            limit: limit.replace("½d", "½ ngày làm việc"),
            why: vec![
                "Nhận sáng T6 20/11/2026".into(),
                "Đếm 1 buổi: chiều T6 20/11".into(),
            ],
        }),
        Ask::Lists => Reply::Lists(tabs()),
        Ask::List { list, .. } => Reply::List(lines(list), None),
        Ask::Receive(intake) if intake.outcome.is_empty() => Reply::Received(Received {
            code: "H62.12.03-261120-0007".into(),
            slip: None,
            due: "Chiều 21/11/2026".into(),
            forms: forms(),
            warnings: Vec::new(),
        }),
        Ask::Receive(_) => Reply::Received(Received {
            slip: Some(5),
            forms: forms(),
            ..Received::default()
        }),
        Ask::Dossier(code) => Reply::Dossier(Box::new(dossier(code))),
        Ask::Held(code) => Reply::Held(Box::new(held(code))),
        Ask::CorrectionPreview(intake) => Reply::Differences(differences(intake)),
        Ask::Correct(intake) => Reply::Received(Received {
            code: intake.correcting.clone().unwrap_or_default().code,
            due: "Sáng 24/11/2026".into(),
            forms: forms(),
            ..Received::default()
        }),
        Ask::ConversionPreview(code) => Reply::Differences(Differences {
            code: code.clone(),
            version: 3,
            changes: vec![value("Hẹn trả", "Chiều 21/11/2026", "Sáng 24/11/2026")],
            back_to_desk: true,
        }),
        Ask::Convert(order) => Reply::Acted(
            "Xong: Đang xử lý.".into(),
            Some(Box::new(dossier(&order.code))),
        ),
        Ask::Act(request) => Reply::Acted(
            "Xong: Đang xử lý.".into(),
            Some(Box::new(dossier(&request.dossier))),
        ),
        Ask::ActOn(order) => Reply::ActedOn("Xong: Đang xử lý.".into(), order.request.version + 1),
        Ask::LateReasons => Reply::LateReasons(vec![
            ("verify".into(), "Chờ kết quả xác minh".into()),
            ("other".into(), "Lý do khác".into()),
        ]),
        Ask::Colleagues { .. } => Reply::Colleagues(vec![
            ("hoa".into(), "Trần Thị Hoa – Chuyên viên".into()),
            ("minh".into(), "Lê Văn Minh – Chuyên viên".into()),
        ]),
        Ask::Find(text) => Reply::Found(Found {
            exact: None,
            filter: format!("tên, số có “{text}”"),
            total: 2,
            more: false,
            rows: lines("desk"),
        }),
        Ask::Applicants(text, procedure) => known(text, procedure),
        Ask::Preview { .. } => Reply::Preview(vec![
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ".into(),
            "Mã hồ sơ: H62.12.03-261120-0007".into(),
        ]),
        Ask::Print { .. } => Reply::Printed(Printed {
            words: "Đã ghi giấy vào".into(),
            file: "/tmp/giay.pdf".into(),
        }),
        Ask::Printing
        | Ask::PaperOut { .. }
        | Ask::DropPaper { .. }
        | Ask::SendPaper { .. } => Reply::Printing(Box::default()),
        Ask::PrintWay(_) => Reply::PrintWay(PaperWay::default()),
        Ask::Table(of) => Reply::Table(Box::new(tables::table(of))),
        Ask::Order(order) => Reply::Ordered(Box::new(tables::done(order))),
        Ask::Flows => Reply::Flows(vec![
            FlowRow {
                id: "khai-sinh".into(),
                procedure: "1.001193".into(),
                name: "Đăng ký khai sinh".into(),
                days: "1 ngày".into(),
                findings: 1,
                open: 0,
            },
            FlowRow {
                id: "dat-dai".into(),
                procedure: String::new(),
                name: "Cấp Giấy chứng nhận".into(),
                days: "34 ngày".into(),
                findings: 2,
                open: 2,
            },
        ]),
        Ask::Flow(id) => Reply::Flow(Box::new(flow(id, ""))),
        Ask::Staff(order) => Reply::Flow(Box::new(flow(&order.process, "Trần Thị Hoa"))),
        Ask::Fees(code) => Reply::Fees(Box::new(money::fees(code))),
        Ask::Collect { .. } => {
            Reply::Money("Đã thu: Phí 4.000 đồng số 0000015. Trả lại 6.000 đồng. F7 in.".into())
        }
        Ask::Exempt { .. } => Reply::Money("Đã miễn 2 khoản.".into()),
        Ask::Till => Reply::Till(Some(Box::new(money::till()))),
        Ask::OpenShift { .. } => Reply::Money("Đã mở ca số 128 với 200.000 đồng.".into()),
        Ask::CloseShift { .. } => Reply::Money("Đã đóng ca số 128.".into()),
        Ask::Files(_) => Reply::Files(Box::new(files())),
        Ask::Attach(request) => Reply::Attached(format!("Đã đính kèm {} (12 KB).", request.label)),
        Ask::OpenFile { name, .. } => Reply::Printed(Printed {
            words: "Đã lưu tệp vào".into(),
            file: format!("/tmp/{name}"),
        }),
        Ask::ReturnSheet(code) => Reply::ReturnSheet(Box::new(HandBackSheet {
            code: code.clone(),
            version: 7,
            ready: true,
            state: "Đã xử lý xong (chờ trả kết quả)".into(),
            procedure: "Thủ tục đăng ký kết hôn".into(),
            owner: "Nguyễn Thị Ví Dụ".into(),
            submitter: String::new(),
            results: vec!["1. Chính thức: Giấy chứng nhận kết hôn số 01/GCN ngày 2026-11-20. Bản quét màu, 1 trang, thấp nhất 300 dpi, PDF 1.4".into()],
            drafts: 1,
            owed_dong: Some(0),
            delivery: "Nhận tại quầy".into(),
        })),
        Ask::HandBack(_) => Reply::HandedBack("Xong: Đã trả kết quả. Chủ hồ sơ.".into()),
        Ask::Changes => Reply::Changes(vec![change()]),
        Ask::DecideChange { .. } => Reply::Decided("Đã duyệt thay đổi số 7.".into()),
        Ask::Officers => Reply::Officers(vec![OfficerLine {
            id: "hoa#0".into(),
            name: "Trần Thị Hoa".into(),
            role: "Chuyên viên".into(),
            agency: "UBND xã Minh Họa".into(),
        }]),
    })
}

fn flow(id: &str, usual: &str) -> FlowSheet {
    let step = |no, name: &str, kind: &str, label: &str, usual: &str| FlowStepRow {
        no,
        name: name.into(),
        kind: kind.into(),
        org: "xa".into(),
        org_name: "UBND xã Minh Họa".into(),
        role: "specialist".into(),
        role_label: label.into(),
        days: "½ ngày".into(),
        usual: usual.into(),
        officers: vec![("hoa".into(), "Trần Thị Hoa – Công chức Tư pháp".into())],
    };
    FlowSheet {
        id: id.into(),
        procedure: "1.001193".into(),
        title: "Đăng ký khai sinh · 1 ngày · tự chuyển".into(),
        findings: vec!["√ số liệu đã sửa khi nhập (đã nhận: Lý Thị Tổ)".into()],
        acceptable: vec![("sum".into(), "các bước cộng lại khác tổng công bố".into())],
        steps: vec![
            step(1, "Tiếp nhận", "receive", "Cán bộ một cửa", ""),
            step(2, "Thẩm tra", "examine", "Chuyên viên", usual),
        ],
    }
}

/// The clerk at the counter.
pub fn seat() -> Seat {
    Seat {
        desk: "Quầy 03".into(),
        agency: "UBND xã Minh Họa".into(),
        officer_id: "lan".into(),
        officer: "Nguyễn Thị Lan".into(),
        role: "Cán bộ một cửa".into(),
        rights: vec!["receive".into(), "return".into(), "collect".into()],
        one_key: true,
        lock_minutes: 5,
        must_change: false,
        password_days: None,
        server_time: None,
    }
}

fn catalogue() -> Vec<ProcedureLine> {
    let line = |code: &str, name: &str, limit: &str, uses| ProcedureLine {
        code: code.into(),
        name: name.into(),
        field: "Hộ tịch".into(),
        limit: limit.into(),
        own_level: true,
        uses,
    };
    vec![
        line("2.000815", "Chứng thực bản sao từ bản chính", "½ ngày", 50),
        line("1.001193", "Thủ tục đăng ký khai sinh", "1 ngày", 20),
        line(
            "1.000080",
            "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong \
             trường hợp chuyển nhượng do đổi tên người sử dụng đất",
            "10 ngày",
            1,
        ),
        line(
            "1.000081",
            "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong \
             trường hợp chuyển nhượng do sạt lở tự nhiên",
            "10 ngày",
            0,
        ),
    ]
}

/// The intake sheet of any procedure.
pub fn sheet(code: &str) -> ProcedureSheet {
    let case = |id: &str, name: &str, amount| CaseLine {
        id: id.into(),
        name: name.into(),
        limit: "½d".into(),
        limit_words: "½ ngày làm việc".into(),
        needs_limit: false,
        fees: vec![FeeLine {
            kind: "phi".into(),
            name: "Phí chứng thực".into(),
            amount: Some(amount),
            note: "một bản".into(),
        }],
    };
    ProcedureSheet {
        code: code.into(),
        name: "Chứng thực bản sao từ bản chính".into(),
        cases: vec![
            case("usual", "Thông thường", 4000),
            case("many", "Nhiều trang", 8000),
        ],
        sections: vec![(
            "Nội dung chứng thực".into(),
            vec![FormField {
                key: "document".into(),
                label: "Tên giấy tờ".into(),
                kind: "text".into(),
                required: true,
                help: "Tên giấy tờ cần chứng thực.".into(),
                ..FormField::default()
            }],
        )],
        papers: vec![
            PaperLine {
                name: "Bản chính (xem)".into(),
                asked: [1, 0, 0],
                optional: false,
            },
            PaperLine {
                name: "Bản sao cần chứng thực".into(),
                asked: [0, 0, 2],
                optional: true,
            },
        ],
        places: vec![
            "Bộ phận Một cửa xã Minh Họa".into(),
            "Bưu chính công ích".into(),
        ],
        immediate: false,
        edition: 3,
    }
}

fn tabs() -> Vec<ListTab> {
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

fn lines(list: &str) -> Vec<DossierLine> {
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

fn forms() -> Vec<FormLine> {
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

/// Puts `poison` at the end of every text a person may have written.
pub fn poison(mut reply: Reply, poison: &str) -> Reply {
    if poison.is_empty() {
        return reply;
    }
    let spoil =
        |texts: &mut dyn Iterator<Item = &mut String>| texts.for_each(|t| t.push_str(poison));
    let spoil_line = |d: &mut DossierLine| {
        let DossierLine {
            code,
            owner,
            procedure,
            state,
            step,
            holder,
            due,
            standing_words,
            ..
        } = d;
        spoil(
            &mut [
                owner,
                procedure,
                state,
                step,
                holder,
                due,
                standing_words,
                code,
            ]
            .into_iter(),
        );
    };
    match &mut reply {
        Reply::Fees(sheet) => {
            spoil(&mut [&mut sheet.owner].into_iter());
            spoil(
                &mut sheet
                    .lines
                    .iter_mut()
                    .flat_map(|l| [&mut l.name, &mut l.kind_label, &mut l.settled_label]),
            );
            spoil(&mut sheet.modes.iter_mut().map(|m| &mut m.label));
        }
        Reply::Till(book) => {
            let totals = book.iter_mut().flat_map(|b| b.totals.iter_mut());
            spoil(&mut totals.flat_map(|t| [&mut t.kind_label, &mut t.way_label]));
        }
        Reply::Money(words) => spoil(&mut [words].into_iter()),
        Reply::Applicants(people, today) => {
            let values = people.iter_mut().flat_map(|p| &mut p.values);
            spoil(&mut values.map(|(_, text)| text).chain(today));
        }
        Reply::Seat(seat) => {
            spoil(&mut [&mut seat.desk, &mut seat.agency, &mut seat.officer].into_iter());
        }
        Reply::Catalogue(lines) => {
            for line in lines {
                spoil(&mut [&mut line.name, &mut line.field, &mut line.limit].into_iter());
            }
        }
        Reply::Sheet(sheet) => {
            spoil(&mut sheet.places.iter_mut().chain([&mut sheet.name]));
            spoil(&mut sheet.papers.iter_mut().map(|p| &mut p.name));
            for (title, fields) in &mut sheet.sections {
                title.push_str(poison);
                for field in fields {
                    spoil(&mut [&mut field.label, &mut field.hint, &mut field.help].into_iter());
                }
            }
            for case in &mut sheet.cases {
                case.name.push_str(poison);
                spoil(
                    &mut case
                        .fees
                        .iter_mut()
                        .flat_map(|f| [&mut f.name, &mut f.note]),
                );
            }
        }
        Reply::Due(due) => spoil(&mut due.why.iter_mut().chain([&mut due.short, &mut due.limit])),
        Reply::List(lines, _) => lines.iter_mut().for_each(spoil_line),
        Reply::Lists(tabs) => spoil(&mut tabs.iter_mut().map(|tab| &mut tab.label)),
        Reply::LateReasons(pairs) | Reply::Colleagues(pairs) => {
            spoil(&mut pairs.iter_mut().map(|(_, words)| words));
        }
        Reply::Found(found) => {
            found.filter.push_str(poison);
            found.rows.iter_mut().for_each(spoil_line);
        }
        Reply::Dossier(sheet) => {
            spoil(&mut [&mut sheet.code, &mut sheet.owner, &mut sheet.state].into_iter());
            spoil(
                &mut sheet
                    .facts
                    .iter_mut()
                    .flat_map(|f| [&mut f.label, &mut f.value]),
            );
            spoil(
                &mut sheet
                    .steps
                    .iter_mut()
                    .flat_map(|s| [&mut s.name, &mut s.who, &mut s.due]),
            );
            spoil(
                &mut sheet
                    .trace
                    .iter_mut()
                    .flat_map(|t| [&mut t.at, &mut t.who, &mut t.what]),
            );
            spoil(&mut sheet.forms.iter_mut().map(|f| &mut f.title));
        }
        Reply::Held(held) => {
            spoil(&mut held.intake.values.iter_mut().map(|(_, text)| text));
        }
        Reply::Differences(found) => {
            let texts = found.changes.iter_mut();
            spoil(&mut texts.flat_map(|c| [&mut c.field, &mut c.old, &mut c.new]));
        }
        Reply::Preview(lines) => spoil(&mut lines.iter_mut()),
        Reply::Officers(lines) => {
            spoil(
                &mut lines
                    .iter_mut()
                    .flat_map(|o| [&mut o.name, &mut o.role, &mut o.agency]),
            );
        }
        Reply::Files(sheet) => {
            spoil(&mut sheet.results.iter_mut());
            for f in &mut sheet.files {
                let texts = [&mut f.label, &mut f.kind, &mut f.name, &mut f.remark];
                spoil(&mut texts.into_iter());
            }
        }
        Reply::ReturnSheet(sheet) => {
            let sheet = &mut **sheet;
            let texts = [
                &mut sheet.state,
                &mut sheet.procedure,
                &mut sheet.owner,
                &mut sheet.delivery,
            ];
            spoil(&mut sheet.results.iter_mut().chain(texts));
        }
        Reply::Attached(words) | Reply::HandedBack(words) => words.push_str(poison),
        Reply::Table(table) => {
            let columns = table.columns.iter_mut().map(|c| &mut c.label);
            spoil(&mut columns.chain([&mut table.title, &mut table.head, &mut table.empty]));
            for row in &mut table.rows {
                spoil(&mut row.cells.iter_mut().chain(&mut row.detail));
            }
        }
        Reply::Ordered(done) => done.words.push_str(poison),
        Reply::Flows(rows) => spoil(&mut rows.iter_mut().flat_map(|r| [&mut r.name, &mut r.days])),
        Reply::Flow(sheet) => {
            spoil(&mut sheet.findings.iter_mut().chain([&mut sheet.title]));
            let steps = sheet.steps.iter_mut();
            spoil(&mut steps.flat_map(|s| [&mut s.name, &mut s.org_name, &mut s.usual]));
        }
        Reply::Changes(changes) => {
            for change in changes {
                spoil(&mut [&mut change.title, &mut change.reason].into_iter());
            }
        }
        Reply::Received(_) | Reply::Acted(..) | Reply::ActedOn(..) => {}
        Reply::Printing(printing) => {
            let papers = printing.papers.iter_mut();
            spoil(&mut papers.flat_map(|p| [&mut p.title, &mut p.words, &mut p.asked]));
        }
        Reply::PrintWay(_) | Reply::Printed(_) | Reply::Decided(_) => {}
    }
    reply
}

fn files() -> FilesSheet {
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

fn change() -> ChangeSheet {
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
fn known(text: &str, procedure: &str) -> Reply {
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

fn value(field: &str, old: &str, new: &str) -> crate::wire::ValueChange {
    crate::wire::ValueChange {
        field: field.into(),
        old: old.into(),
        new: new.into(),
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
fn differences(intake: &Intake) -> Differences {
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
