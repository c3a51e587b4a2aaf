//! The part of the tests that somebody asks for. In: the words behind `cargo xtask test`. Out: a [`Selection`], or what is wrong with them.

use anyhow::{Result, bail};

/// A part of the tests, and whether a browser takes part.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Selection<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) has_browser: bool,
}

/// An amount of steps.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Scope<'a> {
    /// All steps.
    Everything,
    /// The steps that take a minute: format, tidy, lints, unit tests.
    Quick,
    /// The tests whose names hold this text, and no other step.
    Named(&'a str),
}

impl<'a> Selection<'a> {
    /// Reads `[filter] [--no-browser]` or `--quick`.
    pub(crate) fn read(words: &[&'a str]) -> Result<Self> {
        let mut selection = Self { scope: Scope::Everything, has_browser: true };
        for &word in words {
            match (word, &selection.scope) {
                ("--no-browser", _) => selection.has_browser = false,
                ("--quick", Scope::Everything) => selection.scope = Scope::Quick,
                (filter, Scope::Everything) if !filter.starts_with('-') && !filter.is_empty() => selection.scope = Scope::Named(filter),
                (other, _) => bail!("`{other}` is not understood here: cargo xtask test [filter] [--no-browser] | --quick"),
            }
        }
        Ok(selection)
    }

    /// Returns true if tests of this name are asked for: `typescript`, `typescript::wire`.
    pub(crate) fn asks_for(&self, name: &str) -> bool {
        matches!(self.scope, Scope::Named(filter) if filter.contains(name))
    }

    /// The words for `cargo test`.
    pub(crate) fn test_words(&self) -> Vec<&'a str> {
        let mut words = match self.scope {
            Scope::Everything => vec!["test", "--workspace"],
            // The features of `--workspace`: nothing is compiled once more for it.
            Scope::Quick => return vec!["test", "--workspace", "--lib", "--bins"],
            Scope::Named(filter) => vec!["test", "--workspace", "--", filter],
        };
        if !self.has_browser {
            if !words.contains(&"--") {
                words.push("--");
            }
            words.extend(["--skip", "browser::"]);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(written: &[&'static str]) -> Vec<&'static str> {
        Selection::read(written).map(|selection| selection.test_words()).unwrap_or_default()
    }

    #[test]
    fn words_select_tests() {
        for (written, expected) in [
            (&[][..], "test --workspace"),
            (&["--no-browser"], "test --workspace -- --skip browser::"),
            (&["ids::"], "test --workspace -- ids::"),
            (&["ids::", "--no-browser"], "test --workspace -- ids:: --skip browser::"),
            (&["--no-browser", "ids::"], "test --workspace -- ids:: --skip browser::"),
            (&["--quick"], "test --workspace --lib --bins"),
            (&["--quick", "--no-browser"], "test --workspace --lib --bins"),
        ] {
            assert_eq!(words(written).join(" "), expected, "{written:?}");
        }
    }

    #[test]
    fn a_filter_asks_for_the_steps_of_its_name() {
        let asks = |written: &[&'static str]| Selection::read(written).is_ok_and(|selection| selection.asks_for("typescript"));
        assert!(asks(&["typescript"]) && asks(&["typescript::wire", "--no-browser"]));
        assert!(!asks(&["script"]) && !asks(&["--no-browser"]) && !asks(&[]));
    }

    #[test]
    fn words_that_mean_nothing_are_refused() {
        for written in [&["a", "b"][..], &["--quick", "a"], &["a", "--quick"], &["--quick", "--quick"], &["--fast"], &[""]] {
            assert!(Selection::read(written).is_err(), "{written:?}");
        }
    }
}
