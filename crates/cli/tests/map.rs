//! The documents that draw the map name places that exist.

use std::path::Path;

#[test]
fn every_path_named_in_the_documents_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut named = 0;
    for document in [
        "ARCHITECTURE.md",
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
    ] {
        let text = std::fs::read_to_string(root.join(document)).unwrap();
        let ticks = text.split('`').skip(1).step_by(2);
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for path in ticks.chain(links) {
            let of_ours = ["crates/", "docs/", "corpus/", "scripts/", "e2e/"]
                .iter()
                .any(|p| path.starts_with(p));
            let file = path.ends_with(".md") && !path.contains(' ');
            if !path.contains(['\n', '*', ' ', '$']) && (of_ours || file) {
                named += 1;
                assert!(root.join(path).exists(), "{document} names {path}");
            }
        }
    }
    assert!(named > 20, "{named}");
}
