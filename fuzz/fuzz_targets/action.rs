//! A body of an action, as each content type.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| trifold::__fuzzing::TARGETS[0].1(input));
