//! Intake (tiếp nhận): what the counter typed, checked field by field, becomes the content of a dossier.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::dossier::{Channel, Content, FeeTaken, PaperCount};
use super::field_codes;
use super::intake_form::{FieldKind, FormField, IntakeForm};
use super::person::{PartyKind, Person, bare};
use super::procedure::{FeeKind, Procedure, ProcedureCase};
use crate::text::HumanText;
use crate::worktime::Limit;

/// What was typed, pasted, imported or sent: not trusted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Request {
    /// Procedure code.
    pub procedure: String,
    /// Case; the first one when empty.
    pub case: String,
    /// Limit chosen by the clerk where the catalogue has none, e.g. `5d`.
    pub limit: Option<String>,
    /// Owner.
    pub owner: Party,
    /// Submitter, when not the owner.
    pub submitter: Option<Party>,
    /// Summary; made from the form when empty.
    pub summary: String,
    /// Papers.
    pub papers: Vec<PaperLine>,
    /// No papers were sent: the usual ones of the procedure stand for them.
    pub usual_papers: bool,
    /// Number of sets.
    pub sets: i64,
    /// Fee lines.
    pub fees: Vec<FeeRequest>,
    /// Channel identifier.
    pub channel: String,
    /// Where the result is collected.
    pub collect_at: String,
    /// Remarks.
    pub note: String,
    /// Answers to the procedure's own fields.
    pub answers: BTreeMap<String, String>,
    /// Whether required own fields must be answered: at the counter yes, for imports no.
    pub complete: bool,
    /// Number of the newest change of the catalogue that the form knew; none for imports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<i64>,
}

/// A party as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Party {
    /// Name.
    pub name: String,
    /// Kind of party.
    pub kind: PartyKind,
    /// Identity number.
    pub identity: String,
    /// Date of birth.
    pub birth: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Address.
    pub address: String,
}

/// A paper line as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PaperLine {
    /// Name.
    pub name: String,
    /// Bản chính.
    pub originals: i64,
    /// Bản chứng thực.
    pub certified: i64,
    /// Bản photo.
    pub photocopies: i64,
}

/// A fee line as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRequest {
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Name.
    pub name: String,
    /// Whole đồng.
    pub amount_dong: i64,
}

/// Something a field cannot keep as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// Path of the field as the outside names it, e.g. `applicant.name`, `papers.2.originals`, `answers.child_name`.
    pub field: String,
    /// Code, `MC-11nn`.
    pub code: &'static str,
    /// What is wrong and how to mend it, in Vietnamese.
    pub message: String,
}

/// Checked content and the limit that applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What the dossier will hold.
    pub content: Content,
    /// The limit.
    pub limit: Limit,
}

/// Most papers one dossier may list.
pub const MAX_PAPERS: usize = 200;
const MAX_FEES: usize = 50;
const MAX_COUNT: i64 = 999;
const MAX_NAME: usize = 150;
const MAX_LINE: usize = 300;
const MAX_TEXT: usize = 2000;

/// Checks `request` against the procedure and its form; `today` is the date at the desk.
///
/// # Errors
/// Every problem found, in the order of the form.
pub fn check(
    request: &Request,
    procedure: &Procedure,
    form: &IntakeForm,
    today: NaiveDate,
) -> Result<Checked, Vec<FieldProblem>> {
    let mut problems = Problems::default();
    let case = procedure.case(&request.case);
    if case.is_none() {
        problems.add(
            "case",
            field_codes::NO_SUCH_CASE,
            "thủ tục không có trường hợp này; chọn lại (F4)",
        );
    }
    let limit = limit(request, case, &mut problems);
    let owner = party(&request.owner, "applicant", today, &mut problems);
    let submitter = request
        .submitter
        .as_ref()
        .map(|person| party(person, "submitter", today, &mut problems));
    let answers = answers(request, form, today, &mut problems);
    let content = Content {
        procedure: procedure.code.as_str().to_owned(),
        procedure_name: procedure.name.clone(),
        field: procedure.field.clone(),
        case: case.map(|c| c.id.clone()).unwrap_or_default(),
        case_name: case.map(|c| c.name.clone()).unwrap_or_default(),
        summary: summary(request, form, &answers, procedure, &mut problems),
        owner,
        submitter,
        papers: papers(request, &mut problems),
        sets: count(request.sets.max(0), "sets", &mut problems),
        fees: fees(request, &mut problems),
        channel: Channel::from_id(&request.channel).unwrap_or_else(|| {
            problems.add(
                "channel",
                field_codes::CHANNEL,
                "chọn trực tiếp, trực tuyến hoặc bưu chính",
            );
            Channel::Direct
        }),
        collect_at: problems.line("collect_at", &request.collect_at, MAX_LINE),
        note: problems.note("note", &request.note, MAX_TEXT),
        answers,
        lookup_pin: String::new(),
    };
    if request.sets < 1 {
        problems.add("sets", field_codes::COUNT, "số bộ hồ sơ từ 1 đến 999");
    }
    match (problems.0.is_empty(), limit) {
        (true, Some(limit)) => Ok(Checked { content, limit }),
        _ => Err(problems.0),
    }
}

#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, field: &str, code: &'static str, message: &str) {
        self.0.push(FieldProblem {
            field: field.to_owned(),
            code,
            message: message.to_owned(),
        });
    }

    fn line(&mut self, field: &str, text: &str, max: usize) -> HumanText {
        HumanText::line(text, max).unwrap_or_else(|refused| {
            self.add(field, field_codes::UNFIT_TEXT, &refused.to_string());
            HumanText::default()
        })
    }

    fn note(&mut self, field: &str, text: &str, max: usize) -> HumanText {
        HumanText::note(text, max).unwrap_or_else(|refused| {
            self.add(field, field_codes::UNFIT_TEXT, &refused.to_string());
            HumanText::default()
        })
    }
}

fn limit(
    request: &Request,
    case: Option<&ProcedureCase>,
    problems: &mut Problems,
) -> Option<Limit> {
    let case = case?;
    let chosen = request.limit.as_deref().unwrap_or("").trim();
    if !case.needs_limit() || chosen.is_empty() {
        if case.needs_limit() {
            problems.add(
                "limit",
                field_codes::LIMIT,
                "thủ tục chưa công bố thời hạn; nhập thời hạn theo quyết định của tỉnh (ví dụ 5d)",
            );
        }
        return Some(case.limit);
    }
    match chosen.parse() {
        Ok(limit) => Some(limit),
        Err(_) => {
            problems.add(
                "limit",
                field_codes::LIMIT,
                "thời hạn viết như 5d, ½d, 4h, 15cd, 1m, in-day, none",
            );
            None
        }
    }
}

fn party(typed: &Party, path: &str, today: NaiveDate, problems: &mut Problems) -> Person {
    let at = |field: &str| format!("{path}.{field}");
    let person = Person {
        name: problems.line(&at("name"), &typed.name, MAX_NAME),
        kind: typed.kind,
        identity: problems.line(&at("identity"), &bare(&typed.identity), 20),
        birth: problems.line(&at("birth"), &date_as_printed(&typed.birth), 10),
        phone: problems.line(&at("phone"), &phone_digits(&typed.phone), 15),
        email: problems.line(&at("email"), &typed.email, 100),
        address: problems.line(&at("address"), &typed.address, MAX_LINE),
    };
    if person.name.is_empty() && !problems.0.iter().any(|p| p.field == at("name")) {
        problems.add(&at("name"), field_codes::MISSING, "phải có họ tên");
    }
    if !typed.birth.trim().is_empty() && !is_birth(&typed.birth, today) {
        problems.add(
            &at("birth"),
            field_codes::BIRTH,
            "ngày sinh viết 01/02/1990 hoặc 1990, không sau hôm nay",
        );
    }
    if !person.phone.is_empty() && !is_phone(person.phone.as_str()) {
        problems.add(
            &at("phone"),
            field_codes::PHONE,
            "số điện thoại có 10 hoặc 11 chữ số, bắt đầu bằng 0",
        );
    }
    if !person.email.is_empty() && !is_email(person.email.as_str()) {
        problems.add(
            &at("email"),
            field_codes::EMAIL,
            "thư điện tử viết dạng ten@noi.vn",
        );
    }
    person
}

/// Digits of a telephone number; `+84` and `84` in front become `0`.
fn phone_digits(typed: &str) -> String {
    let digits: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')'))
        .collect();
    match digits
        .strip_prefix("+84")
        .or_else(|| digits.strip_prefix("84").filter(|d| d.len() >= 9))
    {
        Some(rest) => format!("0{rest}"),
        None => digits,
    }
}

fn is_phone(phone: &str) -> bool {
    phone.starts_with('0')
        && (10..=11).contains(&phone.len())
        && phone.bytes().all(|b| b.is_ascii_digit())
}

fn is_email(email: &str) -> bool {
    let shape = email.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    shape && !email.contains(char::is_whitespace) && email.matches('@').count() == 1
}

/// A whole date or a year, after 1900 and not after today.
fn is_birth(birth: &str, today: NaiveDate) -> bool {
    let birth = birth.trim();
    if let Ok(year) = birth.parse::<i32>() {
        return (1900..=today.year()).contains(&year);
    }
    date(birth).is_some_and(|d| d.year() >= 1900 && d <= today)
}

/// Reads `dd/mm/yyyy`, as people write it, or `yyyy-mm-dd`, as programs send it.
#[must_use]
pub fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let read = |form| NaiveDate::parse_from_str(text, form).ok();
    read("%d/%m/%Y")
        .or_else(|| read("%Y-%m-%d"))
        .filter(|d| (1800..=2200).contains(&d.year()))
}

/// The date as it is kept and printed; a text that is no date stays as it is.
fn date_as_printed(text: &str) -> String {
    date(text).map_or_else(
        || text.trim().to_owned(),
        |d| d.format("%d/%m/%Y").to_string(),
    )
}

fn papers(request: &Request, problems: &mut Problems) -> Vec<PaperCount> {
    if request.papers.len() > MAX_PAPERS {
        problems.add(
            "papers",
            field_codes::COUNT,
            "nhiều nhất 200 loại giấy tờ; gộp các giấy tờ cùng loại",
        );
    }
    let lines = request.papers.iter().take(MAX_PAPERS).enumerate();
    lines
        .map(|(i, line)| {
            let at = |field: &str| format!("papers.{i}.{field}");
            let counted = (line.originals, line.certified, line.photocopies) != (0, 0, 0);
            if line.name.trim().is_empty() && counted {
                problems.add(&at("name"), field_codes::MISSING, "phải có tên giấy tờ");
            }
            PaperCount {
                name: problems.line(&at("name"), &line.name, MAX_TEXT),
                originals: count(line.originals, &at("originals"), problems),
                certified: count(line.certified, &at("certified"), problems),
                photocopies: count(line.photocopies, &at("photocopies"), problems),
            }
        })
        .filter(|paper| !paper.name.is_empty())
        .collect()
}

fn count(number: i64, field: &str, problems: &mut Problems) -> u32 {
    if !(0..=MAX_COUNT).contains(&number) {
        problems.add(field, field_codes::COUNT, "số bản từ 0 đến 999");
    }
    u32::try_from(number.clamp(0, MAX_COUNT)).unwrap_or(0)
}

fn fees(request: &Request, problems: &mut Problems) -> Vec<FeeTaken> {
    if request.fees.len() > MAX_FEES {
        problems.add(
            "fees",
            field_codes::COUNT,
            "nhiều nhất 50 khoản thu; gộp các khoản cùng loại",
        );
    }
    let lines = request.fees.iter().take(MAX_FEES).enumerate();
    lines
        .map(|(i, fee)| {
            if !(0..=100_000_000_000).contains(&fee.amount_dong) {
                problems.add(
                    &format!("fees.{i}.amount_dong"),
                    field_codes::MONEY,
                    "số tiền từ 0 đồng, không âm",
                );
            }
            FeeTaken {
                kind: fee.kind,
                name: problems.line(&format!("fees.{i}.name"), &fee.name, MAX_LINE),
                amount_dong: u64::try_from(fee.amount_dong).unwrap_or(0),
            }
        })
        .collect()
}

fn answers(
    request: &Request,
    form: &IntakeForm,
    today: NaiveDate,
    problems: &mut Problems,
) -> BTreeMap<String, String> {
    let mut taken = BTreeMap::new();
    for field in form.fields() {
        let path = format!("answers.{}", field.key);
        let typed = request.answers.get(&field.key).map_or("", |v| v.trim());
        if typed.is_empty() {
            if field.required && request.complete {
                problems.add(
                    &path,
                    field_codes::MISSING,
                    &format!("phải có {}", field.label.to_lowercase()),
                );
            }
            continue;
        }
        let value = match field.kind {
            FieldKind::Note => problems.note(&path, typed, MAX_TEXT),
            FieldKind::Date => problems.line(&path, &date_as_printed(typed), MAX_TEXT),
            _ => problems.line(&path, typed, MAX_TEXT),
        };
        if let Some(message) = misfit(field, value.as_str(), today) {
            problems.add(&path, field_codes::MISFIT, &message);
        }
        taken.insert(field.key.clone(), value.into_string());
    }
    taken
}

/// Why `value` does not fit the kind of its field.
fn misfit(field: &FormField, value: &str, _today: NaiveDate) -> Option<String> {
    let bad = |message: &str| Some(message.to_owned());
    match field.kind {
        FieldKind::Date if date(value).is_none() => bad("ngày viết 01/02/1990"),
        FieldKind::Phone if !is_phone(&phone_digits(value)) => {
            bad("số điện thoại có 10 hoặc 11 chữ số, bắt đầu bằng 0")
        }
        FieldKind::Email if !is_email(value) => bad("thư điện tử viết dạng ten@noi.vn"),
        FieldKind::Choice if !field.choices.iter().any(|c| c == value) => {
            bad("chọn một giá trị trong danh sách (F4)")
        }
        FieldKind::Number | FieldKind::Money => {
            let Ok(number) = value.replace('.', "").parse::<i64>() else {
                return bad("phải là số nguyên");
            };
            let least = field.min.unwrap_or(0);
            let most = field.max.unwrap_or(1_000_000_000_000);
            (!(least..=most).contains(&number)).then(|| format!("số từ {least} đến {most}"))
        }
        _ => None,
    }
}

fn summary(
    request: &Request,
    form: &IntakeForm,
    answers: &BTreeMap<String, String>,
    procedure: &Procedure,
    problems: &mut Problems,
) -> HumanText {
    let typed = problems.line("summary", &request.summary, 1000);
    if !typed.is_empty() {
        return typed;
    }
    let made = form.summarise(&summary_answers(request, answers, procedure));
    let text = if made.is_empty() {
        &procedure.name
    } else {
        &made
    };
    HumanText::line(text, 1000).unwrap_or_default()
}

/// The answers, and what a summary may name beside them.
fn summary_answers(
    request: &Request,
    answers: &BTreeMap<String, String>,
    procedure: &Procedure,
) -> BTreeMap<String, String> {
    let case = procedure.case(&request.case);
    let mut all = BTreeMap::from([
        ("procedure_name".to_owned(), procedure.name.clone()),
        (
            "case_name".to_owned(),
            case.map(|c| c.name.clone()).unwrap_or_default(),
        ),
        ("applicant_name".to_owned(), request.owner.name.clone()),
    ]);
    all.extend(answers.clone());
    all
}
