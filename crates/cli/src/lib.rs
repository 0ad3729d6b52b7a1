//! What the program, its benches and its tests share.

mod site;

/// Reading prose takes many small pieces of memory, and gives them back at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub use site::Site;
