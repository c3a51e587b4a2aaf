//! What no macro sees, since it is of two types: refused when the server is built, and named.

use std::collections::BTreeMap;
use trifold::server::Server;
use trifold::{Patch, model, service};

#[model]
struct Id {
    id: u8,
}

#[model]
struct Aliased {
    #[serde(alias = "id")]
    key: u8,
}

#[model]
struct Deeper {
    #[serde(flatten)]
    inner: Option<Box<Id>>,
}

#[model]
#[serde(tag = "kind")]
enum Tagged {
    A { id: u8 },
    B(Other),
}

#[model]
struct Other {
    other: u8,
}

#[model]
#[serde(tag = "kind")]
struct Kind {
    text: String,
}

#[model]
struct OfKind {
    kind: u8,
}

#[model]
#[serde(tag = "kind")]
enum TagTwice {
    A(OfKind),
}

#[model]
struct Word(Option<u8>);

#[model]
struct Nothing;

type Nested = Option<Option<u8>>;

macro_rules! flattens {
    ($($name:ident $ty:ty),* $(,)?) => { $(
        #[model]
        struct $name {
            id: u8,
            #[serde(flatten)]
            more: $ty,
        }
    )* };
}

flattens! {
    FlatNewtype Option<Word>,
    Plain Id,
    ByAlias Aliased,
    ByTwo Deeper,
    ByVariant Tagged,
    ByMap BTreeMap<String, u8>,
    ByOther Other,
}

#[model]
struct TwoOfOne {
    #[serde(flatten)]
    a: Id,
    #[serde(flatten)]
    b: Aliased,
}

#[model]
#[serde(tag = "kind")]
enum TaggedNewtype {
    Other(Other),
    Word(Word),
}

type Many = Vec<Other>;

#[model]
#[serde(tag = "kind")]
enum TaggedAlias {
    Many(Many),
}

#[model]
#[serde(tag = "sort")]
enum TaggedUnit {
    Unit(Nothing),
    Any(BTreeMap<String, u8>),
    Tagged(Box<Tagged>),
}

#[model]
struct Holder {
    all: BTreeMap<String, Vec<Plain>>,
    next: Option<Box<Holder>>,
}

/// What a server says that takes, or gives, a type.
macro_rules! refusals {
    ($($name:ident $ty:ty => $fault:literal),* $(,)?) => { $(
        mod $name {
            use super::*;

            #[service(version = 1)]
            trait Takes {
                async fn put(&self, it: $ty);
            }

            #[service(version = 1)]
            trait Gives {
                #[no_action]
                #[get("/it")]
                async fn get(&self) -> $ty;
            }

            impl Takes for () {
                async fn put(&self, _: $ty) {}
            }

            impl Gives for () {
                async fn get(&self) -> $ty {
                    unreachable!("nobody calls it")
                }
            }

            #[test]
            fn is_refused_when_the_server_is_built() {
                let refusal = |server: Server| server.try_into_router().err().map(|error| error.to_string()).unwrap_or_default();
                let expected = |what: &str| if $fault.is_empty() { String::new() } else { format!("{what} with {}", $fault) };
                assert_eq!(refusal(Server::new().add_service(TakesServer::new(()))), expected("`Takes.put` takes `it`"));
                assert_eq!(refusal(Server::new().add_service(GivesServer::new(()))), expected("`Gives.get` gives a value"));
            }
        }
    )* };
}

refusals! {
    plain Plain => "two members `id`, one of them by the flattened field `more`; rename one of them",
    by_alias ByAlias => "two members `id`, one of them by the flattened field `more`; rename one of them",
    by_two ByTwo => "two members `id`, one of them by the flattened field `more`; rename one of them",
    by_variant ByVariant => "two members `id`, one of them by the flattened field `more`; rename one of them",
    two_of_one TwoOfOne => "two members `id`, one of them by the flattened field `b`; rename one of them",
    tag_twice TagTwice => "two members `kind`, one of them its tag; rename one of them",
    within Holder => "two members `id`, one of them by the flattened field `more` at `/all/*/0`; rename one of them",
    in_a_list Vec<(u8, Plain)> => "two members `id`, one of them by the flattened field `more` at `/0/1`; rename one of them",
    newtype Vec<Option<Word>> => "an `Option` of what may be `null` itself at `/0`; give what is within a name",
    unit_struct BTreeMap<String, Option<Nothing>> => "an `Option` of what may be `null` itself at `/*`; give what is within a name",
    alias Vec<Nested> => "an `Option` of what may be `null` itself at `/0`; give what is within a name",
    flat_newtype FlatNewtype => "a flattened field `more` that has no fields; remove `flatten`",
    tagged_newtype TaggedNewtype => "a variant `Word` that has no fields for its tag `kind` to stand among; write `content = \"..\"`",
    tagged_alias TaggedAlias => "a variant `Many` that has no fields for its tag `kind` to stand among; write `content = \"..\"`",
    tagged_unit TaggedUnit => "",
    by_map ByMap => "",
    by_other ByOther => "",
    kind Kind => "",
    option_of_list Vec<Option<Vec<Option<u8>>>> => "",
    patches Patches => "",
}

#[model]
struct Patches {
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    a: Patch<u8>,
    #[serde(default, with = "twice", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<u8>")]
    b: Nested,
}

/// `null` is `Some(None)`, and what is absent is `None`.
mod twice {
    use super::Nested;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Nested, serializer: S) -> Result<S::Ok, S::Error> {
        value.flatten().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Nested, D::Error> {
        Option::deserialize(deserializer).map(Some)
    }
}
