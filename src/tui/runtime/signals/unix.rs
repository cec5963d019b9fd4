//! Signals.

use std::sync::mpsc::Sender;

use tokio::signal::unix::{SignalKind, signal};

use super::super::Event;
use crate::tui::msg::Msg;

/// Told to stop, or the line is gone: leave in order. A new window size: draw again.
pub async fn signals(events: Sender<Event>) {
    let kinds = [
        SignalKind::terminate(),
        SignalKind::hangup(),
        SignalKind::interrupt(),
        SignalKind::window_change(),
    ];
    let mut streams = Vec::new();
    for kind in kinds {
        match signal(kind) {
            Ok(stream) => streams.push(stream),
            Err(_) => return,
        }
    }
    let [mut stop, mut hangup, mut interrupt, mut resize] = streams
        .try_into()
        .unwrap_or_else(|_| unreachable!("four kinds, four streams"));
    loop {
        let event = tokio::select! {
            Some(()) = resize.recv() => Event::Resized,
            Some(()) = stop.recv() => Event::Msg(Msg::Leave),
            Some(()) = hangup.recv() => Event::Msg(Msg::Leave),
            Some(()) = interrupt.recv() => Event::Msg(Msg::Leave),
            else => return,
        };
        if events.send(event).is_err() {
            return;
        }
    }
}
