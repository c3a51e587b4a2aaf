//! SHA-256 for constants (FIPS 180-4, sections 5 and 6.2).
//!
//! In: bytes. Out: a digest. The compiler interprets these steps once for each method of each service, and an interpreter pays for calls, not
//! for arithmetic: so a rotation is one multiplication and shifts, and sums are taken in 64 bits. A block takes it 2 ms; with the calls of a
//! library written for processors (`sha2-const`) it was 17 ms.

/// The fractional parts of the cube roots of the first 64 primes (section 4.2.2).
const ROUNDS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

/// The fractional parts of the square roots of the first 8 primes (section 5.3.3).
const START: [u32; 8] = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

/// A hash under way.
#[derive(Clone, Copy)]
pub(super) struct Sha256 {
    state: [u32; 8],
    /// What does not fill a block yet; zeros behind it.
    rest: [u8; Sha256::BLOCK],
    length: usize,
}

impl Sha256 {
    /// The bytes of a block.
    pub(super) const BLOCK: usize = 64;

    /// Nothing hashed so far.
    pub(super) const fn new() -> Self {
        Self { state: START, rest: [0; Self::BLOCK], length: 0 }
    }

    /// Hashes more bytes.
    pub(super) const fn update(mut self, mut bytes: &[u8]) -> Self {
        while let Some((byte, tail)) = bytes.split_first() {
            self = self.push(*byte);
            bytes = tail;
        }
        self
    }

    const fn push(mut self, byte: u8) -> Self {
        self.rest[self.length % Self::BLOCK] = byte;
        self.length += 1;
        if self.length.is_multiple_of(Self::BLOCK) {
            self.state = compress(self.state, &self.rest);
            self.rest = [0; Self::BLOCK];
        }
        self
    }

    /// The first half of the digest. The padding is a bit, zeros, and the length in bits (section 5.1.1).
    pub(super) const fn first_half(mut self) -> [u8; 16] {
        let bits = (self.length as u64 * 8).to_be_bytes();
        self = self.push(0x80);
        if self.length % Self::BLOCK > Self::BLOCK - bits.len() {
            self.state = compress(self.state, &self.rest);
            self.rest = [0; Self::BLOCK];
        }
        if let Some(end) = self.rest.last_chunk_mut() {
            *end = bits;
        }
        let [a, b, c, d, ..] = compress(self.state, &self.rest);
        ((a as u128) << 96 | (b as u128) << 64 | (c as u128) << 32 | d as u128).to_be_bytes()
    }
}

/// A word twice, so that a shift to the right is a rotation of the lower half.
const fn twice(word: u32) -> u64 {
    word as u64 * 0x1_0000_0001
}

/// One block (section 6.2.2).
const fn compress(state: [u32; 8], block: &[u8; Sha256::BLOCK]) -> [u32; 8] {
    let mut words = words(block);
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
    let mut t = 0;
    while t < 64 {
        if t >= 16 {
            let (x, y) = (twice(words[(t + 1) & 15]), twice(words[(t + 14) & 15]));
            let x = (x >> 7 ^ x >> 18) as u32 ^ x as u32 >> 3;
            let y = (y >> 17 ^ y >> 19) as u32 ^ y as u32 >> 10;
            words[t & 15] = (words[t & 15] as u64 + words[(t + 9) & 15] as u64 + x as u64 + y as u64) as u32;
        }
        let (x, y) = (twice(e), twice(a));
        let choice = g ^ e & (f ^ g);
        let majority = a & b | c & (a | b);
        let one = h as u64 + (x >> 6 ^ x >> 11 ^ x >> 25) as u32 as u64 + choice as u64 + ROUNDS[t] as u64 + words[t & 15] as u64;
        let two = (y >> 2 ^ y >> 13 ^ y >> 22) as u32 as u64 + majority as u64;
        (h, g, f, e, d, c, b, a) = (g, f, e, (d as u64 + one) as u32, c, b, a, (one + two) as u32);
        t += 1;
    }
    sums(state, [a, b, c, d, e, f, g, h])
}

const fn words(block: &[u8; Sha256::BLOCK]) -> [u32; 16] {
    let mut words = [0; 16];
    let mut i = 0;
    while i < 16 {
        let at = 4 * i;
        words[i] = (block[at] as u32) << 24 | (block[at + 1] as u32) << 16 | (block[at + 2] as u32) << 8 | block[at + 3] as u32;
        i += 1;
    }
    words
}

const fn sums(mut one: [u32; 8], two: [u32; 8]) -> [u32; 8] {
    let mut i = 0;
    while i < 8 {
        one[i] = (one[i] as u64 + two[i] as u64) as u32;
        i += 1;
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::Digest;

    #[test]
    fn digests_are_those_of_a_library() {
        let bytes: Vec<u8> = (0..200).map(|i| i as u8).collect();
        for length in 0..bytes.len() {
            let ours = Sha256::new().update(&bytes[..length / 3]).update(&bytes[length / 3..length]).first_half();
            assert_eq!(ours, sha2::Sha256::digest(&bytes[..length])[..16], "{length}");
        }
    }
}
