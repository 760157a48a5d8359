//! Runs cases of requests.

use codegen::emit::behavior::case::RequestCase;
use cublox_payouts::runtime::{Api, Client, Operation, Settings, blocking};

use super::{Case, Door};
use crate::apis::{Bound, Visit, settings};
use crate::play::{Player, block_on};

/// Sends a call once.
struct Once<A: Api> {
    door: Door,
    settings: Settings<A>,
    player: Player,
}

impl<A: Api> Visit<A> for Once<A> {
    type Done = ();

    fn visit<O: Operation<Api = A>>(self, operation: O) {
        // What was answered is not looked at: nothing is.
        match self.door {
            Door::Async => {
                let client = Client::with_transport(self.settings, self.player);
                drop(block_on(client.call(operation).send()));
            }
            Door::Blocking => {
                let client = blocking::Client::with_transport(self.settings, self.player);
                drop(client.call(operation).send());
            }
        }
    }
}

impl Case for RequestCase {
    const KIND: &'static str = "requests";

    fn name(&self) -> &str {
        &self.name
    }

    fn run<B: Bound>(&self, door: Door) -> Result<(), String> {
        let player = Player::new([]);
        let settings =
            settings::<B>(self.credentials.as_ref()).map_err(|error| error.to_string())?;
        let settings = settings.retry(cublox_payouts::runtime::Retry::never());
        let once = Once { door, settings, player: player.clone() };
        B::call(&self.operation, &self.inputs, once)?;
        match (&self.sends, player.seen().as_slice()) {
            (None, []) => Ok(()),
            (None, [..]) => Err("it was sent, and should have been refused".to_owned()),
            (Some(_), []) => Err("nothing was sent".to_owned()),
            (Some(expected), [seen]) => seen.compare(expected),
            (Some(_), several) => Err(format!("{} requests were sent", several.len())),
        }
    }
}
