//! Runs cases of writes that act once.

use std::time::Duration;

use codegen::emit::behavior::Json;
use codegen::emit::behavior::case::{ReconcileCase, Sending, Settlement, Verdict};
use cublox_payouts::runtime::{
    self, Api, Client, How, Once, OnceError, Reconcile, Retry, Saved, Settings, Wire, blocking,
};

use super::{Case, Door, directive};
use crate::apis::{Bound, VisitWrite, settings};
use crate::play::{Player, Seen, block_on, same};

/// Sends a write so that it acts once.
struct SendOnce<A: Api> {
    door: Door,
    settings: Settings<A>,
    player: Player,
    resumed: bool,
}

impl<A: Api> VisitWrite<A> for SendOnce<A> {
    type Done = Result<Option<Settlement>, String>;

    fn visit<O: Reconcile<Api = A>>(self, operation: O) -> Self::Done {
        let result = match self.door {
            Door::Async => {
                let client = Client::with_transport(self.settings, self.player);
                let call = client.call(operation);
                if self.resumed {
                    let saved = kept(&call.save().map_err(|error| error.to_string())?)?;
                    let resumed = client.resume::<O>(&saved).map_err(|error| error.to_string())?;
                    block_on(resumed.send_once())
                } else {
                    block_on(call.send_once())
                }
            }
            Door::Blocking => {
                let client = blocking::Client::with_transport(self.settings, self.player);
                let call = client.call(operation);
                if self.resumed {
                    let saved = kept(&call.save().map_err(|error| error.to_string())?)?;
                    let resumed = client.resume::<O>(&saved).map_err(|error| error.to_string())?;
                    resumed.send_once()
                } else {
                    call.send_once()
                }
            }
        };
        Ok(settlement(&result))
    }
}

/// What was saved, as another process reads it.
fn kept(saved: &Saved) -> Result<Saved, String> {
    Saved::parse(&saved.text()).map_err(|error| error.to_string())
}

fn settlement<O: Reconcile>(result: &Result<Once<O>, OnceError<O>>) -> Option<Settlement> {
    let of = |verdict| Settlement {
        verdict,
        shows: None,
        differs: Vec::new(),
        perhaps_ours: None,
        directive: None,
    };
    Some(match result {
        Ok(Once::Done(made)) => {
            let verdict = match made.how {
                How::Answered | How::Found => Verdict::Done,
                How::MovedOn => Verdict::MovedOn,
                How::Existed => Verdict::AlreadyDone,
            };
            Settlement { shows: id(&made.resource), ..of(verdict) }
        }
        Ok(Once::Uncertain(_)) => of(Verdict::Unknown),
        Err(OnceError::NotDone(error)) => {
            Settlement { directive: directive(error.directive()), ..of(Verdict::NotDone) }
        }
        Err(OnceError::OtherUse { found, differences, perhaps_ours }) => Settlement {
            shows: id(&**found),
            differs: differences.iter().map(|&member| member.to_owned()).collect(),
            perhaps_ours: Some(*perhaps_ours),
            ..of(Verdict::OtherUse)
        },
        Err(OnceError::Several { .. }) => of(Verdict::Several),
        Err(OnceError::Unreadable(_)) => of(Verdict::DoneUnread),
        Err(_) => return None,
    })
}

/// The id of a resource.
pub(super) fn id(resource: &impl Wire) -> Option<String> {
    let json = Json::parse(runtime::Json::encode(resource).as_str())?;
    json.at("/id")?.as_text().map(str::to_owned)
}

impl Case for ReconcileCase {
    const KIND: &'static str = "reconcile";

    fn name(&self) -> &str {
        &self.name
    }

    fn run<B: Bound>(&self, door: Door) -> Result<(), String> {
        let player = Player::new(self.script.iter().map(|exchange| exchange.then.clone()));
        let settings =
            settings::<B>(self.credentials.as_ref()).map_err(|error| error.to_string())?;
        let pause = Duration::from_millis(1);
        let settings = settings.retry(Retry::default().tries(4).lookups(10).pauses(pause, pause));
        let send = SendOnce { door, settings, player: player.clone(), resumed: self.resumed };
        let settlement = B::write(&self.operation, &self.inputs, send)??;
        self.compare(&player.seen())?;
        same("the verdict", &settlement.as_ref(), &Some(&self.expect))
    }
}

trait Compare {
    /// Compares what was sent with the script.
    fn compare(&self, seen: &[Seen]) -> Result<(), String>;
}

impl Compare for ReconcileCase {
    fn compare(&self, seen: &[Seen]) -> Result<(), String> {
        if seen.len() < self.script.len() {
            return Err(format!("{} of {} requests were sent", seen.len(), self.script.len()));
        }
        for (index, seen) in seen.iter().enumerate() {
            let expected = match self.script.get(index).map(|exchange| exchange.client) {
                Some(Sending::Write) => &self.write,
                Some(Sending::Lookup) => &self.lookup,
                None if self.lookups_go_on => &self.lookup,
                None => return Err("something was sent after the end".to_owned()),
            };
            seen.compare(expected).map_err(|error| format!("request {}: {error}", index + 1))?;
        }
        Ok(())
    }
}
