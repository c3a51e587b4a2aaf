//! What moves which of the two hashes.

use super::*;

const A: Shape = Shape::named("u64");
const B: Shape = Shape::named("String");

#[test]
fn the_order_of_fields_does_not_count() {
    let one = Shape::record().field("a", A).field("b", B);
    let two = Shape::record().field("b", B).field("a", A);
    assert_eq!(one, two);
    let swapped = Shape::record().field("a", B).field("b", A);
    assert_ne!(one.fingerprint(), swapped.fingerprint());
}

#[test]
fn an_optional_field_moves_only_the_strict_fingerprint() {
    let before = Shape::record().field("a", A);
    for after in [before.field("b", Shape::option(B)), before.defaulted("b", B)] {
        assert_eq!(before.fingerprint(), after.fingerprint());
        assert_ne!(before.strict_fingerprint(), after.strict_fingerprint());
    }
}

#[test]
fn what_refuses_the_unknown_moves_only_the_strict_fingerprint() {
    let open = Shape::record().field("a", A);
    assert_eq!(open.fingerprint(), open.closed().fingerprint());
    assert_ne!(open.strict_fingerprint(), open.closed().strict_fingerprint());
}

#[test]
fn text_says_one_value_a_list_or_fields() {
    let one = Shape::scalar("u64");
    let fields = Shape::record().field("a", one);
    for (shape, words) in [
        (A, TextForm::Opaque),
        (Shape::by("f", fields), TextForm::Unknown),
        (Shape::together().item(fields), TextForm::Unknown),
        (Shape::choice(Tagging::Untagged).alternative(fields), TextForm::Unknown),
        (one, TextForm::One),
        (Shape::newtype(Shape::option(one)), TextForm::One),
        (Shape::choice(Tagging::External).variant("a", fields), TextForm::One),
        (Shape::sequence(A), TextForm::Several),
        (Shape::tuple().item(one).item(A), TextForm::Several),
        (Shape::option(fields), TextForm::Fields),
        (fields.field("b", Shape::sequence(one)), TextForm::Fields),
        (fields.defaulted("b", fields), TextForm::Nested),
        (fields.field("b", Shape::option(Shape::sequence(fields))), TextForm::Nested),
        (fields.flattened(fields), TextForm::Fields),
        (fields.flattened(fields.field("b", fields)), TextForm::Nested),
        (Shape::choice(Tagging::Internal("t")).variant("a", fields), TextForm::Fields),
        (Shape::map(one, one), TextForm::Fields),
        (Shape::array(fields, 2), TextForm::Lists),
        (Shape::tuple().item(fields).item(one), TextForm::Lists),
    ] {
        assert_eq!(shape.words(), words, "{shape:?}");
    }
}

#[test]
fn a_newtype_over_an_option_is_required() {
    let option = Shape::option(A);
    assert_eq!(Shape::newtype(option).fingerprint(), option.fingerprint());
    let before = Shape::record().field("a", A);
    assert_ne!(before.field("b", Shape::newtype(option)).fingerprint(), before.fingerprint());
}

/// Of any two, both hashes differ: no kind is taken for another, and whatever one is made of counts.
#[test]
fn shapes_do_not_collide() {
    let empty = [Shape::record(), Shape::tuple(), Shape::unit(), Shape::opaque([1; 16]), Shape::opaque([2; 16])];
    let choices = [
        Shape::choice(Tagging::External),
        Shape::choice(Tagging::Untagged),
        Shape::choice(Tagging::Internal("t")),
        Shape::choice(Tagging::Internal("u")),
        Shape::choice(Tagging::Adjacent("t", "c")),
        Shape::choice(Tagging::Adjacent("t", "d")),
        Shape::choice(Tagging::Adjacent("u", "c")),
        Shape::choice(Tagging::Adjacent("c", "t")),
    ];
    let places = [Shape::itself(0), Shape::itself(1)];
    let of_one = [A, B].map(|shape| {
        [
            shape,
            Shape::option(shape),
            Shape::sequence(shape),
            Shape::array(shape, 1),
            Shape::array(shape, 2),
            Shape::by("f", shape),
            Shape::by("g", shape),
            Shape::named("Of<_>").and(shape),
            Shape::tuple().item(shape),
            Shape::record().field("a", shape),
            Shape::record().field("b", shape),
            Shape::record().flattened(shape),
            Shape::choice(Tagging::External).variant("a", shape),
            Shape::choice(Tagging::External).variant("b", shape),
            Shape::choice(Tagging::Untagged).alternative(shape),
        ]
    });
    let of_two = [(A, B), (B, A)].map(|(one, two)| {
        [
            Shape::map(one, two),
            Shape::map(one, one),
            Shape::tuple().item(one).item(two),
            Shape::choice(Tagging::Untagged).alternative(one).alternative(two),
            Shape::record().field("a", one).field("b", two),
            Shape::choice(Tagging::External).variant("a", one).variant("b", two),
        ]
    });
    let shapes = [&empty[..], &choices, &places, of_one.as_flattened(), of_two.as_flattened()].concat();
    for (i, one) in shapes.iter().enumerate() {
        for two in &shapes[i + 1..] {
            assert_ne!(one.fingerprint(), two.fingerprint(), "{one:?} {two:?}");
            assert_ne!(one.strict_fingerprint(), two.strict_fingerprint(), "{one:?} {two:?}");
        }
    }
}

#[test]
fn the_order_of_variants_and_of_flattened_fields_does_not_count() {
    let open = Shape::choice(Tagging::External);
    assert_eq!(open.variant("a", A).variant("b", B), open.variant("b", B).variant("a", A));
    let record = Shape::record();
    assert_eq!(record.flattened(A).field("b", B), record.field("b", B).flattened(A));
    assert_eq!(record.flattened(A).flattened(B), record.flattened(B).flattened(A));
}

/// Routes have no id, so the strict hash alone tells of a field that has a default now.
#[test]
fn a_default_moves_both_fingerprints_of_what_was_there() {
    let (before, after) = (Shape::record().field("a", A), Shape::record().defaulted("a", A));
    assert_ne!(before.fingerprint(), after.fingerprint());
    assert_ne!(before.strict_fingerprint(), after.strict_fingerprint());
}

/// In any surroundings of an optional field, its name and its type are seen in the strict hash, and in no other.
#[test]
fn what_is_optional_moves_only_the_strict_fingerprint_from_wherever_it_stands() {
    let option = |name, shape| Shape::record().field(name, Shape::option(shape));
    let around: [fn(Shape) -> Shape; 15] = [
        |inner| inner,
        Shape::option,
        Shape::sequence,
        Shape::newtype,
        Shape::closed,
        |inner| Shape::array(inner, 2),
        |inner| Shape::map(inner, A),
        |inner| Shape::map(A, inner),
        |inner| Shape::by("f", inner),
        |inner| Shape::named("Of<_>").and(inner),
        |inner| Shape::tuple().item(inner),
        |inner| Shape::record().field("a", inner),
        |inner| Shape::record().flattened(inner),
        |inner| Shape::choice(Tagging::External).variant("a", inner),
        |inner| Shape::choice(Tagging::Untagged).alternative(inner),
    ];
    for (place, around) in around.into_iter().enumerate() {
        let [one, renamed, other] = [option("x", A), option("y", A), option("x", B)].map(around);
        for two in [renamed, other] {
            assert_eq!(one.fingerprint(), two.fingerprint(), "{place}");
            assert_ne!(one.strict_fingerprint(), two.strict_fingerprint(), "{place}");
        }
    }
}

#[test]
fn only_an_option_itself_may_be_absent() {
    let option = Shape::option(A);
    let before = Shape::record().field("a", A);
    let with = |shape| before.field("b", shape).fingerprint();
    assert_eq!(with(option), before.fingerprint());
    assert_ne!(Shape::newtype(option), option);
    for shape in [
        Shape::newtype(option),
        Shape::by("f", option),
        Shape::sequence(option),
        Shape::array(option, 1),
        Shape::map(A, option),
        Shape::tuple().item(option),
        Shape::record().flattened(option),
        Shape::choice(Tagging::External).variant("a", option),
    ] {
        assert_ne!(with(shape), before.fingerprint(), "{shape:?}");
    }
}
