//! Number of values of a JSON text, without reading it.
//!
//! Its bytes say little of the memory that it takes: `{}` for a struct of fifteen fields is a hundred times as large once it is read.

/// The most values of a body that is so long at the most: one for each ten bytes, or 100 000 where that is less.
pub(in crate::server) const fn most_values(body: usize) -> usize {
    const LEAST: usize = 100_000;
    if body / 10 > LEAST { body / 10 } else { LEAST }
}

/// Returns true if a text may have more values than that: commas and opening brackets are counted. Of what is no JSON, it says something.
pub(in crate::server) fn has_more(json: &[u8], most: usize) -> bool {
    // A value takes a byte, so a text that is short enough need not be looked at.
    json.len() > most && values(json) > most
}

/// Each comma ends a value, and each bracket begins one.
fn values(json: &[u8]) -> usize {
    let (mut values, mut bytes) = (1, json.iter());
    while let Some(byte) = bytes.next() {
        match byte {
            b'[' | b'{' | b',' => values += 1,
            b'"' => skip_text(&mut bytes),
            _ => {}
        }
    }
    values
}

fn skip_text(bytes: &mut std::slice::Iter<'_, u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_and_texts_are_not_looked_into() {
        for (json, count) in [
            ("7", 1),
            ("[]", 2),
            ("[1,2,3]", 4),
            (r#"{"a":1,"b":[{},{}]}"#, 7),
            (r#"["[,{","\\\"","a,\\"]"#, 4),
            (r#""["#, 1),
            (r#""\"#, 1),
        ] {
            assert_eq!(values(json.as_bytes()), count, "{json}");
        }
        assert!(has_more(b"[1,2]", 2) && !has_more(b"[1,2]", 3) && !has_more(b"[,", 2));
    }
}
