//! The names of everything that a description defines, so that an emitter can account for each.

use super::{Model, Operation, Resource};

impl Model {
    /// Everything that an emitter has to account for.
    pub fn nodes(&self) -> Vec<Node> {
        let api = &self.api;
        let mut nodes =
            vec![Node::new(NodeKind::Api, &api.title), Node::new(NodeKind::Errors, "errors")];
        nodes.extend(api.faces.iter().map(|face| Node::new(NodeKind::Face, &face.name)));
        nodes.extend(
            api.statuses.iter().map(|rule| Node::new(NodeKind::Status, rule.status.to_string())),
        );
        nodes.extend(api.paging.iter().map(|paging| Node::new(NodeKind::Paging, &paging.name)));
        nodes.extend(self.scalars.iter().map(|scalar| Node::new(NodeKind::Scalar, &scalar.name)));
        nodes.extend(self.enums.iter().map(|of| Node::new(NodeKind::Enum, &of.name)));
        nodes.extend(self.objects.iter().map(|object| Node::new(NodeKind::Object, &object.name)));
        nodes.extend(self.resources.iter().flat_map(Resource::nodes));
        nodes.extend(self.operations.iter().flat_map(Operation::nodes));
        nodes.extend(
            self.callbacks.iter().map(|callback| Node::new(NodeKind::Callback, &callback.name)),
        );
        nodes
    }
}

impl Resource {
    /// The resource and its views.
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        let views = self.views.iter();
        let views = views
            .map(|view| Node::new(NodeKind::View, format!("{}.{}", self.type_word, view.name)));
        std::iter::once(Node::new(NodeKind::Resource, &self.type_word)).chain(views)
    }
}

impl Operation {
    /// The operation, its request and its answers.
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        let answers = self.successes.iter().chain(&self.existing);
        let answers = answers
            .map(|answer| Node::new(NodeKind::Answer, format!("{} {}", self.name, answer.status)));
        [NodeKind::Operation, NodeKind::Request]
            .map(|kind| Node::new(kind, &self.name))
            .into_iter()
            .chain(answers)
    }
}

/// Something that the description defines, as the account of an emitter names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its name among those of its kind.
    pub name: String,
}

impl Node {
    /// Names something that the description defines.
    pub fn new(kind: NodeKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into() }
    }
}

/// What a [`Node`] is, and how it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// The API, by its title.
    Api,
    /// A face, by its name.
    Face,
    /// A rule about a status, by its code.
    Status,
    /// The forms of an error body: `errors`.
    Errors,
    /// A paging style, by its name.
    Paging,
    /// A scalar, by its name.
    Scalar,
    /// An enum, by its name.
    Enum,
    /// An object, by its name.
    Object,
    /// A resource, by its type word.
    Resource,
    /// A view: `type-word.view`.
    View,
    /// An operation, by its name.
    Operation,
    /// The request of an operation, by the operation's name.
    Request,
    /// An answer of an operation: `group.action status`.
    Answer,
    /// A callback, by its name.
    Callback,
}
