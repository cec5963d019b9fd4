//! Papers on their way out, and what happened to them step by step.

use crate::domain::print_job::JobState;
use crate::domain::printer::At;
use crate::store::sql::catalogue;
use crate::store::{Row, Sql, StoreError, Tx, Val};

macro_rules! columns {
    () => {
        "SELECT id AS id, org AS org, desk AS desk, officer AS officer, what AS what, about AS about, code AS code,
        paper AS paper, given AS given, number AS number, form AS form, template AS template, title AS title,
        mark AS mark, printer AS printer, place AS place, tray AS tray, copies AS copies, state AS state,
        tries AS tries, fault AS fault, said AS said, holder AS holder, lease AS lease, remote AS remote,
        asked_at AS asked_at, changed_at AS changed_at, fields AS fields FROM print_job "
    };
}

catalogue! {
    /// Keeps a new job.
    INSERT = "INSERT INTO print_job (id, org, desk, officer, what, about, code, paper, given, number, form, template,
        title, mark, printer, place, tray, copies, state, tries, fault, said, holder, lease, remote, asked_at,
        changed_at, fields) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
        'queued', 0, '', '', '', 0, '', $19, $19, $20)";
    /// One job.
    ONE = concat!(columns!(), "WHERE id = $1");
    /// Jobs of a unit that are not over, oldest first.
    OPEN = concat!(columns!(), "WHERE org = $1 AND state IN ('queued', 'sent', 'doubtful', 'failed')
        ORDER BY id LIMIT $2");
    /// Jobs of all units that are not over, oldest first.
    ALL_OPEN = concat!(columns!(), "WHERE state IN ('queued', 'sent', 'doubtful', 'failed') ORDER BY id LIMIT $1");
    /// Jobs of a dossier that are not over.
    OPEN_OF = concat!(columns!(), "WHERE code = $1 AND state IN ('queued', 'sent', 'doubtful', 'failed') ORDER BY id");
    /// Takes the fields of a job away.
    FORGET = "UPDATE print_job SET fields = '' WHERE id = $1";
    /// The doubtful job of a paper, if there is one.
    DOUBT = "SELECT id AS id FROM print_job WHERE what = $1 AND about = $2 AND paper = $3 AND given = $4
        AND state IN ('sent', 'doubtful') LIMIT 1";
    /// Moves a job on; nothing happens when it is not where it was thought to be.
    MOVE = "UPDATE print_job SET state = $3, tries = $4, fault = $5, said = $6, holder = $7, lease = $8, remote = $9,
        printer = $10, place = $11, tray = $12, copies = $13, changed_at = $14, fields = $15
        WHERE id = $1 AND state = $2";
    /// Notes what is known of a job that stays where it is.
    NOTE = "UPDATE print_job SET fault = $3, said = $4, lease = $5, remote = $6, changed_at = $7
        WHERE id = $1 AND state = $2";
    /// Writes a step down.
    STEP = "INSERT INTO print_step (job, no, at, state, fault, who)
        SELECT $1, 1 + count(*), $2, $3, $4, $5 FROM print_step WHERE job = $1";
    /// Steps of a job in order.
    STEPS = "SELECT at AS at, state AS state, fault AS fault, who AS who FROM print_step WHERE job = $1 ORDER BY no";
}

/// One paper on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJob {
    /// Identifier: the number of the event that asked for it.
    pub id: i64,
    /// Unit.
    pub org: String,
    /// Desk, as on its screen.
    pub desk: String,
    /// Who asked.
    pub officer: String,
    /// What the paper is about: `dossier`, `slip`, `receipt`, `refund`, `shift`, `post_list`, `register`,
    /// `hand_over`.
    pub what: String,
    /// Which one.
    pub about: i64,
    /// Code of the dossier; empty when it is about none.
    pub code: String,
    /// Name of the paper in the sets of forms.
    pub paper: String,
    /// Event that gives the paper; 0 for none.
    pub given: i64,
    /// Which print of the paper, from 1: the original.
    pub number: i64,
    /// Paper with its size.
    pub form: String,
    /// Template with its size.
    pub template: String,
    /// Title.
    pub title: String,
    /// Its name at the printer.
    pub mark: String,
    /// Printer.
    pub printer: String,
    /// Who carries it.
    pub place: At,
    /// Tray; empty for the printer's own choice.
    pub tray: String,
    /// How many times it comes out.
    pub copies: u32,
    /// Where it stands.
    pub state: JobState,
    /// How many times it was taken.
    pub tries: i64,
    /// Code of what is wrong; empty for nothing.
    pub fault: String,
    /// What the printer said.
    pub said: String,
    /// Who carries it now, or last did.
    pub holder: String,
    /// Until then its carrier is alive, UTC milliseconds.
    pub lease: i64,
    /// Its number at the printer.
    pub remote: String,
    /// When it was asked for, UTC milliseconds.
    pub asked_at: i64,
    /// When it last changed, UTC milliseconds.
    pub changed_at: i64,
    /// The fields of the paper as JSON; empty once it is over.
    pub fields: String,
}

impl PrintJob {
    /// Its name at the printer and as a file: the same in every try, and no other paper's.
    #[must_use]
    pub fn name_at_printer(&self) -> String {
        let about = match self.code.as_str() {
            "" => format!("{}-{}", self.what.replace('_', "-"), self.about),
            code => code.to_owned(),
        };
        format!("{about}-{}-{}", self.form, self.mark)
    }
}

/// One step of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTaken {
    /// UTC milliseconds.
    pub at: i64,
    /// State after it.
    pub state: JobState,
    /// Code of what was wrong; empty for nothing.
    pub fault: String,
    /// Officer or carrier.
    pub who: String,
}

/// Keeps a new job, in its first state.
///
/// # Errors
/// [`StoreError::Unique`] on `print_job_once` when that number of the paper is on its way.
pub fn insert(tx: &mut dyn Tx, job: &PrintJob) -> Result<(), StoreError> {
    let args: [Val; 20] = [
        job.id.into(),
        job.org.as_str().into(),
        job.desk.as_str().into(),
        job.officer.as_str().into(),
        job.what.as_str().into(),
        job.about.into(),
        job.code.as_str().into(),
        job.paper.as_str().into(),
        job.given.into(),
        job.number.into(),
        job.form.as_str().into(),
        job.template.as_str().into(),
        job.title.as_str().into(),
        job.mark.as_str().into(),
        job.printer.as_str().into(),
        place(job.place).into(),
        job.tray.as_str().into(),
        job.copies.into(),
        job.asked_at.into(),
        job.fields.as_str().into(),
    ];
    tx.exec(&INSERT, &args)?;
    step(tx, job, &job.officer)
}

/// The job of that number.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn one(tx: &mut dyn Tx, id: i64) -> Result<Option<PrintJob>, StoreError> {
    Ok(read(tx, &ONE, &[id.into()])?.pop())
}

/// At most `limit` jobs of `org` that are not over, oldest first.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn open(tx: &mut dyn Tx, org: &str, limit: i64) -> Result<Vec<PrintJob>, StoreError> {
    read(tx, &OPEN, &[org.into(), limit.into()])
}

/// At most `limit` jobs that are not over, of all units, oldest first.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn all_open(tx: &mut dyn Tx, limit: i64) -> Result<Vec<PrintJob>, StoreError> {
    read(tx, &ALL_OPEN, &[limit.into()])
}

/// Jobs of the dossier `code` that are not over, oldest first.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn open_of(tx: &mut dyn Tx, code: &str) -> Result<Vec<PrintJob>, StoreError> {
    read(tx, &OPEN_OF, &[code.into()])
}

/// Takes the fields of job `id` away, wherever it stands.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn forget(tx: &mut dyn Tx, id: i64) -> Result<(), StoreError> {
    tx.exec(&FORGET, &[id.into()]).map(drop)
}

/// Whether a print of that paper is out of our hands and nobody knows whether it came out.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn in_doubt(
    tx: &mut dyn Tx,
    (what, about): (&str, i64),
    paper: &str,
    given: i64,
) -> Result<bool, StoreError> {
    let args = [what.into(), about.into(), paper.into(), given.into()];
    Ok(tx.row(&DOUBT, &args)?.is_some())
}

/// Writes `job` as it is now, when it still stands at `from`; and the step, done by `who`. `false` when
/// somebody was faster.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn move_on(
    tx: &mut dyn Tx,
    job: &PrintJob,
    from: JobState,
    who: &str,
) -> Result<bool, StoreError> {
    let args: [Val; 15] = [
        job.id.into(),
        from.id().into(),
        job.state.id().into(),
        job.tries.into(),
        job.fault.as_str().into(),
        job.said.as_str().into(),
        job.holder.as_str().into(),
        job.lease.into(),
        job.remote.as_str().into(),
        job.printer.as_str().into(),
        place(job.place).into(),
        job.tray.as_str().into(),
        job.copies.into(),
        job.changed_at.into(),
        job.fields.as_str().into(),
    ];
    if tx.exec(&MOVE, &args)? != 1 {
        return Ok(false);
    }
    step(tx, job, who)?;
    Ok(true)
}

/// Notes fault, lease and number of a job that stays where it is.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn note(tx: &mut dyn Tx, job: &PrintJob) -> Result<(), StoreError> {
    let args: [Val; 7] = [
        job.id.into(),
        job.state.id().into(),
        job.fault.as_str().into(),
        job.said.as_str().into(),
        job.lease.into(),
        job.remote.as_str().into(),
        job.changed_at.into(),
    ];
    tx.exec(&NOTE, &args).map(drop)
}

/// Steps of job `id` in order.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn steps(tx: &mut dyn Tx, id: i64) -> Result<Vec<StepTaken>, StoreError> {
    let rows = tx.rows(&STEPS, &[id.into()])?;
    let step = |row: &Row| {
        Ok(StepTaken {
            at: row.int(0)?,
            state: state(row.text(1)?)?,
            fault: row.string(2)?,
            who: row.string(3)?,
        })
    };
    rows.iter().map(step).collect()
}

fn step(tx: &mut dyn Tx, job: &PrintJob, who: &str) -> Result<(), StoreError> {
    let args: [Val; 5] = [
        job.id.into(),
        job.changed_at.into(),
        job.state.id().into(),
        job.fault.as_str().into(),
        who.into(),
    ];
    tx.exec(&STEP, &args).map(drop)
}

fn place(at: At) -> &'static str {
    match at {
        At::Server => "server",
        At::Desk => "desk",
    }
}

fn state(id: &str) -> Result<JobState, StoreError> {
    JobState::from_id(id).ok_or_else(|| StoreError::misuse("unknown state of a print job"))
}

fn read(tx: &mut dyn Tx, sql: &Sql, args: &[Val]) -> Result<Vec<PrintJob>, StoreError> {
    tx.rows(sql, args)?.iter().map(job).collect()
}

fn job(row: &Row) -> Result<PrintJob, StoreError> {
    Ok(PrintJob {
        id: row.int(0)?,
        org: row.string(1)?,
        desk: row.string(2)?,
        officer: row.string(3)?,
        what: row.string(4)?,
        about: row.int(5)?,
        code: row.string(6)?,
        paper: row.string(7)?,
        given: row.int(8)?,
        number: row.int(9)?,
        form: row.string(10)?,
        template: row.string(11)?,
        title: row.string(12)?,
        mark: row.string(13)?,
        printer: row.string(14)?,
        place: match row.text(15)? {
            "server" => At::Server,
            _ => At::Desk,
        },
        tray: row.string(16)?,
        copies: u32::try_from(row.int(17)?).unwrap_or(1),
        state: state(row.text(18)?)?,
        tries: row.int(19)?,
        fault: row.string(20)?,
        said: row.string(21)?,
        holder: row.string(22)?,
        lease: row.int(23)?,
        remote: row.string(24)?,
        asked_at: row.int(25)?,
        changed_at: row.int(26)?,
        fields: row.string(27)?,
    })
}
