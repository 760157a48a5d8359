//! The tables from the names of operations to the calls of a client. This is all that a client has to bring.

mod awkward;
mod newsroom;
mod payouts;

pub use self::awkward::Awkward;
pub use self::newsroom::Newsroom;
pub use self::payouts::Payouts;

use codegen::emit::behavior::Json;
use codegen::emit::behavior::case::{Credentials, Delivery, DeliveryVerdict, Inputs};
use cublox_payouts::runtime::{
    self, Document, ErrorOf, Operation, OutputOf, Paged, Reconcile, RequestError, SafeToRepeat,
    Settings, Wire,
};

use crate::play::BASE;

/// A client, as a run sees it.
pub trait Bound {
    /// The API as a type.
    type Api: runtime::Api;

    /// What to call it.
    const NAME: &'static str;
    /// Its folder of cases, from the root of the repository.
    const CASES: &'static str;
    /// Its faces.
    const FACES: &'static [<Self::Api as runtime::Api>::Face];

    /// Goes on with the operation of this name.
    ///
    /// # Errors
    /// Where there is none, or its inputs are of another shape.
    fn call<V: Visit<Self::Api>>(name: &str, inputs: &Inputs, visit: V) -> Result<V::Done, String>;

    /// Goes on with the write of this name.
    ///
    /// # Errors
    /// Where there is none, or its inputs are of another shape.
    fn write<V: VisitWrite<Self::Api>>(
        name: &str,
        inputs: &Inputs,
        visit: V,
    ) -> Result<V::Done, String>;

    /// Goes on with the list of this name.
    ///
    /// # Errors
    /// Where there is none, or its inputs are of another shape.
    fn list<V: VisitList<Self::Api>>(
        name: &str,
        inputs: &Inputs,
        visit: V,
    ) -> Result<V::Done, String>;

    /// What a receiver makes of callbacks.
    ///
    /// # Errors
    /// Where there are none of this name, or the receiver cannot be made.
    fn receive(
        name: &str,
        secrets: &[String],
        deliveries: &[Delivery],
    ) -> Result<Vec<DeliveryVerdict>, String>;
}

/// Goes on with any operation.
pub trait Visit<A: runtime::Api> {
    /// What it comes to.
    type Done;

    /// Goes on with it.
    fn visit<O: Operation<Api = A>>(self, operation: O) -> Self::Done;
}

/// Goes on with a write whose outcome can be looked up.
pub trait VisitWrite<A: runtime::Api> {
    /// What it comes to.
    type Done;

    /// Goes on with it.
    fn visit<O: Reconcile<Api = A>>(self, operation: O) -> Self::Done;
}

/// Goes on with a list.
pub trait VisitList<A: runtime::Api> {
    /// What it comes to.
    type Done;

    /// Goes on with it.
    fn visit<O, R, M>(self, operation: O) -> Self::Done
    where
        O: Paged<Api = A, Output = Document<Vec<R>, A, M>> + SafeToRepeat + Send + Unpin + 'static,
        OutputOf<O>: Send,
        ErrorOf<O>: Send,
        R: Wire + Unpin,
        M: Wire;
}

/// The settings of a client: every face at one place, each with the credentials of the case.
pub(crate) fn settings<B: Bound>(
    credentials: Option<&Credentials>,
) -> Result<Settings<B::Api>, RequestError> {
    let credentials = match credentials {
        Some(Credentials::Basic { user, password }) => runtime::Credentials::basic(user, password),
        Some(Credentials::Bearer { token }) => runtime::Credentials::bearer("an account", token),
        None => return at_base::<B>(),
    };
    let settings = at_base::<B>()?;
    let give =
        |settings: Settings<B::Api>, face: &_| settings.credentials(*face, credentials.clone());
    Ok(B::FACES.iter().fold(settings, give))
}

fn at_base<B: Bound>() -> Result<Settings<B::Api>, RequestError> {
    B::FACES.iter().try_fold(Settings::new(), |settings, face| settings.base_url(*face, BASE))
}

/// A parameter of the path; a case that lacks it is wrong.
fn path(inputs: &Inputs, name: &str) -> Result<String, String> {
    inputs.path.get(name).cloned().ok_or_else(|| format!("the case has no {name} in the path"))
}

/// A parameter of the query; a case that lacks it is wrong.
fn query(inputs: &Inputs, name: &str) -> Result<String, String> {
    inputs.query.get(name).cloned().ok_or_else(|| format!("the case has no {name} in the query"))
}

/// An integer of the query, where the case has it.
fn integer(inputs: &Inputs, name: &str) -> Result<Option<i64>, String> {
    let value = inputs.query.get(name).map(|value| value.parse());
    value.transpose().map_err(|error| format!("{name} in the query: {error}"))
}

/// A part of the inputs that is JSON, in the client's own type.
fn decode<T: Wire>(part: Option<&Json>) -> Result<T, String> {
    let part = part.ok_or("the case lacks a part of the body")?;
    runtime::json::from_str(&part.to_string()).map_err(|error| error.to_string())
}

/// A call that is made of its parts by name.
fn restored<O: Reconcile>(inputs: &Inputs, parts: &[&'static str]) -> Result<O, String> {
    let mut saved = runtime::Inputs::new();
    for name in parts {
        let part: runtime::Json = match *name {
            "attributes" => decode(inputs.attributes.as_ref())?,
            "relationships" => decode(inputs.relationships.as_ref())?,
            "body" => decode(inputs.body.as_ref())?,
            name => runtime::Json::from(path(inputs, name)?),
        };
        saved = saved.with(name, &part);
    }
    O::restore(&mut saved).map_err(|error| error.to_string())
}

fn unknown(name: &str) -> String {
    format!("the client has no {name}: bind it")
}
