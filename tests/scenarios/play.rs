//! Plays a scenario in an office, over HTTP or by keys. After every line the ledger is computed again and
//! everything that must always hold is looked at.

use crate::checks;
use crate::counter::Step;
use crate::judge::{self, Ledger, Told};
use crate::keys::{self, Desks, Hindered};
use crate::language::{self, Deed, Doing, Intake, Line, Scenario, What};
use crate::office::{Office, key, request};
use crate::people::{self, Person};
use chrono::{NaiveDateTime, TimeDelta};
use motcua::client::Client;
use motcua::domain::dossier::Dossier;
use motcua::domain::event::Event;
use motcua::domain::lifecycle::{Act, ClockIs, State};
use motcua::records::{dossiers, trail};
use motcua::store::StoreError;
use motcua::wire::{
    ActRequest, CollectorLine, ConversionRequest, IntakeRequest, PaperLine, Problem,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a scenario went through.
#[derive(Debug, Default)]
pub struct Met {
    /// Acts with the state before and after; none before a dossier is there.
    pub arrows: BTreeSet<(Act, Option<State>, Option<State>)>,
    /// Codes of refusals.
    pub refusals: BTreeSet<String>,
    /// Papers whose text was looked at.
    pub papers: BTreeSet<String>,
    /// Keys pressed for each line that does something, by its number in the file.
    pub pressed: Vec<(usize, usize)>,
    /// How the screen met each line that is refused, by its number in the file.
    pub hindered: Vec<(usize, Hindered)>,
}

/// By whose hands a scenario is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Http,
    /// Keys at a pseudo-terminal.
    Keys,
    /// Lines at a pipe, in linear mode.
    Linear,
    /// What is told “tại quầy” by keys, what was before it over HTTP.
    Counter,
    /// The same in linear mode.
    LinearCounter,
}

impl By {
    /// Whether nobody has a screen.
    pub fn by_lines(self) -> bool {
        matches!(self, Self::Linear | Self::LinearCounter)
    }

    /// Whether only what is told “tại quầy” is done at a desk.
    pub fn at_counter(self) -> bool {
        matches!(self, Self::Counter | Self::LinearCounter)
    }
}

/// A scenario being played.
pub struct Play<'a> {
    pub office: &'a Office,
    /// Clients with the moment of their last use.
    clients: BTreeMap<&'static str, (Client, NaiveDateTime)>,
    now: NaiveDateTime,
    /// The last intake.
    pub intake: IntakeRequest,
    /// The dossier as it stands.
    pub dossier: Option<Dossier>,
    /// Record of a guidance or refusal.
    pub slip: Option<i64>,
    pub ledger: Option<Ledger>,
    /// Papers that the last deed offered.
    pub prints: Vec<String>,
    /// Notices that the last deed queued.
    pub notices: Vec<String>,
    /// Who did the last deed.
    pub last: Person,
    pub met: Met,
    pub by: By,
    /// The desks, when somebody sits at one.
    pub desks: Option<Desks>,
    /// Number of the line being played.
    no: usize,
}

/// Plays `scenario`.
///
/// # Errors
/// The first line that does not hold, with file and number.
pub async fn play(office: &Office, scenario: &Scenario, by: By) -> Result<Met, String> {
    let mut play = Play {
        office,
        clients: BTreeMap::new(),
        now: NaiveDateTime::MIN,
        intake: IntakeRequest::default(),
        dossier: None,
        slip: None,
        ledger: None,
        prints: Vec::new(),
        notices: Vec::new(),
        last: people::PEOPLE[0],
        met: Met::default(),
        by,
        desks: (by != By::Http).then(|| Desks::new(scenario.desk.clone(), by.by_lines())),
        no: 0,
    };
    for (place, line) in scenario.lines.iter().enumerate() {
        let placed = |why: String| format!("{}:{}: {why}", scenario.file, line.no);
        let later = &scenario.lines[place + 1..];
        play.line(line, later).await.map_err(placed)?;
    }
    Ok(play.met)
}

impl Play<'_> {
    async fn line(&mut self, line: &Line, later: &[Line]) -> Result<(), String> {
        (self.now, self.no) = (line.at, line.no);
        self.office
            .at(&line.at.format("%Y-%m-%dT%H:%M:%S").to_string());
        self.let_look(later)?;
        match &line.what {
            What::Does(doing) => match self.does(doing, false).await? {
                Ok(()) => Ok(()),
                Err(Hindered::NoScreen(what)) => Err(what),
                Err(why) => Err(format!("bị từ chối: {why:?}")),
            },
            What::Refused(doing, code) => self.refused(doing, code).await,
            What::AtDesk(who, steps) => self.at_desk(*who, steps).await,
            What::Expects(items) => {
                for item in items {
                    checks::holds(self, item)
                        .await
                        .map_err(|why| format!("{item}: {why}"))?;
                }
                Ok(())
            }
        }
    }

    /// Who will act on the dossier as it stands now, after another has, opens it now.
    fn let_look(&mut self, later: &[Line]) -> Result<(), String> {
        let (Some(dossier), By::Keys | By::Linear) = (&self.dossier, self.by) else {
            return Ok(());
        };
        for line in later {
            let (What::Does(doing) | What::Refused(doing, _)) = &line.what else {
                continue;
            };
            let seen = keys::seen_version(doing).map_err(|why| format!("{why:?}"))?;
            if seen != Some(dossier.version) {
                continue;
            }
            let desks = self.desks.as_mut().ok_or("không có quầy")?;
            let looked = desks.look(self.office, doing.who, &dossier.code);
            looked.map_err(|why| format!("không mở được hồ sơ: {why:?}"))?;
        }
        Ok(())
    }

    /// Somebody does something at a desk, key by key.
    async fn at_desk(&mut self, who: Person, steps: &[Step]) -> Result<(), String> {
        let code = self.dossier.as_ref().map(|d| d.code.clone());
        let desks = self.desks.as_mut().ok_or("không có quầy")?;
        desks
            .sit(self.office, who)
            .steps(steps, &code.unwrap_or_default())?;
        self.last = who;
        let newest = self
            .office
            .value("SELECT coalesce(max(id), 0) FROM dossier");
        let known = self
            .dossier
            .as_ref()
            .is_some_and(|d| d.id.to_string() == newest);
        if newest != "0" && !known {
            let question = format!("SELECT code FROM dossier WHERE id = {newest}");
            let code = self.office.value(&question);
            self.find(&code).await;
        }
        self.slip = self.office.value("SELECT max(id) FROM slip").parse().ok();
        self.read().await
    }

    /// The desk of whoever did something last.
    pub fn desk(&mut self) -> Result<&mut keys::Counter, String> {
        let (office, last) = (self.office, self.last);
        let desks = self.desks.as_mut().ok_or("chưa ai ngồi ở quầy nào")?;
        Ok(desks.sit(office, last))
    }

    async fn refused(&mut self, doing: &Doing, code: &str) -> Result<(), String> {
        let before = (self.dossier.clone(), self.events().await?.len());
        match self.does(doing, true).await? {
            Ok(()) => return Err(format!("lẽ ra bị từ chối {code}, nhưng làm được")),
            Err(Hindered::NoScreen(what)) => return Err(what),
            Err(why) if !keys::fits(code, &why) => {
                return Err(format!("lẽ ra bị từ chối {code}, nhưng là {why:?}"));
            }
            Err(why) => {
                self.met.refusals.insert(code.to_owned());
                self.met.hindered.push((self.no, why));
            }
        }
        self.read().await?;
        if (self.dossier.clone(), self.events().await?.len()) != before {
            return Err("việc bị từ chối mà hồ sơ vẫn đổi".to_owned());
        }
        Ok(())
    }

    /// Does what the line says, or tries to when it must not work; the outer error is a line that cannot be
    /// understood or does not hold.
    async fn does(&mut self, doing: &Doing, bare: bool) -> Result<Result<(), Hindered>, String> {
        let before = self.dossier.clone();
        let seen = self.last_event();
        self.last = doing.who;
        self.write_down(doing)?;
        let at_desks = matches!(self.by, By::Keys | By::Linear);
        let done = match at_desks && !keys::is_machine(doing) {
            true => self.by_keys(doing, bare).await?,
            false => self
                .by_http(doing)
                .await?
                .map_err(|problem| refused(*problem)),
        };
        match done {
            Err(why) => return Ok(Err(why)),
            Ok(prints) => self.prints = prints,
        }
        self.read().await?;
        self.notices = self.queued_after(seen);
        self.judge(doing, before).await?;
        Ok(Ok(()))
    }

    /// Puts what the line says into the intake, where it is about one.
    fn write_down(&mut self, doing: &Doing) -> Result<(), String> {
        match &doing.deed {
            Deed::Intake(intake, procedure, owner) => {
                self.intake = request(procedure, owner);
                if *intake == Intake::Register {
                    self.intake.desk = "xa-minh-hoa".to_owned();
                    self.intake.channel = "online".to_owned();
                }
                fill(&mut self.intake, &doing.with)
            }
            Deed::Correct => fill(&mut self.intake, &doing.with),
            _ => Ok(()),
        }
    }

    async fn by_http(
        &mut self,
        doing: &Doing,
    ) -> Result<Result<Vec<String>, Box<Problem>>, String> {
        let client = self.client(doing.who).await;
        Ok(match &doing.deed {
            Deed::Intake(intake, ..) => self.take_in(&client, *intake).await,
            Deed::Correct => self.correct(&client).await,
            Deed::Convert => {
                let reason = order(Act::Convert, &doing.with)?.note;
                let version = self.version()?;
                let request = ConversionRequest { reason };
                let (code, key) = (self.code()?, key());
                let done = client.convert(&code, version, &key, &request).await;
                done.map(|done| done.prints)
            }
            Deed::Act(act) => {
                let order = order(*act, &doing.with)?;
                let version = match doing
                    .with
                    .iter()
                    .find_map(|w| w.strip_prefix("đã xem bản "))
                {
                    Some(version) => language::number(version)?,
                    None => self.version()?,
                };
                let done = client.act(&self.code()?, version, &key(), &order).await;
                done.map(|done| done.prints)
            }
            Deed::Print(form) => {
                let subject = self.subject()?;
                client.print(&subject, form).await.map(|_| Vec::new())
            }
        })
    }

    /// The same at the person's desk.
    async fn by_keys(
        &mut self,
        doing: &Doing,
        bare: bool,
    ) -> Result<Result<Vec<String>, Hindered>, String> {
        let form = match &doing.deed {
            Deed::Print(form) => self.title(form).await?,
            _ => String::new(),
        };
        let order = keys::Order {
            doing,
            code: self.dossier.as_ref().map(|d| d.code.as_str()),
            intake: &self.intake,
            act: match &doing.deed {
                Deed::Act(act) => Some(order(*act, &doing.with)?),
                Deed::Convert => Some(order(Act::Convert, &doing.with)?),
                _ => None,
            },
            form: &form,
            bare,
        };
        let desks = self.desks.as_mut().ok_or("không có quầy")?;
        let before = desks.pressed();
        let brought = desks.play(self.office, &order);
        let pressed = desks.pressed() - before;
        let brought = match brought {
            Ok(brought) => brought,
            Err(why) => return Ok(Err(why)),
        };
        self.met.pressed.push((self.no, pressed));
        if let Some(code) = brought.code {
            self.find(&code).await;
        }
        match &doing.deed {
            Deed::Intake(intake, ..) => self.slip_of(*intake),
            Deed::Print(_) => return Ok(Ok(Vec::new())),
            _ => {}
        }
        Ok(Ok(self.answered_prints()))
    }

    /// What a form is called on the screen.
    async fn title(&mut self, form: &str) -> Result<String, String> {
        let (code, client) = (self.code()?, self.client(self.last).await);
        let view = client.dossier(&code).await.map_err(|p| p.title)?;
        let line = view.forms.iter().find(|line| line.id == form);
        line.map(|line| line.title.clone())
            .ok_or_else(|| format!("hồ sơ không có giấy {form}"))
    }

    /// Papers that the last request was answered with: the server keeps each answer.
    fn answered_prints(&self) -> Vec<String> {
        let newest = "SELECT answer FROM request_key ORDER BY key DESC LIMIT 1";
        let answer: serde_json::Value =
            serde_json::from_str(&self.office.value(newest)).unwrap_or_default();
        let prints = answer["prints"].as_array().into_iter().flatten();
        prints
            .filter_map(|form| form.as_str().map(str::to_owned))
            .collect()
    }

    /// The slip of a guidance or refusal made at a screen.
    fn slip_of(&mut self, intake: Intake) {
        let (act, to) = match intake {
            Intake::Guide => (Act::Guide, None),
            Intake::Refuse => (Act::Refuse, Some(State::Refused)),
            Intake::Receive | Intake::Register => return,
        };
        self.met.arrows.insert((act, None, to));
        self.slip = self.office.value("SELECT max(id) FROM slip").parse().ok();
    }

    /// A client for the person, signed in again after a pause: sessions end.
    pub async fn client(&mut self, person: Person) -> Client {
        let used = self.clients.get(person.name);
        let fresh = used.filter(|(_, last)| self.now - *last < TimeDelta::minutes(10));
        let client = match fresh {
            Some((client, _)) => client.clone(),
            None => self.office.officer(person.officer, person.grant).await,
        };
        self.clients.insert(person.name, (client.clone(), self.now));
        client
    }

    async fn take_in(
        &mut self,
        client: &Client,
        intake: Intake,
    ) -> Result<Vec<String>, Box<Problem>> {
        let (key, request) = (key(), self.intake.clone());
        let code = match intake {
            Intake::Receive => client
                .receive(&key, &request)
                .await
                .map(|r| (r.dossier_code, r.prints)),
            Intake::Register => client
                .register(&key, &request)
                .await
                .map(|r| (r.dossier_code, r.prints)),
            Intake::Guide | Intake::Refuse => {
                let (act, given) = match intake {
                    Intake::Guide => (Act::Guide, client.guide(&key, &request).await?),
                    _ => (Act::Refuse, client.refuse(&key, &request).await?),
                };
                let to = (act == Act::Refuse).then_some(State::Refused);
                self.met.arrows.insert((act, None, to));
                self.slip = Some(given.id);
                return Ok(given.prints);
            }
        };
        let (code, prints) = code?;
        self.find(&code).await;
        Ok(prints)
    }

    async fn correct(&mut self, client: &Client) -> Result<Vec<String>, Box<Problem>> {
        let dossier = self
            .dossier
            .clone()
            .unwrap_or_else(|| panic!("a dossier to correct"));
        let done = client
            .correct(&dossier.code, dossier.version, &key(), &self.intake)
            .await;
        done.map(|done| done.prints)
    }

    /// The code of the dossier.
    pub fn code(&self) -> Result<String, String> {
        let code = self.dossier.as_ref().map(|d| d.code.clone());
        code.ok_or_else(|| "chưa có hồ sơ nào".to_owned())
    }

    fn version(&self) -> Result<i64, String> {
        Ok(self.dossier.as_ref().ok_or("chưa có hồ sơ nào")?.version)
    }

    /// What a paper is about.
    pub fn subject(&self) -> Result<motcua::client::Subject, String> {
        match self.slip {
            Some(id) if self.dossier.is_none() => Ok(motcua::client::Subject::Slip(id)),
            _ => Ok(motcua::client::Subject::Dossier(self.code()?)),
        }
    }

    async fn find(&mut self, code: &str) {
        let (code, reader) = (code.to_owned(), self.office.reader());
        let read = self
            .office
            .app
            .store
            .read(move |tx| dossiers::by_code(tx, &reader, &code));
        let found: Result<_, StoreError> = read.await;
        self.dossier = found.unwrap();
    }

    async fn read(&mut self) -> Result<(), String> {
        if let Some(dossier) = &self.dossier {
            let code = dossier.code.clone();
            self.find(&code).await;
        }
        Ok(())
    }

    /// The trail of the dossier.
    pub async fn events(&self) -> Result<Vec<Event>, String> {
        let Some(dossier) = &self.dossier else {
            return Ok(Vec::new());
        };
        let id = dossier.id;
        let read = self
            .office
            .app
            .store
            .read(move |tx| trail::of_dossier(tx, id, 0));
        let mut events = read.await.map_err(|why: StoreError| why.to_string())?;
        // Who only looked did nothing to the dossier.
        events.retain(|event| event.act != "read");
        Ok(events)
    }

    fn last_event(&self) -> i64 {
        self.office
            .value("SELECT coalesce(max(seq), 0) FROM event")
            .parse()
            .unwrap_or(0)
    }

    fn queued_after(&self, seen: i64) -> Vec<String> {
        let question = format!("SELECT kind FROM outbox WHERE event > {seen} ORDER BY event");
        self.office.sql(&question).concat()
    }

    /// Looks at what the deed left behind.
    async fn judge(&mut self, doing: &Doing, before: Option<Dossier>) -> Result<(), String> {
        // What is done between two such lines is nobody's line here.
        if self.by.at_counter() {
            return Ok(());
        }
        let (Some(after), Deed::Act(_) | Deed::Correct | Deed::Convert | Deed::Intake(..)) =
            (self.dossier.clone(), &doing.deed)
        else {
            return Ok(());
        };
        judge::sound(&after)?;
        let events = self.events().await?;
        let last = events.last().ok_or("không có lưu vết")?;
        let act = Act::ALL.iter().find(|act| act.id() == last.act).copied();
        let act = act.ok_or_else(|| format!("việc lạ {} trong lưu vết", last.act))?;
        let same = before.as_ref().filter(|b| b.id == after.id);
        self.met
            .arrows
            .insert((act, same.map(|b| b.state), Some(after.state)));
        let Some(before) = same else {
            self.ledger = (after.state.clock() == ClockIs::Running)
                .then(|| Ledger::new(after.clock.received));
            return Ok(());
        };
        if after.version != before.version + 1 {
            return Err(format!(
                "phiên bản {} sau {}",
                after.version, before.version
            ));
        }
        if before.state.clock() == ClockIs::NotStarted {
            self.ledger = (after.state.clock() == ClockIs::Running)
                .then(|| Ledger::new(after.clock.received));
            return Ok(());
        }
        let told = Told {
            act,
            session: last.session.ok_or("việc không có buổi")?,
            charged: last.charged_halfdays,
            payer: last.charged_to.clone(),
            late: last.late_halfdays,
        };
        let calendar = &self.office.app.rules.calendar;
        let ledger = self.ledger.as_mut().ok_or("hồ sơ chưa có sổ")?;
        ledger.add(calendar, before, &after, &told)
    }
}

fn refused(problem: Problem) -> Hindered {
    Hindered::Refused(problem.code, problem.title)
}

/// What the act asks for.
fn order(act: Act, with: &[String]) -> Result<ActRequest, String> {
    let mut order = ActRequest {
        act: act.id().to_owned(),
        ..ActRequest::default()
    };
    for item in with {
        let after = |word: &str| item.strip_prefix(word);
        if let Some(code) = after("lý do quá hạn ") {
            order.late_reason = Some(code.to_owned());
        } else if let Some(reason) = after("lý do ") {
            order.note = language::unquoted(reason)?;
        } else if let Some(name) = after("cho ") {
            order.to_officer = Some(people::named(name)?.officer.to_owned());
        } else if let Some(step) = after("bước ") {
            order.to_step = Some(language::number(step)?);
        } else if let Some(identity) = after("giấy tờ ") {
            collector(&mut order).identity = language::unquoted(identity)?;
        } else if let Some(paper) = after("giấy ") {
            order.papers.push(self::paper(paper)?);
        } else if let Some(amount) = after("số tiền ") {
            order.amount_dong = Some(language::number(amount)?);
        } else if let Some(session) = after("hẹn ") {
            order.due = Some(language::session(session)?);
        } else if let Some(day) = after("hạn ") {
            order.deadline = Some(language::date(day)?.to_string());
        } else if let Some(number) = after("số hiệu ") {
            order.number = Some(language::unquoted(number)?);
        } else if let Some(name) = after("người nhận ") {
            collector(&mut order).name = language::unquoted(name)?;
        } else if let Some(paper) = after("ủy quyền ") {
            collector(&mut order).authorisation = language::unquoted(paper)?;
        } else if after("đã xem bản ").is_none() {
            return Err(format!("không hiểu “{item}”"));
        }
    }
    Ok(order)
}

fn collector(order: &mut ActRequest) -> &mut CollectorLine {
    order.collector.get_or_insert_with(CollectorLine::default)
}

/// `"Giấy khai sinh" 1 bản chính`.
fn paper(text: &str) -> Result<PaperLine, String> {
    let end = text.rfind('"').ok_or("tên giấy tờ trong ngoặc kép")?;
    let (name, count) = text.split_at(end + 1);
    let mut paper = PaperLine {
        name: language::unquoted(name)?,
        ..PaperLine::default()
    };
    let (n, kind) = count.trim().split_once(' ').unwrap_or(("1", "bản chính"));
    let n = language::number(n)?;
    match kind {
        "bản chính" => paper.originals = n,
        "bản chứng thực" => paper.certified = n,
        "bản sao" => paper.photocopies = n,
        _ => return Err(format!("“{kind}”: dùng bản chính, bản chứng thực, bản sao")),
    }
    Ok(paper)
}

/// Puts what the line says into the intake.
fn fill(intake: &mut IntakeRequest, with: &[String]) -> Result<(), String> {
    for item in with {
        let after = |word: &str| item.strip_prefix(word);
        if let Some(limit) = after("thời hạn ") {
            intake.limit = Some(limit.replace(" ngày", "d").replace("không", "none"));
        } else if let Some(channel) = after("kênh ") {
            intake.channel = match channel {
                "trực tuyến" => "online",
                "bưu chính" => "postal",
                _ => "direct",
            }
            .to_owned();
        } else if let Some(reason) = after("lý do ") {
            intake.reason = language::unquoted(reason)?;
        } else if let Some(name) = after("tên ") {
            intake.applicant.name = language::unquoted(name)?;
        } else if let Some(code) = after("thủ tục ") {
            intake.procedure = code.to_owned();
        } else if let Some(paper) = after("giấy ") {
            intake
                .papers
                .get_or_insert_with(Vec::new)
                .push(self::paper(paper)?);
        } else {
            return Err(format!("không hiểu “{item}”"));
        }
    }
    Ok(())
}
