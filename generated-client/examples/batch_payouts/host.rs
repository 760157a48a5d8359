//! The host that is paid through: its client, and the words for what can go wrong before anything is sent.

use std::env;

use cublox_payouts::models::PublicKey;
use cublox_payouts::runtime::{CallError, Credentials, Directive, Fault, Place};
use cublox_payouts::{Api, Calls as _, Client, Face, Settings};

use crate::Failure;
use crate::arguments::Arguments;

/// The account of the sandbox, with keys that open nothing else.
const SANDBOX_ACCOUNT: &str = "coma_gUEpjaHU3rrntdnB";
const SANDBOX_KEY: &str = "sandbox-first-account-0123456789abcdefghijk";

/// Where payouts are made.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) client: Client,
    /// With it, the host tells what its services need to know about a recipient.
    pub(crate) public_key: Option<PublicKey>,
    pub(crate) is_sandbox: bool,
}

impl Host {
    /// The host that the command line and the environment name; `None` where they name none.
    pub(crate) fn of(arguments: &Arguments) -> Result<Option<Self>, Failure> {
        let settings = Settings::new().deadline(arguments.patience());
        match &arguments.sandbox {
            Some(url) => Self::sandbox(url.trim_end_matches('/'), settings).map(Some),
            None if env::var_os("CUBLOX_URL").is_none() => Ok(None),
            None => Self::real(settings).map(Some),
        }
    }

    fn sandbox(url: &str, settings: Settings) -> Result<Self, Failure> {
        let settings = settings
            .base_url(Face::Private, &format!("{url}/api"))?
            .base_url(Face::Public, &format!("{url}/public-api"))?
            .credentials(Face::Private, Credentials::basic(SANDBOX_ACCOUNT, SANDBOX_KEY));
        let public_key = Some(PublicKey::from(format!("pk_test_{SANDBOX_KEY}")));
        Ok(Self { client: Client::new(settings)?, public_key, is_sandbox: true })
    }

    fn real(settings: Settings) -> Result<Self, Failure> {
        let credentials =
            Credentials::basic(variable("CUBLOX_ACCOUNT")?, variable("CUBLOX_API_KEY")?);
        let mut settings = settings
            .base_url(Face::Private, &variable("CUBLOX_URL")?)?
            .credentials(Face::Private, credentials);
        let mut public_key = None;
        if env::var_os("CUBLOX_PUBLIC_URL").is_some() || env::var_os("CUBLOX_PUBLIC_KEY").is_some()
        {
            settings = settings.base_url(Face::Public, &variable("CUBLOX_PUBLIC_URL")?)?;
            public_key = Some(PublicKey::from(variable("CUBLOX_PUBLIC_KEY")?));
        }
        Ok(Self { client: Client::new(settings)?, public_key, is_sandbox: false })
    }

    /// The account and the server. What is saved names them, so any call that can be saved tells.
    pub(crate) fn place(&self) -> Result<Place, Failure> {
        Ok(self.client.payout_invoices().process("none").save()?.place().clone())
    }

    /// In plain words, why the host could not be asked.
    pub(crate) fn explain<E>(&self, error: &CallError<E, Api>) -> Failure {
        let advice = match error.fault() {
            Fault::Transport(_) if self.is_sandbox => {
                "\nIs the sandbox running? Start it with: cargo xtask sandbox"
            }
            _ if error.directive() == Directive::CorrectCredentials => {
                "\nCheck the account and its keys."
            }
            _ => "",
        };
        format!("the host cannot be asked about its services: {error}{advice}").into()
    }
}

fn variable(name: &str) -> Result<String, Failure> {
    env::var(name).map_err(|error| format!("{name}: {error}; --help lists what is needed").into())
}
