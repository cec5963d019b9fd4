//! Who may get a dossier at the step where it is and at the next: for the leader who assigns, and for
//! whoever passes it on.

use super::act::readable;
use super::facts::Group;
use super::{App, Rules, UseCaseError, facts};
use crate::domain::code_scheme::normalise;
use crate::domain::decide::{Facts, unit_of};
use crate::domain::dossier::Dossier;
use crate::domain::org::Actor;
use crate::domain::process::Step;
use crate::domain::staffing::{Days, Staffing};
use crate::records::staffing;
use crate::worktime::Session;

/// The officers of one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepOfficers {
    /// Number of the step.
    pub no: u32,
    /// Its name.
    pub step: String,
    /// Agency.
    pub org: String,
    /// Role.
    pub role: String,
    /// Whether the dossier is there now.
    pub here: bool,
    /// Who may get it; the usual one first.
    pub officers: Vec<Choice>,
}

/// Somebody who may get a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Login name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Post.
    pub title: String,
    /// Usually gets it.
    pub usual: bool,
    /// Acts for these absent officers of the group, by name.
    pub deputy_of: Vec<String>,
    /// Is absent; a deputy acts.
    pub absent: bool,
}

/// The officers of the present and of the next step.
///
/// # Errors
/// No such dossier for this officer; the calendar ends; the store.
pub async fn officers(
    app: &App,
    actor: &Actor,
    code: &str,
) -> Result<Vec<StepOfficers>, UseCaseError> {
    let (code, viewer, rules) = (normalise(code), actor.clone(), app.rules.clone());
    let (at, session) = (app.clock.now(), super::list::now_session(app)?);
    app.store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            let asked = facts::Asked {
                acts: &[],
                named: None,
            };
            let (facts, _) = facts::gather(tx, &rules, &viewer, &dossier, asked, at)?;
            let steps = [dossier.step(), dossier.next_step()].into_iter().flatten();
            let orgs: Vec<String> = steps
                .clone()
                .map(|s| unit_of(&s.unit, &dossier.desk))
                .collect();
            let orgs: Vec<&str> = orgs.iter().map(String::as_str).collect();
            let days = Days {
                from: session.date,
                to: session.date,
            };
            let staffing = staffing::between(tx, &orgs, days)?;
            Ok(steps
                .map(|step| group(&rules, &dossier, step, &facts, &staffing, session))
                .collect())
        })
        .await
}

fn group(
    rules: &Rules,
    dossier: &Dossier,
    step: &Step,
    facts: &Facts,
    staffing: &Staffing,
    session: Session,
) -> StepOfficers {
    let (group, office) = (
        Group::at(rules, staffing, dossier, step, session.date),
        &rules.office,
    );
    let mut choices: Vec<Choice> = Vec::new();
    for officer in &office.officers {
        let absent = group.deputy_of(&officer.id);
        let deputy_of: Vec<String> = absent
            .iter()
            .map(|who| office.officer_name(who).to_owned())
            .collect();
        if group.holds(&officer.id) || !deputy_of.is_empty() {
            choices.push(Choice {
                usual: facts.staff.get(&step.no) == Some(&officer.id),
                absent: staffing
                    .deputy_of(&officer.id, &group.org, session.date)
                    .is_some(),
                id: officer.id.clone(),
                name: officer.name.clone(),
                title: officer.title.clone(),
                deputy_of,
            });
        }
    }
    choices.sort_by_key(|choice| (!choice.usual, choice.absent));
    StepOfficers {
        no: step.no,
        step: step.name.clone(),
        role: group.role.to_string(),
        org: group.org,
        here: dossier.position.step == step.no,
        officers: choices,
    }
}
