//! A cursor that passes rows: what is said about a row below the list waits until the cursor rests, so a held
//! key sends no more than the rows themselves over a slow line.

use std::time::Duration;

use crate::tui::effect::{Effect, Wake};
use crate::tui::model::Shared;

/// Two moves nearer than this pass; a cursor that stands as long rests.
const REST: Duration = Duration::from_millis(150);

/// Whether the cursor passes rows.
#[derive(Debug, Default)]
pub(super) struct Passing {
    /// When the cursor moved last, in milliseconds of the steady clock; `None` before the first move.
    moved: Option<u64>,
    quick: bool,
}

impl Passing {
    /// The cursor moved.
    pub fn moved(&mut self, shared: &mut Shared) {
        let before = self.moved.replace(shared.now);
        let near = before.is_some_and(|before| Self::left(before, shared.now).is_some());
        if near && !self.quick {
            self.quick = true;
            shared.effects.push(Effect::After(REST, Wake::Rest));
        }
    }

    /// The timer of a rest came: the cursor rests, or moved again since.
    pub fn rests(&mut self, shared: &mut Shared) {
        if !self.quick {
            return;
        }
        match self.moved.and_then(|at| Self::left(at, shared.now)) {
            Some(left) => shared.effects.push(Effect::After(left, Wake::Rest)),
            None => self.quick = false,
        }
    }

    /// Whether rows pass too quickly to be read about.
    pub fn is_quick(&self) -> bool {
        self.quick
    }

    /// What is left at `now` of the rest after a move.
    fn left(moved: u64, now: u64) -> Option<Duration> {
        let since = Duration::from_millis(now.saturating_sub(moved));
        REST.checked_sub(since).filter(|left| !left.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::bench_desk::Bench;
    use crate::tui::effect::{Effect, Wake};
    use crate::tui::input::{Code, Key};
    use crate::tui::msg::Msg;

    fn down(bench: &mut Bench, after: u64) {
        bench.now += after;
        bench.send(Msg::Key(Key::plain(Code::Down), bench.now));
    }

    /// What the last rows say about the chosen row.
    fn about(bench: &mut Bench) -> String {
        let screen = bench.screen();
        let rows: Vec<&str> = screen.lines().collect();
        rows[17..19].join("\n").trim().to_owned()
    }

    #[test]
    fn what_is_said_about_a_row_waits_until_a_held_key_is_let_go() {
        let mut bench = Bench::new(80, 24);
        down(&mut bench, 400);
        assert_ne!(about(&mut bench), "", "one press says it at once");
        for _ in 0..3 {
            down(&mut bench, 40);
            assert_eq!(about(&mut bench), "");
        }
        let rest = |e: &Effect| matches!(e, Effect::After(_, Wake::Rest));
        assert_eq!(bench.effects.iter().filter(|e| rest(e)).count(), 1);
        for (after, again) in [(110, 2), (40, 2)] {
            bench.now += after;
            bench.send(Msg::Wake(Wake::Rest, bench.now));
            let timers = bench.effects.iter().filter(|e| rest(e)).count();
            assert_eq!(timers, again, "a timer that came too early is set again");
        }
        assert_ne!(about(&mut bench), "", "the cursor rests");
        down(&mut bench, 40);
        bench.typed(" ");
        assert_ne!(about(&mut bench), "", "any other key ends it");
    }
}
