//! "Did you mean …": the known name that is nearest to a mistyped one.

/// Longer names are compared with nothing: the comparison is quadratic and nobody mistypes one that long.
const MAX_CHARS: usize = 64;
/// Shorter beginnings say nothing.
const MIN_BEGINNING: usize = 4;

/// The candidate that `name` was most likely meant to be, if any is near enough: a third of the characters may differ, or one
/// is the beginning of the other.
///
/// Of equally near candidates the first is taken.
#[must_use]
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().take(MAX_CHARS + 1).count();
    if length > MAX_CHARS {
        return None;
    }
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().take(MAX_CHARS + 1).count() <= MAX_CHARS)
        .map(|candidate| (distance(&name, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= length.max(candidate.chars().count()) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many characters differ; a name that was cut short or carried on is as near as a slip of the finger.
fn distance(name: &str, candidate: &str) -> usize {
    let edits = strsim::damerau_levenshtein(name, candidate);
    let (short, long) =
        if name.len() < candidate.len() { (name, candidate) } else { (candidate, name) };
    if short.len() >= MIN_BEGINNING && long.starts_with(short) { edits.min(1) } else { edits }
}

#[cfg(test)]
mod tests {
    use super::suggest;

    const MEMBERS: [&str; 4] = ["attributes", "relationships", "type", "title"];

    #[test]
    fn finds_a_mistyped_name() {
        assert_eq!(suggest("atributes", MEMBERS), Some("attributes"));
        assert_eq!(suggest("relationship", MEMBERS), Some("relationships"));
        assert_eq!(suggest("tpye", MEMBERS), Some("type"));
        assert_eq!(suggest("Title", MEMBERS), Some("title"));
        assert_eq!(suggest("attr", MEMBERS), Some("attributes"));
        assert_eq!(suggest("titles_of_articles", MEMBERS), Some("title"));
    }

    #[test]
    fn says_nothing_when_nothing_is_near() {
        assert_eq!(suggest("publisher", MEMBERS), None);
        assert_eq!(suggest("", MEMBERS), None);
        assert_eq!(suggest("type", []), None);
    }

    #[test]
    fn does_not_compare_enormous_names() {
        assert_eq!(suggest(&"x".repeat(1 << 20), ["x"]), None);
        assert_eq!(suggest("x", [String::from("x").repeat(1 << 20).as_str()]), None);
    }
}
