#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| shishi_fuzz::documents::named("a.html", bytes));
