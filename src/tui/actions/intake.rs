//! Actions of the intake, and those that end it.

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::messages::{Text, say};
use crate::tui::model::{Model, Move};
use crate::tui::screens::{Asked, Confirm, IntakeScreen, Screen, Values};
use crate::tui::widgets::Form;

pub static SAVE: Action = Action {
    id: "save",
    label: |model| match model.top() {
        Screen::LongText(_) => words(say!("action.take_text")),
        Screen::Confirm(question) => question.yes().to_owned().into(),
        Screen::Act(sheet) => sheet.verb().to_owned().into(),
        Screen::Order(sheet) => sheet.verb().to_owned().into(),
        Screen::Batch(_) => words(say!("action.send_rest")),
        Screen::Fees(fees) if fees.exempts() => words(say!("action.waive")),
        Screen::Fees(_) => words(say!("common.collect")),
        Screen::Till(till) => words(till.verb()),
        Screen::Files(_) => words(say!("common.attach")),
        Screen::Returning(_) => words(say!("action.return_result")),
        Screen::Review(review) => review.verb().to_owned().into(),
        Screen::Intake(intake) if intake.correcting().is_some() => {
            words(say!("action.review_correction"))
        }
        _ => words(say!("action.save_and_number")),
    },
    help: Text::of("action.save_help"),
    available: |model| match model.top() {
        Screen::LongText(_) | Screen::Act(_) | Screen::Order(_) | Screen::Review(_) => Ok(()),
        Screen::Batch(batch) if batch.can_go_on() => Ok(()),
        Screen::Confirm(question) if question.asks_for_reason() => Ok(()),
        Screen::Files(_) => Ok(()),
        Screen::Returning(screen) if screen.is_filling() => Ok(()),
        Screen::Returning(_) => Err(words(say!("action.scan_due_dossier"))),
        Screen::Intake(intake) if intake.is_filling() => Ok(()),
        Screen::Intake(intake) if intake.received().is_some() => {
            Err(words(say!("action.numbered_already")))
        }
        Screen::Intake(_) => Err(words(say!("action.choose_procedure_first"))),
        Screen::Fees(fees) if fees.owed() > 0 => Ok(()),
        Screen::Fees(_) => Err(words(say!("action.nothing_owed"))),
        Screen::Till(_) => Ok(()),
        _ => Err(words(say!("action.nothing_to_save"))),
    },
    run: |model| match model.top_mut() {
        (Screen::LongText(text), shared) => text.take(shared),
        (Screen::Confirm(question), shared) => question.say_yes(shared),
        (Screen::Files(files), shared) => files.send(shared),
        (Screen::Returning(screen), shared) => screen.hand_back(shared),
        (Screen::Intake(intake), shared) => intake.commit(shared),
        (Screen::Act(sheet), shared) => sheet.commit(shared),
        (Screen::Order(sheet), shared) => sheet.commit(shared),
        (Screen::Review(review), shared) => review.commit(shared),
        (Screen::Batch(batch), shared) => batch.again(shared),
        (Screen::Fees(fees), shared) => fees.commit(shared),
        (Screen::Till(till), shared) => till.commit(shared),
        _ => {}
    },
};

pub static CHOOSE: Action = Action {
    id: "choose",
    label: |_| words(say!("common.choose")),
    help: Text::of("action.choose_help"),
    available: |model| match model.top() {
        Screen::Intake(intake) if intake.can_choose() => Ok(()),
        Screen::Flows(flows) if flows.can_choose() => Ok(()),
        screen if form(screen).is_some_and(Form::can_choose) => Ok(()),
        _ => Err(words(say!("action.box_has_no_list"))),
    },
    run: |model| match model.top_mut() {
        (Screen::Intake(intake), shared) => intake.open_values(shared),
        (Screen::Flows(flows), shared) => flows.open_officers(shared),
        (screen, shared) => {
            if let Some(values) = form(screen).and_then(Values::of) {
                shared.open(values);
            }
        }
    },
};

/// The form of a screen whose fields have lists and nothing else to choose.
fn form(screen: &Screen) -> Option<&Form> {
    match screen {
        Screen::Act(sheet) => sheet.form(),
        Screen::Order(sheet) => sheet.form(),
        Screen::Fees(fees) => fees.form(),
        Screen::Files(files) => files.form(),
        _ => None,
    }
}

pub static INTAKE: Action = Action {
    id: "intake",
    label: |model| match model.top() {
        Screen::Intake(_) => words(say!("action.another_dossier")),
        _ => words(say!("common.intake")),
    },
    help: Text::of("action.intake_help"),
    available: |model| match model.top() {
        Screen::Intake(intake) if intake.received().is_none() => {
            Err(words(say!("action.save_dossier_first")))
        }
        _ if !may_receive(model) => Err(words(say!("action.role_no_intake"))),
        _ => not_in_a_box(model),
    },
    run: |model| {
        let next = match model.top_mut() {
            (Screen::Intake(intake), shared) => {
                let next = intake.of_same_person(shared);
                shared.close();
                next
            }
            (_, shared) => IntakeScreen::new(shared),
        };
        model.shared.note = None;
        model.shared.moves.push(Move::Open(Box::new(next.into())));
    },
};

/// Whether the role may take dossiers in; the server has the last word.
fn may_receive(model: &Model) -> bool {
    let rights = &model.shared.seat.rights;
    rights.is_empty() || rights.iter().any(|r| r == "receive")
}

pub static WHY_DUE: Action = Action {
    id: "why_due",
    label: |_| words(say!("action.why_due")),
    help: Text::of("action.why_due_help"),
    available: filling,
    run: |model| {
        if let (Screen::Intake(intake), shared) = model.top_mut() {
            intake.open_why(shared);
        }
    },
};

pub static CHANGE_PROCEDURE: Action = Action {
    id: "change_procedure",
    label: |_| words(say!("action.change_procedure")),
    help: Text::of("action.change_procedure_help"),
    available: filling,
    run: |model| {
        if let (Screen::Intake(intake), _) = model.top_mut() {
            intake.change_procedure();
        }
    },
};

pub static REFUSE: Action = Action {
    id: "refuse",
    label: |_| words(say!("action.refuse_intake")),
    help: Text::of("action.refuse_intake_help"),
    available: filling_or_offered::<0>,
    run: |model| end(model, "refuse", say!("action.refuse_intake")),
};

pub static GUIDE: Action = Action {
    id: "guide",
    label: |_| words(say!("action.guide")),
    help: Text::of("action.guide_help"),
    available: filling_or_offered::<1>,
    run: |model| end(model, "guide", say!("action.guide")),
};

/// What refusing and guiding are called on a dossier.
const ON_DOSSIER: [&str; 2] = ["refuse", "guide"];

fn filling_or_offered<const N: usize>(model: &Model) -> Result<(), std::borrow::Cow<'static, str>> {
    match model.top() {
        Screen::Dossier(_) => super::dossier::offered(model, &ON_DOSSIER[N..=N]),
        Screen::Intake(intake) if intake.correcting().is_some() => {
            Err(words(say!("action.correcting_now")))
        }
        _ => filling(model),
    }
}

fn filling(model: &Model) -> Result<(), std::borrow::Cow<'static, str>> {
    match model.top() {
        Screen::Intake(intake) if intake.is_filling() => Ok(()),
        _ => Err(words(say!("action.only_in_intake"))),
    }
}

fn end(model: &mut Model, outcome: &'static str, title: &str) {
    match model.top_mut() {
        (Screen::Dossier(dossier), shared) => dossier.start(&[outcome], shared),
        (Screen::Intake(intake), shared) => {
            let text = vec![
                say!("action.given_to_owner", owner = intake.owner()),
                say!("action.reason_on_slip").to_owned(),
            ];
            let asked = Asked::Intake(outcome.to_owned());
            let ask = Confirm::new(title, text, title, say!("action.back"), asked).with_reason();
            shared.open(ask.opened_at(shared.now));
        }
        _ => {}
    }
}
