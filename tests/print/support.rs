//! What the tests of printing share: a sheet that remembers, made-up names, and outside tools.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use motcua::print::{
    Fonts, FormData, Modules, Rect, Sheet, Shelf, Template, TextRun, draw, sample, template_files,
};

/// A folder or file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every template of the folder on each of its papers.
pub fn templates() -> Vec<Template> {
    let files = template_files(&repository("print-templates"));
    assert!(files.len() >= 6, "the folder of templates is read");
    let parse = |path: &PathBuf| {
        let source = std::fs::read_to_string(path).unwrap();
        Template::parse(&path.display().to_string(), &source).unwrap_or_else(|p| {
            panic!("{}", p.iter().map(|p| format!("{p}\n")).collect::<String>())
        })
    };
    let papers = |t: Template| {
        let names: Vec<_> = t.papers().iter().map(|p| p.name.clone()).collect();
        names.into_iter().map(move |name| t.on(&name).unwrap())
    };
    files.iter().map(parse).flat_map(papers).collect()
}

/// A template of the program by id.
pub fn template(id: &str) -> Template {
    Shelf::built_in().unwrap().get(id).unwrap()
}

/// The made-up data of the template's kind.
pub fn sample_of(template: &Template) -> FormData {
    sample(&template.kind, None).unwrap()
}

/// A page as it was drawn.
#[derive(Default)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    pub texts: Vec<TextRun>,
    pub boxes: Vec<Rect>,
}

impl Page {
    /// All text in drawing order, joined by spaces.
    pub fn text(&self) -> String {
        self.texts
            .iter()
            .map(|t| t.text.trim())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A sheet that remembers.
#[derive(Default)]
pub struct Recorder {
    pub pages: Vec<Page>,
}

impl Recorder {
    pub fn of(template: &Template, data: &FormData) -> Self {
        let mut out = Self::default();
        draw(Fonts::load().unwrap(), template, data, &mut out).unwrap();
        out
    }
}

impl Sheet for Recorder {
    fn page(&mut self, width: f32, height: f32) {
        self.pages.push(Page {
            width,
            height,
            ..Page::default()
        });
    }
    fn text(&mut self, run: &TextRun) {
        self.pages.last_mut().unwrap().texts.push(run.clone());
    }
    fn line(&mut self, _: (f32, f32), _: (f32, f32), _: f32) {}
    fn boxed(&mut self, rect: Rect, _: f32) {
        self.pages.last_mut().unwrap().boxes.push(rect);
    }
    fn symbol(&mut self, _: &Modules) {}
}

/// Full names drawn from the lists of `tests/data/print/names.tsv`, the same for the same seed.
pub fn names(count: usize, seed: u64) -> Vec<String> {
    let source = std::fs::read_to_string(repository("tests/data/print/names.tsv")).unwrap();
    let of = |kind: &str| -> Vec<&str> {
        source
            .lines()
            .filter_map(|l| l.split_once('\t'))
            .filter(|(k, _)| *k == kind)
            .map(|(_, n)| n)
            .collect()
    };
    let (family, middle, given) = (of("family"), of("middle"), of("given"));
    let mut state = seed;
    let mut pick = |list: &[&str]| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        list[(state >> 33) as usize % list.len()].to_owned()
    };
    (0..count)
        .map(|_| [pick(&family), pick(&middle), pick(&given)].join(" "))
        .collect()
}

/// Runs an outside tool; `None`, said aloud, when this machine does not have it.
pub fn tool(name: &str, args: &[&str]) -> Option<Output> {
    match Command::new(name).args(args).output() {
        Ok(output) => Some(output),
        Err(error) => {
            eprintln!("SKIPPED the check with {name}: {error}");
            None
        }
    }
}

/// A PDF in a temporary file.
pub fn on_disk(pdf: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new().suffix(".pdf").tempfile().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    file
}

/// What `pdftotext` reads, spaces squeezed and pages parted by form feeds.
pub fn text_of(pdf: &[u8]) -> Option<String> {
    let file = on_disk(pdf);
    let output = tool("pdftotext", &["-raw", file.path().to_str()?, "-"])?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    Some(
        text.split('\u{c}')
            .map(squeeze)
            .collect::<Vec<_>>()
            .join("\u{c}"),
    )
}

/// One space for any run of white space.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
