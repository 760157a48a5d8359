//! Documents in which everything is present once, with texts that occur nowhere else.

use std::collections::BTreeSet;

use codegen::model::Presence;

use crate::documents::{Choose, Here, Leaf};
use crate::json::quote;

/// What every canary begins with: a word or a number.
pub const MARKS: [&str; 2] = ["canary", "77077"];

/// Chooses everything that a description allows. What must never be shown is a canary: a text of its own.
#[derive(Debug, Default)]
pub struct Canaries {
    /// The canaries, as they stand in the JSON.
    pub canaries: Vec<String>,
    /// The marked members and scalars that hold a canary.
    pub marked: BTreeSet<String>,
    count: usize,
}

impl Canaries {
    /// A new canary of a kind, if the value may not be shown; else a harmless text.
    fn canary(
        &mut self,
        leaf: &Leaf,
        canary: impl FnOnce(usize) -> String,
        harmless: &str,
    ) -> String {
        let Some(marked) = &leaf.marked else { return harmless.to_owned() };
        self.marked.insert(marked.clone());
        self.new_canary(canary)
    }

    fn new_canary(&mut self, canary: impl FnOnce(usize) -> String) -> String {
        self.count += 1;
        let canary = canary(self.count);
        self.canaries.push(canary.clone());
        canary
    }
}

fn word(count: usize) -> String {
    format!("{}{count:04}x", MARKS[0])
}

fn number(count: usize) -> String {
    format!("{}{count:04}", MARKS[1])
}

impl Choose for Canaries {
    fn here(&mut self, _: Presence) -> Here {
        Here::Value
    }

    fn length(&mut self) -> usize {
        2
    }

    fn one_of(&mut self, _: usize) -> usize {
        0
    }

    fn name(&mut self, index: usize) -> String {
        format!("x-key {index}")
    }

    fn text(&mut self, leaf: &Leaf) -> String {
        self.canary(leaf, word, "harmless")
    }

    fn integer(&mut self, leaf: &Leaf) -> String {
        self.canary(leaf, number, "7")
    }

    fn decimal(&mut self, leaf: &Leaf) -> String {
        self.canary(leaf, |count| format!("{}.50", number(count)), "7.50")
    }

    fn boolean(&mut self) -> bool {
        true
    }

    /// JSON of any shape is never shown, marked or not.
    fn json(&mut self, leaf: &Leaf) -> String {
        self.marked.extend(leaf.marked.clone());
        format!(r#"{{"x":[{}]}}"#, quote(&self.new_canary(word)))
    }

    fn unknown_word(&mut self) -> Option<String> {
        None
    }

    /// The values of members that the description does not name are never shown.
    fn unknown_members(&mut self) -> Vec<(String, String)> {
        vec![("x-new".to_owned(), quote(&self.new_canary(word)))]
    }

    fn link(&mut self) -> String {
        quote("/harmless?page=2")
    }
}
