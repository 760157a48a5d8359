//! Rust names for the names of a description: how they are made, and which of them Rust does not allow.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// How a Rust name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `snake_case`: fields, functions, modules.
    Snake,
    /// `UpperCamelCase`: types and variants.
    UpperCamel,
}

impl Case {
    /// The case, written in itself.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Snake => "snake_case",
            Self::UpperCamel => "UpperCamelCase",
        }
    }
}

/// Why a name is none that Rust allows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// It is not an ASCII identifier of the case.
    #[error("`{0}` is not an identifier in the right case")]
    NotIdentifier(String),
    /// It is a keyword, or reserved to become one.
    #[error("`{0}` is a keyword")]
    Keyword(String),
}

/// The Rust name for a name of the description: `filter[author]` becomes `filter_author` or `FilterAuthor`.
///
/// # Errors
///
/// Where that gives no identifier, or a keyword.
pub fn convert(name: &str, case: Case) -> Result<String, NameError> {
    let made = match case {
        Case::Snake if is_snake(name) && !name.ends_with('_') => name.to_owned(),
        Case::Snake => name.to_snake_case(),
        Case::UpperCamel => name.to_upper_camel_case(),
    };
    validate(&made, case)?;
    Ok(made)
}

/// The name of the setter that sends null for a field that may be left out too.
pub fn null_setter(field: &str) -> String {
    format!("{field}_null")
}

/// Whether a name that somebody chose can stand in Rust as it is.
///
/// # Errors
///
/// Where it is no identifier of the case, or a keyword.
pub fn validate(name: &str, case: Case) -> Result<(), NameError> {
    if KEYWORDS.binary_search(&name).is_ok() {
        return Err(NameError::Keyword(name.to_owned()));
    }
    let fits = match case {
        Case::Snake => is_snake(name),
        Case::UpperCamel => is_upper_camel(name),
    };
    if fits { Ok(()) } else { Err(NameError::NotIdentifier(name.to_owned())) }
}

/// Whether this is `UpperCamelCase`: an ASCII capital, then ASCII letters and digits.
#[must_use]
pub fn is_upper_camel(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether this is `snake_case`; one underscore at the end is allowed (`type_`).
fn is_snake(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && !name.contains("__")
}

/// Whether this can be a member name by the rules of the JSON:API that are safe in a URL too: ASCII letters and digits,
/// with `-` and `_` between them.
#[must_use]
pub fn is_member_name(name: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let ends_well = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = name.as_bytes();
    bytes.iter().copied().all(inner) && ends_well(bytes.first()) && ends_well(bytes.last())
}

/// The strict and the reserved keywords of the 2024 edition, and the lone underscore, sorted.
const KEYWORDS: [&str; 53] = [
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[cfg(test)]
mod tests {
    use heck::ToSnakeCase as _;

    use super::{Case, KEYWORDS, NameError, convert, is_member_name, validate};

    fn snake(name: &str) -> String {
        convert(name, Case::Snake).expect("a name")
    }

    #[test]
    fn brackets_hyphens_and_capitals_separate_words() {
        assert_eq!(snake("filter[author]"), "filter_author");
        assert_eq!(snake("page[number]"), "page_number");
        assert_eq!(snake("cover-image"), "cover_image");
        assert_eq!(snake("publishedAt"), "published_at");
        assert_eq!(convert("in_print", Case::UpperCamel).as_deref(), Ok("InPrint"));
        assert_eq!(convert("is_3d_print", Case::UpperCamel).as_deref(), Ok("Is3dPrint"));
    }

    #[test]
    fn what_gives_no_identifier_is_refused() {
        for name in ["", "1", "-", "😀", "3d_print", "größe"] {
            assert!(
                matches!(convert(name, Case::Snake), Err(NameError::NotIdentifier(_))),
                "{name}"
            );
            assert!(
                matches!(convert(name, Case::UpperCamel), Err(NameError::NotIdentifier(_))),
                "{name}"
            );
        }
    }

    #[test]
    fn chosen_names_must_fit_their_case() {
        assert_eq!(validate("type_", Case::Snake), Ok(()));
        assert!(validate("Type", Case::Snake).is_err());
        assert!(validate("a__b", Case::Snake).is_err());
        assert!(validate("in_print", Case::UpperCamel).is_err());
        assert_eq!(validate("self", Case::Snake), Err(NameError::Keyword("self".to_owned())));
    }

    #[test]
    fn what_is_in_its_case_stays() {
        for name in ["a", "in_print", "a1_b2", "is_3d"] {
            assert_eq!(snake(name), name.to_snake_case(), "{name}");
        }
        assert_eq!(snake("title_"), "title");
    }

    #[test]
    fn keywords_are_found() {
        assert!(KEYWORDS.is_sorted());
        for word in KEYWORDS {
            assert!(matches!(validate(word, Case::Snake), Err(NameError::Keyword(_))), "{word}");
        }
    }

    /// `syn` has a list of its own. It lets through what is reserved only since the 2024 edition.
    #[test]
    fn every_word_that_syn_refuses_is_refused() {
        for word in KEYWORDS {
            let taken_by_syn = syn::parse_str::<syn::Ident>(word).is_ok();
            assert!(!taken_by_syn || word == "gen", "{word}");
        }
    }

    #[test]
    fn member_names_begin_and_end_with_a_letter_or_digit() {
        for good in ["articles", "blog-posts", "blog_posts", "a", "2d-prints"] {
            assert!(is_member_name(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a b", "a.b", "größe", "a/b"] {
            assert!(!is_member_name(bad), "{bad}");
        }
    }
}
