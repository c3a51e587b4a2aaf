//! `Content-Disposition` (RFC 6266): a file's name as a header writes it, and back.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str};

/// What stands as it is in `filename*`: RFC 8187's `attr-char`.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// `attachment; filename="a.csv"`, with `filename*` for a name that is more than plain ASCII.
#[cfg_attr(not(feature = "server"), allow(dead_code))]
pub(crate) fn write(inline: bool, file_name: Option<&str>) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    let Some(name) = file_name else { return kind.to_owned() };
    // A backslash or a percent sign is read in several ways, so neither is written in the plain form.
    let is_plain = |c: char| c == ' ' || c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%');
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    if plain == name {
        format!("{kind}; filename=\"{plain}\"")
    } else {
        format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{}", percent_encoding::utf8_percent_encode(name, VALUE))
    }
}

/// The name in a header; `filename*` wins over `filename`.
pub(super) fn file_name(header: &str) -> Option<String> {
    let (mut plain, mut extended) = (None, None);
    for (name, value) in parameters(header) {
        match name.as_str() {
            "filename" => plain = Some(value),
            "filename*" => extended = decode(&value),
            _ => {}
        }
    }
    extended.or(plain)
}

/// `UTF-8''na%C3%AFve` (RFC 8187, section 3.2).
fn decode(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'')?;
    charset.eq_ignore_ascii_case("utf-8").then(|| percent_decode_str(text).decode_utf8().ok().map(Into::into))?
}

/// The parameters after the first semicolon; a quoted value may hold any character, a backslash before a quote or a backslash.
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut rest = header.split_once(';').map_or("", |(_, rest)| rest);
    let mut found = Vec::new();
    while let Some((name, after)) = rest.split_once('=') {
        let (value, after) = value(after.trim_start());
        found.push((name.trim_matches([';', ' ', '\t']).to_ascii_lowercase(), value));
        rest = after;
    }
    found
}

fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            _ => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_survives_the_header() {
        for name in ["a.csv", "two words.txt", "naïve € \"quoted\".pdf", "100%.txt", "a;b=c'd.txt", "日本.txt"] {
            let header = write(false, Some(name));
            assert!(header.is_ascii() && header.starts_with("attachment; "), "{header}");
            assert_eq!(file_name(&header).as_deref(), Some(name), "{header}");
        }
        assert_eq!(write(true, None), "inline");
        assert_eq!(file_name("attachment"), None);
    }

    #[test]
    fn headers_of_other_servers_are_read() {
        let cases = [
            ("attachment; filename=plain.txt", Some("plain.txt")),
            ("attachment; FILENAME=\"a \\\"b\\\".txt\"", Some("a \"b\".txt")),
            ("attachment; filename*=UTF-8'en'%e2%82%ac.txt; filename=\"euro.txt\"", Some("€.txt")),
            ("attachment; filename*=latin1''x; filename=y", Some("y")),
            ("attachment; filename=\"open", Some("open")),
            ("inline;;;=", None),
        ];
        for (header, name) in cases {
            assert_eq!(file_name(header).as_deref(), name, "{header}");
        }
    }
}
