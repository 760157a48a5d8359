//! Calls: what is sent, and how each answer is read.

use super::{Doc, Member, Model, ObjectId, Relationship, Sample, Uncertain, ViewId};

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as it stands in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPiece {
    /// Text that stands as it is, slashes included.
    Literal(String),
    /// The value of a parameter: its index among [`Operation::path_parameters`].
    Parameter(usize),
}

/// A call. While it is checked, `U` stands for how its uncertain outcome is resolved: that names other calls.
#[derive(Clone, Debug)]
pub struct Operation<U = Option<Uncertain>> {
    /// Its name in the description: `group.action`.
    pub name: String,
    /// The group, in Rust a module: `snake_case`.
    pub group: String,
    /// The action, in Rust a function: `snake_case`.
    pub action: String,
    /// The name of its type in Rust, within the group's module: `UpperCamelCase`.
    pub type_name: String,
    /// What it does.
    pub doc: Doc,
    /// The face that serves it: its index among [`Api::faces`](super::Api::faces).
    pub face: usize,
    /// The method.
    pub method: Method,
    /// The path as it is documented, with `{parameters}`.
    pub path_template: String,
    /// The path in pieces.
    pub path: Vec<PathPiece>,
    /// The parameters in the path, in their order there.
    pub path_parameters: Vec<Member>,
    /// The query parameters, without those of the paging.
    pub query: Vec<Member>,
    /// The body that is sent.
    pub request: RequestBody,
    /// What the server answers to a success, by status, ascending.
    pub successes: Vec<Answer>,
    /// Documented bodies of other statuses, which hold what an earlier call made and not errors, ascending. None is empty.
    pub existing: Vec<Answer>,
    /// A repeat does no harm.
    pub safe_to_repeat: bool,
    /// How to find out what became of a call whose answer was lost.
    pub uncertain: U,
    /// The documented request.
    pub request_sample: Option<Sample>,
}

impl Operation {
    /// The group, as the description writes it.
    pub fn group_name(&self) -> &str {
        self.name.split_once('.').map_or(self.name.as_str(), |(group, _)| group)
    }

    /// Whether it changes nothing, whatever the answer.
    pub fn only_reads(&self) -> bool {
        self.method == Method::Get
    }

    /// Whether it may be sent again without harm.
    pub fn is_repeatable(&self) -> bool {
        self.safe_to_repeat || self.only_reads()
    }

    /// How its list is paged: an index among [`Api::paging`](super::Api::paging).
    pub fn paging(&self) -> Option<usize> {
        self.successes.iter().find_map(|answer| match answer.body {
            AnswerBody::List { paging, .. } => paging,
            _ => None,
        })
    }

    /// The query parameters that its paging adds.
    pub fn paging_query<'m>(&self, model: &'m Model) -> &'m [Member] {
        self.paging().map_or(&[], |paging| &model.api.paging[paging].query)
    }
}

/// The body of a request.
#[derive(Clone, Debug)]
pub enum RequestBody {
    /// None.
    Empty,
    /// A document with one resource.
    Resource {
        /// Its `type` word.
        type_word: String,
        /// The path parameter that is its `id` too: an index among [`Operation::path_parameters`].
        id: Option<usize>,
        /// The object that holds its attributes.
        attributes: Option<ObjectId>,
        /// Its relationships.
        relationships: Vec<Relationship>,
    },
    /// A plain object.
    Object(ObjectId),
}

/// A documented answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status code.
    pub status: u16,
    /// What it says, where the status does not say it all.
    pub doc: Option<Doc>,
    /// What its body holds.
    pub body: AnswerBody,
    /// The documented sample.
    pub sample: Option<Sample>,
}

/// What the body of an answer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerBody {
    /// Nothing.
    Empty,
    /// A document with one resource.
    Resource {
        /// What it looks like.
        item: ViewId,
        /// What `meta` holds.
        meta: Option<ObjectId>,
    },
    /// A document with a list of resources.
    List {
        /// What the items look like.
        item: ViewId,
        /// How the list is paged: an index among [`Api::paging`](super::Api::paging).
        paging: Option<usize>,
        /// What `meta` holds: the paging's, or the answer's own.
        meta: Option<ObjectId>,
        /// The server may answer one resource, or null, in place of the list.
        or_one: bool,
    },
    /// A document whose `data` is a plain object.
    Data {
        /// The object.
        object: ObjectId,
        /// What `meta` holds.
        meta: Option<ObjectId>,
    },
    /// A document whose `data` is a list of plain objects.
    DataList {
        /// The object.
        object: ObjectId,
        /// What `meta` holds.
        meta: Option<ObjectId>,
        /// The server may answer one object, or null, in place of the list.
        or_one: bool,
    },
    /// A plain object.
    Object(ObjectId),
}
