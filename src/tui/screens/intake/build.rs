//! The rows of an intake form: what every procedure asks, around what this one asks.

use chrono::NaiveDate;

use crate::tui::api::{FormField, Intake, ProcedureSheet};
use crate::tui::widgets::counts::Counts;
use crate::tui::widgets::form::Row;
use crate::tui::widgets::{Choice, Field, Form, Kind};

/// Prefix of the ids of the procedure's own fields.
pub const OWN: &str = "form.";
/// Prefix of the ids of fee lines.
pub const FEE: &str = "fee.";

/// The form for a procedure; `None` while its sheet is still on its way.
pub fn form(sheet: Option<&ProcedureSheet>) -> Form {
    let mut rows = Vec::new();
    if let Some(sheet) = sheet.filter(|s| s.cases.len() > 1) {
        rows.push(Row::Field(case_field(sheet)));
    }
    rows.extend(people().into_iter().map(Row::Field));
    if let Some(sheet) = sheet {
        if !sheet.fields.is_empty() {
            rows.push(Row::Heading("Nội dung của thủ tục".into()));
            rows.extend(sheet.fields.iter().map(|f| Row::Field(own_field(f))));
        }
        if !sheet.papers.is_empty() {
            let words = "Thành phần hồ sơ (Bản chính · Chứng thực · Photo; phím cách: nhận đủ)";
            rows.push(Row::Heading(words.into()));
            rows.extend(sheet.papers.iter().map(|p| Row::Paper(Counts::new(&p.name, p.asked))));
        }
        rows.extend(sheet.fees.iter().map(|fee| {
            let field = Field::new(&format!("{FEE}{}", fee.id), &fee.name, Kind::Money);
            let amount = crate::tui::widgets::recognise::show_money(fee.amount);
            Row::Field(field.holding(&amount).hint("đ").help(
                "Số tiền thu theo biểu phí; sửa khi được miễn, giảm. Chỉ ghi vào hồ sơ, không thu tiền.",
            ))
        }));
    }
    rows.push(Row::Heading("Tiếp nhận".into()));
    rows.extend(closing().into_iter().map(Row::Field));
    Form::new(rows)
}

fn case_field(sheet: &ProcedureSheet) -> Field {
    let choices: Vec<Choice> = sheet.cases.iter().map(|c| Choice::new(&c.id, &c.name)).collect();
    let first = sheet.cases.first().map_or("", |c| c.name.as_str());
    Field::new("case", "Trường hợp", Kind::Choice(choices))
        .required()
        .holding(first)
        .help("Trường hợp của thủ tục quyết định thời hạn và phí.")
}

fn people() -> Vec<Field> {
    let kinds = vec![
        Choice::new("citizen", "Cá nhân"),
        Choice::new("enterprise", "Doanh nghiệp"),
        Choice::new("organisation", "Tổ chức"),
        Choice::new("state_agency", "Cơ quan nhà nước"),
    ];
    let who = vec![
        Choice::new("owner", "Chủ hồ sơ tự nộp"),
        Choice::new("other", "Người khác nộp thay"),
    ];
    let mut fields = vec![
        Field::new("owner_kind", "Chủ hồ sơ là", Kind::Choice(kinds))
            .holding("Cá nhân")
            .help("Ai là người có việc cần giải quyết: cá nhân hay tổ chức."),
        Field::new("owner_identity", "Số định danh", Kind::Identity)
            .help("Số căn cước 12 chữ số của chủ hồ sơ; CMND cũ 9 chữ số; hộ chiếu chữ và số."),
        Field::new("owner_name", "Họ tên chủ hồ sơ", Kind::Text(120))
            .required()
            .help("Ghi như trên giấy tờ. Máy không tự đổi chữ hoa, chữ thường."),
        Field::new("owner_born", "Ngày sinh", Kind::Date)
            .help("Gõ 1/2/90, 010290 hoặc 01/02/1990."),
        Field::new("owner_phone", "Điện thoại", Kind::Phone)
            .help("10 chữ số, bắt đầu bằng 0. Để báo tin khi có kết quả."),
        Field::new("owner_email", "Thư điện tử", Kind::Email).help("Dạng ten@noi.vn; bỏ trống được."),
        Field::new("owner_address", "Địa chỉ", Kind::Text(250))
            .help("Nơi ở hiện tại: số nhà, thôn/phố, xã/phường, tỉnh."),
        Field::new("submitter_is", "Người nộp", Kind::Choice(who))
            .holding("Chủ hồ sơ tự nộp")
            .help("Chọn “Người khác nộp thay” khi người đứng ở quầy không phải chủ hồ sơ."),
    ];
    fields.extend(submitter());
    fields
}

fn submitter() -> [Field; 4] {
    let mut fields = [
        Field::new("submitter_name", "Họ tên người nộp", Kind::Text(120))
            .required()
            .help("Người đang nộp hồ sơ thay chủ hồ sơ."),
        Field::new("submitter_identity", "Số định danh", Kind::Identity)
            .help("Số căn cước của người nộp thay."),
        Field::new("submitter_phone", "Điện thoại", Kind::Phone)
            .help("Số điện thoại của người nộp thay."),
        Field::new("submitter_authority", "Giấy ủy quyền", Kind::Text(120))
            .help("Số, ngày của giấy ủy quyền, hoặc quan hệ với chủ hồ sơ."),
    ];
    for field in &mut fields {
        field.shown = false;
    }
    fields
}

fn closing() -> Vec<Field> {
    let channels = vec![
        Choice::new("direct", "Trực tiếp tại quầy"),
        Choice::new("online", "Trực tuyến"),
        Choice::new("post", "Bưu chính công ích"),
    ];
    let places = vec![
        Choice::new("desk", "Tại Bộ phận Một cửa"),
        Choice::new("post", "Qua bưu chính công ích"),
        Choice::new("online", "Bản điện tử"),
    ];
    vec![
        Field::new("set_count", "Số bộ hồ sơ", Kind::Count(1, 50))
            .required()
            .holding("1")
            .hint("bộ")
            .help("Từ 1 đến 50 bộ."),
        Field::new("channel", "Hình thức nộp", Kind::Choice(channels))
            .required()
            .holding("Trực tiếp tại quầy")
            .help("Hồ sơ đến bằng cách nào."),
        Field::new("result_at", "Nhận kết quả", Kind::Choice(places))
            .required()
            .holding("Tại Bộ phận Một cửa")
            .help("Nơi người dân đăng ký nhận kết quả; in trên giấy hẹn."),
        Field::new("notes", "Ghi chú", Kind::Long(2000))
            .help("Gõ chữ hoặc F4 để mở ô soạn; Enter xuống dòng, F9 nhận."),
    ]
}

fn own_field(field: &FormField) -> Field {
    let max = field.max.unwrap_or(250);
    let kind = match field.kind.as_str() {
        "long" => Kind::Long(field.max.unwrap_or(2000)),
        "identity" => Kind::Identity,
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        "date" => Kind::Date,
        "money" => Kind::Money,
        "count" => Kind::Count(0, field.max.unwrap_or(999) as u32),
        "choice" => {
            Kind::Choice(field.choices.iter().map(|(code, name)| Choice::new(code, name)).collect())
        }
        _ => Kind::Text(max),
    };
    let mut made = Field::new(&format!("{OWN}{}", field.id), &field.label, kind).help(&field.help);
    made.required = field.required;
    made
}

/// Shows the submitter's fields only when somebody else hands the dossier in.
pub fn sync(form: &mut Form, today: NaiveDate) {
    let other = form.field("submitter_is").is_some_and(|f| f.value(today).as_deref() == Ok("other"));
    for row in &mut form.rows {
        if let Row::Field(field) = row
            && field.id.starts_with("submitter_")
            && field.id != "submitter_is"
        {
            field.shown = other;
        }
    }
}

/// Everything as typed, for a draft.
pub fn as_typed(form: &Form, intake: &mut Intake) {
    intake.values =
        form.fields().map(|f| (f.id.clone(), f.input.text().to_owned())).collect();
    intake.papers = form.papers().map(|p| (p.name.clone(), p.given)).collect();
}

/// Puts what a draft (or the form before) holds into a freshly built form.
pub fn put_back(form: &mut Form, intake: &Intake) {
    for (id, text) in &intake.values {
        if let Some(field) = form.field_mut(id) {
            *field = std::mem::replace(field, Field::new("", "", Kind::Text(0))).holding(text);
        }
    }
    for row in &mut form.rows {
        if let Row::Paper(paper) = row
            && let Some((_, given)) = intake.papers.iter().find(|(name, _)| *name == paper.name)
        {
            paper.given = *given;
        }
    }
}

/// Everything as understood, to send; only fields in play. Call after the form was checked.
pub fn as_understood(form: &Form, intake: &mut Intake, today: NaiveDate) {
    intake.values.clear();
    intake.fees.clear();
    for field in form.fields().filter(|f| f.shown) {
        let Ok(value) = field.value(today) else { continue };
        match field.id.strip_prefix(FEE) {
            Some(id) => {
                let amount = value.parse().unwrap_or(0);
                intake.fees.push((id.to_owned(), field.label.clone(), amount));
            }
            None if field.id == "case" => intake.case = value,
            None if !value.is_empty() => intake.values.push((field.id.clone(), value)),
            None => {}
        }
    }
    let given = form.papers().filter(|p| p.any());
    intake.papers = given.map(|p| (p.name.clone(), p.given)).collect();
}
