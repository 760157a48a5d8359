//! What the READMEs tell people to write into their manifests is the version that is there.

use std::fs;
use std::path::Path;

#[test]
fn the_dependency_is_of_the_version_that_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let line = format!(r#"cublox-payouts = {{ version = "{}", path"#, env!("CARGO_PKG_VERSION"));
    for readme in ["README.md", "generated-client/README.md"] {
        let text = fs::read_to_string(root.join(readme)).unwrap();
        assert!(text.contains(&line), "{readme} lacks the line: {line}");
    }
}
