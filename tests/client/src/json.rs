//! JSON as the tests compare it: members without order, numbers by their digits.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::value::RawValue;

/// A JSON value. Equal are texts that say the same with the same digits.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, a boolean or a number, as its text.
    Literal(String),
    /// A string, with its escapes resolved.
    Text(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(BTreeMap<String, Value>),
}

impl Value {
    /// Reads a text; `None` where it is not JSON.
    pub fn parse(text: &str) -> Option<Self> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        let text = raw.get();
        Some(match text.as_bytes().first()? {
            b'{' => Self::Object(members(text)?),
            b'[' => Self::Array(items(text)?),
            b'"' => Self::Text(serde_json::from_str(text).ok()?),
            _ => Self::Literal(text.to_owned()),
        })
    }

    /// A string.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The pointers of all values within and of the whole, parents first.
    pub fn pointers(&self) -> Vec<String> {
        let mut pointers = vec![String::new()];
        for (step, child) in self.children() {
            pointers.extend(child.pointers().into_iter().map(|rest| format!("/{step}{rest}")));
        }
        pointers
    }

    /// The value at a pointer.
    pub fn at(&self, pointer: &str) -> Option<&Self> {
        let Some(rest) = pointer.strip_prefix('/') else {
            return pointer.is_empty().then_some(self);
        };
        let (step, rest) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        let child = match self {
            Self::Array(items) => items.get(step.parse::<usize>().ok()?)?,
            Self::Object(members) => members.get(&unescape(step))?,
            Self::Literal(_) | Self::Text(_) => return None,
        };
        child.at(rest)
    }

    /// The value at a pointer, to be changed.
    pub fn at_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        let Some(rest) = pointer.strip_prefix('/') else {
            return pointer.is_empty().then_some(self);
        };
        let (step, rest) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        let child = match self {
            Self::Array(items) => items.get_mut(step.parse::<usize>().ok()?)?,
            Self::Object(members) => members.get_mut(&unescape(step))?,
            Self::Literal(_) | Self::Text(_) => return None,
        };
        child.at_mut(rest)
    }

    /// The same with another value at a pointer.
    #[must_use]
    pub fn with(&self, pointer: &str, value: Self) -> Self {
        let mut changed = self.clone();
        if let Some(place) = changed.at_mut(pointer) {
            *place = value;
        }
        changed
    }

    /// The same without the member at a pointer.
    #[must_use]
    pub fn without(&self, pointer: &str) -> Self {
        let mut changed = self.clone();
        if let Some((parent, step)) = pointer.rsplit_once('/')
            && let Some(Self::Object(members)) = changed.at_mut(parent)
        {
            members.remove(&unescape(step));
        }
        changed
    }

    /// The values directly within, with their steps in a pointer.
    fn children(&self) -> Vec<(String, &Self)> {
        match self {
            Self::Array(items) => {
                items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
            }
            Self::Object(members) => {
                members.iter().map(|(name, value)| (escape(name), value)).collect()
            }
            Self::Literal(_) | Self::Text(_) => Vec::new(),
        }
    }
}

fn members(text: &str) -> Option<BTreeMap<String, Value>> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    members.into_iter().map(|(name, value)| Some((name, Value::parse(value.get())?))).collect()
}

fn items(text: &str) -> Option<Vec<Value>> {
    let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    items.into_iter().map(|item| Value::parse(item.get())).collect()
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// A text as a JSON string.
pub fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An object of members whose values are JSON.
pub fn object(members: &[(String, String)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{}:{value}", quote(name))).collect();
    format!("{{{}}}", members.join(","))
}

/// An array of items that are JSON.
pub fn array(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => formatter.write_str(text),
            Self::Text(text) => formatter.write_str(&quote(text)),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Self::to_string).collect();
                formatter.write_str(&array(&items))
            }
            Self::Object(members) => {
                let members: Vec<_> =
                    members.iter().map(|(name, value)| (name.clone(), value.to_string())).collect();
                formatter.write_str(&object(&members))
            }
        }
    }
}

/// Stops where two texts do not say the same.
///
/// # Panics
/// With the first place at which they differ.
#[track_caller]
pub fn assert_same(left: &str, right: &str, what: &str) {
    let values = [left, right]
        .map(|text| Value::parse(text).unwrap_or_else(|| panic!("{what}: not JSON: {text}")));
    let [left, right] = values;
    if left == right {
        return;
    }
    let places: Vec<String> = left.pointers().into_iter().chain(right.pointers()).collect();
    let differs = places.iter().rfind(|pointer| left.at(pointer) != right.at(pointer)).unwrap();
    let show = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
    panic!("{what}: at `{differs}` {} became {}", show(left.at(differs)), show(right.at(differs)));
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn digits_count_and_the_order_of_members_does_not() {
        assert_eq!(Value::parse(r#"{"a":1,"b":2}"#), Value::parse(r#"{ "b": 2, "a": 1 }"#));
        assert_ne!(Value::parse("1.10"), Value::parse("1.1"));
        assert_ne!(Value::parse("10"), Value::parse(r#""10""#));
        assert_eq!(Value::parse(r#""A""#), Value::parse(r#""\u0041""#));
    }

    #[test]
    fn pointers_name_every_value() {
        let value = Value::parse(r#"{"a/b":[{"~":1}]}"#).unwrap();
        assert_eq!(value.pointers(), ["", "/a~1b", "/a~1b/0", "/a~1b/0/~0"]);
        assert!(value.pointers().iter().all(|pointer| value.at(pointer).is_some()));
    }
}
