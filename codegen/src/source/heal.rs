//! Finds every structural mistake of a value, where decoding alone stops at the first: what is reported is mended in a copy,
//! and the copy is decoded again, until nothing is wrong with it any more.

use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use super::Segment;
use super::decode::{Cause, Failure, decode_once};
use super::document::key_text;
use super::stand_in;
use crate::diagnostic::suggest;

/// After so many mistakes in one definition the rest is not looked for.
const MAX_MISTAKES: usize = 50;

/// Decodes `value`, or says everything that is wrong with it.
pub(super) fn decode<T: DeserializeOwned>(value: &Value) -> Result<T, Vec<Failure>> {
    let mut failure = match decode_once(value) {
        Ok(decoded) => return Ok(decoded),
        Err(failure) => failure,
    };
    let mut copy = value.clone();
    let mut found: Vec<Failure> = Vec::new();
    for _ in 0..MAX_MISTAKES {
        let new = !(is_mended(&mut copy, &failure)
            || found.iter().any(|earlier| follows(&failure, earlier)));
        let mended = mend(&mut copy, &failure);
        if new {
            found.push(failure);
        }
        match decode_once::<T>(&copy) {
            Err(next) if mended => failure = next,
            _ => break,
        }
    }
    Err(found)
}

/// Whether something is missing only because its name is misspelt, which has been reported.
fn follows(failure: &Failure, earlier: &Failure) -> bool {
    let Cause::UnknownMember { name, known } = &earlier.cause else { return false };
    let beside = earlier.path().split_last().is_some_and(|(_, outer)| outer == failure.path());
    beside
        && match &failure.cause {
            Cause::MissingMember(missing) => suggest(name, known.iter().copied()) == Some(*missing),
            Cause::Other(_) => true,
            _ => false,
        }
}

/// Whether it is about a stand-in, which does not fit.
fn is_mended(value: &mut Value, failure: &Failure) -> bool {
    find(value, &failure.path()).is_some_and(|value| stand_in::is_mark(value))
}

/// Makes good what `failure` is about. False if there is nothing left that could be.
fn mend(value: &mut Value, failure: &Failure) -> bool {
    let path = failure.path();
    let around = path.split_last().map_or(&[][..], |(_, around)| around);
    match (&failure.cause, path.last()) {
        (Cause::UnknownMember { .. }, Some(Segment::Name(name))) => {
            remove(value, around, name) || stand_in_for(value, around)
        }
        (Cause::MissingMember(name), _) => add(value, &path, name) || stand_in_for(value, &path),
        _ if failure.at_key => stand_in_for(value, around),
        _ => stand_in_for(value, &path),
    }
}

/// Removes a member of the mapping that `path` leads to, if it is there.
fn remove(value: &mut Value, path: &[Segment], name: &str) -> bool {
    let Some(members) = mapping(value, path) else { return false };
    let key = members.keys().find(|key| key_text(key).is_some_and(|text| text == name)).cloned();
    key.and_then(|key| members.shift_remove(key)).is_some()
}

/// Adds a member to the mapping that `path` leads to, unless it is there.
fn add(value: &mut Value, path: &[Segment], name: &str) -> bool {
    mapping(value, path)
        .is_some_and(|members| members.insert(name.into(), stand_in::mark()).is_none())
}

/// Puts a stand-in where `path` leads to, or around it if one is there already and does not fit.
fn stand_in_for(value: &mut Value, path: &[Segment]) -> bool {
    let lengths = (0..=path.len()).rev();
    for outer in lengths.filter_map(|length| path.get(..length)) {
        if let Some(wrong) = find(value, outer).filter(|wrong| !stand_in::is_mark(wrong)) {
            *wrong = stand_in::mark();
            return true;
        }
    }
    false
}

fn mapping<'v>(value: &'v mut Value, path: &[Segment]) -> Option<&'v mut Mapping> {
    find(value, path)?.as_mapping_mut()
}

fn find<'v>(value: &'v mut Value, path: &[Segment]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, segment| match (value, segment) {
        (Value::Sequence(items), Segment::Index(index)) => items.get_mut(*index),
        (Value::Mapping(members), Segment::Name(name)) => {
            let named = |key: &Value| key_text(key).is_some_and(|text| text == name.as_str());
            members.iter_mut().find(|(key, _)| named(key)).map(|(_, value)| value)
        }
        _ => None,
    })
}
