//! The course that a payout is to take, decided when it is created: by the test service's fields, by test cards, else a success.

use std::collections::BTreeMap;
use std::collections::VecDeque;

use crate::chance::Chance;
use crate::fields::INVALID;
use crate::life_cycle::{LifeCycle, Status};

/// A stage to come, and the resolution it comes with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) to: Status,
    pub(crate) resolution: String,
}

/// The stages to come.
pub(crate) type Course = VecDeque<Step>;

/// What a payout says when all goes well.
pub(crate) const OK: &str = "ok";
/// What it says when it fails and nothing else was asked for.
const DECLINED: &str = "declined_error";
/// The cards that the platform documents to fail.
const FAILING_CARDS: [&str; 2] = ["4412397212080000", "4302912837020000"];

const RATE: &str = "test_details_success_rate";
const STATUS: &str = "test_details_payout_status";
const RESOLUTION: &str = "test_details_payout_resolution";

/// A member of the request and what is wrong with it.
pub(crate) type Problem = (String, String);

/// Decides the course. The parts name the payout, so that the same one has the same luck again.
///
/// # Errors
/// A field that asks for what cannot be.
pub(crate) fn decide(
    cycle: &LifeCycle,
    chance: Chance,
    method: &str,
    fields: &BTreeMap<String, String>,
    parts: &[&str],
) -> Result<Course, Problem> {
    let field = |name: &str| fields.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let (success, failure) = (cycle.known.processed, cycle.known.process_failed);
    if method != "test" {
        let fails = field("card_number").is_some_and(|card| FAILING_CARDS.contains(&card));
        return course(cycle, &[if fails { failure } else { success }], None);
    }
    let refuse = |name: &str, words: &str| (format!("fields.{name}"), words.to_owned());
    let rate = match field(RATE).map(str::parse::<u64>) {
        None => 100,
        Some(Ok(rate)) if rate <= 100 => rate,
        Some(_) => return Err(refuse(RATE, "This value should be between 0 and 100.")),
    };
    let resolution = field(RESOLUTION).map(word);
    if !chance.succeeds(rate, parts) {
        return course(cycle, &[failure], resolution);
    }
    match field(STATUS) {
        None => course(cycle, &[success], resolution),
        Some(text) => {
            let stages = cycle.read(text).ok_or_else(|| refuse(STATUS, INVALID))?;
            course(cycle, &stages, resolution)
        }
    }
}

/// The shortest way through the stages.
fn course(
    cycle: &LifeCycle,
    stages: &[Status],
    resolution: Option<String>,
) -> Result<Course, Problem> {
    let mut course = Course::new();
    let mut at = cycle.known.initial;
    for &stage in stages {
        if stage == at {
            continue;
        }
        let impossible = || {
            let (from, to) = (cycle.word(at), cycle.word(stage));
            let words = format!("No payout that is {from} becomes {to}.");
            (format!("fields.{STATUS}"), words)
        };
        let way = cycle.way(at, stage).ok_or_else(impossible)?;
        course.extend(way.into_iter().map(|to| Step { to, resolution: OK.to_owned() }));
        at = stage;
    }
    if let Some(last) = course.back_mut() {
        let failed = last.to == cycle.known.process_failed;
        let usual = if failed { DECLINED } else { OK };
        last.resolution = resolution.unwrap_or_else(|| usual.to_owned());
    }
    Ok(course)
}

/// A resolution as the test service takes it: hyphens and white space stand for underscores.
fn word(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let parted_by = |c: char| c.is_ascii_whitespace() || c == '-';
    lower.split(parted_by).filter(|token| !token.is_empty()).collect::<Vec<_>>().join("_")
}
