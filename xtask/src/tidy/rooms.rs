//! Imports between the rooms of the server go down, and every file stands in a room.

use super::exceptions::Exceptions;
use super::fault::{Fault, Rule};
use super::floors::{SURFACE, floor};
use super::graph::Graph;
use super::tree::Tree;

/// The folder of the server.
pub(super) const SERVER: &str = "runtime/src/server/";

/// Names each import that goes up or aside, and each file without a room.
pub(super) fn check(tree: &Tree, graph: &Graph, exceptions: &Exceptions) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (from, file) in tree.files.iter().enumerate() {
        let Some(within) = file.path.strip_prefix(SERVER).filter(|within| !SURFACE.contains(within)) else { continue };
        let own = room(&file.path);
        if own.and_then(floor).is_none() {
            faults.push(Fault::new(Rule::Room, &file.path, 1, format!("`{within}` stands in no room of the server: move it into one")));
        }
        for (to, line) in &graph.edges[from] {
            let target = &tree.files[*to].path;
            let Some((own, other)) = own.zip(room(target)).filter(|(own, other)| own != other) else { continue };
            let Some((mine, theirs)) = floor(own).zip(floor(other)) else { continue };
            if theirs >= mine {
                let way = if theirs == mine { "beside it" } else { "above it" };
                let message = format!("`{own}/` imports from `{other}/`, which is {way}: {target}");
                faults.push(Fault { target: target.clone(), ..Fault::new(Rule::Direction, &file.path, *line, message) });
            }
        }
    }
    faults.retain(|fault| !exceptions.excuses(fault.rule, &fault.file, &fault.target));
    faults
}

/// The room of a file.
fn room(path: &str) -> Option<&str> {
    path.strip_prefix(SERVER)?.split_once('/').map(|(room, _)| room)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{lines, server};
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<(String, usize)> {
        let tree = server(files);
        lines(&check(&tree, &Graph::new(&tree), &Exceptions::none()))
    }

    #[test]
    fn an_import_that_goes_up_is_a_fault_in_use_lines_and_in_code() {
        let guard = "use crate::server::problem::rejection::Rejection;\nfn f() { crate::server::builder::server::f() }";
        let files = [("guard/host.rs", guard), ("problem/rejection.rs", "use crate::server::guard;"), ("builder/server.rs", "")];
        let face = [("guard/mod.rs", "mod host;")];
        assert_eq!(found(&[&files[..], &face].concat()), [("guard/host.rs".to_owned(), 2), ("problem/rejection.rs".to_owned(), 1)]);
    }

    #[test]
    fn rooms_of_one_floor_do_not_know_each_other() {
        let files = [("call/a.rs", "use super::super::pages::b::B;"), ("pages/b.rs", "")];
        assert_eq!(found(&files), [("call/a.rs".to_owned(), 1)]);
    }

    #[test]
    fn a_file_without_a_room_is_a_fault() {
        assert_eq!(
            found(&[("mod.rs", ""), ("lost.rs", ""), ("cellar/a.rs", "")]),
            [("cellar/a.rs".to_owned(), 1), ("lost.rs".to_owned(), 1)]
        );
    }
}
