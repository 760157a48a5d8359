//! Where every key and value of one YAML file stands.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Pointer, Segment};

/// The shape of one YAML file with the place of every key and value, in bytes.
///
/// The place of a mapping or list reaches from its first key or item to the end of its last. A value that is left out
/// (`key:` and nothing more) has the place of its key.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
    pub(super) children: Children,
}

/// The number of a node; nodes are numbered in the order of the file.
pub(super) type NodeId = usize;

/// What a node holds.
#[derive(Debug)]
pub(super) enum Children {
    None,
    List(Vec<NodeId>),
    Map(BTreeMap<String, NodeId>),
}

/// The number of the node that holds all others.
pub(super) const ROOT: NodeId = 0;

impl Tree {
    /// `nodes` must hold at least the root.
    pub(super) fn new(nodes: Vec<Node>) -> Self {
        Self { nodes }
    }

    /// The place of the key whose value `pointer` leads to; none for list items, the whole file and unknown pointers.
    #[must_use]
    pub fn key(&self, pointer: &Pointer) -> Option<Range<usize>> {
        self.find(pointer)?.key.clone()
    }

    /// The place of the value that `pointer` leads to.
    #[must_use]
    pub fn value(&self, pointer: &Pointer) -> Option<Range<usize>> {
        Some(self.find(pointer)?.value.clone())
    }

    /// The place of the key that `pointer` leads to or, where there is none, of what is nearest: the value itself, then
    /// the key of the closest mapping around it.
    #[must_use]
    pub fn nearest_key(&self, pointer: &Pointer) -> Range<usize> {
        let node = self.nearest(pointer);
        node.key.clone().unwrap_or_else(|| self.head(node))
    }

    /// The place of the value that `pointer` leads to, or of the key of the closest value around it.
    #[must_use]
    pub fn nearest_value(&self, pointer: &Pointer) -> Range<usize> {
        self.value(pointer).unwrap_or_else(|| self.nearest_key(pointer))
    }

    /// The keys of the mapping that `pointer` leads to, in the order of the file; none where there is no mapping.
    #[must_use]
    pub fn names(&self, pointer: &Pointer) -> Vec<&str> {
        let Some(Node { children: Children::Map(children), .. }) = self.find(pointer) else {
            return Vec::new();
        };
        let mut names: Vec<(NodeId, &str)> =
            children.iter().map(|(name, id)| (*id, name.as_str())).collect();
        names.sort_unstable();
        names.into_iter().map(|(_, name)| name).collect()
    }

    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id)
    }

    fn find(&self, pointer: &Pointer) -> Option<&Node> {
        pointer.iter().try_fold(self.node(ROOT)?, |node, segment| self.child(node, segment))
    }

    fn child(&self, node: &Node, segment: &Segment) -> Option<&Node> {
        let id = match (&node.children, segment) {
            (Children::Map(children), Segment::Name(name)) => children.get(name),
            (Children::List(children), Segment::Index(index)) => children.get(*index),
            _ => None,
        }?;
        self.node(*id)
    }

    fn nearest(&self, pointer: &Pointer) -> &Node {
        let mut node = &self.nodes[ROOT];
        for segment in pointer {
            match self.child(node, segment) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }

    /// What to point at for a value without a key: its first key, if it is a mapping, or else the value.
    fn head(&self, node: &Node) -> Range<usize> {
        let first = match &node.children {
            Children::Map(children) => children.values().min(),
            Children::None | Children::List(_) => None,
        };
        first.and_then(|id| self.node(*id)?.key.clone()).unwrap_or_else(|| node.value.clone())
    }
}
