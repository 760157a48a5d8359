//! What every generated client stands on. It knows JSON:API and HTTP, and no particular API.

mod answer;
mod api;
mod authorization;
mod builder;
mod callback;
pub mod decimal;
mod document;
mod errors;
pub mod json;
pub mod open_enum;
mod operation;
mod reconcile;
mod relationship;
mod request;
pub mod serde_bridge;
pub mod text;
pub mod time;
mod transport;

pub use crate::{object, open_enum, text_newtype};
pub use answer::{AnswerBody, Failure, NoContent, Reason};
pub use api::{Api, Authentication, Directive, Face, Habits, Outcome, StatusRule};
pub use authorization::{Credentials, Redacted};
pub use builder::{Given, Missing, Provide};
pub use callback::{Callback, Signature, SignatureScheme};
pub use decimal::{Decimal, IntoDecimal};
pub use document::{Document, Links, LinksOf, OneOrMany, ResourceType, TypeWord, UnknownResource};
pub use errors::{Errors, FieldErrors};
pub use json::{
    DecodeError, DecodeErrorKind, Each, EmptyListIsMap, Json, Map, Maybe, NumberOrText, Reader, UnknownMembers, Values,
    Wire, Writer,
};
pub use open_enum::{OpenEnum, UnknownValue};
pub use operation::{Method, Operation, OutputOf, Paged};
pub use reconcile::{Differences, Reconcile};
pub use relationship::{Identifier, Linkage, ToMany, ToOne};
pub use request::{BaseUrl, Body, Parameter, Path, Query, RequestError, ResourceBody};
pub use time::UnixSeconds;
pub use transport::{
    AsyncTransport, Bounds, BoxFuture, Cause, Request, Response, Sent, Transport, TransportError,
};
