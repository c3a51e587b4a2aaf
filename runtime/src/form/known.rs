//! A walk over the tables of a method's arguments: what is known of each field of its form.
//!
//! In: the arguments of a method. Out: a [`Field`] for each name that a form may send, nested ones included, in declared order. A field of
//! a list is called `tags[]`, and a field of its items `items[].name`.

use super::{Field, Kind, label, pattern};
use crate::spec::MethodSpec;
use crate::wire::table::{Content, Count, Format, Integer, Model, Presence, Rule, Type, TypeFn, Variant};
use crate::wire::{self, Tagging, Wire};

/// Greatest depth of a field, as in a form's names.
const MAX_DEPTH: usize = 16;
/// The greatest whole number up to which `f64` holds each.
const EXACT: i128 = 1 << 53;
/// Most fields of one method that are known.
const MAX_FIELDS: usize = 1000;

/// Returns the fields of a method's form.
pub(crate) fn fields(method: &MethodSpec) -> Vec<Field> {
    let mut walk = Walk { fields: Vec::new() };
    for param in method.params {
        let Some(ty) = param.captured.ty else { continue };
        let place = Place {
            name: param.name.to_owned(),
            is_required: true,
            is_secret: param.is_sensitive,
            is_password: param.is_password,
            ..Place::default()
        };
        walk.of_type(ty, place);
    }
    walk.fields
}

struct Walk {
    fields: Vec<Field>,
}

/// Where a type stands, and what is said of that place.
#[derive(Debug, Clone, Default)]
struct Place {
    name: String,
    is_required: bool,
    is_secret: bool,
    is_password: bool,
    docs: &'static str,
    rules: Vec<Rule>,
    /// The rules of items, or of the value of an option.
    inner: &'static [Rule],
    depth: usize,
}

impl Place {
    /// The place of a field below this one.
    fn of(&self, field: &wire::table::Field) -> Self {
        let place = Self { rules: Vec::new(), docs: "", inner: &[], ..self.clone() };
        match field.presence {
            Presence::Flattened => place.at_same(field),
            presence => Self {
                name: format!("{}.{}", self.name, field.name),
                is_required: self.is_required && presence == Presence::Required,
                ..place.at_same(field)
            },
        }
    }

    /// What the field says of the place that it shares with its type.
    fn at_same(mut self, field: &wire::table::Field) -> Self {
        self.rules.extend(field.rules);
        Self {
            is_secret: self.is_secret || field.is_secret,
            is_password: self.is_password || field.is_password,
            docs: if field.docs.is_empty() { self.docs } else { field.docs },
            inner: if field.inner.is_empty() { self.inner } else { field.inner },
            ..self
        }
    }

    fn with_docs(self, model: &Model) -> Self {
        Self { docs: if self.docs.is_empty() { model.docs } else { self.docs }, ..self }
    }

    fn items(self) -> Self {
        let name = format!("{}[]", self.name);
        Self { name, is_required: false, rules: self.inner.to_vec(), inner: &[], docs: "", ..self }
    }

    fn value(mut self) -> Self {
        self.is_required &= self.rules.iter().any(|rule| matches!(rule, Rule::Required));
        self.rules.extend(self.inner);
        Self { inner: &[], ..self }
    }
}

impl Walk {
    fn of_type(&mut self, ty: TypeFn, place: Place) {
        let place = Place { depth: place.depth + 1, ..place };
        if place.depth > MAX_DEPTH || self.fields.len() >= MAX_FIELDS {
            return;
        }
        match ty() {
            Type::Null | Type::Any | Type::Map(..) | Type::Tuple(_) => {}
            Type::Option(value) | Type::Nullable(value) => self.of_type(*value, place.value()),
            Type::List(item) | Type::Array(item, _) => self.of_type(*item, place.items()),
            Type::Bytes => self.of_type(u8::ty, place.items()),
            Type::Model(model) => self.of_content(&model.content, place.with_docs(model)),
            Type::Bool => self.add(Kind::Checkbox, place),
            Type::Integer(integer) => self.add_number(integer, place),
            Type::Float(_) => self.add_with(Field { kind: Kind::Number, step: Some("any"), ..Field::default() }, place),
            Type::Text(format) => self.add_text(*format, place),
            Type::File => self.add(Kind::File, place),
            // Its grammar is its own affair, and it may read an empty text.
            Type::Foreign => self.add(Kind::Text, Place { is_required: false, ..place }),
        }
    }

    fn of_content(&mut self, content: &Content, place: Place) {
        match content {
            Content::Unit | Content::Tuple(_) => {}
            Content::Inner(field) | Content::Transparent(field) => self.of_type(field.ty, place.at_same(field)),
            Content::Record(fields) => fields.iter().for_each(|field| self.of_type(field.ty, place.of(field))),
            Content::Choice(tagging, variants) => {
                if let Some(options) = options(*tagging, variants) {
                    self.add_with(Field { kind: Kind::Select, options, ..Field::default() }, place);
                }
            }
            Content::Converted(types) => match &types.read {
                Some(read) => self.of_type(read.ty, place),
                None => self.of_content(types.own, place),
            },
        }
    }

    /// With the bounds that `f64` holds exactly, as browsers count.
    fn add_number(&mut self, integer: &Integer, place: Place) {
        let least = integer.least + i128::from(integer.least == 0 && !integer.has_zero);
        let min = (least >= -EXACT).then(|| least.to_string());
        let max = (integer.most <= EXACT as u128).then(|| integer.most.to_string());
        self.add_with(Field { kind: Kind::Number, step: Some("1"), min, max, ..Field::default() }, place);
    }

    /// A plain text that may be empty is not `required`: an empty field is an empty text.
    fn add_text(&mut self, format: Format, place: Place) {
        let kind = match format {
            Format::Url => Kind::Url,
            Format::Date(_) => Kind::Date,
            Format::Time(_) => Kind::Time,
            Format::DateTime(_) => Kind::DateTime,
            _ => Kind::Text,
        };
        let refuses_empty = |rule: &Rule| match rule {
            Rule::Email | Rule::Url | Rule::Ip(_) => true,
            Rule::Has(_, text) => !text().is_empty(),
            Rule::Pattern(pattern) => pattern::refuses_empty(pattern),
            Rule::Length(_, min, _) => min.is_some_and(|min| min() > 0),
            Rule::Required | Rule::Range(..) => false,
        };
        let may_be_empty = format == Format::Plain && !place.rules.iter().any(refuses_empty);
        let place = Place { is_required: place.is_required && !may_be_empty, ..place };
        let is_written = format != Format::Uuid;
        self.add_with(Field { kind, is_written, ..Field::default() }, place);
    }

    fn add(&mut self, kind: Kind, place: Place) {
        let may_be_required = kind != Kind::Checkbox;
        let place = Place { is_required: place.is_required && may_be_required, ..place };
        self.add_with(Field { kind, is_written: kind == Kind::Text, ..Field::default() }, place);
    }

    /// Adds a field of a type, with what its place says of it.
    fn add_with(&mut self, field: Field, place: Place) {
        let mut field = place.rules.iter().fold(field, Field::with_rule);
        if place.is_password {
            field.kind = Kind::Password;
        }
        (field.is_secret, field.is_written) = (place.is_secret, field.is_written && !place.is_secret);
        let description = Some(place.docs).filter(|docs| !docs.is_empty()).map(str::to_owned);
        self.fields.push(Field { label: label(&place.name), name: place.name, required: place.is_required, description, ..field });
    }
}

/// The values of an enum of unit variants.
fn options(tagging: Tagging, variants: &[Variant]) -> Option<Vec<String>> {
    let name = |variant: &Variant| variant.name.filter(|_| matches!(variant.content, Content::Unit)).map(str::to_owned);
    let options = variants.iter().filter(|variant| variant.name != Some("")).map(name).collect::<Option<Vec<_>>>()?;
    (tagging == Tagging::External && !options.is_empty()).then_some(options)
}

impl Field {
    fn with_rule(mut self, rule: &Rule) -> Self {
        let is_text = self.kind.is_text();
        match rule {
            Rule::Email if is_text => self.kind = Kind::Email,
            Rule::Url if is_text => self.kind = Kind::Url,
            Rule::Pattern(pattern) if is_text => self.pattern = Some(anywhere(pattern)),
            Rule::Length(count, min, max) if is_text => {
                // A text that may not be empty is `required`, which says the same.
                self.min_length = min.and_then(|min| least_units(*count, min())).filter(|min| *min > 1);
                self.max_length = max.and_then(|max| most_units(*count, max()));
            }
            Rule::Range(min, max) => {
                self.min = min.map(|min| min()).or(self.min);
                self.max = max.map(|max| max()).or(self.max);
            }
            _ => {}
        }
        self
    }
}

/// `minlength` counts UTF-16 code units: no text of so few has the characters that a rule asks for.
fn least_units(count: Count, min: usize) -> Option<u64> {
    (count != Count::Bytes).then_some(min as u64)
}

/// `maxlength` counts UTF-16 code units: each character that a rule allows is at most two, and each unit is at least one byte.
fn most_units(count: Count, max: usize) -> Option<u64> {
    match count {
        Count::Chars => Some(max.saturating_mul(2) as u64),
        Count::Utf16 | Count::Bytes => Some(max as u64),
        Count::Graphemes => None,
    }
}

/// A pattern of a rule may match anywhere, one of HTML matches the whole.
fn anywhere(pattern: &str) -> String {
    format!(".*(?:{pattern}).*")
}

impl Kind {
    fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Email | Self::Url | Self::Password)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::table::Part;

    fn of(ty: TypeFn, rules: &[Rule]) -> Vec<Field> {
        let mut walk = Walk { fields: Vec::new() };
        walk.of_type(ty, Place { name: "new".to_owned(), is_required: true, rules: rules.to_vec(), ..Place::default() });
        walk.fields
    }

    fn one(ty: TypeFn, rules: &[Rule]) -> Field {
        of(ty, rules).pop().expect("one field")
    }

    #[test]
    fn a_type_is_a_control() {
        fn timer() -> &'static Type {
            &Type::Text(Format::DateTime(wire::table::Grammar::ANY))
        }

        for (ty, kind) in [
            (String::ty as TypeFn, Kind::Text),
            (Option::<char>::ty, Kind::Text),
            (bool::ty, Kind::Checkbox),
            (Option::<u8>::ty, Kind::Number),
            (f64::ty, Kind::Number),
            (std::net::IpAddr::ty, Kind::Text),
            (timer, Kind::DateTime),
            (crate::upload::Upload::ty, Kind::File),
        ] {
            assert_eq!(one(ty, &[]).kind, kind);
        }
        for ty in [<()>::ty as TypeFn, serde_json::Value::ty, std::collections::BTreeMap::<String, u8>::ty, <(u8, u8)>::ty] {
            assert!(of(ty, &[]).is_empty());
        }
    }

    #[test]
    fn fields_are_told_by_their_paths() {
        let names = |ty| of(ty, &[]).into_iter().map(|field| field.name).collect::<Vec<_>>();
        assert_eq!(names(Vec::<u8>::ty), ["new[]"]);
        assert_eq!(names(std::time::Duration::ty), ["new.secs", "new.nanos"]);
        assert_eq!(names(Vec::<std::ops::Range<u8>>::ty), ["new[].start", "new[].end"]);
    }

    #[test]
    fn a_type_within_itself_ends() {
        fn tree() -> &'static Type {
            const { &Type::Model(&Model { content: Content::Record(&[wire::table::Field::new("kids", kids)]), ..Model::UNIT }) }
        }
        fn kids() -> &'static Type {
            const { &Type::List(tree) }
        }

        assert!(of(tree, &[]).is_empty());
    }

    #[test]
    fn required_is_what_may_not_be_left_empty() {
        let least = |least: fn() -> usize| Rule::Length(Count::Chars, Some(least), None);
        let is_required = |ty, rules: &[Rule]| one(ty, rules).required;
        assert!(is_required(String::ty, &[least(|| 1)]) && is_required(String::ty, &[Rule::Email]) && is_required(u8::ty, &[]));
        for rule in [Rule::Ip("ipv4"), Rule::Has(Part::Start, || "a".into()), Rule::Pattern("^a+$")] {
            assert!(is_required(String::ty, &[rule]), "{rule:?}");
        }
        for rule in [Rule::Has(Part::Start, String::new), Rule::Pattern("^a*$")] {
            assert!(!is_required(String::ty, &[rule]), "{rule:?}");
        }
        assert!(is_required(std::net::IpAddr::ty, &[]) && is_required(Option::<u8>::ty, &[Rule::Required]));
        assert!(!is_required(String::ty, &[least(|| 0)]) && !is_required(bool::ty, &[]) && !is_required(Option::<u8>::ty, &[]));
    }

    #[test]
    fn lengths_are_told_in_units_of_utf16() {
        let lengths = |count, min: fn() -> usize, max: fn() -> usize| {
            let field = one(String::ty, &[Rule::Length(count, Some(min), Some(max))]);
            (field.min_length, field.max_length)
        };
        assert_eq!(lengths(Count::Chars, || 3, || 9), (Some(3), Some(18)));
        assert_eq!(lengths(Count::Utf16, || 1, || 9), (None, Some(9)));
        assert_eq!(lengths(Count::Bytes, || 3, || 9), (None, Some(9)));
        assert_eq!(lengths(Count::Graphemes, || 3, || 9), (Some(3), None));
    }

    #[test]
    fn a_number_has_its_bounds() {
        let bounds = |ty, rules: &[Rule]| {
            let field = one(ty, rules);
            (field.min, field.max, field.step)
        };
        assert_eq!(bounds(u8::ty, &[]), (Some("0".into()), Some("255".into()), Some("1")));
        assert_eq!(bounds(f64::ty, &[Rule::Range(Some(|| "-1.5".into()), None)]), (Some("-1.5".into()), None, Some("any")));
    }

    #[test]
    fn a_pattern_matches_the_whole_text() {
        assert_eq!(one(String::ty, &[Rule::Pattern(r"\S")]).pattern.as_deref(), Some(r".*(?:\S).*"));
    }
}
