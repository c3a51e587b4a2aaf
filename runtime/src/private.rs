//! The one door for generated code. Not part of the public surface: it may change in any release.

pub use crate::__codec as codec;
pub use crate::__serde as serde_traits;
pub use crate::error::{ApiError, ErrorVariant, FieldError, Hidden, Never, Returns};
pub use crate::json::{Choice, Fault, Reader, Record, Slot, Writer};
pub use crate::spec::{Answered, Bodiless, InBody, InForm, InHeader, InParameter, InPath, InQuery, fits, is_empty, is_sendable};
pub use crate::spec::{Idempotency, In, MethodSpec, Scheme, SchemeKind, Security, Seed, ServiceSpec, Verb};
pub use crate::spec::{has_argument, is_same_argument};
pub use crate::transport::refresh;
pub use crate::transport::{Actions, Call, Client, NativeClient, Out, Read, Routes, Transport, Way, Write};
pub use crate::wire::extra::Extra;
pub use crate::wire::name::name_of;
pub use crate::wire::table::{
    By, Content, Converted, Count, Field, Model, Name, Part, Presence, Rule, Type, TypeFn, Variant, for_documents,
};
pub use crate::wire::{Checked, Faults, FieldType, Probe, Recursive, Secretive, Sensitive, Shape, Tagging, Unknown, Wire};
pub use crate::wire::{Codec, Theirs, deserialize, serialize, travels};
pub use crate::wire::{custom, custom_closure};
pub use serde;
pub use std::borrow::Cow;
pub use std::clone::Clone;
pub use std::fmt::{Debug, Formatter, Result as Formatted};
pub use std::future::Future;
pub use std::marker::Send;
pub use std::result::Result;
pub use std::string::String;
pub use std::string::ToString;
pub use trifold_macros::Wire;

#[cfg(feature = "client")]
pub use crate::client::{Http, InvalidBase};
#[cfg(feature = "server")]
pub use crate::server::generated::*;
#[cfg(feature = "server")]
pub use schemars;

/// What the expansion of `#[service]` imports: its name for this module, and the traits of the questions that it asks.
pub mod door {
    pub use crate::__private as __tf;
    pub use crate::spec::Unnamed as _;
    pub use crate::transport::{Sent as _, Unreturned as _};
    pub use crate::wire::{Unknown as _, Unowned as _, Untold as _};
}

/// The traits whose methods serde's derives and schemars' take for granted; a user's module may have no prelude.
pub mod prelude {
    pub use std::convert::{From as _, Into as _};
    pub use std::default::Default as _;
    pub use std::iter::{IntoIterator as _, Iterator as _};
    pub use std::string::ToString as _;
}

/// What a REST client sends through unless told otherwise.
#[cfg(feature = "client")]
pub type DefaultTransport = crate::client::Http;
/// What a REST client sends through unless told otherwise.
#[cfg(not(feature = "client"))]
pub type DefaultTransport = crate::transport::NoTransport;

/// garde's rules. Those that need a library are behind our own features, so that the compiler names these where one is missing.
pub mod rules {
    pub use crate::wire::ranged as range;
    pub use garde::rules::{alphanumeric, ascii, contains, ip, matches, prefix, required, suffix};

    // A page has none of the libraries that these need.
    #[cfg(all(target_arch = "wasm32", not(feature = "server")))]
    pub use crate::wire::left_to_server::*;
    #[cfg(not(all(target_arch = "wasm32", not(feature = "server"))))]
    pub use garde::rules::pattern;

    /// What is counted where nothing else is said, and what is where garde's word for it is.
    pub mod length {
        pub use crate::wire::counted as simple;
        pub use crate::wire::counted::*;
    }

    /// Feature `rule-email`.
    #[cfg(all(feature = "rule-email", not(all(target_arch = "wasm32", not(feature = "server")))))]
    pub mod email {
        pub use garde::rules::email::*;
    }

    /// Feature `rule-url`.
    #[cfg(all(feature = "rule-url", not(all(target_arch = "wasm32", not(feature = "server")))))]
    pub mod url {
        pub use garde::rules::url::*;
    }
}
