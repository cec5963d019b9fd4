//! The second opinion on the life of a dossier: who was charged for which half-days, computed again from
//! the acts by `worktime::charge`, and what must hold of every dossier at every moment.

#![allow(dead_code)]

use motcua::domain::decide::APPLICANT;
use motcua::domain::dossier::Dossier;
use motcua::domain::lifecycle::{Act, ClockIs, State};
use motcua::domain::process::StepKind;
use motcua::worktime::{self, ActKind, Calendar, Payer, Session, charge};
use std::collections::BTreeMap;

/// What an act did, as the product says.
#[derive(Debug, Clone)]
pub struct Told {
    pub act: Act,
    pub session: Session,
    pub charged: i64,
    pub payer: String,
    pub late: i64,
}

/// The ledger of one dossier from its receipt on.
#[derive(Debug, Clone)]
pub struct Ledger {
    received: Session,
    acts: Vec<worktime::Act>,
    /// How many of `acts` the last act made; undoing takes them back.
    last: usize,
    /// Who was charged until when since an act was taken back, until the next charge.
    open: Option<(String, Session)>,
    /// Half-days by payer, as the product told.
    told: BTreeMap<String, i64>,
}

impl Ledger {
    /// A dossier received in `received`.
    pub fn new(received: Session) -> Self {
        Self {
            received,
            acts: Vec::new(),
            last: 0,
            open: None,
            told: BTreeMap::new(),
        }
    }

    /// Half-days charged to an agency or to [`APPLICANT`].
    pub fn of(&self, payer: &str) -> i64 {
        self.told.get(payer).copied().unwrap_or(0)
    }

    /// Adds what `told` did and compares the sums.
    ///
    /// # Errors
    /// What differs.
    pub fn add(
        &mut self,
        calendar: &Calendar,
        before: &Dossier,
        after: &Dossier,
        told: &Told,
    ) -> Result<(), String> {
        if told.charged < 0 || (told.charged > 0 && told.payer.is_empty()) {
            return Err(format!(
                "{} nửa ngày tính cho “{}”",
                told.charged, told.payer
            ));
        }
        *self.told.entry(told.payer.clone()).or_default() += told.charged;
        let undone = matches!(told.act, Act::Undo | Act::Recall);
        if undone {
            let keep = self.acts.len() - self.last;
            self.acts.truncate(keep);
            self.last = 0;
            let runs = after.state.clock_runs();
            self.open = runs.then(|| (after.position.org.clone(), told.session));
        } else {
            let more = acts(before, after, told);
            self.last = more.len();
            if self.last > 0 {
                self.open = None;
            }
            self.acts.extend(more);
        }
        self.compare(calendar, before, after, told)
    }

    fn compare(
        &self,
        calendar: &Calendar,
        before: &Dossier,
        after: &Dossier,
        told: &Told,
    ) -> Result<(), String> {
        let mut acts = self.acts.clone();
        // Since the last charge somebody was charged although that act is taken back.
        if let Some((agency, until)) = &self.open {
            acts.push(step(agency, *until, None));
        }
        let ledger = charge(calendar, self.received, &acts).map_err(|why| why.to_string())?;
        let mut computed: BTreeMap<String, i64> = BTreeMap::new();
        for charge in &ledger.charges {
            *computed.entry(payer(&charge.payer)).or_default() += i64::from(charge.half_days);
        }
        let (told_sums, computed) = (nonzero(&self.told), nonzero(&computed));
        if told_sums != computed {
            return Err(format!(
                "sổ tính {told_sums:?}, tính lại từ các việc {computed:?}"
            ));
        }
        let passed = calendar.between(self.received, after.position.since);
        let passed = passed.map_err(|why| why.to_string())?;
        let sum: i64 = told_sums.values().sum();
        if sum != passed {
            return Err(format!(
                "đã tính {sum} nửa ngày, từ tiếp nhận đến lần tính cuối là {passed}"
            ));
        }
        if self.of(APPLICANT) != after.life.applicant_half_days {
            return Err(format!(
                "người nộp: sổ {}, hồ sơ {}",
                self.of(APPLICANT),
                after.life.applicant_half_days
            ));
        }
        let late = ledger.steps.last().map_or(0, |s| i64::from(s.late));
        let closed = self.last > 0 && before.state.clock() != ClockIs::Stopped;
        let expected = if closed && ends_step(before, after, told.act) {
            late
        } else {
            0
        };
        if told.late != expected {
            return Err(format!(
                "bước trễ {} nửa ngày, tính lại là {expected}",
                told.late
            ));
        }
        Ok(())
    }
}

fn nonzero(sums: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    sums.iter()
        .filter(|(_, n)| **n != 0)
        .map(|(who, n)| (who.clone(), *n))
        .collect()
}

fn payer(payer: &Payer) -> String {
    match payer {
        Payer::Agency(agency) => agency.clone(),
        Payer::Applicant => APPLICANT.to_owned(),
    }
}

fn step(agency: &str, session: Session, allotment: Option<u32>) -> worktime::Act {
    worktime::Act {
        session,
        agency: agency.to_owned(),
        kind: ActKind::HandOver { allotment },
    }
}

/// Whether `act` ended the step at which the dossier was.
fn ends_step(before: &Dossier, after: &Dossier, act: Act) -> bool {
    let moved =
        before.position.step != after.position.step || before.process.id != after.process.id;
    moved || act == Act::ResetFlow || (before.state.clock_runs() && ended(after.state))
}

fn ended(state: State) -> bool {
    state.clock() == ClockIs::Ended
}

/// The act as the half-day clock sees it.
fn acts(before: &Dossier, after: &Dossier, told: &Told) -> Vec<worktime::Act> {
    let agency = &before.position.org;
    let other = |kind| worktime::Act {
        session: told.session,
        agency: agency.clone(),
        kind,
    };
    let closes = ends_step(before, after, told.act);
    match (before.state.clock(), after.state.clock()) {
        (ClockIs::NotStarted, _) => Vec::new(),
        (ClockIs::Running, ClockIs::Stopped) => vec![other(ActKind::Ask)],
        (ClockIs::Stopped, ClockIs::Running) => vec![other(ActKind::Resume)],
        (ClockIs::Stopped, ClockIs::Stopped) if closes => vec![
            other(ActKind::Resume),
            step(agency, told.session, None),
            other(ActKind::Ask),
        ],
        (ClockIs::Stopped, ClockIs::Ended) => vec![other(ActKind::Resume)],
        (ClockIs::Ended, ClockIs::Ended) | (ClockIs::Stopped, ClockIs::Stopped) => Vec::new(),
        // Running on, or a result that was not accepted.
        _ if closes => vec![step(
            agency,
            told.session,
            allotment(before, after, told.act),
        )],
        _ => Vec::new(),
    }
}

/// What the step that ends was allotted; none when no step of the dossier is ever late, and when it ends
/// without having to answer for its time.
fn allotment(before: &Dossier, after: &Dossier, act: Act) -> Option<u32> {
    let counted = before.process.half_days() > 0 && before.clock.due.is_some();
    let unanswered = after.state.is_final() || matches!(act, Act::CorrectIntake | Act::Convert);
    let allotted = before.step().map_or(0, |s| s.half_days).max(1);
    (counted && !unanswered).then_some(allotted)
}

/// What must hold of every dossier after every act.
///
/// # Errors
/// What does not.
pub fn sound(dossier: &Dossier) -> Result<(), String> {
    let (life, position, clock) = (&dossier.life, &dossier.position, &dossier.clock);
    let state = dossier.state;
    let stopped = state.clock() == ClockIs::Stopped;
    let must = |holds: bool, what: &str| {
        if holds {
            Ok(())
        } else {
            Err(format!("{what}: {state}"))
        }
    };
    must(
        stopped == life.stopped.is_some(),
        "đồng hồ dừng khi và chỉ khi trạng thái dừng",
    )?;
    let given = life.hand_over.as_ref();
    must(
        given.is_none_or(|given| given.from_org != position.org),
        "bàn giao là giữa hai cơ quan",
    )?;
    must(
        !life.awaits_assignment || position.holder.is_none(),
        "chờ phân công thì chưa ai giữ",
    )?;
    must(
        clock.finished.is_some() == (ended(state) && state != State::Refused),
        "có giờ kết thúc khi và chỉ khi đồng hồ đã hết",
    )?;
    must(
        clock.returned_at.is_some() == (state == State::ResultReturned),
        "có giờ trả khi và chỉ khi đã trả kết quả",
    )?;
    must(dossier.step().is_some(), "đứng ở một bước của quy trình")?;
    must(
        !(state.is_final()
            && (given.is_some() || life.awaits_assignment || life.due_proposal.is_some())),
        "kết thúc thì không còn việc dở",
    )?;
    let kind = dossier.step().map(|s| s.kind);
    must(
        (state == State::ResultReady) <= (kind == Some(StepKind::Return)),
        "kết quả chờ trả ở bước trả",
    )?;
    let open = life
        .apologies
        .iter()
        .filter(|a| a.delivered.is_none())
        .count();
    must(open <= 1, "nhiều nhất một bản xin lỗi đang làm")?;
    must(
        clock.due.is_some() == clock.due_at.is_some(),
        "hẹn trả và giờ hẹn trả đi cùng nhau",
    )
}
