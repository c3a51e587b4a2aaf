//! What the compiler says to whom: one broken thing a file, named for its rule. What it must accept is in `pass`, a crate of its own.

use std::path::PathBuf;

#[test]
fn messages() {
    trybuild::TestCases::new().compile_fail("fail/*/*.rs");
}

/// A mistake is told once, where it was made; what follows from it is not told at all. The exceptions are counted.
#[test]
fn one_mistake_is_one_error() {
    for message in blessed_messages() {
        let text = std::fs::read_to_string(&message).unwrap();
        let errors = text.lines().filter(|line| line.starts_with("error")).count();
        let expected = match message.file_stem().and_then(|case| case.to_str()) {
            Some("three_at_once") => 3,
            Some("broken_method_of_a_type_without_model") => 2,
            // The compiler's own, and ours.
            Some("one_method_that_does_not_parse") => 2,
            _ => 1,
        };
        assert_eq!(errors, expected, "{}", message.display());
        assert!(!text.contains("\nwarning"), "{}", message.display());
    }
}

fn blessed_messages() -> Vec<PathBuf> {
    let families = std::fs::read_dir("fail").unwrap().map(|family| family.unwrap().path());
    let files = families.flat_map(|family| std::fs::read_dir(family).unwrap().map(|file| file.unwrap().path()));
    files.filter(|file| file.extension().is_some_and(|extension| extension == "stderr")).collect()
}
