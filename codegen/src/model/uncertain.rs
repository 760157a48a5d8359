//! How the uncertain outcome of a call is found out. What a lookup finds, where that shows the key and how two values are
//! compared is decided while the description is checked: emitters read it here.

use super::{EnumId, Operation, OperationId, ViewId};

/// How an uncertain outcome is resolved.
#[derive(Clone, Debug)]
pub struct Uncertain {
    /// The input of the call that names what it acts on. It is always given.
    pub key: InputRef,
    /// The operation that finds it. It changes nothing.
    pub lookup: OperationId,
    /// The parameter of the lookup that takes the key.
    pub lookup_parameter: InputRef,
    /// What the lookup finds.
    pub found: Found,
    /// What must agree for the thing found to be the one asked for.
    pub same: Vec<SameRule>,
    /// The call may be sent again only while this attribute has one of these values; when nothing was found where none.
    pub again_while: Option<AgainWhile>,
}

/// An input of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputRef {
    /// A path parameter, by index.
    Path(usize),
    /// A query parameter, by index.
    Query(usize),
    /// A member of the request's attributes or of its plain body, by index.
    Body(usize),
}

/// What every success of a lookup holds: the resource that the call answers too, where that answers one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The resource, as the lookup shows it.
    pub item: ViewId,
    /// How many of them.
    pub form: FoundForm,
    /// Where it shows the key.
    pub key: FoundKey,
}

/// How many resources the answer to a lookup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundForm {
    /// One.
    One,
    /// A list, which is not paged.
    List,
    /// A list, in place of which one or null may stand.
    ListOrOne,
}

/// Where the thing found shows the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundKey {
    /// As its id.
    Id,
    /// In the attribute of the key's name and type, by index among [`Resource::attributes`](super::Resource::attributes).
    Attribute(usize),
}

/// A member of the request that must agree with what was found.
#[derive(Clone, Debug)]
pub struct SameRule {
    /// The member of the request's attributes or body, by index.
    pub request: usize,
    /// Where the found resource shows it.
    pub found: Shown,
    /// How the two are compared.
    pub comparison: Comparison,
}

/// Where a resource shows a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// In an attribute, by index among [`Resource::attributes`](super::Resource::attributes).
    Attribute(usize),
    /// As the id of a to-one relationship, by index among [`Resource::relationships`](super::Resource::relationships).
    RelationshipId(usize),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// As texts, each perhaps of a type of its own.
    Text,
    /// As exact numbers of one type.
    Number,
    /// As values of one type.
    Value,
}

/// The states in which a call may be sent again.
#[derive(Clone, Debug)]
pub struct AgainWhile {
    /// The attribute, by index among [`Resource::attributes`](super::Resource::attributes).
    pub attribute: usize,
    /// Its type.
    pub of: EnumId,
    /// The values, by index among [`Enum::values`](super::Enum::values).
    pub values: Vec<usize>,
}

impl Operation<()> {
    /// The operation, once it is known how its uncertain outcome is resolved.
    pub(crate) fn resolved(self, uncertain: Option<Uncertain>) -> Operation {
        Operation {
            name: self.name,
            group: self.group,
            action: self.action,
            type_name: self.type_name,
            doc: self.doc,
            face: self.face,
            method: self.method,
            path_template: self.path_template,
            path: self.path,
            path_parameters: self.path_parameters,
            query: self.query,
            request: self.request,
            successes: self.successes,
            existing: self.existing,
            safe_to_repeat: self.safe_to_repeat,
            uncertain,
            request_sample: self.request_sample,
        }
    }
}
