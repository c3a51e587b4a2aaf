//! The tests of the whole: real sockets, a real browser, the real compiler.

mod abuse;
mod action;
mod browser;
mod conditional;
mod cross_origin;
mod download;
mod drain;
mod effects;
mod errors;
mod expand;
mod fingerprint;
mod fixture;
mod foreign;
mod format;
mod lanes;
mod limits;
mod log;
mod observed;
mod openapi;
mod process;
mod route;
mod sensitive;
mod skew;
mod support;
