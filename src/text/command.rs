//! A command as people write it in a configuration: words parted by spaces, double quotes keep a word with
//! spaces together (`"C:\Program Files\Viewer\viewer.exe" -print`). No escapes and no shell.

/// The words of `text`, without their quotes.
#[must_use]
pub fn command_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            space if space.is_whitespace() && !quoted => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::command_words;

    #[test]
    fn quotes_keep_a_path_with_spaces_together() {
        assert_eq!(command_words(" lp  -d QUAY01 "), ["lp", "-d", "QUAY01"]);
        assert_eq!(
            command_words(r#""C:\Program Files\x.exe" -to"a b" """#),
            [r"C:\Program Files\x.exe", "-toa b", ""]
        );
        assert_eq!(command_words(r#""not closed"#), ["not closed"]);
        assert!(command_words("  ").is_empty());
    }
}
