//! Streams of events.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| trifold::__fuzzing::TARGETS[9].1(input));
