//! The making of a bundle: `cargo` → `glue` → `optimize` → `place`. `bundle` has the settings, `command` reads them from words.

mod bundle;
mod cargo;
mod command;
mod glue;
mod optimize;
#[cfg(test)]
mod outside;
mod place;
mod process;
mod short;

pub use bundle::Bundle;
pub use cargo::{TARGET, has_target};
pub use command::run;
