//! The half-day clock from outside: the worked examples of the rule book, the shipped calendars, an
//! independent oracle on random calendars, and the command line.

mod examples;
mod open_dossier;
mod calendar_file;
mod shipped;
mod oracle;
mod random;
mod property;
mod command_line;
