//! `cargo xtask sandbox`: starts a sandbox for people, says how to reach it, and stops it on Ctrl-C.

mod page;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use sandbox::{Account, DEFAULT_PORT, Options, Pace, Sandbox};

/// Starts a stand-in for the platform on this machine: stateful, with the documented answers, errors and callbacks. It
/// moves no money.
///
/// What a payout does is up to its recipient's details. The services `test_…` take `test_details_payout_status` (stages
/// in their order, such as `processed` or `process-pending processed canceled`), `test_details_payout_resolution` and
/// `test_details_success_rate` (percent). The cards 4412397212080000 and 4302912837020000 fail.
#[derive(Parser)]
#[command(name = "cargo xtask sandbox", bin_name = "cargo xtask sandbox")]
struct Arguments {
    /// The port to listen on; 0 takes any free one.
    #[arg(long, default_value_t = DEFAULT_PORT)]
    port: u16,
    /// What ids and chances are drawn from: the same requests with the same seed give the same ones.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many times as fast as real time the sandbox's clock runs; 0 stops it, to be moved by POST
    /// /_sandbox/clock?advance=SECONDS.
    #[arg(long, default_value_t = 1, value_name = "TIMES")]
    speed: u32,
    /// How many seconds of the sandbox's time a payout stays in each stage.
    #[arg(long, default_value_t = 2, value_name = "SECONDS")]
    stage: u64,
    /// The folder of the description.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Where callbacks go about payouts that name no URL of their own.
    #[arg(long, value_name = "URL")]
    callback_url: Option<String>,
    /// Send callbacks about settled payouts only.
    #[arg(long)]
    only_final: bool,
    /// Send every callback twice.
    #[arg(long)]
    duplicate_callbacks: bool,
    /// Hold each callback back until the next one about the same payout was sent.
    #[arg(long)]
    reorder_callbacks: bool,
    /// Make a second payout where a reference_id is used again, in place of the documented 409: what a careless platform
    /// might do.
    #[arg(long)]
    accept_repeats: bool,
    /// Answer 404, not an empty list, where a lookup by reference_id finds nothing.
    #[arg(long)]
    nothing_found_is_404: bool,
    /// Process every payout without a process call.
    #[arg(long)]
    auto_process: bool,
    /// Write no line about each request.
    #[arg(long)]
    quiet: bool,
}

impl Arguments {
    fn options(self) -> Options {
        let mut options = Options::for_people();
        options.address.set_port(self.port);
        options.seed = self.seed;
        options.pace = if self.speed == 0 { Pace::Still } else { Pace::Times(self.speed) };
        options.stage = Duration::from_secs(self.stage);
        options.spec = self.spec.unwrap_or(options.spec);
        for account in &mut options.accounts {
            account.callback_url.clone_from(&self.callback_url);
        }
        options.page = page::page(&options);
        Options {
            only_final: self.only_final,
            duplicate_callbacks: self.duplicate_callbacks,
            reorder_callbacks: self.reorder_callbacks,
            accept_repeats: self.accept_repeats,
            nothing_found_is_404: self.nothing_found_is_404,
            auto_process: self.auto_process,
            log: !self.quiet,
            ..options
        }
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse().options()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start_with(options)?;
    // Whoever started it may not read what it says; it serves all the same.
    let _ = introduce(&sandbox);
    let waiting = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    waiting.block_on(tokio::signal::ctrl_c())?;
    let requests = sandbox.books().requests;
    sandbox.stop();
    let _ = writeln!(std::io::stderr(), "\nstopped; requests: {requests}");
    Ok(())
}

fn introduce(sandbox: &Sandbox) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let private = sandbox.private_url();
    writeln!(out, "reference      http://{}/", sandbox.address())?;
    writeln!(out, "private face   {private}")?;
    writeln!(out, "public face    {}", sandbox.public_url())?;
    writeln!(out, "inspection     http://{}/_sandbox", sandbox.address())?;
    for account in sandbox.accounts() {
        let Account { id, api_key, public_test, public_live, .. } = account;
        let remark =
            if account.may_call { "" } else { ", every private call is answered with 403" };
        writeln!(out, "\naccount        {id}{remark}")?;
        writeln!(out, "  API key      {api_key}")?;
        writeln!(out, "  public keys  {public_test}\n               {public_live}")?;
        let (test, live) = (account.signing_key(true), account.signing_key(false));
        writeln!(out, "  signing keys {test}\n               {live}")?;
    }
    if let Some(account) = sandbox.accounts().first() {
        let body = concat!(
            r#"{"data":{"type":"payout-invoice","attributes":{"reference_id":"first-1","service":"test_usd","#,
            r#""currency":"USD","amount":10.55,"test_mode":true,"fields":{"account":"12345"},"options":{"auto_process":true}}}}"#
        );
        writeln!(
            out,
            "\ntry:\ncurl -s -u {}:{} -H 'content-type: application/json' -d '{body}' {private}/payout-invoices\n",
            account.id, account.api_key
        )?;
    }
    out.flush()
}
