//! See `src/README.md`.
