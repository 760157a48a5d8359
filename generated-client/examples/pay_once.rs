//! Makes one payout exactly once and waits until it is settled. It is kept in a file before it is sent: whatever happens then, the
//! next run goes on with it.
//!
//! ```sh
//! PAYOUTS_URL=https://api.operator.example PAYOUTS_ACCOUNT=coma_… PAYOUTS_KEY=… \
//!     cargo run --example pay_once -- salary-2026-11-0042 card USD 10.55 <card-number.txt
//! ```

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example tells people what it did"
)]

use std::error::Error;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use cublox_payouts::models::{PayoutInvoice, PayoutStatus};
use cublox_payouts::operations::payout_invoices::Create;
use cublox_payouts::runtime::{Call, Credentials, Decimal, Once, Outcome, Saved, Watched};
use cublox_payouts::{Calls as _, Client, Face, Settings};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(pay(&std::env::args().skip(1).collect::<Vec<_>>()))
}

async fn pay(arguments: &[String]) -> Result<()> {
    let [reference_id, service, currency, amount] = arguments else {
        return Err(
            "give: REFERENCE_ID SERVICE CURRENCY AMOUNT, and the card number on standard input"
                .into(),
        );
    };
    let client = client()?;
    let kept = PathBuf::from(format!("{reference_id}.payout.json"));
    let outcome = if kept.exists() {
        println!("going on with what {} keeps, whatever the other arguments say", kept.display());
        let saved = Saved::parse(&fs::read_to_string(&kept)?)?;
        client.resume::<Create>(&saved)?.send_once().await
    } else {
        let create: Call<Client, Create> = client
            .payout_invoices()
            .create()
            .reference_id(reference_id.as_str())
            .service(service.as_str())
            .currency(currency.as_str())
            .amount(amount.parse::<Decimal>()?)
            .fields([("card_number", std::io::read_to_string(std::io::stdin())?.trim())])
            .build();
        keep(&create.save()?, &kept)?;
        create.send_once().await
    };
    match outcome {
        Ok(Once::Done(made)) => {
            follow(&client, made.resource).await?;
            Ok(fs::remove_file(&kept)?)
        }
        Ok(Once::Uncertain(uncertain)) => Err(format!("{uncertain}; run again to go on").into()),
        Err(error) => {
            if error.outcome() == Outcome::NotDone {
                fs::remove_file(&kept)?;
            }
            Err(error.into())
        }
    }
}

/// Writes what is kept, and waits until it is on the disk. It gets its name when it is whole: a file of that name can be resumed. A
/// plain `fs::write` may be torn or lost when the power goes, and then nobody knows of a payout that was sent.
fn keep(saved: &Saved, path: &Path) -> Result<()> {
    let unfinished = path.with_extension("unfinished");
    let mut file = File::create(&unfinished)?;
    file.write_all(saved.text().as_bytes())?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    match path.canonicalize()?.parent() {
        Some(folder) if cfg!(unix) => Ok(File::open(folder)?.sync_all()?),
        _ => Ok(()),
    }
}

fn client() -> Result<Client> {
    let variable = |name: &str| std::env::var(name).map_err(|error| format!("{name}: {error}"));
    let credentials = Credentials::basic(variable("PAYOUTS_ACCOUNT")?, variable("PAYOUTS_KEY")?);
    let settings = Settings::new()
        .base_url(Face::Private, &variable("PAYOUTS_URL")?)?
        .credentials(Face::Private, credentials);
    Ok(Client::new(settings)?)
}

/// Confirms a payout that waits for it, which an earlier run may have done, and reads it until its outcome is known.
async fn follow(client: &Client, payout: PayoutInvoice) -> Result<()> {
    if payout.attributes.status == PayoutStatus::Created {
        let confirm = client.payout_invoices().process(payout.id.clone());
        if confirm.perhaps_sent()?.send_once().await?.done().is_none() {
            return Err("whether the payout was confirmed is not known yet; run again".into());
        }
    }
    let read = client.payout_invoices().get(payout.id).deadline(Duration::from_secs(300));
    let (word, payout) = match read.wait_until(PayoutStatus::is_settled).await? {
        Watched::Reached(document) => ("settled", document.data),
        Watched::Pending(document) => ("pending", document.data),
    };
    println!("{} is {word}: {}", payout.id, payout.attributes.status);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(reference_id: &str) -> Saved {
        let settings = Settings::new()
            .base_url(Face::Private, "https://api.operator.example")
            .unwrap()
            .credentials(Face::Private, Credentials::basic("coma_gUEpjaHU3rrntdnB", "key"));
        let create = Client::new(settings).unwrap().payout_invoices().create();
        let create = create.reference_id(reference_id).service("card").currency("USD");
        create.amount(10).fields([("card_number", "1")]).build().save().unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let files = fs::read_dir(folder).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn what_is_kept_is_whole_under_its_name_and_leaves_nothing_beside_it() {
        let folder = std::env::temp_dir().join(format!("pay_once-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("r-1.payout.json");
        // What a crash has left behind of an earlier run is no obstacle.
        fs::write(path.with_extension("unfinished"), "torn").unwrap();
        for saved in [saved("r-1"), saved("r-2")] {
            keep(&saved, &path).unwrap();
            assert!(Saved::parse(&fs::read_to_string(&path).unwrap()).unwrap() == saved);
            assert_eq!(names(&folder), ["r-1.payout.json"]);
        }
        assert!(keep(&saved("r-1"), &folder.join("missing/r-1.json")).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
