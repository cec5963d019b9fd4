//! Made-up people: names and addresses from frequency lists, numbers that agree with their birth.

use super::chance::{Chance, Urn};
use crate::domain::intake::Party;
use crate::domain::person::PartyKind;

const FAMILY: &str = include_str!("../../../assets/names/family.tsv");
const MIDDLE: &str = include_str!("../../../assets/names/middle.tsv");
const GIVEN: &str = include_str!("../../../assets/names/given.tsv");
const LENGTH: &str = include_str!("../../../assets/names/name_length.tsv");
const PLACES: &str = include_str!("../../../assets/names/places.tsv");
const STREETS: &str = include_str!("../../../assets/names/streets.tsv");
const PATTERNS: &str = include_str!("../../../assets/names/address_patterns.tsv");

/// First year of the two-level addresses (no district), as the lists name their era.
const NEW_ERA: i32 = 2025;

/// Draws people.
#[derive(Debug)]
pub(super) struct People {
    family: Urn<&'static str>,
    middle: Urn<&'static str>,
    given: Urn<&'static str>,
    words: Urn<usize>,
    streets: Vec<&'static str>,
    old: Places,
    new: Places,
}

/// Places and address patterns of one era.
#[derive(Debug)]
struct Places {
    patterns: Vec<&'static str>,
    /// Commune-level units with the district above them, empty in the new era.
    communes: Vec<(&'static str, &'static str)>,
}

impl People {
    pub fn new() -> Self {
        Self {
            family: urn(FAMILY),
            middle: urn(MIDDLE),
            given: urn(GIVEN),
            words: Urn::of(lines(LENGTH).map(|cells| (number(cells[0]), number(cells[1]) as u64))),
            streets: lines(STREETS).map(|cells| cells[0]).collect(),
            old: Places::of("2020"),
            new: Places::of("2025"),
        }
    }

    /// Somebody who comes to a desk in `year`.
    pub fn citizen(&self, chance: &mut Chance, year: i32) -> Party {
        let birth = year - 18 - chance.up_to(62) as i32;
        let man = chance.in_thousand(500);
        let (day, month) = (1 + chance.below(28), 1 + chance.below(12));
        Party {
            name: self.name(chance, man),
            kind: PartyKind::Citizen,
            identity: identity(chance, birth, man),
            birth: format!("{day:02}/{month:02}/{birth}"),
            phone: format!(
                "0{}{:08}",
                [3, 7, 8, 9][chance.below(4) as usize],
                chance.below(100_000_000)
            ),
            email: String::new(),
            address: self.address(chance, year),
        }
    }

    fn name(&self, chance: &mut Chance, man: bool) -> String {
        let words = self.words.draw(chance).copied().unwrap_or(3).clamp(2, 5);
        let mut name = self
            .family
            .draw(chance)
            .copied()
            .unwrap_or("Nguyễn")
            .to_owned();
        for place in 1..words {
            let next = match (place + 1 == words, place) {
                (true, _) => self.given.draw(chance).copied(),
                // The two middle words that tell a sex.
                (false, 1) if chance.in_thousand(450) => Some(if man { "Văn" } else { "Thị" }),
                (false, _) => self.neutral(chance),
            };
            name.push(' ');
            name.push_str(next.unwrap_or("An"));
        }
        name
    }

    fn neutral(&self, chance: &mut Chance) -> Option<&'static str> {
        (0..8)
            .filter_map(|_| self.middle.draw(chance).copied())
            .find(|m| !matches!(*m, "Văn" | "Thị"))
    }

    fn address(&self, chance: &mut Chance, year: i32) -> String {
        let era = if year < NEW_ERA { &self.old } else { &self.new };
        let pattern = chance.one(&era.patterns).copied().unwrap_or("");
        let kinds = [
            ("{xa}", "Xã "),
            ("{phuong}", "Phường "),
            ("{thi_tran}", "Thị trấn "),
        ];
        let (slot, kind) = kinds
            .into_iter()
            .find(|(slot, _)| pattern.contains(slot))
            .unwrap_or(kinds[0]);
        let city = pattern.contains("{thanh_pho}");
        let fits = |(name, above): &(&str, &str)| {
            name.starts_with(kind) && (above.is_empty() || city == above.starts_with("Thành phố"))
        };
        let (commune, above) = (0..200)
            .filter_map(|_| chance.one(&era.communes).copied())
            .find(fits)
            .unwrap_or((kind.trim_end(), ""));
        let street = chance.one(&self.streets).copied().unwrap_or("");
        let village = self.given.draw(chance).copied().unwrap_or("An");
        pattern
            .replace("{so_nha}", &(1 + chance.below(300)).to_string())
            .replace("{so}", &(1 + chance.below(12)).to_string())
            .replace("{ten_thon}", village)
            .replace("{duong}", street)
            .replace(slot, &lower_first(commune))
            .replace("{huyen}", &lower_first(above))
            .replace("{thanh_pho}", &lower_first(above))
    }
}

impl Places {
    fn of(era: &str) -> Self {
        let in_era = |cells: &Vec<&'static str>| cells[0] == era;
        Self {
            patterns: lines(PATTERNS)
                .filter(in_era)
                .map(|cells| cells[1])
                .collect(),
            communes: lines(PLACES)
                .filter(in_era)
                .filter(|cells| cells[1] == "commune")
                .map(|cells| (cells[2], if era == "2025" { "" } else { cells[3] }))
                .collect(),
        }
    }
}

/// Twelve digits: province, century and sex, year of birth, a number (TT 59/2021/TT-BCA).
fn identity(chance: &mut Chance, birth: i32, man: bool) -> String {
    let century = 2 * ((birth - 1900) / 100) + i32::from(!man);
    format!(
        "026{century}{:02}{:06}",
        birth.rem_euclid(100),
        chance.below(1_000_000)
    )
}

/// Inside an address a unit is written with a small letter: xã Minh Quang.
fn lower_first(unit: &str) -> String {
    let mut letters = unit.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut cells: Vec<&str> = line.split('\t').collect();
            cells.resize(cells.len().max(4), "");
            cells
        })
}

fn urn(table: &'static str) -> Urn<&'static str> {
    Urn::of(lines(table).map(|cells| (cells[0], number(cells[1]) as u64)))
}

fn number(cell: &str) -> usize {
    cell.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::identity_disagreement;

    #[test]
    fn people_are_whole_and_agree_with_their_papers() {
        let people = People::new();
        let mut chance = Chance::new(3);
        for year in [2019, 2024, 2025, 2026] {
            for _ in 0..200 {
                let person = people.citizen(&mut chance, year);
                assert!(
                    (2..=5).contains(&person.name.split(' ').count()),
                    "{person:?}"
                );
                assert!(!person.address.contains(['{', '}']), "{person:?}");
                assert!(
                    !person.address.contains(", ,") && person.address.contains("tỉnh "),
                    "{person:?}"
                );
                assert_eq!(
                    identity_disagreement(&person.identity, &person.birth),
                    None,
                    "{person:?}"
                );
                assert_eq!(person.phone.len(), 10);
            }
        }
    }
}
