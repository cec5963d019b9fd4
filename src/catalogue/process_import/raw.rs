//! The two shapes in which process lists are published: the table of a commune with one or more
//! columns of times, and the flow of a district's desk with groups and tasks.

use serde::Deserialize;

/// One record, of either shape.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Raw {
    Table(Table),
    Flow(Flow),
}

/// A table of steps; a column of times for each case.
#[derive(Debug, Deserialize)]
pub(super) struct Table {
    pub doc_code: String,
    pub title: String,
    #[serde(default)]
    pub level: String,
    #[serde(default)]
    pub national_code: Option<String>,
    /// Likeness of the names by which the code was found, 0 to 1.
    #[serde(default, rename = "match")]
    pub likeness: Option<f64>,
    pub time_columns: Vec<String>,
    pub column_days: Vec<Option<f64>>,
    pub steps: Vec<TableStep>,
}

#[derive(Debug, Deserialize)]
pub(super) struct TableStep {
    pub action: String,
    pub who: String,
    pub times: Vec<Time>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Time {
    pub raw: String,
    pub days: Option<f64>,
    /// One cell for this step and the one before.
    #[serde(default)]
    pub shared_with_previous: bool,
}

/// A flow of groups; -1 days is no limit.
#[derive(Debug, Deserialize)]
pub(super) struct Flow {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub level: String,
    pub total_days: f64,
    pub steps: Vec<FlowStep>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FlowStep {
    pub group: String,
    pub name: String,
    pub days: f64,
    #[serde(default)]
    pub tasks: Vec<Task>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Task {
    pub code: String,
}
