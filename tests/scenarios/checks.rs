//! What may be expected after a line: `thì: key value; key value`.

use crate::language::{session, unquoted};
use crate::people;
use crate::play::Play;
use motcua::domain::decide::APPLICANT;
use motcua::domain::lifecycle::State;
use motcua::wire::{DossierView, Standing};

/// Whether `item` holds now.
///
/// # Errors
/// What is found instead, or a key that is not known.
pub async fn holds(play: &mut Play<'_>, item: &str) -> Result<(), String> {
    if let Some(held) = crate::counter::shown(play, item) {
        return held;
    }
    if let Some(papers) = item.strip_prefix("giấy ") {
        return paper(play, papers).await;
    }
    if let Some(list) = item.strip_prefix("danh sách ") {
        return listed(play, list).await;
    }
    if let Some(who) = item.strip_suffix(" không thấy hồ sơ") {
        return unseen(play, who).await;
    }
    if let Some(offers) = item.strip_prefix("mời ") {
        return offered(play, offers).await;
    }
    let found = found(play, item).await?;
    match found {
        Some((wanted, found)) if wanted == found => Ok(()),
        Some((_, found)) => Err(format!("thực ra là “{found}”")),
        None => Err("không hiểu; xem tests/README.md".to_owned()),
    }
}

/// What is wanted and what is there, as text.
async fn found(play: &mut Play<'_>, item: &str) -> Result<Option<(String, String)>, String> {
    if let Some(found) = of_the_deed(play, item) {
        return Ok(Some(found));
    }
    let view = view(play).await?;
    if let Some(found) = of_the_row(play, item, &view)? {
        return Ok(Some(found));
    }
    of_the_life(play, item, &view)
}

/// What the last deed brought.
fn of_the_deed(play: &Play<'_>, item: &str) -> Option<(String, String)> {
    if item == "không báo" {
        return Some((String::new(), play.notices.join(", ")));
    }
    if let Some(kinds) = item.strip_prefix("báo ") {
        return Some((kinds.to_owned(), play.notices.join(", ")));
    }
    if item == "không in" {
        return Some((String::new(), play.prints.join(", ")));
    }
    if let Some(kinds) = item.strip_prefix("in ") {
        return Some((kinds.to_owned(), play.prints.join(", ")));
    }
    if let Some(kinds) = item.strip_prefix("thu lại báo ") {
        let taken = "SELECT kind FROM outbox WHERE state = 'withdrawn' ORDER BY event";
        return Some((kinds.to_owned(), play.office.sql(taken).concat().join(", ")));
    }
    let count = item.strip_prefix("số hồ sơ ")?;
    let found = play.office.value("SELECT count(*) FROM dossier");
    Some((count.to_owned(), found))
}

/// State, place and dates.
fn of_the_row(
    play: &Play<'_>,
    item: &str,
    view: &DossierView,
) -> Result<Option<(String, String)>, String> {
    let after = |word: &str| item.strip_prefix(word);
    let dossier = play.dossier.as_ref().ok_or("chưa có hồ sơ nào")?;
    let life = &dossier.life;
    let wire =
        |due: Option<motcua::worktime::Session>| due.map_or("không".to_owned(), |d| d.to_string());
    Ok(Some(if let Some(state) = after("trạng thái ") {
        if !State::ALL.iter().any(|s| s.label() == state) {
            return Err("không có trạng thái đó".to_owned());
        }
        (state.to_owned(), view.line.state_label.clone())
    } else if let Some(step) = after("bước ") {
        (step.to_owned(), dossier.position.step.to_string())
    } else if let Some(org) = after("ở ") {
        (people::unit(org)?.to_owned(), dossier.position.org.clone())
    } else if item == "chưa ai giữ" {
        (
            String::new(),
            dossier.position.holder.clone().unwrap_or_default(),
        )
    } else if let Some(who) = after("người giữ ") {
        let wanted = people::named(who)?.officer.to_owned();
        (wanted, dossier.position.holder.clone().unwrap_or_default())
    } else if item == "hẹn trả không có" {
        ("không".to_owned(), wire(dossier.clock.due))
    } else if let Some(due) = after("hẹn trả ") {
        (
            session(due)?,
            view.line.due.clone().unwrap_or("không".to_owned()),
        )
    } else if let Some(due) = after("hẹn đầu ") {
        (session(due)?, wire(life.first_due(dossier.clock.due)))
    } else if let Some(due) = after("hẹn đang có hiệu lực ") {
        (session(due)?, wire(life.appointment(dossier.clock.due)))
    } else if let Some(sums) = after("tính ") {
        (sums.to_owned(), charged(play, sums)?)
    } else if let Some(n) = after("phiên bản ") {
        (n.to_owned(), dossier.version.to_string())
    } else if let Some(act) = after("lưu vết ") {
        // A desk that looks at what it has done leaves a trace of its own.
        let mut done = view.trail.iter().rev();
        let last = done.find(|e| e.act != "Xem hồ sơ của đơn vị khác");
        let last = last.map(|e| e.act.clone());
        (unquoted(act)?, last.unwrap_or_default())
    } else if let Some(n) = after("số việc ") {
        (n.to_owned(), view.trail.len().to_string())
    } else if item == "sổ khớp" {
        (String::new(), String::new())
    } else {
        (standing_wanted(item), standing(&view.line.standing))
    })
    .filter(|(wanted, _)| wanted != "?"))
}

/// What happened beside the steps.
fn of_the_life(
    play: &Play<'_>,
    item: &str,
    view: &DossierView,
) -> Result<Option<(String, String)>, String> {
    let after = |word: &str| item.strip_prefix(word);
    let dossier = play.dossier.as_ref().ok_or("chưa có hồ sơ nào")?;
    let life = &dossier.life;
    let yes = |holds: bool| {
        Some((
            String::new(),
            if holds {
                String::new()
            } else {
                "không".to_owned()
            },
        ))
    };
    Ok(if let Some(n) = after("thay giấy hẹn ") {
        Some((n.to_owned(), view.life.slips_replaced.to_string()))
    } else if item == "chờ phân công" {
        yes(life.awaits_assignment)
    } else if item == "chờ nhận bàn giao" {
        yes(view.life.handed_over_by.is_some())
    } else if item == "không chờ bàn giao" {
        yes(view.life.handed_over_by.is_none())
    } else if let Some(number) = after("bưu gửi ") {
        Some((
            unquoted(number)?,
            view.life.consignment.clone().unwrap_or_default(),
        ))
    } else if let Some(late) = after("trễ ") {
        let steps = life.late_steps.iter();
        let said = steps.map(|s| format!("bước {} {} buổi {}", s.step, s.half_days, s.code));
        let said: Vec<String> = said.collect();
        Some((late.to_owned(), said.join(", ")))
    } else if item == "không bước nào trễ" {
        yes(life.late_steps.is_empty())
    } else if item == "xin lỗi đúng hạn" {
        yes(life.apologies.last().and_then(|a| a.in_time) == Some(true))
    } else if item == "xin lỗi muộn" {
        yes(life.apologies.last().and_then(|a| a.in_time) == Some(false))
    } else if item == "phải xin lỗi" {
        yes(view.life.apology_by.is_some())
    } else if let Some(n) = after("đã yêu cầu bổ sung ") {
        Some((n.to_owned(), life.supplements.to_string()))
    } else if let Some(day) = after("hạn bổ sung ") {
        let deadline = life.stopped.as_ref().and_then(|s| s.deadline);
        let found = deadline.map_or("không".to_owned(), |d| d.format("%d/%m/%Y").to_string());
        Some((day.to_owned(), found))
    } else if let Some(name) = after("người nhận kết quả ") {
        let name_found = life.collector.as_ref().map(|c| c.name.to_string());
        Some((unquoted(name)?, name_found.unwrap_or_default()))
    } else if let Some(name) = after("chủ hồ sơ ") {
        Some((unquoted(name)?, view.line.owner.clone()))
    } else {
        after("thủ tục ").map(|code| (code.to_owned(), dossier.content.procedure.clone()))
    })
}

/// `xã 5, người nộp 7` as it is; who is not named must have been charged nothing.
fn charged(play: &Play<'_>, wanted: &str) -> Result<String, String> {
    let ledger = play.ledger.as_ref().ok_or("hồ sơ chưa có sổ")?;
    let payers = people::UNITS
        .iter()
        .copied()
        .chain([("người nộp", APPLICANT)]);
    let mut known: Vec<(&str, i64)> = payers.map(|(name, id)| (name, ledger.of(id))).collect();
    // In the order of the line, so that the two texts can be compared.
    known.sort_by_key(|(name, _)| wanted.find(name).unwrap_or(usize::MAX));
    let said = known
        .iter()
        .filter(|(name, n)| *n != 0 || wanted.contains(name));
    Ok(said
        .map(|(name, n)| format!("{name} {n}"))
        .collect::<Vec<_>>()
        .join(", "))
}

fn standing_wanted(item: &str) -> String {
    let known = [
        "sớm ",
        "đúng hạn",
        "quá hạn ",
        "đã trễ ",
        "sắp đến hạn ",
        "còn ",
        "không tính hạn",
    ];
    let fits = known.iter().any(|word| item.starts_with(word));
    if fits {
        item.to_owned()
    } else {
        "?".to_owned()
    }
}

fn standing(standing: &Standing) -> String {
    match standing {
        Standing::NoDue => "không tính hạn".to_owned(),
        Standing::Within { half_days } => format!("còn {half_days}"),
        Standing::NearDue { half_days } => format!("sắp đến hạn {half_days}"),
        Standing::Late { half_days } => format!("quá hạn {half_days}"),
        Standing::Early { half_days } => format!("sớm {half_days}"),
        Standing::OnTime => "đúng hạn".to_owned(),
        Standing::FinishedLate { half_days } => format!("đã trễ {half_days}"),
        #[allow(unreachable_patterns)]
        other => format!("{other:?}"),
    }
}

async fn view(play: &mut Play<'_>) -> Result<DossierView, String> {
    let code = play.code()?;
    // What was deleted is there only for those who approve deletions.
    let deleted = play.dossier.as_ref().map(|d| d.state) == Some(State::Deleted);
    let who = if deleted {
        people::named("tổ quản trị tỉnh")?
    } else {
        people::PEOPLE[0]
    };
    let clerk = play.client(who).await;
    clerk
        .dossier(&code)
        .await
        .map_err(|p| format!("{} {}", p.code, p.title))
}

/// `mau-02-a5 có "chữ"` or `… không có "chữ"`.
async fn paper(play: &mut Play<'_>, text: &str) -> Result<(), String> {
    let (form, wanted) = text.split_once(' ').ok_or("viết: giấy mẫu có \"chữ\"")?;
    let (present, words) = match (wanted.strip_prefix("có "), wanted.strip_prefix("không có ")) {
        (Some(words), _) => (true, unquoted(words)?),
        (_, Some(words)) => (false, unquoted(words)?),
        _ => return Err("viết: giấy mẫu có \"chữ\"".to_owned()),
    };
    let subject = play.subject()?;
    let client = play.client(people::PEOPLE[0]).await;
    let preview = client.preview(&subject, form).await;
    let lines = preview
        .map_err(|p| format!("{} {}", p.code, p.title))?
        .lines;
    play.met.papers.insert(form.to_owned());
    let squeezed = squeeze(&lines.join(" "));
    match squeezed.contains(&squeeze(&words)) == present {
        true => Ok(()),
        false => Err(format!("trên giấy là:\n{}", lines.join("\n"))),
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `inbox của chuyên viên xã: có`.
async fn listed(play: &mut Play<'_>, text: &str) -> Result<(), String> {
    let (list, wanted) = text
        .split_once(": ")
        .ok_or("viết: danh sách inbox của người: có")?;
    let (list, who) = list
        .split_once(" của ")
        .ok_or("viết: danh sách inbox của người: có")?;
    let code = play.code()?;
    let client = play.client(people::named(who)?).await;
    let page = client
        .list(list, None)
        .await
        .map_err(|p| format!("{} {}", p.code, p.title))?;
    let there = page.rows.iter().any(|row| row.code == code);
    match (wanted, there) {
        ("có", true) | ("không có", false) => Ok(()),
        ("có", false) => Err("hồ sơ không có trong danh sách".to_owned()),
        ("không có", true) => Err("hồ sơ có trong danh sách".to_owned()),
        _ => Err("viết có hoặc không có".to_owned()),
    }
}

async fn unseen(play: &mut Play<'_>, who: &str) -> Result<(), String> {
    let code = play.code()?;
    let client = play.client(people::named(who)?).await;
    match client.dossier(&code).await {
        Err(problem) if problem.status == 404 => Ok(()),
        Err(problem) => Err(format!("{} {}", problem.code, problem.title)),
        Ok(_) => Err("người này mở được hồ sơ".to_owned()),
    }
}

/// `chuyên viên xã: thu hồi` or `chuyên viên xã: không thu hồi`: acts offered without anything in the way.
async fn offered(play: &mut Play<'_>, text: &str) -> Result<(), String> {
    let (who, act) = text.split_once(": ").ok_or("viết: mời người: việc")?;
    let (wanted, act) = act
        .strip_prefix("không ")
        .map_or((true, act), |act| (false, act));
    let code = play.code()?;
    let client = play.client(people::named(who)?).await;
    let view = client
        .dossier(&code)
        .await
        .map_err(|p| format!("{} {}", p.code, p.title))?;
    let free = view.acts.iter().filter(|a| a.blocked.is_none());
    let names: Vec<String> = free.map(|a| a.label.to_lowercase()).collect();
    match names.iter().any(|name| name == act) == wanted {
        true => Ok(()),
        false => Err(format!("được mời: {}", names.join(" · "))),
    }
}
