//! Accounts: wrong tries, locks, the age of a password, and how long a session lives. All figures
//! are the office's policy; the defaults are those of the roles page §3.

use serde::{Deserialize, Serialize};

use super::org::OfficerId;
use super::role::RoleId;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The office's figures for signing in; 0 means "never" where a time is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignInPolicy {
    /// Wrong tries after which an account waits.
    pub wrong_tries: u32,
    /// How long it waits, minutes.
    pub lock_minutes: u32,
    /// A session ends after so many idle minutes at a counter.
    pub idle_minutes: u32,
    /// The same at a kiosk.
    pub kiosk_idle_minutes: u32,
    /// A session ends after so many hours, idle or not.
    pub session_hours: u32,
    /// A staff card opens a desk for so many hours after its officer came in by password.
    pub card_hours: u32,
    /// A desk hides its screen after so many idle minutes.
    pub screen_lock_minutes: u32,
    /// From which day of a password its owner is warned.
    pub warn_days: u32,
    /// On which day a password must be changed; 0 for never.
    pub change_days: u32,
    /// Fewest letters of a new password.
    pub least_letters: usize,
    /// Whom to ask when a login fails, in words.
    pub ask: String,
    /// Argon2id: memory in KiB, at least 19 MiB.
    pub memory_kib: u32,
    /// Argon2id: passes, at least 2.
    pub passes: u32,
    /// Argon2id: lanes, at least 1.
    pub lanes: u32,
}

impl Default for SignInPolicy {
    fn default() -> Self {
        Self {
            wrong_tries: 5,
            lock_minutes: 15,
            idle_minutes: 15,
            kiosk_idle_minutes: 5,
            session_hours: 12,
            card_hours: 12,
            screen_lock_minutes: 5,
            warn_days: 165,
            change_days: 180,
            least_letters: 10,
            ask: "quản trị CNTT của cơ quan".to_owned(),
            memory_kib: LEAST_MEMORY_KIB,
            passes: 2,
            lanes: 1,
        }
    }
}

/// Weakest Argon2id an office may choose: 19 MiB, two passes, one lane.
const LEAST_MEMORY_KIB: u32 = 19 * 1024;

impl SignInPolicy {
    /// What is wrong with the figures, in words.
    #[must_use]
    pub fn problems(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        if self.memory_kib < LEAST_MEMORY_KIB || self.passes < 2 || self.lanes < 1 {
            found.push("băm mật khẩu yếu hơn memory_kib = 19456, passes = 2, lanes = 1");
        }
        if self.wrong_tries == 0 || self.lock_minutes == 0 {
            found.push("wrong_tries và lock_minutes phải từ 1");
        }
        if self.least_letters < 8 {
            found.push("least_letters phải từ 8");
        }
        if self.change_days > 0 && self.warn_days > self.change_days {
            found.push("warn_days phải trước change_days");
        }
        found
    }

    /// When a session of `role` ends that was opened at `opened_at` and last used at `last_seen` (UTC
    /// milliseconds).
    #[must_use]
    pub fn session_end(&self, role: &RoleId, opened_at: i64, last_seen: i64) -> i64 {
        let idle = match role.as_str() {
            "kiosk" => self.kiosk_idle_minutes,
            _ => self.idle_minutes,
        };
        let after = |from: i64, span: i64| match span {
            0 => i64::MAX,
            span => from.saturating_add(span),
        };
        let idle_end = after(last_seen, i64::from(idle) * MINUTE_MS);
        let last_end = after(opened_at, i64::from(self.session_hours) * 60 * MINUTE_MS);
        idle_end.min(last_end)
    }
}

/// An account: how one officer signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Login name.
    pub officer: OfficerId,
    /// Argon2id hash as a PHC text.
    pub hash: String,
    /// When the password was last changed, UTC milliseconds.
    pub changed_at: i64,
    /// Wrong tries since the last right one.
    pub failed: u32,
    /// Until when it waits, UTC milliseconds; 0 when it does not.
    pub locked_until: i64,
    /// The password was given by somebody else and must be changed.
    pub must_change: bool,
    /// Whether it may be used.
    pub active: bool,
}

/// How old a password is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordAge {
    /// Nothing to say.
    Fine,
    /// So many days until it must be changed.
    Warn(i64),
    /// It must be changed now.
    MustChange,
}

impl Account {
    /// Whether the account waits or is closed at `now`: then no password is right.
    #[must_use]
    pub fn is_shut(&self, now: i64) -> bool {
        !self.active || now < self.locked_until
    }

    /// Counts a wrong try at `now`; true when the account waits from now on.
    pub fn count_wrong(&mut self, now: i64, policy: &SignInPolicy) -> bool {
        self.failed += 1;
        if self.failed < policy.wrong_tries {
            return false;
        }
        self.failed = 0;
        self.locked_until = now.saturating_add(i64::from(policy.lock_minutes) * MINUTE_MS);
        true
    }

    /// Forgets the wrong tries.
    pub fn count_right(&mut self) {
        self.failed = 0;
        self.locked_until = 0;
    }

    /// How old the password is at `now`.
    #[must_use]
    pub fn age(&self, now: i64, policy: &SignInPolicy) -> PasswordAge {
        let days = now.saturating_sub(self.changed_at).div_euclid(DAY_MS);
        let change = i64::from(policy.change_days);
        match () {
            () if self.must_change => PasswordAge::MustChange,
            () if change == 0 => PasswordAge::Fine,
            () if days >= change => PasswordAge::MustChange,
            () if days >= i64::from(policy.warn_days) => PasswordAge::Warn(change - days),
            () => PasswordAge::Fine,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Account {
        Account {
            officer: "a@x.example".to_owned(),
            hash: String::new(),
            changed_at: 0,
            failed: 0,
            locked_until: 0,
            must_change: false,
            active: true,
        }
    }

    #[test]
    fn five_wrong_tries_wait_a_quarter_of_an_hour() {
        let (mut account, policy) = (account(), SignInPolicy::default());
        let locks: Vec<bool> = (0..5).map(|_| account.count_wrong(1000, &policy)).collect();
        assert_eq!(locks, [false, false, false, false, true]);
        let end = 1000 + 15 * MINUTE_MS;
        assert!(account.is_shut(end - 1) && !account.is_shut(end));
    }

    #[test]
    fn a_password_warns_and_then_ends() {
        let (mut account, mut policy) = (account(), SignInPolicy::default());
        let age = |days: i64, account: &Account, policy: &SignInPolicy| {
            account.age(days * DAY_MS, policy)
        };
        assert_eq!(age(164, &account, &policy), PasswordAge::Fine);
        assert_eq!(age(165, &account, &policy), PasswordAge::Warn(15));
        assert_eq!(age(179, &account, &policy), PasswordAge::Warn(1));
        assert_eq!(age(180, &account, &policy), PasswordAge::MustChange);
        policy.change_days = 0;
        assert_eq!(age(9000, &account, &policy), PasswordAge::Fine);
        account.must_change = true;
        assert_eq!(age(0, &account, &policy), PasswordAge::MustChange);
    }

    #[test]
    fn a_session_ends_idle_or_after_half_a_day() {
        let mut policy = SignInPolicy::default();
        let end =
            |policy: &SignInPolicy, role: &str, seen| policy.session_end(&role.into(), 0, seen);
        assert_eq!(end(&policy, "specialist", 0), 15 * MINUTE_MS);
        assert_eq!(end(&policy, "kiosk", 0), 5 * MINUTE_MS);
        let late = 12 * 60 * MINUTE_MS;
        assert_eq!(end(&policy, "specialist", late - 1), late);
        (policy.idle_minutes, policy.session_hours) = (0, 0);
        assert_eq!(end(&policy, "specialist", 0), i64::MAX);
    }

    #[test]
    fn a_policy_may_be_stronger_never_weaker() {
        assert_eq!(SignInPolicy::default().problems(), [""; 0]);
        let weak = SignInPolicy {
            memory_kib: 8192,
            wrong_tries: 0,
            ..SignInPolicy::default()
        };
        assert_eq!(weak.problems().len(), 2);
    }
}
