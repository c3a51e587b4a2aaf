//! Clients as partners get them: progenitor generates them from the documents beside this, and knows nothing else.
//!
//! `openapi.json` is version 2 of the todo example in OpenAPI 3.0.3, which `tests/suite/partner.rs` sees that the example serves, and calls.
//! `constructs.json` is that of the constructs, as `tests/suite/constructs.rs` sees, and `family.json` that of the family of types.

#![allow(missing_docs, unreachable_pub, clippy::all, reason = "the code is generated")]

progenitor::generate_api!(spec = "openapi.json", interface = Positional);

/// The client of the constructs.
pub mod constructs {
    progenitor::generate_api!(spec = "constructs.json", interface = Positional);
}

/// The client of the family of types.
pub mod family {
    progenitor::generate_api!(spec = "family.json", interface = Positional);
}
