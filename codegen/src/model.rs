//! What a description means: the checked form that every emitter reads.
//!
//! Every name is resolved, every default is filled in, every Rust name is chosen and free of clashes. Definitions are sorted
//! by name, members keep the order of the text. An emitter decides how things look, never what they mean.

mod uncertain;

use std::ops::Index;

use crate::language;

pub use self::uncertain::{
    AgainWhile, Comparison, Found, FoundForm, FoundKey, InputRef, SameRule, Shown, Uncertain,
};
pub use language::{AuthScheme, Directive, Habits, Outcome, SignatureScheme};

/// A whole checked description.
#[derive(Clone, Debug)]
pub struct Model {
    /// What holds for the whole API.
    pub api: Api,
    /// Named scalars, the ids of resources among them.
    pub scalars: Vec<Scalar>,
    /// Open enums.
    pub enums: Vec<Enum>,
    /// Plain objects.
    pub objects: Vec<Object>,
    /// Resources.
    pub resources: Vec<Resource>,
    /// Operations, sorted by group and action.
    pub operations: Vec<Operation>,
    /// Callbacks.
    pub callbacks: Vec<Callback>,
}

macro_rules! handles {
    ($($(#[$doc:meta])* $handle:ident -> $target:ident in $list:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $handle(pub(crate) usize);

        impl Index<$handle> for Model {
            type Output = $target;

            fn index(&self, handle: $handle) -> &$target {
                &self.$list[handle.0]
            }
        }
    )*};
}

handles! {
    /// Names a scalar of the model.
    ScalarId -> Scalar in scalars;
    /// Names an enum of the model.
    EnumId -> Enum in enums;
    /// Names an object of the model.
    ObjectId -> Object in objects;
    /// Names a resource of the model.
    ResourceId -> Resource in resources;
    /// Names an operation of the model.
    OperationId -> Operation in operations;
}

/// What something is, in words, and where that is documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// The words: plain text, one or more paragraphs.
    pub text: String,
    /// The short name of the source.
    pub source: String,
}

/// What holds for the whole API.
#[derive(Clone, Debug)]
pub struct Api {
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub doc: String,
    /// The media type of bodies.
    pub media_type: String,
    /// The base of the schemas' `$id`s; ends in `/`.
    pub schema_base: String,
    /// Short name and description of every source.
    pub sources: Vec<(String, String)>,
    /// The faces.
    pub faces: Vec<Face>,
    /// The documented statuses, ascending.
    pub statuses: Vec<StatusRule>,
    /// The forms of an error body.
    pub errors: Errors,
    /// The paging styles.
    pub paging: Vec<Paging>,
    /// Departures from what one would expect on the wire.
    pub habits: Habits,
}

/// A set of calls with one base URL and one way to authenticate.
#[derive(Clone, Debug)]
pub struct Face {
    /// Its name in the description.
    pub name: String,
    /// The name of its variant in Rust.
    pub variant: String,
    /// What it is for.
    pub doc: Doc,
    /// Where it is served, the usual place first. None where the description names no place.
    pub servers: Vec<Server>,
    /// How a caller shows who it is.
    pub auth: AuthScheme,
    /// What the credentials are.
    pub auth_doc: String,
}

/// Where a face is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `https` or `http`.
    pub scheme: String,
    /// The host, perhaps with a port.
    pub host: String,
    /// What the path of every call begins with: empty, or from a slash to before the next.
    pub prefix: String,
}

/// What a status says and directs to do.
#[derive(Clone, Debug)]
pub struct StatusRule {
    /// The HTTP status code.
    pub status: u16,
    /// What it says, in a few words.
    pub meaning: String,
    /// What became of a write that was answered so.
    pub outcome: Outcome,
    /// What to do.
    pub directive: Directive,
    /// What to do, in words.
    pub doc: Doc,
}

/// The forms of an error body.
#[derive(Clone, Debug)]
pub struct Errors {
    /// The forms in words.
    pub doc: Doc,
    /// The object of which `errors` holds one or more.
    pub object: ObjectId,
    /// Where `errors` may also map members of the request to messages: what that map is.
    pub fields: Option<Doc>,
    /// The documented samples, by status.
    pub samples: Vec<(u16, Sample)>,
}

/// A way in which lists are paged.
#[derive(Clone, Debug)]
pub struct Paging {
    /// Its name in the description.
    pub name: String,
    /// How to read the list to its end.
    pub doc: Doc,
    /// The query parameters that choose a page.
    pub query: Vec<Member>,
    /// What the document's `meta` holds.
    pub meta: ObjectId,
    /// The link to the page that follows.
    pub next: String,
    /// The links that a page may carry.
    pub links: Vec<String>,
}

/// Whether a value may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitivity {
    /// It may be shown.
    Open,
    /// Personal data: not in logs.
    Personal,
    /// A credential: not in logs.
    Secret,
}

/// A named scalar.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// Its name, in Rust and in the schemas.
    pub name: String,
    /// What it stands for.
    pub doc: Doc,
    /// Its form on the wire.
    pub kind: ScalarKind,
    /// Whether it may be shown.
    pub sensitivity: Sensitivity,
    /// A value on the wire.
    pub example: Option<Example>,
}

/// The form of a scalar on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarKind {
    /// A JSON string; `escaped_twice` says that its backslashes arrive doubled.
    Text {
        /// Its backslashes arrive doubled.
        escaped_twice: bool,
    },
    /// A JSON integer.
    Integer,
    /// An exact number; `or_text` says that it may also be a JSON string.
    Decimal {
        /// It may also be a JSON string.
        or_text: bool,
    },
}

/// An example value, in the form that it has on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Example {
    /// A JSON string with this content.
    Text(String),
    /// A JSON number or boolean, as its text.
    Literal(String),
}

/// An open set of words.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its name, in Rust and in the schemas.
    pub name: String,
    /// What the word says.
    pub doc: Doc,
    /// Facts that hold for some values.
    pub facts: Vec<Fact>,
    /// The known values.
    pub values: Vec<EnumValue>,
    /// The life cycle that the values describe.
    pub lifecycle: Option<Lifecycle>,
}

/// A fact about some values of an enum.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name in the description.
    pub name: String,
    /// The name of its method: `is_…`.
    pub method: String,
    /// What it says.
    pub doc: String,
    /// For each value, in their order, whether it holds.
    pub holds: Vec<bool>,
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The word on the wire.
    pub word: String,
    /// The name of its variant in Rust.
    pub variant: String,
    /// What it says.
    pub doc: Doc,
}

/// Which values of an enum may follow which.
#[derive(Clone, Debug)]
pub struct Lifecycle {
    /// The value with which it begins.
    pub initial: usize,
    /// For each value, in their order, the values that may follow it.
    pub next: Vec<Vec<usize>>,
}

/// The type of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A JSON string.
    Text,
    /// A JSON boolean.
    Boolean,
    /// A JSON integer.
    Integer,
    /// An exact JSON number.
    Decimal,
    /// Seconds since 1970-01-01T00:00:00Z, a JSON integer.
    UnixSeconds,
    /// Any JSON value.
    Json,
    /// A named scalar.
    Scalar(ScalarId),
    /// An open enum.
    Enum(EnumId),
    /// A plain object.
    Object(ObjectId),
    /// A JSON array.
    List(Box<Type>),
    /// A JSON object with free names.
    Map(Box<Type>),
}

impl Type {
    /// Whether it is this object, or a list or a map of it.
    pub fn holds(&self, object: ObjectId) -> bool {
        match self {
            Self::Object(held) => *held == object,
            Self::List(of) | Self::Map(of) => of.holds(object),
            _ => false,
        }
    }
}

/// Whether a member must be there and may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is there and not null.
    Required,
    /// It is there and may be null.
    Nullable,
    /// It may be absent, and is not null.
    Optional,
    /// It may be absent or null.
    Maybe,
}

impl Presence {
    /// The same, for a member that may also be absent.
    #[must_use]
    pub fn or_absent(self) -> Self {
        match self {
            Self::Required | Self::Optional => Self::Optional,
            Self::Nullable | Self::Maybe => Self::Maybe,
        }
    }

    /// The same, for a member that may also be null.
    #[must_use]
    pub fn or_null(self) -> Self {
        match self {
            Self::Required | Self::Nullable => Self::Nullable,
            Self::Optional | Self::Maybe => Self::Maybe,
        }
    }

    /// Whether the member is always there.
    pub fn is_always_there(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }

    /// Whether the member may be null.
    pub fn may_be_null(self) -> bool {
        matches!(self, Self::Nullable | Self::Maybe)
    }
}

/// A member of an object, an attribute, or a parameter.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub field: String,
    /// Its type.
    pub ty: Type,
    /// Whether it must be there and may be null.
    pub presence: Presence,
    /// What it says.
    pub doc: Doc,
    /// Whether it may be shown.
    pub sensitivity: Sensitivity,
    /// A value on the wire.
    pub example: Option<Example>,
    /// The wire name of the sibling (a map) inside which it may also arrive.
    pub or_inside: Option<String>,
}

/// Where a definition is used, which decides what is emitted for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// It is part of what is sent.
    pub request: bool,
    /// It is part of what is received.
    pub response: bool,
}

/// A plain object.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its name, in Rust and in the schemas.
    pub name: String,
    /// What it is.
    pub doc: Doc,
    /// Its members, in the order of the text.
    pub members: Vec<Member>,
    /// Where it is used.
    pub usage: Usage,
}

/// A JSON:API resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its `type` word.
    pub type_word: String,
    /// The name of its model, in Rust and in the schemas.
    pub name: String,
    /// What it is.
    pub doc: Doc,
    /// Its id type.
    pub id: ScalarId,
    /// The attributes of all views together: one that some view lacks is optional here.
    pub attributes: Vec<Member>,
    /// Its relationships.
    pub relationships: Vec<Relationship>,
    /// The links that it may carry.
    pub links: Vec<String>,
    /// The attributes of the resource where no view is named.
    pub base: Vec<Member>,
    /// The other views.
    pub views: Vec<View>,
}

/// A view of a resource.
#[derive(Clone, Debug)]
pub struct View {
    /// Its name in the description.
    pub name: String,
    /// Where the resource looks like this.
    pub doc: Doc,
    /// Its attributes.
    pub attributes: Vec<Member>,
}

/// Names a view of a resource; the base where `view` is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ViewId {
    /// The resource.
    pub resource: ResourceId,
    /// The view among [`Resource::views`].
    pub view: Option<usize>,
}

/// A relationship.
#[derive(Clone, Debug)]
pub struct Relationship {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub field: String,
    /// Whether it relates to one or to many.
    pub arity: Arity,
    /// What it relates to.
    pub target: Target,
    /// It may be absent.
    pub optional: bool,
    /// What it is.
    pub doc: Doc,
}

impl Relationship {
    /// Whether a call with this method may say that it relates to none any more: only a change of something that is there.
    pub fn may_be_cleared(&self, method: Method) -> bool {
        method == Method::Patch && self.optional && self.arity == Arity::One
    }
}

/// To one or to many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    /// To one, or to none.
    One,
    /// To any number.
    Many,
}

/// What a relationship relates to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Resources of one type, and the type of the id in the linkage.
    One {
        /// The resource.
        resource: ResourceId,
        /// The type of the id in the linkage.
        id: ScalarId,
    },
    /// Resources of any of these types.
    AnyOf {
        /// The name of the linkage type, in Rust and in the schemas.
        name: String,
        /// The resources.
        resources: Vec<ResourceId>,
    },
}

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
    /// The face that serves it: its index among [`Api::faces`].
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
        /// How the list is paged: an index among [`Api::paging`].
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

/// A request that the server sends to a URL of ours.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Its name in the description.
    pub name: String,
    /// The name of its type in Rust.
    pub type_name: String,
    /// When it is sent and what to do with it.
    pub doc: Doc,
    /// What its body holds.
    pub body: AnswerBody,
    /// How it is signed.
    pub signature: Option<Signature>,
    /// The one status that acknowledges it.
    pub acknowledge: u16,
    /// The attribute that orders two callbacks about the same resource, by index among [`Resource::attributes`].
    pub order_by: Option<usize>,
    /// The documented sample.
    pub sample: Option<Sample>,
}

/// How a callback is signed.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The header that carries the signature.
    pub header: String,
    /// How it is computed.
    pub scheme: SignatureScheme,
    /// Which secret signs.
    pub doc: String,
}

/// A documented sample.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The name of its file without `.json`.
    pub name: String,
    /// Its text, verbatim.
    pub text: String,
}

impl Resource {
    /// Whether `attributes` must be there: only where an attribute must.
    pub fn attributes_presence(&self) -> Presence {
        required_if(self.attributes.iter().any(|member| member.presence.is_always_there()))
    }

    /// Whether `relationships` must be there: only where a relationship must.
    pub fn relationships_presence(&self) -> Presence {
        required_if(self.relationships.iter().any(|relationship| !relationship.optional))
    }

    /// The attributes that a view shows.
    pub fn attributes_of(&self, view: Option<usize>) -> &[Member] {
        view.map_or(&self.base, |view| &self.views[view].attributes)
    }
}

/// Whether a status says that a call succeeded.
pub fn is_success(status: u16) -> bool {
    (200..=299).contains(&status)
}

impl Operation {
    /// The group, as the description writes it.
    pub fn group_name(&self) -> &str {
        self.name.split_once('.').map_or(self.name.as_str(), |(group, _)| group)
    }

    /// How its list is paged: an index among [`Api::paging`].
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

fn required_if(required: bool) -> Presence {
    if required { Presence::Required } else { Presence::Optional }
}

impl Model {
    /// The handles of all objects, in their order.
    pub fn object_ids(&self) -> impl Iterator<Item = ObjectId> + use<> {
        (0..self.objects.len()).map(ObjectId)
    }

    /// Whether an object is only ever the attributes or the plain body of requests, and not nested in any.
    pub fn is_only_request_root(&self, object: ObjectId) -> bool {
        let is_root = self.operations.iter().any(|operation| match operation.request {
            RequestBody::Resource { attributes, .. } => attributes == Some(object),
            RequestBody::Object(body) => body == object,
            RequestBody::Empty => false,
        });
        let is_nested = self
            .objects
            .iter()
            .flat_map(|parent| &parent.members)
            .any(|member| member.ty.holds(object));
        is_root && !is_nested
    }

    /// An input of a call.
    pub fn input<'m>(&'m self, operation: &'m Operation, input: InputRef) -> &'m Member {
        match input {
            InputRef::Path(index) => &operation.path_parameters[index],
            InputRef::Query(index) => &operation.query[index],
            InputRef::Body(index) => &self.body_members(&operation.request)[index],
        }
    }

    /// The members that a request's caller gives beside the parameters: the attributes or the plain body.
    pub fn body_members(&self, request: &RequestBody) -> &[Member] {
        match request {
            RequestBody::Empty | RequestBody::Resource { attributes: None, .. } => &[],
            RequestBody::Resource { attributes: Some(object), .. }
            | RequestBody::Object(object) => &self[*object].members,
        }
    }
}

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
