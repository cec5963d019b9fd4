//! Fees of a dossier (phí, lệ phí): what is owed, when it is taken, how it was settled.
//!
//! Phí and lệ phí are two legal kinds (Luật Phí và lệ phí 2015): separate lines, separate receipts,
//! separate sums. Money is whole đồng.

use serde::{Deserialize, Serialize};

use super::dossier::FeeTaken;
use super::procedure::FeeKind;

/// Both kinds, in the order in which they are shown.
pub const KINDS: [FeeKind; 2] = [FeeKind::Phi, FeeKind::LePhi];

/// When a line is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Thu trước: before the dossier goes on.
    Before,
    /// Thu sau: before its result is returned.
    #[default]
    After,
    /// Nghĩa vụ tài chính: set while the dossier is being dealt with (life cycle 15 and 16).
    Obligation,
}

impl When {
    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::Obligation => "obligation",
        }
    }

    /// The value of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Before, Self::After, Self::Obligation]
            .into_iter()
            .find(|when| when.id() == id)
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Before => "Thu trước",
            Self::After => "Thu sau",
            Self::Obligation => "Nghĩa vụ tài chính",
        }
    }
}

/// How money came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Way {
    /// Tiền mặt.
    #[default]
    #[serde(rename = "tien-mat")]
    Cash,
    /// Chuyển khoản.
    #[serde(rename = "chuyen-khoan")]
    Transfer,
    /// Trực tuyến: paid on the portal, only recorded here.
    #[serde(rename = "truc-tuyen")]
    Online,
}

impl Way {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Cash, Self::Transfer, Self::Online];

    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Cash => "tien-mat",
            Self::Transfer => "chuyen-khoan",
            Self::Online => "truc-tuyen",
        }
    }

    /// The way of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.id() == id)
    }

    /// Name shown and printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Cash => "Tiền mặt",
            Self::Transfer => "Chuyển khoản",
            Self::Online => "Trực tuyến",
        }
    }
}

/// How a line came to be settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Settled {
    /// Not yet.
    Not,
    /// By a receipt of ours.
    Receipt {
        /// Its identifier.
        receipt: i64,
    },
    /// Exempt (đối tượng miễn phí).
    Exempt {
        /// The rule, e.g. “Người có công với cách mạng”.
        ground: String,
        /// The paper that proves it.
        paper: String,
    },
    /// Paid elsewhere, e.g. at the State treasury after a tax notice.
    Elsewhere {
        /// The paper that proves it.
        paper: String,
    },
}

/// One fee line of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Position in the dossier, from 1.
    pub no: u32,
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Name printed on the receipt.
    pub name: String,
    /// Whole đồng.
    pub amount_dong: u64,
    /// When it is taken.
    pub when: When,
    /// How it was settled.
    pub settled: Settled,
}

impl Line {
    /// Whether money is still to come: nothing is owed on a line of 0 đồng.
    #[must_use]
    pub fn is_owed(&self) -> bool {
        self.amount_dong > 0 && self.settled == Settled::Not
    }
}

/// The lines of a dossier as confirmed at its receipt.
#[must_use]
pub fn lines_of(taken: &[FeeTaken], when: When) -> Vec<Line> {
    let line = |(no, fee): (u32, &FeeTaken)| Line {
        no,
        kind: fee.kind,
        name: fee.name.as_str().to_owned(),
        amount_dong: fee.amount_dong,
        when,
        settled: Settled::Not,
    };
    (1..).zip(taken).map(line).collect()
}

/// Whole đồng not yet settled, of both kinds: a measure for the guards of the life cycle, never a sum
/// on paper.
#[must_use]
pub fn owed(lines: &[Line]) -> u64 {
    lines
        .iter()
        .filter(|line| line.is_owed())
        .map(|line| line.amount_dong)
        .sum()
}

/// Lines that one receipt may hold: all of one kind, in order. No kind without lines.
#[must_use]
pub fn by_kind(lines: &[Line]) -> Vec<(FeeKind, Vec<Line>)> {
    let of = |kind| -> Vec<Line> { lines.iter().filter(|l| l.kind == kind).cloned().collect() };
    KINDS
        .into_iter()
        .map(|kind| (kind, of(kind)))
        .filter(|(_, lines)| !lines.is_empty())
        .collect()
}

/// The lines to be collected: all that are owed, or exactly those named.
///
/// # Errors
/// [`FeeRefusal::NoLine`], [`FeeRefusal::Settled`], [`FeeRefusal::NothingOwed`].
pub fn chosen(lines: &[Line], named: &[u32]) -> Result<Vec<Line>, FeeRefusal> {
    if named.is_empty() {
        let owed: Vec<Line> = lines.iter().filter(|l| l.is_owed()).cloned().collect();
        return if owed.is_empty() {
            Err(FeeRefusal::NothingOwed)
        } else {
            Ok(owed)
        };
    }
    let mut named = named.to_vec();
    named.sort_unstable();
    named.dedup();
    let one = |no: &u32| {
        let line = lines.iter().find(|line| line.no == *no);
        match line {
            None => Err(FeeRefusal::NoLine { no: *no }),
            Some(line) if line.is_owed() => Ok(line.clone()),
            Some(_) => Err(FeeRefusal::Settled { no: *no }),
        }
    };
    named.iter().map(one).collect()
}

/// Letters that the reason of a cancelled receipt has at least.
pub const REASON_LETTERS: usize = 10;

/// Whether `reason` says enough (roles page, rules of deletion).
///
/// # Errors
/// [`FeeRefusal::ReasonShort`].
pub fn enough_reason(reason: &str) -> Result<(), FeeRefusal> {
    if reason.trim().chars().count() < REASON_LETTERS {
        return Err(FeeRefusal::ReasonShort);
    }
    Ok(())
}

/// Money that cannot be taken, given back or booked so. `Display` is the Vietnamese sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeeRefusal {
    /// Every line is settled.
    #[error(
        "Hồ sơ này không còn khoản nào phải thu. Chưa ghi thu gì thêm. Bấm F5 xem biên lai đã lập."
    )]
    NothingOwed,
    /// No line of that number.
    #[error("Hồ sơ không có khoản thu số {no}. Chưa thu gì. Bấm F5 xem lại các khoản.")]
    NoLine {
        /// The number.
        no: u32,
    },
    /// That line is settled already.
    #[error(
        "Khoản thu số {no} đã thu hoặc đã miễn. Lần này chưa ghi thu. Bấm F5 xem biên lai đã lập."
    )]
    Settled {
        /// The line.
        no: u32,
    },
    /// Less cash was given than is owed.
    #[error(
        "Tiền khách đưa {given} đồng, ít hơn số phải thu {due} đồng. Chưa ghi thu. Nhận đủ tiền rồi gõ lại."
    )]
    TooLittle {
        /// What was given, in figures.
        given: String,
        /// What is due, in figures.
        due: String,
    },
    /// No shift is open.
    #[error("Bạn chưa mở ca thu. Chưa ghi thu. Mở ca với số tiền đầu ca rồi thu lại.")]
    NoShift,
    /// A shift is open already.
    #[error("Bạn đang có ca thu chưa đóng. Ca đang mở vẫn nguyên. Đóng ca đó trước khi mở ca mới.")]
    ShiftOpen,
    /// The way of giving receipts is not in force that day.
    #[error(
        "Ngày {date} không được lập biên lai theo cách “{mode}”. Chưa ghi thu. Chọn cách còn hiệu lực."
    )]
    NoMode {
        /// The way for people.
        mode: String,
        /// The day, dd/mm/yyyy.
        date: String,
    },
    /// The book has no number left.
    #[error("Quyển biên lai {book} đã hết số. Chưa ghi thu. Nhờ phụ trách nhập quyển mới.")]
    BookEmpty {
        /// Symbol and series.
        book: String,
    },
    /// There is no book.
    #[error(
        "Chưa có quyển biên lai nào cho {kind}. Chưa ghi thu. Nhờ phụ trách nhập quyển, hoặc chọn biên lai điện tử."
    )]
    NoBook {
        /// Phí or lệ phí.
        kind: &'static str,
    },
    /// The number on the paper is not the next one of the book.
    #[error(
        "Số ghi trên biên lai là {given} nhưng số kế tiếp của quyển là {next}. Chưa ghi thu. Xem lại tờ biên lai."
    )]
    OtherNumber {
        /// Number typed.
        given: u32,
        /// Next number of the book.
        next: u32,
    },
    /// Maker and checker are one person.
    #[error(
        "Người đã lập chứng từ không được tự duyệt hay tự hủy. Chứng từ vẫn nguyên. Nhờ người khác có quyền duyệt tiền."
    )]
    SamePerson,
    /// The reason is too short.
    #[error("Lý do phải có ít nhất 10 chữ cái. Chưa có gì thay đổi. Ghi rõ lý do rồi làm lại.")]
    ReasonShort,
    /// No such receipt in this unit.
    #[error("Không có biên lai {0} ở đơn vị này. Chưa có gì thay đổi. Xem lại danh sách biên lai.")]
    NoReceipt(i64),
    /// The receipt is not in a state for it.
    #[error(
        "Biên lai đang ở trạng thái “{state}” nên không làm được việc này. Biên lai vẫn nguyên. Bấm F5 xem lại."
    )]
    WrongState {
        /// State for people.
        state: &'static str,
    },
    /// Symbol, series or number do not look as they must.
    #[error("{what} “{text}” không đúng quy định ({rule}). Chưa lưu. Xem lại và gõ đúng mẫu.")]
    WrongNumber {
        /// Ký hiệu mẫu, ký hiệu, số.
        what: &'static str,
        /// As given.
        text: String,
        /// The law.
        rule: String,
    },
    /// The number was used before.
    #[error(
        "Số biên lai {0} đã dùng. Biên lai cũ vẫn nguyên, lần này chưa lưu. Kiểm tra lại số rồi gõ lại."
    )]
    NumberTaken(String),
    /// The till does not balance and nobody says why.
    #[error(
        "Tiền đếm được lệch {difference} đồng so với sổ. Ca chưa đóng. Đếm lại, hoặc ghi lý do lệch."
    )]
    Unbalanced {
        /// Counted less expected, in figures.
        difference: String,
    },
    /// No such shift in this unit.
    #[error("Không có ca thu số {0} ở đơn vị này. Chưa có gì thay đổi. Xem lại danh sách ca.")]
    NoSuchShift(i64),
    /// The shift is not in a state for it.
    #[error("Ca thu này {0}. Chưa có gì thay đổi. Bấm F5 xem lại ca.")]
    WrongShift(&'static str),
    /// The numbers of a new book overlap those of another.
    #[error(
        "Dải số của quyển trùng với quyển đã nhập. Quyển cũ vẫn nguyên, quyển mới chưa lưu. Xem lại số đầu và số cuối."
    )]
    BookOverlap,
    /// First and last number of a book make no book.
    #[error("Số đầu phải từ 1 và không lớn hơn số cuối. Quyển chưa lưu. Gõ lại dải số.")]
    BookRange,
    /// Exemption without ground or paper.
    #[error(
        "Miễn thu phải ghi căn cứ và giấy tờ chứng minh. Chưa miễn. Ghi đủ hai mục rồi làm lại."
    )]
    ExemptionIncomplete,
    /// More would be given back than was taken.
    #[error(
        "Số hoàn trả phải từ 1 đồng và không quá {most} đồng còn hoàn được. Chưa hoàn. Gõ lại số tiền."
    )]
    RefundTooMuch {
        /// What may still be given back, in figures.
        most: String,
    },
    /// Not a way of paying.
    #[error("Không có cách nộp “{0}”. Chưa ghi thu. Chọn tien-mat, chuyen-khoan hoặc truc-tuyen.")]
    NoWay(String),
    /// No open drawer from which money can be given back.
    #[error(
        "Ca đã thu biên lai này đã đóng và không có ca nào đang mở để chi trả lại tiền. Biên lai vẫn nguyên. Mở một ca thu rồi làm lại."
    )]
    NoTill,
    /// Nothing for the replacement receipt.
    #[error(
        "Biên lai thay thế phải có ít nhất một khoản và số tiền. Biên lai cũ vẫn nguyên. Ghi lại các khoản."
    )]
    EmptyReplacement,
}

impl FeeRefusal {
    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NothingOwed => "MC-1200",
            Self::NoLine { .. } => "MC-1201",
            Self::Settled { .. } => "MC-1202",
            Self::TooLittle { .. } => "MC-1203",
            Self::NoShift => "MC-1204",
            Self::ShiftOpen => "MC-1205",
            Self::NoMode { .. } => "MC-1206",
            Self::BookEmpty { .. } => "MC-1207",
            Self::NoBook { .. } => "MC-1208",
            Self::OtherNumber { .. } => "MC-1209",
            Self::SamePerson => "MC-1210",
            Self::ReasonShort => "MC-1211",
            Self::NoReceipt(_) => "MC-1212",
            Self::WrongState { .. } => "MC-1213",
            Self::WrongNumber { .. } => "MC-1214",
            Self::NumberTaken(_) => "MC-1215",
            Self::Unbalanced { .. } => "MC-1216",
            Self::NoSuchShift(_) => "MC-1217",
            Self::WrongShift(_) => "MC-1218",
            Self::BookOverlap => "MC-1219",
            Self::BookRange => "MC-1220",
            Self::ExemptionIncomplete => "MC-1221",
            Self::RefundTooMuch { .. } => "MC-1222",
            Self::NoWay(_) => "MC-1223",
            Self::EmptyReplacement => "MC-1224",
            Self::NoTill => "MC-1225",
        }
    }

    /// Whether what was named is not there at all.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::NoReceipt(_) | Self::NoSuchShift(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(no: u32, kind: FeeKind, amount_dong: u64) -> Line {
        Line {
            no,
            kind,
            name: "Phí thử".to_owned(),
            amount_dong,
            when: When::After,
            settled: Settled::Not,
        }
    }

    #[test]
    fn the_two_kinds_never_share_a_receipt() {
        let lines = [
            line(1, FeeKind::LePhi, 8_000),
            line(2, FeeKind::Phi, 2_000),
            line(3, FeeKind::LePhi, 5_000),
        ];
        let parts = by_kind(&lines);
        assert_eq!(parts.len(), 2);
        assert!(
            parts
                .iter()
                .all(|(kind, lines)| lines.iter().all(|l| l.kind == *kind))
        );
        assert_eq!(owed(&lines), 15_000);
    }

    #[test]
    fn a_line_is_settled_once() {
        let mut lines = vec![line(1, FeeKind::Phi, 2_000), line(2, FeeKind::Phi, 0)];
        assert_eq!(chosen(&lines, &[]).unwrap().len(), 1);
        assert_eq!(chosen(&lines, &[2]), Err(FeeRefusal::Settled { no: 2 }));
        assert_eq!(chosen(&lines, &[9]), Err(FeeRefusal::NoLine { no: 9 }));
        assert_eq!(chosen(&lines, &[1, 1]).unwrap().len(), 1);
        lines[0].settled = Settled::Receipt { receipt: 7 };
        assert_eq!(chosen(&lines, &[1]), Err(FeeRefusal::Settled { no: 1 }));
        assert_eq!(chosen(&lines, &[]), Err(FeeRefusal::NothingOwed));
        assert_eq!(owed(&lines), 0);
    }
}
