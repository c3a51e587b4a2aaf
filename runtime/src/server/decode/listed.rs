//! Members of a list in a header (RFC 9110, sections 5.6.1 and 5.6.4).
//!
//! In: the value of one line. Out: its members, unquoted; or nothing, where a quoted string is malformed.

use crate::json;

const BLANKS: [char; 2] = [' ', '\t'];

/// The members of some lines as JSON; `null` if one is malformed.
pub(super) fn json(lines: &[&str]) -> String {
    let mut found = Vec::new();
    if lines.iter().all(|line| members(line, &mut found)) { json::texts(&found) } else { "null".to_owned() }
}

/// Adds the members of a line. False if a quote of it is not closed, or is followed by more than a comma.
fn members(line: &str, members: &mut Vec<String>) -> bool {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches(BLANKS);
        let (member, after) = match rest.strip_prefix('"') {
            Some(quoted) => match unquote(quoted) {
                Some((text, after)) => (Some(text), after.trim_start_matches(BLANKS)),
                None => return false,
            },
            None => match plain(rest) {
                // Empty members say nothing, and are allowed (section 5.6.1.2).
                Some(text) => (Some(text.trim_end_matches(BLANKS).to_owned()).filter(|text| !text.is_empty()), &rest[text.len()..]),
                None => return false,
            },
        };
        members.extend(member);
        match (after.strip_prefix(','), after) {
            (Some(next), _) => rest = next,
            (None, "") => return true,
            (None, _) => return false,
        }
    }
}

/// What comes before the next comma that is not within quotes: `W/"a,b"` is one member. Nothing if a quote is not closed.
fn plain(text: &str) -> Option<&str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (place, char) in text.char_indices() {
        match char {
            ',' if !is_quoted => return Some(&text[..place]),
            '"' if !is_escaped => is_quoted = !is_quoted,
            _ => {}
        }
        is_escaped = is_quoted && char == '\\' && !is_escaped;
    }
    (!is_quoted).then_some(text)
}

/// The text of a quoted string whose opening quote is taken off, and what follows it.
fn unquote(quoted: &str) -> Option<(String, &str)> {
    let (mut text, mut chars) = (String::new(), quoted.char_indices());
    while let Some((place, char)) = chars.next() {
        match char {
            '"' => return Some((text, &quoted[place + 1..])),
            '\\' => text.push(chars.next()?.1),
            _ => text.push(char),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    fn members(line: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        super::members(line, &mut found).then_some(found)
    }

    #[test]
    fn commas_separate_and_quotes_hold_together() {
        let cases: [(&str, &[&str]); 12] = [
            ("", &[]),
            (" , ,", &[]),
            ("a", &["a"]),
            ("a ,\tb,,c ", &["a", "b", "c"]),
            (r#""a, b", c"#, &["a, b", "c"]),
            (r#""""#, &[""]),
            (r#"" c" ,"#, &[" c"]),
            (r#""\"\\", x"#, &["\"\\", "x"]),
            (r#"W/"a,b", c"#, &[r#"W/"a,b""#, "c"]),
            (r#"a;q="\",", b"#, &[r#"a;q="\",""#, "b"]),
            ("\u{3000}ü\u{a0}", &["\u{3000}ü\u{a0}"]),
            (r"\, a", &[r"\", "a"]),
        ];
        for (line, expected) in cases {
            assert_eq!(
                members(line).as_deref(),
                Some(expected.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>().as_slice()),
                "{line}"
            );
        }
    }

    #[test]
    fn a_malformed_quoted_string_is_no_list() {
        for line in ["\"", "\"a", "a, \"b", r#""a\"#, r#""a"b"#, r#""a" "b""#, "5\" disk", r#"W/"a"#, r#""\""#] {
            assert_eq!(members(line), None, "{line}");
        }
    }
}
