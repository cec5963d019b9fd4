//! Where templates are found: those of the program, and over them the folder of the office.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::data::FormData;
use super::error::PrintError;
use super::template::{Template, TemplateProblem};

macro_rules! built_in {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../print-templates/", $folder, $name)))),*]
    };
}

/// Templates that the program brings; a test compares them with the folder.
const TEMPLATES: &[(&str, &str)] = built_in!("":
    "bien-ban-giao-nhan.toml",
    "bien-lai.toml",
    "giay-bien-nhan-ket-qua.toml",
    "ky-dang-ky-ho-kinh-doanh.toml",
    "ky-giay-khai-sinh.toml",
    "ky-giay-xac-nhan-hon-nhan.toml",
    "ky-quyet-dinh-tro-cap.toml",
    "ky-xac-nhan-ho-tich.toml",
    "mau-01.toml",
    "mau-02.toml",
    "mau-03.toml",
    "mau-04-2025.toml",
    "mau-04.toml",
    "phieu-ban-giao-ket-qua.toml",
    "phieu-giao-viec.toml",
    "phieu-hen.toml",
    "phieu-hoan-tra.toml",
    "phieu-huong-dan.toml",
    "phieu-kiem-soat.toml",
    "phieu-tra-lai.toml",
    "qua-trinh-xu-ly.toml",
    "so-quy-ca.toml",
    "so-theo-doi.toml",
    "thong-bao-dung-2025.toml",
    "thong-bao-dung.toml",
    "thong-bao-nop-tien.toml",
    "thong-bao-tam-dung.toml",
    "van-ban-tra-lai.toml",
);

/// Made-up data of each kind, for previews.
const SAMPLES: &[(&str, &str)] = built_in!("samples/":
    "act.json",
    "control.json",
    "day_book.json",
    "fee_receipt.json",
    "hand_over_list.json",
    "history.json",
    "payment_notice.json",
    "post_list.json",
    "procedure_form.json",
    "receipt.json",
    "refund.json",
    "refusal.json",
    "register.json",
    "result_handover.json",
    "supplement.json",
);

/// The templates of one office, by id.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    templates: BTreeMap<String, (Template, Option<PathBuf>)>,
}

/// One line of the list of templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id with the paper: `mau-01-a5`.
    pub id: String,
    /// What the form is called.
    pub title: String,
    /// The circular and form number.
    pub legal_basis: String,
    /// File of the office; `None` for one that the program brings.
    pub file: Option<PathBuf>,
}

impl Shelf {
    /// The templates that the program brings.
    ///
    /// # Errors
    /// [`PrintError::BrokenTemplate`] for a faulty build.
    pub fn built_in() -> Result<Self, PrintError> {
        let mut shelf = Self::default();
        for (name, source) in TEMPLATES {
            let template = Template::parse(name, source).map_err(|p| first(&p))?;
            shelf
                .templates
                .insert(template.id.clone(), (template, None));
        }
        Ok(shelf)
    }

    /// The templates of the program, with those of `folder` in place of the ones with the same id.
    /// A missing folder is an empty one.
    ///
    /// # Errors
    /// The first problem of the first broken file: an office must not print a form it believes it
    /// has changed.
    pub fn with_folder(folder: &Path) -> Result<Self, PrintError> {
        let mut shelf = Self::built_in()?;
        for path in template_files(folder) {
            let name = path.display().to_string();
            let source = std::fs::read_to_string(&path).map_err(|cause| PrintError::File {
                path: path.clone(),
                cause,
            })?;
            let template = Template::parse(&name, &source).map_err(|p| first(&p))?;
            shelf
                .templates
                .insert(template.id.clone(), (template, Some(path)));
        }
        Ok(shelf)
    }

    /// Puts the template in `source`, known to people as `file`, on the shelf; its id.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn lay(&mut self, file: &str, source: &str) -> Result<String, Vec<TemplateProblem>> {
        let template = Template::parse(file, source)?;
        let id = template.id.clone();
        self.templates.insert(id.clone(), (template, None));
        Ok(id)
    }

    /// Whether a template has this id.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.templates.contains_key(id)
    }

    /// A template by id: `mau-01-a5`, or `mau-01` for its default paper.
    ///
    /// # Errors
    /// [`PrintError::UnknownTemplate`].
    pub fn get(&self, id: &str) -> Result<Template, PrintError> {
        if let Some((template, _)) = self.templates.get(id) {
            return Ok(template.clone());
        }
        let on_paper = || {
            let (base, paper) = id.rsplit_once('-')?;
            self.templates.get(base)?.0.on(paper)
        };
        on_paper().ok_or_else(|| PrintError::UnknownTemplate(id.to_owned()))
    }

    /// Every template, with the file to name for a problem in it.
    pub fn templates(&self) -> impl Iterator<Item = (&Template, String)> {
        let name = |template: &Template, file: &Option<PathBuf>| match file {
            Some(file) => file.display().to_string(),
            None => format!("print-templates/{}.toml", template.id),
        };
        let all = self.templates.values();
        all.map(move |(template, file)| (template, name(template, file)))
    }

    /// All templates on all their papers, by id.
    pub fn list(&self) -> Vec<Entry> {
        let entry = |(template, file): &(Template, Option<PathBuf>)| {
            let entry = |paper: &super::template::Paper| Entry {
                id: format!("{}-{}", template.id, paper.name),
                title: template.title.clone(),
                legal_basis: template.legal_basis.clone(),
                file: file.clone(),
            };
            template.papers().iter().map(entry).collect::<Vec<_>>()
        };
        self.templates.values().flat_map(entry).collect()
    }
}

/// Made-up data for a template: the program's, or `samples/KIND.json` beside the office's file.
///
/// # Errors
/// [`PrintError::Sample`] when there is none or it cannot be read.
pub fn sample(kind: &str, folder: Option<&Path>) -> Result<FormData, PrintError> {
    let name = format!("{kind}.json");
    let failed = |cause: String| PrintError::Sample {
        name: name.clone(),
        cause,
    };
    let own = folder
        .map(|f| f.join("samples").join(&name))
        .filter(|p| p.is_file());
    let source = match own {
        Some(path) => std::fs::read_to_string(path).map_err(|e| failed(e.to_string()))?,
        None => {
            let found = SAMPLES.iter().find(|(n, _)| *n == name);
            found
                .map(|(_, s)| (*s).to_owned())
                .ok_or_else(|| failed("không có tệp".into()))?
        }
    };
    serde_json::from_str(&source).map_err(|e| failed(e.to_string()))
}

/// The template files of a folder, by name. `fields.toml` is the list of fields, not a template.
pub fn template_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .flatten()
        .map(|e| e.path())
        .filter(|p| is_template(p))
        .collect();
    files.sort();
    files
}

fn is_template(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml")
        && path.file_name().is_some_and(|n| n != "fields.toml")
}

fn first(problems: &[TemplateProblem]) -> PrintError {
    PrintError::BrokenTemplate(
        problems
            .first()
            .map(ToString::to_string)
            .unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_brings_exactly_the_files_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("print-templates");
        let name = |p: &PathBuf| p.file_name().unwrap().to_string_lossy().into_owned();
        let files: Vec<_> = template_files(&folder).iter().map(name).collect();
        assert_eq!(files, TEMPLATES.iter().map(|(n, _)| *n).collect::<Vec<_>>());
    }

    #[test]
    fn an_id_may_name_the_paper() {
        let shelf = Shelf::built_in().unwrap();
        assert_eq!(shelf.get("mau-01").unwrap().paper().name, "a5");
        assert_eq!(shelf.get("mau-01-a4").unwrap().paper().name, "a4");
        assert!(matches!(
            shelf.get("mau-01-a3"),
            Err(PrintError::UnknownTemplate(_))
        ));
        assert!(matches!(
            shelf.get("../mau-01"),
            Err(PrintError::UnknownTemplate(_))
        ));
    }
}
