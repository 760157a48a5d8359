//! The invented client, bound to `tests/newsroom/spec/`.

use cublox_payouts::runtime::{Errors, Identifier, Json, json};
use newsroom::models::{self, Organisation, Problem};
use newsroom::operations::articles;

use crate::apis::{self, Api};
use crate::call::{Call, Rewrite, rewrite};

pub(super) fn api() -> Api {
    Api {
        name: "newsroom",
        model: apis::load("../newsroom/spec"),
        model_named,
        call,
        call_with,
        callback,
        errors,
    }
}

fn model_named(name: &str) -> Option<Rewrite> {
    Some(match name {
        "Article" => rewrite::<models::Article>,
        "ArticleChanges" => rewrite::<models::ArticleChanges>,
        "Comment" => rewrite::<models::Comment>,
        "Dimensions" => rewrite::<models::Dimensions>,
        "ListMeta" => rewrite::<models::ListMeta>,
        "NewArticle" => rewrite::<models::NewArticle>,
        "Organisation" => rewrite::<models::Organisation>,
        "Person" => rewrite::<models::Person>,
        "Problem" => rewrite::<models::Problem>,
        "ProblemSource" => rewrite::<models::ProblemSource>,
        _ => return None,
    })
}

fn call(name: &str) -> Option<Box<dyn Call>> {
    Some(match name {
        "articles.change" => {
            Box::new(articles::change("1042").stage("published").lead_null().build())
        }
        "articles.create" => Box::new(create()),
        "articles.delete" => Box::new(articles::delete("1042")),
        "articles.find" => Box::new(articles::find().filter_slug("storm-in-the-harbour").build()),
        "articles.get" => {
            Box::new(articles::get("1042").include(["author", "comments.about"]).build())
        }
        "articles.list" => {
            Box::new(articles::list().filter_stage("in-review").page_size(1).build())
        }
        _ => return None,
    })
}

fn create() -> articles::Create {
    let tags: [&str; 0] = [];
    articles::create()
        .sources([Identifier::<Organisation>::new("12")])
        .author("7")
        .tags(tags)
        .lead_null()
        .title("Calm after the storm")
        .slug("calm-after-the-storm")
        .build()
}

fn call_with(name: &str, body: &str, _: &str) -> Option<Box<dyn Call>> {
    Some(match name {
        "articles.change" => {
            let mut call = articles::change("1042").build();
            call.attributes = Json::parse(body).unwrap().decode().unwrap();
            Box::new(call)
        }
        "articles.create" => {
            let mut call = create();
            call.attributes = Json::parse(body).unwrap().decode().unwrap();
            Box::new(call)
        }
        _ => return None,
    })
}

fn callback(_: &str) -> Option<Rewrite> {
    None
}

fn errors(body: &str) -> Option<String> {
    Errors::<Problem>::read_body(body.as_bytes()).map(|errors| json::to_string(&errors))
}
