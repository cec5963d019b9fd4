//! By what a dossier is found: names, numbers, last digits.

use crate::domain::code_scheme;
use crate::domain::dossier::{Content, Dossier};
use crate::domain::person::Person;
use crate::records::finding;
use crate::store::Tx;
use crate::text::fold;
use crate::usecases::UseCaseError;

/// Makes the dossier findable by names, numbers and last digits.
pub(in crate::usecases) fn index(tx: &mut dyn Tx, dossier: &Dossier) -> Result<(), UseCaseError> {
    let content = &dossier.content;
    let (names, numbers) = (names(content), numbers(content));
    let last = code_scheme::last_digits(&dossier.code);
    let (id, desk) = (dossier.id, &dossier.desk);
    finding::add(tx, id, desk, &names, last.as_deref(), &numbers)?;
    Ok(())
}

/// Folded names of the people of a dossier.
pub(in crate::usecases) fn names(content: &Content) -> String {
    let people = std::iter::once(&content.owner).chain(&content.submitter);
    let names: Vec<String> = people.map(|p| fold(p.name.as_str())).collect();
    names.join(" ")
}

/// Numbers by which the people of a dossier are found, each once.
pub(in crate::usecases) fn numbers(content: &Content) -> Vec<String> {
    let people = std::iter::once(&content.owner).chain(&content.submitter);
    let mut numbers: Vec<String> = people.flat_map(Person::numbers).collect();
    numbers.sort();
    numbers.dedup();
    numbers
}
