//! The 128-bit mixing function behind [`Shape`](super::Shape), for constant evaluation.
//!
//! The compiler interprets these steps for each field of each type, so they are few: one round takes sixteen bytes. Fingerprints
//! guard against accidents, not against adversaries; the action id is a SHA-256 over them.

/// Odd 128-bit constants without structure (the fractional digits of the golden ratio and of the square root of 2).
const FIRST: u128 = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835;
const SECOND: u128 = 0x6A09_E667_F3BC_C908_B2FB_1366_EA95_7D3F;

/// One round: every bit of `state` and `word` reaches every bit of the result.
pub(crate) const fn mix(state: u128, word: u128) -> u128 {
    let h = (state ^ word).wrapping_mul(FIRST);
    let h = (h ^ (h >> 67)).wrapping_mul(SECOND);
    h ^ (h >> 59) ^ state.rotate_left(29)
}

/// The hash of a name.
pub(crate) const fn text(name: &str) -> u128 {
    let mut rest = name.as_bytes();
    let mut state = rest.len() as u128;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        state = mix(state, u64::from_le_bytes(*chunk) as u128);
        rest = tail;
    }
    let mut last = 0;
    while let [byte, tail @ ..] = rest {
        last = last << 8 | *byte as u128;
        rest = tail;
    }
    mix(state, last)
}

/// The hash of bytes, at run time: sixteen at a step, each by one multiplication whose halves are folded.
pub(crate) fn digest(bytes: &[u8]) -> u64 {
    let (chunks, rest) = bytes.as_chunks::<16>();
    let mut last = [0; 16];
    last[..rest.len()].copy_from_slice(rest);
    let state = chunks.iter().chain([&last]).fold(bytes.len() as u64, |state, chunk| fold(state, u128::from_le_bytes(*chunk)));
    fold(state, FIRST)
}

/// A step of [`digest`]. The state goes on beside the product, since one factor may be 0.
fn fold(state: u64, word: u128) -> u64 {
    let word = word ^ SECOND;
    let product = u128::from(state ^ word as u64) * u128::from((word >> 64) as u64);
    (product >> 64) as u64 ^ product as u64 ^ state.rotate_left(29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_of_a_name_counts_and_so_does_its_place() {
        let names = ["", "a", "b", "ab", "ba", "\0", "\0a", "a\0", "abcdefgh", "abcdefgi", "abcdefghi", "abcdefgih"];
        let longer = ["abcdefgh12345678", "12345678abcdefgh", "abcdefgh12345678x", "abcdefgg12345678x"];
        let hashes: Vec<_> = names.iter().chain(&longer).map(|name| text(name)).collect();
        for (i, one) in hashes.iter().enumerate() {
            assert!(!hashes[i + 1..].contains(one), "{i}");
        }
    }

    /// A bit of either side moves about half of the result, in each quarter of it; and the sides are not alike.
    #[test]
    fn every_bit_reaches_the_whole_result() {
        let (state, word) = (FIRST, SECOND);
        assert_ne!(mix(state, word), mix(word, state));
        for bit in (0..u128::BITS).map(|bit| 1 << bit) {
            for moved in [mix(state ^ bit, word), mix(state, word ^ bit)].map(|other| other ^ mix(state, word)) {
                let quarters = [0, 32, 64, 96].map(|shift| ((moved >> shift) as u32).count_ones());
                assert!(quarters.iter().all(|moved| *moved > 0) && quarters.iter().sum::<u32>() >= 16, "{bit:x}: {quarters:?}");
            }
        }
    }
}
