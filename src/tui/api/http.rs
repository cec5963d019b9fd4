//! The real server behind the screens' questions: signing in, the HTTP client, and the office's
//! calendar, with which due dates are computed here while typing.

mod act_on;
mod colleagues;
mod counting;
mod failure;
mod files;
mod flow;
mod from_wire;
mod money;
mod paper;
mod printing;
pub(in crate::tui::api) mod tables;
mod people;
mod rewrite;
mod subject;
mod to_wire;

use std::sync::Arc;

use tokio::sync::Mutex;

use act_on::act_on;
use counting::Counting;
use failure::{failure, lost_print, said};

use super::{Api, Ask, ChangeSheet, Failure, Reply, Seat};
use crate::client::{self, Client};
use crate::messages::called_or;
use crate::text::Secret;
use crate::tui::options::TuiOptions;
use crate::wire::{
    CardSignIn, ChangePassword, ChangeVerdict, ColleagueGrant, Me, NOT_SIGNED_IN, PasswordSignIn,
    Session, SignIn, TakeRole,
};

/// The server, and who is signed in with it.
pub struct HttpApi {
    machine: Result<Client, Failure>,
    desk: String,
    /// Who is signed in, or is to be.
    officer: Mutex<SignedIn>,
    /// Held by the one who asks for the office.
    asking: Mutex<()>,
    paper: paper::Paper,
    carrier: printing::Carrier,
}

#[derive(Default)]
struct SignedIn {
    officer: String,
    grant: usize,
    session: Option<(Client, Me)>,
    office: Option<Arc<Counting>>,
}

impl HttpApi {
    /// Binds to the server of `options`; nothing is sent yet.
    pub fn new(options: &TuiOptions) -> Self {
        let machine = Client::new(&options.server_url, &options.token);
        let paper = paper::Paper::new(&options.prints_dir, &options.print_command);
        let signed = SignedIn {
            officer: options.officer.clone(),
            ..SignedIn::default()
        };
        Self {
            machine: machine.map_err(failure),
            desk: options.desk.clone(),
            asking: Mutex::new(()),
            officer: Mutex::new(signed),
            carrier: printing::Carrier::new(&options.desk, paper.clone()),
            paper,
        }
    }

    /// The client of the session, signing in first when there is none.
    async fn client(&self) -> Result<(Client, Me), Failure> {
        let mut signed = self.officer.lock().await;
        if let Some(session) = &signed.session {
            return Ok(session.clone());
        }
        let machine = self.machine.clone()?;
        let who = SignIn {
            officer: signed.officer.clone(),
            grant: signed.grant,
            client: "desk".into(),
        };
        let pair = match machine.sign_in(&who).await {
            Ok(session) => (machine.with_token(&session.token), session.me),
            // Not the machine's token but an officer's own: it needs no signing in.
            Err(problem) if matches!(problem.status, 401 | 403) => {
                let me = machine.me().await.map_err(|_| failure(problem))?;
                (machine, me)
            }
            Err(problem) => return Err(failure(problem)),
        };
        signed.session = Some(pair.clone());
        Ok(pair)
    }

    async fn counting(&self, client: &Client) -> Result<Arc<Counting>, Failure> {
        // Two that ask at once ask the server once.
        let _asking = self.asking.lock().await;
        if let Some(counting) = &self.officer.lock().await.office {
            return Ok(counting.clone());
        }
        let office = client.office().await.map_err(failure)?;
        let counting = Arc::new(Counting::new(office));
        self.officer.lock().await.office = Some(counting.clone());
        Ok(counting)
    }

    /// By staff card; a session that was open before is ended.
    async fn sign_in_by_card(&self, card: &Secret) -> Result<Reply, Failure> {
        let machine = self.machine.clone()?;
        let who = CardSignIn {
            card: card.reveal().to_owned(),
            client: "desk".into(),
        };
        let entered = machine.sign_in_with_card(&who).await.map_err(failure)?;
        self.entered(&machine, entered).await
    }

    /// By password; a session that was open before is ended.
    async fn sign_in(&self, officer: &str, password: &Secret) -> Result<Reply, Failure> {
        let machine = self.machine.clone()?;
        let who = PasswordSignIn {
            officer: officer.to_owned(),
            password: password.reveal().to_owned(),
            grant: 0,
            client: "desk".into(),
        };
        let entered = machine.sign_in_with_password(&who).await.map_err(failure)?;
        self.entered(&machine, entered).await
    }

    async fn entered(&self, machine: &Client, entered: Session) -> Result<Reply, Failure> {
        let (must_change, days) = (entered.must_change, entered.password_days);
        let client = machine.with_token(&entered.token);
        let before = {
            let mut signed = self.officer.lock().await;
            let before = signed.session.take();
            *signed = SignedIn {
                session: Some((client, entered.me.clone())),
                ..SignedIn::default()
            };
            before
        };
        if let Some((client, me)) = before {
            // The same officer goes on in the role taken before.
            if me.officer == entered.me.officer && !must_change {
                let held = |g: &ColleagueGrant| g.role == me.role && g.org == me.org;
                if let Some(grant) = entered.me.grants.iter().position(held).filter(|g| *g > 0) {
                    self.take_role(grant).await?;
                }
            }
            // It ends by itself if this is not heard.
            drop(client.sign_out().await);
        }
        if must_change {
            // Nothing else is answered before the password is changed.
            let mut seat = self.seat_of(entered.me);
            seat.must_change = true;
            return Ok(Reply::Seat(seat));
        }
        match self.seat().await? {
            Reply::Seat(seat) => Ok(Reply::Seat(Seat {
                password_days: days,
                ..seat
            })),
            other => Ok(other),
        }
    }

    async fn change_password(&self, old: &Secret, new: &Secret) -> Result<Reply, Failure> {
        let (client, _) = self.client().await?;
        let change = ChangePassword {
            old: old.reveal().to_owned(),
            new: new.reveal().to_owned(),
        };
        client.change_password(&change).await.map_err(failure)?;
        self.seat().await
    }

    /// Another of the own roles in the same session.
    async fn take_role(&self, grant: usize) -> Result<(), Failure> {
        let (client, _) = self.client().await?;
        let me = client
            .take_role(&TakeRole { grant })
            .await
            .map_err(failure)?;
        let mut signed = self.officer.lock().await;
        signed.session = Some((client, me));
        // The level of another unit offers other procedures.
        signed.office = None;
        Ok(())
    }

    async fn sit(&self, id: &str, me: &Me) -> Result<Reply, Failure> {
        let (officer, grant) = id.rsplit_once('#').unwrap_or((id, "0"));
        if !me.one_key {
            self.take_role(grant.parse().unwrap_or(0)).await?;
            return self.seat().await;
        }
        {
            let mut signed = self.officer.lock().await;
            *signed = SignedIn {
                officer: officer.to_owned(),
                grant: grant.parse().unwrap_or(0),
                ..SignedIn::default()
            };
        }
        self.seat().await
    }

    async fn seat(&self) -> Result<Reply, Failure> {
        let (client, me) = self.client().await?;
        let counting = self.counting(&client).await?;
        Ok(Reply::Seat(Seat {
            server_time: counting.now(),
            ..self.seat_of(me)
        }))
    }

    fn seat_of(&self, me: Me) -> Seat {
        Seat {
            desk: self.desk.clone(),
            agency: me.org_name,
            officer_id: me.officer,
            officer: me.name,
            role: called_or("role", &me.role, me.role_label),
            rights: me.rights,
            one_key: me.one_key,
            lock_minutes: me.screen_lock_minutes,
            must_change: false,
            password_days: None,
            server_time: None,
        }
    }

    async fn once(&self, ask: &Ask) -> Result<Reply, Failure> {
        match ask {
            Ask::SignIn { officer, password } => return self.sign_in(officer, password).await,
            Ask::CardSignIn { card } => return self.sign_in_by_card(card).await,
            Ask::ChangePassword { old, new } => return self.change_password(old, new).await,
            _ => {}
        }
        let (client, me) = self.client().await?;
        Ok(match ask {
            Ask::Seat
            | Ask::SignIn { .. }
            | Ask::CardSignIn { .. }
            | Ask::ChangePassword { .. } => self.seat().await?,
            Ask::SitDown(id) => self.sit(id, &me).await?,
            Ask::Catalogue => {
                let list = async { client.procedures().await.map_err(failure) };
                let (counting, list) = tokio::try_join!(self.counting(&client), list)?;
                let rows = list.rows().map_err(failure)?;
                let index = from_wire::catalogue(&rows, &counting.office.level);
                Reply::Catalogue(Box::new(index))
            }
            Ask::Sheet(code) => {
                let sheet = async { client.procedure(code).await.map_err(failure) };
                let (counting, sheet) = tokio::try_join!(self.counting(&client), sheet)?;
                let places = counting.office.collect_places.clone();
                Reply::Sheet(Box::new(from_wire::sheet(sheet, places)))
            }
            Ask::Due(limit) => Reply::Due(self.counting(&client).await?.due(limit)?),
            Ask::Lists => {
                let tabs = client.lists().await.map_err(failure)?;
                Reply::Lists(tabs.into_iter().map(from_wire::tab).collect())
            }
            Ask::List { list, words, after } => {
                let page = client.list_with(list, words, after.as_deref()).await;
                let page = page.map_err(failure)?;
                Reply::List(from_wire::lines(page.rows), page.next)
            }
            Ask::Receive(intake) => self.receive(&client, intake).await?,
            Ask::Dossier(code) => {
                let view = client.dossier(code).await.map_err(failure)?;
                Reply::Dossier(Box::new(from_wire::dossier(view)))
            }
            Ask::Held(_)
            | Ask::CorrectionPreview(_)
            | Ask::Correct(_)
            | Ask::ConversionPreview(_)
            | Ask::Convert(_) => {
                let places = self.counting(&client).await?.office.collect_places.clone();
                let answer = rewrite::answer(&client, places, ask).await;
                answer.map_err(failure)?.unwrap_or(Reply::Lists(Vec::new()))
            }
            Ask::Act(request) => {
                let body = to_wire::act(request);
                let acted = client
                    .act(&request.dossier, request.version, &request.key, &body)
                    .await
                    .map_err(failure)?;
                let after = client.dossier(&request.dossier).await.ok();
                let after = after.map(|view| Box::new(from_wire::dossier(view)));
                Reply::Acted(from_wire::acted(&acted), after)
            }
            Ask::ActOn(order) => act_on(&client, order).await?,
            Ask::LateReasons => {
                let reasons = client.late_reasons().await.map_err(failure)?;
                let pair = |r: crate::wire::LateReasonLine| (r.code, r.label);
                Reply::LateReasons(reasons.into_iter().map(pair).collect())
            }
            Ask::Colleagues { codes, act } => {
                Reply::Colleagues(colleagues::of(&client, codes, act).await.map_err(failure)?)
            }
            Ask::Find(text) => {
                let page = client.find(text).await.map_err(failure)?;
                Reply::Found(from_wire::found(page))
            }
            Ask::Applicants(text, procedure) => {
                let known = client.applicants(text, procedure).await.map_err(failure)?;
                let people = known.people.into_iter().map(people::known);
                Reply::Applicants(people.collect(), known.today)
            }
            Ask::Preview { subject, form } => {
                let preview = subject::preview(&client, subject, form).await;
                Reply::Preview(preview.map_err(failure)?.lines)
            }
            Ask::Print { .. }
            | Ask::Printing
            | Ask::PrintWay(_)
            | Ask::PaperOut { .. }
            | Ask::DropPaper { .. }
            | Ask::SendPaper { .. } => self.carrier.answer(&client, ask).await?,
            Ask::Flows => Reply::Flows(flow::rows(client.flows().await.map_err(failure)?)),
            Ask::Flow(id) => Reply::Flow(Box::new(flow::sheet(
                client.flow(id).await.map_err(failure)?,
            ))),
            Ask::Staff(order) => {
                let entry = flow::entry(order);
                client.staff(&order.key, &entry).await.map_err(failure)?;
                let view = client.flow(&order.process).await.map_err(failure)?;
                Reply::Flow(Box::new(flow::sheet(view)))
            }
            Ask::Changes => {
                let found = client.catalogue_changes().await.map_err(failure)?;
                Reply::Changes(found.changes.into_iter().map(ChangeSheet::of).collect())
            }
            Ask::DecideChange {
                id,
                key,
                verdict,
                reason,
            } => {
                let body = ChangeVerdict {
                    verdict: verdict.clone(),
                    reason: reason.clone(),
                };
                let stands = client
                    .decide_change(*id, key, &body)
                    .await
                    .map_err(failure)?;
                Reply::Decided(super::decided(&stands))
            }
            Ask::Table(of) => Reply::Table(Box::new(tables::table(&client, &me, of).await?)),
            Ask::Order(order) => {
                let done = tables::carry_out(&client, order).await?;
                Reply::Ordered(Box::new(done))
            }
            Ask::Fees(_)
            | Ask::Collect { .. }
            | Ask::Exempt { .. }
            | Ask::Till
            | Ask::OpenShift { .. }
            | Ask::CloseShift { .. } => money::answer(&client, ask).await.map_err(failure)?,
            Ask::Files(_)
            | Ask::Attach(_)
            | Ask::OpenFile { .. }
            | Ask::ReturnSheet(_)
            | Ask::HandBack(_) => self.about_files(&client, ask).await?,
            Ask::Officers => {
                let office = self.counting(&client).await?;
                Reply::Officers(from_wire::officers(&office.office, &me))
            }
        })
    }

    async fn receive(&self, client: &Client, intake: &super::Intake) -> Result<Reply, Failure> {
        let body = to_wire::intake(intake);
        let slip = match intake.outcome.as_str() {
            "refuse" => client.refuse(&intake.id, &body).await,
            "guide" => client.guide(&intake.id, &body).await,
            _ => {
                let received = client.receive(&intake.id, &body).await.map_err(failure)?;
                return Ok(Reply::Received(from_wire::received(received)));
            }
        };
        let slip = slip.map_err(failure)?;
        let subject = client::Subject::Slip(slip.id);
        let mut received = from_wire::slip(slip);
        // The answer names the forms by id; their titles stand in their previews.
        for form in &mut received.forms {
            if let Ok(preview) = client.preview(&subject, &form.id).await {
                form.title = preview.title;
            }
        }
        Ok(Reply::Received(received))
    }
}

impl Api for HttpApi {
    async fn ask(&self, ask: Ask) -> Result<Reply, Failure> {
        match self.once(&ask).await {
            // The session is over: where one key is enough, sign in again, once. A wrong password is
            // another 401, and is not tried twice.
            Err(failure) if failure.code == NOT_SIGNED_IN => {
                self.officer.lock().await.session = None;
                self.once(&ask).await
            }
            other => other,
        }
    }
}
