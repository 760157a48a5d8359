//! What the description without mistakes means: the parts of the model that the rules fill in.

use codegen::check::check;
use codegen::model::{
    Comparison, Example, FoundForm, FoundKey, InputRef, Member, Model, PathPiece, Presence,
    Resource, Sensitivity, Shown, Target, Type, Usage,
};
use codegen::source::Sources;

use super::support::base;

fn model() -> Model {
    let (sources, unread) = Sources::from_texts(base());
    check(&sources, unread).expect("the base has no mistakes")
}

fn resource<'m>(model: &'m Model, name: &str) -> &'m Resource {
    model.resources.iter().find(|resource| resource.name == name).expect("a resource")
}

fn member<'m>(members: &'m [Member], wire: &str) -> &'m Member {
    members.iter().find(|member| member.wire == wire).expect("a member")
}

#[test]
fn what_some_view_lacks_may_be_absent() {
    let model = model();
    let article = resource(&model, "Article");
    let presence = |wire| member(&article.attributes, wire).presence;
    assert_eq!(presence("slug"), Presence::Required);
    assert_eq!(presence("published"), Presence::Nullable);
    assert_eq!(presence("body"), Presence::Optional);
    assert_eq!(presence("reason"), Presence::Optional);
    let shown = |view: Option<usize>| {
        article.attributes_of(view).iter().map(|member| &*member.wire).collect::<Vec<_>>()
    };
    assert_eq!(shown(None), ["slug", "stage", "price", "published", "labels", "body"]);
    assert_eq!(shown(Some(0)), ["slug", "stage", "price", "published", "labels"]);
    assert_eq!(shown(Some(1)), ["slug", "stage", "price", "published", "labels", "body", "reason"]);
}

#[test]
fn definitions_are_sorted_and_ids_are_scalars() {
    let model = model();
    let scalars: Vec<&str> = model.scalars.iter().map(|scalar| scalar.name.as_str()).collect();
    assert_eq!(scalars, ["ArticleId", "PersonId", "Price", "Slug"]);
    let operations: Vec<&str> =
        model.operations.iter().map(|operation| operation.name.as_str()).collect();
    assert_eq!(
        operations,
        ["articles.create", "articles.delete", "articles.find", "articles.list"]
    );
    assert_eq!(model[resource(&model, "Person").id].name, "PersonId");
}

#[test]
fn objects_know_whether_they_are_sent_or_received() {
    let model = model();
    let usage = |name: &str| {
        model.objects.iter().find(|object| object.name == name).expect("an object").usage
    };
    assert_eq!(usage("NewArticle"), Usage { request: true, response: false });
    assert_eq!(usage("Address"), Usage { request: false, response: true });
    assert_eq!(usage("ApiError"), Usage { request: false, response: true });
}

#[test]
fn members_take_from_their_types_what_they_leave_out() {
    let model = model();
    let price = member(&resource(&model, "Article").attributes, "price");
    assert_eq!(price.doc.text, "A price in euros.");
    assert_eq!(price.example, Some(Example::Literal("10.50".to_owned())));
    assert_eq!(
        member(&resource(&model, "Person").attributes, "name").sensitivity,
        Sensitivity::Personal
    );
}

#[test]
fn names_in_rust_are_chosen() {
    let model = model();
    let list = &model.operations[3];
    assert_eq!(
        (list.group.as_str(), list.action.as_str(), list.type_name.as_str()),
        ("articles", "list", "List")
    );
    assert_eq!(list.query[0].field, "filter_stage");
    assert_eq!(model.api.paging[0].query[0].field, "page_number");
    let Target::AnyOf { name, resources } = &resource(&model, "Article").relationships[1].target
    else {
        panic!("a relationship to several types")
    };
    assert_eq!((name.as_str(), resources.len()), ("ArticleSources", 2));
}

#[test]
fn paths_are_taken_apart() {
    let find = &model().operations[2];
    assert_eq!(
        find.path,
        [PathPiece::Literal("/articles/by-slug/".to_owned()), PathPiece::Parameter(0)]
    );
    assert!(find.safe_to_repeat && find.request_sample.is_none());
}

#[test]
fn life_cycles_and_facts_are_positions() {
    let model = model();
    let stage = &model.enums[0];
    let lifecycle = stage.lifecycle.as_ref().expect("a life cycle");
    assert_eq!((lifecycle.initial, lifecycle.next.clone()), (0, vec![vec![1], vec![0, 2], vec![]]));
    assert_eq!(
        (stage.facts[0].method.as_str(), stage.facts[0].holds.clone()),
        ("is_final", vec![false, false, true])
    );
}

#[test]
fn uncertain_outcomes_are_resolved() {
    let model = model();
    let create = &model.operations[0];
    let uncertain = create.uncertain.as_ref().expect("a resolution");
    assert_eq!((uncertain.key, uncertain.lookup_parameter), (InputRef::Body(0), InputRef::Path(0)));
    assert_eq!(model[uncertain.lookup].name, "articles.find");
    assert_eq!(
        (uncertain.found.form, uncertain.found.key, uncertain.found.item.view),
        (FoundForm::One, FoundKey::Attribute(0), None)
    );
    let same = &uncertain.same[0];
    assert_eq!(
        (same.request, same.found, same.comparison),
        (1, Shown::Attribute(2), Comparison::Number)
    );
    let again = uncertain.again_while.as_ref().expect("a state");
    assert_eq!((again.attribute, again.values.clone()), (1, vec![0]));
    assert!(matches!(resource(&model, "Article").attributes[again.attribute].ty, Type::Enum(_)));
    assert_eq!((create.successes.len(), create.existing[0].status), (1, 409));
}

#[test]
fn samples_keep_their_text() {
    let model = model();
    let sample = model.operations[2].successes[0].sample.as_ref().expect("a sample");
    assert_eq!((sample.name.as_str(), &sample.text), ("article", &base()["samples/article.json"]));
}
