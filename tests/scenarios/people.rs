//! Who acts in a scenario, by the name that a clerk would use.

use crate::office::{AUDITOR, CLERK, DISTRICT, LEADER, MANAGER, REGISTRY, SPECIALIST};
use motcua::domain::org::{Grant, Officer};
use motcua::usecases::Office;

/// An officer in one of the roles held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Name in scenarios.
    pub name: &'static str,
    /// Login name.
    pub officer: &'static str,
    /// Which of the officer's grants.
    pub grant: usize,
}

const fn person(name: &'static str, officer: &'static str, grant: usize) -> Person {
    Person {
        name,
        officer,
        grant,
    }
}

const SECOND_SPECIALIST: &str = "thu.chuyenvien@minhhoa.example";
const SECOND_CLERK: &str = "thu.motcua@minhhoa.example";
const SECOND_PROVINCE: &str = "thu.toquantri@minhhoa.example";
const NEAR_ICT: &str = "thu.cntt@minhhoa.example";
const SECOND_DISTRICT: &str = "thu.cvhuyen@minhhoa.example";
const DEPUTY: &str = "thu.phochutich@minhhoa.example";
const LDHUYEN: &str = "vidu.ldhuyen@minhhoa.example";
const SO: &str = "vidu.so@minhhoa.example";
const PORTAL: &str = "vidu.cong@minhhoa.example";

/// Everybody.
pub const PEOPLE: &[Person] = &[
    person("một cửa xã", CLERK, 0),
    person("một cửa xã thứ hai", SECOND_CLERK, 0),
    person("chuyên viên xã", SPECIALIST, 0),
    person("chuyên viên xã thứ hai", SECOND_SPECIALIST, 0),
    person("lãnh đạo xã", LEADER, 0),
    person("lãnh đạo phòng xã", LEADER, 1),
    person("phó chủ tịch xã", DEPUTY, 0),
    person("phó chủ tịch ở tổ quản trị", DEPUTY, 2),
    person("văn thư xã", REGISTRY, 0),
    person("phụ trách một cửa xã", MANAGER, 0),
    person("trả kết quả xã", MANAGER, 1),
    person("thu phí xã", MANAGER, 2),
    person("một cửa huyện", DISTRICT, 0),
    person("chuyên viên huyện", "vidu.cvhuyen@minhhoa.example", 0),
    person("chuyên viên huyện thứ hai", SECOND_DISTRICT, 0),
    person("lãnh đạo huyện", LDHUYEN, 0),
    person("lãnh đạo phòng huyện", LDHUYEN, 1),
    person("văn thư huyện", LDHUYEN, 2),
    person("một cửa tỉnh", "vidu.tinh@minhhoa.example", 0),
    person("chuyên viên sở", SO, 0),
    person("lãnh đạo phòng sở", SO, 1),
    person("lãnh đạo sở", SO, 2),
    person("văn thư sở", SO, 3),
    person("quản trị CNTT", NEAR_ICT, 0),
    person("tổ quản trị tỉnh", "vidu.toquantri@minhhoa.example", 0),
    person("tổ quản trị tỉnh thứ hai", SECOND_PROVINCE, 0),
    person("thanh tra", AUDITOR, 0),
    person("cổng dịch vụ công", PORTAL, 0),
];

/// The person whose name begins `text`, and what follows; the longest name wins.
pub fn at_start(text: &str) -> Option<(Person, &str)> {
    let known = PEOPLE
        .iter()
        .filter_map(|p| Some((*p, text.strip_prefix(p.name)?)));
    known.max_by_key(|(person, _)| person.name.len())
}

/// The person of exactly that name.
pub fn named(name: &str) -> Result<Person, String> {
    match at_start(name.trim()) {
        Some((person, "")) => Ok(person),
        _ => Err(format!(
            "không có người “{name}”; xem tests/scenarios/people.rs"
        )),
    }
}

/// Login name, name, and roles with their units.
type Hired<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// Colleagues whom the demonstration office lacks.
pub fn hire(office: &mut Office) {
    let (xa, huyen, tinh) = ("xa-minh-hoa", "huyen-minh-hoa", "tinh");
    let hired: [Hired; 7] = [
        (SECOND_SPECIALIST, "Tô Thị Hai", &[("specialist", xa)]),
        (SECOND_CLERK, "Mai Văn Hai", &[("desk_officer", xa)]),
        (SECOND_DISTRICT, "Kim Văn Hai", &[("specialist", huyen)]),
        (SECOND_PROVINCE, "Hồ Văn Hai", &[("provincial_admin", tinh)]),
        (NEAR_ICT, "Lò Văn Máy", &[("district_it_admin", xa)]),
        (
            DEPUTY,
            "La Thị Phó",
            &[
                ("agency_leader", xa),
                ("department_leader", xa),
                ("provincial_admin", tinh),
            ],
        ),
        (PORTAL, "Cổng dịch vụ công", &[("portal", tinh)]),
    ];
    for (id, name, roles) in hired {
        if office.officer(id).is_none() {
            let grant = |(role, org): &(&str, &str)| Grant {
                role: (*role).into(),
                org: (*org).to_owned(),
                fields: Vec::new(),
            };
            office.officers.push(Officer {
                id: id.to_owned(),
                name: name.to_owned(),
                title: String::new(),
                grants: roles.iter().map(grant).collect(),
            });
        }
    }
}

/// Units by the name that a clerk would use.
pub const UNITS: &[(&str, &str)] = &[
    ("xã", "xa-minh-hoa"),
    ("huyện", "huyen-minh-hoa"),
    ("tỉnh", "tinh"),
];

/// The unit of that name.
pub fn unit(name: &str) -> Result<&'static str, String> {
    let found = UNITS.iter().find(|(known, _)| *known == name.trim());
    found
        .map(|(_, id)| *id)
        .ok_or_else(|| format!("không có đơn vị “{name}”; dùng xã, huyện, tỉnh"))
}
