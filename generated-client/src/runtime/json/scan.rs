//! How far text is plain: the one loop that both the reader and the writer spend their time in.

/// Bytes before the first that cannot stand unescaped in a JSON string: a quote, a backslash or a
/// control character.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = special_bytes(u64::from_le_bytes(*word));
        if found != 0 {
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let plain =
        rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..=0x1f)).unwrap_or(rest.len());
    words.len() * 8 + plain
}

/// Eight bytes at once: the lowest bit that is set is the top bit of the first special byte. Higher
/// bits may be set without reason.
const fn special_bytes(word: u64) -> u64 {
    const TOP_BITS: u64 = each_byte(0x80);
    let quote = word ^ each_byte(b'"');
    let backslash = word ^ each_byte(b'\\');
    (less_than(quote, 1) | less_than(backslash, 1) | less_than(word, 0x20)) & TOP_BITS
}

/// Sets the top bit of each byte that is less than `limit`, which is at most 128.
const fn less_than(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(each_byte(limit)) & !word
}

const fn each_byte(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

#[cfg(test)]
mod tests {
    use super::plain_length;

    #[test]
    fn every_byte_at_every_place() {
        for length in 0..20 {
            for place in 0..length {
                for byte in 0..=u8::MAX {
                    let mut bytes = vec![b'a'; length];
                    bytes[place] = byte;
                    let special = byte == b'"' || byte == b'\\' || byte < 0x20;
                    assert_eq!(plain_length(&bytes), if special { place } else { length });
                }
            }
        }
    }
}
