//! The guide for teams with another language, which stands beside the schemas, the behaviour and the cases.

use std::fmt::Write as _;

use super::describe;
use super::document::Effect;
use crate::model::{Model, Operation};
use crate::sync::MARKER;

const FILES: &str = r#"
## Which file says what

| file | says |
| --- | --- |
| `openapi.json`, `openapi-3.0.json` | calls, parameters, bodies, answers: OpenAPI 3.1, and 3.0 for tools that do not read all of it (openapi-generator is one) |
| `bundle.json` | all shapes in one JSON Schema, draft 2020-12 |
| `requests/`, `responses/`, `callbacks/`, `errors/`, `resources/`, `documents/`, `types/` | the same shapes, each in a file of its own |
| `behavior.json` | what no shape says: what each status tells of a call, what settles a lost answer, how lists are paged, how callbacks are verified. `behavior.schema.json` describes each member |
| `conformance/*.json` | cases that show whether a client keeps to it. `conformance.schema.json` describes each member |

Requests are strict: what they do not name is refused. Answers are open: the server may add members and values, so never refuse
what you do not know. Read and write amounts as exact decimals, never through binary floating point.
"#;

const STEPS: &str = r#"
## How to get to a safe client

1. Generate types and calls with a tool of your language, or write them by hand.
2. Read `rules` in `behavior.json`, from top to bottom: five lists of sentences, each to be applied in its order. They speak of
   members of the same file; where a word is not plain, its schema says what it means.
3. Judge every answer by `rules.answer`, not by whether the status begins with a 2.
4. Send each write that has `uncertain` by `rules.reconcile`: with a key of its own that is saved before the first attempt, with
   a lookup after every answer that does not tell, and never again before a lookup has told that nothing was done. What has
   the key and differs from what was asked for is `other-use` and never a success, not even where the write's own answer shows it.
5. Play the cases, and let your build fail where one fails.
"#;

const CASES: &str = r#"
## How to play the cases

Each file of `conformance/` says in `doc` how to play its cases. None speaks of a language, of a clock or of the network: what
is needed is a stand-in for the part of the client that sends a request.

- `requests.json`: give the client `inputs`, compare what it sends with `sends`: path segments and query decoded, JSON by value,
  numbers by their decimal digits.
- `answers.json`: let it send `inputs`, give it `answer`, compare what it says with `expect`.
- `reconcile.json`: let it send the write so that it acts once. For each entry of `script` it must send the `write` or the
  `lookup`, and `then` says what happens: an answer, a refused connection, or silence. Compare what it comes to with `expect`.
- `paging.json`: let it read the list, give it the pages of `script`, compare the ids and how it ends.
- `callbacks.json`: give a receiver `secrets`, deliver, compare what it makes of each.

A suite that cannot fail shows nothing: change a value of `expect` in each case, and see that your client fails it then.

What may happen to a write does not depend on the names of a call. So among writes of one kind (the same answers, the same form
of lookup, something new or something that is there) the first has every case, and each of the others those that show how its
own path, key, lookup, compared members and states are bound; so it is with lists that are paged alike, and with what statuses
say of calls that are alike.
"#;

/// The guide.
pub(super) fn text(model: &Model) -> String {
    let title = &model.api.title;
    let mut text = format!(
        "<!-- {MARKER} -->\n\n# {title}, for a client in any language\n{FILES}{STEPS}\n\
         ## Which calls need care\n\n| call | sent twice | an answer that was lost |\n| --- | --- | --- |\n"
    );
    for operation in &model.operations {
        if let Some(row) = row(model, operation) {
            text.push_str(&row);
        }
    }
    text.push_str("\nAll other calls only read: repeat them as you like.\n");
    text.push_str(CASES);
    text
}

/// The line of a call that changes something.
fn row(model: &Model, operation: &Operation) -> Option<String> {
    let twice = match describe::effect(operation) {
        Effect::Safe => return None,
        Effect::Idempotent => "does no more than once",
        Effect::Neither => "may act twice",
    };
    let mut row = format!("| `{}` | {twice} | ", operation.name);
    // Writing to a string cannot fail.
    let _ = match &operation.uncertain {
        Some(uncertain) => {
            let key = &model.input(operation, uncertain.key).wire;
            let lookup = &model[uncertain.lookup].name;
            writeln!(row, "look `{key}` up with `{lookup}` |")
        }
        None if describe::effect(operation) == Effect::Idempotent => {
            writeln!(row, "send it again |")
        }
        None => writeln!(row, "nothing tells: ask somebody before it is sent again |"),
    };
    Some(row)
}
