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
    __tf::serde_traits! {
        [] TodoError[]
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
            let _: (<std::time::Duration as __tf::FieldType<_>>::Type,);
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
        fn read(reader: &mut __tf::Reader<'_>) -> __tf::Result<Self, __tf::Fault> {
            reader
                .choose(
                    &__tf::Choice::new(
                        __tf::Tagging::Internal("code"),
                        &[
                            ("not_found", 0usize),
                            ("full", 1usize),
                            ("storage", 2usize),
                            ("same", 3usize),
                            ("locked", 4usize),
                        ],
                    ),
                    &[
                        |reader| {
                            let mut field0 = __tf::Slot::new(__tf::codec!(u64).read);
                            reader
                                .record(&__tf::Record::new(&["id"]), &mut [&mut field0])?;
                            __tf::Result::Ok(Self::NotFound {
                                id: field0.take()?,
                            })
                        },
                        |reader| {
                            reader.record(&__tf::Record::new(&[]), &mut [])?;
                            __tf::Result::Ok(Self::Full {})
                        },
                        |reader| {
                            reader.record(&__tf::Record::new(&[]), &mut [])?;
                            __tf::Result::Ok(Self::Storage {
                                0: <String as __tf::Hidden>::absent(),
                            })
                        },
                        |reader| {
                            let mut field0 = __tf::Slot::new(__tf::codec!(u64).read);
                            let mut field1 = __tf::Slot::new(__tf::codec!(u64).read);
                            reader
                                .record(
                                    &__tf::Record::new(&["0", "1"]),
                                    &mut [&mut field0, &mut field1],
                                )?;
                            __tf::Result::Ok(Self::Same {
                                0: field0.take()?,
                                1: field1.take()?,
                                2: <Option<std::sync::Arc<str>> as __tf::Hidden>::absent(),
                            })
                        },
                        |reader| {
                            let mut field0 = __tf::Slot::new(__tf::codec!(u64).read);
                            let mut field1 = __tf::Slot::new(
                                __tf::codec!(std::time::Duration).read,
                            );
                            reader
                                .record(
                                    &__tf::Record::new(&["by", "time"]),
                                    &mut [&mut field0, &mut field1],
                                )?;
                            __tf::Result::Ok(Self::Locked {
                                by: field0.take()?,
                                time: field1.take()?,
                            })
                        },
                    ],
                )
        }
        fn write(&self, writer: &mut __tf::Writer) {
            match self {
                Self::NotFound { id: field0, .. } => {
                    let variant = writer
                        .variant(__tf::Tagging::Internal("code"), "not_found");
                    let outer = writer.open();
                    (__tf::codec!(u64).write)(field0, writer.name("id"));
                    writer.close(outer);
                    writer.close(variant);
                }
                Self::Full { .. } => writer.unit(__tf::Tagging::Internal("code"), "full"),
                Self::Storage { .. } => {
                    writer.unit(__tf::Tagging::Internal("code"), "storage")
                }
                Self::Same { 0: field0, 1: field1, .. } => {
                    let variant = writer
                        .variant(__tf::Tagging::Internal("code"), "same");
                    let outer = writer.open();
                    (__tf::codec!(u64).write)(field0, writer.name("0"));
                    (__tf::codec!(u64).write)(field1, writer.name("1"));
                    writer.close(outer);
                    writer.close(variant);
                }
                Self::Locked { by: field0, time: field1, .. } => {
                    let variant = writer
                        .variant(__tf::Tagging::Internal("code"), "locked");
                    let outer = writer.open();
                    (__tf::codec!(u64).write)(field0, writer.name("by"));
                    (__tf::codec!(std::time::Duration)
                        .write)(field1, writer.name("time"));
                    writer.close(outer);
                    writer.close(variant);
                }
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
