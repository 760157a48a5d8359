//! Tests of how diagnostics are shown.

use proptest::prelude::*;

use super::*;
use crate::source::Sources;

const TEXT: &str = "resources:\n  articles:\n    titel: x\n\n\n\n\n\n  books:\n    title: é€😀\n";

fn sources() -> Sources {
    Sources::from_texts([("spec/a.yaml", TEXT), ("spec/b.yaml", "resources:\n  articles: {}\n")]).0
}

fn file(sources: &Sources, number: usize) -> FileId {
    sources.files().nth(number).expect("a file").id()
}

fn place(sources: &Sources, number: usize, words: &str) -> Place {
    let file = sources.files().nth(number).expect("a file");
    let start = file.text().find(words).expect("the words");
    Place::new(file.id(), start..start + words.len())
}

#[test]
fn looks_like_rustc() {
    let sources = sources();
    let problem = Diagnostic::new(Code::UnknownMember, "unknown member `titel`")
        .at(place(&sources, 0, "titel"), "did you mean `title`?")
        .also(place(&sources, 0, "é€"), "as it is written here")
        .also(place(&sources, 1, "articles"), "the other one")
        .help("possible here: `title`");
    let expected = "\
error[S0302]: unknown member `titel`
  --> spec/a.yaml:3:5
   |
 3 |     titel: x
   |     ^^^^^ did you mean `title`?
...
10 |     title: é€😀
   |            -- as it is written here
   |
  ::: spec/b.yaml:2:3
   |
 2 |   articles: {}
   |   -------- the other one
   |
   = help: possible here: `title`
";
    assert_eq!(render(&sources, &[problem], false), expected);
}

#[test]
fn a_problem_without_a_place_is_its_message() {
    let problem = Diagnostic::new(Code::FolderUnreadable, "the folder `spec` cannot be read")
        .help("look there");
    let shown = render(&Sources::default(), &[problem], false);
    assert_eq!(shown, "error[S0101]: the folder `spec` cannot be read\n |\n = help: look there\n");
    assert_eq!(render(&Sources::default(), &[], false), "");
}

#[test]
fn sorted_by_place_and_shown_once() {
    let sources = sources();
    let at = |number, words, message: &str| {
        Diagnostic::new(Code::InvalidValue, message).at(place(&sources, number, words), "")
    };
    let problems = [
        at(1, "articles", "fourth"),
        at(0, "books", "third"),
        at(0, "titel", "second"),
        at(0, "books", "third"),
        Diagnostic::new(Code::NoSpecFile, "first"),
    ];
    let shown = render(&sources, &problems, false);
    let order: Vec<&str> =
        shown.lines().filter_map(|line| line.strip_prefix("error")?.split("]: ").nth(1)).collect();
    assert_eq!(order, ["first", "second", "third", "fourth"]);
}

#[test]
fn long_lines_and_texts_are_cut() {
    let text = format!("a: \"{}\"\n", "x".repeat(500_000));
    let (sources, _) = Sources::from_texts([("spec/a.yaml", text.clone())]);
    let file = file(&sources, 0);
    for span in [0..1, 3..text.len() - 1, 250_000..250_005, text.len() - 2..text.len()] {
        let problem = Diagnostic::new(Code::InvalidValue, "m".repeat(100_000))
            .at(Place::new(file, span.clone()), "l".repeat(100_000))
            .help("h".repeat(100_000));
        let shown = render(&sources, &[problem], false);
        assert!(shown.len() < 4_000, "{span:?}: {}", shown.len());
    }
}

#[test]
fn of_many_problems_the_rest_is_counted() {
    let problems: Vec<Diagnostic> = (0..250)
        .map(|number| Diagnostic::new(Code::InvalidValue, format!("problem {number:03}")))
        .collect();
    let shown = render(&Sources::default(), &problems, false);
    assert!(shown.ends_with("problem 099\n\nerror: 150 more problems are not shown\n"), "{shown}");
}

#[test]
fn control_characters_reach_no_terminal() {
    let (sources, _) = Sources::from_texts([("spec/a.yaml", "a: \u{1b}[31m\u{202e}\n")]);
    let problem = Diagnostic::new(Code::InvalidValue, "\u{1b}[31m")
        .at(Place::new(file(&sources, 0), 0..8), "\u{1b}]0;title\u{7}")
        .help("\u{1b}[2J");
    let shown = render(&sources, &[problem], false);
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
}

proptest! {
    #[test]
    fn any_span_of_any_text_can_be_shown(text in "[a\u{e9}\u{20ac}\u{1f600}\u{300}\t\r\n :]{0,60}", spans in proptest::collection::vec((0..90_usize, 0..90_usize), 1..4)) {
        let (sources, _) = Sources::from_texts([("spec/a.yaml", text)]);
        let file = file(&sources, 0);
        let mut problem = Diagnostic::new(Code::InvalidValue, "message");
        for (index, (start, end)) in spans.into_iter().enumerate() {
            let place = Place::new(file, start..end);
            problem = if index == 0 { problem.at(place, "label") } else { problem.also(place, "label") };
        }
        let shown = render(&sources, &[problem], false);
        prop_assert!(shown.starts_with("error[S0306]: message\n"));
        prop_assert!(shown.contains("--> spec/a.yaml:"));
    }
}
