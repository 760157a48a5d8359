//! Ctrl-C: the first lets what is under way come to its end, the second ends at once. The journal makes both safe.

use std::process;
use std::time::Duration;

use tokio::sync::watch;

use crate::say;

/// Says when to stop.
#[derive(Clone, Debug)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    pub(crate) fn on_ctrl_c() -> Self {
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                say(
                    "\nStopping: payouts under way are brought to their end. Ctrl-C again ends at once; the next run goes on.",
                );
                sender.send_replace(true);
                if tokio::signal::ctrl_c().await.is_ok() {
                    process::exit(2);
                }
            }
            sender.closed().await;
        });
        Self(receiver)
    }

    pub(crate) fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Sleeps, and wakes up to stop.
    pub(crate) async fn sleep(&mut self, time: Duration) {
        tokio::select! {
            () = tokio::time::sleep(time) => {}
            _ = self.0.wait_for(|stop| *stop) => {}
        }
    }
}
