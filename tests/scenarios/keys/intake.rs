//! Taking in, guiding and refusing at the counter.

use super::screen::Sight;
use super::seat::{Seat, end_of};
use super::{Brought, Hindered, Order, Try, hindered, no_screen, screen};
use crate::desk::keys;
use crate::language::Intake;

/// The last row of the form.
const LAST: &[&str] = &["Ghi chú"];

pub fn play(seat: &mut Seat, intake: Intake, order: &Order) -> Try<Brought> {
    seat.home();
    seat.press(keys::F2);
    let refused = seat.until("an intake", |sight| match sight.is(screen::INTAKE) {
        true => Some(None),
        false => Some(sight.note())
            .filter(|note| note.contains("không tiếp nhận"))
            .map(Some),
    });
    if let Some(why) = refused {
        return Err(Hindered::NotOffered(why));
    }
    choose(seat, &order.intake.procedure);
    fill(seat, order)?;
    match intake {
        Intake::Receive => receive(seat),
        Intake::Guide => turn_away(seat, "Hướng dẫn", order),
        Intake::Refuse => turn_away(seat, "Từ chối tiếp nhận", order),
        Intake::Register => Err(no_screen("nộp trực tuyến")),
    }
}

/// The procedure among all, and its form.
pub fn choose(seat: &mut Seat, procedure: &str) {
    seat.until("the procedures", |sight| sight.has("/2").then_some(()));
    seat.press(procedure);
    seat.until("the procedure", |sight| {
        sight.chosen(procedure).then_some(())
    });
    seat.press(keys::ENTER);
    seat.until("the form", |sight| {
        let known = ["Hẹn trả: ", "Giải quyết ngay", "Sửa hồ sơ "];
        let known = known.iter().any(|words| sight.has(words));
        let counting = matches!(sight, Sight::Seen(_)) && sight.has("đang tính");
        (known && !counting).then_some(())
    });
}

pub fn fill(seat: &mut Seat, order: &Order) -> Try<()> {
    let intake = order.intake;
    let channel = match intake.channel.as_str() {
        "direct" => "",
        other => other,
    };
    let limit = intake.limit.clone().unwrap_or_default();
    let given = [
        ("Thời hạn", limit.as_str()),
        ("Số định danh", &intake.applicant.identity),
        ("Họ tên chủ hồ sơ", &intake.applicant.name),
        ("Điện thoại", &intake.applicant.phone),
        ("Địa chỉ", &intake.applicant.address),
        ("Hình thức nộp", channel),
    ];
    if intake.papers.is_some() {
        return Err(no_screen("giấy tờ ngoài thành phần hồ sơ"));
    }
    let mut given: Vec<_> = given
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect();
    // The form of a procedure without a limit comes with its answer.
    if seat.has_screen() && !limit.is_empty() {
        seat.until("the limit", |sight| sight.has("Thời hạn").then_some(()));
    }
    // A form that comes late leaves the cursor where the clerk may have begun to type.
    while seat.back() {}
    loop {
        let focus = seat.focus();
        if let Some(place) = given.iter().position(|(label, _)| *label == focus.label) {
            let (label, text) = given.remove(place);
            seat.write(text, label == "Hình thức nộp");
        }
        if given.is_empty() {
            return Ok(());
        }
        if !seat.next(LAST) {
            let lacking: Vec<&str> = given.iter().map(|(label, _)| *label).collect();
            return Err(no_screen(&format!("ô {}", lacking.join(", "))));
        }
    }
}

fn receive(seat: &mut Seat) -> Try<Brought> {
    seat.press(keys::F9);
    let code = seat.until("the number", |sight| {
        let row = sight.line("√ Đã cấp số");
        match row.and_then(|row| row.split_whitespace().last()) {
            Some(code) => Some(Ok(code.to_owned())),
            None => hindered(sight).map(Err),
        }
    })?;
    Ok(Brought { code: Some(code) })
}

fn turn_away(seat: &mut Seat, label: &str, order: &Order) -> Try<Brought> {
    seat.choose(label)?;
    if !seat.has_screen() {
        return turn_away_by_line(seat, &order.intake.reason);
    }
    seat.until("the question", |sight| {
        sight.has("[ Quay lại ]").then_some(())
    });
    let why = order.intake.reason.clone();
    if !why.is_empty() {
        let tail = end_of(&why);
        // Letters pressed before the question was read do not count: what is there goes first.
        let again = format!("{}{why}", keys::CTRL_U);
        seat.insist(&again, "the reason", |sight| {
            sight
                .rows()
                .iter()
                .any(|row| row.trim_end_matches(['│', ' ']).ends_with(&tail))
                .then_some(())
        });
    }
    seat.insist(keys::F9, "the slip", |sight| {
        match sight.has("√ Đã lập phiếu") {
            true => Some(Ok(())),
            false => hindered(sight).map(Err),
        }
    })?;
    Ok(Brought::default())
}

fn turn_away_by_line(seat: &mut Seat, why: &str) -> Try<Brought> {
    if !why.is_empty() {
        seat.write(why, false);
    }
    seat.press(keys::F9);
    seat.until("the slip", |sight| match sight.has("√ Đã lập phiếu") {
        true => Some(Ok(Brought::default())),
        false => hindered(sight).map(Err),
    })
}
