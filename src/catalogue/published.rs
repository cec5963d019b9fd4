//! A published process with what its file says beside: the total, the gate, the place to mend it.

use sha2::{Digest, Sha256};

use crate::domain::procedure::ProcedureCode;
use crate::domain::process::{Gate, Process};

/// A process as a file publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The process.
    pub process: Process,
    /// Total written in the file, half-days.
    pub half_days: u32,
    /// Who says which officer gets it; none: as the office does.
    pub gate: Option<Gate>,
    /// File, as the person who edits it knows it.
    pub file: String,
    /// Line of its id, from 1.
    pub line: usize,
}

impl Published {
    /// Whether it was published for the procedure, whatever its local suffix.
    #[must_use]
    pub fn is_of(&self, code: &ProcedureCode) -> bool {
        let own = self.process.procedure.as_ref();
        own.is_some_and(|own| own.national() == code.national())
    }

    /// Sixteen hexadecimal digits that change with every word of the process: an acceptance is for
    /// what was read, not for what stands there later.
    #[must_use]
    pub fn hash(&self) -> String {
        let body = (&self.process, self.half_days, self.gate);
        let text = serde_json::to_string(&body).unwrap_or_default();
        let digest = Sha256::digest(text.as_bytes());
        digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}
