//! Foreign text in every answer, for the guard of the screen.

use super::super::*;
use crate::tui::index::{Index, ProcedureLine};

/// Puts `poison` at the end of every text a person may have written.
pub fn poison(mut reply: Reply, poison: &str) -> Reply {
    if poison.is_empty() {
        return reply;
    }
    let spoil =
        |texts: &mut dyn Iterator<Item = &mut String>| texts.for_each(|t| t.push_str(poison));
    let spoil_line = |d: &mut DossierLine| {
        let DossierLine {
            code,
            owner,
            procedure,
            state,
            step,
            holder,
            due,
            standing_words,
            ..
        } = d;
        spoil(
            &mut [
                owner,
                procedure,
                state,
                step,
                holder,
                due,
                standing_words,
                code,
            ]
            .into_iter(),
        );
    };
    match &mut reply {
        Reply::Fees(sheet) => {
            spoil(&mut [&mut sheet.owner].into_iter());
            spoil(
                &mut sheet
                    .lines
                    .iter_mut()
                    .flat_map(|l| [&mut l.name, &mut l.kind_label, &mut l.settled_label]),
            );
            spoil(&mut sheet.modes.iter_mut().map(|m| &mut m.label));
        }
        Reply::Till(book) => {
            let totals = book.iter_mut().flat_map(|b| b.totals.iter_mut());
            spoil(&mut totals.flat_map(|t| [&mut t.kind_label, &mut t.way_label]));
        }
        Reply::Money(words) => spoil(&mut [words].into_iter()),
        Reply::Applicants(people, today) => {
            let values = people.iter_mut().flat_map(|p| &mut p.values);
            spoil(&mut values.map(|(_, text)| text).chain(today));
        }
        Reply::Seat(seat) => {
            spoil(&mut [&mut seat.desk, &mut seat.agency, &mut seat.officer].into_iter());
        }
        Reply::Catalogue(index) => {
            let spoilt: Vec<[String; 3]> = index
                .lines()
                .map(|line| [line.name, line.field, line.limit].map(|t| format!("{t}{poison}")))
                .collect();
            let lines = index.lines().zip(&spoilt);
            let lines = lines.map(|(line, [name, field, limit])| ProcedureLine {
                name,
                field,
                limit,
                ..line
            });
            **index = Index::new(lines);
        }
        Reply::Sheet(sheet) => {
            spoil(&mut sheet.places.iter_mut().chain([&mut sheet.name]));
            spoil(&mut sheet.papers.iter_mut().map(|p| &mut p.name));
            for (title, fields) in &mut sheet.sections {
                title.push_str(poison);
                for field in fields {
                    spoil(&mut [&mut field.label, &mut field.hint, &mut field.help].into_iter());
                }
            }
            for case in &mut sheet.cases {
                case.name.push_str(poison);
                spoil(
                    &mut case
                        .fees
                        .iter_mut()
                        .flat_map(|f| [&mut f.name, &mut f.note]),
                );
            }
        }
        Reply::Due(due) => spoil(&mut due.why.iter_mut().chain([&mut due.short, &mut due.limit])),
        Reply::List(lines, _) => lines.iter_mut().for_each(spoil_line),
        Reply::Lists(tabs) => spoil(&mut tabs.iter_mut().map(|tab| &mut tab.label)),
        Reply::LateReasons(pairs) | Reply::Colleagues(pairs) => {
            spoil(&mut pairs.iter_mut().map(|(_, words)| words));
        }
        Reply::Found(found) => {
            found.filter.push_str(poison);
            found.rows.iter_mut().for_each(spoil_line);
        }
        Reply::Dossier(sheet) => {
            spoil(&mut [&mut sheet.code, &mut sheet.owner, &mut sheet.state].into_iter());
            spoil(
                &mut sheet
                    .facts
                    .iter_mut()
                    .flat_map(|f| [&mut f.label, &mut f.value]),
            );
            spoil(
                &mut sheet
                    .steps
                    .iter_mut()
                    .flat_map(|s| [&mut s.name, &mut s.who, &mut s.due]),
            );
            spoil(
                &mut sheet
                    .trace
                    .iter_mut()
                    .flat_map(|t| [&mut t.at, &mut t.who, &mut t.what]),
            );
            spoil(&mut sheet.forms.iter_mut().map(|f| &mut f.title));
        }
        Reply::Held(held) => {
            spoil(&mut held.intake.values.iter_mut().map(|(_, text)| text));
        }
        Reply::Differences(found) => {
            let texts = found.changes.iter_mut();
            spoil(&mut texts.flat_map(|c| [&mut c.field, &mut c.old, &mut c.new]));
        }
        Reply::Preview(lines) => spoil(&mut lines.iter_mut()),
        Reply::Officers(lines) => {
            spoil(
                &mut lines
                    .iter_mut()
                    .flat_map(|o| [&mut o.name, &mut o.role, &mut o.agency]),
            );
        }
        Reply::Files(sheet) => {
            spoil(&mut sheet.results.iter_mut());
            for f in &mut sheet.files {
                let texts = [&mut f.label, &mut f.kind, &mut f.name, &mut f.remark];
                spoil(&mut texts.into_iter());
            }
        }
        Reply::ReturnSheet(sheet) => {
            let sheet = &mut **sheet;
            let texts = [
                &mut sheet.state,
                &mut sheet.procedure,
                &mut sheet.owner,
                &mut sheet.delivery,
            ];
            spoil(&mut sheet.results.iter_mut().chain(texts));
        }
        Reply::Attached(words) | Reply::HandedBack(words) => words.push_str(poison),
        Reply::Table(table) => {
            let columns = table.columns.iter_mut().map(|c| &mut c.label);
            spoil(&mut columns.chain([&mut table.title, &mut table.head, &mut table.empty]));
            for row in &mut table.rows {
                spoil(&mut row.cells.iter_mut().chain(&mut row.detail));
            }
        }
        Reply::Ordered(done) => done.words.push_str(poison),
        Reply::Flows(rows) => spoil(&mut rows.iter_mut().flat_map(|r| [&mut r.name, &mut r.days])),
        Reply::Flow(sheet) => {
            spoil(&mut sheet.findings.iter_mut().chain([&mut sheet.title]));
            let steps = sheet.steps.iter_mut();
            spoil(&mut steps.flat_map(|s| [&mut s.name, &mut s.org_name, &mut s.usual]));
        }
        Reply::Changes(changes) => {
            for change in changes {
                spoil(&mut [&mut change.title, &mut change.reason].into_iter());
            }
        }
        Reply::Received(_) | Reply::Acted(..) | Reply::ActedOn(..) => {}
        Reply::Printing(printing) => {
            let papers = printing.papers.iter_mut();
            spoil(&mut papers.flat_map(|p| [&mut p.title, &mut p.words, &mut p.asked]));
        }
        Reply::PrintWay(_) | Reply::Printed(_) | Reply::Decided(_) => {}
    }
    reply
}
