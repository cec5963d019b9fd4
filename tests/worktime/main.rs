//! The half-day clock from outside: the worked examples of the rule book, the shipped calendars, an
//! independent oracle on random calendars, and the command line.

mod calendar_file;
mod cases;
mod command_line;
mod oracle;
mod property;
mod shipped;
