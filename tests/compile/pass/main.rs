//! What must compile: one file a claim. They are modules of one crate, so that they are linked once, and reachable from outside,
//! so that lints look at them.
#![allow(missing_docs, reason = "`denied_lints` is where documentation counts")]

pub mod carried_over;
pub mod cfg_on_methods;
pub mod denied_lints;
pub mod empty;
pub mod in_a_function;
pub mod in_macro_rules;
pub mod names_of_ours;
pub mod no_prelude;
pub mod raw_identifiers;
pub mod renamed_runtime;
pub mod results;
pub mod routes_apart;
pub mod types_named_like_std;
