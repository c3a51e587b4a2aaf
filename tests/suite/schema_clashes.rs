//! Two types of one schema name, from each place where a type can stand: a server is refused just where its document could not be written.
//!
//! The server does not write its documents when it is built, but rules their faults out by a walk over the tables. What the walk finds must never be
//! less than what the document has, so each place is tried with each kind of second type, and alone: `Info::leave_out` takes the others out.

use std::collections::{BTreeMap, BTreeSet};
use trifold::server::webhooks::{StandardWebhook, StandardWebhooks};
use trifold::server::{Info, Server};
use trifold::{ApiError, Cursor, EventStream, MethodSpec, Page, Upload, model, service};

/// The type that is there first, under each name that a second type takes.
#[model]
struct Thing {
    title: Option<String>,
}

#[model]
struct Holder<T> {
    held: T,
}

#[derive(Debug, Clone, thiserror::Error, ApiError)]
enum FirstError {
    #[error("it is lost")]
    #[status(404)]
    Lost,
}

#[service(versions = 1..=2)]
trait First {
    #[post("/first")]
    async fn first(&self, #[body] thing: Thing) -> Result<Thing, FirstError>;

    #[get("/first")]
    async fn held(&self) -> Holder<Thing>;
}

/// Holders of a second type, each with a name of its own for each content.
mod holders {
    use std::collections::BTreeMap;
    use trifold::model;

    #[model]
    pub(super) struct Member<T> {
        pub(super) member: T,
    }

    #[model]
    pub(super) struct Newtype<T>(pub(super) T);

    #[model]
    pub(super) struct Several<T>(pub(super) T, pub(super) u8);

    #[model]
    #[serde(transparent)]
    pub(super) struct Transparent<T> {
        pub(super) inner: T,
    }

    #[model]
    pub(super) enum External<T> {
        Empty,
        Full(T),
    }

    #[model]
    #[serde(tag = "kind")]
    pub(super) enum Internal<T> {
        Empty,
        Full { inner: T },
    }

    #[model]
    #[serde(tag = "kind", content = "value")]
    pub(super) enum Adjacent<T> {
        Empty,
        Full(T),
    }

    #[model]
    #[serde(untagged)]
    pub(super) enum Untagged<T> {
        Full { inner: T },
        Empty,
    }

    #[model]
    pub(super) struct Flattened<T> {
        #[serde(flatten)]
        pub(super) rest: BTreeMap<String, T>,
    }
}

use holders::*;

/// Second types: texts, so that they may stand everywhere.
mod seconds {
    macro_rules! seconds {
        ($($module:ident $(#[$meta:meta])* $name:ident;)*) => {$(
            pub(super) mod $module {
                #[trifold::model]
                #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
                $(#[$meta])*
                pub(in crate::schema_clashes) enum $name {
                    One,
                    Two,
                }
            }
        )*};
    }

    seconds! {
        model Thing;
        input ThingInput;
        variant FirstErrorLost;
        problem Problem;
        field_error FieldError;
        renamed #[serde(rename = "Thing")] Renamed;
        said #[schemars(rename = "Thing")] Said;
        parameter #[schemars(rename = "Holder_of_Thing")] HolderOfThing;
        other Other;
    }
}

/// Types that describe themselves.
mod foreign {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
    pub(super) struct Thing {
        pub(super) number: u8,
    }
}

/// Holds one that describes itself.
#[model]
#[derive(Debug)]
struct OfForeign {
    thing: foreign::Thing,
}

/// Has a schema that was said for it.
#[model]
#[derive(Debug)]
struct OfSaid {
    #[schemars(with = "foreign::Thing")]
    thing: u8,
}

/// Is read by another type.
#[model]
#[serde(from = "seconds::model::Thing")]
struct Converted {
    number: u8,
}

impl From<seconds::model::Thing> for Converted {
    fn from(thing: seconds::model::Thing) -> Self {
        Self { number: thing as u8 }
    }
}

struct Nothing;

impl AsRef<StandardWebhooks> for Nothing {
    fn as_ref(&self) -> &StandardWebhooks {
        unreachable!("nobody calls")
    }
}

impl First for Nothing {
    async fn first(&self, thing: Thing) -> Result<Thing, FirstError> {
        Ok(thing)
    }

    async fn held(&self) -> Holder<Thing> {
        Holder { held: Thing { title: None } }
    }
}

/// A trait of methods that nobody calls: each has one place for a type. `scalar` ones are for types that are a text.
macro_rules! places {
    ($name:ident, $thing:ty, [$($scalar:tt)*], [$($own:tt)*]) => {
        #[expect(dead_code, reason = "within a macro of ours the lint looks at what `#[service]` writes")]
        mod $name {
            use super::*;

            #[derive(Debug, thiserror::Error, ApiError)]
            pub(super) enum HeldError {
                #[error("it is held")]
                #[status(409)]
                Held { inner: Box<$thing> },
            }

            /// The type of today.
            #[model]
            pub(super) struct Today {
                pub(super) number: u8,
            }

            impl From<$thing> for Today {
                fn from(_: $thing) -> Self {
                    Self { number: 0 }
                }
            }

            impl From<Today> for Older {
                fn from(_: Today) -> Self {
                    unreachable!("nobody calls")
                }
            }

            /// The answer of an older route.
            #[model]
            pub(super) struct Older {
                pub(super) thing: $thing,
            }

            #[service(versions = 1..=2, name = "Places")]
            pub(super) trait Places {
                $($scalar)*

                #[post("/body")]
                async fn body(&self, #[body] value: $thing) -> u8;

                #[post("/member")]
                async fn member(&self, value: $thing, other: u8) -> u8;

                #[post("/upload")]
                async fn upload(&self, value: Member<$thing>, file: Upload) -> u8;

                #[get("/result")]
                async fn result(&self) -> $thing;

                #[get("/error")]
                async fn error(&self) -> Result<u8, HeldError>;

                #[get("/stream")]
                async fn stream(&self) -> EventStream<$thing, HeldError>;

                #[get("/events")]
                async fn events(&self) -> EventStream<$thing, FirstError>;

                #[get("/page")]
                async fn page(&self, cursor: Option<Cursor<u64>>) -> Page<$thing>;

                #[no_action]
                #[post("/hook")]
                async fn hook(&self, #[context] delivery: StandardWebhook, payment: $thing) -> u8;

                #[post("/option")]
                async fn option(&self, #[body] value: Option<$thing>) -> u8;

                #[post("/list")]
                async fn list(&self, #[body] value: Vec<$thing>) -> u8;

                #[post("/map")]
                async fn map(&self, #[body] value: BTreeMap<String, $thing>) -> u8;

                #[get("/tuple")]
                async fn tuple(&self) -> (u8, ($thing, u8));

                #[get("/array")]
                async fn array(&self) -> [$thing; 2];

                #[get("/boxed")]
                async fn boxed(&self) -> Box<$thing>;

                #[get("/holder")]
                async fn holder(&self) -> Member<$thing>;

                #[get("/newtype")]
                async fn newtype(&self) -> Newtype<$thing>;

                #[get("/several")]
                async fn several(&self) -> Several<$thing>;

                #[get("/transparent")]
                async fn transparent(&self) -> Transparent<$thing>;

                #[get("/external")]
                async fn external(&self) -> External<$thing>;

                #[get("/internal")]
                async fn internal(&self) -> Internal<$thing>;

                #[get("/adjacent")]
                async fn adjacent(&self) -> Adjacent<$thing>;

                #[post("/untagged")]
                async fn untagged(&self, #[body] value: Untagged<$thing>) -> u8;

                #[get("/flattened")]
                async fn flattened(&self) -> Flattened<$thing>;

                #[post("/older", until = 1, accepts = $thing, returns = Older)]
                #[post("/older", since = 2)]
                async fn older(&self, #[body] value: Today) -> Today;
            }

            impl Places for Nothing {
                $($own)*

                async fn body(&self, _: $thing) -> u8 { 0 }
                async fn member(&self, _: $thing, _: u8) -> u8 { 0 }
                async fn upload(&self, _: Member<$thing>, _: Upload) -> u8 { 0 }
                async fn result(&self) -> $thing { unreachable!("nobody calls") }
                async fn error(&self) -> Result<u8, HeldError> { Ok(0) }
                async fn stream(&self) -> EventStream<$thing, HeldError> { unreachable!("nobody calls") }
                async fn events(&self) -> EventStream<$thing, FirstError> { unreachable!("nobody calls") }
                async fn page(&self, _: Option<Cursor<u64>>) -> Page<$thing> { unreachable!("nobody calls") }
                async fn hook(&self, _: StandardWebhook, _: $thing) -> u8 { 0 }
                async fn option(&self, _: Option<$thing>) -> u8 { 0 }
                async fn list(&self, _: Vec<$thing>) -> u8 { 0 }
                async fn map(&self, _: BTreeMap<String, $thing>) -> u8 { 0 }
                async fn tuple(&self) -> (u8, ($thing, u8)) { unreachable!("nobody calls") }
                async fn array(&self) -> [$thing; 2] { unreachable!("nobody calls") }
                async fn boxed(&self) -> Box<$thing> { unreachable!("nobody calls") }
                async fn holder(&self) -> Member<$thing> { unreachable!("nobody calls") }
                async fn newtype(&self) -> Newtype<$thing> { unreachable!("nobody calls") }
                async fn several(&self) -> Several<$thing> { unreachable!("nobody calls") }
                async fn transparent(&self) -> Transparent<$thing> { unreachable!("nobody calls") }
                async fn external(&self) -> External<$thing> { unreachable!("nobody calls") }
                async fn internal(&self) -> Internal<$thing> { unreachable!("nobody calls") }
                async fn adjacent(&self) -> Adjacent<$thing> { unreachable!("nobody calls") }
                async fn untagged(&self, _: Untagged<$thing>) -> u8 { 0 }
                async fn flattened(&self) -> Flattened<$thing> { unreachable!("nobody calls") }
                async fn older(&self, value: Today) -> Today { value }
            }

            /// The server of the one place.
            pub(super) fn server(method: &MethodSpec) -> Server {
                alone(method, PlacesSpec::METHODS).add_service(PlacesServer::new(Nothing))
            }

            /// All places.
            pub(super) const ALL: &[MethodSpec] = PlacesSpec::METHODS;
        }
    };
    ($name:ident, $thing:ty) => {
        places!($name, $thing, [], []);
    };
    ($name:ident, text $thing:ty) => {
        places!($name, $thing, [
            #[get("/path/{value}")]
            async fn path(&self, value: $thing) -> u8;

            #[get("/query")]
            async fn query(&self, value: $thing) -> u8;

            #[get("/queries")]
            async fn queries(&self, value: Vec<$thing>) -> u8;

            #[get("/spread")]
            async fn spread(&self, #[query] value: Member<$thing>) -> u8;

            #[get("/header")]
            async fn header(&self, #[header("x-value")] value: $thing) -> u8;

            #[form]
            #[post("/form")]
            async fn form(&self, value: Member<$thing>) -> u8;

            #[get("/keys")]
            async fn keys(&self) -> BTreeMap<$thing, u8>;

            #[get("/set")]
            async fn set(&self) -> BTreeSet<$thing>;
        ], [
            async fn path(&self, _: $thing) -> u8 { 0 }
            async fn query(&self, _: $thing) -> u8 { 0 }
            async fn queries(&self, _: Vec<$thing>) -> u8 { 0 }
            async fn spread(&self, _: Member<$thing>) -> u8 { 0 }
            async fn header(&self, _: $thing) -> u8 { 0 }
            async fn form(&self, _: Member<$thing>) -> u8 { 0 }
            async fn keys(&self) -> BTreeMap<$thing, u8> { unreachable!("nobody calls") }
            async fn set(&self) -> BTreeSet<$thing> { unreachable!("nobody calls") }
        ]);
    };
}

places!(of_model, text seconds::model::Thing);
places!(of_foreign, OfForeign);
places!(of_said, OfSaid);

/// A trait for each further second type, which takes and gives it.
macro_rules! seconds {
    ($($name:ident: $thing:ty;)*) => {
        $(#[expect(dead_code, reason = "within a macro of ours the lint looks at what `#[service]` writes")]
        mod $name {
            use super::*;

            #[service(versions = 1..=2, name = "Places")]
            pub(super) trait Places {
                #[post("/read")]
                async fn read(&self, #[body] value: $thing) -> u8;

                #[get("/written")]
                async fn written(&self) -> $thing;
            }

            impl Places for Nothing {
                async fn read(&self, _: $thing) -> u8 { 0 }
                async fn written(&self) -> $thing { unreachable!("nobody calls") }
            }
        })*

        /// Each, taken and given: whether it is refused.
        fn taken_and_given() -> Vec<(&'static str, Vec<Option<bool>>)> {
            vec![$((stringify!($name), {
                use $name::{PlacesServer, PlacesSpec};
                let server = |method| alone(method, PlacesSpec::METHODS).add_service(PlacesServer::new(Nothing));
                PlacesSpec::METHODS.iter().map(|method| refused(|| server(method).add_service(FirstServer::new(Nothing)))).collect()
            })),*]
        }
    };
}

seconds! {
    model: seconds::model::Thing;
    renamed: seconds::renamed::Renamed;
    said: seconds::said::Said;
    parameter: seconds::parameter::HolderOfThing;
    input: seconds::input::ThingInput;
    variant: seconds::variant::FirstErrorLost;
    problem: seconds::problem::Problem;
    field_error: seconds::field_error::FieldError;
    converted: Converted;
    other: seconds::other::Other;
}

/// A server whose documents show this method of its trait alone.
fn alone(method: &MethodSpec, methods: &[MethodSpec]) -> Server {
    let others = methods.iter().filter(|other| other.name != method.name);
    Server::new().info(others.fold(Info::new("Clashes"), |info, other| info.leave_out(other)))
}

/// Returns true if a server is refused; `None` where its documents say otherwise.
fn refused(server: impl Fn() -> Server) -> Option<bool> {
    let [built, written] = [server().try_into_router().is_err(), server().documents().is_err()];
    (built == written).then_some(built)
}

/// Holds that each place is refused beside the first types, but for those that are named, and none is without them.
#[track_caller]
fn hold(places: &[MethodSpec], server: fn(&MethodSpec) -> Server, but_for: &[&str]) {
    for method in places {
        let beside = refused(|| server(method).add_service(FirstServer::new(Nothing)));
        assert_eq!(beside, Some(!but_for.contains(&method.name)), "{} beside the first types", method.name);
        assert_eq!(refused(|| server(method)), Some(false), "{} without them", method.name);
    }
}

#[test]
fn a_second_type_is_refused_in_each_place() {
    hold(of_model::ALL, of_model::server, &[]);
    hold(of_foreign::ALL, of_foreign::server, &[]);
    hold(of_said::ALL, of_said::server, &[]);
}

#[test]
fn each_name_that_a_document_gives_is_taken() {
    let both = vec![Some(true); 2];
    let expected = [
        ("model", both.clone()),
        ("renamed", both.clone()),
        ("said", both.clone()),
        // The first is given alone, and this is taken: requests have theirs as `Holder_of_ThingInput`.
        ("parameter", vec![Some(false), Some(true)]),
        ("input", both.clone()),
        ("variant", both.clone()),
        ("problem", both.clone()),
        ("field_error", both.clone()),
        ("converted", vec![Some(true), Some(false)]),
        ("other", vec![Some(false); 2]),
    ];
    assert_eq!(taken_and_given(), expected);
}
