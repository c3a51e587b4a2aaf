//! Rules about the sources that no compiler holds: the order of rooms, circles of files, thin faces, length, prose.
//!
//! In: the sources, and the commits since a named one. Out: each fault with its file and line. What does not hold yet is listed in
//! `exceptions`, which may only shrink.

mod check;
mod circles;
mod exceptions;
mod faces;
mod fault;
#[cfg(test)]
mod fixture;
mod floors;
mod graph;
mod imports;
mod length;
mod prose;
mod rooms;
mod server_impl;
mod tokens;
mod tree;

pub(crate) use check::run;
