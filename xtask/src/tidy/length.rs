//! Files of at most 500 lines: tests and fixtures too.

use super::fault::{Fault, Rule};

/// The most lines of a file.
const MAX_LINES: usize = 500;

/// Names the line at which a file should have ended.
pub(super) fn check(path: &str, text: &str) -> Option<Fault> {
    let lines = text.lines().count();
    let message = || format!("{lines} lines, and a file has at most {MAX_LINES}: cut it by what its parts are about");
    (lines > MAX_LINES).then(|| Fault::new(Rule::Length, path, MAX_LINES + 1, message()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_too_many_is_a_fault() {
        assert_eq!(check("a.rs", &"// line\n".repeat(500)), None);
        assert_eq!(check("a.rs", &"// line\n".repeat(501)).map(|fault| fault.line), Some(501));
    }
}
