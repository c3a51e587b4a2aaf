//! What holds another type: each is a case for each of the contents.

use super::define;
use crate::family::dice::Dice;
use crate::family::sample::Sample;
use std::collections::BTreeMap;
use trifold::model;

define! {
    struct Field<T> { inner: T, text: String }
    struct Flat<T> { before: u8, #[serde(flatten)] inner: T, after: Option<String> }
    enum HeldExternal<T> { A(T), B { inner: T } }
    #[serde(tag = "kind")]
    enum HeldInternal<T> { A(T), B { inner: T } }
    #[serde(tag = "kind", content = "value")]
    enum HeldAdjacent<T> { A(T), B { inner: T } }
    #[serde(untagged)]
    enum HeldUntagged<T> { A { held: T }, B(T) }
    struct FlatMap { before: u8, #[serde(flatten)] rest: BTreeMap<String, String> }
    struct FlatNumbers { before: String, #[serde(flatten)] rest: BTreeMap<String, u64> }
    struct FlatKeys { before: String, #[serde(flatten)] rest: BTreeMap<u32, u8> }
    struct FlatOption { before: u8, #[serde(flatten)] inner: Option<super::Camel> }
    struct FlatTwice { #[serde(flatten)] one: super::Camel, #[serde(flatten)] two: super::Renamed }
    struct FlatEnum { before: u8, #[serde(flatten)] inner: super::Internal }
    struct FlatExternal { before: u8, #[serde(flatten)] inner: super::Cased }
    struct FlatAliased { before: u8, #[serde(flatten)] inner: super::Aliased }
    struct FlatList { before: u8, #[serde(flatten)] inner: super::Defaulted }
    struct Pair(u8, String);
    struct Text(String);
    struct Number(u64);
    struct Double(f64);
    struct Optional { whole: Option<super::Plain>, parts: Option<super::Camel>, text: String }
    struct Maybe(Option<u8>);
    struct Wrapped(super::Plain);
    struct Deep { list: Vec<Option<super::Unit>>, map: BTreeMap<String, Vec<super::Pair>>, tuple: (u8, (String, Option<bool>), [super::Unit; 2]) }
}

/// A tree: itself in a box, in a list, in a map.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) struct Tree {
    name: String,
    left: Option<Box<Tree>>,
    rest: Vec<Tree>,
    named: BTreeMap<String, Tree>,
}

impl Sample for Tree {
    fn samples(_: &mut Dice) -> Vec<Self> {
        let leaf = |name: &str| Self { name: name.to_owned(), left: None, rest: vec![], named: BTreeMap::new() };
        let twig = Self { left: Some(Box::new(leaf("left"))), rest: vec![leaf(""), leaf("b")], ..leaf("twig") };
        let tree = Self { named: BTreeMap::from([("/~ .[]".to_owned(), twig.clone()), (String::new(), leaf("\""))]), ..leaf("tree") };
        let deep = (0..20).fold(leaf("end"), |inner, _| Self { left: Some(Box::new(inner)), ..leaf("deep") });
        vec![leaf("a"), twig, tree, deep]
    }
}

/// An enum of itself, in each form.
macro_rules! recursive {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        #[model]
        #[derive(Debug, Clone, PartialEq)]
        $(#[$meta])*
        pub(in crate::family) enum $name {
            Leaf { number: u8 },
            Not { inner: Box<$name> },
            All { items: Vec<$name> },
        }

        impl Sample for $name {
            fn samples(_: &mut Dice) -> Vec<Self> {
                let leaf = |number| Self::Leaf { number };
                let not = |inner| Self::Not { inner: Box::new(inner) };
                vec![leaf(0), not(leaf(1)), Self::All { items: vec![leaf(1), not(Self::All { items: vec![] })] }]
            }
        }
    )*};
}

recursive! {
    RecursiveExternal;
    #[serde(tag = "kind")]
    RecursiveInternal;
    #[serde(tag = "kind", content = "value")]
    RecursiveAdjacent;
    #[serde(untagged)]
    RecursiveUntagged;
}
