//! What a mouse says, as terminals report it (SGR, mode 1006).

/// A press or a turn of the wheel. Places count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button was pressed.
    Click {
        /// Column of the pointer.
        column: u16,
        /// Row of the pointer.
        row: u16,
    },
    /// The wheel was turned one notch.
    Wheel {
        /// Towards the end of the list.
        down: bool,
    },
}

impl Mouse {
    /// From the parameters of `Esc [ < button ; column ; row M`; none for what nothing answers to:
    /// other buttons, movement, modifiers held.
    pub fn of_report(parameters: &[u32]) -> Option<Self> {
        let [button, column, row] = parameters else {
            return None;
        };
        let place = |n: u32| u16::try_from(n.checked_sub(1)?).ok();
        match button {
            0 => Some(Self::Click {
                column: place(*column)?,
                row: place(*row)?,
            }),
            64 | 65 => Some(Self::Wheel {
                down: *button == 65,
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_answered_to() {
        let click = Mouse::Click { column: 4, row: 23 };
        assert_eq!(Mouse::of_report(&[0, 5, 24]), Some(click));
        assert_eq!(
            Mouse::of_report(&[65, 5, 24]),
            Some(Mouse::Wheel { down: true })
        );
        for other in [
            &[2, 5, 24][..],
            &[35, 5, 24],
            &[0, 0, 24],
            &[0, 5, 70_000],
            &[0, 5],
            &[],
        ] {
            assert_eq!(Mouse::of_report(other), None, "{other:?}");
        }
    }
}
