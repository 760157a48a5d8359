//! Requests that the server sends.

use super::Checker;
use super::at::At;
use super::definitions::Definition;
use super::draft::Draft;
use super::naming::{Choice, Scope};
use super::references::unknown;
use super::report::{Checked, Reported};
use super::samples::Shape;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::language;
use crate::model::{AnswerBody, Callback, Sample, ScalarKind, Signature, Type, is_success};
use crate::names::Case;

impl<'s> Checker<'s> {
    /// A request that the server sends.
    pub(super) fn callback(
        &mut self,
        scope: &mut Scope,
        draft: &Draft,
        definition: &Definition<'s, language::Callback>,
    ) -> Checked<Callback> {
        let at = &definition.at;
        let form = self.member_name_form(&definition.name, &definition.name, at);
        let type_name = form.and_then(|()| {
            self.name(scope, Case::UpperCamel, &definition.name, Choice::Rename, at)
        });
        let item = self.report.decoded(definition.item.as_ref())?;
        let origin = self.origin(definition, item.source.as_deref());
        let doc = self.doc(at, &item.doc, None, &origin);
        let body = self.answer_body(&item.body, &at.join("body"));
        let signature = self.signature(item.signature.as_ref(), &at.join("signature"));
        let acknowledge = self.acknowledge(item.acknowledge, &at.join("acknowledge"));
        let order_by = body
            .as_ref()
            .map_or(Ok(None), |body| self.order_by(draft, item, body, &at.join("order_by")));
        let sample = self.callback_sample(item, &body, &at.join("samples"));
        acknowledge?;
        Ok(Callback {
            name: definition.name.clone(),
            type_name: type_name?,
            doc: doc?,
            body: body?,
            signature: signature?,
            acknowledge: item.acknowledge,
            order_by: order_by?,
            sample: sample?,
        })
    }

    fn signature(
        &mut self,
        signature: Option<&language::Signature>,
        at: &At<'s>,
    ) -> Checked<Option<Signature>> {
        let Some(signature) = signature else { return Ok(None) };
        let header = self.header(&signature.header, &at.join("header"));
        let doc = self.text(&signature.doc, &at.join("doc"));
        Ok(Some(Signature { header: header?, scheme: signature.scheme, doc: doc? }))
    }

    /// The name of a header: a token of HTTP.
    fn header(&mut self, header: &str, at: &At<'s>) -> Checked<String> {
        let of_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !header.is_empty() && header.bytes().all(of_token) {
            return Ok(header.to_owned());
        }
        let problem =
            Diagnostic::new(Code::NameForm, format!("`{header}` is not the name of a header"))
                .at(at.value(), "no request can carry it")
                .help("write the bare name, without blank and colon: `X-Signature`");
        Err(self.report.push(problem))
    }

    fn acknowledge(&mut self, status: u16, at: &At<'s>) -> Checked<()> {
        let problem = (!is_success(status)).then(|| {
            Diagnostic::new(Code::Acknowledge, format!("{status} is no status of success"))
                .at(at.value(), "a 2xx status is expected")
                .help(
                    "write the status by which the sender knows that it need not send again: `200`",
                )
        });
        self.report.check(problem)
    }

    /// The attribute that orders two callbacks about the same resource.
    fn order_by(
        &mut self,
        draft: &Draft,
        item: &language::Callback,
        body: &AnswerBody,
        at: &At<'s>,
    ) -> Checked<Option<usize>> {
        let Some(name) = &item.order_by else { return Ok(None) };
        let AnswerBody::Resource { item, .. } = body else {
            return Err(
                self.no_order("only a callback about one resource can be ordered", at.key())
            );
        };
        let resource = self.report.decoded(draft.resource(item.resource))?;
        let Some(index) = resource.attributes.iter().position(|member| member.wire == *name) else {
            let known = resource.attributes.iter().map(|member| member.wire.as_str());
            return Err(self.report.push(unknown(
                Code::UnknownAttribute,
                "attribute",
                name,
                known,
                at.value(),
            )));
        };
        let ordered = match &resource.attributes[index].ty {
            Type::Integer | Type::UnixSeconds => true,
            Type::Scalar(id) => {
                draft.scalar(*id).is_none_or(|scalar| scalar.kind == ScalarKind::Integer)
            }
            _ => false,
        };
        if !ordered {
            return Err(
                self.no_order(&format!("`{name}` is neither an integer nor a time"), at.value())
            );
        }
        Ok(Some(index))
    }

    fn no_order(&mut self, message: &str, place: Place) -> Reported {
        let problem = Diagnostic::new(Code::OrderBy, message)
            .at(place, "this cannot say which of two is newer");
        self.report.push(problem.help("name an attribute of the type `integer` or `unix-seconds`"))
    }

    fn callback_sample(
        &mut self,
        item: &language::Callback,
        body: &Checked<AnswerBody>,
        at: &At<'s>,
    ) -> Checked<Option<Sample>> {
        let mut result = Ok(None);
        for (role, name) in item.samples.iter() {
            let at = at.join(role);
            let shape = if role == "body" {
                body.clone().map(Shape::Answer)
            } else {
                let problem =
                    Diagnostic::new(Code::SampleRole, format!("a callback has no `{role}`"))
                        .at(at.key(), "this sample shows nothing that is described")
                        .help("the one sample of a callback is its `body`");
                Err(self.report.push(problem))
            };
            let reported = shape.as_ref().err().copied();
            let sample = self.sample(name, &at, shape);
            result = match reported {
                Some(reported) => Err(reported),
                None => sample.and_then(|sample| result.map(|_| Some(sample))),
            };
        }
        result
    }
}
