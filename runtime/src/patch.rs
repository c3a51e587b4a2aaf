//! Fields of an update: absent, `null` and a value are three different things.

use crate::json::{Fault, Reader, Writer};
use crate::wire::{Faults, Shape, Wire};
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

const FORGOTTEN: &str = "an absent field needs `skip_serializing_if = \"Patch::is_absent\"`";

/// A field of an update that may be taken away: absent (leave it), `null` (take it away), or a value (set it).
///
/// Source: RFC 7396 (JSON Merge Patch). A field of this type carries two serde attributes; without the first a missing field is an error,
/// and never reads as `null`. A field that may be absent but not `null` is an `Option` read by [`given`].
///
/// ```
/// use trifold::{Patch, model};
///
/// #[model]
/// #[derive(Debug)]
/// struct Change {
///     #[serde(default, skip_serializing_if = "Patch::is_absent")]
///     note: Patch<String>,
///     #[serde(default, deserialize_with = "trifold::patch::given", skip_serializing_if = "Option::is_none")]
///     title: Option<String>,
/// }
///
/// # fn main() -> Result<(), serde_json::Error> {
/// let change: Change = serde_json::from_str(r#"{"note": null}"#)?;
/// assert_eq!((change.note, change.title), (Patch::Null, None));
/// assert!(serde_json::from_str::<Change>(r#"{"title": null}"#).is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// Nothing is said: the value stays.
    #[default]
    Absent,
    /// There is no value any more.
    Null,
    /// This is the value.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether nothing is said.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// What the value becomes; `None` if it stays as it is.
    pub fn change(self) -> Option<Option<T>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
        }
    }

    /// What `current` becomes.
    pub fn apply(self, current: Option<T>) -> Option<T> {
        self.change().unwrap_or(current)
    }
}

impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    /// `null` or the value. An absent field is left out by `skip_serializing_if`; where that is missing it is an error.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => Err(serde::ser::Error::custom(FORGOTTEN)),
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As a newtype, since serde gives a missing `Option` as `None`, and missing is not `null` here.
        deserializer.deserialize_newtype_struct("Patch", Present(PhantomData))
    }
}

/// Reads a field that is there.
struct Present<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Present<T> {
    type Value = Patch<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null or a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Patch<T>, D::Error> {
        Option::deserialize(deserializer).map(Patch::from)
    }
}

impl<T: Wire> Wire for Patch<T> {
    const SHAPE: Shape = Shape::option(T::SHAPE);

    fn ty() -> &'static crate::wire::table::Type {
        const { &crate::wire::table::Type::Nullable(T::ty) }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.alone(Option::<T>::read).map(Self::from)
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Absent => writer.fail(serde::ser::Error::custom(FORGOTTEN)),
            Self::Null => writer.null(),
            Self::Value(value) => value.write(writer),
        }
    }

    fn check(&self, faults: &mut Faults<'_>) {
        if let Self::Value(value) = self {
            value.check(faults);
        }
    }
}

/// As `Option`: the value or `null`.
#[cfg(feature = "server")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Patch<T> {
    fn inline_schema() -> bool {
        Option::<T>::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        Option::<T>::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Option::<T>::json_schema(generator)
    }
}

/// Reads an `Option` field that may be absent (with `#[serde(default)]`) but not `null`.
///
/// # Errors
/// The fault of `T` for `null`, or for an invalid value.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Change {
        #[serde(default, skip_serializing_if = "Patch::is_absent")]
        bio: Patch<String>,
    }

    #[derive(Debug, Serialize, Deserialize)]
    struct Careless {
        bio: Patch<String>,
    }

    #[test]
    fn three_things_are_three_things_there_and_back() {
        let table = [("{}", Patch::Absent), (r#"{"bio":null}"#, Patch::Null), (r#"{"bio":"x"}"#, Patch::Value("x".to_owned()))];
        for (json, bio) in table {
            let change = Change { bio };
            assert_eq!(serde_json::from_str::<Change>(json).unwrap(), change);
            assert_eq!(serde_json::to_string(&change).unwrap(), json);
        }
    }

    #[test]
    fn a_forgotten_attribute_is_an_error_and_not_null() {
        assert!(serde_json::from_str::<Careless>("{}").unwrap_err().to_string().contains("missing field"));
        assert!(serde_json::to_string(&Careless { bio: Patch::Absent }).is_err());
    }

    #[test]
    fn a_change_applies_to_what_there_is() {
        assert_eq!(Patch::Absent.apply(Some(1)), Some(1));
        assert_eq!(Patch::Null.apply(Some(1)), None);
        assert_eq!(Patch::Value(2).apply(None), Some(2));
    }
}
