//! Acts on a dossier: the act on the menu, its dialog, handing back, taking back.

use super::seat::Seat;
use super::{Brought, Order, Try, hindered, no_screen, screen};
use crate::desk::keys;
use crate::language::{Deed, Doing, table};
use motcua::domain::lifecycle::Act;
use motcua::wire::{ActRequest, PaperLine};

/// Acts that are done at once, and in another line of F10 ask who is to get the dossier.
const NAMING: &[&str] = &["forward", "hand_over", "submit_for_approval"];
/// The last row of a dialog.
const LAST: &[&str] = &["Lý do", "Ý kiến", "Ý kiến giao việc"];

pub fn play(seat: &mut Seat, order: &Order) -> Try<Brought> {
    let (Deed::Act(act), Some(asked)) = (&order.doing.deed, &order.act) else {
        return Err(no_screen("việc này"));
    };
    if *act == Act::Undo && seat.see().note().contains("hoàn tác trong 30 giây") {
        return take_back(seat);
    }
    // Who saw an older dossier has it before them still.
    if seen_version(order.doing)?.is_none() {
        seat.open(order.code.unwrap_or_default())?;
    }
    let row = table().transition.iter().find(|row| row.act == *act);
    let label = row.map_or_else(String::new, |row| row.label.clone());
    match asked.to_officer.is_some() && NAMING.contains(&act.id()) {
        true => seat.choose(&format!("{label}, chọn người nhận"))?,
        false => seat.begin(&label)?,
    }
    match act {
        Act::ReturnResult => hand_back(seat, asked, order),
        _ => carry_out(seat, &label, asked, order),
    }
}

/// The version that somebody saw, when another acted since.
pub fn seen_version(doing: &Doing) -> Try<Option<i64>> {
    let seen = doing
        .with
        .iter()
        .find_map(|w| w.strip_prefix("đã xem bản "));
    let version = seen.map(|version| version.parse::<i64>());
    version.transpose().map_err(|_| no_screen("bản đã xem"))
}

/// Ctrl+Z while it is offered.
fn take_back(seat: &mut Seat) -> Try<Brought> {
    finish(seat, keys::CTRL_Z, "")
}

/// Presses `key` and waits until the screen says how it ended and shows `dialog` no more. What it said
/// before is no answer.
fn finish(seat: &mut Seat, key: &str, dialog: &str) -> Try<Brought> {
    let before = seat.see().note();
    seat.press(key);
    seat.until("the end of the act", |sight| {
        let note = sight.note();
        match note.starts_with("Xong:") && !sight.is(dialog) && note != before {
            true => Some(Ok(())),
            false => hindered(sight).filter(|_| note != before).map(Err),
        }
    })?;
    Ok(Brought::default())
}

fn carry_out(seat: &mut Seat, label: &str, asked: &ActRequest, order: &Order) -> Try<Brought> {
    let title = label.to_uppercase();
    // Either the dialog opens, or it is done at once.
    let dialog = seat.until("the dialog or the end", |sight| {
        let note = sight.note();
        match sight.is(&title) && sight.focus().is_some() {
            true => Some(true),
            false if note.starts_with("Xong:") => Some(false),
            false => hindered(sight).map(|_| false),
        }
    });
    if !dialog {
        return match hindered(&seat.see()) {
            Some(why) => Err(why),
            None => said_nothing_of(asked),
        };
    }
    fill(seat, asked, order)?;
    finish(seat, keys::F9, &title)
}

/// An act done without a dialog must not have had more to say.
fn said_nothing_of(asked: &ActRequest) -> Try<Brought> {
    let plain = ActRequest {
        act: asked.act.clone(),
        ..ActRequest::default()
    };
    match *asked == plain {
        true => Ok(Brought::default()),
        false => Err(no_screen("ô cho điều dòng này ghi; việc được làm ngay")),
    }
}

/// What is typed into which field.
struct Entry {
    label: &'static str,
    text: String,
    listed: bool,
}

fn entries(asked: &ActRequest) -> Vec<Entry> {
    let given = |label, text: Option<String>, listed| {
        let text = text.filter(|text| !text.is_empty())?;
        Some(Entry {
            label,
            text,
            listed,
        })
    };
    // A name may be part of another's; a login name up to its @ is one person's.
    let name = |id: &String| Some(format!("{}@", id.split('@').next()?));
    let (day, half) = match asked.due.as_deref().and_then(|due| due.split_once(' ')) {
        Some((day, half)) => (Some(show_date(day)), Some(half.to_owned())),
        None => (None, None),
    };
    let who = asked.collector.clone().unwrap_or_default();
    let fields = [
        given("Giao cho", asked.to_officer.as_ref().and_then(name), true),
        given("Đặt lại ở bước", asked.to_step.map(|n| n.to_string()), true),
        given("Số tiền", asked.amount_dong.map(|n| n.to_string()), false),
        given("Ngày hẹn mới", day, false),
        given("Buổi", half, true),
        given(
            "Hạn cho người dân",
            asked.deadline.as_deref().map(show_date),
            false,
        ),
        given("Số văn bản", asked.number.clone(), false),
        given("Người nhận", Some(who.name), false),
        given("Số giấy tờ tùy thân", Some(who.identity), false),
        given("Giấy ủy quyền", Some(who.authorisation), false),
        given("Lý do quá hạn bước", asked.late_reason.clone(), true),
    ];
    fields.into_iter().flatten().collect()
}

/// `2025-03-20` as it is typed.
fn show_date(day: &str) -> String {
    let parts: Vec<&str> = day.split('-').rev().collect();
    parts.join("/")
}

fn fill(seat: &mut Seat, asked: &ActRequest, order: &Order) -> Try<()> {
    let mut entries = entries(asked);
    let mut papers = asked.papers.clone();
    let mut note = asked.note.as_str();
    loop {
        let focus = seat.focus();
        let wanted = entries
            .iter()
            .position(|e| focus.label.starts_with(e.label));
        if focus.paper {
            let came = papers.iter().position(|p| p.name == focus.label);
            let counts = came.map_or([0; 3], |place| counts(&papers.remove(place)));
            seat.count(counts);
        } else if focus.label == "Giấy tờ khác" {
            other_papers(seat, std::mem::take(&mut papers));
        } else if LAST.contains(&focus.label.as_str()) {
            if !note.is_empty() {
                seat.write(std::mem::take(&mut note), false);
            }
        } else if let Some(place) = wanted {
            let entry = entries.remove(place);
            seat.write(&entry.text, entry.listed);
        } else if order.bare && ["Ngày hẹn mới", "Số tiền"].contains(&focus.label.as_str())
        {
            seat.write("", false);
        }
        let done = entries.is_empty() && papers.is_empty() && note.is_empty();
        if done && !order.bare {
            break;
        }
        // Who is to get it stands below the last row of the other dialogs.
        let below = seat.goes_on_below();
        let named = below && entries.iter().any(|e| e.label == "Giao cho");
        let last = focus.label == "Giao cho" && !below;
        if last || !seat.next(if named { &[] } else { LAST }) {
            break;
        }
    }
    let lacking: Vec<&str> = entries.iter().map(|e| e.label).collect();
    match (lacking.is_empty(), papers.is_empty()) {
        (true, true) => Ok(()),
        _ => Err(no_screen(&format!("ô {} {papers:?}", lacking.join(", ")))),
    }
}

fn counts(paper: &PaperLine) -> [u32; 3] {
    [paper.originals, paper.certified, paper.photocopies].map(|n| n.try_into().unwrap_or(0))
}

/// Papers that no checklist names: each becomes a row when its name is left, and is counted there.
fn other_papers(seat: &mut Seat, papers: Vec<PaperLine>) {
    const BOX: &str = "Giấy tờ khác";
    let up = |seat: &mut Seat, to: &str| {
        seat.press(keys::UP);
        seat.until(to, |sight| {
            sight.focus().filter(|f| f.label == to).map(drop)
        });
    };
    for paper in papers {
        seat.write(&paper.name, false);
        seat.next(LAST);
        up(seat, BOX);
        if counts(&paper) != [1, 0, 0] {
            up(seat, &paper.name);
            seat.count(counts(&paper));
            seat.next(LAST);
        }
    }
}

/// The screen of F8.
fn hand_back(seat: &mut Seat, asked: &ActRequest, order: &Order) -> Try<Brought> {
    seat.until("the sheet", |sight| match sight.is(screen::RETURNING) {
        true => sight
            .focus()
            .map(|_| Ok(()))
            .or_else(|| hindered(sight).map(Err)),
        false => None,
    })?;
    let who = asked.collector.clone().unwrap_or_default();
    let identity = match who.identity.as_str() {
        // Nobody is named: nothing is filled in.
        "" if order.bare => String::new(),
        "" => order.intake.applicant.identity.clone(),
        given => given.to_owned(),
    };
    // The box is on the number of the paper shown; the name is above it.
    seat.until("the number", |sight| {
        sight.focus().filter(|f| f.label == "Số giấy tờ").map(drop)
    });
    if !who.name.is_empty() {
        seat.press(keys::UP);
        seat.until("the name", |sight| {
            sight.focus().filter(|f| f.label == "Họ tên").map(drop)
        });
        seat.write(&who.name, false);
        seat.next(&[]);
    }
    seat.write(&identity, false);
    let number = asked.number.clone().unwrap_or_default();
    if !who.authorisation.is_empty() || !number.is_empty() {
        seat.next(&[]);
        seat.write(&who.authorisation, false);
    }
    if !number.is_empty() {
        seat.next(&[]);
        seat.write(&number, false);
    }
    finish(seat, keys::F9, "")
}
