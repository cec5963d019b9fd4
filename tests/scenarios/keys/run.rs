//! Which scenarios are played by keys: those that say `Bằng phím: có`, or with `KEYS=all` every one, the short
//! ones of the counter (`quay/`) among them; and which line by line: those of [`LINEAR`], or with `LINEAR=all`
//! every one.

use super::Hindered;
use crate::play::{By, Met};
use crate::told::{self, Outcome};
use motcua::store::Engine;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Offices at a time: each has a server and its desks.
const TOGETHER: usize = 4;

/// How many scenarios are played at least by keys, in every run and in the whole one.
const LEAST: (usize, usize) = (30, 150);
/// The same in linear mode; looks are nothing to listen to.
const LEAST_LINEAR: (usize, usize) = (LINEAR.len(), 145);

/// What every run plays in linear mode: intakes, hand-overs, what is done twice, what is taken back, refusals; and
/// of the counter scans, drafts, marks, money, papers, locks.
const LINEAR: &[&str] = &[
    "s01_bo_sung_tam_dung",
    "s06_lien_thong_xa_so",
    "s13_duyet_ky_phat_hanh",
    "s17_huong_dan_va_tu_choi_tai_quay",
    "s39_hoan_tac_trong_30_giay",
    "s48_sua_ngay_hen_hai_nguoi",
    "s50_phan_cong_chuyen_nguoi",
    "s53_nhieu_nguoi_cung_luc",
    "s63_mot_nguoi_hai_vai",
    "quay/ds04_danh_dau_nhieu",
    "quay/hs01_trang",
    "quay/in01_thuc_don",
    "quay/kh02_khoa_giu_nhap",
    "quay/tg01_tro_giup",
    "quay/tk07_quet_khi_dang_go",
    "quay/tn01_quet_the",
    "quay/tn03_thieu_o_bat_buoc",
    "quay/tn07_huong_dan",
    "quay/tn21_tra_lai_nhap",
    "quay/tp01_thu_mot_enter",
    "quay/vt01_doi_can_bo",
];

#[test]
fn scenarios_are_played_by_keys() {
    let wanted = |name: &str| told::read(name).unwrap().1.by_keys;
    play_all("KEYS", By::Keys, wanted);
}

#[test]
fn scenarios_are_played_line_by_line() {
    play_all("LINEAR", By::Linear, |name| LINEAR.contains(&name));
}

/// Plays what the variable names: `all`, a part of names, or without it what is `wanted`.
fn play_all(variable: &str, by: By, wanted: impl Fn(&str) -> bool) {
    let which = std::env::var(variable).ok();
    let all = which.as_deref() == Some("all");
    let only = which.filter(|which| which != "all");
    let whole = crate::ALL.iter().map(|name| (*name).to_owned());
    let chosen = whole.chain(counter()).filter(|name| match &only {
        Some(only) => name.contains(only.as_str()),
        None => all || wanted(name.as_str()),
    });
    let mut names: Vec<String> = chosen.collect();
    if by == By::Linear {
        names.retain(|name| has_lines(name));
    }
    let began = std::time::Instant::now();
    let played = together(&names, by);
    let mut wrong = Vec::new();
    for (name, outcome) in &played {
        match outcome {
            Ok(met) => println!("{name}: {}", sum(met)),
            Err(why) => wrong.push(why.as_str()),
        }
    }
    let fine = played.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    let took = began.elapsed().as_secs();
    println!("{fine} of {} played {by:?} in {took} s", played.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let (sample, whole) = match by {
        By::Linear => LEAST_LINEAR,
        _ => LEAST,
    };
    let least = if all { whole } else { sample };
    assert!(only.is_some() || fine >= least, "only {fine} played");
}

/// Whether it can be played without a screen; otherwise the file says why not, and so does the run.
fn has_lines(name: &str) -> bool {
    let why = told::read(name).unwrap().1.not_linear;
    if let Some(why) = &why {
        println!("{name}: – không từng dòng: {why}");
    }
    why.is_none()
}

/// The short scenarios of the counter, one file each.
fn counter() -> Vec<String> {
    let files = std::fs::read_dir(format!("{}/quay", told::FOLDER)).unwrap();
    let mut names: Vec<String> = files
        .flatten()
        .filter_map(|file| file.file_name().into_string().ok())
        .filter_map(|name| Some(format!("quay/{}", name.strip_suffix(".txt")?)))
        .collect();
    names.sort();
    names
}

fn together(names: &[String], by: By) -> Vec<(&str, Outcome)> {
    let (next, played) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..TOGETHER.min(names.len()) {
            scope.spawn(|| {
                while let Some(name) = names.get(next.fetch_add(1, Relaxed)) {
                    let by = match (name.starts_with("quay/"), by) {
                        (false, by) => by,
                        (true, By::Linear) => By::LinearCounter,
                        (true, _) => By::Counter,
                    };
                    let outcome = told::tell(name, Engine::Sqlite, by);
                    played.lock().unwrap().push((name.as_str(), outcome));
                }
            });
        }
    });
    let mut played = played.into_inner().unwrap();
    played.sort_by_key(|(name, _)| *name);
    played
}

fn sum(met: &Met) -> String {
    let keys: usize = met.pressed.iter().map(|(_, keys)| keys).sum();
    let most = met.pressed.iter().max_by_key(|(_, keys)| keys);
    let most = most.map_or(String::new(), |(no, keys)| {
        format!(", most {keys} on line {no}")
    });
    let (mut refused, mut stopped, mut unoffered) = (0, 0, 0);
    for (_, why) in &met.hindered {
        match why {
            Hindered::Refused(..) => refused += 1,
            Hindered::Stopped(_) => stopped += 1,
            Hindered::NotOffered(_) | Hindered::NoScreen(_) => unoffered += 1,
        }
    }
    format!(
        "{keys} keys for {} deeds{most}; refused by the server {refused}, stopped by the screen {stopped}, not offered {unoffered}",
        met.pressed.len()
    )
}
