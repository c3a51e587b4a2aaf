//! [`Wire`] for lists, maps, arrays and tuples, as serde writes them.

use super::table::Type;
use super::{Faults, Shape, Transferable, Wire, named_as};
use crate::json::{Fault, Reader, Writer};
use serde::de::Error;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};

pub(super) fn write_items<'a, T: Wire>(writer: &mut Writer, items: impl Iterator<Item = &'a T>) {
    let outer = writer.open_list();
    for item in items {
        item.write(writer.item());
    }
    writer.close(outer);
}

pub(super) fn check_items<'a, T: Wire>(items: impl Iterator<Item = &'a T>, faults: &mut Faults<'_>) {
    for (index, item) in items.enumerate() {
        item.check(&mut faults.index(index));
    }
}

/// Checks items whose order is forgotten: a fault of one stands at the collection.
fn check_unordered<'a, T: Wire>(items: impl Iterator<Item = &'a T>, faults: &mut Faults<'_>) {
    for item in items {
        item.check(&mut faults.within());
    }
}

/// Sequences: one JSON array, whatever the collection.
macro_rules! sequences {
    ($check:ident: $([$($generics:tt)*] $ty:ty => $push:ident),* $(,)?) => {$(
        impl<$($generics)*> Wire for $ty {
            const SHAPE: Shape = Shape::sequence(T::SHAPE);

            fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                let mut items = Self::default();
                reader.list(&mut |reader| {
                    items.$push(T::read(reader)?);
                    Ok(())
                })?;
                Ok(items)
            }

            fn write(&self, writer: &mut Writer) {
                write_items(writer, self.iter());
            }

            fn check(&self, faults: &mut Faults<'_>) {
                $check(self.iter(), faults);
            }

            fn ty() -> &'static Type {
                const { &Type::List(T::ty) }
            }
        }
    )*};
}

sequences!(check_items: [T: Wire] Vec<T> => push, [T: Wire] VecDeque<T> => push_back, [T: Wire] LinkedList<T> => push_back);
sequences!(
    check_unordered: [T: Wire + Ord] BTreeSet<T> => insert, [T: Wire + Ord] BinaryHeap<T> => push,
    [T: Wire + Eq + Hash, S: BuildHasher + Default + 'static] HashSet<T, S> => insert,
);

impl<T: Wire, const N: usize> Wire for [T; N]
where
    Self: Transferable,
{
    const SHAPE: Shape = Shape::array(T::SHAPE, N);

    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.items(|items| {
            let mut all = Vec::with_capacity(N);
            while all.len() < N {
                all.push(items.next(T::read)?);
            }
            all.try_into().map_err(|_| Fault::custom("an array of another length"))
        })
    }

    fn write(&self, writer: &mut Writer) {
        write_items(writer, self.iter());
    }

    fn check(&self, faults: &mut Faults<'_>) {
        check_items(self.iter(), faults);
    }

    fn ty() -> &'static Type {
        const { &Type::Array(T::ty, N) }
    }
}

/// Maps: one JSON object, whatever the collection.
macro_rules! maps {
    ($([$($generics:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($generics)*> Wire for $ty {
            const SHAPE: Shape = Shape::map(K::SHAPE, V::SHAPE);

            fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                let mut map = Self::default();
                reader.entries(&mut |reader| {
                    let key = reader.key(K::read)?;
                    map.insert(key, V::read(reader)?);
                    Ok(())
                })?;
                Ok(map)
            }

            fn write(&self, writer: &mut Writer) {
                let outer = writer.open();
                for (key, value) in self {
                    value.write(writer.key(&outer, |writer| key.write(writer)));
                }
                writer.close(outer);
            }

            fn check(&self, faults: &mut Faults<'_>) {
                for (key, value) in self {
                    key.check(&mut faults.key(&|| named_as(key)));
                    value.check(&mut faults.key(&|| named_as(key)));
                }
            }

            fn ty() -> &'static Type {
                const { &Type::Map(K::ty, V::ty) }
            }
        }
    )*};
}

maps!([K: Wire + Ord, V: Wire] BTreeMap<K, V>, [K: Wire + Eq + Hash, V: Wire, S: BuildHasher + Default + 'static] HashMap<K, V, S>);

macro_rules! tuples {
    ($(($($name:ident $index:tt),+)),* $(,)?) => {$(
        impl<$($name: Wire),+> Wire for ($($name,)+) {
            const SHAPE: Shape = Shape::tuple()$(.item($name::SHAPE))+;

            fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                reader.items(|items| Ok(($(items.next($name::read)?,)+)))
            }

            fn write(&self, writer: &mut Writer) {
                let outer = writer.open_list();
                $(self.$index.write(writer.item());)+
                writer.close(outer);
            }

            fn check(&self, faults: &mut Faults<'_>) {
                $(self.$index.check(&mut faults.index($index));)+
            }

            fn ty() -> &'static Type {
                const { &Type::Tuple(&[$($name::ty),+]) }
            }
        }
    )*};
}

tuples!(
    (A 0), (A 0, B 1), (A 0, B 1, C 2), (A 0, B 1, C 2, D 3), (A 0, B 1, C 2, D 3, E 4), (A 0, B 1, C 2, D 3, E 4, F 5),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15),
);
