//! A service's own error.
#[derive(Debug, thiserror::Error)]
pub enum TodoError {
    /// The list has no such todo.
    #[error("todo {id} not found")]
    NotFound { id: u64 },
    #[error("the list is full")]
    Full,
    #[error("storage failed")]
    Storage(String),
    #[error("{0} and {1} are one")]
    Same(u64, u64, Option<std::sync::Arc<str>>),
    #[error("locked")]
    Locked { by: u64, time: std::time::Duration },
}
const _: () = {
    use ::trifold::__private::door::*;
    #[::core::prelude::v1::derive(__tf::serde::Deserialize)]
    #[serde(crate = "::trifold::__private::serde")]
    enum Published<F0> {
        #[serde(rename = "not_found")]
        NotFound { #[serde(rename = "id")] id: u64 },
        #[serde(rename = "full")]
        Full {},
        #[serde(rename = "storage")]
        Storage {},
        #[serde(rename = "same")]
        Same { #[serde(rename = "0")] field0: u64, #[serde(rename = "1")] field1: u64 },
        #[serde(rename = "locked")]
        Locked { #[serde(rename = "by")] by: u64, #[serde(rename = "time")] time: F0 },
    }
    impl<'de> __tf::serde::Deserialize<'de> for TodoError {
        fn deserialize<D: __tf::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            let _: (<std::time::Duration as __tf::Held<_>>::Itself,);
            let published = __tf::Public::<
                Published<std::time::Duration>,
            >::get(deserializer)?;
            ::core::result::Result::Ok(
                match published {
                    Published::NotFound { id } => Self::NotFound { id: id },
                    Published::Full {} => Self::Full {},
                    Published::Storage {} => {
                        Self::Storage {
                            0: <String as __tf::Hidden>::absent(),
                        }
                    }
                    Published::Same { field0, field1 } => {
                        Self::Same {
                            0: field0,
                            1: field1,
                            2: <Option<std::sync::Arc<str>> as __tf::Hidden>::absent(),
                        }
                    }
                    Published::Locked { by, time } => Self::Locked { by: by, time: time },
                },
            )
        }
    }
    impl __tf::serde::Serialize for TodoError {
        fn serialize<S: __tf::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let mut map = __tf::serde::Serializer::serialize_map(
                serializer,
                ::core::option::Option::None,
            )?;
            match *self {
                Self::NotFound { id: ref id, .. } => {
                    __tf::serde::ser::SerializeMap::serialize_entry(
                        &mut map,
                        "code",
                        "not_found",
                    )?;
                    __tf::serde::ser::SerializeMap::serialize_entry(&mut map, "id", id)?;
                }
                Self::Full { .. } => {
                    __tf::serde::ser::SerializeMap::serialize_entry(
                        &mut map,
                        "code",
                        "full",
                    )?;
                }
                Self::Storage { .. } => {
                    __tf::serde::ser::SerializeMap::serialize_entry(
                        &mut map,
                        "code",
                        "storage",
                    )?;
                }
                Self::Same { 0: ref field0, 1: ref field1, .. } => {
                    __tf::serde::ser::SerializeMap::serialize_entry(
                        &mut map,
                        "code",
                        "same",
                    )?;
                    __tf::serde::ser::SerializeMap::serialize_entry(
                        &mut map,
                        "0",
                        field0,
                    )?;
                    __tf::serde::ser::SerializeMap::serialize_entry(
                        &mut map,
                        "1",
                        field1,
                    )?;
                }
                Self::Locked { by: ref by, time: ref time, .. } => {
                    __tf::serde::ser::SerializeMap::serialize_entry(
                        &mut map,
                        "code",
                        "locked",
                    )?;
                    __tf::serde::ser::SerializeMap::serialize_entry(&mut map, "by", by)?;
                    __tf::Entry(time).put(&mut map, "time")?;
                }
            }
            __tf::serde::ser::SerializeMap::end(map)
        }
    }
    impl ::trifold::Wire for TodoError {
        const SHAPE: __tf::Shape = __tf::Shape::choice(__tf::Tagging::Internal("code"))
            .variant(
                "not_found",
                __tf::Shape::record().field("id", __tf::Probe::<u64>::SHAPE.or("u64")),
            )
            .variant("full", __tf::Shape::record())
            .variant("storage", __tf::Shape::record())
            .variant(
                "same",
                __tf::Shape::record()
                    .field("0", __tf::Probe::<u64>::SHAPE.or("u64"))
                    .field("1", __tf::Probe::<u64>::SHAPE.or("u64")),
            )
            .variant(
                "locked",
                __tf::Shape::record()
                    .field("by", __tf::Probe::<u64>::SHAPE.or("u64"))
                    .field(
                        "time",
                        __tf::Probe::<std::time::Duration>::SHAPE
                            .or("std::time::Duration"),
                    ),
            );
        fn ty() -> &'static __tf::Type {
            let _: (<std::time::Duration as __tf::Held<_>>::Itself,);
            const {
                &__tf::Type::Model(
                    &__tf::Model {
                        name: ::core::option::Option::Some(
                            __tf::Name::new("TodoError", ::core::any::type_name::<Self>),
                        ),
                        content: __tf::Content::Choice(
                            __tf::Tagging::Internal("code"),
                            &[
                                __tf::Variant {
                                    docs: "The list has no such todo.",
                                    content: __tf::Content::Record(
                                        &[
                                            __tf::Field {
                                                ..__tf::Field::new("id", __tf::Probe::<u64>::TY)
                                            },
                                        ],
                                    ),
                                    ..__tf::Variant::new("not_found")
                                },
                                __tf::Variant {
                                    content: __tf::Content::Record(&[]),
                                    ..__tf::Variant::new("full")
                                },
                                __tf::Variant {
                                    content: __tf::Content::Record(&[]),
                                    ..__tf::Variant::new("storage")
                                },
                                __tf::Variant {
                                    content: __tf::Content::Record(
                                        &[
                                            __tf::Field {
                                                ..__tf::Field::new("0", __tf::Probe::<u64>::TY)
                                            },
                                            __tf::Field {
                                                ..__tf::Field::new("1", __tf::Probe::<u64>::TY)
                                            },
                                        ],
                                    ),
                                    ..__tf::Variant::new("same")
                                },
                                __tf::Variant {
                                    content: __tf::Content::Record(
                                        &[
                                            __tf::Field {
                                                ..__tf::Field::new("by", __tf::Probe::<u64>::TY)
                                            },
                                            __tf::Field {
                                                extra: __tf::Probe::<std::time::Duration>::EXTRA,
                                                ..__tf::Field::new(
                                                    "time",
                                                    __tf::Probe::<std::time::Duration>::TY,
                                                )
                                            },
                                        ],
                                    ),
                                    ..__tf::Variant::new("locked")
                                },
                            ],
                        ),
                        ..__tf::Model::UNIT
                    },
                )
            }
        }
    }
    impl ::trifold::ApiError for TodoError {
        const NAME: &'static str = "TodoError";
        const VARIANTS: &'static [__tf::ErrorVariant] = &[
            __tf::ErrorVariant::new("not_found", 404u16),
            __tf::ErrorVariant::new("full", 409u16),
            __tf::ErrorVariant::new("storage", 500u16),
            __tf::ErrorVariant::new("same", 422u16),
            __tf::ErrorVariant::new("locked", 423u16),
        ];
        fn variant(&self) -> usize {
            match *self {
                Self::NotFound { .. } => 0usize,
                Self::Full { .. } => 1usize,
                Self::Storage { .. } => 2usize,
                Self::Same { .. } => 3usize,
                Self::Locked { .. } => 4usize,
            }
        }
        fn hides(&self) -> bool {
            ::core::matches!(self, Self::Storage { .. } | Self::Same { .. })
        }
    }
    impl __tf::schemars::JsonSchema for TodoError {
        fn schema_name() -> __tf::Cow<'static, str> {
            __tf::Cow::Borrowed("TodoError")
        }
        fn json_schema(
            generator: &mut __tf::schemars::SchemaGenerator,
        ) -> __tf::schemars::Schema {
            __tf::schema(<Self as __tf::Wire>::ty(), generator)
        }
    }
};
