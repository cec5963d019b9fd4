//! The computer: clock and zone, room on the disk, key store.

use std::path::Path;

use chrono::{Datelike, Local, Offset, Utc};

use super::check::Check;
use crate::home::{Folders, try_key_store};
use crate::platform::{SET_CLOCK, SET_ZONE, free_room};

/// Less room than this stops the work soon; MiB.
const TOO_LITTLE: u64 = 200;
/// Less room than this should be looked at; MiB.
const LITTLE: u64 = 2_048;

/// Everything about the computer.
pub fn checks(folders: &Folders) -> Vec<Check> {
    let now = Local::now();
    let zone = now.offset().fix().local_minus_utc();
    let mut checks = vec![clock(Utc::now().year(), zone)];
    let place = existing(&folders.data);
    checks.push(room(&place.display().to_string(), free_room(place)));
    checks.push(key_store());
    checks
}

fn clock(year: i32, zone: i32) -> Check {
    const ID: &str = "clock";
    const VIETNAM: i32 = 7 * 3600;
    // The program was made then: an earlier year is a clock without a battery.
    if year < 2026 {
        let seen = format!("Đồng hồ máy ghi năm {year}");
        return Check::bad(ID, seen, format!("đặt lại giờ, bật đồng bộ ({SET_CLOCK})"));
    }
    let hours = zone / 3600;
    match zone {
        VIETNAM => Check::ok(ID, "Đồng hồ: giờ Việt Nam (+07:00)"),
        _ => Check::care(
            ID,
            format!("Múi giờ của máy {hours:+03}:00"),
            format!("phần mềm vẫn tính giờ Việt Nam; đặt {SET_ZONE} cho khớp giờ máy khác"),
        ),
    }
}

/// The folder, or the nearest one above it that is there.
fn existing(folder: &Path) -> &Path {
    folder.ancestors().find(|f| f.exists()).unwrap_or(folder)
}

fn room(place: &str, free: Option<u64>) -> Check {
    const ID: &str = "disk";
    let words = |free: u64| format!("Ổ đĩa chứa {place}: còn {free} MiB");
    match free {
        None => Check::care(
            ID,
            format!("Chưa biết ổ đĩa chứa {place} còn bao nhiêu"),
            "xem bằng tay",
        ),
        Some(free) if free < TOO_LITTLE => Check::bad(
            ID,
            words(free),
            "giải phóng chỗ ngay: hết chỗ thì không ghi được hồ sơ",
        ),
        Some(free) if free < LITTLE => Check::care(ID, words(free), "giải phóng chỗ trong tuần"),
        Some(free) => Check::ok(ID, words(free)),
    }
}

fn key_store() -> Check {
    const ID: &str = "key_store";
    match try_key_store() {
        Ok(()) => Check::ok(ID, "Kho khóa của máy dùng được"),
        Err(_) => Check::care(
            ID,
            "Máy không có kho khóa đang mở",
            "đăng nhập bằng mật khẩu, hoặc đặt MOTCUA_OFFICER_TOKEN; motcua login không cất được mã",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::check::Mark;

    #[test]
    fn a_full_disk_is_bad() {
        assert_eq!(room("/x", Some(100)).mark, Mark::Bad);
        assert_eq!(room("/x", Some(1_000)).mark, Mark::Care);
        assert_eq!(room("/x", Some(9_000)).mark, Mark::Ok);
    }

    #[test]
    fn a_clock_without_a_battery_is_bad() {
        assert_eq!(clock(1970, 7 * 3600).mark, Mark::Bad);
        assert_eq!(clock(2026, 7 * 3600).mark, Mark::Ok);
        assert!(clock(2026, 0).line().contains("+00:00"));
    }
}
