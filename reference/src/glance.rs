//! What a newcomer asks first, in short: who may call, what to do on each status, which calls need care, where it ends, callbacks.

use codegen::model::{
    AuthScheme, Callback, Directive, Enum, Fact, Lifecycle, Model, Operation, StatusRule,
};
use maud::{Markup, html};

use crate::{anchor, calls, enums, statuses, text, words};

/// Of how many a list here is still short.
const FEW: usize = 16;

pub(crate) fn section(model: &Model) -> Markup {
    html! {
        section #glance {
            h2 { "In short" }
            div.cards {
                (credentials(model))
                (changes(model))
                (directives(model))
                (life_cycles(model))
                (callbacks(model))
            }
        }
    }
}

fn card(title: &str, content: &Markup) -> Markup {
    html! { div.card { h3 { (title) } (content) } }
}

fn credentials(model: &Model) -> Markup {
    let faces = html! {
        dl {
            @for face in &model.api.faces {
                div {
                    dt {
                        a href=(anchor::link(&anchor::face(face))) { (face.name) " face" }
                        @if face.auth != AuthScheme::None { ": " (words::auth(face.auth)) }
                    }
                    dd { (text::text(&face.auth_doc)) }
                }
            }
        }
    };
    card("How to show who is calling", &faces)
}

/// The calls that change something, and what settles each where its answer is lost.
fn changes(model: &Model) -> Markup {
    let calls: Vec<&Operation> =
        model.operations.iter().filter(|operation| !operation.only_reads()).collect();
    if calls.is_empty() {
        return html! {};
    }
    let lost = |operation: &Operation| match &operation.uncertain {
        _ if operation.safe_to_repeat => html! { "Send it again, which does no harm." },
        Some(uncertain) => {
            let lookup = &model[uncertain.lookup];
            html! {
                "Do not just send it again: look it up with " (calls::name(lookup)) " by its "
                code { (model.input(operation, uncertain.key).wire) } "."
            }
        }
        None => html! { "Nothing is documented that tells." },
    };
    let list = html! {
        p { "What to do where no answer comes, or one that does not tell what became of the call:" }
        dl {
            @for operation in calls.iter().take(FEW) {
                div { dt { (calls::name(operation)) } dd { (lost(operation)) } }
            }
        }
        @if calls.len() > FEW { p { "… and so on, at each of " (calls.len()) " calls." } }
    };
    card("Calls that change something", &list)
}

fn directives(model: &Model) -> Markup {
    const ALL: [Directive; 5] = [
        Directive::Proceed,
        Directive::UseExisting,
        Directive::Reconcile,
        Directive::CorrectRequest,
        Directive::CorrectCredentials,
    ];
    let rules = |directive: Directive| -> Vec<&StatusRule> {
        model.api.statuses.iter().filter(|rule| rule.directive == directive).collect()
    };
    let list = html! {
        dl {
            @for (directive, rules) in ALL.map(|each| (each, rules(each))) {
                @if !rules.is_empty() {
                    div {
                        dt {
                            @for rule in rules {
                                a href=(anchor::link(&anchor::status(rule.status))) title=(rule.meaning) {
                                    (statuses::number(rule.status))
                                } " "
                            }
                        }
                        dd { (codegen::words::directive(directive)) }
                    }
                }
            }
        }
        p { "Any other status, and no answer at all, tell nothing of a call that changes something." }
    };
    card("What to do on each status", &list)
}

fn life_cycles(model: &Model) -> Markup {
    let all = model.enums.iter().filter_map(|of| Some((of, of.lifecycle.as_ref()?)));
    let all: Vec<(&Enum, &Lifecycle)> = all.collect();
    if all.is_empty() || all.len() > FEW {
        return html! {};
    }
    let list = html! {
        @for (of, cycle) in &all {
            p {
                a href=(anchor::link(&anchor::life_cycle(&of.name))) { (of.name) }
                " begins with " (enums::value(of, cycle.initial)) "."
            }
            @let last = last(cycle);
            dl {
                div { dt { "Nothing follows" (named(of, &last)) } dd { (values(of, &last)) } }
                @for fact in &of.facts {
                    @let holding = holding(of, fact);
                    @if holding != last {
                        div { dt { (fact.name) } dd { (values(of, &holding)) } }
                    }
                }
            }
        }
    };
    card("Where it ends", &list)
}

/// The stages that nothing follows.
fn last(cycle: &Lifecycle) -> Vec<usize> {
    (0..cycle.next.len()).filter(|index| cycle.next[*index].is_empty()).collect()
}

/// The values for which a fact holds.
fn holding(of: &Enum, fact: &Fact) -> Vec<usize> {
    (0..of.values.len()).filter(|index| fact.holds.get(*index) == Some(&true)).collect()
}

/// What the description calls exactly these values.
fn named(of: &Enum, indices: &[usize]) -> Markup {
    let fact = of.facts.iter().find(|fact| holding(of, fact) == indices);
    html! { @if let Some(fact) = fact { ": " (fact.name) } }
}

fn values(of: &Enum, indices: &[usize]) -> Markup {
    text::joined(indices.iter().map(|index| enums::value(of, *index)).collect())
}

fn callbacks(model: &Model) -> Markup {
    if model.callbacks.is_empty() {
        return html! {};
    }
    let one = |callback: &Callback| {
        html! {
            @if let Some(signature) = &callback.signature {
                "Believe nothing whose signature, in " code { (signature.header) } ", does not verify. "
            }
            "Answer " code { (callback.acknowledge) } "."
        }
    };
    let list = html! {
        dl {
            @for callback in model.callbacks.iter().take(FEW) {
                div {
                    dt { a href=(anchor::link(&anchor::callback(callback))) { (callback.name) } }
                    dd { (one(callback)) }
                }
            }
        }
    };
    card("What the server sends by itself", &list)
}
