//! Types that say more of themselves than their fields: rules, words, what is secret and what is old; and shapes that are rare.

#![allow(deprecated, reason = "what is old is a construct too")]

use super::{Camel, Unit};
use crate::family::dice::Dice;
use crate::family::sample::{Sample, picked, samples};
use std::borrow::Cow;
use std::collections::BTreeMap;
use trifold::{Patch, model};

/// Each rule that a document says, on each holder of a value.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) struct Ruled {
    #[garde(length(min = 1, max = 3))]
    text: String,
    #[garde(ascii, prefix("a."), suffix("z"), contains("-"))]
    word: String,
    #[garde(pattern("^[a-c]*$"))]
    letters: Cow<'static, str>,
    #[garde(length(bytes, max = 4))]
    bytes: String,
    #[garde(range(min = -1, max = 1))]
    maybe: Option<i64>,
    #[garde(range(min = 0.5, max = 1.5))]
    ratio: f64,
    #[garde(length(min = 1, max = 2), inner(range(min = 1, max = 9)))]
    numbers: Vec<u8>,
    #[garde(length(max = 1))]
    map: BTreeMap<String, String>,
    #[garde(inner(length(max = 2)))]
    within: Option<String>,
    #[garde(ip)]
    address: String,
    newtype: Short,
    boxed: Option<Box<Short>>,
    several: Vec<Short>,
}

/// A text with a rule of its own.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) struct Short(#[garde(length(min = 2, max = 3))] String);

/// An option that must be there, and a text that need not.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) struct Needed {
    #[garde(required, range(max = 5))]
    number: Option<u8>,
    #[garde(ascii)]
    #[serde(default)]
    text: String,
}

/// Secrets.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) struct Secrets {
    #[sensitive]
    note: Option<String>,
    #[sensitive(password)]
    #[garde(length(min = 4, max = 8))]
    code: String,
    open: u8,
}

/// Fields that are old.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) struct Faded {
    #[deprecated]
    was: Option<u8>,
    #[deprecated(note = "write `now`")]
    #[serde(default)]
    before: String,
    now: Tense,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) enum Tense {
    Now,
    /// Nobody says this.
    #[deprecated]
    Was,
    #[deprecated]
    Were {
        by: u8,
    },
}

#[doc = include_str!("said.md")]
#[model]
#[derive(Debug, Clone, PartialEq)]
#[schemars(title = "Said & done", extend("x-kind" = "said"))]
pub(in crate::family) struct Said {
    /// Words of more than one line: `code`, "quotation", <tags> & more.
    ///
    /// ```
    /// let a = 1;
    /// ```
    #[schemars(example = 3, extend("x-unit" = "m"))]
    number: u8,
    #[schemars(title = "A title", description = "Other words.")]
    text: String,
    #[serde(default = "Inlined::new")]
    inlined: Inlined,
    #[serde(default)]
    more: Inlined,
}

/// A type without a component of its own.
#[model]
#[derive(Debug, Clone, PartialEq, Default)]
#[schemars(inline)]
pub(in crate::family) struct Inlined {
    flag: bool,
    list: Vec<Unit>,
}

impl Inlined {
    fn new() -> Self {
        Self { flag: true, list: vec![Unit::TwoWords] }
    }
}

/// Two parameters.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) struct Two<A, B> {
    first: A,
    second: B,
}

/// A name for each form.
#[model]
#[derive(Debug, Clone, PartialEq)]
#[schemars(rename = "Either_{A}_or_{B}")]
pub(in crate::family) enum Either<A, B> {
    Left(A),
    Right { right: B },
}

/// Nothing at all.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) struct Bare;

/// Holds another that holds it.
#[model]
#[derive(Debug, Clone, PartialEq)]
#[wire(recursive(Egg))]
pub(in crate::family) struct Hen {
    eggs: Vec<Egg>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[wire(recursive(Hen))]
pub(in crate::family) struct Egg {
    hen: Option<Box<Hen>>,
    number: u8,
}

/// Names that stand in no identifier.
#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "@kind/~", rename = "Odd-er_Still")]
pub(in crate::family) enum Odd {
    #[serde(rename = " ")]
    Empty { a: u8 },
    #[serde(rename = "a \"b\" \\ /~{}")]
    Quoted {
        #[serde(rename = "<c>&'")]
        c: u8,
    },
    #[serde(rename = "ünïcode ☃")]
    Snow {
        #[serde(rename = "日本")]
        d: Option<u8>,
    },
}

/// Fields that are absent, null or there.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(in crate::family) struct Patched {
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    number: Patch<u8>,
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    plain: Patch<Camel>,
}

samples! {
    Bare: [Self];
    Short: [Self("ab".to_owned()), Self("äöü".to_owned())];
    Needed: [Self { number: Some(5), text: String::new() }];
    Secrets: [Self { note: None, code: "1234".to_owned(), open: 1 }, Self { note: Some("n".to_owned()), code: "12345678".to_owned(), open: 2 }];
    Tense: [Self::Now, Self::Was, Self::Were { by: 7 }];
    Odd: [Self::Empty { a: 1 }, Self::Quoted { c: 2 }, Self::Snow { d: None }, Self::Snow { d: Some(3) }];
    Hen: [
        Self { eggs: vec![] },
        Self { eggs: vec![Egg { hen: None, number: 1 }, Egg { hen: Some(Box::new(Self { eggs: vec![Egg { hen: None, number: 2 }] })), number: 3 }] },
    ];
}

impl Sample for Ruled {
    fn samples(_: &mut Dice) -> Vec<Self> {
        let least = Self {
            text: "a".to_owned(),
            word: "a.-z".to_owned(),
            letters: "".into(),
            bytes: String::new(),
            maybe: None,
            ratio: 0.5,
            numbers: vec![1],
            map: BTreeMap::new(),
            within: None,
            address: "192.0.2.1".to_owned(),
            newtype: Short("ab".to_owned()),
            boxed: None,
            several: vec![],
        };
        let most = Self {
            text: "äöü".to_owned(),
            letters: "abc".into(),
            bytes: "abcd".to_owned(),
            maybe: Some(1),
            ratio: 1.5,
            numbers: vec![9, 1],
            map: BTreeMap::from([("k".to_owned(), "vv".to_owned())]),
            within: Some("ab".to_owned()),
            address: "2001:db8::1".to_owned(),
            boxed: Some(Box::new(Short("xyz".to_owned()))),
            several: vec![Short("12".to_owned())],
            ..least.clone()
        };
        vec![least, most]
    }
}

impl Sample for Faded {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        picked(dice, |pick| Self { was: pick.one(), before: pick.one(), now: pick.one() })
    }
}

impl Sample for Inlined {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        picked(dice, |pick| Self { flag: pick.one(), list: pick.one() })
    }
}

impl Sample for Said {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        picked(dice, |pick| Self { number: pick.one(), text: pick.one(), inlined: pick.one(), more: pick.one() })
    }
}

impl<A: Sample, B: Sample> Sample for Two<A, B> {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        picked(dice, |pick| Self { first: pick.one(), second: pick.one() })
    }
}

impl<A: Sample, B: Sample> Sample for Either<A, B> {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        let left: Vec<_> = A::samples(dice).into_iter().map(Self::Left).collect();
        left.into_iter().chain(B::samples(dice).into_iter().map(|right| Self::Right { right })).collect()
    }
}

impl Sample for Patched {
    fn samples(_: &mut Dice) -> Vec<Self> {
        let camel = || Camel { first_name: "a".to_owned(), last_name: "b".to_owned() };
        let each = [(Patch::Absent, Patch::Absent), (Patch::Null, Patch::Value(camel())), (Patch::Value(7), Patch::Null)];
        each.into_iter().map(|(number, plain)| Self { number, plain }).collect()
    }
}
