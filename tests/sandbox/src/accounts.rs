//! The accounts of the sandbox and their keys.

/// What keys are filled up with.
const FILLER: &str = "0123456789abcdefghijklmnopqrstuvwxyz0123456";

/// An account: who may call, and which keys are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id: the user name on the private face.
    pub id: String,
    /// Its API key: the password on the private face.
    pub api_key: String,
    /// The public key for live data.
    pub public_live: String,
    /// The public key for test data.
    pub public_test: String,
    /// The key that signs callbacks about live payouts.
    pub signing_live: String,
    /// The key that signs callbacks about test payouts.
    pub signing_test: String,
    /// Whether its key may be used on the private face at all; if not, it is answered with 403.
    pub may_call: bool,
    /// Where callbacks go about payouts that name no URL of their own.
    pub callback_url: Option<String>,
}

impl Account {
    /// An account with an id and a word that its keys are made from.
    #[must_use]
    pub fn new(id: &str, word: &str) -> Self {
        // As long as the platform's: 43 letters of URL-safe base64.
        let key = |prefix: &str| {
            let text = format!("sandbox-{word}-{FILLER}");
            format!("{prefix}{text:.43}")
        };
        Self {
            id: id.to_owned(),
            api_key: key(""),
            public_live: key("pk_live_"),
            public_test: key("pk_test_"),
            signing_live: key("sk_live_"),
            signing_test: key("sk_test_"),
            may_call: true,
            callback_url: None,
        }
    }

    /// The account that examples use.
    #[must_use]
    pub fn first() -> Self {
        Self::new("coma_gUEpjaHU3rrntdnB", "first-account")
    }

    /// Another account, which sees nothing of the first.
    #[must_use]
    pub fn second() -> Self {
        Self::new("coma_Hq7wZ2rKx9TnB4cV", "second-account")
    }

    /// An account whose key is known but may do nothing.
    #[must_use]
    pub fn without_rights() -> Self {
        let account = Self::new("coma_Yt5mP8sLd3FgJ6kQ", "account-without-rights");
        Self { may_call: false, ..account }
    }

    /// The key that signs callbacks about a payout of this mode.
    #[must_use]
    pub fn signing_key(&self, test_mode: bool) -> &str {
        if test_mode { &self.signing_test } else { &self.signing_live }
    }
}
