//! The search for what needs a look within a string, eight bytes at a time.

/// The length of the part of a string that stands for itself: before a quote, a backslash or a control character.
pub(super) fn plain(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (at, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        // A byte of zero has its high bit set in `word - 1 & !word`; a byte above it may too, so only the first counts.
        let zero = |word: u64| word.wrapping_sub(ONES) & !word;
        let below = |bound: u64| word.wrapping_sub(ONES * bound) & !word;
        let found = (zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | below(0x20)) & HIGH;
        if found != 0 {
            return at * 8 + (found.trailing_zeros() / 8) as usize;
        }
    }
    let is_odd = |byte: &u8| matches!(byte, 0..0x20 | b'"' | b'\\');
    chunks.len() * 8 + rest.iter().position(is_odd).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn the_first_odd_byte_is_found() {
        for odd in [b'"', b'\\', 0, 0x1f, b'\n'] {
            for before in 0..40 {
                let mut text = vec![b'a'; before];
                text.extend([odd, b'"', 0xff, 0x7f, 0x20, 0x21]);
                assert_eq!(plain(&text), before, "{odd} after {before}");
            }
        }
        for text in ["", "a b", "\u{7f}\u{80}!~ \u{10ffff} #[] ~~~~~~~~~~~~~~~~"] {
            assert_eq!(plain(text.as_bytes()), text.len(), "{text}");
        }
    }
}
