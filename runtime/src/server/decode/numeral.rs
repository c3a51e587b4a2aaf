//! Numbers as JSON spells them (RFC 8259, section 6): one number, one spelling. Rust's own parsers take `+7` and `007` too.

/// Whether this is a whole number.
pub(super) fn is_whole(text: &str) -> bool {
    text != "-0" && after_whole(text) == Some("")
}

/// Whether this is a number.
pub(super) fn is_number(text: &str) -> bool {
    after_whole(text).and_then(after_fraction).and_then(after_exponent) == Some("")
}

fn after_whole(text: &str) -> Option<&str> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let rest = after_digits(text)?;
    let is_padded = text.starts_with('0') && text.len() - rest.len() > 1;
    (!is_padded).then_some(rest)
}

fn after_fraction(text: &str) -> Option<&str> {
    text.strip_prefix('.').map_or(Some(text), after_digits)
}

fn after_exponent(text: &str) -> Option<&str> {
    let Some(power) = text.strip_prefix(['e', 'E']) else { return Some(text) };
    after_digits(power.strip_prefix(['+', '-']).unwrap_or(power))
}

/// What follows one digit or more.
fn after_digits(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|char: char| char.is_ascii_digit());
    (rest.len() < text.len()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_spelling() {
        for whole in ["0", "7", "-7", "10", "340282366920938463463374607431768211455"] {
            assert!(is_whole(whole) && is_number(whole), "{whole}");
        }
        for number in ["-0", "0.5", "-1.25", "1e3", "1E+3", "0e-1", "10.0"] {
            assert!(!is_whole(number) && is_number(number), "{number}");
        }
        for other in [
            "", "-", "+7", "007", "-07", "00", "1.", ".5", "01.5", "1e", "1e+", "0x1", "NaN", "inf", "1_0", " 1", "1 ", "--1", "٣", "1.5.2",
        ] {
            assert!(!is_whole(other) && !is_number(other), "{other}");
        }
    }
}
