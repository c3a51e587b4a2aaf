//! A value whose type is known by a parameter alone.

use std::any::Any;

/// The value itself, if `V` is its type. For code that knows a type by its parameter alone.
pub(crate) fn same<T: 'static, V: 'static>(value: T) -> Option<V> {
    take(&mut Some(value))
}

/// Takes the value out of an `Option<T>`, if that is what `slot` is.
pub(crate) fn take<T: 'static>(slot: &mut dyn Any) -> Option<T> {
    slot.downcast_mut::<Option<T>>()?.take()
}
