//! A client of the todo example, as a partner gets it: progenitor generates it from `openapi.json` beside this, and knows nothing else.
//!
//! The document is version 2 in OpenAPI 3.0.3; `tests/suite/partner.rs` sees that the example serves the same, and calls it.

#![allow(missing_docs, unreachable_pub, clippy::all, reason = "the code is generated")]

progenitor::generate_api!(spec = "openapi.json", interface = Positional);
