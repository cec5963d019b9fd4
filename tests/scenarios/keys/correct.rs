//! Correcting a received dossier, and putting one under the rules of the day.

use super::seat::Seat;
use super::{Brought, Order, Try, hindered, intake, screen};
use crate::desk::keys;
use crate::language::table;
use motcua::domain::lifecycle::Act;

fn begin(seat: &mut Seat, act: Act, order: &Order) -> Try<()> {
    seat.open(order.code.unwrap_or_default())?;
    let row = table().transition.iter().find(|row| row.act == act);
    let label = row.map_or_else(String::new, |row| row.label.clone());
    seat.choose(&label)
}

/// The form as the dossier has it, changed where the line says so; F9 shows the difference, F9 sends it.
pub fn correct(seat: &mut Seat, order: &Order) -> Try<Brought> {
    begin(seat, Act::CorrectIntake, order)?;
    seat.until("the form", |sight| {
        match sight.is(screen::CORRECTION) && sight.has("Sửa hồ sơ ") && sight.focus().is_some()
        {
            true => Some(Ok(())),
            false => hindered(sight).map(Err),
        }
    })?;
    if !seat.see().has(&format!(" {} ", order.intake.procedure)) {
        seat.choose("Đổi thủ tục")?;
        intake::choose(seat, &order.intake.procedure);
    }
    intake::fill(seat, order)?;
    seat.press(keys::F9);
    seat.until("the difference", |sight| match sight.is(screen::REVIEW) {
        true => Some(Ok(())),
        false => hindered(sight).map(Err),
    })?;
    let why = match order.bare {
        true => String::new(),
        false => order.intake.reason.clone(),
    };
    seat.write(&why, false);
    seat.insist(keys::F9, "the new slip", |sight| {
        match sight.has("√ Đã sửa") {
            true => Some(Ok(())),
            false => hindered(sight).map(Err),
        }
    })?;
    Ok(Brought::default())
}

/// The differences, the reason, F9.
pub fn convert(seat: &mut Seat, order: &Order) -> Try<Brought> {
    begin(seat, Act::Convert, order)?;
    let known = |sight: &screen::Sight| sight.has(" → ") || sight.has("không có gì để chuyển");
    seat.until("the differences", |sight| match known(sight) {
        true => Some(Ok(())),
        false => hindered(sight).map(Err),
    })?;
    if seat.see().has("không có gì để chuyển") {
        return Err(super::Hindered::Stopped("không có gì để chuyển".to_owned()));
    }
    let why = order.act.as_ref().map_or("", |act| act.note.as_str());
    seat.write(why, false);
    let done = |sight: &screen::Sight| sight.note().starts_with("Xong:");
    seat.insist(keys::F9, "the end", |sight| match done(sight) {
        true => Some(Ok(())),
        false => hindered(sight).map(Err),
    })?;
    Ok(Brought::default())
}
