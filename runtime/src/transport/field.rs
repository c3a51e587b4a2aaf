//! Values of header fields (RFC 9110, section 5.5), as text in and text out.

/// Why a header cannot carry a text as it is.
pub(super) fn refusal(text: &str) -> Option<&'static str> {
    if text.chars().any(|char| char.is_ascii_control() && char != '\t') {
        return Some("holds a control character, which no header can carry");
    }
    (text.trim_matches(BLANKS) != text).then_some("begins or ends with a space, which a header loses")
}

/// A member of a list: a quoted string (sections 5.6.1 and 5.6.4), if something in it would not arrive otherwise.
pub(super) fn member(text: String) -> String {
    let is_plain = !text.is_empty() && text.trim_matches(BLANKS) == text && !text.contains([',', '"', '\\']);
    if is_plain { text } else { format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"")) }
}

const BLANKS: [char; 2] = [' ', '\t'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_quoted_where_it_would_not_arrive_otherwise() {
        let plain = ["a", "a b", "ü", "\u{3000}x", "a;b=c", "W/x"];
        assert_eq!(plain.map(|text| member(text.to_owned())), plain);
        let quoted = [("", r#""""#), ("a,b", r#""a,b""#), (" a", r#"" a""#), ("a\t", "\"a\t\""), ("\"", r#""\"""#), ("\\", r#""\\""#)];
        for (text, written) in quoted {
            assert_eq!(member(text.to_owned()), written, "{text}");
        }
    }

    #[test]
    fn what_no_header_carries_is_refused() {
        for text in ["a\r\nb: c", "\n", "\0", "\u{7f}", " a", "a\t"] {
            assert!(refusal(text).is_some(), "{text:?}");
        }
        assert_eq!(["", "a", "a\tb", "ü€", "\u{85}"].map(refusal), [None; 5]);
    }
}
