//! Raw records → steps with kind, unit, role and half-days. Every guess leaves a note.

use super::raw::{Flow, FlowStep, Raw, Table, TableStep, Time};
use crate::domain::procedure::ProcedureCode;
use crate::domain::process::StepKind;
use crate::text::{fold, nfc};

/// A process on its way to the file.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub id: String,
    pub procedure: Option<String>,
    pub name: String,
    pub case: String,
    pub half_days: u32,
    pub notes: Vec<String>,
    pub steps: Vec<DraftStep>,
}

#[derive(Debug, Clone)]
pub(super) struct DraftStep {
    pub kind: StepKind,
    pub unit: String,
    pub role: &'static str,
    pub half_days: u32,
    pub name: String,
    pub clue: String,
}

/// Names a code was found by must be this alike before it is believed.
const ALIKE: f64 = 0.85;

/// The processes of one record: one for each case.
pub(super) fn drafts(raw: Raw) -> Result<Vec<Draft>, String> {
    match raw {
        Raw::Table(table) => tables(&table),
        Raw::Flow(flow) => Ok(vec![flow_draft(&flow)]),
    }
}

/// Gives the second, third … process of one id a letter.
pub(super) fn tell_apart(drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let (before, rest) = drafts.split_at_mut(at);
        let taken = |id: &str| before.iter().any(|draft| draft.id == id);
        let Some(draft) = rest.first_mut() else {
            return;
        };
        let free = ('b'..='z').map(|letter| format!("{}-{letter}", draft.id));
        if taken(&draft.id)
            && let Some(id) = free.into_iter().find(|id| !taken(id))
        {
            draft.id = id;
        }
    }
}

fn tables(table: &Table) -> Result<Vec<Draft>, String> {
    let columns = table.time_columns.len();
    if columns == 0 || table.column_days.len() != columns {
        return Err("số cột thời gian không khớp".to_owned());
    }
    if let Some(step) = table.steps.iter().find(|step| step.times.len() != columns) {
        return Err(format!(
            "bước “{}” thiếu cột thời gian",
            line(&step.action, 40)
        ));
    }
    Ok((0..columns)
        .map(|column| table_draft(table, column))
        .collect())
}

fn table_draft(table: &Table, column: usize) -> Draft {
    let mut notes = Vec::new();
    let head = |step: &&TableStep| !fold(&step.who).starts_with("trach nhiem");
    let rows: Vec<&TableStep> = table.steps.iter().filter(head).collect();
    if rows.len() < table.steps.len() {
        notes.push("bỏ dòng tiêu đề lẫn trong bảng".to_owned());
    }
    let mut steps: Vec<DraftStep> = rows.iter().map(|row| table_step(row, &mut notes)).collect();
    kinds(&mut steps);
    let times: Vec<&Time> = rows.iter().map(|row| &row.times[column]).collect();
    allot(&mut steps, &times, &mut notes);
    from_desk_to_desk(&mut steps, &mut notes);
    let sum = steps.iter().map(|s| s.half_days).sum();
    let half_days = match table.column_days[column] {
        Some(days) => half_days(days),
        None => {
            notes.push("nguồn không ghi tổng; tổng là cộng các bước".to_owned());
            sum
        }
    };
    let several = table.time_columns.len() > 1;
    Draft {
        id: id(&table.level, &table.doc_code, several.then_some(column + 1)),
        procedure: code(table, &mut notes),
        name: line(&table.title, 300),
        case: if several {
            line(&table.time_columns[column], 120)
        } else {
            String::new()
        },
        half_days,
        notes,
        steps,
    }
}

/// The national code, when the names are alike enough.
fn code(table: &Table, notes: &mut Vec<String>) -> Option<String> {
    let code = table
        .national_code
        .clone()
        .filter(|code| !code.is_empty())?;
    if ProcedureCode::parse(&code).is_none() {
        notes.push(format!("mã “{code}” không đúng mẫu nên bỏ"));
        return None;
    }
    match table.likeness {
        Some(alike) if alike < ALIKE => {
            notes.push(format!("tên chỉ giống {alike} nên chưa gắn mã {code}"));
            None
        }
        Some(alike) if alike < 1.0 => {
            notes.push(format!("mã {code} tìm theo tên, giống {alike}"));
            Some(code)
        }
        _ => Some(code),
    }
}

fn table_step(row: &TableStep, notes: &mut Vec<String>) -> DraftStep {
    let (kind, unit, role) = who(&row.who).unwrap_or_else(|| {
        notes.push(format!(
            "không rõ “{}” là ai, ghi là chuyên viên",
            line(&row.who, 60)
        ));
        (StepKind::Examine, "office".to_owned(), "specialist")
    });
    step(kind, unit, role, &row.action)
}

/// Kind, place and role of whom the table names.
fn who(text: &str) -> Option<(StepKind, String, &'static str)> {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let own = |unit: &str| unit.to_owned();
    let other = has(&["so tu phap", "cuc ", "cong an", "thanh pho"]);
    Some(if has(&["tiep nhan", "mot cua", "hanh chinh cong"]) {
        (StepKind::Receive, own("desk"), "desk_officer")
    } else if other {
        (
            StepKind::Examine,
            format!("org:{}", line(text, 80)),
            "specialist",
        )
    } else if has(&["lanh dao"]) {
        (StepKind::Sign, own("office"), "agency_leader")
    } else if has(&["van thu"]) {
        (StepKind::Issue, own("office"), "registry_clerk")
    } else if has(&["van phong hdnd"]) {
        (
            StepKind::Examine,
            own("office:Văn phòng HĐND và UBND"),
            "specialist",
        )
    } else if has(&["tu phap"]) {
        (
            StepKind::Examine,
            own("office:Tư pháp - Hộ tịch"),
            "specialist",
        )
    } else if has(&["chuyen vien", "cong chung vien", "chuyen mon"]) {
        (StepKind::Examine, own("office"), "specialist")
    } else {
        return None;
    })
}

/// The desk receives at the beginning and returns at the end; in between it examines. Only the last
/// leader signs.
fn kinds(steps: &mut [DraftStep]) {
    let last = steps.len().saturating_sub(1);
    let signer = steps.iter().rposition(|s| s.kind == StepKind::Sign);
    for (at, step) in steps.iter_mut().enumerate() {
        step.kind = match step.kind {
            StepKind::Receive if at == 0 => StepKind::Receive,
            StepKind::Receive if at == last => StepKind::Return,
            StepKind::Receive => StepKind::Examine,
            StepKind::Sign if Some(at) != signer => StepKind::Approve,
            kind => kind,
        };
        step.name = name(step.kind, &step.unit).to_owned();
    }
}

fn name(kind: StepKind, unit: &str) -> &'static str {
    match kind {
        StepKind::Receive => "Tiếp nhận, kiểm tra hồ sơ",
        StepKind::Examine if unit == "desk" => "Một cửa xử lý",
        StepKind::Examine if unit.starts_with("org:") => "Cơ quan phối hợp xử lý",
        StepKind::Examine => "Thẩm tra hồ sơ",
        StepKind::Approve => "Xét duyệt",
        StepKind::Sign => "Xem xét, ký duyệt",
        StepKind::Issue => "Vào sổ, đóng dấu",
        StepKind::Return => "Trả kết quả",
    }
}

/// Times of the column; a time for several steps is dealt out, the examination first.
fn allot(steps: &mut [DraftStep], times: &[&Time], notes: &mut Vec<String>) {
    let mut at = 0;
    while at < times.len() {
        let more = times[at + 1..]
            .iter()
            .take_while(|time| time.shared_with_previous);
        let end = at + 1 + more.count();
        let read = time_of(times[at], notes);
        if end - at > 1 {
            notes.push(format!(
                "nguồn ghi chung {} nửa ngày cho {} bước, đã chia",
                read,
                end - at
            ));
        }
        deal(&mut steps[at..end], read);
        at = end;
    }
}

fn deal(steps: &mut [DraftStep], half_days: u32) {
    use StepKind::{Approve, Examine, Issue, Receive, Return, Sign};
    let order = [Examine, Sign, Approve, Receive, Issue, Return];
    let mut turns: Vec<usize> = (0..steps.len()).collect();
    turns.sort_by_key(|at| order.iter().position(|kind| *kind == steps[*at].kind));
    for turn in turns.iter().cycle().take(half_days as usize) {
        steps[*turn].half_days += 1;
    }
}

/// Half-days of a cell; what it does not say in days is read from its digits.
fn time_of(time: &Time, notes: &mut Vec<String>) -> u32 {
    let squeezed: String = time.raw.chars().filter(|c| !c.is_whitespace()).collect();
    let digits: String = squeezed
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '/'))
        .collect();
    let decimal = digits.replace(',', ".").parse::<f64>().ok();
    let read = if digits == "1/2" || squeezed.starts_with('½') {
        Some(0.5)
    } else {
        decimal
    };
    match (time.days, read) {
        (Some(days), Some(read)) if digits.contains(',') && days != read => {
            notes.push(format!("“{}” đọc là {read} ngày", line(&time.raw, 40)));
            half_days(read)
        }
        (Some(days), _) => half_days(days),
        (None, Some(read)) => {
            notes.push(format!(
                "“{}” không ghi đơn vị, đọc là {read} ngày",
                line(&time.raw, 40)
            ));
            half_days(read)
        }
        (None, None) => {
            notes.push(format!(
                "không đọc được thời gian “{}”",
                line(&time.raw, 40)
            ));
            0
        }
    }
}

/// A process begins and ends at the desk.
fn from_desk_to_desk(steps: &mut Vec<DraftStep>, notes: &mut Vec<String>) {
    let desk = |kind| {
        let mut step = step(kind, "desk".to_owned(), "desk_officer", "");
        step.name = name(kind, "desk").to_owned();
        step
    };
    if steps.first().is_none_or(|s| s.kind != StepKind::Receive) {
        notes.push("nguồn không có bước tiếp nhận, đã thêm".to_owned());
        steps.insert(0, desk(StepKind::Receive));
    }
    if steps.last().is_none_or(|s| s.kind != StepKind::Return) {
        notes.push("nguồn không có bước trả kết quả, đã thêm".to_owned());
        steps.push(desk(StepKind::Return));
    }
}

fn flow_draft(flow: &Flow) -> Draft {
    let mut notes = Vec::new();
    let mut steps: Vec<DraftStep> = Vec::new();
    let last = flow.steps.len().saturating_sub(1);
    for (at, raw) in flow.steps.iter().enumerate() {
        steps.extend(flow_step(raw, at == 0, at == last, &mut notes));
    }
    from_desk_to_desk(&mut steps, &mut notes);
    let sum = steps.iter().map(|s| s.half_days).sum();
    let published = if flow.total_days < 0.0 {
        notes.push("nguồn không ghi thời hạn; tổng là cộng các bước".to_owned());
        sum
    } else {
        half_days(flow.total_days)
    };
    Draft {
        id: id(&flow.level, &flow.code, None),
        procedure: None,
        name: line(&flow.name, 300),
        case: String::new(),
        half_days: published,
        notes,
        steps,
    }
}

/// The steps of a group: a room that examines and approves makes two of one.
fn flow_step(raw: &FlowStep, first: bool, last: bool, notes: &mut Vec<String>) -> Vec<DraftStep> {
    let approves = raw.tasks.iter().any(|task| task.code == "XET_DUYET");
    let (kind, unit, role) = match raw.group.as_str() {
        "BP_MOT_CUA" if first => (StepKind::Receive, "desk".to_owned(), "desk_officer"),
        "BP_MOT_CUA" if last => (StepKind::Return, "desk".to_owned(), "desk_officer"),
        "BP_MOT_CUA" => (StepKind::Examine, "desk".to_owned(), "desk_officer"),
        "LANH_DAO_DON_VI" => (StepKind::Sign, "office".to_owned(), "agency_leader"),
        group => (StepKind::Examine, group_unit(group, notes), "specialist"),
    };
    let splits = kind == StepKind::Examine && approves && unit.starts_with("office:");
    let mut one = step(kind, unit, role, &raw.name);
    one.name = line(&raw.name, 120);
    one.half_days = half_days(raw.days);
    if !splits {
        return vec![one];
    }
    let mut two = one.clone();
    two.kind = StepKind::Approve;
    two.role = "department_leader";
    two.name = "Xét duyệt của lãnh đạo phòng".to_owned();
    two.half_days = (one.half_days / 4).min(2);
    one.half_days -= two.half_days;
    one.name = "Thụ lý hồ sơ".to_owned();
    notes.push(format!(
        "thời gian của phòng ({} ngày) chia cho thụ lý và xét duyệt",
        raw.days
    ));
    vec![one, two]
}

fn group_unit(group: &str, notes: &mut Vec<String>) -> String {
    let known = match group {
        "VAN_PHONG_DANG_KY_QSD_DAT" => "org:Văn phòng Đăng ký quyền sử dụng đất",
        "DIA_CHINH_CAP_XA" => "org:Ủy ban nhân dân cấp xã",
        "BP_THUE" => "org:Chi cục Thuế",
        "PHONG_LAO_DONG_THUONG_BINH_XA_HOI" => "office:Phòng Lao động - Thương binh và Xã hội",
        "PHONG_TAI_NGUYEN_MOI_TRUONG" => "office:Phòng Tài nguyên và Môi trường",
        "PHONG_TAI_CHINH_KE_HOACH" => "office:Phòng Tài chính - Kế hoạch",
        "PHONG_TU_PHAP" => "office:Phòng Tư pháp",
        "PHONG_KINH_TE_HA_TANG" => "office:Phòng Kinh tế và Hạ tầng",
        "PHONG_QUAN_LY_DO_THI" => "office:Phòng Quản lý đô thị",
        _ => "",
    };
    if known.is_empty() {
        notes.push(format!("không rõ nhóm “{group}” là phòng nào"));
        return format!("office:{group}");
    }
    known.to_owned()
}

fn step(kind: StepKind, unit: String, role: &'static str, clue: &str) -> DraftStep {
    DraftStep {
        kind,
        unit,
        role,
        half_days: 0,
        name: String::new(),
        clue: line(clue, 200),
    }
}

fn half_days(days: f64) -> u32 {
    // Below nothing and beyond any limit are no times; a quarter of a day counts as a half.
    (days.clamp(0.0, 10_000.0) * 2.0).ceil() as u32
}

/// A text of people as one line of at most `letters` letters.
fn line(text: &str, letters: usize) -> String {
    let squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = nfc(&squeezed).replace(char::is_control, " ");
    plain
        .chars()
        .take(letters)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

fn id(level: &str, code: &str, case: Option<usize>) -> String {
    let words = fold(&format!("nhap {level} {code}"));
    let letters = words.split(|c: char| !c.is_ascii_alphanumeric());
    let mut id = letters
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    if let Some(case) = case {
        id.push_str(&format!("-{case}"));
    }
    id
}
