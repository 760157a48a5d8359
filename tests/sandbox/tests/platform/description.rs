//! Routes come from the description: a call added there is served, and a description with mistakes starts nothing.

use std::fs;
use std::path::{Path, PathBuf};

use sandbox::{Account, Options, Sandbox, StartError};
use serde_json::Value;

use crate::support::{basic, get, post, send, started};

const ADDED: &str = r#"
source: payout-page

objects:
  NewBeneficiary:
    doc: A person to pay out to more than once.
    members:
      name: { type: text, personal: true, doc: The name. }
      limit: { type: Amount, optional: true, doc: The most that may be paid. }

resources:
  beneficiaries:
    name: Beneficiary
    doc: A person to pay out to more than once.
    id: { doc: The id of a beneficiary., example: ben_1 }
    attributes:
      name: { type: text, personal: true, doc: The name. }
      limit: { type: Amount, optional: true, nullable: true, doc: The most that may be paid. }
      added: { type: unix-seconds, doc: When it was added. }
      tags: { type: { list: text }, doc: Words to find it by. }
    relationships:
      payout-method: { one: payout-methods, doc: The usual method. }
    links: [self]

operations:
  beneficiaries.create:
    doc: Adds a beneficiary.
    face: private
    call: POST /beneficiaries
    request: { type: beneficiary, attributes: NewBeneficiary }
    answers:
      201: { one: beneficiaries }
    repeat: safe
  beneficiaries.get:
    doc: Reads a beneficiary.
    face: private
    call: GET /beneficiaries/{id}
    path:
      id: { type: BeneficiaryId, doc: The id. }
    answers:
      200: { one: beneficiaries }
  beneficiaries.list:
    doc: Lists the beneficiaries.
    face: private
    call: GET /beneficiaries
    answers:
      200: { list: beneficiaries, paging: pages }
  beneficiaries.remove:
    doc: Removes a beneficiary.
    face: private
    call: DELETE /beneficiaries/{id}
    path:
      id: { type: BeneficiaryId, doc: The id. }
    answers:
      204: { empty: true }
    repeat: safe
"#;

const NO_CONTENT: &str =
    "    204: { meaning: No Content, outcome: done, directive: proceed, doc: It was done. }\n";

/// A copy of the description with a file added.
fn copied(file: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&Options::default().spec, folder.path());
    fs::write(folder.path().join(file), text).expect("a file");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target: PathBuf = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[test]
fn a_call_that_is_added_is_served_with_data_that_fits() {
    let folder = copied("beneficiaries.yaml", ADDED);
    let api = folder.path().join("api.yaml");
    let text = fs::read_to_string(&api).expect("the API");
    fs::write(&api, text.replacen("  statuses:\n", &format!("  statuses:\n{NO_CONTENT}"), 1))
        .expect("a file");
    let sandbox = started(|options| options.spec = folder.path().to_owned());
    let one = get(&sandbox, "/beneficiaries/ben_42");
    assert_eq!(one.status, 200, "{}", one.text);
    let data = &one.json()["data"];
    assert_eq!((&data["type"], &data["id"]), (&"beneficiaries".into(), &"ben_42".into()));
    assert!(data["attributes"]["added"].is_u64());
    let list = get(&sandbox, "/beneficiaries?page[number]=1");
    assert_eq!((list.status, &list.json()["data"][0]["id"]), (200, &"ben_1".into()));
    let new = r#"{"data":{"type":"beneficiary","attributes":{"name":"John Wick"}}}"#;
    assert_eq!(post(&sandbox, "/beneficiaries", new).status, 201);
    let nameless = r#"{"data":{"type":"beneficiary","attributes":{}}}"#;
    let refused = post(&sandbox, "/beneficiaries", nameless);
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["errors"]["name"], Value::from("This field is missing."));
    let url = format!("{}/beneficiaries/ben_42", sandbox.private_url());
    let removed = send("DELETE", &url, &[("authorization", &basic(&Account::first()))], None);
    assert_eq!((removed.status, removed.text.as_str()), (204, ""));
    assert_eq!(sandbox.books().faults, Vec::<String>::new());
}

#[test]
fn a_description_with_mistakes_starts_nothing_and_says_where() {
    let folder = copied("broken.yaml", "resourcs: {}\n");
    let options = Options { spec: folder.path().to_owned(), ..Options::default() };
    match Sandbox::start_with(options) {
        Err(StartError::Description(text)) => assert!(text.contains("broken.yaml:1"), "{text}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let first = started(|_| ());
    let options = Options { address: first.address(), ..Options::default() };
    let error = Sandbox::start_with(options).expect_err("taken");
    assert!(error.to_string().contains(&first.address().to_string()), "{error}");
}
