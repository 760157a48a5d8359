//! The answer to a call that nobody wrote a behavior for: the documented sample, else an example that fits the schema.

use codegen::model::{
    AnswerBody, Arity, Example, Member, Model, ObjectId, Relationship, ScalarId, ScalarKind,
    Target, Type, ViewId,
};

use crate::answer::Answer;
use crate::behavior::Call;
use crate::json::{Object, list, string};
use crate::world::World;

/// How deep objects are nested before what may be absent is left out.
const DEEPEST: usize = 8;

/// Answers with the first documented success.
pub(crate) fn answer(world: &World, call: &Call<'_>) -> Answer {
    let Some(success) = call.operation.successes.first() else {
        return Answer::fault("The description names no success of this call.");
    };
    let body = match (&success.sample, &success.body) {
        (Some(sample), _) => sample.text.clone(),
        (None, body) => Examples { model: &world.model, id: call.path.last() }.body(body),
    };
    Answer::new(success.status, body)
}

/// Makes examples of what a model describes.
#[derive(Clone, Copy)]
struct Examples<'a> {
    model: &'a Model,
    /// The id in the path, which the resource then has.
    id: Option<&'a String>,
}

impl Examples<'_> {
    fn body(self, body: &AnswerBody) -> String {
        match *body {
            AnswerBody::Empty => String::new(),
            AnswerBody::Object(object) => self.object(object, 0),
            AnswerBody::Data { object, meta } => self.document(self.object(object, 0), meta),
            AnswerBody::DataList { object, meta, .. } => {
                self.document(list([self.object(object, 0)]), meta)
            }
            AnswerBody::Resource { item, meta } => self.document(self.resource(item), meta),
            AnswerBody::List { item, meta, .. } => {
                let listed = Examples { id: None, ..self };
                self.document(list([listed.resource(item)]), meta)
            }
        }
    }

    fn document(self, data: String, meta: Option<ObjectId>) -> String {
        let document = Object::new().raw("data", data);
        match meta {
            Some(meta) => document.raw("meta", self.object(meta, 0)).end(),
            None => document.end(),
        }
    }

    fn resource(self, view: ViewId) -> String {
        let resource = &self.model[view.resource];
        let id = self.id.map_or_else(|| self.scalar(resource.id), |id| string(id));
        let relationships = resource
            .relationships
            .iter()
            .fold(Object::new(), |all, of| all.raw(&of.wire, self.relationship(of)));
        let mut shown = Object::new().text("type", &resource.type_word).raw("id", id);
        shown = shown.raw("attributes", self.members(resource.attributes_of(view.view), 0));
        if !resource.relationships.is_empty() {
            shown = shown.raw("relationships", relationships.end());
        }
        shown.end()
    }

    fn relationship(self, relationship: &Relationship) -> String {
        let (type_word, id) = match &relationship.target {
            Target::One { resource, id } => (Some(*resource), Some(*id)),
            Target::AnyOf { resources, .. } => {
                let first = resources.first().copied();
                (first, first.map(|resource| self.model[resource].id))
            }
        };
        let identifier = type_word.zip(id).map(|(resource, id)| {
            let type_word = &self.model[resource].type_word;
            Object::new().text("type", type_word).raw("id", self.scalar(id)).end()
        });
        let data = match relationship.arity {
            Arity::One => identifier.unwrap_or_else(|| "null".to_owned()),
            Arity::Many => list(identifier),
        };
        Object::new().raw("data", data).end()
    }

    fn object(self, object: ObjectId, depth: usize) -> String {
        self.members(&self.model[object].members, depth)
    }

    fn members(self, members: &[Member], depth: usize) -> String {
        let shown =
            members.iter().filter(|member| depth < DEEPEST || member.presence.is_always_there());
        shown.fold(Object::new(), |all, of| all.raw(&of.wire, self.member(of, depth))).end()
    }

    fn member(self, member: &Member, depth: usize) -> String {
        match &member.example {
            Some(example) => written(example),
            None => self.value(&member.ty, depth),
        }
    }

    fn value(self, ty: &Type, depth: usize) -> String {
        match ty {
            Type::Text => string("text"),
            Type::Boolean => "true".to_owned(),
            Type::Integer => "1".to_owned(),
            Type::Decimal => "1.5".to_owned(),
            Type::UnixSeconds => "1597835735".to_owned(),
            Type::Json => Object::new().text("key", "value").end(),
            Type::Scalar(scalar) => self.scalar(*scalar),
            Type::Enum(of) => {
                string(self.model[*of].values.first().map_or("", |value| value.word.as_str()))
            }
            Type::Object(object) => self.object(*object, depth + 1),
            Type::List(_) if depth >= DEEPEST => "[]".to_owned(),
            Type::Map(_) if depth >= DEEPEST => "{}".to_owned(),
            Type::List(of) => list([self.value(of, depth)]),
            Type::Map(of) => Object::new().raw("key", self.value(of, depth)).end(),
        }
    }

    fn scalar(self, scalar: ScalarId) -> String {
        let scalar = &self.model[scalar];
        match (&scalar.example, scalar.kind) {
            (Some(example), _) => written(example),
            (None, ScalarKind::Text { .. }) => string("text"),
            (None, ScalarKind::Integer) => "1".to_owned(),
            (None, ScalarKind::Decimal { .. }) => "1.5".to_owned(),
        }
    }
}

fn written(example: &Example) -> String {
    match example {
        Example::Text(text) => string(text),
        Example::Literal(literal) => literal.clone(),
    }
}
