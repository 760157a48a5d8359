//! The client of the invented API.

use codegen::emit::behavior::case::{Delivery, DeliveryVerdict, Inputs};
use newsroom::operations::articles;
use newsroom::{Api, Face};

use super::{Bound, Visit, VisitList, VisitWrite, decode, integer, path, query, restored, unknown};

/// The client of the invented API.
#[derive(Clone, Copy, Debug)]
pub enum Newsroom {}

impl Bound for Newsroom {
    type Api = Api;

    const NAME: &'static str = "newsroom";
    const CASES: &'static str = "tests/newsroom/schemas/conformance";
    const FACES: &'static [Face] = &[Face::Desk];

    fn call<V: Visit<Api>>(name: &str, inputs: &Inputs, visit: V) -> Result<V::Done, String> {
        let id = || path(inputs, "id");
        Ok(match name {
            "articles.change" => {
                let mut change = articles::change(id()?).build();
                change.attributes = decode(inputs.attributes.as_ref())?;
                visit.visit(change)
            }
            "articles.create" => visit.visit(create(inputs)?),
            "articles.delete" => visit.visit(articles::delete(id()?)),
            "articles.find" => {
                visit.visit(articles::find().filter_slug(query(inputs, "filter[slug]")?).build())
            }
            "articles.get" => visit.visit(articles::get(id()?).build()),
            "articles.list" => {
                let mut list = articles::list().build();
                list.page_after = query(inputs, "page[after]").ok();
                list.page_size = integer(inputs, "page[size]")?;
                visit.visit(list)
            }
            _ => return Err(unknown(name)),
        })
    }

    fn write<V: VisitWrite<Api>>(name: &str, inputs: &Inputs, visit: V) -> Result<V::Done, String> {
        match name {
            "articles.create" => Ok(visit.visit(create(inputs)?)),
            _ => Err(unknown(name)),
        }
    }

    fn list<V: VisitList<Api>>(name: &str, _: &Inputs, visit: V) -> Result<V::Done, String> {
        match name {
            "articles.list" => Ok(visit.visit(articles::list().build())),
            _ => Err(unknown(name)),
        }
    }

    fn receive(name: &str, _: &[String], _: &[Delivery]) -> Result<Vec<DeliveryVerdict>, String> {
        Err(unknown(name))
    }
}

fn create(inputs: &Inputs) -> Result<articles::Create, String> {
    restored(inputs, &["attributes", "relationships"])
}
