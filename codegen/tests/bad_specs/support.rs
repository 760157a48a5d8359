//! The base description of the bad specs, the patches to it, and the folders that no patch can make.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Names and texts of the files of a description.
pub(crate) type Files = BTreeMap<String, String>;

/// The folder of the bad specs, from whichever package of the repository this is part of.
pub(crate) fn folder() -> PathBuf {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder =
        above.map(|above| above.join("codegen/tests/bad_specs")).find(|path| path.is_dir());
    folder.expect("the folder of the bad specs")
}

/// The cases: the name of each, and its patch.
pub(crate) fn cases() -> BTreeMap<String, String> {
    let files = fs::read_dir(folder().join("cases")).expect("the folder of the cases");
    let paths = files.map(|entry| entry.expect("a file").path());
    paths
        .map(|path| {
            let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
            (name, fs::read_to_string(&path).expect("a text"))
        })
        .collect()
}

/// The description without mistakes.
pub(crate) fn base() -> Files {
    let folder = folder().join("base");
    let mut files = Files::new();
    for below in ["", "samples/"] {
        for entry in fs::read_dir(folder.join(below)).expect("the folder of the base") {
            let path = entry.expect("a file").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            if path.is_file() {
                files.insert(format!("{below}{name}"), fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    files
}

/// The base with the changes of a case: after `@@ file`, the lines with ` ` and `-` stand in the file exactly once and
/// give way to those with ` ` and `+`. Only lines with `+` are added at the end of the file; `@@ -file` removes it.
pub(crate) fn patched(case: &str) -> Files {
    let mut files = base();
    let body = case.trim_start_matches(|char| char != '@');
    for change in body.split("@@ ").filter(|change| !change.is_empty()) {
        let (name, lines) = change.split_once('\n').expect("a name and lines");
        if let Some(name) = name.strip_prefix('-') {
            files.remove(name).expect("a file of the base");
            continue;
        }
        let side = |wanted: [char; 2]| -> String {
            let lines = lines.lines().filter(|line| line.starts_with(wanted));
            lines.map(|line| format!("{}\n", &line[1..])).collect()
        };
        let (old, new) = (side([' ', '-']), side([' ', '+']));
        let text = files.entry(name.to_owned()).or_default();
        if old.is_empty() {
            text.push_str(&new);
            continue;
        }
        let start = format!("\n{text}")
            .match_indices(&format!("\n{old}"))
            .map(|(at, _)| at)
            .collect::<Vec<_>>();
        assert_eq!(start.len(), 1, "{name} has these lines {} times:\n{old}", start.len());
        text.replace_range(start[0]..start[0] + old.len(), &new);
    }
    files
}

/// Writes a description to the disk.
pub(crate) fn write(folder: &Path, files: &Files) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

/// Changes a folder that holds the base.
pub(crate) type Make = fn(&Path);

/// The names of the folders that no patch can make, and how they are made.
pub(crate) fn made() -> Vec<(&'static str, Make)> {
    let everywhere: [(&'static str, Make); 14] = [
        ("S0101-file", |spec| {
            fs::remove_dir_all(spec).expect("a folder");
            fs::write(spec, "source: handbook\n").expect("a file");
        }),
        ("S0101-no-folder", |spec| fs::remove_dir_all(spec).expect("a folder")),
        ("S0102-no-file", |spec| {
            fs::remove_dir_all(spec).expect("a folder");
            fs::create_dir(spec).expect("a folder");
        }),
        ("S0104-too-large", |spec| put(spec, "large.yaml", "# a comment\n".repeat(100_000))),
        ("S0105-not-utf-8", |spec| put(spec, "latin.yaml", b"source: handbook\n# caf\xe9\n")),
        ("S0106-line-separator", |spec| {
            put(spec, "separator.yaml", "source: \"hand\u{2028}book\"\n")
        }),
        ("S0108-stray-json", |spec| put(spec, "article.json", "{}")),
        ("S0110-sample-twice", |spec| {
            fs::create_dir(spec.join("samples/old")).expect("a folder");
            put(spec, "samples/old/article.json", "{}");
        }),
        ("S0209-brackets", |spec| put(spec, "brackets.yaml", "[".repeat(300_000))),
        ("S0209-levels", |spec| {
            let levels: String =
                (0..1_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
            put(spec, "levels.yaml", levels);
        }),
        ("S0209-ten-thousand-levels", |spec| put(spec, "levels.yaml", "{a: ".repeat(10_000))),
        ("S0210-too-many-values", |spec| {
            put(spec, "many.yaml", format!("a: [{}]", "1,".repeat(100_001)))
        }),
        ("S0211-empty", |spec| put(spec, "empty.yaml", "")),
        ("S0804-deep-sample", |spec| put(spec, "samples/article.json", "[".repeat(300_000))),
    ];
    let mut made = everywhere.to_vec();
    made.extend(on_unix());
    made
}

#[cfg(unix)]
fn on_unix() -> Vec<(&'static str, Make)> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    vec![
        ("S0103-dangling-link", |spec| {
            symlink("nowhere.yaml", spec.join("link.yaml")).expect("a link")
        }),
        ("S0107-file-name", |spec| {
            fs::write(spec.join(OsStr::from_bytes(b"caf\xe9.yaml")), "").expect("a file")
        }),
        ("S0109-linked-folder", |spec| symlink("samples", spec.join("examples")).expect("a link")),
    ]
}

#[cfg(not(unix))]
fn on_unix() -> Vec<(&'static str, Make)> {
    Vec::new()
}

fn put(spec: &Path, name: &str, text: impl AsRef<[u8]>) {
    fs::write(spec.join(name), text).expect("a file");
}
