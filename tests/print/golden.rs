//! The words of every paper, as they were when somebody last looked at it: a change shows here.

use motcua::print::preview;

use crate::support::{sample_of, templates};

#[test]
fn the_words_of_every_paper_are_those_that_were_looked_at() {
    let mut papers = templates();
    papers.dedup_by(|a, b| a.id == b.id);
    for template in papers {
        let lines = preview(&template, &sample_of(&template), 100);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(template.id.clone(), lines.join("\n")));
    }
}
