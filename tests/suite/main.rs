//! The tests of the whole: real sockets, a real browser, the real compiler.

mod action;
mod browser;
mod compile;
mod errors;
mod fixture;
mod lanes;
mod openapi;
mod route;
mod support;
