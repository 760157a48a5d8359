//! The client of the invented API of odd names and shapes, which has every form of lookup.

use awkward::operations::{members, std as others};
use awkward::{Api, Face};
use codegen::emit::behavior::case::{Delivery, DeliveryVerdict, Inputs};

use super::{Bound, Visit, VisitList, VisitWrite, decode, integer, path, query, restored, unknown};

/// The client of the invented API of odd names and shapes.
#[derive(Clone, Copy, Debug)]
pub enum Awkward {}

impl Bound for Awkward {
    type Api = Api;

    const NAME: &'static str = "awkward";
    const CASES: &'static str = "tests/awkward/schemas/conformance";
    const FACES: &'static [Face] = &[Face::Default];

    fn call<V: Visit<Api>>(name: &str, inputs: &Inputs, visit: V) -> Result<V::Done, String> {
        let id = || path(inputs, "id");
        Ok(match name {
            "members.by-code" => visit.visit(members::by_code(path(inputs, "code")?)),
            "members.change" => {
                let mut change = members::change(id()?).build();
                change.attributes = decode(inputs.attributes.as_ref())?;
                visit.visit(change)
            }
            "members.close" => visit.visit(members::close(id()?)),
            "members.copy" => visit.visit(members::copy(id()?)),
            "members.create" => visit.visit(create(inputs)?),
            "members.drop" => visit.visit(members::drop(id()?)),
            "members.find" => visit.visit(members::find().code(query(inputs, "code")?).build()),
            "members.get" => visit.visit(members::get(id()?)),
            "members.list" => visit.visit(list(inputs)?),
            "members.send" => visit.visit(send(inputs)?),
            "members.step" => visit.visit(step(inputs)?),
            "std.some" => visit.visit(others::some()),
            _ => return Err(unknown(name)),
        })
    }

    fn write<V: VisitWrite<Api>>(name: &str, inputs: &Inputs, visit: V) -> Result<V::Done, String> {
        Ok(match name {
            "members.close" => visit.visit(members::close(path(inputs, "id")?)),
            "members.create" => visit.visit(create(inputs)?),
            "members.send" => visit.visit(send(inputs)?),
            "members.step" => visit.visit(step(inputs)?),
            _ => return Err(unknown(name)),
        })
    }

    fn list<V: VisitList<Api>>(name: &str, inputs: &Inputs, visit: V) -> Result<V::Done, String> {
        match name {
            "members.list" => Ok(visit.visit(list(inputs)?)),
            _ => Err(unknown(name)),
        }
    }

    fn receive(name: &str, _: &[String], _: &[Delivery]) -> Result<Vec<DeliveryVerdict>, String> {
        Err(unknown(name))
    }
}

fn list(inputs: &Inputs) -> Result<members::List, String> {
    let list = members::list().line1(query(inputs, "line1")?);
    let mut list = list.line_1(query(inputs, "line-1")?).build();
    list.page_number = integer(inputs, "page[number]")?;
    Ok(list)
}

fn create(inputs: &Inputs) -> Result<members::Create, String> {
    restored(inputs, &["attributes", "relationships"])
}

fn send(inputs: &Inputs) -> Result<members::Send, String> {
    restored(inputs, &["attributes"])
}

fn step(inputs: &Inputs) -> Result<members::Step, String> {
    restored(inputs, &["id", "body"])
}
