//! Where every key and value of one YAML file stands.

use std::ops::Range;

use super::{Pointer, Segment};

/// The shape of one YAML file with the place of every key and value, in bytes.
///
/// The place of a mapping or list reaches from its first key or item to the end of its last. A value that is left out
/// (`key:` and nothing more) has the place of its key.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    /// The children of all nodes. Those of one node stand together: of a list in its order, of a mapping by their names.
    children: Vec<NodeId>,
    /// The texts of all keys, one after the other.
    names: String,
}

#[derive(Debug)]
pub(super) struct Node {
    key: Option<Key>,
    value: Span,
    children: Children,
}

/// A key: its place, and its text among the names.
#[derive(Debug)]
struct Key {
    span: Span,
    name: Span,
}

/// The number of a node; nodes are numbered in the order of the file.
pub(super) type NodeId = u32;

/// What a node holds: which of the children.
#[derive(Debug, Clone, Copy)]
pub(super) enum Children {
    None,
    List(Span),
    Map(Span),
}

/// A range in half the memory. A text of 4 GiB, which no file may have, has no places further on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: narrow(range.start), end: narrow(range.end) }
    }
}

impl Span {
    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The number of the node that holds all others.
pub(super) const ROOT: NodeId = 0;

impl Node {
    pub(super) fn key(&self) -> Option<Range<usize>> {
        Some(self.key.as_ref()?.span.range())
    }

    pub(super) fn value(&self) -> Range<usize> {
        self.value.range()
    }

    pub(super) fn children(&self) -> Children {
        self.children
    }
}

/// Building a tree, in the order of the file.
impl Tree {
    /// Adds a node; `key` is the text of its key and the place of it.
    pub(super) fn add(
        &mut self,
        key: Option<(&str, Range<usize>)>,
        value: Range<usize>,
        children: Children,
    ) -> NodeId {
        let id = self.nodes.len();
        let key = key.map(|(name, span)| {
            let start = self.names.len();
            self.names.push_str(name);
            Key { span: span.into(), name: (start..self.names.len()).into() }
        });
        self.nodes.push(Node { key, value: value.into(), children });
        u32::try_from(id).unwrap_or(u32::MAX)
    }

    /// Gives a mapping or list its children, those of a mapping sorted by name, and moves its end up to `end`.
    pub(super) fn close(
        &mut self,
        id: NodeId,
        children: impl IntoIterator<Item = NodeId>,
        end: usize,
    ) {
        let start = self.children.len();
        self.children.extend(children);
        let all = Span::from(start..self.children.len());
        if let Some(node) = self.nodes.get_mut(id as usize) {
            let value = node.value.range();
            node.value = (value.start..value.end.max(end)).into();
            node.children = match node.children {
                Children::None => Children::None,
                Children::List(_) => Children::List(all),
                Children::Map(_) => Children::Map(all),
            };
        }
    }

    /// Gives back the memory that was set aside for more.
    pub(super) fn finished(mut self) -> Self {
        self.nodes.shrink_to_fit();
        self.children.shrink_to_fit();
        self.names.shrink_to_fit();
        self
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }
}

impl Tree {
    /// The place of the key whose value `pointer` leads to; none for list items, the whole file and unknown pointers.
    #[must_use]
    pub fn key(&self, pointer: &Pointer) -> Option<Range<usize>> {
        self.find(pointer)?.key()
    }

    /// The place of the value that `pointer` leads to.
    #[must_use]
    pub fn value(&self, pointer: &Pointer) -> Option<Range<usize>> {
        Some(self.find(pointer)?.value())
    }

    /// The place of the key that `pointer` leads to or, where there is none, of what is nearest: the value itself, then
    /// the key of the closest mapping around it.
    #[must_use]
    pub fn nearest_key(&self, pointer: &Pointer) -> Range<usize> {
        let node = self.nearest(pointer);
        node.key().unwrap_or_else(|| self.head(node))
    }

    /// The place of the value that `pointer` leads to, or of the key of the closest value around it.
    #[must_use]
    pub fn nearest_value(&self, pointer: &Pointer) -> Range<usize> {
        self.value(pointer).unwrap_or_else(|| self.nearest_key(pointer))
    }

    /// The keys of the mapping that `pointer` leads to, in the order of the file; none where there is no mapping.
    #[must_use]
    pub fn names(&self, pointer: &Pointer) -> Vec<&str> {
        let Some(Children::Map(children)) = self.find(pointer).map(Node::children) else {
            return Vec::new();
        };
        let mut ids = self.ids(children).to_vec();
        ids.sort_unstable();
        ids.into_iter().map(|id| self.name(id)).collect()
    }

    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    /// The children of a node.
    pub(super) fn ids(&self, children: Span) -> &[NodeId] {
        self.children.get(children.range()).unwrap_or_default()
    }

    /// The text of a node's key.
    pub(super) fn name(&self, id: NodeId) -> &str {
        let key = self.node(id).and_then(|node| node.key.as_ref());
        key.and_then(|key| self.names.get(key.name.range())).unwrap_or_default()
    }

    /// The position of a name among the children of a mapping.
    pub(super) fn position(&self, children: Span, name: &str) -> Option<usize> {
        self.ids(children).binary_search_by(|id| self.name(*id).cmp(name)).ok()
    }

    fn find(&self, pointer: &Pointer) -> Option<&Node> {
        pointer.iter().try_fold(self.node(ROOT)?, |node, segment| self.child(node, segment))
    }

    fn child(&self, node: &Node, segment: &Segment) -> Option<&Node> {
        let id = match (node.children, segment) {
            (Children::Map(children), Segment::Name(name)) => {
                self.ids(children).get(self.position(children, name)?)
            }
            (Children::List(children), Segment::Index(index)) => self.ids(children).get(*index),
            _ => None,
        }?;
        self.node(*id)
    }

    fn nearest(&self, pointer: &Pointer) -> &Node {
        let mut node = &self.nodes[ROOT as usize];
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
        let first = match node.children {
            Children::Map(children) => self.ids(children).iter().min(),
            Children::None | Children::List(_) => None,
        };
        first.and_then(|id| self.node(*id)?.key()).unwrap_or_else(|| node.value())
    }
}
