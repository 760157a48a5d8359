//! Sends callbacks over HTTP: one connection each, no redirects, and not for longer than documented.

use std::sync::Arc;
use std::time::Duration;

use http::{Request, Uri};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::callbacks::Delivery;
use crate::world::World;

/// How many callbacks are under way at the same time.
const AT_ONCE: usize = 64;

/// Sends what is due, for as long as the task lives.
pub(crate) async fn run(world: Arc<World>) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let (chains, wait) = world.work();
        for chain in chains {
            let (world, places) = (Arc::clone(&world), Arc::clone(&places));
            tokio::spawn(async move {
                let _place = places.acquire().await;
                let invoice = chain.first().map(|first| first.invoice);
                for delivery in chain {
                    let answer = send(&world, &delivery).await;
                    world.delivered(delivery, answer);
                }
                if let Some(invoice) = invoice {
                    world.told(invoice);
                }
            });
        }
        let more = world.work.notified();
        match wait {
            Some(wait) => {
                let _ = tokio::time::timeout(wait, more).await;
            }
            None => more.await,
        }
    }
}

async fn send(world: &World, delivery: &Delivery) -> Result<u16, String> {
    let patience = Duration::from_secs(if delivery.test_mode { 20 } else { 60 });
    match tokio::time::timeout(patience, post(world, delivery)).await {
        Ok(answer) => answer,
        Err(_) => Err(format!("no answer within {} seconds", patience.as_secs())),
    }
}

async fn post(world: &World, delivery: &Delivery) -> Result<u16, String> {
    let uri: Uri = delivery.url.parse().map_err(|error| format!("{error}"))?;
    if uri.scheme_str() != Some("http") {
        return Err("the sandbox sends callbacks to http:// URLs only".to_owned());
    }
    let authority = uri.authority().ok_or("the URL names no host")?;
    let address = (authority.host().trim_matches(['[', ']']), authority.port_u16().unwrap_or(80));
    let connection = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
    let (mut sender, driver) = hyper::client::conn::http1::handshake(TokioIo::new(connection))
        .await
        .map_err(|error| error.to_string())?;
    let driving = tokio::spawn(driver);
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let mut request = Request::post(target)
        .header("host", authority.as_str())
        .header("content-type", "application/json")
        .header("user-agent", "Webhook-Client")
        .header("retry-count", delivery.attempt)
        .header(world.signature_header(), &delivery.signature);
    if let Some(next) = delivery.next_attempt() {
        request = request.header("next-retry", next);
    }
    let request =
        request.body(Full::new(delivery.body.clone())).map_err(|error| error.to_string())?;
    let answer = sender.send_request(request).await.map_err(|error| error.to_string());
    driving.abort();
    answer.map(|answer| answer.status().as_u16())
}
