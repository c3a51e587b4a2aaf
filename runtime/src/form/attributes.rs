//! The attributes of a field as text.

use super::field::{Field, Kind};
use std::fmt::{self, Display, Formatter, Write};

/// Writes every attribute of a field's control, escaped for HTML: `id="create-new-title" name="new.title" type="text" required`.
#[derive(Debug, Clone, Copy)]
pub struct Attributes<'a>(pub(super) &'a Field);

impl Field {
    /// Every attribute as text, escaped: for engines that take attributes so.
    pub fn attributes(&self) -> Attributes<'_> {
        Attributes(self)
    }
}

impl Display for Attributes<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let field = self.0;
        let is_input = field.kind != Kind::Select;
        write!(f, "id=\"{}\" name=\"{}\"", Escaped(&field.id), Escaped(&field.name))?;
        attribute(f, "type", is_input.then_some(field.kind))?;
        attribute(f, "value", field.value().filter(|_| is_input))?;
        flag(f, "checked", field.is_checked())?;
        flag(f, "required", field.required)?;
        attribute(f, "minlength", field.min_length)?;
        attribute(f, "maxlength", field.max_length)?;
        attribute(f, "min", field.min.as_deref())?;
        attribute(f, "max", field.max.as_deref())?;
        attribute(f, "step", field.step)?;
        attribute(f, "pattern", field.pattern.as_deref())?;
        attribute(f, "autocomplete", field.autocomplete())?;
        attribute(f, "aria-invalid", field.aria_invalid())?;
        attribute(f, "aria-describedby", field.described_by())
    }
}

fn attribute(f: &mut Formatter<'_>, name: &str, value: Option<impl Display>) -> fmt::Result {
    match value {
        Some(value) => write!(f, " {name}=\"{}\"", Escaped(value)),
        None => Ok(()),
    }
}

fn flag(f: &mut Formatter<'_>, name: &str, is_set: bool) -> fmt::Result {
    if is_set { write!(f, " {name}") } else { Ok(()) }
}

/// Text that is text in HTML, whatever stands in it.
struct Escaped<T>(T);

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(Escape(f), "{}", self.0)
    }
}

struct Escape<'a, 'b>(&'a mut Formatter<'b>);

impl Write for Escape<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|c| match c {
            '&' => self.0.write_str("&amp;"),
            '<' => self.0.write_str("&lt;"),
            '>' => self.0.write_str("&gt;"),
            '"' => self.0.write_str("&quot;"),
            '\'' => self.0.write_str("&#39;"),
            c => self.0.write_char(c),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_say_all_and_escape_it() {
        let field = Field {
            name: "new.title".to_owned(),
            id: "create-new-title".to_owned(),
            required: true,
            max_length: Some(200),
            typed: Some("\"><script>alert('x')</script>&".to_owned()),
            error: Some("too short".to_owned()),
            ..Field::default()
        };
        assert_eq!(
            field.attributes().to_string(),
            "id=\"create-new-title\" name=\"new.title\" type=\"text\" \
             value=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;\" required maxlength=\"200\" \
             aria-invalid=\"true\" aria-describedby=\"create-new-title-error\""
        );
    }

    #[test]
    fn each_kind_has_its_own() {
        let ticked = Field { kind: Kind::Checkbox, typed: Some("on".to_owned()), ..Field::default() };
        assert_eq!(ticked.attributes().to_string(), "id=\"\" name=\"\" type=\"checkbox\" value=\"true\" checked");
        let secret = Field { is_secret: true, ..Field::default() };
        assert_eq!(secret.attributes().to_string(), "id=\"\" name=\"\" type=\"text\" autocomplete=\"off\"");
        let choice = Field { kind: Kind::Select, typed: Some("a".to_owned()), ..Field::default() };
        assert_eq!(choice.attributes().to_string(), "id=\"\" name=\"\"");
    }
}
