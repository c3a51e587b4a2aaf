//! Imports between the files of a crate. What a face gives on is looked for where it comes from.

use std::collections::BTreeMap;

use super::imports::{self, Import};
use super::tree::Tree;

/// The imports of a crate, file by file.
#[derive(Debug)]
pub(super) struct Graph {
    /// By the place of the importing file: places of imported files, each with the first line that names it.
    pub(super) edges: Vec<BTreeMap<usize, usize>>,
}

impl Graph {
    /// Follows every import of a crate.
    pub(super) fn new(tree: &Tree) -> Self {
        let imports: Vec<_> = tree.files.iter().map(|file| imports::of(file, &children(tree, &file.module))).collect();
        let follow = Follow { tree, imports: &imports };
        let edges = (0..tree.files.len()).map(|from| follow.edges(from)).collect();
        Self { edges }
    }
}

fn children(tree: &Tree, module: &[String]) -> Vec<String> {
    let below = tree.files.iter().filter_map(|file| file.module.strip_prefix(module));
    below.filter_map(|rest| rest.first()).filter(|name| *name != "tests").cloned().collect()
}

struct Follow<'a> {
    tree: &'a Tree,
    imports: &'a [Vec<Import>],
}

impl Follow<'_> {
    /// Returns the imports of one file. A face imports nothing by what it gives on.
    fn edges(&self, from: usize) -> BTreeMap<usize, usize> {
        let mut edges = BTreeMap::new();
        let is_face = self.tree.files[from].is_face();
        for import in self.imports[from].iter().filter(|import| !(is_face && import.given_as.is_some())) {
            if let Some(to) = self.file(&import.path, 8).filter(|to| *to != from) {
                edges.entry(to).or_insert(import.line);
            }
        }
        edges
    }

    /// The file in which the end of a path stands.
    fn file(&self, path: &[String], most_faces: usize) -> Option<usize> {
        let (length, file) = (0..=path.len()).rev().find_map(|length| Some((length, self.tree.of_module(&path[..length])?)))?;
        let given_on = || {
            let name = path.get(length)?;
            let door = self.imports[file].iter().find(|import| import.given_as.as_ref() == Some(name))?;
            if most_faces == 0 { None } else { self.file(&door.path, most_faces - 1) }
        };
        if self.tree.files[file].is_face() { given_on().or(Some(file)) } else { Some(file) }
    }
}
