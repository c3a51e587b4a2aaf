//! No circle of files.

use super::exceptions::Exceptions;
use super::fault::{Fault, Rule};
use super::graph::Graph;
use super::tree::Tree;

/// Names each import that leads back to its own file, unless it is an exception.
pub(super) fn check(tree: &Tree, graph: &Graph, exceptions: &Exceptions) -> Vec<Fault> {
    let is_known = |from: usize, to: usize| exceptions.knows(Rule::Circle, &tree.files[from].path, &tree.files[to].path);
    let edges: Vec<Vec<(usize, usize)>> = graph
        .edges
        .iter()
        .enumerate()
        .map(|(from, to)| to.iter().map(|(to, line)| (*to, *line)).filter(|(to, _)| !is_known(from, *to)).collect())
        .collect();
    for (from, to) in graph.edges.iter().enumerate().flat_map(|(from, to)| to.keys().map(move |to| (from, *to))) {
        if is_known(from, to) && way_back(&edges, to, from).is_some() {
            exceptions.excuses(Rule::Circle, &tree.files[from].path, &tree.files[to].path);
        }
    }
    let mut faults = Vec::new();
    for (from, to) in edges.iter().enumerate() {
        for (to, line) in to {
            if let Some(way) = way_back(&edges, *to, from) {
                let names: Vec<_> = way.iter().map(|file| tree.files[*file].path.as_str()).collect();
                let message = format!("a circle of files: this line imports {}", names.join(", which imports "));
                faults.push(Fault {
                    target: tree.files[*to].path.clone(),
                    ..Fault::new(Rule::Circle, &tree.files[from].path, *line, message)
                });
            }
        }
    }
    faults
}

/// The shortest way along imports from one file to another, both included.
fn way_back(edges: &[Vec<(usize, usize)>], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut before = vec![None; edges.len()];
    let mut next = std::collections::VecDeque::from([from]);
    while let Some(file) = next.pop_front() {
        if file == to {
            let way = std::iter::successors(Some(to), |file| before[*file].filter(|_| *file != from));
            return Some(way.collect::<Vec<_>>().into_iter().rev().collect());
        }
        for (import, _) in &edges[file] {
            if *import != from && before[*import].is_none() {
                before[*import] = Some(file);
                next.push_back(*import);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{lines, tree};
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<(String, usize)> {
        let tree = tree(files);
        lines(&check(&tree, &Graph::new(&tree), &Exceptions::none()))
    }

    #[test]
    fn two_files_that_import_each_other_are_a_circle() {
        let files = [("lib.rs", "mod a;\nmod b;"), ("a.rs", "use crate::b::B;"), ("b.rs", "pub fn b() {\n    crate::a::a();\n}")];
        assert_eq!(found(&files), [("a.rs".to_owned(), 1), ("b.rs".to_owned(), 2)]);
        assert_eq!(found(&files[..2]), []);
    }

    #[test]
    fn a_face_hides_no_circle() {
        let face = ("f/mod.rs", "mod b;\npub use b::B;");
        let files = [("a.rs", "use crate::f::B;"), face, ("f/b.rs", "use crate::a::A;")];
        assert_eq!(found(&files), [("a.rs".to_owned(), 1), ("f/b.rs".to_owned(), 1)]);
    }

    #[test]
    fn a_child_that_imports_the_code_of_its_face_is_a_circle() {
        let files = [("f/mod.rs", "mod b;\nfn f() { b::b() }"), ("f/b.rs", "use super::f;")];
        assert_eq!(found(&files), [("f/b.rs".to_owned(), 1), ("f/mod.rs".to_owned(), 2)]);
    }

    #[test]
    fn tests_and_visibilities_import_nothing() {
        let b = "pub(in crate::a) fn b() {}\n#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}";
        assert_eq!(found(&[("a.rs", "use crate::b::b;"), ("b.rs", b)]), []);
    }
}
