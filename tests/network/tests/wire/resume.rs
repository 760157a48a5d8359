//! A write, taken up again in another process: nothing goes from one to the other but text. Another account or another server is
//! refused, because the write would not be found there, and would be made again.

use cublox_payouts::operations::payout_invoices::{Create, Process, process};
use cublox_payouts::runtime::{
    Credentials, Directive, How, Once, OnceError, Outcome, RequestError, ResumeError, Saved,
};
use cublox_payouts::{Error, Face, Settings};
use network_tests::clients::{AnyClient, COUNT, all, quick};
use network_tests::server::Server;
use network_tests::turn::{Reply, Turn};

use crate::scenario::{Claim, ERROR, REFERENCE_ID, Verdict, a_create, instead};

/// Sends a create until it is uncertain, and returns what a process would keep.
fn saved(client: &AnyClient) -> String {
    let Ok(Once::Uncertain(uncertain)) = client.send_once(a_create()) else {
        panic!("it is uncertain")
    };
    uncertain.save().text()
}

/// Takes up what was kept.
fn resumed(client: &AnyClient, saved: &str) -> Verdict {
    Verdict::of(&client.resume::<Create>(&Saved::parse(saved).unwrap()).unwrap())
}

/// The first process loses the answer to this turn and may not look; another goes on.
fn check(turn: &Turn, expected: Claim, writes: u32) {
    for index in 0..COUNT {
        let server = Server::start([turn.clone(), Turn::before(instead(401, ERROR))]).unwrap();
        let clients = || all(&quick(&server.url()).unwrap()).unwrap();
        let saved = saved(&clients()[index]);
        let verdict = resumed(&clients()[(index + 1) % COUNT], &saved);
        assert_eq!((verdict.claim, verdict.writes), (expected, writes), "{turn:?}");
        assert_eq!(server.seen()[2].request.method, "GET", "it looks before it writes");
        assert_eq!(server.books(|books| books.of(REFERENCE_ID).len()), 1);
        let bodies: Vec<_> = server.writes().into_iter().map(|write| write.request.body).collect();
        assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "{bodies:?}");
    }
}

#[test]
fn what_was_done_is_found() {
    check(&Turn::after(Reply::Close), Claim::Done(How::Found), 0);
}

#[test]
fn what_was_not_done_is_sent_again() {
    check(&Turn::before(Reply::Close), Claim::Done(How::Answered), 1);
}

#[test]
fn what_was_saved_before_it_was_sent_is_looked_up_first() {
    for (sent, claim) in [(true, How::Found), (false, How::Answered)] {
        for index in 0..COUNT {
            let server = Server::start([]).unwrap();
            let clients = || all(&quick(&server.url()).unwrap()).unwrap();
            let kept = clients()[index].save(a_create()).unwrap().text();
            assert!(server.seen().is_empty());
            if sent {
                clients()[index].send(a_create()).unwrap();
            }
            let verdict = resumed(&clients()[index], &kept);
            assert_eq!(verdict.claim, Claim::Done(claim));
            assert_eq!(server.books(|books| books.of(REFERENCE_ID).len()), 1);
        }
    }
}

fn of_account(url: &str, account: &str) -> Settings {
    quick(url).unwrap().credentials(Face::Private, Credentials::basic(account, "api-key"))
}

/// Clients of other places than the one with this URL and the account `coma_gUEpjaHU3rrntdnB`.
fn elsewhere(server: &Server, other: &Server) -> Vec<(&'static str, Settings)> {
    let port = server.url().rsplit_once(':').unwrap().1.to_owned();
    vec![
        ("another account", of_account(&server.url(), "coma_another")),
        ("another server", quick(&other.url()).unwrap()),
        ("another path", quick(&format!("{}/api", server.url())).unwrap()),
        ("another name", quick(&format!("http://localhost:{port}")).unwrap()),
    ]
}

#[test]
fn a_client_of_another_place_is_refused_before_anything_is_sent() {
    for index in 0..COUNT {
        let (server, other) = (Server::start([]).unwrap(), Server::start([]).unwrap());
        let saved =
            all(&quick(&server.url()).unwrap()).unwrap()[index].save(a_create()).unwrap().text();
        for (what, settings) in elsewhere(&server, &other) {
            let client = &all(&settings).unwrap()[index];
            let error = client.resume::<Create>(&Saved::parse(&saved).unwrap()).unwrap_err();
            assert!(matches!(error, ResumeError::OtherPlace { .. }), "{what}: {error:?}");
            let shown = error.to_string();
            assert!(shown.contains("coma_gUEpjaHU3rrntdnB") && shown.contains(&server.url()));
            assert!(shown.ends_with("nothing was sent"), "{shown}");
            assert_eq!(Error::from(error).directive(), Directive::Reconcile);
        }
        assert!(server.seen().is_empty() && other.seen().is_empty());
    }
}

#[test]
fn another_key_of_the_same_account_goes_on() {
    let server = Server::start([]).unwrap();
    let saved = all(&quick(&server.url()).unwrap()).unwrap()[0].save(a_create()).unwrap().text();
    assert!(!saved.contains("api-key"), "the key is not saved");
    let settings = quick(&format!("{}/", server.url().replace("http", "HTTP"))).unwrap();
    let settings = settings
        .credentials(Face::Private, Credentials::basic("coma_gUEpjaHU3rrntdnB", "a-new-key"));
    let verdict = resumed(&all(&settings).unwrap()[0], &saved);
    assert_eq!(verdict.claim, Claim::Done(How::Answered));
}

#[test]
fn a_server_that_moved_is_told_by_hand() {
    let (before, after) = (Server::start([]).unwrap(), Server::start([]).unwrap());
    let saved = all(&quick(&before.url()).unwrap()).unwrap()[0].save(a_create()).unwrap();
    let saved = saved.after_server_moved_to(&after.url()).unwrap();
    let stranger = &all(&of_account(&after.url(), "coma_another")).unwrap()[0];
    assert!(stranger.resume::<Create>(&saved).is_err(), "the account counts all the same");
    let client = &all(&quick(&after.url()).unwrap()).unwrap()[0];
    assert_eq!(resumed(client, &saved.text()).claim, Claim::Done(How::Answered));
}

#[test]
fn a_write_is_resumed_as_what_it_is() {
    let server = Server::start([]).unwrap();
    let client = &all(&quick(&server.url()).unwrap()).unwrap()[0];
    let saved = client.save(process("cpoi_1")).unwrap();
    assert_eq!((saved.operation(), saved.key()), ("payout-invoices.process", "cpoi_1"));
    let error = client.resume::<Create>(&saved).unwrap_err();
    assert!(matches!(error, ResumeError::OtherOperation { .. }), "{error:?}");
    let strange = saved.text().replace(r#""id":"cpoi_1""#, r#""id":"cpoi_1","speed":1"#);
    let error = client.resume::<Process>(&Saved::parse(&strange).unwrap()).unwrap_err();
    assert!(matches!(error, ResumeError::Unreadable(_)), "no input is dropped: {error:?}");
}

#[test]
fn what_a_newer_version_has_written_is_refused() {
    let server = Server::start([]).unwrap();
    let client = &all(&quick(&server.url()).unwrap()).unwrap()[0];
    let text = client.save(a_create()).unwrap().text();
    let error = Saved::parse(&text.replacen('{', r#"{"tenant":"canary","#, 1)).unwrap_err();
    assert_eq!(error.pointer(), "/tenant");
    let shown = error.to_string();
    assert!(shown.contains("a newer version") && !shown.contains("canary"), "{shown}");
    let newer = text.replace(r#""inputs":{"#, r#""inputs":{"speed":"canary","#);
    let error = client.resume::<Create>(&Saved::parse(&newer).unwrap()).unwrap_err().to_string();
    assert!(error.contains("a newer version") && !error.contains("canary"), "{error}");
    assert!(server.seen().is_empty());
}

#[test]
fn what_cannot_be_sent_is_not_saved() {
    let nowhere = all(&Settings::new()).unwrap();
    assert!(matches!(nowhere[0].save(a_create()), Err(RequestError::NoBaseUrl { .. })));
    let nobody = Settings::new().base_url(Face::Private, "https://api.example.org").unwrap();
    let nobody = all(&nobody).unwrap();
    assert!(matches!(nobody[0].save(a_create()), Err(RequestError::Credentials { .. })));
    assert!(matches!(nobody[0].save(process(" ")), Err(RequestError::EmptyKey)));
}

#[test]
fn the_key_that_is_shown_is_the_key_that_is_sent() {
    let server = Server::start([]).unwrap();
    let client = &all(&quick(&server.url()).unwrap()).unwrap()[0];
    let text = client.save(a_create()).unwrap().text();
    let strange = text.replace(r#""key":"ada8"#, r#""key":"bbb8"#);
    assert_ne!(strange, text);
    let error = client.resume::<Create>(&Saved::parse(&strange).unwrap()).unwrap_err();
    assert!(matches!(error, ResumeError::Unreadable(_)), "{error:?}");
}

/// What an earlier process sent may have made what differs: nobody may take it for another's, and make one more under another key.
#[test]
fn what_differs_may_be_ours_where_it_was_sent_before() {
    for index in 0..COUNT {
        let answers = [Turn::before(instead(200, r#"{"data":[]}"#))];
        let server = Server::start(answers).unwrap();
        server.books(|books| books.enter(REFERENCE_ID, "99").clone());
        let client = &all(&quick(&server.url()).unwrap()).unwrap()[index];
        let saved = client.save(a_create()).unwrap();
        let error = client.resume::<Create>(&saved).unwrap().unwrap_err();
        let OnceError::OtherUse { perhaps_ours, ref differences, .. } = error else {
            panic!("{error:?}")
        };
        assert!(
            perhaps_ours,
            "it was looked up, not found, sent, and refused because the key is taken"
        );
        assert_eq!((differences.as_slice(), error.outcome()), (&["amount"][..], Outcome::Unknown));
    }
}
