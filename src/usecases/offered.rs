//! Which papers a dossier may print: what the life cycle prints for the acts done, what its state
//! allows, and the papers of its procedure. Names of papers are those of the life cycle; which
//! template that is says the set of forms the dossier keeps.

use super::Rules;
use super::paper_occasion::{prints, standing_acts};
use super::print_number::times_printed;
use crate::domain::dossier::Dossier;
use crate::domain::event::Event;
use crate::domain::lifecycle::{ClockIs, State};
use crate::print::{ANY_STATE, FormSet, Template};

/// A form that may be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormOffer {
    /// Name of the paper and its size: `mau-01-a5`.
    pub id: String,
    /// Title.
    pub title: String,
    /// How many times it was printed.
    pub printed: i64,
}

/// A paper with the template it is printed on.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    /// Name of the paper, whatever the set and the size.
    pub(super) paper: String,
    /// Title in the set of the dossier.
    pub(super) title: String,
    /// Template on the size of paper asked for.
    pub(super) template: Template,
}

impl Chosen {
    /// Name with the size of paper: `mau-01-a5`.
    pub(super) fn id(&self) -> String {
        format!("{}-{}", self.paper, self.template.paper().name)
    }
}

/// Notice of what is owed: also for fees that no act asked for.
const PAYMENT_NOTICE: &str = "thong-bao-nop-tien";

/// The ticket of 80 mm, where the office has a printer for it.
const TICKET: &str = "phieu-hen";

/// Forms of a dossier, the usual one first.
#[must_use]
pub fn forms_of(rules: &Rules, dossier: &Dossier, trail: &[Event]) -> Vec<FormOffer> {
    let set = rules.forms_for(dossier);
    let papers = papers_of(rules, set, dossier, trail);
    let sizes = papers.iter().flat_map(|paper| {
        let chosen = choose(rules, set, paper);
        chosen.map(on_each_size).unwrap_or_default()
    });
    sizes
        .map(|chosen| FormOffer {
            id: chosen.id(),
            title: format!(
                "{} ({})",
                chosen.title,
                chosen.template.paper().name.to_uppercase()
            ),
            printed: times_printed(rules, trail, &chosen.paper, None),
        })
        .collect()
}

fn on_each_size(chosen: Chosen) -> Vec<Chosen> {
    let sizes = chosen.template.papers().iter();
    let on = |name: &str| {
        let template = chosen.template.on(name)?;
        Some(Chosen {
            template,
            ..chosen.clone()
        })
    };
    sizes.filter_map(|paper| on(&paper.name)).collect()
}

/// Names of papers: what is handed out in this state, the procedure's own, what the acts gave (the
/// last act first), and what goes with every dossier.
fn papers_of(
    rules: &Rules,
    set: Option<&FormSet>,
    dossier: &Dossier,
    trail: &[Event],
) -> Vec<String> {
    let state = dossier.state;
    let received = state.clock() != ClockIs::NotStarted && state != State::Refused;
    let forms = || set.into_iter().flat_map(|set| &set.form);
    let in_state = |name: &str| {
        let fits = forms().filter(|form| form.states.iter().any(|s| s == name));
        fits.map(|form| form.paper.clone()).collect::<Vec<_>>()
    };
    let mut papers = in_state(state.id());
    if received {
        papers.extend(procedure_papers(rules, dossier));
    }
    for event in standing_acts(trail).iter().rev() {
        papers.extend(prints(rules, event).iter().cloned());
    }
    if received {
        papers.extend(in_state(ANY_STATE));
    }
    if dossier.content.fees.iter().any(|fee| fee.amount_dong > 0) {
        papers.push(PAYMENT_NOTICE.to_owned());
    }
    if received && rules.printers.prints_tickets() {
        papers.push(TICKET.to_owned());
    }
    let mut once = Vec::new();
    for paper in papers {
        if !once.contains(&paper) {
            once.push(paper);
        }
    }
    once
}

/// Papers for signature, while the dossier is being worked on.
fn procedure_papers<'a>(rules: &'a Rules, dossier: &'a Dossier) -> impl Iterator<Item = String> {
    let at_work = [
        State::InProgress,
        State::WithCoAgency,
        State::AwaitingApproval,
        State::AwaitingSignature,
    ];
    let templates = rules.shelf.templates().map(|(template, _)| template);
    let own = templates.filter(|t| at_work.contains(&dossier.state) && is_for(t, dossier));
    own.map(|t| t.id.clone()).collect::<Vec<_>>().into_iter()
}

/// Whether a template of one procedure is for this dossier's.
pub(super) fn is_for(template: &Template, dossier: &Dossier) -> bool {
    let code = crate::domain::procedure::ProcedureCode::parse(&dossier.content.procedure);
    let national = code.as_ref().map(|code| code.national().to_owned());
    let codes = template.procedures.iter();
    let mut codes = codes.filter_map(|c| crate::domain::procedure::ProcedureCode::parse(c));
    codes.any(|c| Some(c.national().to_owned()) == national)
}

/// The paper called `form` in `set`, with or without a size; also a template by its own id.
pub(super) fn choose(rules: &Rules, set: Option<&FormSet>, form: &str) -> Option<Chosen> {
    let of_set = |paper: &str, size: Option<&str>| {
        let entry = set?.form(paper)?;
        let template = rules.shelf.get(&entry.template).ok()?;
        Some(Chosen {
            paper: paper.to_owned(),
            title: entry.title.clone(),
            template: match size {
                Some(size) => template.on(size)?,
                None => template,
            },
        })
    };
    let sized = || {
        let (paper, size) = form.rsplit_once('-')?;
        of_set(paper, Some(size))
    };
    let by_id = || {
        let template = rules.shelf.get(form).ok()?;
        Some(Chosen {
            paper: template.id.clone(),
            title: template.title.clone(),
            template,
        })
    };
    of_set(form, None).or_else(sized).or_else(by_id)
}
