//! What travels: the shape of a type as its JSON shows it, and the rules that its values keep.
//!
//! In: types, most of them through `#[model]`. Out: a [`Shape`] in a constant, and faults found in a value.
//! Knows no HTTP and no transport.

mod check;
mod codec;
mod collections;
#[doc(hidden)]
pub mod counted;
mod crates;
mod custom_rule;
pub(crate) mod extra;
mod fault;
mod foreign;
mod form_support;
mod hash;
mod held;
mod itself;
#[cfg(all(target_arch = "wasm32", not(feature = "server")))]
pub(crate) mod left_to_server;
pub(crate) mod name;
mod probe;
#[doc(hidden)]
pub mod ranged;
mod secrets;
mod sensitive;
mod shape;
pub(crate) mod table;
mod text_form;
mod travel;

pub use check::{Faults, Report};
#[doc(hidden)]
pub use codec::{Codec, Theirs, Untold, deserialize, serialize};
#[doc(hidden)]
pub use custom_rule::{Custom, CustomRule, custom, custom_closure};
pub use fault::FieldError;
#[cfg(all(test, feature = "server"))]
pub(crate) use fault::name_of;
pub(crate) use fault::step;
#[doc(hidden)]
pub use held::{FieldType, travels};
pub use itself::Recursive;
pub use probe::{Probe, ProbedShape, Unknown, Unowned};
#[doc(hidden)]
pub use sensitive::{HidesSecrets, Secretive, Sensitive};
pub use shape::{Shape, Tagging, Whole};
pub use travel::Transferable;
#[doc(hidden)]
pub use travel::{Checked, HasSchema, Routable, Sendable};

use crate::json::{self, Fault, Reader, Writer};

pub(crate) use hash::{digest, mix, text};
pub(crate) use secrets::is_secret;

/// The name of a map's key in JSON: the text, or the number or boolean as JSON prints it; nothing of what is no key.
fn named_as<K: Wire>(key: &K) -> Option<String> {
    let json = json::write_by(|writer| key.write(writer)).ok()?;
    match json.as_bytes().first()? {
        b'"' => json::read(&json).ok(),
        b'[' | b'{' | b'n' => None,
        _ => Some(json),
    }
}

/// Takes a stream of events out of the `Option` that it is in, and leaves its frames in the `Option` beside it.
#[cfg(feature = "server")]
pub type TakeEvents = fn(&mut dyn std::any::Any, &mut dyn std::any::Any);

/// Puts a body together: of arguments in JSON by their names, and of the file in an argument of this name. Out: its content type
/// (`multipart/form-data`, with the boundary), and its bytes.
pub type PutTogether = fn(&[(&'static str, String)], &str, &dyn std::any::Any) -> (String, Vec<u8>);

/// A type whose JSON form is known to the compiler, all the way down.
///
/// `#[model]` and `#[derive(ApiError)]` implement it. Two builds whose types have equal fingerprints cannot misread each other's
/// values; a type without an implementation counts by its written name.
///
/// An implementation by hand, of a type that serde writes and reads, gives either constant; each has the other as its default.
///
/// # Recursive types
///
/// A type may hold itself. Types that hold each other say so, each naming the others, or rustc reports a cycle (E0391):
///
/// ```
/// # use trifold::model;
/// #[model]
/// #[wire(recursive(Entry))]
/// struct Folder {
///     entries: Vec<Entry>,
/// }
///
/// #[model]
/// #[wire(recursive(Folder))]
/// enum Entry {
///     File(String),
///     Folder(Folder),
/// }
/// # assert_ne!(<Folder as trifold::Wire>::FINGERPRINT, <Entry as trifold::Wire>::FINGERPRINT);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned by a service method",
    label = "neither a `Result<_, E>` nor a type that travels",
    note = "return `Result<T, E>` where `E` derives `trifold::ApiError`, or put `#[trifold::model]` on the type"
)]
pub trait Wire: Transferable {
    /// The shape of the type's JSON form.
    const SHAPE: Shape = Shape::opaque(Self::FINGERPRINT);

    /// 128 bits that change exactly when a peer built from the other version could misread a value: an `Option` or
    /// `#[serde(default)]` field may come and go, everything else counts.
    const FINGERPRINT: [u8; 16] = Self::SHAPE.fingerprint();

    /// Of a type in a circle (`#[wire(recursive(..))]`), the shape with the others of the circle cut off.
    #[doc(hidden)]
    const PART: Shape = Self::SHAPE;

    /// Looks for values that the type's `#[garde(..)]` rules refuse and adds a fault for each.
    fn check(&self, faults: &mut Faults<'_>) {
        let _ = faults;
    }

    /// Reads a value.
    #[doc(hidden)]
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let read = reader.at_start(|reader| Self::deserialize(reader));
        #[cfg(feature = "server")]
        let read = read.map_err(|fault| Self::ty().explain(fault));
        read
    }

    /// Writes the value.
    #[doc(hidden)]
    fn write(&self, writer: &mut Writer) {
        writer.serde(|writer| self.serialize(writer));
    }

    /// Of a file, what puts a body with it together. In a page without files nothing leads to that.
    #[doc(hidden)]
    const FILE: Option<PutTogether> = None;

    /// Of a stream of events, what takes it out of its place to be sent.
    #[doc(hidden)]
    #[cfg(feature = "server")]
    const EVENTS: Option<TakeEvents> = None;

    /// The description of the type. What implements the trait by hand has none, and stands as a text in forms.
    #[doc(hidden)]
    fn ty() -> &'static table::Type {
        table::Type::foreign()
    }
}
