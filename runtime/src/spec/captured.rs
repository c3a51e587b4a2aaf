//! What a method keeps of a type, once it is no longer named: its functions, captured in one place.
//!
//! In: the type of an argument. Out: pointers, so that whatever checks, writes, reads or describes a value is compiled once, and asks nothing of
//! its type.

use crate::json::{self, Fault, Reader, Writer};
#[cfg(feature = "server")]
use crate::server::Named;
#[cfg(feature = "server")]
use crate::wire::HasSchema;
use crate::wire::table::TypeFn;
use crate::wire::{Codec, Faults, PutTogether, Transferable, Wire, is_secret};
use std::any::Any;
use std::fmt;

/// Writes a value as JSON.
pub(crate) type Write = fn(&dyn Any, &mut Writer);

/// Reads a value into an `Option` of its type.
pub(crate) type Read = fn(&mut Reader<'_>, &mut dyn Any) -> Result<(), Fault>;

/// The functions of a type.
#[derive(Clone, Copy)]
pub struct Captured {
    /// Adds a fault for each rule that refuses a value, where the type is ours.
    check: Option<fn(&dyn Any, &mut Faults<'_>)>,
    /// The description of such a type. Not in a browser's build unless it has forms: a page carries no description that it does not ask for.
    pub(crate) ty: Option<TypeFn>,
    /// Writes a value: of an argument, and on a server of a result.
    write: Option<Write>,
    /// Puts a body together, with a file that is an argument.
    pub(crate) file: Option<PutTogether>,
    /// Reads one: of a result, and on a server of an argument.
    read: Option<Read>,
    /// What a document shows of the type, where it is part of a route.
    #[cfg(feature = "server")]
    pub(crate) named: Option<Named>,
    /// Takes a result that is a stream of events.
    #[cfg(feature = "server")]
    pub(crate) events: Option<crate::wire::TakeEvents>,
}

impl Captured {
    /// Nothing.
    pub(crate) const NOTHING: Self = Self {
        check: None,
        ty: None,
        write: None,
        file: None,
        read: None,
        #[cfg(feature = "server")]
        named: None,
        #[cfg(feature = "server")]
        events: None,
    };

    /// The functions of an argument whose type is ours.
    pub(super) const fn argument<T: Wire>() -> Self {
        let check: fn(&dyn Any, &mut Faults<'_>) = |value, faults| value.downcast_ref::<T>().map_or((), |value| value.check(faults));
        Self { check: Some(check), file: T::FILE, ..Self::of_table(T::ty) }.written(own_write::<T>).read_by_server(own_read::<T>)
    }

    /// The functions of a result whose type is ours.
    pub(super) const fn result<T: Wire>() -> Self {
        let result = Self { read: Some(own_read::<T>), ..Self::of_table(T::ty) }.written_by_server(own_write::<T>);
        #[cfg(feature = "server")]
        let result = Self { events: T::EVENTS, ..result };
        result
    }

    /// The description of a type of ours.
    pub(crate) const fn of_table(ty: TypeFn) -> Self {
        Self { ty: if cfg!(any(feature = "server", feature = "forms")) { Some(ty) } else { None }, ..Self::NOTHING }
    }

    const fn written(self, write: Write) -> Self {
        Self { write: Some(write), ..self }
    }

    const fn read_by_server(self, read: Read) -> Self {
        if cfg!(feature = "server") { Self { read: Some(read), ..self } } else { self }
    }

    const fn written_by_server(self, write: Write) -> Self {
        if cfg!(feature = "server") { self.written(write) } else { self }
    }

    /// Of an argument: of a type that is not ours, with what serde has for it.
    pub(crate) const fn sent<T: Transferable>(self) -> Self {
        if self.write.is_some() { self } else { self.written(serde_write::<T>).read_by_server(serde_read::<T>) }
    }

    /// Of a result: of a type that is not ours, with what serde has for it.
    pub(crate) const fn returned<T: Transferable>(self) -> Self {
        if self.read.is_some() { self } else { Self { read: Some(serde_read::<T>), ..self }.written_by_server(serde_write::<T>) }
    }

    /// With what a document shows of it.
    #[cfg(feature = "server")]
    pub(super) const fn shown<T: HasSchema>(self) -> Self {
        Self { named: Some(Named::of::<T>()), ..self }
    }

    /// Adds a fault for each rule that refuses the value.
    pub(crate) fn check(self, value: &dyn Any, faults: &mut Faults<'_>) {
        if let Some(check) = self.check {
            check(value, faults);
        }
    }

    /// Writes a value as JSON.
    ///
    /// # Errors
    /// A value that JSON cannot carry, such as a float that is not finite.
    pub(crate) fn write(self, value: &dyn Any) -> Result<String, Fault> {
        let write = self.write.ok_or_else(another_type)?;
        json::write_by(|writer| write(value, writer))
    }

    /// Reads a value into an `Option` of the type.
    ///
    /// # Errors
    /// The fault of the value.
    pub(crate) fn read(self, reader: &mut Reader<'_>, slot: &mut dyn Any) -> Result<(), Fault> {
        self.read.map_or_else(|| Err(another_type()), |read| read(reader, slot))
    }

    /// Whether the type calls what lies at the end of these steps a secret.
    pub(super) fn is_sensitive(self, steps: &[&str]) -> bool {
        self.ty.is_some_and(|ty| is_secret(ty, steps))
    }
}

fn own_write<T: Wire>(value: &dyn Any, writer: &mut Writer) {
    write(value, writer, T::write);
}

fn serde_write<T: Transferable>(value: &dyn Any, writer: &mut Writer) {
    write(value, writer, Codec::<T>::SERDE.write);
}

fn own_read<T: Wire>(reader: &mut Reader<'_>, slot: &mut dyn Any) -> Result<(), Fault> {
    fill(slot, T::read(reader)?)
}

fn serde_read<T: Transferable>(reader: &mut Reader<'_>, slot: &mut dyn Any) -> Result<(), Fault> {
    fill(slot, T::deserialize(reader)?)
}

fn write<T: 'static>(value: &dyn Any, writer: &mut Writer, write: fn(&T, &mut Writer)) {
    match value.downcast_ref() {
        Some(value) => write(value, writer),
        None => writer.fail(another_type()),
    }
}

fn fill<T: 'static>(slot: &mut dyn Any, value: T) -> Result<(), Fault> {
    *slot.downcast_mut::<Option<T>>().ok_or_else(another_type)? = Some(value);
    Ok(())
}

/// Never told: generated code captures the type that it then hands over.
#[cold]
fn another_type() -> Fault {
    serde::ser::Error::custom("a value of another type")
}

impl PartialEq for Captured {
    /// Functions belong to the type, and the types of equal arguments have equal shapes.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Captured {}

impl fmt::Debug for Captured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.check.is_some() { "Rules" } else { "no rules" })
    }
}
