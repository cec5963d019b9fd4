//! Officers, lists and dossiers as they travel.

use crate::domain::dossier::{Dossier, FeeTaken, PaperCount};
use crate::domain::event::Event;
use crate::domain::lifecycle::Act;
use crate::domain::org::{Actor, Grant};
use crate::domain::person::Person;
use crate::usecases::Rules;
use crate::usecases::list::{Listed, Standing, Tab};
use crate::usecases::open::{Offer, Opened, act_label};
use crate::usecases::print_form::{FormOffer, forms_of};
use crate::usecases::rules::iso;
use crate::wire;

/// Who is signed in.
pub(crate) fn me(rules: &Rules, actor: &Actor) -> wire::Me {
    let rights = serde_json::to_value(actor.rights()).ok();
    wire::Me {
        officer: actor.officer().to_owned(),
        name: actor.name().to_owned(),
        role: actor.role().to_string(),
        role_label: rules.roles.label_of(actor.role()).to_owned(),
        org: actor.org().to_owned(),
        org_name: rules
            .office
            .org(actor.org())
            .map_or(String::new(), |o| o.name.clone()),
        rights: rights
            .and_then(|v| serde_json::from_value(v).ok())
            .unwrap_or_default(),
        grants: actor.grants().iter().map(|g| grant(rules, g)).collect(),
        one_key: rules.office.demo,
        screen_lock_minutes: rules.office.sign_in.screen_lock_minutes,
    }
}

/// A role held, with the names people know.
pub(crate) fn grant(rules: &Rules, grant: &Grant) -> wire::ColleagueGrant {
    wire::ColleagueGrant {
        role: grant.role.to_string(),
        role_label: rules.roles.label_of(&grant.role).to_owned(),
        org: grant.org.clone(),
        org_name: rules
            .office
            .org(&grant.org)
            .map_or(String::new(), |o| o.name.clone()),
    }
}

/// One row of a list.
pub(crate) fn line(rules: &Rules, listed: Listed) -> wire::DossierLine {
    let row = listed.row;
    wire::DossierLine {
        code: row.code,
        version: row.version,
        owner: row.owner,
        summary: row.summary,
        procedure: row.procedure_name,
        state: row.state.id().to_owned(),
        state_label: row.state.label().to_owned(),
        step: row.step_name,
        holder: row
            .holder
            .map_or(String::new(), |h| rules.office.officer_name(&h).to_owned()),
        received: row.received.to_string(),
        due: row.due.map(|due| due.to_string()),
        standing: standing(listed.standing),
        org: org_name(rules, &row.org),
        step_due: row.step_due.map(|due| due.to_string()),
        step_late: listed.step_late,
        forward_by: listed.forward_by.map(|by| by.to_string()),
    }
}

fn org_name(rules: &Rules, id: &str) -> String {
    let org = rules.office.org(id);
    org.map_or(id.to_owned(), |org| org.name.clone())
}

fn standing(standing: Standing) -> wire::Standing {
    match standing {
        Standing::Stopped(half_days) => wire::Standing::Stopped { half_days },
        Standing::NoDue => wire::Standing::NoDue,
        Standing::Within(half_days) => wire::Standing::Within { half_days },
        Standing::NearDue(half_days) => wire::Standing::NearDue { half_days },
        Standing::Late(half_days) => wire::Standing::Late { half_days },
        Standing::Early(half_days) => wire::Standing::Early { half_days },
        Standing::OnTime => wire::Standing::OnTime,
        Standing::FinishedLate(half_days) => wire::Standing::FinishedLate { half_days },
    }
}

/// A dossier in full.
pub(crate) fn view(rules: &Rules, opened: Opened) -> wire::DossierView {
    let forms = forms_of(rules, &opened.dossier, &opened.trail);
    let steps = steps(rules, &opened);
    let life = super::life::life(rules, &opened);
    let Opened {
        dossier,
        trail,
        standing: at,
        offers,
        details,
        prints,
        ..
    } = opened;
    let content = &dossier.content;
    let view = wire::DossierView {
        procedure_code: content.procedure.clone(),
        case_name: content.case_name.clone(),
        applicant: person(&content.owner),
        submitter: content.submitter.as_ref().map(person),
        papers: content.papers.iter().map(paper_line).collect(),
        sets: content.sets,
        fees: content.fees.iter().map(fee_line).collect(),
        channel: content.channel.label().to_owned(),
        collect_at: content.collect_at.to_string(),
        note: content.note.to_string(),
        answers: answers(rules, &dossier),
        limit_words: dossier.clock.limit.in_words(),
        received_at: iso(dossier.clock.received_at),
        due_at: dossier.clock.due_at.map(iso),
        life,
        steps,
        acts: offers.into_iter().map(act).collect(),
        trail: trail.iter().map(|event| trail_line(rules, event)).collect(),
        forms: forms.into_iter().filter(|_| prints).map(form).collect(),
        line: dossier_line(rules, &dossier, at),
    };
    if details { view } else { without_papers(view) }
}

/// The same for a role without papers: who and what it is about, nothing of what was handed in.
fn without_papers(view: wire::DossierView) -> wire::DossierView {
    let only_name = |party: wire::Party| wire::Party {
        name: party.name,
        kind: party.kind,
        ..wire::Party::default()
    };
    wire::DossierView {
        applicant: only_name(view.applicant),
        submitter: view.submitter.map(only_name),
        papers: Vec::new(),
        note: String::new(),
        answers: Vec::new(),
        life: wire::LifeView {
            papers_asked: Vec::new(),
            ..view.life
        },
        ..view
    }
}

fn dossier_line(rules: &Rules, dossier: &Dossier, at: Standing) -> wire::DossierLine {
    let holder = dossier.position.holder.as_deref();
    wire::DossierLine {
        code: dossier.code.clone(),
        version: dossier.version,
        owner: dossier.content.owner.name.to_string(),
        summary: dossier.content.summary.to_string(),
        procedure: dossier.content.procedure_name.clone(),
        state: dossier.state.id().to_owned(),
        state_label: dossier.state.label().to_owned(),
        step: dossier.step().map_or(String::new(), |s| s.name.clone()),
        holder: holder.map_or(String::new(), |h| rules.office.officer_name(h).to_owned()),
        received: dossier.clock.received.to_string(),
        due: dossier.clock.due.map(|due| due.to_string()),
        standing: standing(at),
        org: org_name(rules, &dossier.position.org),
        step_due: dossier.position.step_due.map(|due| due.to_string()),
        ..wire::DossierLine::default()
    }
}

pub(crate) fn person(person: &Person) -> wire::Party {
    let kind = serde_json::to_value(person.kind).ok();
    wire::Party {
        name: person.name.to_string(),
        kind: kind
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default(),
        identity: person.identity.to_string(),
        birth: person.birth.to_string(),
        phone: person.phone.to_string(),
        email: person.email.to_string(),
        address: person.address.to_string(),
    }
}

pub(super) fn paper_line(paper: &PaperCount) -> wire::PaperLine {
    wire::PaperLine {
        name: paper.name.to_string(),
        originals: paper.originals.into(),
        certified: paper.certified.into(),
        photocopies: paper.photocopies.into(),
    }
}

pub(super) fn fee_line(fee: &FeeTaken) -> wire::FeeLine {
    wire::FeeLine {
        kind: fee.kind.code().to_owned(),
        name: fee.name.to_string(),
        amount_dong: i64::try_from(fee.amount_dong).unwrap_or(i64::MAX),
    }
}

/// Answers by the labels of the form; an answer whose field has gone keeps its key.
fn answers(rules: &Rules, dossier: &Dossier) -> Vec<(String, String)> {
    let content = &dossier.content;
    let on = crate::usecases::rules::as_of_receipt(dossier);
    let code = crate::domain::procedure::ProcedureCode::parse(&content.procedure);
    let fields: Vec<(String, String)> = code
        .map(|code| {
            let form = rules.catalogue.form_on(&code, on);
            form.fields()
                .map(|f| (f.key.clone(), f.label.clone()))
                .collect()
        })
        .unwrap_or_default();
    let known = fields.iter().filter_map(|(key, label)| {
        content
            .answers
            .get(key)
            .map(|value| (label.clone(), value.clone()))
    });
    let left = content
        .answers
        .iter()
        .filter(|(key, _)| !fields.iter().any(|(k, _)| k == *key));
    known
        .chain(left.map(|(key, value)| (key.clone(), value.clone())))
        .collect()
}

fn steps(rules: &Rules, opened: &Opened) -> Vec<wire::StepView> {
    let dossier = &opened.dossier;
    let here = dossier.position.step;
    let charged = |no: u32| -> i64 {
        opened
            .trail
            .iter()
            .filter(|e| e.from_step == no)
            .map(|e| e.charged_halfdays)
            .sum()
    };
    let progress = |no: u32| match no.cmp(&here) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal if dossier.state.is_final() => "done",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "ahead",
    };
    let step = |s: &crate::domain::process::Step| wire::StepView {
        no: s.no,
        name: s.name.clone(),
        role: rules.roles.label_of(&s.role).to_owned(),
        half_days: s.half_days,
        progress: progress(s.no).to_owned(),
        charged: charged(s.no),
        deadline: opened
            .deadline
            .filter(|_| s.no == here)
            .map(|d| d.to_string()),
    };
    dossier.process.steps.iter().map(step).collect()
}

fn act(offer: Offer) -> wire::ActView {
    wire::ActView {
        act: offer.act.id().to_owned(),
        label: offer.label,
        blocked: offer.blocked,
        reason: offer.reason,
        asks: offer.asks.iter().filter_map(asked_id).collect(),
        undo: offer.undo,
        late_half_days: offer.late_half_days,
        due: offer.due.map(|due| due.to_string()),
    }
}

/// A list of a role.
pub(crate) fn tab(rules: &Rules, tab: Tab) -> wire::ListTab {
    let rows = &rules.lifecycle.transition;
    let act = |act: &Act| {
        let row = rows.iter().find(|row| row.act == *act)?;
        Some(wire::ListAct {
            act: act.id().to_owned(),
            label: row.label.clone(),
            reason: row.reason,
            asks: row.asks.iter().filter_map(asked_id).collect(),
            undo: row.undo,
        })
    };
    wire::ListTab {
        onward: tab.list.onward.iter().filter_map(act).collect(),
        others: tab.list.others.iter().filter_map(act).collect(),
        id: tab.list.id,
        label: tab.list.label,
        about: tab.list.about,
        count: tab.count,
    }
}

fn asked_id(asked: &crate::domain::lifecycle::Asked) -> Option<String> {
    let id = serde_json::to_value(asked).ok()?;
    id.as_str().map(str::to_owned)
}

fn trail_line(rules: &Rules, event: &Event) -> wire::TrailLine {
    let to = if event.to_officer.is_empty() {
        rules
            .roles
            .label_of(&event.to_role.as_str().into())
            .to_owned()
    } else {
        rules.office.officer_name(&event.to_officer).to_owned()
    };
    wire::TrailLine {
        seq: event.seq,
        at: iso(event.at),
        who: rules.office.officer_name(&event.actor).to_owned(),
        role: rules.roles.label_of(&event.role.as_str().into()).to_owned(),
        org: rules
            .office
            .org(&event.org)
            .map_or(event.org.clone(), |o| o.name.clone()),
        act: act_label(rules, &event.act),
        to,
        charged: event.charged_halfdays,
        note: event.note.clone(),
    }
}

fn form(offer: FormOffer) -> wire::FormLine {
    wire::FormLine {
        id: offer.id,
        title: offer.title,
        printed: offer.printed,
    }
}
