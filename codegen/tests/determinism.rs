//! The same description gives the same bytes: however its files are cut, ordered, named and placed, whatever the locale,
//! the time zone and the folder the generator runs in.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::diagnostic::render;
use codegen::generate::{from_model, generate};
use codegen::source::Sources;
use codegen::{check, language};
use serde_yaml::{Mapping, Value};

/// Where a process that is started by a test writes what it generated.
const OUTPUT: &str = "DETERMINISM_OUTPUT";

/// Names and texts of the files of a description, or of those that it makes.
type Files = BTreeMap<String, String>;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The two descriptions of the repository.
fn descriptions() -> [PathBuf; 2] {
    ["spec", "tests/newsroom/spec"].map(|folder| repository().join(folder))
}

/// The files of a description, by their path in its folder.
fn read(spec: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(spec.join(&folder)).expect("a folder") {
            let name = folder.join(entry.expect("a file").file_name());
            let path = spec.join(&name);
            let name = name.to_str().expect("a name").to_owned();
            if path.is_dir() {
                folders.push(name.into());
            } else if name.ends_with(".yaml")
                || (name.starts_with("samples/") && name.ends_with(".json"))
            {
                files.insert(name, fs::read_to_string(path).expect("a text"));
            }
        }
    }
    files
}

/// What a folder makes, as one text.
fn made(spec: &Path) -> String {
    let generated = generate(spec).expect("a description without problems");
    shown(generated.files.into_iter().map(|file| (file.path, file.text)))
}

/// What files in memory make, as one text.
fn made_in_memory(files: impl IntoIterator<Item = (String, String)>) -> String {
    let (sources, unread) = Sources::from_texts(files);
    let model = check::check(&sources, unread)
        .unwrap_or_else(|problems| panic!("{}", render(&sources, &problems, false)));
    let generated = from_model(&model).expect("files");
    shown(generated.files.into_iter().map(|file| (file.path, file.text)))
}

fn shown(files: impl Iterator<Item = (String, String)>) -> String {
    files.map(|(path, text)| format!("=== {path}\n{text}")).collect()
}

/// Says where two texts part, rather than showing all of both.
#[track_caller]
fn assert_same(one: &str, other: &str, difference: &str) {
    let lines = one.lines().zip(other.lines()).enumerate();
    let parted = lines.into_iter().find(|(_, (one, other))| one != other);
    assert!(one == other, "{difference} makes a difference, first at {parted:?}");
}

#[test]
fn every_run() {
    for spec in descriptions() {
        let first = made(&spec);
        for _ in 0..20 {
            assert_same(&first, &made(&spec), "another run");
        }
        let schema = language::schema();
        assert_same(&schema.text, &language::schema().text, "another run");
    }
}

#[test]
fn order_of_files() {
    for spec in descriptions() {
        let expected = made(&spec);
        let mut files: Vec<(String, String)> = read(&spec).into_iter().collect();
        files.reverse();
        assert_same(&expected, &made_in_memory(files.clone()), "the reversed order of files");
        let middle = files.len() / 2;
        files.rotate_left(middle);
        assert_same(&expected, &made_in_memory(files), "the rotated order of files");
    }
}

#[test]
fn names_of_files() {
    for spec in descriptions() {
        let files = read(&spec).into_iter().enumerate().map(|(index, (name, text))| {
            let renamed = format!("{}.yaml", 1_000 - index);
            (if name.ends_with(".json") { name } else { renamed }, text)
        });
        assert_same(&made(&spec), &made_in_memory(files), "the names of files");
    }
}

/// The definitions of YAML files, each with its source and its section.
fn definitions(files: &Files) -> Vec<(Value, String, Mapping)> {
    let mut definitions = Vec::new();
    for text in files.iter().filter(|(name, _)| name.ends_with(".yaml")).map(|(_, text)| text) {
        let file: Mapping = serde_yaml::from_str(text).expect("YAML");
        let source = file["source"].clone();
        for (section, content) in file {
            let section = section.as_str().expect("a name").to_owned();
            match (section.as_str(), content) {
                ("source", _) => {}
                ("api", Value::Mapping(api)) => definitions.push((source.clone(), section, api)),
                (_, Value::Mapping(named)) => definitions.extend(
                    named
                        .into_iter()
                        .map(|one| (source.clone(), section.clone(), Mapping::from_iter([one]))),
                ),
                _ => panic!("`{section}` is no section"),
            }
        }
    }
    definitions
}

fn samples(files: &Files) -> impl Iterator<Item = (String, String)> {
    files
        .iter()
        .filter(|(name, _)| name.ends_with(".json"))
        .map(|(name, text)| (name.clone(), text.clone()))
}

/// Writes the sections that have the same key to one file.
fn written<K: Ord>(sections: Vec<(K, Value, String, Mapping)>) -> Vec<(String, String)> {
    let mut files: BTreeMap<K, Mapping> = BTreeMap::new();
    for (key, source, section, content) in sections {
        let file = files.entry(key).or_default();
        file.insert("source".into(), source);
        let there = file.entry(section.into()).or_insert_with(|| Mapping::new().into());
        there.as_mapping_mut().expect("a section").extend(content);
    }
    let texts = files.into_values().map(|file| serde_yaml::to_string(&file).expect("YAML"));
    texts.enumerate().map(|(index, text)| (format!("{index:04}.yaml"), text)).collect()
}

#[test]
fn one_file_for_each_definition() {
    for spec in descriptions() {
        let files = read(&spec);
        let definitions = definitions(&files).into_iter().rev().enumerate();
        let split = written(
            definitions
                .map(|(index, (source, section, one))| (index, source, section, one))
                .collect(),
        );
        assert!(split.len() > files.len() / 2, "the description was not split");
        assert_same(
            &made(&spec),
            &made_in_memory(split.into_iter().chain(samples(&files))),
            "splitting the files",
        );
    }
}

#[test]
fn one_file_for_each_source() {
    for spec in descriptions() {
        let files = read(&spec);
        let definitions = definitions(&files).into_iter().rev();
        let by_source = definitions.map(|(source, section, one)| {
            (source.as_str().expect("a name").to_owned(), source, section, one)
        });
        let merged = written(by_source.collect());
        assert!(merged.len() < 4, "the description was not merged");
        assert_same(
            &made(&spec),
            &made_in_memory(merged.into_iter().chain(samples(&files))),
            "merging the files",
        );
    }
}

#[test]
fn place_of_the_folder() {
    for spec in descriptions() {
        let elsewhere = tempfile::tempdir().expect("a folder");
        let copy = elsewhere.path().join("ein anderer Ort").join("Beschreibung");
        for (name, text) in read(&spec) {
            let path = copy.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        assert_same(&made(&spec), &made(&copy), "the place of the folder");
    }
}

#[test]
fn no_absolute_path() {
    let here = fs::canonicalize(repository()).expect("the repository");
    let temporary = std::env::temp_dir();
    for spec in descriptions() {
        let made = made(&spec);
        for path in [&here, &temporary, &repository(), &spec] {
            let path = path.to_str().expect("a path");
            assert!(!made.contains(path), "{path} stands in what was generated");
        }
    }
}

/// What the tests below run in another process; alone it does nothing.
#[test]
#[ignore = "a part of the tests of the environment"]
fn in_another_process() {
    let Some(output) = std::env::var_os(OUTPUT) else { return };
    let made: String = descriptions().iter().map(|spec| made(spec)).collect();
    fs::write(output, made).expect("the output");
}

/// Runs the generator in a process of its own, started from `folder` with these variables.
fn made_by_process(folder: &Path, variables: &[(&str, &str)]) -> String {
    let output = tempfile::NamedTempFile::new().expect("a file");
    let done = Command::new(std::env::current_exe().expect("this program"))
        .args(["--ignored", "--exact", "in_another_process"])
        .current_dir(folder)
        .envs(variables.iter().copied())
        .env(OUTPUT, output.path())
        .output()
        .expect("a process");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    fs::read_to_string(output.path()).expect("the output")
}

#[test]
fn environment() {
    let expected: String = descriptions().iter().map(|spec| made(spec)).collect();
    let root = Path::new("/");
    let turkish = [("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")];
    let far = [("TZ", "Pacific/Kiritimati"), ("SOURCE_DATE_EPOCH", "1")];
    assert_same(&expected, &made_by_process(&repository(), &turkish), "the locale");
    assert_same(&expected, &made_by_process(&repository(), &[("LC_ALL", "C")]), "the plain locale");
    assert_same(&expected, &made_by_process(&repository(), &far), "the time zone");
    assert_same(&expected, &made_by_process(root, &[]), "the folder it runs in");
}
