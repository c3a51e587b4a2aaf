//! What travels.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Who is on it.
    pub full_name: String,
    pub age: Option<u8>,
    pub tags: Vec<String>,
    pub color: Color,
    pub seen: bool,
}
const _: () = {
    use ::trifold::__private::door::*;
    impl ::trifold::Wire for Card {
        const SHAPE: __tf::Shape = __tf::Shape::record()
            .field("fullName", __tf::Probe::<String>::SHAPE.or("String"))
            .field("age", __tf::Probe::<Option<u8>>::SHAPE.or("Option<u8>"))
            .defaulted("tags", __tf::Probe::<Vec<String>>::SHAPE.or("Vec<String>"))
            .field("color", __tf::Probe::<Color>::SHAPE.or("Color"));
        fn check(&self, faults: &mut __tf::Faults<'_>) {
            faults
                .rule(
                    "fullName",
                    "length",
                    __tf::rules::length::chars::apply(&self.full_name, (1, 200)),
                );
            __tf::Probe(&self.full_name).check(&mut faults.at("fullName"));
            faults
                .rule(
                    "age",
                    "range",
                    __tf::rules::range::apply(
                        &self.age,
                        (::core::option::Option::None, ::core::option::Option::Some(150)),
                    ),
                );
            __tf::Probe(&self.age).check(&mut faults.at("age"));
            faults
                .rule(
                    "tags",
                    "length",
                    __tf::rules::length::simple::apply(&self.tags, (0, 3)),
                );
            for (index, item) in ::core::iter::Iterator::enumerate((&self.tags).iter()) {
                faults
                    .at("tags")
                    .index(index)
                    .refuse(
                        "length",
                        __tf::rules::length::chars::apply(
                            item,
                            (1, ::core::primitive::usize::MAX),
                        ),
                    );
            }
            __tf::Probe(&self.tags).check(&mut faults.at("tags"));
            __tf::Probe(&self.color).check(&mut faults.at("color"));
        }
        fn ty() -> &'static __tf::Type {
            let _: (<Color as __tf::FieldType<_>>::Type,);
            const {
                &__tf::Type::Model(
                    &__tf::Model {
                        content: __tf::Content::Record(
                            &[
                                __tf::Field {
                                    docs: "Who is on it.",
                                    rules: &[
                                        __tf::Rule::Length(
                                            __tf::Count::Chars,
                                            ::core::option::Option::Some(|| 1),
                                            ::core::option::Option::Some(|| 200),
                                        ),
                                    ],
                                    ..__tf::Field::new("fullName", __tf::Probe::<String>::TY)
                                },
                                __tf::Field {
                                    rules: &[
                                        __tf::Rule::Range(
                                            ::core::option::Option::None,
                                            ::core::option::Option::Some(|| __tf::ToString::to_string(
                                                "150",
                                            )),
                                        ),
                                    ],
                                    ..__tf::Field::new("age", __tf::Probe::<Option<u8>>::TY)
                                },
                                __tf::Field {
                                    presence: __tf::Presence::Defaulted,
                                    rules: &[
                                        __tf::Rule::Length(
                                            __tf::Count::Chars,
                                            ::core::option::Option::None,
                                            ::core::option::Option::Some(|| 3),
                                        ),
                                    ],
                                    inner: &[
                                        __tf::Rule::Length(
                                            __tf::Count::Chars,
                                            ::core::option::Option::Some(|| 1),
                                            ::core::option::Option::None,
                                        ),
                                    ],
                                    extra: __tf::Extra::NOTHING
                                        .default(__tf::Probe::<Vec<String>>::DEFAULT),
                                    ..__tf::Field::new("tags", __tf::Probe::<Vec<String>>::TY)
                                },
                                __tf::Field {
                                    extra: __tf::Probe::<Color>::EXTRA,
                                    ..__tf::Field::new("color", __tf::Probe::<Color>::TY)
                                },
                            ],
                        ),
                        name: ::core::option::Option::Some(
                            __tf::Name::new("Card", ::core::any::type_name::<Self>),
                        ),
                        ..__tf::Model::UNIT
                    },
                )
            }
        }
        fn read(reader: &mut __tf::Reader<'_>) -> __tf::Result<Self, __tf::Fault> {
            let mut field0 = __tf::Slot::new(__tf::Wire::read);
            let mut field1 = __tf::Slot::new(__tf::Wire::read);
            let mut field2 = __tf::Slot::defaulted(__tf::Wire::read);
            let mut field3 = __tf::Slot::new(__tf::codec!(Color).read);
            reader
                .record(
                    &__tf::Record::new(&["fullName", "age", "tags", "color"]),
                    &mut [&mut field0, &mut field1, &mut field2, &mut field3],
                )?;
            __tf::Result::Ok(Self {
                full_name: field0.take()?,
                age: field1.take()?,
                tags: field2.or_default(),
                color: field3.take()?,
                seen: ::core::default::Default::default(),
            })
        }
        fn write(&self, writer: &mut __tf::Writer) {
            let outer = writer.open();
            __tf::Wire::write(&self.full_name, writer.name("fullName"));
            __tf::Wire::write(&self.age, writer.name("age"));
            __tf::Wire::write(&self.tags, writer.name("tags"));
            (__tf::codec!(Color).write)(&self.color, writer.name("color"));
            writer.close(outer);
        }
    }
    #[allow(unused_imports)]
    use __tf::prelude::*;
    __tf::serde_traits! {
        [] Card[]
    }
    impl __tf::schemars::JsonSchema for Card {
        fn schema_name() -> __tf::Cow<'static, str> {
            __tf::Cow::Borrowed("Card")
        }
        fn schema_id() -> __tf::Cow<'static, str> {
            __tf::Cow::Borrowed(::core::concat!(::core::module_path!(), "::", "Card"))
        }
        fn json_schema(
            generator: &mut __tf::schemars::SchemaGenerator,
        ) -> __tf::schemars::Schema {
            __tf::schema(<Self as __tf::Wire>::ty(), generator)
        }
    }
};
#[derive(Debug, Clone, PartialEq)]
pub enum Color {
    Plain,
    Mixed { red: u8, green: u8, blue: u8 },
}
const _: () = {
    use ::trifold::__private::door::*;
    impl ::trifold::Wire for Color {
        const SHAPE: __tf::Shape = __tf::Shape::choice(__tf::Tagging::Internal("kind"))
            .variant("plain", __tf::Shape::unit())
            .variant(
                "mixed",
                __tf::Shape::record()
                    .field("red", __tf::Probe::<u8>::SHAPE.or("u8"))
                    .field("green", __tf::Probe::<u8>::SHAPE.or("u8"))
                    .field("blue", __tf::Probe::<u8>::SHAPE.or("u8")),
            );
        fn ty() -> &'static __tf::Type {
            const {
                &__tf::Type::Model(
                    &__tf::Model {
                        content: __tf::Content::Choice(
                            __tf::Tagging::Internal("kind"),
                            &[
                                __tf::Variant::new("plain"),
                                __tf::Variant {
                                    content: __tf::Content::Record(
                                        &[
                                            __tf::Field::new("red", __tf::Probe::<u8>::TY),
                                            __tf::Field::new("green", __tf::Probe::<u8>::TY),
                                            __tf::Field::new("blue", __tf::Probe::<u8>::TY),
                                        ],
                                    ),
                                    ..__tf::Variant::new("mixed")
                                },
                            ],
                        ),
                        name: ::core::option::Option::Some(
                            __tf::Name::new("Color", ::core::any::type_name::<Self>),
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
                        __tf::Tagging::Internal("kind"),
                        &[("plain", 0usize), ("mixed", 1usize)],
                    ),
                    &[
                        |reader| __tf::Result::map(reader.empty(), |()| Self::Plain),
                        |reader| {
                            let mut field0 = __tf::Slot::new(__tf::Wire::read);
                            let mut field1 = __tf::Slot::new(__tf::Wire::read);
                            let mut field2 = __tf::Slot::new(__tf::Wire::read);
                            reader
                                .record(
                                    &__tf::Record::new(&["red", "green", "blue"]),
                                    &mut [&mut field0, &mut field1, &mut field2],
                                )?;
                            __tf::Result::Ok(Self::Mixed {
                                red: field0.take()?,
                                green: field1.take()?,
                                blue: field2.take()?,
                            })
                        },
                    ],
                )
        }
        fn write(&self, writer: &mut __tf::Writer) {
            match self {
                Self::Plain { .. } => {
                    writer.unit(__tf::Tagging::Internal("kind"), "plain")
                }
                Self::Mixed { red: field0, green: field1, blue: field2, .. } => {
                    let variant = writer
                        .variant(__tf::Tagging::Internal("kind"), "mixed");
                    let outer = writer.open();
                    __tf::Wire::write(field0, writer.name("red"));
                    __tf::Wire::write(field1, writer.name("green"));
                    __tf::Wire::write(field2, writer.name("blue"));
                    writer.close(outer);
                    writer.close(variant);
                }
            }
        }
    }
    #[allow(unused_imports)]
    use __tf::prelude::*;
    __tf::serde_traits! {
        [] Color[]
    }
    impl __tf::schemars::JsonSchema for Color {
        fn schema_name() -> __tf::Cow<'static, str> {
            __tf::Cow::Borrowed("Color")
        }
        fn schema_id() -> __tf::Cow<'static, str> {
            __tf::Cow::Borrowed(::core::concat!(::core::module_path!(), "::", "Color"))
        }
        fn json_schema(
            generator: &mut __tf::schemars::SchemaGenerator,
        ) -> __tf::schemars::Schema {
            __tf::schema(<Self as __tf::Wire>::ty(), generator)
        }
    }
};
#[derive(Debug, Clone, PartialEq)]
pub struct Both<A, B>(pub A, pub B);
const _: () = {
    use ::trifold::__private::door::*;
    impl<A: ::trifold::Wire, B: ::trifold::Wire> ::trifold::Wire for Both<A, B> {
        const SHAPE: __tf::Shape = __tf::Shape::tuple()
            .item(__tf::Probe::<A>::SHAPE.or("A"))
            .item(__tf::Probe::<B>::SHAPE.or("B"));
        fn check(&self, faults: &mut __tf::Faults<'_>) {
            __tf::Probe(&self.0).check(&mut faults.index(0usize));
            __tf::Probe(&self.1).check(&mut faults.index(1usize));
        }
        fn ty() -> &'static __tf::Type {
            const {
                &__tf::Type::Model(
                    &__tf::Model {
                        content: __tf::Content::Tuple(
                            &[
                                __tf::Field::new("0", __tf::Probe::<A>::TY),
                                __tf::Field::new("1", __tf::Probe::<B>::TY),
                            ],
                        ),
                        name: ::core::option::Option::Some(__tf::Name {
                            parameters: &[
                                || __tf::name_of(<A as __tf::Wire>::ty),
                                || __tf::name_of(<B as __tf::Wire>::ty),
                            ],
                            ..__tf::Name::new(
                                "Both_of_{}_and_{}",
                                ::core::any::type_name::<Self>,
                            )
                        }),
                        ..__tf::Model::UNIT
                    },
                )
            }
        }
        fn read(reader: &mut __tf::Reader<'_>) -> __tf::Result<Self, __tf::Fault> {
            reader
                .items(|items| {
                    __tf::Result::Ok(Self {
                        0: items.next(__tf::codec!(A).read)?,
                        1: items.next(__tf::codec!(B).read)?,
                    })
                })
        }
        fn write(&self, writer: &mut __tf::Writer) {
            let outer = writer.open_list();
            (__tf::codec!(A).write)(&self.0, writer.item());
            (__tf::codec!(B).write)(&self.1, writer.item());
            writer.close(outer);
        }
    }
    #[allow(unused_imports)]
    use __tf::prelude::*;
    __tf::serde_traits! {
        [A : ::trifold::Wire, B : ::trifold::Wire] Both < A, B > []
    }
    impl<
        A: 'static + __tf::schemars::JsonSchema,
        B: 'static + __tf::schemars::JsonSchema,
    > __tf::schemars::JsonSchema for Both<A, B> {
        fn schema_name() -> __tf::Cow<'static, str> {
            __tf::named(
                "Both_of_{}_and_{}",
                &[
                    <A as __tf::schemars::JsonSchema>::schema_name(),
                    <B as __tf::schemars::JsonSchema>::schema_name(),
                ],
            )
        }
        fn schema_id() -> __tf::Cow<'static, str> {
            __tf::named(
                ::core::concat!(::core::module_path!(), "::", "Both_of_{}_and_{}"),
                &[
                    <A as __tf::schemars::JsonSchema>::schema_id(),
                    <B as __tf::schemars::JsonSchema>::schema_id(),
                ],
            )
        }
        fn json_schema(
            generator: &mut __tf::schemars::SchemaGenerator,
        ) -> __tf::schemars::Schema {
            __tf::schema(
                const {
                    &__tf::Type::Model(
                        &__tf::Model {
                            content: __tf::Content::Tuple(
                                &[
                                    __tf::Field {
                                        extra: __tf::Probe::<A>::EXTRA,
                                        ..__tf::Field::new("0", __tf::Probe::<A>::TY)
                                    },
                                    __tf::Field {
                                        extra: __tf::Probe::<B>::EXTRA,
                                        ..__tf::Field::new("1", __tf::Probe::<B>::TY)
                                    },
                                ],
                            ),
                            name: ::core::option::Option::Some(__tf::Name {
                                parameters: &[
                                    || __tf::String::from(
                                        <A as __tf::schemars::JsonSchema>::schema_name(),
                                    ),
                                    || __tf::String::from(
                                        <B as __tf::schemars::JsonSchema>::schema_name(),
                                    ),
                                ],
                                ..__tf::Name::new(
                                    "Both_of_{}_and_{}",
                                    ::core::any::type_name::<Self>,
                                )
                            }),
                            ..__tf::Model::UNIT
                        },
                    )
                },
                generator,
            )
        }
    }
};
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub posted_at: u64,
    pub text: String,
    pub took: std::time::Duration,
}
const _: () = {
    use ::trifold::__private::door::*;
    impl ::trifold::Wire for Entry {
        const SHAPE: __tf::Shape = __tf::Shape::record()
            .field("postedAt", __tf::Probe::<u64>::SHAPE.or("u64"))
            .defaulted("text", __tf::Probe::<String>::SHAPE.or("String"))
            .field(
                "took",
                __tf::Probe::<std::time::Duration>::SHAPE.or("std::time::Duration"),
            );
        fn check(&self, faults: &mut __tf::Faults<'_>) {
            __tf::Probe(&self.text).check(&mut faults.at("text"));
            __tf::Probe(&self.took).check(&mut faults.at("took"));
        }
        fn ty() -> &'static __tf::Type {
            let _: (<std::time::Duration as __tf::FieldType<_>>::Type,);
            const {
                &__tf::Type::Model(
                    &__tf::Model {
                        content: __tf::Content::Record(
                            &[
                                __tf::Field::new("postedAt", __tf::Probe::<u64>::TY),
                                __tf::Field {
                                    presence: __tf::Presence::Defaulted,
                                    aliases: &["body"],
                                    extra: __tf::Extra::NOTHING
                                        .default(__tf::Probe::<String>::DEFAULT),
                                    ..__tf::Field::new("text", __tf::Probe::<String>::TY)
                                },
                                __tf::Field {
                                    extra: __tf::Probe::<std::time::Duration>::EXTRA,
                                    ..__tf::Field::new(
                                        "took",
                                        __tf::Probe::<std::time::Duration>::TY,
                                    )
                                },
                            ],
                        ),
                        name: ::core::option::Option::Some(
                            __tf::Name::new("Entry", ::core::any::type_name::<Self>),
                        ),
                        ..__tf::Model::UNIT
                    },
                )
            }
        }
        fn read(reader: &mut __tf::Reader<'_>) -> __tf::Result<Self, __tf::Fault> {
            let mut field0 = __tf::Slot::new(__tf::Wire::read);
            let mut field1 = __tf::Slot::defaulted(__tf::Wire::read);
            let mut field2 = __tf::Slot::new(__tf::codec!(std::time::Duration).read);
            reader
                .record(
                    &__tf::Record::new(&["postedAt", "text", "took"])
                        .aliases(&[("body", 1usize)]),
                    &mut [&mut field0, &mut field1, &mut field2],
                )?;
            __tf::Result::Ok(Self {
                posted_at: field0.take()?,
                text: field1.or_default(),
                took: field2.take()?,
            })
        }
        fn write(&self, writer: &mut __tf::Writer) {
            let outer = writer.open();
            __tf::Wire::write(&self.posted_at, writer.name("postedAt"));
            __tf::Wire::write(&self.text, writer.name("text"));
            (__tf::codec!(std::time::Duration).write)(&self.took, writer.name("took"));
            writer.close(outer);
        }
    }
    #[allow(unused_imports)]
    use __tf::prelude::*;
    __tf::serde_traits! {
        [] Entry[]
    }
    impl __tf::schemars::JsonSchema for Entry {
        fn schema_name() -> __tf::Cow<'static, str> {
            __tf::Cow::Borrowed("Entry")
        }
        fn schema_id() -> __tf::Cow<'static, str> {
            __tf::Cow::Borrowed(::core::concat!(::core::module_path!(), "::", "Entry"))
        }
        fn json_schema(
            generator: &mut __tf::schemars::SchemaGenerator,
        ) -> __tf::schemars::Schema {
            __tf::schema(<Self as __tf::Wire>::ty(), generator)
        }
    }
};
