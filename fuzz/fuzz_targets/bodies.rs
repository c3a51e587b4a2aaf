//! Bodies as streams.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| trifold::__fuzzing::TARGETS[11].1(input));
