//! The intake form of a procedure: the fields a clerk fills beyond those every dossier has.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::procedure::ProcedureCode;

/// A form file under `forms/`, merged over the generic form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntakeForm {
    /// Unique; the name of its file.
    pub id: String,
    /// The procedures it serves; empty only for the generic form.
    #[serde(default)]
    pub procedures: Vec<ProcedureCode>,
    /// Vietnamese title.
    pub title: String,
    /// Id of the form whose sections and papers it extends.
    #[serde(default)]
    pub based_on: Option<String>,
    /// Template of the one-line content (trích yếu): text with `{field_key}` in it.
    #[serde(default)]
    pub summary: String,
    /// Own sections, in screen order; those of the base form come first.
    #[serde(default)]
    pub sections: Vec<FormSection>,
    /// Short names for the desk's paper list; when empty the papers of the procedure are shown.
    #[serde(default)]
    pub papers: Vec<PaperPreset>,
}

/// A headed group of fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// Vietnamese heading.
    pub title: String,
    /// The section may be filled several times (each heir, each plot).
    #[serde(default)]
    pub repeat: bool,
    /// Fields in focus order.
    pub fields: Vec<FormField>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Key under which the answer is stored: `[a-z][a-z0-9_]*`, unique in the form.
    pub key: String,
    /// Vietnamese label as on the official declaration.
    pub label: String,
    /// What may be typed.
    pub kind: FieldKind,
    /// Must be filled before the dossier is numbered.
    #[serde(default)]
    pub required: bool,
    /// A short sample or unit, shown after the field.
    #[serde(default)]
    pub hint: String,
    /// One or two sentences for F1.
    #[serde(default)]
    pub help: String,
    /// The values of a `choice`.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Value the field starts with.
    #[serde(default)]
    pub default: String,
    /// Least number, or least length of a text.
    #[serde(default)]
    pub min: Option<i64>,
    /// Greatest number, or greatest length of a text.
    #[serde(default)]
    pub max: Option<i64>,
}

/// What may be typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// The name of a person or organisation.
    Name,
    /// Personal number, old identity card or passport.
    Identity,
    /// Telephone.
    Phone,
    /// Mail address.
    Email,
    /// A date, shown as dd/mm/yyyy.
    Date,
    /// One of `choices`.
    Choice,
    /// A whole number.
    Number,
    /// Whole đồng.
    Money,
    /// A postal or residence address.
    Address,
    /// Several lines.
    Note,
}

/// A paper as the desk ticks it: a short name and the usual counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperPreset {
    /// Short Vietnamese name.
    pub name: String,
    /// Bản chính.
    #[serde(default)]
    pub originals: u32,
    /// Bản sao có chứng thực.
    #[serde(default)]
    pub certified: u32,
    /// Bản sao thường (photo).
    #[serde(default)]
    pub photocopies: u32,
    /// Shown and handed back at once (xuất trình), not kept in the dossier.
    #[serde(default)]
    pub shown_only: bool,
    /// Only in some cases; not missing when unticked.
    #[serde(default)]
    pub optional: bool,
}

impl IntakeForm {
    /// This form over its base: sections and papers of the base first; a section of the same title
    /// or a field of the same key in this form takes the place of the base's.
    pub fn over(&self, base: &Self) -> Self {
        let own_keys = |key: &str| self.fields().any(|field| field.key == key);
        let kept = base.sections.iter().filter_map(|section| {
            let mut section = section.clone();
            section.fields.retain(|field| !own_keys(&field.key));
            (!section.fields.is_empty()).then_some(section)
        });
        let own = |text: &String, other: &String| {
            if text.is_empty() {
                other.clone()
            } else {
                text.clone()
            }
        };
        Self {
            sections: kept.chain(self.sections.iter().cloned()).collect(),
            summary: own(&self.summary, &base.summary),
            papers: if self.papers.is_empty() {
                base.papers.clone()
            } else {
                self.papers.clone()
            },
            ..self.clone()
        }
    }

    /// All fields in focus order.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The one-line content (trích yếu) with the answers put in; empty when any key is unanswered,
    /// because "Đăng ký khai sinh cho" says less than the name of the procedure.
    pub fn summarise(&self, answers: &BTreeMap<String, String>) -> String {
        let mut out = String::new();
        let mut rest = self.summary.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((key, after)) = after.split_once('}') else {
                break;
            };
            let answer = answers.get(key).map_or("", |answer| answer.trim());
            if answer.is_empty() {
                return String::new();
            }
            out.push_str(before);
            out.push_str(answer);
            rest = after;
        }
        out.push_str(rest);
        tidy(&out)
    }
}

/// The keys a summary template asks for.
pub fn summary_keys(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(key, _)| key))
}

fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = words.join(" ").replace(" ,", ",").replace("()", "");
    joined
        .trim_matches([' ', ',', ';', ':', '–', '-'])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> IntakeForm {
        toml::from_str(text).expect("a form")
    }

    #[test]
    fn a_form_extends_its_base_and_replaces_fields_of_the_same_key() {
        let base = form(
            "id='generic'\ntitle='Chung'\nsummary='{note}'\n[[sections]]\ntitle='A'\nfields=[{key='note',label='Ghi chú',kind='note'},{key='place',label='Nơi nhận',kind='text'}]",
        );
        let own = form(
            "id='x'\ntitle='X'\nprocedures=['1.001193']\n[[sections]]\ntitle='B'\nfields=[{key='note',label='Nội dung',kind='text'}]",
        );
        let merged = own.over(&base);
        let keys: Vec<_> = merged
            .fields()
            .map(|f| (f.key.as_str(), f.label.as_str()))
            .collect();
        assert_eq!(keys, [("place", "Nơi nhận"), ("note", "Nội dung")]);
        assert_eq!(merged.summary, "{note}");
    }

    #[test]
    fn the_summary_leaves_no_holes() {
        let form =
            form("id='x'\ntitle='X'\nsummary='Đăng ký khai sinh cho {child}, sinh ngày {born}'");
        let answers = BTreeMap::from([("child".to_owned(), "Nguyễn Thị Ví Dụ".to_owned())]);
        assert_eq!(
            form.summarise(&answers),
            "",
            "an unanswered key leaves a hole"
        );
        let answers = BTreeMap::from([
            ("child".to_owned(), "Nguyễn Thị Ví Dụ".to_owned()),
            ("born".to_owned(), "01/08/2025".to_owned()),
        ]);
        assert_eq!(
            form.summarise(&answers),
            "Đăng ký khai sinh cho Nguyễn Thị Ví Dụ, sinh ngày 01/08/2025"
        );
        assert_eq!(
            summary_keys(&form.summary).collect::<Vec<_>>(),
            ["child", "born"]
        );
    }
}
