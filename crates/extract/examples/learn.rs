//! Learns `src/rules/precedents/table.txt` anew from the labelled files and prints it:
//!
//! ```text
//! cargo run --release -p shishi-extract --example learn
//! ```

#[path = "../tests/labelled/mod.rs"]
mod labelled;

fn main() {
    let files = labelled::files();
    let cases: Vec<_> = files
        .iter()
        .flat_map(|path| labelled::labelled(path))
        .collect();
    println!("# Signs and their weights, in hundredths of log-odds; see mod.rs.");
    println!(
        "# Learned from {} labelled cases by examples/learn.rs.",
        cases.len()
    );
    for (sign, weight) in shishi_extract::learn(&cases) {
        let hundredths = (weight * 100.0).round();
        if hundredths != 0.0 {
            println!("{sign}\t{hundredths}");
        }
    }
}
