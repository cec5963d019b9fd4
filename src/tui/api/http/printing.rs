//! Papers of this desk: asked for at the server, carried here when their printer hangs on this computer.
//! Nobody waits for a printer that says how it is; a file or a print program takes no time worth sparing.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::super::{
    Ask, Failure, JobLine, PaperWay, Printed, PrinterChoice, PrinterTrouble, Printing, Reply,
    Subject,
};
use super::from_wire::moment;
use super::paper::{Goes, Paper};
use super::subject::{self, file_name};
use super::{failure, lost_print};
use crate::client::Client;
use crate::messages::{carried, say};
use crate::print::spool::{
    Condition, Device, Fault, IppSpool, Ledger, Pace, PrintJob, Spool as _, TicketSpool, Told,
    Trouble, carry,
};
use crate::wire::{
    PrintElsewhere, PrintJobView, PrintOrder, PrintReport, PrintState, PrintTake, PrinterView,
    Problem,
};

/// Carries the papers of this desk.
#[derive(Clone)]
pub struct Carrier {
    holder: String,
    desk: String,
    paper: Paper,
    /// Papers on their way from here now.
    carrying: Arc<Mutex<HashSet<i64>>>,
}

impl Carrier {
    /// A carrier of `desk`, with a name that no other has.
    pub fn new(desk: &str, paper: Paper) -> Self {
        Self {
            holder: uuid::Uuid::now_v7().to_string(),
            desk: desk.to_owned(),
            paper,
            carrying: Arc::default(),
        }
    }

    /// Answers what is asked about papers.
    pub async fn answer(&self, client: &Client, ask: &Ask) -> Result<Reply, Failure> {
        let said = match ask {
            Ask::Print {
                subject,
                form,
                reason,
                key,
                way,
            } => {
                let order = self.order(subject, form, reason, way);
                return self.print(client, subject, key, &order).await;
            }
            Ask::PrintWay(form) => {
                let way = client.print_way(&self.desk, form).await.map_err(failure)?;
                return Ok(Reply::PrintWay(PaperWay {
                    printer: way.printer,
                    tray: way.tray,
                    copies: Some(way.copies),
                }));
            }
            Ask::PaperOut { id, key, out } => {
                let job = client.answer_print(*id, key, *out).await.map_err(failure)?;
                match out {
                    true => say!("printing.came_out", title = job.title),
                    false => say!("printing.did_not_come_out", title = job.title),
                }
            }
            Ask::DropPaper { id, key } => {
                let job = client.cancel_print(*id, key).await.map_err(failure)?;
                say!("printing.paper_dropped", title = job.title)
            }
            Ask::SendPaper { id, key, printer } => {
                let to = PrintElsewhere {
                    printer: printer.clone(),
                    desk: self.desk.clone(),
                    ..PrintElsewhere::default()
                };
                let job = client.send_print(*id, key, &to).await.map_err(failure)?;
                say!(
                    "printing.paper_moved",
                    title = job.title,
                    printer_name = job.printer_name
                )
            }
            _ => String::new(),
        };
        let state = match client.print_state(&self.desk).await {
            Ok(state) => state,
            // Some roles print nothing.
            Err(problem) if problem.status == 403 => PrintState::default(),
            Err(problem) => return Err(failure(problem)),
        };
        Ok(Reply::Printing(Box::new(
            self.seen(client, state, said).await,
        )))
    }

    fn order(&self, subject: &Subject, form: &str, reason: &str, way: &PaperWay) -> PrintOrder {
        PrintOrder {
            reason: reason.to_owned(),
            desk: self.desk.clone(),
            printer: way.printer.clone(),
            tray: way.tray.clone(),
            copies: way.copies,
            ..subject::order(subject, form)
        }
    }

    async fn print(
        &self,
        client: &Client,
        subject: &Subject,
        key: &str,
        order: &PrintOrder,
    ) -> Result<Reply, Failure> {
        let job = client.queue_print(key, order).await.map_err(failure)?;
        let carried = job.carrier.clone().filter(|_| job.state == "queued");
        let at_once = carried.filter(|printer| !tells_its_state(printer));
        if let Some(printer) = at_once {
            let name = file_name(subject, &job.form);
            return self.file(client, &job, &printer, name).await;
        }
        self.start(client, &job);
        Ok(Reply::Printed(Printed {
            words: say!(
                "printing.paper_on_its_way",
                title = job.title,
                printer_name = job.printer_name
            ),
            file: String::new(),
        }))
    }

    /// A paper that becomes a file: taken, written, told.
    async fn file(
        &self,
        client: &Client,
        job: &PrintJobView,
        printer: &PrinterView,
        name: String,
    ) -> Result<Reply, Failure> {
        let ledger = self.ledger(client);
        let taken = ledger.take(job.id).await.map_err(failure)?;
        let Some(taken) = taken else {
            return Ok(Reply::Printed(Printed {
                words: say!("printing.paper_waits", title = job.title),
                file: String::new(),
            }));
        };
        let (paper, goes) = (self.paper.clone(), goes(printer));
        let job_of_file = PrintJob { name, ..taken };
        // A print program may take its time: other questions do not wait for it.
        let handed = move || paper.deliver(&goes, &job_of_file);
        let printed = tokio::task::spawn_blocking(carried(handed)).await;
        let printed = printed.map_err(|error| lost_print(&error))?;
        let told = match &printed {
            Ok(_) => Told::Printed(Default::default()),
            Err(error) => Told::Refused(Trouble::of_file(error)),
        };
        // Unheard, the job is in doubt, and the officer is asked.
        drop(ledger.tell(job.id, &told).await);
        let printed = printed.map_err(|error| Failure {
            code: error.code().into(),
            text: error.to_string(),
            ..Failure::default()
        })?;
        Ok(Reply::Printed(printed))
    }

    /// Carries a paper of this desk aside, once.
    fn start(&self, client: &Client, job: &PrintJobView) {
        let Some(printer) = job.carrier.clone().filter(|_| job.state == "queued") else {
            return;
        };
        if !self.lock().insert(job.id) {
            return;
        }
        let (carrier, client, job) = (self.clone(), client.clone(), job.clone());
        tokio::spawn(async move {
            match device(&printer) {
                Some(device) => {
                    let ledger = carrier.ledger(&client);
                    drop(carry(&device, &ledger, job.id, Pace::default()).await);
                }
                None => {
                    let name = format!("{}-{}", job.id, job.form);
                    drop(carrier.file(&client, &job, &printer, name).await);
                }
            }
            carrier.lock().remove(&job.id);
        });
    }

    /// What the server says, with what only this desk knows; what waits for it is started.
    async fn seen(&self, client: &Client, state: PrintState, said: String) -> Printing {
        for job in &state.jobs {
            self.start(client, job);
        }
        let mut trouble = None;
        for printer in state.printers.iter().filter(|printer| printer.used) {
            let found = match (printer.fault.as_str(), device(printer)) {
                ("", Some(device)) if printer.place == "desk" => match device.condition().await {
                    Condition::Ready => None,
                    Condition::Stopped(trouble) => Some(trouble.fault),
                },
                (code, _) => Fault::from_code(code),
            };
            trouble = trouble.or(found.map(|fault| PrinterTrouble {
                code: fault.code().into(),
                printer: printer.name.clone(),
                words: fault.words().into(),
                mend: fault.mend().into(),
            }));
        }
        let choice = |printer: PrinterView| PrinterChoice {
            id: printer.id,
            name: printer.name,
            papers: printer.papers,
            trays: printer.trays.into_iter().map(|t| (t.id, t.name)).collect(),
        };
        Printing {
            said,
            papers: state.jobs.into_iter().map(line).collect(),
            printers: state.printers.into_iter().map(choice).collect(),
            trouble,
            watch: state.watch,
        }
    }

    fn ledger(&self, client: &Client) -> Reports {
        Reports {
            client: client.clone(),
            holder: self.holder.clone(),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<i64>> {
        self.carrying.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The server's rows, told over the network.
struct Reports {
    client: Client,
    holder: String,
}

impl Ledger for Reports {
    type Error = Box<Problem>;

    async fn take(&self, job: i64) -> Result<Option<PrintJob>, Box<Problem>> {
        let take = PrintTake {
            holder: self.holder.clone(),
        };
        let paper = self.client.take_print(job, &take).await?;
        Ok(paper.map(|paper| PrintJob {
            name: paper.name,
            content: bytes(&paper.content),
            copies: paper.copies,
            tray: paper.tray,
            size: paper.size,
            tried: paper.tried,
        }))
    }

    async fn tell(&self, job: i64, told: &Told) -> Result<bool, Box<Problem>> {
        let (word, trouble) = match told {
            Told::Held(trouble) => ("held", Some(trouble)),
            Told::Unsent(trouble) => ("unsent", Some(trouble)),
            Told::Refused(trouble) => ("refused", Some(trouble)),
            Told::Doubtful(trouble) => ("doubtful", Some(trouble)),
            Told::Printing(_, trouble) => ("printing", trouble.as_ref()),
            Told::Printed(_) => ("printed", None),
        };
        let report = PrintReport {
            holder: self.holder.clone(),
            told: word.to_owned(),
            fault: trouble.map_or("", |t| t.fault.code()).to_owned(),
            said: trouble.map_or(String::new(), |t| t.said.clone()),
            number: match told {
                Told::Printing(number, _) => number.clone(),
                _ => String::new(),
            },
        };
        Ok(self.client.report_print(job, &report).await?.mine)
    }
}

/// Two hexadecimal digits a byte.
fn bytes(text: &str) -> Vec<u8> {
    let digit = |c: u8| char::from(c).to_digit(16).unwrap_or(0) as u8;
    let pairs = text.as_bytes().chunks_exact(2);
    pairs.map(|p| digit(p[0]) << 4 | digit(p[1])).collect()
}

fn tells_its_state(printer: &PrinterView) -> bool {
    matches!(printer.kind.as_str(), "ipp" | "raw9100")
}

/// The driver of a printer of this desk that says how it is.
fn device(printer: &PrinterView) -> Option<Device> {
    match printer.kind.as_str() {
        "ipp" => Some(Device::Ipp(IppSpool::at(
            &printer.address,
            &printer.certificate,
        )?)),
        "raw9100" => Some(Device::Ticket(TicketSpool {
            address: printer.address.clone(),
            answers: printer.answers,
        })),
        _ => None,
    }
}

fn goes(printer: &PrinterView) -> Goes {
    let address = printer.address.clone();
    match printer.kind.as_str() {
        "queue" => Goes::Queue(address),
        "viewer" => Goes::Viewer(address),
        _ => Goes::Folder(address),
    }
}

fn line(job: PrintJobView) -> JobLine {
    let at = moment(&job.asked_at).map_or(String::new(), |at| at.format(" %H:%M").to_string());
    let words = match job.fault_words.as_str() {
        "" => job.state_words,
        why => format!("{}: {why}", job.state_words),
    };
    JobLine {
        id: job.id,
        title: job.title,
        size: job.form.rsplit_once('-').map_or("", |(_, s)| s).to_owned(),
        code: job.code,
        number: job.number,
        state: job.state,
        words,
        mend: job.mend,
        printer: job.printer_name,
        asked: format!("{}{at}", job.officer),
    }
}
