//! Forms of maps of structs.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| trifold::__fuzzing::TARGETS[10].1(input));
