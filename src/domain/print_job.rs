//! A paper on its way out: what may become of it, and when it may be sent again.
//!
//! The one rule behind all of this: a number of a paper (the original, the second print …) comes out at
//! most once. What was handed to a printer and never confirmed is doubtful and stays where it is until
//! somebody who can see the tray says what happened, or the printer itself does.

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JobState {
    /// Waits for its printer; nothing was sent.
    Queued,
    /// Being carried: from here on paper may come out.
    Sent,
    /// The paper came out.
    Printed,
    /// Handed over, but nobody knows whether paper came out.
    Doubtful,
    /// The printer refused it; no paper came out.
    Failed,
    /// Given up before anything was sent.
    Cancelled,
}

/// What happens to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// A carrier takes it; written down before the first byte leaves.
    Take,
    /// The printer said that it came out.
    Confirm,
    /// Certain that nothing reached the printer.
    Unsent,
    /// The printer refused it.
    Refuse,
    /// The link broke, the carrier died, or the printer does not say.
    Doubt,
    /// An officer saw the paper.
    CameOut,
    /// An officer saw that there is none.
    NothingCame,
    /// Given up.
    Cancel,
}

impl JobState {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Queued,
        Self::Sent,
        Self::Printed,
        Self::Doubtful,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The name under which it is kept.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Printed => "printed",
            Self::Doubtful => "doubtful",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Queued => "đang chờ in",
            Self::Sent => "đang in",
            Self::Printed => "đã ra giấy",
            Self::Doubtful => "chưa rõ đã ra giấy",
            Self::Failed => "máy in không nhận",
            Self::Cancelled => "đã bỏ",
        }
    }

    /// Nothing more will happen to it.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Printed | Self::Cancelled)
    }

    /// Where `step` leads; `None` when it may not be taken from here.
    ///
    /// Nothing leads from [`Self::Sent`] or [`Self::Doubtful`] back to [`Self::Queued`] but the certainty
    /// that no paper came out: of the carrier that sent nothing, or of an officer.
    #[must_use]
    pub fn after(self, step: Step) -> Option<Self> {
        Some(match (self, step) {
            (Self::Queued, Step::Take) => Self::Sent,
            (Self::Queued | Self::Failed, Step::Cancel) => Self::Cancelled,
            (Self::Queued | Self::Sent, Step::Refuse) => Self::Failed,
            (Self::Sent, Step::Unsent) => Self::Queued,
            (Self::Sent, Step::Doubt) => Self::Doubtful,
            (Self::Sent | Self::Doubtful, Step::Confirm) => Self::Printed,
            (Self::Doubtful, Step::CameOut) => Self::Printed,
            (Self::Doubtful | Self::Failed, Step::NothingCame) => Self::Queued,
            _ => return None,
        })
    }
}

/// What a print of a paper is, as it says on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// The original: says nothing.
    Original,
    /// “Bản in lại lần n”: an officer prints it again, for a reason.
    Reprint(i64),
    /// “BẢN SAO lần n”: printed again while nobody knows whether the one before came out.
    Copy(i64),
}

impl Stamp {
    /// The stamp of print number `number` (from 1), when the print before is `in_doubt`.
    #[must_use]
    pub fn of(number: i64, in_doubt: bool) -> Self {
        match (number - 1, in_doubt) {
            (..=0, _) => Self::Original,
            (again, true) => Self::Copy(again),
            (again, false) => Self::Reprint(again),
        }
    }
}

/// How long a carrier may be silent before its jobs are in doubt, milliseconds. It says at least every
/// third of this that it is still there.
pub const LEASE_MS: i64 = 30_000;

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 8] = [
        Step::Take,
        Step::Confirm,
        Step::Unsent,
        Step::Refuse,
        Step::Doubt,
        Step::CameOut,
        Step::NothingCame,
        Step::Cancel,
    ];

    #[test]
    fn only_the_certainty_that_nothing_came_out_leads_back_to_the_queue() {
        for state in JobState::ALL {
            for step in STEPS {
                if state.after(step) == Some(JobState::Queued) {
                    let certain = [
                        (JobState::Sent, Step::Unsent),
                        (JobState::Doubtful, Step::NothingCame),
                        (JobState::Failed, Step::NothingCame),
                    ];
                    assert!(certain.contains(&(state, step)), "{state:?} {step:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_over_stays_over() {
        for state in JobState::ALL.into_iter().filter(|s| s.is_over()) {
            assert!(STEPS.iter().all(|s| state.after(*s).is_none()), "{state:?}");
        }
    }

    #[test]
    fn what_may_have_come_out_is_never_given_up() {
        assert_eq!(JobState::Sent.after(Step::Cancel), None);
        assert_eq!(JobState::Doubtful.after(Step::Cancel), None);
        assert_eq!(JobState::Doubtful.after(Step::Take), None);
    }

    #[test]
    fn names_lead_back_to_their_states() {
        for state in JobState::ALL {
            assert_eq!(JobState::from_id(state.id()), Some(state));
        }
    }

    #[test]
    fn the_second_print_never_looks_like_the_first() {
        assert_eq!(Stamp::of(1, false), Stamp::Original);
        assert_eq!(Stamp::of(2, false), Stamp::Reprint(1));
        assert_eq!(Stamp::of(3, true), Stamp::Copy(2));
    }
}
