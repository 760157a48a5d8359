//! From tokens to the text of a Rust file: one formatting path for everything that is emitted.
//!
//! `syn` parses the tokens, `prettyplease` prints them. Only the body of a macro of the runtime is laid out here, a line a
//! member or a word: to a formatter it is an opaque run of tokens.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::Node;
use crate::sync::{File, MARKER};

/// A Rust file under `src/generated/`.
pub(super) struct RustFile {
    /// Its path below `src/generated/`.
    pub(super) path: String,
    /// What the file is for: its module documentation.
    pub(super) purpose: String,
    /// Its items.
    pub(super) items: TokenStream,
    /// The macro calls among its items.
    pub(super) blocks: Blocks,
    /// What of the description it holds.
    pub(super) nodes: Vec<Node>,
}

/// The macro calls of a file: each stands in the tokens as a short placeholder.
#[derive(Default)]
pub(super) struct Blocks(Vec<Vec<String>>);


impl Blocks {
    /// The item `name! { lines }`. Lines are indented by as much as they say beyond one level.
    pub(super) fn add(&mut self, name: &'static str, lines: Vec<String>) -> TokenStream {
        let placeholder = format_ident!("{}", placeholder(self.0.len()));
        self.0.push(lines);
        let name = format_ident!("{name}");
        quote! { #name! { #placeholder } }
    }

    /// The text with every placeholder replaced by its block.
    fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() * 2);
        let mut rest = text;
        for (index, block) in self.0.iter().enumerate() {
            let printed = format!("    {}\n", placeholder(index));
            let Some((before, after)) = rest.split_once(&printed) else { continue };
            filled.push_str(before);
            for line in block {
                filled.push_str(format!("    {line}").trim_end());
                filled.push('\n');
            }
            rest = after;
        }
        filled + rest
    }
}

fn placeholder(index: usize) -> String {
    format!("block_{index}")
}

impl RustFile {
    /// The file, formatted.
    ///
    /// # Errors
    /// The emitter's fault, never the description's: what it made is not Rust.
    pub(super) fn print(self) -> Result<File, String> {
        let Self { path, purpose, items, blocks, nodes: _ } = self;
        let syntax = syn::parse2::<syn::File>(items.clone())
            .map_err(|error| format!("{path}: {error} in {}", excerpt(&items)))?;
        let text = separate_items(&prettyplease::unparse(&syntax));
        let text = blocks.fill(&text);
        syn::parse_file(&text).map_err(|error| format!("{path}: {error}"))?;
        let purpose: Vec<String> =
            purpose.lines().map(|line| format!("//! {line}").trim_end().to_owned()).collect();
        let text = format!("// {MARKER}\n{}\n\n{text}", purpose.join("\n"));
        Ok(File { path: format!("src/generated/{path}"), text })
    }
}

/// Puts an empty line between items, which `prettyplease` sets close; `use` and `mod` lines stay together.
fn separate_items(text: &str) -> String {
    let mut separated = String::with_capacity(text.len() + text.len() / 50);
    let mut previous = "";
    for line in text.lines() {
        let starts_item = !line.is_empty() && !line.starts_with([' ', '}', ')', ']']);
        if starts_item && !continues(previous, line) {
            separated.push('\n');
        }
        separated.push_str(line);
        separated.push('\n');
        previous = line;
    }
    separated
}

/// Whether the item that starts at `line` belongs close to the line before.
fn continues(previous: &str, line: &str) -> bool {
    let is_attribute = previous.starts_with("#[") || previous.starts_with("///") || previous == ")]";
    let same_kind = |prefix: &str| previous.starts_with(prefix) && line.starts_with(prefix);
    previous.is_empty() || is_attribute || ["use ", "mod ", "pub mod ", "pub use "].into_iter().any(same_kind)
}

fn excerpt(tokens: &TokenStream) -> String {
    tokens.to_string().chars().take(2_000).collect()
}
