//! Small crates for the tests of rules.

use super::fault::Fault;
use super::rooms::SERVER;
use super::tree::Tree;

/// A crate whose sources are in no folder.
pub(super) fn tree(files: &[(&str, &str)]) -> Tree {
    Tree::parse("", files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))).unwrap()
}

/// Files of the server.
pub(super) fn server(files: &[(&str, &str)]) -> Tree {
    Tree::parse("runtime/src", files.iter().map(|(path, text)| (format!("{SERVER}{path}"), (*text).to_owned()))).unwrap()
}

/// File and line of each fault, in order, without the folder of the server.
pub(super) fn lines(faults: &[Fault]) -> Vec<(String, usize)> {
    let mut lines: Vec<_> = faults.iter().map(|fault| (fault.file.replace(SERVER, ""), fault.line)).collect();
    lines.sort();
    lines
}
