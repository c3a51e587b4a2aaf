//! What the fuzzers call: each takes any bytes, and must neither panic nor take long. Feature `fuzzing`, and the tests that replay the corpus.
//!
//! In: bytes of a fuzzer's. Out: nothing, or a panic where something that must hold does not.

use crate::server::testing::fuzz;

/// A target by its name, as in `fuzz/fuzz_targets`.
pub type Target = fn(&[u8]);

/// Every target.
pub const TARGETS: [(&str, Target); 13] = [
    ("action", fuzz::action),
    ("form_key", fuzz::form_key),
    ("origin", fuzz::origin),
    ("path", fuzz::path),
    ("query", fuzz::query),
    ("multipart", fuzz::multipart),
    ("headers", fuzz::headers),
    ("json", fuzz::json),
    ("frames", fuzz::frames),
    ("events", fuzz::events),
    ("maps", fuzz::maps),
    ("bodies", fuzz::bodies),
    ("request", fuzz::request),
];

#[cfg(test)]
mod tests {
    use super::TARGETS;

    /// What the fuzzers once found, and what they begin with.
    #[test]
    fn the_corpus_is_replayed() {
        let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/corpus");
        for (name, target) in TARGETS {
            let files = std::fs::read_dir(format!("{corpus}/{name}")).unwrap_or_else(|error| panic!("no corpus for {name}: {error}"));
            let inputs: Vec<_> = files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
            assert!(!inputs.is_empty(), "{name}");
            inputs.iter().for_each(|input| target(input));
        }
    }
}
