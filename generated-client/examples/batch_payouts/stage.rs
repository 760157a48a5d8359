//! Where a payout stands, in the words of somebody who pays.

use cublox_payouts::models::{PayoutInvoice, PayoutInvoiceId, PayoutStatus, Resolution};

/// What is known of a payout that is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known {
    pub(crate) id: PayoutInvoiceId,
    pub(crate) status: PayoutStatus,
    pub(crate) resolution: Option<Resolution>,
}

impl From<PayoutInvoice> for Known {
    fn from(payout: PayoutInvoice) -> Self {
        Self {
            id: payout.id,
            status: payout.attributes.status,
            resolution: payout.attributes.resolution,
        }
    }
}

/// What the status means for the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Paid,
    PaidInPart,
    UnderWay,
    /// It ended and the recipient has nothing of it.
    Failed,
}

impl Stage {
    pub(crate) fn of(status: &PayoutStatus) -> Self {
        match status {
            // Taking it back was refused: the recipient has it.
            PayoutStatus::Processed | PayoutStatus::CancelFailed => Self::Paid,
            PayoutStatus::PartiallyProcessed | PayoutStatus::PartiallyCanceled => Self::PaidInPart,
            PayoutStatus::Expired
            | PayoutStatus::Terminated
            | PayoutStatus::ProcessFailed
            | PayoutStatus::Canceled => Self::Failed,
            _ => Self::UnderWay,
        }
    }
}
