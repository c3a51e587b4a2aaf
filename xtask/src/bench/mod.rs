//! What a service of 100 methods costs the compiler, beside the same calls as hand-written axum handlers.
//!
//! In: nothing. Out: a table of ratios. Both crates are made anew below `target/bench`, their dependencies built before anything is
//! measured. What is measured is the user time of building the one crate, in turns, so that both see the same machine.

mod compile_time;
mod measure;
mod source;
mod speed;

pub(crate) use compile_time::run;
pub(crate) use speed::run as speed;
