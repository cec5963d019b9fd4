//! The only place that waits: the UI loop, and the threads that carry out effects.
//!
//! The UI thread takes everything that is ready, then draws once and writes once. It never touches
//! the network or the disk; a server that stands still cannot slow a key down.
