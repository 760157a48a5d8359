//! What the page must hold, on two descriptions that share no word.

#![expect(clippy::panic, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use codegen::check;
use codegen::model::{AuthScheme, Model, NodeKind};
use reference::{Account, TryIt, page};

const DESCRIPTIONS: [&str; 2] = ["spec", "tests/newsroom/spec"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

fn model(name: &str) -> Model {
    load(&folder(name))
}

fn load(folder: &Path) -> Model {
    check::load(folder).unwrap_or_else(|failure| panic!("{}", failure.render(false)))
}

fn ids(page: &str) -> Vec<&str> {
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Every definition of the description is on the page under an id of its own.
#[test]
fn nothing_is_dropped() {
    for folder in DESCRIPTIONS {
        let model = model(folder);
        let page = page(&model, None);
        let ids: BTreeSet<&str> = ids(&page).into_iter().collect();
        for node in model.nodes() {
            let id = match node.kind {
                NodeKind::Api => "about".to_owned(),
                NodeKind::Errors => "errors".to_owned(),
                NodeKind::Face => format!("face-{}", node.name),
                NodeKind::Status => format!("status-{}", node.name),
                NodeKind::Paging => format!("paging-{}", node.name),
                NodeKind::Scalar | NodeKind::Enum | NodeKind::Object => {
                    format!("type-{}", node.name)
                }
                NodeKind::Resource => format!("resource-{}", node.name),
                NodeKind::View => {
                    let (resource, view) = node.name.rsplit_once('.').expect("a view's name");
                    format!("resource-{resource}.view:20:{view}")
                }
                NodeKind::Operation | NodeKind::Request => format!("call-{}", node.name),
                NodeKind::Answer => {
                    let (call, _) = node.name.split_once(' ').expect("an answer's name");
                    format!("call-{call}")
                }
                NodeKind::Callback => format!("callback-{}", node.name),
            };
            assert!(ids.contains(id.as_str()), "{folder}: {node:?} is not on the page as {id}");
        }
    }
}

/// Every member of every model is there with its need, its source and, where it has one, the way to its type.
#[test]
fn members_have_type_need_and_source() {
    for folder in DESCRIPTIONS {
        let model = model(folder);
        let page = page(&model, None);
        for object in &model.objects {
            for member in &object.members {
                let start = format!(" id=\"type-{}.{}\"", object.name, member.wire);
                let at = page.find(&start).unwrap_or_else(|| panic!("{start} is not on the page"));
                let shown = page[at..].split("</div></dd>").next().unwrap_or_default();
                let source = format!("#source-{}\"", member.doc.source);
                assert!(shown.contains(&source), "{shown}");
                let need =
                    if member.presence.is_always_there() { ">required" } else { ">optional" };
                assert!(shown.contains(need), "{shown}");
                assert!(shown.contains("class=\"of\""), "{shown}");
            }
        }
    }
}

#[test]
fn samples_are_shown_as_they_are() {
    for folder in DESCRIPTIONS {
        let model = model(folder);
        let page = page(&model, None);
        let plain = without_tags(&page);
        let answers = |operation: &codegen::model::Operation| {
            let answers = operation.successes.iter().chain(&operation.existing);
            let samples = answers.filter_map(|answer| answer.sample.clone());
            samples.chain(operation.request_sample.clone()).collect::<Vec<_>>()
        };
        let errors = model.api.errors.samples.iter().map(|(_, sample)| sample.clone());
        for sample in model.operations.iter().flat_map(answers).chain(errors) {
            assert!(plain.contains(sample.text.trim_end()), "{} is not shown", sample.name);
        }
    }
}

/// The text of a page: what stands between the tags.
fn without_tags(html: &str) -> String {
    let text: String =
        html.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text)).collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Every call says for every status what to do, and how a lost answer of one that must not be sent twice is resolved.
#[test]
fn calls_say_what_to_do() {
    for folder in DESCRIPTIONS {
        let model = model(folder);
        let page = page(&model, None);
        for operation in &model.operations {
            let start = format!("<article class=\"call\" id=\"call-{}\"", operation.name);
            let at = page.find(&start).unwrap_or_else(|| panic!("{start} is not on the page"));
            let call = page[at..].split("</article>").next().unwrap_or_default();
            for rule in model.api.statuses.iter().filter(|rule| rule.status >= 300) {
                let row = format!("<tr data-status=\"{}\">", rule.status);
                let row = call.split(&row).nth(1).and_then(|row| row.split("</tr>").next());
                let row = row.unwrap_or_else(|| panic!("{}: no {}", operation.name, rule.status));
                assert!(row.contains("class=\"directive\""), "{row}");
                let holds = operation.existing.iter().any(|answer| answer.status == rule.status);
                assert_eq!(row.contains("Take what the answer holds"), holds, "{row}");
            }
            if let Some(uncertain) = &operation.uncertain {
                let lookup = format!("href=\"#call-{}\"", model[uncertain.lookup].name);
                assert!(call.contains(&lookup), "{} names no lookup", operation.name);
            }
        }
    }
}

/// What is asked first is answered first: who may call, what to do on each status, what a lost call needs, where it ends.
#[test]
fn a_newcomer_is_told_in_short() {
    for folder in DESCRIPTIONS {
        let model = model(folder);
        let page = page(&model, None);
        let short = page.split("<section id=\"glance\">").nth(1).unwrap_or_default();
        let short = short.split("</section>").next().unwrap_or_default();
        let once = |id: &str| short.matches(&format!("href=\"#{id}\"")).count() == 1;
        for face in &model.api.faces {
            assert!(once(&format!("face-{}", face.name)), "{}: {short}", face.name);
        }
        for rule in &model.api.statuses {
            assert!(once(&format!("status-{}", rule.status)), "{}: {short}", rule.status);
        }
        for operation in &model.operations {
            let is_named = short.contains(&format!("<dt><a href=\"#call-{}\"", operation.name));
            let changes = operation.uncertain.is_some() || operation.method.as_str() != "GET";
            assert_eq!(is_named, changes, "{}: {short}", operation.name);
        }
        for of in &model.enums {
            let Some(cycle) = &of.lifecycle else { continue };
            let ends = short.split("Nothing follows").nth(1).unwrap_or_default();
            let ends = ends.split("</dd>").next().unwrap_or_default();
            for (value, next) in of.values.iter().zip(&cycle.next) {
                let is_end = ends.contains(&format!("<code>{}</code>", value.word));
                assert_eq!(is_end, next.is_empty(), "{}: {ends}", value.word);
            }
        }
    }
}

/// Each call is shown as a command with its method, the documented body and the credentials of its face.
#[test]
fn calls_are_shown_as_commands() {
    for folder in DESCRIPTIONS {
        let model = model(folder);
        let page = page(&model, None);
        for operation in &model.operations {
            let start = format!("<article class=\"call\" id=\"call-{}\"", operation.name);
            let call = page.split(&start).nth(1).and_then(|rest| rest.split("</article>").next());
            let command = call.and_then(|call| call.split("<pre tabindex=\"0\">").nth(1));
            let command = command.and_then(|text| text.split("</pre>").next());
            let command = without_tags(command.unwrap_or_default());
            assert!(command.starts_with("curl"), "{}: {command}", operation.name);
            let credentials = match model.api.faces[operation.face].auth {
                AuthScheme::Basic => command.contains("-u \"$USERNAME:$PASSWORD\""),
                AuthScheme::Bearer => command.contains("Authorization: Bearer $TOKEN"),
                AuthScheme::None => !command.contains("-u ") && !command.contains("Authorization"),
            };
            assert!(credentials, "{command}");
            let method = match (operation.method.as_str(), command.contains("--data-binary")) {
                ("GET", has_body) => !has_body && !command.contains("-X"),
                ("POST", true) => !command.contains("-X"),
                (method, _) => command.contains(&format!("-X {method}")),
            };
            assert!(method, "{command}");
            assert!(!command.contains(['{', '}']) || command.contains("<<'JSON'\n{"), "{command}");
        }
    }
}

/// Words of the description are words on the page, whatever they look like.
#[test]
fn nothing_described_becomes_markup() {
    const HOSTILE: &str = "</script></pre><img src=x onerror=alert(1)> & `<b>`";
    let folder = tempfile::tempdir().expect("a folder");
    let newsroom = self::folder("tests/newsroom/spec");
    std::fs::create_dir(folder.path().join("samples")).expect("a folder");
    for file in ["api.yaml", "articles.yaml"] {
        let text = std::fs::read_to_string(newsroom.join(file)).expect("a description");
        let doc = "What the editors use.";
        let quoted = format!("{doc:?}").replace(doc, HOSTILE);
        std::fs::write(folder.path().join(file), text.replace(doc, &quoted)).expect("a file");
    }
    for sample in ["article", "article-create", "articles-list"] {
        let name = format!("samples/{sample}.json");
        std::fs::copy(newsroom.join(&name), folder.path().join(&name)).expect("a file");
    }
    let page = page(&load(folder.path()), None);
    let shown = "&lt;/script&gt;&lt;/pre&gt;&lt;img src=x onerror=alert(1)&gt; &amp; <code>&lt;b&gt;</code>";
    assert!(page.contains(shown), "the words are not on the page");
    assert!(!page.contains("<img"));
}

#[test]
fn the_same_description_makes_the_same_page() {
    for folder in DESCRIPTIONS {
        assert_eq!(page(&model(folder), None), page(&model(folder), None));
    }
}

/// The page loads nothing: no element names anything to fetch but the empty icon.
#[test]
fn nothing_is_loaded() {
    for folder in DESCRIPTIONS {
        let page = page(&model(folder), None);
        for attribute in [" src=", "@import", "url(http", "<link rel=\"stylesheet\"", "<iframe"] {
            assert!(!page.contains(attribute), "{attribute}");
        }
        assert_eq!(page.matches("<link ").count(), 1);
        assert!(page.contains("connect-src 'none'"));
    }
}

#[test]
fn forms_are_there_only_for_a_server() {
    let model = model("tests/newsroom/spec");
    assert!(!page(&model, None).contains("<form"));
    let face = model.api.faces[0].name.clone();
    let account = Account {
        name: "somebody".to_owned(),
        authorization: "Bearer x".to_owned(),
        values: [("slug".to_owned(), "of-the-account".to_owned())].into(),
    };
    let try_it = TryIt { bases: [(face, "/base".to_owned())].into(), accounts: vec![account] };
    let page = page(&model, Some(&try_it));
    assert_eq!(page.matches("<form>").count(), model.operations.len());
    assert!(page.contains("data-path=\"/base/articles/{id}\""));
    assert!(
        page.contains("&quot;slug&quot;: &quot;of-the-account&quot;"),
        "the account's value is filled in"
    );
    assert!(page.contains("connect-src 'self'"));
    let elsewhere = TryIt { bases: [].into(), accounts: Vec::new() };
    assert!(!reference::page(&model, Some(&elsewhere)).contains("<form"));
}
