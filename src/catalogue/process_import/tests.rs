//! Made-up records in both shapes.

use super::*;
use crate::domain::process::{StepKind, StepUnit};

const TABLE: &str = r#"{"doc_code":"QT 77/MH","title":"Việc thử","level":"xa","national_code":"1.001193","match":1.0,"time_columns":["Không xác minh","Có xác minh"],"column_days":[1.0,5.0],"steps":[{"action":"Nhận hồ sơ","who":"Cán bộ tiếp nhận tại một cửa","times":[{"raw":"1 ngày","days":1.0,"shared_with_previous":false},{"raw":"½ ngày","days":0.5,"shared_with_previous":false}]},{"action":"Thẩm tra","who":"Công chức Tư pháp - Hộ tịch","times":[{"raw":"1 ngày","days":1.0,"shared_with_previous":true},{"raw":"1 , 5 ngày","days":5.0,"shared_with_previous":false}]},{"action":"Ký","who":"Lãnh đạo UBND","times":[{"raw":"1 ngày","days":1.0,"shared_with_previous":true},{"raw":"02","days":null,"shared_with_previous":false}]},{"action":"Trả","who":"Bộ phận một cửa","times":[{"raw":"1 ngày","days":1.0,"shared_with_previous":true},{"raw":"½ ngày","days":0.5,"shared_with_previous":false}]}]}"#;
const FLOW: &str = r#"{"code":"XX01","name":"Việc huyện","level":"huyen","total_days":10.0,"steps":[{"group":"BP_MOT_CUA","name":"Tiếp nhận","days":0.5,"role":"TIEP_NHAN","tasks":[]},{"group":"PHONG_TU_PHAP","name":"Phòng","days":8.0,"role":"XU_LY","tasks":[{"code":"XET_DUYET"}]},{"group":"BP_THUE","name":"Thuế","days":1.0,"role":"","tasks":[]},{"group":"BP_MOT_CUA","name":"Trả","days":0.0,"role":"TRA_KET_QUA","tasks":[]}]}"#;

fn read(text: &str) -> Imported {
    import_processes("nguon.jsonl", text, "nguon.toml", None)
}

#[test]
fn a_table_makes_one_process_for_each_case() {
    let imported = read(TABLE);
    assert_eq!(imported.refused, []);
    let [quick, slow] = imported.processes.as_slice() else {
        panic!("{}", imported.toml);
    };
    let times = |one: &Published| {
        one.process
            .steps
            .iter()
            .map(|s| s.half_days)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (quick.process.id.as_str(), quick.half_days),
        ("nhap-xa-qt-77-mh-1", 2)
    );
    assert_eq!(
        times(quick),
        [0, 1, 1, 0],
        "one day for four steps is dealt out"
    );
    assert!(
        quick.process.note.contains("ghi chung"),
        "{}",
        quick.process.note
    );
    // “1 , 5” is one and a half, “02” without unit is two days.
    assert_eq!((times(slow), slow.half_days), (vec![1, 3, 4, 1], 10));
    assert!(
        slow.process.note.contains("1.5 ngày"),
        "{}",
        slow.process.note
    );
    let kinds: Vec<_> = slow.process.steps.iter().map(|s| s.kind).collect();
    use StepKind::{Examine, Receive, Return, Sign};
    assert_eq!(kinds, [Receive, Examine, Sign, Return]);
}

#[test]
fn a_flow_keeps_its_published_total_even_when_the_steps_differ() {
    let imported = read(FLOW);
    let [one] = imported.processes.as_slice() else {
        panic!("{}", imported.toml);
    };
    assert_eq!((one.half_days, one.process.half_days()), (20, 19));
    let steps = &one.process.steps;
    assert_eq!(steps[1].unit, StepUnit::Office("Phòng Tư pháp".to_owned()));
    assert_eq!(
        (steps[1].half_days, steps[2].half_days),
        (14, 2),
        "examined, then approved"
    );
    assert_eq!(steps[3].unit, StepUnit::Org("Chi cục Thuế".to_owned()));
}

#[test]
fn every_record_comes_through_or_is_named() {
    let text = format!("{TABLE}\n\n{{\"title\":\"thiếu\"}}\n{FLOW}\n{FLOW}\n");
    let imported = read(&text);
    assert_eq!(imported.records, 4);
    assert_eq!(imported.processes.len(), 4);
    let ids: Vec<_> = imported
        .processes
        .iter()
        .map(|p| p.process.id.as_str())
        .collect();
    assert_eq!(ids[2..], ["nhap-huyen-xx01", "nhap-huyen-xx01-b"]);
    let [refused] = imported.refused.as_slice() else {
        panic!("{:?}", imported.refused);
    };
    assert_eq!((refused.file.as_str(), refused.line), ("nguon.jsonl", 3));
}

#[test]
fn letters_that_mean_something_in_the_file_stay_letters() {
    let text = FLOW.replace("Việc huyện", "Việc \\\"huyện\\\" \\\\ ] #");
    let imported = read(&text);
    assert_eq!(imported.processes[0].process.name, "Việc \"huyện\" \\ ] #");
}

#[test]
fn a_code_found_by_a_weak_likeness_is_not_believed() {
    let imported = read(&TABLE.replace("\"match\":1.0", "\"match\":0.6"));
    assert_eq!(imported.processes[0].process.procedure, None);
    assert!(imported.processes[0].process.note.contains("1.001193"));
}
