//! A multipart body, on its way from the wire to arguments and a file.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| trifold::__fuzzing::TARGETS[5].1(input));
