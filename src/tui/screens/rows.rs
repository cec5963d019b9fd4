//! Rows of dossiers, drawn the same on every screen.

use ratatui::layout::Rect;

use crate::messages::say;
use crate::tui::api::{DossierLine, Standing};
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen};

/// The sign of a deadline.
pub fn sign(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "√",
        Standing::Near => "!",
        Standing::Late => "×",
        Standing::None => " ",
    }
}

/// The look of a deadline.
pub fn look(standing: Standing) -> Look {
    match standing {
        Standing::Good => Look::Good,
        Standing::Near => Look::Care,
        Standing::Late => Look::Bad,
        Standing::None => Look::Text,
    }
}

/// Draws one dossier; the columns have fixed places, whatever they hold.
pub fn dossier(pen: &mut Pen, row: Rect, line: &DossierLine, chosen: bool, marked: bool) {
    const STANDING: u16 = 19;
    const OWNER: u16 = 18;
    const HOLDER: u16 = 18;
    const NARROW: u16 = 100;
    let y = row.y;
    if chosen {
        pen.text(row.x, y, 1, "►", Look::Text);
    }
    if marked {
        pen.text(row.x + 1, y, 1, "•", Look::Strong);
    }
    let look_of_text = if chosen { Look::Focus } else { Look::Text };
    // Codes of today have 20 letters; those of the older standard, 25, lose their middle when narrow.
    let code_columns = if row.width < NARROW { 21 } else { 26 };
    let mut x = row.x + 2;
    pen.text(
        x,
        y,
        code_columns,
        &elide_middle(&line.code, code_columns as usize),
        look_of_text,
    );
    x += code_columns + 1;
    pen.text(
        x,
        y,
        OWNER,
        &elide_middle(&line.owner, OWNER as usize),
        Look::Text,
    );
    x += OWNER + 1;
    let right = row.right().saturating_sub(STANDING);
    if row.width >= NARROW {
        let holder = if line.holder.is_empty() {
            &line.org
        } else {
            &line.holder
        };
        pen.text(
            x,
            y,
            HOLDER,
            &elide_middle(holder, HOLDER as usize),
            Look::Text,
        );
        x += HOLDER + 1;
    }
    let room = right.saturating_sub(x + 1);
    pen.text(
        x,
        y,
        room,
        &elide_middle(short_name(&line.procedure), room as usize),
        Look::Text,
    );
    let words = format!("{} {}", sign(line.standing), line.standing_words);
    pen.text(right, y, STANDING, &words, look(line.standing));
}

/// One dossier in words.
pub fn spoken(line: &DossierLine) -> String {
    let said = [
        &line.code,
        &line.owner,
        &line.procedure,
        &line.state,
        &line.standing_words,
    ];
    let said: Vec<&str> = said.into_iter().map(String::as_str).collect();
    let said = said.into_iter().filter(|words| !words.is_empty());
    said.collect::<Vec<_>>().join("; ")
}

/// The name without "Thủ tục", with which half of all names begin.
fn short_name(procedure: &str) -> &str {
    procedure.strip_prefix("Thủ tục ").unwrap_or(procedure)
}

/// Two rows about the chosen dossier: what did not fit into its own row.
pub fn detail(pen: &mut Pen, area: Rect, line: &DossierLine) {
    let room = area.width.saturating_sub(2) as usize;
    pen.text(
        area.x + 1,
        area.y,
        area.width - 1,
        &elide_middle(&line.procedure, room),
        Look::Strong,
    );
    let mut words = String::new();
    if !line.forward_by.is_empty() {
        words.push_str(&say!("rows.forward_by", forward_by = line.forward_by));
    }
    words.push_str(&line.state);
    match (line.holder.as_str(), line.org.as_str()) {
        ("", "") => {}
        ("", org) => words.push_str(&format!(" · {org}")),
        (holder, _) => words.push_str(&format!(" · {holder}")),
    }
    if !line.step.is_empty() {
        words.push_str(&say!("rows.at_step", step = line.step));
    }
    if !line.step_due.is_empty() {
        words.push_str(&say!("rows.step_due", step_due = line.step_due));
    }
    if !line.due.is_empty() {
        words.push_str(&say!("rows.due", due = line.due));
    }
    pen.text(
        area.x + 1,
        area.y + 1,
        area.width - 1,
        &elide_middle(&words, room),
        Look::Text,
    );
}
