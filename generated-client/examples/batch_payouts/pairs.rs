//! Cells that hold an object: `key:value;key:value`.

/// A key is a word, so that nothing personal is shown where a message names one.
fn is_key(text: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(is_word)
}

/// Its pairs, in their order. A value may hold colons, and no semicolon.
///
/// # Errors
/// What is wrong, without the values: they are personal.
pub(crate) fn read(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let parts = text.split(';').map(str::trim).enumerate();
    for (index, part) in parts.filter(|(_, part)| !part.is_empty()) {
        let (key, value) = part
            .split_once(':')
            .map(|(key, value)| (key.trim(), value.trim()))
            .filter(|(key, _)| is_key(key))
            .ok_or_else(|| format!("its part {} is not of the form key:value", index + 1))?;
        if value.is_empty() {
            return Err(format!("`{key}` has no value"));
        }
        if pairs.iter().any(|(known, _)| known == key) {
            return Err(format!("`{key}` stands there twice"));
        }
        pairs.push((key.to_owned(), value.to_owned()));
    }
    Ok(pairs)
}
