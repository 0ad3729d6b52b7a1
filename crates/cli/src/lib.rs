//! What the program, its benches and its tests share.

mod site;

pub use site::Site;
