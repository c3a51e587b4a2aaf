//! A whole request to a whole server.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| trifold::__fuzzing::TARGETS[12].1(input));
