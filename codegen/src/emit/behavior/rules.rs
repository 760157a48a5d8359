//! The rules that every client of a described API keeps, in words.

use super::document::Rules;

const REQUEST: &[&str] = &[
    "The path is the operation's, with each `{parameter}` percent-encoded: all but letters, digits, `-`, `.`, `_` and `~`. A \
     value that is empty, `.` or `..` would make another path: refuse it and send nothing. So do where a required parameter is \
     missing.",
    "The query holds the given parameters in the order of the operation, and after them those of its `paging`; names and values \
     are percent-encoded.",
    "A body of the form `resource` is `{\"data\": {\"type\", \"id\", \"attributes\", \"relationships\"}}`, of which `id` and \
     `relationships` stand there only where the operation has them.",
    "`Accept` and, with a body, `Content-Type` are the media type. `Authorization` is as the face has it.",
    "Numbers are exact decimals: never pass them through binary floating point.",
    "Follow no redirect, and let no library repeat a request by itself.",
];

const ANSWER: &[&str] = &[
    "A body reads as a form where it has at the least what the form needs: `resource` an object whose `data` is an object with \
     the texts `type` and `id`; `resources` one whose `data` is a list; `data` one whose `data` is an object, `data-list` a list; \
     with `-or-one`, one such thing or null may stand in place of the list, and `data` must be there; `object` an object. A client \
     that reads bodies by their schemas may take one that does not fit as one that cannot be read: what holds for such holds then.",
    "A body holds errors where it is an object and one of `errors.members` is there, is not null, and is no empty text, list or \
     object. Any other value, also a number, `true` or `false`, tells of errors.",
    "The status is among the operation's `existing` and the body reads as that form: the result is `existing`; outcome and \
     directive are those of the status, also where it holds errors beside the data.",
    "Otherwise the body holds errors: the result is `failure`, and the body is refused as \
     data whatever the status is.",
    "Otherwise the status is among the operation's `successes`, or it is below 300 and the table says `done`: where the body \
     reads as the form of a success, the result is `success`, the outcome `done`, the directive `proceed`. Under a status \
     whose form is `empty` a body reads whatever it holds; under any other no body reads as `empty`, but for no bytes at all \
     where that is the form of all successes and the operation does not have the status.",
    "Everything else is a `failure`.",
    "The outcome of a failure: of a `safe` call `not-done`; of any other `unknown` where the status is from 200 to 299 and \
     either not among the operation's `successes` or the body holds errors; else `done` where the status is among them; else \
     what the table says of the status; `unknown` where the table does not have it.",
    "The directive of a failed `safe` call: what the table says where that is `correct-request` or `correct-credentials`; else \
     `correct-request` for a status from 400 to 499 that is not transient; else `repeat`.",
    "The directive of a failed `idempotent` call is `proceed` where the outcome is `done`, and otherwise found as that of a `safe` \
     one: nothing has to be looked up.",
    "The directive of a failed call of effect `neither`: where the outcome is `unknown`, `reconcile`; where the status is among the \
     operation's `successes`, `proceed`; where the table says `use-existing`, `reconcile`, because the body does not hold it; else \
     what the table says.",
];

const RECONCILE: &[&str] = &[
    "A write with `uncertain` is sent with a key of its own that never changes. A key that is empty or blank is refused, and \
     nothing is sent. After an answer that does not tell what became of it, after a lost answer, and after a success that cannot \
     be read or does not show what was done, look it up.",
    "Save the inputs of the write before it is first sent. A write that may have been sent by a program that was stopped \
     begins with a lookup, and as if an attempt were on its way still.",
    "A connection that was refused has sent nothing: send the write again. It counts as a try and as no attempt.",
    "An attempt may be on its way still where no answer came, or one of outcome `unknown`, unless its status is from 400 to 499, in \
     the table and not transient; and where its success shows another key. That lasts: no later refusal ends it.",
    "An answer of outcome `not-done` is final, unless an earlier attempt may still be on its way: then only look from here on. \
     For a call with `again_while` it is final only with the directive `correct-credentials` or the status 404; after any \
     other, look once: in one of its states the call was not done, in another it has moved on.",
    "What an answer to the write shows counts only where it has the key of the write. A success that shows none is one that cannot \
     be read: it was done. A success that shows another key tells that the server has acted, and not on what: do not send the \
     write again, only look, and take what the lookups tell. An answer `existing` that shows another key or none tells that the \
     key is taken, and not by what: only look, too.",
    "A lookup finds nothing where it answers an empty list or null, or 404 with errors. A lost answer, things of other keys alone, \
     and any other failure with a transient status, one from 200 to 299 or 404 tell nothing: look again. Things of other keys beside \
     those of the key count for nothing.",
    "A lookup that fails with any other status, such as 302, 400 or 401, will fail again: stop. The outcome is unknown, or as the last \
     rule has it where the server had said that the write was done; resume it with a lookup when the cause is mended.",
    "Several things with the key: stop.",
    "One thing with the key that differs in a member of `same` from what was asked for is never a success, whether a lookup \
     finds it, or the write's own success or the answer `existing` shows it: the verdict is `other-use`. Stop: send nothing \
     more, and hand it to somebody who can tell.",
    "With `other-use` say whether this write may have made what differs (`perhaps_ours`). It cannot have only where this program \
     alone sent it, and each attempt that had a connection was answered with the outcome `not-done` or `already-done`: then the key \
     was used before, for something else. Otherwise it may have, and the server may have changed what was asked for: after a \
     success of the write itself, after a lost answer, after one of outcome `unknown` whatever its status, and where a program goes \
     on with what another began.",
    "One thing with the key that does not differ: the write was done; it had been done before where the server said that the \
     key is taken. For a call with `again_while` it was done where the server said so; otherwise it may be sent again in one \
     of those states, unless the server said that the key is taken or that it was not done while an earlier attempt may be on its \
     way: then only look; and it has moved on in any other state.",
    "Nothing was found: a call without `again_while` is sent again, unless the server said that it was done or that the key is \
     taken, or answered with another key, or refused it while an earlier attempt may be on its way: then only look. A call with \
     `again_while` is only looked up; where no attempt can be on its way and the server said neither, it was not done, and the \
     request is to be corrected.",
    "Wait longer before each try, and no less than `Retry-After` (seconds or an HTTP date) asks. Where that would end after the \
     caller's deadline, look once at once, and then stop: the outcome is as the next rule has it.",
    "When the limits on tries are reached, the outcome is unknown, and the write is to be resumed with a lookup. Where the \
     server had said that it was done, it was done and cannot be read. Where no attempt has had a connection, it was not done, and \
     may be repeated.",
];

const PAGING: &[&str] = &[
    "Follow the link `next` of each page until it is absent or null, or empty where the style says so.",
    "Of the link use the query alone, as it stands (a `+` in it is a space), without a fragment: host, path and credentials stay \
     those of the operation.",
    "A link without a query or of another form, and one that leads to a page that was read before, end the reading with an error: \
     the list is not complete.",
    "So does a page whose answer is a failure. What was read so far is no list.",
];

const CALLBACK: &[&str] = &[
    "Verify the signature over the bytes of the body as they came, before they are read, in constant time. The header must be \
     there once; its name is matched without regard to case; any of the receiver's secrets may have signed.",
    "Refuse what does not verify, and what cannot be read. Where the callback has `id` and `order_by`, a body without the one, a \
     text, or the other, an integer, cannot be read.",
    "Of two callbacks about the same resource the one with the greater order is the newer. An order that came before for the \
     resource is a repeat, also where a newer one came between.",
    "Acknowledge with the one status, repeats and older ones included.",
];

/// The rules.
pub(super) fn rules() -> Rules {
    let owned = |rules: &[&str]| rules.iter().map(|&rule| rule.to_owned()).collect();
    Rules {
        request: owned(REQUEST),
        answer: owned(ANSWER),
        reconcile: owned(RECONCILE),
        paging: owned(PAGING),
        callback: owned(CALLBACK),
    }
}
