//! What every generated client stands on. It knows JSON:API and HTTP, and no particular API.

mod answer;
mod api;
mod authorization;
mod builder;
mod callback;
pub mod client;
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
#[cfg(feature = "callbacks")]
mod signature;
pub mod text;
pub mod time;
mod transport;
#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
pub mod transports;

#[doc(hidden)]
pub use crate::{object, open_enum, text_newtype};
pub use answer::{AnswerBody, Failure, NoContent, Reason};
pub use api::{Api, Authentication, Directive, Face, Habits, Outcome, StatusRule};
pub use authorization::{Credentials, Redacted};
pub use builder::{Given, Missing, Provide};
pub use callback::{Callback, Signature, SignatureScheme};
pub use client::{
    Call, CallError, Client, Door, Error, ErrorOf, Fault, How, Items, LookupError, Made, Once,
    OnceError, PageFault, Pages, Place, ResumeError, Resumed, Retry, Saved, Settings, Tries,
    Unbound, Uncertain, Watch, Watched, blocking,
};
pub use decimal::{Decimal, IntoDecimal};
pub use document::{Document, Links, LinksOf, OneOrMany, ResourceType, TypeWord, UnknownResource};
pub use errors::{ErrorMessage, Errors, FieldErrors};
pub use json::{
    DecodeError, DecodeErrorKind, Drift, Each, EmptyListIsMap, Json, Map, Maybe, NumberOrText,
    Reader, UnknownMembers, Values, Wire, Writer,
};
pub use open_enum::{OpenEnum, UnknownValue};
pub use operation::{LinkError, Method, Operation, OutputOf, Paged, SafeToRepeat};
pub use reconcile::{Differences, Inputs, Reconcile};
pub use relationship::{Identifier, Linkage, ToMany, ToOne};
pub use request::{BaseUrl, Body, Parameter, Path, Query, RequestError, ResourceBody};
#[cfg(feature = "callbacks")]
pub use signature::{
    CallbackError, DedupKey, Realm, SignatureError, Verified, Verifier, VerifierError,
};
pub use time::UnixSeconds;
pub use transport::{
    AsyncTransport, Bounds, BoxFuture, Cause, Request, Response, Sent, Transport, TransportError,
};
