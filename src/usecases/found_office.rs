//! Found an office (lập cơ quan): the answers of whoever sets it up become an office file.

use serde::Deserialize;

/// What an office is, as answered; empty texts are not answered yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Founding {
    /// Identifier for ever.
    pub id: String,
    /// Name, as printed.
    pub name: String,
    /// Level: `xa`, `huyen`, `tinh`, `bo`.
    pub level: String,
    /// Code of the unit, `H62.98.1`.
    pub code: String,
    /// Upper line of the head block.
    pub head_upper: String,
    /// Issuing line of the head block.
    pub head_issuer: String,
    /// Abbreviation after numbers.
    pub number_suffix: String,
    /// Place named before a date.
    pub place: String,
    /// Address of the desk.
    pub address: String,
    /// Telephone of the desk.
    pub phone: String,
    /// Whom to ask when a login fails.
    pub ask: String,
    /// First administrator: official e-mail.
    pub admin_email: String,
    /// First administrator: name.
    pub admin_name: String,
    /// First desk officer: official e-mail.
    pub desk_email: String,
    /// First desk officer: name.
    pub desk_name: String,
    /// Closed days: `vn`, or the file of the region's calendar beside the office file.
    pub calendar: String,
    /// Name of the desk on its screen.
    pub counter: String,
    /// Command that prints; `-` for none.
    pub printer: String,
    /// Units below it.
    pub units: Vec<Unit>,
}

/// A unit below the agency, as answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Identifier for ever.
    pub id: String,
    /// Name, as printed.
    pub name: String,
}

impl Unit {
    /// A unit written as `id=Tên`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (id, name) = text.split_once('=')?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let (id, name) = (id.trim(), name.trim());
        (!id.is_empty() && id.chars().all(plain) && !name.is_empty()).then(|| Self {
            id: id.to_owned(),
            name: name.to_owned(),
        })
    }
}

/// One question of the founding.
pub struct Question {
    /// Name in the answers file and of the option.
    pub key: &'static str,
    /// In words.
    pub words: &'static str,
    /// Answer when only Enter is pressed; empty when there must be one.
    pub usual: &'static str,
}

const fn ask(key: &'static str, words: &'static str, usual: &'static str) -> Question {
    Question { key, words, usual }
}

/// All questions in their order.
pub const QUESTIONS: &[Question] = &[
    ask(
        "id",
        "Mã ngắn của cơ quan, không dấu, dùng mãi (ví dụ xa-minh-tan)",
        "",
    ),
    ask("name", "Tên cơ quan (ví dụ UBND xã Minh Tân)", ""),
    ask("level", "Cấp: xa, huyen, tinh, bo", "xa"),
    ask("code", "Mã định danh (ví dụ H62.98.1)", ""),
    ask(
        "head_upper",
        "Dòng trên của đầu giấy (ví dụ UBND XÃ MINH TÂN)",
        "",
    ),
    ask(
        "head_issuer",
        "Dòng cơ quan lập giấy",
        "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
    ),
    ask("number_suffix", "Chữ sau số giấy", "BPTNTKQ"),
    ask("place", "Địa danh ghi trước ngày tháng", ""),
    ask("address", "Địa chỉ bộ phận một cửa", ""),
    ask("phone", "Điện thoại bộ phận một cửa", ""),
    ask(
        "ask",
        "Khi không đăng nhập được thì hỏi ai",
        "quản trị CNTT của cơ quan",
    ),
    ask("admin_email", "Quản trị đầu tiên: thư công vụ", ""),
    ask("admin_name", "Quản trị đầu tiên: họ tên", ""),
    ask("desk_email", "Cán bộ một cửa đầu tiên: thư công vụ", ""),
    ask("desk_name", "Cán bộ một cửa đầu tiên: họ tên", ""),
    ask(
        "calendar",
        "Ngày nghỉ: vn (cả nước), hoặc tên tệp lịch của tỉnh đặt cạnh tệp cơ quan",
        "vn",
    ),
    ask("counter", "Tên quầy này, ghi ở góc màn hình", "Quầy 01"),
    ask(
        "printer",
        "Lệnh in của quầy này, ví dụ lp -d QUAY01 (- nếu chưa có máy in)",
        "-",
    ),
];

impl Founding {
    /// The answer to the question `key`.
    pub fn answer(&mut self, key: &str) -> Option<&mut String> {
        Some(match key {
            "id" => &mut self.id,
            "name" => &mut self.name,
            "level" => &mut self.level,
            "code" => &mut self.code,
            "head_upper" => &mut self.head_upper,
            "head_issuer" => &mut self.head_issuer,
            "number_suffix" => &mut self.number_suffix,
            "place" => &mut self.place,
            "address" => &mut self.address,
            "phone" => &mut self.phone,
            "ask" => &mut self.ask,
            "admin_email" => &mut self.admin_email,
            "admin_name" => &mut self.admin_name,
            "desk_email" => &mut self.desk_email,
            "desk_name" => &mut self.desk_name,
            "calendar" => &mut self.calendar,
            "counter" => &mut self.counter,
            "printer" => &mut self.printer,
            _ => return None,
        })
    }

    /// The officers who get a password at once, the administrator first.
    #[must_use]
    pub fn officers(&self) -> Vec<String> {
        let mut all = vec![login(&self.admin_email), login(&self.desk_email)];
        all.dedup();
        all
    }

    /// The office file of these answers. Never a demonstration.
    #[must_use]
    pub fn office_file(&self) -> String {
        let org = quoted(&self.id);
        format!(
            "# Tệp cơ quan, lập bằng motcua init. Sửa xong chạy motcua check.
id = {org}
demo = false
desk = {org}
calendars = [{calendars}]
collect_places = [
  {collect},
  \"Tại nhà (trụ sở tổ chức) qua dịch vụ bưu chính công ích\",
]
website = \"https://dichvucong.gov.vn\"

[policy]

# Đăng nhập: chờ 15 phút sau 5 lần sai, hết phiên sau 15 phút không dùng hoặc 12 giờ, mật khẩu nhắc từ
# ngày 165 và phải đổi ngày 180. Con số 0 là không bao giờ.
[sign_in]
ask = {ask}
wrong_tries = 5
lock_minutes = 15
idle_minutes = 15
session_hours = 12
screen_lock_minutes = 5
warn_days = 165
change_days = 180

[[org]]
id = {org}
name = {name}
level = {level}
code = {code}
head_upper = {head_upper}
head_issuer = {head_issuer}
number_suffix = {number_suffix}
place = {place}
address = {address}
phone = {phone}
valid_from = \"2000-01-01\"

{units}{officers}",
            calendars = self.calendars(),
            units = self.units_text(),
            collect = quoted(&format!("Bộ phận Tiếp nhận và Trả kết quả {}", self.name)),
            ask = quoted(&self.ask),
            name = quoted(&self.name),
            level = quoted(&self.level),
            code = quoted(&self.code),
            head_upper = quoted(&self.head_upper),
            head_issuer = quoted(&self.head_issuer),
            number_suffix = quoted(&self.number_suffix),
            place = quoted(&self.place),
            address = quoted(&self.address),
            phone = quoted(&self.phone),
            officers = self.officers_text(),
        )
    }

    /// What the desk of this computer starts with.
    #[must_use]
    pub fn desk_file(&self) -> String {
        let printer = match self.printer.trim() {
            "-" => "",
            command => command,
        };
        format!(
            "# Quầy trên máy này; tham số của lệnh motcua thì hơn.\nname = {}\nprint_command = {}\nguided = false\n",
            quoted(&self.counter),
            quoted(printer)
        )
    }

    fn calendars(&self) -> String {
        let region = self.calendar.trim();
        let mut all = vec![quoted("vn"), quoted("vn-2027-provisional")];
        if !["", "vn"].contains(&region) {
            all.push(quoted(region));
        }
        all.join(", ")
    }

    /// Units below stand under the code of the agency, in the order they were named.
    fn units_text(&self) -> String {
        let unit = |(place, unit): (usize, &Unit)| {
            format!(
                "[[org]]\nid = {}\nname = {}\nlevel = {}\nparent = {}\ncode = {}\nhead_upper = {}\nhead_issuer = {}\nnumber_suffix = {}\nplace = {}\naddress = {}\nphone = {}\nvalid_from = \"2000-01-01\"\n\n",
                quoted(&unit.id),
                quoted(&unit.name),
                quoted(&self.level),
                quoted(&self.id),
                quoted(&format!("{}.{}", self.code.trim(), place + 1)),
                quoted(&self.name.to_uppercase()),
                quoted(&unit.name.to_uppercase()),
                quoted(&self.number_suffix),
                quoted(&self.place),
                quoted(&self.address),
                quoted(&self.phone),
            )
        };
        self.units.iter().enumerate().map(unit).collect()
    }

    /// One person may be both: then the two roles stand with one officer.
    fn officers_text(&self) -> String {
        let admin = ["account_admin", "unit_admin"];
        let desk = ["desk_officer"];
        if login(&self.admin_email) == login(&self.desk_email) {
            let both = [desk.as_slice(), &admin].concat();
            return self.officer(
                &self.desk_email,
                &self.desk_name,
                "Công chức một cửa",
                &both,
            );
        }
        [
            self.officer(&self.admin_email, &self.admin_name, "Quản trị CNTT", &admin),
            self.officer(
                &self.desk_email,
                &self.desk_name,
                "Công chức một cửa",
                &desk,
            ),
        ]
        .join("\n")
    }

    fn officer(&self, email: &str, name: &str, title: &str, roles: &[&str]) -> String {
        let org = quoted(&self.id);
        let grant = |role: &&str| format!("{{ role = \"{role}\", org = {org} }}");
        let grants: Vec<String> = roles.iter().map(grant).collect();
        format!(
            "[[officer]]\nid = {}\nname = {}\ntitle = {}\ngrants = [{}]\n",
            quoted(&login(email)),
            quoted(name),
            quoted(title),
            grants.join(", ")
        )
    }
}

fn login(email: &str) -> String {
    email.trim().to_lowercase()
}

/// `text` as a TOML string, whatever is in it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in crate::text::nfc(text.trim()).chars() {
        match letter {
            '"' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            control if control.is_control() => {
                out.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::RoleBook;
    use crate::usecases::Office;

    #[test]
    fn whatever_is_answered_the_file_says_it_back() {
        let mut founding = Founding::default();
        for question in QUESTIONS {
            let answer = founding.answer(question.key).unwrap();
            *answer = format!("{} \"\\ \u{1b}", question.key);
        }
        founding.code = "H62.98.1".to_owned();
        founding.units = vec![
            Unit::read("tu-phap=Bộ phận Tư pháp").unwrap(),
            Unit::read("dia-chinh = Bộ phận Địa chính").unwrap(),
        ];
        assert_eq!(Unit::read("Tư pháp=x"), None);
        let roles: RoleBook =
            toml::from_str(include_str!("../../assets/roles/roles.toml")).unwrap();
        let office = Office::parse("office.toml", &founding.office_file(), &roles).unwrap();
        assert!(!office.demo);
        assert_eq!(office.orgs[0].name, "name \"\\ \u{1b}");
        assert_eq!(office.sign_in.ask, "ask \"\\ \u{1b}");
        assert_eq!(office.officers.len(), 2);
        assert_eq!(office.orgs.len(), 3);
        assert_eq!(
            office.orgs[2].parent.as_deref(),
            Some(office.orgs[0].id.as_str())
        );
        assert_eq!(
            office.calendars.last().map(String::as_str),
            Some("calendar \"\\ \u{1b}")
        );
        founding.admin_email = founding.desk_email.to_uppercase();
        let office = Office::parse("office.toml", &founding.office_file(), &roles).unwrap();
        assert_eq!((office.officers.len(), founding.officers().len()), (1, 1));
    }
}
