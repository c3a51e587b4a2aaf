//! Parts of the commands that need nothing else compiled: a project of one's own, and the running of other programs.

pub mod process;
pub mod project;
