//! serde's `rename_all`, for fields and variants.
//!
//! Source: <https://serde.rs/container-attrs.html#rename_all>, and `serde_derive`'s `internals/case.rs`.

/// A rule of `rename_all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Casing {
    #[default]
    AsWritten,
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Casing {
    /// The names of all rules.
    pub(super) const NAMES: [&str; 8] =
        ["lowercase", "UPPERCASE", "PascalCase", "camelCase", "snake_case", "SCREAMING_SNAKE_CASE", "kebab-case", "SCREAMING-KEBAB-CASE"];

    /// The rule of this name. An unknown one is told where it is read.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => Self::AsWritten,
        }
    }

    /// Renames a field, which is written in snake case.
    pub(super) fn field(self, name: &str) -> String {
        match self {
            Self::AsWritten | Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => name.split('_').map(capitalized).collect(),
            Self::Camel => uncapitalized(&Self::Pascal.field(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Renames a variant, which is written in Pascal case.
    pub(super) fn variant(self, name: &str) -> String {
        match self {
            Self::AsWritten | Self::Pascal => name.to_owned(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Camel => uncapitalized(name),
            Self::Snake => snake(name),
            Self::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Self::Kebab => snake(name).replace('_', "-"),
            Self::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

fn uncapitalized(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    word
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (i, c) in name.char_indices() {
        if i > 0 && c.is_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::Casing;

    #[test]
    fn names_become_what_serde_makes_of_them() {
        let table = [
            ("lowercase", "very_tasty", "verytasty"),
            ("UPPERCASE", "VERY_TASTY", "VERYTASTY"),
            ("PascalCase", "VeryTasty", "VeryTasty"),
            ("camelCase", "veryTasty", "veryTasty"),
            ("snake_case", "very_tasty", "very_tasty"),
            ("SCREAMING_SNAKE_CASE", "VERY_TASTY", "VERY_TASTY"),
            ("kebab-case", "very-tasty", "very-tasty"),
            ("SCREAMING-KEBAB-CASE", "VERY-TASTY", "VERY-TASTY"),
        ];
        for (rule, field, variant) in table {
            assert_eq!(Casing::named(rule).field("very_tasty"), field, "{rule}");
            assert_eq!(Casing::named(rule).variant("VeryTasty"), variant, "{rule}");
        }
    }

    #[test]
    fn a_capital_begins_a_word_and_a_digit_does_not() {
        let snake = |name: &str| Casing::Snake.variant(name);
        assert_eq!(["Http2", "HTTPServer", "A", "AÖl", "Eins2Drei"].map(snake), ["http2", "h_t_t_p_server", "a", "a_Öl", "eins2_drei"]);
        let pascal = |name: &str| Casing::Pascal.field(name);
        assert_eq!(["http2_url", "a__b", "_a", "urlOf_it"].map(pascal), ["Http2Url", "AB", "A", "UrlOfIt"]);
        assert_eq!([Casing::AsWritten, Casing::Pascal].map(|rule| rule.variant("aB")), ["aB", "aB"]);
    }
}
