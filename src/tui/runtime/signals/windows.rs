//! Windows tells nobody of a new window size unless the mouse is asked for too, so it is looked at.

use std::pin::pin;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crossterm::terminal::size;

use super::super::Event;
use crate::platform::told_to_stop;
use crate::tui::msg::Msg;

/// How often the size is looked at.
const LOOK: Duration = Duration::from_millis(250);

/// Told to stop: leave in order. A new window size: draw again.
pub async fn signals(events: Sender<Event>) {
    let mut known = size().ok();
    let mut look = tokio::time::interval(LOOK);
    let mut stop = pin!(told_to_stop());
    loop {
        tokio::select! {
            () = &mut stop => {
                drop(events.send(Event::Msg(Msg::Leave)));
                return;
            }
            _ = look.tick() => {}
        }
        let now = size().ok();
        if now != known && events.send(Event::Resized).is_err() {
            return;
        }
        known = now;
    }
}
