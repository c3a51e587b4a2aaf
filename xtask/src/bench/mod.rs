//! The cost of a call, a page and a build, beside what one would pick instead.
//!
//! In: nothing but `benches/`. Out: tables of ratios on the terminal and in `docs/PERFORMANCE.md`, and a verdict on the ceilings. Instructions are
//! counted by valgrind; of a build, the user time of the one crate is measured, in turns, so that both sides see the same machine.

mod all;
mod callgrind;
mod ceilings;
mod compile_time;
mod contender;
mod flight;
mod growth;
mod measure;
mod page;
mod pages;
mod socket;
mod source;
mod speed;
mod tables;

pub(crate) use all::{all, ceilings};
pub(crate) use compile_time::run as build;
pub(crate) use flight::run as flight;
pub(crate) use growth::run as growth;
pub(crate) use page::{two_methods, with_store};
pub(crate) use pages::run as pages;
pub(crate) use speed::run as speed;
