//! The server: does it answer, is it of this version, does its clock agree.

use super::check::Check;
use crate::cli::place::runtime;
use crate::client::Client;
use crate::home::MachineClock;
use crate::usecases::Clock as _;
use crate::wire::{Health, Problem};

/// Clocks that differ by more would give other half-days; seconds.
const MOST_APART: i64 = 60;

/// Everything about the server at `url`; none is the one inside the desk.
pub fn checks(url: Option<&str>) -> Vec<Check> {
    let Some(url) = url else {
        return vec![Check::ok(
            "server",
            "Máy chủ: đi kèm trong chương trình (thêm --server URL để khám máy chủ khác)",
        )];
    };
    match ask(url) {
        Ok(health) => answered(url, &health, MachineClock.now()),
        Err(problem) => vec![Check::bad(
            "server",
            format!("Máy chủ {url}: {} {}", problem.code, problem.title),
            "xem máy chủ có chạy (motcua serve), địa chỉ, tường lửa",
        )],
    }
}

fn ask(url: &str) -> Result<Health, Box<Problem>> {
    let client = Client::new(url, "")?;
    let runtime = runtime().map_err(|failure| {
        Box::new(Problem {
            code: failure.code.to_owned(),
            title: failure.text,
            ..Problem::default()
        })
    })?;
    runtime.block_on(client.health())
}

fn answered(url: &str, health: &Health, now: i64) -> Vec<Check> {
    const OWN: &str = env!("CARGO_PKG_VERSION");
    let seen = format!(
        "Máy chủ {url}: phiên bản {}, kho {}",
        health.version, health.engine
    );
    let server = match health.version == OWN {
        true => Check::ok("server", seen),
        false => Check::care(
            "server",
            seen,
            format!("quầy này là {OWN}; cài cùng một phiên bản"),
        ),
    };
    let there = chrono::DateTime::parse_from_rfc3339(&health.now).ok();
    let apart = there.map(|there| (now - there.timestamp_millis()).abs() / 1000);
    let clock = match apart {
        None => Check::care(
            "server_clock",
            "Máy chủ không cho biết giờ",
            "nâng máy chủ lên cùng phiên bản",
        ),
        Some(apart) if apart > MOST_APART => Check::bad(
            "server_clock",
            format!("Đồng hồ máy này lệch máy chủ {apart} giây"),
            "bật đồng bộ giờ (timedatectl set-ntp true) ở máy bị sai",
        ),
        Some(apart) => Check::ok("server_clock", format!("Đồng hồ lệch máy chủ {apart} giây")),
    };
    vec![server, clock]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::check::Mark;

    #[test]
    fn sixty_seconds_apart_is_the_most() {
        let health = |now: &str| Health {
            status: "ok".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            engine: "sqlite".into(),
            now: now.into(),
        };
        let at = |now: &str| {
            let now = chrono::DateTime::parse_from_rfc3339(now);
            now.map(|t| t.timestamp_millis()).unwrap_or_default()
        };
        let here = at("2026-11-20T09:41:00+07:00");
        let mark = |there: &str| answered("http://x", &health(there), here)[1].mark;
        assert_eq!(mark("2026-11-20T09:42:00+07:00"), Mark::Ok);
        assert_eq!(mark("2026-11-20T09:39:59+07:00"), Mark::Bad);
        assert_eq!(mark(""), Mark::Care);
    }

    #[test]
    fn a_server_that_is_down_is_one_line() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr());
        let Ok(address) = free else { return };
        let checks = checks(Some(&format!("http://{address}")));
        assert_eq!(checks.len(), 1);
        assert_eq!(checks[0].mark, Mark::Bad);
    }
}
