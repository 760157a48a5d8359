//! The way from the top of a file to one of its values.

use std::fmt;

/// One step of a [`Pointer`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Into the value of this key.
    Name(String),
    /// Into this item of a list, counted from 0.
    Index(usize),
}

impl From<&str> for Segment {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for Segment {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Keys and indices from the top of a file to a value; shown as `resources.articles.links[0]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Vec<Segment>);

impl Pointer {
    /// The whole file.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// This pointer, one step further.
    #[must_use]
    pub fn join(&self, segment: impl Into<Segment>) -> Self {
        self.iter().cloned().chain([segment.into()]).collect()
    }

    /// This pointer without its last step; none for the whole file.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// The steps from the top.
    pub fn iter(&self) -> std::slice::Iter<'_, Segment> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Pointer {
    type Item = &'a Segment;
    type IntoIter = std::slice::Iter<'a, Segment>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<S: Into<Segment>> FromIterator<S> for Pointer {
    fn from_iter<I: IntoIterator<Item = S>>(segments: I) -> Self {
        Self(segments.into_iter().map(Into::into).collect())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.iter().enumerate() {
            match segment {
                Segment::Name(name) if position == 0 => f.write_str(name)?,
                Segment::Name(name) => write!(f, ".{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn reads_like_a_path() {
        let at: Pointer = ["resources", "articles", "links"].into_iter().collect();
        assert_eq!(at.join(2).join("href").to_string(), "resources.articles.links[2].href");
        assert_eq!(Pointer::root().to_string(), "");
    }

    #[test]
    fn parent_undoes_join() {
        let at = Pointer::root().join("resources");
        assert_eq!(at.join("articles").parent(), Some(at));
        assert_eq!(Pointer::root().parent(), None);
    }
}
