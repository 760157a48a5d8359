//! Tests of bringing files up to date, against a model and with a disk that fails.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::disk::{Changes, Disk, TEMPORARY};
use super::*;

const OWNED: [&str; 2] = ["src/generated", "schemas"];

fn marked(body: &str) -> String {
    format!("// {MARKER}\n{body}\n")
}

fn rust(name: &str, body: &str) -> File {
    File::new(format!("src/generated/{name}"), marked(body))
}

fn json(name: &str, body: &str) -> File {
    File::new(format!("schemas/{name}"), body)
}

fn put(root: &Path, path: &str, text: &str) {
    let target = root.join(path);
    fs::create_dir_all(target.parent().expect("a folder")).expect("folders");
    fs::write(target, text).expect("a file");
}

fn generate(root: &Path, files: &[File]) -> Report {
    plan(root, files, &OWNED).expect("a plan").apply().expect("a run")
}

/// Every file below a folder with its bytes, and every empty folder with none.
fn contents(root: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    fn visit(root: &Path, folder: &Path, found: &mut BTreeMap<String, Option<Vec<u8>>>) {
        let mut entries: Vec<_> =
            fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("entry")).collect();
        entries.sort_by_key(fs::DirEntry::path);
        if entries.is_empty() {
            found.insert(folder.strip_prefix(root).expect("below").display().to_string(), None);
        }
        for entry in entries {
            let path = entry.path();
            if entry.file_type().expect("a type").is_dir() {
                visit(root, &path, found);
            } else {
                let name = path.strip_prefix(root).expect("below").display().to_string();
                found.insert(name, Some(fs::read(path).expect("a file")));
            }
        }
    }
    let mut found = BTreeMap::new();
    visit(root, root, &mut found);
    found
}

#[test]
fn writes_only_what_changed() {
    let root = TempDir::new().expect("a folder");
    let first = [rust("a.rs", "1"), rust("b/c.rs", "1"), json("a.json", "{}")];
    let report = generate(root.path(), &first);
    assert_eq!(report.written, ["schemas/a.json", "src/generated/a.rs", "src/generated/b/c.rs"]);

    let report = generate(root.path(), &first);
    assert_eq!((report.written.len(), report.unchanged.len()), (0, 3));
    assert!(plan(root.path(), &first, &OWNED).expect("a plan").is_clean());

    let second = [rust("a.rs", "1"), rust("b/c.rs", "2"), json("a.json", "{}")];
    assert!(!plan(root.path(), &second, &OWNED).expect("a plan").is_clean());
    assert_eq!(generate(root.path(), &second).written, ["src/generated/b/c.rs"]);
}

#[test]
fn an_unchanged_run_touches_nothing() {
    struct Untouchable;
    impl Changes for Untouchable {
        fn create_folder(&mut self, path: &Path) -> io::Result<()> {
            panic!("created {}", path.display())
        }
        fn write_new(&mut self, path: &Path, _: &[u8]) -> io::Result<()> {
            panic!("wrote {}", path.display())
        }
        fn rename(&mut self, _: &Path, to: &Path) -> io::Result<()> {
            panic!("renamed {}", to.display())
        }
        fn remove_file(&mut self, path: &Path) -> io::Result<()> {
            panic!("removed {}", path.display())
        }
        fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
            panic!("removed {}", path.display())
        }
    }
    let root = TempDir::new().expect("a folder");
    let files = [rust("a.rs", "1"), json("a.json", "{}")];
    generate(root.path(), &files);
    plan(root.path(), &files, &OWNED).expect("a plan").apply_by(&mut Untouchable).expect("a run");
}

#[test]
fn planning_and_diffing_change_nothing() {
    let root = TempDir::new().expect("a folder");
    generate(root.path(), &[rust("a.rs", "1"), json("old.json", "{}")]);
    let before = contents(root.path());
    let plan =
        plan(root.path(), &[rust("a.rs", "2"), json("new.json", "{}")], &OWNED).expect("a plan");
    assert!(!plan.diff().is_empty());
    assert_eq!(contents(root.path()), before);
}

#[test]
fn removes_what_is_no_longer_generated_and_empty_folders() {
    let root = TempDir::new().expect("a folder");
    generate(
        root.path(),
        &[rust("a.rs", "1"), rust("deep/er/b.rs", "1"), json("deep/a.json", "{}")],
    );
    let report = generate(root.path(), &[rust("a.rs", "1")]);
    assert_eq!(report.removed, ["schemas/deep/a.json", "src/generated/deep/er/b.rs"]);
    let left: Vec<String> = contents(root.path()).into_keys().collect();
    assert_eq!(left, ["generated.manifest", "src/generated/a.rs"]);
}

#[test]
fn leaves_foreign_files_alone() {
    let root = TempDir::new().expect("a folder");
    let files = [rust("a.rs", "1"), json("a.json", "{}")];
    put(root.path(), "src/generated/notes.txt", "mine");
    put(root.path(), "schemas/mine.json", "{\"mine\":1}");
    put(root.path(), "src/lib.rs", &marked("outside of the folders"));
    let report = generate(root.path(), &files);
    assert_eq!(report.foreign, ["schemas/mine.json", "src/generated/notes.txt"]);
    let report = generate(root.path(), &[]);
    assert_eq!(report.removed, ["schemas/a.json", "src/generated/a.rs"]);
    assert_eq!(
        fs::read_to_string(root.path().join("src/generated/notes.txt")).expect("kept"),
        "mine"
    );
    assert!(
        root.path().join("schemas/mine.json").exists() && root.path().join("src/lib.rs").exists()
    );
}

#[test]
fn a_foreign_file_in_the_way_is_an_error_that_names_it() {
    for (path, files) in [
        ("src/generated/a.rs", vec![rust("a.rs", "1")]),
        ("schemas/a.json", vec![json("a.json", "{}")]),
        ("schemas/a", vec![json("a/b.json", "{}")]),
    ] {
        let root = TempDir::new().expect("a folder");
        put(root.path(), path, "mine");
        let before = contents(root.path());
        let error = plan(root.path(), &files, &OWNED).expect_err("foreign");
        assert!(matches!(&error, SyncError::Foreign { path: named } if named == path), "{error}");
        assert_eq!(contents(root.path()), before);
    }
    let root = TempDir::new().expect("a folder");
    put(root.path(), "schemas/a/mine.json", "{}");
    let error = plan(root.path(), &[json("a", "{}")], &OWNED).expect_err("foreign");
    assert_eq!(error.to_string().split('`').nth(1), Some("schemas/a"));
}

#[test]
fn an_edited_file_is_reported_and_overwritten() {
    let root = TempDir::new().expect("a folder");
    let files = [rust("a.rs", "1"), json("a.json", "{}\n")];
    generate(root.path(), &files);
    put(root.path(), "src/generated/a.rs", &marked("edited"));
    put(root.path(), "schemas/a.json", "{\"edited\": true}\n");
    let plan = plan(root.path(), &files, &OWNED).expect("a plan");
    assert!(!plan.is_clean());
    let diff = plan.diff();
    assert!(diff.contains("=== schemas/a.json (edited by hand)"), "{diff}");
    assert!(diff.contains("-{\"edited\": true}\n+{}\n"), "{diff}");
    assert_eq!(plan.apply().expect("a run").written.len(), 2);
    assert_eq!(fs::read_to_string(root.path().join("schemas/a.json")).expect("a file"), "{}\n");
}

#[test]
fn an_edited_file_without_a_marker_is_not_removed() {
    let root = TempDir::new().expect("a folder");
    generate(root.path(), &[json("a.json", "{}")]);
    put(root.path(), "schemas/a.json", "{\"edited\": true}");
    let report = generate(root.path(), &[]);
    assert_eq!((report.removed.len(), report.foreign), (0, vec!["schemas/a.json".to_owned()]));
}

#[test]
fn deleted_output_comes_back_byte_for_byte() {
    let root = TempDir::new().expect("a folder");
    let files = [rust("a.rs", "1"), rust("b/c.rs", "2"), json("a.json", "{}")];
    generate(root.path(), &files);
    let complete = contents(root.path());
    for lost in [
        &["src/generated", "schemas"][..],
        &["schemas"],
        &[MANIFEST],
        &["src", "schemas", MANIFEST],
    ] {
        for path in lost {
            let path = root.path().join(path);
            if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
                .expect("gone");
        }
        assert!(!plan(root.path(), &files, &OWNED).expect("a plan").is_clean());
        generate(root.path(), &files);
        assert_eq!(contents(root.path()), complete);
    }
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let root = TempDir::new().expect("a folder");
    let before = [json("a", "1"), json("b/c/d.json", "2")];
    let after = [json("a/x.json", "3"), json("b", "4")];
    for files in [&before, &after, &before] {
        generate(root.path(), files);
        assert!(plan(root.path(), files, &OWNED).expect("a plan").is_clean());
    }
}

#[test]
fn refuses_paths_that_escape_or_collide() {
    let root = TempDir::new().expect("a folder");
    let inside = root.path().join("inside");
    fs::create_dir(&inside).expect("a folder");
    for path in [
        "",
        "/etc/passwd",
        "../a",
        "schemas/../../a",
        "schemas/./a",
        "schemas//a",
        "schemas/",
        "schemas\\..\\..\\a",
        "C:/a",
        "src/lib.rs",
        "schemasx/a",
        "schemas/a\nb",
        "schemas/a.generated-tmp",
        MANIFEST,
    ] {
        let error = plan(&inside, &[File::new(path, "x")], &OWNED).expect_err(path);
        assert!(matches!(error, SyncError::Path { .. }), "{path}: {error}");
    }
    for pair in [["a.json", "a.json"], ["a.json", "A.json"]] {
        let error = plan(&inside, &pair.map(|name| json(name, "")), &OWNED).expect_err("collision");
        assert!(matches!(error, SyncError::SamePath { .. }), "{error}");
    }
    let error = plan(&inside, &[json("a", ""), json("A/b", "")], &OWNED).expect_err("collision");
    assert!(matches!(error, SyncError::Path { .. }), "{error}");
    assert_eq!(contents(root.path()).len(), 1, "nothing was written");
}

#[cfg(unix)]
#[test]
fn does_not_write_or_remove_through_links() {
    use std::os::unix::fs::symlink;

    let outside = TempDir::new().expect("a folder");
    put(outside.path(), "a.json", "outside");
    for (link, target) in
        [("schemas", ""), ("schemas/deep", ""), ("schemas/deep/a.json", "a.json"), (MANIFEST, "m")]
    {
        let root = TempDir::new().expect("a folder");
        let link = root.path().join(link);
        fs::create_dir_all(link.parent().expect("a folder")).expect("folders");
        symlink(outside.path().join(target), &link).expect("a link");
        let error = plan(root.path(), &[json("deep/a.json", "{}")], &OWNED).expect_err("a link");
        assert!(matches!(error, SyncError::Symlink { .. }), "{error}");
    }
    let root = TempDir::new().expect("a folder");
    generate(root.path(), &[json("deep/a.json", "outside")]);
    fs::remove_dir_all(root.path().join("schemas/deep")).expect("gone");
    symlink(outside.path(), root.path().join("schemas/deep")).expect("a link");
    let report = generate(root.path(), &[]);
    assert_eq!(report.removed, [""; 0]);
    assert!(outside.path().join("a.json").exists());
}

#[test]
fn a_damaged_manifest_is_an_error_that_names_the_line() {
    let root = TempDir::new().expect("a folder");
    generate(root.path(), &[json("a.json", "{}")]);
    put(root.path(), MANIFEST, "# fine\n<<<<<<< ours\n");
    let error = plan(root.path(), &[], &OWNED).expect_err("damaged");
    assert!(matches!(error, SyncError::Manifest { line: 2 }), "{error}");
}

#[test]
fn a_manifest_cannot_have_foreign_files_removed() {
    let root = TempDir::new().expect("a folder");
    put(root.path(), "Cargo.toml", "[package]\n");
    put(root.path(), MANIFEST, "0123456789abcdef Cargo.toml\n");
    generate(root.path(), &[]);
    assert!(root.path().join("Cargo.toml").exists());
}

#[test]
fn a_file_of_a_folder_that_is_no_longer_owned_is_removed() {
    let root = TempDir::new().expect("a folder");
    generate(root.path(), &[json("a.json", "{}")]);
    let report = plan(root.path(), &[rust("a.rs", "1")], &["src/generated"])
        .expect("a plan")
        .apply()
        .expect("a run");
    assert_eq!(report.removed, ["schemas/a.json"]);
}

#[test]
fn a_diff_says_how_much_it_leaves_out() {
    let root = TempDir::new().expect("a folder");
    let long: String = (0..10_000).map(|line| format!("{line}\n")).collect();
    let mut files: Vec<File> =
        (0..20).map(|number| json(&format!("{number:02}.json"), &long)).collect();
    files.push(json("wide.json", &"x".repeat(100_000)));
    let diff = plan(root.path(), &files, &OWNED).expect("a plan").diff();
    assert!(diff.lines().count() < 520, "{}", diff.lines().count());
    assert!(diff.lines().all(|line| line.chars().count() <= 201));
    assert!(diff.lines().last().expect("a line").starts_with("… left out: "), "{diff}");
}

#[test]
fn a_clean_plan_has_no_diff() {
    let root = TempDir::new().expect("a folder");
    generate(root.path(), &[json("a.json", "{}")]);
    assert_eq!(plan(root.path(), &[json("a.json", "{}")], &OWNED).expect("a plan").diff(), "");
}

/// A disk that works for some steps and then fails, at a write after half of the bytes.
struct Failing {
    steps_left: usize,
}

impl Failing {
    fn step(&mut self) -> io::Result<()> {
        self.steps_left =
            self.steps_left.checked_sub(1).ok_or_else(|| io::Error::other("interrupted"))?;
        Ok(())
    }
}

impl Changes for Failing {
    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        Disk.create_folder(path)
    }
    fn write_new(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.step() {
            Disk.write_new(path, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        Disk.write_new(path, bytes)
    }
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Disk.rename(from, to)
    }
    fn remove_file(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        Disk.remove_file(path)
    }
    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        Disk.remove_folder(path)
    }
}

/// Writes `first`, is interrupted after `steps` while writing `second`, then writes `third`. Whether the interruption
/// came before the end.
fn interrupted(first: &[File], second: &[File], third: &[File], steps: usize) -> bool {
    let root = TempDir::new().expect("a folder");
    let foreign = ["schemas/mine.json", "src/lib.rs"];
    foreign.iter().for_each(|path| put(root.path(), path, "mine"));
    generate(root.path(), first);
    let interrupted = plan(root.path(), second, &OWNED)
        .expect("a plan")
        .apply_by(&mut Failing { steps_left: steps })
        .is_err();

    for (path, bytes) in contents(root.path()) {
        let whole = first
            .iter()
            .chain(second)
            .any(|file| file.path == path && bytes.as_deref() == Some(file.text.as_bytes()));
        let ours = path.ends_with(TEMPORARY) || path == MANIFEST || bytes.is_none();
        assert!(whole || ours || foreign.contains(&path.as_str()), "{path} is neither old nor new");
    }

    generate(root.path(), third);
    assert!(plan(root.path(), third, &OWNED).expect("a plan").is_clean());
    let fresh = TempDir::new().expect("a folder");
    foreign.iter().for_each(|path| put(fresh.path(), path, "mine"));
    generate(fresh.path(), third);
    assert_eq!(contents(root.path()), contents(fresh.path()));
    interrupted
}

#[test]
fn heals_after_an_interruption_at_any_step() {
    let first = [
        rust("a.rs", "1"),
        rust("gone.rs", "1"),
        json("b/c.json", "[1]"),
        json("f", "1"),
        json("same", "1"),
    ];
    let second = [
        rust("a.rs", "2"),
        rust("new.rs", "2"),
        json("b", "[2]"),
        json("f/g", "2"),
        json("same", "1"),
    ];
    let other = [rust("a.rs", "1"), json("b", "[3]"), json("h.json", "3")];
    for third in [&first[..], &second, &other, &[]] {
        let mut steps = 0;
        while interrupted(&first, &second, third, steps) {
            steps += 1;
        }
        assert!(steps > 15, "only {steps} steps were tried");
    }
}

const NAMES: [&str; 6] = ["a.rs", "b.rs", "deep/c.rs", "a.json", "deep/b.json", "deep/er/c.json"];

fn file(name: usize, body: u8) -> File {
    let name = NAMES[name];
    if name.ends_with(".rs") {
        rust(name, &body.to_string())
    } else {
        json(name, &body.to_string())
    }
}

fn any_files() -> impl Strategy<Value = Vec<File>> {
    proptest::collection::btree_map(0..NAMES.len(), 0..3_u8, 0..NAMES.len())
        .prop_map(|files| files.into_iter().map(|(name, body)| file(name, body)).collect())
}

#[derive(Debug, Clone)]
enum Action {
    Generate(Vec<File>),
    /// Somebody writes a file by hand, over whatever is there.
    Write {
        name: usize,
        text: &'static str,
    },
    /// Somebody adds a line to a file, if it is there.
    Edit {
        name: usize,
    },
    Delete {
        name: usize,
    },
    DeleteManifest,
}

fn any_action() -> impl Strategy<Value = Action> {
    let name = || 0..NAMES.len();
    prop_oneof![
        4 => any_files().prop_map(Action::Generate),
        1 => (name(), prop_oneof![Just("mine"), Just("0"), Just("1")]).prop_map(|(name, text)| Action::Write { name, text }),
        1 => name().prop_map(|name| Action::Edit { name }),
        1 => name().prop_map(|name| Action::Delete { name }),
        1 => Just(Action::DeleteManifest),
    ]
}

/// The rules of ownership, said once more without hashes and folders.
#[derive(Default)]
struct Model {
    disk: BTreeMap<String, String>,
    last_run: BTreeMap<String, String>,
}

impl Model {
    fn generate(&mut self, files: &[File]) -> Result<(), String> {
        let marked = |text: &str| text.starts_with("// @generated");
        let mut sorted: Vec<&File> = files.iter().collect();
        sorted.sort();
        for file in sorted {
            let Some(text) = self.disk.get(&file.path) else { continue };
            if *text != file.text && !marked(text) && !self.last_run.contains_key(&file.path) {
                return Err(file.path.clone());
            }
        }
        let last_run = &self.last_run;
        self.disk.retain(|path, text| !marked(text) && last_run.get(path) != Some(text));
        self.last_run = files.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
        self.disk.extend(self.last_run.clone());
        Ok(())
    }

    fn change(&mut self, root: &Path, action: &Action) {
        let path = |name: &usize| file(*name, 0).path;
        match action {
            Action::Generate(_) => {}
            Action::Write { name, text } => {
                put(root, &path(name), text);
                self.disk.insert(path(name), (*text).to_owned());
            }
            Action::Edit { name } => {
                if let Some(text) = self.disk.get_mut(&path(name)) {
                    text.push_str("edited\n");
                    put(root, &path(name), text);
                }
            }
            Action::Delete { name } => {
                if self.disk.remove(&path(name)).is_some() {
                    fs::remove_file(root.join(path(name))).expect("gone");
                }
            }
            Action::DeleteManifest => {
                self.last_run.clear();
                let _ = fs::remove_file(root.join(MANIFEST));
            }
        }
    }
}

fn without_manifest(root: &Path) -> BTreeMap<String, String> {
    let files = contents(root).into_iter().filter(|(path, _)| path != MANIFEST);
    files
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes?).expect("text"))))
        .collect()
}

proptest! {
    #[test]
    fn agrees_with_the_model(actions in proptest::collection::vec(any_action(), 1..12)) {
        let root = TempDir::new().expect("a folder");
        let mut model = Model::default();
        for action in &actions {
            model.change(root.path(), action);
            let Action::Generate(files) = action else { continue };
            match (model.generate(files), plan(root.path(), files, &OWNED)) {
                (Ok(()), Ok(plan)) => { plan.apply().expect("a run"); }
                (Err(named), Err(SyncError::Foreign { path })) => prop_assert_eq!(named, path),
                (expected, plan) => prop_assert!(false, "{:?} but {:?}", expected, plan.map(|plan| plan.diff())),
            }
            prop_assert_eq!(without_manifest(root.path()), model.disk.clone());
        }
    }

    #[test]
    fn any_interruption_heals(first in any_files(), second in any_files(), third in any_files(), steps in 0..40_usize) {
        interrupted(&first, &second, &third, steps);
    }
}

#[test]
fn files_may_come_in_any_order_from_any_thread() {
    let files: Vec<File> = (0..200).map(|n| json(&format!("{n}"), &n.to_string())).collect();
    let in_turn = TempDir::new().expect("a folder");
    let expected = generate(in_turn.path(), &files);

    let root = TempDir::new().expect("a folder");
    let comparison = Comparison::new(root.path(), &OWNED).expect("a comparison");
    std::thread::scope(|scope| {
        for part in files.rchunks(30) {
            let take = || part.iter().rev().for_each(|file| comparison.take(file.clone()));
            scope.spawn(take);
        }
    });
    assert!(contents(root.path()).values().all(Option::is_none), "something was written");
    let report = comparison.plan().expect("a plan").apply().expect("a run");
    assert_eq!(report, expected);
    assert_eq!(contents(root.path()), contents(in_turn.path()));
}

/// A single file may be generated among others that people write; one that stands there without being known is not touched.
#[test]
fn a_single_file_is_owned_by_its_name() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("by-hand.yaml"), "by: hand\n").unwrap();
    let files = [File::new("made.json", "{}\n")];
    let report = plan(root.path(), &files, &["made.json"]).unwrap().apply().unwrap();
    assert_eq!((report.written.len(), report.foreign.len()), (1, 0));
    assert!(plan(root.path(), &files, &["made.json"]).unwrap().is_clean());

    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("made.json"), "mine").unwrap();
    plan(other.path(), &files, &["made.json"]).unwrap_err();
    assert_eq!(std::fs::read_to_string(other.path().join("made.json")).unwrap(), "mine");
}

/// Two terminals, or an editor and a person.
#[test]
fn runs_at_the_same_time_end_as_one_does() {
    let old: Vec<File> = (0..20)
        .flat_map(|n| [rust(&format!("old{n}/a.rs"), "1"), json(&format!("{n}"), "1")])
        .collect();
    let new: Vec<File> = (0..20)
        .flat_map(|n| [rust(&format!("new{n}/a.rs"), "2"), json(&format!("{n}"), "2")])
        .collect();
    let root = TempDir::new().expect("a folder");
    for _ in 0..20 {
        generate(root.path(), &old);
        let run = || plan(root.path(), &new, &OWNED)?.apply();
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
            for result in runs.into_iter().map(|run| run.join().expect("no panic")) {
                result.expect("a run that another does not disturb");
            }
        });
        assert!(plan(root.path(), &new, &OWNED).expect("a plan").is_clean());
    }
}
