//! Tests of reading a description: what is refused, where mistakes are shown, and that no text whatever does harm.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde::Deserialize;
use serde_yaml::Value;
use tempfile::TempDir;

use super::*;
use crate::diagnostic::{Label, render};

/// The text of one file, read; and its problems.
fn one(text: &str) -> (Sources, Vec<Diagnostic>) {
    Sources::from_texts([("spec/a.yaml", text)])
}

fn marked<'t>(text: &'t str, label: &Label) -> &'t str {
    &text[label.place.span.clone()]
}

/// The code of every problem with the texts it marks, the primary first.
fn told<'t>(text: &'t str, problems: &[Diagnostic]) -> Vec<(Code, Vec<&'t str>)> {
    let labels = |problem: &Diagnostic| {
        let all = problem.primary.as_deref().into_iter().chain(&problem.secondary);
        all.map(|label| marked(text, label)).collect()
    };
    problems.iter().map(|problem| (problem.code, labels(problem))).collect()
}

#[test]
fn refuses_what_the_language_leaves_out() {
    let cases: [(&str, Code, &[&str]); 24] = [
        ("a: [1", Code::YamlSyntax, &["["]),
        ("a: b: c\n", Code::YamlSyntax, &[":"]),
        ("%YAML 1.1\n---\na: 1\n", Code::YamlSyntax, &["%"]),
        ("a: &anchor 1\n", Code::YamlAnchor, &["&anchor"]),
        ("a: *alias\n", Code::YamlAlias, &["*alias"]),
        ("a: !tag 1\n", Code::YamlTag, &["!tag"]),
        ("a: !!str 1\n", Code::YamlTag, &["!!str"]),
        ("a: ! 1\n", Code::YamlTag, &["!"]),
        ("a: {<<: 1}\n", Code::YamlMergeKey, &["<<"]),
        ("a: 1\n---\nb: 1\n", Code::YamlManyDocuments, &["---"]),
        ("[a]: 1\n", Code::YamlKeyNotScalar, &["["]),
        ("? {a: 1}\n: 1\n", Code::YamlKeyNotScalar, &["{"]),
        ("a: 1\nb: 1\na: 2\n", Code::YamlDuplicateKey, &["a", "a"]),
        ("x: {a: 1, \"a\": 2}\n", Code::YamlDuplicateKey, &["\"a\"", "a"]),
        ("", Code::YamlEmpty, &[""]),
        ("# only a comment\n", Code::YamlEmpty, &[""]),
        ("---\n", Code::YamlEmpty, &[""]),
        ("- a\n", Code::YamlRootNotMapping, &["- a"]),
        ("true: 1\n", Code::YamlKeyNotText, &["true"]),
        ("a: {0x1F: 1}\n", Code::YamlKeyNotText, &["0x1F"]),
        ("a: [1.10]\n", Code::YamlNumberChanged, &["1.10"]),
        ("a: 12345678901234567.89\n", Code::YamlNumberChanged, &["12345678901234567.89"]),
        ("a: +5\n", Code::YamlNumberChanged, &["+5"]),
        ("a: 18446744073709551616\n", Code::YamlNumberChanged, &["18446744073709551616"]),
    ];
    for (text, code, marked) in cases {
        let (sources, problems) = one(text);
        assert_eq!(told(text, &problems), [(code, marked.to_vec())], "{text:?}");
        assert_eq!(sources.specs().count(), 0, "{text:?}");
    }
}

#[test]
fn the_first_of_two_equal_keys_is_the_second_place() {
    let (_, problems) = one("a: 1\nbb: 2\na: 3\n");
    let problem = &problems[0];
    assert_eq!(problem.primary.as_ref().expect("a place").place.span, 11..12);
    assert_eq!(problem.secondary[0].place.span, 0..1);
}

#[test]
fn accepts_plain_yaml() {
    let text = "\u{feff}# comment\na: no\nb: on\nc: 0.5\nd: -7\ne: \"1.10\"\nf: |\n  block\ng:\nh: 007\n201: x\n\"<<\": y\n";
    let (sources, problems) = one(text);
    assert_eq!(told(text, &problems), []);
    let spec = sources.specs().next().expect("a file");
    assert_eq!(spec.scalar::<String>("a").expect("text"), Some("no".to_owned()));
    assert_eq!(spec.scalar::<String>("201").expect("text"), Some("x".to_owned()));
    assert_eq!(spec.scalar::<String>("missing").expect("nothing"), None);
    assert_eq!(spec.sections(), ["a", "b", "c", "d", "e", "f", "g", "h", "201", "<<"]);
}

#[test]
fn reports_several_problems_of_several_files() {
    let (_, problems) = Sources::from_texts([
        ("spec/b.yaml", "a: &x 1\nb: *x\nc: !t 1\n"),
        ("spec/a.yaml", "a: 1\na: 2\n"),
    ]);
    let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::YamlDuplicateKey, Code::YamlAnchor, Code::YamlAlias, Code::YamlTag]);
}

#[test]
fn refuses_characters_that_readers_take_differently() {
    for (text, marked) in [
        ("a: \0", "\0"),
        ("a: x\u{85}y", "\u{85}"),
        ("a: x\u{2028}y", "\u{2028}"),
        ("# \u{2029}\na: 1", "\u{2029}"),
        ("a: \u{feff}x", "\u{feff}"),
    ] {
        let (_, problems) = one(text);
        assert_eq!(told(text, &problems), [(Code::ForbiddenCharacter, vec![marked])], "{text:?}");
    }
}

#[test]
fn hostile_texts_end_in_a_few_diagnostics() {
    let nested = |levels: usize| -> String {
        (0..levels).map(|level| format!("{}a:\n", " ".repeat(level))).collect()
    };
    let laughs: String =
        (1..30).map(|n| format!("a{n}: &a{n} [*a{m}, *a{m}]\n", m = n - 1)).collect();
    let cases = [
        (Code::YamlTooDeep, "[".repeat(300_000)),
        (Code::YamlTooDeep, "{a: ".repeat(200_000)),
        (Code::YamlTooDeep, nested(1_300)),
        (Code::YamlTooDeep, "- ".repeat(20_000)),
        (Code::YamlKeyNotScalar, "? ".repeat(20_000)),
        (Code::YamlTooManyNodes, format!("a: [{}]", "1,".repeat(100_001))),
        (Code::YamlTooManyNodes, format!("a: [{}]", "[],".repeat(100_001))),
        (Code::YamlAnchor, format!("a0: &a0 x\n{laughs}")),
        (Code::YamlDuplicateKey, "a: 1\n".repeat(150_000)),
        (Code::ForbiddenCharacter, "\0".repeat(100_000)),
        (Code::YamlSyntax, format!("a: \"{}", "x".repeat(1_000_000))),
    ];
    for (code, text) in cases {
        let (sources, problems) = one(&text);
        assert_eq!(problems[0].code, code);
        assert!(problems.len() <= 20, "{code:?}: {}", problems.len());
        assert!(render(&sources, &problems, false).len() < 40_000, "{code:?}");
    }
}

#[test]
fn sixty_four_levels_are_the_limit() {
    let nested = |levels: usize| format!("a: {}{}", "[".repeat(levels - 1), "]".repeat(levels - 1));
    assert_eq!(one(&nested(64)).1, []);
    assert_eq!(told(&nested(65), &one(&nested(65)).1), [(Code::YamlTooDeep, vec!["["])]);
}

#[test]
fn large_honest_texts_are_read() {
    let scalar = format!("a: {}\n", "x".repeat(1_000_000));
    let wide: String = (0..90_000).map(|n| format!("{n}: x\n")).collect();
    for text in [scalar, wide] {
        let (sources, problems) = one(&text);
        assert_eq!(problems, []);
        assert_eq!(sources.specs().count(), 1);
    }
    let numbered: String = (0..50_000).map(|n| format!("  {n}: x\n")).collect();
    let (sources, _) = one(&format!("section:\n{numbered}"));
    let (entries, problems) = sources.specs().next().expect("a file").entries::<String>("section");
    assert_eq!((entries.len(), problems.len()), (50_000, 0));
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Resource {
    title: String,
    #[serde(default)]
    attributes: BTreeMap<String, Attribute>,
    #[serde(default)]
    answers: BTreeMap<u16, String>,
    #[serde(default)]
    limits: Option<(u8, u8)>,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Attribute {
    r#type: Type,
    #[serde(default)]
    optional: bool,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Type {
    Text,
    Integer,
    List(Box<Type>),
    Range { low: i64, high: i64 },
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Word(#[expect(dead_code, reason = "only whether it decodes matters")] String);

impl TryFrom<String> for Word {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.contains(' ') { Err(format!("`{text}` has a blank")) } else { Ok(Self(text)) }
    }
}

#[test]
fn points_at_the_culprit_of_a_wrong_definition() {
    let missing = "`title` is required here";
    let cases: [(&str, Code, &str, &str); 18] = [
        ("{titel: x}", Code::UnknownMember, "titel", "did you mean `title`?"),
        ("{title: x, nonsense: 1}", Code::UnknownMember, "nonsense", "not known here"),
        ("{tags: []}", Code::MissingMember, "people", missing),
        ("{}", Code::MissingMember, "people", missing),
        ("", Code::WrongType, "people", "expected a mapping"),
        ("x", Code::WrongType, "x", "expected a mapping"),
        ("{title: 5}", Code::WrongType, "5", "expected text"),
        ("{title: true}", Code::WrongType, "true", "expected text"),
        ("{title: }", Code::WrongType, "title", "expected text"),
        ("{title: [x]}", Code::WrongType, "[x]", "expected text"),
        ("{title: x, tags: [a, 2]}", Code::WrongType, "2", "expected text"),
        ("{title: x, tags: a}", Code::WrongType, "a", "expected a list"),
        ("{title: x, limits: [1, 2, 3]}", Code::InvalidValue, "[1, 2, 3]", "this is not valid"),
        (
            "{title: x, answers: {ok: x}}",
            Code::WrongType,
            "ok",
            "expected a whole number, 0 or more",
        ),
        (
            "{title: x, attributes: {a: {type: txt}}}",
            Code::UnknownValue,
            "txt",
            "did you mean `text`?",
        ),
        (
            "{title: x, attributes: {a: {type: {lst: text}}}}",
            Code::UnknownValue,
            "lst",
            "did you mean `list`?",
        ),
        (
            "{title: x, attributes: {a: {type: {list: tex}}}}",
            Code::UnknownValue,
            "tex",
            "did you mean `text`?",
        ),
        (
            "{title: x, attributes: {a: {type: {range: {low: 1}}}}}",
            Code::MissingMember,
            "range",
            "`high` is required here",
        ),
    ];
    for (definition, code, place, label) in cases {
        let text = format!("# é€😀\nresources:\n  people: {definition}\n");
        let (sources, problems) = one(&text);
        assert_eq!(told(&text, &problems), [], "{definition}");
        let (entries, problems) =
            sources.specs().next().expect("a file").entries::<Resource>("resources");
        assert_eq!(entries, [], "{definition}");
        assert_eq!(told(&text, &problems), [(code, vec![place])], "{definition}");
        assert_eq!(problems[0].primary.as_ref().expect("a place").text, label, "{definition}");
    }
}

#[test]
fn says_how_to_mend() {
    let help = |definition: &str| {
        let (sources, _) = one(&format!("resources:\n  people: {definition}\n"));
        let (_, problems) =
            sources.specs().next().expect("a file").entries::<Resource>("resources");
        (problems[0].message.clone(), problems[0].help.clone().unwrap_or_default())
    };
    let (message, mend) = help("{title: 5}");
    assert_eq!(
        (message.as_str(), mend.as_str()),
        ("expected text, found `5`", "put it in quotes: \"5\"")
    );
    let (message, mend) = help("{titel: x}");
    assert_eq!(message, "unknown member `titel`");
    assert_eq!(mend, "possible here: `title`, `attributes`, `answers`, `limits`, `tags`");
    let (message, _) = help("{title: x, attributes: {a: {type: list}}}");
    assert_eq!(message, "`list` needs something to go with it: write `list: …`");
    let (message, _) = help("{title: x, attributes: {a: {type: {text: 1}}}}");
    assert_eq!(message, "`text` stands alone: write `text` without a value");
    let (message, _) = help("{title: x, attributes: {a: {type: 1}}}");
    assert_eq!(message, "expected one of `text`, `integer`, `list`, `range`, found `1`");
}

#[test]
fn a_value_that_a_type_refuses_is_shown_itself() {
    let text = "words:\n  a: fine\n  b: not fine\n";
    let (sources, _) = one(text);
    let (entries, problems) = sources.specs().next().expect("a file").entries::<Word>("words");
    assert_eq!(entries.len(), 1);
    assert_eq!(told(text, &problems), [(Code::InvalidValue, vec!["not fine"])]);
    assert_eq!(problems[0].message, "`not fine` has a blank");
}

#[test]
fn decodes_definitions_in_the_order_of_the_file() {
    let text = "resources:\n  people: {title: P}\n  books:\n    title: B\n    limits: [1, 2]\n    answers: {404: gone}\n    \
                attributes:\n      pages: {type: {list: integer}, optional: true}\n      \
                size: {type: {range: {low: -1, high: 2}}}\n  bad: {}\n";
    let (sources, _) = one(text);
    let spec = sources.specs().next().expect("a file");
    let (entries, problems) = spec.entries::<Resource>("resources");
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!((names, problems.len()), (vec!["people", "books"], 1));
    let books = &entries[1];
    assert_eq!(books.at.to_string(), "resources.books");
    assert_eq!(books.value.answers[&404], "gone");
    assert_eq!(books.value.limits, Some((1, 2)));
    assert_eq!(books.value.attributes["pages"].r#type, Type::List(Box::new(Type::Integer)));
    assert_eq!(books.value.attributes["size"].r#type, Type::Range { low: -1, high: 2 });
    let place = spec.value(&books.at.join("attributes").join("pages").join("optional"));
    assert_eq!(&text[place.span], "true");
}

#[test]
fn one_definition_per_file_decodes_from_the_top() {
    let (sources, _) = one("title: T\n");
    let resource: Resource =
        sources.specs().next().expect("a file").decode(&Pointer::root()).expect("a resource");
    assert_eq!(resource.title, "T");
    let text = "tags: []\n";
    let (sources, _) = one(text);
    let problem = sources
        .specs()
        .next()
        .expect("a file")
        .decode::<Resource>(&Pointer::root())
        .expect_err("no title");
    assert_eq!(told(text, &problem), [(Code::MissingMember, vec!["tags"])]);
}

#[test]
fn names_unknown_sections() {
    let text = "resorces: 1\nenums: 2\n";
    let (sources, _) = one(text);
    let problems =
        sources.specs().next().expect("a file").unknown_sections(&["resources", "enums"]);
    assert_eq!(told(text, &problems), [(Code::UnknownSection, vec!["resorces"])]);
    assert_eq!(problems[0].primary.as_ref().expect("a place").text, "did you mean `resources`?");
}

#[test]
fn a_section_must_be_a_mapping() {
    for (text, place) in [("resources: [1]\n", "[1]"), ("resources:\n", "resources")] {
        let (sources, _) = one(text);
        let (entries, problems) =
            sources.specs().next().expect("a file").entries::<Resource>("resources");
        assert_eq!(
            (entries, told(text, &problems)),
            (vec![], vec![(Code::WrongType, vec![place])])
        );
    }
    let (sources, _) = one("a: 1\n");
    assert_eq!(
        sources.specs().next().expect("a file").entries::<Resource>("resources"),
        (vec![], vec![])
    );
}

#[test]
fn keys_are_found_by_their_text_however_they_are_written() {
    let text = "z: v1\n\"a\\tb\": v2\n10: v3\n'it''s': v4\n9: { b: v5, a: v6 }\n";
    let (sources, problems) = one(text);
    assert_eq!(problems, []);
    let spec = sources.specs().next().expect("a file");
    assert_eq!(spec.sections(), ["z", "a\tb", "10", "it's", "9"]);
    for (path, value) in [
        (&["z"][..], "v1"),
        (&["a\tb"], "v2"),
        (&["10"], "v3"),
        (&["it's"], "v4"),
        (&["9", "b"], "v5"),
        (&["9", "a"], "v6"),
    ] {
        let at: Pointer = path.iter().copied().collect();
        assert_eq!(&text[spec.value(&at).span], value, "{at}");
    }
}

#[test]
fn places_reach_from_the_first_to_the_last_byte() {
    let text = "a:\n  b: [1, {c: 2}]   # comment\n  d:\n    - x\n    - y z\n\n# end\ne:\n";
    let (sources, _) = one(text);
    let tree = sources.specs().next().expect("a file").tree();
    let at = |path: &str| -> Pointer {
        path.split('.')
            .map(|part| part.parse().map_or_else(|_| part.into(), Segment::Index))
            .collect()
    };
    let value = |path: &str| tree.value(&at(path)).map(|span| &text[span]);
    let key = |path: &str| tree.key(&at(path)).map(|span| &text[span]);
    assert_eq!(value("a"), Some("b: [1, {c: 2}]   # comment\n  d:\n    - x\n    - y z"));
    assert_eq!(value("a.b"), Some("[1, {c: 2}]"));
    assert_eq!((key("a.b.1.c"), value("a.b.1.c")), (Some("c"), Some("2")));
    assert_eq!((key("a.d.1"), value("a.d.1")), (None, Some("y z")));
    assert_eq!((key("e"), value("e")), (Some("e"), Some("e")));
    assert_eq!((key("a.x"), value("a.x")), (None, None));
    assert_eq!(&text[tree.nearest_key(&at("a.d.x.y"))], "d");
    assert_eq!(&text[tree.nearest_value(&at("a.b.7"))], "b");
}

fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let target = root.join(path);
    fs::create_dir_all(target.parent().expect("a folder")).expect("folders");
    fs::write(target, bytes).expect("a file");
}

fn spec_folder() -> (TempDir, std::path::PathBuf) {
    let root = TempDir::new().expect("a folder");
    let dir = root.path().join("spec");
    put(&dir, "api.yaml", "a: 1\n");
    (root, dir)
}

#[test]
fn finds_description_and_samples() {
    let (_root, dir) = spec_folder();
    put(&dir, "types/b.yml", "b: 1\n");
    put(&dir, "resources/deep/c.yaml", "c: 1\n");
    put(&dir, "samples/deep/one.json", "{}");
    put(&dir, "samples/two.json", "{}");
    for ignored in ["README.md", "spec.schema.json", ".hidden/x.yaml", ".x.yaml", "notes.txt"] {
        put(&dir, ignored, "%%%");
    }
    let (sources, problems) = load(&dir);
    assert_eq!(problems, []);
    let top = dir.parent().expect("a folder").to_str().expect("a name");
    let below = |name: &str| name.strip_prefix(top).expect("a whole path")[1..].to_owned();
    let names: Vec<String> = sources.files().map(|file| below(file.name())).collect();
    assert_eq!(
        names,
        [
            "spec/api.yaml",
            "spec/resources/deep/c.yaml",
            "spec/samples/deep/one.json",
            "spec/samples/two.json",
            "spec/types/b.yml"
        ]
    );
    assert_eq!(sources.specs().count(), 3);
    let one = sources.sample("one").map(|file| below(file.name()));
    assert_eq!(one.as_deref(), Some("spec/samples/deep/one.json"));
    assert!(sources.sample("three").is_none());
}

#[test]
fn reports_what_cannot_be_read() {
    let (_root, dir) = spec_folder();
    put(&dir, "large.yaml", vec![b'x'; (1 << 20) + 1]);
    put(&dir, "latin.yaml", b"a: 1\nb: \xe9\n");
    put(&dir, "samples/UPPER.JSON", "{}");
    put(&dir, "samples/x.yaml", "a: 1");
    put(&dir, "resources/x.json", "{}");
    put(&dir, "samples/a/same.json", "{}");
    put(&dir, "samples/b/same.json", "{}");
    put(&dir, "syntax.yaml", "[");
    let (sources, problems) = load(&dir);
    let mut codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    codes.sort();
    assert_eq!(
        codes,
        [
            Code::FileTooLarge,
            Code::NotUtf8,
            Code::StrayFile,
            Code::StrayFile,
            Code::StrayFile,
            Code::SampleName,
            Code::YamlSyntax
        ]
    );
    let shown = render(&sources, &problems, false);
    assert!(shown.contains("spec/latin.yaml:2:4"), "{shown}");
}

#[test]
fn problems_come_in_the_order_of_the_files() {
    let (_root, dir) = spec_folder();
    put(&dir, "b.yaml", "a: *x\n");
    put(&dir, "c.yaml", b"\xe9");
    put(&dir, "d.yaml", vec![b'x'; (1 << 20) + 1]);
    put(&dir, "e.yaml", "a: 1\na: 2\n");
    put(&dir, "f.yaml", b"\xe9");
    let (_, problems) = load(&dir);
    let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [Code::YamlAlias, Code::NotUtf8, Code::FileTooLarge, Code::YamlDuplicateKey, Code::NotUtf8]
    );
}

#[test]
fn reports_a_folder_without_description() {
    let root = TempDir::new().expect("a folder");
    let codes = |dir: &Path| load(dir).1.iter().map(|problem| problem.code).collect::<Vec<_>>();
    assert_eq!(codes(&root.path().join("missing")), [Code::FolderUnreadable]);
    assert_eq!(codes(root.path()), [Code::NoSpecFile]);
    put(root.path(), "samples/a.json", "{}");
    assert_eq!(codes(root.path()), [Code::NoSpecFile]);
    put(root.path(), "file", "");
    assert_eq!(codes(&root.path().join("file")), [Code::FolderUnreadable]);
}

#[cfg(unix)]
#[test]
fn links_and_odd_files_do_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    let (_root, dir) = spec_folder();
    symlink("..", dir.join("loop")).expect("a link");
    symlink("self.yaml", dir.join("self.yaml")).expect("a link");
    symlink("missing", dir.join("dangling.yaml")).expect("a link");
    symlink("/dev/zero", dir.join("zero.yaml")).expect("a link");
    symlink("api.yaml", dir.join("good.yaml")).expect("a link");
    fs::write(dir.join(OsStr::from_bytes(b"\xff.yaml")), "a: 1").expect("a file");
    let (sources, problems) = load(&dir);
    let mut codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    codes.sort();
    use Code::{FileName, FileUnreadable, FolderLink};
    assert_eq!(codes, [FileUnreadable, FileUnreadable, FileUnreadable, FileName, FolderLink]);
    assert_eq!(sources.specs().count(), 2);
}

const HONEST: &str = r#"# A description with most of what YAML has. é€😀
source: handbook
resources:
  articles:
    title: "Articles, \"quoted\" \u00e9"
    id: { type: ArticleId, example: 'it''s' }
    attributes:
      - name: body
        text: |
          first line

          second line
      - {name: pages, limits: [0, 1000, -5], optional: true}
    answers:
      201: articles
      404:
    note: >-
      folded
      text
"#;

/// Pieces of syntax that change the meaning of what stands around them.
const PIECES: [&str; 32] = [
    "\n",
    "  ",
    "- ",
    ": ",
    "? ",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "!t ",
    "<<: ",
    "---\n",
    "...\n",
    "|\n",
    ">+2\n",
    "\t",
    "\r",
    "\r\n",
    "é",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "%YAML 1.1\n",
    "~",
    "0x1F",
    "1e3",
];

#[derive(Debug, Clone)]
enum Mutation {
    Insert(usize, usize),
    Delete(usize, usize),
    Repeat(usize, usize),
}

fn any_text() -> impl Strategy<Value = String> {
    let mutation = prop_oneof![
        (any::<usize>(), 0..PIECES.len()).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        (any::<usize>(), 1..30_usize).prop_map(|(at, length)| Mutation::Delete(at, length)),
        (any::<usize>(), 1..60_usize).prop_map(|(at, length)| Mutation::Repeat(at, length)),
    ];
    let mutated = proptest::collection::vec(mutation, 0..5).prop_map(|mutations| {
        let mut text = HONEST.to_owned();
        mutations.iter().for_each(|mutation| mutate(&mut text, mutation));
        text
    });
    let pieces = proptest::collection::vec(0..PIECES.len(), 0..30)
        .prop_map(|pieces| pieces.into_iter().flat_map(|piece| ["a", PIECES[piece]]).collect());
    prop_oneof![4 => mutated, 1 => pieces, 1 => any::<String>()]
}

fn mutate(text: &mut String, mutation: &Mutation) {
    let boundary = |at: usize| text.floor_char_boundary(at);
    match *mutation {
        Mutation::Insert(at, piece) => {
            text.insert_str(boundary(at % (text.len() + 1)), PIECES[piece])
        }
        Mutation::Delete(at, length) => {
            let start = boundary(at % (text.len() + 1));
            text.replace_range(start..boundary(start + length), "");
        }
        Mutation::Repeat(at, length) => {
            let start = boundary(at % (text.len() + 1));
            let piece = text[start..boundary(start + length)].to_owned();
            text.insert_str(start, &piece);
        }
    }
}

/// Every way through a value.
fn value_paths(value: &Value, at: &Pointer, found: &mut BTreeSet<Pointer>) {
    found.insert(at.clone());
    match value {
        Value::Sequence(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| value_paths(item, &at.join(index), found));
        }
        Value::Mapping(members) => members.iter().for_each(|(key, value)| {
            let name = serde_yaml::to_string(key).expect("a key");
            let name = key.as_str().map_or_else(|| name.trim().to_owned(), str::to_owned);
            value_paths(value, &at.join(name), found);
        }),
        _ => {}
    }
}

/// Every way through a tree.
fn tree_paths(tree: &Tree, at: &Pointer, found: &mut BTreeSet<Pointer>) {
    found.insert(at.clone());
    for name in tree.names(at) {
        tree_paths(tree, &at.join(name), found);
    }
    for index in (0..).take_while(|index| tree.value(&at.join(*index)).is_some()) {
        tree_paths(tree, &at.join(index), found);
    }
}

fn assert_inside(text: &str, problems: &[Diagnostic]) {
    for problem in problems {
        for label in problem.primary.as_deref().into_iter().chain(&problem.secondary) {
            assert!(text.get(label.place.span.clone()).is_some(), "{problem:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_text_does_harm(text in any_text()) {
        let (sources, problems) = one(&text);
        assert_inside(&text, &problems);
        let mut shown = render(&sources, &problems, true);
        for spec in sources.specs() {
            let (_, problems) = spec.entries::<Resource>("resources");
            assert_inside(&text, &problems);
            shown.push_str(&render(&sources, &problems, false));
        }
        prop_assert!(shown.len() < 100_000);
    }

    #[test]
    fn both_readers_see_the_same_values_at_places_inside_the_text(text in any_text()) {
        let (sources, _) = one(&text);
        for spec in sources.specs() {
            let (mut by_value, mut by_tree) = (BTreeSet::new(), BTreeSet::new());
            let value: Value = serde_yaml::from_str(&text).expect("the guard let it through");
            value_paths(&value, &Pointer::root(), &mut by_value);
            tree_paths(spec.tree(), &Pointer::root(), &mut by_tree);
            prop_assert_eq!(&by_value, &by_tree);
            for at in &by_tree {
                prop_assert!(text.get(spec.value(at).span).is_some());
                prop_assert!(text.get(spec.key(at).span).is_some());
            }
        }
    }
}
