#![no_main]

libfuzzer_sys::fuzz_target!(init: shishi_fuzz::let_dependencies_panic(), |bytes: &[u8]| shishi_fuzz::documents::old_workbook(bytes));
