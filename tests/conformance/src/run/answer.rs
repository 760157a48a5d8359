//! Runs cases of answers.

use codegen::emit::behavior::case::{
    AnswerCase, AnswerResult, AnswerVerdict, Credentials, Directive, Happening, Outcome,
};
use cublox_payouts::runtime::{
    Api, Client, ErrorOf, Operation, OutputOf, Retry, Settings, blocking,
};

use super::{Case, Door, directive, outcome};
use crate::apis::{Bound, Visit, settings};
use crate::play::{Player, block_on, same};

/// Sends a call once and tells what its answer says.
struct Read<A: Api> {
    door: Door,
    settings: Settings<A>,
    player: Player,
}

impl<A: Api> Visit<A> for Read<A> {
    type Done = Option<AnswerVerdict>;

    fn visit<O: Operation<Api = A>>(self, operation: O) -> Self::Done {
        let result = match self.door {
            Door::Async => {
                let client = Client::with_transport(self.settings, self.player);
                block_on(client.call(operation).send())
            }
            Door::Blocking => {
                let client = blocking::Client::with_transport(self.settings, self.player);
                client.call(operation).send()
            }
        };
        verdict::<O>(&result)
    }
}

fn verdict<O: Operation>(result: &Result<OutputOf<O>, ErrorOf<O>>) -> Option<AnswerVerdict> {
    let error = match result {
        Ok(_) => {
            return Some(AnswerVerdict {
                result: AnswerResult::Success,
                outcome: Outcome::Done,
                directive: Directive::Proceed,
            });
        }
        Err(error) => error,
    };
    let result =
        if error.existing().is_some() { AnswerResult::Existing } else { AnswerResult::Failure };
    let directive = directive(error.directive())?;
    Some(AnswerVerdict { result, outcome: outcome(error.outcome()), directive })
}

impl Case for AnswerCase {
    const KIND: &'static str = "answers";

    fn name(&self) -> &str {
        &self.name
    }

    fn run<B: Bound>(&self, door: Door) -> Result<(), String> {
        let player = Player::new([Happening::Answered { answer: self.answer.clone() }]);
        let read = Read { door, settings: somebody::<B>()?, player };
        let verdict = B::call(&self.operation, &self.inputs, read)?;
        same("the verdict", &verdict, &Some(self.expect))
    }
}

/// Settings with credentials that the faces take, and no second try.
fn somebody<B: Bound>() -> Result<Settings<B::Api>, String> {
    let basic = Credentials::Basic { user: "someone".to_owned(), password: "a key".to_owned() };
    let bearer = Credentials::Bearer { token: "a-token".to_owned() };
    let of_face = |face: &<B::Api as Api>::Face| {
        use cublox_payouts::runtime::{Authentication, Face as _};
        face.authentication() == Authentication::Bearer
    };
    let credentials = if B::FACES.iter().any(of_face) { bearer } else { basic };
    let settings = settings::<B>(Some(&credentials)).map_err(|error| error.to_string())?;
    Ok(settings.retry(Retry::never()))
}
