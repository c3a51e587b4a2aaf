//! The small grammars within attributes, at their ends.

use super::{accepts, accepts_trait, contains, messages, refuses, refuses_trait, service};

#[test]
fn ages_are_whole_numbers_with_a_unit() {
    let of = |age: &str| format!("trait T {{ #[get(\"/\")] #[cache(max_age = \"{age}\")] async fn f(&self) -> u8; }}");
    for (age, seconds) in [("0s", "0"), ("2m", "120"), ("2h", "7200"), ("2d", "172800"), ("2147483648s", "2147483648")] {
        contains(service(&of(age)), &format!("\"max-age={seconds}\""));
    }
    for age in ["", "s", "+1s", "1.5h", "2147483649s", "99999999999999999999s", "1w"] {
        assert_eq!(messages(&service(&of(age))).len(), 1, "{age}");
    }
}

#[test]
fn dates_are_of_the_calendar() {
    let of = |date: &str| format!("#[get(\"/\", sunset = \"{date}\")] async fn f(&self);");
    for date in ["2027-02-28", "2028-02-29", "2027-12-31", "2027-04-30"] {
        accepts(&of(date));
    }
    for date in ["2027-02-29", "2027-04-31", "2027-00-01", "2027-01-00", "2027-0a-01", "20a7-01-01", "02027-01-01", "2027-01-01-01"] {
        refuses(&of(date), &format!("`{date}` is not a date of the calendar; write year, month and day, such as `\"2027-01-31\"`"));
    }
}

#[test]
fn names_are_not_empty() {
    for name in ["", "a b", "a\\tb"] {
        assert_eq!(messages(&service(&format!("#[service(name = \"{name}\")] trait T {{ async fn f(&self); }}"))).len(), 1, "{name}");
    }
    for header in ["", "x zone", "x:zone"] {
        let source = format!("trait T {{ #[get(\"/\")] async fn f(&self, #[header(\"{header}\")] a: u8); }}");
        assert_eq!(messages(&service(&source)).len(), 1, "{header}");
    }
}

#[test]
fn one_version_is_a_range() {
    accepts_trait("#[service(versions = 2..=2)] trait T { #[get(\"/\")] async fn f(&self); }");
}

#[test]
fn a_capture_may_be_a_keyword() {
    accepts("#[get(\"/{type}\")] async fn f(&self, r#type: u8);");
}

#[test]
fn sizes_have_units_of_both_kinds() {
    for (size, bytes) in [("2 kB", "2000"), ("2 KB", "2000"), ("2 MB", "2000000"), ("2 GB", "2000000000"), ("2 KiB", "2048")] {
        contains(service(&format!("trait T {{ #[limit(body = \"{size}\")] async fn f(&self, a: u8); }}")), bytes);
    }
}

/// A body that does nothing wrong is not looked at: what it takes apart, its callers know by no name.
#[test]
fn a_default_body_takes_no_part() {
    accepts("async fn f(&self, a: u8) -> u8 { let x: Vec<_> = g::<A, B>(a >> 1); x.len() }");
    refuses_trait(
        "trait T { async fn f(&self, (a, b): (u8, u8)) {} }",
        "an argument of `f` is taken apart, and callers need one name for it; write `name: Type`",
    );
}
