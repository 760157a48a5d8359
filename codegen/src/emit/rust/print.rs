//! From tokens to the text of a Rust file: one formatting path for everything that is emitted.
//!
//! `syn` parses the tokens, `prettyplease` prints them. Only the body of a macro of the runtime is laid out here, a line a
//! member or a word: to a formatter it is an opaque run of tokens.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{ParseStream, Parser as _};

use crate::model::Node;
use crate::sync::{File, MARKER};

/// A Rust file under `src/generated/`.
pub(super) struct RustFile {
    /// Its path below `src/generated/`.
    pub(super) path: String,
    /// What the file is for: its module documentation.
    pub(super) purpose: String,
    /// Its items, as runs of whole ones. Each is parsed on its own: tokens put into a larger run are copied, one by one.
    pub(super) items: Vec<TokenStream>,
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

    /// Whether every block is a run of whole tokens with closed brackets: then it cannot harm the items around it.
    fn check(&self) -> Result<(), proc_macro2::LexError> {
        self.0.iter().try_for_each(|lines| lines.join("\n").parse::<TokenStream>().map(drop))
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
        blocks.check().map_err(|error| format!("{path}: {error}"))?;
        let items = parsed(items).map_err(|error| format!("{path}: {error}"))?;
        let syntax = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items };
        let text = separate_items(&prettyplease::unparse(&syntax));
        let text = blocks.fill(&text);
        let purpose: Vec<String> =
            purpose.lines().map(|line| format!("//! {line}").trim_end().to_owned()).collect();
        let mut text = format!("// {MARKER}\n{}\n\n{text}", purpose.join("\n"));
        text.shrink_to_fit();
        Ok(File { path: format!("src/generated/{path}"), text })
    }
}

/// The items of these runs.
fn parsed(runs: Vec<TokenStream>) -> syn::Result<Vec<syn::Item>> {
    let mut items = Vec::new();
    for run in runs {
        let take = |input: ParseStream<'_>| {
            while !input.is_empty() {
                items.push(input.parse()?);
            }
            Ok(())
        };
        take.parse2(run)?;
    }
    Ok(items)
}

/// Puts an empty line between items and between the functions of an `impl`, which `prettyplease` sets close. `use` lines stay
/// together, and so do `mod` lines.
fn separate_items(text: &str) -> String {
    let mut separated = String::with_capacity(text.len() + text.len() / 50);
    let mut item = "";
    let mut previous = "";
    for line in text.lines() {
        if starts_item(line) {
            if !(previous.is_empty() || is_attribute(previous) || stays_close(item, line)) {
                separated.push('\n');
            }
            item = line;
        } else if starts_function(previous, line) {
            separated.push('\n');
        }
        separated.push_str(line);
        separated.push('\n');
        previous = line;
    }
    separated
}

fn starts_item(line: &str) -> bool {
    line.starts_with(|first: char| first.is_alphabetic() || matches!(first, '#' | '/'))
        && line != "where"
}

fn is_attribute(line: &str) -> bool {
    line.starts_with("#[") || line.starts_with("///") || line == ")]"
}

fn stays_close(item: &str, line: &str) -> bool {
    ["use ", "mod ", "pub mod ", "pub use "]
        .into_iter()
        .any(|kind| item.starts_with(kind) && line.starts_with(kind))
}

/// Whether a function, its documentation or a constant begins in an `impl` after a function or a constant of another kind.
fn starts_function(previous: &str, line: &str) -> bool {
    let member = line.strip_prefix("    ").filter(|member| !member.starts_with([' ', '}', ')']));
    let Some(member) = member else { return false };
    let after_constant = ["    const ", "    pub const ", "    type "]
        .into_iter()
        .any(|kind| previous.starts_with(kind));
    let starts = ["fn ", "pub fn ", "///"].into_iter().any(|kind| member.starts_with(kind));
    previous == "    }" || (after_constant && starts)
}
